/* Products of float matrices for training: any layout of the left side. Large ones go to the matrix unit where the machine has
 * one (matmul_amx.h), all others to one vector kernel.
 *
 *   c[i][j] (+)= Σ_k a[i·a_row + k·a_col] · b[k·b_row + j]          i < m, j < n, k < depth
 *
 * a_row = 1, a_col = width reads the left side transposed. The order of sums is fixed. */
#ifndef TRAIN_MATMUL_H
#define TRAIN_MATMUL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct matmul_side {
    const float *at;
    size_t row, col; /* floats from one row, one column to the next */
} matmul_side;

void matmul(size_t m, size_t n, size_t depth, matmul_side a, const float *b, size_t b_row, float *c, size_t c_row, bool add);

/* out[j][i] = in[i][j]; in has `rows` rows of `cols`. */
void transpose(const float *in, size_t rows, size_t cols, float *out);

#endif
