/* Who speaks for an army: "army spokesman Simon Lado", "the army spokesman, Colonel Simon Lado", "Col. Lado, the army spokesman".
 * A colonel may be anybody's; one whom the words make the army's speaks of the army where he says "we". */
#include "claim/party.h"

#include <string.h>

enum { APART_MAX = 2 }; /* a comma and an article between the name and the office */

static bool names_forces(const reader *r, const actor_mention *a) {
    for (uint32_t t = a->at.first_token; t < a->at.end_token && t < r->x->token_count; t++) {
        const event_word *w = event_word_find(r->lex, r->x->tokens[t].lemma_hash);
        if (w && (w->classes & CLASS_BIT(CLASS_FORCE)) && r->x->tokens[t].upos != UPOS_PROPN) return true;
    }
    return false;
}

/* Two mentions with nothing but a mark and an article between them. */
static bool stand_side_by_side(const reader *r, const actor_mention *a, const actor_mention *b) {
    if (b->at.first_token < a->at.end_token || b->at.first_token - a->at.end_token > APART_MAX) return false;
    for (uint32_t t = a->at.end_token; t < b->at.first_token; t++)
        if (r->x->tokens[t].upos != UPOS_PUNCT && r->x->tokens[t].upos != UPOS_DET) return false;
    return true;
}

static bool is_office(const reader *r, const actor_mention *a, const actor_mention *person) {
    return a->kind == ACTOR_GENERIC && a->code && strcmp(a->code, person->code) == 0 && names_forces(r, a) &&
           FEAT_GET(r->x->tokens[a->at.head_token].feats, NUMBER) == NUMBER_SING;
}

void spokesmen_mark(reader *r) {
    mentions *m = r->m;
    if (!r->lex) return;
    for (uint32_t i = 0; i < m->actor_count; i++) {
        actor_mention *a = &m->actors[i];
        if (a->kind != ACTOR_PERSON || !a->code || a->country[0] || strcmp(a->code, "MIL") != 0) continue;
        const actor_mention *before = i > 0 ? &m->actors[i - 1] : NULL, *behind = i + 1 < m->actor_count ? a + 1 : NULL;
        const bool marked = names_forces(r, a) || (before && is_office(r, before, a) && stand_side_by_side(r, before, a)) ||
                            (behind && is_office(r, behind, a) && stand_side_by_side(r, a, behind));
        if (!marked) continue;
        a->spokesman = true;
        if (a->coref < m->actor_count) m->actors[a->coref].spokesman = true;
    }
}
