/* Somebody's armed men, told by his name.
 *
 *   "General Nkunda's men", "les hommes du général Nkunda", "fighters loyal to Nkunda"     Nkunda's
 *   "Nkunda said his men held the town"                                                   the same
 *
 *   "the troops of the GUNT", "UDIR fighters", "forces loyal to the Popular Council"       theirs, though no list knows whose
 *
 * Who is told by a leader's or a body's name is one party, whatever the word for his men is. The words are those of the classes
 * fighter and force and of the trait retainer (lang/<code>/events-words.rules). */
#include "claim/party.h"

#include <string.h>

static bool is_leader(const actor_mention *a) {
    return a->kind == ACTOR_PERSON && a->name && *a->name;
}

enum { LOOK_BACK = 16 }; /* few mentions begin inside another */

/* How many actors are named before a token or with it. Mentions are in the order of the text. */
static uint32_t actors_behind(const reader *r, uint32_t t) {
    uint32_t low = 0, high = r->m->actor_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (r->m->actors[middle].at.first_token <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first person whose mention holds a token. */
static const actor_mention *person_at(const reader *r, uint32_t t) {
    const uint32_t behind = actors_behind(r, t);
    for (uint32_t i = behind > LOOK_BACK ? behind - LOOK_BACK : 0; i < behind; i++) {
        const actor_mention *a = &r->m->actors[i];
        if (t >= a->at.end_token || !is_leader(a)) continue;
        const actor_mention *whole = a->coref < r->m->actor_count ? &r->m->actors[a->coref] : a;
        return is_leader(whole) ? whole : a;
    }
    return NULL;
}

/* "Nkunda's", "du général Nkunda", "loyal to Nkunda": a person in the words that hang on the one for his men. */
static const actor_mention *leader_of(const reader *r, uint32_t head) {
    const sentence *s = &r->x->sentences[r->x->tokens[head].sentence];
    for (uint32_t k = s->first_token; k < s->end_token; k++) {
        const token *w = &r->x->tokens[k];
        if (w->head != head || w->deprel != DEP_NMOD) continue;
        const actor_mention *a = person_at(r, k);
        if (a && a->at.head_token != head) return a;
    }
    return NULL;
}

/* Is a place or anybody but the men themselves named there? What is known is told by other means. */
static bool is_mentioned(const reader *r, uint32_t t, const actor_mention *men) {
    uint32_t low = 0, high = r->m->place_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (r->m->places[middle].at.first_token <= t)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && t < r->m->places[low - 1].at.end_token) return true;
    const uint32_t behind = actors_behind(r, t);
    for (uint32_t i = behind > LOOK_BACK ? behind - LOOK_BACK : 0; i < behind; i++) {
        const actor_mention *a = &r->m->actors[i];
        if (t < a->at.end_token && a->at.head_token != men->at.head_token && a->kind != ACTOR_UNKNOWN) return true;
    }
    return false;
}

/* "(of the) GUNT", "UDIR", "(loyal to the) Popular Council": the name that hangs on the word for the men, or on what is said of
 * them, and that no list knows. An empty span where there is none. */
static span body_of(const reader *r, const actor_mention *men) {
    const token *all = r->x->tokens;
    const uint32_t head = men->at.head_token;
    const sentence *s = &r->x->sentences[all[head].sentence];
    for (uint32_t k = s->first_token; k < s->end_token; k++) {
        const token *w = &all[k];
        const bool first_word = k == s->first_token; /* "UDIR fighters", not "Rebel fighters" */
        const bool name = (w->flags & TOKEN_CAPITAL) && (w->upos == UPOS_PROPN || (w->upos == UPOS_NOUN && !first_word)) &&
                          (!first_word || w->deprel == DEP_COMPOUND);
        const bool of_them = w->head == head && (w->deprel == DEP_NMOD || w->deprel == DEP_COMPOUND);
        const bool said_of_them = w->deprel == DEP_OBL && w->head < r->x->token_count && all[w->head].head == head &&
                                  (all[w->head].deprel == DEP_AMOD || all[w->head].deprel == DEP_ACL);
        /* what the mention itself holds, a list knows: "las tropas del Gobierno" */
        if (!name || !(of_them || said_of_them) || (k >= men->at.first_token && k < men->at.end_token) || is_mentioned(r, k, men))
            continue;
        uint32_t first = k, end = k + 1;
        while (first > s->first_token + 1 && (all[first - 1].flags & TOKEN_CAPITAL) && all[first - 1].upos != UPOS_DET &&
               first - 1 != head)
            first--;
        while (end < s->end_token && (all[end].flags & TOKEN_CAPITAL) && end != head) end++;
        return (span){all[first].start, all[end - 1].end};
    }
    return (span){0, 0};
}

static bool are_men_at_arms(const reader *r, uint32_t t) {
    const uint64_t men = CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE);
    const event_word *w = r->lex ? event_word_find(r->lex, r->x->tokens[t].lemma_hash) : NULL;
    if (!w) return false;
    if ((w->classes & CLASS_BIT(CLASS_FORCE)) && (w->classes & CLASS_BIT(CLASS_COLLECTIVE))) return true; /* "Villa's army" */
    return ((w->classes & men) || (w->traits & TRAIT_RETAINER)) && FEAT_GET(r->x->tokens[t].feats, NUMBER) != NUMBER_SING;
}

