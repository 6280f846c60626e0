#include "lib/fit.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/eisner.h"
#include "lib/shuffle.h"

#define WARM_UP      100
#define LEAST_RATE   0.02f
#define CAPITALS     3 /* per cent of sentences that are learned in capitals, and without accents */
#define BARE         3
#define SENTENCE_MAX CORPUS_SENTENCE_MAX

static double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* --- batches -------------------------------------------------------------------------------------------------------------- */

/* Sentences of one kind in random order, begun anew when all were seen. */
typedef struct stream {
    uint32_t *order, n, at, rounds;
} stream;

static dp_status stream_make(const corpus *c, bool tree, arena *a, stream *out, uint32_t *words, dp_error *err) {
    *out = (stream){.order = arena_array(a, c->sentences.n + 1u, sizeof(uint32_t))};
    if (!out->order) return error_nomem(err);
    for (uint32_t i = 0; i < c->sentences.n; i++)
        if (tree ? c->sentences.at[i].tree : !c->sentences.at[i].tree && c->sentences.at[i].classes) {
            out->order[out->n++] = i;
            *words += c->sentences.at[i].count;
        }
    out->at = out->n;
    return DP_OK;
}

static uint32_t stream_next(stream *s, uint64_t *seed) {
    if (s->at == s->n) {
        shuffle(s->order, s->n, seed_next(seed));
        s->at = 0;
        s->rounds++;
    }
    return s->order[s->at++];
}

/* Other words of the same tag in a few places of the last sentence; the first has a capital. */
static void replace_words(const corpus *c, const fit_options *o, uint64_t *seed, network_batch *b) {
    const corpus_sentence *from = &c->sentences.at[b->source[b->sentences - 1]];
    if (!o->lexical || !from->tree || from->silver) return;
    const uint32_t first = b->starts[b->sentences - 1];
    for (uint32_t i = first; i < b->n; i++) {
        const uint32_t tag = b->words[i]->tag;
        const uint64_t r = seed_next(seed);
        if ((float)(r >> 40) * 0x1p-24f >= o->replaced || tag == CORPUS_NONE || tag >= o->lexical->tags) continue;
        const lexical_list *list = &o->lexical->by_tag[tag];
        if (list->words.n == 0) continue;
        const lexical_word *w = &list->words.at[(r & 0xFFFFFF) % list->words.n];
        b->types[i] = i == first ? w->capital : w->type;
        b->scripts[i] = w->script;
    }
}

static void batch_fill(const corpus *c, const fit_options *o, stream *s, uint32_t words, uint64_t *seed, network_batch *b) {
    const uint32_t end = b->n + words;
    while (s->n > 0 && b->n < end) {
        const uint32_t r = (uint32_t)(seed_next(seed) % 100);
        const enum spelling how = r < CAPITALS ? SPELL_CAPITALS : r < CAPITALS + BARE ? SPELL_BARE : SPELL_WRITTEN;
        network_batch_add(c, stream_next(s, seed), how, b);
        if (how == SPELL_WRITTEN) replace_words(c, o, seed, b);
    }
}

/* --- scores --------------------------------------------------------------------------------------------------------------- */

static uint32_t best_of(const float *scores, uint32_t n) {
    uint32_t best = 0;
    for (uint32_t k = 1; k < n; k++)
        if (scores[k] > scores[best]) best = k;
    return best;
}

static bool same_to(const char *a, const char *b, char end) {
    size_t n = strcspn(a, (char[]){end, 0});
    return strncmp(a, b, n) == 0 && (b[n] == end || b[n] == 0);
}

static void count_word(const corpus *dev, const corpus_word *w, uint32_t tag, uint32_t script, fit_score *out) {
    const char *said = dev->tags.items.at[tag].text;
    /* A tag that training never saw stands in the dev corpus' own words as CORPUS_NONE: it is wrong in any case. */
    const char *gold = w->tag == CORPUS_NONE ? "?" : dev->tags.items.at[w->tag].text;
    out->upos += same_to(said, gold, '|');
    out->feats += tag == w->tag;
    out->lemma += script == w->script[SPELL_WRITTEN];
}

