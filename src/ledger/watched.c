#include "ledger/watched.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ledger/internal.h"

/* ---- times and names ------------------------------------------------------------------------------------------------------ */

typedef struct stamp {
    char at[24];
} stamp;

/* "2017-11-10T14:03:22Z"; "" for no time and for what is none of our calendar. */
static stamp stamp_of(int64_t seconds) {
    stamp s = {""};
    const time_t t = (time_t)seconds;
    struct tm utc;
    if (seconds && seconds != INT64_MAX && gmtime_r(&t, &utc) && utc.tm_year + 1900 <= 9999)
        strftime(s.at, sizeof s.at, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return s;
}

static int64_t seconds_of(sqlite3_stmt *st, int column) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    struct tm utc = {0};
    const char *end = s ? strptime(s, "%Y-%m-%dT%H:%M:%SZ", &utc) : NULL;
    return end && !*end ? (int64_t)timegm(&utc) : 0;
}

static const char *const states[] = {"", "waiting", "asked", "read", "failed"}, *const accesses[] = {"rules", "all", "none"};

static uint8_t number_of(const char *name, const char *const *names, uint8_t n, uint8_t otherwise) {
    for (uint8_t i = 0; name && i < n; i++)
        if (strcmp(names[i], name) == 0) return i;
    return otherwise;
}

/* ---- calls ---------------------------------------------------------------------------------------------------------------- */

/* A statement under the handle's lock, between begin and end: its first parameter is bound. */
static sqlite3_stmt *begin(ledger *l, const char *sql, const char *first, dp_error *err) {
    ledger_lock_to_write(l);
    sqlite3_stmt *st = db_get(l, sql, err);
    if (st) put_text(st, 1, first);
    return st;
}

static dp_status end(ledger *l, sqlite3_stmt *st, dp_status s) {
    if (st) sqlite3_reset(st);
    ledger_unlock(l);
    return s;
}

static dp_status run_and_end(ledger *l, sqlite3_stmt *st, dp_error *err) {
    return end(l, st, st ? db_run(l, st, err) : err->code);
}

/* The statement's first row; *row tells whether there is one. */
static dp_status first_row(ledger *l, sqlite3_stmt *st, bool *row, dp_error *err) {
    *row = false;
    return st ? db_step(l, st, row, err) : err->code;
}

/* ---- feeds ---------------------------------------------------------------------------------------------------------------- */

dp_status watched_feed_find(ledger *l, const char *url, arena *a, watched_feed *out, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    sqlite3_stmt *st = begin(l, "SELECT etag, modified, why, asked, next, failures FROM watched_feeds WHERE url = ?1", url, err);
    bool row, failed = false;
    dp_status s = first_row(l, st, &row, err);
    *out = (watched_feed){.url = url};
    if (row) {
        out->etag = take_text(st, 0, a, &failed);
        out->modified = take_text(st, 1, a, &failed);
        out->why = take_text(st, 2, a, &failed);
        out->asked = seconds_of(st, 3);
        out->next = seconds_of(st, 4);
        out->failures = (uint32_t)sqlite3_column_int64(st, 5);
    }
    return end(l, st, failed ? error_nomem(err) : s);
}

dp_status watched_feed_keep(ledger *l, const watched_feed *f, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    const stamp asked = stamp_of(f->asked), next = stamp_of(f->next);
    sqlite3_stmt *st = begin(l, "INSERT OR REPLACE INTO watched_feeds VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", f->url, err);
    if (st) {
        put_known(st, 2, f->etag);
        put_known(st, 3, f->modified);
        put_known(st, 4, asked.at);
        put_text(st, 5, next.at);
        put_int(st, 6, f->failures);
        put_known(st, 7, f->why);
    }
    return run_and_end(l, st, err);
}

/* ---- pages ---------------------------------------------------------------------------------------------------------------- */

#define PAGE_COLUMNS "url, host, feed, found, title, date, outlet, state, tries, next, dispatch, why"

static dp_status take_page(ledger *l, sqlite3_stmt *st, arena *a, watched_page *out, dp_error *err) {
    bool row, failed = false;
    dp_status s = first_row(l, st, &row, err);
    *out = (watched_page){0};
    if (!row) return s;
    out->url = take_text(st, 0, a, &failed);
    out->host = take_text(st, 1, a, &failed);
    out->feed = take_text(st, 2, a, &failed);
    out->found = seconds_of(st, 3);
    out->title = take_text(st, 4, a, &failed);
    out->date = take_text(st, 5, a, &failed);
    out->outlet = take_text(st, 6, a, &failed);
    out->state = number_of((const char *)sqlite3_column_text(st, 7), states, WATCHED_FAILED + 1, WATCHED_FAILED);
    out->tries = (uint32_t)sqlite3_column_int64(st, 8);
    out->next = seconds_of(st, 9);
    out->dispatch = take_text(st, 10, a, &failed);
    out->why = take_text(st, 11, a, &failed);
    return failed ? error_nomem(err) : DP_OK;
}

static bool is_open(const watched_page *p) {
    return p->state == WATCHED_WAITING || p->state == WATCHED_ASKED;
}

dp_status watched_page_find(ledger *l, const char *url, arena *a, watched_page *out, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    sqlite3_stmt *st = begin(l, "SELECT " PAGE_COLUMNS " FROM watched_pages WHERE url = ?1", url, err);
    return end(l, st, take_page(l, st, a, out, err));
}

dp_status watched_page_next(ledger *l, const char *host, int64_t now, arena *a, watched_page *out, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    const stamp until = stamp_of(now);
    sqlite3_stmt *st = begin(l,
                             "SELECT " PAGE_COLUMNS " FROM watched_pages WHERE host = ?1 AND state = 'waiting' AND next <= ?2 "
                             "ORDER BY next, url LIMIT 1",
                             host, err);
    if (st) put_text(st, 2, until.at);
    return end(l, st, take_page(l, st, a, out, err));
}

