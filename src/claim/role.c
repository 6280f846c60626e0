/* Roles: which arguments are actor, recipient and holder, and the actor entries of those that nobody has named yet. */
#include <string.h>

#include "claim/announced.h"
#include "claim/party.h"

static const uint64_t builtin = CLASS_BIT(CLASS_BUILTIN_COUNT) - 1;
static const uint64_t somebody = CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ARMED) |
                                 CLASS_BIT(CLASS_NAME) | CLASS_BIT(CLASS_COUNTRY) | CLASS_BIT(CLASS_PEOPLE) |
                                 CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_STATE);

/* Can the word stand for somebody? Pronouns that nobody resolved, times and pure numbers of things cannot. */
static bool can_act(const reader *r, unsigned k) {
    const token *w = tree_token(&r->t, k);
    uint64_t c = r->t.classes[k];
    if (c & CLASS_BIT(CLASS_TIME)) return false;
    if (w->upos != UPOS_NUM && w->form[0] >= '0' && w->form[0] <= '9') return false; /* "on the 13th" */
    if (w->upos == UPOS_PROPN) return true;
    if (w->upos == UPOS_NUM) return (c & CLASS_BIT(CLASS_NUMBER)) != 0;
    if (w->upos == UPOS_VERB) return !tree_is_verb(&r->t, k); /* a noun that was tagged as a verb */
    return w->upos == UPOS_NOUN || w->upos == UPOS_X || w->upos == UPOS_ADJ;
}

