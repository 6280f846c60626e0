#include "lib/export.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/model_file.h"
#include "text/model.h"

#define SAMPLE_WORDS 6000u
#define SAMPLE_BATCH 1024u
#define OUTLIERS     3 /* of a sample's values lie beyond the range that is kept */

/* --- what goes into each product ------------------------------------------------------------------------------------------ */

/* The largest magnitudes seen in each input of one product, the smallest of them first. */
typedef struct range {
    uint32_t n;
    float *top; /* [n][OUTLIERS + 1] */
} range;

enum site {
    SITE_CONV1,
    SITE_SCAN1,
    SITE_OUT1,
    SITE_CONV2,
    SITE_SCAN2,
    SITE_OUT2,
    SITE_HEADS,
    SITE_ARC,
    SITE_LABELS,
    SITE_U,
    SITE_HEAD,
    SITES
};

static void range_add(range *r, uint32_t k, float v) {
    float *top = r->top + (size_t)k * (OUTLIERS + 1);
    v = fabsf(v);
    if (v <= top[0]) return;
    int at = 0;
    for (; at < OUTLIERS && top[at + 1] < v; at++) top[at] = top[at + 1];
    top[at] = v;
}

static float range_of(const range *r, uint32_t k) {
    const float v = r->top[(size_t)k * (OUTLIERS + 1)];
    return v > 1e-6f ? v : 1e-6f;
}

static void range_rows(range *r, const float *x, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < r->n; k++) range_add(r, k, x[(size_t)i * r->n + k]);
}

/* Of one number for all. */
static float range_whole(const range *r) {
    float most = 1e-6f;
    for (uint32_t k = 0; k < r->n; k++) most = fmaxf(most, r->top[(size_t)k * (OUTLIERS + 1) + OUTLIERS]);
    return most;
}

static void range_pairs(range *r, const network_sites *at, const network_batch *b, uint32_t rel) {
    for (uint32_t s = 0; s < b->sentences; s++)
        for (uint32_t i = b->starts[s]; i < b->starts[s + 1]; i++) {
            const int32_t head = b->words[i]->head;
            const float *p = at->rel_dep + (size_t)i * rel;
            const float *q = at->rel_head + (size_t)(head < 0 ? b->n : b->starts[s] + (uint32_t)head) * rel;
            for (uint32_t k = 0; k < rel; k++) {
                range_add(r, k, p[k] * q[k]);
                range_add(r, rel + k, p[k]);
                range_add(r, 2 * rel + k, q[k]);
            }
        }
}

static void observe(range ranges[SITES], const network *net, const network_sites *at, const network_batch *b) {
    for (int i = 0; i < 2; i++) {
        range_rows(&ranges[i == 0 ? SITE_CONV1 : SITE_CONV2], at->conv[i], b->n);
        range_rows(&ranges[i == 0 ? SITE_SCAN1 : SITE_SCAN2], at->scan[i], b->n);
        range_rows(&ranges[i == 0 ? SITE_OUT1 : SITE_OUT2], at->scan_out[i], b->n);
    }
    range_rows(&ranges[SITE_HEADS], at->heads, b->n);
    range_rows(&ranges[SITE_ARC], at->arc, b->n);
    range_rows(&ranges[SITE_U], at->arc_u, b->n);
    range_rows(&ranges[SITE_HEAD], at->arc_head, b->n + 1);
    range_pairs(&ranges[SITE_LABELS], at, b, net->shape.rel);
}

/* Every so-maniest tree of the corpus, until the sample is full. Leaves the root's vectors in `space`. */
static dp_status calibrate(const network *net, const corpus *c, uint32_t bank, range ranges[SITES], network_space *space,
                           network_batch *b) {
    uint32_t words = 0, seen = 0;
    for (uint32_t i = 0; i < c->sentences.n; i++)
        if (c->sentences.at[i].tree) words += c->sentences.at[i].count;
    const uint32_t stride = words / SAMPLE_WORDS + 1;
    for (uint32_t i = 0, kept = 0; i < c->sentences.n; i++) {
        const corpus_sentence *s = &c->sentences.at[i];
        if (!s->tree || s->count > SAMPLE_BATCH / 2 || seen++ % stride != 0) continue;
        network_batch_add(c, i, SPELL_WRITTEN, b);
        if (b->n < SAMPLE_BATCH / 2) continue;
        network_predict(net, space, c, b, bank);
        network_sites at = network_sites_of(space);
        observe(ranges, net, &at, b);
        kept += b->n;
        b->n = b->sentences = 0;
        if (kept >= SAMPLE_WORDS) break;
    }
    return DP_OK;
}

