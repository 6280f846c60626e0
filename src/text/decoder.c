/* Heads: tags and lemmas, and what names and trees are made of. */
#include "text/decoder.h"

#include <string.h>

#include "core/hash.h"
#include "text/lemma_table.h"

static size_t max_size(size_t a, size_t b) {
    return a > b ? a : b;
}

void decoder_take(decoder *d, const net_model *net, region *r) {
    const net_config *c = net->config;
    const size_t max = ENCODER_BLOCK_MAX, vector = max_size(max_size(c->arc, (size_t)3 * c->rel), net_block(c->deprels));
    d->net = net;
    d->tags = region_take(r, c->tags * sizeof *d->tags);
    d->scripts = region_take(r, c->scripts * sizeof *d->scripts);
    d->known = region_take(r, net->lemma_scripts.n * sizeof *d->known);
    d->deprels = region_take(r, c->deprels);
    d->entities = region_take(r, max * NET_BLOCK * sizeof *d->entities);
    d->back = region_take(r, max * NET_BLOCK);
    d->labels = region_take(r, max);
    d->dep = region_take(r, max * c->arc * sizeof *d->dep);
    d->head = region_take(r, max * c->arc * sizeof *d->head);
    d->root = region_take(r, c->arc * sizeof *d->root);
    d->rel_dep = region_take(r, max * c->rel * sizeof *d->rel_dep);
    d->rel_head = region_take(r, max * c->rel * sizeof *d->rel_head);
    d->vector = region_take(r, vector * sizeof *d->vector);
    d->q = region_take(r, ENCODER_PANEL * vector);
    d->scores = region_take(r, max * (max + 8) * sizeof *d->scores);
    d->heads = region_take(r, max * sizeof *d->heads);
    d->arcs = region_take(r, sizeof *d->arcs);
    uint32_t *mark = region_take(r, max * sizeof *mark);
    if (d->arcs) d->arcs->mark = mark;
}

void decoder_init(decoder *d, const kernel *k) {
    const net_model *net = d->net;
    const char *s = net->tags.at;
    for (uint32_t i = 0; i < net->tags.n; i++, s += strlen(s) + 1) net_tag_read(s, &d->tags[i]);
    s = net->scripts.at;
    for (uint32_t i = 0; i < net->scripts.n; i++, s += strlen(s) + 1) script_read(s, &d->scripts[i]);
    s = net->lemma_scripts.at;
    for (uint32_t i = 0; i < net->lemma_scripts.n; i++, s += strlen(s) + 1) script_read(s, &d->known[i]);
    s = net->deprels.at;
    for (uint32_t i = 0; i < net->deprels.n; i++, s += strlen(s) + 1) {
        int found = deprel_of(s);
        d->deprels[i] = found < 0 ? DEP_DEP : (uint8_t)found;
    }
    k->steps->shorten(net->arc_root, net->arc_head_mul, net->config->arc, d->root);
    eisner_init(&d->arcs->spans);
    d->arcs->shift = arcs_shift(net->arc_unit);
}

/* ---- tags and lemmas ------------------------------------------------------------------------------------------------------ */

/* What a script makes of a form in lower case; the form itself where the script does not apply. */
static size_t known_lemma(const edit_script *s, const fold_table *fold, const char *lower, size_t n, char out[SCRIPT_LEMMA_MAX]) {
    const size_t bytes = script_apply(s, fold, lower, n, out);
    if (bytes > 0) return bytes;
    memcpy(out, lower, n);
    return n;
}

/* The script by which the word's lemma is made: the network's, or, where that gives none of the known lemmas, the first of those;
 * `lemma` holds its work. A word of the table that is written in capitals is looked up in lower case. */
static const edit_script *choose_script(const decoder *d, const encoder *e, const edit_script *own, const token *t,
                                        size_t form_bytes, char lemma[SCRIPT_LEMMA_MAX], size_t *bytes) {
    const net_model *net = d->net;
    char lower[FOLD_MAX], other[SCRIPT_LEMMA_MAX];
    uint16_t found[LEMMA_ENTRIES_MAX];
    *bytes = script_apply(own, e->fold, t->form, form_bytes, lemma);
    if (net->lemma_count == 0 || form_bytes >= FOLD_MAX / 4) return own;
    const size_t n = fold_lower(e->fold, t->form, form_bytes, lower, sizeof lower);
    const uint64_t key = lemma_table_key(hash_bytes(lower, n, 0), t->upos);
    const uint32_t count = lemma_table_find(net->lemmas, net->lemma_count, key, found);
    const char *said = *bytes > 0 ? lemma : t->form;
    const size_t said_bytes = *bytes > 0 ? *bytes : form_bytes;
    for (uint32_t i = 0; i < count; i++) {
        const size_t m = known_lemma(&d->known[found[i]], e->fold, lower, n, other);
        if (m == said_bytes && memcmp(other, said, m) == 0) return own;
    }
    if (count == 0) return own;
    *bytes = known_lemma(&d->known[found[0]], e->fold, lower, n, lemma);
    return &d->known[found[0]];
}

