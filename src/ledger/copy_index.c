/* Sketches as rows, the index of their runs, and who has to look for an original again. */
#include "ledger/copy.h"

#include <stdlib.h>
#include <string.h>

dp_status run_with(ledger *l, const char *sql, int64_t a, int64_t b, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, a);
    if (sqlite3_bind_parameter_count(st) > 1) put_int(st, 2, b);
    return db_run(l, st, err);
}

/* Numbers of a blob; none where it is longer than any that we write. */
static uint32_t load_numbers(sqlite3_stmt *st, int column, uint32_t *out, size_t max) {
    const void *blob = sqlite3_column_blob(st, column);
    size_t bytes = blob ? (size_t)sqlite3_column_bytes(st, column) : 0;
    if (bytes > max * sizeof *out) bytes = 0;
    if (bytes) memcpy(out, blob, bytes);
    return (uint32_t)(bytes / sizeof *out);
}

void sketch_of_row(sqlite3_stmt *st, place_in_order *at, sketch *out) {
    *at = (place_in_order){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2)};
    out->rate = (uint32_t)sqlite3_column_int(st, 3) & 31;
    out->n = load_numbers(st, 4, out->at, SKETCH_MAX);
    out->number_rate = (uint32_t)sqlite3_column_int(st, 5) & 31;
    out->number_count = load_numbers(st, 6, out->numbers, NUMBERS_MAX);
}

static dp_status load_row(ledger *l, int64_t key, place_in_order *at, sketch *out, bool *found, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT " SKETCH_COLUMNS " FROM sketches WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    dp_status s = db_step(l, st, found, err);
    if (s != DP_OK || !*found) return s;
    sketch_of_row(st, at, out);
    sqlite3_reset(st);
    return DP_OK;
}

/* ---- writing the sketch ------------------------------------------------------------------------------------------------- */

/* Takes a sketch out of the index; all who share a run with it look for their original again. */
static dp_status drop_sketch(ledger *l, const sketch *old, place_in_order o, dp_error *err) {
    uint32_t runs[INDEXED_MAX], n = sketch_indexed(old, runs);
    for (uint32_t i = 0; i < n; i++) {
        dp_status s = run_with(l,
                               "UPDATE sketches SET pending = 2 WHERE pending IN (0, 3) AND dispatch_key IN "
                               "(SELECT dispatch_key FROM sketch_runs WHERE run_hash = ?1)",
                               runs[i], 0, err);
        if (s != DP_OK) return s;
        sqlite3_stmt *st =
            db_get(l, "DELETE FROM sketch_runs WHERE run_hash = ?1 AND day_no = ?2 AND tie = ?3 AND dispatch_key = ?4", err);
        if (!st) return err->code;
        put_int(st, 1, runs[i]);
        put_int(st, 2, o.day);
        put_int(st, 3, o.tie);
        put_int(st, 4, o.key);
        if ((s = db_run(l, st, err)) != DP_OK) return s;
    }
    static const char *const traces[] = {"DELETE FROM sketches WHERE dispatch_key = ?1",
                                         "DELETE FROM shared_text WHERE dispatch_key = ?1 OR other_key = ?1",
                                         "DELETE FROM copies WHERE dispatch_key = ?1 OR copy_of = ?1"};
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof traces / sizeof *traces; i++) s = run_with(l, traces[i], o.key, 0, err);
    return s;
}

dp_status erase_sketch(ledger *l, int64_t key, dp_error *err) {
    sketch old;
    place_in_order was;
    bool found;
    dp_status s = load_row(l, key, &was, &old, &found, err);
    return s == DP_OK && found ? drop_sketch(l, &old, was, err) : s;
}

static bool equal_lists(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb) {
    return na == nb && memcmp(a, b, na * sizeof *a) == 0;
}

/* A dispatch that is read anew keeps its sketch where text and day are the same. */
static dp_status drop_changed(ledger *l, const sketch *now, place_in_order o, bool *same, dp_error *err) {
    sketch old;
    place_in_order was;
    bool found;
    *same = false;
    dp_status s = load_row(l, o.key, &was, &old, &found, err);
    if (s != DP_OK || !found) return s;
    *same = compare_order(&was, &o) == 0 && old.rate == now->rate && equal_lists(old.at, old.n, now->at, now->n) &&
            old.number_rate == now->number_rate && equal_lists(old.numbers, old.number_count, now->numbers, now->number_count);
    return *same ? DP_OK : drop_sketch(l, &old, was, err);
}

#define NO_DAY     INT32_MAX /* dispatches without a day come last */
#define LENGTH_MAX 0xFFFFFFu

/* The longest text of a day first; 38 bits of the content id tell equals apart. */
static int64_t tie_of(const char *id, uint32_t length) {
    uint64_t shorter = LENGTH_MAX - (length < LENGTH_MAX ? length : LENGTH_MAX);
    return (int64_t)(shorter << 38 | hash_bytes(id, ID_CHARS, 0) >> 26);
}

static dp_status insert_sketch(ledger *l, const sketch *s, place_in_order o, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "INSERT INTO sketches VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)", err);
    if (!st) return err->code;
    put_int(st, 1, o.key);
    put_int(st, 2, o.day);
    put_int(st, 3, o.tie);
    put_int(st, 4, s->rate);
    sqlite3_bind_blob64(st, 5, s->at, s->n * sizeof *s->at, SQLITE_STATIC);
    put_int(st, 6, s->number_rate);
    sqlite3_bind_blob64(st, 7, s->numbers, s->number_count * sizeof *s->numbers, SQLITE_STATIC);
    return db_run(l, st, err);
}

