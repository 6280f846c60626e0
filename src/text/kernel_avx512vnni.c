/* AVX512-VNNI: vpdpbusd on a whole block of sixteen outputs; two blocks at a time, for there are thirty-two registers. */
#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#include "text/kernel.h"

#define KERNEL_TARGET "avx512f,avx512bw,avx512vl,avx512vnni"
#define KERNEL_FN     static inline __attribute__((target(KERNEL_TARGET), always_inline))
#define TILE_ROWS     8

KERNEL_FN void tile(const gemm_job *job, const uint8_t *const *rows, const uint32_t n, const int8_t *w, const uint32_t blocks,
                    int32_t *out) {
    __m512i one[TILE_ROWS], two[TILE_ROWS];
    const int8_t *w2 = w + (size_t)job->groups * 64;
    for (uint32_t r = 0; r < n; r++) one[r] = two[r] = _mm512_setzero_si512();
    for (uint32_t g = 0; g < job->count; g++, w += 64, w2 += 64) {
        const __m512i x = _mm512_loadu_si512((const void *)w);
        const __m512i y = blocks > 1 ? _mm512_loadu_si512((const void *)w2) : x;
        for (uint32_t r = 0; r < n; r++) {
            int32_t four;
            memcpy(&four, rows[r] + 4 * (size_t)g, 4);
            const __m512i a = _mm512_set1_epi32(four);
            one[r] = _mm512_dpbusd_epi32(one[r], a, x);
            if (blocks > 1) two[r] = _mm512_dpbusd_epi32(two[r], a, y);
        }
    }
    for (uint32_t r = 0; r < n; r++) {
        _mm512_storeu_si512((void *)(out + r * job->stride), one[r]);
        if (blocks > 1) _mm512_storeu_si512((void *)(out + r * job->stride + 16), two[r]);
    }
}

#include "text/kernel_gemm.h"

__attribute__((target(KERNEL_TARGET))) void kernel_avx512vnni_gemm(const gemm_job *job) {
    uint32_t b = 0;
    for (; b + 2 <= job->blocks; b += 2) tiles_of_blocks(job, b, 2);
    if (b < job->blocks) tiles_of_blocks(job, b, 1);
}
#else
typedef int kernel_avx512vnni_is_for_x86;
#endif
