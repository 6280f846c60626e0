/* The list of feeds: one address a line, settings behind it.
 *
 *   # Comment, and empty lines
 *   https://wire.example/world.xml
 *   https://gazette.example/feed   interval=1h outlet="La Gazette" items-only
 *
 * interval  30s, 15m, 2h, 1d (a minute at least)      outlet  the name that its dispatches bear where the page says none
 * items-only  take the items as they stand in the feed and fetch no page
 * What a line holds that is not understood costs that line alone; it is named. */
#ifndef DP_WATCH_LIST_H
#define DP_WATCH_LIST_H

#include "watch/url.h"

typedef struct list_feed {
    url at;
    const char *outlet; /* NULL: none given */
    int64_t interval_s; /* 0: none given */
    bool items_only;
    uint32_t line;
    uint64_t hash; /* of at.whole */
} list_feed;

typedef struct feed_list {
    vec_of(list_feed) feeds;
    uint32_t complaints;
} feed_list;

/* Called for each line that is left out, with file, line and reason; may be NULL. */
typedef void (*list_complaint)(void *context, const dp_error *what);

/* Reads a file. Lives in the arena. DP_E_IO where it cannot be read; a file without one feed is DP_E_FORMAT. */
dp_status list_read_file(const char *path, list_complaint complain, void *context, arena *a, feed_list *out, dp_error *err);
/* The same of text in memory; `file` is what complaints name. */
dp_status list_read(const char *text, size_t n, const char *file, list_complaint complain, void *context, arena *a,
                    feed_list *out, dp_error *err);

/* "15m" in seconds; 0 for what is no interval from a minute to 30 days. */
int64_t list_interval(const char *s);

#endif
