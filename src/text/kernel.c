/* Which kernels this machine can run. */
#include "text/kernel.h"

#include <stddef.h>

#if defined(__x86_64__)
#include <cpuid.h>

enum { STATE_YMM = 0x06, STATE_ZMM = 0xE6 }; /* what the system saves when it changes threads: XCR0 */

/* In assembler, because the intrinsic wants a whole file that is compiled for XSAVE. */
static uint32_t saved_state(void) {
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

typedef struct cpu {
    bool avx2, avxvnni, avx512vnni;
} cpu;

/* Read by hand: not all compilers' __builtin_cpu_supports know AVX-VNNI. (Intel SDM, volume 2A, CPUID.) */
static cpu cpu_detect(void) {
    cpu out = {false, false, false};
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 27 & 1)) return out; /* OSXSAVE */
    uint32_t state = saved_state();
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (state & STATE_YMM) != STATE_YMM) return out;
    uint32_t subleaves = a;
    out.avx2 = b >> 5 & 1;
    bool avx512 = (b >> 16 & 1) && (b >> 30 & 1) && (b >> 31 & 1); /* F, BW, VL */
    out.avx512vnni = out.avx2 && avx512 && (c >> 11 & 1) && (state & STATE_ZMM) == STATE_ZMM;
    if (subleaves >= 1 && __get_cpuid_count(7, 1, &a, &b, &c, &d)) out.avxvnni = out.avx2 && (a >> 4 & 1);
    return out;
}
#endif

static const kernel scalar = {"scalar", kernel_scalar_gemm, &kernel_scalar_steps};

const kernel *kernel_at(uint32_t i) {
    const kernel *can[4] = {&scalar};
    uint32_t n = 1;
#if defined(__x86_64__)
    static const kernel avx2 = {"avx2", kernel_avx2_gemm, &kernel_avx2_steps},
                        avxvnni = {"avxvnni", kernel_avxvnni_gemm, &kernel_avx2_steps},
                        avx512vnni = {"avx512vnni", kernel_avx512vnni_gemm, &kernel_avx2_steps};
    const cpu has = cpu_detect();
    if (has.avx2) can[n++] = &avx2;
    if (has.avxvnni) can[n++] = &avxvnni;
    if (has.avx512vnni) can[n++] = &avx512vnni;
#endif
    return i < n ? can[i] : NULL;
}

const kernel *kernel_best(void) {
    const kernel *best = kernel_at(0);
    for (uint32_t i = 1; kernel_at(i); i++) best = kernel_at(i);
    return best;
}
