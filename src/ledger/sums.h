/* Sums over the rows that a reading gives a dispatch (its own, sentences, mentions, claims and what hangs on them, its sketch),
 * so that a check sees a value that was changed behind the ledger's back and that nothing else repeats.
 *
 * The sum of a dispatch (`dispatch_sums`) is that of the 32-bit hashes of its rows, whatever their order; values hash by type and
 * content. Row numbers of this file (…_key) are values too: they never change in it.
 *
 * Propositions and relations belong to no dispatch and never change: each has the sum of its row in its last column (row_seal).
 */
#ifndef DP_LEDGER_SUMS_H
#define DP_LEDGER_SUMS_H

#include "ledger/internal.h"

/* The hash of a row, value by value from its first column on. */
typedef struct row_sum {
    uint64_t hash;
} row_sum;
row_sum row_sum_begin(const char *table);
void row_sum_null(row_sum *s);
void row_sum_int(row_sum *s, int64_t v);
void row_sum_real(row_sum *s, double v);
void row_sum_text(row_sum *s, const char *bytes, size_t n);
void row_sum_blob(row_sum *s, const void *at, size_t n);
uint32_t row_sum_end(const row_sum *s);
/* Of the first columns of the row at which a statement stands. */
uint32_t row_sum_of(const char *table, sqlite3_stmt *st, int columns);

/* Sums on their way into the file: gathered, and written before the batch ends (stages_flush). */
typedef struct sum_slot {
    int64_t dispatch_key; /* 0: free */
    int64_t sum;
} sum_slot;
#define SUM_SLOTS 8192u
typedef struct sums {
    sum_slot slots[SUM_SLOTS];
    uint32_t used;
} sums;
dp_status sums_add(ledger *l, int64_t dispatch_key, uint32_t row, dp_error *err);
dp_status sums_write(ledger *l, dp_error *err);
void sums_clear(ledger *l);
/* Adds the dispatch's sketch as it stands in the file: where it stays when the dispatch is read anew. */
dp_status sums_add_sketch(ledger *l, int64_t dispatch_key, dp_error *err);

/* Are the dispatch's rows those that were written? */
dp_status sums_hold(ledger *l, int64_t dispatch_key, bool *hold, dp_error *err);

#endif
