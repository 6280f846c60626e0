/* Work over threads in the order of the input: items are numbered as they come, worked on by any thread, and handed to the
 * sink one by one in their order. Memory is bounded: at most `window` items are alive, and no more are fetched while those that
 * are alive weigh too much. A slow sink holds back the fetching.
 *
 *   next(item k) ──▶ [worker 0..T-1] ──▶ sink(item 0), sink(item 1), …
 *
 * With one thread everything runs in the caller's. `next` and `sink` are never called at the same time as themselves. */
#ifndef DP_CORE_POOL_H
#define DP_CORE_POOL_H

#include <stdbool.h>

#include "core/error.h"

typedef struct pool_job {
    unsigned threads;  /* ≥ 1 */
    unsigned window;   /* items alive at once; ≥ threads */
    size_t item_bytes; /* each item is a zeroed block at first and is reused without being cleared */
    void *context;
    bool (*next)(void *context, void *item); /* false: no more */
    /* What an item that was just fetched weighs until it has been sunk, in bytes; called as `next` is. NULL: nothing. */
    size_t (*weight)(void *context, const void *item);
    size_t weight_max; /* with this or more in flight nothing is fetched: what is alive is below it but for the last item */
    void (*work)(void *context, unsigned thread, void *item);
    bool (*sink)(void *context, void *item);      /* false: stop early */
    void (*item_free)(void *context, void *item); /* at the end, for each block; may be NULL */
} pool_job;
dp_status pool_run(const pool_job *job, dp_error *err);
unsigned pool_cpus(void); /* processors this process may use, ≥ 1 */

#endif
