/* depeche actor NAME: who that is, and the claims in which they act or are acted upon. */
#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {
    {"place", 'p', "NAME", "at this place only"},
    {"claimant", 'c', "NAME", "put forward by this voice or outlet"},
    {"type", 't', "TYPE", "PLOVER type, control state, casualty role or CAMEO code"},
    {"from", 0, "DATE", "on or after"},
    {"to", 0, "DATE", "on or before"},
    PAGE_OPTIONS,
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static int run(cli *c) {
    ledger_filter filter;
    session s;
    int status;
    enum table_format format;
    if (!session_list_filter(c, &filter, &format)) return CLI_USAGE;
    filter.actor = c->arguments[0];
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = CLI_DONE;
    if (format == TABLE_HUMAN) {
        const ledger_filter who = {.actor = filter.actor, .with_names = filter.with_names};
        status = session_list(c, &s, LEDGER_ACTORS, &who);
        if (status == CLI_DONE) fputc('\n', stdout);
    }
    if (status == CLI_DONE) status = session_list(c, &s, LEDGER_CLAIMS, &filter);
    if (status == CLI_NOTHING) cli_message("no claim in %s names %s", session_ledger_path(c), filter.actor);
    session_close(&s);
    return status;
}

const cli_command command_actor = {
    .name = "actor",
    .summary = "one actor: its codes and the claims it stands in",
    .usage = "[OPTION]… NAME",
    .examples = "  depeche actor \"Islamic State\"\n"
                "  depeche actor SYRMIL --place \"Abu Kamal\"\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run,
};
