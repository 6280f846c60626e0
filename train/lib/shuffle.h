/* Random numbers of a fixed seed: the same order on every run and machine. */
#ifndef TRAIN_SHUFFLE_H
#define TRAIN_SHUFFLE_H

#include <stdint.h>

/* splitmix64 (S. Vigna). */
static inline uint64_t seed_next(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

static inline void shuffle(uint32_t *items, uint32_t n, uint64_t seed) {
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = (uint32_t)(seed_next(&seed) % i), item = items[i - 1];
        items[i - 1] = items[k];
        items[k] = item;
    }
}

#endif
