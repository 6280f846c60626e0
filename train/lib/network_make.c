/* Making a network: parameters, the memory of a pass, batches. */
#include <math.h>
#include <string.h>

#include "lib/network_space.h"
#include "lib/shuffle.h"

/* --- parameters ----------------------------------------------------------------------------------------------------------- */

static float *take(float *base, size_t *at, size_t n) {
    float *here = base ? base + *at : NULL;
    *at += n;
    return here;
}

size_t network_place(const network_shape *s, float *base, network_params *out) {
    const size_t w = s->width;
    size_t at = 0;
    out->mix = (network_layer){.w = take(base, &at, s->mix_in * 3 * w)};
    out->mix.b = take(base, &at, 3 * w);
    out->mix.gain = take(base, &at, w);
    out->mix.shift = take(base, &at, w);
    for (int i = 0; i < 2; i++) {
        network_layer *c = &out->conv[i], *g = &out->scan[i];
        *c = (network_layer){.w = take(base, &at, 3 * w * 3 * w)};
        c->b = take(base, &at, 3 * w);
        c->gain = take(base, &at, w);
        c->shift = take(base, &at, w);
        *g = (network_layer){.w = take(base, &at, w * 3 * w)};
        g->b = take(base, &at, 3 * w);
        g->out = take(base, &at, w * w);
        g->out_b = take(base, &at, w);
        g->gain = take(base, &at, w);
        g->shift = take(base, &at, w);
    }
    out->bank = take(base, &at, s->banks * w);
    out->tag = take(base, &at, w * s->tags);
    out->factor = take(base, &at, w * s->factors);
    out->tag_b = take(base, &at, s->tags);
    out->script = take(base, &at, w * s->scripts);
    out->script_b = take(base, &at, s->scripts);
    out->entity = take(base, &at, w * s->entities);
    out->entity_b = take(base, &at, s->entities);
    out->dep = take(base, &at, w * s->arc);
    out->dep_b = take(base, &at, s->arc);
    out->head = take(base, &at, w * s->arc);
    out->head_b = take(base, &at, s->arc);
    out->u = take(base, &at, (size_t)s->arc * s->arc);
    out->u_b = take(base, &at, s->arc);
    out->rel_dep = take(base, &at, w * s->rel);
    out->rel_dep_b = take(base, &at, s->rel);
    out->rel_head = take(base, &at, w * s->rel);
    out->rel_head_b = take(base, &at, s->rel);
    out->label = take(base, &at, 3ul * s->rel * s->deprels);
    out->label_b = take(base, &at, s->deprels);
    out->root = take(base, &at, w);
    return at;
}

/* Uniform in ±limit. */
static void fill_random(float *w, size_t n, float limit, uint64_t *seed) {
    for (size_t i = 0; i < n; i++) w[i] = limit * ((float)(seed_next(seed) >> 40) * 0x1p-23f - 1.0f);
}

static void fill_ones(float *w, size_t n) {
    for (size_t i = 0; i < n; i++) w[i] = 1.0f;
}

static void init_dense(network *net, uint64_t *seed) {
    const network_shape *s = &net->shape;
    const size_t w = s->width;
    const float over_w = 1.0f / sqrtf((float)w);
    network_params *p = &net->at;
    fill_random(p->mix.w, s->mix_in * 3 * w, 1.0f / sqrtf((float)s->mix_in), seed);
    fill_ones(p->mix.gain, w);
    for (int i = 0; i < 2; i++) {
        fill_random(p->conv[i].w, 9 * w * w, 1.0f / sqrtf(3.0f * (float)w), seed);
        fill_random(p->scan[i].w, 3 * w * w, over_w, seed);
        fill_random(p->scan[i].out, w * w, over_w, seed);
        fill_ones(p->conv[i].gain, w);
        fill_ones(p->scan[i].gain, w);
    }
    fill_random(p->factor, w * s->factors, over_w, seed);
    fill_random(p->script, w * s->scripts, over_w, seed);
    fill_random(p->entity, w * s->entities, over_w, seed);
    fill_random(p->dep, w * s->arc, over_w, seed);
    fill_random(p->head, w * s->arc, over_w, seed);
    fill_random(p->u, (size_t)s->arc * s->arc, 1.7f / (float)s->arc, seed);
    fill_random(p->rel_dep, w * s->rel, over_w, seed);
    fill_random(p->rel_head, w * s->rel, over_w, seed);
    fill_random(p->label, 3ul * s->rel * s->deprels, 1.0f / sqrtf(3.0f * (float)s->rel), seed);
    fill_random(p->root, w, 0.17f, seed);
}

