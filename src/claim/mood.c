/* Indirect speech that its mood alone shows.
 *
 *   "Die Armee dementierte den Bericht. Zwölf Soldaten seien verletzt worden."     seien: the army's words, not the writer's
 *
 * The forms are data ([reported] of attribution.rules). Whose words they are is told later: antecedent.c gives them to who spoke
 * last. */
#include "claim/finder.h"

enum { HEAD_STEPS = 2 };

/* Does the finite verb stand in the sentence's main clause: its root, or an auxiliary of it or of what is joined to it? */
static bool is_main(const finder *f, uint32_t t) {
    for (uint32_t steps = 0; steps <= HEAD_STEPS; steps++) {
        const token *k = &f->x->tokens[t];
        if (k->head - f->view.first >= f->view.n) return clause_child(&f->view, t, DEP_MARK) == TOKEN_NONE;
        if (k->deprel != DEP_AUX && k->deprel != DEP_AUX_PASS && k->deprel != DEP_COP && k->deprel != DEP_CONJ) return false;
        t = k->head;
    }
    return false;
}

/* "Ich habe": what the first person says of itself has the same form. */
static bool has_other_person(const finder *f, uint32_t t) {
    const uint32_t up = f->x->tokens[t].head;
    const uint32_t own = clause_subject(&f->view, t);
    const uint32_t s = own == TOKEN_NONE && up - f->view.first < f->view.n ? clause_subject(&f->view, up) : own;
    const unsigned person = s == TOKEN_NONE ? 0 : FEAT_GET(f->x->tokens[s].feats, PERSON);
    return person != 1 && person != 2;
}

static bool is_told_already(const finder *f, uint32_t first, uint32_t t) {
    enum { BEFORE = 4 }; /* of the sentence before, which may end in a colon */
    for (uint32_t i = first > BEFORE ? first - BEFORE : 0; i < f->found.n; i++) {
        const attribution *a = &f->found.at[i];
        if (a->voice && a->first_token <= t && t < a->end_token) return true;
        if (a->cue_token == t) return true;
    }
    return false;
}

/* "Demnach wurden zwölf Soldaten verletzt": the adverb says it where no mood does. */
static bool is_adverb(const finder *f, uint32_t t) {
    const token *k = &f->x->tokens[t];
    return k->upos == UPOS_ADV && k->head - f->view.first < f->view.n;
}

void mood_find(finder *f, uint32_t first) {
    if (!(f->cues->kinds & (1u << CUE_REPORTED))) return;
    for (uint32_t t = f->view.first; t < f->view.first + f->view.n; t++) {
        uint32_t end;
        const token *k = &f->x->tokens[t];
        if (k->flags & TOKEN_QUOTED) continue;
        const cue_entry *e = cue_match(f->cues, f->x, t, CUE_REPORTED, 0, &end);
        if (!e) continue;
        const bool adverb = is_adverb(f, t);
        if (!adverb && !clause_is_verb(&f->view, t)) continue;
        if (!is_main(f, adverb ? k->head : t) || !has_other_person(f, t) || is_told_already(f, first, t)) continue;
        finding one = {.entry = e, .cue = t, .cue_first = t, .cue_end = t + 1, .who = speaker_none(), .voice = true};
        range_add_trimmed(&one.content, f->x, f->view.first, f->view.first + f->view.n);
        if (one.content.n > 0) finder_add(f, &one);
        return;
    }
}
