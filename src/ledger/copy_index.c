/* Sketches as rows, the index of their runs, and who has to look for an original again. */
#include "ledger/copy.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/stage.h"
#include "ledger/sums.h"

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
    out->agency_count = load_numbers(st, 7, out->agencies, AGENCIES_MAX);
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

/* All who have this run look for their original again. */
static dp_status queue_carriers(ledger *l, uint32_t run, dp_error *err) {
    return run_with(l,
                    "INSERT INTO sketch_queue SELECT dispatch_key, 2 FROM sketch_runs WHERE run_hash = ?1 "
                    "ON CONFLICT DO UPDATE SET state = min(state, 2)",
                    run, 0, err);
}

/* Takes a sketch out of the index; all who share a run with it look again. */
static dp_status drop_sketch(ledger *l, const sketch *old, place_in_order o, dp_error *err) {
    uint32_t runs[INDEXED_MAX], n = sketch_indexed(old, runs);
    for (uint32_t i = 0; i < n; i++) {
        dp_status s = queue_carriers(l, runs[i], err);
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
                                         "DELETE FROM sketch_queue WHERE dispatch_key = ?1",
                                         "DELETE FROM shared_text WHERE dispatch_key = ?1 OR other_key = ?1",
                                         "DELETE FROM copies WHERE dispatch_key = ?1 OR copy_of = ?1",
                                         "DELETE FROM overruled_copies WHERE dispatch_key = ?1 OR copy_of = ?1"};
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
            old.number_rate == now->number_rate && equal_lists(old.numbers, old.number_count, now->numbers, now->number_count) &&
            equal_lists(old.agencies, old.agency_count, now->agencies, now->agency_count);
    return *same ? DP_OK : drop_sketch(l, &old, was, err);
}

#define LENGTH_MAX 0xFFFFFFu

/* The longest text of a day first; 38 bits of the content id tell equals apart. */
static int64_t tie_of(const char *id, uint32_t length) {
    uint64_t shorter = LENGTH_MAX - (length < LENGTH_MAX ? length : LENGTH_MAX);
    return (int64_t)(shorter << 38 | hash_bytes(id, ID_CHARS, 0) >> 26);
}

static dp_status stage_sketch(ledger *l, const sketch *s, place_in_order o, dp_error *err) {
    staged_row *r = stage_row(l, STAGE_SKETCHES, err);
    if (!r) return err->code;
    row_int(r, 1, o.key);
    row_int(r, 2, o.day);
    row_int(r, 3, o.tie);
    row_int(r, 4, s->rate);
    row_blob(r, 5, s->at, s->n * sizeof *s->at);
    row_int(r, 6, s->number_rate);
    row_blob(r, 7, s->numbers, s->number_count * sizeof *s->numbers);
    row_blob(r, 8, s->agencies, s->agency_count * sizeof *s->agencies);
    if (!(r = stage_row(l, STAGE_SKETCH_QUEUE, err))) return err->code;
    row_int(r, 1, o.key);
    row_int(r, 2, QUEUE_NEW);
    return DP_OK;
}

static void add_agencies(const mentions *m, sketch *out) {
    for (uint32_t i = 0; i < m->credit_count && out->agency_count < AGENCIES_MAX; i++) {
        if (m->credits[i].actor >= m->actor_count) continue;
        const char *name = m->actors[m->credits[i].actor].name;
        out->agencies[out->agency_count++] = (uint32_t)hash_bytes(name, strlen(name), 0);
    }
}

dp_status write_sketch(entry *e, dp_error *err) {
    unit_list units;
    sketch s;
    dp_status status = units_of_text(e->l->k ? e->l->k->pack.fold : NULL, &e->an->text, &e->l->scratch, &units, err);
    if (status == DP_OK) status = sketch_make(&units, &e->l->scratch, &s, err);
    if (status != DP_OK) return status;
    add_agencies(&e->an->mentions, &s);
    place_in_order o = {e->first_day == DAY_NONE ? NO_DAY : e->first_day, tie_of(e->id, units.n), e->dispatch_key};
    bool same = false;
    if (e->anew) status = drop_changed(e->l, &s, o, &same, err);
    if (status != DP_OK) return status;
    return same ? sums_add_sketch(e->l, e->dispatch_key, err) : stage_sketch(e->l, &s, o, err);
}

/* ---- the index of runs -------------------------------------------------------------------------------------------------- */

#define RUN_ROWS     (1u << 21) /* inserted at a time, in the order of the index */
#define CARRIER_ROWS (1u << 18)

typedef struct run_batch {
    uint64_t at[RUN_ROWS], room[RUN_ROWS]; /* run << 32 | index of its carrier */
    place_in_order carriers[CARRIER_ROWS];
    uint32_t n, carrier_count;
} run_batch;

