/* Whose dead they are, where a count of dead, hurt or missing names nobody.
 *
 *   "the army lost 12 dead and 30 wounded"        the army's: the subject of a verb that losses are told with
 *   "rebel losses were put at 85 killed"          the rebels': whoever stands beside a noun of losses
 *   "200 rebel dead", "12 muertos de la policía"  likewise, beside the counted word itself
 *   "put the army's own dead at 90"               likewise, whatever the tree hangs on what
 *   "the dead on the army's side"                 whoever has that side
 *
 * Verbs and nouns are those of the traits bears and losses (lang/<code>/events-words.rules). Only who bears arms or governs has
 * losses: the dead of a hospital are not its own. */
#include <string.h>

#include "claim/reader.h"
#include "claim/subject.h"

enum { WORDS_BACK = 14, ROW_BACK = 4, SIDE_REACH = 6 };

static uint32_t traits_of(const tree *t, unsigned k) {
    const event_word *w = t->word[k];
    const event_word *base = w && w->verb ? event_word_find(t->lex, w->verb) : NULL;
    return (w ? w->traits : 0) | (base ? base->traits : 0);
}

static bool has_losses(const reader *r, unsigned k) {
    const uint64_t side = CLASS_BIT(CLASS_ARMED) | CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_COUNTRY) |
                          CLASS_BIT(CLASS_STATE);
    return (r->t.classes[k] & side) != 0 || (traits_of(&r->t, k) & TRAIT_RETAINER) != 0; /* "the president's supporters" */
}

/* "Put rebel dead at 300", "gave the government dead as 40", with both words called objects of the verb: right before the noun,
 * and hung where it hangs. */
static unsigned owner_right_before(const reader *r, unsigned noun) {
    const tree *t = &r->t;
    const unsigned k = noun - 1;
    if (noun == 0 || t->head[k] != t->head[noun] || !has_losses(r, k) || tree_child(t, k, DEP_CASE) != TREE_NONE)
        return TREE_NONE;
    const uint8_t rel = tree_token(t, k)->deprel;
    return rel == DEP_OBJ || rel == DEP_COMPOUND || rel == DEP_AMOD || rel == DEP_XCOMP ? k : TREE_NONE;
}

