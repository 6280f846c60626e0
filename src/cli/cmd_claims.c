/* depeche claims: the claims that fit a filter. */
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"

static const cli_option options[] = {{"same", 0, "ID", "that say the same as this one: who else says it"},
                                     {"event", 0, "ID", "of the event that this claim tells of"},
                                     FILTER_OPTIONS,
                                     PAGE_OPTIONS,
                                     TABLE_OPTIONS,
                                     SESSION_OPTIONS,
                                     {NULL, 0, NULL, NULL}};

static int run(cli *c) {
    ledger_filter filter;
    session s;
    int status;
    if (!session_filter(c, !cli_flag(c, "json") && !cli_flag(c, "csv"), &filter)) return CLI_USAGE;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = session_list(c, &s, LEDGER_CLAIMS, &filter);
    if (status == CLI_NOTHING) cli_message("no claim in %s fits", session_ledger_path(c));
    session_close(&s);
    return status;
}

const cli_command command_claims = {
    .name = "claims",
    .summary = "list claims: who says that what happened, where and when",
    .usage = "[OPTION]…",
    .examples = "  depeche claims --place \"Abu Kamal\" --type taken\n"
                "  depeche claims --actor SYRMIL --from 2017-11-08 --to 2017-11-12\n"
                "  depeche claims --same C4K7           # who else says so\n"
                "  depeche claims --claimant Observatory --csv > claims.csv\n",
    .options = options,
    .run = run,
};
