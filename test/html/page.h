/* What the tests of pages share: rules from the pack, and a tree as one line of text. */
#ifndef DP_TEST_HTML_PAGE_H
#define DP_TEST_HTML_PAGE_H

#include "html/tree.h"

typedef struct page_bench {
    pack pack;
    html_rules rules;
    arena a;
} page_bench;

/* Opens $DEPECHE_PACK; false where it is not set or cannot be read. */
bool page_bench_open(page_bench *b);
void page_bench_close(page_bench *b);
/* Resets the arena and parses; NULL where that fails. */
const html_tree *page_parse(page_bench *b, const char *page, size_t n);
/* "html(body(p{class=lead}('A ' b('fire'))))": elements with their attributes and children, text in quotes. In the arena. */
const char *page_shape(page_bench *b, const char *page);

#endif
