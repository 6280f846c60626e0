/* The feeds of the list: reading it anew while requests run, and asking each when its time has come. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "watch/internal.h"

enum { LOOK_MS = 2000 }; /* between two looks at the list's file */

static void feed_free(feed *f) {
    if (!f) return;
    free(f->url);
    free(f->host);
    free(f->outlet);
    free(f);
}

void feeds_free(watch *w) {
    for (uint32_t i = 0; i < w->feed_count; i++) feed_free(w->feeds[i]);
    free(w->feeds);
    w->feeds = NULL;
    w->feed_count = 0;
}

void feed_release(feed *f) {
    f->active = false;
    f->finished = true;
    if (!f->listed) feed_free(f);
}

/* What the list says now. False when memory is out. */
static bool take_settings(const watch *w, feed *f, const list_feed *line) {
    char *outlet = line->outlet ? strdup(line->outlet) : NULL;
    if (line->outlet && !outlet) return false;
    free(f->outlet);
    f->outlet = outlet;
    f->interval_s = line->interval_s ? line->interval_s : w->o.interval_s ? w->o.interval_s : SCHEDULE_INTERVAL_S;
    f->items_only = line->items_only || w->o.items_only;
    f->listed = true;
    return true;
}

/* What earlier runs learned of it. */
static dp_status recall(const watch *w, feed *f, dp_error *err) {
    arena a;
    watched_feed known;
    arena_init(&a);
    const dp_status s = watched_feed_find(w->o.ledger, f->url, &a, &known, err);
    f->times = (feed_times){.next = schedule_sane(known.next, watch_now(w)), .failures = known.failures};
    arena_free(&a);
    return s;
}

static feed *feed_new(const watch *w, const list_feed *line, dp_error *err) {
    feed *f = calloc(1, sizeof *f);
    dp_status s = DP_E_NOMEM;
    if (f) {
        f->url = strdup(line->at.whole);
        f->host = strdup(line->at.host);
        f->hash = line->hash;
    }
    if (f && f->url && f->host && take_settings(w, f, line))
        s = recall(w, f, err);
    else
        error_nomem(err);
    if (s == DP_OK) return f;
    feed_free(f);
    return NULL;
}

