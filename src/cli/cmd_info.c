/* depeche info: versions, the pack (checked whole), the ledger's counts, and whose data they are. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "core/sandbox.h"

static const cli_option options[] = {TABLE_OPTIONS, SESSION_OPTIONS, {NULL, 0, NULL, NULL}};

static bool put(table *t, const char *what, const char *value) {
    const ledger_cell cells[] = {
        {.name = "what", .type = LEDGER_TEXT, .kind = LEDGER_TEXT, .brief = true, .text = what, .text_bytes = strlen(what)},
        {.name = "value", .type = LEDGER_TEXT, .kind = LEDGER_TEXT, .brief = true, .text = value, .text_bytes = strlen(value)},
    };
    return table_row(t, &(ledger_row){.cells = cells, .n = 2});
}

/* Program and pack; the ledger's rows follow where there is one. */
static void put_program(table *t, const knowledge *k) {
    char hash[24];
    snprintf(hash, sizeof hash, "%016" PRIx64, k->pack.hash);
    put(t, "version", DP_VERSION);
    char sandbox[120];
    sandbox_describe(sandbox_support(), sandbox);
    put(t, "sandbox", sandbox);
    put(t, "pack hash", hash);
    put(t, "licence", "Apache-2.0");
    put(t, "place names", ledger_attribution());
    put(t, "country names", "Unicode CLDR, Unicode-3.0");
    put(t, "outlines", "Natural Earth by way of world-atlas, public domain");
    put(t, "language models", "Universal Dependencies treebanks, CC BY-SA 4.0 and LGPL-LR; see the cards in models/");
    put(t, "language identifier", "n-gram counts of Lingua, Apache-2.0; see models/language.card.md");
}

static int run(cli *c) {
    enum table_format format;
    if (!table_format_of(c, &format)) return CLI_USAGE;
    knowledge k;
    dp_error err = {0};
    if (knowledge_open(cli_value(c, "pack"), &k, &err) != DP_OK) {
        cli_report(&err);
        return CLI_INTERNAL;
    }
    if (pack_verify(&k.pack, &err) != DP_OK) {
        cli_report(&err);
        knowledge_close(&k);
        return CLI_INTERNAL;
    }
    table t;
    table_begin(&t, c, format);
    put_program(&t, &k);
    int status = CLI_DONE;
    const char *path = session_ledger_path(c);
    ledger *l = NULL;
    if (access(path, F_OK) != 0 && !cli_value(c, "ledger")) {
        put(&t, "ledger", "none here yet: 'depeche read PATH…' makes one");
    } else {
        put(&t, "ledger", path);
        const ledger_filter all = {0};
        const ledger_options mode = {.mode = LEDGER_READ};
        if (ledger_open(path, &mode, &k, &l, &err) != DP_OK ||
            ledger_query(l, LEDGER_INFO, &all, table_row, &t, NULL, &err) != DP_OK)
            status = cli_report(&err);
    }
    if (!table_end(&t) && status == CLI_DONE) status = CLI_INPUT;
    ledger_close(l);
    knowledge_close(&k);
    return status;
}

const cli_command command_info = {
    .name = "info",
    .summary = "versions, the pack's hash, counts, licences of the data",
    .usage = "[OPTION]…",
    .examples = "  depeche info\n"
                "  depeche info --json --ledger archive.db\n",
    .options = options,
    .run = run,
};
