/* From groups and atoms to mentions: spans, heads, codes and names. */
#ifndef DP_MENTION_ACTOR_EMIT_H
#define DP_MENTION_ACTOR_EMIT_H

#include "mention/actor_group.h"

/* The mention's place: words [first, end), `head` the word that bears it. */
mention_at actor_place(const actor_scan *s, uint32_t first, uint32_t end, uint32_t head, rule_ref rule);

/* Each fills all of *out but coref; false where memory is out. */
bool actor_emit_named(const actor_scan *s, uint32_t actor, actor_mention *out);
bool actor_emit_polity(const actor_scan *s, uint32_t polity, rule_ref rule, actor_mention *out);
bool actor_emit_group(const actor_scan *s, const actor_group *g, arena *a, actor_mention *out);
bool actor_emit_person(const actor_scan *s, uint32_t first, uint32_t end, arena *a, actor_mention *out);
/* An organisation that only the dispatch knows; `role` is what its head says, or NULL. */
bool actor_emit_unknown(const actor_scan *s, uint32_t first, uint32_t end, const role_record *role, arena *a, actor_mention *out);

#endif
