/* What names the pack owns, word by word: eight bits for a word, a hint to the network that may know the word from nowhere else.
 *
 *   "Aleppo" ─▶ a place, a great one · "Deir" ─▶ begins a place's name · "Angela" ─▶ given name · "Merkel" ─▶ a known person's
 * surname
 *
 * The key of a word is its folded form without case endings ("Москвой", "Москву" → "москв"). A form that is not found is looked
 * up again without a final -s or proclitics ("وبغداد"); one with hyphens is what its parts are.
 *
 * Section "word-flags": u32 slots[a power of two], open addressing from the key's lowest bits on; a slot is the key's highest
 * 24 bits << 8 | flags, 0 is empty. At most three quarters are in use. Section "word-affixes": word_affix[], from
 * world/name-affixes.rules. */
#ifndef DP_TEXT_WORD_FLAGS_H
#define DP_TEXT_WORD_FLAGS_H

#include "core/pack.h"

enum word_known {
    KNOWN_PLACE = 1,       /* the whole name of a place */
    KNOWN_GREAT_PLACE = 2, /* … of a country, a region or a city: talked of far away */
    KNOWN_PLACE_FIRST = 4, /* begins the name of a place */
    KNOWN_PLACE_LATER = 8, /* goes on with one */
    KNOWN_GIVEN_NAME = 16,
    KNOWN_SURNAME = 32,   /* the last word of a known person's name */
    KNOWN_BODY_WORD = 64, /* a word of the name of an organisation */
    KNOWN_BODY = 128      /* its whole name */
};

typedef struct word_affix {
    char text[14]; /* folded */
    uint8_t bytes;
    uint8_t cut; /* an ending: how many of its last bytes go; 0: a proclitic */
} word_affix;

typedef struct word_flags {
    const word_affix *affixes; /* [affix_count]; the first that fits counts */
    uint32_t affix_count;
    const uint32_t *slots; /* [mask + 1]; NULL where the pack has none: then all words are unknown */
    uint32_t mask;
} word_flags;

dp_status word_flags_open(const pack *p, word_flags *out, dp_error *err);
/* Bits of enum word_known; 0 where nothing is known. */
uint32_t word_flags_of(const word_flags *f, const fold_table *fold, const char *form, size_t n);

/* For the pack compiler: the key of a word as it stands; of `f` it needs the affixes. */
uint64_t word_flags_key(const word_flags *f, const fold_table *fold, const char *form, size_t n);
static inline uint32_t word_flags_check(uint64_t key) {
    return (uint32_t)(key >> 40) << 8;
}

#endif
