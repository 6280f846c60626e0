/* Runs the tests beside the actor rules, and tries each name of world/actors/ on itself.
 *
 *   > fr: L'Otan a intercepté deux avions. @1999 => IGOWSTNAT, NATO ; *, *Russia*
 *
 * In world/ the language stands first. "@" and a date (day, month or year) says when the dispatch was written. Answers are
 * parted by ";", each "code, name"; "*" stands for anything, at an end of a word for any beginning or ending, "-" for no code.
 * They have to be found in this order; others may be found too. "-" alone: no actor at all. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mention/actor.h"
#include "mention/time.h"
#include "pack/check.h"

enum { PATH_BYTES = 512, FILES_MAX = 64 };

typedef struct checker {
    const knowledge *k;
    const pack_sources *s;
    const rule_file *f;
    text_workspace *workspace;
    const char *lang; /* of a language's own file; "" in world/ */
    arena *a;
    check_report *report;
} checker;

/* "*x*", "x*", "*x" and "x" against a text. */
static bool fits(const char *pattern, size_t n, const char *s) {
    bool open_start = n && pattern[0] == '*', open_end = n && pattern[n - 1] == '*';
    if (n == 1 && open_start) return true;
    if (open_start) pattern++, n--;
    if (open_end && n) n--;
    size_t length = strlen(s);
    for (size_t at = 0; at + n <= length; at++) {
        if (!open_start && at > 0) return false;
        if (memcmp(s + at, pattern, n) == 0 && (open_end || at + n == length)) return true;
    }
    return false;
}

static bool answers(const char *want, size_t n, const actor_mention *m) {
    const char *comma = memchr(want, ',', n);
    size_t code = comma ? (size_t)(comma - want) : n;
    if (!fits(want, code, m->code ? m->code : "-")) return false;
    if (!comma) return true;
    for (comma++; comma < want + n && *comma == ' ';) comma++;
    return fits(comma, (size_t)(want + n - comma), m->name);
}

static bool compare(const char *want, const mentions *m) {
    uint32_t at = 0;
    if (strcmp(want, "-") == 0) return m->actor_count == 0;
    for (const char *p = want; *p;) {
        size_t n = strcspn(p, ";"), length = n;
        while (length && p[length - 1] == ' ') length--;
        while (at < m->actor_count && !answers(p, length, &m->actors[at])) at++;
        if (at++ >= m->actor_count) return false;
        p += n;
        while (*p == ';' || *p == ' ') p++;
    }
    return true;
}

static void describe(const mentions *m, buf *out) {
    for (uint32_t i = 0; i < m->actor_count; i++)
        buf_printf(out, "%s%s, %s", i ? " ; " : "", m->actors[i].code ? m->actors[i].code : "-", m->actors[i].name);
    if (m->actor_count == 0) buf_char(out, '-');
}

static dp_status find(checker *c, const char *lang, const char *input, const edtf *day, mentions *m, dp_error *err) {
    text x;
    *m = (mentions){0};
    dp_status status = text_analyse(c->workspace, lang, input, strlen(input), c->a, &x, err);
    if (status == DP_OK) status = time_find(c->k->times, &x, day, c->a, m, err);
    return status == DP_OK ? actor_find(c->k->actors, &x, c->a, m, err) : status;
}

/* Takes "@2017-11" off the end. */
static edtf given_day(char *input) {
    edtf date = {0};
    char *at = strrchr(input, '@');
    if (!at || !edtf_read(at + 1, &date)) return date;
    while (at > input && at[-1] == ' ') at--;
    *at = '\0';
    return date;
}

static dp_status run_test(checker *c, const rule_line *l, dp_error *err) {
    char *input = arena_copy(c->a, l->column[0], strlen(l->column[0])), lang[4] = "";
    if (!input) return error_nomem(err);
    const edtf day = given_day(input);
    snprintf(lang, sizeof lang, "%s", c->lang);
    if (!*lang) {
        if (strlen(input) < 4 || input[2] != ':')
            return rule_error(c->f, l, err, "expected the language of the test: \"> fr: …\"");
        snprintf(lang, sizeof lang, "%.2s", input);
        for (input += 3; *input == ' ';) input++;
    }
    if (!text_has_language(c->k->models, lang)) return DP_OK;
    mentions m;
    dp_status status = find(c, lang, input, &day, &m, err);
    if (status != DP_OK) return status;
    c->report->run++;
    if (compare(l->column[1], &m)) return DP_OK;
    buf got;
    buf_init(&got);
    describe(&m, &got);
    check_fail(c->report, c->f, l, l->column[1], buf_cstr(&got));
    buf_free(&got);
    return DP_OK;
}

static dp_status run_file(checker *c, dp_error *err) {
    dp_status status = DP_OK;
    for (uint32_t i = 0; i < c->f->n && status == DP_OK; i++) {
        const rule_line *l = &c->f->lines[i];
        if (l->is_test) {
            status = run_test(c, l, err);
        } else if (i + 1 == c->f->n || !c->f->lines[i + 1].is_test) {
            c->report->rules_untested++;
            if (c->report->list_untested) buf_printf(&c->report->messages, "%s:%u: no test\n", c->f->path, (unsigned)l->line);
        }
    }
    return status;
}

static dp_status check_file(checker *c, const char *path, dp_error *err) {
    rule_file f;
    if (!rule_file_exists(c->s->root, path)) return DP_OK;
    dp_status status = rule_file_read(c->s->root, path, c->a, &f, err);
    c->f = &f;
    if (status == DP_OK) status = run_file(c, err);
    c->f = NULL;
    return status;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static dp_status check_world(checker *c, dp_error *err) {
    char path[PATH_BYTES];
    const char *names[FILES_MAX];
    uint32_t n = 0;
    snprintf(path, sizeof path, "%s/world/actors", c->s->root);
    DIR *dir = opendir(path);
    bool lost = false;
    for (struct dirent *e; dir && n < FILES_MAX && (e = readdir(dir));) {
        size_t length = strlen(e->d_name);
        if (length < 7 || strcmp(e->d_name + length - 6, ".rules") != 0) continue;
        names[n] = arena_copy(c->a, e->d_name, length);
        if (!names[n++]) lost = true;
    }
    if (dir) closedir(dir);
    if (lost) return error_nomem(err);
    qsort(names, n, sizeof *names, by_text);
    dp_status status = DP_OK;
    for (uint32_t i = 0; i < n && status == DP_OK; i++) {
        snprintf(path, sizeof path, "world/actors/%.200s", names[i]);
        status = check_file(c, path, err);
    }
    return status;
}

dp_status check_actors(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    checker c = {.k = k, .s = s, .lang = "", .a = a, .report = r};
    char path[PATH_BYTES];
    dp_status status = text_workspace_new(k->models, &c.workspace, err);
    if (status != DP_OK) return status;
    status = check_world(&c, err);
    for (const char *const *lang = s->langs; *lang && status == DP_OK; lang++) {
        c.lang = *lang;
        if (!text_has_language(k->models, *lang)) continue;
        snprintf(path, sizeof path, "lang/%s/demonyms.rules", *lang);
        status = check_file(&c, path, err);
        snprintf(path, sizeof path, "lang/%s/actors.rules", *lang);
        if (status == DP_OK) status = check_file(&c, path, err);
    }
    text_workspace_free(c.workspace);
    return status;
}
