/* Edit scripts: how a lemma is made of a form (docs/linguistic-core.md has their spelling). */
#ifndef TRAIN_SCRIPT_H
#define TRAIN_SCRIPT_H

#include "core/fold.h"

#define SCRIPT_MAX 256

/* Writes the script that turns form into lemma, around their longest common stretch; false where it would be too long. */
bool script_make(const fold_table *fold, const char *form, const char *lemma, char out[SCRIPT_MAX]);

#endif
