/* Letter chains: a language's words made again from counts of its n-grams.
 *
 * Lingua's models (Apache-2.0) say how often each run of 1 to 5 letters stood inside the words of a corpus. What a run's longer
 * runs do not account for stood at the edge of a word: N(he) - Σ N(he?) times a word ended in "he", N(he) - Σ N(?he) times one
 * began so. So the counts give whole words of up to three letters exactly, and longer ones as a chain of order 4. Words are drawn
 * one by one: what the identifier weighs lies inside words. */
#ifndef TRAIN_LETTER_CHAIN_H
#define TRAIN_LETTER_CHAIN_H

#include "core/arena.h"
#include "core/buf.h"

#define CHAIN_ORDERS 5u

typedef struct chain_grams {
    const uint64_t *keys;   /* [n] letters of 12 bits side by side, ascending */
    const uint64_t *counts; /* [n] */
    const uint64_t *starts; /* [n] of them at the beginning of a word; NULL for the longest */
    uint32_t n;
} chain_grams;

typedef struct letter_chain {
    const uint32_t *letters; /* [letter_count + 1] code points; letters count from 1 */
    uint32_t letter_count;
    chain_grams orders[CHAIN_ORDERS];
} letter_chain;

/* Reads unigrams.json to fivegrams.json of a folder. */
dp_status chain_read(const char *folder, arena *a, letter_chain *out, dp_error *err);
/* Appends one word in UTF-8, without a blank; *seed moves on. */
void chain_word(const letter_chain *c, uint64_t *seed, buf *out);

#endif
