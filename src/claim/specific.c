/* Does a claim tell of one happening, or of a habit, a sum, a kind of deed?
 *
 *   "gunmen attacked a bus near Soacha"     somebody, something, somewhere: one happening
 *   "the attack on the bus"                 definite: a happening told before
 *   "another attack"                        one more: not the one before
 *   "the rebels attack villages"            nobody and nothing that one could point at: what they do
 *   "attacks on journalists"                a kind of deed
 *
 * Only what stands next to the trigger is looked at, and then the tense. */
#include "claim/attribution.h"
#include "claim/reader.h"

/* "his", "the town's": as definite as an article. */
static bool is_possessor(const tree *t, unsigned k) {
    uint8_t slot;
    if (tree_token(t, k)->deprel != DEP_NMOD && tree_token(t, k)->deprel != DEP_DET) return false;
    if (FEAT_GET(tree_token(t, k)->feats, POSS)) return true;
    return tree_case(t, k, &slot) != TREE_NONE && slot == SLOT_POSS;
}

/* "two men", "the bus", "Carlos Ruiz", "this village": one could point at it. "villages", "the people" are anybody. Where no
 * article tells, in a language that has none or marks the noun itself, one thing is some thing. */
static bool is_pointed_at(const reader *r, unsigned k) {
    const tree *t = &r->t;
    const token *w = tree_token(t, k);
    if (w->upos == UPOS_PROPN || w->upos == UPOS_NUM || tree_quantity(t, k) != INDEX_NONE) return true;
    bool one = FEAT_GET(w->feats, NUMBER) != NUMBER_PLUR;
    if (w->upos == UPOS_NOUN && one && (t->lex->cases || FEAT_GET(w->feats, DEFINITE))) return true;
    if (w->upos == UPOS_PRON)
        return one && FEAT_GET(w->feats, PRONTYPE) == PRONTYPE_PRS && (t->classes[k] & CLASS_BIT(CLASS_PLACE)) == 0;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const token *c = tree_token(t, t->child[i]);
        uint8_t kind = FEAT_GET(c->feats, PRONTYPE);
        if ((c->deprel == DEP_APPOS || c->deprel == DEP_FLAT) && c->upos == UPOS_PROPN) return true;
        bool possessor = is_possessor(t, t->child[i]);
        if (possessor && c->upos == UPOS_PROPN) return true;
        if (c->deprel != DEP_DET && !possessor) continue;
        if (kind == PRONTYPE_DEM) return true;
        if (one && kind != PRONTYPE_NEG && kind != PRONTYPE_TOT) return true;
    }
    return false;
}

/* Does an argument of the slots hold something that one could point at? */
static bool slot_is_pointed_at(const reader *r, const trigger *g, bool subject) {
    for (uint8_t i = 0; i < g->args.n; i++) {
        const argument *a = &g->args.at[i];
        bool acts = argument_fills(a, SLOT_SUBJ, 0) || a->slot == SLOT_BY;
        bool undergoes = argument_fills(a, SLOT_OBJ, 0) || a->slot == SLOT_OF || a->slot == SLOT_ON || a->slot == SLOT_AGAINST ||
                         a->slot == SLOT_IOBJ;
        if ((subject ? acts : undergoes) && is_pointed_at(r, a->token)) return true;
    }
    return false;
}

/* A day, a week, a month: a longer time holds many happenings. */
static bool is_dated(const claim *c) {
    enum { MONTH_DAYS = 31 };
    return c->time != INDEX_NONE && c->days.first != DAY_NONE && c->days.last != DAY_NONE &&
           c->days.last - c->days.first <= MONTH_DAYS;
}

static bool is_counted(const claim *c) {
    for (uint8_t i = 0; i < c->casualty_count; i++)
        if (c->casualties[i].best != QUANTITY_NONE) return true;
    return false;
}

static bool happens_in_a_town(const reader *r, const claim *c) {
    if (c->place >= r->m->place_count || c->place_basis != BASIS_EXPLICIT) return false;
    const char *feature = r->m->places[c->place].feature;
    return feature[0] == 'P' && feature[1] == 'P';
}

bool specific_is_another(const reader *r, unsigned k) {
    for (unsigned i = r->t.child_first[k]; i < r->t.child_first[k + 1]; i++)
        if (r->t.classes[r->t.child[i]] & CLASS_BIT(CLASS_ANOTHER)) return true;
    return false;
}

/* "Опроверг бомбардировку домов": what is denied was told before, though no article says so. */
static bool is_denied(const reader *r, uint32_t token) {
    enum { LOOK_BACK = 8, NEAR = 3 };
    const uint32_t behind = claimants_behind(r->out, token);
    for (uint32_t i = behind > LOOK_BACK ? behind - LOOK_BACK : 0; i < behind; i++) {
        const attribution *a = &r->out->attributions[i];
        if (a->negates && a->cue_token != token && a->first_token <= token && token < a->first_token + NEAR) return true;
    }
    return false;
}

/* What the trigger's own determiners say of it, where it is a noun. */
static void read_noun(const reader *r, const trigger *g, draft *d) {
    const tree *t = &r->t;
    const token *w = tree_token(t, g->main);
    bool one = FEAT_GET(w->feats, NUMBER) != NUMBER_PLUR, article = false;
    d->another = specific_is_another(r, g->main);
    for (unsigned i = t->child_first[g->main]; i < t->child_first[g->main + 1]; i++) {
        const token *c = tree_token(t, t->child[i]);
        uint8_t kind = FEAT_GET(c->feats, PRONTYPE);
        bool possessor = is_possessor(t, t->child[i]);
        if (c->deprel != DEP_DET && !possessor) continue;
        article = article || (kind != PRONTYPE_NEG && kind != PRONTYPE_TOT);
        if (kind == PRONTYPE_DEM || FEAT_GET(c->feats, DEFINITE) == DEFINITE_DEF || possessor) d->definite = true;
    }
    if (t->lex->cases && is_denied(r, t->first + g->main)) article = true;
    if (d->another) d->definite = false;
    d->known = d->definite && !g->args.supported;
    d->kind_of_deed =
        d->vague && !(one && article) && tree_quantity(t, g->main) == INDEX_NONE && !(d->definite && !one && g->args.n);
}

void specific_fill(const reader *r, const trigger *g, const claim *c, draft *d) {
    d->noun = !tree_is_verb(&r->t, g->main);
    d->vague = !is_dated(c) && !is_counted(c) && !slot_is_pointed_at(r, g, false);
    if (d->noun) {
        read_noun(r, g, d);
    } else {
        for (uint8_t i = 0; i < g->args.n && !g->frame->casualty; i++) /* "a second bomb went off"; not "two others died" */
            if (argument_fills(&g->args.at[i], SLOT_SUBJ, 0))
                d->another = d->another || specific_is_another(r, g->args.at[i].token);
        d->kind_of_deed = d->vague && !happens_in_a_town(r, c) && !slot_is_pointed_at(r, g, true);
    }
}

bool specific_is_generic(const claim *c, const draft *d) {
    return d->kind_of_deed || (d->vague && !d->noun && c->tense == CLAIM_ONGOING);
}
