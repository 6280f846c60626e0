/* depeche check: is the ledger whole? What is not is named, with what can be done about it. */
#include <time.h>

#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {
    {"quick", 0, NULL, "what can be told at once: of a large file a sample"},
    {"json", 0, NULL, "findings as JSON Lines"},
    {"ledger", 'l', "FILE", "the ledger (depeche.db, or $DEPECHE_LEDGER)"},
    {NULL, 0, NULL, NULL},
};

enum { SAID_MOST = 50 };

typedef struct findings {
    const cli *c;
    uint64_t said, left;
    bool json, shown; /* there is a line of progress to clear */
    time_t last;
} findings;

static void clear_line(findings *f) {
    if (f->shown) fputs("\r\x1b[K", stderr);
    f->shown = false;
}

static void show_progress(void *context, const char *stage, uint64_t done, uint64_t of) {
    findings *f = context;
    if (!f->c->tty_error || (f->shown && done && time(NULL) == f->last)) return;
    f->last = time(NULL);
    if (of)
        fprintf(stderr, "\rchecking %s, %d %%\x1b[K", stage, (int)(done * 100 / of));
    else
        fprintf(stderr, "\rchecking %s\x1b[K", stage);
    f->shown = true;
}

static bool print_json(const ledger_finding *found) {
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    json_kv_str(&b, "weight", found->weight == LEDGER_DAMAGE ? "damage" : "note");
    json_kv_str(&b, "kind", found->kind);
    json_kv_str(&b, "where", found->where);
    json_kv_str(&b, "message", found->message);
    json_kv_str(&b, "remedy", found->remedy);
    buf_str(&b, "}\n");
    const bool written = cli_write(&b);
    buf_free(&b);
    return written;
}

static bool print_finding(void *context, const ledger_finding *found) {
    findings *f = context;
    clear_line(f);
    if (f->json) return print_json(found);
    if (f->said++ >= SAID_MOST) {
        f->left++;
        return true;
    }
    cli_message("%s%s: %s", found->weight == LEDGER_DAMAGE ? "" : "note: ", found->where, found->message);
    cli_message("  %s", found->remedy);
    return true;
}

static int check(const cli *c, ledger *l) {
    findings f = {.c = c, .json = cli_flag(c, "json")};
    const ledger_check_options o = {.quick = cli_flag(c, "quick"),
                                    .found = print_finding,
                                    .progress = show_progress,
                                    .context = &f,
                                    .stop = cli_interrupt_flag()};
    ledger_check_result result;
    dp_error err = {0};
    const dp_status status = ledger_check(l, &o, &result, &err);
    clear_line(&f);
    if (status != DP_OK) return cli_report(&err);
    if (f.left) cli_message("… and %llu more", (unsigned long long)f.left);
    if (!f.json && result.damages == 0)
        printf("%s is whole%s.\n", session_ledger_path(c), o.quick ? ", as far as a quick check sees" : "");
    if (!f.json && result.damages)
        printf("%s is damaged in %llu places.\n", session_ledger_path(c), (unsigned long long)result.damages);
    return result.damages ? CLI_LEDGER : CLI_DONE;
}

static int run(cli *c) {
    ledger *l = NULL;
    dp_error err = {0};
    if (ledger_open(session_ledger_path(c), NULL, NULL, &l, &err) != DP_OK) {
        cli_report(&err);
        return CLI_LEDGER;
    }
    const int status = check(c, l);
    ledger_close(l);
    return status;
}

const cli_command command_check = {
    .name = "check",
    .summary = "is the ledger whole? names what is damaged",
    .usage = "[OPTION]…",
    .examples = "  depeche check\n"
                "  depeche check --quick --ledger syria.db\n",
    .options = options,
    .arguments_least = 0,
    .arguments_most = 0,
    .run = run,
};
