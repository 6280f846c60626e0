/* A sentence's clauses while their trees are made. Private to order.c and order_before.c. */
#ifndef DP_TEXT_ORDER_CLAUSE_H
#define DP_TEXT_ORDER_CLAUSE_H

#include "text/phrases.h"

enum { BARE_MAX = 5 };

/* What stands around one verb. */
typedef struct clause {
    uint16_t verb;
    uint16_t bare[BARE_MAX]; /* bare phrases behind it */
    unsigned bare_count;
    uint16_t end;      /* where its arguments end */
    uint16_t that;     /* "that" behind it */
    uint16_t subject;  /* a phrase before it */
    uint16_t mark;     /* the conjunction that opens it */
    uint16_t relative; /* the relative pronoun that opens it */
    uint16_t joiner;   /* "and" before it */
    uint16_t noun;     /* that it modifies without a pronoun */
    bool asyndetic;
    bool object;  /* it has one */
    bool converb; /* it tells how the verb of another clause is done */
} clause;

typedef struct order {
    phrase_view v;
    clause clauses[ORDER_TOKENS_MAX / 2];
    unsigned n;
    uint16_t clause_of[ORDER_TOKENS_MAX]; /* of a verb */
} order;

static inline uint8_t order_kind(const order *o, unsigned k) {
    return k < o->v.n ? o->v.kind[k] : WORD_IS_MARK;
}

static inline bool order_is_light(uint8_t k) {
    return k == WORD_IS_PARTICLE || k == WORD_IS_ADVERB || k == WORD_IS_AUXILIARY;
}

/* What stands before the verb of the clause: its subject, what opens it, or the noun that it modifies. */
void order_look_before(order *o, clause *c);

#endif
