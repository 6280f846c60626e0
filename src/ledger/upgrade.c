/* Reading an older ledger. Its tables are named by their columns alone, so that any form with those can be read. */
#include "ledger/upgrade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/internal.h"
#include "ledger/schema.h"

#define FORM_OF_STORE 4 /* the first in which texts need not be stored whole */

struct upgrade {
    sqlite3 *db;
    char path[512];
    int form;
    uint64_t dispatches, partial;
    sqlite3_stmt *next;
};

/* ---- the old file -------------------------------------------------------------------------------------------------------- */

static dp_status old_fail(const upgrade *u, dp_error *err) {
    const int code = sqlite3_errcode(u->db) & 0xFF;
    if (code == SQLITE_CANTOPEN || code == SQLITE_NOTADB) {
        error_set(err, DP_E_LEDGER,
                  code == SQLITE_NOTADB ? "this file is not a ledger (not even an SQLite file)"
                                        : "there is no ledger that can be opened for reading");
        error_at(err, u->path, 0);
        return error_remedy(err, "name a file that 'depeche read' made");
    }
    error_set(err, DP_E_LEDGER, "the older ledger cannot be read: %s", sqlite3_errmsg(u->db));
    error_at(err, u->path, 0);
    return error_remedy(err, "copy the file whole, with the files beside it that begin with its name, and try again");
}

static sqlite3_stmt *old_prepare(const upgrade *u, const char *sql, dp_error *err) {
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(u->db, sql, -1, &st, NULL) == SQLITE_OK) return st;
    old_fail(u, err);
    return NULL;
}

static dp_status old_step(const upgrade *u, sqlite3_stmt *st, bool *row, dp_error *err) {
    const int code = sqlite3_step(st);
    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? DP_OK : old_fail(u, err);
}

static dp_status old_number(const upgrade *u, const char *sql, int64_t *out, dp_error *err) {
    sqlite3_stmt *st = old_prepare(u, sql, err);
    bool row = false;
    *out = 0;
    if (!st) return err->code;
    dp_status s = old_step(u, st, &row, err);
    if (row) *out = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return s;
}

static dp_status identify(upgrade *u, dp_error *err) {
    int64_t application, form, dispatches = 0;
    dp_status s = old_number(u, "PRAGMA application_id", &application, err);
    if (s == DP_OK) s = old_number(u, "PRAGMA user_version", &form, err);
    if (s != DP_OK) return s;
    if (application != LEDGER_APPLICATION_ID) {
        error_set(err, DP_E_LEDGER, "this is no ledger");
        error_at(err, u->path, 0);
        return error_remedy(err, "name a file that 'depeche read' made");
    }
    if (form < 1 || form > LEDGER_SCHEMA_VERSION) {
        error_set(err, DP_E_LEDGER, "the form of this ledger is %lld, this depeche knows those up to %d", (long long)form,
                  LEDGER_SCHEMA_VERSION);
        error_at(err, u->path, 0);
        return error_remedy(err, "update depeche");
    }
    s = old_number(u, "SELECT count(*) FROM dispatches", &dispatches, err);
    int64_t partial = 0;
    if (s == DP_OK && form >= FORM_OF_STORE) s = old_number(u, "SELECT count(*) FROM partial_texts", &partial, err);
    u->partial = (uint64_t)partial;
    u->form = (int)form;
    u->dispatches = (uint64_t)dispatches;
    return s;
}

