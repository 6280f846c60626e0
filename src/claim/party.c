#include "claim/party.h"

#include <stdio.h>
#include <string.h>

#include "mention/actor_rules.h"

enum { CODE_BYTES = 40, NAME_BYTES = 256, LAST_SPEAKERS = 2 /* attributions looked back at */ };

static const polity_record *polity_of(const reader *r, const char *alpha2) {
    if (!alpha2[0]) return NULL;
    for (uint32_t i = 0; i < r->rules->polity_count; i++) {
        const polity_record *p = &r->rules->polities[i];
        if (p->kind == POLITY_COUNTRY && memcmp(p->alpha2, alpha2, 2) == 0) return p;
    }
    return NULL;
}

static const polity_record *polity_of_place(const reader *r, unsigned k) {
    uint32_t place = r->t.place[k] != INDEX_NONE ? r->t.place[k] : tree_place(&r->t, k);
    return place < r->m->place_count ? polity_of(r, r->m->places[place].country) : NULL;
}

static bool is_modifier(unsigned deprel) {
    return deprel == DEP_AMOD || deprel == DEP_COMPOUND || deprel == DEP_NMOD || deprel == DEP_FLAT;
}

/* Whose it is by the actor beside it: a country's ("Brazilian men", "les députés du Mali"), or the one that it is a part of
 * ("army units", "police patrol"). */
static const actor_mention *owner_beside(const reader *r, unsigned k) {
    const tree *t = &r->t;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i];
        const unsigned rel = tree_token(t, c)->deprel;
        if (!is_modifier(rel) || t->actor[c] == INDEX_NONE) continue;
        const actor_mention *a = &r->actors.at[t->actor[c]];
        if (a->code && (rel == DEP_COMPOUND || (a->country[0] && strlen(a->code) == 3))) return a;
    }
    return NULL;
}

/* The place that a group's own phrase names, and its country. */
typedef struct home {
    const polity_record *polity;
    uint32_t place; /* index into the places */
} home;

/* Does the nominal at token k hang, through other nominals, on a word of the group ("tens of thousands of students in Chad")? */
static bool hangs_on_group(const reader *r, unsigned k, const actor_mention *a) {
    const tree *t = &r->t;
    const int reach = r->m->places[t->place[k]].flags & PLACE_ADJECTIVE ? 1 : 3;
    for (int step = 0; step < reach && k != TREE_NONE && is_modifier(tree_token(t, k)->deprel); step++) {
        k = t->head[k];
        if (k != TREE_NONE && t->first + k >= a->at.first_token && t->first + k < a->at.end_token) return true;
    }
    return false;
}

static home home_of(const reader *r, const actor_mention *a) {
    enum { BEFORE = 4, BEHIND = 8 }; /* words */
    const tree *t = &r->t;
    if (a->at.first_token < t->first || a->at.end_token > t->first + t->n) return (home){NULL, INDEX_NONE};
    const unsigned begin = a->at.first_token - t->first, last = a->at.end_token - t->first + BEHIND;
    const unsigned first = begin > BEFORE ? begin - BEFORE : 0;
    for (unsigned k = first; k < last && k < t->n; k++) {
        if (t->place[k] == INDEX_NONE || !hangs_on_group(r, k, a)) continue;
        const polity_record *p = polity_of(r, r->m->places[t->place[k]].country);
        if (p) return (home){p, t->place[k]};
    }
    return (home){NULL, INDEX_NONE};
}

uint32_t party_add(reader *r, unsigned k) {
    const tree *t = &r->t;
    actor_mention a = {.kind = ACTOR_UNKNOWN};
    a.at.at = tree_nominal(t, k, &a.at.first_token, &a.at.end_token);
    a.at.head_token = t->first + k;
    a.name = arena_copy(r->a, r->x->bytes + a.at.at.start, a.at.at.end - a.at.at.start);
    const polity_record *own = polity_of_place(r, k);
    const actor_mention *beside = own ? NULL : owner_beside(r, k);
    if (own) {
        a.code = pack_string(r->rules->pack, own->full_code);
        memcpy(a.country, own->alpha2, sizeof a.country);
    } else if (beside) {
        a.code = beside->code;
        memcpy(a.country, beside->country, sizeof a.country);
        memcpy(a.sectors, beside->sectors, sizeof a.sectors);
        a.sector_count = beside->sector_count;
    }
    a.coref = r->actors.n;
    if (!a.name || !vec_push(r->a, &r->actors, a)) {
        r->nomem = true;
        return INDEX_NONE;
    }
    r->role_actor[t->first + k] = r->actors.n - 1;
    return r->actors.n - 1;
}

