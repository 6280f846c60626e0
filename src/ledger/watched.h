/* What `depeche watch` remembers in the ledger (schema_watch.c): feeds, pages, pauses of hosts, robots.txt of sites. What is kept
 * while a batch of dispatches is open is written together with them, or not at all. Times are seconds since 1970; texts that are
 * given back live in the arena. */
#ifndef DP_LEDGER_WATCHED_H
#define DP_LEDGER_WATCHED_H

#include "ledger/ledger.h"

typedef struct watched_feed {
    const char *url, *etag, *modified, *why; /* all but url may be NULL */
    int64_t asked, next;                     /* 0: never */
    uint32_t failures;
} watched_feed;
/* A feed that was never asked for has its url alone. */
dp_status watched_feed_find(ledger *l, const char *url, arena *a, watched_feed *out, dp_error *err);
dp_status watched_feed_keep(ledger *l, const watched_feed *f, dp_error *err);

enum watched_state { WATCHED_UNKNOWN, WATCHED_WAITING, WATCHED_ASKED, WATCHED_READ, WATCHED_FAILED };
typedef struct watched_page {
    const char *url, *host, *feed;
    const char *title, *date, *outlet; /* what the feed says; NULL where it says nothing */
    int64_t found, next;               /* next: of one that is waiting, or asked */
    uint32_t tries;
    uint8_t state;        /* enum watched_state */
    const char *dispatch; /* content id, or NULL */
    const char *why;      /* or NULL */
} watched_page;
/* state is WATCHED_UNKNOWN where there is none. */
dp_status watched_page_find(ledger *l, const char *url, arena *a, watched_page *out, dp_error *err);
/* Writes one that is not there yet; *fresh tells. */
dp_status watched_page_add(ledger *l, const watched_page *p, bool *fresh, dp_error *err);
/* Writes one, in the place of what was known of it. What the feed said of a page is kept only while it waits. */
dp_status watched_page_keep(ledger *l, const watched_page *p, dp_error *err);
/* The page of a host that has waited longest of those whose time has come; state is WATCHED_UNKNOWN where there is none. */
dp_status watched_page_next(ledger *l, const char *host, int64_t now, arena *a, watched_page *out, dp_error *err);

/* Pages that were under way when a process ended wait again. */
dp_status watched_wait_again(ledger *l, dp_error *err);

/* Hosts that have pages waiting. The function must not call the handle. */
typedef void (*watched_host_fn)(void *context, const char *host);
dp_status watched_waiting(ledger *l, watched_host_fn fn, void *context, dp_error *err);
/* The time of the first page that waits for one host; INT64_MAX where none does. */
dp_status watched_first(ledger *l, const char *host, int64_t *out, dp_error *err);

typedef struct watched_host {
    int64_t ready; /* 0: it asked for no pause */
    uint32_t failures;
} watched_host;
dp_status watched_host_find(ledger *l, const char *host, watched_host *out, dp_error *err);
dp_status watched_host_keep(ledger *l, const char *host, const watched_host *h, dp_error *err); /* ready 0 forgets it */

enum watched_access { WATCHED_RULES, WATCHED_ALL, WATCHED_NONE };
typedef struct watched_robots {
    int64_t until; /* 0: not known */
    uint8_t access;
    const char *body; /* of WATCHED_RULES, body_bytes long; NULL where it is kept: that which stands there already */
    size_t body_bytes;
} watched_robots;
dp_status watched_robots_find(ledger *l, const char *origin, arena *a, watched_robots *out, dp_error *err);
dp_status watched_robots_keep(ledger *l, const char *origin, const watched_robots *r, dp_error *err);

#endif
