/* The arguments of a noun that tells an event: genitives, possessives, and what its support verb lends it. */
#include "claim/argument.h"

/* The verb that a noun hangs on, through coordination: "des attaques et des raids ont été menés". */
static unsigned governor(const tree *t, unsigned k, uint8_t *rel) {
    for (int step = 0; step < 4 && tree_token(t, k)->deprel == DEP_CONJ && t->head[k] != TREE_NONE; step++) k = t->head[k];
    *rel = tree_token(t, k)->deprel;
    return t->head[k];
}

/* The doer of a passive: "condemned by the king". */
static bool is_agent(const tree *t, unsigned c) {
    uint8_t slot;
    if (tree_token(t, c)->deprel == DEP_OBL_AGENT) return true;
    tree_case(t, c, &slot);
    return slot == SLOT_BY;
}

/* `doer`: the verb's doer is the noun's too ("carried out by the army"), which it is not where the verb is an event of its own.
 */
static void lend_obliques(const tree *t, unsigned v, unsigned noun, bool doer, arguments *out) {
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel;
        if (c == noun || (rel != DEP_OBL && rel != DEP_OBL_AGENT && rel != DEP_IOBJ)) continue;
        if (t->classes[c] & CLASS_BIT(CLASS_TIME)) continue;
        if (!doer && is_agent(t, c)) continue;
        /* "обстрел города войсками продолжался": the doer of the noun, hung on its verb */
        if (tree_case_of(t, c) == CASE_INS && tree_child(t, c, DEP_CASE) == TREE_NONE) {
            if (subject_is_somebody(t, c) || (t->classes[c] >> CLASS_BUILTIN_COUNT)) argument_add_by_case(t, out, c, false);
            continue;
        }
        argument_add_child(t, out, c, true);
    }
}

static void lend_support(const tree *t, unsigned v, unsigned noun, uint8_t rel, arguments *out) {
    const event_word *w = t->word[v];
    if (w && w->verb && !w->support)
        w = event_word_find(t->lex, w->verb); /* a form whose lemma failed lends what its verb lends */
    uint8_t support = w ? w->support : 0;
    bool passive = voice_is_passive(t, v, 0), object = rel == DEP_OBJ || rel == DEP_OBL || rel == DEP_XCOMP || rel == DEP_NMOD;
    const uint32_t traits = w ? w->traits : 0;
    bool patient = passive ? rel == DEP_NSUBJ_PASS || rel == DEP_NSUBJ : object;
    if (rel == DEP_ACL || rel == DEP_ACL_RELCL) patient = passive || subject_own(t, v) != TREE_NONE;
    if (patient && (support & (SUPPORT_ACTOR | SUPPORT_RECIPIENT))) {
        out->support |= support & SUPPORT_ACTOR ? SUPPORT_ACTOR : SUPPORT_RECIPIENT;
        out->verb = (uint16_t)v;
        out->supported = true;
        unsigned subject = passive ? TREE_NONE : subject_of(t, v);
        if (subject != noun) argument_add(t, out, subject, out->support & SUPPORT_ACTOR ? SLOT_SUBJ : SLOT_OBJ, 0);
        lend_obliques(t, v, noun, true, out);
    } else if (patient && (traits & (TRAIT_TELLS | TRAIT_DISPUTES))) {
        out->verb = (uint16_t)v;
        out->supported = true;
        out->disputed = (traits & TRAIT_DISPUTES) != 0;
    } else if (!passive && (rel == DEP_NSUBJ || (rel == DEP_ACL_RELCL && !patient)) && (support & SUPPORT_OCCUR)) {
        out->support |= SUPPORT_OCCUR;
        out->verb = (uint16_t)v;
        out->supported = true;
        const unsigned what = tree_child(t, v, DEP_OBJ);
        argument_add(t, out, what == TREE_NONE ? argument_taken_for_subject(t, v) : what, SLOT_OBJ, 0);
        lend_obliques(t, v, noun, true, out);
    } else if (rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS) {
        lend_obliques(t, v, noun, !(w && w->entry_count), out);
    }
}

