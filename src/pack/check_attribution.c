/* The tests of attribution.rules: who says what ("SOURCE | CUE | CONTENT"), how a word's clause is said ("manner WORD: …"), and
 * which words are held at arm's length ("distance: …"). */
#include <stdio.h>
#include <string.h>

#include "claim/attribution.h"
#include "mention/time.h"
#include "mention/told_tree.h"
#include "pack/check.h"

typedef struct checker {
    const mention_rules *mention_rules;
    attribution_rules *rules;
    text_workspace *work;
    const char *lang;
    arena *a;
    buf got;
} checker;

static void spell_spans(const text *x, const span *at, uint32_t n, buf *out) {
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) buf_str(out, " … ");
        buf_add(out, x->bytes + at[i].start, at[i].end - at[i].start);
    }
}

static void spell_attributions(const text *x, const claims *c, buf *out) {
    for (uint32_t i = 0; i < c->attribution_count; i++) {
        const attribution *a = &c->attributions[i];
        if (i > 0) buf_str(out, " ; ");
        spell_spans(x, a->source, a->source_count, out);
        buf_str(out, " | ");
        spell_spans(x, a->cue, a->cue_count, out);
        buf_str(out, " | ");
        spell_spans(x, a->content, a->content_count, out);
    }
    if (c->attribution_count == 0) buf_str(out, "nothing");
}

static void spell_distance(const text *x, const claims *c, buf *out) {
    buf_str(out, "distance:");
    for (uint32_t i = 0; i < c->distance_count; i++) {
        buf_str(out, i > 0 ? " ; " : " ");
        spell_spans(x, &c->distance[i].at, 1, out);
    }
}

/* "manner WORD: …", of the last token that is spelled so. */
static void spell_manner(const checker *k, const text *x, const claims *c, const char *expected, buf *out) {
    const char *word = expected + strlen("manner ");
    size_t n = strcspn(word, ":");
    for (uint32_t t = x->token_count; t-- > 0;) {
        if (strlen(x->tokens[t].form) != n || memcmp(x->tokens[t].form, word, n) != 0) continue;
        manner m = manner_of(k->rules, x, c, t);
        buf_printf(out, "manner %.*s: %s %s %s", (int)n, word, polarity_name(m.polarity), claim_tense_name(m.tense),
                   certainty_name(m.certainty));
        return;
    }
    buf_str(out, "no such word");
}

static dp_status check_line(checker *k, const rule_file *f, const rule_line *l, check_report *r, dp_error *err) {
    text x;
    claims c = {0};
    mentions m;
    const char *expected = l->column[1];
    dp_status st = text_analyse(k->work, k->lang, l->column[0], strlen(l->column[0]), k->a, &x, err);
    if (st == DP_OK) st = mention_find(k->mention_rules, &x, NULL, k->a, &m, err);
    if (st == DP_OK) time_mend_tree(&x, &m);
    if (st == DP_OK) told_mend_tree(&x, &m);
    if (st == DP_OK) st = attribution_find(k->rules, &x, &m, k->a, &c, err);
    if (st != DP_OK) return st;
    buf_clear(&k->got);
    if (strncmp(expected, "manner ", 7) == 0)
        spell_manner(k, &x, &c, expected, &k->got);
    else if (strncmp(expected, "distance:", 9) == 0)
        spell_distance(&x, &c, &k->got);
    else
        spell_attributions(&x, &c, &k->got);
    const char *got = buf_cstr(&k->got);
    if (!got) return error_nomem(err);
    while (*got == ' ') got++;
    r->run++;
    if (strcmp(got, expected) != 0) check_fail(r, f, l, expected, got);
    return DP_OK;
}

dp_status check_attribution(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    mention_rules mention = {.times = k->times, .places = k->places, .actors = k->actors};
    checker c = {.mention_rules = &mention, .a = a};
    buf_init(&c.got);
    dp_status st = attribution_rules_open(&k->pack, &c.rules, err);
    if (st == DP_OK) st = text_workspace_new(k->models, &c.work, err);
    for (uint32_t i = 0; st == DP_OK && s->langs[i]; i++) {
        char path[128];
        rule_file file;
        snprintf(path, sizeof path, "lang/%.32s/attribution.rules", s->langs[i]);
        if (!rule_file_exists(s->root, path)) continue;
        c.lang = s->langs[i];
        st = rule_file_read(s->root, path, a, &file, err);
        for (uint32_t n = 0; st == DP_OK && n < file.n; n++)
            if (file.lines[n].is_test) st = check_line(&c, &file, &file.lines[n], r, err);
    }
    if (c.work) text_workspace_free(c.work);
    if (c.rules) attribution_rules_free(c.rules);
    buf_free(&c.got);
    return st;
}
