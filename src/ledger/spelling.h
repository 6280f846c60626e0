/* How claimants are shown: of the spellings of one folded name the first in the alphabet, among some of its claims; and whose
 * code they have. */
#ifndef DP_LEDGER_SPELLING_H
#define DP_LEDGER_SPELLING_H

#include "ledger/internal.h"

typedef struct spelling {
    const char *name, *basis; /* NULL where the ledger has none */
} spelling;

/* Of a folded name (claims.claimant_fold), in the arena; with_names: private persons' too. */
dp_status spelling_of(ledger *l, const char *fold, bool with_names, arena *a, spelling *out, dp_error *err);

/* The code of the actor that a claimant's lane is named after, "TCDGOV" of "Chad: government"; NULL where it names none: a
 * person, an outlet, "residents". In the arena or borrowed. */
dp_status spelling_code(ledger *l, const char *claimant, arena *a, const char **out, dp_error *err);

#endif
