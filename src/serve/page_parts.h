/* What the plain lists are put together from: words of the page, text from outside, links, and sentences with these in them. */
#ifndef DP_SERVE_PAGE_PARTS_H
#define DP_SERVE_PAGE_PARTS_H

#include "serve/app.h"

typedef struct body {
    exchange *x;
    buf *b;
    uint64_t offset, limit, n;
    bool more, headed;
    char last[CURSOR_MAX]; /* of the last item */
} body;

/* The words of the page. */
void put_words(body *p, const char *key);
void put_comma(body *p);
/* Text from outside, set apart; `lang` is its language, NULL where it is not known. */
void put_outside(buf *b, const char *words, const char *lang);
/* A link to an item. Where the reader has chosen a language, the pages that he goes on to have it too. */
void put_link(body *p, const char *folder, const char *id, const char *words, const char *lang);
/* To the dispatch, by its outlet. */
void put_source(body *p, const char *dispatch, const char *source);
/* "2017-11-08 – 2017-11-09"; NULL: not known. */
void put_days(body *p, const char *first, const char *last);

/* What stands in for the names of a sentence. */
typedef struct page_part {
    const char *name; /* "claimant"; NULL: the last */
    const char *words, *lang;
    const char *folder, *id; /* of the page that it leads to; NULL: none */
} page_part;
/* A sentence of the page; the last of `parts` has no name. */
void put_sentence(body *p, const char *key, const page_part *parts);

#endif
