/* The elementwise steps, written in the alphabet of kernel_lanes.h; included by the kernels' files. What each does stands in
 * kernel.h, why it is in this order in docs/linguistic-core.md. */
#include <math.h>

#include "text/arcs.h"
#include "text/kernel.h"

/* Outputs k … k + 7 of a layer. */
KERNEL_FN lanes layer_at(const int32_t *sums, const net_matrix *m, uint32_t k) {
    lanes y = lanes_mul(lanes_difference(sums + k, m->zero + k), lanes_load(m->scale + k));
    return lanes_add(y, lanes_load(m->bias + k));
}

KERNEL_FN lanes tanh_of(lanes v) {
    v = lanes_min(lanes_max(v, lanes_set(-3.0f)), lanes_set(3.0f));
    lanes s = lanes_mul(v, v);
    lanes over = lanes_mul(v, lanes_add(lanes_set(27.0f), s));
    return lanes_div(over, lanes_add(lanes_set(27.0f), lanes_mul(lanes_set(9.0f), s)));
}

KERNEL_FN lanes sigmoid_of(lanes v) {
    lanes half = lanes_set(0.5f);
    return lanes_add(half, lanes_mul(half, tanh_of(lanes_mul(half, v))));
}

KERNEL_FN lanes quantised(lanes v, const float *mul) {
    v = lanes_min(lanes_max(lanes_mul(v, lanes_load(mul)), lanes_set(-64.0f)), lanes_set(63.0f));
    return lanes_add(v, lanes_set(ROUNDER));
}

KERNEL_STEP void step_embed(const int8_t *a, const int8_t *b, uint32_t n, uint8_t *q) {
    for (uint32_t k = 0; k < n; k++) q[k] = (uint8_t)((a[k] + b[k] + 129) >> 1);
}

KERNEL_STEP void step_quantise(const float *x, const float *mul, uint32_t n, uint8_t *q) {
    for (uint32_t k = 0; k < n; k += 16)
        lanes_bytes(q + k, quantised(lanes_load(x + k), mul + k), quantised(lanes_load(x + k + 8), mul + k + 8));
}

KERNEL_STEP void step_linear(const int32_t *sums, const net_matrix *m, uint32_t first, uint32_t n, float *y) {
    for (uint32_t k = 0; k < n; k += 8) lanes_store(y + k, layer_at(sums, m, first + k));
}

/* Adds LayerNorm(y) to x, or puts it there; `total` is the lanes' sums of y, whose deviations take its place. */
KERNEL_FN void layer_norm(float *y, lanes total, const float *ln, uint32_t width, bool add, float *x) {
    const lanes mean = lanes_set(lanes_sum(total) / (float)width);
    lanes squares = lanes_set(0.0f);
    for (uint32_t k = 0; k < width; k += 8) {
        lanes d = lanes_sub(lanes_load(y + k), mean);
        squares = lanes_add(squares, lanes_mul(d, d));
        lanes_store(y + k, d);
    }
    const lanes scale = lanes_set(1.0f / sqrtf(lanes_sum(squares) / (float)width + 1e-5f));
    for (uint32_t k = 0; k < width; k += 8) {
        lanes v = lanes_mul(lanes_mul(lanes_load(y + k), scale), lanes_load(ln + k));
        v = lanes_add(v, lanes_load(ln + width + k));
        lanes_store(x + k, add ? lanes_add(lanes_load(x + k), v) : v);
    }
}

KERNEL_STEP void step_maxout(const int32_t *sums, const net_matrix *m, const float *ln, uint32_t width, bool add, float *x) {
    float y[NET_WIDTH_MAX];
    lanes total = lanes_set(0.0f);
    for (uint32_t k = 0; k < width; k += 8) {
        lanes v = lanes_max(layer_at(sums, m, k), layer_at(sums, m, width + k));
        v = lanes_max(v, layer_at(sums, m, 2 * width + k));
        total = lanes_add(total, v);
        lanes_store(y + k, v);
    }
    layer_norm(y, total, ln, width, add, x);
}

