/* Who speaks in languages whose cases leave the order of words free: "Падение города признал источник", "Про це повідомив
 * речник". A noun behind the verb that is called its object speaks where what is said stands before the verb: as another object,
 * or as "this" behind a word of [about]. */
#include "claim/finder.h"

static bool is_noun(const finder *f, uint32_t t) {
    return f->x->tokens[t].upos == UPOS_NOUN || f->x->tokens[t].upos == UPOS_PROPN;
}

/* What is said, before the verb: "this", which nobody else can be said to do, or a noun. */
static bool is_content(const finder *f, uint32_t k, bool *this) {
    const token *t = &f->x->tokens[k];
    const uint32_t mark = clause_child(&f->view, k, DEP_CASE);
    uint32_t end;
    if (mark == TOKEN_NONE) return (t->deprel == DEP_OBJ || t->deprel == DEP_NSUBJ) && is_noun(f, k);
    const bool about = (t->upos == UPOS_PRON || t->upos == UPOS_DET) && cue_match(f->cues, f->x, mark, CUE_ABOUT, 0, &end);
    *this |= about;
    return about;
}

static bool may_speak(const finder *f, uint32_t k, bool anybody) {
    static const unsigned kinds[] = {CUE_UNNAMED, CUE_OUTLET, CUE_HOUSE};
    const unsigned of = FEAT_GET(f->x->tokens[k].feats, CASE);
    uint32_t end;
    if (!is_noun(f, k) || (of != CASE_NOM && of != CASE_ACC) || clause_child(&f->view, k, DEP_CASE) != TOKEN_NONE) return false;
    if (finder_in_time(f, k)) return false;
    if (anybody) return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (cue_match(f->cues, f->x, k, kinds[i], 0, &end)) return true;
    for (uint32_t i = f->actor_at; i < f->m->actor_count && f->m->actors[i].at.first_token <= k; i++)
        if (k < f->m->actors[i].at.end_token) return true;
    return FEAT_GET(f->x->tokens[k].feats, ANIMACY) == ANIMACY_ANIM;
}

uint32_t speaker_behind_content(const finder *f, uint32_t verb) {
    const token *v = &f->x->tokens[verb];
    uint32_t who = TOKEN_NONE;
    bool content = false, this = false;
    if (!(f->cues->kinds & (1u << CUE_ABOUT)) || FEAT_GET(v->feats, VERBFORM) != VERBFORM_FIN) return TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const unsigned d = f->x->tokens[k].deprel;
        if (k < verb) content |= is_content(f, k, &this);
        if (k < verb || who != TOKEN_NONE || (d != DEP_OBJ && d != DEP_IOBJ && d != DEP_OBL && d != DEP_NSUBJ)) continue;
        if (FEAT_GET(v->feats, NUMBER) != FEAT_GET(f->x->tokens[k].feats, NUMBER)) continue;
        if (may_speak(f, k, this)) who = k;
    }
    return content ? who : TOKEN_NONE;
}

uint32_t speaker_swapped(const finder *f, uint32_t verb) {
    const uint32_t subject = clause_child(&f->view, verb, DEP_NSUBJ), object = clause_child(&f->view, verb, DEP_OBJ);
    uint32_t end;
    if (!(f->cues->kinds & (1u << CUE_ABOUT)) || subject == TOKEN_NONE || object == TOKEN_NONE) return TOKEN_NONE;
    if (object > verb || subject < verb || !is_noun(f, object) || clause_child(&f->view, object, DEP_CASE) != TOKEN_NONE)
        return TOKEN_NONE;
    return cue_match(f->cues, f->x, subject, CUE_NOUN, 0, &end) ? object : TOKEN_NONE;
}

static bool is_about(const finder *f, uint32_t k) {
    uint32_t end;
    const uint32_t c = clause_child(&f->view, k, DEP_CASE);
    return c != TOKEN_NONE && cue_match(f->cues, f->x, c, CUE_ABOUT, 0, &end) != NULL;
}

uint32_t content_about(const finder *f, uint32_t verb) {
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        if (f->x->tokens[k].deprel == DEP_OBL && is_about(f, k)) return k;
        if (f->x->tokens[k].deprel != DEP_IOBJ || k < verb) continue; /* "доложил президенту об освобождении", hung on him */
        CLAUSE_EACH_CHILD(&f->view, k, below)
        if (f->x->tokens[below].deprel == DEP_NMOD && is_about(f, below)) return below;
    }
    return TOKEN_NONE;
}