/* The parts of a tag: its UPOS and each of its features. */
static dp_status make_factors(const corpus *c, arena *a, network *net, dp_error *err) {
    vocab parts = {.a = a};
    char part[256];
    for (int round = 0; round < 2; round++) {
        uint8_t *has = round == 1 ? arena_array(a, (size_t)c->tags.items.n * parts.items.n + 1, 1) : NULL;
        if (round == 1 && !has) return error_nomem(err);
        for (uint32_t t = 0; t < c->tags.items.n; t++)
            for (const char *s = c->tags.items.at[t].text; *s;) {
                size_t n = strcspn(s, "|");
                memcpy(part, s, n < sizeof part ? n : sizeof part - 1);
                part[n < sizeof part ? n : sizeof part - 1] = 0;
                uint32_t f = round == 0 ? vocab_add(&parts, part) : vocab_find(&parts, part);
                if (f == VOCAB_NONE) return error_nomem(err);
                if (has) has[(size_t)t * parts.items.n + f] = 1;
                s += n + (s[n] == '|');
            }
        net->tag_factors = has;
    }
    net->shape.factors = parts.items.n;
    return DP_OK;
}

dp_status network_make(const corpus *c, uint32_t width, uint32_t arc, uint32_t rel, uint64_t seed, arena *a, network *out,
                       dp_error *err) {
    *out = (network){.shape = {.width = width, .arc = arc, .rel = rel, .channels = c->channels}};
    network_shape *s = &out->shape;
    s->tags = c->tags.items.n;
    s->scripts = c->scripts.items.n;
    s->deprels = c->deprels.items.n;
    s->entities = ENTITY_TAGS;
    s->banks = c->banks.items.n > 0 ? c->banks.items.n : 1;
    dp_status status = make_factors(c, a, out, err);
    if (status) return status;
    for (uint32_t k = 0; k < c->channels.n; k++) {
        const channel *ch = &c->channels.at[k];
        s->mix_in += ch->dim;
        out->table[k] = arena_array(a, (size_t)ch->rows * ch->dim, sizeof(float));
        out->table_gradients[k] = arena_array(a, (size_t)ch->rows * ch->dim, sizeof(float));
        out->touched[k] = arena_array(a, ch->rows, 1);
        if (!out->table[k] || !out->table_gradients[k] || !out->touched[k]) return error_nomem(err);
        fill_random(out->table[k], (size_t)ch->rows * ch->dim, 0.1f, &seed);
    }
    network_params none;
    out->dense = network_place(s, NULL, &none);
    out->weights = arena_array(a, out->dense, sizeof(float));
    out->gradients = arena_array(a, out->dense, sizeof(float));
    if (!out->weights || !out->gradients) return error_nomem(err);
    network_place(s, out->weights, &out->at);
    network_place(s, out->gradients, &out->grad);
    init_dense(out, &seed);
    return DP_OK;
}

/* --- the space of a pass -------------------------------------------------------------------------------------------------- */

static bool layer_make(arena *a, size_t n, size_t w, layer_space *l) {
    l->u = arena_array(a, n * 3 * w, sizeof(float));
    l->state = arena_array(a, n * w, sizeof(float));
    l->y = arena_array(a, n * w, sizeof(float));
    l->z = arena_array(a, n * w, sizeof(float));
    l->hat = arena_array(a, n * w, sizeof(float));
    l->inverse = arena_array(a, n, sizeof(float));
    l->which = arena_array(a, n * w, 1);
    l->mask = arena_array(a, n * w, 1);
    return l->u && l->state && l->y && l->z && l->hat && l->inverse && l->which && l->mask;
}

