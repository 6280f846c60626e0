#include "watch/schedule.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum outcome schedule_outcome(long status) {
    if (status == 304) return OUTCOME_SAME;
    if (status >= 200 && status < 300) return OUTCOME_DONE;
    if (status == 429 || status == 503) return OUTCOME_LATER;
    if (status == 410) return OUTCOME_GONE;
    if (status >= 400 && status < 500 && status != 408 && status != 425) return OUTCOME_REFUSED;
    return OUTCOME_BROKEN;
}

const char *schedule_outcome_name(enum outcome o) {
    static const char *const names[] = {"done", "same", "later", "broken", "refused", "gone"};
    return names[o];
}

/* ---- what servers say ----------------------------------------------------------------------------------------------------- */

static int64_t at_most_a_day(int64_t s) {
    return s > SCHEDULE_DAY_S ? SCHEDULE_DAY_S : s;
}

/* Digits as a number, at most a day; NULL where there are none, else what follows them. */
static const char *seconds(const char *s, int64_t *out) {
    if (!isdigit((unsigned char)*s)) return NULL;
    for (*out = 0; isdigit((unsigned char)*s); s++) *out = at_most_a_day(*out * 10 + (*s - '0'));
    return s;
}

static const char *skip_blanks(const char *s) {
    while (*s == ' ' || *s == '\t') s++;
    return s;
}

int64_t schedule_http_date(const char *s) {
    static const char *const forms[] = {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct tm t = {0};
        const char *end = strptime(skip_blanks(s), forms[i], &t);
        if (end && *skip_blanks(end) == '\0') return (int64_t)timegm(&t);
    }
    return -1;
}

int64_t schedule_retry_after(const char *value, int64_t now) {
    int64_t s;
    if (!value) return -1;
    value = skip_blanks(value);
    const char *end = seconds(value, &s);
    if (end) return *skip_blanks(end) ? -1 : s;
    const int64_t date = schedule_http_date(value);
    if (date < 0) return -1;
    return date > now ? at_most_a_day(date - now) : 0;
}

int64_t schedule_max_age(const char *cache_control) {
    static const char name[] = "max-age=";
    for (const char *s = cache_control; s; s = strchr(s, ',') ? strchr(s, ',') + 1 : NULL) {
        int64_t age;
        s = skip_blanks(s);
        if (strncasecmp(s, name, strlen(name)) == 0) return seconds(s + strlen(name), &age) ? age : 0;
    }
    return 0;
}

/* ---- feeds, pages, hosts -------------------------------------------------------------------------------------------------- */

/* first · 2^times, at most `most`. */
static int64_t doubled(int64_t first, uint32_t times, int64_t most) {
    for (; times && first < most; times--) first *= 2;
    return first < most ? first : most;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

void schedule_feed(feed_times *f, enum outcome o, int64_t interval_s, int64_t at_least_s, uint64_t hash, int64_t now) {
    const bool well = o == OUTCOME_DONE || o == OUTCOME_SAME;
    f->failures = well ? 0 : f->failures + 1;
    int64_t wait = o == OUTCOME_GONE ? SCHEDULE_DAY_S : doubled(interval_s, f->failures, larger(interval_s, SCHEDULE_DAY_S));
    wait += (int64_t)(hash % 1000) * wait / 10000;
    f->next = now + larger(wait, at_most_a_day(at_least_s));
}

/* The longest interval of a list is 30 days, and a tenth more where feeds are spread. */
int64_t schedule_sane(int64_t next, int64_t now) {
    return next > now + (int64_t)40 * SCHEDULE_DAY_S ? now : next;
}

int64_t schedule_page(enum outcome o, uint32_t tries, int64_t at_least_s, int64_t now) {
    static const int64_t waits[SCHEDULE_PAGE_TRIES - 1] = {300, 1800, 10800, SCHEDULE_DAY_S};
    if (o == OUTCOME_REFUSED || o == OUTCOME_GONE || tries >= SCHEDULE_PAGE_TRIES) return -1;
    return now + larger(waits[tries ? tries - 1 : 0], at_most_a_day(at_least_s));
}

void schedule_host(host_times *h, enum outcome o, int64_t pause_ms, int64_t at_least_s, int64_t now_ms) {
    static const int64_t later_s = 60, broken_s = 10, hour_s = 3600;
    int64_t wait_s = 0;
    if (o == OUTCOME_LATER || o == OUTCOME_BROKEN) {
        wait_s = doubled(o == OUTCOME_LATER ? later_s : broken_s, h->failures, hour_s);
        h->failures++;
    } else {
        h->failures = 0;
    }
    /* What the server names takes the place of our guess. */
    if (o == OUTCOME_LATER && at_least_s >= 0) wait_s = at_most_a_day(at_least_s);
    h->ready_ms = now_ms + larger(pause_ms, wait_s * 1000);
}
