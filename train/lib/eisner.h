/* The best projective tree with one root (J. Eisner, "Three New Probabilistic Models for Dependency Parsing", 1996), in float:
 * for scoring while training. The engine has its own, in integers. */
#ifndef TRAIN_EISNER_H
#define TRAIN_EISNER_H

#include <stddef.h>
#include <stdint.h>

/* arcs [m][m + 1], column 0 the root, column h + 1 the word h; heads [m], -1 the root. `table` has EISNER_FLOATS(m) floats,
 * `back` as many bytes times two. */
#define EISNER_CELLS(m) (4 * ((m) + 1) * ((m) + 1))
void eisner(size_t m, const float *arcs, float *table, uint16_t *back, int32_t *heads);

#endif
