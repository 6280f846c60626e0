/* Configurations and feature keys of the parser. */
#include "text/parse_state.h"

#include <string.h>

#include "text/linear.h"
#include "text/ud.h"

enum { BEFORE_VERB, BEFORE_PUNCT, BEFORE_CONJ, BEFORE_NOUN };

static uint16_t tag_of(const token *t) {
    uint32_t tag = t->upos;
    if (t->upos == UPOS_VERB || t->upos == UPOS_AUX) {
        tag |= FEAT_GET(t->feats, VERBFORM) << 5 | (FEAT_GET(t->feats, TENSE) == TENSE_PAST) << 8 |
               (FEAT_GET(t->feats, VOICE) == VOICE_PASS) << 9 | (FEAT_GET(t->feats, MOOD) == MOOD_IMP) << 10;
    } else if (t->upos == UPOS_PRON || t->upos == UPOS_DET || t->upos == UPOS_ADV) {
        tag |= FEAT_GET(t->feats, PRONTYPE) << 5;
    }
    return (uint16_t)tag;
}

void parse_begin(parse_state *s, const token *tokens, uint32_t n) {
    s->n = n;
    s->next = s->depth = 0;
    for (uint32_t i = 0; i < n; i++) {
        const token *t = &tokens[i];
        uint8_t agree = (uint8_t)(FEAT_GET(t->feats, NUMBER) | FEAT_GET(t->feats, GENDER) << 2);
        s->words[i] = (parse_word){(uint32_t)t->lemma_hash, (uint32_t)t->form_hash, tag_of(t), t->upos, agree};
        uint16_t *b = s->before[i], *after = s->before[i + 1];
        if (i == 0) memset(b, 0, sizeof s->before[0]);
        memcpy(after, b, sizeof s->before[0]);
        after[BEFORE_VERB] = (uint16_t)(b[BEFORE_VERB] + (t->upos == UPOS_VERB));
        after[BEFORE_PUNCT] = (uint16_t)(b[BEFORE_PUNCT] + (t->upos == UPOS_PUNCT));
        after[BEFORE_CONJ] = (uint16_t)(b[BEFORE_CONJ] + (t->upos == UPOS_CCONJ || t->upos == UPOS_SCONJ));
        after[BEFORE_NOUN] = (uint16_t)(b[BEFORE_NOUN] + (t->upos == UPOS_NOUN || t->upos == UPOS_PROPN));
    }
    uint16_t edge = (uint16_t)n;
    for (uint32_t i = n; i < n + 3; i++) s->words[i] = (parse_word){.tag = 31, .upos = PARSE_NO_UPOS};
    for (uint32_t i = 0; i < n + 3; i++)
        s->nodes[i] = (parse_node){.head = edge, .left = edge, .left2 = edge, .right = edge, .right2 = edge, .function = edge};
}

uint32_t parse_move_context(const parse_state *s) {
    const parse_word *w = s->words;
    uint32_t s0 = s->depth > 0 ? w[s->stack[s->depth - 1]].upos : PARSE_NO_UPOS;
    uint32_t s1 = s->depth > 1 ? w[s->stack[s->depth - 2]].upos : PARSE_NO_UPOS;
    uint32_t b0 = w[s->next].upos, b1 = s->next < s->n ? w[s->next + 1].upos : PARSE_NO_UPOS;
    return ((s1 * PARSE_UPOS + s0) * PARSE_UPOS + b0) * PARSE_UPOS + b1;
}

uint32_t parse_label_context(const parse_state *s, uint32_t dependent, uint32_t head) {
    uint32_t side = dependent < head;
    return (side * PARSE_UPOS + s->words[dependent].upos) * PARSE_UPOS + s->words[head].upos;
}

void parse_shift(parse_state *s) {
    s->stack[s->depth++] = (uint16_t)s->next++;
}

void parse_attach(parse_state *s, enum parse_move m, uint8_t label) {
    uint32_t d, h;
    parse_arc(s, m, &d, &h);
    parse_node *head = &s->nodes[h];
    s->nodes[d].head = (uint16_t)h;
    s->nodes[d].label = label;
    head->labels |= 1ull << label;
    if (m == MOVE_LEFT) {
        head->left2 = head->left;
        head->left = (uint16_t)d;
        if (head->lefts < 7) head->lefts++;
        if (s->words[d].upos == UPOS_ADP || s->words[d].upos == UPOS_SCONJ) head->function = (uint16_t)d;
    } else {
        head->right2 = head->right;
        head->right = (uint16_t)d;
        if (head->rights < 7) head->rights++;
    }
    s->depth--;
}

static uint32_t distance(uint32_t a, uint32_t b) {
    uint32_t d = b > a ? b - a : a - b;
    if (d < 5) return d;
    return d < 8 ? 5 : d < 13 ? 6 : 7;
}

