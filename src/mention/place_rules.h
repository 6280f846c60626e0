/* What the words around a name say about it: lang/<code>/places.rules, compiled into "<lang>/place-cues" (a phrase table)
 * and "<lang>/place-cue-list" (place_cue[]). A word may play several roles; roles are bits. */
#ifndef DP_MENTION_PLACE_RULES_H
#define DP_MENTION_PLACE_RULES_H

#include "core/pack.h"

typedef struct place_rules place_rules;
dp_status place_rules_open(const pack *p, place_rules **out, dp_error *err);
void place_rules_free(place_rules *r);

#endif
