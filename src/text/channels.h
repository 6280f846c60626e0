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

enum channel_kind { CHANNEL_FORM, CHANNEL_BARE, CHANNEL_SUFFIX, CHANNEL_PREFIX, CHANNEL_SHAPE, CHANNEL_FLAGS, CHANNEL_KINDS };

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

/* rows[c][0 and 1]: the two rows of channel c. `flags` is what a gazetteer says of the word, 0 where nothing is known. */
void channels_rows(const channel_set *set, const fold_table *fold, const char *form, size_t n, uint32_t flags,
                   uint32_t rows[CHANNELS_MAX][2]);

#endif
