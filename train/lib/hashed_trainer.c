/* Logistic regression over hashed features. */
#include "lib/hashed_trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/shuffle.h"

#define STEP         0.2
#define FEATURES_MAX 64u

bool hashed_add(hashed_examples *x, const uint32_t *features, uint32_t n, bool answer, int rules) {
    if (x->firsts.n == 0 && !vec_push(x->a, &x->firsts, 0u)) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!vec_push(x->a, &x->features, features[i])) return false;
    return vec_push(x->a, &x->rules, (int8_t)rules) && vec_push(x->a, &x->firsts, x->features.n) &&
           vec_push(x->a, &x->answers, (int8_t)answer);
}

typedef struct learner {
    double *weights, *squares; /* [weights + 1]; the last is the bias */
    uint32_t *order;
    uint32_t mask;
    uint64_t chance;
    uint32_t drawn[FEATURES_MAX];
} learner;

/* The example's features but those that chance leaves out, so that none gets all of the weight. */
static uint32_t draw(learner *l, const hashed_examples *x, uint32_t example, double dropout) {
    uint32_t n = 0;
    uint64_t bar = (uint64_t)(dropout * 4294967296.0);
    for (uint32_t k = x->firsts.at[example]; k < x->firsts.at[example + 1] && n < FEATURES_MAX; k++)
        if (seed_next(&l->chance) >> 32 >= bar) l->drawn[n++] = x->features.at[k] & l->mask;
    return n;
}

static void move(learner *l, uint32_t at, double gradient) {
    l->squares[at] += gradient * gradient;
    l->weights[at] -= STEP * gradient / sqrt(l->squares[at]);
}

static uint32_t pass(learner *l, const hashed_examples *x, const hashed_options *o, uint64_t seed) {
    uint32_t wrong = 0;
    shuffle(l->order, x->answers.n, seed);
    for (uint32_t i = 0; i < x->answers.n; i++) {
        uint32_t e = l->order[i], n = draw(l, x, e, o->dropout);
        double s = l->weights[l->mask + 1] + o->prior * x->rules.at[e];
        for (uint32_t k = 0; k < n; k++) s += l->weights[l->drawn[k]] / (1 - o->dropout);
        double gradient = 1 / (1 + exp(-s)) - x->answers.at[e];
        wrong += (s > 0) != x->answers.at[e];
        if (fabs(gradient) < 1e-4) continue;
        for (uint32_t k = 0; k < n; k++) move(l, l->drawn[k], gradient);
        move(l, l->mask + 1, gradient);
    }
    return wrong;
}

static int8_t rounded(double w, double scale) {
    double v = nearbyint(w * scale);
    return (int8_t)(v > 127 ? 127 : v < -127 ? -127 : v);
}

static void write_file(const learner *l, const hashed_options *o, const buf *counts, buf *out) {
    double most = 1e-9;
    for (uint32_t i = 0; i <= l->mask; i++) most = fmax(most, fabs(l->weights[i]));
    double scale = 127 / most;
    hashed_header h = {.magic = "DPHASHED", .question = o->question, .version = HASHED_VERSION, .weights = o->weights};
    h.counts = (uint32_t)counts->n;
    h.prior = (int32_t)nearbyint(o->prior * scale);
    h.bias = (int32_t)nearbyint(l->weights[l->mask + 1] * scale);
    buf_clear(out);
    buf_add(out, &h, sizeof h);
    for (uint32_t i = 0; i <= l->mask; i++) buf_char(out, (char)rounded(l->weights[i], scale));
    buf_add(out, counts->at, counts->n);
    if (out->failed) return;
    h.hash = hashed_checksum(out->at, out->n);
    memcpy(out->at, &h, sizeof h);
}

dp_status hashed_train(const hashed_examples *x, const hashed_options *o, const buf *counts, buf *out, dp_error *err) {
    learner l = {.mask = o->weights - 1};
    l.weights = calloc((size_t)o->weights + 1, sizeof *l.weights);
    l.squares = calloc((size_t)o->weights + 1, sizeof *l.squares);
    l.order = calloc((size_t)x->answers.n + 1, sizeof *l.order);
    bool good = l.weights && l.squares && l.order;
    for (uint32_t i = 0; good && i <= o->weights; i++) l.squares[i] = 1e-2;
    for (uint32_t i = 0; good && i < x->answers.n; i++) l.order[i] = i;
    for (uint32_t epoch = 0; good && epoch < o->epochs; epoch++) {
        uint32_t wrong = pass(&l, x, o, epoch + 1);
        for (uint32_t i = 0; i < o->weights; i++) l.weights[i] *= 1 - o->decay;
        if (o->verbose) printf("  epoch %u: %u of %u wrong\n", epoch + 1, wrong, x->answers.n);
    }
    if (good) write_file(&l, o, counts, out);
    good = good && !out->failed;
    free(l.weights);
    free(l.squares);
    free(l.order);
    return good ? DP_OK : error_nomem(err);
}
