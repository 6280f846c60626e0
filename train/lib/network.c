/* The two passes. */
#include "lib/network_space.h"

#include <math.h>
#include <string.h>

#include "lib/layers.h"
#include "lib/matmul.h"
#include "lib/shuffle.h"

/* --- forwards ------------------------------------------------------------------------------------------------------------- */

static bool toss(float chance, uint64_t *seed) {
    return chance > 0 && (float)(seed_next(seed) >> 40) * 0x1p-24f < chance;
}

/* Words are seen without their form now and then, as unknown words are; what may be a name, in texts with names, also by nothing
 * but its shape and the gazetteers' flags: else few texts are learned by heart. */
static void drop_channels(network_space *s, const corpus *c, const network_batch *b, const network_dropout *drop,
                          uint64_t *seed) {
    enum { FORM = 1 << CHANNEL_FORM | 1 << CHANNEL_BARE, LETTERS = FORM | 1 << CHANNEL_SUFFIX | 1 << CHANNEL_PREFIX };
    for (uint32_t k = 0; k < b->sentences; k++) {
        const corpus_sentence *from = &c->sentences.at[b->source[k]];
        for (uint32_t i = b->starts[k]; i < b->starts[k + 1]; i++) {
            const uint32_t entity = b->words[i]->entity;
            const bool name = entity != CORPUS_NONE && (entity != ENTITY_O || c->type_rows.at[b->types[i]].capital);
            s->dropped[i] = toss(drop->form, seed) ? FORM : 0;
            if (!from->tree && name && toss(drop->name, seed)) s->dropped[i] = LETTERS;
            if (toss(drop->listed, seed)) s->dropped[i] |= 1 << CHANNEL_LEXICON;
        }
    }
}

/* Is the channel silent at this word? A word that is kept from the lexicon is not silent there: it reads as one that is not
 * listed. */
static bool is_silent(const network *net, const network_space *s, uint32_t word, uint32_t ch) {
    const uint32_t kind = net->shape.channels.at[ch].kind;
    return kind != CHANNEL_LEXICON && (s->dropped[word] >> kind & 1);
}

static uint32_t row_of(const network *net, const network_space *s, const corpus_type *type, uint32_t word, uint32_t ch,
                       int which) {
    const bool unlisted = net->shape.channels.at[ch].kind == CHANNEL_LEXICON && (s->dropped[word] >> CHANNEL_LEXICON & 1);
    return unlisted ? 0 : type->rows[ch][which];
}

static void embed(const network *net, network_space *s, const corpus *c, const network_batch *b, const network_dropout *drop,
                  uint64_t *seed) {
    const size_t k = net->shape.mix_in;
    drop_channels(s, c, b, drop, seed);
    for (uint32_t i = 0; i < b->n; i++) {
        const corpus_type *type = &c->type_rows.at[b->types[i]];
        float *to = s->e + i * k;
        for (uint32_t ch = 0; ch < net->shape.channels.n; ch++) {
            const uint32_t dim = net->shape.channels.at[ch].dim;
            const float *one = net->table[ch] + (size_t)row_of(net, s, type, i, ch, 0) * dim;
            const float *two = net->table[ch] + (size_t)row_of(net, s, type, i, ch, 1) * dim;
            const bool dropped = is_silent(net, s, i, ch);
            for (uint32_t d = 0; d < dim; d++) to[d] = dropped ? 0.0f : one[d] + two[d];
            to += dim;
        }
    }
    dropout_forward(b->n * k, drop->input, seed, s->e, s->e_mask);
}

static void norm_layer(size_t n, size_t w, const network_layer *p, layer_space *l, float *y) {
    norm_forward(n, w, l->z, p->gain, p->shift, y, l->hat, l->inverse);
}

