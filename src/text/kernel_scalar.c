/* The reference: plain C. */
#define KERNEL_FN   static inline
#define KERNEL_STEP static
#include "text/kernel_lanes.h"
#include "text/kernel_steps.h"

const kernel_steps kernel_scalar_steps = KERNEL_STEPS;

void kernel_scalar_gemm(const gemm_job *job) {
    for (uint32_t b = 0; b < job->blocks; b++) {
        const int8_t *w = job->w + ((size_t)b * job->groups + job->first) * NET_BLOCK * 4;
        for (uint32_t r = 0; r < job->n; r++) {
            int32_t sums[NET_BLOCK] = {0};
            for (uint32_t g = 0; g < job->count; g++) {
                const uint8_t *a = job->rows[r] + 4 * (size_t)g;
                const int8_t *v = w + (size_t)g * NET_BLOCK * 4;
                for (uint32_t j = 0; j < NET_BLOCK; j++)
                    sums[j] += a[0] * v[4 * j] + a[1] * v[4 * j + 1] + a[2] * v[4 * j + 2] + a[3] * v[4 * j + 3];
            }
            memcpy(job->out + r * job->stride + (size_t)b * NET_BLOCK, sums, sizeof sums);
        }
    }
}