/* What stands strictly between two words: is there a verb, a comma, a conjunction; how many nouns. */
static uint32_t between(const parse_state *s, uint32_t a, uint32_t b) {
    const uint16_t *x = s->before[a + 1], *y = s->before[b];
    if (b <= a + 1) return 0;
    uint32_t verbs = (uint32_t)(y[BEFORE_VERB] - x[BEFORE_VERB]), puncts = (uint32_t)(y[BEFORE_PUNCT] - x[BEFORE_PUNCT]);
    uint32_t conjs = (uint32_t)(y[BEFORE_CONJ] - x[BEFORE_CONJ]), nouns = (uint32_t)(y[BEFORE_NOUN] - x[BEFORE_NOUN]);
    return 1 | (verbs > 2 ? 2 : verbs) << 1 | (puncts > 2 ? 2 : puncts) << 3 | (conjs > 0) << 5 | (nouns > 0) << 6;
}

static uint32_t agreement(const parse_word *a, const parse_word *b) {
    uint32_t n = a->agree & 3, m = b->agree & 3, g = a->agree >> 2, h = b->agree >> 2;
    return (!n || !m ? 0 : n == m ? 1 : 2) | (!g || !h ? 0u : g == h ? 4u : 8u);
}

/* Packs up to four small values; templates differ by their number. */
#define P2(a, b)       ((uint64_t)(a) << 16 | (b))
#define P3(a, b, c)    ((uint64_t)(a) << 32 | (uint64_t)(b) << 16 | (c))
#define P4(a, b, c, d) ((uint64_t)(a) << 48 | (uint64_t)(b) << 32 | (uint64_t)(c) << 16 | (d))
#define W2(w, a)       ((uint64_t)(w) << 32 | (uint64_t)(a))
#define KEY(value)     (keys[n] = linear_mix(LINEAR_TEMPLATE(start + n), (value)), n++)

uint32_t parse_move_keys(const parse_state *s, uint64_t keys[PARSE_KEYS_MAX]) {
    const uint64_t start = 2000;
    uint32_t n = 0, edge = s->n;
    uint32_t i0 = s->depth > 0 ? s->stack[s->depth - 1] : edge, i1 = s->depth > 1 ? s->stack[s->depth - 2] : edge;
    uint32_t i2 = s->depth > 2 ? s->stack[s->depth - 3] : edge, j0 = s->next;
    const parse_word *s0 = &s->words[i0], *s1 = &s->words[i1], *s2 = &s->words[i2];
    const parse_word *b0 = &s->words[j0], *b1 = b0->upos == PARSE_NO_UPOS ? b0 : b0 + 1,
                     *b2 = b1->upos == PARSE_NO_UPOS ? b1 : b1 + 1;
    const parse_node *n0 = &s->nodes[i0], *n1 = &s->nodes[i1], *m0 = &s->nodes[j0];
#define TAG(i)   s->words[i].tag
#define LEMMA(i) s->words[i].lemma
    uint32_t db = i0 == edge ? 0 : distance(i0, j0), ds = i1 == edge ? 0 : distance(i1, i0);
    uint32_t gap_b = i0 == edge ? 0 : between(s, i0, j0), gap_s = i1 == edge ? 0 : between(s, i1, i0);
    uint32_t l0 = LEMMA(n0->function), l1 = LEMMA(n1->function);
    /* single words */
    KEY(W2(s0->lemma, s0->tag));
    KEY(W2(s1->lemma, s1->tag));
    KEY(W2(b0->lemma, b0->tag));
    KEY(W2(b1->lemma, b1->tag));
    /* pairs: stack top and buffer (LEFT), stack top and what lies under it (RIGHT) */
    KEY(linear_mix(W2(s0->lemma, s0->tag), b0->tag));
    KEY(linear_mix(W2(s1->lemma, s1->tag), W2(s0->lemma, s0->tag)));
    KEY(linear_mix(W2(s0->lemma, s0->tag), s1->tag));
    KEY(linear_mix(W2(s1->lemma, s1->tag), b0->tag));
    KEY(P2(b0->tag, b1->tag));
    /* triples */
    KEY(P3(s0->tag, b0->tag, b1->tag));
    KEY(P3(s2->tag, s1->tag, s0->tag));
    KEY(P3(b0->tag, b1->tag, b2->tag));
    KEY(P4(s1->tag, s0->tag, b0->tag, b1->tag));
    KEY(P4(s2->tag, s1->tag, s0->tag, b0->tag));
    KEY(linear_mix(s0->lemma, P2(b0->tag, b1->tag)));
    KEY(linear_mix(b1->lemma, P2(s0->tag, b0->tag)));
    /* children */
    KEY(P4(s0->tag, TAG(n0->left), b0->tag, n0->lefts));
    KEY(P4(s0->tag, TAG(n0->right), b0->tag, n0->rights));
    KEY(P4(s0->tag, TAG(m0->left), b0->tag, m0->lefts));
    KEY(P4(s1->tag, TAG(n1->right), s0->tag, n1->rights));
    KEY(P4(s1->tag, TAG(n1->left), s0->tag, n1->lefts));
    KEY(P4(s1->tag, s0->tag, TAG(n0->left), TAG(n0->right)));
    KEY(linear_mix(LEMMA(m0->left), P2(s0->tag, b0->tag)));
    KEY(P3(s0->tag, n0->lefts, n0->rights));
    /* the function words of nominals and clauses, and their possible heads */
    KEY(linear_mix(l0, P3(s1->tag, s0->tag, b0->tag)));
    KEY(linear_mix(W2(l0, s1->lemma), s0->tag));
    KEY(linear_mix(linear_mix(l0, s1->lemma), s0->lemma));
    KEY(linear_mix(W2(l0, l1), P3(s1->tag, s0->tag, s2->tag)));
    KEY(linear_mix(W2(l0, s2->lemma), P2(s1->tag, s0->tag)));
    /* labels of children */
    KEY(linear_mix(n0->labels, P2(s0->tag, b0->tag)));
    KEY(linear_mix(n1->labels, P2(s1->tag, s0->tag)));
    KEY(linear_mix(n1->labels, W2(l0, s0->tag)));
    KEY(linear_mix(m0->labels, P2(s0->tag, b0->tag)));
    KEY(linear_mix(n0->labels, s0->lemma));
    /* distance, and what lies between */
    KEY(P4(s0->tag, b0->tag, db, gap_b));
    KEY(P4(s1->tag, s0->tag, ds, gap_s));
    KEY(P3(s0->tag, b0->tag, gap_b));
    KEY(P4(s1->tag, s0->tag, b0->tag, gap_s));
    KEY(linear_mix(W2(s0->lemma, db), b0->tag));
    KEY(linear_mix(W2(b0->lemma, db), s0->tag));
    KEY(linear_mix(W2(s1->lemma, ds), s0->tag));
    /* agreement */
    KEY(P3(s0->tag, b0->tag, agreement(s0, b0)));
    KEY(P3(s1->tag, s0->tag, agreement(s1, s0)));
    KEY(P4(s2->tag, s1->tag, s0->tag, agreement(s1, s0) << 4 | agreement(s2, s0)));
    return n;
}

