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
    {"same", 0, "ID", "says the same as this claim"},
    {"contradicts", 0, "ID", "cannot be true beside this claim"},
    {"copy-of", 0, "ID", "its dispatch is a copy of this one"},
    {"apart", 0, "ID", "neither the same as this claim nor at odds with it; no copy of this dispatch"},
    {"comment", 0, "WORDS", "a comment"},
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

/* Options that tie the claim to another, or its dispatch to one. */
static const struct {
    const char *option;
    uint8_t kind;
} ties[] = {
    {"same", DECISION_SAME}, {"contradicts", DECISION_CONTRADICTS}, {"copy-of", DECISION_COPY}, {"apart", DECISION_APART}};
enum { TIES = sizeof ties / sizeof *ties, DECISIONS_MOST = REVIEW_FIELDS + TIES + 2 };

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
    for (size_t i = 0; i < TIES; i++) {
        const char *other = cli_value(c, ties[i].option);
        if (other) out->at[out->n++] = (decision){.kind = ties[i].kind, .other = other};
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
    if (!out->n) cli_message("what is decided? accept, reject, skip, or an option that corrects, ties or comments");
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

/* The whole id of what was typed: a claim, or a dispatch (the only ones whose ids begin with D); NULL after a message. */
static const char *whole_id(const cli *c, session *s, const decision *d, arena *a, int *status) {
    dp_error err = {0};
    bool found = false;
    const char *id = NULL;
    const bool dispatch = d->kind == DECISION_COPY ||
                          (d->kind == DECISION_APART && !strchr(d->other, '/') && (d->other[0] == 'D' || d->other[0] == 'd'));
    if (dispatch) {
        ledger_named named;
        if (ledger_name_dispatch(s->ledger, d->other, a, &named, &err) == DP_OK) id = named.id;
    } else {
        ledger_why claim;
        if (ledger_why_of(s->ledger, d->other, false, a, &claim, &found, &err) == DP_OK && found) id = claim.claim;
    }
    if (id) return id;
    if (err.code != DP_OK) {
        *status = cli_report(&err);
    } else {
        cli_message("no %s '%s' in %s", dispatch ? "dispatch" : "claim", d->other, session_ledger_path(c));
        *status = CLI_NOTHING;
    }
    return NULL;
}

/* Names what the decisions tie the claim to by whole ids. False after a message. */
static bool resolve(const cli *c, session *s, sheet *d, arena *a, int *status) {
    for (uint32_t i = 0; i < d->n; i++)
        if (d->at[i].other && !(d->at[i].other = whole_id(c, s, &d->at[i], a, status))) return false;
    return true;
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
    int status;
    if (!resolve(c, s, d, a, &status)) return status;
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
                "  depeche decide wire-1/2 reject --coder ana --comment 'a drill'\n"
                "  depeche decide C4K7 --same C9QX --coder ana\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = 2,
    .run = run,
};
