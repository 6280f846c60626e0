/* depeche conflicts: claims that contradict, deny or correct each other, side by side with their words. */
#include <string.h>

#include "cli/commands.h"
#include "cli/paper.h"
#include "cli/session.h"

enum { VOICES_SHOWN = 6 };

static const cli_option options[] = {
    {"place", 'p', "NAME", "at this place"},
    {"actor", 'a', "NAME", "about this actor"},
    {"claimant", 'c', "NAME", "with this voice or outlet on one side"},
    {"relation", 'r', "KIND", "contradicts, denies, corrects; or holder, status, polarity, count, date, place; or undecided"},
    {"rejected", 0, NULL, "with what coders say is none, or of which they reject a side"},
    {"from", 0, "DATE", "about days from here"},
    {"to", 0, "DATE", "about days up to here"},
    PAGE_OPTIONS,
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static void put_side(paper *p, const char *mark, const ledger_side *side) {
    paper_put(p, "  %s ", mark);
    paper_bold(p, side->words);
    paper_put(p, "  (%llu %s, %llu %s)\n", (unsigned long long)side->voices, side->voices == 1 ? "voice" : "voices",
              (unsigned long long)side->dispatches, side->dispatches == 1 ? "dispatch" : "dispatches");
    for (uint32_t i = 0; i < side->n && i < VOICES_SHOWN; i++) {
        const ledger_voice *v = &side->at[i];
        paper_put(p, "      ");
        paper_text(p, v->claimant);
        paper_put(p, " says");
        if (v->source && strcmp(v->source, v->claimant) != 0) {
            paper_put(p, ", in ");
            paper_text(p, v->source);
        }
        if (v->dispatch_date) paper_put(p, ", %s", v->dispatch_date);
        paper_put(p, "  ");
        paper_dim(p, v->short_id);
        paper_put(p, "\n");
        if (v->quote) paper_wrap(p, 8, v->quote);
    }
    if (side->n > VOICES_SHOWN) paper_put(p, "      and %u more\n", side->n - VOICES_SHOWN);
}

static bool put_conflict(void *context, const ledger_conflict *k) {
    paper *p = context;
    if (p->out.n > 0) paper_put(p, "\n");
    paper_bold(p, k->place ? k->place : "no place");
    paper_put(p, "  %s", k->first);
    if (strcmp(k->first, k->last) != 0) paper_put(p, "/%s", k->last);
    paper_put(p, "  %s", k->kind);
    if (k->field && *k->field) paper_put(p, ": %s", k->field);
    if (strcmp(k->basis, "coder") == 0) paper_put(p, "  (by coders' word)");
    if (k->overruled) paper_put(p, "  (coders say otherwise)");
    paper_put(p, "\n");
    if (k->why) {
        paper_put(p, "  ");
        paper_dim(p, k->why);
        paper_put(p, "\n");
    }
    put_side(p, "A", &k->a);
    put_side(p, "B", &k->b);
    return !cli_interrupted() && !p->out.failed;
}

static int show_conflicts(const cli *c, session *s, const ledger_filter *f) {
    paper p;
    paper_begin(&p, c);
    dp_error err = {0};
    uint64_t count = 0;
    const dp_status status = ledger_conflicts(s->ledger, f, put_conflict, &p, &count, &err);
    const bool printed = paper_end(&p);
    if (status != DP_OK) return cli_report(&err);
    if (!printed) return CLI_INPUT;
    session_say_more(f, TABLE_HUMAN, count);
    return count ? CLI_DONE : CLI_NOTHING;
}

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    session s;
    int status;
    if (!session_list_filter(c, &filter, &format)) return CLI_USAGE;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = format == TABLE_HUMAN ? show_conflicts(c, &s, &filter) : session_list(c, &s, LEDGER_CONFLICTS, &filter);
    if (status == CLI_NOTHING) cli_message("no claims in %s contradict each other there", session_ledger_path(c));
    session_close(&s);
    return status;
}

const cli_command command_conflicts = {
    .name = "conflicts",
    .summary = "claims that contradict each other, side by side",
    .usage = "[OPTION]…",
    .examples = "  depeche conflicts\n"
                "  depeche conflicts --place \"Abu Kamal\" --relation holder\n"
                "  depeche conflicts --json | jq .reason\n",
    .options = options,
    .run = run,
};