dp_status fit_evaluate(const network *net, const corpus *dev, uint32_t bank, fit_score *out, arena *a, dp_error *err) {
    network_batch b;
    network_space *s;
    *out = (fit_score){0};
    float *table = arena_array(a, EISNER_CELLS(SENTENCE_MAX), sizeof(float));
    uint16_t *back = arena_array(a, EISNER_CELLS(SENTENCE_MAX), sizeof(uint16_t));
    int32_t heads[SENTENCE_MAX];
    dp_status status = network_batch_make(2 * SENTENCE_MAX, a, &b, err);
    if (!status) status = network_space_make(net, 2 * SENTENCE_MAX, SENTENCE_MAX, a, &s, err);
    if (status || !table || !back) return status ? status : error_nomem(err);
    for (uint32_t next = 0; next < dev->sentences.n;) {
        b.n = b.sentences = 0;
        for (; next < dev->sentences.n && b.n < SENTENCE_MAX; next++)
            if (dev->sentences.at[next].tree) network_batch_add(dev, next, SPELL_WRITTEN, &b);
        if (b.n == 0) continue;
        network_answer y = network_predict(net, s, dev, &b, bank);
        for (uint32_t k = 0; k < b.sentences; k++) {
            const uint32_t first = b.starts[k], m = b.starts[k + 1] - first;
            eisner(m, network_arcs(net, s, &b, k), table, back, heads);
            for (uint32_t i = 0; i < m; i++) {
                const corpus_word *w = b.words[first + i];
                count_word(dev, w, y.tags[first + i], y.scripts[first + i], out);
                if (heads[i] != w->head) continue;
                out->uas++;
                const float *labels = network_label_scores(net, s, &b, k, i, heads[i]);
                const char *label = dev->deprels.items.at[best_of(labels, net->shape.deprels)].text;
                out->las += w->deprel != CORPUS_NONE && same_to(label, dev->deprels.items.at[w->deprel].text, ':');
            }
            out->words += m;
        }
    }
    const double share = 100.0 / (out->words > 0 ? out->words : 1);
    out->upos *= share, out->feats *= share, out->lemma *= share, out->uas *= share, out->las *= share;
    return DP_OK;
}

/* The best label that may follow: an inside one only after its own kind. */
static uint32_t next_label(const float *scores, uint32_t before) {
    uint32_t best = ENTITY_O;
    for (uint32_t k = 1; k < ENTITY_TAGS; k++) {
        bool inside = k % 2 == 0;
        if (inside && before != k && before != k - 1) continue;
        if (scores[k] > scores[best]) best = k;
    }
    return best;
}

/* Where the span that begins at i with a label of `class` ends. */
static uint32_t span_end(const uint32_t *labels, uint32_t i, uint32_t end) {
    uint32_t inside = labels[i] + 1;
    for (i++; i < end && labels[i] == inside; i++) continue;
    return i;
}

static void count_names(const network_batch *b, uint32_t k, const corpus_sentence *from, uint32_t *said, fit_names_score *out) {
    uint32_t gold[SENTENCE_MAX];
    const uint32_t first = b->starts[k], m = b->starts[k + 1] - first;
    for (uint32_t i = 0; i < m; i++) gold[i] = b->words[first + i]->entity;
    for (uint32_t i = 0; i < m; i++) {
        const uint32_t a = gold[i], c = said[i];
        bool is_gold = a % 2 == 1, is_said = c % 2 == 1 && from->classes >> (c / 2) & 1;
        out->gold += is_gold;
        out->said += is_said;
        out->right += is_gold && is_said && a == c && span_end(gold, i, m) == span_end(said, i, m);
    }
}

dp_status fit_evaluate_names(const network *net, const corpus *dev, uint32_t bank, fit_names_score *out, arena *a,
                             dp_error *err) {
    network_batch b;
    network_space *s;
    *out = (fit_names_score){0};
    dp_status status = network_batch_make(2 * SENTENCE_MAX, a, &b, err);
    if (!status) status = network_space_make(net, 2 * SENTENCE_MAX, SENTENCE_MAX, a, &s, err);
    for (uint32_t next = 0; !status && next < dev->sentences.n;) {
        b.n = b.sentences = 0;
        for (; next < dev->sentences.n && b.n < SENTENCE_MAX; next++)
            if (dev->sentences.at[next].classes) network_batch_add(dev, next, SPELL_WRITTEN, &b);
        if (b.n == 0) continue;
        network_answer y = network_predict(net, s, dev, &b, bank);
        for (uint32_t k = 0; k < b.sentences; k++) {
            uint32_t said[SENTENCE_MAX], before = ENTITY_O;
            for (uint32_t i = b.starts[k]; i < b.starts[k + 1]; i++)
                said[i - b.starts[k]] = before = next_label(y.entity_scores + (size_t)i * ENTITY_TAGS, before);
            count_names(&b, k, &dev->sentences.at[b.source[k]], said, out);
        }
    }
    out->f1 = out->gold + out->said > 0 ? 200.0 * out->right / (out->gold + out->said) : 0;
    return status;
}

