/* Active or passive: by what stands around a verb, since the labels of trees alone are not to be trusted. */
#include "claim/subject.h"

static bool is_modifier(uint8_t rel) {
    return rel == DEP_ACL || rel == DEP_AMOD || rel == DEP_ADVCL || rel == DEP_APPOS || rel == DEP_PARATAXIS;
}

/* Somebody, or a thing of a class, without a preposition and in a case of its own: the doer of a passive, what a deed is done
 * with. */
static bool is_instrumental(const tree *t, unsigned c) {
    const uint8_t rel = tree_token(t, c)->deprel;
    if (!subject_is_somebody(t, c) && !(t->classes[c] >> CLASS_BUILTIN_COUNT)) return false;
    return tree_case_of(t, c) == CASE_INS && (rel == DEP_OBL || rel == DEP_OBL_AGENT || rel == DEP_IOBJ || rel == DEP_OBJ) &&
           tree_child(t, c, DEP_CASE) == TREE_NONE;
}

typedef struct surroundings {
    bool passive_aux, be, aux, agent, passive_subject, subject, object, reflexive, bare_subject, instrument;
} surroundings;

static surroundings around(const tree *t, unsigned v) {
    surroundings s = {0};
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel;
        bool be = subject_has_trait(t, c, TRAIT_PASSIVE_AUX);
        s.passive_aux |= rel == DEP_AUX_PASS;
        s.be |= (rel == DEP_AUX || rel == DEP_COP || rel == DEP_AUX_PASS) && be;
        s.aux |= rel == DEP_AUX && !be;
        s.agent |= rel == DEP_OBL_AGENT;
        s.instrument |= is_instrumental(t, c);
        s.passive_subject |= rel == DEP_NSUBJ_PASS;
        s.subject |= rel == DEP_NSUBJ;
        s.reflexive |= subject_is_reflexive(t, c);
        uint8_t slot = SLOT_NONE; /* "sitiada por los rebeldes", the doer labelled an object */
        if (rel == DEP_OBJ) tree_case(t, c, &slot);
        s.agent |= slot == SLOT_BY;
        s.object |= rel == DEP_OBJ && slot != SLOT_BY && !subject_is_reflexive(t, c);
        s.object |= c > v && subject_is_bare(t, c);
        s.bare_subject |= c < v && subject_is_bare(t, c);
    }
    return s;
}

/* The auxiliary of the passive stands right before the participle, whatever it hangs on. */
static bool be_before(const tree *t, unsigned v) {
    for (unsigned k = v, steps = 0; k-- > 0 && steps < 6; steps++) {
        uint8_t upos = tree_token(t, k)->upos;
        if (upos == UPOS_AUX && subject_has_trait(t, k, TRAIT_PASSIVE_AUX)) return true;
        if (upos != UPOS_AUX && upos != UPOS_ADV && upos != UPOS_PUNCT && upos != UPOS_PART) return false;
    }
    return false;
}

/* "убит", which the tagger took for a finite verb: the rules know the form as a participle and as nothing else. */
static bool is_short_participle(const tree *t, unsigned v) {
    const token *k = tree_token(t, v);
    if (!t->lex->cases || k->upos != UPOS_VERB || FEAT_GET(k->feats, VERBFORM) != VERBFORM_FIN) return false;
    const event_word *w = event_word_find(t->lex, k->form_hash);
    return w && w->verb && !(w->traits & (TRAIT_VERB_FORM | TRAIT_PASSIVE_FORM | TRAIT_IF_TAGGED));
}

/* "Insurgents pushed into Masaya, he added", with both called subjects of the last verb and the first verb a modifier of the
 * insurgents: what stands before another's words of saying is a clause, and the first subject acts in it. */
static bool is_clause_before_saying(const tree *t, unsigned v) {
    const unsigned noun = t->head[v];
    if (tree_token(t, v)->deprel != DEP_ACL || noun == TREE_NONE || noun > v || tree_token(t, noun)->deprel != DEP_NSUBJ)
        return false;
    if (noun + 1 != v) return false;
    const unsigned above = t->head[noun];
    for (unsigned i = above == TREE_NONE ? 0 : t->child_first[above]; above != TREE_NONE && i < t->child_first[above + 1]; i++) {
        const unsigned c = t->child[i];
        const bool other = tree_token(t, c)->deprel == DEP_NSUBJ && c > v && c > 0;
        if (other && tree_token(t, t->sub_first[c] ? t->sub_first[c] - 1 : 0)->upos == UPOS_PUNCT) return true;
    }
    return false;
}