/* "Retuvieron al alcalde y lo mataron": an object pronoun is whom the verb before was done to. */
static uint32_t object_before(const reader *r, unsigned k) {
    const tree *t = &r->t;
    const uint8_t rel = tree_token(t, k)->deprel;
    const unsigned verb = t->head[k], first = verb == TREE_NONE ? TREE_NONE : t->head[verb];
    if ((rel != DEP_OBJ && rel != DEP_IOBJ) || first == TREE_NONE || first > verb || !tree_is_verb(t, first)) return INDEX_NONE;
    const uint8_t joined = tree_token(t, verb)->deprel;
    if (joined != DEP_CONJ && joined != DEP_ADVCL && joined != DEP_XCOMP) return INDEX_NONE;
    for (unsigned i = t->child_first[first]; i < t->child_first[first + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t role = tree_token(t, c)->deprel;
        if ((role != DEP_OBJ && role != DEP_IOBJ && role != DEP_OBL) || c < first || c > verb) continue;
        if (FEAT_GET(tree_token(t, c)->feats, NUMBER) != FEAT_GET(tree_token(t, k)->feats, NUMBER)) continue;
        if (tree_actor(t, c) != INDEX_NONE) return tree_actor(t, c);
        if (r->role_actor[t->first + c] != INDEX_NONE) return r->role_actor[t->first + c];
    }
    return INDEX_NONE;
}

/* "The Red Cross denied that it …": the body in whose words the pronoun stands, where the tree shows no subject for it. */
static uint32_t body_that_speaks(const reader *r, uint32_t token) {
    enum { LOOK_BACK = 16 };
    const claims *all = r->out;
    const uint32_t end = claimants_behind(all, token);
    for (uint32_t i = end; i-- > 0 && end - i <= LOOK_BACK;) {
        const attribution *a = &all->attributions[i];
        if (token >= a->end_token || a->who.actor >= r->m->actor_count) continue;
        const actor_mention *who = &r->actors.at[a->who.actor];
        return who->kind != ACTOR_PERSON && !who->person ? a->who.actor : INDEX_NONE;
    }
    return INDEX_NONE;
}

/* Whom a pronoun of the third person means: the subject of a verb above it ("the group said it would …"), else the last
 * subject of the sentence before. */
static uint32_t antecedent(reader *r, unsigned k) {
    const tree *t = &r->t;
    const token *w = tree_token(t, k);
    const uint32_t object = w->upos == UPOS_PRON ? object_before(r, k) : INDEX_NONE;
    unsigned type = FEAT_GET(w->feats, PRONTYPE), person = FEAT_GET(w->feats, PERSON);
    if ((type != PRONTYPE_PRS && type != 0) || person == 1 || person == 2) return INDEX_NONE;
    if (object != INDEX_NONE) return object;
    unsigned number = FEAT_GET(w->feats, NUMBER);
    unsigned up = t->head[k];
    for (int step = 0; step < 6 && up != TREE_NONE; step++, up = t->head[up]) {
        unsigned s = tree_child(t, up, DEP_NSUBJ);
        if (s == TREE_NONE) s = tree_child(t, up, DEP_NSUBJ_PASS);
        if (s == TREE_NONE || s >= k || tree_token(t, s)->upos == UPOS_PRON) continue;
        uint32_t a = tree_actor(t, s);
        /* "the United Nations said it will": one body, whatever its name looks like */
        const bool body = a != INDEX_NONE && r->actors.at[a].kind == ACTOR_KNOWN;
        const bool plural =
            (!body && FEAT_GET(tree_token(t, s)->feats, NUMBER) == NUMBER_PLUR) || tree_child(t, s, DEP_CONJ) != TREE_NONE;
        if (w->upos == UPOS_PRON && number == NUMBER_SING && plural) continue;
        if (a == INDEX_NONE) a = r->role_actor[t->first + s];
        if (a != INDEX_NONE) return a;
    }
    const bool one = w->upos == UPOS_PRON && number == NUMBER_SING;
    const uint32_t body = one ? body_that_speaks(r, t->first + k) : INDEX_NONE;
    return body != INDEX_NONE ? body : r->last_subject;
}

/* "Three civilians were killed and seven others wounded": those whom the harm told before befell. */
static uint32_t others_like(const reader *r) {
    for (uint32_t i = r->claims.n; i-- > r->first_claim;)
        if (r->claims.at[i].casualty_count && r->claims.at[i].recipient_count) return r->claims.at[i].recipients[0];
    return INDEX_NONE;
}

uint32_t role_actor_of(reader *r, unsigned k, bool make) {
    const tree *t = &r->t;
    const token *w = tree_token(t, k);
    uint32_t known = tree_actor(t, k);
    if (known != INDEX_NONE) { /* "he" is whoever it stands for */
        party_place(r, known);
        const uint32_t named = r->actors.at[known].coref;
        return w->upos == UPOS_PRON && named < known ? named : known;
    }
    if (r->role_actor[t->first + k] != INDEX_NONE) return r->role_actor[t->first + k];
    const uint32_t others = t->word[k] && (t->word[k]->traits & TRAIT_OTHERS) ? others_like(r) : INDEX_NONE;
    if (others != INDEX_NONE) return others;
    if (w->upos == UPOS_PRON || (w->upos == UPOS_DET && FEAT_GET(w->feats, POSS))) return antecedent(r, k);
    return make && can_act(r, k) ? party_add(r, k) : INDEX_NONE;
}

static bool has_actor(const uint32_t *list, uint8_t n, uint32_t a) {
    for (uint8_t i = 0; i < n; i++)
        if (list[i] == a) return true;
    return false;
}

void role_put(uint32_t *list, uint8_t *n, uint32_t a) {
    if (a != INDEX_NONE && *n < CLAIM_ROLE_MAX && !has_actor(list, *n, a)) list[(*n)++] = a;
}

/* A deed, a thing or a place that stands where an actor would: no actor of its own. */
static bool is_thing(const reader *r, const argument *a) {
    const tree *t = &r->t;
    const uint64_t actor = CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ARMED);
    if (a->classes & actor) return false;
    for (unsigned i = 0; i < r->trigger_count; i++)
        for (unsigned j = 0; j < r->triggers[i].count; j++)
            if (r->triggers[i].phrase[j] == a->token) return true;
    const event_word *w = t->word[a->token];
    const bool side = (a->classes & CLASS_BIT(CLASS_FIGHTER)) && tree_child(t, a->token, DEP_CASE) == TREE_NONE; /* "a column" */
    const bool alone =
        side || (t->lex->cases && tree_child(t, a->token, DEP_CASE) == TREE_NONE); /* "стороны", not "со стороны" */
    return w && (w->traits & TRAIT_PREP_NOUN) && !alone;
}

typedef struct role_links {
    const link_record *at;
    uint32_t n;
} role_links;

/* The entry's own links for the role, else the frame's. */
static role_links links_of(const reader *r, const trigger *g, unsigned role) {
    const link_record *own = r->lex->links + g->entry->links;
    for (uint8_t i = 0; i < g->entry->link_count; i++)
        if (own[i].role == role) return (role_links){own, g->entry->link_count};
    return (role_links){r->rules->links + g->frame->links, g->frame->link_count};
}

