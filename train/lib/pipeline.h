/* Training one language: word tables, tagger, parser, model file.
 *
 *   treebank ─┬─▶ word tables without fold k ─▶ tagger without fold k ─▶ tags of fold k ─┐   (k = 0…4)
 *             ├─▶ word tables, tagger of all folds                                       ▼
 *             └─────────────────────────────────────────────────────────────────▶ parser on those tags
 */
#ifndef TRAIN_PIPELINE_H
#define TRAIN_PIPELINE_H

#include "core/buf.h"
#include "lib/treebank.h"

typedef struct pipeline_options {
    const char *root; /* source tree, for lang/<lang>/morphology.rules */
    const char *lang;
    const char *word_list; /* form, lemma, UPOS, features, count; NULL for none */
    uint32_t epochs;       /* of tagger and parser */
    bool verbose;
} pipeline_options;

dp_status pipeline_train(const treebank *b, const pipeline_options *o, buf *out, dp_error *err);

#endif
