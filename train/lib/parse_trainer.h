/* Training the parser and its labels, with a dynamic oracle and exploration (Goldberg and Nivre 2013): the parser follows its
 * own mistakes in training, and is told at each point which moves lose the fewest of the arcs that can still be had. */
#ifndef TRAIN_PARSE_TRAINER_H
#define TRAIN_PARSE_TRAINER_H

#include "core/buf.h"
#include "lib/treebank.h"

typedef struct parse_setup {
    const treebank *bank;
    const token *tagged; /* [bank->tokens.n] as a tagger that never saw the sentence tagged them */
    uint32_t epochs, min_count;
    uint32_t move_slots, label_slots;
    bool verbose;
} parse_setup;

/* Sections of a model. */
typedef struct parse_sections {
    buf moves, labels, fixed_moves, fixed_labels;
} parse_sections;

dp_status parse_train(const parse_setup *setup, parse_sections *out, dp_error *err);

#endif
