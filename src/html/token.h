/* Tokens: a page cut into tags and text, as HTML Living Standard 13.2.5 reads them.
 *
 *     <p class=lead>A &lt; B<!-- x --></p>   ──▶   start p {class=lead} · text "A &lt; B" · end p
 *
 * Comments, declarations and processing instructions are passed over. Each byte is looked at a constant number of times:
 * what never closes runs to the end of the page, as in browsers, and nothing is tried twice. */
#ifndef DP_HTML_TOKEN_H
#define DP_HTML_TOKEN_H

#include "html/tree.h"

typedef enum html_token_kind { HTML_TOKEN_END_OF_PAGE, HTML_TOKEN_TEXT, HTML_TOKEN_START, HTML_TOKEN_END } html_token_kind;

typedef struct html_token {
    html_token_kind kind;
    html_tag tag;
    span source, name;
    uint32_t first_attribute; /* into html_reader.attributes */
    uint8_t attribute_count;
    bool self_closing;   /* <br/> */
    bool has_references; /* text with an '&' */
} html_token;

typedef struct html_reader {
    const char *page;
    uint32_t n, at;
    arena *a;
    vec_of(html_attribute_slot) attributes;
    bool in_foreign; /* set by the tree: inside <svg> or <math>, where <![CDATA[ … ]]> is text */
    bool cut;        /* there were more attributes than are kept */
    bool nomem;
} html_reader;

/* The next token; HTML_TOKEN_END_OF_PAGE at the end and when memory is out. */
html_token html_token_next(html_reader *r);
/* After the start of an element of raw text (<script>, <title> …): its text up to its end tag or the end of the page. */
html_token html_token_raw(html_reader *r, html_tag tag);

#endif