/* Calls `put` with the arguments of the first slot that gives something. */
static bool each_argument(reader *r, const trigger *g, unsigned role,
                          bool (*put)(reader *, const trigger *, const argument *, void *), void *to) {
    role_links l = links_of(r, g, role);
    for (uint32_t i = 0; i < l.n; i++) {
        if (l.at[i].role != role) continue;
        bool found = false;
        if (l.at[i].slot == SLOT_SELF) {
            argument self = {.token = g->main, .slot = SLOT_SELF, .classes = r->t.classes[g->main]};
            found = put(r, g, &self, to);
        }
        for (uint8_t k = 0; k < g->args.n; k++)
            if (!g->args.at[k].nested && argument_fills(&g->args.at[k], l.at[i].slot, l.at[i].prep))
                found |= put(r, g, &g->args.at[k], to);
        if (found) return true;
    }
    for (uint32_t i = 0; i < l.n; i++) { /* then what hangs on other arguments */
        if (l.at[i].role != role) continue;
        bool found = false;
        for (uint8_t k = 0; k < g->args.n; k++)
            if (g->args.at[k].nested && argument_fills(&g->args.at[k], l.at[i].slot, l.at[i].prep))
                found |= put(r, g, &g->args.at[k], to);
        if (found) return true;
    }
    return false;
}

typedef struct actor_list {
    uint32_t *at;
    uint8_t *n;
    const claim *c;
    bool recipient, make, spoken;
    uint64_t classes;                  /* of the arguments that filled the role */
    uint16_t used[CLAIM_ROLE_MAX * 2]; /* tokens that another role took */
    uint8_t used_count;
} actor_list;

static bool is_used(const actor_list *l, uint16_t token) {
    for (uint8_t i = 0; i < l->used_count; i++)
        if (l->used[i] == token) return true;
    return false;
}

/* "the request of X", "X's decision", "sanctions against X": who stands inside a thing that was said or done. */
uint32_t role_actor_within(reader *r, unsigned k) {
    const tree *t = &r->t;
    static const uint8_t order[] = {SLOT_POSS, SLOT_AGAINST, SLOT_OF,   SLOT_FROM, SLOT_BY,
                                    SLOT_ON,   SLOT_TO,      SLOT_WITH, SLOT_FOR,  SLOT_AT};
    unsigned best = TREE_NONE;
    size_t rank = sizeof order;
    const uint64_t state = CLASS_BIT(CLASS_COUNTRY) | CLASS_BIT(CLASS_STATE);
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t slot = SLOT_NONE, rel = tree_token(t, c)->deprel;
        if (rel != DEP_NMOD && rel != DEP_AMOD && rel != DEP_COMPOUND && rel != DEP_OBL) continue;
        if (rel == DEP_NMOD || rel == DEP_OBL) tree_case(t, c, &slot);
        if (rel == DEP_AMOD || rel == DEP_COMPOUND || (rel == DEP_NMOD && slot == SLOT_NONE)) slot = SLOT_POSS;
        if (tree_actor(t, c) == INDEX_NONE && !(t->classes[c] & state)) continue;
        for (size_t o = 0; o < rank; o++) {
            if (order[o] != slot) continue;
            best = c;
            rank = o;
        }
    }
    return best == TREE_NONE ? INDEX_NONE : role_actor_of(r, best, true);
}

static bool is_somebody(const reader *r, const argument *a) {
    return (a->classes & somebody) != 0 || r->t.actor[a->token] != INDEX_NONE;
}

/* Somebody of whom a language says by a mark that the verb is done to him: "mataron a dos hermanos". */
static bool is_marked_person(const argument *a) {
    return a->logical == SLOT_TO && (a->classes & somebody & ~CLASS_BIT(CLASS_NAME));
}

/* "Ana Ruiz, minister of defence, …", the title hung beside the name: nobody else. */
static bool is_title_beside(const reader *r, const trigger *g, const argument *a) {
    const tree *t = &r->t;
    const token *w = tree_token(t, a->token);
    uint8_t slot;
    if (t->lex->cases || w->upos != UPOS_NOUN || w->deprel != DEP_NMOD || FEAT_GET(w->feats, NUMBER) == NUMBER_PLUR) return false;
    if (tree_case(t, a->token, &slot) != TREE_NONE || tree_child(t, a->token, DEP_DET) != TREE_NONE) return false;
    for (uint8_t i = 0; i < g->args.n; i++) {
        const argument *b = &g->args.at[i];
        if (b->token >= a->token || t->head[b->token] != t->head[a->token] || b->slot != a->slot) continue;
        if (tree_token(t, b->token)->upos == UPOS_PROPN) return true;
    }
    return false;
}

