/* The title: what stands as the headline above the article, checked against what the page's metadata call it.
 *
 *   1  the <h1> that the metadata know (og:title, headline, <title>), or the only one there is, unless it is the outlet's name
 *   2  another element that is marked as a title and that the metadata know
 *   3  the metadata's own title, without the outlet's name behind it
 *
 * Lines above the headline ("kickers"), dates and what is hidden in a heading are left out of it. */
#include <string.h>

#include "html/meta_facts.h"

enum { TITLE_MAX = 400, KNOWN_MAX = 12, NODES_MAX = 600 /* a heading holds no more */ };

typedef struct known_title {
    html_string text; /* without the outlet */
    uint32_t node;
    const char *evidence;
    html_string detail;
} known_title;

typedef struct finder {
    meta_facts *f;
    html_string outlet, host;
    known_title known[KNOWN_MAX]; /* of the metadata, the best first, <title> last */
    uint32_t n;
} finder;

/* ---- the outlet's name around a title */

/* Separators that stand between a title and the outlet, longest first where one begins like another. */
static uint32_t separator_at(const char *s, uint32_t n) {
    static const char *const marks[] = {"|", "-", "–", "—", "•", "·", "»", "«", "::", "›", "/", ":", "~", "+++", "｜"};
    const char c = n ? s[0] : 'a';
    if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')) return 0; /* most of a title */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const uint32_t bytes = (uint32_t)strlen(marks[i]);
        if (bytes <= n && memcmp(s, marks[i], bytes) == 0) return bytes;
    }
    return 0;
}

/* Is the part of a title the outlet's name, or made of its host's? */
static bool is_outlet(const finder *x, html_string part) {
    if (part.n == 0) return true;
    if (x->outlet.n && (meta_same(x->f, part, x->outlet) ||
                        (x->outlet.n > 3 && part.n < x->outlet.n * 2 + 12 && meta_holds(x->f, part, x->outlet)) ||
                        (part.n > 3 && meta_holds(x->f, x->outlet, part))))
        return true;
    char joined[128];
    uint32_t n = 0;
    for (uint32_t i = 0; i < part.n && n < sizeof joined; i++) {
        const char c = part.at[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')
            joined[n++] = c;
        else if (c >= 'A' && c <= 'Z')
            joined[n++] = (char)(c + 32);
    }
    return n > 3 && x->host.n >= n && memmem(x->host.at, x->host.n, joined, n);
}

/* The last separator with room on both sides (a bar needs none) before `n`; its bytes, and where it begins in *at. */
static uint32_t last_separator(html_string s, uint32_t *at) {
    for (uint32_t i = s.n; i > 1; i--) {
        const uint32_t bytes = separator_at(s.at + i - 1, s.n - (i - 1));
        const bool bar = s.at[i - 1] == '|' || bytes == 3;
        const bool room = s.at[i - 2] == ' ' && i - 1 + bytes < s.n && s.at[i - 1 + bytes] == ' ';
        if (bytes == 0 || !(room || (bar && bytes == 1))) continue;
        *at = i - 1;
        return bytes;
    }
    return 0;
}

static html_string trim(html_string s) {
    while (s.n && s.at[0] == ' ') s.at++, s.n--;
    while (s.n && s.at[s.n - 1] == ' ') s.n--;
    return s;
}

/* Without the outlet behind it, or before it. What stands behind a bar is no title, whatever it is. */
static html_string without_outlet(const finder *x, html_string s) {
    uint32_t at, bytes;
    for (int round = 0; round < 4 && (bytes = last_separator(s, &at)) > 0; round++) {
        const html_string head = trim((html_string){s.at, at}), tail = trim((html_string){s.at + at + bytes, s.n - at - bytes});
        const bool bar = s.at[at] == '|' && head.n > tail.n;
        if (head.n == 0 || !(bar || is_outlet(x, tail))) break;
        s = head;
    }
    for (uint32_t i = 1; i + 1 < s.n; i++) {
        const uint32_t n = separator_at(s.at + i, s.n - i);
        if (n == 0 || s.at[i - 1] != ' ') continue;
        const html_string head = trim((html_string){s.at, i}), tail = trim((html_string){s.at + i + n, s.n - i - n});
        if (tail.n && s.at[i] != ':' && is_outlet(x, head)) return tail;
        break;
    }
    return s;
}

/* ---- what the metadata call it */

static void know(finder *x, html_string text, uint32_t node, const char *evidence, html_string detail) {
    text = without_outlet(x, text);
    if (text.n == 0 || x->n == KNOWN_MAX || is_outlet(x, text)) return;
    x->known[x->n++] = (known_title){text, node, evidence, detail};
}

static void gather_known(finder *x) {
    meta_facts *f = x->f;
    const meta_fact *fact;
    for (uint32_t i = 0; i < KNOWN_MAX / 2 && (fact = meta_best(f, KEY_TITLE, i)); i++)
        know(x, meta_fact_text(f, fact), fact->node, f->t->nodes[fact->node].tag == HTML_META ? "meta" : "itemprop", fact->name);
    if (f->article < f->ld_things.n && f->ld_things.at[f->article].type == TYPE_ARTICLE) {
        static const char *const names[] = {"headline", "name"};
        const meta_ld_fact *thing = &f->ld_things.at[f->article];
        for (size_t i = 0; i < 2; i++)
            know(x, meta_clean(f, ld_text(&f->ld, ld_member(&f->ld, thing->object, names[i]), f->a)), f->ld_node,
                 "JSON-LD headline of", thing->name);
    }
    if (f->title_node) know(x, meta_node_text(f, f->title_node), f->title_node, "title", (html_string){0});
}

/* ---- headings */

/* A heading's words without kickers, days and what is hidden in it. */
static html_string heading_text(const meta_facts *f, uint32_t node) {
    const html_tree *t = f->t;
    const unsigned dropped = MARK_KICKER | MARK_DATE | MARK_HIDDEN;
    bool mixed = false;
    for (uint32_t i = node + 1; i < t->nodes[node].after; i = t->nodes[i].after)
        mixed |= t->nodes[i].tag == HTML_TIME || (t->nodes[i].tag != HTML_TAG_NONE && (f->marks[i] & dropped));
    const html_string whole = meta_node_text(f, node);
    if (!mixed || !whole.n) return whole;
    char *out = arena_alloc(f->a, whole.n + 2u);
    uint32_t n = 0;
    for (uint32_t i = node + 1; out && i < t->nodes[node].after; i = t->nodes[i].after) {
        if (t->nodes[i].tag == HTML_TIME || (t->nodes[i].tag != HTML_TAG_NONE && (f->marks[i] & dropped))) continue;
        const html_string part = meta_node_text(f, i);
        if (!part.n || n + part.n + 1 > whole.n + 1) continue;
        if (n) out[n++] = ' ';
        memcpy(out + n, part.at, part.n);
        n += part.n;
    }
    return n ? (html_string){out, n} : whole;
}

/* How well the metadata know a heading: 3 the same, 2 they hold it, 1 it holds them, 0 not at all. */
static int known_as(const finder *x, html_string text, const known_title **which) {
    int best = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        const html_string known = x->known[i].text;
        const int how = meta_same(x->f, text, known)    ? 3
                        : meta_holds(x->f, known, text) ? 2
                        : meta_holds(x->f, text, known) ? 1
                                                        : 0;
        if (how > best) {
            best = how;
            *which = &x->known[i];
        }
    }
    return best;
}

