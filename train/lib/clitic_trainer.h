/* Learns which clitics are written onto a word: all ways of text/fused.h to cut it, answered by the treebank's multiword tokens.
 */
#ifndef TRAIN_CLITIC_TRAINER_H
#define TRAIN_CLITIC_TRAINER_H

#include "lib/hashed_trainer.h"
#include "lib/raw_text.h"
#include "text/tokenise.h"

/* Counts the words of texts (JSON Lines) into `counts[size]`, as hashed.h says; size is a power of two. */
dp_status clitic_count_words(const token_rules *r, const char *path, uint32_t *counts, uint32_t size, dp_error *err);

/* Adds all ways to cut the words of all documents. */
dp_status clitic_examples(const token_rules *r, const hashed_weights *counts, const raw_bank *bank, hashed_examples *out,
                          dp_error *err);

#endif
