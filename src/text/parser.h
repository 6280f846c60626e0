/* Parser: the dependency tree of one tagged sentence.
 *
 * Greedy arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011), trained with a dynamic oracle and exploration
 * (Goldberg and Nivre 2013); a linear model for the arcs, another for their labels. Linear time; exactly one root, always a tree.
 *
 *   stack … s2 s1 s0 | b0 b1 b2 … buffer      SHIFT  b0 to the stack
 *                                             LEFT   s0 hangs on b0
 *                                             RIGHT  s0 hangs on s1 */
#ifndef DP_TEXT_PARSER_H
#define DP_TEXT_PARSER_H

#include "text/model.h"
#include "text/text.h"

#define PARSER_TOKENS_MAX 512 /* what follows in a longer sentence is parsed on its own and hung on its first root */

/* Fills head (an index into tokens; TOKEN_NONE for the root), deprel and margin of tokens[first..end), one sentence that
 * tagger_run has seen. `s` must have been made for `m`. */
void parser_run(const model *m, linguistic_scratch *s, token *tokens, uint32_t first, uint32_t end);

#endif
