/* Mending trees: what a parser takes for a phrase though the sentence needs its verb.
 *
 *   Police seized rifles and explosives .          "seized rifles" as in "seized property", "police" compounded with it
 *   ─▶ Police ◀─nsubj─ seized ─obj─▶ rifles
 *
 *   its troops had lost Bendery           "lost Bendery" as in "lost property", the object of "had"
 *   ─▶ troops ◀─nsubj─ lost ─obj─▶ Bendery, "had" its auxiliary
 *
 *   Город удерживают войска .     "the town they-hold troops": what agrees with the verb is its subject
 *   ─▶ войска ◀─nsubj─ удерживают ─obj─▶ город
 *
 * Short sentences of agencies look like noun phrases; a sentence that ends in a full stop, has a nominal root, no finite verb,
 * and a past form between a name and that root, is read as a clause. A word that the tagger calls an
 * auxiliary has no object of its own. Tells both from tags and relations alone, in any language. */
#ifndef DP_TEXT_TREE_MEND_H
#define DP_TEXT_TREE_MEND_H

#include "text/text.h"

/* Changes heads and relations of one sentence's tokens where it fits; anything else stays. */
void tree_mend(token *tokens, const sentence *s);

#endif
