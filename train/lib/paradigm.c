/* Making paradigms. */
#include "lib/paradigm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CAPTURES_MAX 4
#define CELLS_MAX    6
#define FORM_MAX     96

/* What a pattern's tail took from a lemma. */
typedef struct tail_match {
    const rule_line *line; /* NULL: no pattern fits */
    size_t stem_bytes;     /* of the lemma, before the tail */
    char captured[CAPTURES_MAX];
    int score;
} tail_match;

static bool is_consonant(char c) {
    return c && strchr("bcdfghjklmnpqrstvwz", c) != NULL;
}

static bool has_upos(const char *list, unsigned upos) {
    const char *name = upos_name(upos);
    size_t n = strlen(name);
    for (const char *p = list; (p = strstr(p, name)) != NULL; p += n)
        if ((p == list || p[-1] == ',') && (p[n] == 0 || p[n] == ',')) return true;
    return false;
}

/* Matches a tail that ends where the lemma ends; from right to left, so that it may begin anywhere. */
static bool match_tail(const char *pattern, const char *lemma, tail_match *m) {
    bool whole = *pattern && *pattern != '-';
    const char *tail = *pattern == '-' ? pattern + 1 : pattern;
    size_t n = strlen(tail), size = strlen(lemma);
    char captured[CAPTURES_MAX] = {0};
    int captures = 0, score = whole ? 1000 : 0;
    for (const char *p = tail; *p; p++) captures += *p == 'C';
    if (captures > CAPTURES_MAX || n > size || (whole && n != size)) return false;
    for (size_t i = 0; i < n; i++) {
        char want = tail[n - 1 - i], got = lemma[size - 1 - i];
        if (want == 'C') {
            if (!is_consonant(got)) return false;
            captured[--captures] = got;
        } else if (want != got) {
            return false;
        }
        score += want == 'C' ? 1 : 2;
    }
    if (m->line && score <= m->score) return false;
    memcpy(m->captured, captured, sizeof captured);
    m->stem_bytes = size - n;
    m->score = score;
    return true;
}

static tail_match find_pattern(const paradigm_rules *r, const char *lemma, unsigned upos) {
    tail_match best = {0};
    for (uint32_t i = 0; i < r->file->n; i++) {
        const rule_line *l = &r->file->lines[i];
        if (l->is_test || strcmp(l->section, "patterns") != 0 || !has_upos(l->column[0], upos)) continue;
        if (match_tail(l->column[1], lemma, &best)) best.line = l;
    }
    return best;
}

/* The parts of a column: strings set apart by single spaces, with a "+kind" after the last. */
typedef struct cell_list {
    char text[512];
    const char *at[CELLS_MAX];
    uint32_t n;
    const char *kind; /* "" for none */
} cell_list;

static bool read_cells(const char *column, cell_list *out) {
    out->n = 0;
    out->kind = "";
    if (strlen(column) >= sizeof out->text) return false;
    strcpy(out->text, column);
    char *plus = strchr(out->text, '+');
    if (plus) *plus = 0, out->kind = plus + 1;
    for (char *p = out->text, *next; p; p = next) {
        next = strchr(p, ' ');
        if (next) *next++ = 0;
        if (out->n == CELLS_MAX) return false;
        out->at[out->n++] = p;
    }
    return true;
}

/* The stem for cell i of n: one for all, strong and weak, or one each. */
static const char *stem_of(const cell_list *stems, uint32_t i, uint32_t n) {
    if (stems->n == 1) return stems->at[0];
    if (stems->n == 2 && n == 6) return stems->at[i == 3 || i == 4];
    return i < stems->n ? stems->at[i] : ".";
}

static uint64_t cell_features(uint32_t i, uint32_t n) {
    if (n == 6) return FEAT_PUT(PERSON, i % 3 + 1) | FEAT_PUT(NUMBER, i < 3 ? NUMBER_SING : NUMBER_PLUR);
    if (n == 4)
        return FEAT_PUT(GENDER, i % 2 == 0 ? GENDER_MASC : GENDER_FEM) | FEAT_PUT(NUMBER, i < 2 ? NUMBER_SING : NUMBER_PLUR);
    return 0;
}

/* Writes a part of a form: "0" is nothing, "C" what the pattern captured (counted through the whole form). */
static void append(char *form, const char *part, const tail_match *m, uint32_t *captures) {
    size_t n = strlen(form);
    if (strcmp(part, "0") == 0) return;
    for (; *part && n + 1 < FORM_MAX; part++)
        form[n++] = *part == 'C' && *captures < CAPTURES_MAX && m->captured[*captures] ? m->captured[(*captures)++] : *part;
    form[n] = 0;
}

