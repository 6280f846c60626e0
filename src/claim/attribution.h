/* Attribution: who says so. Finds every "X says …" of a dispatch, and the words that the writer holds at arm's length.
 * Cues are data: lang/<code>/attribution.rules. */
#ifndef DP_CLAIM_ATTRIBUTION_H
#define DP_CLAIM_ATTRIBUTION_H

#include "claim/claim.h"

typedef struct attribution_rules attribution_rules;
dp_status attribution_rules_open(const pack *p, attribution_rules **out, dp_error *err);
void attribution_rules_free(attribution_rules *r);

/* Fills out->attributions (sorted by content, outer before inner, parents set) and out->distance. */
dp_status attribution_find(const attribution_rules *r, const text *x, const mentions *m, arena *a, claims *out, dp_error *err);

/* How a clause is said, by negation, modality, hedges, tense and the attributions around it. `t` is the trigger. */
typedef struct manner {
    uint8_t polarity, certainty, tense;
    bool quoted;
    rule_ref rule; /* of the strongest word that decided; 0 where nothing but the verb form did */
} manner;
manner manner_of(const attribution_rules *r, const text *x, const claims *c, uint32_t t);

/* Attributions are sorted by their first token: the index of the first that begins behind token t. */
uint32_t claimants_behind(const claims *c, uint32_t t);

/* Is there an attribution whose content holds token t, and which says token `other` of itself, a few words from its cue? */
bool claimants_leave_out(const claims *c, uint32_t t, uint32_t other);

/* Does the byte at the offset lie in the words that name the source of what token t says ("volunteers who left it on Monday")? */
bool claimants_name(const claims *c, uint32_t t, uint32_t offset_bytes);

/* The chain of claimants of token t, outermost first, in the arena. */
dp_status claimants_of(const claims *c, uint32_t t, arena *a, const claimant **out, uint32_t *n);

#endif
