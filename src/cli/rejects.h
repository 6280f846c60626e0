/* The reject file of `read`: one JSON object a line for each input that could not be read, so that a script can fetch it again.
 *
 *   {"file": "day.warc.gz", "line": 17, "code": "format", "message": "…", "remedy": "…"} */
#ifndef DP_CLI_REJECTS_H
#define DP_CLI_REJECTS_H

#include <stdio.h>

#include "cli/cli.h"

/* The file of --rejects, opened to be added to; *out is NULL where the option was not given. False after a message. */
bool rejects_open(const cli *c, FILE **out, int *status);
/* `to` may be NULL. */
void rejects_add(FILE *to, const dp_error *why);
/* False after a message where not all of it could be written. */
bool rejects_close(FILE *f);

#endif
