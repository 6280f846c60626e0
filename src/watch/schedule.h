/* When to ask again: pure arithmetic over a clock that the caller hands in, in seconds since 1970 (hosts: milliseconds).
 *
 *   answer ──▶ outcome ──▶ feed:  every interval; unchanged or failing ones are asked less and less, at most once a day
 *                    ├──▶ page:  tried again four times over a day, then given up
 *                    └──▶ host:  a pause between two requests; what it asks for with Retry-After */
#ifndef DP_WATCH_SCHEDULE_H
#define DP_WATCH_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SCHEDULE_INTERVAL_S = 15 * 60, /* between two requests for a feed, where the list says nothing */
    SCHEDULE_INTERVAL_LEAST_S = 60,
    SCHEDULE_DAY_S = 24 * 60 * 60, /* nothing waits longer, whatever a server says */
    SCHEDULE_PAGE_TRIES = 5
};

/* What an answer means for the time of the next request. */
enum outcome {
    OUTCOME_DONE,    /* 200, or any other success */
    OUTCOME_SAME,    /* 304 */
    OUTCOME_LATER,   /* 429, 503: the server asks for a pause */
    OUTCOME_BROKEN,  /* no answer, or one that could not be read: 5xx, 408, a broken connection */
    OUTCOME_REFUSED, /* 4xx, robots.txt, a private address: asking again is of no use for a while */
    OUTCOME_GONE     /* 410 */
};
/* `status` 0: there was no answer. */
enum outcome schedule_outcome(long status);
const char *schedule_outcome_name(enum outcome o); /* "done", "same" … */

/* Seconds from `now` that a Retry-After asks for, as a number or as a date; -1 where it says neither. At most a day. */
int64_t schedule_retry_after(const char *value, int64_t now);
/* The max-age of a Cache-Control, in seconds, at most a day; 0 where there is none. */
int64_t schedule_max_age(const char *cache_control);
/* A date in one of HTTP's three forms; -1 for what is none. */
int64_t schedule_http_date(const char *s);

typedef struct feed_times {
    int64_t next;      /* when to ask */
    uint32_t failures; /* in a row */
} feed_times;
/* `hash` is the feed's own: feeds with one interval are spread over a tenth of it. `at_least_s` is what the server asked for
 * (Retry-After, max-age), 0 for nothing. */
void schedule_feed(feed_times *f, enum outcome o, int64_t interval_s, int64_t at_least_s, uint64_t hash, int64_t now);
/* A clock that was wrong when `next` was written does not put a feed off for years. */
int64_t schedule_sane(int64_t next, int64_t now);

/* After try number `tries` (from 1) of a page: when to try again, -1 to give it up. */
int64_t schedule_page(enum outcome o, uint32_t tries, int64_t at_least_s, int64_t now);

typedef struct host_times {
    int64_t ready_ms;  /* before this it is not asked */
    uint32_t failures; /* in a row: pauses it asked for, answers it owes */
} host_times;
/* A request ended. `pause_ms` is what lies between two requests; `at_least_s` as above. */
void schedule_host(host_times *h, enum outcome o, int64_t pause_ms, int64_t at_least_s, int64_t now_ms);

#endif