static void forward(const network *net, network_space *s, const corpus *c, const network_batch *b, const network_dropout *drop,
                    uint64_t *seed, uint32_t bank) {
    const size_t n = b->n, w = net->shape.width;
    const network_params *p = &net->at;
    embed(net, s, c, b, drop, seed);
    linear_forward(n, net->shape.mix_in, 3 * w, s->e, p->mix.w, p->mix.b, s->mix.u);
    maxout_forward(n, w, s->mix.u, s->mix.z, s->mix.which);
    norm_layer(n, w, &p->mix, &s->mix, s->x[0]);
    for (uint32_t k = 0; k < b->sentences; k++) {
        const uint32_t source = bank == CORPUS_NONE ? c->sentences.at[b->source[k]].bank : bank;
        const float *vector = p->bank + source * w;
        for (size_t i = b->starts[k]; i < b->starts[k + 1]; i++)
            for (size_t j = 0; j < w; j++) s->x[0][i * w + j] += vector[j];
    }
    for (int i = 0; i < 2; i++) {
        layer_space *l = &s->conv[i];
        window_forward(b->starts, b->sentences, w, s->x[2 * i], s->cat);
        linear_forward(n, 3 * w, 3 * w, s->cat, p->conv[i].w, p->conv[i].b, l->u);
        maxout_forward(n, w, l->u, l->z, l->which);
        norm_layer(n, w, &p->conv[i], l, s->x[2 * i + 1]);
        dropout_forward(n * w, drop->hidden, seed, s->x[2 * i + 1], l->mask);
        for (size_t k = 0; k < n * w; k++) s->x[2 * i + 1][k] += s->x[2 * i][k];
        l = &s->scan[i];
        linear_forward(n, w, 3 * w, s->x[2 * i + 1], p->scan[i].w, p->scan[i].b, l->u);
        scan_forward(b->starts, b->sentences, w / 2, l->u, l->state, l->y);
        linear_forward(n, w, w, l->y, p->scan[i].out, p->scan[i].out_b, l->z);
        norm_layer(n, w, &p->scan[i], l, s->x[2 * i + 2]);
        dropout_forward(n * w, drop->hidden, seed, s->x[2 * i + 2], l->mask);
        for (size_t k = 0; k < n * w; k++) s->x[2 * i + 2][k] += s->x[2 * i + 1][k];
    }
    memcpy(s->hidden, s->x[4], n * w * sizeof(float));
    dropout_forward(n * w, drop->hidden, seed, s->hidden, s->hidden_mask);
}

/* tag weights = own + Σ of its parts' */
void network_tag_weights(const network *net, float *out) {
    const network_shape *sh = &net->shape;
    memcpy(out, net->at.tag, (size_t)sh->width * sh->tags * sizeof(float));
    for (uint32_t t = 0; t < sh->tags; t++)
        for (uint32_t f = 0; f < sh->factors; f++)
            if (net->tag_factors[(size_t)t * sh->factors + f])
                for (size_t k = 0; k < sh->width; k++) out[k * sh->tags + t] += net->at.factor[k * sh->factors + f];
}

static void arc_vectors(const network *net, network_space *s, size_t n, const network_dropout *drop, uint64_t *seed) {
    const size_t w = net->shape.width, arc = net->shape.arc, rel = net->shape.rel;
    const network_params *p = &net->at;
    linear_forward(n, w, arc, s->hidden, p->dep, p->dep_b, s->dep_in);
    linear_forward(n, w, arc, s->hidden, p->head, p->head_b, s->head_in);
    linear_forward(1, w, arc, p->root, p->head, p->head_b, s->head_in + n * arc);
    leaky_forward(n * arc, s->dep_in, s->dep);
    leaky_forward((n + 1) * arc, s->head_in, s->head);
    dropout_forward(n * arc, drop->hidden, seed, s->dep, s->dep_mask);
    dropout_forward(n * arc, drop->hidden, seed, s->head, s->head_mask);
    linear_forward(n, arc, arc, s->dep, p->u, p->u_b, s->dep_u);
    linear_forward(n, w, rel, s->hidden, p->rel_dep, p->rel_dep_b, s->rdep_in);
    linear_forward(n, w, rel, s->hidden, p->rel_head, p->rel_head_b, s->rhead_in);
    linear_forward(1, w, rel, p->root, p->rel_head, p->rel_head_b, s->rhead_in + n * rel);
    leaky_forward(n * rel, s->rdep_in, s->rdep);
    leaky_forward((n + 1) * rel, s->rhead_in, s->rhead);
}

/* arcs [m][m + 1] of the words from `first` on; column 0 is the root. */
static void arc_scores(const network *net, network_space *s, size_t n, size_t first, size_t m) {
    const size_t arc = net->shape.arc;
    for (size_t d = 0; d < m; d++) {
        const float *dep = s->dep_u + (first + d) * arc;
        for (size_t h = 0; h <= m; h++) {
            const float *head = s->head + (h == 0 ? n : first + h - 1) * arc;
            float sum = 0;
#pragma omp simd reduction(+ : sum)
            for (size_t k = 0; k < arc; k++) sum += dep[k] * head[k];
            s->arcs[d * (m + 1) + h] = sum;
        }
    }
}

