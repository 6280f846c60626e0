/* depeche decide ID …: one decision without the terminal program, for scripts and for coding sheets that are taken in. */
#include <string.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/coder.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "core/edtf.h"
#include "ledger/review.h"

static const cli_option options[] = {
    CODER_OPTION,
    {"blind", 0, NULL, "made without sight of other coders' decisions"},
    {"date", 0, "DATE", "its day is this: 2017-11-09, 2017-11, 2017-11-08/2017-11-09"},
    {"place", 0, "PLACE", "its place is this: a GeoNames id, or a name"},
    {"type", 0, "TYPE", "its PLOVER type is this"},
    {"actor", 0, "CODE", "who acts: a code, or a name"},
    {"comment", 0, "WORDS", "a comment"},
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

enum { DECISIONS_MOST = REVIEW_FIELDS + 2 };

/* Corrections, a comment, then the verdict, as a coder would do it at the terminal. */
typedef struct sheet {
    reviewer who;
    decision at[DECISIONS_MOST];
    uint32_t n;
} sheet;

static bool read_verdict(const char *word, uint8_t *out) {
    static const uint8_t kinds[] = {DECISION_ACCEPT, DECISION_REJECT, DECISION_SKIP};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(word, decision_kind_name(kinds[i])) != 0) continue;
        *out = kinds[i];
        return true;
    }
    cli_message("there is no verdict '%s'; take accept, reject or skip", word);
    return false;
}

static bool read_sheet(const cli *c, sheet *out) {
    static const char *const names[REVIEW_FIELDS] = {
        [REVIEW_DAYS] = "date", [REVIEW_PLACE] = "place", [REVIEW_TYPE] = "type", [REVIEW_ACTOR] = "actor"};
    *out = (sheet){.who = {.coder = coder_name(c), .blind = cli_flag(c, "blind")}};
    if (!out->who.coder) return false;
    for (unsigned i = 0; i < REVIEW_FIELDS; i++) {
        const char *value = cli_value(c, names[i]);
        if (value) out->at[out->n++] = (decision){.kind = DECISION_EDIT, .field = (uint8_t)i, .value = value};
    }
    const char *comment = cli_value(c, "comment"), *date = cli_value(c, "date");
    if (comment) out->at[out->n++] = (decision){.kind = DECISION_COMMENT, .comment = comment};
    if (c->argument_count > 1) {
        uint8_t kind;
        if (!read_verdict(c->arguments[1], &kind)) return false;
        out->at[out->n++] = (decision){.kind = kind};
    }
    edtf days;
    if (date && !edtf_read(date, &days)) {
        cli_message("--date takes a date such as 2017-11-09 or 2017-11-08/2017-11-09, not '%s'", date);
        return false;
    }
    if (!out->n) cli_message("what is decided? accept, reject, skip, or an option that corrects or comments");
    return out->n > 0;
}

/* Is a type one of the ontology's? */
static bool known_type(session *s, const sheet *d, const char *id, const char *type, arena *a) {
    review_choices choices;
    dp_error err = {0};
    if (review_choices_of(s->ledger, &d->who, CHOOSE_TYPE, id, type, a, &choices, &err) != DP_OK)
        return true; /* said when it is written */
    for (uint32_t i = 0; i < choices.n; i++)
        if (strcmp(choices.at[i].value, type) == 0) return true;
    cli_message("there is no PLOVER type '%s'%s%s", type, choices.n ? "; did you mean " : "",
                choices.n ? choices.at[0].value : "");
    return false;
}

static int decide(const cli *c, session *s, sheet *d, const cli_clock *clock, arena *a) {
    ledger_why claim;
    bool found = false;
    dp_error err = {0};
    if (ledger_why_of(s->ledger, c->arguments[0], false, a, &claim, &found, &err) != DP_OK) return cli_report(&err);
    if (!found) {
        cli_message("no claim '%s' in %s; 'depeche claims' lists them", c->arguments[0], session_ledger_path(c));
        return CLI_NOTHING;
    }
    const char *type = cli_value(c, "type");
    if (type && !known_type(s, d, claim.claim, type, a)) return CLI_USAGE;
    for (uint32_t i = 0; i < d->n; i++) {
        d->at[i].claim = claim.claim;
        if (review_decide(s->ledger, &d->who, clock_now((void *)clock), &d->at[i], &err) != DP_OK) return cli_report(&err);
    }
    return CLI_DONE;
}

static int run(cli *c) {
    sheet d;
    session s;
    cli_clock clock;
    int status;
    if (!read_sheet(c, &d) || !clock_open(&clock)) return CLI_USAGE;
    const enum ledger_mode mode = access(session_ledger_path(c), F_OK) == 0 ? LEDGER_WRITE : LEDGER_READ;
    if (!session_open(c, mode, &s, &status)) return status;
    arena a;
    arena_init(&a);
    status = decide(c, &s, &d, &clock, &a);
    arena_free(&a);
    session_close(&s);
    return status;
}

const cli_command command_decide = {
    .name = "decide",
    .summary = "one decision about a claim, without the terminal program",
    .usage = "[OPTION]… ID [accept|reject|skip]",
    .examples = "  depeche decide C4K7 accept --coder ana --date 2017-11-08\n"
                "  depeche decide wire-1/2 reject --coder ana --comment 'a drill'\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = 2,
    .run = run,
};
