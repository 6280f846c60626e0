/* How the arguments of a trigger are put together; arguments_collect (claim/tree.h) is what others call.
 * All fill `out` in place, allocate nothing, and leave out what no longer fits (TREE_ARGS_MAX). Tokens are counted from the
 * tree's first. Any thread may call them, each with its own `out`. */
#ifndef DEPECHE_CLAIM_ARGUMENT_H
#define DEPECHE_CLAIM_ARGUMENT_H

#include "claim/subject.h"

/* A token with those that are coordinated or listed with it, once each; a time is nobody's subject or object. TREE_NONE adds
 * nothing. `prep` is the key of its preposition, 0 for none. */
void argument_add(const tree *t, arguments *out, unsigned token, uint8_t slot, uint64_t prep);

/* A nominal in the slot of its preposition; `bare` is its slot where it has none. */
void argument_add_oblique(const tree *t, arguments *out, unsigned c, uint8_t bare);

/* A nominal without preposition in the slot of its case; false where its case tells nothing. */
bool argument_add_by_case(const tree *t, arguments *out, unsigned c, bool verb);

/* A child of the trigger in the slot of its relation; `verb`: of a verb, not of a noun. */
void argument_add_child(const tree *t, arguments *out, unsigned c, bool verb);

/* The object of v that the tree takes for its subject, or TREE_NONE. */
unsigned argument_taken_for_subject(const tree *t, unsigned v);

/* Is it one of several, or one that is brought up for the first time? */
bool argument_is_one_of_several(const tree *t, unsigned k);

/* All of a noun that tells an event. `entry_flags` are its lexicon entry's. */
void argument_of_noun(const tree *t, unsigned k, uint8_t entry_flags, arguments *out);

#endif
