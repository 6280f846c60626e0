/* Counting which lemmas a form has as which part of speech, for the engine's table (text/lemma_table.h). */
#ifndef TRAIN_LEMMA_COUNTS_H
#define TRAIN_LEMMA_COUNTS_H

#include "core/buf.h"
#include "core/fold.h"
#include "lib/vocab.h"

typedef struct lemma_counts {
    const fold_table *fold;
    vec_of(uint32_t) uses; /* [pairs] enum lemma_use */
    vocab pairs;           /* "U form script", counted: U the part of speech as a letter, the form in lower case */
} lemma_counts;

void lemma_counts_init(lemma_counts *c, arena *a, const fold_table *fold);

/* Once more; `listed`: from a list or a paradigm, which yields to what treebanks say. Only verbs, auxiliaries, nouns and
 * adjectives count. False where memory is out. */
bool lemma_counts_add(lemma_counts *c, const char *form, const char *lemma, unsigned upos, uint64_t feats, bool listed);

/* The sections "lemmas" and "lemma.scripts". */
dp_status lemma_counts_write(const lemma_counts *c, buf *slots, buf *scripts, dp_error *err);

#endif
