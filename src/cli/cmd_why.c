/* depeche why ID: a claim down to its words and to the lines of the rules that made it.
 * depeche why --text WORDS: the rules behind the times and quantities of some words, those that won and those that lost. */
#include <string.h>

#include "cli/commands.h"
#include "cli/dictionaries.h"
#include "cli/paper.h"
#include "cli/session.h"
#include "cli/why_times.h"

static const cli_option options[] = {
    {"json", 0, NULL, "one JSON object"},
    {"with-names", 0, NULL, "show the names of private persons"},
    {"text", 0, "WORDS", "explain the times and quantities of these words instead of a claim"},
    {"lang", 0, "CODE", "with --text: their language (else detected)"},
    {"date", 0, "DATE", "with --text: the day they are seen from"},
    DICTIONARY_OPTION,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static void put_line(paper *p, const char *name, const char *value) {
    if (!value || !*value) return;
    paper_put(p, "  %-11s ", name);
    paper_text(p, value);
    paper_put(p, "\n");
}

static void put_value(paper *p, const ledger_why_value *v) {
    paper_put(p, "  %-11s ", v->name);
    paper_bold(p, v->value ? v->value : "unknown");
    if (v->basis) paper_put(p, "  (%s)", v->basis);
    paper_put(p, "\n");
    if (v->words && v->end > v->start) {
        paper_put(p, "  %11s   \"", "");
        paper_text(p, v->words);
        paper_put(p, "\" [%u:%u]\n", v->start, v->end);
    }
    if (v->rule) paper_put(p, "  %11s   ", ""), paper_dim(p, v->rule), paper_put(p, "\n");
    if (v->note) paper_put(p, "  %11s   ", ""), paper_text(p, v->note), paper_put(p, "\n");
}

static void put_source(paper *p, const ledger_why *w) {
    char line[32];
    snprintf(line, sizeof line, ":%llu", (unsigned long long)w->line);
    paper_put(p, "\n");
    paper_bold(p, "where it stands");
    paper_put(p, "\n");
    put_line(p, "outlet", w->source);
    put_line(p, "title", w->title);
    put_line(p, "address", w->url);
    paper_put(p, "  %-11s ", "file");
    paper_text(p, w->file);
    paper_put(p, "%s  [%u:%u]\n", w->line ? line : "", w->start, w->end);
    if (w->page_to)
        paper_put(p, "  %-11s bytes %llu to %llu\n", "of the page", (unsigned long long)w->page_from,
                  (unsigned long long)w->page_to);
    put_line(p, "dispatch", w->dispatch);
    if (strcmp(w->store, "spans") == 0)
        put_line(p, "stored", "only the words that claims and mentions quote; ░ stands for the rest");
    if (strcmp(w->store, "none") == 0) put_line(p, "stored", "nothing of the text; the numbers in [] are its characters");
    paper_put(p, "  %-11s %s (%s)", "date", w->date && *w->date ? w->date : "unknown", w->date_basis ? w->date_basis : "unknown");
    if (w->date_candidate_count > 1 && w->date_candidate_count <= 7) {
        paper_put(p, "; one of");
        for (uint32_t i = 0; i < w->date_candidate_count; i++) paper_put(p, " %s", w->date_candidates[i]);
    }
    paper_put(p, "\n  %-11s depeche %s, pack %s\n", "read by", w->version ? w->version : "?", w->pack ? w->pack : "?");
}

/* The time's sentence once more, for the rules that lost over its words. */
static bool losers_of(const session *s, const ledger_why *w, const ledger_why_value *v, arena *a, why_trials *out) {
    if (!v->words || !w->sentence || strcmp(v->name, "time") != 0) return false;
    const dispatch d = {.text = w->sentence, .text_bytes = (uint32_t)strlen(w->sentence), .lang = w->lang, .date = w->date};
    dp_error err = {0};
    return why_trials_find(&s->knowledge, &d, v->words, a, out, &err) == DP_OK && out->count > 0;
}

static void put_why(paper *p, const session *s, const ledger_why *w, arena *a) {
    paper_bold(p, w->short_id);
    paper_put(p, "  ");
    paper_text(p, w->words);
    paper_put(p, "\n");
    if (w->verdict) paper_put(p, "coders: %s\n", w->verdict);
    paper_put(p, "\n");
    if (w->sentence) paper_wrap(p, 2, w->sentence);
    paper_put(p, "\n");
    paper_bold(p, "what made it");
    paper_put(p, "\n  %-11s ", "trigger");
    paper_bold(p, w->trigger);
    paper_put(p, " [%u:%u]\n", w->trigger_start, w->trigger_end);
    put_line(p, "rule", w->rule);
    put_line(p, "syntax", w->path);
    for (uint32_t i = 0; i < w->value_count; i++) {
        why_trials trials;
        put_value(p, &w->values[i]);
        if (losers_of(s, w, &w->values[i], a, &trials)) why_put_losers(p, &s->knowledge, &trials);
    }
    put_source(p, w);
    if (w->same || w->relation_count) {
        paper_put(p, "\n");
        paper_bold(p, "others");
        paper_put(p, "\n");
        if (w->same)
            paper_put(p, "  %llu other %s the same: %u %s, %u %s in all\n", (unsigned long long)w->same,
                      w->same == 1 ? "claim says" : "claims say", w->same_voices, w->same_voices == 1 ? "voice" : "voices",
                      w->same_dispatches, w->same_dispatches == 1 ? "dispatch" : "dispatches");
        for (uint32_t i = 0; i < w->relation_count; i++) {
            const ledger_why_relation *r = &w->relations[i];
            paper_put(p, "  %s%s%s  ", r->kind, r->field && *r->field ? ": " : "", r->field ? r->field : "");
            paper_text(p, r->claimant);
            paper_put(p, " says  ");
            paper_dim(p, r->short_id);
            paper_put(p, strcmp(r->basis, "coder") == 0 ? "  (by coders' word)\n" : "\n");
            if (r->quote) paper_wrap(p, 6, r->quote);
        }
    }
}

static void json_values(const session *s, const ledger_why *w, arena *a, buf *b) {
    json_key(b, "values");
    buf_char(b, '[');
    for (uint32_t i = 0; i < w->value_count; i++) {
        const ledger_why_value *v = &w->values[i];
        json_sep(b);
        buf_char(b, '{');
        json_kv_str(b, "name", v->name);
        json_kv_str(b, "value", v->value);
        json_kv_str(b, "basis", v->basis);
        json_kv_str(b, "words", v->words);
        json_kv_int(b, "start", v->start);
        json_kv_int(b, "end", v->end);
        json_kv_str(b, "rule", v->rule);
        json_kv_str(b, "note", v->note);
        why_trials trials;
        if (losers_of(s, w, v, a, &trials)) why_json_trials(b, &s->knowledge, &trials);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static void json_relations(const ledger_why *w, buf *b) {
    json_key(b, "relations");
    buf_char(b, '[');
    for (uint32_t i = 0; i < w->relation_count; i++) {
        const ledger_why_relation *r = &w->relations[i];
        json_sep(b);
        buf_char(b, '{');
        json_kv_str(b, "kind", r->kind);
        json_kv_str(b, "field", r->field);
        json_kv_str(b, "reason", r->reason);
        json_kv_str(b, "basis", r->basis);
        json_kv_str(b, "claim", r->claim);
        json_kv_str(b, "claimant", r->claimant);
        json_kv_str(b, "quote", r->quote);
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static void json_why(const session *s, const ledger_why *w, arena *a, buf *b) {
    buf_char(b, '{');
    json_kv_str(b, "id", w->claim);
    json_kv_int(b, "number", w->number);
    json_kv_str(b, "words", w->words);
    json_kv_str(b, "quote", w->quote);
    json_kv_int(b, "start", w->start);
    json_kv_int(b, "end", w->end);
    json_kv_str(b, "trigger", w->trigger);
    json_kv_int(b, "trigger_start", w->trigger_start);
    json_kv_int(b, "trigger_end", w->trigger_end);
    json_kv_str(b, "verdict", w->verdict);
    json_kv_str(b, "rule", w->rule);
    json_kv_str(b, "path", w->path);
    json_kv_str(b, "sentence", w->sentence);
    json_kv_str(b, "dispatch", w->dispatch);
    json_kv_str(b, "store", w->store);
    json_kv_str(b, "given_id", w->given_id);
    json_kv_str(b, "title", w->title);
    json_kv_str(b, "source", w->source);
    json_kv_str(b, "url", w->url);
    json_kv_str(b, "file", w->file);
    json_kv_int(b, "line", (int64_t)w->line);
    if (w->page_to) {
        json_kv_int(b, "page_start", (int64_t)w->page_from);
        json_kv_int(b, "page_end", (int64_t)w->page_to);
    }
    json_kv_str(b, "lang", w->lang);
    json_kv_str(b, "date", w->date);
    json_kv_str(b, "date_basis", w->date_basis);
    json_kv_str(b, "pack", w->pack);
    json_kv_str(b, "version", w->version);
    json_values(s, w, a, b);
    json_relations(w, b);
    json_kv_int(b, "same", (int64_t)w->same);
    json_kv_int(b, "same_voices", w->same_voices);
    json_kv_int(b, "same_dispatches", w->same_dispatches);
    buf_str(b, "}\n");
}

static int show_why(const cli *c, session *s, arena *a) {
    ledger_why w;
    dp_error err = {0};
    bool found = false;
    if (ledger_why_of(s->ledger, c->arguments[0], cli_flag(c, "with-names"), a, &w, &found, &err) != DP_OK)
        return cli_report(&err);
    if (!found) {
        cli_message("no claim '%s' in %s; 'depeche claims' lists them", c->arguments[0], session_ledger_path(c));
        return CLI_NOTHING;
    }
    paper p;
    paper_begin(&p, c);
    if (cli_flag(c, "json"))
        json_why(s, &w, a, &p.out);
    else
        put_why(&p, s, &w, a);
    return paper_end(&p) ? CLI_DONE : CLI_INPUT;
}

static int run(cli *c) {
    session s;
    int status;
    if (cli_flag(c, "text")) return why_text(c);
    if (c->argument_count == 0) {
        cli_message("why needs a claim's ID or --text WORDS; 'depeche why --help' has examples");
        return CLI_USAGE;
    }
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    arena a;
    arena_init(&a);
    status = show_why(c, &s, &a);
    arena_free(&a);
    session_close(&s);
    return status;
}

const cli_command command_why = {
    .name = "why",
    .summary = "the words and the rules that a claim comes from",
    .usage = "[OPTION]… ID | --text WORDS",
    .examples = "  depeche why C4K7\n"
                "  depeche why wire-1/2           the second claim of dispatch wire-1\n"
                "  depeche why C4K7 --json | jq .rule\n"
                "  depeche why --text 'hier soir, au moins 40 hommes' --date 2017-11-10\n",
    .options = options,
    .arguments_least = 0,
    .arguments_most = 1,
    .run = run,
};
