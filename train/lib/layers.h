/* The network's layers over a batch of sentences, forwards and backwards.
 *
 * A batch is one matrix with a row for each word, sentences one after the other; `starts` [sentences + 1] tells where each
 * begins. Each function names what it reads and writes with its shape; gradients are added to what stands there (+=) for
 * parameters and written anew (=) for inputs. All formulas are those of docs/linguistic-core.md. */
#ifndef TRAIN_LAYERS_H
#define TRAIN_LAYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* y [n][out] = x [n][in] · w [in][out] + b [out] */
void linear_forward(size_t n, size_t in, size_t out, const float *x, const float *w, const float *b, float *y);
/* dw += xᵀ·dy, db += Σ dy, dx = dy·wᵀ (with `add`: +=; NULL: not wanted); scratch [in·out] */
void linear_backward(size_t n, size_t in, size_t out, const float *x, const float *w, const float *dy, float *dw, float *db,
                     float *dx, bool add, float *scratch);

/* z [n][w] = largest of the three pieces of u [n][3w]; which [n][w] says which */
void maxout_forward(size_t n, size_t w, const float *u, float *z, uint8_t *which);
void maxout_backward(size_t n, size_t w, const float *dz, const uint8_t *which, float *du);

/* y = gain·(z − mean)/√(variance + ε) + shift for each row; hat [n][w] and inverse [n] are kept for the way back */
void norm_forward(size_t n, size_t w, const float *z, const float *gain, const float *shift, float *y, float *hat,
                  float *inverse);
void norm_backward(size_t n, size_t w, const float *dy, const float *gain, const float *hat, const float *inverse, float *dgain,
                   float *dshift, float *dz);

/* cat [n][3w]: the word before, the word, the word after; zeros beyond the sentence */
void window_forward(const uint32_t *starts, size_t sentences, size_t w, const float *x, float *cat);
void window_backward(const uint32_t *starts, size_t sentences, size_t w, const float *dcat, float *dx); /* dx += */

/* The gated scan: u [n][6h] → y [n][2h]; state [n][2h] is kept for the way back. */
void scan_forward(const uint32_t *starts, size_t sentences, size_t h, const float *u, float *state, float *y);
void scan_backward(const uint32_t *starts, size_t sentences, size_t h, const float *u, const float *state, const float *dy,
                   float *du);

void leaky_forward(size_t n, const float *v, float *y);
void leaky_backward(size_t n, const float *v, float *dy); /* in place */

/* Cross entropy of one row of scores against `gold`, over the entries where `barred` is not set (NULL: all). Gives the loss; dy
 * = (softmax − gold)·scale. */
float cross_entropy(size_t n, const float *y, uint32_t gold, const uint8_t *barred, float scale, float *dy);

/* Inverted dropout with probability p: mask [n] holds 0 or 1, x is changed in place; p = 0 changes nothing. */
void dropout_forward(size_t n, float p, uint64_t *seed, float *x, uint8_t *mask);
void dropout_backward(size_t n, float p, const uint8_t *mask, float *dx);

#endif
