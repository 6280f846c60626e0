/* Training data in memory: sentences of words with what their source says of them, as numbers.
 *
 *   CoNLL-U           words, tags, lemmas, trees                  corpus_read_bank
 *   JSON lines        text with entities, cut by our tokeniser    corpus_read_names (corpus_names.c)
 *
 * A word points to its type (a distinct form), which carries the rows of its channels. Each word has three types: as it is
 * written, in capitals, and without its accents: training sees a few sentences in the other two, as old wires write them. */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include "core/arena.h"
#include "core/error.h"
#include "lib/lemma_counts.h"
#include "lib/vocab.h"
#include "text/channels.h"
#include "text/word_flags.h"

#define CORPUS_NONE         UINT32_MAX
#define CORPUS_SENTENCE_MAX 512 /* words: longer sentences are left out */

enum spelling { SPELL_WRITTEN, SPELL_CAPITALS, SPELL_BARE, SPELLINGS };

enum entity_tag { ENTITY_O, ENTITY_CLASSES = 4, ENTITY_TAGS = 1 + 2 * ENTITY_CLASSES };

typedef struct corpus_type {
    const char *form;
    bool capital; /* begins with one */
    uint32_t rows[CHANNELS_MAX][2];
} corpus_type;

typedef struct corpus_word {
    uint32_t type[SPELLINGS];
    uint32_t script[SPELLINGS]; /* CORPUS_NONE: unknown or too rare */
    uint32_t tag, deprel;       /* CORPUS_NONE where the source does not say */
    int32_t head;               /* in the sentence, from 0; -1 the root */
    uint32_t entity;            /* enum entity_tag; CORPUS_NONE where the source does not say */
} corpus_word;

typedef struct corpus_sentence {
    uint32_t first, count;
    uint32_t bank;    /* number of its source */
    uint32_t classes; /* entity classes that its source annotates: bit per class */
    float weight;
    bool tree;   /* has tags, lemmas and a tree */
    bool silver; /* given by networks (silver.h) */
} corpus_sentence;

/* What words are told by: shared by training and scoring, filled by reading, then cut by corpus_close. */
typedef struct corpus {
    arena *a;
    const fold_table *fold;
    word_flags known; /* for the channel of flags; empty after corpus_init */
    channel_set channels;
    vocab types, tags, scripts, deprels, banks;
    lemma_counts lemmas;
    const uint64_t *lemma_slots; /* for the channel of the lexicon; after corpus_list_lemmas */
    uint32_t lemma_slot_count;
    vocab name_sources;            /* of texts with entities, counted by text */
    vec_of(corpus_type) type_rows; /* [types] */
    vec_of(corpus_word) words;
    vec_of(corpus_sentence) sentences;
} corpus;

void corpus_init(corpus *c, arena *a, const fold_table *fold, const channel_set *channels);

/* `learn`: tags, scripts and relations that are not known yet are taken in; else they become CORPUS_NONE. */
dp_status corpus_read_bank(corpus *c, const char *path, float weight, bool learn, dp_error *err);

/* Drops scripts seen once and relations' rare subtypes; call once, after all training banks are read. */
dp_status corpus_close(corpus *c, dp_error *err);

/* Makes the table of known lemmas from all that was counted and tells the types what it says of them. */
dp_status corpus_list_lemmas(corpus *c, dp_error *err);

/* The number of a form, its channels made; CORPUS_NONE where memory is out. */
uint32_t corpus_type_of(corpus *c, const char *form);
/* Types and scripts of a word in all three spellings; `lemma` may be NULL. False where memory is out. */
bool corpus_fill_forms(corpus *c, const char *form, const char *lemma, bool learn, corpus_word *w);
/* In capitals and without accents; both are `form` where there is nothing to change. */
bool corpus_spell(const char *form, enum spelling how, char *out, size_t cap);

#endif