/* By run alone: who has the same one stands next to the other anyway. Three passes of eleven bits. */
static void sort_by_run(run_batch *b) {
    uint64_t *from = b->at, *to = b->room;
    for (unsigned shift = 32; shift < 64; shift += 11) {
        uint32_t ends[2048] = {0}, sum = 0;
        for (uint32_t i = 0; i < b->n; i++) ends[from[i] >> shift & 2047]++;
        for (unsigned i = 0; i < 2048; i++) {
            uint32_t count = ends[i];
            ends[i] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < b->n; i++) to[ends[from[i] >> shift & 2047]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    memcpy(b->at, from, b->n * sizeof *b->at); /* an odd number of passes */
}

static dp_status insert_runs(ledger *l, run_batch *b, dp_error *err) {
    sort_by_run(b);
    for (uint32_t i = 0; i < b->n; i++) {
        const place_in_order *o = &b->carriers[(uint32_t)b->at[i]];
        staged_row *r = stage_row(l, STAGE_SKETCH_RUNS, err);
        if (!r) return err->code;
        row_int(r, 1, (int64_t)(b->at[i] >> 32));
        row_int(r, 2, o->day);
        row_int(r, 3, o->tie);
        row_int(r, 4, o->key);
        dp_status s = stages_relieve(l, err);
        if (s != DP_OK) return s;
    }
    b->n = b->carrier_count = 0;
    return stage_flush(l, STAGE_SKETCH_RUNS, err);
}

#define SELECT_NEWCOMERS "SELECT " SKETCH_COLUMNS " FROM sketch_queue CROSS JOIN sketches USING (dispatch_key) WHERE state = 1"

/* The runs of all newcomers, in the order of the index: one pass over it instead of a page here and there for each. */
static dp_status index_newcomers(copy_search *q, dp_error *err) {
    ledger *l = q->l;
    sqlite3_stmt *st = db_get(l, SELECT_NEWCOMERS, err);
    if (!st) return err->code;
    run_batch *b = malloc(sizeof *b);
    if (!b) return error_nomem(err);
    b->n = b->carrier_count = 0;
    dp_status s;
    for (;;) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        sketch own;
        sketch_of_row(st, &b->carriers[b->carrier_count], &own);
        copy_keep(&q->kept, &b->carriers[b->carrier_count], &own);
        uint32_t runs[INDEXED_MAX], count = sketch_indexed(&own, runs);
        for (uint32_t i = 0; i < count; i++) b->at[b->n++] = (uint64_t)runs[i] << 32 | b->carrier_count;
        b->carrier_count++;
        const bool full = b->n + INDEXED_MAX > RUN_ROWS || b->carrier_count == CARRIER_ROWS;
        if (full && (s = insert_runs(l, b, err)) != DP_OK) break;
    }
    sqlite3_reset(st);
    if (s == DP_OK) s = insert_runs(l, b, err);
    free(b);
    return s;
}

/* ---- who has to look again ---------------------------------------------------------------------------------------------- */

/* Does the first newcomer among the carriers of a run that count stand here? One more counts than are looked at, because
 * nobody looks at himself. */
static dp_status leads_list(ledger *l, uint32_t run, int64_t self, bool *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT r.dispatch_key, u.state FROM sketch_runs r LEFT JOIN sketch_queue u USING (dispatch_key) "
                              "WHERE r.run_hash = ?1 ORDER BY r.run_hash, r.day_no, r.tie, r.dispatch_key LIMIT ?2",
                              err);
    if (!st) return err->code;
    put_int(st, 1, run);
    put_int(st, 2, CARRIERS + 1);
    for (*out = false;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        if (sqlite3_column_int(st, 1) == QUEUE_NEW) {
            *out = sqlite3_column_int64(st, 0) == self;
            sqlite3_reset(st);
            return DP_OK;
        }
    }
}

/* Dispatches by key: who is new, and who has to look again because of it. Made where there are run_lists. */
typedef struct marks {
    uint64_t *is_new, *again; /* bits */
    uint32_t words;
} marks;

static bool is_marked(const uint64_t *bits, uint32_t key) {
    return bits[key / 64] >> key % 64 & 1;
}
static void mark(uint64_t *bits, uint32_t key) {
    bits[key / 64] |= UINT64_C(1) << key % 64;
}

static dp_status mark_newcomers(ledger *l, marks *m, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT dispatch_key FROM sketch_queue WHERE state = 1", err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        const int64_t key = sqlite3_column_int64(st, 0);
        if (key >= 0 && key / 64 < m->words) mark(m->is_new, (uint32_t)key);
    }
}

