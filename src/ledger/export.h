/* One claim as JSON, and numbers as exports write them. */
#ifndef DP_LEDGER_EXPORT_H
#define DP_LEDGER_EXPORT_H

#include "ledger/internal.h"

/* Appends the claim as one line: the contract's members, with mentions spelt out where `depeche annotate` gives indexes, and
 * "dispatch". Private persons are masked unless `with_names`. */
dp_status claim_json(ledger *l, const char *id, bool with_names, buf *out, dp_error *err);

/* Up to five decimals, with a point in any locale and without idle zeros: 34.45, 7.0; null for what is no number. */
void json_number(double v, buf *out);

#endif
