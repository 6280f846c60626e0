/* Quotations: which stretches between marks are speech, whose they are, and how they go on over sentences and paragraphs. */
#include "claim/finder.h"

#define SPEECH_TOKENS_MIN 5u /* a shorter stretch without a verb is a name or a word held at arm's length */

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}

const quote *finder_quote(const finder *f, uint32_t t) {
    const quote *best = NULL;
    for (uint32_t i = f->quote_first; i < f->quote_end; i++) {
        const quote *q = &f->x->quotes[i];
        if (q->first_token <= t && t < q->end_token) best = q;
    }
    return best;
}

bool quotation_is_speech(const finder *f, const quote *q) {
    uint32_t words = 0, verbs = 0;
    bool stop = false;
    for (uint32_t t = q->first_token; t < q->end_token && words < SPEECH_TOKENS_MIN; t++) {
        const token *k = tok(f, t);
        if (k->upos == UPOS_PUNCT) {
            char c = f->x->bytes[k->start];
            stop = c == '.' || c == '!' || c == '?' || c == ',';
            continue;
        }
        words++;
        verbs += (k->upos == UPOS_VERB || k->upos == UPOS_AUX) && FEAT_GET(k->feats, VERBFORM) != VERBFORM_PART;
    }
    return words >= SPEECH_TOKENS_MIN || verbs > 0 || (stop && words > 0);
}

/* Only marks and the cue's own words may stand between a quotation and its cue's clause. */
static bool touches(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++)
        if (tok(f, t)->upos != UPOS_PUNCT) return false;
    return true;
}

/* The words of the cue's clause in their order: from its source to its last word before a mark. */
static void cue_reach(const finder *f, const finding *one, uint32_t *first, uint32_t *end) {
    uint32_t last = f->view.first + f->view.n;
    *first = one->cue_first;
    *end = one->cue_end;
    if (one->who.head != TOKEN_NONE) {
        if (one->who.first < *first) *first = one->who.first;
        if (one->who.end > *end) *end = one->who.end;
    }
    while (*first > f->view.first && tok(f, *first - 1)->upos != UPOS_PUNCT) --*first;
    while (*end < last && tok(f, *end)->upos != UPOS_PUNCT) ++*end;
}

/* The last quotation of the sentence before, where it closes that sentence: "…." Gen. Ali said. */
static const quote *quotation_before(const finder *f) {
    const sentence *s = &f->x->sentences[f->sentence];
    if (f->sentence == 0 || s[-1].paragraph != s->paragraph) return NULL;
    for (uint32_t i = f->quote_first; i-- > 0;) {
        const quote *q = &f->x->quotes[i];
        if (q->depth > 0) continue;
        return q->end_token + 1 >= s[-1].end_token && q->end_token > s[-1].first_token ? q : NULL;
    }
    return NULL;
}

/* "said that heroin was now "cheaper than candy"": a quotation that begins in lower case right behind a word is the end of what
 * began behind the cue. */
static uint32_t partial_start(const finder *f, const finding *one, const quote *q) {
    uint32_t mark = q->first_token - 1; /* the opening mark */
    if (mark <= one->cue_end || (tok(f, q->first_token)->flags & TOKEN_CAPITAL)) return q->first_token;
    return tok(f, mark - 1)->upos == UPOS_PUNCT || one->who.end > one->cue_end ? q->first_token : one->cue_end;
}

