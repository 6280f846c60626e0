#include "html/headline.h"

#include <string.h>

enum { TITLE_BYTES = 400, LEAST_BYTES = 8, HEADINGS_TRIED = 200 };

/* Leaves out what no two spellings of a title share: blanks, signs, capitals. */
static html_string plain(html_string s, arena *a) {
    char *out = s.at ? arena_alloc(a, (size_t)s.n + 1) : NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; out && i < s.n; i++) {
        const unsigned char c = (unsigned char)s.at[i];
        const unsigned letter = (unsigned)((c | 0x20) - 'a');
        const bool sign = c == 0xE2 && i + 2 < s.n && (unsigned char)s.at[i + 1] == 0x80; /* dashes and quotes */
        if (sign)
            i += 2;
        else if (letter < 26)
            out[n++] = (char)(c | 0x20);
        else if (c >= 0x80 || (unsigned)(c - '0') < 10)
            out[n++] = (char)c;
    }
    return (html_string){out, n};
}

static void add_title(html_titles *titles, html_string text, arena *a) {
    const html_string title = plain(text, a);
    if (titles->n < HTML_TITLES_MAX && title.n >= LEAST_BYTES) titles->at[titles->n++] = title;
}

html_titles html_titles_read(const html_tree *t, arena *a) {
    html_titles titles = {.n = 0};
    bool written = false;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->nodes[i].tag == HTML_TITLE && !written) {
            add_title(&titles, html_text(t, i, TITLE_BYTES, a), a);
            written = true;
        }
        if (t->nodes[i].tag == HTML_META &&
            (html_attribute_is(t, i, "property", "og:title") || html_attribute_is(t, i, "name", "twitter:title")))
            add_title(&titles, html_attribute(t, i, "content", a), a);
    }
    return titles;
}

/* A page's title may add its outlet's name, a heading a word or two of its own. */
static bool same_title(html_string title, html_string heading) {
    if (heading.n < LEAST_BYTES || !heading.at) return false;
    if (heading.n <= title.n) return heading.n * 3 >= title.n && memmem(title.at, title.n, heading.at, heading.n);
    return title.n * 3 >= heading.n * 2 && memmem(heading.at, heading.n, title.at, title.n);
}

bool html_is_title(const html_titles *titles, const html_tree *t, uint32_t node, arena *a) {
    const html_string heading = plain(html_text(t, node, TITLE_BYTES, a), a);
    for (uint32_t k = 0; k < titles->n; k++)
        if (same_title(titles->at[k], heading)) return true;
    return false;
}

uint32_t html_headline_find(const html_titles *titles, const html_tree *t, arena *a) {
    uint32_t found = 0, tried = 0;
    for (uint32_t i = 0; i < t->n && titles->n > 0 && tried < HEADINGS_TRIED; i++) {
        const unsigned tag = t->nodes[i].tag;
        if (tag < HTML_H1 || tag > HTML_H3 || (found && tag >= t->nodes[found].tag)) continue;
        tried++;
        if (html_is_title(titles, t, i, a)) found = i;
    }
    return found;
}
