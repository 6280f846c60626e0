/* Both sides are packed as the unit wants them: tiles of 16 rows of 32 bfloat16, those of the right side with two steps of depth
 * beside each other. Four tiles of sums are worked on at once. */
#include "lib/matmul_amx.h"

#if defined(__x86_64__) && defined(__AMX_BF16__) && defined(__AVX512BF16__) && defined(__AVX512BW__)

#include <immintrin.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STEP = 32, TILE = 16, ROWS = 32, DEPTH = 512, COLS = 512 };

#define ASK_PERMISSION 0x1023 /* ARCH_REQ_XCOMP_PERM */
#define TILE_DATA      18     /* XFEATURE_XTILEDATA */

bool matmul_amx_ready(void) {
    static atomic_int answer; /* 0 unasked, 1 yes, 2 no */
    if (answer == 0) answer = syscall(SYS_arch_prctl, ASK_PERMISSION, TILE_DATA) == 0 ? 1 : 2;
    return answer == 1;
}

typedef struct tile_config {
    uint8_t palette, start, reserved[14];
    uint16_t bytes[16];
    uint8_t rows[16];
} tile_config;

typedef struct packed {
    uint16_t a[ROWS / TILE][DEPTH / STEP][TILE][STEP];
    uint16_t b[COLS / TILE][DEPTH / STEP][TILE][STEP]; /* [column][step][pair][column · 2 + half] */
    float c[ROWS][ROWS];
} packed;

/* Thirty-two floats, zeros behind `n`. */
static inline __m512bh round_up_to(const float *x, size_t n) {
    const __mmask16 low = n >= 16 ? 0xFFFF : (__mmask16)((1u << n) - 1);
    const __mmask16 high = n >= 32 ? 0xFFFF : n > 16 ? (__mmask16)((1u << (n - 16)) - 1) : 0;
    return _mm512_cvtne2ps_pbh(_mm512_maskz_loadu_ps(high, x + 16), _mm512_maskz_loadu_ps(low, x));
}

static void pack_left(packed *p, matmul_side a, size_t rows, size_t depth) {
    for (size_t r = 0; r < ROWS; r++)
        for (size_t k = 0; k < depth; k += STEP) {
            uint16_t *to = p->a[r / TILE][k / STEP][r % TILE];
            float line[STEP] = {0};
            const size_t n = depth - k < STEP ? depth - k : STEP;
            if (r >= rows)
                memset(to, 0, STEP * sizeof *to);
            else if (a.col == 1)
                _mm512_storeu_si512(to, (__m512i)round_up_to(a.at + r * a.row + k, n));
            else {
                for (size_t i = 0; i < n; i++) line[i] = a.at[r * a.row + (k + i) * a.col];
                _mm512_storeu_si512(to, (__m512i)round_up_to(line, STEP));
            }
        }
}

/* Two rows of 16 columns, woven: b[k][j], b[k + 1][j], b[k][j + 1], … */
static void pack_right(packed *p, const float *b, size_t b_row, size_t depth, size_t cols) {
    const __m512i weave = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20,
                                           4, 19, 3, 18, 2, 17, 1, 16, 0);
    for (size_t k = 0; k < (depth + STEP - 1) / STEP * STEP; k += 2)
        for (size_t j = 0; j < cols; j += TILE) {
            const size_t n = cols - j < TILE ? cols - j : TILE;
            const __mmask16 mask = (__mmask16)((1u << n) - 1);
            const __m512 one = k < depth ? _mm512_maskz_loadu_ps(mask, b + k * b_row + j) : _mm512_setzero_ps();
            const __m512 two = k + 1 < depth ? _mm512_maskz_loadu_ps(mask, b + (k + 1) * b_row + j) : _mm512_setzero_ps();
            _mm512_storeu_si512(p->b[j / TILE][k / STEP][k % STEP / 2],
                                _mm512_permutexvar_epi16(weave, (__m512i)_mm512_cvtne2ps_pbh(two, one)));
        }
}

/* 32 × 32 sums; `right` is the first of two columns of tiles. */
static void multiply(packed *p, size_t right, size_t steps) {
    enum { LINE = STEP * 2 };
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (size_t k = 0; k < steps; k++) {
        _tile_loadd(4, p->a[0][k], LINE);
        _tile_loadd(5, p->a[1][k], LINE);
        _tile_loadd(6, p->b[right][k], LINE);
        _tile_loadd(7, p->b[right + 1][k], LINE);
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
    }
    _tile_stored(0, &p->c[0][0], sizeof p->c[0]);
    _tile_stored(1, &p->c[0][TILE], sizeof p->c[0]);
    _tile_stored(2, &p->c[TILE][0], sizeof p->c[0]);
    _tile_stored(3, &p->c[TILE][TILE], sizeof p->c[0]);
}

static void store(const packed *p, size_t rows, size_t cols, float *c, size_t c_row, bool add) {
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < cols; j += TILE) {
            const size_t n = cols - j < TILE ? cols - j : TILE;
            const __mmask16 mask = (__mmask16)((1u << n) - 1);
            __m512 sum = _mm512_loadu_ps(&p->c[r][j]);
            float *to = c + r * c_row + j;
            if (add) sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(mask, to));
            _mm512_mask_storeu_ps(to, mask, sum);
        }
}

void matmul_amx(size_t m, size_t n, size_t depth, matmul_side a, const float *b, size_t b_row, float *c, size_t c_row, bool add) {
    static _Thread_local packed p __attribute__((aligned(64)));
    tile_config config = {.palette = 1};
    for (int i = 0; i < 8; i++) config.bytes[i] = STEP * 2, config.rows[i] = TILE;
    _tile_loadconfig(&config);
    for (size_t k = 0; k < depth; k += DEPTH)
        for (size_t j = 0; j < n; j += COLS) {
            const size_t part = depth - k < DEPTH ? depth - k : DEPTH, cols = n - j < COLS ? n - j : COLS;
            pack_right(&p, b + k * b_row + j, b_row, part, cols);
            for (size_t i = 0; i < m; i += ROWS) {
                const size_t rows = m - i < ROWS ? m - i : ROWS;
                pack_left(&p, (matmul_side){a.at + i * a.row + k * a.col, a.row, a.col}, rows, part);
                for (size_t jj = 0; jj < cols; jj += ROWS) {
                    multiply(&p, jj / TILE, (part + STEP - 1) / STEP);
                    store(&p, rows, cols - jj < ROWS ? cols - jj : ROWS, c + i * c_row + j + jj, c_row, add || k > 0);
                }
            }
        }
    _tile_release();
}

#else

bool matmul_amx_ready(void) {
    return false;
}

void matmul_amx(size_t m, size_t n, size_t depth, matmul_side a, const float *b, size_t b_row, float *c, size_t c_row, bool add) {
    matmul(m, n, depth, a, b, b_row, c, c_row, add);
}

#endif
