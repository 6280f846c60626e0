/* What was worked out from dispatches: is it what was written, and what it was worked out from?
 *
 *   propositions, relations    each row against its own sum
 *   proposition_blocks         all of them against the sums that propositions keep of theirs
 *   sketch_runs                all of them against the runs of the sketches
 *   shared_text                each pair compared once more
 *
 * Nothing is related anew: another version may relate otherwise, and the ledger would be whole. */
#include <stdio.h>
#include <stdlib.h>

#include "ledger/check.h"
#include "ledger/copy.h"
#include "ledger/sums.h"

static const char remedy[] = "read the dispatches into a new ledger: depeche read --ledger FILE …";

static void say(checking *c, const char *table, const char *message) {
    check_say(c, LEDGER_DAMAGE, "derived", table, message, remedy);
}

/* One walk through a table. */
typedef struct walk {
    checking *c;
    const char *table;
    uint64_t sum; /* of what a walk adds up */
    copy_search *sketches;
} walk;
typedef dp_status (*take_fn)(walk *w, sqlite3_stmt *st, dp_error *err);

static dp_status walk_rows(walk *w, const char *sql, take_fn take, dp_error *err) {
    sqlite3_stmt *st = db_get(w->c->l, sql, err);
    if (!st) return err->code;
    dp_status s = DP_OK;
    int code = SQLITE_DONE;
    while (s == DP_OK && !w->c->stopped && (code = sqlite3_step(st)) == SQLITE_ROW) s = take(w, st, err);
    sqlite3_reset(st);
    if (s != DP_OK || code == SQLITE_DONE || code == SQLITE_ROW) return s;
    if (code == SQLITE_INTERRUPT) return error_set(err, DP_E_INTERRUPTED, "interrupted");
    if (code == SQLITE_NOMEM) return error_nomem(err);
    say(w->c, w->table, "cannot be read in full");
    return DP_OK;
}

/* ---- rows with a sum of their own -------------------------------------------------------------------------------------------
 */

static dp_status take_sealed(walk *w, sqlite3_stmt *st, dp_error *err) {
    (void)err;
    const int last = sqlite3_column_count(st) - 1;
    if (row_sum_of(w->table, st, last) == sqlite3_column_int64(st, last)) return DP_OK;
    char message[96];
    snprintf(message, sizeof message, "row %lld has a value that is not the one that was written",
             (long long)sqlite3_column_int64(st, 0));
    say(w->c, w->table, message);
    return DP_OK;
}

static dp_status check_sealed(checking *c, const char *table, const char *sql, dp_error *err) {
    walk w = {.c = c, .table = table};
    check_progress(c, table, 0, 0);
    return walk_rows(&w, sql, take_sealed, err);
}

/* ---- indexes that are worked out --------------------------------------------------------------------------------------------
 */

static dp_status take_row(walk *w, sqlite3_stmt *st, dp_error *err) {
    (void)err;
    w->sum += row_sum_of(w->table, st, sqlite3_column_count(st));
    return DP_OK;
}

static dp_status take_expected(walk *w, sqlite3_stmt *st, dp_error *err) {
    (void)err;
    w->sum += (uint64_t)sqlite3_column_int64(st, 0);
    return DP_OK;
}

static dp_status take_sketch(walk *w, sqlite3_stmt *st, dp_error *err) {
    (void)err;
    place_in_order at;
    sketch own;
    sketch_of_row(st, &at, &own);
    uint32_t runs[INDEXED_MAX];
    const uint32_t n = sketch_indexed(&own, runs);
    for (uint32_t i = 0; i < n; i++) {
        row_sum row = row_sum_begin(w->table);
        row_sum_int(&row, runs[i]);
        row_sum_int(&row, at.day);
        row_sum_int(&row, at.tie);
        row_sum_int(&row, at.key);
        w->sum += row_sum_end(&row);
    }
    return DP_OK;
}

/* `rows` gives the rows of the index, `sources` what they come from. */
static dp_status check_index(checking *c, const char *table, const char *rows, const char *sources, take_fn take, dp_error *err) {
    walk found = {.c = c, .table = table}, expected = {.c = c, .table = table};
    check_progress(c, table, 0, 0);
    dp_status s = walk_rows(&found, rows, take_row, err);
    if (s == DP_OK && !c->stopped) s = walk_rows(&expected, sources, take, err);
    if (s == DP_OK && !c->stopped && found.sum != expected.sum) say(c, table, "its rows are not those that were written");
    return s;
}

/* ---- shared text --------------------------------------------------------------------------------------------------------------
 */

static dp_status take_pair(walk *w, sqlite3_stmt *st, dp_error *err) {
    const kept_sketch *kept;
    dp_status s = copy_sketch(w->sketches, sqlite3_column_int64(st, 0), &kept, err);
    if (s != DP_OK) return s;
    const sketch own = kept->sketch; /* the next that is asked for may take its slot */
    if ((s = copy_sketch(w->sketches, sqlite3_column_int64(st, 1), &kept, err)) != DP_OK) return s;
    const sketch_likeness like = sketch_compare(&own, &kept->sketch);
    const double stored = sqlite3_column_double(st, 2);
    if (!(stored < like.share) && !(stored > like.share) && sqlite3_column_int64(st, 3) == like.runs) return DP_OK;
    char message[96];
    snprintf(message, sizeof message, "row %lld does not tell what the two texts share", (long long)sqlite3_column_int64(st, 0));
    say(w->c, w->table, message);
    return DP_OK;
}

static dp_status check_shared(checking *c, dp_error *err) {
    walk w = {.c = c, .table = "shared_text", .sketches = calloc(1, sizeof *w.sketches)};
    if (!w.sketches) return error_nomem(err);
    w.sketches->l = c->l;
    check_progress(c, w.table, 0, 0);
    const dp_status s = walk_rows(&w, "SELECT dispatch_key, other_key, share, runs FROM shared_text", take_pair, err);
    copy_kept_free(&w.sketches->kept);
    free(w.sketches);
    return s;
}

dp_status check_derived(checking *c, dp_error *err) {
    if (c->options->quick) return DP_OK;
    dp_status s = check_sealed(c, "propositions", "SELECT * FROM propositions", err);
    if (s == DP_OK && !c->stopped) s = check_sealed(c, "relations", "SELECT * FROM relations", err);
    if (s == DP_OK && !c->stopped)
        s = check_index(c, "proposition_blocks", "SELECT block, first_no, id, proposition_key, glimpse FROM proposition_blocks",
                        "SELECT block_sum FROM propositions WHERE proposition_key < coalesce((SELECT min(proposition_key) FROM "
                        "unfiled), proposition_key + 1)",
                        take_expected, err);
    if (s == DP_OK && !c->stopped)
        s = check_index(c, "sketch_runs", "SELECT run_hash, day_no, tie, dispatch_key FROM sketch_runs",
                        "SELECT " SKETCH_COLUMNS
                        " FROM sketches WHERE dispatch_key NOT IN (SELECT dispatch_key FROM sketch_queue "
                        "WHERE state = 1)",
                        take_sketch, err);
    return s == DP_OK && !c->stopped ? check_shared(c, err) : s;
}
