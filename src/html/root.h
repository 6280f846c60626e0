/* Which element holds the article. */
#ifndef DP_HTML_ROOT_H
#define DP_HTML_ROOT_H

#include "html/survey.h"

/* The node whose blocks are the article, as far as one node can be; 0 where nothing on the page reads like one. */
dp_status html_root_find(const html_survey *s, arena *a, uint32_t *root, dp_error *err);

#endif