uint32_t parse_label_keys(const parse_state *s, uint32_t dependent, uint32_t head, uint64_t keys[LABEL_KEYS_MAX]) {
    const uint64_t start = 3000;
    uint32_t n = 0;
    const parse_word *d = &s->words[dependent], *h = &s->words[head];
    const parse_node *dn = &s->nodes[dependent], *hn = &s->nodes[head];
    uint32_t side = dependent < head, far = distance(dependent, head);
    uint32_t sibling = side ? hn->left : hn->right, sibling_label = sibling == s->n ? 63 : s->nodes[sibling].label;
    uint32_t gap = side ? between(s, dependent, head) : between(s, head, dependent);
    uint64_t tags = P3(side, d->tag, h->tag);
    /* of the siblings that decide about voice and subjects */
    uint64_t frame = hn->labels & (1ull << DEP_AUX_PASS | 1ull << DEP_COP | 1ull << DEP_NSUBJ | 1ull << DEP_NSUBJ_PASS |
                                   1ull << DEP_OBJ | 1ull << DEP_EXPL | 1ull << DEP_MARK | 1ull << DEP_AUX);
    KEY(tags);
    KEY(W2(d->lemma, d->tag));
    KEY(linear_mix(h->lemma, P2(d->tag, side)));
    KEY(P4(side, d->tag, h->tag, far));
    KEY(P4(side, d->tag, h->tag, gap));
    KEY(linear_mix(dn->labels, tags));
    KEY(linear_mix(dn->labels, W2(d->tag, side)));
    KEY(linear_mix(dn->labels, h->lemma));
    KEY(linear_mix(frame, tags));
    KEY(linear_mix(sibling_label, tags));
    KEY(linear_mix(W2(sibling_label, d->lemma), side));
    KEY(linear_mix(LEMMA(dn->left), tags));
    KEY(P4(side << 8 | dn->lefts << 4 | dn->rights, d->tag, h->tag, hn->lefts << 4 | hn->rights));
    KEY(P4(side << 8 | agreement(d, h), d->tag, h->tag, 0));
    KEY(linear_mix(LEMMA(hn->function), tags));
    KEY(linear_mix(W2(dependent > 0 ? d[-1].lemma : 0, 0), tags));
    KEY(linear_mix(W2(d[1].lemma, 0), tags));
    return n;
}