/* --- sections ------------------------------------------------------------------------------------------------------------- */

typedef struct exporter {
    const network *net;
    const corpus *corpus;
    model_file file;
    buf sections[MODEL_FILE_SECTIONS];
    range ranges[SITES];
    arena a;
    bool failed;
} exporter;

static buf *section(exporter *e, const char *name) {
    buf *b = &e->sections[e->file.n];
    model_file_add(&e->file, name, b);
    return b;
}

static int32_t nearest(float v, float least, float most) {
    return (int32_t)rintf(fminf(fmaxf(v, least), most));
}

/* Inputs are (q − 64)/mul, so the weights take 1/mul; w is [in][out]. `step` NULL: inputs are q − 64 as they are. */
typedef struct matrix {
    uint32_t in, out;
    const float *w, *b;
    const float *mul; /* [in] or NULL */
} matrix;

static void put_matrix(exporter *e, const char *name, const matrix *m) {
    const uint32_t out = net_block(m->out);
    int8_t *packed = arena_array(&e->a, (size_t)out * m->in, 1);
    int32_t *zero = arena_array(&e->a, out, sizeof *zero);
    float *scale = arena_array(&e->a, out, sizeof *scale), *bias = arena_array(&e->a, out, sizeof *bias);
    if (!packed || !zero || !scale || !bias) {
        e->failed = true;
        return;
    }
    for (uint32_t j = 0; j < out; j++) {
        float most = 1e-12f;
        for (uint32_t k = 0; k < m->in && j < m->out; k++)
            most = fmaxf(most, fabsf(m->w[(size_t)k * m->out + j] / (m->mul ? m->mul[k] : 1.0f)));
        scale[j] = j < m->out ? most / 127.0f : 1.0f;
        bias[j] = j < m->out ? m->b[j] : 0.0f;
        for (uint32_t k = 0; k < m->in && j < m->out; k++) {
            const float w = m->w[(size_t)k * m->out + j] / (m->mul ? m->mul[k] : 1.0f);
            const int32_t q = nearest(w / scale[j], -127, 127);
            packed[((size_t)(j / 16) * (m->in / 4) + k / 4) * 64 + j % 16 * 4 + k % 4] = (int8_t)q;
            zero[j] += 64 * q;
        }
    }
    buf *b = section(e, name);
    buf_add(b, packed, (size_t)out * m->in);
    buf_add(b, zero, out * sizeof *zero);
    buf_add(b, scale, out * sizeof *scale);
    buf_add(b, bias, out * sizeof *bias);
}

/* How inputs are quantised: 63/range each; `repeat` copies for the matrix, one in the file. */
static const float *put_quantiser(exporter *e, const char *name, enum site site, uint32_t repeat) {
    const range *r = &e->ranges[site];
    float *mul = arena_array(&e->a, (size_t)r->n * repeat, sizeof *mul);
    if (!mul) {
        e->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < r->n * repeat; i++) mul[i] = 63.0f / range_of(r, i % r->n);
    buf_add(section(e, name), mul, r->n * sizeof *mul);
    return mul;
}

static void put_norm(exporter *e, const char *name, const network_layer *l, const float *more) {
    const uint32_t w = e->net->shape.width;
    buf *b = section(e, name);
    buf_add(b, l->gain, w * sizeof(float));
    for (uint32_t k = 0; k < w; k++) {
        const float shift = l->shift[k] + (more ? more[k] : 0.0f);
        buf_add(b, &shift, sizeof shift);
    }
}

/* Tables to −64…63 with a step for each column; the mix takes the steps. */
static void put_embeddings(exporter *e) {
    const network_shape *s = &e->net->shape;
    const uint32_t out = 3 * s->width;
    float *w = arena_array(&e->a, (size_t)s->mix_in * out, sizeof *w), *bias = arena_array(&e->a, out, sizeof *bias);
    if (!w || !bias) {
        e->failed = true;
        return;
    }
    memcpy(bias, e->net->at.mix.b, out * sizeof *bias);
    buf *b = section(e, "emb");
    uint32_t k = 0;
    for (uint32_t c = 0; c < s->channels.n; c++) {
        const channel *ch = &s->channels.at[c];
        const float *table = e->net->table[c];
        float step[NET_MIX_IN_MAX];
        for (uint32_t d = 0; d < ch->dim; d++) {
            double square = 0;
            float most = 1e-6f;
            for (uint32_t r = 0; r < ch->rows; r++) {
                const float v = table[(size_t)r * ch->dim + d];
                square += v * v;
                most = fmaxf(most, fabsf(v));
            }
            step[d] = fminf(most, 8.0f * (float)sqrt(square / ch->rows)) / 63.0f;
        }
        for (uint32_t r = 0; r < ch->rows; r++)
            for (uint32_t d = 0; d < ch->dim; d++) buf_char(b, (char)nearest(table[(size_t)r * ch->dim + d] / step[d], -64, 63));
        for (uint32_t d = 0; d < ch->dim; d++, k++)
            for (uint32_t j = 0; j < out; j++) {
                const float v = e->net->at.mix.w[(size_t)k * out + j] * 2.0f * step[d];
                w[(size_t)k * out + j] = v;
                bias[j] -= 0.25f * v; /* (e1 + e2 + 129) >> 1 rounds up half of the time */
            }
    }
    put_matrix(e, "mix", &(matrix){s->mix_in, out, w, bias, NULL});
}

