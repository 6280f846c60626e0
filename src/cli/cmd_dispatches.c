/* depeche dispatches: what was read. */
#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {
    {"place", 'p', "NAME", "with a claim at this place"},
    {"actor", 'a', "NAME", "with a claim by or against this actor"},
    {"claimant", 'c', "NAME", "of this outlet, or citing this voice"},
    {"from", 0, "DATE", "dated on or after: 2017, 2017-11 or 2017-11-09"},
    {"to", 0, "DATE", "dated on or before"},
    {"text", 0, "WORDS", "with a sentence that holds these words"},
    {"lang", 0, "CODE", "in this language"},
    PAGE_OPTIONS,
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    if (!session_list_filter(c, &filter, &format)) return CLI_USAGE;
    return session_answer(c, LEDGER_DISPATCHES, &filter, "dispatch");
}

const cli_command command_dispatches = {
    .name = "dispatches",
    .summary = "list what was read, with copies and voices",
    .usage = "[OPTION]…",
    .examples = "  depeche dispatches\n"
                "  depeche dispatches --lang fr --from 2017-11-10 --json\n",
    .options = options,
    .run = run,
};
