/* The cases of place names (see place_forms.h). */
#include "pack/place_forms.h"

#include <stdio.h>
#include <string.h>

#include "pack/rulefile.h"

enum { CASES_MAX = 7, WORDS_MAX = 8, NAME_BYTES = 192, WORD_BYTES = 96, BOTH_MAX = 2, LANGS_MAX = 8 };

typedef struct ending {
    const char *at;
    size_t n;
    bool whole;  /* the word is this, it does not only end so */
    bool before; /* only before the noun that it agrees with */
    const char *const *cases;
} ending;

typedef struct paradigms {
    unsigned lang; /* its bit */
    char code[4];
    const char *letters;
    vec_of(ending) nouns, adjectives, derived;
    const char *derived_endings;
    vec_of(const char *) heads, stays, ands, parts;
    uint32_t case_count;
} paradigms;

struct place_forms {
    const fold_table *fold;
    paradigms langs[LANGS_MAX];
    uint32_t n;
};

/* ------------------------------------------------------------------------------------------------------------ reading */

/* The items of a list set apart by commas; `add` gets each, NUL-terminated. */
static bool next_item(arena *a, const char **list, const char **item) {
    *list += strspn(*list, " ,");
    size_t n = strcspn(*list, ",");
    if (n == 0) return false;
    *item = arena_copy(a, *list, n);
    *list += n;
    return true;
}

