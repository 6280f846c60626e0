/* The averaged perceptron. */
#include "lib/learner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/linear.h"

#define COUNTERS (1u << 25)
#define NO_ROW   UINT32_MAX

struct learner {
    uint32_t lanes, min_count;
    uint8_t *counts; /* [COUNTERS], by the key's lower bits: two keys in one counter is a feature kept too many */
    uint64_t *keys;  /* [mask + 1] open addressing */
    uint32_t *rows;  /* [mask + 1] */
    uint32_t mask, n, cap;
    uint64_t *row_keys; /* [n] */
    float *weights;     /* [n][lanes] */
    double *sums;       /* [n][lanes] */
    double step;
    bool failed;
};

dp_status learner_new(uint32_t lanes, uint32_t min_count, learner **out, dp_error *err) {
    learner *l = calloc(1, sizeof *l);
    *out = l;
    if (!l) return error_nomem(err);
    *l = (learner){.lanes = lanes, .min_count = min_count, .mask = (1u << 16) - 1, .step = 1};
    l->counts = calloc(COUNTERS, 1);
    l->keys = calloc(l->mask + 1u, sizeof *l->keys);
    l->rows = calloc(l->mask + 1u, sizeof *l->rows);
    if (l->counts && l->keys && l->rows) return DP_OK;
    learner_free(l);
    *out = NULL;
    return error_nomem(err);
}

void learner_free(learner *l) {
    if (!l) return;
    free(l->counts);
    free(l->keys);
    free(l->rows);
    free(l->row_keys);
    free(l->weights);
    free(l->sums);
    free(l);
}

static uint32_t counter_of(uint64_t key) {
    return (uint32_t)(key ^ key >> 31) & (COUNTERS - 1);
}

void learner_count(learner *l, const uint64_t *keys, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        uint8_t *c = &l->counts[counter_of(keys[i])];
        if (*c < UINT8_MAX) ++*c;
    }
}

static uint32_t find_row(const learner *l, uint64_t key) {
    for (uint32_t i = (uint32_t)(key >> 16) & l->mask;; i = (i + 1) & l->mask) {
        if (l->keys[i] == key) return l->rows[i];
        if (l->keys[i] == 0) return NO_ROW;
    }
}

static void put_key(learner *l, uint64_t key, uint32_t row) {
    uint32_t i = (uint32_t)(key >> 16) & l->mask;
    while (l->keys[i] != 0) i = (i + 1) & l->mask;
    l->keys[i] = key;
    l->rows[i] = row;
}

static bool grow_table(learner *l) {
    uint32_t slots = (l->mask + 1) * 2;
    free(l->keys);
    free(l->rows);
    l->keys = calloc(slots, sizeof *l->keys);
    l->rows = calloc(slots, sizeof *l->rows);
    if (!l->keys || !l->rows) return false;
    l->mask = slots - 1;
    for (uint32_t i = 0; i < l->n; i++) put_key(l, l->row_keys[i], i);
    return true;
}

static bool grow_rows(learner *l) {
    uint32_t cap = l->cap ? l->cap * 2 : 1u << 14;
    uint64_t *keys = realloc(l->row_keys, cap * sizeof *keys);
    if (keys) l->row_keys = keys;
    float *weights = realloc(l->weights, (size_t)cap * l->lanes * sizeof *weights);
    if (weights) l->weights = weights;
    double *sums = realloc(l->sums, (size_t)cap * l->lanes * sizeof *sums);
    if (sums) l->sums = sums;
    if (!keys || !weights || !sums) return false;
    memset(weights + (size_t)l->cap * l->lanes, 0, (size_t)(cap - l->cap) * l->lanes * sizeof *weights);
    memset(sums + (size_t)l->cap * l->lanes, 0, (size_t)(cap - l->cap) * l->lanes * sizeof *sums);
    l->cap = cap;
    return true;
}

static uint32_t make_row(learner *l, uint64_t key) {
    if (l->counts[counter_of(key)] < l->min_count || l->failed) return NO_ROW;
    if ((l->n == l->cap && !grow_rows(l)) || (l->n * 2 > l->mask && !grow_table(l))) {
        l->failed = true;
        return NO_ROW;
    }
    l->row_keys[l->n] = key;
    put_key(l, key, l->n);
    return l->n++;
}

void learner_score(const learner *l, const uint64_t *keys, uint32_t n, float *sums) {
    memset(sums, 0, l->lanes * sizeof *sums);
    if (l->failed) return;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = find_row(l, keys[i]);
        if (row == NO_ROW) continue;
        const float *w = l->weights + (size_t)row * l->lanes;
        for (uint32_t k = 0; k < l->lanes; k++) sums[k] += w[k];
    }
}