KERNEL_STEP void step_norm(const int32_t *sums, const net_matrix *m, const float *ln, uint32_t width, float *x) {
    float y[NET_WIDTH_MAX];
    lanes total = lanes_set(0.0f);
    for (uint32_t k = 0; k < width; k += 8) {
        lanes v = layer_at(sums, m, k);
        total = lanes_add(total, v);
        lanes_store(y + k, v);
    }
    layer_norm(y, total, ln, width, true, x);
}

/* One step of eight gates: h takes in the word, what goes out comes back. */
KERNEL_FN lanes gate(const int32_t *sums, const net_matrix *m, uint32_t first, uint32_t half, float *h) {
    lanes z = sigmoid_of(layer_at(sums, m, first));
    lanes c = layer_at(sums, m, first + half), g = layer_at(sums, m, first + 2 * half), state = lanes_load(h);
    state = lanes_add(state, lanes_mul(z, lanes_sub(c, state)));
    lanes_store(h, state);
    return lanes_mul(lanes_mul(tanh_of(state), g), sigmoid_of(g));
}

KERNEL_STEP void step_scan(const int32_t *sums, size_t stride, const net_matrix *m, uint32_t n, bool backwards, uint32_t half,
                           const float *mul, uint8_t *q, size_t q_stride) {
    float h[NET_WIDTH_MAX / 2] = {0};
    const uint32_t first = backwards ? 3 * half : 0, out = backwards ? half : 0;
    for (uint32_t t = 0; t < n; t++) {
        size_t word = backwards ? n - 1 - t : t;
        for (uint32_t k = 0; k < half; k += 16) {
            lanes a = gate(sums + word * stride, m, first + k, half, h + k);
            lanes b = gate(sums + word * stride, m, first + k + 8, half, h + k + 8);
            lanes_bytes(q + word * q_stride + out + k, quantised(a, mul + out + k), quantised(b, mul + out + k + 8));
        }
    }
}

/* Two pairs of lanes for best and second, so that one comparison need not wait for the one before. */
KERNEL_STEP top2 step_top(const int32_t *sums, const net_matrix *m, uint32_t first, uint32_t n) {
    float y[NET_TAGS_MAX + 16], tops[16], next = -FLT_MAX;
    lanes best[2], second[2];
    const uint32_t whole = (n + 15) / 16 * 16;
    for (uint32_t k = 0; k < n; k += 8) lanes_store(y + k, layer_at(sums, m, first + k));
    for (uint32_t k = n; k < whole; k++) y[k] = -FLT_MAX;
    best[0] = best[1] = second[0] = second[1] = lanes_set(-FLT_MAX);
    for (uint32_t k = 0; k < whole; k += 16)
        for (uint32_t i = 0; i < 2; i++) {
            lanes v = lanes_load(y + k + 8 * i);
            second[i] = lanes_max(lanes_min(v, best[i]), second[i]);
            best[i] = lanes_max(v, best[i]);
        }
    const float score = lanes_greatest(lanes_max(best[0], best[1])), third = lanes_greatest(lanes_max(second[0], second[1]));
    lanes_store(tops, best[0]);
    lanes_store(tops + 8, best[1]);
    uint32_t at = 0, winners = 0;
    for (uint32_t i = 0; i < 16; i++) {
        winners += tops[i] == score;
        if (tops[i] < score && tops[i] > next) next = tops[i];
    }
    next = winners > 1 ? score : third > next ? third : next;
    while (lanes_equal(lanes_load(y + at), score) == 0) at += 8;
    return (top2){at + (uint32_t)__builtin_ctz(lanes_equal(lanes_load(y + at), score)), score, next};
}

KERNEL_STEP void step_leaky(float *v, uint32_t n) {
    /* of v and v/10 the greater one is v above zero and v/10 below */
    for (uint32_t k = 0; k < n; k += 8) {
        lanes x = lanes_load(v + k);
        lanes_store(v + k, lanes_max(x, lanes_mul(lanes_set(0.1f), x)));
    }
}

