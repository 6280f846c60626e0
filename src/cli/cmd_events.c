/* depeche events: claims of one happening together, with the span of their counts and everyone who speaks of it. */
#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {FILTER_OPTIONS, PAGE_OPTIONS, TABLE_OPTIONS, SESSION_OPTIONS, {NULL, 0, NULL, NULL}};

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    if (!session_list_filter(c, &filter, &format)) return CLI_USAGE;
    return session_answer(c, LEDGER_EVENTS, &filter, "claim");
}

const cli_command command_events = {
    .name = "events",
    .summary = "claims of one happening together: lowest, best and highest counts, and who says so",
    .usage = "[OPTION]…",
    .examples = "  depeche events --place \"Abu Kamal\"\n"
                "  depeche events --type killed --csv > events.csv\n"
                "  depeche claims --event C4K7      # the claims of one of them\n",
    .options = options,
    .run = run,
};