/* A verb has one object. Where the tree gives a verb of harm several, people are harmed; a thing, or a name that only a comma
 * joins to them ("a woman, EAST PROVINCE"), is a place or part of another phrase. */
bool role_is_stray(const reader *r, const trigger *g, const argument *a) {
    const tree *t = &r->t;
    const uint64_t name = CLASS_BIT(CLASS_NAME);
    const bool counted = (a->classes & CLASS_BIT(CLASS_NUMBER)) || tree_quantity(t, a->token) != INDEX_NONE;
    if (g->frame->casualty && !counted && is_title_beside(r, g, a)) return true;
    if (!g->frame->casualty || a->slot != SLOT_OBJ || (a->classes & somebody & ~name) || counted) return false;
    if (t->actor[a->token] != INDEX_NONE) return false;
    const bool behind_comma = a->token > 0 && tree_token(t, a->token - 1u)->upos == UPOS_PUNCT;
    const bool coordinated = tree_token(t, a->token)->deprel == DEP_CONJ;
    for (uint8_t i = 0; i < g->args.n; i++) {
        const argument *b = &g->args.at[i];
        if (b->token == a->token) continue;
        if (is_marked_person(b) && !coordinated) return true;
        if (b->slot != SLOT_OBJ || !(b->classes & somebody & ~name)) continue;
        if (!(a->classes & name) || (behind_comma && !coordinated)) return true;
    }
    return false;
}

/* "A plan to bomb the station", "the suburbs attacked": neither one thing that no list knows nor a town does violence. Several
 * whose word is unknown ("the savages") may be people; a boat has its crew. Where nouns themselves are marked as definite, as in
 * Arabic, plurals without an ending pass for one thing, and nothing is told from it. */
static bool is_no_attacker(const reader *r, const trigger *g, const argument *a) {
    if (strcmp(pack_string(r->rules->pack, g->frame->type), "ASSAULT") != 0 || r->t.actor[a->token] != INDEX_NONE) return false;
    const uint64_t no_town = CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_COUNTRY) | CLASS_BIT(CLASS_PERSON);
    const token *w = tree_token(&r->t, a->token);
    if (w->upos == UPOS_PRON) return false; /* "it" may stand for the town or for those who speak */
    if ((a->classes & CLASS_BIT(CLASS_PLACE)) && !(a->classes & no_town)) return true;
    if (FEAT_GET(w->feats, DEFINITE)) return false;
    return w->upos == UPOS_NOUN && FEAT_GET(w->feats, NUMBER) == NUMBER_SING && !(a->classes & (somebody | ~builtin));
}

/* "Burned the peasants' houses", "blew up a ministry's car": the thing is hit, and it is its owner's. */
static bool is_thing_hit(const reader *r, const trigger *g, const argument *a) {
    if (strcmp(pack_string(r->rules->pack, g->frame->type), "ASSAULT") != 0 || g->frame->casualty || g->frame->control)
        return false;
    return tree_token(&r->t, a->token)->upos == UPOS_NOUN && !(a->classes & (CLASS_BIT(CLASS_EVENT) | CLASS_BIT(CLASS_PLACE)));
}

/* "Five were hurt": the number says how many, and names nobody. */
static bool is_bare_number(const reader *r, const argument *a) {
    return tree_token(&r->t, a->token)->upos == UPOS_NUM && tree_child(&r->t, a->token, DEP_NMOD) == TREE_NONE &&
           r->t.actor[a->token] == INDEX_NONE;
}

static bool put_role(reader *r, const trigger *g, const argument *a, void *to) {
    actor_list *l = to;
    const uint64_t place = CLASS_BIT(CLASS_PLACE), actor = CLASS_BIT(CLASS_ACTOR);
    if (is_used(l, a->token) || a->slot == SLOT_COMP || role_is_stray(r, g, a)) return false;
    if (l->recipient && g->frame->casualty && is_bare_number(r, a)) return false;
    const uint64_t doer = actor | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ARMED) | CLASS_BIT(CLASS_PEOPLE) |
                          CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE);
    if (!l->recipient && (is_thing(r, a) || ((a->classes & r->rules->tools) && !(a->classes & doer)))) return false;
    if (!l->recipient && is_no_attacker(r, g, a)) return false;
    /* a town is where it happens, not whom it happens to; a country may be both */
    if ((a->classes & place) && !(a->classes & (actor | CLASS_BIT(CLASS_COUNTRY))) && g->frame->control) return false;
    uint32_t index = INDEX_NONE;
    if (l->recipient && !is_somebody(r, a)) index = role_actor_within(r, a->token);
    if (index != INDEX_NONE && is_thing_hit(r, g, a)) index = party_add_owned(r, a->token, index);
    bool make = l->make && !(l->recipient && is_thing(r, a));
    if (l->recipient && l->spoken) make &= is_somebody(r, a) || (a->classes & place);
    if (index == INDEX_NONE) index = role_actor_of(r, a->token, make);
    if (index == INDEX_NONE || (l->recipient && has_actor(l->c->actors, l->c->actor_count, index))) return false;
    role_put(l->at, l->n, party_sharer(r, a->token, index));
    role_put(l->at, l->n, index);
    l->classes |= a->classes;
    if (l->used_count < CLAIM_ROLE_MAX * 2) l->used[l->used_count++] = a->token;
    return true;
}

