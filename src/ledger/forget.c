/* Forgetting: a dispatch and all that it says leave the ledger, and nothing in the file tells what it said.
 *
 *   forget   one transaction: its rows, its words in the full text index, what only it named; copies and relations worked out
 *            anew; in its place a tombstone without content
 *   sweep    the index's segments are written anew without the words, and the whole file without its free pages, because a page
 *            that was freed keeps what stood on it
 *
 * A tombstone says whether its dispatch was swept, so that a kill between the two is seen and made good. */
#include <string.h>

#include "ledger/bulk.h"
#include "ledger/entry.h"
#include "ledger/inputs.h"
#include "ledger/names.h"
#include "ledger/settled.h"
#include "ledger/stage.h"
#include "ledger/tables.h"

/* ---- which one ------------------------------------------------------------------------------------------------------------ */

static dp_status too_many(const char *typed, sqlite3_stmt *st, dp_error *err) {
    char first[ID_CHARS + 1] = "";
    const char *id = (const char *)sqlite3_column_text(st, 1);
    if (id) memcpy(first, id, strnlen(id, ID_CHARS));
    sqlite3_reset(st);
    error_set(err, DP_E_USAGE, "\"%.40s\" may be more than one dispatch", typed);
    return error_remedy(err, "name it with more of its id, for example %s; depeche dispatches lists them", first);
}

/* The row of a dispatch by its given id or a beginning of its content id; 0 where there is none. */
static dp_status find_named(ledger *l, const char *typed, int64_t *key, char id[ID_CHARS + 1], dp_error *err) {
    char content[ID_CHARS + 1];
    const bool may_be_id = strlen(typed) >= 2 && id_normalise(typed, content) && content[0] == 'D';
    *key = 0;
    sqlite3_stmt *st = db_get(l,
                              "SELECT dispatch_key, id FROM dispatches WHERE given_id = ?1 UNION "
                              "SELECT dispatch_key, id FROM dispatches WHERE id >= ?2 AND id < ?2 || '~' ORDER BY 2 LIMIT 2",
                              err);
    if (!st) return err->code;
    put_text(st, 1, typed);
    put_text(st, 2, may_be_id ? content : "~");
    bool row, more;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    *key = sqlite3_column_int64(st, 0);
    const char *found = (const char *)sqlite3_column_text(st, 1);
    size_t n = found ? strnlen(found, ID_CHARS) : 0;
    memcpy(id, found ? found : "", n);
    id[n] = '\0';
    if ((s = db_step(l, st, &more, err)) != DP_OK || !more) return s;
    return too_many(typed, st, err);
}

/* Is it a dispatch that was forgotten before? By its content id or a beginning of it. */
static dp_status find_tombstone(ledger *l, const char *typed, bool *out, dp_error *err) {
    char content[ID_CHARS + 1];
    *out = false;
    if (strlen(typed) < 2 || !id_normalise(typed, content) || content[0] != 'D') return DP_OK;
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM forgotten WHERE id >= ?1 AND id < ?1 || '~'", err);
    if (!st) return err->code;
    put_text(st, 1, content);
    dp_status s = db_step(l, st, out, err);
    sqlite3_reset(st);
    return s;
}

static dp_status describe(ledger *l, int64_t key, const char *id, ledger_named *out, arena *a, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT given_id, coalesce(title_shown, title), source, date, (SELECT count(*) FROM claims c WHERE "
                              "c.dispatch_key = d.dispatch_key) FROM dispatches d WHERE dispatch_key = ?1",
                              err);
    if (!st) return err->code;
    put_int(st, 1, key);
    bool row, failed = false;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    out->id = arena_copy(a, id, strlen(id));
    out->given_id = take_text(st, 0, a, &failed);
    out->title = take_text(st, 1, a, &failed);
    out->source = take_text(st, 2, a, &failed);
    out->date = take_text(st, 3, a, &failed);
    out->claims = (uint64_t)sqlite3_column_int64(st, 4);
    sqlite3_reset(st);
    return failed || !out->id ? error_nomem(err) : DP_OK;
}

dp_status ledger_name_dispatch(ledger *l, const char *typed, arena *a, ledger_named *out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    memset(out, 0, sizeof *out);
    char id[ID_CHARS + 1];
    int64_t key;
    ledger_lock(l);
    dp_status s = find_named(l, typed, &key, id, err);
    if (s == DP_OK && key)
        s = describe(l, key, id, out, a, err);
    else if (s == DP_OK)
        s = find_tombstone(l, typed, &out->forgotten, err);
    ledger_unlock(l);
    return s;
}

/* ---- forgetting ----------------------------------------------------------------------------------------------------------- */

static dp_status put_tombstone(ledger *l, int64_t key, const char *why, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l, "INSERT OR REPLACE INTO forgotten SELECT id, hash, ?2, ?3, 0 FROM dispatches WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    char now[UTC_CHARS];
    utc_now(now);
    put_int(st, 1, key);
    put_text(st, 2, now);
    put_known(st, 3, why);
    return db_run(l, st, err);
}

