/* Arbitrary bytes as a page: tree, article, all text. What comes out is valid UTF-8, and each piece of it points into the page.
 */
#include <stdlib.h>
#include <string.h>

#include "html/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static pack the_pack;
static html_rules rules;

static void open_rules(void) {
    const char *path = getenv("DEPECHE_PACK");
    dp_error err = {0};
    if (!path || pack_open(path, &the_pack, &err) != DP_OK || html_rules_open(&the_pack, &rules, &err) != DP_OK) abort();
}

static void check_tree(const html_tree *t) {
    for (uint32_t i = 1; i < t->n; i++) {
        const html_node *x = &t->nodes[i];
        if (x->parent >= i || x->after <= i || x->after > t->nodes[x->parent].after) abort();
        if (x->source.start > x->source.end || x->source.end > t->page_bytes) abort();
    }
}

static void check_article(const html_article *x, size_t page_bytes) {
    if (!utf8_valid(x->text, x->text_bytes) || memchr(x->text, '\0', x->text_bytes)) abort();
    for (uint32_t k = 0; k < x->segment_count; k++) {
        const html_segment *s = &x->segments[k];
        if (s->text >= x->text_bytes || s->page > page_bytes || s->page_bytes > page_bytes - s->page) abort();
        if (k > 0 && (s->text <= s[-1].text || s->page < s[-1].page + s[-1].page_bytes)) abort();
    }
    for (uint32_t at = 0; at < x->text_bytes; at += 7)
        if (html_article_source(x, at).end > page_bytes) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!rules.pack) open_rules();
    arena a;
    arena_init(&a);
    dp_error err = {0};
    const html_tree *t;
    html_article x;
    if (html_parse(&rules, (const char *)data, size, &a, &t, &err) == DP_OK) {
        check_tree(t);
        if (html_article_find(t, &a, &x, &err) == DP_OK) check_article(&x, size);
        if (html_article_whole(t, &a, &x, &err) == DP_OK) check_article(&x, size);
    }
    arena_free(&a);
    return 0;
}
