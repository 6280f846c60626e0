/* Who signs the page: persons before newsrooms.
 *
 *   1  linked data about the page's article: author, then creator; references to persons elsewhere in it are followed
 *   2  metadata that name an author, in the order of world/metadata.rules (<meta>, itemprop)
 *   3  rel=author and elements that are marked as an author, near the headline before others
 *   4  a line near the headline that opens as a byline does ("By …")
 *
 * Of a value only names are kept: no addresses, mail, handles, numbers, roles, nor "by". A value that names the outlet or nobody
 * ("newsroom") counts only where no other has a name. */
#include <string.h>

#include "html/meta_facts.h"

enum {
    NAME_MAX_BYTES = 100,
    NAME_WORDS_MAX = 6,
    NODES_SMALL = 40,
    LINE_MAX = 160,
    KEYS_MAX = 16,
    MARKS_TRIED = 256,
    NAMES_OF_ONE = 5, /* more in one element are a list of something else */
    NEAR_BEFORE = 40, /* nodes around the headline in which a byline may stand */
    NEAR_AFTER = 120
};

typedef struct names {
    html_string at[META_NAMES_MAX];
    uint32_t n;
    bool weak; /* the outlet's or nobody's */
} names;

typedef struct finder {
    meta_facts *f;
    html_string outlet, title;
    meta_value weak; /* the first value that names only the outlet or a newsroom */
    meta_value *to;
} finder;

/* ---- one name */

static bool is_punctuation(const meta_facts *f, html_string s, uint32_t at, size_t *bytes) {
    uint32_t cp;
    *bytes = utf8_decode(s.at + at, s.n - at, &cp);
    return !(fold_class(f->words->pack->fold, cp) & (CHAR_LETTER | CHAR_DIGIT | CHAR_MARK));
}

/* Without blanks and punctuation at its ends; a full stop behind an initial stays. */
static html_string bare(const meta_facts *f, html_string s) {
    size_t bytes;
    while (s.n && is_punctuation(f, s, 0, &bytes)) s.at += bytes, s.n -= (uint32_t)bytes;
    for (;;) {
        uint32_t last = s.n;
        while (last > 0 && ((unsigned char)s.at[--last] & 0xC0) == 0x80) continue;
        if (s.n == 0 || !is_punctuation(f, s, last, &bytes)) return s;
        if (s.at[last] == '.' && last > 1 && last < s.n && (s.at[last - 2] == ' ' || s.at[last - 2] == '.')) return s;
        if (s.at[last] == ')' && memchr(s.at, '(', last)) return s;
        s.n = last;
    }
}

/* The bytes of a phrase of that kind at the beginning of s, where a word ends behind it; 0: none. */
static size_t opens_with(const finder *x, html_string s, enum page_sense_kind kind) {
    size_t n;
    const meta_facts *f = x->f;
    if (!page_phrase(f->words, s.at, s.n, kind, f->habits.lang, kind != PAGE_NOBODY, &n)) return 0;
    if (n < s.n && strchr("-'.", s.at[n]) && n + 1 < s.n && s.at[n + 1] != ' ') return 0; /* "Di-Marzio", "Von.Weber" */
    return n;
}

static bool is_phrase(const finder *x, html_string s, enum page_sense_kind kind) {
    return s.n > 0 && opens_with(x, s, kind) == s.n;
}

static uint32_t words_of(html_string s) {
    uint32_t n = s.n > 0;
    for (uint32_t i = 0; i < s.n; i++) n += s.at[i] == ' ';
    return n;
}

static bool has_letter(const meta_facts *f, html_string s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        i += (uint32_t)utf8_decode(s.at + i, s.n - i, &cp);
        if (fold_class(f->words->pack->fold, cp) & CHAR_LETTER) return true;
    }
    return false;
}

