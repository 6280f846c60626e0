/* The word inventory in training: counted readings of forms, and the tables of lexicon.h and lemma.h made from them. */
#ifndef TRAIN_INVENTORY_H
#define TRAIN_INVENTORY_H

#include "core/buf.h"
#include "lib/treebank.h"
#include "text/model.h"

typedef struct counted_reading {
    uint64_t hash;    /* of the folded form */
    const char *form; /* as first seen */
    const char *lemma;
    uint32_t feats;
    uint32_t count; /* 0: made by a rule */
    uint8_t upos;
    bool figure; /* holds digits: it serves guessing only */
    bool listed; /* of a word list only */
    bool dropped;
} counted_reading;

typedef struct inventory {
    arena *a;
    const fold_table *fold;
    vec_of(counted_reading) readings; /* unsorted, with repetitions */
} inventory;

/* False where memory is out. What is overlong is passed over. */
bool inventory_add(inventory *v, const char *form, const char *lemma, unsigned upos, uint32_t feats, uint32_t count);
/* The words of a bank but those of one fold (TREEBANK_FOLDS: of none). */
bool inventory_add_bank(inventory *v, const treebank *b, uint32_t but_fold);
/* Lines "form lemma UPOS feats count" set apart by tabs; forms are divided by `divide`. */
dp_status inventory_add_list(inventory *v, const char *path, uint32_t divide, dp_error *err);

typedef struct word_tables {
    buf slots, bare, sets, readings, feats, strings, scripts, guess;
    uint32_t forms, scripts_n;
} word_tables;

/* Makes the tables; sorts and merges v->readings. */
dp_status inventory_build(inventory *v, const tag_class *classes, uint32_t class_count, word_tables *out, dp_error *err);
void word_tables_free(word_tables *t);
/* The tables as the decoders see them. */
void word_tables_view(const word_tables *t, model *m);

/* The classes of a bank: parts of speech, verbs by what sets their forms apart; at most MODEL_CLASSES_MAX - 1. */
uint32_t inventory_classes(const treebank *b, tag_class out[MODEL_CLASSES_MAX]);
uint32_t class_of(const tag_class *classes, uint32_t n, unsigned upos, uint32_t feats);

#endif
