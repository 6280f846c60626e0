/* Word types, convolutions, scans. */
#include "text/encoder.h"

#include <string.h>

#include "text/lemma_table.h"

#include "core/hash.h"

/* ---- memory --------------------------------------------------------------------------------------------------------------- */

void *region_take(region *r, size_t bytes) {
    void *at = r->base ? r->base + r->used : NULL;
    r->used += (bytes + 63) / 64 * 64;
    return at;
}

static size_t max_size(size_t a, size_t b) {
    return a > b ? a : b;
}

void encoder_take(encoder *e, const net_model *net, region *r) {
    const size_t w = net->config->width, max = ENCODER_BLOCK_MAX;
    e->net = net;
    e->type_bytes = (sizeof(form_type) + w * sizeof(float) + 9 * w * sizeof(int32_t) + 63) / 64 * 64;
    e->edge = region_take(r, 9 * w * sizeof(int32_t));
    e->sentences = region_take(r, max * sizeof *e->sentences);
    e->type = region_take(r, max * sizeof *e->type);
    e->missing = region_take(r, max * sizeof *e->missing);
    e->rows = region_take(r, max * sizeof *e->rows);
    e->x = region_take(r, max * w * sizeof *e->x);
    e->q = region_take(r, max_size((2 * max + 1) * w, (size_t)ENCODER_PANEL * NET_MIX_IN_MAX));
    size_t sums = max_size(max * 3 * w, (size_t)ENCODER_PANEL * net->groups.end);
    e->sums = region_take(r, max_size(sums, (size_t)ENCODER_PANEL * net->labels.blocks * NET_BLOCK) * sizeof *e->sums);
    e->slots = region_take(r, (ENCODER_TYPES + ENCODER_BLOCK_MAX) * sizeof *e->slots);
    e->types = region_take(r, (ENCODER_TYPES + ENCODER_BLOCK_MAX) * e->type_bytes);
}

static float *type_x(form_type *t) {
    return (float *)(void *)(t + 1);
}

/* The product of a type with the weights of conv1 for the word before (0), the word (1), the word after (2). */
static int32_t *type_part(const encoder *e, form_type *t, uint32_t part) {
    const size_t w = e->net->config->width;
    return (int32_t *)(void *)(type_x(t) + w) + part * 3 * w;
}

/* ---- products ------------------------------------------------------------------------------------------------------------- */

void encoder_multiply(const encoder *e, const net_matrix *m, uint32_t first, uint32_t count, uint32_t from, uint32_t n,
                      size_t stride) {
    const gemm_job job = {.rows = e->rows + from,
                          .n = n,
                          .w = m->w,
                          .groups = m->groups,
                          .first = first,
                          .count = count,
                          .blocks = m->blocks,
                          .out = e->sums,
                          .stride = stride};
    e->kernel->gemm(&job);
}

static uint32_t panel_at(uint32_t from, uint32_t n) {
    return n - from < ENCODER_PANEL ? n - from : ENCODER_PANEL;
}

/* Nothing stands beyond a sentence: its vector is zero, which quantises to 64. */
void encoder_init(encoder *e, const fold_table *fold, const kernel *k) {
    const uint32_t w = e->net->config->width;
    e->fold = fold;
    e->kernel = k;
    memset(e->q, 64, w);
    e->rows[0] = e->q;
    for (uint32_t part = 0; part < 3; part++) {
        encoder_multiply(e, &e->net->conv[0], part * w / 4, w / 4, 0, 1, 3 * w);
        memcpy(e->edge + (size_t)part * 3 * w, e->sums, (size_t)3 * w * sizeof *e->sums);
    }
}

/* ---- word types ----------------------------------------------------------------------------------------------------------- */

void encoder_begin(encoder *e) {
    e->stamp++;
    e->n = e->sentence_count = e->spares = 0;
}

void encoder_add(encoder *e, uint32_t n) {
    e->sentences[e->sentence_count++] = (block_sentence){e->n, e->n + n};
    e->n += n;
}

static uint32_t least_used(const type_slot *set) {
    uint32_t least = 0;
    for (uint32_t i = 1; i < ENCODER_WAYS; i++)
        if (set[i].stamp < set[least].stamp) least = i;
    return least;
}

