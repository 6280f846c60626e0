/* Children lists and subtrees, safe on any heads. */
#include "claim/clause.h"

#include <string.h>

void clause_open(clause_view *v, const text *x, uint32_t sentence_index) {
    const sentence *s = &x->sentences[sentence_index];
    v->x = x;
    v->first = s->first_token;
    v->n = s->end_token - s->first_token < CLAUSE_TOKENS_MAX ? s->end_token - s->first_token : CLAUSE_TOKENS_MAX;
    memset(v->child, 0, v->n * sizeof *v->child);
    for (uint32_t k = v->n; k-- > 0;) {
        uint32_t head = x->tokens[v->first + k].head - v->first;
        if (head >= v->n) continue; /* a root, or out of the sentence */
        v->sibling[k] = v->child[head];
        v->child[head] = (uint16_t)(k + 1);
    }
    for (uint32_t k = 0; k < v->n; k++)
        if (x->tokens[v->first + k].head - v->first >= v->n) v->sibling[k] = 0;
}

uint32_t clause_child(const clause_view *v, uint32_t t, unsigned deprel) {
    CLAUSE_EACH_CHILD(v, t, k) if (v->x->tokens[k].deprel == deprel) return k;
    return TOKEN_NONE;
}

uint32_t clause_subject(const clause_view *v, uint32_t t) {
    CLAUSE_EACH_CHILD(v, t, k) {
        unsigned d = v->x->tokens[k].deprel;
        if (d == DEP_NSUBJ || d == DEP_NSUBJ_PASS || d == DEP_CSUBJ) return k;
    }
    return TOKEN_NONE;
}

void clause_mark(const clause_view *v, uint32_t t, token_set *set, bool value) {
    uint16_t stack[CLAUSE_TOKENS_MAX];
    uint8_t seen[CLAUSE_TOKENS_MAX] = {0};
    uint32_t depth = 0;
    if (t - v->first >= v->n) return;
    stack[depth++] = (uint16_t)(t - v->first);
    seen[t - v->first] = 1;
    while (depth > 0) {
        uint32_t k = stack[--depth];
        set->in[k] = value;
        for (uint16_t c = v->child[k]; c; c = v->sibling[c - 1])
            if (!seen[c - 1]) {
                seen[c - 1] = 1;
                stack[depth++] = (uint16_t)(c - 1);
            }
    }
}

bool clause_is_verb(const clause_view *v, uint32_t t) {
    return v->x->tokens[t].upos == UPOS_VERB || v->x->tokens[t].upos == UPOS_AUX;
}

bool clause_holds_verb(const clause_view *v, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++)
        if (clause_is_verb(v, t)) return true;
    return false;
}

static bool heads_clause(const clause_view *v, uint32_t t) {
    if (clause_is_verb(v, t)) return true;
    switch (v->x->tokens[t].deprel) {
    case DEP_ROOT:
    case DEP_CCOMP:
    case DEP_ADVCL:
    case DEP_ACL_RELCL:
    case DEP_PARATAXIS:
    case DEP_CSUBJ:
        return true;
    default:
        return clause_child(v, t, DEP_COP) != TOKEN_NONE || clause_subject(v, t) != TOKEN_NONE;
    }
}

uint32_t clause_root(const clause_view *v, uint32_t t) {
    for (uint32_t steps = 0; steps < v->n; steps++) {
        if (heads_clause(v, t)) return t;
        uint32_t head = v->x->tokens[t].head;
        if (head - v->first >= v->n) return t;
        t = head;
    }
    return t;
}

void clause_phrase(const clause_view *v, uint32_t head, uint32_t without, uint32_t *first, uint32_t *end) {
    token_set set;
    memset(set.in, 0, v->n);
    clause_mark(v, head, &set, true);
    bool below = without != TOKEN_NONE && without != head && without - v->first < v->n && set.in[without - v->first];
    if (below) clause_mark(v, without, &set, false);
    CLAUSE_EACH_CHILD(v, head, k) {
        unsigned d = v->x->tokens[k].deprel;
        if (d == DEP_CASE || d == DEP_CC || d == DEP_MARK) clause_mark(v, k, &set, false);
    }
    set.in[head - v->first] = 1;
    uint32_t a = head - v->first, b = a + 1;
    while (a > 0 && set.in[a - 1]) a--;
    while (b < v->n && set.in[b]) b++;
    while (a + 1 < b && v->x->tokens[v->first + a].upos == UPOS_PUNCT && v->first + a < head) a++;
    while (b > a + 1 && v->x->tokens[v->first + b - 1].upos == UPOS_PUNCT && v->first + b - 1 > head) b--;
    *first = v->first + a;
    *end = v->first + b;
}

#define PARTED_MAX 5u

uint32_t clause_parted_auxiliary(const clause_view *v, uint32_t verb) {
    const text *x = v->x;
    const uint32_t noun = x->tokens[verb].head;
    if (FEAT_GET(x->tokens[verb].feats, VERBFORM) != VERBFORM_PART || noun - v->first >= v->n) return TOKEN_NONE;
    const uint32_t aux = x->tokens[noun].head;
    if (x->tokens[noun].deprel != DEP_OBL || noun > verb || aux - v->first >= v->n || aux > noun) return TOKEN_NONE;
    const bool near = verb - aux <= PARTED_MAX && x->tokens[aux].upos == UPOS_AUX;
    return near && FEAT_GET(x->tokens[aux].feats, VERBFORM) == VERBFORM_FIN ? aux : TOKEN_NONE;
}