/* What people wrote about it: their decisions quote it, and marks on what is gone keep nothing back. */
static dp_status drop_remarks(ledger *l, int64_t key, dp_error *err) {
    static const char *const remarks[] = {
        "DELETE FROM decisions WHERE dispatch = (SELECT id FROM dispatches WHERE dispatch_key = ?1)",
        "DELETE FROM withheld WHERE id = (SELECT id FROM dispatches WHERE dispatch_key = ?1)",
        "DELETE FROM withheld WHERE id IN (SELECT id FROM claims WHERE dispatch_key = ?1)"};
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof remarks / sizeof *remarks; i++) {
        sqlite3_stmt *st = db_get(l, remarks[i], err);
        if (!st) return err->code;
        put_int(st, 1, key);
        s = db_run(l, st, err);
    }
    return s;
}

static dp_status forget_one(ledger *l, const char *typed, const char *why, ledger_forgotten *out, dp_error *err) {
    char id[ID_CHARS + 1];
    int64_t key;
    dp_status s = find_named(l, typed, &key, id, err);
    if (s != DP_OK || !key) return s;
    sqlite3_stmt *st = db_get(l, "SELECT count(*) FROM claims WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    bool row;
    if ((s = db_step(l, st, &row, err)) != DP_OK) return s;
    out->claims += row ? (uint64_t)sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    out->dispatches++;
    s = put_tombstone(l, key, why, err);
    if (s == DP_OK) s = drop_remarks(l, key, err);
    return s == DP_OK ? erase_dispatch(l, key, err) : s;
}

static dp_status forget_all(ledger *l, const char *const *ids, size_t n, const char *why, ledger_forgotten *out, dp_error *err) {
    dp_status s = db_exec(l, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE", err);
    if (s != DP_OK) return s;
    s = bulk_recover(l, err);
    if (s == DP_OK) s = late_indexes_make(l, err);
    for (size_t i = 0; s == DP_OK && i < n; i++) s = forget_one(l, ids[i], why, out, err);
    if (s == DP_OK) s = inputs_forget(l, err);
    if (s == DP_OK) s = stages_flush(l, err);
    if (s == DP_OK) s = names_flush(l, err);
    if (s == DP_OK) s = settled_copies_lift(l, err);
    if (s == DP_OK) s = copies_settle(l, err);
    if (s == DP_OK) s = settled_update(l, NULL, SETTLED_ALL, err);
    if (s == DP_OK) s = events_settle(l, err);
    if (s == DP_OK) s = db_exec(l, "COMMIT", err);
    if (s == DP_OK) return DP_OK;
    sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    names_forget(l);
    stages_clear(l);
    *out = (ledger_forgotten){0};
    return s;
}

dp_status ledger_forget(ledger *l, const char *const *ids, size_t n, const char *why, ledger_forgotten *out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *out = (ledger_forgotten){0};
    if (!l->writable || l->in_run) return error_set(err, DP_E_USAGE, "the ledger is not open for this, or a run is under way");
    ledger_lock(l);
    dp_status s = forget_all(l, ids, n, why, out, err);
    ledger_unlock(l);
    return s;
}

/* ---- sweeping ------------------------------------------------------------------------------------------------------------- */

/* Writes the file anew; SQLite attaches a database of its own for that, which is otherwise not allowed (open.c). */
static dp_status rewrite(ledger *l, dp_error *err) {
    sqlite3_limit(l->db, SQLITE_LIMIT_ATTACHED, 1);
    dp_status s = db_exec(l, "VACUUM", err);
    sqlite3_limit(l->db, SQLITE_LIMIT_ATTACHED, 0);
    return s;
}

/* The log holds pages as they were: it must go, which others who read the file can hinder. */
static dp_status empty_log(ledger *l, dp_error *err) {
    int64_t busy;
    dp_status s = db_number(l, "PRAGMA wal_checkpoint(TRUNCATE)", &busy, err);
    if (s != DP_OK || !busy) return s;
    error_set(err, DP_E_LEDGER, "another program has the ledger open, so that its log still holds what was forgotten");
    error_at(err, l->path, 0);
    return error_remedy(err, "close the other program, then run: depeche forget --sweep");
}

static dp_status sweep(ledger *l, dp_error *err) {
    dp_status s = l->fts ? db_exec(l, "INSERT INTO sentence_words (sentence_words) VALUES ('optimize')", err) : DP_OK;
    if (s == DP_OK) s = rewrite(l, err);
    if (s == DP_OK) s = empty_log(l, err);
    return s == DP_OK ? db_exec(l, "UPDATE forgotten SET swept = 1 WHERE swept = 0", err) : s;
}

dp_status ledger_sweep(ledger *l, bool *needed, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    if (!l->writable || l->in_run) return error_set(err, DP_E_USAGE, "the ledger is not open for this, or a run is under way");
    ledger_lock(l);
    int64_t unswept;
    dp_status s = db_number(l, "SELECT count(*) FROM forgotten WHERE swept = 0", &unswept, err);
    *needed = unswept > 0;
    if (s == DP_OK && *needed) s = sweep(l, err);
    ledger_unlock(l);
    return s;
}
