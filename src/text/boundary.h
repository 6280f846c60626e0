/* Where sentences begin, asked of a trained model: the rules of sentence.c decide first, and at the points where a sentence
 * could begin the model looks at the words, marks and shapes around and may say otherwise.
 *
 *   … le général Martin . | Les combats …     final mark, next word a capital: rules say yes, so does the model
 *   … Grossesse et allaitement | Aucune …     no mark at all: rules say no, the model knows headings
 *
 * A language without models/<lang>.boundaries goes by the rules alone. */
#ifndef DP_TEXT_BOUNDARY_H
#define DP_TEXT_BOUNDARY_H

#include <stdbool.h>

#include "text/hashed.h"
#include "text/tokenise.h"

#define BOUNDARY_FEATURES 32u

/* The sentence under way: what the features look back at. */
typedef struct boundary_state {
    uint32_t first;                   /* piece that began it */
    uint32_t words, capitals, points; /* words of it so far, those with a capital, points that could have ended it */
    bool headline;                    /* a short paragraph without a final mark: nothing is cut in it where no mark stands */
    uint32_t open;                    /* quotation marks and brackets that wait to be closed */
} boundary_state;

void boundary_begin(boundary_state *s, uint32_t piece);
/* A paragraph begins at piece i; comes before boundary_begin. */
void boundary_paragraph(boundary_state *s, const pieces *p, uint32_t i);
/* Goes over piece i. */
void boundary_pass(boundary_state *s, const piece *x);

/* May a sentence begin at piece i, for all that its surroundings say? i > 0, no first piece of a paragraph. */
bool boundary_possible(const token_rules *r, const boundary_state *s, const pieces *p, const char *bytes, uint32_t i);
/* What speaks for or against it; PIECE_SENTENCE of piece i must say what the rules think. Gives the number of features. */
uint32_t boundary_features(const pieces *p, const char *bytes, const boundary_state *s, uint32_t i,
                           uint32_t out[BOUNDARY_FEATURES]);

/* Sets or clears PIECE_SENTENCE after sentence_split. */
void boundary_decide(const hashed_weights *w, const token_rules *r, pieces *p, const char *bytes);

#endif
