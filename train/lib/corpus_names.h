/* Texts with entities: {"text", "lang", "gold": {"entities": [{"start", "end", "label"}]}, "labels", "also_in"} a line; offsets
 * count code points. Texts are cut into tokens and sentences by our own tokeniser, as they will be when the model is used. */
#ifndef TRAIN_CORPUS_NAMES_H
#define TRAIN_CORPUS_NAMES_H

#include "lib/corpus.h"
#include "text/text.h"

typedef struct names_options {
    const char *lang;
    uint32_t bank; /* of the treebank that the model will read as */
    float weight;
    const char *but_in;   /* leaves out records that "also_in" names this pack; NULL */
    const char *but_from; /* leaves out records whose "source" begins so; NULL */
    uint32_t part, parts; /* with parts > 0: only records number part modulo parts, */
    bool but_part;        /* or all others */
} names_options;

dp_status corpus_read_names(corpus *c, const text_models *models, const char *path, const names_options *o, dp_error *err);

#endif
