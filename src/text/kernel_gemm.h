/* Tiles of a matrix product: rows are shared out evenly among tiles of at most TILE_ROWS, so that a short rest does not leave the
 * multipliers idle; a block of weights is used by all rows while it is in the first cache. Included by a kernel's file behind
 *
 *   TILE_ROWS                                                   as many sums as the registers hold
 *   tile(job, rows, count, w, blocks, out) always in line       `count` rows by `blocks` blocks of outputs, 1 or 2 */
#include "text/kernel.h"

#define TILE_CASE(r)                                                                                                             \
    case r:                                                                                                                      \
        tile(job, rows, r, w, blocks, out);                                                                                      \
        break

KERNEL_FN void tiles_of_blocks(const gemm_job *job, uint32_t block, const uint32_t blocks) {
    const uint32_t tiles = (job->n + TILE_ROWS - 1) / TILE_ROWS;
    const uint8_t *const *rows = job->rows;
    const int8_t *w = job->w + ((size_t)block * job->groups + job->first) * NET_BLOCK * 4;
    int32_t *out = job->out + (size_t)block * NET_BLOCK;
    for (uint32_t i = 0, left = job->n; i < tiles; i++) {
        uint32_t n = (left + tiles - i - 1) / (tiles - i);
        switch (n) {
            TILE_CASE(1);
            TILE_CASE(2);
            TILE_CASE(3);
            TILE_CASE(4);
#if TILE_ROWS > 4
            TILE_CASE(5);
            TILE_CASE(6);
#endif
#if TILE_ROWS > 6
            TILE_CASE(7);
            TILE_CASE(8);
#endif
        default:
            break;
        }
        rows += n;
        out += n * job->stride;
        left -= n;
    }
}
