/* Named actors and persons with their offices (world/actors/), and the small grammar of their columns. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/actor_sources.h"

enum { FILES_MAX = 64, PATH_BYTES = 512, ACTORS_MAX = 60000 };

uint32_t actor_polity_of(const actor_sources *w, const char *key) {
    for (uint32_t i = 0; i < w->keys.n; i++)
        if (strcmp(w->keys.at[i].key, key) == 0) return i;
    return ACTOR_NONE;
}

bool actor_read_sectors(const actor_sources *w, const char *codes, uint8_t out[ACTOR_SECTORS_MAX]) {
    uint32_t n = 0;
    memset(out, 0, ACTOR_SECTORS_MAX);
    for (const char *p = codes; *p;) {
        size_t length = strcspn(p, " ");
        uint32_t i = 0;
        while (i < w->sectors.n && !(length == 3 && memcmp(w->sectors.at[i].code, p, 3) == 0)) i++;
        if (i == w->sectors.n || n == ACTOR_SECTORS_MAX) return false;
        out[n++] = (uint8_t)(i + 1);
        p += length + (p[length] == ' ');
    }
    return true;
}

const char *actor_list_next(actor_list *l, arena *a, dp_error *err) {
    while (*l->at) {
        const char *p = l->at, *end = p + strcspn(p, ";");
        l->at = *end ? end + 1 : end;
        while (*p == ' ') p++;
        if (end - p > 3 && p[2] == ':' && p[3] == ' ') {
            memcpy(l->lang, p, 2);
            l->lang[2] = '\0';
            p += 4;
        }
        while (end > p && end[-1] == ' ') end--;
        if (end == p) continue;
        const char *item = arena_copy(a, p, (size_t)(end - p));
        if (!item) error_nomem(err);
        return item;
    }
    return NULL;
}

static bool is_short_capitals(const char *name, size_t n) {
    if (n < 2 || n > 4) return false;
    for (size_t i = 0; i < n; i++)
        if (name[i] < 'A' || name[i] > 'Z') return false;
    return true;
}

uint16_t actor_name_case(const fold_table *fold, char *name) {
    size_t n = strlen(name);
    char mark = n > 1 ? name[n - 1] : '\0';
    if (mark == '!' || mark == '?' || mark == '~' || mark == '^') name[--n] = '\0';
    if (mark == '^' && n > 1 && name[n - 1] == '?') { /* "Observatory?^": one word of a longer name */
        name[--n] = '\0';
        return ENTRY_CASE_CAPITAL | ENTRY_CASE_ALONE | ENTRY_CASE_HOME;
    }
    if (mark == '^') return ENTRY_CASE_CAPS | ENTRY_CASE_HOME;
    if (mark == '~') return 0;
    if (mark == '!' || is_short_capitals(name, n)) return ENTRY_CASE_CAPS;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += utf8_decode(name + i, n - i, &cp);
        if (fold_class(fold, cp) & CHAR_UPPER) return (uint16_t)(ENTRY_CASE_CAPITAL | (mark == '?' ? ENTRY_CASE_ALONE : 0));
    }
    return 0;
}

/* ------------------------------------------------------------------------------------------------ named actors and persons */

/* "2013-04/2014", "2013/..", "2017-03-02", "". */
static bool read_period(const char *s, int32_t *first, int32_t *last) {
    char from[16] = "..", to[16] = "..";
    *first = *last = DAY_NONE;
    if (!*s) return true;
    const char *slash = strchr(s, '/');
    size_t n = slash ? (size_t)(slash - s) : strlen(s);
    if (n >= sizeof from || (slash && strlen(slash + 1) >= sizeof to)) return false;
    memcpy(from, s, n);
    from[n] = '\0';
    snprintf(to, sizeof to, "%s", slash ? slash + 1 : from);
    civil c;
    if (strcmp(from, "..") != 0) {
        if (!edtf_parse(from, &c)) { /* a year before 1000 is no date of ours; any other is a mistake */
            return false;
        }
        *first = edtf_range(c).first;
    }
    if (strcmp(to, "..") != 0) {
        if (!edtf_parse(to, &c)) return false;
        *last = edtf_range(c).last;
    }
    return *first == DAY_NONE || *last == DAY_NONE || *first <= *last;
}