/* What a feed said of a page is needed no longer once it is read, and `depeche forget` would not find it here. */
static void put_page(sqlite3_stmt *st, const watched_page *p, const stamp *found, const stamp *next) {
    put_text(st, 2, p->host);
    put_text(st, 3, p->feed);
    put_text(st, 4, found->at);
    put_known(st, 5, is_open(p) ? p->title : NULL);
    put_known(st, 6, is_open(p) ? p->date : NULL);
    put_known(st, 7, is_open(p) ? p->outlet : NULL);
    put_text(st, 8, states[p->state]);
    put_int(st, 9, p->tries);
    put_known(st, 10, next->at);
    put_known(st, 11, p->dispatch);
    put_known(st, 12, p->why);
}

static dp_status write_page(ledger *l, const char *sql, const watched_page *p, bool *fresh, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    const stamp found = stamp_of(p->found), next = stamp_of(is_open(p) ? p->next : 0);
    sqlite3_stmt *st = begin(l, sql, p->url, err);
    if (st) put_page(st, p, &found, &next);
    dp_status s = st ? db_run(l, st, err) : err->code;
    *fresh = s == DP_OK && sqlite3_changes(l->db) > 0;
    return end(l, st, s);
}

#define PAGE_VALUES "INTO watched_pages (" PAGE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"

dp_status watched_page_add(ledger *l, const watched_page *p, bool *fresh, dp_error *err) {
    return write_page(l, "INSERT OR IGNORE " PAGE_VALUES, p, fresh, err);
}

dp_status watched_page_keep(ledger *l, const watched_page *p, dp_error *err) {
    bool changed;
    return write_page(l, "INSERT OR REPLACE " PAGE_VALUES, p, &changed, err);
}

dp_status watched_wait_again(ledger *l, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    ledger_lock_to_write(l);
    sqlite3_stmt *st =
        db_get(l, "UPDATE watched_pages SET state = 'waiting', next = found WHERE state = 'asked' AND next IS NOT NULL", err);
    return run_and_end(l, st, err);
}

dp_status watched_waiting(ledger *l, watched_host_fn fn, void *context, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    ledger_lock_to_write(l);
    sqlite3_stmt *st =
        db_get(l, "SELECT DISTINCT host FROM watched_pages WHERE state = 'waiting' AND next IS NOT NULL ORDER BY host", err);
    bool row;
    dp_status s;
    while ((s = first_row(l, st, &row, err)) == DP_OK && row) fn(context, (const char *)sqlite3_column_text(st, 0));
    return end(l, st, s);
}

dp_status watched_first(ledger *l, const char *host, int64_t *out, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    sqlite3_stmt *st =
        begin(l, "SELECT min(next) FROM watched_pages WHERE host = ?1 AND state = 'waiting' AND next IS NOT NULL", host, err);
    bool row;
    dp_status s = first_row(l, st, &row, err);
    *out = row && sqlite3_column_type(st, 0) != SQLITE_NULL ? seconds_of(st, 0) : INT64_MAX;
    return end(l, st, s);
}

/* ---- hosts and robots ----------------------------------------------------------------------------------------------------- */

dp_status watched_host_find(ledger *l, const char *host, watched_host *out, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    sqlite3_stmt *st = begin(l, "SELECT ready, failures FROM watched_hosts WHERE host = ?1", host, err);
    bool row;
    dp_status s = first_row(l, st, &row, err);
    *out = (watched_host){0};
    if (row) *out = (watched_host){.ready = seconds_of(st, 0), .failures = (uint32_t)sqlite3_column_int64(st, 1)};
    return end(l, st, s);
}

dp_status watched_host_keep(ledger *l, const char *host, const watched_host *h, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    const stamp ready = stamp_of(h->ready);
    sqlite3_stmt *st = begin(
        l, h->ready ? "INSERT OR REPLACE INTO watched_hosts VALUES (?1, ?2, ?3)" : "DELETE FROM watched_hosts WHERE host = ?1",
        host, err);
    if (st && h->ready) {
        put_text(st, 2, ready.at);
        put_int(st, 3, h->failures);
    }
    return run_and_end(l, st, err);
}

dp_status watched_robots_find(ledger *l, const char *origin, arena *a, watched_robots *out, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    sqlite3_stmt *st = begin(l, "SELECT until, access, body FROM watched_robots WHERE origin = ?1", origin, err);
    bool row, failed = false;
    dp_status s = first_row(l, st, &row, err);
    *out = (watched_robots){0};
    if (row) {
        out->until = seconds_of(st, 0);
        out->access = number_of((const char *)sqlite3_column_text(st, 1), accesses, WATCHED_NONE + 1, WATCHED_NONE);
        out->body = take_text(st, 2, a, &failed);
        out->body_bytes = (size_t)sqlite3_column_bytes(st, 2);
    }
    return end(l, st, failed ? error_nomem(err) : s);
}

dp_status watched_robots_keep(ledger *l, const char *origin, const watched_robots *r, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    const stamp until = stamp_of(r->until);
    sqlite3_stmt *st = begin(l,
                             "INSERT INTO watched_robots VALUES (?1, ?2, ?3, ?4) ON CONFLICT (origin) DO UPDATE SET "
                             "until = excluded.until, access = excluded.access, body = coalesce(excluded.body, body)",
                             origin, err);
    if (st) {
        put_text(st, 2, until.at);
        put_text(st, 3, accesses[r->access]);
        if (r->body)
            put_bytes(st, 4, r->body, r->body_bytes);
        else
            put_null(st, 4);
    }
    return run_and_end(l, st, err);
}
