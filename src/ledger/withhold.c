/* Marks on what is kept out of exports. */
#include "ledger/withhold.h"

#include <string.h>

#include "ledger/internal.h"

#define LABELLED                                                                                                                 \
    "SELECT 'claim' AS kind, id, words AS label FROM claims UNION ALL "                                                          \
    "SELECT 'dispatch', id, coalesce(title_shown, title, given_id, '') FROM dispatches UNION ALL "                               \
    "SELECT 'place', id, label FROM places"

static dp_status take_row(sqlite3_stmt *st, arena *a, ledger_withheld *out, dp_error *err) {
    bool failed = false;
    out->kind = take_text(st, 0, a, &failed);
    out->id = take_text(st, 1, a, &failed);
    out->label = take_text(st, 2, a, &failed);
    out->reason = take_text(st, 3, a, &failed);
    return failed || !out->kind || !out->id ? error_nomem(err) : DP_OK;
}

/* A statement whose rows are what `typed` may name. */
static sqlite3_stmt *named(ledger *l, const char *typed, char id[ID_CHARS + 2], dp_error *err) {
    if (*typed && strspn(typed, "0123456789") == strlen(typed)) {
        sqlite3_stmt *st = db_get(l,
                                  "SELECT 'place', p.id, p.label, w.reason FROM places p LEFT JOIN withheld w USING (id) WHERE "
                                  "p.gazetteer = 'geonames' AND CAST(p.code AS TEXT) = ?1 LIMIT 2",
                                  err);
        if (st) put_text(st, 1, typed);
        return st;
    }
    if (!id_normalise_any(typed, id)) {
        error_set(err, DP_E_USAGE, "\"%.40s\" is neither a content id nor a GeoNames number", typed);
        error_remedy(err, "take the id that 'depeche claims', 'depeche dispatches' or 'depeche place' shows");
        return NULL;
    }
    sqlite3_stmt *st = db_get(l,
                              "SELECT x.kind, x.id, x.label, w.reason FROM (" LABELLED ") x LEFT JOIN withheld w USING (id) "
                              "WHERE x.id >= ?1 AND x.id < ?1 || '~' LIMIT 2",
                              err);
    if (st) put_text(st, 1, id);
    return st;
}

/* The only row of a statement; several are an error of the one who typed. */
static dp_status only_row(ledger *l, sqlite3_stmt *st, const char *typed, arena *a, ledger_withheld *out, bool *found,
                          dp_error *err) {
    bool more = false;
    dp_status s = db_step(l, st, found, err);
    if (s == DP_OK && *found) s = take_row(st, a, out, err);
    if (s == DP_OK && *found) s = db_step(l, st, &more, err);
    sqlite3_reset(st);
    if (s != DP_OK || !more) return s;
    error_set(err, DP_E_USAGE, "several ids begin with \"%.40s\"", typed);
    return error_remedy(err, "add characters to it");
}

static dp_status find(ledger *l, const char *typed, arena *a, ledger_withheld *out, dp_error *err) {
    char id[ID_CHARS + 2];
    bool found = false;
    sqlite3_stmt *st = named(l, typed, id, err);
    dp_status s = st ? only_row(l, st, typed, a, out, &found, err) : err->code;
    if (s != DP_OK || found) return s;
    error_set(err, DP_E_USAGE, "nothing in this ledger has the id \"%.40s\"", typed);
    return error_remedy(err, "take the id that 'depeche claims', 'depeche dispatches' or 'depeche place' shows");
}

static dp_status mark(ledger *l, const ledger_withheld *w, const char *reason, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "INSERT INTO withheld VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET reason = "
                              "coalesce(excluded.reason, reason)",
                              err);
    if (!st) return err->code;
    put_text(st, 1, w->id);
    put_text(st, 2, w->kind);
    put_known(st, 3, reason);
    return db_run(l, st, err);
}

dp_status ledger_withhold(ledger *l, const char *typed, const char *reason, arena *a, ledger_withheld *out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *out = (ledger_withheld){0};
    ledger_lock(l);
    dp_status s = find(l, typed, a, out, err);
    if (s == DP_OK) s = mark(l, out, reason, err);
    ledger_unlock(l);
    return s;
}

