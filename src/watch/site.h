/* Hosts: whose turn it is. A host is asked for one thing at a time, with a pause between, and jobs wait in its queue.
 *
 *   site "wire.example": [robots.txt] [feed] ──▶ one request ──▶ pause ──▶ the next; pages that wait stand in the ledger until
 *                                                                         the queue is empty (page_due) */
#ifndef DP_WATCH_SITE_H
#define DP_WATCH_SITE_H

#include "ledger/watched.h"
#include "watch/schedule.h"
#include "watch/url.h"

struct feed;
enum job_kind { JOB_ROBOTS, JOB_FEED, JOB_PAGE };
typedef struct job {
    struct job *next;
    enum job_kind kind;
    arena memory; /* of all its texts */
    url at;       /* where it is now, after `hops` redirects */
    unsigned hops;
    const char *origin; /* JOB_ROBOTS: whose robots.txt it is */
    struct feed *feed;  /* JOB_FEED */
    watched_feed asked; /* JOB_FEED: what is known of it */
    watched_page page;  /* JOB_PAGE */
} job;

job *job_new(enum job_kind kind); /* NULL when memory is out */
void job_free(job *j);

typedef struct site {
    char *name;
    host_times times;
    uint32_t crawl_delay_ms; /* that its robots.txt asks for */
    job *asked;              /* its request is under way; NULL: none is */
    job *first;              /* of those that wait */
    int64_t page_due;        /* seconds: when its first page may be asked for; INT64_MAX: none waits */
} site;

typedef struct sites {
    site **at;
    uint32_t n, cap;
    uint32_t *slots; /* open addressing, number in `at` plus 1 */
    uint32_t slot_count;
} sites;

/* The host of that name, made where it is not known yet; NULL when memory is out. */
site *sites_get(sites *s, const char *name);
/* Forgets those that nobody waits for and that may be asked at once. */
void sites_sweep(sites *s, int64_t now_ms);
void sites_free(sites *s); /* with their jobs */

/* A job that goes on (a redirect, a robots.txt that others wait for) stands before all that only wait. */
void site_put_first(site *s, job *j);
void site_put_last(site *s, job *j);
job *site_take(site *s); /* NULL where none waits */
/* Is its queue as long as it should get? What leads there comes again later. */
bool site_is_full(const site *s);

#endif
