/* Runs that write very much: as many propositions as a sixteenth of what was there, so that an empty ledger is filled in this way
 * from the first dispatch on. Such a run does without what can be made at its end in one pass:
 *
 *   relations       made at once, as ever; but counterparts are looked for on the shelf (shelf.h)
 *   proposition_blocks ─ filled from the shelf, in its own order
 *   late indexes    made by one sort each, where the run writes half as much as was there
 *   events          worked out as a whole
 *
 * `unfiled` says so in the file, from the first such batch on: whoever opens the next batch and has no shelf, after a kill or as
 * another writer, files the blocks first. So that a writer who sees that another one wrote drops his shelf, and of two none goes
 * without the other's propositions. */
#ifndef DP_LEDGER_BULK_H
#define DP_LEDGER_BULK_H

#include "ledger/internal.h"
#include "ledger/shelf.h"

/* At the beginning of a run and of each batch, inside the batch's transaction. */
void bulk_begin_run(ledger *l);
dp_status bulk_begin_batch(ledger *l, dp_error *err);
/* After each dispatch of a batch: a run goes over as soon as it is large, because one dispatch at a time costs four times as
 * much. */
dp_status bulk_step(ledger *l, dp_error *err);
/* Writes what is staged, files what is on the shelf and goes on without it: before anything is taken out of the ledger. */
dp_status bulk_leave(ledger *l, dp_error *err);
/* The same when the run ends: its events are worked out next. */
dp_status bulk_end_run(ledger *l, dp_error *err);
/* A batch was taken back: the shelf knows what the file does not. */
void bulk_drop(ledger *l);
/* Files what a run that was killed has left unfiled. Inside a transaction. */
dp_status bulk_recover(ledger *l, dp_error *err);

#endif
