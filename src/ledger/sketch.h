/* Sketches: a few numbers that tell how much two texts have in common. Texts are seen as their runs of five words
 * (w-shingles: Broder, "On the resemblance and containment of documents", 1997), folded, so that case, marks, quotation marks
 * and line breaks do not count.
 *
 *   words ─▶ hash of each run of five ─▶ those below 2^32 / 2^rate, at most SKETCH_MAX ─▶ one in sixteen is indexed
 */
#ifndef DP_LEDGER_SKETCH_H
#define DP_LEDGER_SKETCH_H

#include "text/text.h"

#define SKETCH_MAX  128u
#define INDEXED_MAX 24u

typedef struct sketch {
    uint32_t at[SKETCH_MAX]; /* ascending, each once */
    uint32_t n, rate;
} sketch;

/* Keeps the hashes below the threshold; while there are too many, the threshold is halved. Equal texts, equal sketches. */
dp_status sketch_make(const text *x, arena *a, sketch *out, dp_error *err);
/* Those that stand in the index, ascending: one in sixteen by a second mix, and always the three whose mix is least, so that
 * a short text is found too. Gives their number. */
uint32_t sketch_indexed(const sketch *s, uint32_t out[INDEXED_MAX]);
/* The share of the shorter text's runs that the other has, at the coarser of both rates: 0 to 1. */
double sketch_share(const sketch *a, const sketch *b);

#endif
