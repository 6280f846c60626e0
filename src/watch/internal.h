/* What the files of a watch share: the state of a run. */
#ifndef DP_WATCH_INTERNAL_H
#define DP_WATCH_INTERNAL_H

#include "watch/origin.h"
#include "watch/site.h"
#include "watch/watch.h"

/* A feed of the list. There may be very many: its texts are its own. */
typedef struct feed {
    char *url, *host, *outlet; /* outlet: NULL where the list names none */
    uint64_t hash;             /* of url */
    int64_t interval_s;
    bool items_only;
    feed_times times;
    bool active;   /* a job of its is queued or under way */
    bool listed;   /* it stands in the list still */
    bool finished; /* of a run that asks each feed once: it was */
} feed;

/* A dispatch that is in the ledger's open batch: it is reported once the batch is written. */
typedef struct unreported {
    const char *url, *dispatch, *title, *message;
    uint64_t claims;
    bool known;
} unreported;

typedef struct watch {
    watch_options o;
    watch_totals totals;
    fetcher *fetcher;
    annotate_workspace *workspace;

    feed **feeds;
    uint32_t feed_count;
    struct timespec list_changed; /* of the file */
    int64_t list_looked_ms;       /* when it was looked at last */

    size_t next_page; /* of those that were named by hand */

    sites sites;
    origins origins;
    int64_t swept_ms;
    uint32_t jobs; /* queued or under way: new ones are made while there are few (jobs_may_grow) */

    bool in_run;
    int64_t run_began_ms, batch_began_ms; /* of the ledger; batch 0: nothing is unreported */
    arena reports;
    vec_of(unreported) unreported;
} watch;

static inline int64_t watch_now_ms(const watch *w) {
    return w->o.now_ms(w->o.context);
}
static inline int64_t watch_now(const watch *w) {
    return watch_now_ms(w) / 1000;
}
/* 0 stands for what is usual, -1 for none. */
static inline int64_t watch_setting(int64_t given, int64_t usual) {
    return given < 0 ? 0 : given ? given : usual;
}
/* Does a run that ends wait until then? */
static inline bool watch_waits_until(const watch *w, int64_t at_ms, int64_t now_ms) {
    return !w->o.once || at_ms <= now_ms + watch_setting(w->o.patience_ms, WATCH_PATIENCE_MS);
}
static inline void watch_tell(const watch *w, const watch_event *e) {
    if (w->o.told) w->o.told(w->o.context, e);
}

/* ---- feeds (feeds.c) --------------------------------------------------------------------------------------------------------
 */

dp_status feeds_open(watch *w, dp_error *err);
/* Reads the list anew where somebody asked for it or the file changed. A list that cannot be read leaves the old one. */
dp_status feeds_look(watch *w, dp_error *err);
void feeds_free(watch *w);
/* Queues those whose time has come and whose host is free; *next_ms becomes the time of the first that has not, if it is earlier.
 */
dp_status feeds_queue(watch *w, int64_t *next_ms, dp_error *err);
void feed_release(feed *f);          /* its job has ended */
bool feeds_are_done(const watch *w); /* each was asked, in a run that asks each once */

/* ---- jobs (turn.c) -----------------------------------------------------------------------------------------------------------
 */

/* Puts a job into the queue of the host that it asks now. Owns it in any case. */
dp_status job_queue(watch *w, job *j, bool first, dp_error *err);
/* Queues pages that were named by hand. */
dp_status pages_queue(watch *w, dp_error *err);
/* Starts what may be started. *next_ms as above. */
dp_status jobs_start(watch *w, int64_t *next_ms, dp_error *err);
void job_end(watch *w, job *j);
void jobs_drop(watch *w); /* all */
/* The host of that name with what earlier runs learned of it; NULL with *err set. */
site *site_of(watch *w, const char *host, dp_error *err);
bool jobs_may_grow(const watch *w);

/* ---- answers (answer.c) -------------------------------------------------------------------------------------------------------
 */

/* Takes in an answer; its job ends or goes on elsewhere. */
dp_status job_answer(watch *w, job *j, const fetch_answer *a, dp_error *err);
/* The same for one that was not asked for, because of `why`. */
dp_status job_refuse(watch *w, job *j, const dp_error *why, dp_error *err);

/* ---- the ledger (keep.c) ------------------------------------------------------------------------------------------------------
 */

/* Reads a dispatch and adds it with the page it came from (state, dispatch and why of `page` are set and kept too). */
dp_status keep_dispatch(watch *w, const dispatch *d, watched_page *page, dp_error *err);
/* A page that was given up: its reason goes to the rejected inputs. */
dp_status keep_failure(watch *w, watched_page *page, const dp_error *why, dp_error *err);
/* Writes what is due to be written, and reports it. Nothing else is to be done for `idle_ms`; 0: something is. */
dp_status keep_write(watch *w, int64_t idle_ms, dp_error *err);
dp_status keep_end(watch *w, dp_error *err);

#endif
