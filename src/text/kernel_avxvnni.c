/* AVX-VNNI: vpdpbusd adds four products of bytes to each of eight sums. */
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "text/kernel.h"

#define KERNEL_FN static inline __attribute__((target("avx2,avxvnni"), always_inline))
#define TILE_ROWS 6

KERNEL_FN void tile(const gemm_job *job, const uint8_t *const *rows, const uint32_t n, const int8_t *w, const uint32_t blocks,
                    int32_t *out) {
    (void)blocks; /* one */
    __m256i low[TILE_ROWS], high[TILE_ROWS];
    for (uint32_t r = 0; r < n; r++) low[r] = high[r] = _mm256_setzero_si256();
    for (uint32_t g = 0; g < job->count; g++, w += 64) {
        const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)w);
        const __m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32));
        for (uint32_t r = 0; r < n; r++) {
            int32_t four;
            memcpy(&four, rows[r] + 4 * (size_t)g, 4);
            const __m256i a = _mm256_set1_epi32(four);
            low[r] = _mm256_dpbusd_avx_epi32(low[r], a, x);
            high[r] = _mm256_dpbusd_avx_epi32(high[r], a, y);
        }
    }
    for (uint32_t r = 0; r < n; r++) {
        _mm256_storeu_si256((__m256i *)(void *)(out + r * job->stride), low[r]);
        _mm256_storeu_si256((__m256i *)(void *)(out + r * job->stride + 8), high[r]);
    }
}

#include "text/kernel_gemm.h"

__attribute__((target("avx2,avxvnni"))) void kernel_avxvnni_gemm(const gemm_job *job) {
    for (uint32_t b = 0; b < job->blocks; b++) tiles_of_blocks(job, b, 1);
}
#else
typedef int kernel_avxvnni_is_for_x86;
#endif