dp_status network_space_make(const network *net, uint32_t words, uint32_t sentence_words, arena *a, network_space **out,
                             dp_error *err) {
    const network_shape *sh = &net->shape;
    const size_t n = words, w = sh->width, m = sentence_words, arc = sh->arc, rel = sh->rel;
    size_t scores = sh->tags > sh->scripts ? sh->tags : sh->scripts;
    if (scores < sh->deprels) scores = sh->deprels;
    if (scores < ENTITY_TAGS) scores = ENTITY_TAGS;
    size_t largest = sh->mix_in * 3ul * w;
    if (largest < 9 * w * w) largest = 9 * w * w;
    if (largest < w * scores) largest = w * scores;
    if (largest < 3ul * rel * scores) largest = 3ul * rel * scores;
    network_space *s = *out = arena_alloc(a, sizeof *s);
    if (!s) return error_nomem(err);
    bool good = layer_make(a, n, w, &s->mix);
    for (int i = 0; i < 2; i++) good = good && layer_make(a, n, w, &s->conv[i]) && layer_make(a, n, w, &s->scan[i]);
    const struct {
        float **at;
        size_t n;
    } floats[] = {{&s->e, n * sh->mix_in},
                  {&s->cat, n * 3 * w},
                  {&s->x[0], n * w},
                  {&s->x[1], n * w},
                  {&s->x[2], n * w},
                  {&s->x[3], n * w},
                  {&s->x[4], n * w},
                  {&s->hidden, n * w},
                  {&s->dx, n * w},
                  {&s->dz, n * w},
                  {&s->du, n * (3 * w > sh->mix_in ? 3 * w : sh->mix_in)},
                  {&s->scores, n * scores},
                  {&s->tag_weights, w * sh->tags},
                  {&s->dtag_weights, w * sh->tags},
                  {&s->entity_scores, n * ENTITY_TAGS},
                  {&s->dep_in, n * arc},
                  {&s->dep, n * arc},
                  {&s->head_in, (n + 1) * arc},
                  {&s->head, (n + 1) * arc},
                  {&s->dep_u, n * arc},
                  {&s->ddep_u, n * arc},
                  {&s->ddep, n * arc},
                  {&s->dhead, (n + 1) * arc},
                  {&s->rdep_in, n * rel},
                  {&s->rdep, n * rel},
                  {&s->rhead_in, (n + 1) * rel},
                  {&s->rhead, (n + 1) * rel},
                  {&s->drdep, n * rel},
                  {&s->drhead, (n + 1) * rel},
                  {&s->pair, n * 3 * rel},
                  {&s->dpair, n * 3 * rel},
                  {&s->arcs, m * (m + 1)},
                  {&s->darcs, m * (m + 1)},
                  {&s->scratch, largest}};
    for (size_t i = 0; i < sizeof floats / sizeof floats[0]; i++)
        good = (*floats[i].at = arena_array(a, floats[i].n, sizeof(float))) != NULL && good;
    s->e_mask = arena_array(a, n, sh->mix_in);
    s->dropped = arena_array(a, n, 1);
    s->hidden_mask = arena_array(a, n, w);
    s->dep_mask = arena_array(a, n, arc);
    s->head_mask = arena_array(a, n, arc);
    s->tags = arena_array(a, n, sizeof(uint32_t));
    s->scripts = arena_array(a, n, sizeof(uint32_t));
    s->entities = arena_array(a, n, sizeof(uint32_t));
    good =
        good && s->e_mask && s->dropped && s->hidden_mask && s->dep_mask && s->head_mask && s->tags && s->scripts && s->entities;
    return good ? DP_OK : error_nomem(err);
}

/* --- batches -------------------------------------------------------------------------------------------------------------- */

dp_status network_batch_make(uint32_t words, arena *a, network_batch *out, dp_error *err) {
    *out = (network_batch){.starts = arena_array(a, words + 1u, sizeof(uint32_t)),
                           .source = arena_array(a, words, sizeof(uint32_t)),
                           .types = arena_array(a, words, sizeof(uint32_t)),
                           .scripts = arena_array(a, words, sizeof(uint32_t)),
                           .words = arena_array(a, words, sizeof(corpus_word *))};
    return out->starts && out->source && out->types && out->scripts && out->words ? DP_OK : error_nomem(err);
}

void network_batch_add(const corpus *c, uint32_t sentence, enum spelling how, network_batch *b) {
    const corpus_sentence *s = &c->sentences.at[sentence];
    b->source[b->sentences] = sentence;
    b->starts[b->sentences++] = b->n;
    for (uint32_t i = 0; i < s->count; i++) {
        const corpus_word *w = &c->words.at[s->first + i];
        b->types[b->n] = w->type[how];
        b->scripts[b->n] = w->script[how];
        b->words[b->n++] = w;
    }
    b->starts[b->sentences] = b->n;
}
