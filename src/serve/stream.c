#include "serve/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export/export.h"
#include "ledger/deadline.h"
#include "ledger/voices.h"
#include "serve/handles.h"

enum { UNREAD_MOST = 256 * 1024 };

struct stream {
    server *s;
    ledger *l;
    arena memory; /* of the filter's texts */
    ledger_filter filter;
    const struct source *from;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    buf waiting;
    size_t taken; /* bytes of `waiting` that were read */
    bool ended, failed, unwanted, headed;
    buf line;
};

/* ---- the writing end
 * ------------------------------------------------------------------------------------------------------------ */

static bool put(void *context, const char *bytes, size_t n) {
    stream *t = context;
    pthread_mutex_lock(&t->lock);
    while (t->waiting.n > UNREAD_MOST && !t->unwanted) pthread_cond_wait(&t->changed, &t->lock);
    const bool wanted = !t->unwanted;
    if (wanted) buf_add(&t->waiting, bytes, n);
    const bool room = !t->waiting.failed;
    pthread_cond_broadcast(&t->changed);
    pthread_mutex_unlock(&t->lock);
    return wanted && room;
}

static bool put_row(void *context, const ledger_row *row) {
    stream *t = context;
    buf_clear(&t->line);
    if (!t->headed) ledger_row_csv_head(row, &t->line);
    t->headed = true;
    ledger_row_csv(row, &t->line);
    return !t->line.failed && put(t, t->line.at, t->line.n);
}

/* ---- what is written
 * -------------------------------------------------------------------------------------------------------------- */

static dp_status make_rows(stream *t, dp_error *err);
static dp_status make_found(stream *t, dp_error *err) {
    return ledger_search(t->l, &t->filter, put_row, t, NULL, err);
}
static dp_status make_voices(stream *t, dp_error *err) {
    return ledger_claimants(t->l, &t->filter, put_row, t, NULL, err);
}
static dp_status make_points(stream *t, dp_error *err) {
    const export_options o = {
        .format = export_format_named("geojson"), .filter = t->filter, .quote_characters = EXPORT_QUOTES_FULL};
    return export_run(t->l, t->s->o.k, &o, &(export_sink){.write = put, .context = t}, NULL, err);
}

/* What stands at an address: how it is made, and of which question. */
typedef struct source {
    const char *path;
    uint8_t form;
    dp_status (*make)(stream *t, dp_error *err);
    enum ledger_question question;
} source;
static const source sources[] = {
    {"claims", FORM_CSV, make_rows, LEDGER_CLAIMS},         {"events", FORM_CSV, make_rows, LEDGER_EVENTS},
    {"dispatches", FORM_CSV, make_rows, LEDGER_DISPATCHES}, {"places", FORM_CSV, make_rows, LEDGER_PLACES},
    {"places/{id}", FORM_CSV, make_rows, LEDGER_LANES},     {"actors", FORM_CSV, make_rows, LEDGER_ACTORS},
    {"conflicts", FORM_CSV, make_rows, LEDGER_CONFLICTS},   {"search", FORM_CSV, make_found, LEDGER_CLAIMS},
    {"voices", FORM_CSV, make_voices, LEDGER_CLAIMS},       {"claims", FORM_GEOJSON, make_points, LEDGER_CLAIMS},
};

static dp_status make_rows(stream *t, dp_error *err) {
    return ledger_query(t->l, t->from->question, &t->filter, put_row, t, NULL, err);
}

static const source *source_of(const exchange *x) {
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (sources[i].form == x->q->form && strcmp(sources[i].path, x->route->path) == 0) return &sources[i];
    return NULL;
}

