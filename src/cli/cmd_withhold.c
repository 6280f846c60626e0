/* depeche withhold: keeping a dispatch, a claim or a place out of exports. */
#include <string.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "ledger/withhold.h"

static const cli_option options[] = {
    {"reason", 0, "WORDS", "why, for yourself"},
    {"undo", 0, NULL, "take the mark back"},
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static ledger_cell cell(const char *name, const char *text) {
    return (ledger_cell){.name = name,
                         .type = text ? LEDGER_TEXT : LEDGER_NULL,
                         .kind = LEDGER_TEXT,
                         .brief = true,
                         .text = text,
                         .text_bytes = text ? strlen(text) : 0};
}

static bool list_row(void *context, const ledger_withheld *w) {
    const ledger_cell cells[] = {cell("kind", w->kind), cell("id", w->id), cell("what", w->label), cell("reason", w->reason)};
    return table_row(context, &(ledger_row){.cells = cells, .n = 4});
}

static int list(const cli *c, const session *s) {
    enum table_format format;
    if (!table_format_of(c, &format)) return CLI_USAGE;
    table t;
    dp_error err = {0};
    table_begin(&t, c, format);
    const dp_status status = ledger_withheld_list(s->ledger, list_row, &t, &err);
    const uint64_t rows = t.rows;
    const bool printed = table_end(&t);
    if (status != DP_OK) return cli_report(&err);
    if (!printed) return CLI_INPUT;
    if (rows == 0) cli_message("nothing is withheld");
    return rows ? CLI_DONE : CLI_NOTHING;
}

static int mark(const cli *c, const session *s, arena *a) {
    ledger_withheld w;
    bool found = true;
    dp_error err = {0};
    const char *id = c->arguments[0];
    const bool undo = cli_flag(c, "undo");
    const dp_status status = undo ? ledger_release(s->ledger, id, a, &w, &found, &err)
                                  : ledger_withhold(s->ledger, id, cli_value(c, "reason"), a, &w, &err);
    if (status != DP_OK) return cli_report(&err);
    if (!found) {
        cli_message("%s is not withheld", id);
        return CLI_NOTHING;
    }
    cli_message("%s %s: %s%s%s", w.kind, w.id, undo ? "exports show it again" : "left out of every export", *w.label ? "; " : "",
                w.label);
    return CLI_DONE;
}

static int run(cli *c) {
    session s;
    int status;
    const bool listing = c->argument_count == 0;
    if (listing && (cli_flag(c, "undo") || cli_flag(c, "reason"))) {
        cli_message("name the id of a dispatch, a claim or a place");
        return CLI_USAGE;
    }
    if (!session_open(c, listing ? LEDGER_READ : LEDGER_WRITE, &s, &status)) return status;
    arena a;
    arena_init(&a);
    status = listing ? list(c, &s) : mark(c, &s, &a);
    arena_free(&a);
    session_close(&s);
    return status;
}

const cli_command command_withhold = {
    .name = "withhold",
    .summary = "keep a dispatch, a claim or a place out of exports, or list what is",
    .usage = "[OPTION]… [ID]",
    .examples = "  depeche withhold C4K7 --reason \"names a witness\"\n"
                "  depeche withhold 174448\n"
                "  depeche withhold C4K7 --undo\n"
                "  depeche withhold\n",
    .options = options,
    .arguments_least = 0,
    .arguments_most = 1,
    .run = run,
};