/* A mark may outlive what it marks: the id alone is looked for. */
static dp_status find_mark(ledger *l, const char *typed, arena *a, ledger_withheld *out, bool *found, dp_error *err) {
    char id[ID_CHARS + 2] = "";
    if (!id_normalise_any(typed, id)) {
        dp_status s = find(l, typed, a, out, err);
        if (s != DP_OK) return s;
        memcpy(id, out->id, strnlen(out->id, ID_CHARS) + 1);
    }
    sqlite3_stmt *st = db_get(l,
                              "SELECT w.kind, w.id, coalesce(x.label, ''), w.reason FROM withheld w LEFT JOIN (" LABELLED
                              ") x ON x.id = w.id WHERE w.id >= ?1 AND w.id < ?1 || '~' LIMIT 2",
                              err);
    if (!st) return err->code;
    put_text(st, 1, id);
    return only_row(l, st, typed, a, out, found, err);
}

dp_status ledger_release(ledger *l, const char *typed, arena *a, ledger_withheld *out, bool *found, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *out = (ledger_withheld){0};
    *found = false;
    ledger_lock(l);
    dp_status s = find_mark(l, typed, a, out, found, err);
    if (s == DP_OK && *found) {
        sqlite3_stmt *st = db_get(l, "DELETE FROM withheld WHERE id = ?1", err);
        s = st ? DP_OK : err->code;
        if (st) put_text(st, 1, out->id);
        if (st) s = db_run(l, st, err);
    }
    ledger_unlock(l);
    return s;
}

dp_status ledger_withheld_list(ledger *l, ledger_withheld_fn fn, void *context, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    arena a;
    arena_init(&a);
    ledger_lock(l);
    sqlite3_stmt *st = db_get(l,
                              "SELECT w.kind, w.id, coalesce(x.label, ''), w.reason FROM withheld w LEFT JOIN (" LABELLED
                              ") x ON x.id = w.id ORDER BY w.kind, w.id",
                              err);
    dp_status s = st ? DP_OK : err->code;
    for (bool row = true; s == DP_OK;) {
        ledger_withheld w;
        arena_reset(&a);
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        s = take_row(st, &a, &w, err);
        if (s != DP_OK || !fn(context, &w)) break;
    }
    if (st) sqlite3_reset(st);
    ledger_unlock(l);
    arena_free(&a);
    return s;
}

/* A place is withheld with every claim that happens there or whose words name it. */
static const char mark_of_claim[] =
    "SELECT w.kind, w.id, '', w.reason FROM withheld w WHERE w.kind = 'claim' AND w.id = ?1 UNION ALL "
    "SELECT w.kind, w.id, coalesce(d.title_shown, d.title, d.given_id, ''), w.reason FROM withheld w CROSS JOIN claims c ON c.id "
    "= "
    "?1 JOIN dispatches d USING (dispatch_key) WHERE w.kind = 'dispatch' AND w.id = d.id UNION ALL "
    "SELECT w.kind, w.id, p.label, w.reason FROM withheld w CROSS JOIN claims c ON c.id = ?1 JOIN places p ON p.id = w.id JOIN "
    "place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_key = p.place_key WHERE w.kind = 'place' AND (m.place_no = "
    "c.place_no OR p.place_key = c.place_key OR (m.start_char < c.end_char AND m.end_char > c.start_char)) LIMIT 1";

dp_status ledger_withheld_claim(ledger *l, const char *claim, arena *a, ledger_withheld *out, bool *found, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *out = (ledger_withheld){0};
    *found = false;
    ledger_lock(l);
    sqlite3_stmt *st = db_get(l, mark_of_claim, err);
    dp_status s = st ? DP_OK : err->code;
    if (st) {
        put_text(st, 1, claim);
        s = db_step(l, st, found, err);
        if (s == DP_OK && *found) s = take_row(st, a, out, err);
        sqlite3_reset(st);
    }
    ledger_unlock(l);
    return s;
}