/* --- backwards ------------------------------------------------------------------------------------------------------------ */

static void back_arcs(const network *net, network_space *s, size_t n, size_t first, size_t m) {
    const size_t arc = net->shape.arc;
    for (size_t d = 0; d < m; d++) {
        const float *dep = s->dep_u + (first + d) * arc, *slope = s->darcs + d * (m + 1);
        float *ddep = s->ddep_u + (first + d) * arc;
        for (size_t h = 0; h <= m; h++) {
            const size_t at = (h == 0 ? n : first + h - 1) * arc;
            for (size_t k = 0; k < arc; k++) ddep[k] += slope[h] * s->head[at + k];
            for (size_t k = 0; k < arc; k++) s->dhead[at + k] += slope[h] * dep[k];
        }
    }
}

static size_t head_row(const network_batch *b, uint32_t sentence, int32_t head) {
    return head < 0 ? b->n : b->starts[sentence] + (uint32_t)head;
}

static double learn_arcs(const network *net, network_space *s, const corpus *c, const network_batch *b, float scale) {
    const size_t arc = net->shape.arc;
    double loss = 0;
    memset(s->ddep_u, 0, b->n * arc * sizeof(float));
    memset(s->dhead, 0, (b->n + 1) * arc * sizeof(float));
    for (uint32_t k = 0; k < b->sentences; k++) {
        const corpus_sentence *from = &c->sentences.at[b->source[k]];
        const size_t first = b->starts[k], m = b->starts[k + 1] - first;
        if (!from->tree) continue;
        arc_scores(net, s, b->n, first, m);
        for (size_t d = 0; d < m; d++) {
            const uint32_t gold = (uint32_t)(b->words[first + d]->head + 1);
            loss += cross_entropy(m + 1, s->arcs + d * (m + 1), gold, NULL, scale * from->weight, s->darcs + d * (m + 1));
        }
        back_arcs(net, s, b->n, first, m);
    }
    return loss;
}

static void make_pair(network_space *s, size_t rel, size_t dep, size_t head, float *z) {
    const float *p = s->rdep + dep * rel, *q = s->rhead + head * rel;
    for (size_t k = 0; k < rel; k++) z[k] = p[k] * q[k], z[rel + k] = p[k], z[2 * rel + k] = q[k];
}

static double learn_labels(network *net, network_space *s, const corpus *c, const network_batch *b, float scale) {
    const size_t rel = net->shape.rel, labels = net->shape.deprels;
    double loss = 0;
    memset(s->drdep, 0, b->n * rel * sizeof(float));
    memset(s->drhead, 0, (b->n + 1) * rel * sizeof(float));
    for (uint32_t k = 0; k < b->sentences; k++)
        for (size_t i = b->starts[k]; i < b->starts[k + 1]; i++)
            make_pair(s, rel, i, head_row(b, k, b->words[i]->head), s->pair + i * 3 * rel);
    linear_forward(b->n, 3 * rel, labels, s->pair, net->at.label, net->at.label_b, s->scores);
    for (uint32_t k = 0; k < b->sentences; k++) {
        const corpus_sentence *from = &c->sentences.at[b->source[k]];
        for (size_t i = b->starts[k]; i < b->starts[k + 1]; i++) {
            float *y = s->scores + i * labels;
            const uint32_t gold = b->words[i]->deprel;
            if (!from->tree || gold == CORPUS_NONE)
                memset(y, 0, labels * sizeof(float));
            else
                loss += cross_entropy(labels, y, gold, NULL, scale * from->weight, y);
        }
    }
    linear_backward(b->n, 3 * rel, labels, s->pair, net->at.label, s->scores, net->grad.label, net->grad.label_b, s->dpair, false,
                    s->scratch);
    for (uint32_t k = 0; k < b->sentences; k++)
        for (size_t i = b->starts[k]; i < b->starts[k + 1]; i++) {
            const size_t at = head_row(b, k, b->words[i]->head);
            const float *dz = s->dpair + i * 3 * rel, *p = s->rdep + i * rel, *q = s->rhead + at * rel;
            for (size_t j = 0; j < rel; j++) {
                s->drdep[i * rel + j] += dz[j] * q[j] + dz[rel + j];
                s->drhead[at * rel + j] += dz[j] * p[j] + dz[2 * rel + j];
            }
        }
    return loss;
}

