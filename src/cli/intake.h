/* What annotate and read share: paths and threads from the command line, and saying which inputs could not be read. */
#ifndef DP_CLI_INTAKE_H
#define DP_CLI_INTAKE_H

#include "annotate/batch.h"
#include "cli/cli.h"
#include "cli/paths.h"
#include "cli/progress.h"

#define INTAKE_OPTIONS {"threads", 0, "N", "work with N threads (as many as there are processors)"}, PATHS_OPTIONS

typedef struct intake {
    progress progress;
    uint64_t dispatches, rejected, noted;
    dp_error failure; /* of the run: what ends it, as opposed to one input's error */
} intake;

/* False after a message. */
bool intake_threads(const cli *c, unsigned *out);
/* The frame of commands that keep nothing: threads, inputs and pack are taken, the sandbox is closed around the work, all is
 * freed. Gives the exit status; a usage error where no file is named and standard input is a terminal. */
typedef int (*intake_work)(cli *c, const knowledge *k, unsigned threads, void *context);
int intake_run(cli *c, intake_work work, void *context);
/* For commands that read what is named only: is anything? False after a message. */
bool intake_named(const cli *c, int *status);
/* Their inputs: the files named, else JSON Lines on standard input; until interrupted. */
void intake_inputs(const cli *c, batch_options *out);
/* Names a rejected input, or what was put right in one, on standard error; after the first twenty only counts. */
void intake_say(intake *in, const batch_item *item);
/* The last words on what was rejected; the exit status so far. */
int intake_end(intake *in);

#endif
