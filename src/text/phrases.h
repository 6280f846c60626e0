/* The phrases of a sentence in a language that writes noun, genitive, adjective in that order. Private to order.c. */
#ifndef DP_TEXT_PHRASES_H
#define DP_TEXT_PHRASES_H

#include "text/forms.h"

enum { ORDER_TOKENS_MAX = 512, NO_TOKEN = 0xFFFF };

enum word_kind {
    WORD_IS_OTHER,
    WORD_IS_VERB,
    WORD_IS_NOUN,
    WORD_IS_NUMBER,
    WORD_IS_ADJECTIVE,
    WORD_IS_DETERMINER,
    WORD_IS_PRONOUN,
    WORD_IS_PREPOSITION,
    WORD_IS_THAT,
    WORD_IS_CLAUSE,
    WORD_IS_RELATIVE,
    WORD_IS_JOINER,
    WORD_IS_PARTICLE,
    WORD_IS_ADVERB,
    WORD_IS_AUXILIARY,
    WORD_IS_MARK
};

/* A noun phrase, with the prepositions before it. All indexes count from the sentence's first token. */
typedef struct phrase {
    uint16_t first, end; /* with the prepositions */
    uint16_t head, last; /* the noun; the last noun of its genitives */
    uint16_t prep;       /* NO_TOKEN: a bare phrase */
    uint16_t joined;     /* the phrase it is joined to by "and", else NO_TOKEN */
    bool definite, taken;
} phrase;

typedef struct phrase_view {
    token *tokens; /* of the sentence */
    uint32_t base; /* index of the first of them in the text */
    unsigned n;
    const form_list *list;
    const name *names;
    uint32_t name_count;
    uint32_t flags[ORDER_TOKENS_MAX];
    uint8_t kind[ORDER_TOKENS_MAX];
    uint16_t phrase_of[ORDER_TOKENS_MAX];     /* the phrase that begins there, or NO_TOKEN */
    uint16_t phrase_to[ORDER_TOKENS_MAX + 1]; /* the phrase that ends there, or NO_TOKEN */
    phrase phrases[ORDER_TOKENS_MAX];
    unsigned phrase_count;
} phrase_view;

/* Finds kinds and phrases, and hangs what stands inside them. */
void phrases_find(phrase_view *v);
/* Hangs token k on `head` unless that would be itself. */
void phrases_hang(phrase_view *v, unsigned k, unsigned head, unsigned deprel);
bool phrases_is_mark(const phrase_view *v, unsigned k, const char *marks); /* one of the characters of `marks` */
bool phrases_is_reflexive(const phrase_view *v, unsigned k);               /* "himself", "all of it": with its pronoun */
/* Behind the bracket that opens at k; k where none does or it does not close. */
unsigned phrases_behind_bracket(const phrase_view *v, unsigned k);

#endif
