/* depeche decisions: the coders' log. */
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"

static const cli_option options[] = {
    {"coder", 0, "NAME", "of this coder"},
    {"orphaned", 0, NULL, "those whose claim is gone"},
    {"limit", 'n', "N", "at most N rows (people: 100, programs: all)"},
    {"offset", 0, "N", "skip the first N"},
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static int run(cli *c) {
    ledger_filter filter;
    session s;
    int status;
    if (!session_filter(c, !cli_flag(c, "json") && !cli_flag(c, "csv"), &filter)) return CLI_USAGE;
    filter.coder = cli_value(c, "coder");
    filter.orphaned = cli_flag(c, "orphaned");
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = session_list(c, &s, LEDGER_DECISIONS, &filter);
    if (status == CLI_NOTHING) cli_message("no decision in %s fits", session_ledger_path(c));
    session_close(&s);
    return status;
}

const cli_command command_decisions = {
    .name = "decisions",
    .summary = "list what coders decided, in the order of their decisions",
    .usage = "[OPTION]…",
    .examples = "  depeche decisions --coder ana --json\n"
                "  depeche decisions --orphaned\n",
    .options = options,
    .run = run,
};
