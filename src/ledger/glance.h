/* What is seen of two propositions at a glance: enough to tell that they lie apart and have nothing to say to each other, before
 * they are compared in earnest. */
#ifndef DP_LEDGER_GLANCE_H
#define DP_LEDGER_GLANCE_H

#include "ledger/proposition.h"

/* Of a proposition, in a few bytes, for lists that are looked through faster than the propositions themselves could be fetched.
 */
typedef struct glimpse {
    uint16_t country; /* five bits of each of its two letters; 0: not known */
    uint16_t name;    /* twelve bits of a hash of the spot's; 0: it has none */
    int16_t latitude; /* in steps */
    uint8_t reach;    /* in steps, rounded up; REACH_UNKNOWN: the latitude is not known */
    uint8_t days;     /* from its first to its last; DAYS_MANY: so many or more */
    uint16_t number;  /* ten bits of a hash of an exact number; 0: it tells none */
    bool is_denied : 1, is_control : 1;
    bool is_once : 1; /* a change of hands, an arrest: told of two days, it may be one, or at odds with itself */
} glimpse;
#define REACH_UNKNOWN UINT8_MAX
#define DAYS_MANY     15u
glimpse glimpse_of(const proposition *p);
/* The same as one number, from 0 on: as proposition_blocks keeps it. */
int64_t glimpse_number(const glimpse *g);
glimpse glimpse_of_number(int64_t number);
/* As glance_apart, though it tells less often; with the days on which they begin. */
bool glimpses_apart(const glimpse *a, int32_t a_day, const glimpse *b, int32_t b_day);

/* True only where proposition_compare finds nothing, because they lie apart or speak of other days. */
bool glance_apart(const proposition *a, const proposition *b);

#endif
