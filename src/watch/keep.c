/* Into the ledger: dispatches and the pages they came from in one batch, reported when it is written. */
#include <string.h>

#include "watch/internal.h"

enum {
    BATCH_MS = 2000,   /* what is read is written after so long: others may want to write meanwhile */
    RUN_MS = 60 * 1000 /* copies and events are worked out so often while there is always something to do */
};

static dp_status begin(watch *w, dp_error *err) {
    if (w->in_run) return DP_OK;
    dp_status s = ledger_begin(w->o.ledger, "watch", err);
    w->in_run = s == DP_OK;
    w->run_began_ms = watch_now_ms(w);
    return s;
}

static const char *copy(watch *w, const char *s, bool *failed) {
    const char *made = s ? arena_copy(&w->reports, s, strlen(s)) : NULL;
    *failed |= s && !made;
    return made;
}

static dp_status report_later(watch *w, const dispatch *d, const watched_page *page, uint64_t claims, bool known, dp_error *err) {
    bool failed = false;
    const unreported u = {.url = copy(w, page->url, &failed),
                          .dispatch = copy(w, page->dispatch, &failed),
                          .title = copy(w, d->title, &failed),
                          .message = copy(w, d->note, &failed),
                          .claims = claims,
                          .known = known};
    if (failed || !vec_push(&w->reports, &w->unreported, u)) return error_nomem(err);
    if (!w->batch_began_ms) w->batch_began_ms = watch_now_ms(w);
    return DP_OK;
}

/* A dispatch that was read by another version, or that the owner had taken out, is left as it is. */
static dp_status add(watch *w, const dispatch *d, annotation *an, bool *known, dp_error *fault, dp_error *err) {
    enum ledger_presence presence;
    dp_status s = ledger_has(w->o.ledger, d, &presence, err);
    *known = presence != LEDGER_NEW;
    if (s != DP_OK || *known) return s;
    if (annotate_run(w->workspace, d, an, fault) != DP_OK || annotate_title(w->workspace, an, fault) != DP_OK) return DP_OK;
    return ledger_add(w->o.ledger, an, err);
}

dp_status keep_dispatch(watch *w, const dispatch *d, watched_page *page, dp_error *err) {
    annotation an = {0};
    dp_error fault = {0};
    bool known = false;
    dp_status s = begin(w, err);
    if (s == DP_OK) s = add(w, d, &an, &known, &fault, err);
    if (s != DP_OK) return s;
    if (fault.code != DP_OK) return keep_failure(w, page, &fault, err);
    char id[LEDGER_ID_SIZE];
    ledger_dispatch_id(d, id);
    page->state = WATCHED_READ;
    page->dispatch = id;
    page->why = NULL;
    if (known)
        w->totals.known++;
    else
        w->totals.read++;
    s = watched_page_keep(w->o.ledger, page, err);
    if (s == DP_OK) s = report_later(w, d, page, an.claims.n, known, err);
    page->dispatch = NULL;
    return s;
}

dp_status keep_failure(watch *w, watched_page *page, const dp_error *why, dp_error *err) {
    dp_status s = begin(w, err);
    if (s == DP_OK) s = ledger_reject(w->o.ledger, page->url, 0, why, err);
    page->state = WATCHED_FAILED;
    page->why = why->message;
    if (s == DP_OK) s = watched_page_keep(w->o.ledger, page, err);
    if (s == DP_OK) s = ledger_flush(w->o.ledger, err);
    if (s != DP_OK) return s;
    w->totals.pages_failed++;
    watch_tell(w, &(watch_event){.kind = WATCH_PAGE,
                                 .url = page->url,
                                 .outcome = OUTCOME_REFUSED,
                                 .message = why->message,
                                 .remedy = why->remedy[0] ? why->remedy : NULL});
    page->why = NULL;
    return DP_OK;
}

static void report(watch *w) {
    for (uint32_t i = 0; i < w->unreported.n; i++) {
        const unreported *u = &w->unreported.at[i];
        watch_tell(w, &(watch_event){.kind = WATCH_DISPATCH,
                                     .url = u->url,
                                     .dispatch = u->dispatch,
                                     .title = u->title,
                                     .message = u->message,
                                     .claims = u->claims,
                                     .known = u->known});
    }
    arena_reset(&w->reports);
    memset(&w->unreported, 0, sizeof w->unreported);
    w->batch_began_ms = 0;
}

dp_status keep_write(watch *w, int64_t idle_ms, dp_error *err) {
    const int64_t now = watch_now_ms(w);
    dp_status s = DP_OK;
    if (w->batch_began_ms && (idle_ms > 0 || now - w->batch_began_ms >= BATCH_MS)) {
        s = ledger_flush(w->o.ledger, err);
        if (s == DP_OK) report(w);
    }
    if (s == DP_OK && w->in_run && (idle_ms > RUN_MS || now - w->run_began_ms >= RUN_MS)) s = keep_end(w, err);
    return s;
}

dp_status keep_end(watch *w, dp_error *err) {
    if (!w->in_run) return DP_OK;
    w->in_run = false;
    dp_status s = ledger_commit(w->o.ledger, NULL, err);
    if (s == DP_OK) report(w);
    return s;
}
