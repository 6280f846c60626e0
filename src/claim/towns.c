/* "Captured Shali and Argun", "withdrew from Shali, the village of Mesker-Yurt and Argun": who holds, takes or leaves several
 * towns at once says so of each. The trigger tells it of one; the others are copies that point at their own town's name. */
#include "claim/reader.h"

#include <stdlib.h>
#include <string.h>

enum { TOWNS_MAX = 8, WORDS_BETWEEN_MAX = 5 };

typedef struct added {
    claim c;
    uint32_t behind; /* index of the claim that it goes with */
} added;

static bool is_kind_of_town(const reader *r, uint32_t t) {
    const uint64_t no = CLASS_BIT(CLASS_PEOPLE) | CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_COLLECTIVE);
    const event_word *w = r->lex ? event_word_find(r->lex, r->x->tokens[t].lemma_hash) : NULL;
    return w && w->classes && !(w->classes & no);
}

/* May the words [from, to) stand between two towns of a list? *joined: a conjunction is among them. */
static bool links_towns(const reader *r, uint32_t from, uint32_t to, bool *joined) {
    bool mark = false, noun = false;
    *joined = false;
    if (from >= to || to - from > WORDS_BETWEEN_MAX) return false;
    for (uint32_t t = from; t < to; t++) {
        const token *k = &r->x->tokens[t];
        const bool comma = k->upos == UPOS_PUNCT && k->end - k->start == 1 && r->x->bytes[k->start] == ',';
        switch (k->upos) {
        case UPOS_PUNCT:
            if (!comma) return false;
            mark = true;
            break;
        case UPOS_CCONJ:
            *joined = true;
            break;
        case UPOS_NOUN:
            if (noun || !(mark || *joined) || !is_kind_of_town(r, t)) return false;
            noun = true;
            break;
        case UPOS_ADP: {
            /* "and of Argun", "and in Argun" repeat the first town's (not "Shali, in Chechnya"); behind a noun only "of" */
            const event_word *w = r->lex ? event_word_find(r->lex, k->lemma_hash) : NULL;
            if (noun ? !(w && (w->slot == SLOT_OF || w->slot == SLOT_POSS)) : !*joined) return false;
            break;
        }
        case UPOS_DET:
            break;
        default:
            return false;
        }
    }
    return mark || *joined;
}

static bool is_town(const place_mention *p) {
    return !(p->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE | PLACE_AS_ACTOR | PLACE_COREF)) &&
           (p->id == 0 || (p->feature[0] == 'P' && strncmp(p->feature, "PCL", 3) != 0));
}

/* Does the town begin a clause of its own: "took Shali, and Argun fell"? */
static bool opens_clause(const reader *r, const claim *c, const place_mention *p) {
    const uint8_t rel = r->x->tokens[p->at.head_token].deprel;
    if (rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS || rel == DEP_ROOT) return true;
    const uint32_t next = p->at.end_token;
    return next < r->x->token_count && next > c->trigger_token && r->x->tokens[next].upos == UPOS_VERB &&
           FEAT_GET(r->x->tokens[next].feats, VERBFORM) == VERBFORM_FIN;
}

/* "The roads between Shali and Argun" are in neither. */
static bool stands_between(const reader *r, const place_mention *p) {
    const uint32_t t = p->at.first_token;
    const event_word *w = r->lex && t > 0 ? event_word_find(r->lex, r->x->tokens[t - 1].lemma_hash) : NULL;
    return w && w->slot == SLOT_BETWEEN;
}

/* The next town of the list on one side of place i; INDEX_NONE. */
static uint32_t neighbour(const reader *r, uint32_t i, bool right, uint32_t sentence, bool *joined) {
    const place_mention *places = r->m->places;
    const uint32_t n = r->m->place_count;
    const uint32_t j = right ? i + 1 : i - 1;
    if (j >= n || stands_between(r, &places[j]) || r->x->tokens[places[j].at.head_token].sentence != sentence ||
        !is_town(&places[j]))
        return INDEX_NONE;
    const place_mention *a = &places[right ? i : j], *b = &places[right ? j : i];
    return links_towns(r, a->at.end_token, b->at.first_token, joined) ? j : INDEX_NONE;
}

