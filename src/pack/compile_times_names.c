/* Words that no one should have to type: names of months and days from CLDR, spelled numbers from ICU's rules (both by way of
 * ICU), and inflected forms from paradigms. The rule file says which it wants and what to leave out:
 *
 *   [cldr month]                            [spelled ordinal]
 *   months   wide  ar ar_SY ar_DZ           ordinals  1-31 100
 *   days     abbreviated  fr                cardinals 0-999 1000-9000/1000
 *   except   mars | mai                     except    second
 *
 *   [paradigms]
 *   fem-a    а ы е у ой                     "недел~fem-a" in [words …] is the stem with each ending; "-" is none
 *                                           "(ال)شهر" there is the word with what stands in brackets and without
 *
 * ICU only spells here, it never reads: its spelling comes back whole, its parser guesses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "pack/compile_times.h"

enum { NAME_UNITS = 256, NAME_BYTES = NAME_UNITS * 3, RULE_SETS_UNITS = 8192, SOFT_HYPHEN = 0xAD };

/* Is the word among those that the section leaves out? */
static bool is_excepted(const rule_file *f, const char *section, const char *word) {
    for (uint32_t k = 0; k < f->n; k++) {
        const rule_line *l = &f->lines[k];
        if (l->is_test || l->columns < 2 || strcmp(l->section, section) != 0 || strcmp(l->column[0], "except") != 0) continue;
        for (const char *s = l->column[1]; *s;) {
            while (*s == ' ' || *s == '|') s++;
            size_t n = strcspn(s, "|"), bare = n;
            while (bare && s[bare - 1] == ' ') bare--;
            if (bare == strlen(word) && memcmp(s, word, bare) == 0) return true;
            s += n;
        }
    }
    return false;
}

/* Small letters without soft hyphens, as UTF-8; false where it does not fit. */
static bool to_word(UChar *name, int32_t n, const char *locale, char out[NAME_BYTES]) {
    int32_t kept = 0;
    for (int32_t k = 0; k < n; k++)
        if (name[k] != SOFT_HYPHEN) name[kept++] = name[k];
    UChar lower[NAME_UNITS];
    UErrorCode e = U_ZERO_ERROR;
    int32_t length = u_strToLower(lower, NAME_UNITS, name, kept, locale, &e);
    u_strToUTF8(out, NAME_BYTES, NULL, lower, length, &e);
    return U_SUCCESS(e) && e != U_STRING_NOT_TERMINATED_WARNING && out[0] != 0;
}

static dp_status add_name(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, const char *word,
                          int32_t value, dp_error *err) {
    if (is_excepted(f, l->section, word)) return DP_OK;
    const char *copy = arena_copy(c->a, word, strlen(word));
    return copy ? times_word(c, f, l, class_name, copy, value, err) : error_nomem(err);
}

/* ---- names of the calendar ---- */

static dp_status add_symbols(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name,
                             const char *locale, UDateFormatSymbolType type, bool days, dp_error *err) {
    UErrorCode e = U_ZERO_ERROR;
    UDateFormat *format = udat_open(UDAT_DEFAULT, UDAT_DEFAULT, locale, NULL, 0, NULL, 0, &e);
    if (U_FAILURE(e)) return rule_error(f, l, err, "expected a locale, found \"%s\"", locale);
    dp_status status = DP_OK;
    for (int32_t k = days; k < udat_countSymbols(format, type) && status == DP_OK; k++) { /* days begin at 1, a Sunday */
        UChar name[NAME_UNITS];
        char word[NAME_BYTES];
        int32_t n = udat_getSymbols(format, type, k, name, NAME_UNITS, &e);
        if (U_FAILURE(e) || !to_word(name, n, locale, word)) break;
        status = add_name(c, f, l, class_name, word, days ? (k + 5) % 7 + 1 : k + 1, err);
    }
    udat_close(format);
    return status;
}

