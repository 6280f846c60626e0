/* Sentences: where paragraphs and sentences begin, over pieces. */
#ifndef DP_TEXT_SENTENCE_H
#define DP_TEXT_SENTENCE_H

#include "text/tokenise.h"

/* A sentence is cut where it grows to this many tokens, so that what comes later stays bounded. */
#define SENTENCE_TOKENS_MAX 512u

/* Sets PIECE_PARAGRAPH. Wrapped lines are one paragraph, lines of lists and headlines are their own. */
void sentence_layout(pieces *p);
/* Sets PIECE_SENTENCE; needs PIECE_PARAGRAPH and the directions of quotation marks. */
void sentence_split(const token_rules *r, pieces *p, const char *bytes);

#endif
