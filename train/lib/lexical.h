/* Words that training text lacks: in a few places of each batch a verb, noun or adjective gives way to another of the same tag,
 * from the paradigms of lang/<code>/morphology.rules and a word list. So the network meets "assiègent" in the place of "prennent"
 * and learns what it is and what its lemma is, though no treebank has it.
 *
 *   tag "VERB|Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin" ─▶ assiègent (assiéger), tiennent (tenir), … */
#ifndef TRAIN_LEXICAL_H
#define TRAIN_LEXICAL_H

#include "lib/corpus.h"

typedef struct lexical_word {
    uint32_t type, script;
    uint32_t capital; /* its type as the first word of a sentence */
} lexical_word;

typedef struct lexical_list {
    vec_of(lexical_word) words;
} lexical_list;

typedef struct lexical {
    lexical_list *by_tag; /* [tags] */
    uint32_t tags, words; /* in all lists together */
} lexical;

typedef struct lexical_sources {
    const char *root, *lang; /* root/lang/<lang>/morphology.rules, where it exists */
    const char *list;        /* form, lemma, part of speech, features, count, set apart by tabs; NULL */
} lexical_sources;

/* After corpus_close. Forms become types of the corpus. */
dp_status lexical_make(corpus *c, const lexical_sources *from, lexical *out, dp_error *err);

#endif
