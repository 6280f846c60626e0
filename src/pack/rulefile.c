/* Reading rule files; the header has the format. */
#include "pack/rulefile.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/mapfile.h"
#include "core/utf8.h"

enum { LINES_MAX = 0xFFFFF };

typedef struct reader {
    rule_file *file;
    arena *a;
    vec_of(rule_line) lines;
    const char *section;
} reader;

dp_status rule_error(const rule_file *f, const rule_line *l, dp_error *err, const char *message, ...) {
    char text[256];
    va_list args;
    va_start(args, message);
    vsnprintf(text, sizeof text, message, args);
    va_end(args);
    error_set(err, DP_E_FORMAT, "%s", text);
    error_at(err, f->path, l ? l->line : 0);
    return DP_E_FORMAT;
}

bool rule_file_exists(const char *root, const char *path) {
    char full[4096];
    struct stat st;
    return (size_t)snprintf(full, sizeof full, "%s/%s", root, path) < sizeof full && stat(full, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static void trim(const char **s, const char **end) {
    while (*s < *end && is_blank(**s)) (*s)++;
    while (*end > *s && (is_blank((*end)[-1]) || (*end)[-1] == '\r')) (*end)--;
}

/* A comment begins at the line's start, or after a tab or two spaces. */
static const char *comment_start(const char *s, const char *end) {
    for (const char *p = s; p < end; p++)
        if (*p == '#' && (p == s || p[-1] == '\t' || (p - s >= 2 && p[-1] == ' ' && p[-2] == ' '))) return p;
    return end;
}

/* Where the column that begins at s ends: before a tab or two spaces. */
static const char *column_end(const char *s, const char *end) {
    for (const char *p = s; p < end; p++)
        if (*p == '\t' || (*p == ' ' && p + 1 < end && is_blank(p[1]))) return p;
    return end;
}

static dp_status read_columns(reader *r, rule_line *l, const char *s, const char *end, dp_error *err) {
    while (s < end) {
        const char *stop = column_end(s, end);
        if (l->columns == RULE_COLUMNS_MAX) return rule_error(r->file, l, err, "expected at most %d columns", RULE_COLUMNS_MAX);
        size_t n = (size_t)(stop - s);
        if (n == 1 && *s == '-') n = 0;
        const char *copy = arena_copy(r->a, s, n);
        if (!copy) return error_nomem(err);
        l->column[l->columns++] = copy;
        for (s = stop; s < end && is_blank(*s);) s++;
    }
    return DP_OK;
}

/* "> input => expectation"; the last "=>" counts, so that an input may hold one. */
static dp_status read_test(reader *r, rule_line *l, const char *s, const char *end, dp_error *err) {
    const char *arrow = NULL;
    for (const char *p = s; p + 1 < end; p++)
        if (p[0] == '=' && p[1] == '>') arrow = p;
    if (!arrow) return rule_error(r->file, l, err, "expected \"> input => expectation\"");
    const char *input = s, *input_end = arrow, *want = arrow + 2, *want_end = end;
    trim(&input, &input_end);
    trim(&want, &want_end);
    l->is_test = true;
    l->columns = 2;
    l->column[0] = arena_copy(r->a, input, (size_t)(input_end - input));
    l->column[1] = arena_copy(r->a, want, (size_t)(want_end - want));
    return l->column[0] && l->column[1] ? DP_OK : error_nomem(err);
}

static dp_status read_line(reader *r, uint32_t number, const char *s, const char *end, dp_error *err) {
    rule_line l = {.line = number, .section = r->section};
    for (const char *p = s; p < end; p++)
        if ((unsigned char)*p < 0x20 && *p != '\t' && *p != '\r')
            return rule_error(r->file, &l, err, "expected text, found control code %d", *p);
    if (!utf8_valid(s, (size_t)(end - s))) return rule_error(r->file, &l, err, "expected UTF-8");
    end = comment_start(s, end);
    trim(&s, &end);
    if (s == end) return DP_OK;
    dp_status status;
    if (*s == '[') {
        if (end[-1] != ']' || end - s < 3) return rule_error(r->file, &l, err, "expected \"[section]\"");
        r->section = arena_copy(r->a, s + 1, (size_t)(end - s) - 2);
        return r->section ? DP_OK : error_nomem(err);
    }
    if (*s == '>')
        status = read_test(r, &l, s + 1, end, err);
    else
        status = read_columns(r, &l, s, end, err);
    if (status == DP_OK && !vec_push(r->a, &r->lines, l)) status = error_nomem(err);
    return status;
}

static dp_status read_lines(reader *r, const char *s, size_t n, dp_error *err) {
    if (n == 0) return DP_OK;
    const char *end = s + n;
    if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) s += 3;
    for (uint32_t number = 1; s < end; number++) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        if (!stop) stop = end;
        if (number > LINES_MAX) return rule_error(r->file, NULL, err, "expected at most %d lines", LINES_MAX);
        dp_status status = read_line(r, number, s, stop, err);
        if (status != DP_OK) return status;
        s = stop < end ? stop + 1 : end;
    }
    return DP_OK;
}

dp_status rule_file_read(const char *root, const char *path, arena *a, rule_file *out, dp_error *err) {
    *out = (rule_file){0};
    char full[4096];
    if ((size_t)snprintf(full, sizeof full, "%s/%s", root, path) >= sizeof full) {
        error_set(err, DP_E_USAGE, "the path is too long");
        error_at(err, path, 0);
        return DP_E_USAGE;
    }
    out->path = arena_copy(a, path, strlen(path));
    if (!out->path) return error_nomem(err);
    mapfile file;
    dp_status status = mapfile_open(full, &file, err);
    if (status != DP_OK) return status;
    reader r = {.file = out, .a = a, .section = ""};
    status = read_lines(&r, file.at, file.size, err);
    mapfile_close(&file);
    out->lines = r.lines.at;
    out->n = r.lines.n;
    return status;
}