uint32_t party_add_owned(reader *r, unsigned k, uint32_t owner) {
    const uint32_t index = party_add(r, k);
    if (index == INDEX_NONE || r->actors.at[index].code) return index;
    const actor_mention *o = &r->actors.at[owner];
    actor_mention *a = &r->actors.at[index];
    a->code = o->code;
    memcpy(a->country, o->country, sizeof a->country);
    memcpy(a->sectors, o->sectors, sizeof a->sectors);
    a->sector_count = o->sector_count;
    return index;
}

static bool is_people(const reader *r, const char *code) {
    for (uint32_t i = 0; code && i < r->rules->polity_count; i++) {
        const polity_record *p = &r->rules->polities[i];
        if ((p->kind == POLITY_PEOPLE || p->kind == POLITY_RELIGION) && strcmp(p->code, code) == 0) return true;
    }
    return false;
}

static bool is_homeless_people(const reader *r, const actor_mention *a) {
    return a->kind == ACTOR_KNOWN && !a->country[0] && !a->person && !a->sector_count && is_people(r, a->code);
}

/* CAMEO's order: the country, what they do, the people. A people without a trade are civilians. */
static void settle_in(reader *r, actor_mention *a, const polity_record *p) {
    char code[CODE_BYTES], name[NAME_BYTES];
    const char *trade = is_homeless_people(r, a) ? "CVL" : "";
    snprintf(code, sizeof code, "%s%s%s", pack_string(r->rules->pack, p->full_code), trade, a->code);
    snprintf(name, sizeof name, "%s: %s", pack_string(r->rules->pack, p->name), a->name);
    const char *own_code = arena_copy(r->a, code, strlen(code)), *own_name = arena_copy(r->a, name, strlen(name));
    if (!own_code || !own_name) {
        r->nomem = true;
        return;
    }
    a->code = own_code;
    a->name = own_name;
    a->kind = ACTOR_COMPOSED;
    memcpy(a->country, p->alpha2, sizeof a->country);
}

void party_place(reader *r, uint32_t index) {
    actor_mention *a = &r->actors.at[index];
    if (a->country[0] || a->coref != index || !a->code) return;
    if (a->kind != ACTOR_GENERIC && a->kind != ACTOR_COMPOSED && !is_homeless_people(r, a)) return;
    const home h = home_of(r, a);
    if (!h.polity) return;
    settle_in(r, a, h.polity);
    const mention_at *at = &r->m->places[h.place].at;
    if (at->at.end > a->at.at.end) a->at.at.end = at->at.end, a->at.end_token = at->end_token;
}

void party_settle_peoples(reader *r, const claim *c) {
    if (c->place >= r->m->place_count || c->place_basis != BASIS_EXPLICIT) return;
    const polity_record *p = polity_of(r, r->m->places[c->place].country);
    for (uint8_t i = 0; p && i < c->actor_count + c->recipient_count; i++) {
        actor_mention *a = &r->actors.at[i < c->actor_count ? c->actors[i] : c->recipients[i - c->actor_count]];
        if (is_homeless_people(r, a)) settle_in(r, a, p);
    }
}

uint32_t party_sharer(const reader *r, unsigned k, uint32_t known) {
    const tree *t = &r->t;
    if (known == INDEX_NONE || tree_actor(t, k) != known) return INDEX_NONE;
    const actor_mention *a = &r->actors.at[known];
    for (unsigned i = t->child_first[k]; a->country[0] && a->sector_count && i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t rel = tree_token(t, c)->deprel;
        const uint32_t other = t->actor[c];
        if ((rel != DEP_AMOD && rel != DEP_COMPOUND) || other == INDEX_NONE || other == known) continue;
        const actor_mention *b = &r->actors.at[other];
        if (b->country[0] && strcmp(a->country, b->country) != 0 && b->sector_count && strcmp(a->sectors[0], b->sectors[0]) == 0)
            return other;
    }
    return INDEX_NONE;
}