/* "its troops", "leurs prisonniers": what belongs to the doer is nobody else. */
static bool is_own(const tree *t, unsigned k) {
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const token *w = tree_token(t, t->child[i]);
        if (FEAT_GET(w->feats, POSS) && FEAT_GET(w->feats, PERSON) == 3 && w->upos != UPOS_NOUN) return true;
    }
    return false;
}

/* What is spoken of gives the recipient: "agreed to release the prisoners", "urged them to attack the town". The first known
 * actor of the complement, or people of its object; of whom something is demanded, its doer ("demanded that Chad open the port").
 */
static void recipients_of_complement(reader *r, const trigger *g, claim *c) {
    const tree *t = &r->t;
    static const uint8_t done_to[] = {SLOT_IOBJ, SLOT_OBJ, SLOT_WITH, SLOT_AGAINST, SLOT_ON,  SLOT_TO,
                                      SLOT_FROM, SLOT_FOR, SLOT_OF,   SLOT_AT,      SLOT_SUBJ};
    static const uint8_t done_by[] = {SLOT_SUBJ, SLOT_IOBJ, SLOT_OBJ, SLOT_WITH, SLOT_AGAINST, SLOT_ON,
                                      SLOT_TO,   SLOT_FROM, SLOT_FOR, SLOT_OF,   SLOT_AT};
    const bool demanded = strcmp(pack_string(r->rules->pack, g->frame->type), "REQUEST") == 0;
    const uint8_t *order = demanded ? done_by : done_to;
    for (uint8_t i = 0; i < g->args.n && !c->recipient_count; i++) {
        const argument *a = &g->args.at[i];
        if (a->slot != SLOT_COMP) continue;
        arguments inner;
        uint16_t phrase[1] = {a->token};
        arguments_collect(t, phrase, 1, a->token, 0, &inner);
        for (size_t s = 0; s < sizeof done_to && !c->recipient_count; s++) {
            for (uint8_t k = 0; k < inner.n; k++) {
                const argument *b = &inner.at[k];
                if (b->slot != order[s] || is_own(t, b->token)) continue;
                uint32_t index = is_somebody(r, b) ? role_actor_of(r, b->token, true) : role_actor_within(r, b->token);
                if (index != INDEX_NONE && !has_actor(c->actors, c->actor_count, index))
                    role_put(c->recipients, &c->recipient_count, index);
            }
        }
    }
}

/* Nothing in the tree: the next actor behind the trigger in its clause, behind a preposition that the frame links. */
static uint32_t recipient_after(reader *r, const trigger *g, const claim *c) {
    const tree *t = &r->t;
    role_links l = links_of(r, g, ROLE_RECIPIENT);
    unsigned last = g->main;
    for (unsigned i = 0; i < g->count; i++)
        if (g->phrase[i] > last) last = g->phrase[i];
    uint8_t slot = SLOT_NONE;
    for (unsigned k = last + 1; k < t->n && k < last + 16; k++) {
        const token *w = tree_token(t, k);
        if (w->upos == UPOS_SCONJ || (w->upos == UPOS_VERB && FEAT_GET(w->feats, VERBFORM) == VERBFORM_FIN)) break;
        if (w->upos == UPOS_ADP) slot = t->word[k] ? t->word[k]->slot : SLOT_NONE;
        if (t->actor[k] == INDEX_NONE || slot == SLOT_NONE || has_actor(c->actors, c->actor_count, t->actor[k])) continue;
        for (uint32_t i = 0; i < l.n; i++)
            if (l.at[i].role == ROLE_RECIPIENT && l.at[i].slot == slot) return t->actor[k];
    }
    return INDEX_NONE;
}

