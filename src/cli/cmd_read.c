/* depeche read: files, folders, feeds and archives into the ledger. What is there already is passed over, and files that did not
 * change are not opened again, so that a run which was interrupted is simply started once more. */
#include <string.h>

#include "cli/commands.h"
#include "cli/confine.h"
#include "cli/dictionaries.h"
#include "cli/intake.h"
#include "cli/manifest.h"
#include "cli/rejects.h"
#include "cli/session.h"

static const cli_option options[] = {
    {"again", 0, NULL, "read again what was read with another pack or version"},
    {"forgotten", 0, NULL, "read also what was forgotten with depeche forget"},
    STORE_OPTION,
    {"rejects", 0, "FILE", "add what cannot be read to this file, as JSON Lines"},
    {"json", 0, NULL, "the summary as JSON"},
    INTAKE_OPTIONS,
    DICTIONARY_OPTION,
    CONFINE_OPTION,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

typedef struct reading {
    intake in;
    ledger *ledger;
    bool again, forgotten;
    manifest manifest;
    FILE *rejects; /* NULL: none */
} reading;

/* Called by any thread: the ledger's own lock orders the calls. A ledger that fails here fails again in the sink. */
static bool is_wanted(void *context, const dispatch *d) {
    reading *r = context;
    enum ledger_presence presence = LEDGER_NEW;
    if (ledger_has(r->ledger, d, &presence, NULL) != DP_OK) return true;
    return presence == LEDGER_NEW || (presence == LEDGER_STALE && r->again) || (presence == LEDGER_FORGOTTEN && r->forgotten);
}

static bool keep_item(void *context, const batch_item *item) {
    reading *r = context;
    dp_error *err = &r->in.failure;
    intake_say(&r->in, item);
    dp_status status = DP_OK;
    if (item->status != DP_OK) {
        rejects_add(r->rejects, &item->error);
        status = ledger_reject(r->ledger, item->error.file, item->error.line, &item->error, err);
    } else if (!item->skipped) {
        status = ledger_add(r->ledger, &item->annotation, err);
    }
    if (status == DP_OK) status = manifest_note(&r->manifest, item, err);
    progress_show(&r->in.progress, r->in.dispatches, &item->progress);
    return status == DP_OK;
}

static void print_summary(const cli *c, const reading *r, const ledger_totals *t) {
    if (cli_flag(c, "json")) {
        buf b;
        buf_init(&b);
        buf_char(&b, '{');
        json_kv_str(&b, "ledger", session_ledger_path(c));
        json_kv_int(&b, "dispatches", (int64_t)t->dispatches);
        json_kv_int(&b, "claims", (int64_t)t->claims);
        json_kv_int(&b, "known", (int64_t)(t->known + r->manifest.known));
        json_kv_int(&b, "unchanged_files", (int64_t)r->manifest.files);
        json_kv_int(&b, "replaced", (int64_t)t->replaced);
        json_kv_int(&b, "forgotten", (int64_t)t->forgotten);
        json_kv_int(&b, "rejected", (int64_t)r->in.rejected);
        buf_str(&b, "}\n");
        cli_write(&b);
        buf_free(&b);
        return;
    }
    printf("%llu dispatches with %llu claims added to %s", (unsigned long long)t->dispatches, (unsigned long long)t->claims,
           session_ledger_path(c));
    const unsigned long long known = t->known + r->manifest.known;
    if (known) printf(", %llu known before", known);
    if (t->replaced) printf(", %llu read again", (unsigned long long)t->replaced);
    if (t->forgotten)
        printf(", %llu forgotten before and passed over (--forgotten reads them)", (unsigned long long)t->forgotten);
    if (r->in.rejected) printf(", %llu could not be read", (unsigned long long)r->in.rejected);
    printf(".\nNext: depeche claims, depeche place NAME, depeche conflicts\n");
}

/* What could not be read of files that were passed over is as unread as it was. */
static int say_unread(const reading *r, int exit_status) {
    if (!r->manifest.known_rejected) return exit_status;
    cli_message("%llu records of files that did not change could not be read before (--again tries them once more)",
                (unsigned long long)r->manifest.known_rejected);
    return CLI_INPUT;
}

static int read_paths(cli *c, session *s, unsigned threads, FILE *rejects) {
    reading r = {.ledger = s->ledger, .again = cli_flag(c, "again"), .forgotten = cli_flag(c, "forgotten"), .rejects = rejects};
    /* Other columns make other dispatches of the same file. */
    r.manifest = (manifest){.ledger = s->ledger, .again = r.again || r.forgotten || cli_value(c, "columns")};
    const batch_options o = {
        .source = {.paths = c->arguments,
                   .path_count = c->argument_count,
                   .columns = cli_value(c, "columns"),
                   .resume = manifest_resume,
                   .resume_context = &r.manifest},
        .threads = threads,
        .stop = cli_interrupt_flag(),
        .context = &r,
        .wanted = is_wanted,
        .sink = keep_item,
    };
    dp_error err = {0};
    ledger_totals totals = {0};
    if (ledger_begin(s->ledger, r.again ? "read --again" : "read", &err) != DP_OK) return cli_report(&err);
    progress_begin(&r.in.progress, c);
    progress_measure(&r.in.progress, c->arguments, c->argument_count);
    dp_status status = batch_run(&s->knowledge, &o, &err);
    const int exit_status = say_unread(&r, intake_end(&r.in));
    if (r.in.failure.code != DP_OK) return cli_report(&r.in.failure);
    const bool interrupted = status == DP_E_INTERRUPTED;
    if (status != DP_OK && !interrupted) return cli_report(&err);
    if (ledger_commit(s->ledger, &totals, &err) != DP_OK) return cli_report(&err);
    print_summary(c, &r, &totals);
    if (interrupted) cli_message("interrupted: what was read is kept; the same command goes on from here");
    return interrupted ? CLI_INTERRUPTED : exit_status;
}

static int run(cli *c) {
    unsigned threads;
    session s;
    int status;
    ledger_options mode = {.mode = LEDGER_WRITE};
    paths inputs;
    FILE *rejects = NULL;
    if (!intake_threads(c, &threads) || !session_store(c, &mode.store)) return CLI_USAGE;
    confine_prepare(c, session_ledger_path(c));
    if (!paths_take(c, &inputs, &status) || !intake_named(c, &status) || !rejects_open(c, &rejects, &status) ||
        !session_open_as(c, &mode, &s, &status)) {
        rejects_close(rejects);
        paths_free(&inputs);
        return status;
    }
    confine(c, session_ledger_path(c), NULL);
    status = dictionaries_status(&s.knowledge, read_paths(c, &s, threads, rejects));
    session_close(&s);
    paths_free(&inputs);
    return rejects_close(rejects) || status != CLI_DONE ? status : CLI_INPUT;
}

const cli_command command_read = {
    .name = "read",
    .summary = "read texts, pages, feeds, archives and tables into the ledger",
    .usage = "[OPTION]… PATH…",
    .examples = "  depeche read articles/\n"
                "  depeche read --ledger syria.db 2017/*.txt wire.jsonl\n"
                "  zcat archive.jsonl.gz | depeche read -\n",
    .options = options,
    .arguments_most = SIZE_MAX,
    .run = run,
};
