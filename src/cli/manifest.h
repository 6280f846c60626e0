/* The manifest of inputs as `read` uses it: files that did not change are passed over, and one that was being read when a run
 * ended is gone on with.
 *
 *   source thread   manifest_resume: how far did an earlier run come?         ─┐ the ledger's inputs
 *   sink            manifest_note: so far, in one transaction with the content ─┘                                            */
#ifndef DP_CLI_MANIFEST_H
#define DP_CLI_MANIFEST_H

#include "annotate/batch.h"
#include "ledger/ledger.h"

typedef struct manifest {
    ledger *ledger;
    bool again; /* read everything whatever was read before */
    /* of the file under way, by this run */
    uint64_t dispatches, rejected;
    bool unsure; /* something of it could not be read that may be readable another time */
    /* of files that were passed over */
    uint64_t files, known, known_rejected;
} manifest;

/* ingest_options.resume with the manifest as context. */
bool manifest_resume(void *context, ingest_mark *mark);
/* After an item was handed to the ledger. */
dp_status manifest_note(manifest *m, const batch_item *item, dp_error *err);

#endif
