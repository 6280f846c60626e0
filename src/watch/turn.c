/* Whose turn it is: jobs start where their host is free, robots.txt is known and lets them. */
#include <stdlib.h>
#include <string.h>

#include "watch/internal.h"

static uint32_t parallel(const watch *w) {
    return w->o.parallel ? w->o.parallel : WATCH_PARALLEL;
}

bool jobs_may_grow(const watch *w) {
    return w->jobs < parallel(w) * 2;
}

void job_end(watch *w, job *j) {
    if (j->feed) feed_release(j->feed);
    job_free(j);
    w->jobs--;
}

/* A host that is met for the first time: what an earlier run learned of it. */
static dp_status recall(watch *w, site *s, dp_error *err) {
    watched_host h;
    dp_status status = watched_host_find(w->o.ledger, s->name, &h, err);
    if (status != DP_OK) return status;
    s->times.ready_ms = schedule_sane(h.ready, watch_now(w)) * 1000;
    s->times.failures = h.failures;
    return watched_first(w->o.ledger, s->name, &s->page_due, err);
}

site *site_of(watch *w, const char *host, dp_error *err) {
    const uint32_t before = w->sites.n;
    site *s = sites_get(&w->sites, host);
    if (!s) error_nomem(err);
    return s && w->sites.n > before && recall(w, s, err) != DP_OK ? NULL : s;
}

dp_status job_queue(watch *w, job *j, bool first, dp_error *err) {
    site *s = site_of(w, j->at.host, err);
    if (!s) {
        job_end(w, j);
        return err->code;
    }
    if (first)
        site_put_first(s, j);
    else
        site_put_last(s, j);
    return DP_OK;
}

/* ---- robots.txt ----------------------------------------------------------------------------------------------------------- */

static dp_status ask_robots(watch *w, origin *o, const char *base, dp_error *err) {
    job *j = job_new(JOB_ROBOTS);
    if (!j) return error_nomem(err);
    j->origin = arena_copy(&j->memory, o->name, strlen(o->name));
    dp_status s = j->origin ? url_read("/robots.txt", base, &j->memory, &j->at, err) : error_nomem(err);
    if (s != DP_OK) {
        job_free(j);
        return s;
    }
    o->asking = true;
    w->jobs++;
    return job_queue(w, j, true, err);
}

enum leave { LEAVE_GIVEN, LEAVE_REFUSED, LEAVE_LATER };
/* Does robots.txt let the job ask? LATER: it is being asked for. */
static dp_status ask_leave(watch *w, site *s, job *j, enum leave *out, dp_error *err) {
    *out = LEAVE_GIVEN;
    if (j->kind == JOB_ROBOTS) return DP_OK;
    const int64_t now = watch_now(w);
    origin *o = origins_get(&w->origins, w->o.ledger, j->at.origin, now, err);
    if (!o) return err->code;
    if (!origin_is_known(o, now)) {
        *out = LEAVE_LATER;
        return o->asking ? DP_OK : ask_robots(w, o, j->at.whole, err);
    }
    bool allowed;
    if (!origin_allows(o, j->at.target, &j->memory, &allowed)) return error_nomem(err);
    s->crawl_delay_ms = o->rules.delay_ms;
    if (!allowed) *out = LEAVE_REFUSED;
    return DP_OK;
}

static dp_status refuse_by_robots(watch *w, job *j, dp_error *err) {
    const origin *o = origins_get(&w->origins, w->o.ledger, j->at.origin, watch_now(w), err);
    if (!o) return err->code;
    dp_error why = o->fault;
    if (!o->refused && o->access == WATCHED_NONE) /* for now */
        error_set(&why, DP_E_IO, "%.200s does not give its robots.txt (%.100s), so nothing is asked for there", j->at.origin,
                  o->fault.message[0] ? o->fault.message : "as of late");
    else if (!o->refused)
        error_set(&why, DP_E_FORMAT, "the robots.txt of %.200s does not allow it", j->at.origin);
    return job_refuse(w, j, &why, err);
}

/* ---- starting ------------------------------------------------------------------------------------------------------------- */

