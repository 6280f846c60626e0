#include "lib/silver.h"

#include <math.h>
#include <string.h>

#include "lib/eisner.h"

enum { BATCH = 1024 };

typedef struct tables {
    network_space **spaces; /* [nets] */
    network_batch batch;
    float *sum, *arcs, *chart; /* [tags or scripts]; [m][m + 1]; the decoder's */
    uint16_t *back;
    int32_t heads[CORPUS_SENTENCE_MAX];
    uint32_t labels_max;
} tables;

static void add_softmax(const float *y, size_t n, float *sum) {
    float most = y[0], total = 0;
    for (size_t k = 1; k < n; k++) most = fmaxf(most, y[k]);
    for (size_t k = 0; k < n; k++) total += expf(y[k] - most);
    for (size_t k = 0; k < n; k++) sum[k] += expf(y[k] - most) / total;
}

static uint32_t best_of(const float *sum, size_t n) {
    uint32_t best = 0;
    for (uint32_t k = 1; k < n; k++)
        if (sum[k] > sum[best]) best = k;
    return best;
}

/* The class of each word on which the networks agree most. */
static void vote_classes(const network *nets, uint32_t n, tables *t, corpus *c, const bool *good, bool scripts) {
    const uint32_t classes = scripts ? nets->shape.scripts : nets->shape.tags;
    const float *scores[16];
    for (uint32_t i = 0; i < n; i++) scores[i] = network_class_scores(&nets[i], t->spaces[i], &t->batch, scripts);
    for (uint32_t k = 0; k < t->batch.sentences; k++)
        for (uint32_t w = t->batch.starts[k]; w < t->batch.starts[k + 1] && good[k]; w++) {
            corpus_word *word = &c->words.at[c->sentences.at[t->batch.source[k]].first + w - t->batch.starts[k]];
            memset(t->sum, 0, classes * sizeof *t->sum);
            for (uint32_t i = 0; i < n; i++) add_softmax(scores[i] + (size_t)w * classes, classes, t->sum);
            *(scripts ? &word->script[SPELL_WRITTEN] : &word->tag) = best_of(t->sum, classes);
        }
}

/* Heads and relations of sentence k; false where the networks are too unsure. */
static bool vote_tree(const network *nets, uint32_t n, tables *t, corpus *c, uint32_t k, const silver_options *o) {
    const uint32_t m = t->batch.starts[k + 1] - t->batch.starts[k], labels = nets->shape.deprels;
    corpus_word *words = &c->words.at[c->sentences.at[t->batch.source[k]].first];
    memset(t->arcs, 0, (size_t)m * (m + 1) * sizeof *t->arcs);
    for (uint32_t i = 0; i < n; i++) {
        const float *arcs = network_arcs(&nets[i], t->spaces[i], &t->batch, k);
        for (uint32_t d = 0; d < m; d++) add_softmax(arcs + (size_t)d * (m + 1), m + 1, t->arcs + (size_t)d * (m + 1));
    }
    for (size_t i = 0; i < (size_t)m * (m + 1); i++) t->arcs[i] = logf(t->arcs[i] / (float)n + 1e-9f);
    eisner(m, t->arcs, t->chart, t->back, t->heads);
    float certain = 0;
    for (uint32_t d = 0; d < m; d++) certain += expf(t->arcs[(size_t)d * (m + 1) + (uint32_t)(t->heads[d] + 1)]);
    if (certain < o->certainty * (float)m) return false;
    for (uint32_t d = 0; d < m; d++) {
        memset(t->sum, 0, labels * sizeof *t->sum);
        for (uint32_t i = 0; i < n; i++)
            add_softmax(network_label_scores(&nets[i], t->spaces[i], &t->batch, k, d, t->heads[d]), labels, t->sum);
        words[d].head = t->heads[d];
        words[d].deprel = best_of(t->sum, labels);
    }
    return true;
}

static dp_status vote_batch(const network *nets, uint32_t n, tables *t, corpus *c, const silver_options *o, silver_count *out,
                            arena *a, dp_error *err) {
    bool *good = arena_array(a, t->batch.sentences + 1u, sizeof *good);
    if (!good) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) network_predict(&nets[i], t->spaces[i], c, &t->batch, o->bank);
    for (uint32_t k = 0; k < t->batch.sentences; k++) good[k] = vote_tree(nets, n, t, c, k, o);
    for (int scripts = 0; scripts < 2; scripts++) vote_classes(nets, n, t, c, good, scripts);
    for (uint32_t k = 0; k < t->batch.sentences; k++) {
        corpus_sentence *s = &c->sentences.at[t->batch.source[k]];
        if (!good[k]) continue;
        s->tree = s->silver = true;
        s->weight = o->weight;
        out->sentences++;
        out->words += s->count;
    }
    t->batch.n = t->batch.sentences = 0;
    return DP_OK;
}

dp_status silver_annotate(const network *nets, uint32_t n, corpus *c, const silver_options *o, silver_count *out, dp_error *err) {
    arena a;
    tables t = {0};
    *out = (silver_count){0};
    arena_init(&a);
    const network_shape *s = &nets->shape;
    const uint32_t most = s->tags > s->scripts ? s->tags : s->scripts;
    t.spaces = arena_array(&a, n, sizeof *t.spaces);
    t.sum = arena_array(&a, most > s->deprels ? most : s->deprels, sizeof *t.sum);
    t.arcs = arena_array(&a, (size_t)CORPUS_SENTENCE_MAX * (CORPUS_SENTENCE_MAX + 1), sizeof *t.arcs);
    t.chart = arena_array(&a, EISNER_CELLS(CORPUS_SENTENCE_MAX), sizeof *t.chart);
    t.back = arena_array(&a, EISNER_CELLS(CORPUS_SENTENCE_MAX), sizeof *t.back);
    dp_status status = t.spaces && t.sum && t.arcs && t.chart && t.back && n <= 16 ? DP_OK : error_nomem(err);
    if (!status) status = network_batch_make(BATCH, &a, &t.batch, err);
    for (uint32_t i = 0; i < n && !status; i++)
        status = network_space_make(&nets[i], BATCH, CORPUS_SENTENCE_MAX, &a, &t.spaces[i], err);
    for (uint32_t i = 0; i < c->sentences.n && !status; i++) {
        const corpus_sentence *from = &c->sentences.at[i];
        if (!from->tree && from->count >= o->words_least && from->count <= o->words_most)
            network_batch_add(c, i, SPELL_WRITTEN, &t.batch);
        if (t.batch.n > BATCH / 2) status = vote_batch(nets, n, &t, c, o, out, &a, err);
    }
    if (!status && t.batch.n > 0) status = vote_batch(nets, n, &t, c, o, out, &a, err);
    arena_free(&a);
    return status;
}