/* "fighting is under way in X": what is said of the event says where. */
static void lend_predicate(const tree *t, unsigned predicate, unsigned noun, uint8_t rel, arguments *out) {
    if (rel != DEP_NSUBJ || tree_child(t, predicate, DEP_COP) == TREE_NONE) return;
    for (unsigned i = t->child_first[predicate]; i < t->child_first[predicate + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t r = tree_token(t, c)->deprel;
        if (c != noun && (r == DEP_OBL || r == DEP_NMOD) && tree_place(t, c) != INDEX_NONE)
            argument_add_oblique(t, out, c, SLOT_OTHER);
    }
}

/* What a predicate or a modifier says something of: "the town is under the control of X", "the missing soldiers". */
static void add_governor(const tree *t, unsigned k, arguments *out) {
    const token *w = tree_token(t, k);
    unsigned head = t->head[k];
    if (tree_child(t, k, DEP_COP) != TREE_NONE || tree_child(t, k, DEP_NSUBJ) != TREE_NONE) {
        argument_add(t, out, subject_own(t, k), SLOT_SUBJ, 0);
    } else if (head != TREE_NONE &&
               (w->deprel == DEP_AMOD || w->deprel == DEP_NMOD || w->deprel == DEP_ACL || w->deprel == DEP_APPOS) &&
               !tree_is_verb(t, head)) {
        argument_add(t, out, head, w->upos == UPOS_ADJ ? SLOT_SUBJ : SLOT_GOV, 0);
    } else if (head != TREE_NONE &&
               (w->deprel == DEP_XCOMP || w->deprel == DEP_ADVCL || w->deprel == DEP_OBL || w->deprel == DEP_CONJ)) {
        if ((w->deprel == DEP_XCOMP || w->deprel == DEP_OBL) && tree_child(t, k, DEP_NUMMOD) != TREE_NONE)
            return; /* "left twelve dead", "spoke of twelve dead": counted, so the dead are nobody's property */
        if (w->deprel == DEP_XCOMP && tree_child(t, head, DEP_OBJ) != TREE_NONE && tree_child(t, head, DEP_OBJ) != k)
            argument_add(t, out, tree_child(t, head, DEP_OBJ), SLOT_SUBJ, 0);
        else
            argument_add(t, out, subject_of(t, head), SLOT_SUBJ, 0);
    }
}

/* Genitives, possessives, adjectives and compounds mean who acts or what undergoes. */
static void noun_logic(arguments *out, uint8_t entry_flags) {
    bool has_of = false, has_by = false;
    for (uint8_t i = 0; i < out->n; i++) {
        has_of |= out->at[i].slot == SLOT_OF;
        has_by |= out->at[i].slot == SLOT_BY;
    }
    const uint64_t place = CLASS_BIT(CLASS_PLACE), country = CLASS_BIT(CLASS_COUNTRY), actor = CLASS_BIT(CLASS_ACTOR),
                   person = CLASS_BIT(CLASS_PERSON), armed = CLASS_BIT(CLASS_ARMED);
    for (uint8_t i = 0; i < out->n; i++) {
        argument *a = &out->at[i];
        bool ground = (a->classes & place) && !(a->classes & country);
        switch (a->slot) {
        case SLOT_OF:
            if (entry_flags & ENTRY_GEN_OBJ)
                a->logical = SLOT_OBJ;
            else if ((entry_flags & ENTRY_GEN_SUBJ) || (!has_by && (a->classes & (armed | actor)) && !ground))
                a->logical = SLOT_SUBJ;
            else
                a->logical = SLOT_OBJ;
            break;
        case SLOT_POSS:
            a->logical =
                !has_of && !(entry_flags & ENTRY_GEN_SUBJ) && (ground || ((entry_flags & ENTRY_GEN_OBJ) && (a->classes & person)))
                    ? SLOT_OBJ
                    : SLOT_SUBJ;
            break;
        case SLOT_ADJ:
            a->logical = a->classes & (country | CLASS_BIT(CLASS_STATE)) ? SLOT_SUBJ : SLOT_NONE;
            break;
        case SLOT_COMPOUND:
            if (ground)
                a->logical = SLOT_AT;
            else if (a->classes & (actor | armed))
                a->logical = SLOT_SUBJ;
            break;
        default:
            break;
        }
    }
}

/* "launched a mediation effort between India and Pakistan": the noun that a deed only describes has its arguments. */
static unsigned described_noun(const tree *t, unsigned k) {
    const unsigned top = t->head[k];
    if (tree_token(t, k)->deprel != DEP_COMPOUND || top == TREE_NONE || tree_token(t, top)->upos != UPOS_NOUN) return TREE_NONE;
    return t->actor[top] == INDEX_NONE && !t->classes[top] ? top : TREE_NONE; /* "attack helicopters" are things of their own */
}

/* "В результате обстрела города войсками погибли двое": the doer between the noun and the verb of its clause, hung on the verb,
 * which has an object of its own or needs none. */
static void doer_between(const tree *t, unsigned k, arguments *out) {
    unsigned v = k;
    for (int step = 0; step < 4 && v != TREE_NONE && !tree_is_verb(t, v); step++) v = t->head[v];
    if (v == TREE_NONE || v < k || !tree_is_verb(t, v) || voice_is_passive(t, v, 0)) return;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1] && t->child[i] < v; i++) {
        const unsigned c = t->child[i];
        if (c > k && tree_case_of(t, c) == CASE_INS && subject_is_somebody(t, c) && tree_child(t, c, DEP_CASE) == TREE_NONE)
            argument_add_by_case(t, out, c, false);
    }
}

