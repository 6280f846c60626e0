/* Runs and batches, and a dispatch's own row. A batch is one transaction of whole dispatches; one that fails leaves nothing of
 * itself behind. */
#include <stdio.h>
#include <stdlib.h>
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
#include "ledger/sums.h"
#include "ledger/tables.h"
#include "ledger/tokens.h"
#include "ledger/unread.h"

void utc_now(char out[UTC_CHARS]) {
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(out, UTC_CHARS, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

/* A batch ends when it is so long or so old: what a kill can take back is little, and each page that many dispatches touch is
 * written once for all of them. */
#define BATCH_MAX 8192u
#define BATCH_MS  2000

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
    s = st ? db_run(l, st, err) : err->code;
    if (s != DP_OK)
        batch_drop(l);
    else
        l->in_batch = false;
    l->known_new[0] = '\0';
    return s;
}

static dp_status batch_step(ledger *l, dp_error *err) {
    bool full = ++l->batch_used >= (l->batch ? l->batch : BATCH_MAX);
    return full || (!l->batch && clock_ms() - l->batch_since >= BATCH_MS) ? batch_close(l, err) : DP_OK;
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

/* The dispatch's date as EDTF and the days it can be. */
static void read_date(entry *e) {
    const dispatch_date *d = &e->an->mentions.date;
    e->edtf[0] = '\0';
    e->first_day = e->last_day = DAY_NONE;
    if (d->candidate_count) {
        e->first_day = d->candidates[0];
        e->last_day = d->candidates[d->candidate_count - 1];
    } else if (d->given.year) {
        day_range r = edtf_range(d->given);
        e->first_day = r.first;
        e->last_day = r.last;
    }
    if (d->candidate_count == 1)
        day_format(d->candidates[0], e->edtf);
    else if (d->given.year && d->given.month && d->given.day)
        snprintf(e->edtf, sizeof e->edtf, "%04d-%02d-%02d", (int)(d->given.year % 10000), (int)(d->given.month % 100),
                 (int)(d->given.day % 100));
    else if (d->given.year && d->given.month)
        snprintf(e->edtf, sizeof e->edtf, "%04d-%02d", (int)(d->given.year % 10000), (int)(d->given.month % 100));
    else if (d->given.year)
        snprintf(e->edtf, sizeof e->edtf, "%04d", (int)(d->given.year % 10000));
}

/* Texts that are bound and noted for the row's sum at once. */
typedef struct summed_row {
    sqlite3_stmt *st;
    row_sum sum;
} summed_row;

static void sum_and_put(summed_row *r, int i, const char *s) {
    put_text(r->st, i, s);
    if (s)
        row_sum_text(&r->sum, s, strlen(s));
    else
        row_sum_null(&r->sum);
}

static const char *known(const char *s) {
    return s && *s ? s : NULL;
}

static void sum_and_put_day(summed_row *r, int i, int32_t day, char iso[16]) {
    day_format(day, iso);
    sum_and_put(r, i, known(iso));
}

static dp_status write_row(entry *e, const stored_text *stored, bool replacing, dp_error *err) {
    const dispatch *d = e->an->dispatch;
    char first[16], last[16]; /* bound until the row is written */
    const char *title;
    dp_status s = mask_title(e, &title, err);
    if (s != DP_OK) return s;
    sqlite3_stmt *st = db_get(
        e->l,
        replacing
            ? "UPDATE dispatches SET id = ?2, given_id = ?3, hash = ?4, source = ?5, title = ?6, title_shown = ?17, url = ?7, "
              "lang = ?8, lang_basis = ?9, date = ?10, date_basis = ?11, first_day = ?12, last_day = ?13, "
              "pack = ?14, version = ?15, characters = ?18, text_hash = ?19, text = ?16 WHERE dispatch_key = ?1"
            : "INSERT INTO dispatches VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?17, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
              "?15, ?18, ?19, ?16)",
        err);
    if (!st) return err->code;
    if (replacing)
        put_int(st, 1, e->dispatch_key);
    else
        put_null(st, 1);
    char text_hash[33];
    hash_hex128(d->text ? d->text : "", e->an->text.size, text_hash);
    put_bytes(st, 16, stored->bytes, stored->size);
    summed_row r = {st, row_sum_begin("dispatches")}; /* in the order in which a check asks for them (sums.c) */
    sum_and_put(&r, 2, e->id);
    sum_and_put(&r, 3, d->id);
    sum_and_put(&r, 4, d->sha);
    sum_and_put(&r, 5, known(d->source));
    sum_and_put(&r, 6, known(d->title));
    sum_and_put(&r, 17, title);
    sum_and_put(&r, 7, known(d->url));
    sum_and_put(&r, 8, e->an->lang ? e->an->lang : "und");
    sum_and_put(&r, 9, e->an->lang_given ? "given" : "detected");
    sum_and_put(&r, 10, known(e->edtf));
    sum_and_put(&r, 11, basis_name(e->an->mentions.date.basis));
    sum_and_put_day(&r, 12, e->first_day, first);
    sum_and_put_day(&r, 13, e->last_day, last);
    sum_and_put(&r, 14, known(e->l->pack_hash));
    sum_and_put(&r, 15, DP_VERSION);
    put_int(st, 18, char_at(e, e->an->text.size));
    row_sum_int(&r.sum, char_at(e, e->an->text.size));
    sum_and_put(&r, 19, text_hash);
    if ((s = db_run(e->l, st, err)) != DP_OK) return s;
    if (!replacing) e->dispatch_key = sqlite3_last_insert_rowid(e->l->db);
    row_sum_int(&r.sum, e->dispatch_key);
    return sums_add(e->l, e->dispatch_key, row_sum_end(&r.sum), err);
}

static dp_status write_date(entry *e, dp_error *err) {
    const dispatch_date *d = &e->an->mentions.date;
    for (uint32_t i = 0; i < d->candidate_count; i++) {
        staged_row *r = stage_row(e->l, STAGE_DISPATCH_DAYS, err);
        if (!r) return err->code;
        row_int(r, 1, e->dispatch_key);
        row_day(r, 2, d->candidates[i]);
    }
    for (uint32_t i = 0; i < d->evidence_count; i++) {
        sqlite3_stmt *st = db_get(e->l, "INSERT INTO date_evidence VALUES (?1, ?2, ?3, ?4)", err);
        if (!st) return err->code;
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, i);
        put_int(st, 3, char_at(e, d->evidence[i].start));
        put_int(st, 4, char_at(e, d->evidence[i].end));
        dp_status s = db_run(e->l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* A sentence's words into the full text index. */
static dp_status index_sentence(entry *e, const char *visible, uint32_t i, span at, buf *words, dp_error *err) {
    if (!e->l->fts || at.end > e->an->text.size || at.start >= at.end) return DP_OK;
    buf_clear(words);
    tokens_add(e->l, visible + at.start, at.end - at.start, words);
    if (words->failed) return error_nomem(err);
    sqlite3_stmt *st = words->n ? db_get(e->l, "INSERT INTO sentence_words (rowid, words) VALUES (?1, ?2)", err) : NULL;
    if (!st) return words->n ? err->code : DP_OK;
    put_int(st, 1, sentence_row(e->dispatch_key, i));
    put_bytes(st, 2, words->at, words->n);
    return db_run(e->l, st, err);
}

static dp_status write_sentence(entry *e, uint32_t i, span at, uint32_t paragraph, bool headline, dp_error *err) {
    staged_row *r = stage_row(e->l, STAGE_SENTENCES, err);
    if (!r) return err->code;
    row_int(r, 1, e->dispatch_key);
    row_int(r, 2, i);
    row_int(r, 3, char_at(e, at.start));
    row_int(r, 4, char_at(e, at.end));
    row_int(r, 5, paragraph);
    row_int(r, 6, headline);
    return DP_OK;
}

/* Those that were read, numbered as `annotate` does, and behind them what no rule reads, each a paragraph of its own. */
static dp_status write_sentences(entry *e, const char *visible, dp_error *err) {
    const text *x = &e->an->text;
    const dispatch *d = e->an->dispatch;
    const uint32_t read = x->sentence_count, after = read ? x->sentences[read - 1].paragraph + 1 : 0;
    span *unread;
    uint32_t n;
    dp_status s = unread_sentences(d->text ? d->text : "", x->size, x->sentences, read, &e->l->scratch, &unread, &n, err);
    buf words;
    buf_init(&words);
    for (uint32_t i = 0; s == DP_OK && i < read + n; i++) {
        const sentence *y = i < read ? &x->sentences[i] : NULL;
        const span at = y ? (span){y->start, y->end} : unread[i - read];
        s = write_sentence(e, i, at, y ? y->paragraph : after + i - read, y && y->headline, err);
        if (s == DP_OK) s = index_sentence(e, visible, i, at, &words, err);
    }
    buf_free(&words);
    return s;
}

/* Everything of one dispatch. `key`: the row to be replaced, 0 for a new one. */
static dp_status write_entry(ledger *l, const annotation *an, const char *id, int64_t key, dp_error *err) {
    arena_reset(&l->scratch);
    entry e = {.l = l, .an = an, .dispatch_key = key, .anew = key != 0};
    annotation named;
    memcpy(e.id, id, sizeof e.id);
    read_date(&e);
    dp_status s = organs_settle(&e, &named, err);
    if (s != DP_OK) return s;
    s = key ? erase_entry(l, key, err) : DP_OK;
    if (key) forget_keys(l);
    if (s == DP_OK) s = persons_find(&e, err);
    stored_text stored = {0};
    if (s == DP_OK) s = stored_choose(&e, &stored, err);
    if (s == DP_OK) s = write_row(&e, &stored, key != 0, err);
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
