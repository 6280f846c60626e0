/* Harm and how it came about: the doer, the place and the weapon of "an air strike killed twelve" stand with the strike. */
#include <string.h>

#include "claim/reader.h"

static void inherit_place(claim *c, const claim *from) {
    if (c->place != INDEX_NONE || from->place == INDEX_NONE) return;
    c->place = from->place;
    c->place_basis = BASIS_INFERRED;
}

static const uint64_t builtin = CLASS_BIT(CLASS_BUILTIN_COUNT) - 1;

/* "wounded when a grenade exploded": the weapon of one violent claim of the sentence is that of the others which name none. */
static void share_tools(reader *r) {
    uint64_t tools = 0;
    for (uint32_t k = r->first_claim; k < r->claims.n; k++)
        if (strcmp(r->claims.at[k].type, "ASSAULT") == 0) tools |= r->drafts.at[k].classes & r->rules->tools;
    for (uint32_t k = r->first_claim; k < r->claims.n; k++)
        if (r->claims.at[k].casualty_count && !(r->drafts.at[k].classes & r->rules->tools)) r->drafts.at[k].classes |= tools;
}

/* Are the doer of one claim and a victim of the other of one side ("soldiers were killed when the army attacked")? */
static bool of_one_side(const reader *r, const claim *deed, const claim *harm) {
    for (uint8_t i = 0; i < deed->actor_count; i++)
        for (uint8_t k = 0; k < harm->recipient_count; k++) {
            const actor_mention *a = &r->actors.at[deed->actors[i]], *b = &r->actors.at[harm->recipients[k]];
            if (deed->actors[i] == harm->recipients[k] || (a->code && b->code && strcmp(a->code, b->code) == 0)) return true;
            for (uint8_t p = 0; p < a->sector_count; p++)
                for (uint8_t q = 0; q < b->sector_count; q++)
                    if (a->sectors[p] && b->sectors[q] && strcmp(a->sectors[p], b->sectors[q]) == 0) return true;
        }
    return false;
}

/* Does the deed stand in a clause that tells how the harm came about, its own or that of a harm coordinated with it ("one was
 * killed and six were hurt when the police fired to clear the square")? */
static bool tells_how(const reader *r, const claim *deed, const claim *harm) {
    const token *w = &r->x->tokens[deed->trigger_token];
    if (w->deprel == DEP_XCOMP && w->head != TOKEN_NONE) w = &r->x->tokens[w->head];
    if (w->deprel != DEP_ADVCL || w->head == TOKEN_NONE) return false;
    if (w->head == harm->trigger_token) return true;
    const token *above = &r->x->tokens[w->head];
    return above->deprel == DEP_CONJ && above->head == harm->trigger_token;
}

/* "Nine farmers were killed when gunmen attacked a village", "four died in shelling by the army": whom the clause that tells how
 * they came to harm names, where the harm itself names nobody. */
static void inherit_from_clause(reader *r) {
    for (uint32_t i = r->first_claim; i < r->claims.n; i++) {
        claim *c = &r->claims.at[i];
        if (c->actor_count || !c->casualty_count) continue;
        for (uint32_t k = r->first_claim; k < r->claims.n && !c->actor_count; k++) {
            const claim *o = &r->claims.at[k];
            if (o == c || strcmp(o->type, c->type) != 0 || !tells_how(r, o, c)) continue;
            if (of_one_side(r, o, c)) continue;
            if (r->drafts.at[i].deed == INDEX_NONE) r->drafts.at[i].deed = k;
            for (uint8_t q = 0; q < o->actor_count; q++) role_put(c->actors, &c->actor_count, o->actors[q]);
            r->drafts.at[i].actor_inherited = c->actor_count > 0;
            inherit_place(c, o);
        }
    }
}

/* "A bomb placed by the rebels went off", "a grenade thrown from a car by two men": who put the tool to use. INDEX_NONE. */
static uint32_t user_of(reader *r, unsigned tool) {
    const tree *t = &r->t;
    for (unsigned i = t->child_first[tool]; i < t->child_first[tool + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_ACL || !tree_is_verb(t, c)) continue;
        const unsigned agent = tree_child(t, c, DEP_OBL_AGENT);
        if (agent != TREE_NONE) return role_actor_of(r, agent, true);
    }
    return INDEX_NONE;
}

