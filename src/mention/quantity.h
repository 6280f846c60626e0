/* Quantities: low, best and high of a match, and what is counted. docs/quantities.md has the rules. */
#ifndef DP_MENTION_QUANTITY_H
#define DP_MENTION_QUANTITY_H

#include "mention/time_match.h"

/* What is known of a quantity before its place among the tokens is. */
typedef struct quantity_raw {
    quantity_mention q;
    span at;
    uint32_t sentence, first_word;
} quantity_raw;

/* Fills *out from a match of ACT_QUANTITY or ACT_ORDINAL; false where the words are no quantity after all (T-72, 3-1).
 * `previous` is the quantity before in this dispatch, or NULL: what it counts may be counted again ("of 100 men, 40 …"). */
bool quantity_of(const time_scan *s, const time_match *m, unsigned action, uint32_t sentence, const quantity_raw *previous,
                 quantity_raw *out);

#endif
