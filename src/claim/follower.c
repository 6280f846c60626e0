/* Somebody's armed men, told by his name.
 *
 *   "General Nkunda's men", "les hommes du général Nkunda", "fighters loyal to Nkunda"     Nkunda's
 *   "Nkunda said his men held the town"                                                   the same
 *
 * Who is told by a leader's name is one party, whatever the word for his men is. The words are those of the classes fighter
 * and force and of the trait retainer (lang/<code>/events-words.rules). */
#include "claim/party.h"

#include <string.h>

static bool is_leader(const actor_mention *a) {
    return a->kind == ACTOR_PERSON && a->name && *a->name;
}

/* The first person whose mention holds a token. Mentions are in the order of the text; few begin inside another. */
static const actor_mention *person_at(const reader *r, uint32_t t) {
    enum { LOOK_BACK = 16 };
    uint32_t low = 0, high = r->m->actor_count; /* behind the last that begins at t or before */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (r->m->actors[middle].at.first_token <= t)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low > LOOK_BACK ? low - LOOK_BACK : 0; i < low; i++) {
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

static bool are_men_at_arms(const reader *r, uint32_t t) {
    const uint64_t men = CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE);
    const event_word *w = r->lex ? event_word_find(r->lex, r->x->tokens[t].lemma_hash) : NULL;
    return w && ((w->classes & men) || (w->traits & TRAIT_RETAINER)) && FEAT_GET(r->x->tokens[t].feats, NUMBER) != NUMBER_SING;
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
    a->kind = ACTOR_UNKNOWN;
    a->name = name;
    a->leader = leader->name;
    a->code = leader->code;
    memcpy(a->country, leader->country, sizeof a->country);
    memcpy(a->sectors, leader->sectors, sizeof a->sectors);
    a->sector_count = leader->sector_count;
}

static void settle(reader *r, uint32_t index) {
    if (index >= r->m->actor_count) return;
    actor_mention *a = &r->m->actors[index];
    if (a->leader || a->person || a->kind == ACTOR_KNOWN || a->kind == ACTOR_PERSON || a->coref != index) return;
    if (!are_men_at_arms(r, a->at.head_token)) return;
    const actor_mention *leader = leader_of(r, a->at.head_token);
    if (leader) follower_give(r, a, leader);
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
