/* Learns where sentences begin: the points of text/boundary.h in raw documents, answered by the treebank. */
#ifndef TRAIN_BOUNDARY_TRAINER_H
#define TRAIN_BOUNDARY_TRAINER_H

#include "lib/hashed_trainer.h"
#include "lib/raw_text.h"
#include "text/tokenise.h"

/* Adds the points of all documents. */
dp_status boundary_examples(const token_rules *r, const raw_bank *bank, hashed_examples *out, dp_error *err);

#endif