/* Which entity labels a source leaves unsaid. */
static void bar_entities(uint32_t classes, uint8_t barred[ENTITY_TAGS]) {
    barred[ENTITY_O] = 0;
    for (uint32_t k = 0; k < ENTITY_CLASSES; k++) barred[1 + 2 * k] = barred[2 + 2 * k] = !(classes >> k & 1);
}

typedef enum head_kind { HEAD_TAG, HEAD_SCRIPT, HEAD_ENTITY } head_kind;

static uint32_t gold_of(const network_batch *b, const corpus_sentence *from, size_t i, head_kind kind) {
    if (kind == HEAD_ENTITY) return from->classes ? b->words[i]->entity : CORPUS_NONE;
    if (!from->tree) return CORPUS_NONE;
    return kind == HEAD_TAG ? b->words[i]->tag : b->scripts[i];
}

/* A softmax over `out` classes for each word; gradients go to dw, db and (+=) dx. */
static double learn_head(network_space *s, const corpus *c, const network_batch *b, head_kind kind, size_t w, size_t out,
                         const float *weights, const float *bias, float *dw, float *db, float share) {
    double loss = 0;
    size_t counted = 0;
    uint8_t barred[ENTITY_TAGS];
    for (uint32_t k = 0; k < b->sentences; k++)
        for (size_t i = b->starts[k]; i < b->starts[k + 1]; i++)
            counted += gold_of(b, &c->sentences.at[b->source[k]], i, kind) != CORPUS_NONE;
    if (counted == 0) return 0;
    const float scale = share / (float)counted;
    linear_forward(b->n, w, out, s->hidden, weights, bias, s->scores);
    for (uint32_t k = 0; k < b->sentences; k++) {
        const corpus_sentence *from = &c->sentences.at[b->source[k]];
        bar_entities(from->classes, barred);
        for (size_t i = b->starts[k]; i < b->starts[k + 1]; i++) {
            float *y = s->scores + i * out;
            const uint32_t gold = gold_of(b, from, i, kind);
            if (gold == CORPUS_NONE)
                memset(y, 0, out * sizeof(float));
            else
                loss += cross_entropy(out, y, gold, kind == HEAD_ENTITY ? barred : NULL, scale * from->weight, y);
        }
    }
    linear_backward(b->n, w, out, s->hidden, weights, s->scores, dw, db, s->dx, true, s->scratch);
    return loss / (double)counted;
}

