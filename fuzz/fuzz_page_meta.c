/* Arbitrary bytes as a page and what it says of itself, and as running text with days in it. The first byte is the language of
 * the text. Values are valid UTF-8 on one line; days are real ones and stand in the order of the text. */
#include <stdlib.h>
#include <string.h>

#include "html/date.h"
#include "html/meta.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const meta_value *v, const html_tree *t) {
    if (!v->text) return;
    const size_t n = strlen(v->text);
    if (n == 0 || !utf8_valid(v->text, n) || memchr(v->text, '\n', n)) abort();
    if (!v->evidence || v->source.start > v->source.end || v->source.end > t->page_bytes) abort();
}

static void check_day(const meta_value *v) {
    civil c;
    if (v->text && !edtf_parse(v->text, &c)) abort();
}

static void read_days(const page_words *w, const char *s, uint32_t n, uint8_t lang) {
    static const char *const langs[] = {"", "en", "de", "fr", "ru", "zh", "ar", "hu", "vi", "en-GB"};
    const char *code = langs[lang % (sizeof langs / sizeof *langs)];
    const date_habits h = {code, page_date_order(w, code, ""), day_from_civil(1995, 1, 1), day_from_civil(2049, 12, 31)};
    date_hit hit;
    for (uint32_t from = 0, last = 0; date_next(w, &h, s, n, &from, &hit); last = from)
        if (hit.at.start >= hit.at.end || hit.at.end > n || from <= last || hit.day < h.first || hit.day > h.last) abort();
    (void)date_in_address(w, &h, s, n, &hit);
    date_stamp stamp;
    if (date_read_stamp(s, n, &stamp) && stamp.day.day &&
        day_from_civil(stamp.day.year, stamp.day.month, stamp.day.day) == DAY_NONE)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static pack p;
    static page_words words;
    static html_rules rules;
    static arena a;
    static bool ready;
    dp_error err;
    if (!ready) {
        if (pack_open(getenv("DEPECHE_PACK"), &p, &err) != DP_OK || page_words_open(&p, &words, &err) != DP_OK ||
            html_rules_open(&p, &rules, &err) != DP_OK)
            abort();
        arena_init(&a);
        ready = true;
    }
    if (size == 0) return 0;
    arena_reset(&a);
    const char *text = arena_copy(&a, (const char *)data + 1, size - 1);
    const html_tree *tree;
    page_meta m;
    const meta_given given = {.last_day = day_from_civil(2049, 12, 31)};
    if (!text || html_parse(&rules, text, size - 1, &a, &tree, &err) != DP_OK) return 0;
    if (page_meta_read(&words, tree, &given, &a, &m, &err) != DP_OK) abort();
    const meta_value *const values[] = {&m.title, &m.author, &m.date, &m.modified, &m.outlet, &m.url, &m.lang};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) check(values[i], tree);
    check_day(&m.date);
    check_day(&m.modified);
    read_days(&words, text, (uint32_t)(size - 1), data[0]);
    return 0;
}