static bool is_below(const tree *t, unsigned k, unsigned top) {
    for (int steps = 0; k != TREE_NONE && steps < 12; steps++, k = t->head[k])
        if (k == top) return true;
    return false;
}

/* "helped people", "the shelters": nobody who belongs to a country. */
static bool names_country(const reader *r, const claim *c) {
    for (uint8_t i = 0; i < c->recipient_count; i++) {
        const actor_mention *a = &r->actors.at[c->recipients[i]];
        if (a->country[0] || (a->code && a->kind != ACTOR_GENERIC)) return true;
    }
    return false;
}

/* "suspended aid in Yemen", "gave 30 million euros to promote investment in Ethiopia": the first country behind the trigger that
 * hangs on it and is not the doer's own. */
static uint32_t country_aimed_at(reader *r, const trigger *g, const claim *c) {
    const tree *t = &r->t;
    for (unsigned k = g->main + 1; k < t->n; k++) {
        if (!(t->classes[k] & CLASS_BIT(CLASS_COUNTRY)) || !is_below(t, k, g->main)) continue;
        const uint32_t found = role_actor_of(r, k, true);
        if (found == INDEX_NONE || has_actor(c->actors, c->actor_count, found)) continue;
        const char *code = r->actors.at[found].code;
        bool own = false;
        for (uint8_t i = 0; i < c->actor_count; i++) {
            const char *doer = r->actors.at[c->actors[i]].code;
            own = own || (code && doer && strncmp(code, doer, 3) == 0);
        }
        if (!own) return found;
    }
    return INDEX_NONE;
}

/* Nothing in the tree: the nearest actor before the verb inside the sentence, not behind a preposition or another verb. */
static uint32_t actor_before(const reader *r, const trigger *g) {
    const tree *t = &r->t;
    for (unsigned k = g->main, steps = 0; k-- > 0 && steps < 24; steps++) {
        const token *w = tree_token(t, k);
        if (tree_is_verb(t, k) && w->upos == UPOS_VERB && FEAT_GET(w->feats, VERBFORM) == VERBFORM_FIN) return INDEX_NONE;
        if (t->actor[k] == INDEX_NONE) continue;
        const mention_at *at = &r->actors.at[t->actor[k]].at;
        uint8_t slot;
        unsigned head = at->head_token >= t->first && at->head_token - t->first < t->n ? at->head_token - t->first : k;
        if (tree_case(t, head, &slot) != TREE_NONE || tree_case_of(t, head) > CASE_NOM) continue;
        return t->actor[k];
    }
    return INDEX_NONE;
}

static bool needs_actor(const trigger *g) {
    return !g->args.passive && !g->args.infinitive;
}

static bool put_single(reader *r, const trigger *g, const argument *a, void *to) {
    (void)g;
    uint32_t *index = to;
    if (*index != INDEX_NONE || is_thing(r, a)) return *index != INDEX_NONE;
    *index = role_actor_of(r, a->token, true);
    const uint32_t first = party_sharer(r, a->token, *index); /* "Saudi and Qatari troops": who is named first */
    if (first != INDEX_NONE) *index = first;
    return *index != INDEX_NONE;
}

static bool has_link(const reader *r, const trigger *g, unsigned role) {
    role_links l = links_of(r, g, role);
    for (uint32_t i = 0; i < l.n; i++)
        if (l.at[i].role == role) return true;
    return false;
}

/* "Está en manos de los rebeldes", the hands taken for a part of the preposition: those whom it stands before. */
static uint32_t holder_behind_preposition(reader *r, const trigger *g) {
    const tree *t = &r->t;
    for (unsigned i = 0; i < g->count; i++) {
        unsigned k = g->phrase[i];
        if (tree_token(t, k)->upos != UPOS_NOUN || tree_token(t, k)->deprel != DEP_FIXED) continue;
        for (int step = 0; step < 4 && k != TREE_NONE; step++) {
            const uint8_t rel = tree_token(t, k)->deprel;
            if (rel != DEP_FIXED && rel != DEP_CASE) break;
            k = t->head[k];
        }
        if (k != TREE_NONE && k > g->phrase[i] && (t->classes[k] & CLASS_BIT(CLASS_ACTOR))) return role_actor_of(r, k, false);
    }
    return INDEX_NONE;
}

