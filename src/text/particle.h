/* The two ends of a German clause. Separable verbs: a prefix that stands at the end of its clause belongs to the verb's lemma.
 *
 *   Die Armee nahm die Stadt ein .        nahm: lemma "nehmen" ─▶ "einnehmen";  nahm ─compound─▶ ein
 *
 * Which words are such prefixes is data: [separable prefixes] of lang/<code>/tokens.rules. One is joined to the verb that the
 * parser hangs it on, or, where the parser took it for something else, to the nearest finite verb before it if nothing of the
 * clause follows. Languages that list none are left as they are. */
#ifndef DP_TEXT_PARTICLE_H
#define DP_TEXT_PARTICLE_H

#include "text/text.h"
#include "text/tokenise.h"

/* Changes lemmas, and heads and relations of such prefixes, of one sentence's tokens. New lemmas are in `a`. NOMEM. */
dp_status particle_join(const token_rules *r, token *tokens, const sentence *s, arena *a, dp_error *err);

#endif
