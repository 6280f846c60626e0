/* How a clause is said: the verb's own form only, until the word lists are read. */
#include "claim/attribution.h"

manner manner_of(const attribution_rules *r, const text *x, const claims *c, uint32_t t) {
    (void)r, (void)c;
    manner m = {.polarity = POLARITY_AFFIRMED, .certainty = CERTAINTY_CERTAIN, .tense = CLAIM_PAST};
    const token *k = &x->tokens[t];
    if (FEAT_GET(k->feats, POLARITY) == POLARITY_NEG) m.polarity = POLARITY_NEGATED;
    if (FEAT_GET(k->feats, TENSE) == TENSE_FUT) m.tense = CLAIM_FUTURE;
    m.quoted = (k->flags & TOKEN_QUOTED) != 0;
    return m;
}
