/* What writing propositions and filing them in bulk have in common (relate.c, bulk.c). */
#ifndef DP_LEDGER_RELATE_H
#define DP_LEDGER_RELATE_H

#include "ledger/proposition.h"

/* Calls `take` for each proposition of the file from a key on, by key; its strings live until `take` returns. */
typedef dp_status (*proposition_fn)(void *context, ledger *l, const proposition *p, int64_t key, dp_error *err);
dp_status each_proposition(ledger *l, int64_t first_key, proposition_fn take, void *context, dp_error *err);

#endif
