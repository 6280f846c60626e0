#include "cli/coder.h"

#include <stdlib.h>

const char *coder_name(const cli *c) {
    const char *const names[] = {cli_value(c, "coder"), getenv("DEPECHE_CODER"), getenv("LOGNAME"), getenv("USER")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] && *names[i]) return names[i];
    cli_message("who decides? name a coder: --coder NAME");
    return NULL;
}
