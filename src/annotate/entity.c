#include "annotate/entity.h"

#include <stdlib.h>
#include <string.h>

const char *entity_label_name(unsigned label) {
    static const char *const names[] = {"PER", "ORG", "LOC", "MISC"};
    return label < sizeof names / sizeof *names ? names[label] : names[ENTITY_MISC];
}

/* How much is behind a candidate: the shape of its words alone, a network in doubt, what the gazetteers know, a sure network. */
enum rank { RANK_GUESS, RANK_WEAK, RANK_KNOWN, RANK_SURE };
#define WEAK 2.0f /* logits */

typedef struct candidate {
    entity e;
    uint8_t rank; /* enum rank */
} candidate;
typedef vec_of(candidate) candidate_list;

/* A name is what is written with a capital; in a script that has none, whatever was taken for a name. */
static bool has_capital(const text *x, const mention_at *at) {
    if (x->no_capitals) return true;
    for (uint32_t t = at->first_token; t < at->end_token && t < x->token_count; t++)
        if (x->tokens[t].flags & TOKEN_CAPITAL) return true;
    return false;
}

/* Without capitals the network is sure of parts of a name: "رام" and "الله", a person. Places are asked for in their order. */
static bool is_misread(const text *x, const mention_at *at, uint32_t *next) {
    while (*next < x->name_count && x->names[*next].end_token <= at->first_token) (*next)++;
    for (uint32_t i = *next; i < x->name_count && x->names[i].first_token < at->end_token; i++)
        if (x->names[i].label != NAME_LOC && x->names[i].end_token <= at->end_token && at->end_token - at->first_token > 1)
            return true;
    return false;
}

static bool add_places(const text *x, const mentions *m, arena *a, candidate_list *list) {
    uint32_t next = 0;
    for (uint32_t i = 0; i < m->place_count; i++) {
        const place_mention *p = &m->places[i];
        if (p->flags & (PLACE_IN_NAME | PLACE_COREF) || !has_capital(x, &p->at)) continue;
        candidate c = {.e = {.at = p->at.at, .label = p->flags & PLACE_ADJECTIVE ? ENTITY_MISC : ENTITY_LOC}, .rank = RANK_KNOWN};
        if (x->no_capitals && p->gazetteer && is_misread(x, &p->at, &next)) c.rank = RANK_SURE;
        if (!vec_push(a, list, c)) return false;
    }
    return true;
}

/* A state as an actor is its country's name: a place to those who label names. */
static bool is_state(const actor_mention *c) {
    return c->code && strlen(c->code) == 3 && c->sector_count == 0;
}

static bool add_actors(const text *x, const mentions *m, arena *a, candidate_list *list) {
    for (uint32_t i = 0; i < m->actor_count; i++) {
        const actor_mention *c = &m->actors[i];
        if (c->coref != i || !has_capital(x, &c->at)) continue;
        candidate found = {.e = {.at = c->at.at}, .rank = RANK_KNOWN};
        if (c->kind == ACTOR_PERSON)
            found.e.label = ENTITY_PER;
        else if (c->kind == ACTOR_KNOWN)
            found.e.label = is_state(c) ? ENTITY_LOC : ENTITY_ORG;
        else
            continue;
        if (!vec_push(a, list, found)) return false;
    }
    return true;
}

/* What a run of proper nouns is when nothing else is known: two capitalised words are most often a person's name, letters in
 * upper case only are most often an organisation's. */
static uint8_t guess_label(const text *x, uint32_t first, uint32_t end) {
    bool caps = x->tokens[first].flags & TOKEN_ALL_CAPS;
    if (end - first == 1) return caps ? ENTITY_ORG : ENTITY_MISC;
    if (end - first == 2 && !caps && x->tokens[first + 1].flags & TOKEN_CAPITAL) return ENTITY_PER;
    return ENTITY_MISC;
}

/* Runs of proper nouns; those that a mention covers are dropped when overlaps are. */
static bool add_proper_nouns(const text *x, arena *a, candidate_list *list) {
    for (uint32_t t = 0; t < x->token_count;) {
        const token *first = &x->tokens[t];
        if (first->upos != UPOS_PROPN || !(first->flags & TOKEN_CAPITAL)) {
            t++;
            continue;
        }
        const uint32_t from = t;
        while (t < x->token_count && x->tokens[t].upos == UPOS_PROPN && x->tokens[t].sentence == first->sentence) t++;
        candidate c = {.e = {.at = {first->start, x->tokens[t - 1].end}, .label = guess_label(x, from, t)}};
        if (!vec_push(a, list, c)) return false;
    }
    return true;
}

/* What the network found, where a weak name gives way to what is known, and what is known besides. */
static bool add_network_names(const text *x, const name *names, uint32_t n, arena *a, candidate_list *list) {
    for (uint32_t i = 0; i < n; i++) {
        const span at = {x->tokens[names[i].first_token].start, x->tokens[names[i].end_token - 1].end};
        candidate c = {.e = {.at = at, .label = names[i].label}, .rank = names[i].margin < WEAK ? RANK_WEAK : RANK_SURE};
        if (!vec_push(a, list, c)) return false;
    }
    return true;
}

/* By start; of those that begin together the surer one comes first, then the longer one. */
static int by_place(const void *va, const void *vb) {
    const candidate *a = va, *b = vb;
    if (a->e.at.start != b->e.at.start) return a->e.at.start < b->e.at.start ? -1 : 1;
    if (a->rank != b->rank) return a->rank > b->rank ? -1 : 1;
    if (a->e.at.end != b->e.at.end) return a->e.at.end > b->e.at.end ? -1 : 1;
    return (int)a->e.label - (int)b->e.label;
}

/* Of candidates that overlap the surer one stays, else the one that begins first. */
static uint32_t drop_overlaps(candidate_list *list) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        while (kept > 0 && span_overlaps(list->at[kept - 1].e.at, list->at[i].e.at) && list->at[kept - 1].rank < list->at[i].rank)
            kept--;
        if (kept == 0 || !span_overlaps(list->at[kept - 1].e.at, list->at[i].e.at)) list->at[kept++] = list->at[i];
    }
    return kept;
}

dp_status entity_find(const entity_sources *from, const text *x, const mentions *m, arena *a, const entity **out, uint32_t *n,
                      dp_error *err) {
    candidate_list list = {0};
    const name *names = NULL;
    uint32_t name_count = 0;
    dp_status status = x->has_names ? entity_names(from, x, a, &names, &name_count, err) : DP_OK;
    if (status) return status;
    bool added = add_places(x, m, a, &list) && add_actors(x, m, a, &list);
    added = added && (x->has_names ? add_network_names(x, names, name_count, a, &list) : add_proper_nouns(x, a, &list));
    if (!added) return error_nomem(err);
    if (list.n) qsort(list.at, list.n, sizeof *list.at, by_place);
    const uint32_t kept = drop_overlaps(&list);
    entity *entities = arena_array(a, kept, sizeof *entities);
    if (!entities) return error_nomem(err);
    for (uint32_t i = 0; i < kept; i++) entities[i] = list.at[i].e;
    *out = entities;
    *n = kept;
    return DP_OK;
}