static dp_status add_name(actor_sources *w, const char *name, const char *lang, uint32_t actor, rule_ref rule, dp_error *err) {
    char *copy = arena_copy(w->a, name, strlen(name));
    if (!copy) return error_nomem(err);
    actor_name n = {.actor = actor, .rule = rule, .flags = actor_name_case(builder_fold(w->b), copy), .name = copy};
    bool person = w->actors.at[actor].flags & ACTOR_RECORD_PERSON;
    if (person && (n.flags & ENTRY_CASE_CAPITAL) && !strchr(copy, ' ')) n.flags |= ENTRY_CASE_SURNAME;
    snprintf(n.lang, sizeof n.lang, "%.2s", lang);
    return vec_push(w->a, &w->names, n) ? DP_OK : error_nomem(err);
}

static dp_status add_names(actor_sources *w, const char *canonical, const char *names, uint32_t actor, rule_ref rule,
                           dp_error *err) {
    dp_status status = add_name(w, canonical, "", actor, rule, err);
    actor_list list = {.at = names};
    for (const char *name; status == DP_OK && (name = actor_list_next(&list, w->a, err));)
        status = add_name(w, name, list.lang, actor, rule, err);
    return status == DP_OK && err->code == DP_E_NOMEM ? DP_E_NOMEM : status;
}

static dp_status read_actor(actor_sources *w, const rule_file *f, const rule_line *l, uint32_t file, dp_error *err) {
    if (l->columns != 6) return rule_error(f, l, err, "expected six columns: code, name, country, sectors, from/to, names");
    actor_record r = {.name = builder_string(w->b, l->column[1]), .rule = RULE_REF(file, l->line)};
    if (l->column[0][0]) r.code = builder_string(w->b, l->column[0]);
    uint32_t country = l->column[2][0] ? actor_polity_of(w, l->column[2]) : ACTOR_NONE;
    if (l->column[2][0] && country == ACTOR_NONE)
        return rule_error(f, l, err, "expected a country's code, found %s", l->column[2]);
    r.country = (uint16_t)(country + 1);
    if (!actor_read_sectors(w, l->column[3], r.sectors)) return rule_error(f, l, err, "expected at most four known sectors");
    if (!read_period(l->column[4], &r.first_day, &r.last_day)) return rule_error(f, l, err, "expected a period like 2013-04/..");
    if (w->actors.n >= ACTORS_MAX) return rule_error(f, l, err, "expected at most %d actors", ACTORS_MAX);
    uint32_t index = w->actors.n;
    if (!vec_push(w->a, &w->actors, r)) return error_nomem(err);
    return add_names(w, l->column[1], l->column[5], index, r.rule, err);
}

/* "RUSGOV 1999-08-09/..": the code's first three letters are a country or an organisation, the rest sectors. */
static dp_status read_office(actor_sources *w, const rule_file *f, const rule_line *l, const char *office, actor_record *r,
                             dp_error *err) {
    char code[32], key[4] = "", sectors[32] = "";
    size_t n = strcspn(office, " "), used = 0;
    if (n < 3 || n >= sizeof code) return rule_error(f, l, err, "expected an office like \"RUSGOV 1999-08-09/..\"");
    memcpy(code, office, n);
    code[n] = '\0';
    memcpy(key, code, 3);
    uint32_t country = actor_polity_of(w, key);
    if (strncmp(code, "IGO", 3) != 0 && strncmp(code, "NGO", 3) != 0 && strncmp(code, "IMG", 3) != 0 && country == ACTOR_NONE)
        return rule_error(f, l, err, "expected a country's code, found %s", key);
    for (size_t i = country == ACTOR_NONE ? 0 : 3; i + 3 <= n && used + 5 < sizeof sectors; i += 3) {
        uint8_t one[ACTOR_SECTORS_MAX];
        char part[4] = {code[i], code[i + 1], code[i + 2], '\0'};
        if (actor_read_sectors(w, part, one))
            used += (size_t)snprintf(sectors + used, sizeof sectors - used, "%s%s", used ? " " : "", part);
    }
    r->code = builder_string(w->b, code);
    r->country = (uint16_t)(country + 1);
    if (!actor_read_sectors(w, sectors, r->sectors)) return rule_error(f, l, err, "expected at most four sectors in %s", code);
    char former[8];
    snprintf(former, sizeof former, "%sELI", country == ACTOR_NONE ? "" : key);
    if (strncmp(code + 3, "GOV", 3) == 0) r->former = builder_string(w->b, former);
    if (!read_period(office[n] ? office + n + 1 : "", &r->first_day, &r->last_day))
        return rule_error(f, l, err, "expected a period like 1999-08-09/..");
    return DP_OK;
}

