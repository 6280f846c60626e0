/* lang/metadata.rules and world/metadata.rules → what html/page_words.h reads. Names of months and the order of numeric dates
 * come from CLDR by way of ICU, which only spells here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "html/page_words.h"
#include "pack/compile.h"

enum { NAME_UNITS = 128, NAME_BYTES = NAME_UNITS * 3, WORDS_MAX = 8, LOCALE_BYTES = 64, LETTERS = 26 };
#define NO_SENSE UINT32_MAX

typedef struct pending {
    page_sense sense;
    uint32_t weight, next; /* weight: of how many locales; next: of the same phrase, NO_SENSE at the end */
} pending;

/* One table of phrases: its builder's values are heads of chains. */
typedef struct lexicon {
    phrase_builder *phrases;
    vec_of(uint32_t) heads;
} lexicon;

typedef struct compiler {
    pack_builder *b;
    arena *a;
    const fold_table *fold;
    lexicon words, marks, keys;
    vec_of(pending) senses;
    vec_of(page_sense) written;
    vec_of(page_order) orders;
    /* The lengths of the words of classes as bits, by first letter; those of endings by last letter. */
    uint32_t lengths[LETTERS * 2];
    const rule_file *file;
    uint32_t file_number;
} compiler;

/* ---- chains of senses */

static dp_status add_key(compiler *c, lexicon *x, const uint64_t *hashes, uint32_t n, page_sense sense, dp_error *err) {
    uint32_t head;
    if (!phrase_add_key(x->phrases, hashes, n, x->heads.n, &head)) return error_nomem(err);
    if (head == x->heads.n && !vec_push(c->a, &x->heads, NO_SENSE)) return error_nomem(err);
    uint32_t *link = &x->heads.at[head];
    while (*link != NO_SENSE) {
        pending *p = &c->senses.at[*link];
        const bool marks = x == &c->marks;
        if (marks || (p->sense.kind == sense.kind && p->sense.value == sense.value && strcmp(p->sense.lang, sense.lang) == 0)) {
            if (marks) p->sense.rank |= sense.rank;
            p->weight++;
            return DP_OK;
        }
        link = &p->next;
    }
    *link = c->senses.n;
    return vec_push(c->a, &c->senses, ((pending){sense, 1, NO_SENSE})) ? DP_OK : error_nomem(err);
}

/* The words of a phrase as they stand between blanks. */
static dp_status add_phrase(compiler *c, const rule_line *l, const char *s, size_t n, page_sense sense, dp_error *err) {
    uint64_t hashes[WORDS_MAX];
    uint32_t count = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && s[end] != ' ') end++;
        if (end > i) {
            if (count == WORDS_MAX) return rule_error(c->file, l, err, "expected at most %d words", WORDS_MAX);
            hashes[count++] = fold_name_hash(c->fold, s + i, end - i);
        }
        i = end + 1;
    }
    return count ? add_key(c, &c->words, hashes, count, sense, err) : rule_error(c->file, l, err, "expected a word");
}

/* ---- CLDR */

/* A month's name in small letters without its full stop; false where it is none that a text could hold: a number, two words. */
static bool spell_month(const UChar *name, int32_t n, const char *locale, char out[NAME_BYTES]) {
    UChar lower[NAME_UNITS];
    UErrorCode e = U_ZERO_ERROR;
    int32_t length = u_strToLower(lower, NAME_UNITS, name, n, locale, &e);
    if (U_FAILURE(e)) return false;
    while (length > 0 && lower[length - 1] == '.') length--;
    if (length < 2) return false;
    for (int32_t i = 0; i < length; i++)
        if (u_isdigit(lower[i]) || u_isspace(lower[i]) || lower[i] == '.') return false;
    u_strToUTF8(out, NAME_BYTES, NULL, lower, length, &e);
    return U_SUCCESS(e) && e != U_STRING_NOT_TERMINATED_WARNING;
}

