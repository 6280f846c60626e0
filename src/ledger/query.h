/* Where rows go, and the questions that more than one file asks. */
#ifndef DP_LEDGER_QUERY_H
#define DP_LEDGER_QUERY_H

#include "ledger/rows.h"

dp_status ask_passages(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err);
dp_status ask_conflicts(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err);
dp_status ask_claims(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err);

#endif