typedef struct group {
    uint32_t at, n;
    const float *w, *b;
} group;

static void put_heads(exporter *e) {
    const network_shape *s = &e->net->shape;
    const network_params *p = &e->net->at;
    const net_config config = {.arc = s->arc, .rel = s->rel, .tags = s->tags, .scripts = s->scripts, .entities = s->entities};
    const net_groups g = net_groups_of(&config);
    float *tags = arena_array(&e->a, (size_t)s->width * s->tags, sizeof *tags);
    float *w = arena_array(&e->a, (size_t)s->width * g.end, sizeof *w), *b = arena_array(&e->a, g.end, sizeof *b);
    if (!tags || !w || !b) {
        e->failed = true;
        return;
    }
    network_tag_weights(e->net, tags);
    const group groups[] = {{g.tags, s->tags, tags, p->tag_b},
                            {g.scripts, s->scripts, p->script, p->script_b},
                            {g.entities, s->entities, p->entity, p->entity_b},
                            {g.arc_dep, s->arc, p->dep, p->dep_b},
                            {g.arc_head, s->arc, p->head, p->head_b},
                            {g.rel_dep, s->rel, p->rel_dep, p->rel_dep_b},
                            {g.rel_head, s->rel, p->rel_head, p->rel_head_b}};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        memcpy(b + groups[i].at, groups[i].b, groups[i].n * sizeof *b);
        for (uint32_t k = 0; k < s->width; k++)
            memcpy(w + (size_t)k * g.end + groups[i].at, groups[i].w + (size_t)k * groups[i].n, groups[i].n * sizeof *w);
    }
    const float *mul = put_quantiser(e, "heads.q", SITE_HEADS, 1);
    if (mul) put_matrix(e, "heads", &(matrix){s->width, g.end, w, b, mul});
}

static void put_encoder(exporter *e) {
    static const char *const conv[2] = {"conv1", "conv2"}, *const conv_q[2] = {"conv1.q", "conv2.q"};
    static const char *const conv_n[2] = {"conv1.ln", "conv2.ln"}, *const scan_n[2] = {"scan1.ln", "scan2.ln"};
    static const char *const scan[2] = {"scan1", "scan2"}, *const scan_q[2] = {"scan1.q", "scan2.q"};
    static const char *const out[2] = {"scan1.out", "scan2.out"}, *const out_q[2] = {"scan1.out.q", "scan2.out.q"};
    static const enum site sites[2][3] = {{SITE_CONV1, SITE_SCAN1, SITE_OUT1}, {SITE_CONV2, SITE_SCAN2, SITE_OUT2}};
    const uint32_t w = e->net->shape.width;
    for (int i = 0; i < 2; i++) {
        const network_layer *c = &e->net->at.conv[i], *s = &e->net->at.scan[i];
        const float *mul = put_quantiser(e, conv_q[i], sites[i][0], 3);
        if (mul) put_matrix(e, conv[i], &(matrix){3 * w, 3 * w, c->w, c->b, mul});
        put_norm(e, conv_n[i], c, NULL);
        mul = put_quantiser(e, scan_q[i], sites[i][1], 1);
        if (mul) put_matrix(e, scan[i], &(matrix){w, 3 * w, s->w, s->b, mul});
        mul = put_quantiser(e, out_q[i], sites[i][2], 1);
        if (mul) put_matrix(e, out[i], &(matrix){w, w, s->out, s->out_b, mul});
        put_norm(e, scan_n[i], s, NULL);
    }
}