static void *run(void *context) {
    stream *t = context;
    ledger_deadline(t->l, STREAM_TIME_MS);
    dp_error err = {0};
    const dp_status s = t->from->make(t, &err);
    ledger_deadline(t->l, 0);
    handles_return(&t->s->handles, t->l);
    pthread_mutex_lock(&t->lock);
    t->ended = true;
    t->failed = s != DP_OK || t->waiting.failed || t->line.failed;
    pthread_cond_broadcast(&t->changed);
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

/* ---- the reading end
 * ------------------------------------------------------------------------------------------------------------ */

int64_t stream_read(stream *t, char *out, size_t room) {
    pthread_mutex_lock(&t->lock);
    while (t->taken == t->waiting.n && !t->ended) pthread_cond_wait(&t->changed, &t->lock);
    size_t n = t->waiting.n - t->taken;
    if (n > room) n = room;
    if (n) memcpy(out, t->waiting.at + t->taken, n);
    t->taken += n;
    if (t->taken == t->waiting.n) {
        buf_clear(&t->waiting);
        t->taken = 0;
    }
    const int64_t result = n ? (int64_t)n : t->failed ? -1 : 0;
    pthread_cond_broadcast(&t->changed);
    pthread_mutex_unlock(&t->lock);
    return result;
}

static void count_stream(server *s, int by) {
    pthread_mutex_lock(&s->handles.lock);
    s->streams += (uint32_t)by;
    pthread_mutex_unlock(&s->handles.lock);
}

static void release(stream *t) {
    buf_free(&t->waiting);
    buf_free(&t->line);
    arena_free(&t->memory);
    pthread_mutex_destroy(&t->lock);
    pthread_cond_destroy(&t->changed);
    count_stream(t->s, -1);
    free(t);
}

void stream_close(stream *t) {
    if (!t) return;
    pthread_mutex_lock(&t->lock);
    t->unwanted = true;
    if (!t->ended) ledger_interrupt(t->l);
    pthread_cond_broadcast(&t->changed);
    pthread_mutex_unlock(&t->lock);
    pthread_join(t->thread, NULL);
    release(t);
}

/* ---- beginning
 * -------------------------------------------------------------------------------------------------------------------- */

/* The request's texts end with it; a stream outlives it. */
static bool keep_filter(stream *t, const ledger_filter *f) {
    const char **const texts[] = {&t->filter.place,    &t->filter.actor, &t->filter.claimant, &t->filter.type,
                                  &t->filter.from,     &t->filter.to,    &t->filter.text,     &t->filter.lang,
                                  &t->filter.dispatch, &t->filter.same,  &t->filter.event,    &t->filter.relation,
                                  &t->filter.reviewed};
    t->filter = *f;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] && !(*texts[i] = arena_copy(&t->memory, *texts[i], strlen(*texts[i])))) return false;
    return true;
}

/* What the parameters of a list mean where "q" is no text of a sentence, and what an item is. */
static void settle_filter(const exchange *x, ledger_filter *f) {
    const char **const names[] = {&f->place, &f->actor, &f->claimant};
    static const char *const paths[] = {"places", "actors", "voices"};
    if (x->id) f->place = x->id;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (strcmp(paths[i], x->route->path) != 0) continue;
        *names[i] = f->text;
        f->text = NULL;
    }
}

static void name_file(const exchange *x, const char *ending) {
    snprintf(x->out->file_name, sizeof x->out->file_name, "depeche-%s%s", x->q->segment_count ? x->q->segments[0] : "claims",
             ending);
}

void stream_answer(exchange *x) {
    pthread_mutex_lock(&x->s->handles.lock);
    const bool room = x->s->streams < STREAMS_MOST;
    if (room) x->s->streams++;
    pthread_mutex_unlock(&x->s->handles.lock);
    if (!room) {
        answer_problem(x->out, 429, "other downloads are under way", "ask again when they have ended");
        return;
    }
    stream *t = calloc(1, sizeof *t);
    if (!t) {
        count_stream(x->s, -1);
        answer_problem(x->out, 500, "memory ran out", "ask again");
        return;
    }
    t->s = x->s;
    t->l = x->l;
    t->from = source_of(x);
    arena_init(&t->memory);
    buf_init(&t->waiting);
    buf_init(&t->line);
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->changed, NULL);
    settle_filter(x, &x->filter);
    if (!t->from || !keep_filter(t, &x->filter) || pthread_create(&t->thread, NULL, run, t) != 0) {
        release(t);
        answer_problem(x->out, 500, "memory ran out", "ask again");
        return;
    }
    answer_begin(x->out, 200, x->q->form == FORM_CSV ? "text/csv; charset=utf-8; header=present" : "application/geo+json");
    name_file(x, form_ending(x->q->form));
    x->out->stream = t;
    x->l = NULL;
}
