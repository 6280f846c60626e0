/* An answer before it is sent: status, type, bytes or a stream, and the few headers that differ. The headers that every answer
 * bears (content policy, no sniffing, no referrer) are added where it is sent (headers.h). */
#ifndef DP_SERVE_ANSWER_H
#define DP_SERVE_ANSWER_H

#include "core/buf.h"

#define ANSWER_TAG 48u

enum answer_cache {
    CACHE_CHECK, /* kept by the browser, asked again each time (ETag) */
    CACHE_NEVER, /* not kept: what holds a secret, and errors */
};

/* Bytes that come as they are made, by a thread of their own (stream.h). */
struct stream;

typedef struct answer {
    unsigned status;
    const char *type;  /* a constant */
    buf body;          /* owned */
    const char *fixed; /* instead of the body: bytes that live as long as the program; NULL */
    size_t fixed_bytes;
    struct stream *stream; /* instead of the body; NULL */
    uint8_t cache;         /* enum answer_cache */
    char tag[ANSWER_TAG];  /* ETag with its quotes; "" for none */
    char location[256];    /* "" for none */
    char cookie[256];      /* Set-Cookie; "" for none */
    char file_name[64];    /* of a download; "" for none */
    const char *allow;     /* methods, with status 405 */
} answer;

void answer_init(answer *a);
void answer_free(answer *a);
void answer_begin(answer *a, unsigned status, const char *type); /* drops what was written */

/* RFC 9457: {"type","title","status","detail","remedy"}. Texts are constants or from outside alike. */
void answer_problem(answer *a, unsigned status, const char *detail, const char *remedy);
/* The status that fits an error of the ledger. */
void answer_error(answer *a, const dp_error *err);

const char *status_title(unsigned status);

#endif
