/* Requests: many at once on one thread (libcurl), each bounded in bytes and time. One request is one hop: a redirect is handed
 * back, so that whoever asked can look at where it leads (robots.txt, whose turn it is) before going on.
 *
 *   fetcher_start(request) …  ──▶  sockets  ──▶  fetcher_next() ──▶ answer {status, headers that matter, bytes}
 *                                    └── the guard: every address that is connected to (address.h)
 *
 * No cookies, no passwords, no proxy but the one that is named, certificates are checked, http and https only. Of an answer at
 * most `bytes_max` bytes are taken in, counted after decompression, and as much of its headers as FETCH_HEAD_MAX.
 * Not thread-safe: a fetcher is one thread's. */
#ifndef DP_WATCH_FETCH_H
#define DP_WATCH_FETCH_H

#include <sys/socket.h>

#include "core/arena.h"
#include "core/error.h"

enum {
    FETCH_HEAD_MAX = 64 << 10,
    FETCH_CONNECT_MS = 15000,
    FETCH_TOTAL_MS = 60000 /* from the start to the last byte */
};

typedef struct fetch_options {
    const char *agent;             /* the User-Agent */
    const char *proxy;             /* all requests go through this one; NULL: none, whatever the environment says */
    bool allow_private;            /* no guard */
    uint32_t connect_ms, total_ms; /* 0: as above */
    /* For tests: addresses that the guard lets pass, with their ports; and "host:port:address" lines that take the place of name
     * servers. NULL-terminated; may be NULL. */
    const struct sockaddr *const *passed;
    const char *const *resolve;
} fetch_options;

typedef struct fetch_request {
    const char *url;             /* url.whole */
    const char *etag, *modified; /* sent as If-None-Match, If-Modified-Since; NULL: not */
    const char *accept;          /* media types; NULL: any */
    size_t bytes_max;
    bool cut; /* a longer answer is cut there and is no error */
    void *tag;
} fetch_request;

typedef struct fetch_answer {
    void *tag;
    long status;       /* of HTTP; 0: there was no answer, see error */
    bool refused;      /* the guard or a limit of ours: asking again is of no use for now */
    dp_error error;    /* code DP_OK where there is an answer that is whole */
    const char *bytes; /* decompressed; n bytes and a NUL */
    size_t n;
    /* Headers as they came, without blanks around them; NULL where there is none. */
    const char *type, *etag, *modified, *location, *retry_after, *cache_control;
} fetch_answer;

typedef struct fetcher fetcher;

dp_status fetcher_new(const fetch_options *options, fetcher **out, dp_error *err); /* strings of options are borrowed */
void fetcher_free(fetcher *f);                                                     /* what is under way is broken off */

dp_status fetcher_start(fetcher *f, const fetch_request *r, dp_error *err);
uint32_t fetcher_running(const fetcher *f);
/* The next answer, waited for at most wait_ms; false where there is none yet. It lives until the next call. */
bool fetcher_next(fetcher *f, int wait_ms, fetch_answer *out);

#endif
