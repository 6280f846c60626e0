/* Taking a dispatch's content out again, so that it can be read anew with better knowledge. */
#include <string.h>

#include "ledger/entry.h"
#include "ledger/kinds.h"
#include "ledger/names.h"
#include "ledger/settled.h"

static dp_status erase_words(ledger *l, int64_t key, dp_error *err) {
    if (!l->fts) return DP_OK;
    sqlite3_stmt *st = db_get(l, "DELETE FROM sentence_words WHERE rowid >= ?1 << 24 AND rowid < (?1 + 1) << 24", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    return db_run(l, st, err);
}

/* Each mention gave its name one count (write_mentions.c); here they are taken back. */
static dp_status erase_names(ledger *l, int64_t key, bool actors, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              actors ? "SELECT actor_key, CASE WHEN coref IS NULL AND text <> '' THEN text ELSE label END "
                                       "FROM actor_mentions JOIN actors USING (actor_key) WHERE dispatch_key = ?1"
                                     : "SELECT place_key, CASE WHEN coref IS NULL AND text <> '' THEN text ELSE label END "
                                       "FROM place_mentions JOIN places USING (place_key) WHERE dispatch_key = ?1",
                              err);
    if (!st) return err->code;
    put_int(st, 1, key);
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        const char *name = (const char *)sqlite3_column_text(st, 1);
        s = names_count(l, actors ? NAME_ACTOR : NAME_PLACE, name ? name : "", (size_t)sqlite3_column_bytes(st, 1),
                        sqlite3_column_int64(st, 0), -1, err);
        if (s != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

static dp_status run_on(ledger *l, const char *sql, int64_t key, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, key);
    return db_run(l, st, err);
}

dp_status erase_entry(ledger *l, int64_t key, dp_error *err) {
    static const char touched_actors[] =
        "INSERT INTO temp.touched SELECT DISTINCT 0, actor_key FROM main.actor_mentions WHERE dispatch_key = ?1";
    static const char touched_places[] =
        "INSERT INTO temp.touched SELECT DISTINCT 1, place_key FROM main.place_mentions WHERE dispatch_key = ?1";
    static const char *const content[] = {
        "DELETE FROM dispatch_sums WHERE dispatch_key = ?1",
        "DELETE FROM attributions WHERE dispatch_key = ?1",
        "DELETE FROM distance_marks WHERE dispatch_key = ?1",
        "DELETE FROM control WHERE dispatch_key = ?1",
        "DELETE FROM casualties WHERE dispatch_key = ?1",
        "DELETE FROM claim_roles WHERE dispatch_key = ?1",
        "DELETE FROM claimants WHERE dispatch_key = ?1",
        "DELETE FROM claims WHERE dispatch_key = ?1",
        "DELETE FROM checks WHERE dispatch_key = ?1",
        "DELETE FROM credits WHERE dispatch_key = ?1",
        "DELETE FROM quantities WHERE dispatch_key = ?1",
        "DELETE FROM times WHERE dispatch_key = ?1",
        "DELETE FROM place_alternatives WHERE dispatch_key = ?1",
        "DELETE FROM place_mentions WHERE dispatch_key = ?1",
        "DELETE FROM actor_mentions WHERE dispatch_key = ?1",
        "DELETE FROM sentences WHERE dispatch_key = ?1",
        "DELETE FROM date_evidence WHERE dispatch_key = ?1",
        "DELETE FROM dispatch_days WHERE dispatch_key = ?1",
        "DELETE FROM private_names WHERE dispatch_key = ?1",
        "DELETE FROM rare_kinds WHERE kind IN (SELECT kind FROM kinds WHERE NOT common) AND dispatch_key = ?1",
        "DELETE FROM kept_spans WHERE dispatch_key = ?1",
        "DELETE FROM partial_texts WHERE dispatch_key = ?1",
        "DELETE FROM pages WHERE dispatch_key = ?1"};
    /* Names without mentions go, but for the canonical label as long as there is another; then rows without mentions. */
    static const char *const orphans[] = {
        "DELETE FROM actor_names WHERE actor_key IN (SELECT item FROM temp.touched WHERE kind = 0) AND mentions <= 0 "
        "AND folded NOT IN (SELECT ledger_fold(label) FROM actors a WHERE a.actor_key = actor_names.actor_key)",
        "DELETE FROM place_names WHERE place_key IN (SELECT item FROM temp.touched WHERE kind = 1) AND mentions <= 0 "
        "AND folded NOT IN (SELECT ledger_fold(label) FROM places p WHERE p.place_key = place_names.place_key)",
        "DELETE FROM temp.touched WHERE kind = 0 AND item IN (SELECT actor_key FROM actor_names WHERE actor_key = item AND "
        "mentions > 0)",
        "DELETE FROM temp.touched WHERE kind = 1 AND item IN (SELECT place_key FROM place_names WHERE place_key = item AND "
        "mentions > 0)",
        "DELETE FROM actor_names WHERE actor_key IN (SELECT item FROM temp.touched WHERE kind = 0)",
        "DELETE FROM place_names WHERE place_key IN (SELECT item FROM temp.touched WHERE kind = 1)",
        "DELETE FROM actors WHERE actor_key IN (SELECT item FROM temp.touched WHERE kind = 0)",
        "DELETE FROM places WHERE place_key IN (SELECT item FROM temp.touched WHERE kind = 1)"};
    dp_status s =
        db_exec(l, "CREATE TEMP TABLE IF NOT EXISTS touched (kind INTEGER, item INTEGER); DELETE FROM temp.touched", err);
    kinds_forget(l); /* another dispatch may get this one's row number */
    if (s == DP_OK) s = erase_words(l, key, err);
    if (s == DP_OK) s = events_erase(l, key, err);
    if (s == DP_OK) s = settled_erase(l, key, err);
    if (s == DP_OK) s = erase_propositions(l, key, err);
    if (s == DP_OK) s = erase_names(l, key, true, err);
    if (s == DP_OK) s = erase_names(l, key, false, err);
    if (s == DP_OK) s = names_flush(l, err);
    if (s == DP_OK) s = run_on(l, touched_actors, key, err);
    if (s == DP_OK) s = run_on(l, touched_places, key, err);
    for (size_t i = 0; s == DP_OK && i < sizeof content / sizeof *content; i++) s = run_on(l, content[i], key, err);
    for (size_t i = 0; s == DP_OK && i < sizeof orphans / sizeof *orphans; i++) {
        sqlite3_stmt *st = db_get(l, orphans[i], err);
        s = st ? db_run(l, st, err) : err->code;
    }
    return s;
}

dp_status erase_dispatch(ledger *l, int64_t key, dp_error *err) {
    dp_status s = erase_entry(l, key, err);
    if (s == DP_OK) s = erase_sketch(l, key, err);
    if (s == DP_OK) s = run_on(l, "DELETE FROM origins WHERE dispatch_key = ?1", key, err);
    /* What coders decided about it holds its words, too. */
    static const char decided[] = "DELETE FROM decisions WHERE dispatch = (SELECT id FROM dispatches WHERE dispatch_key = ?1)";
    if (s == DP_OK) s = run_on(l, decided, key, err);
    return s == DP_OK ? run_on(l, "DELETE FROM dispatches WHERE dispatch_key = ?1", key, err) : s;
}
