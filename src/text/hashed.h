/* Hashed weights: a small linear model that was trained for one question ("does a sentence begin here?"), in one file.
 *
 *   offset  size    what
 *   0       8       "DPHASHED"
 *   8       4       what it answers: HASHED_BOUNDARIES, HASHED_CLITICS
 *   12      4       HASHED_VERSION
 *   16      4  4    number of weights, number of counts: powers of two, or 0 counts
 *   24      4       bias, in units of a weight
 *   28      4       prior, in units of a weight: what the rules' own answer counts for
 *   32      8       XXH3 of all bytes from 40 on, with that of the first 32 as its seed
 *   40      24      unused
 *   64      weights int8[weights], then uint8[counts]
 *
 * A feature is a hash; its weight stands at the hash's low bits. Features that share a place share a weight, which the trainer
 * sees and bears. Sums are of integers: the same text gives the same answer on every machine. `counts` say roughly how often
 * the trainer met a word, as 1 + log2, 0 for never. */
#ifndef DP_TEXT_HASHED_H
#define DP_TEXT_HASHED_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

#define HASHED_VERSION    1u
#define HASHED_BOUNDARIES 1u
#define HASHED_CLITICS    2u

typedef struct hashed_header {
    char magic[8];
    uint32_t question, version, weights, counts;
    int32_t bias, prior;
    uint64_t hash;
    uint8_t rest[24];
} hashed_header;

typedef struct hashed_weights {
    const int8_t *weights; /* [mask + 1]; NULL: there is no model */
    const uint8_t *counts; /* [count_mask + 1] or NULL */
    uint32_t mask, count_mask;
    int32_t bias, prior;
} hashed_weights;

/* The checksum that stands at 32; size ≥ sizeof(hashed_header). */
uint64_t hashed_checksum(const void *bytes, size_t size);
/* Checks and opens the bytes of a file, which the caller keeps alive. */
dp_status hashed_open(const void *bytes, size_t size, uint32_t question, hashed_weights *out, dp_error *err);

static inline uint32_t hashed_mix(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ b * 0xD1B54A32D192ED03ull) * 0x9E3779B97F4A7C15ull;
    return (uint32_t)(h >> 32);
}
static inline int32_t hashed_sum(const hashed_weights *w, const uint32_t *features, uint32_t n) {
    int32_t sum = w->bias;
    for (uint32_t i = 0; i < n; i++) sum += w->weights[features[i] & w->mask];
    return sum;
}
static inline unsigned hashed_count(const hashed_weights *w, uint64_t word) {
    return w->counts ? w->counts[hashed_mix(word, 0) & w->count_mask] : 0;
}

#endif