static dp_status start(watch *w, site *s, job *j, dp_error *err) {
    static const char feeds[] = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
                                "application/json;q=0.8, */*;q=0.5",
                      pages[] = "text/html, application/xhtml+xml, text/plain;q=0.8";
    const bool conditional = j->kind == JOB_FEED;
    const fetch_request r = {.url = j->at.whole,
                             .etag = conditional ? j->asked.etag : NULL,
                             .modified = conditional ? j->asked.modified : NULL,
                             .accept = j->kind == JOB_FEED   ? feeds
                                       : j->kind == JOB_PAGE ? pages
                                                             : "text/plain, */*;q=0.5",
                             .bytes_max = j->kind == JOB_ROBOTS ? ROBOTS_BYTES_MAX : WATCH_BYTES_MAX,
                             .cut = j->kind == JOB_ROBOTS,
                             .tag = j};
    dp_error why = {0};
    const dp_status status = fetcher_start(w->fetcher, &r, &why);
    if (status == DP_E_FORMAT) return job_refuse(w, j, &why, err);
    if (status != DP_OK) {
        job_end(w, j);
        if (err) *err = why;
        return status;
    }
    s->asked = j;
    return DP_OK;
}

/* The page that has waited longest becomes a job. The try is counted before it is made: a page that ends the process five times
 * is given up. */
static dp_status take_page(watch *w, site *s, dp_error *err) {
    if (!jobs_may_grow(w)) return DP_OK;
    job *j = job_new(JOB_PAGE);
    if (!j) return error_nomem(err);
    dp_status status = watched_page_next(w->o.ledger, s->name, watch_now(w), &j->memory, &j->page, err);
    if (status != DP_OK || j->page.state != WATCHED_WAITING) {
        job_free(j);
        return status == DP_OK ? watched_first(w->o.ledger, s->name, &s->page_due, err) : status;
    }
    dp_error why = {0};
    w->jobs++;
    if (j->page.tries >= SCHEDULE_PAGE_TRIES) error_set(&why, DP_E_FORMAT, "given up after %u tries", j->page.tries);
    if (why.code != DP_OK || url_read(j->page.url, NULL, &j->memory, &j->at, &why) != DP_OK) return job_refuse(w, j, &why, err);
    j->page.state = WATCHED_ASKED;
    j->page.tries++;
    site_put_last(s, j);
    return watched_page_keep(w->o.ledger, &j->page, err);
}

/* A page that was named by hand is asked for also where it was given up before. */
static dp_status queue_page(watch *w, job *j, dp_error *err) {
    dp_status status = watched_page_find(w->o.ledger, j->at.whole, &j->memory, &j->page, err);
    w->jobs++;
    if (status == DP_OK && j->page.state == WATCHED_READ) {
        w->totals.known++;
        watch_tell(w, &(watch_event){.kind = WATCH_DISPATCH, .url = j->page.url, .dispatch = j->page.dispatch, .known = true});
    } else if (status == DP_OK) {
        if (j->page.state == WATCHED_UNKNOWN)
            j->page = (watched_page){.url = j->at.whole, .host = j->at.host, .feed = "", .found = watch_now(w)};
        j->page.state = WATCHED_ASKED;
        j->page.next = watch_now(w);
        j->page.tries = 1;
        status = watched_page_keep(w->o.ledger, &j->page, err);
        if (status == DP_OK) return job_queue(w, j, false, err);
    }
    job_end(w, j);
    return status;
}

dp_status pages_queue(watch *w, dp_error *err) {
    dp_status status = DP_OK;
    while (status == DP_OK && w->next_page < w->o.page_count && jobs_may_grow(w)) {
        const char *address = w->o.pages[w->next_page++];
        dp_error why = {0};
        job *j = job_new(JOB_PAGE);
        if (!j) return error_nomem(err);
        if (url_read(address, NULL, &j->memory, &j->at, &why) == DP_OK) {
            status = queue_page(w, j, err);
            continue;
        }
        w->totals.pages_failed++;
        watch_tell(w, &(watch_event){.kind = WATCH_PAGE, .outcome = OUTCOME_REFUSED, .url = address, .message = why.message});
        job_free(j);
    }
    return status;
}

