/* depeche events: claims of one happening together, with the span of their counts and everyone who speaks of it. */
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"

static const cli_option options[] = {FILTER_OPTIONS, PAGE_OPTIONS, TABLE_OPTIONS, SESSION_OPTIONS, {NULL, 0, NULL, NULL}};

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    session s;
    int status;
    if (!table_format_of(c, &format) || !session_filter(c, format == TABLE_HUMAN, &filter)) return CLI_USAGE;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = session_list(c, &s, LEDGER_EVENTS, &filter);
    if (status == CLI_NOTHING) cli_message("no claim in %s fits", session_ledger_path(c));
    session_close(&s);
    return status;
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