KERNEL_STEP void step_shorten(const float *v, float mul, uint32_t n, int16_t *s) {
    const lanes low = lanes_set(-2047.0f), high = lanes_set(2047.0f), by = lanes_set(mul), rounder = lanes_set(ROUNDER);
    for (uint32_t k = 0; k < n; k += 16) {
        lanes a = lanes_min(lanes_max(lanes_mul(lanes_load(v + k), by), low), high);
        lanes b = lanes_min(lanes_max(lanes_mul(lanes_load(v + k + 8), by), low), high);
        lanes_shorts(s + k, lanes_add(a, rounder), lanes_add(b, rounder));
    }
}

KERNEL_STEP void step_add3(const int32_t *a, const int32_t *b, const int32_t *c, uint32_t n, int32_t *out) {
    for (uint32_t k = 0; k < n; k++) out[k] = a[k] + b[k] + c[k];
}

KERNEL_STEP void step_dots(const int16_t *d, const int16_t *heads, uint32_t count, uint32_t n, int32_t *out) {
    uint32_t i = 0;
    for (; i + 4 <= count; i += 4) lanes_four_dots(d, heads + (size_t)i * n, n, out + i);
    for (; i < count; i++) out[i] = lanes_dot(d, heads + (size_t)i * n, n);
}

KERNEL_FN int32_t greatest_of(const int32_t *v, uint32_t n) {
    int32_t m = v[0];
    for (uint32_t k = 1; k < n; k++) m = v[k] > m ? v[k] : m;
    return m;
}

KERNEL_STEP int32_t step_greatest(const int32_t *v, uint32_t n) {
    return greatest_of(v, n);
}

KERNEL_STEP void step_relative(int32_t *row, uint32_t n, uint32_t self, uint32_t shift) {
    row[self] = -(1 << 30); /* below any score, far enough from the end of the type */
    const int32_t best = greatest_of(row, n);
    for (uint32_t k = 0; k < n; k++) {
        const int32_t behind = (row[k] - best) >> shift;
        row[k] = behind > ARCS_SCORE_MIN ? behind : ARCS_SCORE_MIN;
    }
    row[self] = ARCS_SCORE_MIN;
}

KERNEL_STEP void step_eisner(struct eisner *e) {
    for (uint32_t i = 0; i < e->n; i++) e->right[i][i] = e->right_to[i][i] = e->left[i][i] = e->left_to[i][i] = 0;
    for (uint32_t length = 1; length < e->n; length++) {
        const uint32_t steps = (length + 7) / 8;
        for (uint32_t i = 0, j = length; j < e->n; i++, j++) {
            int32_t open = lanes_max_sum(&e->right[i][i], &e->left_to[j][i + 1], steps);
            e->open_left_to[j][i] = open + e->scores[(size_t)i * e->stride + j];
            e->open_right[i][j] = open + e->scores[(size_t)j * e->stride + i];
            int32_t left = lanes_max_sum(&e->left[i][i], &e->open_left_to[j][i], steps);
            int32_t right = lanes_max_sum(&e->open_right[i][i + 1], &e->right_to[j][i + 1], steps);
            e->left[i][j] = e->left_to[j][i] = left;
            e->right[i][j] = e->right_to[j][i] = right;
        }
    }
}

/* The table of a file's steps. */
#define KERNEL_STEPS                                                                                                             \
    {                                                                                                                            \
        .embed = step_embed, .quantise = step_quantise, .linear = step_linear, .maxout = step_maxout, .norm = step_norm,         \
        .scan = step_scan, .top = step_top, .leaky = step_leaky, .shorten = step_shorten, .add3 = step_add3, .dots = step_dots,  \
        .relative = step_relative, .greatest = step_greatest, .eisner = step_eisner                                              \
    }
