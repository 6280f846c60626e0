/* What is seen of two propositions at a glance: enough to tell that they lie apart and have nothing to say to each other, before
 * they are compared in earnest. */
#ifndef DP_LEDGER_GLANCE_H
#define DP_LEDGER_GLANCE_H

#include "ledger/proposition.h"

/* Of a proposition, in a few bytes, for lists that are looked through faster than the propositions themselves could be fetched.
 */
typedef struct glimpse {
    uint16_t country; /* its two letters; 0: not known */
    uint16_t name;    /* hash of the spot's; 0: it has none */
    int16_t latitude; /* in steps */
    uint16_t reach;   /* in steps, rounded up; UINT16_MAX: the latitude is not known */
    uint16_t number;  /* hash of an exact number; 0: it tells none */
    uint8_t days;     /* from its first to its last; UINT8_MAX: so many or more */
    bool is_denied : 1, is_control : 1;
    bool is_once : 1; /* a change of hands, an arrest: told of two days, it may be one, or at odds with itself */
} glimpse;
glimpse glimpse_of(const proposition *p);
/* As glance_apart, though it tells less often; with the days on which they begin. */
bool glimpses_apart(const glimpse *a, int32_t a_day, const glimpse *b, int32_t b_day);

/* True only where proposition_compare finds nothing, because they lie apart or speak of other days. */
bool glance_apart(const proposition *a, const proposition *b);

#endif
