/* Claimants: how much each says, and who contradicts whom. */
#ifndef DP_LEDGER_VOICES_H
#define DP_LEDGER_VOICES_H

#include "ledger/ledger.h"

/* One row a claimant, those first who say most: claimant, basis, claims, dispatches, voices, first_day, last_day. Uses claimant
 * (part of the name), limit and offset. */
dp_status ledger_claimants(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err);

/* One row a pair of claimants, kind and field, the most frequent first: a, b, kind, field, count. Of what contradicts, each pair
 * stands once; of what denies, b denies a. Counted are pairs of propositions, so that copies count once. Uses place, from, to,
 * limit. */
dp_status ledger_matrix(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err);

#endif
