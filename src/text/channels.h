/* Channels: the ways in which the network looks at a word form, each hashed to two rows of a table.
 *
 *   "Libérée" ─▶ form "libérée" · bare "liberee" · suffix 4 "érée" · suffix 3 "rée" · prefix 3 "lib" · shape "Xxx" …
 *
 * Strings are in lower case (CHANNELS_BARE: folded as names are, for Arabic), digits read as 0, so that all years are one
 * word. Two rows a string make collisions harmless: two words share both only once in rows² cases (the "hash trick" of
 * Svenstrup et al., 2017). What a word gives depends on its form and, where there is one, its gazetteer flags: the
 * lower four of these choose one row, the upper four the other (of 32), so that a rare combination is made of frequent ones. */
#ifndef DP_TEXT_CHANNELS_H
#define DP_TEXT_CHANNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fold.h"

#define CHANNELS_MAX 12u

enum channel_kind {
    CHANNEL_FORM,
    CHANNEL_BARE,
    CHANNEL_SUFFIX,
    CHANNEL_PREFIX,
    CHANNEL_SHAPE,
    CHANNEL_FLAGS,
    CHANNEL_LEXICON,
    CHANNEL_KINDS
};

typedef struct channel {
    uint32_t kind;
    uint32_t length; /* characters of a suffix or prefix */
    uint32_t rows;   /* power of two */
    uint32_t dim;    /* multiple of 16 */
} channel;

enum channels_option { CHANNELS_BARE = 1 };

typedef struct channel_set {
    uint32_t n, options;
    channel at[CHANNELS_MAX];
} channel_set;

/* What is known of a word besides its letters; 0 where nothing is. */
typedef struct channel_hints {
    uint32_t flags;   /* of a gazetteer (word_flags.h) */
    uint32_t lexicon; /* as what the word is listed (lemma_table.h) */
} channel_hints;

/* rows[c][0 and 1]: the two rows of channel c. */
void channels_rows(const channel_set *set, const fold_table *fold, const char *form, size_t n, channel_hints hints,
                   uint32_t rows[CHANNELS_MAX][2]);
static inline bool channels_have(const channel_set *set, enum channel_kind kind) {
    for (uint32_t c = 0; c < set->n; c++)
        if (set->at[c].kind == kind) return true;
    return false;
}

#endif
