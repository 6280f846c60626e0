/* Which blocks are the article's. */
#ifndef DP_HTML_CHOOSE_H
#define DP_HTML_CHOOSE_H

#include "html/headline.h"
#include "html/survey.h"

/* Sets keep[node] for each text node of the article, and *first to the element that holds them all: `root` or one around it,
 * where the sentence under the headline stands outside. */
dp_status html_blocks_choose(const html_survey *s, const html_titles *titles, uint32_t root, bool *keep, uint32_t *first,
                             arena *a, dp_error *err);

#endif
