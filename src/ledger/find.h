/* Finding a claim or a dispatch by what a person typed. */
#ifndef DP_LEDGER_FIND_H
#define DP_LEDGER_FIND_H

#include "ledger/internal.h"

typedef struct claim_key {
    int64_t dispatch_key, claim_no;
} claim_key;

/* `typed`: a content id or its beginning, or "dispatch/number". *found is false where there is none; an ambiguous beginning is
 * DP_E_USAGE with the first few in the remedy. */
dp_status find_claim(ledger *l, const char *typed, claim_key *out, bool *found, dp_error *err);

/* The row of the dispatch that a content id, its beginning or a given id names; DP_E_USAGE where it names several. */
dp_status find_dispatch_named(ledger *l, const char *typed, int64_t *key, bool *found, dp_error *err);

#endif
