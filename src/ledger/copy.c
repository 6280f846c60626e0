/* Copies: a dispatch whose text another one carried first.
 *
 * A dispatch is a copy of that earlier one whose sketch (sketch.h) shares most with its own, if that is COPY_SHARE of the
 * shorter text or more. "Earlier" is by day, then by a number made from content: the answer does not depend on the order of
 * reading. Only the first CARRIERS that have an indexed run are candidates through it: what thousands have in common is
 * boilerplate, and the work stays in proportion to the number of dispatches. Originals are looked for at the end of a run. */
#include <stdlib.h>
#include <string.h>

#include "ledger/entry.h"
#include "ledger/sketch.h"

#define CARRIERS        16
#define CANDIDATE_SLOTS 1024u /* more than INDEXED_MAX * CARRIERS */
#define VERIFIED_MAX    8u
#define COPY_SHARE      0.5
#define NO_DAY          INT32_MAX /* dispatches without a day come last */

typedef struct place_in_order {
    int64_t day, tie, key;
} place_in_order;

/* Runs a statement with one or two numbers. */
static dp_status run_with(ledger *l, const char *sql, int64_t a, int64_t b, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, a);
    if (sqlite3_bind_parameter_count(st) > 1) put_int(st, 2, b);
    return db_run(l, st, err);
}

static void load_sketch(sqlite3_stmt *st, int rate_column, int blob_column, sketch *out) {
    const void *blob = sqlite3_column_blob(st, blob_column);
    size_t bytes = blob ? (size_t)sqlite3_column_bytes(st, blob_column) : 0;
    if (bytes > sizeof out->at) bytes = 0;
    if (bytes) memcpy(out->at, blob, bytes);
    out->n = (uint32_t)(bytes / sizeof *out->at);
    out->rate = (uint32_t)sqlite3_column_int(st, rate_column) & 31;
}

/* ---- writing the sketch ------------------------------------------------------------------------------------------------- */

/* Takes a sketch out of the index; all who share a run with it look for their original again. */
static dp_status drop_sketch(ledger *l, const sketch *old, place_in_order o, dp_error *err) {
    uint32_t runs[INDEXED_MAX], n = sketch_indexed(old, runs);
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n; i++) {
        s = run_with(l,
                     "UPDATE sketches SET pending = 2 WHERE pending = 0 AND dispatch_key IN "
                     "(SELECT dispatch_key FROM sketch_runs WHERE run_hash = ?1)",
                     runs[i], 0, err);
        sqlite3_stmt *st =
            s == DP_OK
                ? db_get(l, "DELETE FROM sketch_runs WHERE run_hash = ?1 AND day_no = ?2 AND tie = ?3 AND dispatch_key = ?4", err)
                : NULL;
        if (!st) return err->code;
        put_int(st, 1, runs[i]);
        put_int(st, 2, o.day);
        put_int(st, 3, o.tie);
        put_int(st, 4, o.key);
        s = db_run(l, st, err);
    }
    return s == DP_OK ? run_with(l, "DELETE FROM sketches WHERE dispatch_key = ?1", o.key, 0, err) : s;
}

dp_status erase_sketch(ledger *l, int64_t key, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT day_no, tie, rate, hashes FROM sketches WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    sketch old;
    place_in_order was = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), key};
    load_sketch(st, 2, 3, &old);
    sqlite3_reset(st);
    return drop_sketch(l, &old, was, err);
}

/* A dispatch that is read anew keeps its sketch where text and day are the same. */
static dp_status drop_changed(ledger *l, const sketch *now, place_in_order o, bool *same, dp_error *err) {
    *same = false;
    sqlite3_stmt *st = db_get(l, "SELECT day_no, tie, rate, hashes FROM sketches WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, o.key);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    sketch old;
    place_in_order was = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), o.key};
    load_sketch(st, 2, 3, &old);
    sqlite3_reset(st);
    *same = was.day == o.day && was.tie == o.tie && old.rate == now->rate && old.n == now->n &&
            memcmp(old.at, now->at, old.n * sizeof *old.at) == 0;
    return *same ? DP_OK : drop_sketch(l, &old, was, err);
}

dp_status write_sketch(entry *e, dp_error *err) {
    sketch s;
    dp_status status = sketch_make(&e->an->text, &e->l->scratch, &s, err);
    if (status != DP_OK) return status;
    place_in_order o = {e->first_day == DAY_NONE ? NO_DAY : e->first_day, (int64_t)(hash_bytes(e->id, ID_CHARS, 0) >> 2),
                        e->dispatch_key};
    bool same;
    if ((status = drop_changed(e->l, &s, o, &same, err)) != DP_OK || same) return status;
    sqlite3_stmt *st = db_get(e->l, "INSERT INTO sketches VALUES (?1, ?2, ?3, ?4, 1, ?5)", err);
    if (!st) return err->code;
    put_int(st, 1, o.key);
    put_int(st, 2, o.day);
    put_int(st, 3, o.tie);
    put_int(st, 4, s.rate);
    sqlite3_bind_blob64(st, 5, s.at, s.n * sizeof *s.at, SQLITE_STATIC);
    return db_run(e->l, st, err);
}

