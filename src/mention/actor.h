/* Actors: names that are known (world/actors/), demonyms and generic heads that compose (lang/<code>/actors.rules),
 * persons and offices. Codes are CAMEO's actor codes (Gerner, Schrodt, Yilmaz: CAMEO codebook 1.1b3) with PLOVER's sectors. */
#ifndef DP_MENTION_ACTOR_H
#define DP_MENTION_ACTOR_H

#include "mention/mention.h"

dp_status actor_rules_open(const pack *p, actor_rules **out, dp_error *err);
void actor_rules_free(actor_rules *r);

/* Fills out->actors. Uses out->date (offices and names hold from–to). */
dp_status actor_find(const actor_rules *r, const text *x, arena *a, mentions *out, dp_error *err);

#endif
