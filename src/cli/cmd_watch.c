/* depeche watch: feeds on the web into the ledger, until it is ended. */
#include "cli/commands.h"
#include "cli/watching.h"

static const cli_option options[] = {
    {"once", 0, NULL, "ask each feed once, read what is new, and end"},
    {"interval", 0, "TIME", "between two requests for a feed: 90s, 15m, 2h, 1d (15m)"},
    {"items-only", 0, NULL, "take the items as they stand in the feeds and fetch no page"},
    WATCHING_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static int run(cli *c) {
    return watching_run(c, c->arguments[0]);
}

const cli_command command_watch = {
    .name = "watch",
    .summary = "fetch what the feeds of a list name, politely, and read it into the ledger (uses the network)",
    .usage = "[OPTION]… FEEDS",
    .examples = "  depeche watch --contact desk@wire.example feeds.txt\n"
                "  depeche watch --once feeds.txt              # for cron\n"
                "  depeche watch --json feeds.txt | jq -r 'select(.event == \"dispatch\") | .url'\n"
                "\n"
                "  feeds.txt, one feed a line:  https://wire.example/world.xml interval=1h outlet=\"Wire\"\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run,
};
