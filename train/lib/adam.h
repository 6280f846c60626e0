/* Adam (D. Kingma, J. Ba, 2015) with clipped gradients, rows of the tables only when they are touched, and a running mean of the
 * weights, which is the model that is kept (B. Polyak, A. Juditsky, 1992). */
#ifndef TRAIN_ADAM_H
#define TRAIN_ADAM_H

#include "lib/network.h"

typedef struct adam_table {
    float *m, *v, *mean;
    uint32_t *last; /* [rows] the step that last touched it */
} adam_table;

typedef struct adam {
    float *m, *v, *mean; /* [dense] */
    adam_table tables[CHANNELS_MAX];
    uint32_t step;
} adam;

dp_status adam_make(const network *net, arena *a, adam *out, dp_error *err);

/* One step against the gradients, which are cleared. */
void adam_step(adam *o, network *net, float rate);

/* Puts the means in the place of the weights and the other way round. */
void adam_swap_means(adam *o, network *net);

#endif
