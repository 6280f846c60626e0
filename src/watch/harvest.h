/* What answers hold: the items of a feed, the dispatch of a page. Read as `depeche read` reads the same bytes from a file. */
#ifndef DP_WATCH_HARVEST_H
#define DP_WATCH_HARVEST_H

#include "annotate/annotate.h"
#include "watch/fetch.h"

typedef struct harvest_item {
    const char *link; /* of its page; NULL: it has none */
    bool whole;       /* the item holds its article: no page is needed */
    dispatch d;       /* of the item itself: title, date, outlet, and its text */
} harvest_item;

/* Hands over the items one by one, in the order of the feed; each lives until the function returns. false: enough. */
typedef bool (*harvest_fn)(void *context, const harvest_item *item);
/* `url` is where the answer came from. DP_E_FORMAT for what is no feed. */
dp_status harvest_feed(const knowledge *k, const char *url, const fetch_answer *answer, harvest_fn fn, void *context,
                       dp_error *err);

/* DP_E_FORMAT for what is no page, such as a picture, and for a page without an article. The dispatch lives in the arena. */
dp_status harvest_page(const knowledge *k, const char *url, const fetch_answer *answer, arena *a, dispatch *out, dp_error *err);

#endif