/* ---- the index of runs -------------------------------------------------------------------------------------------------- */

typedef struct run_row {
    uint32_t run;
    place_in_order at;
} run_row;
#define RUN_ROWS 262144u /* sorted at a time: 8 MiB */

static int compare_order(const place_in_order *a, const place_in_order *b) {
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->tie != b->tie) return a->tie < b->tie ? -1 : 1;
    return 0;
}

static int by_run(const void *a, const void *b) {
    const run_row *x = a, *y = b;
    if (x->run != y->run) return x->run < y->run ? -1 : 1;
    return compare_order(&x->at, &y->at);
}

static dp_status insert_runs(ledger *l, run_row *at, uint32_t n, dp_error *err) {
    qsort(at, n, sizeof *at, by_run);
    for (uint32_t i = 0; i < n; i++) {
        sqlite3_stmt *st = db_get(l, "INSERT INTO sketch_runs VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
        if (!st) return err->code;
        put_int(st, 1, at[i].run);
        put_int(st, 2, at[i].at.day);
        put_int(st, 3, at[i].at.tie);
        put_int(st, 4, at[i].at.key);
        dp_status s = db_run(l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* The runs of all newcomers, in the order of the index: one pass over it instead of a page here and there for each. */
static dp_status index_newcomers(ledger *l, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l, "SELECT day_no, tie, dispatch_key, rate, hashes FROM sketches WHERE pending > 0 AND pending = 1", err);
    if (!st) return err->code;
    run_row *rows = malloc(RUN_ROWS * sizeof *rows);
    if (!rows) return error_nomem(err);
    dp_status s;
    uint32_t n = 0;
    for (;;) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        place_in_order o = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2)};
        sketch own;
        load_sketch(st, 3, 4, &own);
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

/* ---- working out the originals ------------------------------------------------------------------------------------------ */

typedef struct candidate {
    place_in_order at;
    uint32_t shared;
} candidate;

typedef struct search {
    ledger *l;
    place_in_order self;
    sketch own;
    candidate slots[CANDIDATE_SLOTS]; /* open addressing by dispatch; shared 0: free */
    candidate found[VERIFIED_MAX];
    uint32_t n;
} search;

/* The candidate of a dispatch in the table, or a free slot. The table is never full. */
static candidate *slot_of(search *q, int64_t key) {
    uint32_t i = (uint32_t)((uint64_t)key * 0x9E3779B97F4A7C15ull >> 40) % CANDIDATE_SLOTS;
    while (q->slots[i].shared && q->slots[i].at.key != key) i = (i + 1) % CANDIDATE_SLOTS;
    return &q->slots[i];
}

/* More in common first, then the earlier. */
static bool more_promising(const candidate *x, const candidate *y) {
    return x->shared != y->shared ? x->shared > y->shared : compare_order(&x->at, &y->at) < 0;
}

/* Candidates by way of one run: the first CARRIERS that have it, as far as they come before. */
static dp_status gather(search *q, uint32_t run, dp_error *err) {
    sqlite3_stmt *st = db_get(q->l,
                              "SELECT day_no, tie, dispatch_key FROM sketch_runs WHERE run_hash = ?1 "
                              "ORDER BY run_hash, day_no, tie, dispatch_key LIMIT ?2",
                              err);
    if (!st) return err->code;
    put_int(st, 1, run);
    put_int(st, 2, CARRIERS);
    for (;;) {
        bool row;
        dp_status s = db_step(q->l, st, &row, err);
        if (s != DP_OK || !row) return s;
        place_in_order at = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2)};
        if (compare_order(&at, &q->self) >= 0) {
            sqlite3_reset(st);
            return DP_OK;
        }
        candidate *c = slot_of(q, at.key);
        c->at = at;
        c->shared++;
    }
}

/* The most promising candidates, best first. */
static void pick(search *q) {
    q->n = 0;
    for (uint32_t i = 0; i < CANDIDATE_SLOTS; i++) {
        const candidate *c = &q->slots[i];
        if (!c->shared || (q->n == VERIFIED_MAX && !more_promising(c, &q->found[q->n - 1]))) continue;
        uint32_t at = q->n < VERIFIED_MAX ? q->n++ : q->n - 1;
        for (; at > 0 && more_promising(c, &q->found[at - 1]); at--) q->found[at] = q->found[at - 1];
        q->found[at] = *c;
    }
}

