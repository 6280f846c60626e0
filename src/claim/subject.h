/* Voice (claim/voice.c) and subject of a verb (claim/subject.c). Private to the arguments. */
#ifndef DP_CLAIM_SUBJECT_H
#define DP_CLAIM_SUBJECT_H

#include "claim/tree.h"

bool subject_has_trait(const tree *t, unsigned k, unsigned trait); /* enum word_trait of the word at k */
bool subject_is_reflexive(const tree *t, unsigned c);
/* A nominal that hangs on a verb as if it had a preposition, and has none, and is no time. */
bool subject_is_bare(const tree *t, unsigned c);
bool voice_is_past_participle(const token *k);
bool voice_is_passive(const tree *t, unsigned v, int depth); /* depth: 0 */
/* "qui", "that": the noun that the relative clause hangs on; any other word is itself. */
unsigned subject_resolve_relative(const tree *t, unsigned s, unsigned verb);
/* What the tree calls a subject of v and does not agree with it, where words agree. */
bool subject_disagrees(const tree *t, unsigned v, unsigned c);
/* A subject has no preposition, no case of other arguments, and is no time. */
bool subject_is_possible(const tree *t, unsigned s);
unsigned subject_own(const tree *t, unsigned v);
unsigned subject_bare_nominal(const tree *t, unsigned v, unsigned before);
bool subject_is_infinitive(const tree *t, unsigned v);
bool subject_is_somebody(const tree *t, unsigned k);
/* The grammatical subject of v, or TREE_NONE. */
unsigned subject_of(const tree *t, unsigned v);
/* Is it the subject of the verb above, left unsaid: "dijo que tomó la ciudad"? */
bool subject_is_left_unsaid(const tree *t, unsigned v);
/* The nearest nominal before a verb that has no subject in the tree. */
unsigned subject_before(const tree *t, unsigned v);
/* A finite clause of its own: it has a subject, whatever the tree says. */
bool subject_is_wanted(const tree *t, unsigned v);

#endif