/* Up to what cannot be of a name any more: a number ("Anna Weir, 8 minutes"), a label of a date. */
static html_string before_numbers(const finder *x, html_string s) {
    bool word = false;
    for (uint32_t i = 0; i < s.n; i++) {
        const html_string rest = {s.at + i, s.n - i};
        if (word && i > 0 && s.at[i] >= '0' && s.at[i] <= '9') return (html_string){s.at, i};
        if (word && i > 0 && (opens_with(x, rest, PAGE_PUBLISHED) || opens_with(x, rest, PAGE_UPDATED)))
            return (html_string){s.at, i};
        word = s.at[i] == ' ' || s.at[i] == '(';
    }
    return s;
}

/* What is no name at all. */
static bool is_refused(const finder *x, html_string s) {
    date_hit hit;
    uint32_t from = 0;
    if (s.n < 2 || s.n > NAME_MAX_BYTES || words_of(s) > NAME_WORDS_MAX || !has_letter(x->f, s)) return true;
    if (meta_is_address(s) || memchr(s.at, '@', s.n) || memchr(s.at, '{', s.n) || memchr(s.at, '?', s.n)) return true;
    return date_next(x->f->words, &x->f->habits, s.at, s.n, &from, &hit);
}

/* "anna.weir" and "valley-news.example": one word as programs write it. */
static bool is_login(html_string s) {
    bool marked = false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.at[i] == ' ' || (s.at[i] >= 'A' && s.at[i] <= 'Z')) return false;
        marked |= i > 0 && i + 1 < s.n && (s.at[i] == '.' || s.at[i] == '_');
    }
    return marked;
}

static bool is_weak(const finder *x, html_string s) {
    if (is_phrase(x, s, PAGE_NOBODY) || is_login(s)) return true;
    return x->outlet.n && (meta_same(x->f, s, x->outlet) || (words_of(s) > 1 && meta_holds(x->f, x->outlet, s)));
}

static void add_name(const finder *x, html_string s, names *out) {
    for (size_t n; (n = opens_with(x, s, PAGE_BY)) > 0 && n < s.n;) s = bare(x->f, (html_string){s.at + n, s.n - (uint32_t)n});
    s = bare(x->f, before_numbers(x, s));
    if (is_refused(x, s) || is_phrase(x, s, PAGE_ROLE) || is_phrase(x, s, PAGE_BY) || out->n == META_NAMES_MAX) return;
    if (is_phrase(x, s, PAGE_PUBLISHED) || is_phrase(x, s, PAGE_UPDATED)) return;
    for (uint32_t i = 0; i < out->n; i++)
        if (meta_same(x->f, out->at[i], s)) return;
    const bool weak = is_weak(x, s);
    if (weak && out->n > 0 && !out->weak) return;
    if (!weak && out->weak) out->n = 0;
    out->weak = weak;
    out->at[out->n++] = s;
}

/* ---- a line of names */

/* Where the next name ends, and the bytes of what stands between it and the one after. */
static uint32_t name_end(const finder *x, html_string s, size_t *between) {
    static const char *const marks[] = {",", ";", "|", "/", "&", "•", "·", "\n", "(", "–", "—", " - ", ":"};
    bool word = false; /* a word begins here, and not the first */
    for (uint32_t i = 0; i < s.n; i++) {
        const bool plain = (s.at[i] | 32) >= 'a' && (s.at[i] | 32) <= 'z';
        for (size_t k = 0; !plain && k < sizeof marks / sizeof *marks; k++) {
            *between = strlen(marks[k]);
            if (s.n - i >= *between && memcmp(s.at + i, marks[k], *between) == 0) return i;
        }
        const html_string rest = {s.at + i, s.n - i};
        const bool small = !(s.at[i] >= 'A' && s.at[i] <= 'Z'); /* "And" in a name that is all capitals is rare */
        if (word && (*between = opens_with(x, rest, PAGE_AND)) > 0 && *between < rest.n && (small || *between > 1)) return i;
        if (word && opens_with(x, rest, PAGE_ROLE) > 0 && small) return i;
        word = s.at[i] == ' ';
    }
    *between = 0;
    return s.n;
}

