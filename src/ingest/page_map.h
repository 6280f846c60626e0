/* The way from a dispatch's text back to the bytes of the page as it was fetched, through the article and the character set. */
#ifndef DP_INGEST_PAGE_MAP_H
#define DP_INGEST_PAGE_MAP_H

#include "charset/charset.h"
#include "html/article.h"
#include "ingest/ingest.h"

/* Fills out->pieces. `article` is of the page that `decoded` holds. */
dp_status page_map_make(const html_article *article, const charset_text *decoded, arena *a, dispatch *out, dp_error *err);

#endif
