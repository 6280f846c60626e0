/* How far a content reaches. Trees hang a second cue on the words of the first ("said it had left and denied …", "said it had
 * left, adding …"): such a clause is the source's next act of speech. And they end a content at a quotation in its middle. */
#include "claim/finder.h"

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}

static bool is_mark(const finder *f, uint32_t t, char mark) {
    return tok(f, t)->upos == UPOS_PUNCT && f->x->bytes[tok(f, t)->start] == mark;
}

/* A participle without an auxiliary behind a comma: ", adding". */
static bool is_trailing_participle(const finder *f, uint32_t t) {
    const unsigned form = FEAT_GET(tok(f, t)->feats, VERBFORM);
    uint32_t before = t;
    while (before > f->view.first && tok(f, before - 1)->upos == UPOS_ADV) before--;
    if (form != VERBFORM_PART && form != VERBFORM_GER) return false;
    if (FEAT_GET(tok(f, t)->feats, TENSE) == TENSE_PAST || clause_child(&f->view, t, DEP_AUX) != TOKEN_NONE) return false;
    return before > f->view.first && is_mark(f, before - 1, ',');
}

/* ", and called for": without a subject, and in the form of the cue rather than in that of the content. */
static bool goes_on_with(const finder *f, uint32_t cue, uint32_t t) {
    const token *k = tok(f, t);
    if (k->deprel != DEP_CONJ || clause_subject(&f->view, t) != TOKEN_NONE || clause_child(&f->view, t, DEP_CC) == TOKEN_NONE)
        return false;
    if (k->lemma_hash == tok(f, cue)->lemma_hash) return true;
    if (k->head - f->view.first >= f->view.n || FEAT_GET(k->feats, VERBFORM) != VERBFORM_FIN) return false;
    const unsigned tense = FEAT_GET(k->feats, TENSE), left = FEAT_GET(tok(f, k->head)->feats, TENSE);
    return tense == FEAT_GET(tok(f, cue)->feats, TENSE) && tense != left;
}

static void move(finder *f, uint32_t t, uint32_t cue) {
    if (f->moved_count == MOVED_MAX) return;
    f->moved[f->moved_count] = t;
    f->moved_to[f->moved_count++] = cue;
}

uint32_t scope_end(const finder *f, const finding *one) {
    const uint32_t end = f->view.first + f->view.n;
    if (!one->entry->negates) return end;
    uint32_t t = one->cue_end;
    while (t < end && (!is_mark(f, t, ';') || (tok(f, t)->flags & TOKEN_QUOTED))) t++;
    return t;
}

void scope_prune(finder *f, const finding *one, bool nominal, token_set *set) {
    const uint32_t end = f->view.first + f->view.n;
    const bool quoted = (tok(f, one->cue)->flags & TOKEN_QUOTED) != 0;
    for (uint32_t t = scope_end(f, one); t < end; t++) set->in[t - f->view.first] = false;
    for (uint32_t t = one->cue_end; t < end; t++) {
        uint32_t behind;
        if (!set->in[t - f->view.first] || tok(f, t)->upos != UPOS_VERB) continue;
        if (((tok(f, t)->flags & TOKEN_QUOTED) != 0) != quoted) continue;
        const bool participle = is_trailing_participle(f, t);
        if (!participle && !goes_on_with(f, one->cue, t)) continue;
        const cue_entry *e = cue_match(f->cues, f->x, t, CUE_VERB, 0, &behind);
        const bool speaks = e && !(e->says & SAYS_SEEM);
        if (!speaks && !(participle && nominal)) continue;
        clause_mark(&f->view, t, set, false);
        if (speaks) move(f, t, one->cue);
    }
}

uint32_t scope_before_participle(finder *f, const finding *one, uint32_t first, uint32_t end) {
    uint32_t behind;
    if (!one->entry->negates) return end;
    for (uint32_t t = first; t < end; t++) {
        if ((tok(f, t)->flags & TOKEN_QUOTED) || tok(f, t)->upos != UPOS_VERB || !is_trailing_participle(f, t)) continue;
        const cue_entry *e = cue_match(f->cues, f->x, t, CUE_VERB, 0, &behind);
        if (!e || (e->says & SAYS_SEEM)) continue;
        move(f, t, one->cue);
        return t;
    }
    return end;
}

void scope_follow(finder *f, const finding *one) {
    const uint32_t end = f->view.first + f->view.n;
    uint32_t t = one->who.head != TOKEN_NONE && one->who.end > one->cue_end ? one->who.end : one->cue_end;
    if (one->content.n == 0 || one->content.first[0] >= one->cue_first) return;
    while (t < end && tok(f, t)->upos != UPOS_PUNCT) t++;
    for (t++; t < end && tok(f, t)->upos == UPOS_ADV; t++) {
    }
    if (t < end && !(tok(f, t)->flags & TOKEN_QUOTED) && is_trailing_participle(f, t)) move(f, t, one->cue);
}

uint32_t scope_owner(const finder *f, uint32_t t) {
    for (uint32_t i = 0; i < f->moved_count; i++)
        if (f->moved[i] == t) return f->moved_to[i];
    return TOKEN_NONE;
}

#define BEHIND_QUOTE_MAX 16u

/* "called for "restraint" in the north.": a quotation that began inside the content does not end it. */
void scope_fill_quoted(const finder *f, const finding *one, range_list *c) {
    const uint32_t last = f->view.first + f->view.n;
    if (c->n == 0 || one->direct) return;
    uint32_t end = c->end[c->n - 1];
    const uint32_t first = c->first[c->n - 1];
    if (end <= first || end > last || !(tok(f, end - 1)->flags & TOKEN_QUOTED) || (tok(f, first)->flags & TOKEN_QUOTED)) return;
    while (end < last && tok(f, end)->upos == UPOS_PUNCT && !(is_mark(f, end, ',') || is_mark(f, end, '.'))) end++; /* the mark */
    const uint32_t from = end;
    while (end < last && end - from < BEHIND_QUOTE_MAX) {
        const unsigned u = tok(f, end)->upos;
        if (u == UPOS_PUNCT || u == UPOS_CCONJ || u == UPOS_SCONJ || u == UPOS_AUX) break;
        if (u == UPOS_VERB && FEAT_GET(tok(f, end)->feats, VERBFORM) == VERBFORM_FIN) return;
        end++;
    }
    if (end > from && from > 0 && tok(f, from - 1)->upos == UPOS_PUNCT && !is_mark(f, from - 1, ',')) range_add(c, first, end);
}

static bool leads_to(const finder *f, uint32_t t) {
    switch (tok(f, t)->upos) {
    case UPOS_PUNCT:
    case UPOS_CCONJ:
    case UPOS_AUX:
    case UPOS_ADV:
    case UPOS_PART:
        return true;
    default:
        return false;
    }
}

void scope_cut(const finder *f, attribution *a, uint32_t t) {
    range_list left = {0};
    if (t < a->first_token || t >= a->end_token) return;
    while (t > a->first_token && leads_to(f, t - 1)) t--;
    for (uint32_t k = 0; k < a->content_count; k++) {
        const uint32_t end = a->content_end[k] < t ? a->content_end[k] : t;
        if (a->content_first[k] < end) range_add(&left, a->content_first[k], end);
    }
    if (left.n > 0) finder_set_content(f, a, &left);
}
