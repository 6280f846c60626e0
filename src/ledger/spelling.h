/* How claimants are shown: of the spellings of one folded name the first in the alphabet, among some of its claims. */
#ifndef DP_LEDGER_SPELLING_H
#define DP_LEDGER_SPELLING_H

#include "ledger/internal.h"

typedef struct spelling {
    const char *name, *basis; /* NULL where the ledger has none */
} spelling;

/* Of a folded name (claims.claimant_fold), in the arena; with_names: private persons' too. */
dp_status spelling_of(ledger *l, const char *fold, bool with_names, arena *a, spelling *out, dp_error *err);

#endif
