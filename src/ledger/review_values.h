/* Values of a review as people read them. */
#ifndef DP_LEDGER_REVIEW_VALUES_H
#define DP_LEDGER_REVIEW_VALUES_H

#include "ledger/internal.h"

/* "Abu Kamal, SY" for "174448" or for a name; what nobody knows is given back as it is. NULL where memory is out. */
const char *review_place_label(ledger *l, const char *value, arena *a, dp_error *err);

#endif