/* Names in "By A. Weir and B. Holm, Harbour correspondent". What stands in brackets is none. */
static void split_names(const finder *x, html_string s, names *out) {
    for (uint32_t round = 0; s.n && round < META_NAMES_MAX * 2; round++) {
        size_t between;
        if (s.at[0] == '(') {
            const char *close = memchr(s.at, ')', s.n);
            const uint32_t skipped = close ? (uint32_t)(close + 1 - s.at) : s.n;
            s = (html_string){s.at + skipped, s.n - skipped};
            continue;
        }
        const uint32_t n = name_end(x, s, &between);
        const html_string part = bare(x->f, (html_string){s.at, n});
        const bool small = part.n && part.at[0] >= 'a' && part.at[0] <= 'z';
        if (!small || !opens_with(x, (html_string){s.at + n, s.n - n}, PAGE_ROLE)) /* "harbour correspondent" is all role */
            add_name(x, (html_string){s.at, n}, out);
        const uint32_t taken = n + (s.n > n && s.at[n] == '(' ? 0 : (uint32_t)between);
        if (taken == 0 && n == 0) break;
        s = (html_string){s.at + taken, s.n - taken};
        if (opens_with(x, s, PAGE_ROLE) > 0) { /* the rest of the part is about the one before */
            const uint32_t rest = name_end(x, s, &between);
            s = (html_string){s.at + rest, s.n - rest};
        }
    }
}

static html_string join(const finder *x, const names *list) {
    size_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) n += list->at[i].n + 2;
    char *out = arena_alloc(x->f->a, n + 1), *to = out;
    if (!out) return (html_string){0};
    for (uint32_t i = 0; i < list->n; i++) {
        if (i) to = (char *)mempcpy(to, "; ", 2);
        to = (char *)mempcpy(to, list->at[i].at, list->at[i].n);
    }
    return (html_string){out, (uint32_t)(to - out)};
}

/* Takes what the names say; true where nothing better is to be looked for. */
static bool take(finder *x, const names *list, uint32_t node, const char *evidence, html_string detail) {
    if (list->n == 0) return false;
    meta_value *to = list->weak ? &x->weak : x->to;
    if (!to->text) *to = meta_value_of(x->f, join(x, list), node, evidence, detail);
    return !list->weak;
}

/* ---- linked data */

static uint32_t object_with_id(const meta_facts *f, html_string id) {
    for (uint32_t i = 0; i < f->ld_things.n && id.n; i++) {
        const uint32_t object = f->ld_things.at[i].object;
        const html_string own = ld_text(&f->ld, ld_member(&f->ld, object, "@id"), f->a);
        if (own.n == id.n && memcmp(own.at, id.at, id.n) == 0 && ld_member(&f->ld, object, "name")) return object;
    }
    return LD_NONE;
}

static void name_of(const finder *x, uint32_t node, names *out) {
    const meta_facts *f = x->f;
    uint32_t name = node;
    if (f->ld.nodes.at[node].kind == LD_OBJECT) {
        name = ld_member(&f->ld, node, "name");
        if (!name) {
            const uint32_t other = object_with_id(f, ld_text(&f->ld, ld_member(&f->ld, node, "@id"), f->a));
            name = other ? ld_member(&f->ld, other, "name") : LD_NONE;
        }
    }
    if (name && f->ld.nodes.at[name].kind == LD_ARRAY) {
        for (uint32_t i = f->ld.nodes.at[name].first_child; i; i = f->ld.nodes.at[i].next)
            split_names(x, meta_clean(f, ld_text(&f->ld, i, f->a)), out);
    } else if (name) {
        split_names(x, meta_clean(f, ld_text(&f->ld, name, f->a)), out);
    }
}

static bool from_linked_data(finder *x, enum page_type type) {
    static const char *const members[] = {"author", "creator"};
    const meta_facts *f = x->f;
    if (f->article >= f->ld_things.n || f->ld_things.at[f->article].type != type) return false;
    const meta_ld_fact *thing = &f->ld_things.at[f->article];
    for (size_t m = 0; m < sizeof members / sizeof *members; m++) {
        names list = {0};
        const uint32_t author = ld_member(&f->ld, thing->object, members[m]);
        if (!author) continue;
        if (f->ld.nodes.at[author].kind == LD_ARRAY) {
            uint32_t tried = 0;
            for (uint32_t i = f->ld.nodes.at[author].first_child; i && tried < META_NAMES_MAX;
                 i = f->ld.nodes.at[i].next, tried++)
                name_of(x, i, &list);
        } else {
            name_of(x, author, &list);
        }
        if (take(x, &list, f->ld_node, "JSON-LD author of", thing->name)) return true;
    }
    return false;
}

