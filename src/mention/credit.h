/* Credits: whose text a dispatch says it carries. A news agency or outlet (an actor of sector MED, world/actors/media.rules) is
 * credited where it stands as a mark, and not in a sentence:
 *
 *   dateline   "PARIS, 9 nov (AFP) - …"  "AFP - …"  "КИЕВ, 20 мар — Интерфакс. …"      at the head of the text
 *   bracket    "… dit-il. (avec AFP et Reuters)"                                        at its end
 *   line       "Source: Associated Press"  "© AFP 2017"                                 a short first or last line of its own
 *
 * "Reuters could not verify the report" credits nobody. */
#ifndef DP_MENTION_CREDIT_H
#define DP_MENTION_CREDIT_H

#include "mention/mention.h"

/* One credit for each name, the first, in the order of the text. Reads actors, adds credits, which
 * point at them: after all who add or sort actors. */
dp_status credit_find(const text *x, arena *a, mentions *out, dp_error *err);

#endif
