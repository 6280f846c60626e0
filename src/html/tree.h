/* The tree of a page: HTML5's way of reading tags (HTML Living Standard 13.2.5), a simpler and linear way of nesting them.
 *
 *     <p class=lead>A <b>fire</b>      0 html
 *                                      1 └ body
 *                                      2   └ p class="lead"        after = 6: the first node behind its last descendant
 *                                      3     ├ "A "
 *                                      4     └ b
 *                                      5       └ "fire"
 *
 * Nodes stand in the order of the page, so that the descendants of node i are i + 1 … after(i) - 1, and a walk over a subtree is
 * a loop. Names and text are ranges of the page's bytes as they came: nothing is copied and no character reference is
 * replaced until somebody asks (html_attribute, html_text). Hence the page's bytes must outlive the tree.
 *
 * What differs from the standard: misplaced formatting is not copied into each paragraph (no adoption agency), text in tables
 * stays where it stands, <noscript> is read as markup. Elements below depth HTML_DEPTH_MAX become siblings. Beyond the other
 * limits the rest of the page is left out and `cut` is set. Time and memory grow with the page's bytes whatever they are.
 *
 * A tree is const and may be read by several threads. */
#ifndef DP_HTML_TREE_H
#define DP_HTML_TREE_H

#include "core/arena.h"
#include "core/error.h"
#include "core/utf8.h"
#include "html/rules.h"
#include "html/tag.h"

enum {
    HTML_DEPTH_MAX = 400,
    HTML_NODES_MAX = 1 << 21,
    HTML_ATTRIBUTES_MAX = 1 << 20,
    HTML_ATTRIBUTES_EACH = 64, /* of one element; later ones are left out */
};
/* The longest page. */
#define HTML_PAGE_MAX ((size_t)256 << 20)

typedef struct html_attribute_slot {
    uint32_t name, value; /* offsets into the page */
    uint32_t value_bytes;
    uint16_t name_bytes;
    bool has_references; /* value holds an '&' */
} html_attribute_slot;

typedef struct html_node {
    uint16_t tag; /* enum html_tag; HTML_TAG_NONE: text */
    uint8_t attribute_count;
    bool has_references;      /* text: it holds an '&' that may begin a character reference */
    uint32_t parent;          /* index; the root is its own */
    uint32_t after;           /* first node that is no descendant; the number of nodes at the end */
    uint32_t first_attribute; /* into html_tree.attributes */
    span source;              /* text: its bytes; element: those of its start tag, empty where the page left it out */
} html_node;

typedef struct html_tree {
    const html_rules *rules;
    const char *page;
    uint32_t page_bytes;
    const html_node *nodes; /* [n]; 0 is <html>, written or not */
    uint32_t n;
    const html_attribute_slot *attributes;
    uint32_t attribute_count;
    bool cut; /* the page passed a limit and its rest is missing */
} html_tree;

typedef struct html_string { /* valid for as long as page and arena are; not NUL-terminated */
    const char *at;
    uint32_t n;
} html_string;

/* Reads a page or a fragment of one. `page` is UTF-8 (broken bytes do no harm); it is borrowed. The tree lives in the arena.
 * DP_E_TOO_LONG beyond HTML_PAGE_MAX. */
dp_status html_parse(const html_rules *rules, const char *page, size_t n, arena *a, const html_tree **out, dp_error *err);

/* The raw slot of an attribute, NULL where the element has none. `name` in small letters. The first of two alike counts. */
const html_attribute_slot *html_attribute_find(const html_tree *t, uint32_t node, const char *name);
/* The value with its character references replaced; {NULL, 0} where there is none or memory is out. */
html_string html_attribute(const html_tree *t, uint32_t node, const char *name, arena *a);
/* Is the value equal to `value`, letters' case and blanks at the ends aside? */
bool html_attribute_is(const html_tree *t, uint32_t node, const char *name, const char *value);

/* The first element of that tag in [from, to), or `to`. */
uint32_t html_next(const html_tree *t, html_tag tag, uint32_t from, uint32_t to);

/* All text below a node (or of a text node), references replaced, runs of white space one blank, none at the ends; blocks and
 * <br> part words. With what is inside <script> or <title> where the node is one, else without what no reader sees. Valid UTF-8,
 * NUL-terminated. At most `limit` bytes. {NULL, 0} where memory is out. */
html_string html_text(const html_tree *t, uint32_t node, uint32_t limit, arena *a);
/* The bytes of a <script> or <style> as they stand. */
html_string html_raw_text(const html_tree *t, uint32_t node);

static inline bool html_is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

#endif