/* ---- metadata */

/* "twitter:label1" says what "twitter:data1" holds: "Written by". */
static bool from_labels(finder *x) {
    const meta_facts *f = x->f;
    for (uint32_t i = 0; i + 1 < f->labels.n; i++) {
        const html_string label = meta_attribute(f, f->labels.at[i], "content");
        names list = {0};
        if (!is_phrase(x, label, PAGE_BY)) continue;
        split_names(x, meta_attribute(f, f->labels.at[i + 1], "content"), &list);
        if (take(x, &list, f->labels.at[i + 1], "meta labelled", label)) return true;
    }
    return false;
}

/* All values of the same name: pages with several authors repeat it. */
static bool from_keys(finder *x) {
    const meta_facts *f = x->f;
    const meta_fact *fact;
    for (uint32_t i = 0; i < KEYS_MAX && (fact = meta_best(f, KEY_AUTHOR, i));) {
        names list = {0};
        const meta_fact *first = fact;
        for (; i < KEYS_MAX && fact && fact->key == first->key; fact = meta_best(f, KEY_AUTHOR, ++i)) {
            const bool meta = f->t->nodes[fact->node].tag == HTML_META;
            if (!meta && (f->t->nodes[fact->node].after - fact->node > NODES_SMALL || meta_is_aside(f, fact->node))) continue;
            const html_string s = meta_fact_text(f, fact);
            if (!meta_is_address(s) && s.n <= LINE_MAX * 2) split_names(x, s, &list);
        }
        const bool meta = f->t->nodes[first->node].tag == HTML_META;
        if (take(x, &list, first->node, meta ? "meta" : "itemprop", first->name)) return true;
    }
    return false;
}

/* ---- marked elements */

typedef struct place {
    uint32_t node;
    int score;
} place;

static int weigh(const meta_facts *f, const meta_mark *mark) {
    const html_node *x = &f->t->nodes[mark->node];
    const uint32_t far = mark->node > f->headline ? mark->node - f->headline : (f->headline - mark->node) * 3;
    int score = 10;
    if (html_attribute_is(f->t, mark->node, "rel", "author") || html_attribute_is(f->t, mark->node, "itemprop", "name"))
        score += 10;
    if (x->tag == HTML_A) score += 4;
    if (f->headline && far < NEAR_AFTER) score += 20 - (int)far / 8;
    if (mark->marks & (MARK_KICKER | MARK_HIDDEN)) score -= 6;
    if (mark->marks & MARK_TITLE) score -= 2;
    if (meta_is_aside(f, mark->node)) score -= 40;
    return score;
}

/* The elements around a name may sign with more: "By <a rel=author>Anna Weir</a> and Bo Lind". */
static void widen(const finder *x, uint32_t node, names *best) {
    const meta_facts *f = x->f;
    for (uint32_t i = 0; i < f->authors.n && i < MARKS_TRIED && f->authors.at[i].node < node; i++) {
        const uint32_t around = f->authors.at[i].node, after = f->t->nodes[around].after;
        names list = {0};
        if (after <= node || after - around > NODES_SMALL) continue;
        const html_string s = meta_node_text(f, around);
        if (s.n && s.n <= LINE_MAX && opens_with(x, s, PAGE_BY)) split_names(x, s, &list);
        if (!list.weak && list.n > best->n && list.n <= NAMES_OF_ONE && meta_same(f, list.at[0], best->at[0])) *best = list;
    }
}

