/* What a page says of itself: title, author, day of publication and of the last change, outlet, canonical address, language.
 *
 *     tree ──▶ gather: one pass   <title> <h1> <meta> <link> <time> JSON-LD, elements whose class, id, rel or itemprop says
 *                                 "date" or "author"                                              (meta_facts.h)
 *          ──▶ title    headings, og:title and its like, <title> without the outlet              (meta_title.c)
 *          ──▶ author   JSON-LD, metadata, marked elements, "By …"                               (meta_author.c)
 *          ──▶ days     metadata, JSON-LD, marked elements and running text, address              (meta_days.c)
 *
 * Every value says what it comes from and where on the page that stands; what the page does not say is NULL, never guessed. Of
 * several that disagree one is taken by the order that docs/ingest.md has in full. Words of languages and names of metadata stand
 * in lang/metadata.rules and world/metadata.rules. Linear in the page's bytes. */
#ifndef DP_HTML_META_H
#define DP_HTML_META_H

#include "html/page_words.h"
#include "html/tree.h"

typedef struct meta_value {
    const char *text;     /* valid UTF-8 on one line, without markup and controls; NULL where the page does not say */
    const char *evidence; /* "JSON-LD datePublished of NewsArticle", "meta article:published_time", "h1", "text", "address" */
    span source;          /* bytes of the page; empty for what was handed in */
} meta_value;

typedef struct page_meta {
    meta_value title;
    meta_value author;   /* names in their order, "; " between them */
    meta_value date;     /* EDTF: the day of publication; a month where metadata say no more */
    meta_value modified; /* EDTF: the day of the last change */
    meta_value outlet;
    meta_value url;  /* http or https, absolute */
    meta_value lang; /* BCP 47, as the page declares it */
} page_meta;

/* What is known beside the page. */
typedef struct meta_given {
    const char *url;  /* it came from, or NULL */
    int32_t last_day; /* no day after this one can be meant (core/day.h) */
} meta_given;

/* Reads a page's tree. Values live in the arena. DP_E_NOMEM is the only failure: a page that says nothing gives NULLs. */
dp_status page_meta_read(const page_words *words, const html_tree *t, const meta_given *given, arena *a, page_meta *out,
                         dp_error *err);

#endif