/* The lemma by a script, from the word type where it stands there. */
static dp_status set_lemma(const decoder *d, const encoder *e, form_type *type, uint32_t script, token *t, arena *a,
                           dp_error *err) {
    const edit_script *s = &d->scripts[script];
    t->lemma = t->form;
    if (type->script == script && type->upos == t->upos && type->lemma_bytes <= ENCODER_LEMMA) {
        t->lemma_hash = type->lemma_hash;
        if (type->lemma_bytes > 0) t->lemma = type->fixed ? type->fixed : arena_copy(a, type->lemma, type->lemma_bytes);
        return t->lemma ? DP_OK : error_nomem(err);
    }
    char lemma[SCRIPT_LEMMA_MAX];
    const size_t bytes = strlen(t->form);
    size_t n;
    s = choose_script(d, e, s, t, bytes, lemma, &n);
    if (n == bytes && memcmp(lemma, t->form, n) == 0) n = 0;
    if (n > 0) t->lemma = s->fixed ? s->fixed : arena_copy(a, lemma, n);
    if (!t->lemma) return error_nomem(err);
    t->lemma_hash = fold_lower_hash(e->fold, t->lemma, n ? n : bytes);
    type->script = (uint16_t)script;
    type->upos = t->upos;
    type->fixed = s->fixed;
    type->lemma_bytes = (uint16_t)n;
    type->lemma_hash = t->lemma_hash;
    if (n <= ENCODER_LEMMA) memcpy(type->lemma, lemma, n);
    return DP_OK;
}

/* "dément", an adverb by its ending: an adverb is its own lemma, so that one whose lemma is another word, and which the table
 * lists as a finite verb alone, is that verb. */
static bool is_disguised_verb(const decoder *d, const encoder *e, const edit_script *own, const token *t) {
    char lower[FOLD_MAX], lemma[SCRIPT_LEMMA_MAX];
    const size_t bytes = strlen(t->form);
    if (t->upos != UPOS_ADV || d->net->lemma_count == 0 || bytes >= FOLD_MAX / 4) return false;
    const size_t n = fold_lower(e->fold, t->form, bytes, lower, sizeof lower);
    const size_t m = known_lemma(own, e->fold, lower, n, lemma);
    if (m == n && memcmp(lemma, lower, n) == 0) return false;
    return lemma_table_uses(d->net->lemmas, d->net->lemma_count, e->fold, t->form, bytes) == USE_FINITE;
}

static uint32_t uses_of(const decoder *d, const encoder *e, const token *t) {
    const net_model *net = d->net;
    return net->lemma_count ? lemma_table_uses(net->lemmas, net->lemma_count, e->fold, t->form, strlen(t->form)) : 0;
}

/* "Gefallen ist die Stadt nicht", a favour by its tag: what opens a sentence before an auxiliary and may be a participle is one.
 */
static bool is_participle_in_front(const decoder *d, const encoder *e, const token *t, bool last) {
    if (last || t->upos != UPOS_NOUN || !(t->flags & TOKEN_SENTENCE_START) || (t[1].flags & TOKEN_SENTENCE_START)) return false;
    return (uses_of(d, e, t) & USE_PARTICIPLE) && (uses_of(d, e, t + 1) & USE_AUX);
}

static bool is_unlisted(const decoder *d, const encoder *e, const token *t) {
    return t->upos == UPOS_NOUN && (t->flags & TOKEN_CAPITAL) && d->net->lemma_count > 0 && uses_of(d, e, t) == 0;
}

/* The tag of a form of verbs that scores most; `otherwise` where the network has none. */
static uint32_t best_verb(const decoder *d, const encoder *e, const int32_t *sums, unsigned form, uint32_t otherwise) {
    float score[NET_TAGS_MAX + 16];
    const uint32_t n = d->net->config->tags;
    uint32_t best = n;
    e->kernel->steps->linear(sums, &d->net->heads, d->net->groups.tags, n, score);
    for (uint32_t i = 0; i < n; i++) {
        const bool fits = d->tags[i].upos == UPOS_VERB && FEAT_GET(d->tags[i].feats, VERBFORM) == form;
        if (fits && (best == n || score[i] > score[best])) best = i;
    }
    return best == n ? otherwise : best;
}

