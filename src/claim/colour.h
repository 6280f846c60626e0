/* What the words around a clause make of it: negation, certainty, tense. Private to manner.c and attribution. */
#ifndef DP_CLAIM_COLOUR_H
#define DP_CLAIM_COLOUR_H

#include "claim/clause.h"
#include "claim/cues.h"

/* manner_of for a sentence whose tree is open. */
manner manner_in(const cue_table *c, const clause_view *v, const claims *known, uint32_t t);
/* … of a noun that names a happening as known ("will investigate the murder"): what is done with it is not done to it, but for
 * verbs that say so themselves ("prevent the murder"). */
manner manner_of_known(const cue_table *c, const clause_view *v, const claims *known, uint32_t t);
/* … of a noun that the verb supports ("would come under attack"): what is said of the verb is said of the noun. The verb may be
 * TOKEN_NONE. */
manner manner_supported(const cue_table *c, const clause_view *v, const claims *known, uint32_t t, uint32_t verb);

/* Does a word beside the verb negate it? */
bool colour_negated(const cue_table *c, const clause_view *v, uint32_t verb);

#endif
