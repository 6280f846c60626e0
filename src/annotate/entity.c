#include "annotate/entity.h"

#include <stdlib.h>
#include <string.h>

const char *entity_label_name(unsigned label) {
    static const char *const names[] = {"PER", "ORG", "LOC", "MISC"};
    return label < sizeof names / sizeof *names ? names[label] : names[ENTITY_MISC];
}

typedef vec_of(entity) entity_list;

/* A name is what is written with a capital (or in a script that has none: then the words speak for themselves). */
static bool has_capital(const text *x, const mention_at *at) {
    for (uint32_t t = at->first_token; t < at->end_token && t < x->token_count; t++)
        if (x->tokens[t].flags & TOKEN_CAPITAL) return true;
    return false;
}

static bool add_places(const text *x, const mentions *m, arena *a, entity_list *list) {
    for (uint32_t i = 0; i < m->place_count; i++) {
        const place_mention *p = &m->places[i];
        if (p->flags & (PLACE_IN_NAME | PLACE_COREF) || !has_capital(x, &p->at)) continue;
        entity e = {.at = p->at.at, .label = p->flags & PLACE_ADJECTIVE ? ENTITY_MISC : ENTITY_LOC};
        if (!vec_push(a, list, e)) return false;
    }
    return true;
}

/* A state as an actor is its country's name: a place to those who label names. */
static bool is_state(const actor_mention *c) {
    return c->code && strlen(c->code) == 3 && c->sector_count == 0;
}

static bool add_actors(const text *x, const mentions *m, arena *a, entity_list *list) {
    for (uint32_t i = 0; i < m->actor_count; i++) {
        const actor_mention *c = &m->actors[i];
        if (c->coref != i || !has_capital(x, &c->at)) continue;
        entity e = {.at = c->at.at};
        if (c->kind == ACTOR_PERSON)
            e.label = ENTITY_PER;
        else if (c->kind == ACTOR_KNOWN)
            e.label = is_state(c) ? ENTITY_LOC : ENTITY_ORG;
        else
            continue;
        if (!vec_push(a, list, e)) return false;
    }
    return true;
}

/* Runs of proper nouns; those that a mention covers are dropped when overlaps are. */
static bool add_proper_nouns(const text *x, arena *a, entity_list *list) {
    for (uint32_t t = 0; t < x->token_count;) {
        const token *first = &x->tokens[t];
        if (first->upos != UPOS_PROPN || !(first->flags & TOKEN_CAPITAL)) {
            t++;
            continue;
        }
        entity e = {.at = {first->start, first->end}, .label = ENTITY_MISC};
        for (t++; t < x->token_count && x->tokens[t].upos == UPOS_PROPN && x->tokens[t].sentence == first->sentence; t++)
            e.at.end = x->tokens[t].end;
        if (!vec_push(a, list, e)) return false;
    }
    return true;
}

/* By start; of those that begin together the one that should stay comes first: what is known before what is guessed, the
 * longer before the shorter. */
static int by_place(const void *va, const void *vb) {
    const entity *a = va, *b = vb;
    if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
    bool a_misc = a->label == ENTITY_MISC, b_misc = b->label == ENTITY_MISC;
    if (a_misc != b_misc) return a_misc ? 1 : -1;
    if (a->at.end != b->at.end) return a->at.end > b->at.end ? -1 : 1;
    return (int)a->label - (int)b->label;
}

dp_status entity_find(const text *x, const mentions *m, arena *a, const entity **out, uint32_t *n, dp_error *err) {
    entity_list list = {0};
    if (!add_places(x, m, a, &list) || !add_actors(x, m, a, &list) || !add_proper_nouns(x, a, &list)) return error_nomem(err);
    if (list.n) qsort(list.at, list.n, sizeof *list.at, by_place);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list.n; i++) {
        entity *last = kept ? &list.at[kept - 1] : NULL;
        if (last && span_overlaps(last->at, list.at[i].at)) {
            /* a guess gives way to what is known */
            if (last->label == ENTITY_MISC && list.at[i].label != ENTITY_MISC) *last = list.at[i];
            continue;
        }
        list.at[kept++] = list.at[i];
    }
    *out = list.at;
    *n = kept;
    return DP_OK;
}
