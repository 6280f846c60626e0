/* AVX-VNNI: vpdpbusd adds four products of bytes to each of eight sums. */
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "text/kernel.h"

#define KERNEL_FN               static inline __attribute__((target("avx2,avxvnni"), always_inline))
#define TILE_ROWS               6
#define ADD_PRODUCTS(sum, a, w) _mm256_dpbusd_avx_epi32(sum, a, w)

#include "text/kernel_tile256.h"

#include "text/kernel_gemm.h"

__attribute__((target("avx2,avxvnni"))) void kernel_avxvnni_gemm(const gemm_job *job) {
    for (uint32_t b = 0; b < job->blocks; b++) tiles_of_blocks(job, b, 1);
}
#else
typedef int kernel_avxvnni_is_for_x86;
#endif
