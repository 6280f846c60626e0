/* Words that the writer holds at arm's length: scare quotes, "so-called". */
#include "claim/finder.h"

#define SCARE_WORDS_MAX 5u

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}

/* Where common nouns have capitals, a capital makes no name: "Armee". Their lemmas have them too. */
static bool is_common_noun(const token *k) {
    return k->upos == UPOS_NOUN && k->form[0] == k->lemma[0];
}

/* A name or a title stands in capitals throughout, but for its small words. */
static bool is_title(const finder *f, const quote *q) {
    uint32_t names = 0, words = 0;
    for (uint32_t t = q->first_token; t < q->end_token; t++) {
        const token *k = tok(f, t);
        if (k->upos == UPOS_PUNCT || k->end - k->start <= 3) continue;
        words++;
        names += (k->flags & TOKEN_CAPITAL) && !is_common_noun(k);
    }
    return words == names;
}

/* Is it words of somebody that the sentence names, or of whom it says how they call a thing? */
#define LOOK_BACK_MAX 64u

static bool is_reported(const claims *c, const quote *q) {
    const uint32_t end = claimants_behind(c, q->first_token);
    for (uint32_t i = end > LOOK_BACK_MAX ? end - LOOK_BACK_MAX : 0; i < end; i++) {
        const attribution *a = &c->attributions[i];
        for (uint32_t k = 0; k < a->content_count; k++)
            if (a->content_first[k] <= q->first_token && q->end_token <= a->content_end[k]) return true;
    }
    return false;
}

static bool is_scare_quote(const finder *f, const claims *c, const quote *q) {
    uint32_t words = 0;
    if (!q->closed || q->depth > 0 || f->x->sentences[tok(f, q->first_token)->sentence].headline) return false;
    for (uint32_t t = q->first_token; t < q->end_token; t++) {
        if (tok(f, t)->upos == UPOS_PUNCT) continue;
        if (++words > SCARE_WORDS_MAX) return false;
    }
    return words > 0 && !quotation_is_speech(f, q) && !is_title(f, q) && !is_reported(c, q);
}

typedef vec_of(distance_mark) mark_list;

/* "so-called caliphate", "califat autoproclamé": the word and the noun that it belongs to. */
static bool word_mark(const finder *f, uint32_t t, uint32_t end, uint32_t quote_at, distance_mark *out) {
    uint32_t head = tok(f, t)->head;
    const sentence *s = &f->x->sentences[tok(f, t)->sentence];
    for (uint32_t steps = 0; steps < 4 && head >= s->first_token && head < s->end_token && tok(f, head)->upos != UPOS_NOUN &&
                             tok(f, head)->upos != UPOS_PROPN;
         steps++)
        head = tok(f, head)->head;
    bool noun = head >= s->first_token && head < s->end_token && (head >= end ? head - end : t - head) <= 6;
    uint32_t first = noun && head < t ? head : t;
    uint32_t last = noun && head >= end ? head + 1 : end;
    out->at = (span){tok(f, first)->start, tok(f, last - 1)->end};
    for (uint32_t i = quote_at; i < f->x->quote_count && f->x->quotes[i].first_token <= last; i++) /* so-called "army" */
        if (f->x->quotes[i].closed && f->x->quotes[i].end_token >= last && f->x->quotes[i].end_token <= last + 4)
            out->at.end = f->x->quotes[i].end;
    return noun;
}

dp_status distance_find(const finder *f, claims *out, dp_error *err) {
    mark_list marks = {0};
    for (uint32_t i = 0, q = 0; i < f->x->token_count; i++) {
        uint32_t end;
        for (; q < f->x->quote_count && f->x->quotes[q].first_token <= i; q++) {
            const quote *k = &f->x->quotes[q];
            bool marked = marks.n > 0 && marks.at[marks.n - 1].at.end >= k->end;
            if (marked || k->first_token >= k->end_token || !is_scare_quote(f, out, k)) continue;
            distance_mark m = {.at = {k->start, k->end}, .kind = DISTANCE_SCARE_QUOTES};
            if (!vec_push(f->a, &marks, m)) return error_nomem(err);
        }
        const cue_entry *e = cue_match(f->cues, f->x, i, CUE_DISTANCE, 0, &end);
        distance_mark m = {.kind = DISTANCE_SO_CALLED, .rule = e ? e->rule : 0};
        if (e && word_mark(f, i, end, q, &m) && !vec_push(f->a, &marks, m)) return error_nomem(err);
    }
    out->distance = marks.at;
    out->distance_count = marks.n;
    return DP_OK;
}
