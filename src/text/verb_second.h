/* Mending trees of languages whose finite verb stands second and whose other verbs stand at the clause's end (those whose verbs
 * part with their prefix: TOKENS_SEPARABLE).
 *
 *   Der Oberst erklärte , Derna sei am Montag gefallen .      "Derna" hung on what was explained
 *                         Derna ◀─nsubj─ gefallen
 *
 *   Die Rebellen , sagte er , belagerten Derna .              "the rebels" called those who said so
 *   Die Rebellen ◀─nsubj─ belagerten ─▶ sagte, set in
 *
 *   Gefallen ist Derna nicht .                                "Gefallen" taken for the noun (a favour)
 *   Derna ◀─nsubj─ gefallen
 *
 * Tells all from the order of words: a nominal between a comma and a finite verb in the subjunctive begins a clause whose verb is
 * the last one before the next mark. */
#ifndef DP_TEXT_VERB_SECOND_H
#define DP_TEXT_VERB_SECOND_H

#include "text/text.h"

/* Changes heads and relations of one sentence's tokens where it fits; anything else stays. */
void verb_second_mend(token *tokens, const sentence *s);

#endif
