/* Row numbers in ascending order, and where one of them stands: what a pass over the whole ledger counts in arrays is numbered
 * so. Row numbers mostly follow each other without a gap, and are then found at once. */
#ifndef DP_LEDGER_KEYS_H
#define DP_LEDGER_KEYS_H

#include "core/arena.h"

typedef vec_of(int64_t) key_list;

/* Do they follow each other without a gap? */
static inline bool keys_are_dense(const key_list *keys) {
    return keys->n && (uint64_t)keys->at[keys->n - 1] - (uint64_t)keys->at[0] == keys->n - 1;
}

/* The index of `key`; false where it is not among them, *out is then where it would stand. */
static inline bool keys_find(const key_list *keys, int64_t key, uint32_t *out) {
    const int64_t *at = keys->at;
    uint32_t low = 0, high = keys->n;
    if (high && key >= at[0] && (uint64_t)key - (uint64_t)at[0] < high && (keys_are_dense(keys) || at[key - at[0]] == key)) {
        *out = (uint32_t)(key - at[0]);
        return true;
    }
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (at[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return low < keys->n && at[low] == key;
}

#endif
