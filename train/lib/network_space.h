/* The memory of a pass, shared by what makes it and what runs in it. */
#ifndef TRAIN_NETWORK_SPACE_H
#define TRAIN_NETWORK_SPACE_H

#include "lib/network.h"

typedef struct layer_space {
    float *u, *state, *y, *z, *hat, *inverse; /* u [n][3w]; the others [n][w], inverse [n] */
    uint8_t *which, *mask;
} layer_space;

struct network_space {
    float *e, *cat; /* [n][mix_in], [n][3w] */
    uint8_t *e_mask;
    uint8_t *dropped; /* [n] kinds of channels that the word is not seen by: bit per kind */
    layer_space mix, conv[2], scan[2];
    float *x[5], *hidden, *dx, *dz, *du; /* x[i]: after layer i; hidden: after the last dropout */
    uint8_t *hidden_mask;
    float *scores, *tag_weights, *dtag_weights, *entity_scores;
    float *dep_in, *dep, *head_in, *head, *dep_u, *ddep_u, *ddep, *dhead; /* [n][arc]; head [n + 1][arc], the last the root */
    float *rdep_in, *rdep, *rhead_in, *rhead, *drdep, *drhead;            /* [n][rel], likewise */
    float *pair, *dpair;                                                  /* [n][3·rel] */
    uint8_t *dep_mask, *head_mask;
    float *arcs, *darcs; /* [m][m + 1] of the longest sentence */
    float *scratch;      /* the largest matrix, transposed */
    uint32_t *tags, *scripts, *entities;
};

#endif
