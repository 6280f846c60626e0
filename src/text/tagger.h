/* Tagger: parts of speech, features and lemmas of one sentence.
 *
 * A greedy, left-to-right linear classifier over hashed features (M. Collins, "Discriminative training methods for hidden
 * Markov models", 2002), int8 weights. All that depends on a word form alone is summed once and kept in a cache of word types:
 *
 *   score(class) = own[w0] + left[w-1] + right[w+1] + …      rows cached with the word type
 *                + rows of the two previous tags and of pairs with them
 *
 * Lemma and features come from the lexicon's reading that agrees with the class, else from the ending. */
#ifndef DP_TEXT_TAGGER_H
#define DP_TEXT_TAGGER_H

#include "text/model.h"
#include "text/text.h"

/* Fills upos, feats, lemma and lemma_hash of tokens[first..end), one sentence; form, form_hash and flags must stand. Lemmas
 * live in the model or in the arena. `s` must have been made for `m`. */
dp_status tagger_run(const model *m, linguistic_scratch *s, arena *a, token *tokens, uint32_t first, uint32_t end, dp_error *err);

#endif
