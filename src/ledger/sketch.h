/* Sketches: the numbers by which two texts are compared without reading either again.
 *
 *   units ─▶ hash of each run (unit.h) ─▶ those below 2^32 / 2^rate, at most SKETCH_MAX ─▶ one in sixteen is indexed
 *         └▶ hash of each number in digits ─▶ likewise, at most NUMBERS_MAX
 *
 * A text of up to about 500 words is compared by all its runs, a longer one by 256 to 512 of them. */
#ifndef DP_LEDGER_SKETCH_H
#define DP_LEDGER_SKETCH_H

#include "ledger/unit.h"

#define SKETCH_MAX   512u
#define NUMBERS_MAX  32u
#define AGENCIES_MAX 4u
#define INDEXED_MAX  48u

typedef struct sketch {
    uint32_t at[SKETCH_MAX]; /* ascending, each once */
    uint32_t n, rate;
    uint32_t numbers[NUMBERS_MAX]; /* ascending, each once */
    uint32_t number_count, number_rate;
    uint32_t agencies[AGENCIES_MAX]; /* hashes of the names that are credited */
    uint32_t agency_count;
} sketch;

/* Without agencies. Keeps the hashes below the threshold; while there are too many, the threshold is halved. Equal texts, equal
 * sketches. */
dp_status sketch_make(const unit_list *units, arena *a, sketch *out, dp_error *err);
/* Those that stand in the index, ascending: one in sixteen by a second mix, and always the six whose mix is least, so that
 * a short text is found too. Gives their number. */
uint32_t sketch_indexed(const sketch *s, uint32_t out[INDEXED_MAX]);

typedef struct sketch_likeness {
    double share;  /* of the shorter text's runs that the other has, at the coarser of both rates: 0 to 1 */
    uint32_t runs; /* how many runs that is, by estimate where they were sampled */
} sketch_likeness;
sketch_likeness sketch_compare(const sketch *a, const sketch *b);

/* A sketch laid out to be compared with several: each of their runs is asked for, instead of both lists walked in step. */
#define SET_BITS  16384u
#define SET_SLOTS 1024u
typedef struct sketch_set {
    const sketch *of;
    uint64_t bits[SET_BITS / 64]; /* by the lowest bits of a run: most that are not there are told by these */
    uint32_t slots[SET_SLOTS];    /* open addressing; 0 is free */
    bool has_zero;
} sketch_set;
void sketch_set_make(const sketch *s, sketch_set *out);
sketch_likeness sketch_set_compare(const sketch_set *a, const sketch *b); /* as sketch_compare */

/* Two bulletins of one form: much the same words around other numbers. True where the text with fewer numbers has five or
 * more of them and the other lacks most. */
bool sketch_other_numbers(const sketch *a, const sketch *b);
/* Do both credit one agency? */
bool sketch_same_agency(const sketch *a, const sketch *b);

#endif
