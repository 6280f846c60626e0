/* A part of a long text among the rows that are numbered in its order: where they begin and end is found by halving, so that a
 * part of ten megabytes costs what it holds. */
#ifndef DP_LEDGER_STRETCH_H
#define DP_LEDGER_STRETCH_H

#include "ledger/internal.h"

/* Numbers of rows, half open. */
typedef struct row_range {
    int64_t from, to;
} row_range;

typedef struct stretch {
    row_range claims; /* of its sentences and of a few on either side */
    row_range sentences, places, actors, times, quantities;
} stretch;

/* Rows outside of it neither touch the characters from `start` to `end` nor begin in them. */
dp_status stretch_of(ledger *l, int64_t dispatch_key, uint32_t start, uint32_t end, stretch *out, dp_error *err);
/* Of a whole text: everything. */
stretch stretch_whole(void);

#endif