/* What the host is asked next, if it may be. A job that has to wait for robots.txt goes back to where it was, behind that. */
static dp_status start_one(watch *w, site *s, dp_error *err) {
    dp_status status = s->first || w->o.pages ? DP_OK : take_page(w, s, err);
    job *j = status == DP_OK ? site_take(s) : NULL;
    if (!j) return status;
    enum leave leave;
    status = ask_leave(w, s, j, &leave, err);
    if (status != DP_OK) {
        job_end(w, j);
        return status;
    }
    if (leave == LEAVE_GIVEN) return start(w, s, j, err);
    if (leave == LEAVE_REFUSED) return refuse_by_robots(w, j, err);
    job *robots = s->first && s->first->kind == JOB_ROBOTS ? site_take(s) : NULL;
    site_put_first(s, j);
    return robots ? start(w, s, robots, err) : DP_OK;
}

/* Is its first job waiting for a robots.txt that another host was redirected to give? */
static bool waits_for_robots(watch *w, const site *s) {
    if (!s->first || s->first->kind == JOB_ROBOTS) return false;
    for (uint32_t i = 0; i < w->origins.n; i++)
        if (w->origins.at[i]->asking && strcmp(w->origins.at[i]->name, s->first->at.origin) == 0) return true;
    return false;
}

/* When the host has something to be asked for, in milliseconds; INT64_MAX: nothing. */
static int64_t wanted_ms(const watch *w, const site *s) {
    if (s->first) return 0;
    return w->o.pages || s->page_due == INT64_MAX ? INT64_MAX : s->page_due * 1000;
}

static dp_status put_off_page(watch *w, job *j, dp_error *err) {
    j->page.state = WATCHED_WAITING;
    j->page.tries--;
    const dp_status status = watched_page_keep(w->o.ledger, &j->page, err);
    job_end(w, j);
    return status;
}

/* A run that ends does not wait for hosts that want to be left alone for long: their jobs are for the next one. */
static dp_status put_off(watch *w, site *s, dp_error *err) {
    dp_error why = {0};
    dp_status status = DP_OK;
    if (s->first)
        watch_tell(
            w, &(watch_event){.kind = WATCH_HOST, .outcome = OUTCOME_LATER, .url = s->name, .next = s->times.ready_ms / 1000});
    error_set(&why, DP_E_IO, "%.200s wants to be left alone for longer than this run lasts", s->name);
    for (job *j; status == DP_OK && (j = site_take(s));) {
        if (j->kind == JOB_PAGE)
            status = put_off_page(w, j, err);
        else if (j->kind == JOB_ROBOTS) /* others wait for it */
            status = job_refuse(w, j, &why, err);
        else
            job_end(w, j);
    }
    return status;
}

void jobs_drop(watch *w) {
    for (uint32_t i = 0; i < w->sites.n; i++) {
        site *s = w->sites.at[i];
        if (s->asked) job_end(w, s->asked);
        s->asked = NULL;
        for (job *j; (j = site_take(s));) job_end(w, j);
    }
}

dp_status jobs_start(watch *w, int64_t *next_ms, dp_error *err) {
    dp_status status = DP_OK;
    for (uint32_t i = 0; status == DP_OK && i < w->sites.n; i++) {
        site *s = w->sites.at[i];
        const int64_t now = watch_now_ms(w), wanted = wanted_ms(w, s),
                      at = wanted > s->times.ready_ms ? wanted : s->times.ready_ms;
        if (s->asked || wanted == INT64_MAX || waits_for_robots(w, s)) continue;
        if (!watch_waits_until(w, at, now)) {
            status = put_off(w, s, err);
        } else if (at > now) {
            if (at < *next_ms) *next_ms = at;
        } else if (fetcher_running(w->fetcher) < parallel(w)) {
            status = start_one(w, s, err);
            const bool more = !s->asked && wanted_ms(w, s) <= now && !waits_for_robots(w, s);
            if (more && (s->first || jobs_may_grow(w))) *next_ms = now; /* one was refused: the next in its queue */
        }
    }
    return status;
}
