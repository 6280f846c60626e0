/* How many propositions lie in a block on a day, at most: kept in memory while an empty ledger is filled, so that where nothing
 * lies the file need not be asked. A number is never too low: a proposition that is taken out again stays counted. */
#ifndef DP_LEDGER_BLOCK_COUNT_H
#define DP_LEDGER_BLOCK_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#define BLOCK_COUNT_MOST 255u /* as many or more; also where nothing is known */

typedef struct block_counts {
    struct block_week *weeks; /* open addressing; NULL: nothing is known */
    uint64_t used, size;
} block_counts;

/* Starts at nothing, for a ledger that has no propositions. Without memory nothing is known. */
void block_counts_begin(block_counts *c);
void block_counts_end(block_counts *c);
void block_counts_add(block_counts *c, uint64_t block, int64_t day);
/* The sum over the days, at most BLOCK_COUNT_MOST. */
uint32_t block_counts_get(const block_counts *c, uint64_t block, int64_t first_day, int64_t last_day);

#endif
