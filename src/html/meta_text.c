/* Strings as pages write them → one clean line; and the questions that title, author and days ask about them. */
#include <string.h>

#include "html/meta_facts.h"

static bool has_markup(html_string s) {
    for (uint32_t i = 0; i + 1 < s.n; i++)
        if (s.at[i] == '<' && ((s.at[i + 1] | 32) >= 'a' ? (s.at[i + 1] | 32) <= 'z' : s.at[i + 1] == '/')) return true;
    return false;
}

/* Metadata are written by programs that escape once too often: the string is read as markup once more, and what is left of it is
 * its text. */
html_string meta_clean(const meta_facts *f, html_string s) {
    enum { ROUNDS = 3 };
    for (int round = 0; round < ROUNDS && s.n && (round == 0 || has_markup(s)); round++) {
        const html_tree *fragment;
        if (s.n > META_TEXT_MAX) s.n = META_TEXT_MAX;
        if (html_parse(f->t->rules, s.at, s.n, f->a, &fragment, NULL) != DP_OK) return (html_string){0};
        s = html_text(fragment, 0, META_TEXT_MAX, f->a);
    }
    return s.n ? s : (html_string){0};
}

html_string meta_node_text(const meta_facts *f, uint32_t node) {
    const html_string text = html_text(f->t, node, META_TEXT_MAX, f->a);
    return text.n && memchr(text.at, '&', text.n) ? meta_clean(f, text) : text;
}

html_string meta_attribute(const meta_facts *f, uint32_t node, const char *name) {
    return meta_clean(f, html_attribute(f->t, node, name, f->a));
}

html_string meta_fact_text(const meta_facts *f, const meta_fact *fact) {
    static const char *const names[] = {"content", "datetime"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (html_attribute_find(f->t, fact->node, names[i])) return meta_attribute(f, fact->node, names[i]);
    return f->t->nodes[fact->node].tag == HTML_META ? (html_string){0} : meta_node_text(f, fact->node);
}

static char *append(char *to, const char *s, size_t n) {
    if (n) memcpy(to, s, n);
    return to + n;
}

/* A copy on one line: line separators that the page wrote as characters become blanks. */
static const char *one_line(const meta_facts *f, html_string s) {
    char *copy = arena_copy(f->a, s.at, s.n);
    for (char *c = copy; c && *c; c++)
        if (*c == '\n') *c = ' ';
    return copy;
}

meta_value meta_value_of(const meta_facts *f, html_string text, uint32_t node, const char *evidence, html_string detail) {
    const size_t n = strlen(evidence);
    if (!text.n) return (meta_value){0};
    if (detail.n > 64) detail.n = 64;
    const html_string shown = meta_clean(f, detail); /* names of metadata are the page's and may hold anything */
    char *said = arena_alloc(f->a, n + shown.n + 2);
    const char *copy = one_line(f, text);
    if (!said || !copy) return (meta_value){0};
    char *end = append(said, evidence, n);
    if (shown.n) *end++ = ' ';
    append(end, shown.at, shown.n);
    return (meta_value){copy, said, f->t->nodes[node].source};
}

/* Letters and digits only, folded, with one blank between words. */
static size_t bare(const meta_facts *f, html_string s, char *out, size_t cap) {
    const fold_table *fold = f->words->pack->fold;
    size_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        const size_t step = utf8_decode(s.at + i, s.n - i, &cp);
        if (fold_class(fold, cp) & (CHAR_LETTER | CHAR_DIGIT)) {
            n += fold_name(fold, s.at + i, step, out + n, cap - n);
        } else if (n > 0 && n < cap && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
        i += (uint32_t)step;
    }
    while (n > 0 && out[n - 1] == ' ') n--;
    return n;
}

enum { BARE_MAX = 1024 };

bool meta_same(const meta_facts *f, html_string a, html_string b) {
    char x[BARE_MAX], y[BARE_MAX];
    const size_t n = bare(f, a, x, sizeof x), m = bare(f, b, y, sizeof y);
    return n == m && n > 0 && memcmp(x, y, n) == 0;
}

bool meta_holds(const meta_facts *f, html_string whole, html_string part) {
    char x[BARE_MAX], y[BARE_MAX];
    const size_t n = bare(f, whole, x, sizeof x), m = bare(f, part, y, sizeof y);
    return m > 0 && m <= n && memmem(x, n, y, m) != NULL;
}

bool meta_is_address(html_string s) {
    return (s.n >= 4 && memcmp(s.at, "http", 4) == 0) || (s.n >= 4 && memcmp(s.at, "www.", 4) == 0) ||
           (s.n > 0 && (memmem(s.at, s.n, "://", 3) || s.at[0] == '/'));
}

const meta_fact *meta_best(const meta_facts *f, enum page_key key, uint32_t skip) {
    const meta_fact *best = NULL;
    uint32_t floor = 0; /* rank << 16 | order of the last one found */
    for (uint32_t round = 0; round <= skip; round++) {
        best = NULL;
        uint32_t lowest = UINT32_MAX;
        for (uint32_t i = 0; i < f->keys.n; i++) {
            const page_sense *s = f->keys.at[i].key;
            const uint32_t place = ((uint32_t)s->rank << 16 | i) + 1;
            if (s->value != key || place <= floor || place >= lowest) continue;
            best = &f->keys.at[i];
            lowest = place;
        }
        if (!best) return NULL;
        floor = lowest;
    }
    return best;
}
