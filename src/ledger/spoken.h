/* Who speaks, by name: claimants of lanes, of chains, and outlets. A filter gives a part of a name, which no index finds. But
 * each name once is little, so that a handle that only reads keeps them while the file stays as it is.
 *
 *   "border" ──▶ claims.claimant_fold: "border guards", "the border post"   ──▶ … IN (?1, ?2)
 *
 * Under the handle's lock. */
#ifndef DP_LEDGER_SPOKEN_H
#define DP_LEDGER_SPOKEN_H

#include "ledger/internal.h"

#define SPOKEN_MOST 16u /* names that are told */

typedef struct spoken_list {
    const char *at[SPOKEN_MOST]; /* as the column spells them; in the arena */
    uint32_t n;
    bool many; /* more hold it than are told, or there are too many to keep: the question itself has to look */
} spoken_list;

/* The names of the column that hold `part`, which is folded. */
dp_status spoken_holding(ledger *l, enum spoken_column column, const char *part, arena *a, spoken_list *out, dp_error *err);
void spoken_free(ledger *l);

#endif
