/* What the words around a clause make of it: negation, certainty, tense. Private to manner.c and attribution. */
#ifndef DP_CLAIM_COLOUR_H
#define DP_CLAIM_COLOUR_H

#include "claim/clause.h"
#include "claim/cues.h"

/* Does a word beside the verb negate it? */
bool colour_negated(const cue_table *c, const clause_view *v, uint32_t verb);

#endif
