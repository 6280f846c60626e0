/* The loop. */
#include "watch/watch.h"

#include <string.h>

#include "watch/internal.h"

enum {
    WAIT_MS = 1000,           /* a signal and a changed list are noticed after so long at most */
    SWEEP_MS = 60 * 60 * 1000 /* between two looks for hosts that may be forgotten */
};

/* ---- beginning ------------------------------------------------------------------------------------------------------------ */

typedef struct hosts {
    arena memory;
    vec_of(const char *) names;
    bool failed;
} hosts;

static void note_host(void *context, const char *name) {
    hosts *h = context;
    const char *copy = arena_copy(&h->memory, name, strlen(name));
    h->failed |= !copy || !vec_push(&h->memory, &h->names, copy);
}

/* Pages that were under way when the last process ended wait again, and their hosts are known. */
static dp_status resume(watch *w, dp_error *err) {
    hosts h = {0};
    arena_init(&h.memory);
    dp_status s = watched_wait_again(w->o.ledger, err);
    if (s == DP_OK) s = watched_waiting(w->o.ledger, note_host, &h, err);
    if (s == DP_OK && h.failed) s = error_nomem(err);
    for (uint32_t i = 0; s == DP_OK && i < h.names.n; i++)
        if (!site_of(w, h.names.at[i], err)) s = err->code;
    arena_free(&h.memory);
    return s;
}

static dp_status begin(watch *w, dp_error *err) {
    dp_status s = fetcher_new(&w->o.fetch, &w->fetcher, err);
    if (s == DP_OK) s = annotate_workspace_new(w->o.k, &w->workspace, err);
    if (s == DP_OK && !w->o.pages) s = resume(w, err);
    w->swept_ms = watch_now_ms(w);
    return s == DP_OK ? feeds_open(w, err) : s;
}

static void end(watch *w) {
    jobs_drop(w);
    feeds_free(w);
    sites_free(&w->sites);
    origins_free(&w->origins);
    annotate_workspace_free(w->workspace);
    fetcher_free(w->fetcher);
    arena_free(&w->reports);
}

/* ---- going on ------------------------------------------------------------------------------------------------------------- */

static void sweep(watch *w) {
    const int64_t now = watch_now_ms(w);
    if (now - w->swept_ms < SWEEP_MS) return;
    w->swept_ms = now;
    sites_sweep(&w->sites, now);
}

/* Everything that can be started is started; *next_ms is when there may be more. */
static dp_status start_all(watch *w, int64_t *next_ms, dp_error *err) {
    *next_ms = INT64_MAX;
    dp_status s = feeds_look(w, err);
    if (s == DP_OK) s = pages_queue(w, err);
    if (s == DP_OK) s = feeds_queue(w, next_ms, err);
    return s == DP_OK ? jobs_start(w, next_ms, err) : s;
}

static int wait_ms(const watch *w, int64_t next_ms) {
    const int64_t left = next_ms - watch_now_ms(w);
    return left <= 0 ? 0 : left < WAIT_MS ? (int)left : WAIT_MS;
}

static dp_status take_answers(watch *w, int wait, dp_error *err) {
    fetch_answer a;
    dp_status s = DP_OK;
    while (s == DP_OK && fetcher_next(w->fetcher, wait, &a)) {
        s = job_answer(w, a.tag, &a, err);
        wait = 0;
    }
    return s;
}

/* For how long nothing is to be done. */
static int64_t idle_ms(const watch *w, int64_t next_ms) {
    const int64_t now = watch_now_ms(w);
    return w->jobs || next_ms <= now ? 0 : next_ms - now;
}

static dp_status turn(watch *w, bool *done, dp_error *err) {
    int64_t next_ms;
    dp_status s = start_all(w, &next_ms, err);
    if (s != DP_OK) return s;
    *done = w->o.once && w->jobs == 0 && next_ms == INT64_MAX && feeds_are_done(w) && w->next_page == w->o.page_count;
    s = keep_write(w, idle_ms(w, next_ms), err);
    if (s == DP_OK && !*done) s = take_answers(w, wait_ms(w, next_ms), err);
    sweep(w);
    return s;
}

dp_status watch_run(const watch_options *options, watch_totals *out, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    watch w = {.o = *options};
    arena_init(&w.reports);
    bool done = false;
    dp_status s = begin(&w, err);
    while (s == DP_OK && !done && !(w.o.stop && *w.o.stop)) s = turn(&w, &done, err);
    if (s == DP_OK) s = keep_end(&w, err);
    if (out) *out = w.totals;
    end(&w);
    return s == DP_OK && !done ? error_set(err, DP_E_INTERRUPTED, "interrupted") : s;
}