static void fill_control(reader *r, const trigger *g, claim *c) {
    c->control = g->frame->control;
    c->control_place = c->control_holder = c->control_from = INDEX_NONE;
    if (!c->control) return;
    each_argument(r, g, ROLE_HOLDER, put_single, &c->control_holder);
    if (c->control_holder == INDEX_NONE && has_link(r, g, ROLE_HOLDER) && c->actor_count &&
        (c->control == CONTROL_TAKEN || c->control == CONTROL_HELD))
        c->control_holder = c->actors[0];
    if (c->control_holder == INDEX_NONE && has_link(r, g, ROLE_HOLDER)) c->control_holder = holder_behind_preposition(r, g);
    each_argument(r, g, ROLE_FROM, put_single, &c->control_from);
    if (c->control_from == c->control_holder) c->control_from = INDEX_NONE;
    announced_fill(r, g, c);
}

/* "Parliament passed a resolution criticising the president", "said in a statement that praised the army": what speaks is paper;
 * whose it is, the verb above it tells. INDEX_NONE where the subject is no such thing. */
static uint32_t maker_of(const reader *r, const trigger *g) {
    const tree *t = &r->t;
    const uint64_t no_paper = somebody | CLASS_BIT(CLASS_PRONOUN) | CLASS_BIT(CLASS_PLACE);
    for (uint8_t i = 0; i < g->args.n; i++) {
        const argument *a = &g->args.at[i];
        if (!argument_fills(a, SLOT_SUBJ, 0) || (a->classes & no_paper) || t->actor[a->token] != INDEX_NONE) continue;
        const token *w = tree_token(t, a->token);
        const unsigned above = t->head[a->token];
        if (w->upos != UPOS_NOUN || above == TREE_NONE || (w->deprel != DEP_OBJ && w->deprel != DEP_OBL)) continue;
        const unsigned subject = tree_child(t, above, DEP_NSUBJ);
        const uint32_t maker = subject == TREE_NONE ? INDEX_NONE : tree_actor(t, subject);
        if (maker != INDEX_NONE && r->actors.at[maker].code) return maker;
    }
    return INDEX_NONE;
}

/* "rejected the Iraqi government's demand", "demanded the withdrawal of all foreign forces": who stands inside the noun that the
 * trigger itself holds. */
static uint32_t recipient_in_phrase(reader *r, const trigger *g, const claim *c) {
    for (unsigned i = 0; i < g->count; i++) {
        if (g->phrase[i] == g->main || tree_token(&r->t, g->phrase[i])->upos != UPOS_NOUN) continue;
        const uint32_t found = role_actor_within(r, g->phrase[i]);
        if (found != INDEX_NONE && !has_actor(c->actors, c->actor_count, found)) return found;
    }
    return INDEX_NONE;
}

static bool keeps_order(const actor_mention *a) {
    static const char *const order[] = {"COP", "MIL"};
    for (uint8_t i = 0; i < a->sector_count && i < 4; i++)
        for (size_t k = 0; k < sizeof order / sizeof *order; k++)
            if (a->sectors[i] && strcmp(a->sectors[i], order[k]) == 0) return true;
    return false;
}

/* "Clashes between police and protesters": those who protest are the doers, those who keep order are whom it is against. */
static void part_rioters(const reader *r, claim *c) {
    uint8_t kept = 0;
    for (uint8_t i = 0; i < c->actor_count; i++) kept += keeps_order(&r->actors.at[c->actors[i]]) ? 1 : 0;
    if (kept == 0 || kept == c->actor_count || c->recipient_count) return;
    kept = 0;
    for (uint8_t i = 0; i < c->actor_count; i++) {
        if (keeps_order(&r->actors.at[c->actors[i]]))
            role_put(c->recipients, &c->recipient_count, c->actors[i]);
        else
            c->actors[kept++] = c->actors[i];
    }
    c->actor_count = kept;
}

/* "condemned the attack", "rejected the plan", "captured the oil field": nobody is named, so the thing itself stands there. */
static uint32_t thing_concerned(reader *r, const trigger *g) {
    const role_links l = links_of(r, g, ROLE_RECIPIENT);
    bool takes_object = g->frame->control != CONTROL_NONE;
    for (uint32_t i = 0; i < l.n; i++) takes_object |= l.at[i].role == ROLE_RECIPIENT && l.at[i].slot == SLOT_OBJ;
    for (uint8_t i = 0; takes_object && i < g->args.n; i++) {
        const argument *a = &g->args.at[i];
        const uint8_t upos = tree_token(&r->t, a->token)->upos;
        if (!argument_fills(a, SLOT_OBJ, 0) || a->nested || (upos != UPOS_NOUN && upos != UPOS_PROPN)) continue;
        if (is_own(&r->t, a->token) || tree_place(&r->t, a->token) != INDEX_NONE) continue;
        return role_actor_of(r, a->token, true);
    }
    return INDEX_NONE;
}

