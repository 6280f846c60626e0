/* Another number set against one that was told, without a word for those whom it counts:
 *
 *   "…; the rebels spoke of five" · "las YPG hablan de 60"     five of the same, say the rebels
 *   "…; the rebels said the figure was 25", "… put the figure at 25"     the same
 *
 * The verbs are those flagged "tally", the nouns those of [tallies] (lang/<code>/attribution.rules). */
#include "claim/attribution.h"
#include "claim/retort.h"

enum { REACH = 6 }; /* tokens from the word to its number */

static const token *tok(const retorts *f, uint32_t t) {
    return &f->r->x->tokens[t];
}

static bool in_time(const retorts *f, uint32_t t) {
    const mentions *m = f->r->m;
    for (uint32_t i = f->first_time; i < m->time_count && m->times[i].at.first_token <= t; i++)
        if (t < m->times[i].at.end_token) return true;
    return false;
}

/* A number of whom it does not say: nothing but a mark, or the end, stands behind it. */
static const quantity_mention *bare_number(const retorts *f, uint32_t from) {
    const uint32_t last = f->view.first + f->view.n;
    for (uint32_t i = f->first_quantity; i < f->r->m->quantity_count; i++) {
        const quantity_mention *q = &f->r->m->quantities[i];
        if (q->at.first_token <= from) continue;
        if (q->at.first_token > from + REACH || q->at.first_token >= last) return NULL;
        const bool ends = q->at.end_token >= last || tok(f, q->at.end_token)->upos == UPOS_PUNCT;
        if (q->kind != QUANTITY_CARDINAL || in_time(f, q->at.first_token) || !ends) return NULL;
        for (uint32_t t = from + 1; t < q->at.first_token; t++)
            if (tok(f, t)->upos == UPOS_PUNCT || tok(f, t)->upos == UPOS_PROPN ||
                (tok(f, t)->upos == UPOS_NOUN && !retort_lists(f, t, CUE_TALLY)))
                return NULL;
        return q;
    }
    return NULL;
}

/* Who says so: the subject of the verb that tells tolls, else whoever the words around the number are put in the mouth of. */
static bool speakers(const retorts *f, uint32_t t, const quantity_mention *q, const claimant **chain, uint32_t *n) {
    uint32_t end;
    const cue_entry *e = cue_match(f->cues, f->r->x, t, CUE_VERB, 0, &end);
    if (tok(f, t)->upos == UPOS_VERB && e && (e->says & SAYS_TALLY)) {
        *chain = retort_speaker(f, t, e);
        *n = *chain != NULL;
        return *n > 0;
    }
    if (tok(f, t)->upos != UPOS_NOUN || !retort_lists(f, t, CUE_TALLY)) return false;
    if (claimants_of(f->r->out, q->at.first_token, f->r->a, chain, n) != DP_OK) f->r->nomem = true;
    return !f->r->nomem && *n > 0;
}

void retort_count(retorts *f, uint32_t t) {
    const quantity_mention *q = bare_number(f, t);
    const claimant *chain;
    uint32_t n;
    if (!q || !speakers(f, t, q, &chain, &n)) return;
    const uint32_t target = retort_target(f, t, &chain[n - 1], true);
    if (target == INDEX_NONE) return;
    const span at = {tok(f, t)->start, q->at.at.end};
    claim *c = retort_add(f, target, q->at.first_token, at, chain, n);
    if (!c) return;
    casualty *told = &c->casualties[0];
    told->low = q->low;
    told->best = q->best;
    told->high = q->high;
    told->at = q->at.at;
    told->rule = q->at.rule;
    c->casualty_count = 1;
}
