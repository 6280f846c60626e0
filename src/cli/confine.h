/* The sandbox (core/sandbox.h) as commands use it that parse what strangers wrote. */
#ifndef DP_CLI_CONFINE_H
#define DP_CLI_CONFINE_H

#include "cli/cli.h"

#define CONFINE_OPTION                                                                                                           \
    { "no-sandbox", 0, NULL, "parse without the sandbox, to look for faults" }

/* Before the ledger is opened: SQLite sorts what does not fit into memory beside it, unless the user names another folder with
 * SQLITE_TMPDIR or TMPDIR. So no folder need be open to which others write as well. */
void confine_prepare(const cli *c, const char *ledger);

/* Enters the sandbox unless --no-sandbox was given: from here on the inputs that the command line names can be read, and the
 * folder of `ledger` (NULL: none) be written, with SQLite's temporary files; nothing else is opened. Called once, when all else
 * is open and before threads are started. `more` are further paths that will be read, NULL-terminated; NULL: none. */
void confine(const cli *c, const char *ledger, const char *const *more);

/* The same for commands that ask the web and parse what comes: connections stay possible, and what names and certificates are
 * looked up in can be read (/etc, the system's libraries and data). `list`: the file of feeds, whose folder can be read, for who
 * edits a file puts another in its place; NULL: none. */
void confine_online(const cli *c, const char *ledger, const char *list);

#endif
