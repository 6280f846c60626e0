/* Whose deed a noun tells of, by the verb above it.
 *
 *   "the rebels announced the capture of Lashio"   the rebels hold it, say the rebels
 *   "the army admitted the loss of Lashio"         the army has lost it, says the army
 *   "the army confirmed the fall of Lashio"        nobody is told to have taken it
 *   "monitors announced the capture of Lashio"     who neither bears arms nor governs took nothing */
#include "claim/announced.h"

#include "claim/party.h"
#include "claim/subject.h"

enum { STEPS_MAX = 4 };

/* The verb that the noun hangs on: as its object, or with a preposition ("заявили о взятии"). */
static unsigned verb_above(const tree *t, unsigned noun) {
    unsigned k = noun;
    for (int step = 0; step < STEPS_MAX && tree_token(t, k)->deprel == DEP_CONJ && t->head[k] != TREE_NONE; step++)
        k = t->head[k];
    const uint8_t rel = tree_token(t, k)->deprel;
    const bool object = rel == DEP_OBJ || rel == DEP_OBL || rel == DEP_NSUBJ_PASS || rel == DEP_IOBJ || rel == DEP_CCOMP;
    return object && t->head[k] != TREE_NONE && tree_is_verb(t, t->head[k]) ? t->head[k] : TREE_NONE;
}

static uint32_t traits_of(const tree *t, unsigned verb) {
    const event_word *w = t->word[verb];
    const event_word *base = w && w->verb ? event_word_find(t->lex, w->verb) : NULL;
    return (w ? w->traits : 0) | (base ? base->traits : 0);
}

static unsigned agent_of(const tree *t, unsigned verb) {
    for (unsigned i = t->child_first[verb]; i < t->child_first[verb + 1]; i++) {
        uint8_t slot;
        const unsigned c = t->child[i];
        tree_case(t, c, &slot);
        if (tree_token(t, c)->deprel == DEP_OBL_AGENT || slot == SLOT_BY) return c;
    }
    return TREE_NONE;
}

static uint32_t teller(reader *r, unsigned verb) {
    const tree *t = &r->t;
    const uint64_t party = CLASS_BIT(CLASS_ARMED) | CLASS_BIT(CLASS_STATE) | CLASS_BIT(CLASS_COUNTRY) | CLASS_BIT(CLASS_FIGHTER) |
                           CLASS_BIT(CLASS_FORCE);
    const unsigned who = voice_is_passive(t, verb, 0) ? agent_of(t, verb) : subject_of(t, verb);
    if (who == TREE_NONE || !(t->classes[who] & party)) return INDEX_NONE;
    return role_actor_of(r, who, true);
}

void announced_fill(reader *r, const trigger *g, claim *c) {
    const bool gives_up = c->control == CONTROL_LOST || c->control == CONTROL_WITHDRAWN;
    uint32_t *who = gives_up ? &c->control_from : &c->control_holder;
    if ((!gives_up && c->control != CONTROL_TAKEN) || *who != INDEX_NONE || tree_is_verb(&r->t, g->main)) return;
    const unsigned verb = verb_above(&r->t, g->main);
    if (verb == TREE_NONE) return;
    const uint32_t traits = traits_of(&r->t, verb);
    const bool own = (traits & TRAIT_ANNOUNCES) || (gives_up && (traits & TRAIT_CONCEDES));
    if (!own || (g->entry->flags & ENTRY_GEN_SUBJ && c->actor_count)) return;
    *who = teller(r, verb);
    if (*who != INDEX_NONE && !c->actor_count) c->actors[c->actor_count++] = *who;
}
