/* Linked data in a page's scripts (JSON-LD), read as loosely as it is written: HTML comments and CDATA around it, line ends and
 * bare quotes in strings, commas too many or too few, brackets that do not match, an end that is missing. What can be read is
 * kept; a string that never ends is not.
 *
 *     {"@type": "NewsArticle", "author": [{"name": "A. Weir"}]}
 *
 *     0 root            an array of all scripts' values
 *     1 └ object
 *     2   ├ "@type"   "NewsArticle"
 *     3   └ "author"  array
 *     4     └ object
 *     5       └ "name"  "A. Weir"
 *
 * Nodes stand in the order of the text and are linked by index. Nothing is copied: keys and values are ranges of the script's
 * bytes until ld_text decodes them. Time and memory are linear, nesting costs no stack. */
#ifndef DP_HTML_META_LD_H
#define DP_HTML_META_LD_H

#include "html/tree.h"

enum ld_kind { LD_OBJECT, LD_ARRAY, LD_STRING, LD_BARE }; /* bare: numbers, true, null and whatever else stands without quotes */

enum { LD_NODES_MAX = 1 << 16, LD_DEPTH_MAX = 64, LD_NONE = 0 /* the root is nobody's child */ };

typedef struct ld_node {
    uint8_t kind;                                   /* enum ld_kind */
    uint32_t parent, first_child, last_child, next; /* LD_NONE: none */
    html_string key;                                /* of a member of an object; else empty */
    html_string value;                              /* of a string without its quotes, as written; of a bare word */
} ld_node;

typedef struct ld_tree {
    vec_of(ld_node) nodes; /* at[0] is the root */
} ld_tree;

/* Adds what one script holds to the tree, which begins as {0}. False where memory is out. */
bool ld_add(ld_tree *t, arena *a, const char *s, size_t n);

/* The member of that name, LD_NONE where there is none. */
uint32_t ld_member(const ld_tree *t, uint32_t object, const char *name);
/* A string with its escapes replaced (half a surrogate pair becomes U+FFFD); of an array its first string. {NULL, 0} else. */
html_string ld_text(const ld_tree *t, uint32_t node, arena *a);

#endif