/* "Rebel losses", "pertes gouvernementales", "las bajas de los rebeldes", "its dead": who stands beside the noun. TREE_NONE. */
static unsigned owner_beside(const reader *r, unsigned noun) {
    const tree *t = &r->t;
    if (t->actor[noun] != INDEX_NONE && has_losses(r, noun)) return noun;
    for (unsigned i = t->child_first[noun]; i < t->child_first[noun + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t rel = tree_token(t, c)->deprel;
        uint8_t slot = SLOT_OF;
        if (FEAT_GET(tree_token(t, c)->feats, POSS) && FEAT_GET(tree_token(t, c)->feats, PERSON) == 3) return c;
        if (rel != DEP_NMOD && rel != DEP_AMOD && rel != DEP_COMPOUND) continue;
        if (rel == DEP_NMOD && tree_case(t, c, &slot) != TREE_NONE && slot != SLOT_OF && slot != SLOT_POSS) continue;
        if (t->actor[c] != INDEX_NONE && has_losses(r, c)) return c;
    }
    return owner_right_before(r, noun);
}

/* The same by the row of words before the noun: trees part "the army's dead" where they take the dead for an adjective. */
static unsigned owner_in_row(const reader *r, unsigned noun) {
    const tree *t = &r->t;
    for (unsigned step = 1; step <= ROW_BACK && step <= noun; step++) {
        const unsigned k = noun - step;
        const token *w = tree_token(t, k);
        const bool mark = w->upos == UPOS_ADP || w->upos == UPOS_PUNCT || w->upos == UPOS_CCONJ || w->upos == UPOS_SCONJ;
        if (mark || w->upos == UPOS_AUX || w->upos == UPOS_NUM) return TREE_NONE;
        if (w->upos == UPOS_VERB && FEAT_GET(w->feats, VERBFORM) == VERBFORM_FIN) return TREE_NONE;
        if (has_losses(r, k) || (FEAT_GET(w->feats, POSS) && FEAT_GET(w->feats, PERSON) == 3)) return k;
    }
    return TREE_NONE;
}

/* "The dead on the army's side", "12 killed on the side of the rebels". */
static unsigned owner_of_side(const reader *r, unsigned noun) {
    const tree *t = &r->t;
    unsigned owner = TREE_NONE;
    bool side = false;
    if (noun + 1 >= t->n || tree_token(t, noun + 1)->upos != UPOS_ADP) return TREE_NONE;
    for (unsigned k = noun + 2; k < t->n && k <= noun + SIDE_REACH; k++) {
        if (tree_token(t, k)->upos == UPOS_PUNCT || tree_token(t, k)->upos == UPOS_VERB) break;
        side |= t->word[k] && (t->word[k]->traits & TRAIT_PREP_NOUN) && t->word[k]->slot == SLOT_WITH;
        if (owner == TREE_NONE && t->actor[k] != INDEX_NONE && has_losses(r, k)) owner = k;
        if (side && owner != TREE_NONE) return owner;
    }
    return TREE_NONE;
}

/* The verb or noun of losses that the count stands behind, and with it whose they are. A second verb between is another's. */
static unsigned owner_before(const reader *r, unsigned k) {
    const tree *t = &r->t;
    unsigned verbs = 0;
    for (unsigned step = 1; step <= WORDS_BACK && step <= k; step++) {
        const unsigned w = k - step;
        const token *x = tree_token(t, w);
        if (x->upos == UPOS_SCONJ) return TREE_NONE;
        const uint32_t traits = traits_of(t, w);
        if ((traits & TRAIT_LOSSES) && x->upos != UPOS_VERB && tree_quantity(t, w) == INDEX_NONE) {
            const unsigned owner = owner_beside(r, w);
            return owner != TREE_NONE ? owner : owner_in_row(r, w);
        }
        if (!tree_is_verb(t, w) || x->upos == UPOS_ADJ || x->upos == UPOS_AUX || tree_quantity(t, w) != INDEX_NONE) continue;
        if ((traits & TRAIT_BEARS) && verbs == 0 && !voice_is_passive(t, w, 0)) {
            const unsigned s = subject_of(t, w);
            return s != TREE_NONE && has_losses(r, s) ? s : TREE_NONE;
        }
        if (++verbs > 1) return TREE_NONE;
    }
    return TREE_NONE;
}

/* "Have killed 250 rebels": a verb of its own clause, and no word for those who were lost. */
static bool is_predicate(const tree *t, unsigned k) {
    static const uint8_t own[] = {DEP_AUX, DEP_AUX_PASS, DEP_OBJ, DEP_NSUBJ, DEP_NSUBJ_PASS};
    bool any = false;
    for (size_t i = 0; tree_is_verb(t, k) && i < sizeof own / sizeof *own; i++) any |= tree_child(t, k, own[i]) != TREE_NONE;
    return any;
}

/* The words for the owner without an article: "rebels", "the army" is told as "army". */
static const char *words_of(reader *r, const actor_mention *a) {
    uint32_t first = a->at.first_token;
    while (first + 1 < a->at.end_token && r->x->tokens[first].upos == UPOS_DET) first++;
    const uint32_t start = r->x->tokens[first].start, end = a->at.at.end;
    const char *words = end > start ? arena_copy(r->a, r->x->bytes + start, end - start) : NULL;
    if (!words) r->nomem = true;
    return words;
}

/* "We lost twelve men", "nous avons eu deux morts", "perdimos doce hombres": the person of a subject that is a pronoun, or only
 * in the verb; 0. */
static uint8_t person_of_pronoun(const tree *t, unsigned verb) {
    const unsigned s = subject_of(t, verb);
    if (s == TREE_NONE) return FEAT_GET(tree_token(t, verb)->feats, PERSON) == 1;
    const token *x = tree_token(t, s);
    const unsigned person = FEAT_GET(x->feats, PERSON);
    return x->upos == UPOS_PRON && FEAT_GET(x->feats, PRONTYPE) == PRONTYPE_PRS && (person == 1 || person == 3) ? (uint8_t)person
                                                                                                                : 0;
}

static uint8_t lost_by_pronoun(const tree *t, unsigned k) {
    for (unsigned step = 0; step <= WORDS_BACK && step <= k; step++) {
        const unsigned w = k - step;
        const token *x = tree_token(t, w);
        if (x->upos == UPOS_SCONJ) return 0;
        if (!tree_is_verb(t, w) || x->upos == UPOS_ADJ || x->upos == UPOS_AUX || tree_quantity(t, w) != INDEX_NONE) continue;
        return (traits_of(t, w) & TRAIT_BEARS) && !voice_is_passive(t, w, 0) ? person_of_pronoun(t, w) : 0;
    }
    return 0;
}

void losses_name_owner(reader *r, const trigger *g, claim *c) {
    casualty *lost = &c->casualties[0];
    if (c->casualty_count && lost->low != QUANTITY_NONE) lost->ours = lost_by_pronoun(&r->t, g->main);
    if (c->casualty_count != 1 || lost->low == QUANTITY_NONE) return;
    if (lost->who && !lost->anybody) { /* "government dead": not the government, but its men */
        lost->owned = lost->owned || (c->recipient_count && (traits_of(&r->t, g->main) & TRAIT_LOSSES));
        return;
    }
    const bool told = tree_is_verb(&r->t, g->main) && (traits_of(&r->t, g->main) & TRAIT_BEARS); /* "lost forty men" */
    if (!told && is_predicate(&r->t, g->main)) return;
    unsigned owner = told ? subject_of(&r->t, g->main) : owner_beside(r, g->main);
    const bool noun = !told && (traits_of(&r->t, g->main) & TRAIT_LOSSES);
    if (noun && owner == TREE_NONE) owner = owner_in_row(r, g->main);
    if (!told && owner == TREE_NONE) owner = owner_of_side(r, g->main);
    const bool beside = !told && owner != TREE_NONE;
    if (told && (owner == TREE_NONE || !has_losses(r, owner))) return;
    if (owner == TREE_NONE) owner = owner_before(r, g->main);
    if (owner == TREE_NONE) return;
    const uint32_t actor = role_actor_of(r, owner, true);
    if (actor == INDEX_NONE) return;
    const bool known = r->actors.at[actor].code || r->actors.at[actor].kind != ACTOR_UNKNOWN;
    if (!told && !known) return; /* "the Guard's losses": of whom no list tells, anybody may be meant */
    const char *words = words_of(r, &r->actors.at[actor]);
    if (!words) return;
    c->recipient_count = 0; /* "the message put the losses at 85 killed": who stood there was not killed */
    c->actor_count = 0;
    role_put(c->recipients, &c->recipient_count, actor);
    lost->who = words;
    lost->anybody = false;
    const actor_mention *a = &r->actors.at[actor]; /* "Syrian dead" may be anybody of them */
    lost->owned = !beside || (a->code && (strstr(a->code, "GOV") || (r->t.classes[owner] & CLASS_BIT(CLASS_ARMED))));
}