static void set_tag(const decoder *d, uint32_t tag, token *t) {
    t->upos = d->tags[tag].upos;
    t->feats = d->tags[tag].feats;
    t->feats_text = d->tags[tag].feats_text;
}

static dp_status set_word(const decoder *d, encoder *e, const int32_t *sums, uint32_t i, bool last, token *t, arena *a,
                          dp_error *err) {
    const net_matrix *m = &d->net->heads;
    const net_groups *g = &d->net->groups;
    const kernel_steps *steps = e->kernel->steps;
    top2 tag = steps->top(sums, m, g->tags, d->net->config->tags);
    set_tag(d, tag.best, t);
    t->tag_margin = d->net->config->tags > 1 ? tag.score - tag.second : 0;
    top2 script = steps->top(sums, m, g->scripts, d->net->config->scripts);
    if (is_disguised_verb(d, e, &d->scripts[script.best], t)) set_tag(d, best_verb(d, e, sums, VERBFORM_FIN, tag.best), t);
    if (is_participle_in_front(d, e, t, last)) set_tag(d, best_verb(d, e, sums, VERBFORM_PART, tag.best), t);
    if (is_unlisted(d, e, t)) t->flags |= TOKEN_UNLISTED;
    return set_lemma(d, e, e->type[i], script.best, t, a, err);
}

/* The vectors of arcs and labels, and the entities' scores. */
static void keep_vectors(const decoder *d, const encoder *e, const int32_t *sums, uint32_t i) {
    const net_matrix *m = &d->net->heads;
    const net_groups *g = &d->net->groups;
    const net_config *c = d->net->config;
    const kernel_steps *steps = e->kernel->steps;
    if (c->entities) steps->linear(sums, m, g->entities, NET_BLOCK, d->entities + (size_t)i * NET_BLOCK);
    steps->linear(sums, m, g->arc_head, c->arc, d->vector);
    steps->leaky(d->vector, c->arc);
    steps->shorten(d->vector, d->net->arc_head_mul, c->arc, d->head + (size_t)i * c->arc);
    steps->linear(sums, m, g->rel_dep, c->rel, d->rel_dep + (size_t)i * c->rel);
    steps->leaky(d->rel_dep + (size_t)i * c->rel, c->rel);
    steps->linear(sums, m, g->rel_head, c->rel, d->rel_head + (size_t)i * c->rel);
    steps->leaky(d->rel_head + (size_t)i * c->rel, c->rel);
}

/* D of a panel's words: what their arc_dep vectors become by arc.u. */
static void keep_dependents(const decoder *d, encoder *e, uint32_t from, uint32_t n) {
    const net_model *net = d->net;
    const uint32_t arc = net->config->arc;
    const kernel_steps *steps = e->kernel->steps;
    for (uint32_t i = 0; i < n; i++) {
        steps->linear(e->sums + (size_t)i * net->groups.end, &net->heads, net->groups.arc_dep, arc, d->vector);
        steps->leaky(d->vector, arc);
        steps->quantise(d->vector, net->arc_q, arc, d->q + (size_t)i * arc);
        e->rows[from + i] = d->q + (size_t)i * arc;
    }
    encoder_multiply(e, &net->arc, 0, net->arc.groups, from, n, arc);
    for (uint32_t i = 0; i < n; i++) {
        steps->linear(e->sums + (size_t)i * arc, &net->arc, 0, arc, d->vector);
        steps->shorten(d->vector, net->arc_dep_mul, arc, d->dep + (size_t)(from + i) * arc);
    }
}

dp_status decoder_heads(decoder *d, encoder *e, token *tokens, arena *a, dp_error *err) {
    const net_model *net = d->net;
    const uint32_t w = net->config->width;
    const size_t stride = net->groups.end;
    for (uint32_t i = 0; i < e->n; i++) {
        e->rows[i] = e->q + (size_t)i * w;
        e->kernel->steps->quantise(e->x + (size_t)i * w, net->heads_q, w, e->q + (size_t)i * w);
    }
    for (uint32_t from = 0; from < e->n; from += ENCODER_PANEL) {
        const uint32_t n = e->n - from < ENCODER_PANEL ? e->n - from : ENCODER_PANEL;
        encoder_multiply(e, &net->heads, 0, net->heads.groups, from, n, stride);
        for (uint32_t i = 0; i < n; i++) {
            dp_status st = set_word(d, e, e->sums + i * stride, from + i, from + i + 1 == e->n, &tokens[from + i], a, err);
            if (st != DP_OK) return st;
            keep_vectors(d, e, e->sums + i * stride, from + i);
        }
        keep_dependents(d, e, from, n);
    }
    return DP_OK;
}

