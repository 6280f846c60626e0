/* AVX2: products of bytes by vpmaddubsw, which adds pairs up in 16 bits (at most 2 · 127 · 128, so never too many), then
 * vpmaddwd with ones, which adds up pairs of these. */
#if defined(__x86_64__)
#include <immintrin.h>

#define LANES_AVX2
#define KERNEL_TARGET __attribute__((target("avx2")))
#define KERNEL_FN     static inline __attribute__((target("avx2"), always_inline))
#define KERNEL_STEP   static KERNEL_TARGET
#include "text/kernel_lanes.h"
#include "text/kernel_steps.h"

const kernel_steps kernel_avx2_steps = KERNEL_STEPS;

#define TILE_ROWS 4

KERNEL_FN void tile(const gemm_job *job, const uint8_t *const *rows, const uint32_t n, const int8_t *w, const uint32_t blocks,
                    int32_t *out) {
    (void)blocks; /* one */
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i low[TILE_ROWS], high[TILE_ROWS];
    for (uint32_t r = 0; r < n; r++) low[r] = high[r] = _mm256_setzero_si256();
    for (uint32_t g = 0; g < job->count; g++, w += 64) {
        const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)w);
        const __m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32));
        for (uint32_t r = 0; r < n; r++) {
            int32_t four;
            memcpy(&four, rows[r] + 4 * (size_t)g, 4);
            const __m256i a = _mm256_set1_epi32(four);
            low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(_mm256_maddubs_epi16(a, x), ones));
            high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(_mm256_maddubs_epi16(a, y), ones));
        }
    }
    for (uint32_t r = 0; r < n; r++) {
        _mm256_storeu_si256((__m256i *)(void *)(out + r * job->stride), low[r]);
        _mm256_storeu_si256((__m256i *)(void *)(out + r * job->stride + 8), high[r]);
    }
}

#include "text/kernel_gemm.h"

KERNEL_TARGET void kernel_avx2_gemm(const gemm_job *job) {
    for (uint32_t b = 0; b < job->blocks; b++) tiles_of_blocks(job, b, 1);
}
#else
typedef int kernel_avx2_is_for_x86;
#endif
