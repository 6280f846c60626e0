/* Copies that coders know of. A coder's word stands in `copies` in place of what was found, which is kept in overruled_copies and
 * put back when the coder takes it back, or before others are looked for.
 *
 * Coders may contradict the order of days by which copies are found, so that two dispatches could copy each other round about. No
 * coder's copy is taken that closes a circle of coders' copies, in the order of ids; and where what was found leads from an
 * original that a coder named back to it, that dispatch carried the text first, and what was found of it is overruled. */
#include "ledger/settled.h"

#define STEPS_MOST 10000 /* copies end at a first text; a damaged file may go in circles */

dp_status settled_copies_lift(ledger *l, dp_error *err) {
    return db_exec(l,
                   "DELETE FROM copies WHERE basis = 'coder';"
                   "INSERT OR REPLACE INTO copies (dispatch_key, copy_of, share) SELECT dispatch_key, copy_of, share FROM "
                   "overruled_copies; DELETE FROM overruled_copies",
                   err);
}

static dp_status run_on_pair(ledger *l, const char *sql, int64_t copy, int64_t original, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, copy);
    put_int(st, 2, original);
    return db_run(l, st, err);
}

/* What was found of a dispatch gives way; `original` 0: whatever it was. */
static dp_status overrule(ledger *l, int64_t copy, int64_t original, dp_error *err) {
    dp_status s = run_on_pair(l,
                              "INSERT OR IGNORE INTO overruled_copies SELECT dispatch_key, copy_of, share FROM copies WHERE "
                              "dispatch_key = ?1 AND basis = 'read' AND (copy_of = ?2 OR ?2 = 0)",
                              copy, original, err);
    if (s != DP_OK) return s;
    return run_on_pair(l, "DELETE FROM copies WHERE dispatch_key = ?1 AND basis = 'read' AND (copy_of = ?2 OR ?2 = 0)", copy,
                       original, err);
}

/* The dispatch that `key` copies, 0 where none; *coder: because a coder says so. */
static dp_status original_of(ledger *l, int64_t key, int64_t *out, bool *coder, dp_error *err) {
    *out = 0;
    *coder = false;
    sqlite3_stmt *st = db_get(l, "SELECT copy_of, basis = 'coder' FROM copies WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    *out = sqlite3_column_int64(st, 0);
    *coder = sqlite3_column_int(st, 1) != 0;
    sqlite3_reset(st);
    return DP_OK;
}

/* Follows copies from `from` on. *meets: does that lead to `to`? By coders' words alone, or by all; then *found is the first on
 * the way of whom the copy was found, 0 where there is none. */
static dp_status follow(ledger *l, int64_t from, int64_t to, bool coders_alone, bool *meets, int64_t *found, dp_error *err) {
    *meets = false;
    *found = 0;
    int64_t next;
    for (int steps = 0; steps < STEPS_MOST && !*meets; steps++, from = next) {
        bool coder;
        dp_status s = original_of(l, from, &next, &coder, err);
        if (s != DP_OK) return s;
        if (!next || (coders_alone && !coder)) return DP_OK;
        if (!coder && !*found) *found = from;
        *meets = next == to;
    }
    return DP_OK;
}

static dp_status take_copy(ledger *l, int64_t copy, int64_t original, dp_error *err) {
    int64_t before, found;
    bool coder, circle;
    dp_status s = original_of(l, copy, &before, &coder, err);
    if (s != DP_OK || coder) return s; /* another that a coder named came first */
    if ((s = follow(l, original, copy, true, &circle, &found, err)) != DP_OK || circle) return s;
    if ((s = overrule(l, copy, 0, err)) != DP_OK) return s;
    return run_on_pair(l,
                       "INSERT INTO copies SELECT ?1, ?2, (SELECT max(share) FROM shared_text WHERE (dispatch_key = ?1 AND "
                       "other_key = ?2) OR (dispatch_key = ?2 AND other_key = ?1)), 'coder'",
                       copy, original, err);
}

static dp_status part(ledger *l, int64_t one, int64_t other, dp_error *err) {
    dp_status s = overrule(l, one, other, err);
    return s == DP_OK ? overrule(l, other, one, err) : s;
}

typedef struct key_list {
    int64_t *at;
    uint32_t n, cap;
} key_list;

/* Dispatches whose copy was found and leads back to them by way of a coder's. */
static dp_status find_circles(ledger *l, arena *a, key_list *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT dispatch_key, copy_of FROM copies WHERE basis = 'coder'", err);
    if (!st) return err->code;
    for (;;) {
        bool row, circle;
        int64_t found;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        s = follow(l, sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 0), false, &circle, &found, err);
        if (s == DP_OK && circle && found && !vec_push(a, out, found)) s = error_nomem(err);
        if (s != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

static dp_status open_circles(ledger *l, dp_error *err) {
    arena a;
    key_list first = {0};
    arena_init(&a);
    dp_status s = find_circles(l, &a, &first, err);
    for (uint32_t i = 0; s == DP_OK && i < first.n; i++) s = overrule(l, first.at[i], 0, err);
    arena_free(&a);
    return s;
}

/* Those that are parted first; of several originals of one copy the adjudicated, then the earliest. */
static const char said[] = "SELECT c.dispatch_key, o.dispatch_key, v.kind = 'apart' FROM v_copied v "
                           "JOIN dispatches c ON c.id = CASE v.kind WHEN v.dispatch_b THEN v.dispatch_b ELSE v.dispatch_a END "
                           "JOIN dispatches o ON o.id = CASE v.kind WHEN v.dispatch_b THEN v.dispatch_a ELSE v.dispatch_b END "
                           "WHERE v.kind <> 'undecided' ORDER BY v.kind = 'apart' DESC, c.id, v.adjudicated DESC, o.first_day IS "
                           "NULL, o.first_day, o.id";

dp_status settled_copies_apply(ledger *l, dp_error *err) {
    sqlite3_stmt *st = db_get(l, said, err);
    if (!st) return err->code;
    bool row = true;
    dp_status s = DP_OK;
    while (s == DP_OK && (s = db_step(l, st, &row, err)) == DP_OK && row) {
        const int64_t copy = sqlite3_column_int64(st, 0), original = sqlite3_column_int64(st, 1);
        s = sqlite3_column_int(st, 2) ? part(l, copy, original, err) : take_copy(l, copy, original, err);
    }
    sqlite3_reset(st);
    return s == DP_OK ? open_circles(l, err) : s;
}
