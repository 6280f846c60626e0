/* depeche fetch: pages of the web into the ledger. */
#include "cli/commands.h"
#include "cli/watching.h"

static const cli_option options[] = {
    WATCHING_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static int run(cli *c) {
    return watching_run(c, NULL);
}

const cli_command command_fetch = {
    .name = "fetch",
    .summary = "fetch pages and read them into the ledger (uses the network)",
    .usage = "[OPTION]… URL…",
    .examples = "  depeche fetch https://wire.example/news/1 https://gazette.example/a\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = SIZE_MAX,
    .run = run,
};
