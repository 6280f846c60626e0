/* Lanes as flat rows (the structured answer is ledger_lanes_of). */
#ifndef DP_LEDGER_LANE_H
#define DP_LEDGER_LANE_H

#include "ledger/query.h"

dp_status ask_lanes(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err);

#endif
