/* The heading that is the page's own title, by which one story of several on a page is told. */
#ifndef DP_HTML_HEADLINE_H
#define DP_HTML_HEADLINE_H

#include "html/tree.h"

enum { HTML_TITLES_MAX = 4 };

/* What a page says that it is called, spelled for comparing: letters and digits alone, ASCII in small letters. */
typedef struct html_titles {
    html_string at[HTML_TITLES_MAX];
    uint32_t n;
} html_titles;

html_titles html_titles_read(const html_tree *t, arena *a);
/* Do the words of this node say the title? */
bool html_is_title(const html_titles *titles, const html_tree *t, uint32_t node, arena *a);
/* The first heading of the highest order that says the title; 0 where none does. */
uint32_t html_headline_find(const html_titles *titles, const html_tree *t, arena *a);

#endif