bool followers_are_men(const reader *r, const actor_mention *a) {
    return are_men_at_arms(r, a->at.head_token);
}

void follower_give(reader *r, actor_mention *a, const actor_mention *leader) {
    uint32_t end = a->at.end_token;
    if (leader->at.first_token >= end && leader->at.first_token < end + 4) end = leader->at.end_token;
    const span words = {a->at.at.start, r->x->tokens[end - 1].end};
    const char *name = arena_copy(r->a, r->x->bytes + words.start, words.end - words.start);
    if (!name) {
        r->nomem = true;
        return;
    }
    const bool rebels = a->code && (strncmp(a->code, "REB", 3) == 0 || strncmp(a->code, "INS", 3) == 0);
    a->kind = ACTOR_UNKNOWN;
    a->name = name;
    a->leader = leader->name;
    if (rebels) return; /* "Goukouni's rebels": what they are is told */
    a->code = leader->code;
    memcpy(a->country, leader->country, sizeof a->country);
    memcpy(a->sectors, leader->sectors, sizeof a->sectors);
    a->sector_count = leader->sector_count;
}

/* They are no longer anybody's: a state's army is not called by a body that no list knows. */
static void give_body(reader *r, actor_mention *a, span body) {
    const uint32_t start = body.start < a->at.at.start ? body.start : a->at.at.start;
    const uint32_t end = body.end > a->at.at.end ? body.end : a->at.at.end;
    const char *name = arena_copy(r->a, r->x->bytes + start, end - start);
    const char *leader = arena_copy(r->a, r->x->bytes + body.start, body.end - body.start);
    if (!name || !leader) {
        r->nomem = true;
        return;
    }
    a->kind = ACTOR_UNKNOWN;
    a->name = name;
    a->leader = leader;
    if (a->code && strcmp(a->code, "MIL") == 0) a->code = NULL;
}

static void settle(reader *r, uint32_t index) {
    if (index >= r->m->actor_count) return;
    actor_mention *a = &r->m->actors[index];
    if (a->leader || a->person || a->kind == ACTOR_KNOWN || a->kind == ACTOR_PERSON || a->coref != index) return;
    if (!are_men_at_arms(r, a->at.head_token)) return;
    const actor_mention *leader = leader_of(r, a->at.head_token);
    if (leader) {
        follower_give(r, a, leader);
        return;
    }
    const span body = a->kind == ACTOR_GENERIC ? body_of(r, a) : (span){0, 0};
    if (body.start < body.end) give_body(r, a, body);
}

void followers_settle(reader *r) {
    for (uint32_t i = 0; i < r->claims.n && !r->nomem; i++) {
        const claim *c = &r->claims.at[i];
        for (uint8_t k = 0; k < c->actor_count; k++) settle(r, c->actors[k]);
        for (uint8_t k = 0; k < c->recipient_count; k++) settle(r, c->recipients[k]);
        settle(r, c->control_holder);
        settle(r, c->control_from);
    }
}