/* ---- whose forces ------------------------------------------------------------------------------------------------------- */

/* "our", "ses", "sus" inside the words or right before them. */
static bool bears_possessive(const text *x, const actor_mention *a) {
    uint32_t first = a->at.first_token > 0 ? a->at.first_token - 1 : 0;
    for (uint32_t i = first; i < a->at.end_token && i < x->token_count; i++) {
        const token *k = &x->tokens[i];
        if ((k->upos == UPOS_DET || k->upos == UPOS_PRON || k->upos == UPOS_ADJ) && FEAT_GET(k->feats, POSS)) return true;
    }
    const token *behind = a->at.end_token < x->token_count ? &x->tokens[a->at.end_token] : NULL; /* "قواته" */
    if (behind && (behind->flags & TOKEN_MWT_REST) && behind->upos == UPOS_PRON && FEAT_GET(behind->feats, POSS)) return true;
    return false;
}

/* The body of a state without a country: "the army", "a military spokesman". */
static bool is_bare_organ(const actor_mention *a) {
    return (a->kind == ACTOR_GENERIC || a->spokesman) && a->code &&
           (strcmp(a->code, "MIL") == 0 || strcmp(a->code, "GOV") == 0 || strcmp(a->code, "COP") == 0);
}

/* "A rebel spokesman": of fighters that no dispatch needs to name twice. */
static bool is_bare_group(const actor_mention *a) {
    static const char *const groups[] = {"REB", "INS", "SEP", "PAR"};
    for (size_t i = 0; a->kind == ACTOR_GENERIC && a->code && i < sizeof groups / sizeof *groups; i++)
        if (strncmp(a->code, groups[i], 3) == 0) return true;
    return false;
}

static bool is_owner(const actor_mention *a) {
    return a->kind == ACTOR_KNOWN || (a->kind == ACTOR_COMPOSED && a->country[0]) || is_bare_group(a);
}

/* The country that a text is written from speaks where an army without one does. */
static const actor_mention *home_actor(const reader *r, actor_mention *room) {
    const place_mention *p = r->m->place_count ? &r->m->places[0] : NULL;
    const polity_record *home = p && p->at.first_token == 0 ? polity_of(r, p->country) : NULL;
    if (!home) return NULL;
    *room = (actor_mention){.kind = ACTOR_COMPOSED, .code = pack_string(r->rules->pack, home->full_code)};
    memcpy(room->country, home->alpha2, sizeof room->country);
    return room;
}

/* Who speaks: the innermost claimant who is known, else who was quoted last before. */
static const actor_mention *owner_of(const reader *r, const claim *c, actor_mention *room) {
    const actor_mention *organ = NULL;
    for (uint32_t i = c->claimant_count; i-- > 0;) {
        if (c->claimants[i].actor >= r->m->actor_count) continue;
        const actor_mention *a = &r->m->actors[c->claimants[i].actor];
        if (is_owner(a)) return a;
        if (is_bare_organ(a)) organ = a;
    }
    uint32_t seen = 0;
    for (uint32_t i = r->out->attribution_count; i-- > 0 && seen < LAST_SPEAKERS;) {
        const attribution *t = &r->out->attributions[i];
        if (t->first_token > c->trigger_token || t->who.actor >= r->m->actor_count) continue;
        const actor_mention *a = &r->m->actors[t->who.actor];
        seen++;
        if (is_owner(a)) return a;
        if (is_bare_organ(a)) organ = a;
    }
    return organ ? home_actor(r, room) : NULL;
}

