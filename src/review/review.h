/* A review session: queue, keys, screen and ledger brought together. */
#ifndef DP_REVIEW_REVIEW_H
#define DP_REVIEW_REVIEW_H

#include "ledger/review.h"
#include "review/keys.h"

typedef struct review_options {
    reviewer who;
    ledger_filter filter;
    enum review_order order;
    key_map keys;
    bool color;                    /* styles may be used */
    int64_t (*now)(void *context); /* seconds since 1970, UTC */
    void *context;
} review_options;

typedef struct review_summary {
    uint32_t claims, decided; /* of the queue, decided in all */
    bool ended;               /* by a signal, or because the terminal went away */
} review_summary;

/* Runs until the coder quits. Every decision is on the disk before the next claim is shown, so that nothing is lost however it
 * ends. DP_E_USAGE where there is no terminal. The ledger must be open for writing. */
dp_status review_run(ledger *l, const review_options *o, review_summary *out, dp_error *err);

#endif
