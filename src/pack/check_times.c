/* Runs the tests beside time and number rules.
 *
 *   > Il est arrivé hier. @2017-11-10 => hier = 2017-11-09
 *   > Une vingtaine de soldats => Une vingtaine = 15 20 25 soldats
 *   > No time at all => -
 *
 * Answers are parted by ";" and stand in the order of the text; each is "span = value [mod]", or the value alone. In
 * numbers.rules: low, best and high ("*" where open), then, where the test gives it, the kind or what is counted. A test of
 * one file looks only at what that file's room answers: times, or quantities. */
#include <stdio.h>
#include <string.h>

#include "mention/time.h"
#include "pack/check.h"

typedef struct checker {
    const knowledge *k;
    const rule_file *f;
    text_workspace *workspace;
    const char *lang;
    bool numbers;
    arena *a;
    check_report *report;
} checker;

static void add_span(buf *b, const text *x, span at) {
    buf_add(b, x->bytes + at.start, at.end - at.start);
    buf_str(b, " = ");
}

static void add_bound(buf *b, int64_t scaled, unsigned decimals) {
    if (scaled == QUANTITY_NONE) {
        buf_char(b, '*');
        return;
    }
    int64_t p = 1;
    for (unsigned k = 0; k < decimals; k++) p *= 10;
    buf_int(b, scaled / p);
    if (decimals) buf_printf(b, ".%0*lld", (int)decimals, (long long)(scaled % p));
}

/* What was found, in two forms: with everything a test may ask for, and the bare value. */
static void answer_time(const text *x, const time_mention *t, buf *full, buf *bare) {
    add_span(full, x, t->at.at);
    buf_str(full, t->value);
    if (t->mod) buf_printf(full, " %s", t->mod);
    buf_str(bare, t->value);
}

static void answer_quantity(const text *x, const quantity_mention *q, buf *full, buf *bare) {
    for (int k = 0; k < 3; k++) {
        if (k) buf_char(bare, ' ');
        add_bound(bare, q->scaled[k], q->decimals);
    }
    add_span(full, x, q->at.at);
    buf_str(full, buf_cstr(bare));
    if (q->kind != QUANTITY_CARDINAL) buf_printf(full, " %s", quantity_kind_name(q->kind));
    if (q->unit_token < x->token_count) {
        const token *t = &x->tokens[q->unit_token];
        buf_printf(full, " %.*s", (int)(t->end - t->start), x->bytes + t->start);
    }
}

/* "a = b" is right for "a = b" and for "a = b more"; a bare "b" is right for any span. */
static bool agrees(const char *want, size_t n, const char *full, const char *bare) {
    if (n == strlen(bare) && memcmp(want, bare, n) == 0) return true;
    return strncmp(full, want, n) == 0 && (full[n] == 0 || full[n] == ' ');
}

static bool compare(const text *x, const mentions *m, bool numbers, const char *want, buf *got) {
    uint32_t n = numbers ? m->quantity_count : m->time_count;
    bool right = true;
    const char *s = strcmp(want, "-") == 0 ? "" : want;
    for (uint32_t k = 0; k < n; k++) {
        buf full, bare;
        buf_init(&full);
        buf_init(&bare);
        if (numbers)
            answer_quantity(x, &m->quantities[k], &full, &bare);
        else
            answer_time(x, &m->times[k], &full, &bare);
        while (*s == ' ' || *s == ';') s++;
        size_t length = strcspn(s, ";");
        const char *next = s + length;
        while (length && s[length - 1] == ' ') length--;
        const char *f = buf_cstr(&full), *b = buf_cstr(&bare);
        right = right && length && f && b && agrees(s, length, f, b);
        s = next;
        if (k) buf_str(got, " ; ");
        buf_str(got, f);
        buf_free(&full);
        buf_free(&bare);
    }
    while (*s == ' ' || *s == ';') s++;
    if (n == 0) buf_char(got, '-');
    return right && *s == 0;
}

/* The dispatch's day stands behind the sentence: "@2017-11-10"; without one it is that day. */
static edtf given_day(char *input) {
    char *at = strrchr(input, '@');
    edtf date;
    if (!at) return edtf_from((civil){2017, 11, 10});
    edtf_read(at + 1, &date);
    while (at > input && at[-1] == ' ') at--;
    *at = 0;
    return date;
}

static dp_status run_test(checker *c, const rule_line *l, dp_error *err) {
    char *input = arena_copy(c->a, l->column[0], strlen(l->column[0]));
    if (!input) return error_nomem(err);
    const edtf day = given_day(input);
    text x;
    mentions m = {0};
    dp_status status = text_analyse(c->workspace, c->lang, input, strlen(input), c->a, &x, err);
    if (status == DP_OK) status = time_find(c->k->times, &x, &day, c->a, &m, err);
    if (status != DP_OK) return status;
    buf got;
    buf_init(&got);
    c->report->run++;
    if (!compare(&x, &m, c->numbers, l->column[1], &got)) check_fail(c->report, c->f, l, l->column[1], buf_cstr(&got));
    buf_free(&got);
    return DP_OK;
}

static dp_status run_file(checker *c, dp_error *err) {
    for (uint32_t k = 0; k < c->f->n; k++) {
        const rule_line *l = &c->f->lines[k];
        bool is_rule = !l->is_test && strcmp(l->section, "rules") == 0;
        bool tested = k + 1 < c->f->n && c->f->lines[k + 1].is_test;
        if (is_rule && !tested) {
            c->report->rules_untested++;
            if (c->report->list_untested) buf_printf(&c->report->messages, "%s:%u: no test\n", c->f->path, (unsigned)l->line);
        }
        if (!l->is_test) continue;
        dp_status status = run_test(c, l, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

dp_status check_times(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    static const char *const names[] = {"time.rules", "numbers.rules"};
    text_workspace *workspace;
    dp_status status = text_workspace_new(k->models, &workspace, err);
    if (status != DP_OK) return status;
    for (const char *const *lang = s->langs; *lang && status == DP_OK; lang++)
        for (int n = 0; n < 2 && status == DP_OK; n++) {
            char path[64];
            rule_file f;
            snprintf(path, sizeof path, "lang/%s/%s", *lang, names[n]);
            if (!text_has_language(k->models, *lang) || !rule_file_exists(s->root, path)) continue;
            status = rule_file_read(s->root, path, a, &f, err);
            checker c = {.k = k, .f = &f, .workspace = workspace, .lang = *lang, .numbers = n == 1, .a = a, .report = r};
            if (status == DP_OK) status = run_file(&c, err);
        }
    text_workspace_free(workspace);
    return status;
}
