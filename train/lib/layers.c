#include "lib/layers.h"

#include <math.h>
#include <string.h>

#include "lib/matmul.h"
#include "lib/shuffle.h"
#include "text/net.h"

void linear_forward(size_t n, size_t in, size_t out, const float *x, const float *w, const float *b, float *y) {
    for (size_t i = 0; i < n; i++) memcpy(y + i * out, b, out * sizeof *y);
    matmul(n, out, in, (matmul_side){x, in, 1}, w, out, y, out, true);
}

void linear_backward(size_t n, size_t in, size_t out, const float *x, const float *w, const float *dy, float *dw, float *db,
                     float *dx, bool add, float *scratch) {
    matmul(in, out, n, (matmul_side){x, 1, in}, dy, out, dw, out, true);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < out; j++) db[j] += dy[i * out + j];
    if (!dx) return;
    transpose(w, in, out, scratch);
    matmul(n, in, out, (matmul_side){dy, out, 1}, scratch, in, dx, in, add);
}

void maxout_forward(size_t n, size_t w, const float *u, float *z, uint8_t *which) {
    for (size_t i = 0; i < n; i++, u += 3 * w, z += w, which += w)
        for (size_t k = 0; k < w; k++) {
            float best = u[k];
            uint8_t at = 0;
            if (u[w + k] > best) best = u[w + k], at = 1;
            if (u[2 * w + k] > best) best = u[2 * w + k], at = 2;
            z[k] = best;
            which[k] = at;
        }
}

void maxout_backward(size_t n, size_t w, const float *dz, const uint8_t *which, float *du) {
    for (size_t i = 0; i < n; i++, du += 3 * w, dz += w, which += w)
        for (size_t p = 0; p < 3; p++)
            for (size_t k = 0; k < w; k++) du[p * w + k] = which[k] == p ? dz[k] : 0.0f;
}

void norm_forward(size_t n, size_t w, const float *z, const float *gain, const float *shift, float *y, float *hat,
                  float *inverse) {
    for (size_t i = 0; i < n; i++, z += w, y += w, hat += w) {
        float sum = 0, square = 0;
#pragma omp simd reduction(+ : sum)
        for (size_t k = 0; k < w; k++) sum += z[k];
        const float mean = sum / (float)w;
#pragma omp simd reduction(+ : square)
        for (size_t k = 0; k < w; k++) square += (z[k] - mean) * (z[k] - mean);
        inverse[i] = 1.0f / sqrtf(square / (float)w + 1e-5f);
        for (size_t k = 0; k < w; k++) {
            hat[k] = (z[k] - mean) * inverse[i];
            y[k] = hat[k] * gain[k] + shift[k];
        }
    }
}

void norm_backward(size_t n, size_t w, const float *dy, const float *gain, const float *hat, const float *inverse, float *dgain,
                   float *dshift, float *dz) {
    for (size_t i = 0; i < n; i++, dy += w, hat += w, dz += w) {
        float sum = 0, along = 0;
#pragma omp simd reduction(+ : sum, along)
        for (size_t k = 0; k < w; k++) {
            const float d = dy[k] * gain[k];
            sum += d;
            along += d * hat[k];
        }
        sum /= (float)w;
        along /= (float)w;
        for (size_t k = 0; k < w; k++) {
            dgain[k] += dy[k] * hat[k];
            dshift[k] += dy[k];
            dz[k] = inverse[i] * (dy[k] * gain[k] - sum - hat[k] * along);
        }
    }
}

void window_forward(const uint32_t *starts, size_t sentences, size_t w, const float *x, float *cat) {
    const size_t bytes = w * sizeof *x;
    for (size_t s = 0; s < sentences; s++)
        for (size_t i = starts[s]; i < starts[s + 1]; i++) {
            float *to = cat + i * 3 * w;
            if (i > starts[s])
                memcpy(to, x + (i - 1) * w, bytes);
            else
                memset(to, 0, bytes);
            memcpy(to + w, x + i * w, bytes);
            if (i + 1 < starts[s + 1])
                memcpy(to + 2 * w, x + (i + 1) * w, bytes);
            else
                memset(to + 2 * w, 0, bytes);
        }
}

void window_backward(const uint32_t *starts, size_t sentences, size_t w, const float *dcat, float *dx) {
    for (size_t s = 0; s < sentences; s++)
        for (size_t i = starts[s]; i < starts[s + 1]; i++) {
            const float *from = dcat + i * 3 * w;
            for (size_t k = 0; k < w; k++) dx[i * w + k] += from[w + k];
            if (i > starts[s])
                for (size_t k = 0; k < w; k++) dx[(i - 1) * w + k] += from[k];
            if (i + 1 < starts[s + 1])
                for (size_t k = 0; k < w; k++) dx[(i + 1) * w + k] += from[2 * w + k];
        }
}

/* d tanh / dv of net_tanh: ((9 − v²) / (3·(3 + v²)))². */
static inline float tanh_slope(float v) {
    const float s = v * v;
    const float r = (9.0f - s) / (3.0f * (3.0f + s));
    return s < 9.0f ? r * r : 0.0f;
}

