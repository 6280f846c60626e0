/* A finished model on given words: CoNLL-U in, the same with the model's analysis out, as the engine computes it in integers. For
 * scores on gold tokens. */
#ifndef TRAIN_APPLY_H
#define TRAIN_APPLY_H

#include <stdio.h>

#include "core/error.h"
#include "core/pack.h"

dp_status apply_model(const pack *p, const char *model_path, const char *bank_path, FILE *out, dp_error *err);

#endif
