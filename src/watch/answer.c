/* What becomes of an answer: rules, items that wait, a dispatch, another hop, or another try later. */
#include <stdio.h>
#include <string.h>

#include "watch/harvest.h"
#include "watch/internal.h"

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static bool is_redirect(long status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static enum outcome outcome_of(const fetch_answer *a) {
    if (is_redirect(a->status)) return OUTCOME_DONE;
    return a->status || !a->refused ? schedule_outcome(a->status) : OUTCOME_REFUSED;
}

/* What went wrong for now is DP_E_IO; the other codes will not be otherwise soon. */
static enum outcome outcome_of_error(const dp_error *why) {
    return why->code == DP_E_IO ? OUTCOME_BROKEN : OUTCOME_REFUSED;
}

/* ---- the host -------------------------------------------------------------------------------------------------------------- */

static dp_status host_answered(watch *w, site *s, bool robots, enum outcome o, int64_t retry_after_s, dp_error *err) {
    const uint32_t failed_before = s->times.failures;
    const int64_t pause = watch_setting(w->o.pause_ms, WATCH_PAUSE_MS);
    /* robots.txt is asked for on behalf of what follows it at once; where it cannot be had, nothing follows for a while */
    if (robots && o == OUTCOME_BROKEN) o = OUTCOME_REFUSED;
    schedule_host(&s->times, o, robots ? 0 : larger(pause, s->crawl_delay_ms), retry_after_s, watch_now_ms(w));
    if (!s->times.failures && !failed_before) return DP_OK;
    const watched_host h = {.ready = s->times.failures ? (s->times.ready_ms + 999) / 1000 : 0, .failures = s->times.failures};
    dp_status status = watched_host_keep(w->o.ledger, s->name, &h, err);
    if (status == DP_OK && o == OUTCOME_LATER)
        watch_tell(w, &(watch_event){.kind = WATCH_HOST, .outcome = o, .url = s->name, .next = h.ready});
    return status;
}

/* ---- feeds ----------------------------------------------------------------------------------------------------------------- */

typedef struct gathering {
    watch *w;
    const job *j;
    arena scratch;
    uint32_t items, fresh;
    bool cut; /* there were more new ones than are taken at once */
    dp_status status;
    dp_error *err;
} gathering;

/* Where an item without a page of its own is known by. */
static dp_status item_key(gathering *g, const harvest_item *item, url *out, dp_error *why) {
    if (item->link) return url_read(item->link, g->j->at.whole, &g->scratch, out, why);
    *out = g->j->at;
    const size_t n = strlen(g->j->asked.url) + 40;
    char *key = arena_alloc(&g->scratch, n);
    if (!key) return error_nomem(why);
    snprintf(key, n, "%s#%s", g->j->asked.url, item->d.sha);
    out->whole = key;
    return DP_OK;
}

static dp_status take_waiting(gathering *g, const watched_page *page) {
    bool fresh;
    dp_status s = watched_page_add(g->w->o.ledger, page, &fresh, g->err);
    site *host = s == DP_OK && fresh ? site_of(g->w, page->host, g->err) : NULL;
    if (!host) return s == DP_OK && fresh ? g->err->code : s;
    g->fresh++;
    if (page->next < host->page_due) host->page_due = page->next;
    return DP_OK;
}

/* The article stands in the feed: it is read at once. */
static dp_status take_whole(gathering *g, const harvest_item *item, watched_page *page) {
    watched_page known;
    dp_status s = watched_page_find(g->w->o.ledger, page->url, &g->scratch, &known, g->err);
    if (s != DP_OK || known.state != WATCHED_UNKNOWN) return s;
    dispatch d = item->d;
    d.file = page->url;
    d.url = item->link ? page->url : NULL;
    d.source = page->outlet;
    d.line = 0;
    g->fresh++;
    return keep_dispatch(g->w, &d, page, g->err);
}

static dp_status take_item(gathering *g, const harvest_item *item) {
    const feed *f = g->j->feed;
    const int64_t now = watch_now(g->w);
    const bool whole = item->whole || f->items_only;
    url at;
    dp_error why = {0};
    if (!item->link && !whole) return DP_OK;
    dp_status s = item_key(g, item, &at, &why);
    if (s != DP_OK) return s == DP_E_NOMEM ? error_nomem(g->err) : DP_OK; /* it leads nowhere that we go */
    watched_page page = {.url = at.whole,
                         .host = at.host,
                         .feed = g->j->asked.url,
                         .title = item->d.title,
                         .date = item->d.date,
                         .outlet = f->outlet ? f->outlet : item->d.source,
                         .found = now,
                         .next = now,
                         .state = WATCHED_WAITING};
    return whole ? take_whole(g, item, &page) : take_waiting(g, &page);
}

static bool gather(void *context, const harvest_item *item) {
    gathering *g = context;
    g->items++;
    arena_reset(&g->scratch);
    g->cut = g->fresh >= WATCH_ITEMS_MAX;
    if (!g->cut) g->status = take_item(g, item);
    return g->status == DP_OK && !g->cut;
}

/* The feed's row and the time of its next request. */
static dp_status feed_keep(watch *w, job *j, enum outcome o, int64_t at_least_s, const char *why, dp_error *err) {
    feed *f = j->feed;
    schedule_feed(&f->times, o, f->interval_s, at_least_s, f->hash, watch_now(w));
    watched_feed kept = j->asked;
    kept.asked = watch_now(w);
    kept.next = f->times.next;
    kept.failures = f->times.failures;
    kept.why = why;
    return watched_feed_keep(w->o.ledger, &kept, err);
}

static dp_status feed_failed(watch *w, job *j, enum outcome o, int64_t at_least_s, const fetch_answer *a, const dp_error *why,
                             dp_error *err) {
    dp_status s = feed_keep(w, j, o, at_least_s, why->message, err);
    w->totals.feeds++;
    w->totals.feeds_failed++;
    if (s == DP_OK)
        watch_tell(w, &(watch_event){.kind = WATCH_FEED,
                                     .outcome = o,
                                     .url = j->asked.url,
                                     .status = a ? a->status : 0,
                                     .message = why->message,
                                     .remedy = why->remedy[0] ? why->remedy : NULL,
                                     .next = j->feed->times.next});
    job_end(w, j);
    return s;
}

/* Its pages first, then the mark by which the server knows that we have them. */
static dp_status feed_harvest(watch *w, job *j, const fetch_answer *a, dp_error *err) {
    gathering g = {.w = w, .j = j, .err = err};
    dp_error why = {0};
    arena_init(&g.scratch);
    const dp_status read = harvest_feed(w->o.k, j->at.whole, a, gather, &g, &why);
    arena_free(&g.scratch);
    if (g.status != DP_OK || read == DP_E_NOMEM) {
        job_end(w, j);
        return g.status != DP_OK ? g.status : error_nomem(err);
    }
    if (read != DP_OK) return feed_failed(w, j, OUTCOME_BROKEN, 0, a, &why, err);
    w->totals.feeds++;
    j->asked.etag = g.cut ? NULL : a->etag;
    j->asked.modified = g.cut ? NULL : a->modified;
    dp_status s = feed_keep(w, j, OUTCOME_DONE, schedule_max_age(a->cache_control), NULL, err);
    if (s == DP_OK)
        watch_tell(w, &(watch_event){.kind = WATCH_FEED,
                                     .outcome = OUTCOME_DONE,
                                     .url = j->asked.url,
                                     .status = a->status,
                                     .items = g.items,
                                     .fresh = g.fresh,
                                     .next = j->feed->times.next});
    job_end(w, j);
    return s;
}

static dp_status feed_unchanged(watch *w, job *j, const fetch_answer *a, dp_error *err) {
    dp_status s = feed_keep(w, j, OUTCOME_SAME, schedule_max_age(a->cache_control), NULL, err);
    w->totals.feeds++;
    w->totals.unchanged++;
    if (s == DP_OK)
        watch_tell(w, &(watch_event){.kind = WATCH_FEED,
                                     .outcome = OUTCOME_SAME,
                                     .url = j->asked.url,
                                     .status = a->status,
                                     .next = j->feed->times.next});
    job_end(w, j);
    return s;
}

/* ---- pages ----------------------------------------------------------------------------------------------------------------- */

static dp_status page_failed(watch *w, job *j, enum outcome o, int64_t at_least_s, const fetch_answer *a, const dp_error *why,
                             dp_error *err) {
    const int64_t next = schedule_page(o, j->page.tries, at_least_s, watch_now(w));
    dp_status s;
    if (next < 0) {
        s = keep_failure(w, &j->page, why, err);
    } else {
        j->page.state = WATCHED_WAITING;
        j->page.next = next;
        j->page.why = why->message;
        w->totals.put_off++;
        s = watched_page_keep(w->o.ledger, &j->page, err);
        site *host = s == DP_OK ? site_of(w, j->page.host, err) : NULL;
        if (host && next < host->page_due) host->page_due = next;
        if (s == DP_OK)
            watch_tell(w, &(watch_event){.kind = WATCH_PAGE,
                                         .outcome = o,
                                         .url = j->page.url,
                                         .status = a ? a->status : 0,
                                         .message = why->message,
                                         .next = next});
    }
    job_end(w, j);
    return s;
}

/* Under the address that it was redirected to, the page is known as well. */
static dp_status mark_last_hop(watch *w, const job *j, const dispatch *d, dp_error *err) {
    if (j->page.state != WATCHED_READ || strcmp(j->at.whole, j->page.url) == 0) return DP_OK;
    char id[LEDGER_ID_SIZE];
    ledger_dispatch_id(d, id);
    return watched_page_keep(w->o.ledger,
                             &(watched_page){.url = j->at.whole,
                                             .host = j->at.host,
                                             .feed = j->page.feed,
                                             .found = watch_now(w),
                                             .state = WATCHED_READ,
                                             .dispatch = id},
                             err);
}

static dp_status page_harvest(watch *w, job *j, const fetch_answer *a, dp_error *err) {
    dispatch d;
    dp_error why = {0};
    dp_status s = harvest_page(w->o.k, j->at.whole, a, &j->memory, &d, &why);
    if (s == DP_E_NOMEM) {
        job_end(w, j);
        return error_nomem(err);
    }
    if (s != DP_OK) return page_failed(w, j, OUTCOME_REFUSED, 0, a, &why, err);
    if (!d.title) d.title = j->page.title;
    if (!d.date) d.date = j->page.date;
    if (!d.source) d.source = j->page.outlet;
    s = keep_dispatch(w, &d, &j->page, err);
    if (s == DP_OK) s = mark_last_hop(w, j, &d, err);
    job_end(w, j);
    return s;
}

/* ---- redirects ---------------------------------------------------------------------------------------------------------------
 */

/* The page that it leads to was read before: then this one was, too. */
static dp_status page_was_read(watch *w, job *j, const url *to, bool *out, dp_error *err) {
    watched_page there;
    *out = false;
    if (j->kind != JOB_PAGE || strcmp(to->whole, j->page.url) == 0) return DP_OK;
    dp_status s = watched_page_find(w->o.ledger, to->whole, &j->memory, &there, err);
    *out = s == DP_OK && there.state == WATCHED_READ;
    if (!*out) return s;
    j->page.state = WATCHED_READ;
    j->page.dispatch = there.dispatch;
    return watched_page_keep(w->o.ledger, &j->page, err);
}

static dp_status follow(watch *w, job *j, const fetch_answer *a, dp_error *err) {
    url to;
    bool read = false;
    dp_error why = {0};
    if (!a->location) {
        error_set(&why, DP_E_IO, "HTTP %ld without an address to go to", a->status);
        return job_refuse(w, j, &why, err);
    }
    if (++j->hops > WATCH_HOPS_MAX) {
        error_set(&why, DP_E_FORMAT, "redirected more than %d times", WATCH_HOPS_MAX);
        return job_refuse(w, j, &why, err);
    }
    if (url_read(a->location, j->at.whole, &j->memory, &to, &why) != DP_OK) return job_refuse(w, j, &why, err);
    dp_status s = page_was_read(w, j, &to, &read, err);
    site *there = s == DP_OK && !read ? site_of(w, to.host, err) : NULL;
    if (!there) {
        if (s == DP_OK && !read) s = err->code;
        job_end(w, j);
        return s;
    }
    if (site_is_full(there)) {
        error_set(&why, DP_E_IO, "redirected to %.200s, where very much is asked for already", to.host);
        return job_refuse(w, j, &why, err);
    }
    j->at = to;
    return job_queue(w, j, true, err);
}

/* ---- all ----------------------------------------------------------------------------------------------------------------------
 */

static dp_status robots_answered(watch *w, job *j, const fetch_answer *a, dp_error *err) {
    const int64_t now = watch_now(w);
    origin *o = origins_get(&w->origins, w->o.ledger, j->origin, now, err);
    dp_status s = o ? origin_answer(o, w->o.ledger, a, now, err) : err->code;
    job_end(w, j);
    return s;
}

static dp_status fail(watch *w, job *j, enum outcome o, int64_t at_least_s, const fetch_answer *a, const dp_error *why,
                      dp_error *err) {
    if (j->kind == JOB_FEED) return feed_failed(w, j, o, at_least_s, a, why, err);
    return page_failed(w, j, o, at_least_s, a, why, err);
}

dp_status job_refuse(watch *w, job *j, const dp_error *why, dp_error *err) {
    if (j->kind != JOB_ROBOTS) return fail(w, j, outcome_of_error(why), 0, NULL, why, err);
    /* A site that only ever redirects has no robots.txt; one that cannot be reached has one that we do not know. */
    return robots_answered(w, j, &(fetch_answer){.status = j->hops > WATCH_HOPS_MAX ? 302 : 0}, err);
}

static dp_status without_content(watch *w, job *j, const fetch_answer *a, enum outcome o, int64_t retry_after_s, dp_error *err) {
    dp_error why = a->error;
    if (why.code == DP_OK) error_set(&why, DP_E_IO, "HTTP %ld", a->status);
    return fail(w, j, o, larger(retry_after_s, 0), a, &why, err);
}

dp_status job_answer(watch *w, job *j, const fetch_answer *a, dp_error *err) {
    const enum outcome o = outcome_of(a);
    const int64_t retry_after_s = schedule_retry_after(a->retry_after, watch_now(w));
    site *s = site_of(w, j->at.host, err);
    if (!s) return err->code;
    s->asked = NULL;
    dp_status status = host_answered(w, s, j->kind == JOB_ROBOTS, o, retry_after_s, err);
    if (status != DP_OK) {
        job_end(w, j);
        return status;
    }
    if (is_redirect(a->status)) return follow(w, j, a, err);
    if (j->kind == JOB_ROBOTS) return robots_answered(w, j, a, err);
    if (o == OUTCOME_DONE) return j->kind == JOB_FEED ? feed_harvest(w, j, a, err) : page_harvest(w, j, a, err);
    if (o == OUTCOME_SAME && j->kind == JOB_FEED) return feed_unchanged(w, j, a, err);
    return without_content(w, j, a, o == OUTCOME_SAME ? OUTCOME_BROKEN : o, retry_after_s, err);
}