static bool from_marked(finder *x) {
    const meta_facts *f = x->f;
    names best = {0};
    uint32_t best_node = 0;
    int best_score = 4;
    for (uint32_t i = 0; i < f->authors.n && i < MARKS_TRIED; i++) {
        const meta_mark *mark = &f->authors.at[i];
        if (f->t->nodes[mark->node].after - mark->node > NODES_SMALL) continue;
        const int score = weigh(f, mark);
        if (score <= best_score) continue;
        const html_string s = meta_node_text(f, mark->node);
        names list = {0};
        if (s.n && s.n <= LINE_MAX) split_names(x, s, &list);
        if (list.n == 0 || list.n > NAMES_OF_ONE ||
            (list.weak && (best.n > 0 || (take(x, &list, mark->node, "marked element", (html_string){0}), true))))
            continue;
        best = list;
        best_score = score;
        best_node = mark->node;
    }
    if (best.n) widen(x, best_node, &best);
    return take(x, &best, best_node, "marked element", (html_string){0});
}

/* ---- bylines */

static bool begins_as_name(const meta_facts *f, html_string s) {
    uint32_t cp = 0;
    if (s.n) utf8_decode(s.at, s.n, &cp);
    const unsigned class = fold_class(f->words->pack->fold, cp);
    return (class & CHAR_UPPER) || ((class & CHAR_LETTER) && cp >= 0x590); /* scripts without capitals */
}

/* What stands behind the first day in a line: "6 March 1999, 13:30, by Anna Weir". */
static html_string behind_day(const finder *x, html_string line) {
    date_hit hit;
    uint32_t from = 0;
    if (!date_next(x->f->words, &x->f->habits, line.at, line.n, &from, &hit)) return (html_string){0};
    uint32_t at = hit.at.end;
    while (at < line.n && strchr(" ,|:-0123456789", line.at[at])) at++;
    return (html_string){line.at + at, line.n - at};
}

/* A line that opens a byline, or a line that only opens it with the name in the next. */
static bool from_line(finder *x, uint32_t node, html_string line) {
    const size_t n = opens_with(x, line, PAGE_BY);
    if (n == 0 || line.n > LINE_MAX) return false;
    html_string rest = bare(x->f, (html_string){line.at + n, line.n - (uint32_t)n});
    if (rest.n == 0)
        for (uint32_t i = node + 1; i < x->f->t->n && i < node + 8 && !rest.n; i++)
            if (x->f->t->nodes[i].tag == HTML_TAG_NONE) rest = meta_node_text(x->f, i);
    names list = {0};
    if (rest.n == 0 || rest.n > LINE_MAX || !begins_as_name(x->f, rest)) return false;
    split_names(x, rest, &list);
    return list.n > 0 && words_of(list.at[0]) <= 4 && take(x, &list, node, "byline", (html_string){0});
}

static bool from_bylines(finder *x) {
    const html_tree *t = x->f->t;
    const uint32_t headline = x->f->headline;
    if (headline == 0) return false;
    const uint32_t from = headline > NEAR_BEFORE ? headline - NEAR_BEFORE : 0;
    const uint32_t to = headline + NEAR_AFTER < t->n ? headline + NEAR_AFTER : t->n;
    for (uint32_t i = from; i < to; i++) {
        const html_node *node = &t->nodes[i];
        if (node->tag != HTML_TAG_NONE || node->source.end - node->source.start > LINE_MAX * 2) continue;
        if (html_tag_properties((html_tag)t->nodes[node->parent].tag) & TAG_UNSEEN) continue;
        const html_string line = meta_node_text(x->f, i);
        if (line.n <= 1 || meta_is_aside(x->f, i)) continue;
        if (from_line(x, i, line) || from_line(x, i, behind_day(x, line))) return true;
    }
    return false;
}

void meta_find_author(meta_facts *f, page_meta *out) {
    finder x = {.f = f, .to = &out->author};
    if (out->outlet.text) x.outlet = (html_string){out->outlet.text, (uint32_t)strlen(out->outlet.text)};
    if (from_linked_data(&x, TYPE_ARTICLE) || from_keys(&x) || from_labels(&x) || from_marked(&x) || from_bylines(&x) ||
        from_linked_data(&x, TYPE_PAGE))
        return;
    out->author = x.weak;
}