/* --- the course of training ------------------------------------------------------------------------------------------------ */

static dp_status report(const network *net, const corpus *dev, uint32_t bank, double start, uint32_t epoch,
                        const network_loss *sum, uint32_t steps, dp_error *err) {
    fit_score score = {0};
    fit_names_score names = {0};
    arena a;
    arena_init(&a);
    dp_status status = fit_evaluate(net, dev, bank, &score, &a, err);
    if (!status) status = fit_evaluate_names(net, dev, bank, &names, &a, err);
    arena_free(&a);
    const double n = steps > 0 ? steps : 1;
    fprintf(stderr,
            "epoch %u, %.0f s: loss tag %.3f script %.3f arc %.3f label %.3f entity %.3f; UPOS %.2f tag %.2f lemma %.2f UAS %.2f "
            "LAS %.2f names %.2f\n",
            epoch, cpu_seconds() - start, sum->tag / n, sum->script / n, sum->arc / n, sum->label / n, sum->entity / n,
            score.upos, score.feats, score.lemma, score.uas, score.las, names.f1);
    return status;
}

static float rate_at(const fit_options *o, uint32_t step, uint32_t steps) {
    float warm = step < WARM_UP ? (float)(step + 1) / WARM_UP : 1.0f, left = 1.0f - (float)step / (float)steps;
    return o->rate * warm * (left > LEAST_RATE ? left : LEAST_RATE);
}

dp_status fit_network(const corpus *train, const corpus *dev, uint32_t bank, const fit_options *o, network *net, arena *a,
                      dp_error *err) {
    const uint32_t words = o->batch + o->names + 2 * SENTENCE_MAX;
    uint32_t tree_words = 0, name_words = 0;
    uint64_t seed = o->seed;
    adam optimiser;
    network_batch b;
    network_space *s;
    stream trees, names;
    dp_status status = adam_make(net, a, &optimiser, err);
    if (!status) status = network_batch_make(words, a, &b, err);
    if (!status) status = network_space_make(net, words, SENTENCE_MAX, a, &s, err);
    if (!status) status = stream_make(train, true, a, &trees, &tree_words, err);
    if (!status) status = stream_make(train, false, a, &names, &name_words, err);
    const double start = cpu_seconds();
    const uint32_t per_epoch = (tree_words + o->batch - 1) / o->batch, steps = per_epoch * o->epochs;
    network_loss sum = {0};
    for (uint32_t step = 0; !status && step < steps; step++) {
        b.n = b.sentences = 0;
        batch_fill(train, o, &trees, o->batch, &seed, &b);
        batch_fill(train, o, &names, o->names, &seed, &b);
        network_loss loss = network_learn(net, s, train, &b, &o->drop, &seed);
        adam_step(&optimiser, net, rate_at(o, step, steps));
        sum.tag += loss.tag, sum.script += loss.script, sum.arc += loss.arc, sum.label += loss.label, sum.entity += loss.entity;
        const uint32_t epoch = (step + 1) / per_epoch;
        if ((step + 1) % per_epoch == 0 && (epoch % 5 == 0 || epoch == 1) && o->verbose && step + 1 < steps) {
            adam_swap_means(&optimiser, net);
            status = report(net, dev, bank, start, epoch, &sum, per_epoch, err);
            adam_swap_means(&optimiser, net);
        }
        if ((step + 1) % per_epoch == 0 && step + 1 < steps) sum = (network_loss){0};
    }
    if (!status && o->verbose) status = report(net, dev, bank, start, o->epochs, &sum, per_epoch, err);
    if (!status) adam_swap_means(&optimiser, net);
    if (!status && o->verbose) status = report(net, dev, bank, start, o->epochs, &sum, per_epoch, err);
    return status;
}
