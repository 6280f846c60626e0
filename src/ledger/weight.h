/* How much stands behind each claim of a ledger, and how much against it, worked out for all of them in one pass: a question
 * about a million claims takes half a second so, and nothing has to be kept up to date for it.
 *
 *   claim_propositions ─▶ voices and dispatches of each proposition ─┬─▶ the greatest of each claim's propositions
 *   relations ──────────▶ voices of what each is at odds with ───────┘
 *
 * Some 50 bytes a claim while it lives. */
#ifndef DP_LEDGER_WEIGHT_H
#define DP_LEDGER_WEIGHT_H

#include "ledger/roots.h"

typedef struct claim_weight {
    uint32_t against;    /* voices that carry what contradicts or denies it */
    uint32_t voices;     /* that carry what it says */
    uint32_t dispatches; /* likewise, or that carry its dispatch's text */
} claim_weight;

typedef struct claim_weights {
    dispatch_roots dispatches;
    uint32_t *first; /* [dispatches + 1] where its claims begin in `claims` */
    struct weighed {
        uint32_t claim_no;
        claim_weight weight;
    } * claims; /* of each dispatch; one row for each thing that a claim says */
} claim_weights;

/* Of all claims, in the arena. Under the ledger's lock. */
dp_status weights_load(ledger *l, arena *a, claim_weights *out, dp_error *err);
/* Of one claim. */
claim_weight weight_of(const claim_weights *w, int64_t dispatch_key, int64_t claim_no);

#endif
