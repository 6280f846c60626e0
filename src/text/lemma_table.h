/* Lemmas that are known: forms of verbs, nouns and adjectives from treebanks, paradigms and word lists, each with the scripts
 * that make its lemmas. Where the network's own lemma is none of a known word's, the first of those is taken.
 *
 *   "lemmas"         u64[]: check (upper 32 bits of the key) · uses (16) · script + 1 (16; 0 in an empty slot); in the order of
 *                    the key's lower half (position = low32 · n >> 32), linear probing, one key may have several slots
 *   "lemma.scripts"  strings, NUL-terminated (script.h); they apply to the form in lower case
 *
 * Both may be missing. */
#ifndef DP_TEXT_LEMMA_TABLE_H
#define DP_TEXT_LEMMA_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fold.h"

#define LEMMA_SCRIPTS_MAX 8192u
#define LEMMA_ENTRIES_MAX 4u /* of one key */

/* As what a word is listed: what the network is told of it. Verbs by the kinds of form that it can be. */
enum lemma_use {
    USE_NOUN = 1,
    USE_ADJ = 2,
    USE_AUX = 4,
    USE_FINITE = 8,
    USE_INFINITIVE = 16,
    USE_PARTICIPLE = 32,
    USES_END = 64
};
uint32_t lemma_use_of(unsigned upos, uint64_t feats);

/* Of a form in lower case (fold_lower_hash) as a part of speech. */
static inline uint64_t lemma_table_key(uint64_t hash, unsigned upos) {
    const uint64_t h = (hash ^ (upos + 1)) * 0x9E3779B97F4A7C15ull;
    return h ^ (h >> 29);
}

static inline uint32_t lemma_table_start(uint64_t key, uint32_t slot_count) {
    return (uint32_t)((uint64_t)(uint32_t)key * slot_count >> 32);
}

/* False where a slot points beyond the scripts or none is empty. */
bool lemma_table_check(const uint64_t *slots, size_t slot_count, uint32_t script_count);

/* All uses of a form, bits of enum lemma_use; 0 where it is not listed. */
uint32_t lemma_table_uses(const uint64_t *slots, uint32_t slot_count, const fold_table *fold, const char *form, size_t n);

/* The scripts of a key; gives how many, at most LEMMA_ENTRIES_MAX. */
uint32_t lemma_table_find(const uint64_t *slots, uint32_t slot_count, uint64_t key, uint16_t out[LEMMA_ENTRIES_MAX]);

#endif