static void give_owner(reader *r, actor_mention *a, const actor_mention *owner) {
    char code[CODE_BYTES], name[NAME_BYTES];
    const polity_record *p = polity_of(r, owner->country);
    const bool state = p && owner->code && strlen(owner->code) <= 6 &&
                       strncmp(owner->code, pack_string(r->rules->pack, p->full_code), 3) == 0 &&
                       (strlen(owner->code) == 3 || strcmp(owner->code + 3, "GOV") == 0 || strcmp(owner->code + 3, "MIL") == 0 ||
                        strcmp(owner->code + 3, "COP") == 0);
    if (state) {
        const char *own = a->code ? a->code : "MIL", *what = a->code ? a->name : "armed forces";
        snprintf(code, sizeof code, "%s%s", pack_string(r->rules->pack, p->full_code), own);
        snprintf(name, sizeof name, "%s: %s", pack_string(r->rules->pack, p->name), what);
    } else if (owner->kind == ACTOR_KNOWN && owner->code && owner->name && !owner->person) {
        snprintf(code, sizeof code, "%s", owner->code);
        snprintf(name, sizeof name, "%s", owner->name);
    } else if (is_bare_group(owner)) { /* a leader's men are what he leads */
        snprintf(code, sizeof code, "%.3s", owner->code);
        snprintf(name, sizeof name, "%s", strncmp(owner->code, "SEP", 3) == 0 ? "separatists" : "rebels");
    } else {
        return;
    }
    const char *own_code = arena_copy(r->a, code, strlen(code)), *own_name = arena_copy(r->a, name, strlen(name));
    if (!own_code || !own_name) {
        r->nomem = true;
        return;
    }
    a->code = own_code;
    a->name = own_name;
    a->kind = state ? ACTOR_COMPOSED : owner->kind;
    memcpy(a->country, owner->country, sizeof a->country);
}

/* "Colonel Keita said his men held the town": the person who says so, where no body is known that he speaks for. */
static const actor_mention *leader_who_speaks(const reader *r, const claim *c, const actor_mention *men) {
    for (uint32_t i = c->claimant_count; i-- > 0;) {
        if (c->claimants[i].actor >= r->m->actor_count) continue;
        const actor_mention *a = &r->m->actors[c->claimants[i].actor];
        if (a->kind == ACTOR_PERSON && a->name && *a->name && !a->spokesman)
            return a->sector_count || followers_are_men(r, men) ? a : NULL;
    }
    return NULL;
}

/* Words without a code ("our men") are forces where they hold, take or leave ground. */
static void own_one(reader *r, const claim *c, uint32_t index, bool ground) {
    if (index >= r->m->actor_count) return;
    actor_mention *a = &r->m->actors[index];
    const bool people = (a->kind == ACTOR_GENERIC || a->kind == ACTOR_COMPOSED) && a->code && strlen(a->code) >= 3 &&
                        strcmp(a->code + strlen(a->code) - 3, "CVL") == 0;
    if (ground && people && a->coref == index && followers_are_men(r, a) && bears_possessive(r->x, a)) {
        a->kind = ACTOR_UNKNOWN; /* "sus hombres": no civilians where they hold ground */
        a->code = NULL;
        a->country[0] = 0;
        a->sector_count = 0;
    }
    const bool forces = a->kind == ACTOR_GENERIC && a->code && (strcmp(a->code, "MIL") == 0 || strcmp(a->code, "UAF") == 0);
    if (a->coref != index || a->country[0] || !(forces || (ground && a->kind == ACTOR_UNKNOWN)) || !bears_possessive(r->x, a))
        return;
    actor_mention room;
    const actor_mention *leader = leader_who_speaks(r, c, a), *owner = leader ? NULL : owner_of(r, c, &room);
    if (owner && owner != a) give_owner(r, a, owner);
    if (leader && leader != a) follower_give(r, a, leader);
}

/* ---- we ----------------------------------------------------------------------------------------------------------------- */

static bool is_first_person(const token *k) {
    return FEAT_GET(k->feats, PERSON) == 1;
}

/* "We control the town", "controlamos la ciudad", "the port is in our hands". */
static bool tells_of_us(const reader *r, const claim *c) {
    const text *x = r->x;
    const token *trigger = &x->tokens[c->trigger_token];
    const sentence *s = &x->sentences[trigger->sentence];
    if (trigger->upos == UPOS_VERB && is_first_person(trigger)) return true;
    for (uint32_t k = s->first_token; k < s->end_token; k++) {
        const token *w = &x->tokens[k];
        const bool inside = w->start >= c->trigger.start && w->end <= c->trigger.end;
        /* treebanks tell the person of "notre" or not: in somebody's own words it is not "his" */
        const bool ours = is_first_person(w) || (!FEAT_GET(w->feats, PERSON) && (w->flags & TOKEN_QUOTED));
        if (inside && ours && FEAT_GET(w->feats, POSS)) return true;
        if (!is_first_person(w)) continue;
        if (w->head == c->trigger_token && (w->deprel == DEP_NSUBJ || w->deprel == DEP_AUX || w->deprel == DEP_COP)) return true;
    }
    return false;
}