static bool make_cells(const paradigm_rules *r, const char *lemma, const tail_match *m, const char *part, const rule_line *ending,
                       const char *kind, paradigm_forms *out) {
    cell_list stems, ends;
    if (!read_cells(part, &stems) || !read_cells(ending->column[2], &ends) || strcmp(stems.kind, kind) != 0) return true;
    for (uint32_t i = 0; i < ends.n; i++) {
        const char *stem = stem_of(&stems, i, ends.n);
        char form[FORM_MAX] = "";
        uint32_t captures = 0;
        if (strcmp(stem, ".") == 0 || strcmp(ends.at[i], ".") == 0 || m->stem_bytes >= FORM_MAX) continue;
        memcpy(form, lemma, m->stem_bytes);
        form[m->stem_bytes] = 0;
        append(form, stem, m, &captures);
        append(form, ends.at[i], m, &captures);
        paradigm_form f = {arena_copy(r->a, form, strlen(form)), feats_of(ending->column[3]) | cell_features(i, ends.n)};
        if (!f.form || !vec_push(r->a, out, f)) return false;
    }
    return true;
}

bool paradigm_make(const paradigm_rules *r, const char *lemma, unsigned upos, paradigm_forms *out) {
    tail_match m = find_pattern(r, lemma, upos);
    for (uint32_t i = 0; m.line && i < r->file->n; i++) {
        const rule_line *l = &r->file->lines[i];
        if (l->is_test || strcmp(l->section, "endings") != 0 || !has_upos(l->column[0], upos)) continue;
        char *kind;
        unsigned long number = strtoul(l->column[1], &kind, 10);
        if (*kind == '+') kind++;
        if (number == 0) {
            paradigm_form f = {lemma, feats_of(l->column[3])};
            if (!vec_push(r->a, out, f)) return false;
        } else if (number + 1 < m.line->columns && *m.line->column[number + 1]) {
            if (!make_cells(r, lemma, &m, m.line->column[number + 1], l, kind, out)) return false;
        }
    }
    return true;
}

static bool upos_list_known(const char *list) {
    char one[16];
    while (*list) {
        size_t n = strcspn(list, ",");
        if (n >= sizeof one) return false;
        memcpy(one, list, n);
        one[n] = 0;
        if (upos_of(one) < 0) return false;
        list += n + (list[n] == ',');
    }
    return true;
}

dp_status paradigm_check(const paradigm_rules *r, dp_error *err) {
    for (uint32_t i = 0; i < r->file->n; i++) {
        const rule_line *l = &r->file->lines[i];
        if (l->is_test) continue;
        if (!upos_list_known(l->column[0])) return rule_error(r->file, l, err, "expected parts of speech, as in \"VERB,AUX\"");
        bool endings = strcmp(l->section, "endings") == 0, words = strcmp(l->section, "words") == 0;
        if (!endings && !words && strcmp(l->section, "patterns") != 0)
            return rule_error(r->file, l, err, "expected a section [endings], [patterns] or [words]");
        if (l->columns < (endings ? 4u : 3u)) return rule_error(r->file, l, err, "expected more columns");
        cell_list cells;
        for (uint32_t k = 2; !words && k < l->columns; k++)
            if (!read_cells(l->column[k], &cells)) return rule_error(r->file, l, err, "expected at most six forms");
    }
    return DP_OK;
}

static bool makes(const paradigm_forms *forms, const char *form) {
    for (uint32_t i = 0; i < forms->n; i++)
        if (strcmp(forms->at[i].form, form) == 0) return true;
    return false;
}

dp_status paradigm_test(const paradigm_rules *r, dp_error *err) {
    const char *list = "X";
    for (uint32_t i = 0; i < r->file->n; i++) {
        const rule_line *l = &r->file->lines[i];
        if (!l->is_test) {
            list = l->column[0];
            continue;
        }
        paradigm_forms forms = {0};
        for (unsigned u = 0; u < UPOS_COUNT; u++)
            if (has_upos(list, u) && !paradigm_make(r, l->column[0], u, &forms)) return error_nomem(err);
        char *copy = arena_copy(r->a, l->column[1], strlen(l->column[1]));
        if (!copy) return error_nomem(err);
        for (char *one = copy, *next; one; one = next) {
            next = strchr(one, ' ');
            if (next) *next++ = 0;
            bool wanted = *one != '!';
            if (*one && makes(&forms, wanted ? one : one + 1) != wanted)
                return rule_error(r->file, l, err, "%s %s \"%s\"", l->column[0], wanted ? "does not make" : "makes",
                                  wanted ? one : one + 1);
        }
    }
    return DP_OK;
}

dp_status paradigm_words(const paradigm_rules *r, paradigm_word_fn *take, void *context, dp_error *err) {
    for (uint32_t i = 0; i < r->file->n; i++) {
        const rule_line *l = &r->file->lines[i];
        if (l->is_test || strcmp(l->section, "words") != 0) continue;
        const int upos = upos_of(l->column[0]);
        char *copy = arena_copy(r->a, l->column[2], strlen(l->column[2]));
        if (!copy) return error_nomem(err);
        for (char *one = copy, *next; one; one = next) {
            next = strchr(one, ' ');
            if (next) *next++ = 0;
            if (*one && upos >= 0 && !take(context, one, (unsigned)upos, feats_of(l->column[1]))) return error_nomem(err);
        }
    }
    return DP_OK;
}