/* The gradients of the heads; s->dx becomes that of s->hidden. */
static network_loss learn_heads(network *net, network_space *s, const corpus *c, const network_batch *b,
                                const network_dropout *drop, uint64_t *seed) {
    const size_t n = b->n, w = net->shape.width, arc = net->shape.arc, rel = net->shape.rel;
    const network_shape *sh = &net->shape;
    const network_params *p = &net->at;
    network_params *g = &net->grad;
    network_loss loss = {0};
    memset(s->dx, 0, n * w * sizeof(float));
    network_tag_weights(net, s->tag_weights);
    memset(s->dtag_weights, 0, w * sh->tags * sizeof(float));
    loss.tag = learn_head(s, c, b, HEAD_TAG, w, sh->tags, s->tag_weights, p->tag_b, s->dtag_weights, g->tag_b, 1.0f);
    for (size_t k = 0; k < w * sh->tags; k++) g->tag[k] += s->dtag_weights[k];
    for (uint32_t t = 0; t < sh->tags; t++)
        for (uint32_t f = 0; f < sh->factors; f++)
            if (net->tag_factors[(size_t)t * sh->factors + f])
                for (size_t k = 0; k < w; k++) g->factor[k * sh->factors + f] += s->dtag_weights[k * sh->tags + t];
    loss.script = learn_head(s, c, b, HEAD_SCRIPT, w, sh->scripts, p->script, p->script_b, g->script, g->script_b, 0.5f);
    loss.entity = learn_head(s, c, b, HEAD_ENTITY, w, sh->entities, p->entity, p->entity_b, g->entity, g->entity_b, 1.0f);
    size_t words = 0;
    for (uint32_t k = 0; k < b->sentences; k++)
        if (c->sentences.at[b->source[k]].tree) words += b->starts[k + 1] - b->starts[k];
    if (words == 0) return loss;
    arc_vectors(net, s, n, drop, seed);
    const float scale = 1.0f / (float)words;
    loss.arc = learn_arcs(net, s, c, b, scale) / (double)words;
    loss.label = learn_labels(net, s, c, b, scale) / (double)words;
    linear_backward(n, arc, arc, s->dep, p->u, s->ddep_u, g->u, g->u_b, s->ddep, false, s->scratch);
    dropout_backward(n * arc, drop->hidden, s->dep_mask, s->ddep);
    dropout_backward(n * arc, drop->hidden, s->head_mask, s->dhead);
    leaky_backward(n * arc, s->dep_in, s->ddep);
    leaky_backward((n + 1) * arc, s->head_in, s->dhead);
    leaky_backward(n * rel, s->rdep_in, s->drdep);
    leaky_backward((n + 1) * rel, s->rhead_in, s->drhead);
    linear_backward(n, w, arc, s->hidden, p->dep, s->ddep, g->dep, g->dep_b, s->dx, true, s->scratch);
    linear_backward(n, w, arc, s->hidden, p->head, s->dhead, g->head, g->head_b, s->dx, true, s->scratch);
    linear_backward(1, w, arc, p->root, p->head, s->dhead + n * arc, g->head, g->head_b, g->root, true, s->scratch);
    linear_backward(n, w, rel, s->hidden, p->rel_dep, s->drdep, g->rel_dep, g->rel_dep_b, s->dx, true, s->scratch);
    linear_backward(n, w, rel, s->hidden, p->rel_head, s->drhead, g->rel_head, g->rel_head_b, s->dx, true, s->scratch);
    linear_backward(1, w, rel, p->root, p->rel_head, s->drhead + n * rel, g->rel_head, g->rel_head_b, g->root, true, s->scratch);
    return loss;
}

/* s->dx is the gradient of what the layer gave; that of its own part goes through the mask and the norm into s->dz. */
static void back_norm(network_space *s, size_t n, size_t w, const network_layer *p, network_layer *g, const layer_space *l,
                      float hidden) {
    memcpy(s->dz, s->dx, n * w * sizeof(float));
    dropout_backward(n * w, hidden, l->mask, s->dz);
    norm_backward(n, w, s->dz, p->gain, l->hat, l->inverse, g->gain, g->shift, s->dz);
}

static void back_embed(network *net, network_space *s, const corpus *c, const network_batch *b, const network_dropout *drop) {
    const size_t k = net->shape.mix_in;
    dropout_backward(b->n * k, drop->input, s->e_mask, s->du);
    for (uint32_t i = 0; i < b->n; i++) {
        const corpus_type *type = &c->type_rows.at[b->types[i]];
        const float *from = s->du + i * k;
        for (uint32_t ch = 0; ch < net->shape.channels.n; ch++) {
            const uint32_t dim = net->shape.channels.at[ch].dim;
            const bool dropped = is_silent(net, s, i, ch);
            for (int r = 0; r < 2 && !dropped; r++) {
                const uint32_t row = row_of(net, s, type, i, ch, r);
                float *to = net->table_gradients[ch] + (size_t)row * dim;
                net->touched[ch][row] = 1;
                for (uint32_t d = 0; d < dim; d++) to[d] += from[d];
            }
            from += dim;
        }
    }
}

