/* Demands that no verb of demanding tells: "Norway said that Chad must free the pilot". Whoever says so demands it of whoever
 * must, whatever it is; where the deed has a type of its own, the demand is coded by it. */
#include <string.h>

#include "claim/attribution.h"
#include "claim/party.h"

/* Is the claim said of a finite verb ("must return"), not of an infinitive that something governs ("ordered to return")? */
static bool is_finite(const reader *r, const claim *c) {
    const sentence *s = &r->x->sentences[r->x->tokens[c->trigger_token].sentence];
    if (FEAT_GET(r->x->tokens[c->trigger_token].feats, VERBFORM) == VERBFORM_FIN) return true;
    for (uint32_t k = s->first_token; k < s->end_token; k++)
        if (r->x->tokens[k].head == c->trigger_token && r->x->tokens[k].deprel == DEP_AUX) return true;
    return false;
}

/* "Norway said that Chad must free the pilot": Norway demands it of Chad. */
void demand_settle(reader *r, claim *c) {
    if (c->tense != CLAIM_ORDERED || !c->claimant_count || !c->actor_count || !is_finite(r, c)) return;
    const uint32_t speaker = c->claimants[c->claimant_count - 1].actor;
    if (speaker >= r->actors.n) return;
    for (uint8_t i = 0; i < c->actor_count; i++)
        if (c->actors[i] == speaker) return; /* "said that it must" */
    claim asked = {.type = "REQUEST", .cameo = "100"};
    content_code_act(r, &asked, c);
    c->type = asked.type;
    c->cameo = asked.cameo;
    c->mode = c->acled = NULL;
    memcpy(c->recipients, c->actors, sizeof c->actors);
    c->recipient_count = c->actor_count;
    c->actors[0] = speaker;
    c->actor_count = 1;
    c->casualty_count = 0;
    c->control = CONTROL_NONE;
    c->control_place = c->control_holder = c->control_from = INDEX_NONE;
    c->reciprocal = false;
    c->claimant_count--;
    c->tense = CLAIM_PAST;
}

static bool is_told(const reader *r, unsigned k) {
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *g = &r->triggers[i];
        if (g->main == k || g->args.verb == k) return true;
        for (uint8_t p = 0; p < g->count; p++)
            if (g->phrase[p] == k) return true;
    }
    return false;
}

/* Of whom it is said what they must do: a subject with a code; INDEX_NONE. */
static uint32_t obliged(const reader *r, unsigned verb) {
    const tree *t = &r->t;
    const unsigned subject = tree_child(t, verb, DEP_NSUBJ);
    if (subject == TREE_NONE || !tree_is_verb(t, verb)) return INDEX_NONE;
    const uint32_t actor = tree_actor(t, subject);
    return actor != INDEX_NONE && r->actors.at[actor].code ? actor : INDEX_NONE;
}

static bool is_demanded(reader *r, uint32_t token, uint32_t of, rule_ref *rule) {
    const claimant *chain;
    uint32_t n;
    const manner m = manner_of(r->rules->attribution, r->x, r->out, token);
    if (m.tense != CLAIM_ORDERED || m.polarity == POLARITY_NEGATED) return false;
    if (claimants_of(r->out, token, r->a, &chain, &n) != DP_OK) {
        r->nomem = true;
        return false;
    }
    *rule = m.rule;
    return n && chain[n - 1].actor < r->actors.n && chain[n - 1].actor != of;
}

static void add_obligation(reader *r, unsigned verb, uint32_t of, rule_ref rule) {
    static const frame_record no_frame = {0};
    const event_entry entry = {.rule = rule};
    trigger g = {.entry = &entry, .frame = &no_frame, .main = (uint16_t)verb, .count = 1};
    g.phrase[0] = g.main;
    g.at = (span){tree_token(&r->t, verb)->start, tree_token(&r->t, verb)->end};
    arguments_collect(&r->t, g.phrase, 1, g.main, 0, &g.args);
    claim c = {.type = "REQUEST", .rule = rule, .trigger = g.at, .trigger_token = r->t.first + verb};
    c.place = c.time = c.control_place = c.control_holder = c.control_from = INDEX_NONE;
    c.days = (day_range){DAY_NONE, DAY_NONE};
    role_put(c.actors, &c.actor_count, party_sharer(r, tree_child(&r->t, verb, DEP_NSUBJ), of));
    role_put(c.actors, &c.actor_count, of);
    draft d = draft_at(r->t.sentence, r->t.first + verb);
    detail_fill(r, &g, &c, &d);
    if (!vec_push(r->a, &r->claims, c) || !vec_push(r->a, &r->drafts, d)) r->nomem = true;
}

/* Only a verb with an auxiliary can oblige: the verb of each first auxiliary is looked at. */
void demand_find(reader *r) {
    const tree *t = &r->t;
    for (unsigned k = 0; k < t->n && !r->nomem && r->claims.n - r->first_claim < TRIGGERS_MAX; k++) {
        const unsigned verb = t->head[k];
        if (tree_token(t, k)->deprel != DEP_AUX || verb == TREE_NONE || tree_child(t, verb, DEP_AUX) != k) continue;
        const uint32_t of = obliged(r, verb);
        rule_ref rule = 0;
        if (of != INDEX_NONE && !is_told(r, verb) && is_demanded(r, t->first + verb, of, &rule))
            add_obligation(r, verb, of, rule);
    }
}