static dp_status months_of(compiler *c, const char *locale, page_sense sense, dp_error *err) {
    static const UDateFormatSymbolType types[] = {UDAT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_SHORT_MONTHS,
                                                  UDAT_STANDALONE_SHORT_MONTHS};
    char gregorian[LOCALE_BYTES + 32];
    UErrorCode e = U_ZERO_ERROR;
    snprintf(gregorian, sizeof gregorian, "%s@calendar=gregorian", locale);
    UDateFormat *format = udat_open(UDAT_DEFAULT, UDAT_DEFAULT, gregorian, NULL, 0, NULL, 0, &e);
    if (U_FAILURE(e)) return DP_OK;
    dp_status status = DP_OK;
    for (size_t t = 0; t < sizeof types / sizeof *types; t++)
        for (int32_t k = 0; k < 12 && status == DP_OK; k++) {
            UChar name[NAME_UNITS];
            char word[NAME_BYTES];
            const int32_t n = udat_getSymbols(format, types[t], k, name, NAME_UNITS, &e);
            if (U_FAILURE(e) || !spell_month(name, n, locale, word)) {
                e = U_ZERO_ERROR;
                continue;
            }
            sense.value = (uint8_t)(k + 1);
            const uint64_t hash = fold_name_hash(c->fold, word, strlen(word));
            status = add_key(c, &c->words, &hash, 1, sense, err);
        }
    udat_close(format);
    return status;
}

/* The order of day, month and year in the locale's short dates. */
static bool order_in(const char *locale, enum date_order *out) {
    char gregorian[LOCALE_BYTES + 32];
    UErrorCode e = U_ZERO_ERROR;
    snprintf(gregorian, sizeof gregorian, "%s@calendar=gregorian", locale);
    UDateFormat *format = udat_open(UDAT_NONE, UDAT_SHORT, gregorian, NULL, 0, NULL, 0, &e);
    if (U_FAILURE(e)) return false;
    UChar pattern[NAME_UNITS];
    const int32_t n = udat_toPattern(format, false, pattern, NAME_UNITS - 1, &e);
    udat_close(format);
    if (U_FAILURE(e) || n >= NAME_UNITS) return false;
    pattern[n] = 0;
    const UChar *day = u_strchr(pattern, 'd'), *month = u_strchr(pattern, 'M'), *year = u_strchr(pattern, 'y');
    if (!day || !month || !year) return false;
    *out = year < month ? DATE_YMD : month < day ? DATE_MDY : DATE_DMY;
    return true;
}

static dp_status add_order(compiler *c, const char *lang, const char *country, const char *locale, dp_error *err) {
    page_order order = {0};
    enum date_order value;
    if (!order_in(locale, &value)) return DP_OK;
    snprintf(order.locale, sizeof order.locale, "%.3s%s%.2s", lang, *country ? "-" : "", country);
    order.order = value;
    for (uint32_t i = 0; i < c->orders.n; i++)
        if (strcmp(c->orders.at[i].locale, order.locale) == 0) return DP_OK; /* another script of the same */
    return vec_push(c->a, &c->orders, order) ? DP_OK : error_nomem(err);
}

static dp_status read_cldr(compiler *c, page_sense sense, dp_error *err) {
    dp_status status = DP_OK;
    for (int32_t i = 0; i < uloc_countAvailable() && status == DP_OK; i++) {
        const char *locale = uloc_getAvailable(i);
        char lang[12] = "", country[8] = "";
        UErrorCode e = U_ZERO_ERROR;
        uloc_getLanguage(locale, lang, sizeof lang, &e);
        uloc_getCountry(locale, country, sizeof country, &e);
        if (U_FAILURE(e) || strlen(locale) >= LOCALE_BYTES || strlen(lang) > 3 || strlen(country) == 3) continue;
        snprintf(sense.lang, sizeof sense.lang, "%s", lang);
        status = months_of(c, locale, sense, err);
        if (status == DP_OK) status = add_order(c, lang, country, locale, err);
    }
    return status;
}

/* ---- lang/metadata.rules */

static const struct {
    const char *section;
    enum page_sense_kind kind;
} word_sections[] = {{"months", PAGE_MONTH},
                     {"fillers", PAGE_FILLER},
                     {"endings", PAGE_ENDING},
                     {"years", PAGE_YEAR_BEHIND},
                     {"months-behind", PAGE_MONTH_BEHIND},
                     {"months-before", PAGE_MONTH_BEFORE},
                     {"days-behind", PAGE_DAY_BEHIND},
                     {"by", PAGE_BY},
                     {"published", PAGE_PUBLISHED},
                     {"updated", PAGE_UPDATED},
                     {"roles", PAGE_ROLE},
                     {"nobody", PAGE_NOBODY},
                     {"and", PAGE_AND}};

