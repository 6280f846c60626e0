/* Sentences about what is missing. */
#include "export/report.h"

#include <string.h>

#include "export/value.h"

static const char *const fact_names[FACTS] = {"claimants",
                                              "chains of claimants",
                                              "certainty",
                                              "who holds the place",
                                              "hurt, captured, missing and others",
                                              "lowest and highest counts",
                                              "days after the first",
                                              "further parties",
                                              "positions in the text",
                                              "words at arm's length",
                                              "negated, planned and supposed",
                                              "quotes",
                                              "the dead"};

static bool has_harm(const ledger_record *r, bool dead) {
    for (uint32_t i = 0; i < r->casualty_count; i++)
        if (r->casualties[i].role && (strcmp(r->casualties[i].role, "killed") == 0) == dead) return true;
    return false;
}

static bool has_range(const ledger_record *r) {
    for (uint32_t i = 0; i < r->casualty_count; i++)
        if (r->casualties[i].low != r->casualties[i].high) return true;
    return false;
}

static unsigned facts_of(const ledger_record *r) {
    unsigned f = FACT_POSITION;
    if (r->claimant) f |= FACT_CLAIMANT;
    if (r->claimant_count > 1) f |= FACT_CHAIN;
    if (r->certainty && strcmp(r->certainty, "certain") != 0) f |= FACT_CERTAINTY;
    if (r->control) f |= FACT_CONTROL;
    if (has_harm(r, false)) f |= FACT_HARM;
    if (has_harm(r, true)) f |= FACT_DEAD;
    if (has_range(r)) f |= FACT_RANGE;
    if (days_spanned(r) > 1) f |= FACT_DAYS;
    if (r->actor_count > 1 || r->recipient_count > 1) f |= FACT_PARTIES;
    if (r->mark_count) f |= FACT_MARKS;
    if (!says_it_happened(r)) f |= FACT_SAYING;
    if (r->quote) f |= FACT_QUOTE;
    return f;
}

void report_dropped(export_report *r, const ledger_record *claim) {
    unsigned lost = facts_of(claim) & ~r->format->holds;
    for (uint32_t i = 0; i < FACTS; i++) r->dropped[i] += lost >> i & 1;
}

void report_withheld(export_report *r, const ledger_record *claim) {
    r->withheld[claim->withheld & 3]++;
}

void report_left_out(export_report *r, const char *why) {
    for (uint32_t i = 0; i < REPORT_REASONS; i++) {
        if (r->left_out[i].why && strcmp(r->left_out[i].why, why) != 0) continue;
        r->left_out[i].why = why;
        r->left_out[i].claims++;
        return;
    }
}

/* ---- sentences ----------------------------------------------------------------------------------------------------------- */

static void say(export_report *r, buf *line) {
    const char *words = buf_cstr(line);
    if (words && r->sink->note) r->sink->note(r->sink->context, words);
    buf_clear(line);
}

static void begin_line(const export_report *r, buf *line, const char *what) {
    buf_clear(line);
    buf_printf(line, "%s: %s", r->format->name, what);
}

static void add_differing(unsigned differ, buf *line) {
    for (uint32_t i = 0, n = 0; i < ROW_DISPUTES; i++)
        if (differ >> i & 1) buf_printf(line, "%s%s", n++ ? ", " : " ", row_dispute_name(i));
    buf_str(line, differ & ROW_DEAD ? " in dispute: the lowest count stands, other values are empty" : " in dispute: left empty");
}

void report_event(export_report *r, const export_row *row, unsigned differ, bool whole) {
    if ((!differ && !whole) || ++r->differing > REPORT_EVENTS) return;
    buf line;
    buf_init(&line);
    begin_line(r, &line, row->r.id);
    if (row->place.name) buf_printf(&line, " (%s)", row->place.name);
    if (row->claims > 1) buf_printf(&line, " and %u more", row->claims - 1);
    buf_char(&line, ':');
    if (whole)
        buf_str(&line, " the event itself is in dispute: left out");
    else
        add_differing(differ, &line);
    say(r, &line);
    buf_free(&line);
}

static void say_list(export_report *r, buf *line, const char *lead, const char *const *names, const uint64_t *counts,
                     uint32_t n) {
    uint32_t shown = 0;
    begin_line(r, line, lead);
    for (uint32_t i = 0; i < n; i++) {
        if (!counts[i]) continue;
        buf_printf(line, "%s%s (%llu)", shown++ ? ", " : " ", names[i], (unsigned long long)counts[i]);
    }
    if (shown) say(r, line);
}

static void say_left_out(export_report *r, buf *line) {
    for (uint32_t i = 0; i < REPORT_REASONS && r->left_out[i].why; i++) {
        begin_line(r, line, "left out: ");
        buf_printf(line, "%llu %s", (unsigned long long)r->left_out[i].claims, r->left_out[i].why);
        say(r, line);
    }
}

void report_end(export_report *r, const export_options *o) {
    static const char *const withheld[4] = {"", "marked claims", "claims of marked dispatches", "claims at marked places"};
    buf line;
    buf_init(&line);
    if (r->differing > REPORT_EVENTS) {
        begin_line(r, &line, "");
        buf_printf(&line, "%llu more events in dispute", (unsigned long long)(r->differing - REPORT_EVENTS));
        say(r, &line);
    }
    say_list(r, &line, "dropped, with the number of claims that had it:", fact_names, r->dropped, FACTS);
    say_left_out(r, &line);
    r->withheld[RECORD_OPEN] = 0;
    say_list(r, &line, "withheld:", withheld, r->withheld, 4);
    if (o->coarsen != EXPORT_EXACT) {
        begin_line(r, &line, "places are no finer than ");
        buf_str(&line, o->coarsen == EXPORT_ADMIN1 ? "a first-level region" : "a country");
        buf_str(&line, "; quotes, titles, addresses and file names, which could name finer ones, are left out");
        say(r, &line);
    }
    if (r->format->remark) {
        begin_line(r, &line, r->format->remark);
        say(r, &line);
    }
    buf_free(&line);
}
