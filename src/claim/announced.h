/* Who took or lost a place, where only the verb above the noun tells: "announced the capture of Lashio". */
#ifndef DP_CLAIM_ANNOUNCED_H
#define DP_CLAIM_ANNOUNCED_H

#include "claim/reader.h"

/* Fills the holder of a capture, or who gave a place up, where the event is a noun that names nobody and a verb of the traits
 * `announces` or `concedes` ([traits] of events-words.rules) governs it whose subject bears arms or is a state. */
void announced_fill(reader *r, const trigger *g, claim *c);

#endif
