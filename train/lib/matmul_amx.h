/* Products on the matrix unit of newer x86-64 processors (AMX): inputs rounded to bfloat16, sums in float. Several times faster
 * than the vector kernel; what is learned is not the same to the bit. */
#ifndef TRAIN_MATMUL_AMX_H
#define TRAIN_MATMUL_AMX_H

#include "lib/matmul.h"

/* Is there such a unit, and does the system let this process use it? Asked once a product, cheap. */
bool matmul_amx_ready(void);

/* As matmul; only where matmul_amx_ready. */
void matmul_amx(size_t m, size_t n, size_t depth, matmul_side a, const float *b, size_t b_row, float *c, size_t c_row, bool add);

#endif
