/* A line on a terminal that says how far a long run has come. Nothing at all where standard error is no terminal. */
#ifndef DP_CLI_PROGRESS_H
#define DP_CLI_PROGRESS_H

#include "cli/cli.h"
#include "ingest/source.h"

typedef struct progress {
    bool shown; /* there is a line to clear */
    bool on;
    double started, last; /* seconds */
    uint64_t total;       /* bytes of all inputs; 0: not known */
    bool seen;
    uint64_t first; /* bytes that were done when it first was shown: an earlier run's */
} progress;

void progress_begin(progress *p, const cli *c);
/* The bytes of all inputs, which the time that is left is told by; nothing is measured where nothing is shown. */
void progress_measure(progress *p, const char *const *paths, size_t n);
/* At most five times a second. */
void progress_show(progress *p, uint64_t dispatches, const ingest_progress *at);
/* Takes the line away, before a message or at the end. */
void progress_clear(progress *p);

#endif