/* As leads_list and queue_carriers, by the list in memory as far as it goes. */
static dp_status queue_by_list(copy_search *q, marks *m, uint32_t run, int64_t self, dp_error *err) {
    const run_list list = run_lists_find(q->lists, run);
    uint32_t first = 0;
    while (first < list.n && !is_marked(m->is_new, list.carriers[first])) first++;
    if (first == list.n || list.carriers[first] != self) return DP_OK;
    if (!list.whole) return queue_carriers(q->l, run, err);
    for (uint32_t i = 0; i < list.n; i++)
        if (!is_marked(m->is_new, list.carriers[i])) mark(m->again, list.carriers[i]);
    return DP_OK;
}

static dp_status queue_by_file(copy_search *q, uint32_t run, int64_t self, dp_error *err) {
    bool leads;
    dp_status s = leads_list(q->l, run, self, &leads, err);
    return s == DP_OK && leads ? queue_carriers(q->l, run, err) : s;
}

/* A newcomer among the first carriers of a run changes who is a candidate for all who have it. */
static dp_status queue_around(copy_search *q, marks *m, const sketch *own, int64_t self, dp_error *err) {
    uint32_t runs[INDEXED_MAX], n = sketch_indexed(own, runs);
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n; i++)
        s = q->lists ? queue_by_list(q, m, runs[i], self, err) : queue_by_file(q, runs[i], self, err);
    return s;
}

static dp_status queue_around_all(copy_search *q, marks *m, dp_error *err) {
    sqlite3_stmt *st = db_get(q->l, SELECT_NEWCOMERS, err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(q->l, st, &row, err);
        if (s != DP_OK || !row) return s;
        place_in_order o;
        sketch own;
        sketch_of_row(st, &o, &own);
        if ((s = queue_around(q, m, &own, o.key, err)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

static dp_status queue_marked(ledger *l, const marks *m, dp_error *err) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < m->words; i++)
        for (uint64_t left = m->again[i]; s == DP_OK && left; left &= left - 1)
            s = run_with(l, "INSERT INTO sketch_queue VALUES (?1, 2) ON CONFLICT DO UPDATE SET state = min(state, 2)",
                         (int64_t)i * 64 + __builtin_ctzll(left), 0, err);
    return s;
}

static dp_status queue_again(copy_search *q, dp_error *err) {
    marks m = {.words = q->lists ? run_lists_keys(q->lists) / 64 + 1 : 0};
    if (!q->lists) return queue_around_all(q, &m, err);
    m.is_new = calloc(m.words, sizeof *m.is_new);
    m.again = calloc(m.words, sizeof *m.again);
    dp_status s = m.is_new && m.again ? mark_newcomers(q->l, &m, err) : error_nomem(err);
    if (s == DP_OK) s = queue_around_all(q, &m, err);
    if (s == DP_OK) s = queue_marked(q->l, &m, err);
    free(m.is_new);
    free(m.again);
    return s;
}

#define LISTS_SHARE                                                                                                              \
    32 /* of all dispatches, the part from which on one pass over the index is quicker than a look for each run                  \
        */

#define LOOKERS_SHARE 6 /* likewise, of those who look again */

static dp_status read_lists_for(copy_search *q, int64_t all, dp_error *err) {
    int64_t lookers = 0;
    dp_status s = q->lists ? DP_OK : db_number(q->l, "SELECT count(*) FROM sketch_queue", &lookers, err);
    return s == DP_OK && lookers * LOOKERS_SHARE >= all ? run_lists_read(q->l, &q->lists, err) : s;
}

dp_status copies_index(copy_search *q, dp_error *err) {
    int64_t newcomers, all;
    dp_status s = stage_flush(q->l, STAGE_SKETCHES, err);
    if (s == DP_OK) s = stage_flush(q->l, STAGE_SKETCH_QUEUE, err);
    if (s == DP_OK) s = db_number(q->l, "SELECT count(*) FROM sketch_queue WHERE state = 1", &newcomers, err);
    if (s == DP_OK) s = db_number(q->l, "SELECT count(*) FROM sketches", &all, err);
    if (s == DP_OK) s = index_newcomers(q, err);
    if (s == DP_OK && newcomers * LISTS_SHARE >= all) s = run_lists_read(q->l, &q->lists, err);
    if (s != DP_OK || newcomers == all) return s;
    if ((s = queue_again(q, err)) != DP_OK) return s;
    if ((s = read_lists_for(q, all, err)) != DP_OK) return s;
    /* An original depends on its copy's neighbours and on theirs. */
    return db_exec(q->l,
                   "INSERT INTO sketch_queue SELECT DISTINCT t.dispatch_key, 3 FROM sketch_queue u JOIN shared_text t ON "
                   "t.other_key = u.dispatch_key WHERE true ON CONFLICT DO NOTHING",
                   err);
}
