/* Fitting a network to a corpus: batches, the course of the learning rate, scores on held-out banks. */
#ifndef TRAIN_FIT_H
#define TRAIN_FIT_H

#include "lib/adam.h"
#include "lib/lexical.h"
#include "lib/network.h"

typedef struct fit_options {
    uint32_t epochs; /* passes over the treebanks */
    uint32_t batch;  /* words of treebanks in a batch */
    uint32_t names;  /* words of texts with entities alone, besides */
    float rate;
    const lexical *lexical; /* NULL: none */
    float replaced;         /* share of words of gold trees that give way to others of their tag */
    network_dropout drop;
    uint64_t seed;
    bool verbose;
} fit_options;

/* Per cent of words. */
typedef struct fit_score {
    uint32_t words;
    double upos, feats, lemma, uas, las;
} fit_score;

/* Strict F1 of entity spans over the sentences with entities. */
typedef struct fit_names_score {
    uint32_t gold, said, right;
    double f1;
} fit_names_score;
dp_status fit_evaluate_names(const network *net, const corpus *dev, uint32_t bank, fit_names_score *out, arena *a, dp_error *err);

/* `dev` holds trees, sentences with entities, or both; its bank is `bank`. */
dp_status fit_network(const corpus *train, const corpus *dev, uint32_t bank, const fit_options *o, network *net, arena *a,
                      dp_error *err);

/* Scores sentences of `dev` (its words' strings from the bank), whose corpus shares the vocabularies of the training corpus. */
dp_status fit_evaluate(const network *net, const corpus *dev, uint32_t bank, fit_score *out, arena *a, dp_error *err);

#endif
