/* The network reads sentence by sentence; a dispatch uses a name again and again. What one sentence says plainly settles what
 * another leaves open: a name found with a great margin decides the label of its weaker mentions, is found where the network
 * saw none, and a person's surname is the person. */
#ifndef DP_ANNOTATE_ENTITY_NAMES_H
#define DP_ANNOTATE_ENTITY_NAMES_H

#include "text/text.h"

/* The text's names made one over the whole of it, in order, none overlapping. */
dp_status entity_names(const text *x, arena *a, const name **out, uint32_t *n, dp_error *err);

#endif