static int by_hash(const void *a, const void *b) {
    const feed *x = *(feed *const *)a, *y = *(feed *const *)b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* The feed that was known under this address; `feeds` is in the order of hashes. */
static feed *find_known(const watch *w, const list_feed *line) {
    const feed like = {.hash = line->hash}, *key = &like;
    feed **found = w->feed_count ? bsearch(&key, w->feeds, w->feed_count, sizeof(feed *), by_hash) : NULL;
    return found && strcmp((*found)->url, line->at.whole) == 0 ? *found : NULL;
}

/* The list's feeds, known ones and new ones. Where it fails the new ones are freed. */
static dp_status gather(const watch *w, const feed_list *l, feed **feeds, dp_error *err) {
    uint32_t n = 0;
    dp_status s = DP_OK;
    for (; s == DP_OK && n < l->feeds.n; n++) {
        feed *known = find_known(w, &l->feeds.at[n]);
        feeds[n] = known ? known : feed_new(w, &l->feeds.at[n], err);
        if (!feeds[n]) s = err->code;
        if (known && !take_settings(w, known, &l->feeds.at[n])) s = error_nomem(err);
    }
    while (s != DP_OK && n-- > 0)
        if (feeds[n] && !find_known(w, &l->feeds.at[n])) feed_free(feeds[n]);
    return s;
}

static dp_status take_list(watch *w, const feed_list *l, dp_error *err) {
    feed **feeds = calloc(l->feeds.n, sizeof(feed *));
    for (uint32_t i = 0; i < w->feed_count; i++) w->feeds[i]->listed = false;
    dp_status s = feeds ? gather(w, l, feeds, err) : error_nomem(err);
    if (s != DP_OK) { /* the old list stands */
        for (uint32_t i = 0; i < w->feed_count; i++) w->feeds[i]->listed = true;
        free(feeds);
        return s;
    }
    for (uint32_t i = 0; i < w->feed_count; i++)
        if (!w->feeds[i]->listed && !w->feeds[i]->active) feed_free(w->feeds[i]);
    free(w->feeds);
    w->feeds = feeds;
    w->feed_count = l->feeds.n;
    qsort(feeds, w->feed_count, sizeof(feed *), by_hash);
    return DP_OK;
}

static dp_status read_list(watch *w, dp_error *err) {
    arena a;
    feed_list l;
    struct stat st;
    arena_init(&a);
    if (stat(w->o.list, &st) == 0) w->list_changed = st.st_mtim;
    dp_status s = list_read_file(w->o.list, w->o.complain, w->o.context, &a, &l, err);
    if (s == DP_OK) s = take_list(w, &l, err);
    arena_free(&a);
    if (s == DP_OK) watch_tell(w, &(watch_event){.kind = WATCH_LIST, .url = w->o.list, .items = w->feed_count});
    return s;
}

dp_status feeds_open(watch *w, dp_error *err) {
    w->list_looked_ms = watch_now_ms(w);
    return w->o.list ? read_list(w, err) : DP_OK;
}

static bool has_changed(watch *w) {
    struct stat st;
    const int64_t now = watch_now_ms(w);
    if (w->o.again && *w->o.again) {
        *w->o.again = 0;
        return true;
    }
    if (now - w->list_looked_ms >= 0 && now - w->list_looked_ms < LOOK_MS) return false;
    w->list_looked_ms = now;
    return stat(w->o.list, &st) == 0 &&
           (st.st_mtim.tv_sec != w->list_changed.tv_sec || st.st_mtim.tv_nsec != w->list_changed.tv_nsec);
}

dp_status feeds_look(watch *w, dp_error *err) {
    if (!w->o.list || !has_changed(w)) return DP_OK;
    dp_error what = {0};
    dp_status s = read_list(w, &what);
    if (s == DP_E_IO || s == DP_E_FORMAT) { /* somebody is writing it: it is read once more when it has changed again */
        if (w->o.complain) w->o.complain(w->o.context, &what);
        return DP_OK;
    }
    if (s != DP_OK && err) *err = what;
    return s;
}

/* ---- asking --------------------------------------------------------------------------------------------------------------- */

static dp_status queue_feed(watch *w, feed *f, dp_error *err) {
    job *j = job_new(JOB_FEED);
    if (!j) return error_nomem(err);
    dp_status s = url_read(f->url, NULL, &j->memory, &j->at, err);
    if (s == DP_OK) s = watched_feed_find(w->o.ledger, j->at.whole, &j->memory, &j->asked, err);
    if (s != DP_OK) {
        job_free(j);
        return s;
    }
    j->feed = f;
    f->active = true;
    w->jobs++;
    return job_queue(w, j, false, err);
}

/* When to ask, in milliseconds. A run that asks each feed once does so before its interval has passed, but waits where failures
 * or the server made it wait. */
static dp_status due_ms(watch *w, const feed *f, int64_t now, int64_t *out, dp_error *err) {
    *out = w->o.once && f->times.failures == 0 ? 0 : f->times.next * 1000;
    if (*out > now) return DP_OK;
    const site *s = site_of(w, f->host, err);
    if (!s) return err->code;
    if (s->times.ready_ms > *out) *out = s->times.ready_ms;
    return DP_OK;
}

static bool is_free(watch *w, const feed *f) {
    const site *s = sites_get(&w->sites, f->host);
    return s && !s->asked && !s->first;
}

dp_status feeds_queue(watch *w, int64_t *next_ms, dp_error *err) {
    dp_status s = DP_OK;
    const int64_t now = watch_now_ms(w);
    for (uint32_t i = 0; s == DP_OK && i < w->feed_count; i++) {
        feed *f = w->feeds[i];
        int64_t at;
        if (f->active || (w->o.once && f->finished)) continue;
        s = due_ms(w, f, now, &at, err);
        if (s != DP_OK) break;
        if (at <= now && is_free(w, f) && jobs_may_grow(w))
            s = queue_feed(w, f, err);
        else if (!watch_waits_until(w, at, now))
            f->finished = true;
        else if (at > now && at < *next_ms)
            *next_ms = at;
    }
    return s;
}

bool feeds_are_done(const watch *w) {
    for (uint32_t i = 0; i < w->feed_count; i++)
        if (!w->feeds[i]->finished) return false;
    return true;
}
