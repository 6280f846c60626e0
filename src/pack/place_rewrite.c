/* Names written over from one language into another (see place_rewrite.h). */
#include "pack/place_rewrite.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"
#include "pack/rulefile.h"

enum { NAME_BYTES = 96, LANGS_MAX = 8, SPELLINGS = 2 };

typedef struct letters_rule {
    const char *from;
    size_t n;
    bool first, last; /* of a word only */
    const char *to[SPELLINGS];
} letters_rule;

typedef struct rewriting {
    char lang[4];
    const char *from, *own;
    vec_of(letters_rule) rules;
} rewriting;

struct place_rewrite {
    const fold_table *fold;
    rewriting langs[LANGS_MAX];
    uint32_t n;
};

static dp_status read_rule(rewriting *w, const rule_file *f, const rule_line *l, arena *a, dp_error *err) {
    if (l->columns < 2 || l->columns > 1 + SPELLINGS) return rule_error(f, l, err, "expected: letters, one or two spellings");
    letters_rule r = {.from = l->column[0], .first = l->column[0][0] == '^'};
    r.from += r.first;
    r.n = strlen(r.from);
    r.last = r.n > 1 && r.from[r.n - 1] == '$';
    r.n -= r.last;
    if (r.n == 0) return rule_error(f, l, err, "expected letters");
    for (uint32_t i = 0; i < SPELLINGS; i++) r.to[i] = l->column[i + 1 < l->columns ? i + 1 : 1];
    return vec_push(a, &w->rules, r) ? DP_OK : error_nomem(err);
}

static dp_status read_file(rewriting *w, const char *root, const char *path, arena *a, dp_error *err) {
    rule_file *f = arena_alloc(a, sizeof *f); /* the rules point into its lines */
    if (!f) return error_nomem(err);
    dp_status s = rule_file_read(root, path, a, f, err);
    w->from = w->own = "";
    for (uint32_t i = 0; s == DP_OK && i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        if (strcmp(l->section, "from") == 0)
            w->from = l->column[0];
        else if (strcmp(l->section, "own") == 0)
            w->own = l->column[0];
        else if (strcmp(l->section, "letters") == 0)
            s = read_rule(w, f, l, a, err);
        else
            s = rule_error(f, l, err, "expected a section [from], [own] or [letters]");
    }
    return s;
}

dp_status place_rewrite_read(const pack_sources *s, const fold_table *fold, arena *a, place_rewrite **out, dp_error *err) {
    place_rewrite *w = arena_alloc(a, sizeof *w);
    *out = w;
    if (!w) return error_nomem(err);
    *w = (place_rewrite){.fold = fold};
    for (unsigned i = 0; i < LANGS_MAX && s->langs && s->langs[i]; i++) {
        char path[64];
        snprintf(path, sizeof path, "lang/%.32s/place-rewriting.rules", s->langs[i]);
        if (!rule_file_exists(s->root, path)) continue;
        rewriting *one = &w->langs[w->n++];
        *one = (rewriting){0};
        snprintf(one->lang, sizeof one->lang, "%.3s", s->langs[i]);
        const dp_status status = read_file(one, s->root, path, a, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

/* ------------------------------------------------------------------------------------------------------------- writing */

static bool has_letter(const char *letters, const char *s, size_t step) {
    char one[5] = {0};
    memcpy(one, s, step);
    return strstr(letters, one) != NULL;
}

typedef struct name_letters {
    bool all_from, any_own;
} name_letters;

static name_letters letters_of(const place_rewrite *w, const rewriting *l, const char *name, size_t n) {
    name_letters found = {.all_from = n > 0};
    bool any = false;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        const size_t step = utf8_decode(name + i, n - i, &cp);
        if (fold_class(w->fold, cp) & (CHAR_LETTER | CHAR_DIGIT)) {
            any = true;
            found.all_from &= has_letter(l->from, name + i, step);
            found.any_own |= has_letter(l->own, name + i, step);
        }
        i += step;
    }
    found.all_from &= any;
    return found;
}

static bool ends_word(const char *name, size_t n, size_t at) {
    return at >= n || name[at] == ' ' || name[at] == '-';
}

static const letters_rule *rule_at(const rewriting *l, const char *name, size_t n, size_t at) {
    const bool begins = at == 0 || name[at - 1] == ' ' || name[at - 1] == '-';
    for (uint32_t i = 0; i < l->rules.n; i++) {
        const letters_rule *r = &l->rules.at[i];
        if (r->n > n - at || memcmp(name + at, r->from, r->n) != 0) continue;
        if ((!r->first || begins) && (!r->last || ends_word(name, n, at + r->n))) return r;
    }
    return NULL;
}

static bool rewrite(const rewriting *l, const char *name, size_t n, unsigned spelling, char out[2 * NAME_BYTES]) {
    size_t m = 0;
    for (size_t i = 0; i < n;) {
        const letters_rule *r = rule_at(l, name, n, i);
        uint32_t cp;
        const size_t step = r ? r->n : utf8_decode(name + i, n - i, &cp);
        const char *to = r ? r->to[spelling] : name + i;
        const size_t k = r ? strlen(to) : step;
        if (m + k >= 2 * NAME_BYTES) return false;
        memcpy(out + m, to, k);
        m += k;
        i += step;
    }
    out[m] = '\0';
    return true;
}

static void rewrite_name(const place_rewrite *w, const rewriting *l, const char *name, size_t n, place_rewrite_sink *sink,
                         void *context) {
    char lower[NAME_BYTES], one[2 * NAME_BYTES], other[2 * NAME_BYTES];
    if (n >= NAME_BYTES / 2) return;
    const size_t m = fold_lower(w->fold, name, n, lower, sizeof lower - 1);
    lower[m] = '\0';
    if (!letters_of(w, l, lower, m).all_from || !rewrite(l, lower, m, 0, one) || !rewrite(l, lower, m, 1, other)) return;
    if (strcmp(one, lower) != 0) sink(context, one, l->lang);
    if (strcmp(other, lower) != 0 && strcmp(other, one) != 0) sink(context, other, l->lang);
}

static bool knows_own_name(const place_rewrite *w, const rewriting *l, const char *names) {
    for (const char *s = names; *s;) {
        const size_t n = strcspn(s, ",");
        char lower[NAME_BYTES];
        const size_t m = n < NAME_BYTES / 2 ? fold_lower(w->fold, s, n, lower, sizeof lower - 1) : 0;
        if (letters_of(w, l, lower, m).any_own) return true;
        s += n;
        s += *s == ',';
    }
    return false;
}

void place_rewrite_each(const place_rewrite *w, const char *names, place_rewrite_sink *sink, void *context) {
    for (uint32_t i = 0; w && i < w->n; i++) {
        if (knows_own_name(w, &w->langs[i], names)) continue;
        for (const char *s = names; *s;) {
            const size_t n = strcspn(s, ",");
            rewrite_name(w, &w->langs[i], s, n, sink, context);
            s += n;
            s += *s == ',';
        }
    }
}
