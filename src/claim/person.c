/* Private persons whom no office, title or given name makes known: by what is said to have happened to them. */
#include <stdlib.h>
#include <string.h>

#include "claim/reader.h"
#include "core/hash.h"

/* A name of its own that no list of actors knows. */
static bool is_unknown_name(const reader *r, const actor_mention *a) {
    if (a->kind != ACTOR_UNKNOWN || a->code || a->country[0] || !a->name || a->at.end_token > r->x->token_count) return false;
    for (uint32_t t = a->at.first_token; t < a->at.end_token; t++)
        if (r->x->tokens[t].upos != UPOS_PROPN) return false;
    return a->at.first_token < a->at.end_token;
}

static void mark(actor_mention *a) {
    a->kind = ACTOR_PERSON;
    a->person = true;
}

/* Whoever is counted as one and has a proper name is a person: "soldiers killed Nadim Sarkis". */
static void mark_victims(reader *r, const claim *c) {
    for (uint8_t i = 0; i < c->casualty_count; i++) {
        const casualty *k = &c->casualties[i];
        if (k->low != 1 || k->high != 1) continue;
        for (uint8_t p = 0; p < c->recipient_count; p++) {
            actor_mention *a = &r->m->actors[c->recipients[p]];
            if (span_overlaps(a->at.at, k->at) && is_unknown_name(r, a)) mark(a);
        }
    }
}

static uint64_t name_hash(const actor_mention *a) {
    return hash_bytes(a->name, strlen(a->name), 0);
}

static int by_value(const void *pa, const void *pb) {
    const uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
    return (a > b) - (a < b);
}

/* Who is a private person in one sentence is one in the others. */
static void mark_namesakes(reader *r) {
    const uint32_t n = r->m->actor_count;
    uint32_t known = 0;
    uint64_t *names = arena_array(r->a, n ? n : 1, sizeof *names);
    if (!names) {
        r->nomem = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        if (r->m->actors[i].person && r->m->actors[i].name) names[known++] = name_hash(&r->m->actors[i]);
    if (known == 0) return;
    qsort(names, known, sizeof *names, by_value);
    for (uint32_t i = 0; i < n; i++) {
        actor_mention *a = &r->m->actors[i];
        if (!is_unknown_name(r, a)) continue;
        const uint64_t hash = name_hash(a);
        if (bsearch(&hash, names, known, sizeof *names, by_value)) mark(a);
    }
}

void person_settle(reader *r) {
    for (uint32_t i = 0; i < r->claims.n; i++) mark_victims(r, &r->claims.at[i]);
    mark_namesakes(r);
}