dp_status times_cldr(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, dp_error *err) {
    if (strcmp(l->column[0], "except") == 0) return DP_OK;
    bool days = strcmp(l->column[0], "days") == 0, wide = l->columns > 1 && strcmp(l->column[1], "wide") == 0;
    bool known =
        (days || strcmp(l->column[0], "months") == 0) && l->columns == 3 && (wide || strcmp(l->column[1], "abbreviated") == 0);
    if (!known) return rule_error(f, l, err, "expected months or days, wide or abbreviated, and locales");
    static const UDateFormatSymbolType types[2][2][2] = {
        {{UDAT_SHORT_MONTHS, UDAT_STANDALONE_SHORT_MONTHS}, {UDAT_MONTHS, UDAT_STANDALONE_MONTHS}},
        {{UDAT_SHORT_WEEKDAYS, UDAT_STANDALONE_SHORT_WEEKDAYS}, {UDAT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS}}};
    dp_status status = DP_OK;
    for (const char *s = l->column[2]; *s && status == DP_OK;) {
        char locale[64];
        size_t n = strcspn(s, " ");
        snprintf(locale, sizeof locale, "%.*s", (int)n, s);
        for (int k = 0; k < 2 && status == DP_OK; k++)
            status = add_symbols(c, f, l, class_name, locale, types[days][wide][k], days, err);
        s += n + strspn(s + n, " ");
    }
    return status;
}

/* ---- spelled numbers ---- */

typedef struct speller {
    times_compiler *c;
    const rule_file *f;
    const rule_line *l;
    const char *class_name;
    const char *locale;
    UNumberFormat *format;
    bool ordinals;
} speller;

/* The number by one of ICU's rule sets; false where that does not give a single word. */
static bool spell(const speller *s, const char *rule_set, int32_t value, char word[NAME_BYTES]) {
    UErrorCode e = U_ZERO_ERROR;
    UChar name[NAME_UNITS];
    int32_t n;
    u_strFromUTF8(name, NAME_UNITS, &n, rule_set, -1, &e);
    unum_setTextAttribute(s->format, UNUM_DEFAULT_RULESET, name, n, &e);
    n = unum_formatInt64(s->format, value, name, NAME_UNITS, NULL, &e);
    if (U_FAILURE(e) || n >= NAME_UNITS || !to_word(name, n, s->locale, word)) return false;
    return !strpbrk(word, " -.,0123456789") && !strstr(word, "\xC2\xA0");
}

/* One number by all rule sets of its kind. Where ICU has no ordinal it spells the cardinal: such forms are left out. */
static dp_status add_number(const speller *s, const char *rule_sets, int32_t value, dp_error *err) {
    char seen[64][NAME_BYTES], plain[NAME_BYTES] = "";
    size_t count = 0;
    dp_status status = DP_OK;
    if (s->ordinals) (void)spell(s, "%spellout-numbering", value, plain);
    for (const char *r = rule_sets; *r && status == DP_OK;) {
        char rule_set[128], word[NAME_BYTES];
        size_t n = strcspn(r, ";");
        snprintf(rule_set, sizeof rule_set, "%.*s", (int)n, r);
        r += n + (r[n] == ';');
        bool ordinal = strstr(rule_set, "-ordinal") != NULL,
             cardinal = strstr(rule_set, "-cardinal") || strstr(rule_set, "-numbering");
        if (strstr(rule_set, "-year") || (s->ordinals ? !ordinal : !cardinal) || !spell(s, rule_set, value, word)) continue;
        bool again = strcmp(word, plain) == 0;
        for (size_t k = 0; k < count && !again; k++) again = strcmp(seen[k], word) == 0;
        if (again || count == 64) continue;
        memcpy(seen[count++], word, sizeof word);
        status = add_name(s->c, s->f, s->l, s->class_name, word, value, err);
    }
    return status;
}

static dp_status add_ranges(const speller *s, const char *rule_sets, const char *ranges, dp_error *err) {
    for (const char *at = ranges; *at;) {
        char *rest;
        long low = strtol(at, &rest, 10), high = low, step = 1;
        bool known = rest != at;
        if (*rest == '-') high = strtol(rest + 1, &rest, 10);
        if (*rest == '/') step = strtol(rest + 1, &rest, 10);
        if (!known || (*rest && *rest != ' ') || low < 0 || high < low || step < 1 || high > 1000000000 ||
            (high - low) / step > 9999)
            return rule_error(s->f, s->l, err, "expected ranges such as 0-99 or 1000-9000/1000, found \"%s\"", at);
        for (long v = low; v <= high; v += step) {
            dp_status status = add_number(s, rule_sets, (int32_t)v, err);
            if (status != DP_OK) return status;
        }
        at = rest + strspn(rest, " ");
    }
    return DP_OK;
}

