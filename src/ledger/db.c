/* Prepared statements and SQLite's errors in our words. */
#include <string.h>

#include "ledger/internal.h"

dp_status db_fail(ledger *l, const char *what, dp_error *err) {
    int code = l->db ? sqlite3_extended_errcode(l->db) : SQLITE_NOMEM;
    const char *detail = l->db ? sqlite3_errmsg(l->db) : "out of memory";
    const char *message, *remedy;
    dp_status status = DP_E_LEDGER;
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return error_nomem(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        message = "another program is writing to this ledger";
        remedy = "wait until it has finished, then run the command again: what was read is kept";
        break;
    case SQLITE_FULL:
        message = "the disk is full";
        remedy = "free some space, then run the command again: what was read is kept";
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        message = "the ledger or its folder cannot be written";
        remedy = "check the permissions, or choose another place with --ledger FILE";
        break;
    case SQLITE_NOTADB:
        message = "this file is not a ledger (not even an SQLite file)";
        remedy = "choose another file with --ledger FILE";
        break;
    case SQLITE_CORRUPT:
        message = "the ledger is damaged";
        remedy = "restore it from a copy, or read the dispatches into a new file with --ledger FILE";
        break;
    case SQLITE_IOERR:
        message = "the disk gave an error";
        remedy = "check the disk and its free space, then run the command again";
        break;
    case SQLITE_INTERRUPT:
        message = "interrupted";
        remedy = "run the command again: what was read is kept";
        status = DP_E_INTERRUPTED;
        break;
    default:
        message = "the ledger could not be used";
        remedy = "it may have been changed by another program; read the dispatches into a new file with --ledger FILE";
    }
    error_set(err, status, "%s (%s: %s)", message, what, detail);
    error_at(err, l->path, 0);
    error_remedy(err, "%s", remedy);
    return status;
}

sqlite3_stmt *db_get(ledger *l, const char *sql, dp_error *err) {
    uint32_t i = (uint32_t)(((uintptr_t)sql * 0x9E3779B97F4A7C15ull) >> 40) % STATEMENT_SLOTS;
    for (uint32_t tried = 0; tried < STATEMENT_SLOTS; tried++, i = (i + 1) % STATEMENT_SLOTS) {
        if (l->statements[i].sql == sql) {
            sqlite3_reset(l->statements[i].prepared);
            return l->statements[i].prepared;
        }
        if (!l->statements[i].sql) {
            if (sqlite3_prepare_v3(l->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &l->statements[i].prepared, NULL) != SQLITE_OK) {
                db_fail(l, "preparing a statement", err);
                return NULL;
            }
            l->statements[i].sql = sql;
            return l->statements[i].prepared;
        }
    }
    error_set(err, DP_E_INTERNAL, "more statements than the ledger has slots");
    return NULL;
}

dp_status db_step(ledger *l, sqlite3_stmt *st, bool *row, dp_error *err) {
    int code = sqlite3_step(st);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW) return DP_OK;
    if (code == SQLITE_DONE) {
        sqlite3_reset(st);
        return DP_OK;
    }
    dp_status s = db_fail(l, "reading or writing", err);
    sqlite3_reset(st);
    return s;
}

dp_status db_run(ledger *l, sqlite3_stmt *st, dp_error *err) {
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (row) sqlite3_reset(st);
    return s;
}

dp_status db_exec(ledger *l, const char *sql, dp_error *err) {
    return sqlite3_exec(l->db, sql, NULL, NULL, NULL) == SQLITE_OK ? DP_OK : db_fail(l, "running a command", err);
}

dp_status db_number(ledger *l, const char *sql, int64_t *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    *out = 0;
    if (!st) return err->code;
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (row) *out = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return s;
}

const char *take_text(sqlite3_stmt *st, int column, arena *a, bool *failed) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    if (!s) {
        if (sqlite3_column_type(st, column) != SQLITE_NULL) *failed = true;
        return NULL;
    }
    char *copy = arena_copy(a, s, (size_t)sqlite3_column_bytes(st, column));
    if (!copy) *failed = true;
    return copy;
}
