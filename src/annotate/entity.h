/* Named entities, as the flat labels that other tools expect: who and where is known already, so names of places, actors and
 * persons come from the mentions; what is left of proper nouns is MISC. */
#ifndef DP_ANNOTATE_ENTITY_H
#define DP_ANNOTATE_ENTITY_H

#include "annotate/entity_names.h"
#include "mention/mention.h"

enum entity_label { ENTITY_PER, ENTITY_ORG, ENTITY_LOC, ENTITY_MISC };
const char *entity_label_name(unsigned label);

typedef struct entity {
    span at;
    uint8_t label;
} entity;

/* Sorted by start, never overlapping. */
dp_status entity_find(const entity_sources *from, const text *x, const mentions *m, arena *a, const entity **out, uint32_t *n,
                      dp_error *err);

#endif