/* ---- names ---------------------------------------------------------------------------------------------------------------- */

/* Labels: 0 is O, then B and I of one kind after the other. */
static bool may_follow(unsigned before, unsigned label) {
    return label == 0 || label % 2 == 1 || before == label || before + 1 == label;
}

static unsigned best_before(const float *ways, unsigned label, unsigned count) {
    unsigned best = label > 0 && label % 2 == 0 ? label - 1 : 0;
    for (unsigned k = 0; k < count; k++)
        if (may_follow(k, label) && ways[k] > ways[best]) best = k;
    return best;
}

/* The best labels of a sentence's n words. */
static void label_words(const decoder *d, const float *scores, uint32_t n, uint8_t *back, uint8_t *labels) {
    const unsigned count = d->net->config->entities;
    float ways[NET_BLOCK], next[NET_BLOCK];
    for (unsigned k = 0; k < count; k++) ways[k] = may_follow(0, k) ? scores[k] : -1e30f;
    for (uint32_t i = 1; i < n; i++) {
        for (unsigned k = 0; k < count; k++) {
            unsigned before = best_before(ways, k, count);
            back[i * NET_BLOCK + k] = (uint8_t)before;
            next[k] = ways[before] + scores[(size_t)i * NET_BLOCK + k];
        }
        memcpy(ways, next, sizeof ways);
    }
    unsigned best = 0;
    for (unsigned k = 1; k < count; k++)
        if (ways[k] > ways[best]) best = k;
    for (uint32_t i = n; i-- > 0;) {
        labels[i] = (uint8_t)best;
        if (i > 0) best = back[i * NET_BLOCK + best];
    }
}

/* Mostly the best label of each word will do: true where no I-X among them stands where it may not. */
static bool label_plainly(const decoder *d, const float *scores, uint32_t n, uint8_t *labels) {
    const unsigned count = d->net->config->entities;
    unsigned before = 0;
    for (uint32_t i = 0; i < n; i++) {
        const float *s = scores + (size_t)i * NET_BLOCK;
        unsigned best = 0;
        for (unsigned k = 1; k < count; k++)
            if (s[k] > s[best]) best = k;
        if (!may_follow(before, best)) return false;
        labels[i] = (uint8_t)(before = best);
    }
    return true;
}

/* How far a label is ahead of the best other one; below zero where that one would have been better alone. */
static float label_margin(const float *scores, unsigned count, unsigned label) {
    float other = -1e30f;
    for (unsigned k = 0; k < count; k++)
        if (k != label && scores[k] > other) other = scores[k];
    return scores[label] - other;
}

static dp_status add_names(const decoder *d, block_sentence s, uint32_t base, arena *a, name_list *names, dp_error *err) {
    const unsigned count = d->net->config->entities;
    for (uint32_t i = s.first; i < s.end;) {
        const unsigned label = d->labels[i];
        uint32_t end = i + 1;
        if (label > 0) {
            while (end < s.end && d->labels[end] == label + 1) end++;
            name found = {base + i, base + end, (uint8_t)((label - 1) / 2), 1e30f};
            for (uint32_t k = i; k < end; k++) {
                float margin = label_margin(d->entities + (size_t)k * NET_BLOCK, count, d->labels[k]);
                if (margin < found.margin) found.margin = margin;
            }
            if (!vec_push(a, names, found)) return error_nomem(err);
        }
        i = end;
    }
    return DP_OK;
}

dp_status decoder_names(decoder *d, const encoder *e, uint32_t base, arena *a, name_list *names, dp_error *err) {
    if (d->net->config->entities < 3) return DP_OK;
    for (uint32_t k = 0; k < e->sentence_count; k++) {
        const block_sentence s = e->sentences[k];
        const float *scores = d->entities + (size_t)s.first * NET_BLOCK;
        if (!label_plainly(d, scores, s.end - s.first, d->labels + s.first))
            label_words(d, scores, s.end - s.first, d->back, d->labels + s.first);
        dp_status st = add_names(d, s, base, a, names, err);
        if (st != DP_OK) return st;
    }
    return DP_OK;
}

/* ---- trees ---------------------------------------------------------------------------------------------------------------- */

