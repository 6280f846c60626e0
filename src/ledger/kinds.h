/* Rare kinds of claims: a PLOVER type or mode, a control state, a CAMEO code, an ACLED sub-event, a role of casualties. Lists of
 * claims are walked in their order until enough of a kind are met; of a kind that few dispatches tell of nearly all would be
 * passed by, and of one that none tells of, all. So the dispatches of rare kinds are kept, until there are KIND_FEW of them:
 *
 *   kinds(kind, common) ─┬─ common: met often enough         rare_kinds(kind, dispatch_key): all dispatches of the others
 *                        └─ a kind that is not there: no claim is of it
 *
 * A kind stays common when its dispatches go. Kinds are written in lower case. */
#ifndef DP_LEDGER_KINDS_H
#define DP_LEDGER_KINDS_H

#include "ledger/filter.h"

/* A claim of the dispatch is of that kind; NULL and "" are none. Inside a batch. */
dp_status kinds_note(ledger *l, int64_t dispatch_key, const char *kind, dp_error *err);
/* What is remembered of kinds is no longer sure: a batch was dropped, rows were deleted, another program wrote. */
void kinds_forget(ledger *l);

/* Is each kind rare that a filter's type may mean? */
dp_status kinds_are_rare(ledger *l, const char *type, bool *out, dp_error *err);
/* "SELECT dispatch_key …" of the dispatches that tell of them, where they are. */
void kinds_rows(const char *type, filter_sql *q);

#endif
