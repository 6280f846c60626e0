/* Who decides: for the commands that write decisions. */
#ifndef DP_CLI_CODER_H
#define DP_CLI_CODER_H

#include "cli/cli.h"

#define CODER_OPTION                                                                                                             \
    { "coder", 0, "NAME", "who decides ($DEPECHE_CODER, or the login name)" }

/* --coder, $DEPECHE_CODER, the login name; NULL after a message. */
const char *coder_name(const cli *c);

#endif
