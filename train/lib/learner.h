/* A linear classifier in training: the averaged perceptron over features that are known by 64-bit keys.
 *
 * Rows come into being when they are first corrected, and only for features that were counted often enough before.
 * Averaging follows H. Daumé: beside each weight the sum of its corrections times the step they were made at. */
#ifndef TRAIN_LEARNER_H
#define TRAIN_LEARNER_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/error.h"

typedef struct learner learner;

dp_status learner_new(uint32_t lanes, uint32_t min_count, learner **out, dp_error *err);
void learner_free(learner *l);

void learner_count(learner *l, const uint64_t *keys, uint32_t n);
/* sums[lanes] = the sum of the keys' rows. */
void learner_score(const learner *l, const uint64_t *keys, uint32_t n, float *sums);
void learner_correct(learner *l, const uint64_t *keys, uint32_t n, uint32_t right, uint32_t wrong);
void learner_step(learner *l); /* one decision was made */
bool learner_failed(const learner *l);

/* From here on learner_score uses the averages, and nothing can be corrected. */
void learner_finish(learner *l);

/* The bytes of a section as linear.h has it: `slots` (a power of two, at least 16) rows of row_bytes. Where places are short the
 * rows that matter least are left out; *kept and *dropped count them. */
dp_status learner_export(const learner *l, uint32_t row_bytes, uint32_t slots, buf *out, uint32_t *kept, uint32_t *dropped,
                         dp_error *err);

#endif