static inline float sigmoid_slope(float v) {
    return 0.25f * tanh_slope(0.5f * v);
}

/* One step: u holds z, c, g of the direction, h floats each. */
static void scan_step(size_t h, const float *u, const float *before, float *state, float *y) {
    for (size_t k = 0; k < h; k++) {
        const float last = before ? before[k] : 0.0f, g = u[2 * h + k];
        const float now = last + net_sigmoid(u[k]) * (u[h + k] - last);
        state[k] = now;
        y[k] = net_tanh(now) * (g * net_sigmoid(g));
    }
}

void scan_forward(const uint32_t *starts, size_t sentences, size_t h, const float *u, float *state, float *y) {
    for (size_t s = 0; s < sentences; s++) {
        for (size_t i = starts[s]; i < starts[s + 1]; i++)
            scan_step(h, u + i * 6 * h, i > starts[s] ? state + (i - 1) * 2 * h : NULL, state + i * 2 * h, y + i * 2 * h);
        for (size_t i = starts[s + 1]; i-- > starts[s];)
            scan_step(h, u + i * 6 * h + 3 * h, i + 1 < starts[s + 1] ? state + (i + 1) * 2 * h + h : NULL, state + i * 2 * h + h,
                      y + i * 2 * h + h);
    }
}

/* `carry` is the state's gradient from the step after; it leaves as that for the step before. */
static void scan_step_back(size_t h, const float *u, const float *before, const float *state, const float *dy, float *carry,
                           float *du) {
    for (size_t k = 0; k < h; k++) {
        const float last = before ? before[k] : 0.0f, g = u[2 * h + k];
        const float gate = net_sigmoid(u[k]), sg = net_sigmoid(g);
        const float down = carry[k] + dy[k] * (g * sg) * tanh_slope(state[k]);
        du[k] = down * (u[h + k] - last) * sigmoid_slope(u[k]);
        du[h + k] = down * gate;
        du[2 * h + k] = dy[k] * net_tanh(state[k]) * (sg + g * sigmoid_slope(g));
        carry[k] = down * (1.0f - gate);
    }
}

void scan_backward(const uint32_t *starts, size_t sentences, size_t h, const float *u, const float *state, const float *dy,
                   float *du) {
    float carry[NET_WIDTH_MAX];
    for (size_t s = 0; s < sentences; s++) {
        memset(carry, 0, sizeof carry);
        for (size_t i = starts[s + 1]; i-- > starts[s];)
            scan_step_back(h, u + i * 6 * h, i > starts[s] ? state + (i - 1) * 2 * h : NULL, state + i * 2 * h, dy + i * 2 * h,
                           carry, du + i * 6 * h);
        memset(carry, 0, sizeof carry);
        for (size_t i = starts[s]; i < starts[s + 1]; i++)
            scan_step_back(h, u + i * 6 * h + 3 * h, i + 1 < starts[s + 1] ? state + (i + 1) * 2 * h + h : NULL,
                           state + i * 2 * h + h, dy + i * 2 * h + h, carry, du + i * 6 * h + 3 * h);
    }
}

void leaky_forward(size_t n, const float *v, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = net_leaky(v[i]);
}

void leaky_backward(size_t n, const float *v, float *dy) {
    for (size_t i = 0; i < n; i++) dy[i] = v[i] > 0 ? dy[i] : 0.1f * dy[i];
}

float cross_entropy(size_t n, const float *y, uint32_t gold, const uint8_t *barred, float scale, float *dy) {
    float most = -INFINITY, sum = 0;
    const float own = y[gold]; /* dy may be y */
    for (size_t k = 0; k < n; k++)
        if (!(barred && barred[k]) && y[k] > most) most = y[k];
    for (size_t k = 0; k < n; k++) {
        dy[k] = barred && barred[k] ? 0.0f : expf(y[k] - most);
        sum += dy[k];
    }
    const float share = scale / sum;
    for (size_t k = 0; k < n; k++) dy[k] *= share;
    dy[gold] -= scale;
    return most + logf(sum) - own;
}

void dropout_forward(size_t n, float p, uint64_t *seed, float *x, uint8_t *mask) {
    if (p <= 0) return;
    const unsigned limit = (unsigned)(p * 256.0f);
    const float scale = 256.0f / (float)(256 - limit);
    for (size_t i = 0; i < n; i += 8) {
        uint64_t r = seed_next(seed);
        for (size_t k = i; k < i + 8 && k < n; k++, r >>= 8) mask[k] = (r & 255) >= limit;
    }
    for (size_t i = 0; i < n; i++) x[i] = mask[i] ? x[i] * scale : 0.0f;
}

void dropout_backward(size_t n, float p, const uint8_t *mask, float *dx) {
    if (p <= 0) return;
    const float scale = 256.0f / (float)(256 - (unsigned)(p * 256.0f));
    for (size_t i = 0; i < n; i++) dx[i] = mask[i] ? dx[i] * scale : 0.0f;
}
