/* A user's own texts, without any analysis: the files of a folder, .txt as one text each, .jsonl with a "text" a line, in the
 * order of their names. Their sentences carry nothing until silver.h gives them trees. */
#ifndef TRAIN_CORPUS_RAW_H
#define TRAIN_CORPUS_RAW_H

#include "lib/corpus.h"
#include "text/text.h"

typedef struct raw_options {
    const char *lang;
    uint32_t bank;       /* of the treebank that the model will read as */
    uint32_t words_most; /* reading stops there */
} raw_options;

dp_status corpus_read_raw(corpus *c, const text_models *models, const char *folder, const raw_options *o, dp_error *err);

#endif
