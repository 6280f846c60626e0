/* Scores of a model on a treebank with gold tokens, by the decoders that the program uses. */
#ifndef TRAIN_SCORE_H
#define TRAIN_SCORE_H

#include "core/buf.h"
#include "lib/treebank.h"
#include "text/model.h"

typedef struct bank_score {
    uint32_t words;
    double upos, feats, lemma, uas, las; /* per cent; feats: those that ud.h knows; las: without relation subtypes */
    double words_per_second;             /* 0 where it was not measured */
} bank_score;

/* `detail`, if not NULL, gets a line for each wrong word: form, gold and found analysis. */
dp_status score_bank(const model *m, const treebank *b, uint32_t repeats, bank_score *out, buf *detail, dp_error *err);

#endif
