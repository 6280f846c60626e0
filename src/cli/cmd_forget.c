/* depeche forget: takes dispatches out for good. Everything that is named is shown and asked about first. */
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {
    {"yes", 'y', NULL, "do not ask"},
    {"reason", 0, "WORDS", "why, kept beside the tombstone"},
    {"sweep", 0, NULL, "finish what was interrupted: write the file anew without what was forgotten"},
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static void print_named(const ledger_named *d) {
    buf line;
    buf_init(&line);
    buf_printf(&line, "%s  %s  %s  %s  %llu claims", d->id, d->date ? d->date : "no date", d->source ? d->source : "no outlet",
               d->title      ? d->title
               : d->given_id ? d->given_id
                             : "",
               (unsigned long long)d->claims);
    if (buf_cstr(&line)) cli_message("%s", line.at);
    buf_free(&line);
}

/* Shows what the arguments name. Where one names nothing, nothing at all is forgotten: to delete is to be sure. */
static int look_up(const cli *c, ledger *l, arena *a) {
    int status = CLI_DONE;
    for (size_t i = 0; i < c->argument_count; i++) {
        ledger_named d;
        dp_error err = {0};
        if (ledger_name_dispatch(l, c->arguments[i], a, &d, &err) != DP_OK) return cli_report(&err);
        if (d.id) {
            print_named(&d);
            continue;
        }
        cli_message(d.forgotten ? "%s was forgotten before" : "there is no dispatch %s", c->arguments[i]);
        status = CLI_NOTHING;
    }
    if (status == CLI_NOTHING) cli_message("  nothing was forgotten; depeche dispatches lists what there is");
    return status;
}

static bool confirmed(const cli *c) {
    if (cli_flag(c, "yes")) return true;
    if (isatty(STDIN_FILENO) != 1 || !c->tty_error) {
        cli_message("to forget cannot be undone: say --yes");
        return false;
    }
    fputs("This cannot be undone. Forget? [y/N] ", stderr);
    char answer[16];
    return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static int sweep(ledger *l, bool *swept) {
    dp_error err = {0};
    if (ledger_sweep(l, swept, &err) == DP_OK) return CLI_DONE;
    const int status = cli_report(&err);
    cli_message("  what was named is out of every answer, but its words may still stand in the file: "
                "run depeche forget --sweep");
    return status;
}

static int forget(const cli *c, ledger *l) {
    arena a;
    arena_init(&a);
    int status = look_up(c, l, &a);
    arena_free(&a);
    if (status != CLI_DONE) return status;
    if (!confirmed(c)) return CLI_USAGE;
    ledger_forgotten done;
    dp_error err = {0};
    if (ledger_forget(l, c->arguments, c->argument_count, cli_value(c, "reason"), &done, &err) != DP_OK) return cli_report(&err);
    bool swept;
    if ((status = sweep(l, &swept)) != CLI_DONE) return status;
    printf("%llu dispatches with %llu claims forgotten.\n", (unsigned long long)done.dispatches, (unsigned long long)done.claims);
    return CLI_DONE;
}

static int sweep_only(ledger *l) {
    bool swept;
    const int status = sweep(l, &swept);
    if (status == CLI_DONE) puts(swept ? "The ledger was written anew." : "There was nothing to sweep.");
    return status;
}

static int run(cli *c) {
    const bool only = cli_flag(c, "sweep");
    if (!only && c->argument_count == 0) {
        cli_message("name the dispatches to forget; depeche dispatches lists them");
        return CLI_USAGE;
    }
    if (access(session_ledger_path(c), F_OK) != 0) {
        cli_message("%s: there is no ledger", session_ledger_path(c));
        cli_message("  name the one that holds the dispatch with --ledger FILE");
        return CLI_LEDGER;
    }
    session s;
    int status;
    if (!session_open(c, LEDGER_WRITE, &s, &status)) return status;
    status = only && c->argument_count == 0 ? sweep_only(s.ledger) : forget(c, s.ledger);
    session_close(&s);
    return status;
}

const cli_command command_forget = {
    .name = "forget",
    .summary = "take dispatches out of the ledger for good",
    .usage = "[OPTION]… DISPATCH…",
    .examples = "  depeche forget D4K7\n"
                "  depeche forget --yes --reason 'asked for by the person named' wire-0412\n",
    .options = options,
    .arguments_least = 0,
    .arguments_most = SIZE_MAX,
    .run = run,
};