/* Who says "we": the innermost claimant who is known, else who was quoted last before. INDEX_NONE. */
static uint32_t we_of(const reader *r, const claim *c) {
    for (uint32_t i = c->claimant_count; i-- > 0;)
        if (c->claimants[i].actor < r->m->actor_count && r->m->actors[c->claimants[i].actor].code) return c->claimants[i].actor;
    uint32_t seen = 0;
    for (uint32_t i = r->out->attribution_count; c->claimant_count && i-- > 0 && seen < LAST_SPEAKERS;) {
        const attribution *t = &r->out->attributions[i];
        if (t->first_token > c->trigger_token || t->who.actor >= r->m->actor_count) continue;
        if (is_owner(&r->m->actors[t->who.actor])) return t->who.actor;
        seen++;
    }
    return INDEX_NONE;
}

/* Somebody else who is named between two bytes, whom a possessive there may mean. Mentions are in the order of the text. */
static bool names_another(const reader *r, uint32_t start, uint32_t end, uint32_t known) {
    uint32_t low = 0, high = r->m->actor_count; /* the first that begins at `start` or behind */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (r->m->actors[middle].at.at.start < start)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low; i < r->m->actor_count && r->m->actors[i].at.at.start < end; i++)
        if (r->m->actors[i].at.at.end <= end && r->m->actors[i].coref != r->m->actors[known].coref) return true;
    return false;
}

/* "The militia said that the town was still under its control": where nobody else is named between, "its" is the speaker's.
 * INDEX_NONE. */
static uint32_t speaker_of_own(const reader *r, const claim *c) {
    if (c->claimant_count == 0) return INDEX_NONE;
    const claimant *who = &c->claimants[c->claimant_count - 1];
    if (who->actor >= r->m->actor_count || !r->m->actors[who->actor].code || who->cue.end <= who->cue.start) return INDEX_NONE;
    const text *x = r->x;
    const sentence *s = &x->sentences[x->tokens[c->trigger_token].sentence];
    const uint32_t from = who->cue.end <= c->trigger.start ? who->cue.end : x->tokens[s->first_token].start;
    bool own = false;
    for (uint32_t k = s->first_token; k < s->end_token; k++) {
        const token *w = &x->tokens[k];
        if (w->start < c->trigger.start || w->end > c->trigger.end) continue;
        const unsigned person = FEAT_GET(w->feats, PERSON);
        const bool many = w->upos == UPOS_PRON && FEAT_GET(w->feats, NUMBER) == NUMBER_PLUR;
        const bool bound = w->upos == UPOS_PRON && FEAT_GET(w->feats, CASE) == CASE_GEN; /* "سيطرته" */
        if ((FEAT_GET(w->feats, POSS) || bound) && (person == 3 || person == 0)) own = !(many && r->m->actors[who->actor].person);
    }
    return own && !names_another(r, from, c->trigger.start, who->actor) ? who->actor : INDEX_NONE;
}

/* Where somebody tells of ground that "we" hold, take or leave, or that is "his", he and his are meant. */
static void give_us(const reader *r, claim *c) {
    if (c->control == CONTROL_NONE || c->actor_count || c->control_holder != INDEX_NONE || c->control_from != INDEX_NONE) return;
    const uint32_t we = tells_of_us(r, c) ? we_of(r, c) : speaker_of_own(r, c);
    if (we == INDEX_NONE) return;
    c->actors[c->actor_count++] = we;
    if (c->control == CONTROL_HELD || c->control == CONTROL_TAKEN) c->control_holder = we;
    if (c->control == CONTROL_LOST || c->control == CONTROL_WITHDRAWN) c->control_from = we;
}

/* ---- our dead ----------------------------------------------------------------------------------------------------------- */

/* A state, its forces, an armed group: who has losses. */
static bool bears_arms(const actor_mention *a) {
    static const char *const sectors[] = {"GOV", "MIL", "COP", "REB", "SEP", "INS", "UAF", "PAR"};
    if (!is_owner(a) || !a->code || a->person) return false;
    if (a->country[0] && strlen(a->code) == 3) return true;
    for (uint32_t i = 0; i < a->sector_count && i < 4; i++)
        for (size_t k = 0; a->sectors[i] && k < sizeof sectors / sizeof *sectors; k++)
            if (strcmp(a->sectors[i], sectors[k]) == 0) return true;
    return is_bare_group(a);
}

