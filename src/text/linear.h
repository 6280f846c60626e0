/* Linear models: hashed rows of 8-bit weights, one row a feature, one lane a class.
 *
 *   section: lanes u32 · row_bytes u32 (4, 32 or 64) · slots u32 (a power of two, at least 16) · scale u32 · 48 zero bytes
 *            checks u8[slots], padded to 64 bytes; not there where row_bytes is 4
 *            rows   u8[slots][row_bytes]
 *
 * A weight is its byte less 128. A feature's row stands in one of the four slots of its bucket, where the check byte is that of
 * its key; 0 is no check. A feature that the model lacks adds the same to all lanes: only differences between lanes mean
 * something. One unknown feature in about a hundred is taken for another, which the classifiers bear. Rows of four bytes are
 * three weights and their check, and a bucket is read at once.
 * A difference of `scale` is one unit of the trained model. Nothing here branches on data: these look-ups are what the
 * analysis of a text spends most of its time with. */
#ifndef DP_TEXT_LINEAR_H
#define DP_TEXT_LINEAR_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/error.h"

#define LINEAR_ROW_MAX 64
#define LINEAR_BIAS    128

typedef struct linear {
    const uint8_t *checks; /* [mask + 1]; NULL where row_bytes is 4 */
    const uint8_t *rows;   /* [mask + 1][row_bytes] */
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

/* Feature keys: a template's number and what it saw, mixed. One round of multiply and shift for each value: enough for tables of
 * this size, and cheap. */
static inline uint64_t linear_mix(uint64_t h, uint64_t v) {
    h = (h ^ v) * 0x9E3779B97F4A7C15ull;
    return h ^ (h >> 32);
}

/* The seed of a template's keys. */
#define LINEAR_TEMPLATE(number) ((uint64_t)(number)*0xD1B54A32D192ED03ull)

#define LINEAR_WAYS 4u

static inline uint8_t linear_check(uint64_t key) {
    return (uint8_t)(key >> 56 ? key >> 56 : 1);
}
/* The first slot of the key's bucket. */
static inline uint32_t linear_bucket(const linear *l, uint64_t key) {
    return (uint32_t)(key >> 20) & l->mask & ~(LINEAR_WAYS - 1);
}

extern const uint8_t linear_unknown[LINEAR_ROW_MAX]; /* 128 each */

/* The row of a key in a model with rows of 32 or 64 bytes. */
static inline const uint8_t *linear_row(const linear *l, uint64_t key) {
    uint32_t bucket = linear_bucket(l, key), checks;
    memcpy(&checks, l->checks + bucket, 4);
    /* The lowest zero byte of x is the lowest way whose check fits (H. Warren, Hacker's Delight, 6-1). */
    uint32_t x = checks ^ linear_check(key) * 0x01010101u, zero = (x - 0x01010101u) & ~x & 0x80808080u;
    uint32_t way = (uint32_t)__builtin_ctz(zero | 1u << 31) >> 3;
    const uint8_t *row = l->rows + (size_t)(bucket + way) * l->row_bytes;
    return zero ? row : linear_unknown;
}

/* Sums of rows of four bytes: one lane of a vector for each way of a bucket, two weights in each half of a lane. */
typedef uint32_t linear_vector __attribute__((vector_size(16)));
typedef struct linear_sums {
    linear_vector even, odd; /* weights 0 and 2; weight 1 */
} linear_sums;

static inline void linear_add_narrow(const linear *l, uint64_t key, linear_sums *sums) {
    linear_vector bucket, check = {linear_check(key), linear_check(key), linear_check(key), linear_check(key)};
    memcpy(&bucket, l->rows + (size_t)linear_bucket(l, key) * 4, sizeof bucket);
    bucket &= (linear_vector)((bucket >> 24) == check);
    sums->even += bucket & 0x00FF00FFu;
    sums->odd += bucket >> 8 & 0x000000FFu;
}
static inline int32_t linear_lane(const linear_sums *sums, unsigned lane) {
    uint32_t sum = 0;
    for (unsigned way = 0; way < LINEAR_WAYS; way++)
        sum += lane == 1 ? sums->odd[way] : sums->even[way] >> (lane == 2 ? 16 : 0) & 0xFFFF;
    return (int32_t)sum;
}

#endif
