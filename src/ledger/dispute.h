/* Disputes: what the voices that tell of one event do not agree on. Formats with one row an event are made from it.
 *
 *   claims, with their events (event.c) ──▶ groups
 *   relations between their propositions, and coders' word ──▶ disputes of each group
 *
 * A group with a difference of holder or status, or with a denial, is itself in dispute: a voice says that it did not happen so.
 * So is one of which coders say that a claim cannot be true beside another. */
#ifndef DP_LEDGER_DISPUTE_H
#define DP_LEDGER_DISPUTE_H

#include "ledger/ledger.h"

enum dispute_field {
    DISPUTE_COUNT = 1,
    DISPUTE_DATE = 2,
    DISPUTE_PLACE = 4,
    DISPUTE_HOLDER = 8,
    DISPUTE_STATUS = 16,
    DISPUTE_POLARITY = 32
};
#define DISPUTE_WHOLE (DISPUTE_HOLDER | DISPUTE_STATUS | DISPUTE_POLARITY)

typedef struct disputed_claim {
    int64_t dispatch_key, claim_no;
    const char *event; /* id of its event; NULL: it is of none, and a group of its own */
    bool wanted;       /* is to become a row; the others only dispute */
    uint32_t group;    /* out: index of the first claim of its group */
    uint8_t disputes;  /* out: enum dispute_field of its group */
} disputed_claim;

/* Fills group and disputes of n claims. *count: pairs that are at odds, at least one of them wanted: of different propositions,
 * put forward by different claimants, and of claims that only coders hold against each other. */
dp_status ledger_disputes(ledger *l, disputed_claim *claims, uint32_t n, uint64_t *count, dp_error *err);

#endif
