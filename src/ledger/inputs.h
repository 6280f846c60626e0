/* The manifest of inputs: how far each file was read, written in one transaction with what was read of it. */
#ifndef DP_LEDGER_INPUTS_H
#define DP_LEDGER_INPUTS_H

#include "ledger/internal.h"

/* Remembers how far a file was read until the batch ends; one that is done is written at once. Inside a batch. */
dp_status inputs_put(ledger *l, const ledger_input *in, dp_error *err);
/* Writes what is remembered, before a batch ends. */
dp_status inputs_flush(ledger *l, dp_error *err);
void inputs_drop(ledger *l); /* a batch was taken back, or the handle is closed */
/* After dispatches were taken out: every file is read again. */
dp_status inputs_forget(ledger *l, dp_error *err);

#endif
