/* The inputs of a command: the arguments, and the paths that --list FILE holds. */
#ifndef DP_CLI_PATHS_H
#define DP_CLI_PATHS_H

#include "cli/cli.h"

#define PATHS_OPTIONS                                                                                                            \
    {"list", 0, "FILE", "also read the paths in FILE (- : standard input), one a line or NUL between"}, {                        \
        "columns", 0, "MAP", "which columns of tables are what: text=body,date=published"                                        \
    }

typedef struct paths {
    char *bytes; /* of the list; the arguments point into it */
    const char **all;
} paths;

/* Reads the list, if one was given, behind the command's arguments, and checks the mapping of columns. False after a message,
 * with the exit status; paths_free is due in any case. */
bool paths_take(cli *c, paths *out, int *status);
void paths_free(paths *p);

#endif
