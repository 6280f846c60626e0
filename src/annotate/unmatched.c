#include "annotate/unmatched.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

enum { EXAMPLE_BYTES = 160, FIRST_SLOTS = 1024 };

typedef struct counted {
    unmatched_row row;
    uint64_t key;      /* hash of language, kind and folded word; 0 is an empty slot */
    uint64_t dispatch; /* the last that held it, counted from 1 */
} counted;

struct unmatched {
    const knowledge *k;
    arena a;
    counted *slots; /* [mask + 1], at most half full */
    size_t mask, used;
    uint64_t dispatches;
    unmatched_row *rows;
};

const char *unmatched_kind_name(unsigned kind) {
    static const char *const names[] = {"verb", "organisation", "place", "person"};
    return kind < sizeof names / sizeof *names ? names[kind] : "";
}

dp_status unmatched_new(const knowledge *k, unmatched **out, dp_error *err) {
    *out = NULL;
    unmatched *u = calloc(1, sizeof *u);
    if (!u) return error_nomem(err);
    arena_init(&u->a);
    u->k = k;
    u->mask = FIRST_SLOTS - 1;
    u->slots = calloc(FIRST_SLOTS, sizeof *u->slots);
    if (!u->slots) {
        unmatched_free(u);
        return error_nomem(err);
    }
    *out = u;
    return DP_OK;
}

void unmatched_free(unmatched *u) {
    if (!u) return;
    arena_free(&u->a);
    free(u->slots);
    free(u->rows);
    free(u);
}

static counted *slot_of(counted *slots, size_t mask, uint64_t key) {
    size_t i = (size_t)key & mask;
    while (slots[i].key && slots[i].key != key) i = (i + 1) & mask;
    return &slots[i];
}

static bool grow(unmatched *u) {
    const size_t mask = u->mask * 2 + 1;
    counted *slots = mask < SIZE_MAX / sizeof *slots ? calloc(mask + 1, sizeof *slots) : NULL;
    if (!slots) return false;
    for (size_t i = 0; i <= u->mask; i++)
        if (u->slots[i].key) *slot_of(slots, mask, u->slots[i].key) = u->slots[i];
    free(u->slots);
    u->slots = slots;
    u->mask = mask;
    return true;
}

/* The sentence, cut behind a whole character. */
static const char *example_of(unmatched *u, const text *x, const sentence *s) {
    size_t n = s->end - s->start;
    if (n > EXAMPLE_BYTES) {
        n = EXAMPLE_BYTES;
        while (n > 0 && ((unsigned char)x->bytes[s->start + n] & 0xC0) == 0x80) n--;
    }
    return arena_copy(&u->a, x->bytes + s->start, n);
}

/* Counts a word of the sentence that holds `token`. NULL where memory is out. */
static counted *count(unmatched *u, const annotation *an, unsigned kind, const char *word, size_t n, uint32_t token) {
    const text *x = &an->text;
    if (u->used * 2 > u->mask && !grow(u)) return NULL;
    const uint64_t key = hash_bytes(word, n, hash_bytes(x->lang, strlen(x->lang), kind)) | 1;
    counted *c = slot_of(u->slots, u->mask, key);
    if (!c->key) {
        c->row = (unmatched_row){.kind = (uint8_t)kind};
        c->row.lang = arena_copy(&u->a, x->lang, strlen(x->lang));
        c->row.word = arena_copy(&u->a, word, n);
        c->row.example = example_of(u, x, &x->sentences[x->tokens[token].sentence]);
        if (!c->row.lang || !c->row.word || !c->row.example) return NULL;
        c->key = key;
        u->used++;
    }
    c->row.count++;
    c->row.dispatches += c->dispatch != u->dispatches;
    c->dispatch = u->dispatches;
    return c;
}

/* ------------------------------------------------------------------------------------------------------------- verbs */

static void mark_parent(const text *x, uint32_t head, uint8_t *party) {
    enum { STEPS = 4 };
    const token *t = &x->tokens[head];
    for (int i = 0;
         i < STEPS && t->head != TOKEN_NONE && (t->deprel == DEP_CONJ || t->deprel == DEP_FLAT || t->deprel == DEP_APPOS); i++)
        t = &x->tokens[t->head];
    const bool argument = t->deprel == DEP_NSUBJ || t->deprel == DEP_OBJ || t->deprel == DEP_IOBJ || t->deprel == DEP_OBL;
    if (argument && t->head != TOKEN_NONE) party[t->head] = 1;
}

