/* depeche upgrade OLD NEW: an older ledger's dispatches read anew into a new file, with all that people did with them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/dictionaries.h"
#include "cli/intake.h"
#include "cli/session.h"
#include "ledger/upgrade.h"

static const cli_option options[] = {
    INTAKE_OPTIONS,
    DICTIONARY_OPTION,
    {"pack", 0, "FILE", "the pack (found beside the program, or $DEPECHE_PACK)"},
    {NULL, 0, NULL, NULL},
};

typedef struct upgrading {
    intake in;
    upgrade *from;
    ledger *to;
    uint64_t read, bytes;
} upgrading;

static bool next_stored(void *context, arena *a, dispatch *out) {
    upgrading *u = context;
    bool more = false;
    if (u->in.failure.code == DP_OK) upgrade_next(u->from, a, out, &more, &u->in.failure);
    return more;
}

static bool keep(void *context, const batch_item *item) {
    upgrading *u = context;
    intake_say(&u->in, item);
    if (item->status != DP_OK)
        ledger_reject(u->to, item->dispatch.file, item->dispatch.line, &item->error, &u->in.failure);
    else
        ledger_add(u->to, &item->annotation, &u->in.failure);
    u->bytes += item->dispatch.text_bytes;
    progress_show(&u->in.progress, ++u->read, &(ingest_progress){.bytes_done = u->bytes});
    return u->in.failure.code == DP_OK;
}

/* Everything into the new file; the caller removes it where this fails. */
static int fill(const cli *c, const knowledge *k, upgrading *u, unsigned threads, ledger_totals *totals) {
    char words[64];
    dp_error err = {0};
    const batch_options o = {.threads = threads, .stop = cli_interrupt_flag(), .context = u, .next = next_stored, .sink = keep};
    snprintf(words, sizeof words, "upgrade of a ledger of form %d", upgrade_form(u->from));
    if (upgrade_carry(u->from, u->to, &err) != DP_OK || ledger_begin(u->to, words, &err) != DP_OK) return cli_report(&err);
    progress_begin(&u->in.progress, c);
    const dp_status status = batch_run(k, &o, &err);
    const int exit_status = intake_end(&u->in);
    if (u->in.failure.code != DP_OK) return cli_report(&u->in.failure);
    if (status != DP_OK) return cli_report(&err);
    if (ledger_commit(u->to, totals, &err) != DP_OK || upgrade_finish(u->from, u->to, &err) != DP_OK) return cli_report(&err);
    return exit_status;
}

/* The new file gets its name once it is whole: a run that is killed leaves nothing that could be taken for a ledger. */
static int write_new(const cli *c, const knowledge *k, upgrading *u, unsigned threads) {
    char part[1024];
    const char *name = c->arguments[1];
    ledger_totals totals = {0};
    dp_error err = {0};
    if ((size_t)snprintf(part, sizeof part, "%s.part", name) >= sizeof part) {
        cli_message("the name '%.40s…' is too long", name);
        return CLI_USAGE;
    }
    unlink(part);
    if (ledger_open(part, &(ledger_options){.mode = LEDGER_WRITE}, k, &u->to, &err) != DP_OK) {
        unlink(part);
        return cli_report(&err);
    }
    int status = fill(c, k, u, threads, &totals);
    ledger_close(u->to);
    const bool whole = status == CLI_DONE || status == CLI_INPUT;
    if (!whole) {
        unlink(part);
        return status;
    }
    if (rename(part, name) != 0) {
        cli_message("%s cannot be made; the ledger is in %s", name, part);
        return CLI_LEDGER;
    }
    printf("%llu dispatches with %llu claims in %s; %s was left as it is.\n", (unsigned long long)totals.dispatches,
           (unsigned long long)totals.claims, name, c->arguments[0]);
    if (upgrade_partial(u->from)) {
        cli_message("%llu dispatches are not in it: their texts are not stored whole (read --store), read their files again",
                    (unsigned long long)upgrade_partial(u->from));
        status = CLI_INPUT;
    }
    return status;
}

static int run(cli *c) {
    unsigned threads;
    int status;
    knowledge k;
    upgrading u = {0};
    dp_error err = {0};
    if (!intake_threads(c, &threads)) return CLI_USAGE;
    if (access(c->arguments[1], F_OK) == 0) {
        cli_message("%s is there already; name a file that is not", c->arguments[1]);
        return CLI_USAGE;
    }
    if (upgrade_open(c->arguments[0], &u.from, &err) != DP_OK) return cli_report(&err);
    if (dictionaries_open(c, &k, &status)) {
        status = dictionaries_status(&k, write_new(c, &k, &u, threads));
        knowledge_close(&k);
    }
    upgrade_close(u.from);
    return status;
}

const cli_command command_upgrade = {
    .name = "upgrade",
    .summary = "read an older ledger anew into a new file, with coders' decisions and marks",
    .usage = "[OPTION]… OLD NEW",
    .examples = "  depeche upgrade depeche.db depeche-new.db\n",
    .options = options,
    .arguments_least = 2,
    .arguments_most = 2,
    .run = run,
};
