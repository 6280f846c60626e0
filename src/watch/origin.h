/* What the robots.txt of a site says, from memory, from the ledger, or to be asked for. A day later it is asked for again.
 *
 *   2xx: its rules · 4xx, a redirect without end: all is allowed · no answer, 429, 5xx: nothing is, until it answers; the rules
 * it had hold meanwhile (RFC 9309, 2.3.1) */
#ifndef DP_WATCH_ORIGIN_H
#define DP_WATCH_ORIGIN_H

#include "ledger/watched.h"
#include "watch/fetch.h"
#include "watch/robots.h"

typedef struct origin {
    char *name;
    int64_t until, used; /* seconds; until 0: not known */
    uint8_t access;      /* enum watched_access */
    arena memory;
    robots rules;
    bool asking;    /* its robots.txt is under way */
    bool refused;   /* it was not even asked for: a private address */
    dp_error fault; /* why it is not known */
} origin;

enum { ORIGINS_MAX = 128 }; /* in memory; the ledger knows the others */
typedef struct origins {
    origin *at[ORIGINS_MAX];
    uint32_t n;
} origins;

/* NULL with *err set where memory is out or the ledger fails. The pointer is good until the next call. */
origin *origins_get(origins *o, ledger *l, const char *name, int64_t now, dp_error *err);
void origins_free(origins *o);

static inline bool origin_is_known(const origin *o, int64_t now) {
    return o->until > now;
}
/* Takes in what was answered to the request for its robots.txt. */
dp_status origin_answer(origin *o, ledger *l, const fetch_answer *a, int64_t now, dp_error *err);
/* False when memory is out. */
bool origin_allows(const origin *o, const char *target, arena *a, bool *out);

#endif
