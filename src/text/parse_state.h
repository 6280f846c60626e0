/* The parser's configuration, its moves and what the classifiers look at. Shared with the trainer, so that both see the same.
 *
 * Words are numbered from 0 within the sentence; word n is an edge that stands for whatever is not there.
 * An arc gets its label in the moment it is made: the dependent then has all its own children, and the children's labels
 * are there for later decisions to see. */
#ifndef DP_TEXT_PARSE_STATE_H
#define DP_TEXT_PARSE_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "text/parser.h"

enum parse_move { MOVE_SHIFT, MOVE_LEFT, MOVE_RIGHT, MOVE_COUNT };

#define PARSE_KEYS_MAX 72
#define LABEL_KEYS_MAX 40

typedef struct parse_word {
    uint32_t lemma;
    uint32_t form;
    uint16_t tag; /* part of speech, verb form, tense and mood */
    uint8_t upos;
    uint8_t agree; /* number and gender */
} parse_word;

typedef struct parse_node {
    uint16_t head;          /* the edge: none yet */
    uint16_t left, left2;   /* outermost child on the left, and the one inside it; the edge */
    uint16_t right, right2; /* likewise on the right */
    uint16_t function;      /* first child on the left that is a preposition or conjunction; the edge */
    uint8_t lefts, rights;  /* children on a side, at most 7 */
    uint8_t label;
    uint64_t labels; /* of the children, as bits */
} parse_node;

typedef struct parse_state {
    uint32_t n, next, depth; /* words; b0; stack height */
    uint16_t stack[PARSER_TOKENS_MAX + 1];
    parse_word words[PARSER_TOKENS_MAX + 3]; /* [n + 3], the last three are edges */
    parse_node nodes[PARSER_TOKENS_MAX + 3];
    uint16_t before[PARSER_TOKENS_MAX + 3][4]; /* verbs, commas and the like, conjunctions, nouns before a word */
} parse_state;

/* Sets the state up for n tokens, at most PARSER_TOKENS_MAX. */
void parse_begin(parse_state *s, const token *tokens, uint32_t n);

static inline bool parse_done(const parse_state *s) {
    return s->next == s->n && s->depth == 1;
}
static inline bool parse_can(const parse_state *s, enum parse_move m) {
    switch (m) {
    case MOVE_SHIFT:
        return s->next < s->n;
    case MOVE_LEFT:
        return s->depth > 0 && s->next < s->n;
    default:
        return s->depth > 1;
    }
}
/* The dependent and the head of the arc that LEFT or RIGHT would make. */
static inline void parse_arc(const parse_state *s, enum parse_move m, uint32_t *dependent, uint32_t *head) {
    *dependent = s->stack[s->depth - 1];
    *head = m == MOVE_LEFT ? s->next : s->stack[s->depth - 2];
}
void parse_shift(parse_state *s);
void parse_attach(parse_state *s, enum parse_move m, uint8_t label); /* LEFT or RIGHT */

/* Many decisions are always the same: a determiner before a noun waits for no statistics. A context is all that such a
 * decision needs to see; the model's tables of fixed moves and labels have a byte for each, PARSE_OPEN where the classifiers
 * decide. */
#define PARSE_NO_UPOS        17u /* where no word is */
#define PARSE_UPOS           18u
#define PARSE_MOVE_CONTEXTS  (PARSE_UPOS * PARSE_UPOS * PARSE_UPOS * PARSE_UPOS)
#define PARSE_LABEL_CONTEXTS (2 * PARSE_UPOS * PARSE_UPOS)
#define PARSE_OPEN           0xFFu
uint32_t parse_move_context(const parse_state *s);
uint32_t parse_label_context(const parse_state *s, uint32_t dependent, uint32_t head);

/* Feature keys of the next move, and of the label of an arc that is about to be made. */
uint32_t parse_move_keys(const parse_state *s, uint64_t keys[PARSE_KEYS_MAX]);
uint32_t parse_label_keys(const parse_state *s, uint32_t dependent, uint32_t head, uint64_t keys[LABEL_KEYS_MAX]);

#endif
