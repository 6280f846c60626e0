/* Spelling: one key for all the ways in which a name is written over from another script.
 *
 *   "Abou Kamal", "Abu Kamal", "Al-Bukamal"   ─▶ "bukamal"
 *   "Deir ez-Zor", "Dayr az Zawr"             ─▶ "darzur"
 *
 * A set of rules (world/places/spelling.rules) rewrites each folded word: whole words that say nothing (articles) go, then
 * beginnings, then any part, then ends; the words are joined and double letters made single. The key is lossy on purpose; so
 * it is asked only for names that nothing else knows, where the words around say that a place must stand, and answers only
 * with countries that the dispatch speaks of.
 *
 *   "place-spelling"   spelling_rule[]   in the order of the file
 *   "place-skeletons"  phrase_table      hash of the key → list of places */
#ifndef DP_MENTION_PLACE_SPELLING_H
#define DP_MENTION_PLACE_SPELLING_H

#include "core/pack.h"

enum spelling_where { SPELLING_WHOLE, SPELLING_START, SPELLING_ANY, SPELLING_END };
#define SPELLING_FROM_MAX  11
#define SPELLING_TO_MAX    7
#define SPELLING_SETS_MAX  8
#define SPELLING_RULES_MAX 4096
#define SPELLING_KEY_MIN   4 /* shorter keys fit too much … */
#define SPELLING_KEY_KNOWN 3 /* … but for places that are talked of: "Raqa", "Kaim" */

typedef struct spelling_rule {
    char from[SPELLING_FROM_MAX + 1], to[SPELLING_TO_MAX + 1]; /* NUL-terminated */
    uint8_t set, where, from_bytes, to_bytes;
} spelling_rule; /* 24 bytes */

typedef struct spelling_table {
    const spelling_rule *rules;
    uint32_t n;
    uint32_t sets;
    /* rule + 1, 0 is none: the first rule of a set and place by the byte that it begins with (ends: that it ends with), and the
     * next one of the same byte, in the order of the file */
    uint16_t first[SPELLING_SETS_MAX][SPELLING_END + 1][256];
    uint16_t next[SPELLING_RULES_MAX];
} spelling_table;

/* Fills the table from rules that fit; they must outlive it. False where they are more than SPELLING_RULES_MAX. */
bool spelling_index(spelling_table *t, const spelling_rule *rules, size_t n);

/* Checks lengths; an absent section gives an empty table. */
dp_status spelling_open(const pack *p, spelling_table *out, dp_error *err);

/* The key of a name (its folded words, set apart by single spaces) under a set; 0 where it has less than `least` letters. */
uint64_t spelling_key(const spelling_table *t, unsigned set, const char *folded, size_t n, size_t least);
/* Is the word an article, which no key holds? */
bool spelling_drops(const spelling_table *t, const char *folded, size_t n);

#endif
