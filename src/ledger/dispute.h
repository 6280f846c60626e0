/* Disputes: which claims speak of one event, and what its voices do not agree on. Formats with one row an event are made from it.
 *
 *   claims ──▶ their propositions ──▶ relations ──▶ groups: claims tied by `same`, or by a difference in count, date or place
 *                                             └──▶ disputes of each group
 *
 * A group with a difference of holder or status, or with a denial, is itself in dispute: a voice says that it did not happen so.
 */
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
    bool wanted;      /* is to become a row; the others only dispute */
    uint32_t group;   /* out: index of the first claim of its group */
    uint8_t disputes; /* out: enum dispute_field of its group */
} disputed_claim;

/* Fills group and disputes of n claims. *count: pairs of different propositions, put forward by different claimants, that are at
 * odds, at least one with a wanted claim. */
dp_status ledger_disputes(ledger *l, disputed_claim *claims, uint32_t n, uint64_t *count, dp_error *err);

#endif
