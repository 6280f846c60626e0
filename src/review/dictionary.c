#include "review/dictionary.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mapfile.h"

enum { CONTEXT_LINES = 2, PATH_BYTES = 4096 };

static bool full_path(const dictionary *d, char out[PATH_BYTES]) {
    const int n = snprintf(out, PATH_BYTES, "%s/%s", d->folder, d->path);
    return n > 0 && n < PATH_BYTES - 8; /* room for ".new" */
}

static dp_status path_too_long(const dictionary *d, dp_error *err) {
    error_set(err, DP_E_IO, "the path is too long");
    return error_at(err, d->path, 0);
}

dp_status dictionary_open(dictionary *d, const char *folder, const char *path, arena *a, dp_error *err) {
    *d = (dictionary){.folder = folder, .path = path};
    char name[PATH_BYTES];
    if (!full_path(d, name)) return path_too_long(d, err);
    if (access(name, F_OK) != 0) return DP_OK;
    mapfile file;
    dp_status s = mapfile_open(name, &file, err);
    if (s != DP_OK) return s;
    d->exists = true;
    const char *bytes = file.at;
    for (size_t at = 0; s == DP_OK && at < file.size;) {
        const char *end = memchr(bytes + at, '\n', file.size - at);
        const size_t n = end ? (size_t)(end - bytes) - at : file.size - at;
        const char *line = arena_copy(a, bytes + at, n);
        if (!line || !vec_push(a, &d->lines, line)) s = error_nomem(err);
        at += n + 1;
    }
    mapfile_close(&file);
    return s;
}

/* ---- planning -------------------------------------------------------------------------------------------------------------- */

/* The column that begins at s, and where the next one begins. Columns are set apart by a tab or two spaces. */
static size_t column_length(const char *s, const char **next) {
    size_t n = 0;
    while (s[n] && s[n] != '\t' && !(s[n] == ' ' && (s[n + 1] == ' ' || s[n + 1] == '\0' || s[n + 1] == '\t'))) n++;
    const char *after = s + n;
    while (*after == ' ' || *after == '\t') after++;
    *next = after;
    return n;
}

/* Do the columns of the line, from the suggestion's on, hold its words? */
static bool same_words(const char *line, const suggestion *s) {
    const char *at = line + strspn(line, " \t"), *next;
    if (*at == '#' || *at == '>' || *at == '[') return false;
    for (uint32_t i = 0; i < s->column; i++) {
        column_length(at, &next);
        at = next;
    }
    for (const char *word = s->words; *word;) {
        const size_t wanted = strcspn(word, "\x1f"), n = column_length(at, &next);
        if (n != wanted || memcmp(at, word, n) != 0) return false;
        at = next;
        word += wanted + (word[wanted] != '\0');
    }
    return true;
}

static bool is_head(const char *line, const char *section) {
    const size_t n = strlen(section);
    return line[0] == '[' && (n == 0 || (strncmp(line + 1, section, n) == 0 && line[n + 1] == ']'));
}

/* Behind the last line of the section; *missing: there is none, and the end of the file is given. */
static uint32_t end_of_section(const dictionary *d, const char *section, bool *missing) {
    uint32_t i = 0;
    *missing = false;
    if (*section) {
        while (i < d->lines.n && !is_head(d->lines.at[i], section)) i++;
        if ((*missing = i == d->lines.n)) return i;
        i++;
    }
    while (i < d->lines.n && !is_head(d->lines.at[i], "")) i++;
    return i;
}

/* The text of a line without what is behind the last column that counts: an equal rule is equal however it is spaced. */
static bool same_line(const char *a, const char *b) {
    const char *next_a, *next_b;
    a += strspn(a, " \t");
    while (*a && *b) {
        const size_t n = column_length(a, &next_a);
        if (n != column_length(b, &next_b) || memcmp(a, b, n) != 0) return false;
        a = next_a;
        b = next_b;
    }
    return *a == *b;
}