network_loss network_learn(network *net, network_space *s, const corpus *c, const network_batch *b, const network_dropout *drop,
                           uint64_t *seed) {
    const size_t n = b->n, w = net->shape.width;
    const network_params *p = &net->at;
    network_params *g = &net->grad;
    forward(net, s, c, b, drop, seed, CORPUS_NONE);
    network_loss loss = learn_heads(net, s, c, b, drop, seed);
    dropout_backward(n * w, drop->hidden, s->hidden_mask, s->dx);
    for (int i = 1; i >= 0; i--) {
        layer_space *l = &s->scan[i];
        back_norm(s, n, w, &p->scan[i], &g->scan[i], l, drop->hidden);
        linear_backward(n, w, w, l->y, p->scan[i].out, s->dz, g->scan[i].out, g->scan[i].out_b, l->z, false, s->scratch);
        scan_backward(b->starts, b->sentences, w / 2, l->u, l->state, l->z, s->du);
        linear_backward(n, w, 3 * w, s->x[2 * i + 1], p->scan[i].w, s->du, g->scan[i].w, g->scan[i].b, s->dx, true, s->scratch);
        l = &s->conv[i];
        back_norm(s, n, w, &p->conv[i], &g->conv[i], l, drop->hidden);
        maxout_backward(n, w, s->dz, l->which, s->du);
        window_forward(b->starts, b->sentences, w, s->x[2 * i], s->cat);
        linear_backward(n, 3 * w, 3 * w, s->cat, p->conv[i].w, s->du, g->conv[i].w, g->conv[i].b, l->u, false, s->scratch);
        window_backward(b->starts, b->sentences, w, l->u, s->dx);
    }
    for (uint32_t k = 0; k < b->sentences; k++) {
        float *vector = g->bank + c->sentences.at[b->source[k]].bank * w;
        for (size_t i = b->starts[k]; i < b->starts[k + 1]; i++)
            for (size_t j = 0; j < w; j++) vector[j] += s->dx[i * w + j];
    }
    norm_backward(n, w, s->dx, p->mix.gain, s->mix.hat, s->mix.inverse, g->mix.gain, g->mix.shift, s->dz);
    maxout_backward(n, w, s->dz, s->mix.which, s->mix.u);
    linear_backward(n, net->shape.mix_in, 3 * w, s->e, p->mix.w, s->mix.u, g->mix.w, g->mix.b, s->du, false, s->scratch);
    back_embed(net, s, c, b, drop);
    return loss;
}

/* --- prediction ----------------------------------------------------------------------------------------------------------- */

static void best_of(size_t n, size_t out, const float *scores, uint32_t *best) {
    for (size_t i = 0; i < n; i++) {
        best[i] = 0;
        for (size_t k = 1; k < out; k++)
            if (scores[i * out + k] > scores[i * out + best[i]]) best[i] = (uint32_t)k;
    }
}

network_answer network_predict(const network *net, network_space *s, const corpus *c, const network_batch *b, uint32_t bank) {
    static const network_dropout none = {0};
    const network_shape *sh = &net->shape;
    uint64_t seed = 0;
    forward(net, s, c, b, &none, &seed, bank);
    best_of(b->n, sh->tags, network_class_scores(net, s, b, false), s->tags);
    best_of(b->n, sh->scripts, network_class_scores(net, s, b, true), s->scripts);
    linear_forward(b->n, sh->width, sh->entities, s->hidden, net->at.entity, net->at.entity_b, s->entity_scores);
    best_of(b->n, sh->entities, s->entity_scores, s->entities);
    arc_vectors(net, s, b->n, &none, &seed);
    return (network_answer){s->tags, s->scripts, s->entities, s->entity_scores};
}

const float *network_arcs(const network *net, network_space *s, const network_batch *b, uint32_t sentence) {
    arc_scores(net, s, b->n, b->starts[sentence], b->starts[sentence + 1] - b->starts[sentence]);
    return s->arcs;
}

const float *network_label_scores(const network *net, network_space *s, const network_batch *b, uint32_t sentence, uint32_t i,
                                  int32_t head) {
    const size_t rel = net->shape.rel, labels = net->shape.deprels;
    make_pair(s, rel, b->starts[sentence] + i, head_row(b, sentence, head), s->pair);
    linear_forward(1, 3 * rel, labels, s->pair, net->at.label, net->at.label_b, s->scores);
    return s->scores;
}

const float *network_class_scores(const network *net, network_space *s, const network_batch *b, bool scripts) {
    const network_shape *sh = &net->shape;
    const network_params *p = &net->at;
    if (scripts)
        linear_forward(b->n, sh->width, sh->scripts, s->hidden, p->script, p->script_b, s->scores);
    else {
        network_tag_weights(net, s->tag_weights);
        linear_forward(b->n, sh->width, sh->tags, s->hidden, s->tag_weights, p->tag_b, s->scores);
    }
    return s->scores;
}

network_sites network_sites_of(const network_space *s) {
    return (network_sites){.conv = {s->x[0], s->x[2]},
                           .scan = {s->x[1], s->x[3]},
                           .scan_out = {s->scan[0].y, s->scan[1].y},
                           .heads = s->x[4],
                           .arc = s->dep,
                           .arc_u = s->dep_u,
                           .arc_head = s->head,
                           .rel_dep = s->rdep,
                           .rel_head = s->rhead};
}
