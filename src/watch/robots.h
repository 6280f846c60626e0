/* robots.txt: which addresses of a site an automatic reader may ask for (RFC 9309), and how slowly.
 *
 *   User-agent: *            ──▶  rules of the groups that name us, else of those for everybody
 *   Disallow: /print*.pdf$       the longest rule that matches an address decides; of two as long the one that allows
 *   Crawl-delay: 10
 *
 * The text is a stranger's: any bytes, any length; reading it and asking it take time linear in its length. */
#ifndef DP_WATCH_ROBOTS_H
#define DP_WATCH_ROBOTS_H

#include "core/arena.h"

/* What is looked at of a robots.txt; the rest of a longer one is not read (RFC 9309, 2.5: at least 500 KiB). */
#define ROBOTS_BYTES_MAX ((size_t)512 << 10)
/* A longer delay is taken as this one. */
#define ROBOTS_DELAY_MAX_MS (3600u * 1000u)

typedef struct robots_rule {
    const char *pattern; /* in normal form: escapes in one way; '*' matches anything, a last '$' the end */
    uint32_t bytes;
    bool allow;
} robots_rule;

typedef struct robots {
    vec_of(robots_rule) rules;
    uint32_t delay_ms; /* Crawl-delay; 0: none */
} robots;

/* `agent` is our product token ("depeche"), matched without regard to case. Lives in the arena. False when memory is out. */
bool robots_read(const char *text, size_t n, const char *agent, arena *a, robots *out);

/* May this be asked for? `target` is an address's path with its query, "/a?b=c". `a` is used for the time of the call. *out is
 * false too when memory is out, with the result false. */
bool robots_allow(const robots *r, const char *target, arena *a, bool *out);

#endif
