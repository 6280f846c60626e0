/* What watch and fetch share: the options of asking the web, and telling what becomes of it. */
#ifndef DP_CLI_WATCHING_H
#define DP_CLI_WATCHING_H

#include "cli/confine.h"
#include "cli/dictionaries.h"
#include "cli/session.h"

#define WATCHING_OPTIONS                                                                                                         \
    {"contact", 0, "ADDRESS", "who asks, for those who run servers: a page or a mail address ($DEPECHE_CONTACT)"},               \
        {"pause", 0, "SECONDS", "between two requests to a host (5)"}, {"parallel", 0, "N", "hosts asked at once (16)"},         \
        {"proxy", 0, "URL", "ask through this proxy (none, whatever the environment says)"},                                     \
        {"allow-private", 0, NULL, "ask machines of this house too: private, loopback and link-local addresses"},                \
        {"json", 0, NULL, "what happens as JSON Lines"}, CONFINE_OPTION, STORE_OPTION, DICTIONARY_OPTION, SESSION_OPTIONS

/* Watches the feeds of `list`, or with NULL fetches the command's arguments. Gives the exit status. */
int watching_run(cli *c, const char *list);

#endif