/* The best of the most promising candidates; the earliest among equals. */
static dp_status choose(search *q, int64_t *original, double *best, dp_error *err) {
    *original = 0;
    *best = 0;
    place_in_order best_at = {0};
    for (uint32_t i = 0; i < q->n; i++) {
        sqlite3_stmt *st = db_get(q->l, "SELECT rate, hashes FROM sketches WHERE dispatch_key = ?1", err);
        if (!st) return err->code;
        put_int(st, 1, q->found[i].at.key);
        bool row;
        dp_status s = db_step(q->l, st, &row, err);
        if (s != DP_OK) return s;
        sketch other = {.n = 0};
        if (row) load_sketch(st, 0, 1, &other);
        sqlite3_reset(st);
        double part = sketch_share(&q->own, &other);
        if (part < COPY_SHARE) continue;
        if (part > *best || (part == *best && compare_order(&q->found[i].at, &best_at) < 0)) {
            *best = part;
            *original = q->found[i].at.key;
            best_at = q->found[i].at;
        }
    }
    return DP_OK;
}

static dp_status settle_one(search *q, dp_error *err) {
    uint32_t runs[INDEXED_MAX], n = sketch_indexed(&q->own, runs);
    memset(q->slots, 0, sizeof q->slots);
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n; i++) s = gather(q, runs[i], err);
    if (s != DP_OK) return s;
    pick(q);
    int64_t original;
    double part;
    if ((s = choose(q, &original, &part, err)) != DP_OK) return s;
    if (!original) return run_with(q->l, "DELETE FROM copies WHERE dispatch_key = ?1", q->self.key, 0, err);
    sqlite3_stmt *st = db_get(q->l, "INSERT OR REPLACE INTO copies VALUES (?1, ?2, ?3)", err);
    if (!st) return err->code;
    put_int(st, 1, q->self.key);
    put_int(st, 2, original);
    put_real(st, 3, part);
    return db_run(q->l, st, err);
}

/* ---- who has to look again ---------------------------------------------------------------------------------------------- */

/* A newcomer among the first carriers of a run changes who is a candidate for all who come after it. The first newcomer of a
 * list does this for the whole list. */
static dp_status mark_list(ledger *l, uint32_t run, int64_t self, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT r.dispatch_key, s.pending FROM sketch_runs r JOIN sketches s USING (dispatch_key) "
                              "WHERE r.run_hash = ?1 ORDER BY r.run_hash, r.day_no, r.tie, r.dispatch_key",
                              err);
    if (!st) return err->code;
    put_int(st, 1, run);
    bool after = false;
    for (uint32_t i = 0;; i++) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        int64_t key = sqlite3_column_int64(st, 0);
        int pending = sqlite3_column_int(st, 1);
        if (after && pending == 0) s = run_with(l, "UPDATE sketches SET pending = 2 WHERE dispatch_key = ?1", key, 0, err);
        bool done = !after && (i >= CARRIERS || (pending == 1 && key != self));
        after |= key == self;
        if (s != DP_OK || done) {
            sqlite3_reset(st);
            return s;
        }
    }
}

/* Nothing to mark where every dispatch is new. */
static dp_status any_settled(ledger *l, bool *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM sketches WHERE pending = 0 LIMIT 1", err);
    if (!st) return err->code;
    dp_status s = db_step(l, st, out, err);
    sqlite3_reset(st);
    return s;
}

static dp_status mark_all(ledger *l, dp_error *err) {
    bool some;
    dp_status s = any_settled(l, &some, err);
    if (s != DP_OK || !some) return s;
    sqlite3_stmt *st = db_get(l, "SELECT dispatch_key, rate, hashes FROM sketches WHERE pending > 0 AND pending = 1", err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) return s;
        sketch own;
        load_sketch(st, 1, 2, &own);
        int64_t key = sqlite3_column_int64(st, 0);
        uint32_t runs[INDEXED_MAX], n = sketch_indexed(&own, runs);
        for (uint32_t i = 0; s == DP_OK && i < n; i++) s = mark_list(l, runs[i], key, err);
        if (s != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

dp_status copies_settle(ledger *l, dp_error *err) {
    dp_status s = index_newcomers(l, err);
    if (s == DP_OK) s = mark_all(l, err);
    sqlite3_stmt *st =
        s == DP_OK ? db_get(l, "SELECT day_no, tie, dispatch_key, rate, hashes FROM sketches WHERE pending > 0", err) : NULL;
    if (!st) return err->code;
    search *q = malloc(sizeof *q);
    if (!q) return error_nomem(err);
    for (;;) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        q->l = l;
        q->self = (place_in_order){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2)};
        load_sketch(st, 3, 4, &q->own);
        if ((s = settle_one(q, err)) != DP_OK) {
            sqlite3_reset(st);
            break;
        }
    }
    free(q);
    return s == DP_OK ? db_exec(l, "UPDATE sketches SET pending = 0 WHERE pending > 0", err) : s;
}
