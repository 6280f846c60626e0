/* The command line that the trainers of small models (hashed_trainer.h) share. */
#ifndef TRAIN_HASHED_COMMAND_H
#define TRAIN_HASHED_COMMAND_H

#include "lib/hashed_trainer.h"

#define HASHED_FILES_MAX 16

typedef struct hashed_command {
    hashed_options learn;
    const char *pack, *lang, *output, *banks[HASHED_FILES_MAX], *texts[HASHED_FILES_MAX];
    int bank_count, text_count;
} hashed_command;

/* Fills *s, whose `learn` holds the defaults, from --pack, --lang, --train, --output, --weights, --epochs, --decay, --dropout,
 * --quiet, and
 * --prior or --words: `with_words` says which of the two the program has. False where something is missing or wrong. */
bool hashed_command_read(int argc, char **argv, bool with_words, hashed_command *s);

#endif
