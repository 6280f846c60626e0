/* depeche place NAME: one lane a claimant: who held it when, according to whom. */
#include <math.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/paper.h"
#include "cli/session.h"

static const cli_option options[] = {
    {"on", 0, "DATE", "what each claimant says of this day"},
    {"from", 0, "DATE", "from this day, month or year"},
    {"to", 0, "DATE", "to this day, month or year"},
    {"claimant", 'c', "NAME", "the lane of this voice or outlet only"},
    {"alignment", 0, "FILE", "mark what is said against the claimant's own side: kind,name,side,from,to"},
    {"rejected", 0, NULL, "with claims that coders rejected"},
    PAGE_OPTIONS,
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static void put_heading(paper *p, const ledger_place *place) {
    paper_bold(p, place->name);
    if (place->admin1) {
        paper_put(p, ", ");
        paper_text(p, place->admin1);
    }
    if (place->country) {
        paper_put(p, ", ");
        paper_text(p, place->country);
    }
    if (!isnan(place->lat)) paper_put(p, "  %.4f %.4f", place->lat, place->lon);
    if (place->gazetteer_id) paper_put(p, "  %s %lld", place->gazetteer ? place->gazetteer : "", (long long)place->gazetteer_id);
    paper_put(p, "\n%llu mentions, %llu claims\n", (unsigned long long)place->mentions, (unsigned long long)place->claims);
}

static void put_days(paper *p, const ledger_stretch *s) {
    char days[48];
    if (!s->first[0] && !s->last[0])
        snprintf(days, sizeof days, "day unknown");
    else if (strcmp(s->first, s->last) == 0)
        snprintf(days, sizeof days, "%s", s->first);
    else
        snprintf(days, sizeof days, "%s/%s", s->first[0] ? s->first : "..", s->last[0] ? s->last : "..");
    paper_put(p, "  %-22s ", days);
}

static void put_stretch(paper *p, const ledger_stretch *s) {
    put_days(p, s);
    if (s->polarity && strcmp(s->polarity, "negated") == 0) paper_put(p, "not ");
    paper_bold(p, s->state);
    if (s->holder) {
        paper_put(p, " by ");
        paper_text(p, s->holder);
    }
    if (s->from) {
        paper_put(p, " from ");
        paper_text(p, s->from);
    }
    if (s->certainty && strcmp(s->certainty, "certain") != 0 && strcmp(s->certainty, "unknown") != 0)
        paper_put(p, " (%s)", s->certainty);
    if (s->tense && strcmp(s->tense, "past") != 0 && strcmp(s->tense, "ongoing") != 0) paper_put(p, " (%s)", s->tense);
    paper_put(p, "  ");
    paper_dim(p, s->short_id);
    if (s->time_basis && strcmp(s->time_basis, "dispatch") == 0) paper_dim(p, "  day of the dispatch");
    if (s->interest == LEDGER_INTEREST_AGAINST) paper_bold(p, "  against own interest");
    paper_put(p, "\n");
    if (s->quote) paper_wrap(p, 25, s->quote);
}

/* Those of a lane that lie in the page; *at counts all that came before. */
static void put_stretches(paper *p, const ledger_lane *lane, const ledger_filter *f, uint64_t *at) {
    uint64_t left = 0;
    for (uint32_t k = 0; k < lane->n; k++, ++*at) {
        if (*at < f->offset || (f->limit && *at - f->offset >= f->limit))
            left++;
        else
            put_stretch(p, &lane->at[k]);
    }
    if (left) paper_put(p, "  %llu more are not shown here: --limit 0 shows all\n", (unsigned long long)left);
}

static void put_lanes(paper *p, const ledger_filter *f, const ledger_lanes *lanes) {
    uint64_t at = 0;
    put_heading(p, &lanes->place);
    for (uint32_t i = 0; i < lanes->n; i++) {
        const ledger_lane *lane = &lanes->at[i];
        if (at + lane->n <= f->offset) {
            at += lane->n;
            continue;
        }
        paper_put(p, "\n");
        paper_bold(p, lane->claimant);
        paper_put(p, " says  (%u %s, %u %s)\n", lane->voices, lane->voices == 1 ? "voice" : "voices", lane->dispatches,
                  lane->dispatches == 1 ? "dispatch" : "dispatches");
        put_stretches(p, lane, f, &at);
    }
    if (lanes->more_lanes)
        paper_put(p, "\n%llu more claimants with %llu claims follow: --limit 0 shows all\n",
                  (unsigned long long)lanes->more_lanes, (unsigned long long)lanes->more_claims);
    if (lanes->n == 0) paper_put(p, "\nnobody says who held it\n");
    if (lanes->hidden) paper_put(p, "\n%llu stretches outside these days are not shown\n", (unsigned long long)lanes->hidden);
    for (uint32_t i = 0; i < lanes->other_count; i++) {
        if (i == 0) paper_put(p, "\nother places of this name:\n");
        const ledger_place *other = &lanes->others[i];
        paper_put(p, "  ");
        paper_text(p, other->name);
        paper_put(p, ", %s  %s %lld  %llu claims\n", other->country ? other->country : "?",
                  other->gazetteer ? other->gazetteer : "", (long long)other->gazetteer_id, (unsigned long long)other->claims);
    }
}

static int show_lanes(const cli *c, session *s, const ledger_filter *f) {
    arena a;
    arena_init(&a);
    ledger_lanes lanes;
    dp_error err = {0};
    bool found = false;
    int status;
    ledger_filter upto = *f;
    if (f->limit) upto.limit = f->limit + f->offset;
    if (ledger_lanes_of(s->ledger, &upto, &a, &lanes, &found, &err) != DP_OK) {
        status = cli_report(&err);
    } else if (!found) {
        cli_message("no dispatch in %s names a place '%s'", session_ledger_path(c), f->place);
        status = CLI_NOTHING;
    } else {
        paper p;
        paper_begin(&p, c);
        put_lanes(&p, f, &lanes);
        status = !paper_end(&p) ? CLI_INPUT : lanes.n ? CLI_DONE : CLI_NOTHING;
    }
    arena_free(&a);
    return status;
}

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    session s;
    int status;
    if (!table_format_of(c, &format) || !session_filter(c, format == TABLE_HUMAN, &filter)) return CLI_USAGE;
    filter.place = c->arguments[0];
    const char *on = cli_value(c, "on");
    if (on && (filter.from || filter.to)) {
        cli_message("--on is one day: it goes without --from and --to");
        return CLI_USAGE;
    }
    if (on) filter.from = filter.to = on;
    arena memory; /* of the alignment */
    arena_init(&memory);
    dp_error err = {0};
    const char *sides = cli_value(c, "alignment");
    if (sides && ledger_alignment_read(sides, &memory, &filter.alignment, &err) != DP_OK) {
        status = cli_report(&err);
    } else if (session_open(c, LEDGER_READ, &s, &status)) {
        status = format == TABLE_HUMAN ? show_lanes(c, &s, &filter) : session_list(c, &s, LEDGER_LANES, &filter);
        session_close(&s);
    }
    arena_free(&memory);
    return status;
}

const cli_command command_place = {
    .name = "place",
    .summary = "one lane a claimant: who held a place when, according to whom",
    .usage = "[OPTION]… NAME",
    .examples = "  depeche place \"Abu Kamal\"\n"
                "  depeche place \"Abu Kamal\" --on 2017-11-10\n"
                "  depeche place Raqqa --from 2017-06 --to 2017-10 --csv\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run,
};
