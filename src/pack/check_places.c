/* Runs the tests beside the rules for places: lang/<code>/places.rules, and, with the language in front, the files of
 * world/places and world/countries.rules.
 *
 *   > en: Shells fell on Paris, Texas, and near Sabinar. => Paris/US.TX; Texas/US; Sabinar*
 *
 * All mentions in their order, parted by ";": the words, then "/" and the country or region code, "*" where the name is not
 * resolved; "(acts)" where the place acts, "(in name)" inside an organisation's name, "(adjective)" for a demonym; "= …" for
 * the name that a description stands for. After "|" the border checks: "IQ yes", "JO no". "-" alone: no place at all. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mention/actor.h"
#include "mention/gazetteer.h"
#include "mention/time.h"
#include "pack/check.h"

enum { FILES_MAX = 64, PATH_BYTES = 512 };

typedef struct checker {
    const knowledge *k;
    const pack_sources *s;
    const rule_file *f;
    text_workspace *workspace;
    const char *lang; /* of a language's own file; "" in world/ */
    arena *a;
    check_report *report;
} checker;

static void put_words(buf *out, const text *x, span at) {
    buf_add(out, x->bytes + at.start, at.end - at.start);
}

static void put_mention(buf *out, const text *x, const mentions *m, const place_mention *p, bool region) {
    put_words(out, x, p->at.at);
    if (p->flags & PLACE_COREF) {
        buf_str(out, " = ");
        put_words(out, x, m->places[p->coref].at.at);
        return;
    }
    if (isnan(p->lat))
        buf_char(out, '*');
    else
        buf_printf(out, "/%s", region && p->admin1_code ? p->admin1_code : p->country);
    if (p->flags & PLACE_AS_ACTOR) buf_str(out, " (acts)");
    if (p->flags & PLACE_IN_NAME) buf_str(out, " (in name)");
    if (p->flags & PLACE_ADJECTIVE) buf_str(out, " (adjective)");
}

/* Compares mention by mention, since an answer may name the country or the region. */
static bool same_places(const char *want, const text *x, const mentions *m) {
    buf one;
    buf_init(&one);
    bool same = true;
    for (uint32_t i = 0; i < m->place_count && same; i++) {
        want += strspn(want, " ;");
        size_t n = strcspn(want, ";|");
        while (n > 0 && want[n - 1] == ' ') n--;
        same = false;
        for (int region = 0; region < 2 && !same; region++) {
            buf_clear(&one);
            put_mention(&one, x, m, &m->places[i], region != 0);
            same = one.n == n && memcmp(one.at, want, n) == 0;
        }
        want += n;
        want += strspn(want, " ");
    }
    buf_free(&one);
    return same && (*want == '\0' || *want == '|' || (m->place_count == 0 && strcmp(want, "-") == 0));
}

static void put_checks(buf *out, const mentions *m) {
    for (uint32_t i = 0; i < m->check_count; i++)
        buf_printf(out, "%s%s%s %s", i ? "; " : "", m->checks[i].kind == CHECK_IN ? "in " : "", m->checks[i].country,
                   m->checks[i].holds ? "yes" : "no");
}

static bool same_checks(const char *want, const mentions *m) {
    const char *bar = strchr(want, '|');
    buf got;
    buf_init(&got);
    put_checks(&got, m);
    bool same = strcmp(buf_cstr(&got), bar ? bar + 1 + strspn(bar + 1, " ") : "") == 0;
    buf_free(&got);
    return same;
}

static void describe(buf *out, const text *x, const mentions *m) {
    for (uint32_t i = 0; i < m->place_count; i++) {
        if (i > 0) buf_str(out, "; ");
        put_mention(out, x, m, &m->places[i], true);
    }
    if (m->place_count == 0) buf_char(out, '-');
    if (m->check_count > 0) buf_str(out, " | ");
    put_checks(out, m);
}

static dp_status find(checker *c, const char *lang, const char *input, text *x, mentions *m, dp_error *err) {
    mention_rules rules = {.times = c->k->times, .places = c->k->places, .actors = c->k->actors};
    dp_status status = text_analyse(c->workspace, lang, input, strlen(input), c->a, x, err);
    return status == DP_OK ? mention_find(&rules, x, NULL, c->a, m, err) : status;
}

static dp_status run_test(checker *c, const rule_line *l, dp_error *err) {
    const char *input = l->column[0];
    char lang[4];
    snprintf(lang, sizeof lang, "%s", c->lang);
    if (!*lang) {
        if (strlen(input) < 4 || input[2] != ':')
            return rule_error(c->f, l, err, "expected the language of the test: \"> fr: …\"");
        snprintf(lang, sizeof lang, "%.2s", input);
        input += 3 + strspn(input + 3, " ");
    }
    if (!text_has_language(c->k->models, lang)) return DP_OK;
    text x;
    mentions m;
    dp_status status = find(c, lang, input, &x, &m, err);
    if (status != DP_OK) return status;
    c->report->run++;
    if (same_places(l->column[1], &x, &m) && same_checks(l->column[1], &m)) return DP_OK;
    buf got;
    buf_init(&got);
    describe(&got, &x, &m);
    check_fail(c->report, c->f, l, l->column[1], buf_cstr(&got));
    buf_free(&got);
    return DP_OK;
}

static dp_status check_file(checker *c, const char *path, dp_error *err) {
    rule_file f;
    if (!rule_file_exists(c->s->root, path)) return DP_OK;
    dp_status status = rule_file_read(c->s->root, path, c->a, &f, err);
    c->f = &f;
    for (uint32_t i = 0; status == DP_OK && i < f.n; i++)
        if (f.lines[i].is_test) status = run_test(c, &f.lines[i], err);
    c->f = NULL;
    return status;
}

static int by_text(const void *a, const void *b) {
    return strcmp(a, b);
}

static dp_status check_world(checker *c, dp_error *err) {
    char path[PATH_BYTES], names[FILES_MAX][128];
    uint32_t n = 0;
    snprintf(path, sizeof path, "%.300s/world/places", c->s->root);
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && n < FILES_MAX && (e = readdir(dir));) {
        size_t length = strlen(e->d_name);
        if (length > 6 && length < sizeof names[0] && strcmp(e->d_name + length - 6, ".rules") == 0)
            memcpy(names[n++], e->d_name, length + 1);
    }
    if (dir) closedir(dir);
    qsort(names, n, sizeof names[0], by_text);
    dp_status status = check_file(c, "world/countries.rules", err);
    for (uint32_t i = 0; i < n && status == DP_OK; i++) {
        snprintf(path, sizeof path, "world/places/%.127s", names[i]);
        status = check_file(c, path, err);
    }
    return status;
}

/* Without a gazetteer (no cities500.txt at hand) the tests could only fail. */
dp_status check_places(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    checker c = {.k = k, .s = s, .lang = "", .a = a, .report = r};
    if (!s->cities) return DP_OK;
    dp_status status = text_workspace_new(k->models, &c.workspace, err);
    if (status != DP_OK) return status;
    status = check_world(&c, err);
    for (const char *const *lang = s->langs; *lang && status == DP_OK; lang++) {
        char path[PATH_BYTES];
        c.lang = *lang;
        snprintf(path, sizeof path, "lang/%.32s/places.rules", *lang);
        status = check_file(&c, path, err);
    }
    text_workspace_free(c.workspace);
    return status;
}
