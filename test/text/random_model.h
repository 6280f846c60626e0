/* Model files with random weights, of any size, for tests, fuzzing and benchmarks. */
#ifndef TEST_RANDOM_MODEL_H
#define TEST_RANDOM_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "text/net.h"

/* The smallest network that has everything, and one of the size that is trained. */
extern const net_config random_model_small, random_model_usual;

/* Allocates a file (free it); NULL where memory is out. The same seed gives the same file. */
void *random_model(const net_config *config, uint64_t seed, size_t *size);

/* Makes the checksum right again after something was changed. */
void random_model_seal(void *file, size_t size);

#endif
