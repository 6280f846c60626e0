#include "lib/adam.h"

#include <math.h>
#include <string.h>

#define BETA1   0.9f
#define BETA2   0.98f
#define EPSILON 1e-8f
#define CLIP    5.0f
#define KEEP    0.998f /* of the mean, a step */

dp_status adam_make(const network *net, arena *a, adam *out, dp_error *err) {
    *out = (adam){.m = arena_array(a, net->dense, sizeof(float)),
                  .v = arena_array(a, net->dense, sizeof(float)),
                  .mean = arena_array(a, net->dense, sizeof(float))};
    if (!out->m || !out->v || !out->mean) return error_nomem(err);
    memcpy(out->mean, net->weights, net->dense * sizeof(float));
    for (uint32_t c = 0; c < net->shape.channels.n; c++) {
        const channel *ch = &net->shape.channels.at[c];
        const size_t n = (size_t)ch->rows * ch->dim;
        adam_table *t = &out->tables[c];
        t->m = arena_array(a, n, sizeof(float));
        t->v = arena_array(a, n, sizeof(float));
        t->mean = arena_array(a, n, sizeof(float));
        t->last = arena_array(a, ch->rows, sizeof(uint32_t));
        if (!t->m || !t->v || !t->mean || !t->last) return error_nomem(err);
        memcpy(t->mean, net->table[c], n * sizeof(float));
    }
    return DP_OK;
}

static float squares(const float *g, size_t n) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (size_t i = 0; i < n; i++) sum += g[i] * g[i];
    return sum;
}

/* How much the gradients are scaled so that their norm is at most CLIP. */
static float clip(const network *net) {
    double sum = squares(net->gradients, net->dense);
    for (uint32_t c = 0; c < net->shape.channels.n; c++) {
        const channel *ch = &net->shape.channels.at[c];
        for (uint32_t r = 0; r < ch->rows; r++)
            if (net->touched[c][r]) sum += squares(net->table_gradients[c] + (size_t)r * ch->dim, ch->dim);
    }
    const double norm = sqrt(sum);
    return norm > CLIP ? (float)(CLIP / norm) : 1.0f;
}

static void update(size_t n, float *w, float *g, float *m, float *v, float scale, float rate, float over2) {
    for (size_t i = 0; i < n; i++) {
        const float d = g[i] * scale;
        m[i] = BETA1 * m[i] + (1 - BETA1) * d;
        v[i] = BETA2 * v[i] + (1 - BETA2) * d * d;
        w[i] -= rate * m[i] / (sqrtf(v[i] * over2) + EPSILON);
        g[i] = 0;
    }
}

/* The mean moves towards w, which stood still for `steps`. */
static void follow(size_t n, float *mean, const float *w, uint32_t steps, uint32_t step) {
    float keep = powf(KEEP, (float)steps);
    if (step < 1000) { /* early on the mean forgets faster: it must not remember the random start */
        const float early = powf(1.0f - 10.0f / (float)(step + 10), (float)steps);
        if (early < keep) keep = early;
    }
    for (size_t i = 0; i < n; i++) mean[i] = w[i] + keep * (mean[i] - w[i]);
}

void adam_step(adam *o, network *net, float rate) {
    const float scale = clip(net);
    o->step++;
    const float over1 = 1.0f - powf(BETA1, (float)o->step), over2 = 1.0f / (1.0f - powf(BETA2, (float)o->step));
    rate /= over1;
    update(net->dense, net->weights, net->gradients, o->m, o->v, scale, rate, over2);
    follow(net->dense, o->mean, net->weights, 1, o->step);
    for (uint32_t c = 0; c < net->shape.channels.n; c++) {
        const channel *ch = &net->shape.channels.at[c];
        adam_table *t = &o->tables[c];
        for (uint32_t r = 0; r < ch->rows; r++) {
            const size_t at = (size_t)r * ch->dim;
            if (!net->touched[c][r]) continue;
            net->touched[c][r] = 0;
            if (o->step - 1 > t->last[r]) follow(ch->dim, t->mean + at, net->table[c] + at, o->step - 1 - t->last[r], o->step);
            update(ch->dim, net->table[c] + at, net->table_gradients[c] + at, t->m + at, t->v + at, scale, rate, over2);
            follow(ch->dim, t->mean + at, net->table[c] + at, 1, o->step);
            t->last[r] = o->step;
        }
    }
}

static void swap(float *a, float *b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const float x = a[i];
        a[i] = b[i];
        b[i] = x;
    }
}

void adam_swap_means(adam *o, network *net) {
    for (uint32_t c = 0; c < net->shape.channels.n; c++) {
        const channel *ch = &net->shape.channels.at[c];
        adam_table *t = &o->tables[c];
        for (uint32_t r = 0; r < ch->rows; r++) {
            const size_t at = (size_t)r * ch->dim;
            if (o->step > t->last[r]) follow(ch->dim, t->mean + at, net->table[c] + at, o->step - t->last[r], o->step);
            t->last[r] = o->step;
        }
        swap(t->mean, net->table[c], (size_t)ch->rows * ch->dim);
    }
    swap(o->mean, net->weights, net->dense);
}
