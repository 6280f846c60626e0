/* Silver trees: sentences that no person analysed get the analysis on which several trained networks agree most, so that a new
 * network can learn from them too (self-training with an ensemble; cf. D. McClosky et al., "Effective Self-Training for
 * Parsing", 2006; A. Kuncoro et al., "Distilling an Ensemble of Greedy Dependency Parsers into One MST Parser", 2016). */
#ifndef TRAIN_SILVER_H
#define TRAIN_SILVER_H

#include "lib/network.h"

typedef struct silver_options {
    uint32_t bank;   /* as which the networks read */
    float weight;    /* of a silver sentence against a gold one */
    float certainty; /* mean probability of the chosen heads: sentences below it stay as they are */
    uint32_t words_least, words_most;
} silver_options;

typedef struct silver_count {
    uint32_t sentences, words;
} silver_count;

/* Fills tags, scripts, heads and relations of the sentences without trees that qualify, and marks them as trees. */
dp_status silver_annotate(const network *nets, uint32_t n, corpus *c, const silver_options *o, silver_count *out, dp_error *err);

#endif
