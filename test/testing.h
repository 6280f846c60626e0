/* What every test program needs: cmocka with its headers in the right order, and a small generator for property tests. */
#ifndef DP_TESTING_H
#define DP_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* SplitMix64: the same numbers on every machine, so that a failure can be repeated. */
typedef struct random_source {
    uint64_t state;
} random_source;

static inline uint64_t random_next(random_source *r) {
    uint64_t z = (r->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}
static inline uint32_t random_below(random_source *r, uint32_t n) {
    return (uint32_t)(random_next(r) % n);
}

/* A copy on the heap with not one byte of room, so that AddressSanitizer sees a read behind its end. free() it. */
static inline char *exact_copy(const char *s, size_t n) {
    char *copy = malloc(n ? n : 1);
    if (copy && n) memcpy(copy, s, n);
    return copy;
}

#endif
