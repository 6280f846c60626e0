/* 64-bit hashes. `hash_bytes` is XXH3 (XXH3_64bits_withSeed), stable across machines: it stands in packs and ledgers. */
#ifndef DP_CORE_HASH_H
#define DP_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed);

/* Extends a phrase key by one word: phrases are found by the key of their words' folded hashes, from left to right.
 * Start with 0. A bijective mix, so that word order counts. */
static inline uint64_t hash_phrase(uint64_t key, uint64_t word_hash) {
    uint64_t h = (key ^ word_hash) * 0x9E3779B97F4A7C15ull;
    return h ^ (h >> 29);
}

/* 32 lower-case hex digits of the 128-bit XXH3 of bytes, for content ids. out holds 33 chars. */
void hash_hex128(const void *bytes, size_t n, char out[33]);

#endif
