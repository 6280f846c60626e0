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

speaker speaker_behind_report(const finder *f, uint32_t report, uint32_t verb) {
    const text *x = f->x;
    const unsigned of_verb = FEAT_GET(x->tokens[verb].feats, GENDER), of = FEAT_GET(x->tokens[report].feats, GENDER);
    uint32_t end;
    if (!(f->cues->kinds & (1u << CUE_ABOUT)) || !of_verb || of == of_verb || report + 1 >= verb) return speaker_none();
    if (!cue_match(f->cues, x, report, CUE_NOUN, 0, &end) || finder_in_time(f, verb - 1)) return speaker_none();
    uint32_t first = verb;
    while (first > report + 1 && (x->tokens[first - 1].flags & TOKEN_CAPITAL)) first--;
    if (first == verb || x->tokens[first].upos == UPOS_ADP) return speaker_none();
    return (speaker){.head = first, .meant = first, .first = first, .end = verb};
}

speaker speaker_above(const finder *f, uint32_t verb) {
    const token *v = &f->x->tokens[verb];
    if (v->head - f->view.first >= f->view.n) return speaker_none();
    const token *k = &f->x->tokens[v->head];
    const bool agrees = FEAT_GET(k->feats, CASE) == CASE_NOM && FEAT_GET(k->feats, NUMBER) == FEAT_GET(v->feats, NUMBER);
    const unsigned of = FEAT_GET(k->feats, GENDER), of_verb = FEAT_GET(v->feats, GENDER);
    if (v->deprel != DEP_PARATAXIS || v->head > verb || !agrees || (of && of_verb && of != of_verb)) return speaker_none();
    if ((k->upos != UPOS_PRON && k->upos != UPOS_NUM && !is_noun(f, v->head)) ||
        clause_child(&f->view, v->head, DEP_CASE) != TOKEN_NONE || finder_in_time(f, v->head))
        return speaker_none();
    return speaker_phrase(f, v->head, verb);
}

bool speaker_is_parted(const finder *f, uint32_t noun, uint32_t above, uint32_t verb) {
    const token *s = &f->x->tokens[noun], *a = &f->x->tokens[above], *v = &f->x->tokens[verb];
    const unsigned of = FEAT_GET(s->feats, GENDER), gender = FEAT_GET(a->feats, GENDER), number = FEAT_GET(s->feats, NUMBER);
    const bool other = (of && gender && of != gender) || FEAT_GET(a->feats, NUMBER) != number;
    const bool own = FEAT_GET(v->feats, NUMBER) == number && clause_child(&f->view, verb, DEP_NSUBJ) == TOKEN_NONE;
    return FEAT_GET(s->feats, CASE) == CASE_NOM && noun < above && above < verb && other && own &&
           f->x->tokens[verb - 1].upos == UPOS_PUNCT;
}

uint32_t speaker_told_subject(const finder *f, const finding *one) {
    const uint32_t who = one->who.head;
    uint32_t end;
    if (who == TOKEN_NONE) return TOKEN_NONE;
    const uint32_t subject = clause_child(&f->view, one->cue, DEP_NSUBJ);
    const bool within = f->x->tokens[who].deprel == DEP_OBL && f->x->tokens[who].head == one->cue;
    const bool report = subject != TOKEN_NONE && subject < who && who < one->cue && f->x->tokens[who].head != one->cue &&
                        cue_match(f->cues, f->x, subject, CUE_NOUN, 0, &end); /* "Сообщение об этом Петров опроверг" */
    return within || report ? subject : TOKEN_NONE;
}

/* Does the pronoun before the cue stand for what the sentence before says? */
static bool stands_for_previous(const finder *f, const finding *one, uint32_t k) {
    if (k == TOKEN_NONE || k > one->cue || (&f->x->tokens[k])->upos != UPOS_PRON) return false;
    return !FEAT_GET((&f->x->tokens[k])->feats, PERSON) && FEAT_GET((&f->x->tokens[k])->feats, PRONTYPE) != PRONTYPE_REL;
}

bool content_previous(const finder *f, const finding *one, range_list *out) {
    const uint32_t this = speaker_this(f, one->cue);
    if (this != TOKEN_NONE && this != f->view.first && (one->entry->says & SAYS_THAT)) { /* what stands before its comma */
        range_add_trimmed(out, f->x, f->view.first, this - 1);
        return out->n > 0;
    }
    if (f->sentence == 0 || !(one->entry->says & SAYS_THAT)) return false;
    if (!stands_for_previous(f, one, content_about(f, one->cue)) && speaker_this(f, one->cue) == TOKEN_NONE) return false;
    const sentence *before = &f->x->sentences[f->sentence - 1];
    range_add_trimmed(out, f->x, before->first_token, before->end_token);
    return out->n > 0;
}
