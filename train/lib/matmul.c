/* A panel of 32 columns of the right side is packed once for each stretch of 256 inner steps; tiles of 8 rows run over it, their
 * sums in registers (K. Goto, R. van de Geijn, "Anatomy of high-performance matrix multiplication", 2008). */
#include "lib/matmul.h"

#include <string.h>

#include "lib/matmul_amx.h"

enum { TILE_ROWS = 8, TILE_COLS = 32, DEPTH = 256, LANES = 16 };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));

typedef struct panel {
    float at[DEPTH][TILE_COLS] __attribute__((aligned(64)));
} panel;

static void pack_panel(const float *b, size_t b_row, size_t depth, size_t cols, panel *out) {
    for (size_t k = 0; k < depth; k++) {
        memcpy(out->at[k], b + k * b_row, cols * sizeof(float));
        if (cols < TILE_COLS) memset(out->at[k] + cols, 0, (TILE_COLS - cols) * sizeof(float));
    }
}

/* Rows past `rows` repeat the last one and are not stored. */
static void run_tile(size_t depth, matmul_side a, size_t rows, const panel *b, float *c, size_t c_row, size_t cols, bool add) {
    const float *from[TILE_ROWS];
    lanes sum[TILE_ROWS][2] = {{{0}}};
    for (size_t r = 0; r < TILE_ROWS; r++) from[r] = a.at + (r < rows ? r : rows - 1) * a.row;
    for (size_t k = 0; k < depth; k++) {
        const lanes left = *(const lanes *)b->at[k], right = *(const lanes *)(b->at[k] + LANES);
        for (size_t r = 0; r < TILE_ROWS; r++) {
            const float x = from[r][k * a.col];
            sum[r][0] += x * left;
            sum[r][1] += x * right;
        }
    }
    for (size_t r = 0; r < rows; r++) {
        float line[TILE_COLS];
        memcpy(line, sum[r], sizeof line);
        float *to = c + r * c_row;
        if (add)
            for (size_t j = 0; j < cols; j++) to[j] += line[j];
        else
            memcpy(to, line, cols * sizeof(float));
    }
}

void matmul(size_t m, size_t n, size_t depth, matmul_side a, const float *b, size_t b_row, float *c, size_t c_row, bool add) {
    static _Thread_local panel packed;
    enum { WORTH_ROWS = 64, WORTH_COLS = 32 };
    if (m >= WORTH_ROWS && n >= WORTH_COLS && matmul_amx_ready()) {
        matmul_amx(m, n, depth, a, b, b_row, c, c_row, add);
        return;
    }
    for (size_t j = 0; j < n; j += TILE_COLS) {
        const size_t cols = n - j < TILE_COLS ? n - j : TILE_COLS;
        for (size_t k = 0; k < depth; k += DEPTH) {
            const size_t steps = depth - k < DEPTH ? depth - k : DEPTH;
            pack_panel(b + k * b_row + j, b_row, steps, cols, &packed);
            for (size_t i = 0; i < m; i += TILE_ROWS) {
                const matmul_side part = {a.at + i * a.row + k * a.col, a.row, a.col};
                run_tile(steps, part, m - i < TILE_ROWS ? m - i : TILE_ROWS, &packed, c + i * c_row + j, c_row, cols,
                         add || k > 0);
            }
        }
    }
}

void transpose(const float *in, size_t rows, size_t cols, float *out) {
    enum { BLOCK = 16 };
    for (size_t i = 0; i < rows; i += BLOCK)
        for (size_t j = 0; j < cols; j++)
            for (size_t k = i; k < i + BLOCK && k < rows; k++) out[j * rows + k] = in[k * cols + j];
}
