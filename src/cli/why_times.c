#include "cli/why_times.h"

#include "cli/dictionaries.h"

#include <string.h>

static char *copy_span(const why_trials *t, const time_trial *q, arena *a) {
    return arena_copy(a, t->text + q->at.start, q->at.end - q->at.start);
}

static void rule_name(const knowledge *k, rule_ref rule, char out[128]) {
    uint32_t line = 0;
    const char *file = pack_rule_file(&k->pack, rule, &line);
    snprintf(out, 128, "%s:%u", file ? file : "?", (unsigned)line);
}

dp_status why_trials_find(const knowledge *k, const dispatch *d, const char *words, arena *a, why_trials *out, dp_error *err) {
    *out = (why_trials){0};
    text_workspace *w;
    text x = {0};
    const char *lang = d->lang ? d->lang : language_identify(&k->ingest.language, d->text, d->text_bytes).code;
    if (!text_has_language(k->models, lang)) return DP_OK; /* nothing is found in a language that the pack lacks */
    dp_status status = text_workspace_new(k->models, &w, err);
    if (status != DP_OK) return status;
    status = text_analyse(w, lang, d->text, d->text_bytes, a, &x, err);
    edtf given;
    edtf_read(d->date, &given);
    const char *at = words ? strstr(d->text, words) : NULL;
    const span over = {at ? (uint32_t)(at - d->text) : 0, at ? (uint32_t)(at - d->text + strlen(words)) : 0};
    if (status == DP_OK && (!words || at)) status = time_explain(k->times, &x, &given, over, a, &out->at, &out->count, err);
    out->text = d->text;
    text_workspace_free(w);
    return status;
}

static void put_trial(paper *p, const knowledge *k, const why_trials *t, const time_trial *q, unsigned indent, arena *a) {
    char rule[128];
    const char *words = copy_span(t, q, a);
    rule_name(k, q->rule, rule);
    paper_put(p, "%*s\"", (int)indent, "");
    paper_text(p, words);
    paper_put(p, "\"  ");
    if (q->outcome == TRIAL_WON)
        paper_bold(p, q->value);
    else
        paper_put(p, "%s", q->value);
    paper_put(p, "  ");
    paper_dim(p, rule);
    if (q->outcome != TRIAL_WON) paper_put(p, "  (%s)", time_outcome_name(q->outcome));
    paper_put(p, "\n");
}

void why_put_losers(paper *p, const knowledge *k, const why_trials *t) {
    arena a;
    arena_init(&a);
    bool any = false;
    for (uint32_t i = 0; i < t->count; i++) {
        if (t->at[i].outcome == TRIAL_WON) continue;
        if (!any) paper_put(p, "  %11s   beaten:\n", "");
        any = true;
        put_trial(p, k, t, &t->at[i], 18, &a);
    }
    arena_free(&a);
}

void why_json_trials(buf *b, const knowledge *k, const why_trials *t) {
    json_key(b, "trials");
    buf_char(b, '[');
    for (uint32_t i = 0; i < t->count; i++) {
        const time_trial *q = &t->at[i];
        char rule[128];
        rule_name(k, q->rule, rule);
        json_sep(b);
        buf_char(b, '{');
        json_key(b, "words");
        json_str(b, t->text + q->at.start, q->at.end - q->at.start);
        json_kv_str(b, "value", q->value);
        json_kv_str(b, "rule", rule);
        json_kv_str(b, "outcome", time_outcome_name(q->outcome));
        buf_char(b, '}');
    }
    buf_char(b, ']');
}

static bool over(span a, span b) {
    return a.start < b.end && b.start < a.end;
}

/* Each winner with the losers over its words. */
static void put_all(paper *p, const knowledge *k, const why_trials *t) {
    arena a;
    arena_init(&a);
    for (uint32_t i = 0; i < t->count; i++) {
        if (t->at[i].outcome != TRIAL_WON) continue;
        put_trial(p, k, t, &t->at[i], 0, &a);
        for (uint32_t j = 0; j < t->count; j++)
            if (t->at[j].outcome != TRIAL_WON && over(t->at[i].at, t->at[j].at)) put_trial(p, k, t, &t->at[j], 4, &a);
    }
    arena_free(&a);
}

static int show(const cli *c, const knowledge *k) {
    const char *text = cli_value(c, "text"), *date = cli_value(c, "date");
    arena a;
    arena_init(&a);
    dp_error err = {0};
    why_trials trials;
    edtf given;
    int status = CLI_DONE;
    const dispatch d = {.text = text, .text_bytes = (uint32_t)strlen(text), .lang = cli_value(c, "lang"), .date = date};
    if (strlen(text) > DP_TEXT_MAX || (date && !edtf_read(date, &given))) {
        cli_message(date ? "\"%.40s\" is no date; write it as 2017-11-10, 2017-11 or 2017" : "the text is too long", date);
        status = CLI_USAGE;
    } else if (why_trials_find(k, &d, NULL, &a, &trials, &err) != DP_OK)
        status = cli_report(&err);
    else {
        paper p;
        paper_begin(&p, c);
        if (cli_flag(c, "json")) {
            buf_char(&p.out, '{');
            why_json_trials(&p.out, k, &trials);
            buf_str(&p.out, "}\n");
        } else
            put_all(&p, k, &trials);
        status = !paper_end(&p) ? CLI_INPUT : trials.count ? CLI_DONE : CLI_NOTHING;
    }
    arena_free(&a);
    return status;
}

int why_text(const cli *c) {
    knowledge k;
    int status;
    if (!dictionaries_open(c, &k, &status)) return status;
    status = dictionaries_status(&k, show(c, &k));
    knowledge_close(&k);
    return status;
}