static void find_heads(decoder *d, const encoder *e, block_sentence s, token *tokens, uint32_t base) {
    const net_model *net = d->net;
    const kernel_steps *steps = e->kernel->steps;
    const float unit = net->arc_unit * (float)(1u << d->arcs->shift);
    const uint32_t n = s.end - s.first, stride = n + 8 - n % 8, arc = net->config->arc;
    for (uint32_t i = 0; i < n; i++) {
        const int16_t *dep = d->dep + (size_t)(s.first + i) * arc;
        steps->dots(dep, d->head + (size_t)s.first * arc, n, arc, d->scores + (size_t)i * stride);
        steps->dots(dep, d->root, 1, arc, d->scores + (size_t)i * stride + n);
    }
    arcs_decode(steps, d->arcs, d->scores, n, stride, d->heads + s.first);
    for (uint32_t i = 0; i < n; i++) {
        token *t = &tokens[s.first + i];
        const uint32_t head = d->heads[s.first + i];
        int32_t *row = d->scores + (size_t)i * stride, *own = &row[head == ARCS_ROOT ? n : head];
        const int32_t score = *own;
        *own = ARCS_SCORE_MIN;
        t->margin = (float)(score - steps->greatest(row, n + 1)) * unit;
        t->head = head == ARCS_ROOT ? TOKEN_NONE : base + s.first + head;
        d->heads[s.first + i] = head == ARCS_ROOT ? ARCS_ROOT : s.first + head;
    }
}

/* What the label of one arc is seen by: p⊙q, p, q. */
static void quantise_arc(const decoder *d, const encoder *e, uint32_t i, uint8_t *q) {
    const uint32_t rel = d->net->config->rel;
    const float *p = d->rel_dep + (size_t)i * rel;
    const float *of_head = d->heads[i] == ARCS_ROOT ? d->net->rel_root : d->rel_head + (size_t)d->heads[i] * rel;
    for (uint32_t k = 0; k < rel; k++) d->vector[k] = p[k] * of_head[k];
    e->kernel->steps->quantise(d->vector, d->net->labels_q, rel, q);
    e->kernel->steps->quantise(p, d->net->labels_q + rel, rel, q + rel);
    e->kernel->steps->quantise(of_head, d->net->labels_q + 2 * rel, rel, q + 2 * rel);
}

/* The best label that is not the root's. */
static uint8_t label_of(const decoder *d, const encoder *e, const int32_t *sums) {
    const net_model *net = d->net;
    const uint32_t n = net->config->deprels;
    uint8_t best = d->deprels[e->kernel->steps->top(sums, &net->labels, 0, n).best];
    if (best != DEP_ROOT) return best;
    best = DEP_DEP;
    float most = -1e30f;
    e->kernel->steps->linear(sums, &net->labels, 0, net_block(n), d->vector);
    for (uint32_t k = 0; k < n; k++)
        if (d->deprels[k] != DEP_ROOT && d->vector[k] > most) most = d->vector[k], best = d->deprels[k];
    return best;
}

static void find_labels(decoder *d, encoder *e, token *tokens) {
    const net_model *net = d->net;
    const size_t inputs = (size_t)3 * net->config->rel, stride = (size_t)net->labels.blocks * NET_BLOCK;
    for (uint32_t from = 0; from < e->n; from += ENCODER_PANEL) {
        const uint32_t n = e->n - from < ENCODER_PANEL ? e->n - from : ENCODER_PANEL;
        for (uint32_t i = 0; i < n; i++) {
            e->rows[from + i] = d->q + i * inputs;
            quantise_arc(d, e, from + i, d->q + i * inputs);
        }
        encoder_multiply(e, &net->labels, 0, net->labels.groups, from, n, stride);
        for (uint32_t i = 0; i < n; i++)
            tokens[from + i].deprel = d->heads[from + i] == ARCS_ROOT ? DEP_ROOT : label_of(d, e, e->sums + i * stride);
    }
}

void decoder_trees(decoder *d, encoder *e, token *tokens, uint32_t base) {
    for (uint32_t k = 0; k < e->sentence_count; k++) find_heads(d, e, e->sentences[k], tokens, base);
    find_labels(d, e, tokens);
}

dp_status decoder_run(decoder *d, encoder *e, token *tokens, uint32_t base, arena *a, name_list *names, dp_error *err) {
    dp_status st = decoder_heads(d, e, tokens, a, err);
    if (st == DP_OK) st = decoder_names(d, e, base, a, names, err);
    if (st == DP_OK) decoder_trees(d, e, tokens, base);
    return st;
}
