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

/* Eight sums of four products, by pairs. */
#define ADD_PRODUCTS(sum, a, w) _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(a, w), _mm256_set1_epi16(1)))

#include "text/kernel_tile256.h"

#include "text/kernel_gemm.h"

KERNEL_TARGET void kernel_avx2_gemm(const gemm_job *job) {
    for (uint32_t b = 0; b < job->blocks; b++) tiles_of_blocks(job, b, 1);
}
#else
typedef int kernel_avx2_is_for_x86;
#endif
