/* Runs and batches. A batch is one transaction of whole dispatches; one that fails leaves nothing of
 * itself behind. */
#include <string.h>
#include <time.h>

#include "ledger/bulk.h"
#include "ledger/entry.h"
#include "ledger/inputs.h"
#include "ledger/kinds.h"
#include "ledger/names.h"
#include "ledger/organ.h"
#include "ledger/page_map.h"
#include "ledger/settled.h"
#include "ledger/stage.h"
#include "ledger/stored.h"
#include "ledger/tables.h"

void utc_now(char out[UTC_CHARS]) {
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(out, UTC_CHARS, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* A batch ends when it is so long or so old: what a kill can take back is little, and each page that many dispatches touch is
 * written once for all of them. In a large ledger dispatches touch pages everywhere, and writing these takes long: a batch lasts
 * several times as long as writing the last one did. */
#define BATCH_MAX    8192u
#define BATCH_MS     2000
#define BATCH_MS_MAX 15000
#define BATCH_SHARE  8

static int64_t clock_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Canonical rows may have gone. */
static void forget_keys(ledger *l) {
    memset(&l->actors, 0, sizeof l->actors);
    memset(&l->places, 0, sizeof l->places);
    memset(l->codes, 0, sizeof l->codes);
    kinds_forget(l);
}

static void batch_drop(ledger *l) {
    l->known_new[0] = '\0';
    if (l->in_batch) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    l->in_batch = false;
    forget_keys(l);
    names_forget(l);
    stages_clear(l);
    inputs_drop(l);
    bulk_drop(l);
}

void ledger_lock(ledger *l) {
    pthread_mutex_lock(&l->lock);
    dp_error ignored = {0};
    if (l->in_batch && stages_flush(l, &ignored) != DP_OK) {
        batch_drop(l);
        l->lost = true; /* the next call that writes says so */
    }
    if (!l->writable && sqlite3_get_autocommit(l->db)) sqlite3_exec(l->db, "BEGIN", NULL, NULL, NULL);
}

void ledger_unlock(ledger *l) {
    if (!l->writable && !l->frozen && !sqlite3_get_autocommit(l->db)) sqlite3_exec(l->db, "COMMIT", NULL, NULL, NULL);
    pthread_mutex_unlock(&l->lock);
}

/* A batch was lost between two calls: whoever writes next hears of it, once. */
static dp_status tell_loss(ledger *l, dp_error *err) {
    if (!l->lost) return DP_OK;
    l->lost = false;
    error_set(err, DP_E_LEDGER, "the last dispatches could not be written");
    error_at(err, l->path, 0);
    return error_remedy(err, "run the command again: what was read before is kept");
}

static dp_status batch_open(ledger *l, dp_error *err) {
    if (l->lost) return tell_loss(l, err);
    if (l->in_batch) return DP_OK;
    sqlite3_stmt *st = db_get(l, "BEGIN IMMEDIATE", err);
    if (!st) return err->code;
    dp_status s = db_run(l, st, err);
    const int64_t seen = l->data_version;
    if (s == DP_OK && (s = bulk_begin_batch(l, err)) != DP_OK) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    if (l->data_version != seen) forget_keys(l); /* another program wrote meanwhile */
    if (s == DP_OK) {
        l->in_batch = true;
        l->batch_used = 0;
        l->batch_since = clock_ms();
    }
    return s;
}

static dp_status batch_close(ledger *l, dp_error *err) {
    if (!l->in_batch) return DP_OK;
    dp_status s = stages_flush(l, err);
    if (s == DP_OK) s = names_flush(l, err);
    if (s == DP_OK) s = inputs_flush(l, err);
    sqlite3_stmt *st = s == DP_OK ? db_get(l, "COMMIT", err) : NULL;
    const int64_t before = clock_ms();
    s = st ? db_run(l, st, err) : err->code;
    l->batch_ms = (clock_ms() - before) * BATCH_SHARE;
    if (s != DP_OK)
        batch_drop(l);
    else
        l->in_batch = false;
    l->known_new[0] = '\0';
    return s;
}

static bool is_old(const ledger *l) {
    const int64_t lasts = l->batch_ms < BATCH_MS ? BATCH_MS : l->batch_ms > BATCH_MS_MAX ? BATCH_MS_MAX : l->batch_ms;
    return clock_ms() - l->batch_since >= lasts;
}

static dp_status batch_step(ledger *l, dp_error *err) {
    bool full = ++l->batch_used >= (l->batch ? l->batch : BATCH_MAX);
    return full || (!l->batch && is_old(l)) ? batch_close(l, err) : DP_OK;
}

static dp_status begin(ledger *l, const char *options, dp_error *err) {
    if (!l->writable) return error_set(err, DP_E_USAGE, "the ledger was opened for reading");
    if (l->in_run) return error_set(err, DP_E_USAGE, "a run is under way");
    bulk_begin_run(l);
    dp_status s = batch_open(l, err);
    /* A ledger that lacks indexes because a large read was killed gets them now. */
    if (s == DP_OK && !l->bulk.shelf) s = late_indexes_make(l, err);
    int64_t tombstones = 0;
    if (s == DP_OK) s = db_number(l, "SELECT count(*) FROM forgotten", &tombstones, err);
    l->any_forgotten = tombstones > 0;
    sqlite3_stmt *st = s == DP_OK ? db_get(l, "INSERT INTO runs VALUES (NULL, ?1, ?2, ?3, ?4, NULL)", err) : NULL;
    if (!st) return err->code;
    char now[UTC_CHARS];
    utc_now(now);
    put_text(st, 1, DP_VERSION);
    put_known(st, 2, l->pack_hash);
    put_text(st, 3, options);
    put_text(st, 4, now);
    if ((s = db_run(l, st, err)) == DP_OK) {
        l->run_key = sqlite3_last_insert_rowid(l->db);
        l->input_no = l->reject_no = 0;
        l->totals = (ledger_totals){0};
        l->in_run = true;
        s = batch_close(l, err); /* so that a run that is killed is seen in the manifest */
    }
    return s;
}

dp_status ledger_begin(ledger *l, const char *options, dp_error *err) {
    dp_error own = {0};
    ledger_lock_to_write(l);
    dp_status s = begin(l, options, err ? err : &own);
    ledger_unlock(l);
    return s;
}

/* ---- is it there ------------------------------------------------------------------------------------------------------- */

_Static_assert(LEDGER_ID_SIZE == ID_CHARS + 1, "an id with its NUL");

void ledger_dispatch_id(const dispatch *d, char out[LEDGER_ID_SIZE]) {
    id_of_bytes('D', d->sha, strlen(d->sha), out);
}

/* Row number, 0 where the dispatch is not there; *stale: read by another pack or version. */
static dp_status find_dispatch(ledger *l, const char *id, int64_t *key, bool *stale, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l, "SELECT dispatch_key, coalesce(pack, '') <> ?2 OR version <> ?3 FROM dispatches WHERE id = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, id);
    put_text(st, 2, l->pack_hash);
    put_text(st, 3, DP_VERSION);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    *key = row ? sqlite3_column_int64(st, 0) : 0;
    *stale = row && sqlite3_column_int(st, 1);
    sqlite3_reset(st);
    return s;
}

static dp_status note_origin(ledger *l, int64_t key, const dispatch *d, dp_error *err) {
    if (!d->file) return DP_OK;
    staged_row *r = stage_row(l, STAGE_ORIGINS, err);
    if (!r) return err->code;
    row_int(r, 1, key);
    row_text(r, 2, d->file);
    row_int(r, 3, (int64_t)d->line);
    return DP_OK;
}

static dp_status note_input(ledger *l, const dispatch *d, const char *outcome, dp_error *err) {
    staged_row *r = stage_row(l, STAGE_RUN_INPUTS, err);
    if (!r) return err->code;
    row_int(r, 1, l->run_key);
    row_int(r, 2, l->input_no++);
    row_text(r, 3, d->sha);
    row_text(r, 4, outcome);
    return DP_OK;
}

static dp_status note_known(ledger *l, int64_t key, const dispatch *d, dp_error *err) {
    dp_status s = note_origin(l, key, d, err);
    if (s == DP_OK) s = note_input(l, d, "known", err);
    if (s == DP_OK) l->totals.known++;
    return s;
}

static dp_status is_forgotten(ledger *l, const char *id, bool *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM forgotten WHERE id = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, id);
    dp_status s = db_step(l, st, out, err);
    sqlite3_reset(st);
    return s;
}

/* For one that is read again all the same. */
static dp_status drop_tombstone(ledger *l, const char *id, dp_error *err) {
    if (!l->any_forgotten) return DP_OK;
    sqlite3_stmt *st = db_get(l, "DELETE FROM forgotten WHERE id = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, id);
    dp_status s = db_run(l, st, err);
    if (s == DP_OK && sqlite3_changes(l->db) && l->totals.forgotten) l->totals.forgotten--;
    return s;
}

static dp_status note_forgotten(ledger *l, const dispatch *d, dp_error *err) {
    dp_status s = note_input(l, d, "forgotten", err);
    if (s == DP_OK) l->totals.forgotten++;
    return s;
}

/* Inside a batch nobody else writes: what was not there is not there when it is added next. */
static void remember_new(ledger *l, const char *id) {
    if (l->in_batch) memcpy(l->known_new, id, sizeof l->known_new);
}

static bool is_known_new(ledger *l, const char *id) {
    const bool is_new = l->in_batch && memcmp(l->known_new, id, sizeof l->known_new) == 0;
    l->known_new[0] = '\0';
    return is_new;
}

static dp_status has(ledger *l, const dispatch *d, enum ledger_presence *out, dp_error *err) {
    char id[ID_CHARS + 1];
    ledger_dispatch_id(d, id);
    int64_t key;
    bool stale;
    dp_status s = find_dispatch(l, id, &key, &stale, err);
    if (s != DP_OK) return s;
    bool forgotten = false;
    if (!key && l->any_forgotten && (s = is_forgotten(l, id, &forgotten, err)) != DP_OK) return s;
    *out = forgotten ? LEDGER_FORGOTTEN : !key ? LEDGER_NEW : stale ? LEDGER_STALE : LEDGER_KNOWN;
    if (!key && !forgotten) remember_new(l, id);
    if ((!key && !forgotten) || !l->in_run) return DP_OK;
    if ((s = batch_open(l, err)) != DP_OK) return s;
    if (forgotten)
        s = note_forgotten(l, d, err);
    else
        s = *out == LEDGER_KNOWN ? note_known(l, key, d, err) : note_origin(l, key, d, err);
    if (s == DP_OK) return batch_step(l, err);
    batch_drop(l);
    return s;
}

dp_status ledger_has(ledger *l, const dispatch *d, enum ledger_presence *out, dp_error *err) {
    dp_error own = {0};
    ledger_lock_to_write(l);
    dp_status s = has(l, d, out, err ? err : &own);
    ledger_unlock(l);
    return s;
}

/* ---- adding ------------------------------------------------------------------------------------------------------------ */

/* Everything of one dispatch. `key`: the row to be replaced, 0 for a new one. */
static dp_status write_entry(ledger *l, const annotation *an, const char *id, int64_t key, dp_error *err) {
    arena_reset(&l->scratch);
    entry e = {.l = l, .an = an, .dispatch_key = key, .anew = key != 0};
    annotation named;
    memcpy(e.id, id, sizeof e.id);
    entry_read_date(&e);
    dp_status s = organs_settle(&e, &named, err);
    if (s != DP_OK) return s;
    s = key ? erase_entry(l, key, err) : DP_OK;
    if (key) forget_keys(l);
    if (s == DP_OK) s = persons_find(&e, err);
    stored_text stored = {0};
    if (s == DP_OK) s = stored_choose(&e, &stored, err);
    if (s == DP_OK) s = write_dispatch(&e, &stored, key != 0, err);
    if (s == DP_OK) s = stored_write(&e, &stored, err);
    if (s == DP_OK) s = page_map_write(&e, err);
    if (s == DP_OK) s = note_origin(l, e.dispatch_key, an->dispatch, err);
    if (s == DP_OK) s = write_date(&e, err);
    if (s == DP_OK) s = write_sentences(&e, stored.visible, err);
    if (s == DP_OK) s = write_mentions(&e, err);
    if (s == DP_OK) s = write_claims(&e, err);
    if (s == DP_OK) s = write_propositions(&e, err);
    if (s == DP_OK) s = write_sketch(&e, err);
    if (s == DP_OK) s = drop_tombstone(l, id, err);
    if (s == DP_OK) s = note_input(l, an->dispatch, key ? "replaced" : "added", err);
    return s;
}

/* Takes a new dispatch that failed half-way out again. */
static dp_status undo_entry(ledger *l, const char *id) {
    dp_error ignored = {0};
    int64_t key = 0;
    bool stale;
    dp_status s = bulk_leave(l, &ignored);
    if (s == DP_OK) s = find_dispatch(l, id, &key, &stale, &ignored);
    if (s != DP_OK || !key) return s;
    return erase_dispatch(l, key, &ignored);
}

/* A new dispatch needs no savepoint, which would make SQLite copy every page it touches: what was written of it is known and
 * can be taken out again. An old one that is read anew is kept as it was if the new reading fails. */
static dp_status write_or_undo(ledger *l, const annotation *an, const char *id, int64_t key, dp_error *err) {
    if (!key) {
        dp_status s = write_entry(l, an, id, 0, err);
        if (s != DP_OK && (sqlite3_get_autocommit(l->db) || undo_entry(l, id) != DP_OK)) batch_drop(l);
        if (s != DP_OK) forget_keys(l);
        return s;
    }
    dp_status s = bulk_leave(l, err);
    if (s == DP_OK) s = names_flush(l, err); /* what is counted from here on can be forgotten */
    if (s == DP_OK) s = db_exec(l, "SAVEPOINT dispatch", err);
    if (s == DP_OK) s = write_entry(l, an, id, key, err);
    if (s == DP_OK) s = stages_flush(l, err);
    if (s == DP_OK) return db_exec(l, "RELEASE dispatch", err);
    if (sqlite3_get_autocommit(l->db) ||
        sqlite3_exec(l->db, "ROLLBACK TO dispatch; RELEASE dispatch", NULL, NULL, NULL) != SQLITE_OK)
        batch_drop(l);
    forget_keys(l);
    names_forget(l);
    stages_clear(l);
    return s;
}

static dp_status add(ledger *l, const annotation *an, dp_error *err) {
    if (!l->in_run) return error_set(err, DP_E_USAGE, "no run is under way");
    char id[ID_CHARS + 1];
    ledger_dispatch_id(an->dispatch, id);
    int64_t key = 0;
    bool stale = false;
    const bool is_new = is_known_new(l, id);
    dp_status s = batch_open(l, err);
    if (s == DP_OK && !is_new) s = find_dispatch(l, id, &key, &stale, err);
    if (s != DP_OK) return s;
    if (key && !stale) {
        s = note_known(l, key, an->dispatch, err);
        return s == DP_OK ? batch_step(l, err) : s;
    }
    if ((s = write_or_undo(l, an, id, key, err)) != DP_OK) return s;
    if (key)
        l->totals.replaced++;
    else
        l->totals.dispatches++;
    l->totals.claims += an->claims.n;
    s = stages_relieve(l, err);
    if (s == DP_OK && l->in_batch) s = bulk_step(l, err);
    if (s == DP_OK) return batch_step(l, err);
    batch_drop(l);
    return s;
}

dp_status ledger_add(ledger *l, const annotation *an, dp_error *err) {
    dp_error own = {0};
    ledger_lock_to_write(l);
    dp_status s = add(l, an, err ? err : &own);
    ledger_unlock(l);
    return s;
}

static dp_status reject(ledger *l, const char *file, uint64_t line, const dp_error *why, dp_error *err) {
    if (!l->in_run) return error_set(err, DP_E_USAGE, "no run is under way");
    dp_status s = batch_open(l, err);
    sqlite3_stmt *st = s == DP_OK ? db_get(l, "INSERT INTO rejects VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", err) : NULL;
    if (!st) return err->code;
    put_int(st, 1, l->run_key);
    put_int(st, 2, l->reject_no++);
    put_text(st, 3, file ? file : "");
    put_int(st, 4, (int64_t)line);
    put_int(st, 5, why->code);
    put_text(st, 6, why->message);
    put_known(st, 7, why->remedy);
    if ((s = db_run(l, st, err)) != DP_OK) return s;
    l->totals.rejected++;
    return batch_step(l, err);
}

dp_status ledger_reject(ledger *l, const char *file, uint64_t line, const dp_error *why, dp_error *err) {
    dp_error own = {0};
    ledger_lock_to_write(l);
    dp_status s = reject(l, file, line, why, err ? err : &own);
    ledger_unlock(l);
    return s;
}

dp_status ledger_flush(ledger *l, dp_error *err) {
    dp_error own = {0};
    err = err ? err : &own;
    ledger_lock_to_write(l);
    dp_status s = l->lost ? tell_loss(l, err) : batch_close(l, err);
    ledger_unlock(l);
    return s;
}

static dp_status note_progress(ledger *l, const ledger_input *in, dp_error *err) {
    if (!l->in_run) return error_set(err, DP_E_USAGE, "no run is under way");
    dp_status s = batch_open(l, err);
    if (s == DP_OK) s = inputs_put(l, in, err);
    return s == DP_OK && in->done ? batch_step(l, err) : s;
}

dp_status ledger_input_note(ledger *l, const ledger_input *in, dp_error *err) {
    dp_error own = {0};
    ledger_lock_to_write(l);
    dp_status s = note_progress(l, in, err ? err : &own);
    ledger_unlock(l);
    return s;
}

static dp_status commit(ledger *l, ledger_totals *out, dp_error *err) {
    if (!l->in_run) return error_set(err, DP_E_USAGE, "no run is under way");
    dp_status s = batch_open(l, err);
    if (s == DP_OK) s = bulk_end_run(l, err);
    if (s == DP_OK) s = late_indexes_make(l, err);
    if (s == DP_OK) s = settled_copies_lift(l, err);
    if (s == DP_OK) s = copies_settle(l, err);
    if (s == DP_OK) s = settled_update(l, NULL, SETTLED_ALL, err);
    if (s == DP_OK) s = events_settle(l, err);
    sqlite3_stmt *st = s == DP_OK ? db_get(l, "UPDATE runs SET finished = ?2 WHERE run_key = ?1", err) : NULL;
    if (st) {
        char now[UTC_CHARS];
        utc_now(now);
        put_int(st, 1, l->run_key);
        put_text(st, 2, now);
        s = db_run(l, st, err);
    } else if (s == DP_OK) {
        s = err->code;
    }
    if (s == DP_OK)
        s = batch_close(l, err);
    else
        batch_drop(l);
    if (out) *out = l->totals;
    l->has_grown |= l->totals.dispatches > 0;
    l->in_run = false;
    return s;
}

dp_status ledger_commit(ledger *l, ledger_totals *out, dp_error *err) {
    dp_error own = {0};
    ledger_lock_to_write(l);
    dp_status s = commit(l, out, err ? err : &own);
    ledger_unlock(l);
    return s;
}
