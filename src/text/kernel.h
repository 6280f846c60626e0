/* Kernels: the network's arithmetic, written for what the processor can do and chosen when the program runs.
 *
 *   scalar        plain C, on any machine; the measure for the others
 *   avx2          vpmaddubsw + vpmaddwd, eight floats at a time
 *   avxvnni       vpdpbusd on 32 bytes
 *   avx512vnni    vpdpbusd on 64 bytes
 *
 * All give the same bits: sums of integers are exact (activations have seven bits, so that vpmaddubsw never saturates), floats
 * are worked on one operation at a time in an order that docs/linguistic-core.md lays down. */
#ifndef DP_TEXT_KERNEL_H
#define DP_TEXT_KERNEL_H

#include "text/net_model.h"

/* out[r][j] = Σ_k rows[r][k] · w[j][k] over `count` groups of four inputs from group `first` of the matrix on, for `blocks`
 * blocks of outputs from w on. rows[r] points at the first of these inputs. */
typedef struct gemm_job {
    const uint8_t *const *rows; /* [n] */
    uint32_t n;
    const int8_t *w;
    uint32_t groups; /* of the whole matrix */
    uint32_t first, count;
    uint32_t blocks;
    int32_t *out;
    size_t stride; /* of out, in sums */
} gemm_job;

typedef struct top2 {
    uint32_t best;
    float score, second; /* second is -FLT_MAX where there is but one */
} top2;

struct eisner;

/* What is elementwise. n and width are multiples of 16. */
typedef struct kernel_steps {
    /* q = the mean of two rows of a table, around 64 */
    void (*embed)(const int8_t *a, const int8_t *b, uint32_t n, uint8_t *q);
    /* q = what x · mul is quantised to */
    void (*quantise)(const float *x, const float *mul, uint32_t n, uint8_t *q);
    /* y = the outputs first … first + n of a layer, from their sums */
    void (*linear)(const int32_t *sums, const net_matrix *m, uint32_t first, uint32_t n, float *y);
    /* x = LayerNorm(maxout(layer)), or added to x */
    void (*maxout)(const int32_t *sums, const net_matrix *m, const float *ln, uint32_t width, bool add, float *x);
    /* x += LayerNorm(layer) */
    void (*norm)(const int32_t *sums, const net_matrix *m, const float *ln, uint32_t width, float *x);
    /* The gates of one direction over n words, from word `from` on by `step`; writes what goes into the scan's output layer,
     * `half` values a word at q + word * q_stride. */
    void (*scan)(const int32_t *sums, size_t stride, const net_matrix *m, uint32_t n, bool backwards, uint32_t half,
                 const float *mul, uint8_t *q, size_t q_stride);
    /* The best of n outputs from `first` on; the first of equals. n is any number ≥ 1. */
    top2 (*top)(const int32_t *sums, const net_matrix *m, uint32_t first, uint32_t n);
    /* v = leaky(v) */
    void (*leaky)(float *v, uint32_t n);
    /* s = rint(min(max(v · mul, −2047), 2047)) */
    void (*shorten)(const float *v, float mul, uint32_t n, int16_t *s);
    /* sums of three partial products */
    void (*add3)(const int32_t *a, const int32_t *b, const int32_t *c, uint32_t n, int32_t *out);
    /* out[i] = Σ_k d[k] · heads[i][k], k < n */
    void (*dots)(const int16_t *d, const int16_t *heads, uint32_t count, uint32_t n, int32_t *out);
    /* Makes n scores relative to the best one, which becomes 0, and divides them by 2^shift; none is below ARCS_SCORE_MIN, which
     * row[self] becomes */
    void (*relative)(int32_t *row, uint32_t n, uint32_t self, uint32_t shift);
    /* The greatest of n numbers */
    int32_t (*greatest)(const int32_t *v, uint32_t n);
    /* Fills the spans of a sentence, see arcs.h */
    void (*eisner)(struct eisner *e);
} kernel_steps;

typedef struct kernel {
    const char *name;
    void (*gemm)(const gemm_job *job);
    const kernel_steps *steps;
} kernel;

/* The best one for this machine. */
const kernel *kernel_best(void);

/* All kernels that this machine can run, the scalar one first: for tests and benchmarks. NULL behind the last. */
const kernel *kernel_at(uint32_t i);

extern const kernel_steps kernel_scalar_steps;
void kernel_scalar_gemm(const gemm_job *job);
#if defined(__x86_64__)
extern const kernel_steps kernel_avx2_steps;
void kernel_avx2_gemm(const gemm_job *job);
void kernel_avxvnni_gemm(const gemm_job *job);
void kernel_avx512vnni_gemm(const gemm_job *job);
#endif

#endif
