/* What the compiler of lang/<l>/events-*.rules holds while it reads one language; its parts are compile_events.c (sections and
 * the tables that are written), compile_event_entry.c (entries and their tests) and compile_event_forms.c (forms of known words).
 */
#ifndef PACK_COMPILE_EVENTS_H
#define PACK_COMPILE_EVENTS_H

#include "pack/ontology.h"

typedef struct event_draft { /* an entry before it is sorted in */
    event_entry e;
    uint64_t key; /* its first word */
    uint32_t order, specific;
    bool below; /* of the pack that a user's rules are laid over: it comes after theirs */
} event_draft;

typedef struct event_suffix {
    const char *form, *verb;
    uint32_t trait;
} event_suffix;

typedef struct event_spelling { /* a word as the rules have it, and without its marks */
    uint64_t key, bare;
} event_spelling;

typedef struct event_compiler {
    pack_builder *b;
    arena *a;
    const ontology *names;
    const fold_table *fold;
    vec_of(event_word) words;
    vec_of(event_draft) drafts;
    vec_of(event_test) tests;
    link_list links;
    vec_of(uint64_t) keys;
    vec_of(event_guard) guards;
    case_table *cases; /* NULL: none */
    vec_of(event_suffix) suffixes;
    vec_of(event_suffix) endings;     /* of nouns */
    vec_of(const char *) verbs;       /* first words of the entries of verbs, and the words of [support] and [traits] */
    vec_of(const char *) nouns;       /* words of classes and of entries of nouns */
    vec_of(event_spelling) spellings; /* of the words that are also met without marks */
    bool marks_may_miss;              /* [spelling] says so */
    bool compounds;                   /* nouns are read by their last part */
    uint32_t *index;                  /* [index_mask + 1] words by key, 0 is free */
    uint32_t index_mask;
    rule_file file;
    uint32_t file_number;
} event_compiler;

/* The key of a word as texts have it, never 0. */
uint64_t event_key(const event_compiler *c, const char *word);

/* The record of a word, made where it is new; NULL when memory is out. It holds until the next word is made. */
event_word *event_word_of(event_compiler *c, uint64_t key);

/* Where marks may be missing, remembers how the word looks without its own; false when memory is out. */
bool event_note_spelling(event_compiler *c, const char *word);

/* Reads "phrases  POS  frame  tests  roles". */
dp_status event_entry_line(event_compiler *c, const rule_line *l, dp_error *err);

/* Once all lines are read: forms of nouns and of verbs by the language's endings. */
dp_status event_add_forms(event_compiler *c, dp_error *err);

/* Last: words that only spell others without their marks stand for them. */
dp_status event_add_spellings(event_compiler *c, dp_error *err);

#endif
