/* The neighbours of a dispatch: those that share most of its runs. */
#include "ledger/copy.h"

#include <string.h>

#include "ledger/stage.h"
#include "ledger/tables.h"

#define CANDIDATES_MAX (INDEXED_MAX * CARRIERS)
#define SLOTS          1024u /* more than that */

typedef struct candidate {
    place_in_order at;
    uint32_t shared; /* indexed runs */
} candidate;

typedef struct neighbour {
    place_in_order at;
    sketch_likeness like;
} neighbour;

typedef struct look {
    const kept_sketch *self;
    candidate at[CANDIDATES_MAX];
    uint32_t n;
    uint16_t slots[SLOTS]; /* index of a candidate + 1; open addressing by dispatch */
} look;

dp_status copy_sketch(copy_search *q, int64_t key, const kept_sketch **out, dp_error *err) {
    kept_sketch *k = &q->slots[(uint64_t)key % SKETCH_SLOTS];
    *out = k;
    if (k->at.key == key || copy_recall(&q->kept, key, k)) return DP_OK;
    sqlite3_stmt *st = db_get(q->l, "SELECT " SKETCH_COLUMNS " FROM sketches WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    bool row;
    dp_status s = db_step(q->l, st, &row, err);
    *k = (kept_sketch){.at.key = 0};
    if (s != DP_OK || !row) return s; /* a damaged ledger: nothing in common with anybody */
    sketch_of_row(st, &k->at, &k->sketch);
    sqlite3_reset(st);
    copy_keep(&q->kept, &k->at, &k->sketch);
    return DP_OK;
}

static void count_candidate(look *k, const place_in_order *at) {
    uint32_t i = (uint32_t)((uint64_t)at->key * 0x9E3779B97F4A7C15ull >> 40) % SLOTS;
    while (k->slots[i] && k->at[k->slots[i] - 1].at.key != at->key) i = (i + 1) % SLOTS;
    if (!k->slots[i]) {
        k->at[k->n] = (candidate){*at, 0};
        k->slots[i] = (uint16_t)++k->n;
    }
    k->at[k->slots[i] - 1].shared++;
}

static dp_status load_list(ledger *l, uint32_t run, kept_list *out, dp_error *err) {
    *out = (kept_list){.run = run};
    sqlite3_stmt *st = db_get(l,
                              "SELECT day_no, tie, dispatch_key FROM sketch_runs WHERE run_hash = ?1 "
                              "ORDER BY run_hash, day_no, tie, dispatch_key LIMIT ?2",
                              err);
    if (!st) return err->code;
    put_int(st, 1, run);
    put_int(st, 2, CARRIERS + 1);
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row || out->n > CARRIERS) return s;
        out->at[out->n++] =
            (place_in_order){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2)};
    }
}

static void gather_listed(const run_lists *r, look *k, uint32_t run) {
    const run_list list = run_lists_find(r, run);
    for (uint32_t i = 0, taken = 0; i < list.n && taken < CARRIERS; i++) {
        if (list.carriers[i] == k->self->at.key) continue;
        const place_in_order at = run_lists_order(r, list.carriers[i]);
        count_candidate(k, &at);
        taken++;
    }
}

/* Candidates by way of one run: the first CARRIERS that have it but the dispatch itself. */
static dp_status gather(copy_search *q, look *k, uint32_t run, dp_error *err) {
    if (q->lists) {
        gather_listed(q->lists, k, run);
        return DP_OK;
    }
    kept_list *list = &q->loaded[run * 0x9E3779B1u % LIST_SLOTS];
    dp_status s = list->n && list->run == run ? DP_OK : load_list(q->l, run, list, err);
    if (s != DP_OK) return s;
    for (uint32_t i = 0, taken = 0; i < list->n && taken < CARRIERS; i++) {
        if (list->at[i].key == k->self->at.key) continue;
        count_candidate(k, &list->at[i]);
        taken++;
    }
    return DP_OK;
}

/* More in common first, then the earlier. */
static bool more_promising(const candidate *x, const candidate *y) {
    return x->shared != y->shared ? x->shared > y->shared : compare_order(&x->at, &y->at) < 0;
}

