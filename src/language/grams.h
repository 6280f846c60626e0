/* Words and their n-grams, as trainer and identifier see them.
 *
 * A word is a run of letters of one script, in small letters, between two edges: "Les" has the grams
 *   |le  les  es|  |les|
 * A letter is a code of 12 bits (its code point's lowest, which tell the letters of a script apart), an edge is code 1. Grams are
 * of three and of five letters and edges, their codes side by side in 60 bits: with those of two and four beside them the
 * answers were hardly better, and took twice the time. */
#ifndef DP_LANGUAGE_GRAMS_H
#define DP_LANGUAGE_GRAMS_H

#include "language/model.h"

#include "core/utf8.h"

#define GRAM_SHORT      3u
#define GRAM_LONG       5u
#define GRAM_EDGE       1u
#define GRAM_BITS       12u
#define WORD_MOST       48u /* letters; what is longer is cut: it is no word */
#define WORD_GRAMS_MOST (2 * WORD_MOST)

typedef struct gram_word {
    uint64_t grams[WORD_GRAMS_MOST];
    uint32_t n, letters;
    uint8_t script;
    uint64_t window; /* the last letters */
} gram_word;

static inline void gram_push(gram_word *w, uint64_t code) {
    const uint32_t have = ++w->letters;
    w->window = (w->window << GRAM_BITS | code) & ((UINT64_C(1) << GRAM_BITS * GRAM_LONG) - 1);
    if (have >= GRAM_SHORT) w->grams[w->n++] = w->window & ((UINT64_C(1) << GRAM_BITS * GRAM_SHORT) - 1);
    if (have >= GRAM_LONG) w->grams[w->n++] = w->window;
}

static inline void gram_begin(gram_word *w, uint8_t script) {
    w->n = 0;
    w->letters = 1; /* the edge */
    w->window = GRAM_EDGE;
    w->script = script;
}

/* The row of a gram in a table of `rows` rows. */
static inline uint32_t gram_row(uint64_t gram, uint32_t rows) {
    const uint64_t mixed = (gram * UINT64_C(0x9E3779B97F4A7C15)) >> 32;
    return (uint32_t)(mixed * rows >> 32);
}

#endif