/* One of the phrases between bars; of a month with "=" and its number. */
static dp_status read_phrase(compiler *c, const rule_line *l, const char *s, size_t n, page_sense sense, dp_error *err) {
    while (n && s[n - 1] == ' ') n--;
    if (sense.kind == PAGE_MONTH) {
        const char *equals = memchr(s, '=', n);
        const long month = equals ? strtol(equals + 1, NULL, 10) : 0;
        if (month < 1 || month > 12) return rule_error(c->file, l, err, "expected a month as word=1 to word=12");
        sense.value = (uint8_t)month;
        n = (size_t)(equals - s);
    }
    return add_phrase(c, l, s, n, sense, err);
}

static dp_status read_words_line(compiler *c, const rule_line *l, dp_error *err) {
    page_sense sense = {.rule = RULE_REF(c->file_number, l->line)};
    for (size_t i = 0; i < sizeof word_sections / sizeof *word_sections; i++)
        if (strcmp(l->section, word_sections[i].section) == 0) sense.kind = (uint8_t)word_sections[i].kind;
    if (!sense.kind) return rule_error(c->file, l, err, "there is no section [%s] here", l->section);
    if (l->columns != 2 || strlen(l->column[0]) >= sizeof sense.lang)
        return rule_error(c->file, l, err, "expected a language and words set apart by \"|\"");
    if (strcmp(l->column[0], "cldr") == 0) return read_cldr(c, sense, err);
    if (strcmp(l->column[0], "*") != 0) snprintf(sense.lang, sizeof sense.lang, "%s", l->column[0]);
    dp_status status = DP_OK;
    for (const char *s = l->column[1]; *s && status == DP_OK;) {
        s += strspn(s, " |");
        const size_t n = strcspn(s, "|");
        if (n) status = read_phrase(c, l, s, n, sense, err);
        s += n;
    }
    return status;
}

/* ---- world/metadata.rules */

static const char *const key_names[KEY_COUNT] = {"title",   "author", "published", "day",
                                                 "updated", "outlet", "address",   "language"};
static const struct {
    const char *name;
    unsigned value;
} type_names[] = {{"article", TYPE_ARTICLE}, {"page", TYPE_PAGE}, {"person", TYPE_PERSON}, {"outlet", TYPE_OUTLET}},
  mark_names[] = {{"date", MARK_DATE},     {"published", MARK_PUBLISHED}, {"updated", MARK_UPDATED}, {"author", MARK_AUTHOR},
                  {"title", MARK_TITLE},   {"article", MARK_ARTICLE},     {"head", MARK_HEAD},       {"kicker", MARK_KICKER},
                  {"hidden", MARK_HIDDEN}, {"foot", MARK_FOOT},           {"aside", MARK_ASIDE}};

/* "keys title": the sense of the section's lines; kind 0 where there is no such section. */
static page_sense section_sense(const char *section) {
    page_sense sense = {0};
    for (uint8_t i = 0; i < KEY_COUNT; i++)
        if (strncmp(section, "keys ", 5) == 0 && strcmp(section + 5, key_names[i]) == 0)
            sense = (page_sense){.kind = PAGE_KEY, .value = i};
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
        if (strncmp(section, "types ", 6) == 0 && strcmp(section + 6, type_names[i].name) == 0)
            sense = (page_sense){.kind = PAGE_TYPE, .value = (uint8_t)type_names[i].value};
    for (size_t i = 0; i < sizeof mark_names / sizeof *mark_names; i++)
        if (strncmp(section, "marks ", 6) == 0 && strcmp(section + 6, mark_names[i].name) == 0)
            sense = (page_sense){.kind = UINT8_MAX, .rank = (uint16_t)mark_names[i].value};
    return sense;
}

/* A word of classes, with "~" before it one that others may end with. */
static dp_status read_mark(compiler *c, const rule_line *l, page_sense sense, dp_error *err) {
    const bool ends = l->column[0][0] == '~';
    const char *word = l->column[0] + ends;
    const size_t n = strlen(word);
    if (n < 2 || n > PAGE_MARK_BYTES || strspn(word, "abcdefghijklmnopqrstuvwxyz") < n)
        return rule_error(c->file, l, err, "expected 2 to %d small letters", PAGE_MARK_BYTES);
    c->lengths[ends ? LETTERS + word[n - 1] - 'a' : word[0] - 'a'] |= UINT32_C(1) << n;
    const uint64_t hash = hash_bytes(word, n, ends ? PAGE_ENDS : PAGE_WHOLE);
    return add_key(c, &c->marks, &hash, 1, sense, err);
}

