/* Limits of time on questions, and whether the content changed: for those who answer many people at once. */
#ifndef DP_LEDGER_DEADLINE_H
#define DP_LEDGER_DEADLINE_H

#include "ledger/ledger.h"

/* Questions asked of this handle end with DP_E_INTERRUPTED once `ms` from now have passed; 0 takes the limit away. Rows that were
 * handed on until then stand. */
void ledger_deadline(ledger *l, uint32_t ms);

/* Ends the question that another thread is asking of this handle; it gets DP_E_INTERRUPTED. The only call that does not wait for
 * the handle. */
void ledger_interrupt(ledger *l);

/* A number that is another one after each change that anybody else has written to the file since this handle was opened. Numbers
 * of two handles have nothing to do with each other. */
dp_status ledger_version(ledger *l, int64_t *out, dp_error *err);

#endif
