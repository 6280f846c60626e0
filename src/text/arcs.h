/* Arcs: the best tree of a sentence over the scores of all pairs of words.
 *
 *   up to EISNER_MAX words   the best projective tree with one root (J. Eisner, "Three new probabilistic models for dependency
 *                            parsing", 1996), exactly: words without the root span by span, then the best root over the whole
 *   above                    the best head of each word; where these make cycles, each one is cut where moving one of its words
 *                            below a word that is tied to the root costs least
 *
 * The first takes n³/2 additions, eight at a time, the second n²; neither recurses. A tree always results. */
#ifndef DP_TEXT_ARCS_H
#define DP_TEXT_ARCS_H

#include <stdint.h>

#define EISNER_MAX    128u
#define EISNER_STRIDE (EISNER_MAX + 16u) /* the last spans are read in steps of eight */

#define ARCS_ROOT UINT32_MAX

#define ARCS_SCORE_MIN (-(1 << 22))

/* Arcs are scored by how far they stay behind the best arc of their dependent, divided by 2^shift and cut at −2^22, so that the
 * sums of whole sentences fit in 32 bits; what is no span is −2^30. Each kind of span is kept by its beginning or, where it
 * stands on the right of a sum, by its end ("to"): then the spans that are joined stand side by side. What lies behind the end of
 * a row is never a span.
 */
typedef struct eisner {
    uint32_t n;
    const int32_t *scores; /* [dependent][head], rows of `stride` */
    uint32_t stride;
    int32_t right[EISNER_MAX][EISNER_STRIDE];        /* [i][j]: all that i governs on its right up to j */
    int32_t right_to[EISNER_MAX][EISNER_STRIDE];     /* the same, [j][i] */
    int32_t left[EISNER_MAX][EISNER_STRIDE];         /* [i][j]: all that j governs on its left from i on */
    int32_t left_to[EISNER_MAX][EISNER_STRIDE];      /* the same, [j][i] */
    int32_t open_right[EISNER_MAX][EISNER_STRIDE];   /* [i][j]: i governs j, whose right side is still to come */
    int32_t open_left_to[EISNER_MAX][EISNER_STRIDE]; /* [j][i]: j governs i, whose left side is still to come */
} eisner;

void eisner_init(eisner *e);

/* A stretch of a sentence whose best tree is still to be read off. */
typedef struct eisner_span {
    uint16_t from, to;
    uint8_t kind;
} eisner_span;

/* The memory of arcs_decode for sentences of up to `max` words. */
typedef struct arcs_memory {
    eisner spans;
    eisner_span todo[4 * EISNER_MAX]; /* a word begins and ends at most two spans each */
    uint32_t *mark;                   /* [max] */
    uint32_t shift;                   /* so great that what is cut is no tree's arc, see arcs_shift */
} arcs_memory;

struct kernel_steps;

/* The least shift with which scores are cut at 50 logits or more, where a unit is `unit` logits: e⁻⁵⁰ is nobody's head. */
uint32_t arcs_shift(float unit);

/* `scores` is [n][stride]: of word d, column h is its score below word h, column n below the root; the column of the word itself
 * means nothing. They are made relative in place. heads[d] is a word or ARCS_ROOT, for exactly one d. */
void arcs_decode(const struct kernel_steps *steps, arcs_memory *m, int32_t *scores, uint32_t n, uint32_t stride, uint32_t *heads);

#endif
