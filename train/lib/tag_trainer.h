/* Training the tagger. A word's lexicon entry, as the trainer sees it, comes from the other folds: so the words of the training
 * bank are as known or unknown as those of a new text. */
#ifndef TRAIN_TAG_TRAINER_H
#define TRAIN_TAG_TRAINER_H

#include "lib/inventory.h"
#include "lib/learner.h"
#include "lib/treebank.h"

typedef struct tag_setup {
    const treebank *bank;
    const tag_class *classes;
    uint32_t class_count;
    const model *by_fold; /* [TREEBANK_FOLDS] each with the word tables made without that fold */
    uint32_t epochs, min_count, slots;
    bool verbose;
} tag_setup;

/* Learns from all sentences but those of `but_fold` (TREEBANK_FOLDS: all). Gives a section's bytes. */
dp_status tag_train(const tag_setup *setup, uint32_t but_fold, buf *out, dp_error *err);

#endif