bool quotation_content(finder *f, const finding *one, range_list *content) {
    uint32_t first, end;
    uint16_t depth = 0;
    bool found = false;
    const bool follows = scope_owner(f, one->cue) != TOKEN_NONE; /* ", adding": the quotation before is the first cue's */
    const quote *around = finder_quote(f, one->cue);
    if (around) depth = (uint16_t)(around->depth + 1);
    cue_reach(f, one, &first, &end);
    for (uint32_t i = f->quote_first; i < f->quote_end; i++) {
        const quote *q = &f->x->quotes[i];
        if (q->depth != depth || q->first_token >= q->end_token || !quotation_is_speech(f, q)) continue;
        if (around && (q->start < around->start || q->end > around->end)) continue;
        bool before = !follows && q->end_token <= first && touches(f, q->end_token, first);
        bool behind = q->first_token >= end && touches(f, end, q->first_token);
        bool inside = q->first_token >= one->cue_end && q->first_token < end; /* called it "a trap that failed" */
        if (!before && !behind && !inside) continue;
        if (inside && content->n == 0) continue;
        range_add(content, behind ? partial_start(f, one, q) : q->first_token, q->end_token);
        found = true;
        if (behind || inside) break;
        end = end > q->end_token ? end : q->end_token;
    }
    if (found || content->n > 0 || around) return found;
    const quote *q = quotation_before(f);
    bool opens = first == f->view.first && q && quotation_is_speech(f, q);
    if (opens) range_add(content, q->first_token, q->end_token);
    return opens;
}

/* --- what goes on ------------------------------------------------------------------------------------------------------------
 */

#define NEAR 8u /* findings beside a quotation that are looked at */

/* Does a finding near `next` hold the quotation already? */
static bool covered(const finder *f, const quote *q, uint32_t next) {
    uint32_t end = next + NEAR < f->found.n ? next + NEAR : f->found.n;
    for (uint32_t i = next > NEAR ? next - NEAR : 0; i < end; i++) {
        const attribution *a = &f->found.at[i];
        for (uint32_t k = 0; k < a->content_count; k++)
            if (a->content_first[k] <= q->first_token && q->first_token < a->content_end[k]) return true;
    }
    return false;
}

/* Is the sentence in which the quotation begins nothing but quotation? */
static bool fills_sentence(const finder *f, const quote *q) {
    const sentence *s = &f->x->sentences[tok(f, q->first_token)->sentence];
    return q->first_token <= s->first_token + 1 && q->end_token + 3 >= s->end_token;
}

static void extend(const finder *f, attribution *a, const quote *q) {
    range_list r = {.n = a->content_count};
    for (uint32_t k = 0; k < r.n; k++) {
        r.first[k] = a->content_first[k];
        r.end[k] = a->content_end[k];
    }
    range_add(&r, q->first_token, q->end_token);
    finder_set_content(f, a, &r);
}

static uint32_t paragraph_of(const finder *f, uint32_t t) {
    return f->x->sentences[tok(f, t)->sentence].paragraph;
}

/* The findings stand in the order of their cues; quotations are walked along with them. */
void quotation_continue(finder *f) {
    uint32_t next = 0;        /* first finding whose cue lies behind the quotation */
    attribution *last = NULL; /* the last direct one before it */
    const quote *before = NULL;
    for (uint32_t i = 0; i < f->x->quote_count; i++) {
        const quote *q = &f->x->quotes[i];
        if (q->depth > 0 || q->first_token >= q->end_token) continue;
        for (; next < f->found.n && f->found.at[next].cue_token < q->first_token; next++)
            if (f->found.at[next].direct) last = &f->found.at[next];
        bool carries = before && !before->closed && paragraph_of(f, before->first_token) + 1 == paragraph_of(f, q->first_token);
        before = q;
        if (!quotation_is_speech(f, q) || !fills_sentence(f, q) || covered(f, q, next)) continue;
        uint32_t para = paragraph_of(f, q->first_token);
        if (last && (paragraph_of(f, last->end_token - 1) == para || carries || paragraph_of(f, last->cue_token) == para)) {
            extend(f, last, q);
            continue;
        }
        /* it comes before its cue: the next direct finding of the paragraph, or of the next where the mark stays open */
        uint32_t reach = q->closed ? para : para + 1;
        for (uint32_t k = next; k < f->found.n && k < next + NEAR && paragraph_of(f, f->found.at[k].cue_token) <= reach; k++)
            if (f->found.at[k].direct) {
                extend(f, &f->found.at[k], q);
                break;
            }
    }
}