/* The number of a type's place; *known is false where it must be filled. Of a set's places the one that was not used for longest
 * is given away, but none that this block uses: then the newcomer goes behind the table, for this block only. */
static uint32_t find_place(encoder *e, uint64_t key, bool *known) {
    const uint32_t set = (uint32_t)(key >> 32) & (ENCODER_TYPES - ENCODER_WAYS);
    *known = true;
    for (uint32_t i = 0; i < ENCODER_WAYS; i++)
        if (e->slots[set + i].key == key) return set + i;
    uint32_t place = set + least_used(&e->slots[set]);
    if (e->slots[place].stamp == e->stamp) {
        for (place = ENCODER_TYPES; place < ENCODER_TYPES + e->spares; place++)
            if (e->slots[place].key == key) return place;
        e->spares++;
    }
    *known = false;
    return place;
}

static form_type *find_type(encoder *e, uint64_t key, bool *known) {
    const uint32_t place = find_place(e, key, known);
    form_type *t = (form_type *)(void *)(e->types + place * e->type_bytes);
    e->slots[place] = (type_slot){key, e->stamp};
    if (!*known) t->script = NO_SCRIPT_YET;
    return t;
}

/* The sums of the two rows of each channel, side by side. */
static void embed(const encoder *e, const token *t, uint8_t *q) {
    const channel_set *set = &e->net->config->channels;
    const size_t n = strlen(t->form);
    uint32_t rows[CHANNELS_MAX][2];
    const channel_hints hints = {word_flags_of(&e->known, e->fold, t->form, n),
                                 lemma_table_uses(e->net->lemmas, e->net->lemma_count, e->fold, t->form, n)};
    channels_rows(set, e->fold, t->form, n, hints, rows);
    for (uint32_t c = 0; c < set->n; c++) {
        const uint32_t dim = set->at[c].dim;
        const int8_t *a = e->net->emb[c] + (size_t)rows[c][0] * dim, *b = e->net->emb[c] + (size_t)rows[c][1] * dim;
        e->kernel->steps->embed(a, b, dim, q);
        q += dim;
    }
}

/* Fills a panel of new types. */
static void fill_types(encoder *e, const token *tokens, const uint32_t *words, uint32_t n) {
    const net_model *net = e->net;
    const kernel_steps *steps = e->kernel->steps;
    const uint32_t w = net->config->width;
    for (uint32_t i = 0; i < n; i++) {
        e->rows[i] = e->q + (size_t)i * net->mix_inputs;
        embed(e, &tokens[words[i]], e->q + (size_t)i * net->mix_inputs);
    }
    encoder_multiply(e, &net->mix, 0, net->mix.groups, 0, n, 3 * w);
    for (uint32_t i = 0; i < n; i++) {
        float *x = type_x(e->type[words[i]]);
        steps->maxout(e->sums + (size_t)i * 3 * w, &net->mix, net->mix_ln, w, false, x);
        e->rows[i] = e->q + (size_t)i * w;
        steps->quantise(x, net->conv_q[0], w, e->q + (size_t)i * w);
    }
    for (uint32_t part = 0; part < 3; part++) {
        encoder_multiply(e, &net->conv[0], part * w / 4, w / 4, 0, n, 3 * w);
        for (uint32_t i = 0; i < n; i++)
            memcpy(type_part(e, e->type[words[i]], part), e->sums + (size_t)i * 3 * w, (size_t)3 * w * sizeof *e->sums);
    }
}

void encoder_types(encoder *e, const token *tokens) {
    const size_t w = e->net->config->width;
    uint32_t missing = 0;
    for (uint32_t i = 0; i < e->n; i++) {
        bool known;
        uint64_t key = hash_bytes(tokens[i].form, strlen(tokens[i].form), 0);
        e->type[i] = find_type(e, key ? key : 1, &known);
        if (!known) e->missing[missing++] = i;
    }
    for (uint32_t from = 0; from < missing; from += ENCODER_PANEL)
        fill_types(e, tokens, e->missing + from, panel_at(from, missing));
    for (uint32_t i = 0; i < e->n; i++) memcpy(e->x + i * w, type_x(e->type[i]), w * sizeof *e->x);
}