static bool add_verbs(unmatched *u, const annotation *an, uint8_t *party) {
    const text *x = &an->text;
    const mentions *m = &an->mentions;
    for (uint32_t i = 0; i < m->actor_count; i++)
        if (m->actors[i].code) mark_parent(x, m->actors[i].at.head_token, party);
    for (uint32_t i = 0; i < m->place_count; i++)
        if (strncmp(m->places[i].feature, "PCL", 3) == 0) mark_parent(x, m->places[i].at.head_token, party);
    for (uint32_t t = 0; t < x->token_count; t++) {
        if (x->tokens[t].upos != UPOS_VERB || claim_covers_verb(u->k->claims, x, t)) continue;
        if (u->k->dictionaries && petrarch_covers_verb(u->k->dictionaries, x, t)) continue;
        counted *c = count(u, an, UNMATCHED_VERB, x->tokens[t].lemma, strlen(x->tokens[t].lemma), t);
        if (!c) return false;
        c->row.parties += party[t];
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------------- names */

static bool is_coded(const mentions *m, span at) {
    for (uint32_t i = 0; i < m->actor_count && m->actors[i].at.at.start < at.end; i++)
        if (m->actors[i].code && m->actors[i].kind != ACTOR_GENERIC && m->actors[i].at.at.end > at.start) return true;
    return false;
}

/* The first token that begins at or behind a byte; the last where none does. */
static uint32_t token_at(const text *x, uint32_t byte) {
    const uint32_t t = token_from(x, byte);
    return t < x->token_count ? t : x->token_count - 1;
}

static bool add_names(unmatched *u, const annotation *an) {
    const text *x = &an->text;
    const mentions *m = &an->mentions;
    for (uint32_t i = 0; i < an->entity_count; i++) {
        const entity *e = &an->entities[i];
        if ((e->label != ENTITY_ORG && e->label != ENTITY_PER) || is_coded(m, e->at)) continue;
        const unsigned kind = e->label == ENTITY_ORG ? UNMATCHED_ORGANISATION : UNMATCHED_PERSON;
        if (!count(u, an, kind, x->bytes + e->at.start, e->at.end - e->at.start, token_at(x, e->at.start))) return false;
    }
    for (uint32_t i = 0; i < m->place_count; i++) {
        const place_mention *p = &m->places[i];
        if (p->lat == p->lat || (p->flags & (PLACE_COREF | PLACE_IN_NAME))) continue;
        if (!count(u, an, UNMATCHED_PLACE, x->bytes + p->at.at.start, p->at.at.end - p->at.at.start, p->at.first_token))
            return false;
    }
    return true;
}

dp_status unmatched_add(unmatched *u, const annotation *an, dp_error *err) {
    if (an->text.token_count == 0) return DP_OK;
    u->dispatches++;
    uint8_t *party = calloc(an->text.token_count, 1);
    const bool ok = party && add_verbs(u, an, party) && add_names(u, an);
    free(party);
    return ok ? DP_OK : error_nomem(err);
}

/* -------------------------------------------------------------------------------------------------------------- rows */

static int by_weight(const void *pa, const void *pb) {
    const unmatched_row *a = pa, *b = pb;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->parties != b->parties) return a->parties > b->parties ? -1 : 1;
    if (a->count != b->count) return a->count > b->count ? -1 : 1;
    const int words = strcmp(a->word, b->word);
    return words ? words : strcmp(a->lang, b->lang);
}

dp_status unmatched_rows(unmatched *u, const unmatched_row **rows, size_t *n, dp_error *err) {
    free(u->rows);
    u->rows = malloc((u->used + 1) * sizeof *u->rows);
    if (!u->rows) return error_nomem(err);
    *n = 0;
    for (size_t i = 0; i <= u->mask; i++)
        if (u->slots[i].key) u->rows[(*n)++] = u->slots[i].row;
    qsort(u->rows, *n, sizeof *u->rows, by_weight);
    *rows = u->rows;
    return DP_OK;
}