/* "Россия возобновила удары", both called subjects: the verb has the first one. */
static bool has_subject_before(const tree *t, unsigned v) {
    for (unsigned i = t->child_first[v]; t->lex->cases && i < t->child_first[v + 1] && t->child[i] < v; i++)
        if (tree_token(t, t->child[i])->deprel == DEP_NSUBJ && subject_is_possible(t, t->child[i])) return true;
    return false;
}

/* "The murder of six monks and two cooks", the cooks hung on the murder: people are no second murder. */
static void add_fellows(const tree *t, unsigned k, arguments *out) {
    const uint64_t somebody = CLASS_BIT(CLASS_PEOPLE) | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ACTOR);
    bool owned = false;
    for (uint8_t i = 0; i < out->n; i++) owned |= out->at[i].slot == SLOT_OF;
    for (unsigned i = t->child_first[k]; owned && i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_CONJ || (t->classes[c] & CLASS_BIT(CLASS_EVENT))) continue;
        const bool counted = argument_is_one_of_several(t, c) && tree_quantity(t, c) != INDEX_NONE;
        if ((t->classes[c] & somebody) || (counted && subject_is_possible(t, c))) argument_add(t, out, c, SLOT_OF, 0);
    }
}

/* "dementierte die Einnahme des Dorfes durch russische Truppen", the troops hung on the verb, which is active: who stands right
 * behind the noun's own words as the doer of something did what the noun tells. */
static void doer_behind(const tree *t, unsigned v, unsigned k, arguments *out) {
    if (t->lex->cases || voice_is_passive(t, v, 0)) return;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        uint8_t slot = SLOT_NONE;
        if (tree_token(t, c)->deprel != DEP_OBL || t->sub_first[c] != t->sub_end[k]) continue;
        if (tree_case(t, c, &slot) != TREE_NONE && slot == SLOT_BY && subject_is_somebody(t, c))
            argument_add(t, out, c, SLOT_BY, 0);
    }
}

void argument_of_noun(const tree *t, unsigned k, uint8_t entry_flags, arguments *out) {
    uint8_t rel;
    const unsigned top = described_noun(t, k), noun = top == TREE_NONE ? k : top;
    unsigned v = governor(t, noun, &rel);
    if (v != TREE_NONE && rel == DEP_NSUBJ && noun > v && has_subject_before(t, v)) rel = DEP_OBJ;
    if (v != TREE_NONE && tree_is_verb(t, v))
        lend_support(t, v, noun, rel, out);
    else if (v != TREE_NONE)
        lend_predicate(t, v, noun, rel, out);
    if (v != TREE_NONE && tree_is_verb(t, v) && (entry_flags & ENTRY_GEN_OBJ)) doer_behind(t, v, noun, out);
    if (t->lex->cases) doer_between(t, k, out);
    add_fellows(t, k, out);
    for (unsigned i = top == TREE_NONE ? 0 : t->child_first[top]; top != TREE_NONE && i < t->child_first[top + 1]; i++) {
        const uint8_t r = tree_token(t, t->child[i])->deprel;
        if (t->child[i] != k && (r == DEP_NMOD || r == DEP_OBL)) argument_add_child(t, out, t->child[i], true);
    }
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t r = tree_token(t, c)->deprel;
        if ((r == DEP_ACL || r == DEP_ACL_RELCL) && tree_is_verb(t, c)) lend_support(t, c, k, r, out);
    }
    if (entry_flags & ENTRY_PREDICATIVE) add_governor(t, k, out);
    noun_logic(out, entry_flags);
}