/* "X and Y held talks with Z": those who meet, and whom they meet with. */
static bool meets_with(const reader *r, const trigger *g) {
    for (uint8_t i = 0; i < g->args.n; i++)
        if (argument_fills(&g->args.at[i], SLOT_WITH, 0) && is_somebody(r, &g->args.at[i])) return true;
    return false;
}

/* "Thousands marched …, demanding that the government …": the first body of a state behind the protest, where the protest itself
 * names nobody whom it is aimed at. */
static uint32_t state_protested(const reader *r, const trigger *g, const claim *c) {
    const tree *t = &r->t;
    for (unsigned k = g->main + 1; k < t->n; k++) {
        const uint32_t a = t->actor[k];
        if (a == INDEX_NONE || !(t->classes[k] & CLASS_BIT(CLASS_STATE)) || has_actor(c->actors, c->actor_count, a)) continue;
        const actor_mention *body = &r->actors.at[a]; /* the police come to a protest, whomever it is aimed at */
        if (body->code && body->sector_count && body->sectors[0] && strcmp(body->sectors[0], "COP") != 0) return a;
    }
    return INDEX_NONE;
}

void role_fill(reader *r, const trigger *g, claim *c, draft *d) {
    actor_list actors = {.at = c->actors, .n = &c->actor_count, .c = c, .make = true};
    each_argument(r, g, ROLE_ACTOR, put_role, &actors);
    d->by = actors.classes;
    const uint32_t maker = g->frame->casualty ? INDEX_NONE : maker_of(r, g);
    if (maker != INDEX_NONE) c->actors[0] = maker, c->actor_count = 1;
    if (!c->actor_count && tree_is_verb(&r->t, g->main) && needs_actor(g)) {
        bool has_subject = false;
        for (uint8_t i = 0; i < g->args.n; i++) has_subject |= argument_fills(&g->args.at[i], SLOT_SUBJ, 0);
        if (!has_subject) role_put(c->actors, &c->actor_count, actor_before(r, g));
    }
    if (strcmp(c->type, "PROTEST") == 0) part_rioters(r, c);
    if (!(g->frame->flags & FRAME_RECIPROCAL) || c->actor_count < 2 || meets_with(r, g)) {
        actor_list recipients = {.at = c->recipients,
                                 .n = &c->recipient_count,
                                 .c = c,
                                 .recipient = true,
                                 .make = true,
                                 .used_count = actors.used_count};
        memcpy(recipients.used, actors.used, sizeof actors.used);
        bool spoken = (g->frame->flags & FRAME_SPEECH) != 0;
        recipients.spoken = spoken;
        each_argument(r, g, ROLE_RECIPIENT, put_role, &recipients);
        d->on = recipients.classes;
        /* "Trump and Putin agreed to share": with each other, whatever they share */
        const bool mutual = c->actor_count > 1 && strcmp(pack_string(r->rules->pack, g->frame->type), "AGREE") == 0;
        if (!c->recipient_count && g->count > 1) role_put(c->recipients, &c->recipient_count, recipient_in_phrase(r, g, c));
        if (spoken && !c->recipient_count && !mutual) recipients_of_complement(r, g, c);
        if (!c->recipient_count && !g->frame->casualty) role_put(c->recipients, &c->recipient_count, recipient_after(r, g, c));
        if (!c->recipient_count && strcmp(c->type, "PROTEST") == 0)
            role_put(c->recipients, &c->recipient_count, state_protested(r, g, c));
        if (!mutual && !names_country(r, c) && c->actor_count && !g->frame->casualty && !g->frame->control)
            role_put(c->recipients, &c->recipient_count, country_aimed_at(r, g, c));
        if (!mutual && !c->recipient_count && !g->frame->casualty) {
            const uint32_t thing = thing_concerned(r, g);
            if (!has_actor(c->actors, c->actor_count, thing)) role_put(c->recipients, &c->recipient_count, thing);
        }
    }
    c->reciprocal = (g->frame->flags & FRAME_RECIPROCAL) && c->actor_count > 1 && !c->recipient_count;
    fill_control(r, g, c);
    if (c->actor_count) r->last_subject = c->actors[0];
    for (uint8_t i = 0; i < g->args.n; i++) d->classes |= g->args.at[i].classes;
    for (unsigned i = 0; i < g->count; i++) d->classes |= r->t.classes[g->phrase[i]] & ~builtin;
}
