/* Learns hashed weights (text/hashed.h) from examples: logistic regression by stochastic gradient steps (AdaGrad), rounded to
 * eight bits. One thread and a fixed seed: equal input gives equal bytes. */
#ifndef TRAIN_HASHED_TRAINER_H
#define TRAIN_HASHED_TRAINER_H

#include "core/arena.h"
#include "core/buf.h"
#include "text/hashed.h"

typedef struct hashed_examples {
    arena *a;
    vec_of(uint32_t) features;
    vec_of(uint32_t) firsts; /* [n + 1] where each example's features begin */
    vec_of(int8_t) answers;  /* [n] 1 or 0 */
    vec_of(int8_t) rules;    /* [n] what the rules say: 1, -1, or 0 for nothing */
} hashed_examples;

bool hashed_add(hashed_examples *x, const uint32_t *features, uint32_t n, bool answer, int rules);

typedef struct hashed_options {
    uint32_t question, weights, epochs;
    double decay;   /* of the weights, each epoch */
    double prior;   /* what the rules' answer counts for before anything is learned */
    double dropout; /* the share of features that an example is learned without */
    bool verbose;
} hashed_options;

/* `counts` may be empty. The bytes of a file go into `out`. */
dp_status hashed_train(const hashed_examples *x, const hashed_options *o, const buf *counts, buf *out, dp_error *err);

#endif