dictionary_change dictionary_plan(const dictionary *d, const suggestion *s, arena *a) {
    for (uint32_t i = 0; i < d->lines.n; i++) {
        if (!same_words(d->lines.at[i], s)) continue;
        if (same_line(d->lines.at[i], s->line)) return (dictionary_change){.at = i};
        return (dictionary_change){.at = i, .removed = 1, .count = 2, .lines = {s->note, s->line}};
    }
    bool missing;
    dictionary_change c = {.at = end_of_section(d, s->section, &missing)};
    if (missing) {
        char head[64];
        const int n = snprintf(head, sizeof head, "[%.60s]", s->section);
        c.lines[c.count++] = arena_copy(a, head, (size_t)n);
    }
    c.lines[c.count++] = s->note;
    c.lines[c.count++] = s->line;
    return c;
}

/* ---- the change --------------------------------------------------------------------------------------------------------------
 */

void dictionary_diff(const dictionary *d, const dictionary_change *c, buf *out) {
    const uint32_t from = c->at > CONTEXT_LINES ? c->at - CONTEXT_LINES : 0, behind = c->at + c->removed;
    const uint32_t to = behind + CONTEXT_LINES < d->lines.n ? behind + CONTEXT_LINES : d->lines.n;
    const uint32_t before = to - from, after = before - c->removed + c->count;
    if (d->exists)
        buf_printf(out, "--- a/%s\n", d->path);
    else
        buf_str(out, "--- /dev/null\n");
    buf_printf(out, "+++ b/%s\n@@ -%u,%u +%u,%u @@\n", d->path, before ? from + 1 : from, before, from + 1, after);
    for (uint32_t i = from; i < c->at; i++) buf_printf(out, " %s\n", d->lines.at[i]);
    for (uint32_t i = c->at; i < behind; i++) buf_printf(out, "-%s\n", d->lines.at[i]);
    for (uint32_t i = 0; i < c->count; i++) buf_printf(out, "+%s\n", c->lines[i]);
    for (uint32_t i = behind; i < to; i++) buf_printf(out, " %s\n", d->lines.at[i]);
}

dp_status dictionary_apply(dictionary *d, const dictionary_change *c, arena *a, dp_error *err) {
    dictionary changed = {.folder = d->folder, .path = d->path, .exists = true};
    bool ok = true;
    for (uint32_t i = 0; ok && i < c->at; i++) ok = vec_push(a, &changed.lines, d->lines.at[i]);
    for (uint32_t i = 0; ok && i < c->count; i++) ok = c->lines[i] && vec_push(a, &changed.lines, c->lines[i]);
    for (uint32_t i = c->at + c->removed; ok && i < d->lines.n; i++) ok = vec_push(a, &changed.lines, d->lines.at[i]);
    if (!ok) return error_nomem(err);
    *d = changed;
    return DP_OK;
}

static dp_status cannot_write(const char *name, dp_error *err) {
    error_set(err, DP_E_IO, "cannot be written: %s", strerror(errno));
    error_at(err, name, 0);
    return error_remedy(err, "check the folder's permissions and the disk's free space");
}

static dp_status make_folders(char *name, dp_error *err) {
    for (char *slash = strchr(name + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool made = mkdir(name, 0777) == 0 || errno == EEXIST;
        if (!made) return cannot_write(name, err);
        *slash = '/';
    }
    return DP_OK;
}

static bool write_lines(const dictionary *d, FILE *f) {
    for (uint32_t i = 0; i < d->lines.n; i++)
        if (fprintf(f, "%s\n", d->lines.at[i]) < 0) return false;
    return fflush(f) == 0 && fsync(fileno(f)) == 0;
}

dp_status dictionary_write(dictionary *d, dp_error *err) {
    char name[PATH_BYTES], fresh[PATH_BYTES];
    if (!full_path(d, name)) return path_too_long(d, err);
    dp_status s = make_folders(name, err);
    if (s != DP_OK) return s;
    snprintf(fresh, sizeof fresh, "%.*s.new", PATH_BYTES - 8, name);
    FILE *f = fopen(fresh, "wb");
    if (!f) return cannot_write(fresh, err);
    const bool written = write_lines(d, f);
    if (fclose(f) != 0 || !written || rename(fresh, name) != 0) {
        s = cannot_write(name, err);
        unlink(fresh);
    }
    return s;
}
