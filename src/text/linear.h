/* Linear models: hashed rows of int8 weights, one row a feature, one lane a class.
 *
 *   section: lanes u32 · row_bytes u32 (4, 32 or 64) · slots u32 (a power of two) · scale u32 · 48 zero bytes · rows
 *   row:     lanes weights, zeros, and as its last byte a check of the feature's key; 0 is an empty row
 *
 * A key lives in slot key & mask or in its neighbour (slot ^ 1), which share a cache line (or two adjacent ones): a
 * look-up is one memory access. A feature that the model does not know has the zero row; one in about 200 of them is
 * taken for another, which the classifiers bear. A score of `scale` is one unit of the trained model. */
#ifndef DP_TEXT_LINEAR_H
#define DP_TEXT_LINEAR_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

#define LINEAR_ROW_MAX 64

typedef struct linear {
    const int8_t *rows; /* [mask + 1][row_bytes] */
    uint32_t mask;
    uint32_t row_bytes;
    uint32_t lanes;
    uint32_t scale;
} linear;

typedef struct linear_header {
    uint32_t lanes, row_bytes, slots, scale;
    uint8_t unused[48];
} linear_header;

dp_status linear_open(const void *section, size_t size, uint32_t lanes, uint32_t row_bytes, linear *out, dp_error *err);

/* Feature keys: a template's number and what it saw, mixed. Two rounds of multiply and shift: enough for tables of this
 * size, and cheap. */
static inline uint64_t linear_mix(uint64_t h, uint64_t v) {
    h = (h ^ v) * 0x9E3779B97F4A7C15ull;
    return h ^ (h >> 32);
}

static inline uint8_t linear_check(uint64_t key) {
    return (uint8_t)((key >> 56) | 1);
}

/* The row of a key, or NULL. */
static inline const int8_t *linear_row(const linear *l, uint64_t key) {
    uint8_t check = linear_check(key);
    uint32_t slot = (uint32_t)(key >> 20) & l->mask;
    const int8_t *row = l->rows + (size_t)slot * l->row_bytes;
    if ((uint8_t)row[l->row_bytes - 1] == check) return row;
    row = l->rows + (size_t)(slot ^ 1) * l->row_bytes;
    if ((uint8_t)row[l->row_bytes - 1] == check) return row;
    return NULL;
}

/* Adds a row of n lanes to sums. */
static inline void linear_add(int16_t *restrict sums, const int8_t *restrict row, unsigned n) {
    for (unsigned i = 0; i < n; i++) sums[i] = (int16_t)(sums[i] + row[i]);
}

#endif
