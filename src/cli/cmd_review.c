/* depeche review: decide about claims in the terminal, one key a decision. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/coder.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "core/mapfile.h"
#include "review/review.h"

static const cli_option options[] = {
    CODER_OPTION,
    {"blind", 0, NULL, "do not show what other coders decided"},
    {"adjudicate", 0, NULL, "decide where the two coders named as arguments differ"},
    {"order", 0, "KEY", "first what has most: disagreement (default), reach, uncertainty; or day"},
    {"keys", 0, "FILE", "keys of your own ($DEPECHE_KEYS)"},
    FILTER_OPTIONS,
    {"with-names", 0, NULL, "show the names of private persons"},
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static bool read_who(const cli *c, reviewer *out) {
    const bool adjudicates = cli_flag(c, "adjudicate");
    *out = (reviewer){.coder = coder_name(c), .blind = cli_flag(c, "blind"), .with_names = cli_flag(c, "with-names")};
    if (!out->coder) return false;
    if (c->argument_count != (adjudicates ? 2 : 0)) {
        cli_message(adjudicates ? "--adjudicate needs two coders: depeche review --adjudicate A B"
                                : "review takes no arguments but the two coders of --adjudicate");
        return false;
    }
    if (!adjudicates) return true;
    if (out->blind || strcmp(c->arguments[0], c->arguments[1]) == 0) {
        cli_message(out->blind ? "who adjudicates sees both coders' decisions: --blind and --adjudicate do not go together"
                               : "--adjudicate needs two different coders");
        return false;
    }
    out->first = c->arguments[0];
    out->second = c->arguments[1];
    return true;
}

static bool read_order(const cli *c, enum review_order *out) {
    static const char *const names[] = {"disagreement", "reach", "uncertainty", "day"};
    const char *name = cli_value(c, "order");
    *out = REVIEW_BY_DISAGREEMENT;
    if (!name) return true;
    for (int i = 0; i < 4; i++) {
        if (strcmp(name, names[i]) != 0) continue;
        *out = (enum review_order)i;
        return true;
    }
    cli_message("there is no order '%s'; take disagreement, reach, uncertainty or day", name);
    return false;
}

static bool read_keys(const cli *c, key_map *out, int *status) {
    const char *path = cli_value(c, "keys");
    if (!path) path = getenv("DEPECHE_KEYS");
    keys_default(out);
    if (!path || !*path) return true;
    mapfile file;
    dp_error err = {0};
    dp_status s = mapfile_open(path, &file, &err);
    if (s == DP_OK) {
        s = keys_read(out, file.at ? file.at : "", file.size, path, &err);
        mapfile_close(&file);
    }
    if (s != DP_OK) *status = cli_report(&err);
    return s == DP_OK;
}

static int review_with(const cli *c, review_options *o) {
    session s;
    int status;
    /* Opening for writing would make a ledger where there is none; opening for reading says so. */
    const enum ledger_mode mode = access(session_ledger_path(c), F_OK) == 0 ? LEDGER_WRITE : LEDGER_READ;
    if (!session_open(c, mode, &s, &status)) return status;
    review_summary done;
    dp_error err = {0};
    const dp_status result = review_run(s.ledger, o, &done, &err);
    session_close(&s);
    if (result != DP_OK) return cli_report(&err);
    cli_message("%" PRIu32 " of %" PRIu32 " claims are decided%s", done.decided, done.claims,
                done.decided < done.claims ? "; the same command goes on where you stopped" : "");
    return done.ended ? CLI_INTERRUPTED : done.claims ? CLI_DONE : CLI_NOTHING;
}

static int run(cli *c) {
    review_options o = {.color = c->color, .now = clock_now};
    cli_clock clock;
    int status = CLI_USAGE;
    if (!read_who(c, &o.who) || !read_order(c, &o.order) || !session_filter(c, false, &o.filter) || !clock_open(&clock))
        return CLI_USAGE;
    if (!read_keys(c, &o.keys, &status)) return status;
    o.context = &clock;
    return review_with(c, &o);
}

const cli_command command_review = {
    .name = "review",
    .summary = "decide about claims in the terminal, one key a decision",
    .usage = "[OPTION]… | --adjudicate [OPTION]… CODER CODER",
    .examples = "  depeche review --coder ana --place \"Abu Kamal\"\n"
                "  depeche review --coder ben --blind\n"
                "  depeche review --coder eva --adjudicate ana ben\n",
    .options = options,
    .arguments_most = 2,
    .run = run,
};