/* The doer of a violent claim that names none is whoever used the weapon that it names. */
static void doer_by_tool(reader *r) {
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *g = &r->triggers[i];
        claim *c = reader_claim(r, g);
        if (!c || c->actor_count || strcmp(c->type, "ASSAULT") != 0) continue;
        for (uint8_t j = 0; j < g->args.n && !c->actor_count; j++) {
            const argument *a = &g->args.at[j];
            if (!(a->classes & r->rules->tools)) continue;
            const uint32_t doer = user_of(r, a->token);
            bool victim = false;
            for (uint8_t k = 0; k < c->recipient_count; k++) victim |= c->recipients[k] == doer;
            if (!victim) role_put(c->actors, &c->actor_count, doer);
        }
    }
}

/* "Killed in police firing", "killed by Israeli shells": nobody else is said to have done it, so it was they whose means it was.
 * The parser often takes "police firing" for a clause, which leaves "killed in police". */
static void doer_by_means(reader *r) {
    const uint64_t force = CLASS_BIT(CLASS_ARMED) | CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_FIGHTER);
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *g = &r->triggers[i];
        claim *c = reader_claim(r, g);
        if (!c || !c->casualty_count || c->actor_count) continue;
        for (uint8_t j = 0; j < g->args.n && !c->actor_count; j++) {
            const argument *a = &g->args.at[j];
            if (a->slot != SLOT_AT && a->slot != SLOT_DURING && a->slot != SLOT_BY) continue;
            uint32_t doer = INDEX_NONE;
            if (a->classes & r->rules->tools)
                doer = role_actor_within(r, a->token);
            else if (a->classes & force)
                doer = role_actor_of(r, a->token, true);
            bool victim = false;
            for (uint8_t k = 0; k < c->recipient_count; k++) victim |= c->recipients[k] == doer;
            if (!victim) role_put(c->actors, &c->actor_count, doer);
        }
    }
}

/* "An air strike killed twelve", "killed in an ambush by the rebels": the doer of the deed that did it. */
void harm_inherit(reader *r) {
    uint32_t n = r->claims.n;
    doer_by_tool(r);
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *g = &r->triggers[i];
        claim *c = reader_claim(r, g);
        if (!c) continue;
        draft *d = &r->drafts.at[c - r->claims.at];
        if (d->actor_inherited) continue;
        for (uint8_t j = 0; j < g->args.n; j++) {
            const argument *a = &g->args.at[j];
            if (!argument_fills(a, SLOT_SUBJ, 0) && a->slot != SLOT_BY && a->slot != SLOT_AT && a->slot != SLOT_DURING) continue;
            for (uint32_t k = r->first_claim; k < n; k++) {
                const claim *o = &r->claims.at[k];
                if (o == c || o->trigger_token != r->t.first + a->token || strcmp(o->type, c->type) != 0) continue;
                d->classes |= r->drafts.at[k].classes & ~builtin;
                if (d->deed == INDEX_NONE) d->deed = k;
                if (!c->actor_count) {
                    for (uint8_t q = 0; q < o->actor_count; q++) role_put(c->actors, &c->actor_count, o->actors[q]);
                    d->actor_inherited = true;
                }
                inherit_place(c, o);
            }
        }
    }
    doer_by_means(r);
    inherit_from_clause(r);
    share_tools(r);
}

/* "Bombarded the town, killing eight": the participle hangs on the deed. */
static uint32_t deed_above(const reader *r, const claim *harm) {
    const token *w = &r->x->tokens[harm->trigger_token];
    if (w->deprel != DEP_ADVCL || FEAT_GET(w->feats, VERBFORM) == VERBFORM_FIN) return INDEX_NONE;
    for (uint32_t k = r->first_claim; k < r->claims.n; k++)
        if (r->claims.at[k].trigger_token == w->head && strcmp(r->claims.at[k].type, harm->type) == 0) return k;
    return INDEX_NONE;
}

/* A code that says no more than that somebody was harmed. */
static bool is_general(const char *cameo) {
    return !cameo || strcmp(cameo, "180") == 0 || strcmp(cameo, "190") == 0;
}

void harm_codes(reader *r) {
    for (uint32_t i = r->first_claim; i < r->claims.n; i++) {
        claim *c = &r->claims.at[i];
        if (!c->casualty_count || !is_general(c->cameo)) continue;
        const uint32_t deed = r->drafts.at[i].deed != INDEX_NONE ? r->drafts.at[i].deed : deed_above(r, c);
        if (deed == INDEX_NONE || is_general(r->claims.at[deed].cameo)) continue;
        c->cameo = r->claims.at[deed].cameo;
        c->acled = r->claims.at[deed].acled;
    }
}