/* The towns of the list that the place of a claim stands in, but for itself. A list ends with a conjunction; what only a comma
 * parts from its town ("Shali, Chechnya") may be where that lies. */
static unsigned list_around(const reader *r, const claim *c, uint32_t out[TOWNS_MAX]) {
    const uint32_t i = c->control_place;
    const uint32_t sentence = r->x->tokens[r->m->places[i].at.head_token].sentence;
    unsigned n = 0, kept = 0;
    bool joined = false, any = false;
    for (uint32_t j = i; n < TOWNS_MAX && (j = neighbour(r, j, true, sentence, &joined)) != INDEX_NONE;) {
        out[n++] = j;
        any |= joined;
        if (joined) kept = n;
    }
    if (kept && opens_clause(r, c, &r->m->places[out[kept - 1]])) return 0;
    n = kept;
    if (opens_clause(r, c, &r->m->places[i])) return any ? n : 0; /* what stands before it belongs to another clause */
    for (uint32_t j = i; n < TOWNS_MAX && (j = neighbour(r, j, false, sentence, &joined)) != INDEX_NONE;) {
        out[n++] = j;
        any |= joined;
    }
    return any ? n : 0;
}

static bool tells_of_a_list(const reader *r, const claim *c) {
    const uint32_t p = c->control_place;
    return c->control != CONTROL_NONE && c->control_part == 0 && p < r->m->place_count && is_town(&r->m->places[p]) &&
           !stands_between(r, &r->m->places[p]) &&
           r->x->tokens[r->m->places[p].at.head_token].sentence == r->x->tokens[c->trigger_token].sentence;
}

/* Is the town told of by a claim of the same control and the same trigger or one near by ("took Shali and entered Argun")? */
static bool is_told(const reader *r, const claim *c, uint32_t near, uint32_t place) {
    for (uint32_t i = near; i < r->claims.n; i++) {
        const claim *o = &r->claims.at[i];
        if (o->trigger_token > c->trigger_token + TREE_TOKENS_MAX) break;
        if (o->control_place == place || (o->control == CONTROL_NONE && o->trigger_token == r->m->places[place].at.head_token))
            return true;
    }
    return false;
}

static int by_trigger(const void *pa, const void *pb) {
    const added *a = pa, *b = pb;
    if (a->c.trigger_token != b->c.trigger_token) return a->c.trigger_token < b->c.trigger_token ? -1 : 1;
    return a->behind < b->behind ? -1 : a->behind > b->behind;
}

/* Puts the new claims where their triggers stand among the others. */
static void merge(reader *r, const added *new, uint32_t n) {
    const uint32_t old = r->claims.n;
    for (uint32_t i = 0; i < n; i++)
        if (!vec_push(r->a, &r->claims, new[i].c)) {
            r->nomem = true;
            return;
        }
    claim *at = r->claims.at;
    for (uint32_t to = old + n, left = old, more = n; more > 0;) {
        const bool own = left == 0 || at[left - 1].trigger_token <= new[more - 1].c.trigger_token;
        at[--to] = own ? new[--more].c : at[--left];
    }
}

void towns_find(reader *r) {
    vec_of(added) new = {0};
    uint32_t near = 0; /* claims that may be of the sentence: each is looked at from there on */
    for (uint32_t i = 0; i < r->claims.n; i++) {
        const claim *c = &r->claims.at[i];
        uint32_t towns[TOWNS_MAX];
        while (r->claims.at[near].trigger_token + TREE_TOKENS_MAX < c->trigger_token) near++;
        const unsigned n = tells_of_a_list(r, c) ? list_around(r, c, towns) : 0;
        for (unsigned k = 0; k < n; k++) {
            const place_mention *p = &r->m->places[towns[k]];
            if (is_told(r, c, near, towns[k])) continue;
            added one = {*c, i};
            one.c.place = one.c.control_place = towns[k];
            one.c.trigger = p->at.at;
            one.c.trigger_token = p->at.head_token;
            one.c.cameo = one.c.cameo_below = NULL; /* one deed is one code */
            one.c.casualty_count = 0;
            if (!vec_push(r->a, &new, one)) {
                r->nomem = true;
                return;
            }
        }
    }
    if (new.n) qsort(new.at, new.n, sizeof *new.at, by_trigger);
    merge(r, new.at, new.n);
}
