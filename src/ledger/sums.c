/* Sums over the rows of a dispatch. */
#include "ledger/sums.h"

#include <stdlib.h>
#include <string.h>

/* ---- a row --------------------------------------------------------------------------------------------------------------- */

enum { KIND_NULL = 1, KIND_INT, KIND_REAL, KIND_TEXT, KIND_BLOB };

static void mix(row_sum *s, uint64_t v, uint64_t kind) {
    uint64_t h = (s->hash ^ v) * 0x9E3779B97F4A7C15u + kind;
    s->hash = h ^ h >> 32;
}

row_sum row_sum_begin(const char *table) {
    return (row_sum){hash_bytes(table, strlen(table), 0)};
}
void row_sum_null(row_sum *s) {
    mix(s, 0, KIND_NULL);
}
void row_sum_int(row_sum *s, int64_t v) {
    mix(s, (uint64_t)v, KIND_INT);
}
void row_sum_real(row_sum *s, double v) {
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    mix(s, bits, KIND_REAL);
}
void row_sum_text(row_sum *s, const char *bytes, size_t n) {
    mix(s, hash_bytes(bytes, n, 0), KIND_TEXT);
}
void row_sum_blob(row_sum *s, const void *at, size_t n) {
    mix(s, hash_bytes(at, n, 0), KIND_BLOB);
}
uint32_t row_sum_end(const row_sum *s) {
    return (uint32_t)(s->hash ^ s->hash >> 32);
}

uint32_t row_sum_of(const char *table, sqlite3_stmt *st, int columns) {
    row_sum s = row_sum_begin(table);
    for (int i = 0; i < columns; i++) {
        switch (sqlite3_column_type(st, i)) {
        case SQLITE_INTEGER:
            row_sum_int(&s, sqlite3_column_int64(st, i));
            break;
        case SQLITE_FLOAT:
            row_sum_real(&s, sqlite3_column_double(st, i));
            break;
        case SQLITE_NULL:
            row_sum_null(&s);
            break;
        default: {
            const bool is_text = sqlite3_column_type(st, i) == SQLITE_TEXT;
            const void *at = sqlite3_column_blob(st, i);
            const size_t n = (size_t)sqlite3_column_bytes(st, i);
            if (is_text)
                row_sum_text(&s, at ? at : "", n);
            else
                row_sum_blob(&s, at ? at : "", n);
        }
        }
    }
    return row_sum_end(&s);
}

/* ---- into the file ------------------------------------------------------------------------------------------------------- */

dp_status sums_add(ledger *l, int64_t dispatch_key, uint32_t row, dp_error *err) {
    sums *all = l->sums;
    uint32_t i = (uint32_t)((uint64_t)dispatch_key * 0x9E3779B97F4A7C15u >> 40) % SUM_SLOTS;
    while (all->slots[i].dispatch_key && all->slots[i].dispatch_key != dispatch_key) i = (i + 1) % SUM_SLOTS;
    if (!all->slots[i].dispatch_key) {
        all->slots[i] = (sum_slot){.dispatch_key = dispatch_key};
        all->used++;
    }
    all->slots[i].sum += row;
    return all->used > SUM_SLOTS * 3 / 4 ? sums_write(l, err) : DP_OK;
}

static int by_key(const void *a, const void *b) {
    const int64_t x = ((const sum_slot *)a)->dispatch_key, y = ((const sum_slot *)b)->dispatch_key;
    return (x > y) - (x < y);
}

dp_status sums_write(ledger *l, dp_error *err) {
    sums *all = l->sums;
    if (!all->used) return DP_OK;
    qsort(all->slots, SUM_SLOTS, sizeof *all->slots, by_key); /* the free ones first, then by their place in the file */
    dp_status s = DP_OK;
    for (uint32_t i = SUM_SLOTS - all->used; s == DP_OK && i < SUM_SLOTS; i++) {
        sqlite3_stmt *st =
            db_get(l, "INSERT INTO dispatch_sums VALUES (?1, ?2) ON CONFLICT DO UPDATE SET sum = sum + excluded.sum", err);
        if (!st) return err->code;
        put_int(st, 1, all->slots[i].dispatch_key);
        put_int(st, 2, all->slots[i].sum);
        s = db_run(l, st, err);
    }
    sums_clear(l);
    return s;
}

void sums_clear(ledger *l) {
    if (l->sums && l->sums->used) memset(l->sums, 0, sizeof *l->sums);
}

/* ---- what belongs to a dispatch ------------------------------------------------------------------------------------------ */

/* All but the text, whose hash stands in the row; as write_dispatch.c sums them up, the key last because it is made last. */
static const char dispatch_row[] =
    "SELECT id, given_id, hash, source, title, title_shown, url, lang, lang_basis, date, date_basis, first_day, "
    "last_day, pack, version, characters, text_hash, dispatch_key FROM dispatches WHERE dispatch_key = ?1";

static const char sketch_row[] = "SELECT * FROM sketches WHERE dispatch_key = ?1";

static dp_status sum_up(ledger *l, const char *table, const char *sql, int64_t dispatch_key, int64_t *sum, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, dispatch_key);
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        *sum += row_sum_of(table, st, sqlite3_column_count(st));
    }
}

dp_status sums_add_sketch(ledger *l, int64_t dispatch_key, dp_error *err) {
    int64_t sum = 0;
    dp_status s = sum_up(l, "sketches", sketch_row, dispatch_key, &sum, err);
    return s == DP_OK ? sums_add(l, dispatch_key, (uint32_t)sum, err) : s;
}

dp_status sums_hold(ledger *l, int64_t dispatch_key, bool *hold, dp_error *err) {
#define OF(table)                                                                                                                \
    { table, "SELECT * FROM " table " WHERE dispatch_key = ?1" }
    static const struct {
        const char *table, *sql;
    } parts[] = {{"dispatches", dispatch_row},
                 OF("sentences"),
                 OF("actor_mentions"),
                 OF("place_mentions"),
                 OF("place_alternatives"),
                 OF("times"),
                 OF("quantities"),
                 OF("claims"),
                 OF("claimants"),
                 OF("claim_roles"),
                 OF("casualties"),
                 OF("control"),
                 OF("attributions"),
                 {"sketches", sketch_row}};
#undef OF
    int64_t sum = 0;
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof parts / sizeof *parts; i++)
        s = sum_up(l, parts[i].table, parts[i].sql, dispatch_key, &sum, err);
    sqlite3_stmt *st = s == DP_OK ? db_get(l, "SELECT sum FROM dispatch_sums WHERE dispatch_key = ?1", err) : NULL;
    if (!st) return err->code;
    put_int(st, 1, dispatch_key);
    bool row;
    if ((s = db_step(l, st, &row, err)) != DP_OK) return s;
    *hold = row && sqlite3_column_int64(st, 0) == sum;
    sqlite3_reset(st);
    return DP_OK;
}