dp_status upgrade_open(const char *path, upgrade **out, dp_error *err) {
    *out = NULL;
    upgrade *u = calloc(1, sizeof *u);
    if (!u) return error_nomem(err);
    snprintf(u->path, sizeof u->path, "%s", path);
    dp_status s = DP_OK;
    if (sqlite3_open_v2(path, &u->db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) {
        s = old_fail(u, err);
    } else { /* it may come from anywhere, as in open.c */
        sqlite3_db_config(u->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(u->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        sqlite3_db_config(u->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
        sqlite3_db_config(u->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
        sqlite3_limit(u->db, SQLITE_LIMIT_ATTACHED, 0);
        sqlite3_busy_timeout(u->db, 10000);
        s = identify(u, err);
    }
    if (s == DP_OK)
        *out = u;
    else
        upgrade_close(u);
    return s;
}

void upgrade_close(upgrade *u) {
    if (!u) return;
    sqlite3_finalize(u->next);
    sqlite3_close(u->db);
    free(u);
}

int upgrade_form(const upgrade *u) {
    return u->form;
}

uint64_t upgrade_dispatches(const upgrade *u) {
    return u->dispatches;
}

uint64_t upgrade_partial(const upgrade *u) {
    return u->partial;
}

/* ---- dispatches ---------------------------------------------------------------------------------------------------------- */

/* A month was given, or nothing, where a day was inferred: "2017-11-10" becomes "2017-11". */
#define NEXT                                                                                                                     \
    "SELECT d.given_id, d.hash, d.source, d.title, d.url, CASE d.lang_basis WHEN 'given' THEN d.lang END, "                      \
    "CASE d.date_basis WHEN 'inferred' THEN substr(d.date, 1, 7) ELSE d.date END, d.text, "                                      \
    "(SELECT o.file FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1), "                     \
    "(SELECT o.line FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1) FROM dispatches d"
static const char next_sql[] = NEXT " ORDER BY d.dispatch_key";
/* A text that is not stored whole cannot be read anew. */
static const char next_whole_sql[] =
    NEXT " WHERE d.dispatch_key NOT IN (SELECT dispatch_key FROM partial_texts) ORDER BY d.dispatch_key";

dp_status upgrade_next(upgrade *u, arena *a, dispatch *out, bool *more, dp_error *err) {
    *out = (dispatch){0};
    *more = false;
    if (!u->next && !(u->next = old_prepare(u, u->partial ? next_whole_sql : next_sql, err))) return err->code;
    dp_status s = old_step(u, u->next, more, err);
    if (s != DP_OK || !*more) return s;
    bool failed = false;
    const char **const texts[] = {&out->id, NULL, &out->source, &out->title, &out->url, &out->lang, &out->date, &out->text};
    for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
        if (texts[i]) *texts[i] = take_text(u->next, i, a, &failed);
    out->text_bytes = (uint32_t)sqlite3_column_bytes(u->next, 7);
    out->file = take_text(u->next, 8, a, &failed);
    out->line = (uint64_t)sqlite3_column_int64(u->next, 9);
    const char *hash = (const char *)sqlite3_column_text(u->next, 1);
    snprintf(out->sha, sizeof out->sha, "%s", hash ? hash : "");
    return failed || !out->text ? error_nomem(err) : DP_OK;
}

/* ---- what is carried over ------------------------------------------------------------------------------------------------ */

/* The columns of a table, set apart by ", "; "" where it is not there. */
static dp_status columns_of(const upgrade *u, const char *table, buf *out, dp_error *err) {
    sqlite3_stmt *st = old_prepare(u, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", err);
    if (!st) return err->code;
    sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
    bool row = true;
    dp_status s = DP_OK;
    while ((s = old_step(u, st, &row, err)) == DP_OK && row) {
        if (out->n) buf_str(out, ", ");
        buf_str(out, (const char *)sqlite3_column_text(st, 0));
    }
    sqlite3_finalize(st);
    return s == DP_OK && out->failed ? error_nomem(err) : s;
}

static uint32_t count_columns(const char *columns) {
    uint32_t n = 1;
    for (const char *at = strchr(columns, ','); at; at = strchr(at + 1, ',')) n++;
    return n;
}

static dp_status copy_rows(const upgrade *u, ledger *to, sqlite3_stmt *from, sqlite3_stmt *into, uint32_t n, dp_error *err) {
    for (;;) {
        bool row;
        dp_status s = old_step(u, from, &row, err);
        if (s != DP_OK || !row) return s;
        for (int i = 0; i < (int)n; i++) sqlite3_bind_value(into, i + 1, sqlite3_column_value(from, i));
        if ((s = db_run(to, into, err)) != DP_OK) return s;
    }
}

/* Column names are ours: an older form's columns are all known to this one, or the statement is refused. */
static dp_status copy_table(const upgrade *u, ledger *to, const char *table, dp_error *err) {
    buf columns, select, insert;
    buf_init(&columns);
    buf_init(&select);
    buf_init(&insert);
    sqlite3_stmt *from = NULL, *into = NULL;
    dp_status s = columns_of(u, table, &columns, err);
    const uint32_t n = s == DP_OK && columns.n ? count_columns(buf_cstr(&columns)) : 0;
    if (n) {
        buf_printf(&select, "SELECT %s FROM %s", columns.at, table);
        buf_printf(&insert, "INSERT INTO %s (%s) VALUES (", table, columns.at);
        for (uint32_t i = 1; i <= n; i++) buf_printf(&insert, "%s?%u", i > 1 ? ", " : "", i);
        buf_char(&insert, ')');
        if (!buf_cstr(&select) || !buf_cstr(&insert))
            s = error_nomem(err);
        else if (!(from = old_prepare(u, select.at, err)))
            s = err->code;
        else if (sqlite3_prepare_v2(to->db, insert.at, -1, &into, NULL) != SQLITE_OK)
            s = db_fail(to, "carrying an older ledger over", err);
        else
            s = copy_rows(u, to, from, into, n, err);
    }
    sqlite3_finalize(from);
    sqlite3_finalize(into);
    buf_free(&columns);
    buf_free(&select);
    buf_free(&insert);
    return s;
}

/* Ties were written down without the place of the other claim: the old file knows it. */
static dp_status place_ties(const upgrade *u, ledger *to, dp_error *err) {
    static const char ties[] =
        "SELECT x.decision_key, d.id, c.trigger_start, c.trigger_end FROM decisions x JOIN claims c ON c.id = x.other JOIN "
        "dispatches d USING (dispatch_key) WHERE x.kind IN ('same', 'contradicts') UNION ALL "
        "SELECT decision_key, other, NULL, NULL FROM decisions WHERE kind = 'copy'";
    int64_t old_log = 0;
    dp_status s = old_number(u,
                             "SELECT count(*) FROM sqlite_schema WHERE name = 'decisions' AND NOT EXISTS (SELECT 1 FROM "
                             "pragma_table_info('decisions') WHERE name = 'other_dispatch')",
                             &old_log, err);
    if (s != DP_OK || !old_log) return s;
    sqlite3_stmt *from = old_prepare(u, ties, err);
    if (!from) return err->code;
    sqlite3_stmt *into =
        db_get(to, "UPDATE decisions SET other_dispatch = ?2, other_start = ?3, other_end = ?4 WHERE decision_key = ?1", err);
    s = into ? copy_rows(u, to, from, into, 4, err) : err->code;
    sqlite3_finalize(from);
    return s;
}

static dp_status carry_all(upgrade *u, ledger *to, dp_error *err) {
    dp_status s = DP_OK;
    for (const schema_part *const *part = ledger_schema; s == DP_OK && *part; part++)
        for (const char *const *table = (*part)->kept; s == DP_OK && table && *table; table++)
            if (strcmp(*table, "dispatches") != 0 && strcmp(*table, "origins") != 0) s = copy_table(u, to, *table, err);
    return s == DP_OK ? place_ties(u, to, err) : s;
}

/* One transaction of the new file's. */
static dp_status at_once(upgrade *u, ledger *to, dp_status (*work)(upgrade *, ledger *, dp_error *), dp_error *err) {
    ledger_lock(to);
    dp_status s = db_exec(to, "BEGIN IMMEDIATE", err);
    if (s == DP_OK) {
        s = work(u, to, err);
        if (s == DP_OK) s = db_exec(to, "COMMIT", err);
        if (s != DP_OK) sqlite3_exec(to->db, "ROLLBACK", NULL, NULL, NULL);
    }
    ledger_unlock(to);
    return s;
}

dp_status upgrade_carry(upgrade *u, ledger *to, dp_error *err) {
    dp_error own = {0};
    return at_once(u, to, carry_all, err ? err : &own);
}

static dp_status find_origins(upgrade *u, ledger *to, dp_error *err) {
    sqlite3_stmt *from = old_prepare(u, "SELECT d.id, o.file, o.line FROM origins o JOIN dispatches d USING (dispatch_key)", err);
    if (!from) return err->code;
    sqlite3_stmt *into =
        db_get(to, "INSERT OR IGNORE INTO origins SELECT dispatch_key, ?2, ?3 FROM dispatches WHERE id = ?1", err);
    dp_status s = into ? copy_rows(u, to, from, into, 3, err) : err->code;
    sqlite3_finalize(from);
    return s;
}

dp_status upgrade_finish(upgrade *u, ledger *to, dp_error *err) {
    dp_error own = {0};
    return at_once(u, to, find_origins, err ? err : &own);
}
