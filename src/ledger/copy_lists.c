/* The lists of carriers, from one pass over the index. */
#include <stdlib.h>
#include <string.h>

#include "ledger/copy.h"

#define NOT_WHOLE (UINT32_C(1) << 31) /* beside a list's length */

typedef struct list_start {
    uint32_t run, at; /* at: where its list stands in `lists` */
} list_start;

/* The index gives runs in their order, and hashes are spread evenly: where one stands is told by its first bits but for a few. */
#define FIRST_BITS 16u
#define BUCKETS    (1u << FIRST_BITS)

typedef struct order_row {
    int64_t tie;
    int32_t day;
} order_row;

struct run_lists {
    order_row *orders; /* [order_count] by dispatch */
    uint32_t order_count;
    list_start *starts; /* by run */
    uint32_t start_count, start_room;
    uint32_t buckets[BUCKETS + 1]; /* where in `starts` those with these first bits begin */
    uint32_t bucket_count;         /* that are known, while it is made */
    uint32_t *lists;               /* length and carriers of each, one behind the other */
    uint32_t n, room;
};

void run_lists_free(run_lists *r) {
    if (!r) return;
    free(r->orders);
    free(r->starts);
    free(r->lists);
    free(r);
}

static size_t bytes_of(const run_lists *r) {
    return r->order_count * sizeof *r->orders + r->start_room * sizeof *r->starts + r->room * sizeof *r->lists;
}

/* ---- finding ------------------------------------------------------------------------------------------------------------- */

/* The first of a bucket that is not below a run, or its end. */
static uint32_t find_start(const list_start *starts, uint32_t low, uint32_t high, uint32_t run) {
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (starts[middle].run < run)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

run_list run_lists_find(const run_lists *r, uint32_t run) {
    const uint32_t *bucket = &r->buckets[run >> (32 - FIRST_BITS)];
    const uint32_t i = find_start(r->starts, bucket[0], bucket[1], run);
    if (i == bucket[1] || r->starts[i].run != run) return (run_list){0};
    const uint32_t *list = &r->lists[r->starts[i].at];
    return (run_list){list + 1, list[0] & ~NOT_WHOLE, !(list[0] & NOT_WHOLE)};
}

place_in_order run_lists_order(const run_lists *r, uint32_t key) {
    return (place_in_order){r->orders[key].day, r->orders[key].tie, key};
}

uint32_t run_lists_keys(const run_lists *r) {
    return r->order_count;
}

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

static bool grow_starts(run_lists *r) {
    list_start *starts = realloc(r->starts, (size_t)r->start_room * 2 * sizeof *starts);
    if (!starts) return false;
    r->starts = starts;
    r->start_room *= 2;
    return true;
}

static bool grow_lists(run_lists *r) {
    uint32_t *lists = realloc(r->lists, (size_t)r->room * 2 * sizeof *lists);
    if (!lists) return false;
    r->lists = lists;
    r->room *= 2;
    return true;
}

/* A run and as many of its carriers as count; runs that one text alone has are not kept. */
typedef struct gathered {
    int64_t run; /* -1: none yet */
    uint32_t carriers[CARRIERS + 1], n;
    bool whole;
} gathered;

/* The first run of every bucket as far as `end` that has none yet is the next one. */
static void close_buckets(run_lists *r, uint32_t end) {
    while (r->bucket_count < end) r->buckets[r->bucket_count++] = r->start_count;
}

static bool keep(run_lists *r, const gathered *g) {
    if (g->n < 2) return true;
    if (r->start_count == r->start_room && !grow_starts(r)) return false;
    if (r->room - r->n < CARRIERS + 2 && !grow_lists(r)) return false;
    close_buckets(r, ((uint32_t)g->run >> (32 - FIRST_BITS)) + 1);
    r->starts[r->start_count++] = (list_start){(uint32_t)g->run, r->n};
    r->lists[r->n++] = g->n | (g->whole ? 0 : NOT_WHOLE);
    memcpy(&r->lists[r->n], g->carriers, g->n * sizeof *g->carriers);
    r->n += g->n;
    return true;
}

/* The next row of the index: run_hash, dispatch_key. What no ledger writes is passed over. */
static bool take(run_lists *r, gathered *g, sqlite3_stmt *st) {
    const int64_t run = sqlite3_column_int64(st, 0), key = sqlite3_column_int64(st, 1);
    if (run < 0 || run > UINT32_MAX || key < 0 || key >= r->order_count) return true;
    if (run != g->run) {
        if (!keep(r, g)) return false;
        g->run = run;
        g->n = 0;
        g->whole = true;
    }
    if (g->n <= CARRIERS)
        g->carriers[g->n++] = (uint32_t)key;
    else
        g->whole = false;
    return true;
}

static dp_status take_all(ledger *l, run_lists *r, bool *fits, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l, "SELECT run_hash, dispatch_key FROM sketch_runs ORDER BY run_hash, day_no, tie, dispatch_key", err);
    if (!st) return err->code;
    gathered g = {.run = -1};
    bool row = true;
    dp_status s = DP_OK;
    while (s == DP_OK && *fits && (s = db_step(l, st, &row, err)) == DP_OK && row) {
        if (!take(r, &g, st)) s = error_nomem(err);
        *fits = bytes_of(r) <= LISTS_BYTES_MAX;
    }
    sqlite3_reset(st);
    if (s == DP_OK && !keep(r, &g)) s = error_nomem(err);
    close_buckets(r, BUCKETS + 1);
    return s;
}

static dp_status read_orders(ledger *l, run_lists *r, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT dispatch_key, day_no, tie FROM sketches", err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        const int64_t key = sqlite3_column_int64(st, 0);
        if (key >= 0 && key < r->order_count)
            r->orders[key] = (order_row){sqlite3_column_int64(st, 2), sqlite3_column_int(st, 1)};
    }
}

static run_lists *make(uint32_t orders) {
    run_lists *r = calloc(1, sizeof *r);
    if (!r) return NULL;
    r->order_count = orders;
    r->start_room = 1024;
    r->room = 4096;
    r->orders = calloc(r->order_count, sizeof *r->orders);
    r->starts = malloc(r->start_room * sizeof *r->starts);
    r->lists = malloc(r->room * sizeof *r->lists);
    if (r->orders && r->starts && r->lists) return r;
    run_lists_free(r);
    return NULL;
}

dp_status run_lists_read(ledger *l, run_lists **out, dp_error *err) {
    *out = NULL;
    int64_t last;
    dp_status s = db_number(l, "SELECT max(dispatch_key) FROM sketches", &last, err);
    if (s != DP_OK || last < 0 || last >= (int64_t)(LISTS_BYTES_MAX / sizeof(order_row))) return s;
    run_lists *r = make((uint32_t)last + 1);
    if (!r) return error_nomem(err);
    bool fits = true;
    s = read_orders(l, r, err);
    if (s == DP_OK) s = take_all(l, r, &fits, err);
    if (s == DP_OK && fits)
        *out = r;
    else
        run_lists_free(r);
    return s;
}
