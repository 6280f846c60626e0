/* Lemmas of words that the lexicon lacks: edit scripts ("lower case, −èrent +er") and feature sets, chosen by the longest
 * known ending of the word and its class. Never an open generator: each lemma can be explained by one script.
 *
 *   section "scripts": script[]      section "guess": guess_slot[]      both point into the strings of the lexicon
 *
 * Endings are hashed from the last character backwards over the folded form, all digits alike; guess tables hold an ending only
 * where its answer differs from that of the next shorter one. */
#ifndef DP_TEXT_LEMMA_H
#define DP_TEXT_LEMMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/fold.h"

#define LEMMA_MAX        FOLD_MAX /* bytes; of a longer form the lemma is the form */
#define GUESS_ENDING_MAX 6        /* characters */

/* Applies to a form that ends in `strip`: that goes, `add` comes. */
typedef struct lemma_script {
    uint32_t strip, add; /* offsets of strings */
    uint8_t lower;       /* on the folded form (else on the form as it stands) */
    uint8_t unused[3];
} lemma_script;

typedef struct guess_slot {
    uint32_t check; /* upper half of the key; 0 in an empty slot */
    uint16_t script;
    uint16_t feats; /* index of a feature set */
} guess_slot;

typedef struct lemma_rules {
    const lemma_script *scripts; /* [script_count] */
    uint32_t script_count;
    const guess_slot *guesses; /* [guess_mask + 1], open addressing, at most 7/8 full */
    uint32_t guess_mask;
    const char *strings;
} lemma_rules;

/* Checks the two sections; `strings` ends with a NUL, `feats_count` bounds the feature indexes. */
dp_status lemma_open(const void *scripts, size_t scripts_size, const void *guesses, size_t guesses_size, const char *strings,
                     size_t strings_size, uint32_t feats_count, lemma_rules *out, dp_error *err);

/* keys[k] is the hash of the last k + 1 characters of the folded form; gives how many there are, at most GUESS_ENDING_MAX. */
uint32_t lemma_ending_keys(const char *folded, size_t n, uint64_t keys[GUESS_ENDING_MAX]);

/* The answer for the longest known ending; NULL where the class knows none at all. */
const guess_slot *lemma_guess(const lemma_rules *r, unsigned class, const uint64_t *keys, uint32_t key_count);

/* The lemma by a script, not NUL-terminated; gives its bytes, or 0 where the script does not apply. */
size_t lemma_apply(const lemma_rules *r, uint32_t script, const fold_table *fold, const char *form, size_t n,
                   char out[LEMMA_MAX]);

static inline uint64_t lemma_guess_key(unsigned class, uint64_t ending) {
    uint64_t h = (ending ^ (class + 1)) * 0x9E3779B97F4A7C15ull;
    return (h ^ (h >> 29)) | (1ull << 32); /* the check is never 0 */
}

#endif
