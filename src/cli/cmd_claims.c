/* depeche claims: the claims that fit a filter. */
#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {{"same", 0, "ID", "that say the same as this one: who else says it"},
                                     {"event", 0, "ID", "of the event that this claim tells of"},
                                     FILTER_OPTIONS,
                                     PAGE_OPTIONS,
                                     TABLE_OPTIONS,
                                     SESSION_OPTIONS,
                                     {NULL, 0, NULL, NULL}};

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    if (!session_list_filter(c, &filter, &format)) return CLI_USAGE;
    return session_answer(c, LEDGER_CLAIMS, &filter, "claim");
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
