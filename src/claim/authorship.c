/* Who did it, according to whom: what claims, charges and blame say of a deed that the same sentence names.
 *
 *   "the group claimed responsibility for the attack"   the group did it, says the group
 *   "the minister blamed the rebels for the bombing"    the rebels did it, supposes the minister
 *   "the murder was attributed to the cartel"           the cartel did it, somebody supposes
 *   "two officers were involved in the murder"          the officers did it, whoever says so
 *   "… said they were behind the action"                the last deed told before
 *
 * Frames flagged `authors` (world/ontology/frames.rules). Whom they name is their doer where they are a state (with a code: an
 * act of speech of that doer's own, without: something said of him), else whom they are aimed at. */
#include <string.h>

#include "claim/attribution.h"
#include "claim/reader.h"

bool authorship_names(const reader *r, const trigger *deed) {
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *o = &r->triggers[i];
        if (o == deed || !(o->frame->flags & FRAME_AUTHORS)) continue;
        for (uint8_t k = 0; k < o->args.n; k++)
            if (o->args.at[k].token == deed->main) return true;
    }
    return false;
}

static bool is_violent(const claim *c) {
    return strcmp(c->type, "ASSAULT") == 0;
}

/* The first violent claim of the sentence that is, or stands inside, an argument of the trigger; INDEX_NONE. */
static uint32_t deed_inside(const reader *r, const trigger *g, uint32_t self) {
    for (uint8_t k = 0; k < g->args.n; k++)
        for (uint32_t i = r->first_claim; i < r->claims.n; i++) {
            uint32_t t = r->claims.at[i].trigger_token;
            if (i == self || !is_violent(&r->claims.at[i]) || t < r->t.first || t - r->t.first >= r->t.n) continue;
            if (tree_under(&r->t, t - r->t.first, g->args.at[k].token)) return i;
        }
    return INDEX_NONE;
}

/* "In an action attributed to the rebels, a bomb destroyed the school": the violent claim that the word for the deed, at token k,
 * hangs on. INDEX_NONE. */
static uint32_t deed_above(const reader *r, unsigned k, uint32_t self) {
    for (uint32_t i = r->first_claim; i < r->claims.n; i++) {
        uint32_t t = r->claims.at[i].trigger_token;
        if (i == self || !is_violent(&r->claims.at[i]) || t < r->t.first || t - r->t.first >= r->t.n) continue;
        if (tree_under(&r->t, k, t - r->t.first)) return i;
    }
    return INDEX_NONE;
}

/* "Condemned the murder and accused the rebels of the crime", "claimed responsibility for the action": the last violent claim
 * told before, in this sentence or in those before. INDEX_NONE. */
static uint32_t deed_before(const reader *r, uint32_t self) {
    enum { BACK = 4 }; /* sentences */
    const uint32_t here = r->claims.at[self].trigger_token;
    for (uint32_t i = r->claims.n; i-- > 0 && r->t.sentence - r->drafts.at[i].sentence <= BACK;)
        if (is_violent(&r->claims.at[i]) && r->claims.at[i].trigger_token < here) return i;
    return INDEX_NONE;
}

/* The word for a deed that is an argument or hangs on one ("accused X of the crime", "of the crime" hung on X). TREE_NONE. */
static unsigned deed_word(const reader *r, const trigger *g) {
    const tree *t = &r->t;
    for (uint8_t k = 0; k < g->args.n; k++) {
        const unsigned a = g->args.at[k].token;
        if (g->args.at[k].classes & CLASS_BIT(CLASS_DEED)) return a;
        for (unsigned i = t->child_first[a]; i < t->child_first[a + 1]; i++)
            if (tree_token(t, t->child[i])->deprel == DEP_NMOD && (t->classes[t->child[i]] & CLASS_BIT(CLASS_DEED)))
                return t->child[i];
    }
    return TREE_NONE;
}