/* Puts the most promising NEIGHBOURS_MAX in front, best first, and drops the others. */
static void pick(look *k) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->n; i++) {
        const candidate c = k->at[i];
        if (n == NEIGHBOURS_MAX && !more_promising(&c, &k->at[n - 1])) continue;
        uint32_t at = n < NEIGHBOURS_MAX ? n++ : n - 1;
        for (; at > 0 && more_promising(&c, &k->at[at - 1]); at--) k->at[at] = k->at[at - 1];
        k->at[at] = c;
    }
    k->n = n;
}

/* The nearest first. */
static bool nearer(const neighbour *x, const neighbour *y) {
    bool near_x = x->like.share >= NEAR_SHARE, near_y = y->like.share >= NEAR_SHARE;
    if (near_x != near_y) return near_x;
    if (x->like.runs != y->like.runs) return x->like.runs > y->like.runs;
    return compare_order(&x->at, &y->at) < 0;
}

/* Those of the candidates that have enough in common with it. */
static dp_status compare(copy_search *q, const look *k, neighbour out[NEIGHBOURS_MAX], uint32_t *n, dp_error *err) {
    *n = 0;
    sketch_set self;
    sketch_set_make(&k->self->sketch, &self);
    for (uint32_t i = 0; i < k->n; i++) {
        const kept_sketch *other;
        dp_status s = copy_sketch(q, k->at[i].at.key, &other, err);
        if (s != DP_OK) return s;
        neighbour one = {k->at[i].at, sketch_set_compare(&self, &other->sketch)};
        if (one.like.share < NEAR_SHARE && one.like.runs < PASSAGE_RUNS) continue;
        uint32_t at = (*n)++;
        for (; at > 0 && nearer(&one, &out[at - 1]); at--) out[at] = out[at - 1];
        out[at] = one;
    }
    return DP_OK;
}

static dp_status write_neighbours(ledger *l, int64_t key, const neighbour *at, uint32_t n, dp_error *err) {
    for (uint32_t i = 0; i < n; i++) {
        staged_row *r = stage_row(l, STAGE_SHARED_TEXT, err);
        if (!r) return err->code;
        row_int(r, 1, key);
        row_int(r, 2, i);
        row_int(r, 3, at[i].at.key);
        row_real(r, 4, at[i].like.share);
        row_int(r, 5, at[i].like.runs);
    }
    return stages_relieve(l, err);
}

static dp_status find_near(copy_search *q, look *k, dp_error *err) {
    uint32_t runs[INDEXED_MAX], n = sketch_indexed(&k->self->sketch, runs);
    memset(k->slots, 0, sizeof k->slots);
    k->n = 0;
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n; i++) s = gather(q, k, runs[i], err);
    if (s != DP_OK || !k->n) return s;
    pick(k);
    neighbour found[NEIGHBOURS_MAX];
    if ((s = compare(q, k, found, &n, err)) != DP_OK) return s;
    return write_neighbours(q->l, k->self->at.key, found, n, err);
}

static dp_status find_all_near(copy_search *q, dp_error *err) {
    sqlite3_stmt *st =
        db_get(q->l, "SELECT " SKETCH_COLUMNS " FROM sketch_queue CROSS JOIN sketches USING (dispatch_key) WHERE state < 3", err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(q->l, st, &row, err);
        if (s != DP_OK) return s;
        if (!row) return stage_flush(q->l, STAGE_SHARED_TEXT, err);
        kept_sketch self;
        sketch_of_row(st, &self.at, &self.sketch);
        look k;
        k.self = &self;
        if ((s = find_near(q, &k, err)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

dp_status copies_find_near(copy_search *q, dp_error *err) {
    int64_t any;
    dp_status s = db_exec(
        q->l, "DELETE FROM shared_text WHERE dispatch_key IN (SELECT dispatch_key FROM sketch_queue WHERE state = 2)", err);
    if (s == DP_OK) s = db_number(q->l, "SELECT 1 FROM shared_text", &any, err);
    if (s != DP_OK || any) return s == DP_OK ? find_all_near(q, err) : s;
    s = index_drop(q->l, "shared_text_other", err);
    if (s == DP_OK) s = find_all_near(q, err);
    return s == DP_OK ? index_make(q->l, "shared_text_other", err) : s;
}
