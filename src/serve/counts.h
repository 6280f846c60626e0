/* What the ledger holds: the rows of LEDGER_INFO, counted once for each state of its content. On a large ledger that takes half a
 * second, so that it is begun when the server starts, and nobody who looks at it later waits for it again. */
#ifndef DP_SERVE_COUNTS_H
#define DP_SERVE_COUNTS_H

#include <pthread.h>

#include "ledger/ledger.h"

typedef struct count_row {
    const char *what, *value;
} count_row;

typedef struct kept_counts {
    pthread_mutex_t lock;
    arena memory; /* of the texts */
    count_row *at;
    uint32_t n, room;
    int64_t version; /* of the content that was counted */
    bool known;
} kept_counts;

void counts_begin(kept_counts *c);
void counts_end(kept_counts *c);
/* Hands on the rows of the content's `version`; counts them with `l` where that was not done yet. */
dp_status counts_give(kept_counts *c, ledger *l, int64_t version, ledger_row_fn fn, void *context, dp_error *err);

#endif
