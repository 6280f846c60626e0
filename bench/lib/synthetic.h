/* Dispatches that nobody wrote, as annotations ready for the ledger: the same numbers give the same dispatches on any machine.
 *
 *   number ──▶ story (a third are copies of a recent one) ──▶ sentences of ACTOR VERB PLACE DAY FILLER, CLAIMANT said ──▶
 * annotation
 *
 * The shape follows what `depeche read` makes of news: some 650 characters, eight sentences, seven claims, fourteen actors and
 * nine places named in a dispatch; places, actors and outlets as uneven as in the world (Zipf), days over four years. Words are
 * made of syllables. */
#ifndef DP_BENCH_SYNTHETIC_H
#define DP_BENCH_SYNTHETIC_H

#include "annotate/annotate.h"

typedef struct synthetic synthetic;
/* NULL where memory ran out. `k` folds the words and numbers the rules. */
synthetic *synthetic_new(const knowledge *k);
void synthetic_free(synthetic *s);
/* Lives until the next call; NULL where memory ran out. */
const annotation *synthetic_dispatch(synthetic *s, uint64_t number);

#endif
