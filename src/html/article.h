/* The article of a page: the text that somebody came to read, without menus, teasers, comments, captions and advertisements.
 *
 *     tree ──▶ article {text, segments}      text: paragraphs with an empty line between, valid UTF-8
 *
 * segments lead from a byte of the text to the bytes of the page that made it (html/writer.h). Nothing is looked up that belongs
 * to one language; what templates call their parts stands in world/pages.rules. */
#ifndef DP_HTML_ARTICLE_H
#define DP_HTML_ARTICLE_H

#include "html/tree.h"
#include "html/writer.h"

typedef struct html_article {
    const char *text; /* NUL-terminated; "" where the page has none */
    uint32_t text_bytes;
    const html_segment *segments;
    uint32_t segment_count;
    uint32_t root; /* the node that holds it */
} html_article;

/* Everything lives in the arena; the text does not borrow from the page. */
dp_status html_article_find(const html_tree *t, arena *a, html_article *out, dp_error *err);
/* All visible text, for fragments such as the summary of a feed's item. */
dp_status html_article_whole(const html_tree *t, arena *a, html_article *out, dp_error *err);

/* The bytes of the page that text[at] came from, [page, page + page_bytes). */
span html_article_source(const html_article *x, uint32_t at);

#endif
