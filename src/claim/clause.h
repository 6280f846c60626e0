/* One sentence's tree with its children at hand, and sets of its tokens. Private to attribution and manner.
 *
 * A set is an array of bytes, one a token of the sentence; indexes outside are those of the text. */
#ifndef DP_CLAIM_CLAUSE_H
#define DP_CLAIM_CLAUSE_H

#include "text/text.h"

#define CLAUSE_TOKENS_MAX 512u

typedef struct clause_view {
    const text *x;
    uint32_t first, n;                   /* tokens of the sentence, at most CLAUSE_TOKENS_MAX */
    uint16_t child[CLAUSE_TOKENS_MAX];   /* 1 + first child, 0 for none */
    uint16_t sibling[CLAUSE_TOKENS_MAX]; /* 1 + next child of the same head, in the order of the text */
} clause_view;

typedef struct token_set {
    uint8_t in[CLAUSE_TOKENS_MAX];
} token_set;

void clause_open(clause_view *v, const text *x, uint32_t sentence);

/* First and next child; TOKEN_NONE. */
static inline uint32_t clause_first_child(const clause_view *v, uint32_t t) {
    uint16_t c = t - v->first < v->n ? v->child[t - v->first] : 0;
    return c ? v->first + c - 1u : TOKEN_NONE;
}
static inline uint32_t clause_next_child(const clause_view *v, uint32_t t) {
    uint16_t c = v->sibling[t - v->first];
    return c ? v->first + c - 1u : TOKEN_NONE;
}
#define CLAUSE_EACH_CHILD(v, t, k) for (uint32_t k = clause_first_child(v, t); k != TOKEN_NONE; k = clause_next_child(v, k))

/* First child by a relation; TOKEN_NONE. */
uint32_t clause_child(const clause_view *v, uint32_t t, unsigned deprel);
uint32_t clause_subject(const clause_view *v, uint32_t t); /* nsubj, nsubj:pass or csubj */
/* "Le maire a au contraire assuré": the finite auxiliary that a phrase parts from its participle, where the tree hung the
 * participle on that phrase. TOKEN_NONE. */
uint32_t clause_parted_auxiliary(const clause_view *v, uint32_t verb);

/* Adds the subtree of t to the set, or takes it out. */
void clause_mark(const clause_view *v, uint32_t t, token_set *set, bool value);
/* The nearest token at or above t that heads a clause: a verb, or what stands for one. */
uint32_t clause_root(const clause_view *v, uint32_t t);
bool clause_is_verb(const clause_view *v, uint32_t t);
bool clause_holds_verb(const clause_view *v, uint32_t first, uint32_t end); /* one among tokens [first, end) */

/* The words of a noun phrase around `head`, without `without`'s subtree and marks at its ends. */
void clause_phrase(const clause_view *v, uint32_t head, uint32_t without, uint32_t *first, uint32_t *end);

#endif
