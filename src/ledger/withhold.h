/* Withholding: the ledger's owner marks a dispatch, a claim or a place, and no export shows it until the mark is taken back. It
 * stays in the ledger and in every answer on the owner's own screen. */
#ifndef DP_LEDGER_WITHHOLD_H
#define DP_LEDGER_WITHHOLD_H

#include "ledger/ledger.h"

typedef struct ledger_withheld {
    const char *kind;   /* dispatch, claim, place */
    const char *id;     /* content id */
    const char *label;  /* what a claim says, a dispatch's title, a place's name, with private persons masked; "" */
    const char *reason; /* or NULL */
} ledger_withheld;
typedef bool (*ledger_withheld_fn)(void *context, const ledger_withheld *w);

/* Marks what `typed` names: the content id of a claim, a dispatch or a place or a beginning of it that is unique, or a GeoNames
 * number. `reason` may be NULL; a second mark replaces the first one's reason. *out (texts in the arena) says what it was.
 * DP_E_USAGE where it names nothing, or several. The ledger must be open for writing. */
dp_status ledger_withhold(ledger *l, const char *typed, const char *reason, arena *a, ledger_withheld *out, dp_error *err);
/* Takes the mark back; *found is false where there was none. */
dp_status ledger_release(ledger *l, const char *typed, arena *a, ledger_withheld *out, bool *found, dp_error *err);
/* Which mark keeps a claim (a whole content id) out of exports; *found is false where none does. */
dp_status ledger_withheld_claim(ledger *l, const char *claim, arena *a, ledger_withheld *out, bool *found, dp_error *err);

/* All marks, by kind and id. */
dp_status ledger_withheld_list(ledger *l, ledger_withheld_fn fn, void *context, dp_error *err);

#endif