/* "sind gefallen", where the lemma is missed: what the listed form's verb has. */
static bool takes_be(const tree *t, unsigned v) {
    const event_word *w = t->word[v];
    if (w && w->verb && !w->traits) w = event_word_find(t->lex, w->verb);
    return w && (w->traits & TRAIT_ACTIVE_BE);
}

/* "Two soldiers killed in Gao", "12 hurt in a blast": a main verb in the past that cannot do without an object, and has none. */
static bool is_headline_passive(const tree *t, unsigned v, const surroundings *s) {
    const token *k = tree_token(t, v);
    if (!subject_has_trait(t, v, TRAIT_NEEDS_OBJECT) || s->object || s->aux || s->reflexive || !s->subject) return false;
    const bool past = FEAT_GET(k->feats, TENSE) == TENSE_PAST || FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART;
    const bool told = k->deprel == DEP_CCOMP || k->deprel == DEP_XCOMP; /* "reports 29 rebels killed" */
    if (!past || (k->deprel != DEP_ROOT && k->deprel != DEP_PARATAXIS && !told)) return false;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t rel = tree_token(t, c)->deprel;
        if (rel == DEP_CCOMP || rel == DEP_IOBJ || (rel == DEP_CONJ && tree_child(t, c, DEP_OBJ) != TREE_NONE)) return false;
        if (rel == DEP_NSUBJ && (c > v || tree_token(t, c)->upos == UPOS_PRON)) return false;
    }
    return true;
}

/* "Fighters of the Front captured Timbuktu", taken for those whom somebody captured: a town right behind the verb, with nothing
 * that leads it in, is what they took. */
static bool takes_town_behind(const tree *t, unsigned v) {
    const token *k = tree_token(t, v);
    if (t->lex->cases || k->deprel != DEP_ACL || t->head[v] == TREE_NONE || t->head[v] > v || v + 1 >= t->n) return false;
    const bool town = t->place[v + 1] != INDEX_NONE && tree_token(t, v + 1)->upos == UPOS_PROPN && t->time[v + 1] == INDEX_NONE;
    return town && subject_is_somebody(t, t->head[v]);
}

/* Passive by what stands around the verb; the labels of the tree alone are not to be trusted. */
bool voice_is_passive(const tree *t, unsigned v, int depth) {
    const token *k = tree_token(t, v);
    const unsigned form = FEAT_GET(k->feats, VERBFORM), marked = FEAT_GET(k->feats, VOICE);
    if (takes_be(t, v) || (form == VERBFORM_PART && marked == VOICE_ACT)) return false;
    if (t->lex->cases && form == VERBFORM_PART && marked == VOICE_PASS) return true;
    if (is_short_participle(t, v)) return true;
    if (is_clause_before_saying(t, v) || takes_town_behind(t, v)) return false;
    surroundings s = around(t, v);
    if (subject_has_trait(t, v, TRAIT_PASSIVE_FORM) && marked != VOICE_ACT && FEAT_GET(k->feats, ASPECT) != ASPECT_PERF)
        return marked == VOICE_PASS || s.passive_subject || s.instrument;
    if (s.reflexive) return false;
    if (s.passive_aux) return true;
    if (is_headline_passive(t, v, &s)) return true;
    bool participle = voice_is_past_participle(k) || FEAT_GET(k->feats, VOICE) == VOICE_PASS ||
                      ((k->upos == UPOS_ADJ || k->deprel == DEP_CONJ) && k->upos != UPOS_VERB && t->word[v] && t->word[v]->verb);
    if (!participle) return s.passive_subject && s.agent;
    if (s.be || be_before(t, v)) return true;
    if (s.aux || s.object) return false;
    if (s.agent) return true;
    if (subject_has_trait(t, v, TRAIT_NEVER_BARE)) return false;
    if ((is_modifier(k->deprel) && !s.subject) || k->upos == UPOS_ADJ || s.passive_subject) return true;
    if (k->deprel == DEP_CONJ && s.bare_subject && !s.subject) return true; /* "killed two, and three wounded" */
    unsigned head = t->head[v];
    return k->deprel == DEP_CONJ && head != TREE_NONE && depth < 4 && tree_is_verb(t, head) && !s.subject &&
           voice_is_passive(t, head, depth + 1);
}
