/* Running the schema. */
#include "ledger/tables.h"

#include <stdio.h>
#include <string.h>

#include "ledger/schema.h"

static dp_status run_list(ledger *l, const char *const *sql, dp_error *err) {
    dp_status s = DP_OK;
    for (; s == DP_OK && sql && *sql; sql++) s = db_exec(l, *sql, err);
    return s;
}

static dp_status make_all(ledger *l, bool fts, dp_error *err) {
    dp_status s = fts ? db_exec(l, ledger_schema_text, err) : DP_OK;
    for (const schema_part *const *part = ledger_schema; s == DP_OK && *part; part++) {
        s = run_list(l, (*part)->tables, err);
        if (s == DP_OK) s = run_list(l, (*part)->indexes, err);
        if (s == DP_OK) s = run_list(l, (*part)->late, err);
        if (s == DP_OK) s = run_list(l, (*part)->views, err);
    }
    char sql[96];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", LEDGER_APPLICATION_ID,
             LEDGER_SCHEMA_VERSION);
    return s == DP_OK ? db_exec(l, sql, err) : s;
}

dp_status tables_make(ledger *l, bool fts, dp_error *err) {
    dp_status s = db_exec(l, "BEGIN IMMEDIATE", err);
    if (s != DP_OK) return s;
    int64_t version; /* another program may have been quicker */
    s = db_number(l, "PRAGMA user_version", &version, err);
    if (s == DP_OK && version == 0) s = make_all(l, fts, err);
    if (s == DP_OK) s = db_exec(l, "COMMIT", err);
    if (s != DP_OK) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    return s;
}

/* ---- late indexes -------------------------------------------------------------------------------------------------------- */

/* "claims_day" of "CREATE INDEX claims_day ON …". */
static void index_name(const char *sql, char out[64]) {
    static const char before[] = "CREATE INDEX ";
    const char *name = sql + strlen(before);
    snprintf(out, 64, "%.*s", (int)strcspn(name, " "), name);
}

static dp_status is_there(ledger *l, const char *name, bool *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, name);
    dp_status s = db_step(l, st, out, err);
    sqlite3_reset(st);
    return s;
}

dp_status index_drop(ledger *l, const char *name, dp_error *err) {
    char drop[96];
    snprintf(drop, sizeof drop, "DROP INDEX IF EXISTS %s", name);
    return db_exec(l, drop, err);
}

static dp_status make_named(ledger *l, const char *const *sql, const char *name, dp_error *err) {
    for (; sql && *sql; sql++) {
        char this[64];
        index_name(*sql, this);
        if (strcmp(this, name) == 0) return db_exec(l, *sql, err);
    }
    return DP_OK;
}

dp_status index_make(ledger *l, const char *name, dp_error *err) {
    dp_status s = DP_OK;
    for (const schema_part *const *part = ledger_schema; s == DP_OK && *part; part++) {
        s = make_named(l, (*part)->indexes, name, err);
        if (s == DP_OK) s = make_named(l, (*part)->late, name, err);
    }
    return s;
}

dp_status late_indexes_drop(ledger *l, dp_error *err) {
    dp_status s = DP_OK;
    for (const schema_part *const *part = ledger_schema; *part; part++)
        for (const char *const *sql = (*part)->late; s == DP_OK && sql && *sql; sql++) {
            char name[64];
            index_name(*sql, name);
            s = index_drop(l, name, err);
        }
    return s;
}

static dp_status make_missing(ledger *l, dp_error *err) {
    dp_status s = DP_OK;
    for (const schema_part *const *part = ledger_schema; *part; part++)
        for (const char *const *sql = (*part)->late; s == DP_OK && sql && *sql; sql++) {
            char name[64];
            bool there = false;
            index_name(*sql, name);
            s = is_there(l, name, &there, err);
            if (s == DP_OK && !there) s = db_exec(l, *sql, err);
        }
    return s;
}

dp_status late_indexes_make(ledger *l, dp_error *err) {
    bool all;
    dp_status s = late_indexes_there(l, &all, err);
    if (s != DP_OK || all) return s;
    /* SQLite sorts as much at once as its cache may hold. Four MiB lie in the processor's own cache, and merging a few dozen
     * of them takes less time than sorting all by one list that does not. */
    s = db_exec(l, "PRAGMA cache_size = -4096", err);
    if (s == DP_OK) s = make_missing(l, err);
    cache_set(l);
    return s;
}

dp_status late_indexes_there(ledger *l, bool *all, dp_error *err) {
    *all = true;
    dp_status s = DP_OK;
    for (const schema_part *const *part = ledger_schema; *part; part++)
        for (const char *const *sql = (*part)->late; s == DP_OK && *all && sql && *sql; sql++) {
            char name[64];
            index_name(*sql, name);
            s = is_there(l, name, all, err);
        }
    return s;
}