static dp_status read_person(actor_sources *w, const rule_file *f, const rule_line *l, uint32_t file, dp_error *err) {
    if (l->columns < 3) return rule_error(f, l, err, "expected: name, other names, offices with periods");
    for (uint32_t i = 2; i < l->columns; i++) {
        actor_record r = {
            .name = builder_string(w->b, l->column[0]), .flags = ACTOR_RECORD_PERSON, .rule = RULE_REF(file, l->line)};
        dp_status status = read_office(w, f, l, l->column[i], &r, err);
        if (status != DP_OK) return status;
        if (w->actors.n >= ACTORS_MAX) return rule_error(f, l, err, "expected at most %d actors", ACTORS_MAX);
        uint32_t index = w->actors.n;
        if (!vec_push(w->a, &w->actors, r)) return error_nomem(err);
        status = add_names(w, l->column[0], l->column[1], index, r.rule, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

static dp_status read_named(actor_sources *w, const rule_file *f, const rule_line *l, uint32_t file, dp_error *err) {
    if (strcmp(l->section, "actors") == 0) return read_actor(w, f, l, file, err);
    if (strcmp(l->section, "persons") == 0) return read_person(w, f, l, file, err);
    if (strcmp(l->section, "roles") && strcmp(l->section, "peoples") && strcmp(l->section, "country-codes"))
        return rule_error(f, l, err, "expected the section [actors] or [persons]");
    return DP_OK;
}

static dp_status read_file(actor_sources *w, const char *path, dp_error *err) {
    rule_file f;
    dp_status status = rule_file_read(w->s->root, path, w->a, &f, err);
    uint32_t file = builder_file(w->b, path);
    for (uint32_t i = 0; status == DP_OK && i < f.n; i++) {
        if (f.lines[i].is_test) continue;
        status = rule_heard(w->s, read_named(w, &f, &f.lines[i], file, err), err);
    }
    return rule_heard(w->s, status, err);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files of world/actors/ in the order of their names, so that the pack does not depend on the file system. */
dp_status actor_named_read(actor_sources *w, dp_error *err) {
    char folder[4096], path[PATH_BYTES];
    const char *names[FILES_MAX];
    uint32_t n = 0;
    if ((size_t)snprintf(folder, sizeof folder, "%s/world/actors", w->s->root) >= sizeof folder)
        return error_set(err, DP_E_USAGE, "the path is too long");
    DIR *dir = opendir(folder);
    bool full = false, lost = false;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        size_t length = strlen(e->d_name);
        if (length < 7 || strcmp(e->d_name + length - 6, ".rules") != 0 || e->d_name[0] == '.') continue;
        if (n == FILES_MAX || length > 100)
            full = true;
        else if (!(names[n++] = arena_copy(w->a, e->d_name, length)))
            lost = true;
    }
    if (dir) closedir(dir);
    if (lost) return error_nomem(err);
    if (full) return error_set(err, DP_E_FORMAT, "world/actors holds more than %d files", FILES_MAX);
    qsort(names, n, sizeof *names, by_text);
    dp_status status = DP_OK;
    for (uint32_t i = 0; i < n && status == DP_OK; i++) {
        snprintf(path, sizeof path, "world/actors/%s", names[i]);
        status = read_file(w, path, err);
    }
    return status;
}