static void put_arcs(exporter *e, const network_sites *at, uint32_t n) {
    const network_shape *s = &e->net->shape;
    const network_params *p = &e->net->at;
    const float *mul = put_quantiser(e, "arc.u.q", SITE_ARC, 1);
    if (mul) put_matrix(e, "arc.u", &(matrix){s->arc, s->arc, p->u, p->u_b, mul});
    mul = put_quantiser(e, "labels.q", SITE_LABELS, 1);
    if (mul) put_matrix(e, "labels", &(matrix){3 * s->rel, s->deprels, p->label, p->label_b, mul});
    buf_add(section(e, "arc.root"), at->arc_head + (size_t)n * s->arc, s->arc * sizeof(float));
    buf_add(section(e, "rel.root"), at->rel_head + (size_t)n * s->rel, s->rel * sizeof(float));
    const float dep = 2047.0f / range_whole(&e->ranges[SITE_U]), head = 2047.0f / range_whole(&e->ranges[SITE_HEAD]);
    const float scales[3] = {dep, head, 1.0f / (dep * head)};
    buf_add(section(e, "arc.scales"), scales, sizeof scales);
}

static void put_strings(exporter *e, const char *name, const vocab *v) {
    buf *b = section(e, name);
    for (uint32_t i = 0; i < v->items.n; i++) buf_add(b, v->items.at[i].text, strlen(v->items.at[i].text) + 1);
}

static void put_all(exporter *e, uint32_t bank, const network_sites *at, uint32_t n) {
    static const char entities[] = "O\0B-PER\0I-PER\0B-ORG\0I-ORG\0B-LOC\0I-LOC\0B-MISC\0I-MISC";
    const network_shape *s = &e->net->shape;
    net_config config;
    memset(&config, 0, sizeof config); /* padding too: equal input gives equal bytes */
    config.width = s->width, config.arc = s->arc, config.rel = s->rel;
    config.tags = s->tags, config.scripts = s->scripts, config.entities = s->entities, config.deprels = s->deprels;
    config.channels = s->channels;
    buf_add(section(e, "config"), &config, sizeof config);
    put_embeddings(e);
    put_norm(e, "mix.ln", &e->net->at.mix, e->net->at.bank + (size_t)bank * s->width);
    put_encoder(e);
    put_heads(e);
    put_arcs(e, at, n);
    buf *slots = section(e, "lemmas");
    buf *scripts = section(e, "lemma.scripts");
    dp_error ignored;
    if (lemma_counts_write(&e->corpus->lemmas, slots, scripts, &ignored) != DP_OK) e->failed = true;
    put_strings(e, "tags", &e->corpus->tags);
    put_strings(e, "scripts", &e->corpus->scripts);
    put_strings(e, "deprels", &e->corpus->deprels);
    buf_add(section(e, "entities"), entities, sizeof entities);
}

dp_status export_network(const network *net, const corpus *c, uint32_t bank, buf *out, dp_error *err) {
    const network_shape *s = &net->shape;
    const uint32_t widths[SITES] = {s->width, s->width, s->width,   s->width, s->width, s->width,
                                    s->width, s->arc,   3 * s->rel, s->arc,   s->arc};
    exporter *e = calloc(1, sizeof *e);
    if (!e) return error_nomem(err);
    e->net = net;
    e->corpus = c;
    e->file.version = MODEL_VERSION;
    arena_init(&e->a);
    network_batch b;
    network_space *space = NULL;
    dp_status status = network_batch_make(SAMPLE_BATCH, &e->a, &b, err);
    if (!status) status = network_space_make(net, SAMPLE_BATCH, SAMPLE_BATCH, &e->a, &space, err);
    for (int i = 0; i < SITES && !status; i++) {
        e->ranges[i] = (range){widths[i], arena_array(&e->a, (size_t)widths[i] * (OUTLIERS + 1), sizeof(float))};
        if (!e->ranges[i].top) status = error_nomem(err);
    }
    if (!status) status = calibrate(net, c, bank, e->ranges, space, &b);
    if (!status) {
        /* Once more on one sentence: the root's vectors stand behind those of its words. */
        b.n = b.sentences = 0;
        network_batch_add(c, 0, SPELL_WRITTEN, &b);
        network_predict(net, space, c, &b, bank);
        network_sites at = network_sites_of(space);
        put_all(e, bank, &at, b.n);
        bool failed = e->failed;
        for (uint32_t i = 0; i < e->file.n; i++) failed = failed || e->sections[i].failed;
        status = failed ? error_nomem(err) : model_file_bytes(&e->file, out, err);
    }
    for (uint32_t i = 0; i < MODEL_FILE_SECTIONS; i++) buf_free(&e->sections[i]);
    arena_free(&e->a);
    free(e);
    return status;
}
