/* The network reads sentence by sentence; a dispatch uses a name again and again. What one sentence says plainly settles what
 * another leaves open: a name found with a great margin decides the label of its weaker mentions, is found where the network
 * saw none, and a person's surname is the person. What the pack knows of the name's words has a vote too. */
#ifndef DP_ANNOTATE_ENTITY_NAMES_H
#define DP_ANNOTATE_ENTITY_NAMES_H

#include "text/text.h"
#include "text/word_flags.h"

typedef struct entity_sources {
    const word_flags *words;
    const fold_table *fold;
} entity_sources;

/* The text's names made one over the whole of it, in order, none overlapping. */
dp_status entity_names(const entity_sources *from, const text *x, arena *a, const name **out, uint32_t *n, dp_error *err);

#endif