typedef struct choice {
    html_string text;
    uint32_t node;
    int score;
    const known_title *known;
} choice;

static void consider(finder *x, uint32_t node, int bonus, choice *best) {
    if (x->f->t->nodes[node].after - node > NODES_MAX) return;
    const html_string text = heading_text(x->f, node);
    const known_title *known = NULL;
    if (!text.n || text.n > TITLE_MAX || is_outlet(x, text)) return;
    const int how = known_as(x, text, &known);
    int score = how * 10 + bonus;
    if (how == 2 && text.n < 12) score -= 15; /* "News" stands in many titles */
    if (meta_is_aside(x->f, node)) score -= 12;
    if (score > best->score) *best = (choice){text, node, score, known};
}

static uint32_t count_headings(const finder *x, uint16_t tag) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->f->headings.n; i++) n += x->f->t->nodes[x->f->headings.at[i]].tag == tag;
    return n;
}

static bool choose_heading(finder *x, choice *best) {
    const meta_facts *f = x->f;
    *best = (choice){.score = 0};
    for (uint32_t i = 0; i < f->headings.n; i++) {
        const uint32_t node = f->headings.at[i];
        if (f->t->nodes[node].tag == HTML_H1) consider(x, node, count_headings(x, HTML_H1) == 1 ? 9 : 6, best);
    }
    if (best->score >= 16) return true;
    for (uint32_t i = 0; i < f->headings.n; i++)
        if (f->t->nodes[f->headings.at[i]].tag == HTML_H2) consider(x, f->headings.at[i], 2, best);
    for (uint32_t i = 0; i < f->titles.n && i < 64; i++) consider(x, f->titles.at[i].node, 0, best);
    return best->score >= 9;
}

static const char *heading_name(const meta_facts *f, uint32_t node) {
    return html_tag_name((html_tag)f->t->nodes[node].tag);
}

/* "KICKER The headline" where the metadata have "The headline": theirs. */
static bool ends_with(const finder *x, html_string whole, html_string end) {
    return end.n * 3 > whole.n && end.n < whole.n && meta_same(x->f, (html_string){whole.at + (whole.n - end.n), end.n}, end);
}

static html_string host_of(const char *url) {
    const char *host = url ? strstr(url, "://") : NULL;
    if (!host) return (html_string){0};
    host += 3;
    return (html_string){host, (uint32_t)strcspn(host, "/:?#")};
}

void meta_find_title(meta_facts *f, page_meta *out) {
    finder x = {.f = f, .host = host_of(out->url.text)};
    if (out->outlet.text) x.outlet = (html_string){out->outlet.text, (uint32_t)strlen(out->outlet.text)};
    gather_known(&x);
    choice best;
    if (choose_heading(&x, &best)) {
        f->headline = best.node;
        const bool theirs = best.known && ends_with(&x, best.text, best.known->text);
        out->title = meta_value_of(f, theirs ? best.known->text : without_outlet(&x, best.text), best.node,
                                   heading_name(f, best.node), (html_string){0});
        return;
    }
    const known_title *k = x.n ? &x.known[0] : NULL;
    if (k) out->title = meta_value_of(f, k->text, k->node, k->evidence, k->detail);
}