/* ---- layers --------------------------------------------------------------------------------------------------------------- */

/* conv1 of a sentence, from the parts that its types keep. */
static void conv_types(encoder *e, block_sentence s) {
    const net_model *net = e->net;
    const kernel_steps *steps = e->kernel->steps;
    const size_t w = net->config->width;
    for (uint32_t i = s.first; i < s.end; i++) {
        const int32_t *before = i > s.first ? type_part(e, e->type[i - 1], 0) : e->edge;
        const int32_t *after = i + 1 < s.end ? type_part(e, e->type[i + 1], 2) : e->edge + 6 * w;
        steps->add3(before, type_part(e, e->type[i], 1), after, (uint32_t)(3 * w), e->sums);
        steps->maxout(e->sums, &net->conv[0], net->conv_ln[0], (uint32_t)w, true, e->x + i * w);
    }
}

/* Rows lie one behind the other with one of zeros around each sentence, so that a word's three vectors are one stretch. */
static void lay_out_rows(encoder *e, const float *mul) {
    const size_t w = e->net->config->width;
    uint8_t *q = e->q;
    memset(q, 64, w);
    q += w;
    for (uint32_t k = 0; k < e->sentence_count; k++) {
        for (uint32_t i = e->sentences[k].first; i < e->sentences[k].end; i++, q += w) {
            e->kernel->steps->quantise(e->x + i * w, mul, (uint32_t)w, q);
            e->rows[i] = q - w;
        }
        memset(q, 64, w);
        q += w;
    }
}

static void quantise_rows(encoder *e, const float *mul) {
    const size_t w = e->net->config->width;
    for (uint32_t i = 0; i < e->n; i++) {
        e->rows[i] = e->q + i * w;
        e->kernel->steps->quantise(e->x + i * w, mul, (uint32_t)w, e->q + i * w);
    }
}

void encoder_conv(encoder *e, uint32_t layer) {
    const net_model *net = e->net;
    const size_t w = net->config->width;
    if (layer == 0) {
        for (uint32_t k = 0; k < e->sentence_count; k++) conv_types(e, e->sentences[k]);
        return;
    }
    lay_out_rows(e, net->conv_q[layer]);
    for (uint32_t from = 0; from < e->n; from += ENCODER_PANEL) {
        const uint32_t n = panel_at(from, e->n);
        encoder_multiply(e, &net->conv[layer], 0, net->conv[layer].groups, from, n, 3 * w);
        for (uint32_t i = 0; i < n; i++)
            e->kernel->steps->maxout(e->sums + i * 3 * w, &net->conv[layer], net->conv_ln[layer], (uint32_t)w, true,
                                     e->x + (from + i) * w);
    }
}

void encoder_scan(encoder *e, uint32_t layer) {
    const net_model *net = e->net;
    const net_matrix *m = &net->scan[layer], *out = &net->scan_out[layer];
    const kernel_steps *steps = e->kernel->steps;
    const size_t w = net->config->width;
    quantise_rows(e, net->scan_q[layer]);
    encoder_multiply(e, m, 0, m->groups, 0, e->n, 3 * w);
    for (uint32_t k = 0; k < e->sentence_count; k++) {
        const block_sentence s = e->sentences[k];
        for (int backwards = 0; backwards < 2; backwards++)
            steps->scan(e->sums + s.first * 3 * w, 3 * w, m, s.end - s.first, backwards, (uint32_t)w / 2, net->scan_out_q[layer],
                        e->q + s.first * w, w);
    }
    for (uint32_t from = 0; from < e->n; from += ENCODER_PANEL) {
        const uint32_t n = panel_at(from, e->n);
        encoder_multiply(e, out, 0, out->groups, from, n, w);
        for (uint32_t i = 0; i < n; i++)
            steps->norm(e->sums + i * w, out, net->scan_ln[layer], (uint32_t)w, e->x + (from + i) * w);
    }
}

void encoder_run(encoder *e, const token *tokens) {
    encoder_types(e, tokens);
    for (uint32_t layer = 0; layer < 2; layer++) {
        encoder_conv(e, layer);
        encoder_scan(e, layer);
    }
}