static dp_status read_world_line(compiler *c, const rule_line *l, uint16_t rank, dp_error *err) {
    page_sense sense = section_sense(l->section);
    if (!sense.kind) return rule_error(c->file, l, err, "there is no section [%s] here", l->section);
    if (l->columns != 1) return rule_error(c->file, l, err, "expected one word");
    sense.rule = RULE_REF(c->file_number, l->line);
    if (sense.kind == UINT8_MAX) return read_mark(c, l, sense, err);
    sense.rank = rank;
    const uint64_t hash = fold_lower_hash(c->fold, l->column[0], strlen(l->column[0]));
    return add_key(c, &c->keys, &hash, 1, sense, err);
}

/* ---- the sections */

/* The senses of a phrase, those of most locales first. */
static dp_status write_chain(compiler *c, uint32_t head, uint32_t *out, dp_error *err) {
    *out = c->written.n;
    for (uint32_t left = head; left != NO_SENSE;) {
        uint32_t best = NO_SENSE, *best_link = NULL;
        for (uint32_t *link = &left; *link != NO_SENSE; link = &c->senses.at[*link].next)
            if (best == NO_SENSE || c->senses.at[*link].weight > c->senses.at[best].weight) {
                best = *link;
                best_link = link;
            }
        *best_link = c->senses.at[best].next;
        page_sense sense = c->senses.at[best].sense;
        sense.last = left == NO_SENSE;
        if (!vec_push(c->a, &c->written, sense)) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status write_lexicon(compiler *c, lexicon *x, const char *section, dp_error *err) {
    uint32_t *numbers = arena_array(c->a, x->heads.n + 1u, sizeof *numbers);
    if (!numbers) return error_nomem(err);
    dp_status status = DP_OK;
    for (uint32_t i = 0; i < x->heads.n && status == DP_OK; i++) status = write_chain(c, x->heads.at[i], &numbers[i], err);
    if (status != DP_OK) return status;
    phrase_renumber(x->phrases, numbers);
    builder_phrases(c->b, section, x->phrases);
    return DP_OK;
}

static int by_locale(const void *a, const void *b) {
    return strcmp(((const page_order *)a)->locale, ((const page_order *)b)->locale);
}

static dp_status write_all(compiler *c, dp_error *err) {
    dp_status status = write_lexicon(c, &c->words, "pages/words", err);
    if (status == DP_OK) status = write_lexicon(c, &c->marks, "pages/marks", err);
    if (status == DP_OK) status = write_lexicon(c, &c->keys, "pages/keys", err);
    if (status != DP_OK) return status;
    if (c->orders.n) qsort(c->orders.at, c->orders.n, sizeof *c->orders.at, by_locale);
    builder_section(c->b, "pages/lengths", c->lengths, sizeof c->lengths);
    builder_section(c->b, "pages/senses", c->written.at, c->written.n * sizeof *c->written.at);
    builder_section(c->b, "pages/orders", c->orders.at, c->orders.n * sizeof *c->orders.at);
    return DP_OK;
}

static dp_status read_file(compiler *c, const pack_sources *s, const char *path, dp_error *err) {
    rule_file file;
    const char *section = "";
    uint16_t rank = 0;
    dp_status status = rule_file_read(s->root, path, c->a, &file, err);
    c->file = &file;
    c->file_number = builder_file(c->b, path);
    for (uint32_t i = 0; status == DP_OK && i < file.n; i++) {
        const rule_line *l = &file.lines[i];
        if (l->is_test) return rule_error(&file, l, err, "there are no tests in this file");
        rank = strcmp(section, l->section) == 0 ? (uint16_t)(rank + 1) : 0;
        section = l->section;
        status = strncmp(path, "lang/", 5) == 0 ? read_words_line(c, l, err) : read_world_line(c, l, rank, err);
    }
    c->file = NULL;
    return status;
}

dp_status compile_page_words(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    static const char *const paths[] = {"lang/metadata.rules", "world/metadata.rules"};
    compiler c = {.b = b, .a = a, .fold = builder_fold(b)};
    dp_status status = phrase_builder_new(c.fold, &c.words.phrases, err);
    if (status == DP_OK) status = phrase_builder_new(c.fold, &c.marks.phrases, err);
    if (status == DP_OK) status = phrase_builder_new(c.fold, &c.keys.phrases, err);
    for (size_t i = 0; status == DP_OK && i < sizeof paths / sizeof *paths; i++)
        if (rule_file_exists(s->root, paths[i])) status = read_file(&c, s, paths[i], err);
    if (status == DP_OK) status = write_all(&c, err);
    phrase_builder_free(c.words.phrases);
    phrase_builder_free(c.marks.phrases);
    phrase_builder_free(c.keys.phrases);
    return status;
}