/* "Our fighters", "ses hommes", "قواته". */
static bool counts_own(const text *x, span at) {
    for (uint32_t t = token_from(x, at.start); t < x->token_count && x->tokens[t].end <= at.end; t++) {
        const token *w = &x->tokens[t];
        const bool bound = w->upos == UPOS_PRON && FEAT_GET(w->feats, CASE) == CASE_GEN && FEAT_GET(w->feats, PERSON) == 3;
        if (FEAT_GET(w->feats, POSS) || bound) return true;
    }
    return false;
}

/* Is another told to be counted than men under arms: "two of its citizens", "nine rebels"? */
static bool counts_others(const reader *r, span at) {
    for (uint32_t i = 0; i < r->m->actor_count && r->m->actors[i].at.at.start < at.end; i++) {
        const actor_mention *a = &r->m->actors[i];
        if (a->at.at.start < at.start || a->at.at.end > at.end || !a->code || a->kind == ACTOR_UNKNOWN) continue;
        if (a->country[0] || (strcmp(a->code, "MIL") != 0 && strcmp(a->code, "UAF") != 0)) return true;
    }
    return false;
}

/* Who tells of his own dead: the innermost claimant who bears arms, else who was quoted last before. INDEX_NONE. */
static uint32_t teller_of_losses(const reader *r, const claim *c) {
    for (uint32_t i = c->claimant_count; i-- > 0;) {
        const uint32_t who = c->claimants[i].actor;
        if (who >= r->m->actor_count) continue;
        if (bears_arms(&r->m->actors[who])) return who;
        if (r->m->actors[who].code) return INDEX_NONE; /* a hospital, a person whose body is not known */
    }
    uint32_t seen = 0;
    for (uint32_t i = r->out->attribution_count; c->claimant_count && i-- > 0 && seen < LAST_SPEAKERS;) {
        const attribution *t = &r->out->attributions[i];
        if (t->first_token > c->trigger_token || t->who.actor >= r->m->actor_count) continue;
        if (bears_arms(&r->m->actors[t->who.actor])) return t->who.actor;
        seen++;
    }
    return INDEX_NONE;
}

/* "The army said 12 of its soldiers were killed", "we lost 12 men": the army's. */
static void own_dead(const reader *r, claim *c) {
    casualty *k = &c->casualties[0];
    if (!c->casualty_count || c->control != CONTROL_NONE || !(k->ours || counts_own(r->x, k->at)) || counts_others(r, k->at))
        return;
    const uint32_t who = teller_of_losses(r, c);
    if (who == INDEX_NONE) return;
    const actor_mention *all = r->m->actors;
    for (uint8_t i = 0; i < c->actor_count; i++) /* "the army said it had killed 12 of their men" */
        if (c->actors[i] < r->m->actor_count && all[c->actors[i]].coref == all[who].coref) return;
    const sentence *s = &r->x->sentences[r->x->tokens[c->trigger_token].sentence];
    const claimant *last = &c->claimants[c->claimant_count - 1];
    const uint32_t start = r->x->tokens[s->first_token].start,
                   end = k->at.start < c->trigger.start ? k->at.start : c->trigger.start;
    const uint32_t from = last->cue.end <= end && last->cue.end > start ? last->cue.end : start;
    if (!k->ours && last->at.end <= end && names_another(r, from, end, who)) return; /* "its" may be theirs */
    for (uint32_t i = 0; i < c->casualty_count && i < 4; i++) c->casualties[i].owner = who + 1;
}

void party_own(reader *r) {
    spokesmen_mark(r);
    followers_settle(r);
    for (uint32_t i = 0; i < r->claims.n && !r->nomem; i++) {
        claim *c = &r->claims.at[i];
        give_us(r, c);
        own_one(r, c, c->control_holder, true);
        own_one(r, c, c->control_from, true);
        for (uint8_t k = 0; k < c->actor_count; k++) own_one(r, c, c->actors[k], false);
        if (c->casualty_count && c->casualties[0].owned && c->recipient_count) own_one(r, c, c->recipients[0], false);
        own_dead(r, c);
    }
}
