/* A line on a terminal that says how far a long run has come. Nothing at all where standard error is no terminal. */
#ifndef DP_CLI_PROGRESS_H
#define DP_CLI_PROGRESS_H

#include "cli/cli.h"
#include "ingest/source.h"

typedef struct progress {
    bool shown; /* there is a line to clear */
    bool on;
    double started, last; /* seconds */
} progress;

void progress_begin(progress *p, const cli *c);
/* At most five times a second. */
void progress_show(progress *p, uint64_t dispatches, const ingest_progress *at);
/* Takes the line away, before a message or at the end. */
void progress_clear(progress *p);

#endif
