#include "lib/corpus_vary.h"

#include "lib/shuffle.h"

typedef struct mention {
    uint32_t first, count; /* words of the corpus */
} mention;

typedef struct varier {
    corpus *c;
    vec_of(mention) mentions[ENTITY_CLASSES];
    uint64_t seed;
} varier;

static bool begins_name(uint32_t tag) {
    return tag != CORPUS_NONE && tag % 2 == 1;
}

/* The words of the name that begins at word i; it ends with its sentence at the latest. */
static uint32_t name_words(const corpus *c, uint32_t i, uint32_t end) {
    const uint32_t inside = c->words.at[i].entity + 1;
    uint32_t n = 1;
    while (i + n < end && c->words.at[i + n].entity == inside) n++;
    return n;
}

static bool collect(varier *v) {
    corpus *c = v->c;
    for (uint32_t k = 0; k < c->sentences.n; k++) {
        const corpus_sentence *s = &c->sentences.at[k];
        for (uint32_t i = s->first, end = s->first + s->count; s->classes && i < end; i++) {
            const uint32_t tag = c->words.at[i].entity;
            if (!begins_name(tag)) continue;
            const mention m = {i, name_words(c, i, end)};
            if (!vec_push(c->a, &v->mentions[tag / 2], m)) return false;
        }
    }
    return true;
}

/* The words are pushed one by one: the list may move, so they are copied from it by value. */
static bool push_words(corpus *c, uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const corpus_word w = c->words.at[first + i];
        if (!vec_push(c->a, &c->words, w)) return false;
    }
    return true;
}

static bool vary(varier *v, const corpus_sentence *from) {
    corpus *c = v->c;
    corpus_sentence s = *from;
    s.first = c->words.n;
    for (uint32_t i = from->first, end = from->first + from->count, n; i < end; i += n) {
        const uint32_t tag = c->words.at[i].entity;
        mention m = {i, 1};
        n = 1;
        if (begins_name(tag)) {
            m.count = n = name_words(c, i, end);
            if (seed_next(&v->seed) % 2) m = v->mentions[tag / 2].at[seed_next(&v->seed) % v->mentions[tag / 2].n];
        }
        if (!push_words(c, m.first, m.count)) return false;
    }
    s.count = c->words.n - s.first;
    if (s.count > CORPUS_SENTENCE_MAX) {
        c->words.n = s.first;
        return true;
    }
    return vec_push(c->a, &c->sentences, s);
}

static bool has_name(const corpus *c, const corpus_sentence *s) {
    for (uint32_t i = s->first; s->classes && i < s->first + s->count; i++)
        if (begins_name(c->words.at[i].entity)) return true;
    return false;
}

dp_status corpus_vary_names(corpus *c, uint32_t copies, uint64_t seed, dp_error *err) {
    varier v = {.c = c, .seed = seed};
    const uint32_t sentences = c->sentences.n;
    if (!collect(&v)) return error_nomem(err);
    for (uint32_t copy = 0; copy < copies; copy++)
        for (uint32_t k = 0; k < sentences; k++) {
            const corpus_sentence from = c->sentences.at[k];
            if (has_name(c, &from) && !vary(&v, &from)) return error_nomem(err);
        }
    return DP_OK;
}