void learner_correct(learner *l, const uint64_t *keys, uint32_t n, uint32_t right, uint32_t wrong) {
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = l->failed ? NO_ROW : find_row(l, keys[i]);
        if (row == NO_ROW) row = make_row(l, keys[i]);
        if (row == NO_ROW) continue;
        float *w = l->weights + (size_t)row * l->lanes;
        double *u = l->sums + (size_t)row * l->lanes;
        w[right] += 1;
        u[right] += l->step;
        w[wrong] -= 1;
        u[wrong] -= l->step;
    }
}

void learner_step(learner *l) {
    l->step++;
}

bool learner_failed(const learner *l) {
    return l->failed;
}

void learner_finish(learner *l) {
    for (size_t i = 0; i < (size_t)l->n * l->lanes; i++) l->weights[i] = (float)(l->weights[i] - l->sums[i] / l->step);
}

typedef struct ranked {
    uint32_t row;
    float worth;
} ranked;

static int by_worth(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->worth != y->worth) return x->worth > y->worth ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int by_size(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* The weight that becomes 127: one in 5,000 of those that are not zero is cut back to it. */
static float largest_weight(const learner *l) {
    size_t all = (size_t)l->n * l->lanes, n = 0;
    float *sizes = malloc((all + 1) * sizeof *sizes), top = 1;
    if (!sizes) return 0;
    for (size_t i = 0; i < all; i++)
        if (l->weights[i] != 0) sizes[n++] = fabsf(l->weights[i]);
    qsort(sizes, n, sizeof *sizes, by_size);
    if (n > 0) top = sizes[n - 1 - n / 5000];
    free(sizes);
    return top;
}

static int quantise(float w, float scale) {
    float q = roundf(w * scale);
    return (int)(q > 127 ? 127 : q < -127 ? -127 : q);
}

/* The rows that are not all zero, by what they contribute: large weights, often looked up. */
static uint32_t rank_rows(const learner *l, float scale, ranked *order) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        float worth = 0;
        for (uint32_t k = 0; k < l->lanes; k++) worth += (float)abs(quantise(l->weights[(size_t)i * l->lanes + k], scale));
        if (worth > 0) order[n++] = (ranked){i, worth * sqrtf(l->counts[counter_of(l->row_keys[i])])};
    }
    qsort(order, n, sizeof *order, by_worth);
    return n;
}

typedef struct row_table {
    uint8_t *checks; /* [slots], or NULL: then a row's fourth byte is its check */
    uint8_t *rows;   /* [slots][row_bytes] */
    uint32_t slots, row_bytes;
} row_table;

static uint8_t *check_of(const row_table *t, uint32_t slot) {
    return t->checks ? &t->checks[slot] : &t->rows[(size_t)slot * 4 + 3];
}

/* Puts a row into the first free way of its bucket. */
static bool put_row(const row_table *t, const learner *l, uint32_t i, float scale) {
    uint64_t key = l->row_keys[i];
    uint32_t slot = (uint32_t)(key >> 20) & (t->slots - 1) & ~(LINEAR_WAYS - 1), end = slot + LINEAR_WAYS;
    while (slot < end && *check_of(t, slot) != 0) slot++;
    if (slot == end) return false;
    uint8_t *row = t->rows + (size_t)slot * t->row_bytes;
    for (uint32_t k = 0; k < l->lanes; k++)
        row[k] = (uint8_t)(LINEAR_BIAS + quantise(l->weights[(size_t)i * l->lanes + k], scale));
    *check_of(t, slot) = linear_check(key);
    return true;
}

dp_status learner_export(const learner *l, uint32_t row_bytes, uint32_t slots, buf *out, uint32_t *kept, uint32_t *dropped,
                         dp_error *err) {
    float top = largest_weight(l), scale = 127 / (top > 0 ? top : 1);
    size_t check_bytes = row_bytes == 4 ? 0 : ((size_t)slots + 63) / 64 * 64;
    ranked *order = malloc((l->n + 1u) * sizeof *order);
    uint8_t *rows = malloc((size_t)slots * row_bytes), *checks = calloc(check_bytes + 1, 1);
    if (!order || !rows || !checks || top == 0) {
        free(order);
        free(rows);
        free(checks);
        return error_nomem(err);
    }
    memset(rows, LINEAR_BIAS, (size_t)slots * row_bytes);
    row_table table = {check_bytes ? checks : NULL, rows, slots, row_bytes};
    for (uint32_t i = 0; i < slots; i++) *check_of(&table, i) = 0;
    uint32_t n = rank_rows(l, scale, order);
    *kept = 0;
    for (uint32_t i = 0; i < n; i++) *kept += put_row(&table, l, order[i].row, scale);
    *dropped = n - *kept;
    linear_header h = {l->lanes, row_bytes, slots, (uint32_t)(scale < 1 ? 1 : scale), {0}};
    buf_add(out, &h, sizeof h);
    buf_add(out, checks, check_bytes);
    buf_add(out, rows, (size_t)slots * row_bytes);
    free(order);
    free(rows);
    free(checks);
    return out->failed ? error_nomem(err) : DP_OK;
}
