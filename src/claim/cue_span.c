/* How far a cue reaches: from the auxiliaries, adverbs and light verbs before its verb to its particle. */
#include "claim/finder.h"

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}
static uint32_t sentence_end(const finder *f) {
    return f->view.first + f->view.n;
}

static bool is_nominal_word(const finder *f, uint32_t t) {
    const unsigned u = tok(f, t)->upos;
    return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_NUM;
}

#define LIGHT_MAX 3u /* verbs one above the other: "seemed to want to begin to say" */

/* Before the verb, the auxiliaries and adverbs that hang on it: "has repeatedly said". */
static uint32_t with_auxiliaries(const finder *f, uint32_t verb, uint32_t first, const speaker *who) {
    const bool source_before = who->head != TOKEN_NONE && who->end <= verb;
    while (first > f->view.first) {
        const token *k = tok(f, first - 1);
        const bool belongs =
            k->head == verb && k->upos != UPOS_PUNCT &&
            (k->deprel == DEP_AUX || k->deprel == DEP_AUX_PASS || k->deprel == DEP_COP || k->deprel == DEP_ADVMOD ||
             k->deprel == DEP_EXPL || (k->deprel == DEP_MARK && k->upos == UPOS_PART));
        if (!belongs || (source_before && first - 1 < who->end)) break;
        first--;
    }
    return first;
}

/* Do only small words stand between two verbs? */
static bool close_by(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++) {
        const unsigned u = tok(f, t)->upos;
        if (u != UPOS_PART && u != UPOS_ADV && u != UPOS_ADP && u != UPOS_SCONJ && u != UPOS_AUX) return false;
    }
    return true;
}

/* "responded by saying": of two cues the second tells how the first was done. */
static bool by_saying(const finder *f, uint32_t above, uint32_t verb) {
    uint32_t end;
    const uint32_t by = verb - 1;
    if (by <= above || tok(f, by)->head != verb || !cue_match(f->cues, f->x, by, CUE_AGENT, 0, &end)) return false;
    return cue_match(f->cues, f->x, above, CUE_VERB, 0, &end) != NULL;
}

/* "issued a statement saying": a verb of [support] whose object the cue hangs on is a part of it. */
static uint32_t with_support(const finder *f, uint32_t verb, uint32_t first, const speaker *who) {
    const uint32_t noun = tok(f, verb)->head;
    if (tok(f, verb)->deprel != DEP_ACL || noun >= verb || noun < f->view.first || first != verb) return first;
    const uint32_t above = tok(f, noun)->head;
    if (above >= noun || above < f->view.first || !attitude_supports(f, above) || !close_by(f, noun + 1, verb)) return first;
    if (who->head != TOKEN_NONE && who->head > above && who->head < verb) return first;
    return with_auxiliaries(f, above, above, who);
}

/* "went on to say", "seemed to suggest": a verb of [light] above the cue is a part of it. */
static uint32_t with_light_verbs(const finder *f, uint32_t verb, uint32_t first, const speaker *who) {
    for (uint32_t i = 0; i < LIGHT_MAX; i++) {
        uint32_t end;
        const uint32_t above = tok(f, verb)->head;
        const unsigned rel = tok(f, verb)->deprel; /* an aim, says the tree of "went on to say" */
        const bool governed = (rel == DEP_XCOMP || rel == DEP_ADVCL || rel == DEP_CCOMP || rel == DEP_CSUBJ) && above < verb &&
                              above >= f->view.first;
        const bool light = governed && (cue_match(f->cues, f->x, above, CUE_LIGHT, 0, &end) || by_saying(f, above, verb));
        if (!light || !close_by(f, above + 1, verb)) break;
        if (who->head != TOKEN_NONE && who->head > above && who->head < verb) break;
        verb = above;
        first = with_auxiliaries(f, verb, verb, who);
    }
    return first;
}

uint32_t cue_start(const finder *f, uint32_t verb, const speaker *who) {
    const uint32_t first = with_light_verbs(f, verb, with_auxiliaries(f, verb, verb, who), who);
    return with_support(f, verb, first, who);
}

/* The cue with what stands right before it. */
void cue_span(const finder *f, uint32_t verb, uint32_t cue_end, finding *one) {
    one->cue = verb;
    one->cue_first = cue_start(f, verb, &one->who);
    bool whole = true; /* "call the town for": the verb alone is marked */
    for (uint32_t t = verb + 1; t < cue_end; t++)
        whole &= cue_end - verb - 1 == one->entry->behind_count || !is_nominal_word(f, t);
    one->cue_end = whole ? cue_end : verb + 1;
    if (cue_end == verb + 1 && cue_end < sentence_end(f) && tok(f, cue_end)->deprel == DEP_COMPOUND &&
        tok(f, cue_end)->head == verb && tok(f, cue_end)->upos == UPOS_ADP)
        one->cue_end++;
}