static dp_status read_endings(paradigms *p, const rule_file *f, const rule_line *l, bool noun, arena *a, dp_error *err) {
    if (l->columns < 2 || l->columns > CASES_MAX + 1 || (p->case_count && p->case_count != l->columns - 1))
        return rule_error(f, l, err, "expected: endings by ',', then the same number of cases in all rules (at most %d)",
                          CASES_MAX);
    p->case_count = l->columns - 1;
    const char *item = NULL;
    for (const char *list = l->column[0]; next_item(a, &list, &item);) {
        if (!item) return error_nomem(err);
        const bool marked = *item == '^' || *item == '~';
        ending e = {.at = item + marked, .whole = *item == '^', .before = *item == '~', .cases = &l->column[1]};
        e.n = strlen(e.at);
        if (!(noun ? vec_push(a, &p->nouns, e) : vec_push(a, &p->adjectives, e))) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status read_derived(paradigms *p, const rule_file *f, const rule_line *l, arena *a, dp_error *err) {
    if (l->columns != 2) return rule_error(f, l, err, "expected: endings by ',', how the adjective's stem ends");
    const char *item = NULL;
    for (const char *list = l->column[0]; next_item(a, &list, &item);) {
        if (!item) return error_nomem(err);
        ending e = {.at = item + (*item == '^'), .whole = *item == '^', .cases = &l->column[1]};
        e.n = strlen(e.at);
        if (!vec_push(a, &p->derived, e)) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status read_words(paradigms *p, const rule_line *l, arena *a, dp_error *err) {
    const char *item = NULL;
    for (const char *list = l->column[0]; next_item(a, &list, &item);) {
        bool ok = item && (strcmp(l->section, "head") == 0   ? vec_push(a, &p->heads, item)
                           : strcmp(l->section, "part") == 0 ? vec_push(a, &p->parts, item)
                           : strcmp(l->section, "stay") == 0 ? vec_push(a, &p->stays, item)
                                                             : vec_push(a, &p->ands, item));
        if (!ok) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status read_file(paradigms *p, const char *root, const char *path, arena *a, dp_error *err) {
    rule_file *f = arena_alloc(a, sizeof *f); /* the endings point into its lines */
    if (!f) return error_nomem(err);
    dp_status s = rule_file_read(root, path, a, f, err);
    p->letters = "";
    for (uint32_t i = 0; s == DP_OK && i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        if (l->is_test) continue;
        if (strcmp(l->section, "letters") == 0)
            p->letters = l->column[0];
        else if (strcmp(l->section, "derived") == 0)
            s = read_derived(p, f, l, a, err);
        else if (strcmp(l->section, "derived endings") == 0)
            p->derived_endings = l->column[0];
        else if (strcmp(l->section, "noun") == 0 || strcmp(l->section, "adjective") == 0)
            s = read_endings(p, f, l, l->section[0] == 'n', a, err);
        else if (strcmp(l->section, "head") == 0 || strcmp(l->section, "stay") == 0 || strcmp(l->section, "and") == 0 ||
                 strcmp(l->section, "part") == 0)
            s = read_words(p, l, a, err);
        else
            s = rule_error(f, l, err,
                           "expected a section [letters], [noun], [adjective], [derived], [derived endings], [head], [stay], "
                           "[and] or [part]");
    }
    return s;
}

dp_status place_forms_read(const pack_sources *s, const fold_table *fold, arena *a, place_forms **out, dp_error *err) {
    place_forms *f = arena_alloc(a, sizeof *f);
    *out = f;
    if (!f) return error_nomem(err);
    *f = (place_forms){.fold = fold};
    for (unsigned i = 0; i < LANGS_MAX && s->langs && s->langs[i]; i++) {
        char path[64];
        snprintf(path, sizeof path, "lang/%.32s/place-forms.rules", s->langs[i]);
        if (!rule_file_exists(s->root, path)) continue;
        paradigms *p = &f->langs[f->n++];
        *p = (paradigms){.lang = 1u << i};
        snprintf(p->code, sizeof p->code, "%.3s", s->langs[i]);
        dp_status status = read_file(p, s->root, path, a, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

unsigned place_forms_lang(const place_forms *f, const char *lang) {
    for (uint32_t i = 0; i < f->n; i++)
        if (strcmp(f->langs[i].code, lang) == 0) return f->langs[i].lang;
    return 1u << LANGS_MAX;
}

/* ------------------------------------------------------------------------------------------------------------ letters */

static bool spells(const place_forms *f, const paradigms *p, const char *name, size_t n) {
    char lower[NAME_BYTES];
    size_t m = fold_lower(f->fold, name, n, lower, sizeof lower - 1);
    lower[m] = '\0';
    bool letters = false;
    for (size_t i = 0; i < m;) {
        uint32_t cp;
        size_t step = utf8_decode(lower + i, m - i, &cp);
        char one[5] = {0};
        memcpy(one, lower + i, step);
        if (fold_class(f->fold, cp) & (CHAR_LETTER | CHAR_DIGIT)) {
            if (!strstr(p->letters, one)) return false;
            letters = true;
        }
        i += step;
    }
    return letters;
}

bool place_forms_spell(const place_forms *f, const char *name, size_t n) {
    if (n == 0 || (unsigned char)name[0] < 0x80) return false; /* Latin letters tell no language */
    for (uint32_t i = 0; f && n < NAME_BYTES / 2 && i < f->n; i++)
        if (spells(f, &f->langs[i], name, n)) return true;
    return false;
}

/* ---------------------------------------------------------------------------------------------------------- declining */

typedef struct piece {
    char at[WORD_BYTES]; /* in small letters */
    size_t n;
    char apart[8];          /* what stands before it: a space, a hyphen */
    const ending *declines; /* NULL: as it is */
} piece;

typedef struct split {
    piece words[WORDS_MAX];
    uint32_t n;
} split;

static const ending *ending_of(const ending *list, uint32_t n, const piece *w, bool before) {
    const ending *best = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const ending *e = &list[i];
        if (e->n > w->n || (e->before && !before) || (e->whole && e->n != w->n) || memcmp(w->at + w->n - e->n, e->at, e->n) != 0)
            continue;
        if (!best || e->whole > best->whole || (e->whole == best->whole && e->n > best->n)) best = e;
    }
    return best;
}

static bool in_list(const char *const *list, uint32_t n, const piece *w) {
    for (uint32_t i = 0; i < n; i++)
        if (strlen(list[i]) == w->n && memcmp(list[i], w->at, w->n) == 0) return true;
    return false;
}

static size_t separator_bytes(const char *s) {
    static const char *const separators[] = {" ", "-", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\x94"}; /* hyphens and dashes */
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (strncmp(s, separators[i], strlen(separators[i])) == 0) return strlen(separators[i]);
    return 0;
}

/* False for what is no plain name: brackets, commas, too many words. */
static bool split_name(const place_forms *f, const char *name, split *out) {
    char lower[NAME_BYTES];
    size_t n = strlen(name);
    out->n = 0;
    if (n >= NAME_BYTES / 2 || strpbrk(name, ",;()/\".0123456789")) return false;
    lower[fold_lower(f->fold, name, n, lower, sizeof lower - 1)] = '\0';
    for (const char *s = lower; *s;) {
        piece w = {.n = 0};
        size_t apart = 0;
        for (size_t step; (step = separator_bytes(s)) > 0; s += step)
            for (size_t k = 0; k < step && apart + 1 < sizeof w.apart; k++) w.apart[apart++] = s[k];
        while (*s && !separator_bytes(s) && w.n + 1 < sizeof w.at) w.at[w.n++] = *s++;
        if (w.n == 0) return out->n > 0;
        if (out->n == WORDS_MAX) return false;
        out->words[out->n++] = w;
    }
    return out->n > 0;
}

/* `before`: a noun follows that it agrees with. */
static bool is_adjective(const paradigms *p, piece *w, bool before) {
    w->declines = ending_of(p->adjectives.at, p->adjectives.n, w, before);
    return w->declines != NULL;
}

/* Marks the words of one name, [from, to), that decline. */
static void mark(const paradigms *p, split *s, uint32_t from, uint32_t to) {
    uint32_t end = to, head = to;
    for (uint32_t i = from + 1; i < to && end == to; i++)
        if (in_list(p->stays.at, p->stays.n, &s->words[i])) end = i;
    for (uint32_t i = from; i < end && head == to; i++)
        if (in_list(p->heads.at, p->heads.n, &s->words[i])) head = i;
    if (head == to) head = end - 1;
    piece *h = &s->words[head];
    if (is_adjective(p, h, false)) { /* "Каменск-Уральский", "Грозный" */
        if (head == from || is_adjective(p, &s->words[head - 1], true)) return;
        s->words[head - 1].declines = ending_of(p->nouns.at, p->nouns.n, &s->words[head - 1], false);
        return;
    }
    h->declines = ending_of(p->nouns.at, p->nouns.n, h, false);
    for (uint32_t i = head; i > from && is_adjective(p, &s->words[i - 1], true); i--) continue;
}

/* The k-th of the forms that a case offers. */
static void put_case(buf *out, const piece *w, const char *form, uint32_t k) {
    for (const char *slash; k > 0 && (slash = strchr(form, '/')) != NULL; k--) form = slash + 1;
    size_t n = strcspn(form, "/");
    if (n == 0 || (n == 1 && *form == '-')) { /* as it is */
        buf_add(out, w->at, w->n);
    } else if (n == 1 && *form == '0') {
        buf_add(out, w->at, w->n - w->declines->n);
    } else if (*form == '+') {
        buf_add(out, w->at, w->n);
        buf_add(out, form + 1, n - 1);
    } else {
        buf_add(out, w->at, w->n - w->declines->n);
        buf_add(out, form, n);
    }
}

static void hand_on(const paradigms *p, const split *s, place_form_sink *sink, void *context) {
    buf form, name;
    buf_init(&form);
    buf_init(&name);
    for (uint32_t i = 0; i < s->n; i++) {
        buf_str(&name, s->words[i].apart);
        buf_add(&name, s->words[i].at, s->words[i].n);
    }
    for (uint32_t c = 0; c < p->case_count * BOTH_MAX; c++) {
        bool more = c < p->case_count; /* a second form only where some word has one */
        buf_clear(&form);
        for (uint32_t i = 0; i < s->n; i++) {
            const piece *w = &s->words[i];
            const char *in_case = w->declines ? w->declines->cases[c % p->case_count] : "";
            more = more || strchr(in_case, '/') != NULL;
            buf_str(&form, w->apart);
            put_case(&form, w, in_case, c / p->case_count);
        }
        const char *made = buf_cstr(&form), *plain = buf_cstr(&name);
        if (more && made && plain && strcmp(made, plain) != 0) sink(context, made, p->lang, false);
    }
    buf_free(&form);
    buf_free(&name);
}

/* "Syrien" ─▶ "Nordsyrien", "Nord-Syrien", "Nordsyriens": names of one word, written onto what tells the part. */
static void hand_on_parts(const paradigms *p, const split *s, place_form_sink *sink, void *context) {
    enum { LEAST_BYTES = 4 }; /* "Ostens" is no part of Ens */
    char form[2 * WORD_BYTES];
    const piece *w = &s->words[0];
    if (s->n != 1 || w->n < LEAST_BYTES) return;
    for (uint32_t i = 0; i < p->parts.n; i++)
        for (int hyphen = 0; hyphen < 2; hyphen++) {
            int n = snprintf(form, sizeof form, "%.60s%s%s", p->parts.at[i], hyphen ? "-" : "", w->at);
            sink(context, form, p->lang, true);
            for (uint32_t c = 0; w->declines && c < p->case_count; c++) {
                if (w->declines->cases[c][0] != '+') continue;
                snprintf(form + n, sizeof form - (size_t)n, "%.*s", (int)strcspn(w->declines->cases[c] + 1, "/"),
                         w->declines->cases[c] + 1);
                sink(context, form, p->lang, true);
            }
        }
}

/* Two capitals at the beginning: "США", "ОАЭ". */
static bool is_abbreviation(const place_forms *f, const char *name) {
    uint32_t a = 0, b = 0;
    size_t n = strlen(name), step = utf8_decode(name, n, &a);
    if (step < n) utf8_decode(name + step, n - step, &b);
    return (fold_class(f->fold, a) & CHAR_UPPER) && (fold_class(f->fold, b) & CHAR_UPPER);
}

void place_forms_each(const place_forms *f, const char *name, unsigned langs, bool known, place_form_sink *sink, void *context) {
    split s;
    if (!f || f->n == 0 || is_abbreviation(f, name)) return;
    for (uint32_t i = 0; i < f->n; i++) {
        const paradigms *p = &f->langs[i];
        if ((unsigned char)name[0] < 0x80 && !known && !(langs & p->lang)) continue; /* a Latin name may be any language's */
        if ((langs && !(langs & p->lang)) || !spells(f, p, name, strlen(name)) || !split_name(f, name, &s)) continue;
        for (uint32_t from = 0, to = 0; from < s.n; from = to + 1) {
            for (to = from; to < s.n && !in_list(p->ands.at, p->ands.n, &s.words[to]);) to++;
            if (to > from) mark(p, &s, from, to);
        }
        hand_on(p, &s, sink, context);
        if (known) hand_on_parts(p, &s, sink, context);
    }
}

void place_forms_derived(const place_forms *f, const char *name, unsigned langs, place_form_sink *sink, void *context) {
    split s;
    if (!f || f->n == 0 || (unsigned char)name[0] < 0x80 || is_abbreviation(f, name)) return;
    for (uint32_t i = 0; i < f->n; i++) {
        const paradigms *p = &f->langs[i];
        if (!p->derived_endings || (langs && !(langs & p->lang)) || !spells(f, p, name, strlen(name))) continue;
        if (!split_name(f, name, &s) || s.n != 1) continue;
        piece *w = &s.words[0];
        w->declines = ending_of(p->derived.at, p->derived.n, w, false);
        if (!w->declines) continue;
        buf form;
        buf_init(&form);
        for (const char *e = p->derived_endings; *e; e += strspn(e, " ")) {
            size_t n = strcspn(e, " ");
            buf_clear(&form);
            put_case(&form, w, w->declines->cases[0], 0);
            buf_add(&form, e, n);
            if (buf_cstr(&form)) sink(context, buf_cstr(&form), p->lang, false);
            e += n;
        }
        buf_free(&form);
    }
}
