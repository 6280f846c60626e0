/* Passages: the stretches of words that two texts have in common, found by their runs (unit.h) and grown as far as they are
 * equal. Up to PASSAGE_GAP words that differ on either side, an edit, do not end a passage.
 *
 *   a  "… [the bridge was closed on Monday after two soldiers] told us …"
 *   b  "[The bridge was closed on Tuesday after two soldiers], he said"
 */
#ifndef DP_LEDGER_PASSAGE_H
#define DP_LEDGER_PASSAGE_H

#include "ledger/unit.h"

#define PASSAGE_GAP    4u  /* units */
#define PASSAGE_WEIGHT 20u /* in common, at least: ten words; less only where that is the whole of a text */

typedef struct passage {
    span a, b;       /* bytes of either text */
    uint32_t weight; /* of the units in common: 2 a word, 1 a character */
} passage;
typedef struct passage_list {
    passage *at; /* by their start in a; they do not overlap there */
    uint32_t n, cap;
} passage_list;

/* In the arena. The work grows with the length of both texts, whatever they repeat. */
dp_status passages_find(const unit_list *a, const unit_list *b, arena *memory, passage_list *out, dp_error *err);

#endif