dp_status write_sketch(entry *e, dp_error *err) {
    unit_list units;
    sketch s;
    dp_status status = units_of_text(e->l->k ? e->l->k->pack.fold : NULL, &e->an->text, &e->l->scratch, &units, err);
    if (status == DP_OK) status = sketch_make(&units, &e->l->scratch, &s, err);
    if (status != DP_OK) return status;
    place_in_order o = {e->first_day == DAY_NONE ? NO_DAY : e->first_day, tie_of(e->id, units.n), e->dispatch_key};
    bool same;
    if ((status = drop_changed(e->l, &s, o, &same, err)) != DP_OK || same) return status;
    return insert_sketch(e->l, &s, o, err);
}

/* ---- the index of runs -------------------------------------------------------------------------------------------------- */

typedef struct run_row {
    uint32_t run;
    place_in_order at;
} run_row;
#define RUN_ROWS 262144u /* sorted at a time: 8 MiB */

static int by_run(const void *a, const void *b) {
    const run_row *x = a, *y = b;
    if (x->run != y->run) return x->run < y->run ? -1 : 1;
    return compare_order(&x->at, &y->at);
}

static dp_status insert_runs(ledger *l, run_row *at, uint32_t n, dp_error *err) {
    qsort(at, n, sizeof *at, by_run);
    sqlite3_stmt *st = db_get(l, "INSERT INTO sketch_runs VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
    if (!st) return err->code;
    for (uint32_t i = 0; i < n; i++) {
        put_int(st, 1, at[i].run);
        put_int(st, 2, at[i].at.day);
        put_int(st, 3, at[i].at.tie);
        put_int(st, 4, at[i].at.key);
        dp_status s = db_run(l, st, err);
        if (s != DP_OK) return s;
        sqlite3_reset(st);
    }
    return DP_OK;
}

#define SELECT_NEWCOMERS "SELECT " SKETCH_COLUMNS " FROM sketches WHERE pending > 0 AND pending = 1"

/* The runs of all newcomers, in the order of the index: one pass over it instead of a page here and there for each. */
static dp_status index_newcomers(ledger *l, dp_error *err) {
    sqlite3_stmt *st = db_get(l, SELECT_NEWCOMERS, err);
    if (!st) return err->code;
    run_row *rows = malloc(RUN_ROWS * sizeof *rows);
    if (!rows) return error_nomem(err);
    dp_status s;
    uint32_t n = 0;
    for (;;) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        place_in_order o;
        sketch own;
        sketch_of_row(st, &o, &own);
        uint32_t runs[INDEXED_MAX], count = sketch_indexed(&own, runs);
        if (n + count > RUN_ROWS) {
            if ((s = insert_runs(l, rows, n, err)) != DP_OK) break;
            n = 0;
        }
        for (uint32_t i = 0; i < count; i++) rows[n++] = (run_row){runs[i], o};
    }
    sqlite3_reset(st);
    if (s == DP_OK) s = insert_runs(l, rows, n, err);
    free(rows);
    return s;
}

/* ---- who has to look again ---------------------------------------------------------------------------------------------- */

/* Does the first newcomer among the carriers of a run that count stand here? One more counts than are looked at, because
 * nobody looks at himself. */
static dp_status leads_list(ledger *l, uint32_t run, int64_t self, bool *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT r.dispatch_key, s.pending FROM sketch_runs r JOIN sketches s USING (dispatch_key) "
                              "WHERE r.run_hash = ?1 ORDER BY r.run_hash, r.day_no, r.tie, r.dispatch_key LIMIT ?2",
                              err);
    if (!st) return err->code;
    put_int(st, 1, run);
    put_int(st, 2, CARRIERS + 1);
    for (*out = false;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        if (sqlite3_column_int(st, 1) == PENDING_NEW) {
            *out = sqlite3_column_int64(st, 0) == self;
            sqlite3_reset(st);
            return DP_OK;
        }
    }
}

/* A newcomer among the first carriers of a run changes who is a candidate for all who have it. */
static dp_status mark_carriers(ledger *l, const sketch *own, int64_t self, dp_error *err) {
    uint32_t runs[INDEXED_MAX], n = sketch_indexed(own, runs);
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n; i++) {
        bool leads;
        s = leads_list(l, runs[i], self, &leads, err);
        if (s == DP_OK && leads)
            s = run_with(l,
                         "UPDATE sketches SET pending = 2 WHERE pending IN (0, 3) AND dispatch_key IN "
                         "(SELECT dispatch_key FROM sketch_runs WHERE run_hash = ?1)",
                         runs[i], 0, err);
    }
    return s;
}

/* Nothing to mark where every dispatch is new. */
static dp_status any_settled(ledger *l, bool *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM sketches WHERE pending <> 1 LIMIT 1", err);
    if (!st) return err->code;
    dp_status s = db_step(l, st, out, err);
    sqlite3_reset(st);
    return s;
}

static dp_status mark_again(ledger *l, dp_error *err) {
    sqlite3_stmt *st = db_get(l, SELECT_NEWCOMERS, err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        place_in_order o;
        sketch own;
        sketch_of_row(st, &o, &own);
        if ((s = mark_carriers(l, &own, o.key, err)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

dp_status copies_index(ledger *l, dp_error *err) {
    bool some;
    dp_status s = index_newcomers(l, err);
    if (s == DP_OK) s = any_settled(l, &some, err);
    if (s != DP_OK || !some) return s;
    if ((s = mark_again(l, err)) != DP_OK) return s;
    /* An original depends on its copy's neighbours and on theirs. */
    return db_exec(l,
                   "UPDATE sketches SET pending = 3 WHERE pending = 0 AND dispatch_key IN (SELECT t.dispatch_key FROM sketches p "
                   "JOIN shared_text t ON t.other_key = p.dispatch_key WHERE p.pending > 0)",
                   err);
}