/* The violent claim whose doer the trigger tells: one that its arguments name, else what a mere word for a deed stands for. */
static uint32_t deed_of(const reader *r, const trigger *g, uint32_t self) {
    const uint32_t inside = deed_inside(r, g, self);
    if (inside != INDEX_NONE) return inside;
    const unsigned word = deed_word(r, g);
    if (word == TREE_NONE) return INDEX_NONE;
    const uint32_t above = deed_above(r, word, self);
    return above != INDEX_NONE ? above : deed_before(r, self);
}

void authorship_link(reader *r) {
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *g = &r->triggers[i];
        if (!(g->frame->flags & FRAME_AUTHORS)) continue;
        for (uint32_t k = r->first_claim; k < r->claims.n; k++) {
            if (r->claims.at[k].trigger_token != r->t.first + g->main) continue;
            uint32_t deed = deed_of(r, g, k);
            if (deed != INDEX_NONE) r->drafts.at[deed].named_in = k;
            break;
        }
    }
}

static bool has(const uint32_t *list, uint8_t n, uint32_t actor) {
    for (uint8_t i = 0; i < n; i++)
        if (list[i] == actor) return true;
    return false;
}

/* Puts whoever says so at the end of the chain, as the voice next to the deed; a voice of the same words is the same. */
static dp_status add_voice(reader *r, claim *deed, const claim *by, uint32_t actor) {
    const actor_mention *a = &r->m->actors[actor];
    uint32_t n = deed->claimant_count, same = n;
    for (uint32_t i = 0; i < n && same == n; i++)
        if (deed->claimants[i].actor == actor || span_overlaps(deed->claimants[i].at, a->at.at)) same = i;
    claimant *chain = arena_array(r->a, n + 1, sizeof *chain);
    char *words = arena_copy(r->a, r->x->bytes + a->at.at.start, a->at.at.end - a->at.at.start);
    if (!chain || !words) return DP_E_NOMEM;
    if (n) memcpy(chain, deed->claimants, n * sizeof *chain);
    if (same == n) {
        chain[n] = (claimant){.kind = CLAIMANT_QUOTED, .at = a->at.at, .text = words, .cue = by->trigger, .rule = by->rule};
        deed->claimant_count++;
    }
    chain[same].actor = actor;
    deed->claimants = chain;
    return DP_OK;
}

dp_status authorship_tell(reader *r) {
    for (uint32_t i = 0; i < r->claims.n; i++) {
        if (r->drafts.at[i].named_in >= r->claims.n) continue;
        claim *deed = &r->claims.at[i];
        const claim *by = &r->claims.at[r->drafts.at[i].named_in];
        if (by->polarity == POLARITY_NEGATED) continue;
        const bool own = strcmp(by->type, "STATE") == 0, speaks = !own || by->cameo;
        const uint32_t *authors = own ? by->actors : by->recipients;
        uint8_t n = own ? by->actor_count : by->recipient_count;
        if (!n || (deed->actor_count && !has(deed->actors, deed->actor_count, authors[0]))) continue;
        if (r->drafts.at[i].noun && deed->recipient_count == 1 && has(authors, n, deed->recipients[0]))
            deed->recipient_count = 0; /* "the attack was the work of X": nobody else stood beside the noun */
        for (uint8_t k = 0; k < n && deed->actor_count < CLAIM_ROLE_MAX; k++)
            if (!has(deed->actors, deed->actor_count, authors[k]) && !has(deed->recipients, deed->recipient_count, authors[k]))
                deed->actors[deed->actor_count++] = authors[k];
        const uint8_t sure = own && by->certainty != CERTAINTY_UNKNOWN ? by->certainty : CERTAINTY_PROBABLE;
        if (!(own && speaks) && deed->certainty < sure) deed->certainty = sure;
        if (speaks && by->actor_count && add_voice(r, deed, by, by->actors[0]) != DP_OK) return DP_E_NOMEM;
    }
    return DP_OK;
}