dp_status times_spelled(times_compiler *c, const rule_file *f, const rule_line *l, const char *class_name, dp_error *err) {
    if (strcmp(l->column[0], "except") == 0) return DP_OK;
    bool ordinals = strcmp(l->column[0], "ordinals") == 0;
    if ((!ordinals && strcmp(l->column[0], "cardinals") != 0) || l->columns != 2)
        return rule_error(f, l, err, "expected cardinals or ordinals, and ranges");
    UErrorCode e = U_ZERO_ERROR;
    speller s = {.c = c, .f = f, .l = l, .class_name = class_name, .locale = c->lang, .ordinals = ordinals};
    s.format = unum_open(UNUM_SPELLOUT, NULL, 0, c->lang, NULL, &e);
    UChar *names = arena_array(c->a, RULE_SETS_UNITS, sizeof *names);
    char *rule_sets = arena_array(c->a, RULE_SETS_UNITS, 1);
    dp_status status = DP_OK;
    if (!names || !rule_sets)
        status = error_nomem(err);
    else {
        int32_t n = U_SUCCESS(e) ? unum_getTextAttribute(s.format, UNUM_PUBLIC_RULESETS, names, RULE_SETS_UNITS, &e) : 0;
        u_strToUTF8(rule_sets, RULE_SETS_UNITS, NULL, names, n, &e);
        status = U_SUCCESS(e) ? add_ranges(&s, rule_sets, l->column[1], err)
                              : rule_error(f, l, err, "ICU cannot spell the numbers of this language");
    }
    unum_close(s.format);
    return status;
}

/* ---- paradigms ---- */

static const char *endings_of(const times_compiler *c, const char *name) {
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < c->files[k].n; i++) {
            const rule_line *l = &c->files[k].lines[i];
            bool here = !l->is_test && l->columns > 1 && strcmp(l->section, "paradigms") == 0;
            if (here && strcmp(l->column[0], name) == 0) return l->column[1];
        }
    return NULL;
}

static dp_status add_forms(times_compiler *c, const rule_file *f, const rule_line *l, char *spelling, forms *out, dp_error *err);

/* "(ال)شهر" with its bracket and without. */
static dp_status add_optional(times_compiler *c, const rule_file *f, const rule_line *l, const char *spelling, forms *out,
                              dp_error *err) {
    size_t open = strcspn(spelling, "("), close = strcspn(spelling, ")");
    if (close < open || !spelling[close]) return rule_error(f, l, err, "expected \")\" in \"%s\"", spelling);
    for (int with = 1; with >= 0; with--) {
        char word[NAME_BYTES];
        snprintf(word, sizeof word, "%.*s%.*s%s", (int)open, spelling, with ? (int)(close - open - 1) : 0, spelling + open + 1,
                 spelling + close + 1);
        char *copy = arena_copy(c->a, word, strlen(word));
        if (!copy) return error_nomem(err);
        dp_status status = add_forms(c, f, l, copy, out, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

static dp_status add_forms(times_compiler *c, const rule_file *f, const rule_line *l, char *spelling, forms *out, dp_error *err) {
    if (strchr(spelling, '(')) return add_optional(c, f, l, spelling, out, err);
    char *tilde = strchr(spelling, '~');
    if (!tilde) {
        if (out->n == FORMS_MAX) return rule_error(f, l, err, "expected at most %d forms", FORMS_MAX);
        out->at[out->n++] = spelling;
        return DP_OK;
    }
    *tilde = 0;
    const char *rest = strchr(tilde + 1, ' ');
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(rest ? rest - tilde - 1 : (ptrdiff_t)strlen(tilde + 1)), tilde + 1);
    const char *endings = endings_of(c, name);
    if (!endings) return rule_error(f, l, err, "expected a paradigm of [paradigms], found \"%s\"", name);
    for (const char *s = endings; *s;) {
        size_t n = strcspn(s, " ");
        bool none = n == 1 && *s == '-';
        char word[NAME_BYTES];
        if (out->n == FORMS_MAX) return rule_error(f, l, err, "expected at most %d endings", FORMS_MAX);
        snprintf(word, sizeof word, "%s%.*s%s", spelling, none ? 0 : (int)n, s, rest ? rest : "");
        const char *copy = arena_copy(c->a, word, strlen(word));
        if (!copy) return error_nomem(err);
        out->at[out->n++] = copy;
        s += n + strspn(s + n, " ");
    }
    return DP_OK;
}

dp_status times_forms(times_compiler *c, const rule_file *f, const rule_line *l, char *spelling, forms *out, dp_error *err) {
    out->n = 0;
    return add_forms(c, f, l, spelling, out, err);
}
