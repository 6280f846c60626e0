/* depeche decisions: the coders' log. */
#include "cli/commands.h"
#include "cli/session.h"

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
    enum table_format format;
    ledger_filter filter;
    if (!session_list_filter(c, &filter, &format)) return CLI_USAGE;
    filter.coder = cli_value(c, "coder");
    filter.orphaned = cli_flag(c, "orphaned");
    return session_answer(c, LEDGER_DECISIONS, &filter, "decision");
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
