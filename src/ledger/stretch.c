#include "ledger/stretch.h"

#define NUMBERS 0x7fffffff /* rows of a dispatch have smaller ones */
enum { SENTENCES_BESIDE = 3 /* whose claims may have a claimant in the part */ };

/* The first row from a number on: its number, and what rises with it. */
#define FIRST_FROM(table, number, rises)                                                                                         \
    "SELECT " number ", " rises " FROM " table " WHERE dispatch_key = ?1 AND " number " >= ?2 ORDER BY " number " LIMIT 1"

/* The number of the first row that has risen to `wanted`; NUMBERS where none has. */
static dp_status first_risen(ledger *l, const char *sql, int64_t key, int64_t wanted, int64_t *out, dp_error *err) {
    int64_t low = 0, high = NUMBERS;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        bool row;
        sqlite3_stmt *st = db_get(l, sql, err);
        if (!st) return err->code;
        put_int(st, 1, key);
        put_int(st, 2, middle);
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK) return s;
        if (!row || sqlite3_column_int64(st, 1) >= wanted)
            high = middle;
        else
            low = sqlite3_column_int64(st, 0) + 1;
        sqlite3_reset(st);
    }
    *out = low;
    return DP_OK;
}

static dp_status range_of(ledger *l, const char *sql, int64_t key, int64_t from, int64_t to, row_range *out, dp_error *err) {
    dp_status s = first_risen(l, sql, key, from, &out->from, err);
    return s == DP_OK ? first_risen(l, sql, key, to, &out->to, err) : s;
}

static const char by_sentence[] = FIRST_FROM("sentences", "sentence_no", "start_char");

/* Where the first of its sentences begins. */
static dp_status begin_of(ledger *l, int64_t key, int64_t sentence, int64_t *out, dp_error *err) {
    bool row;
    sqlite3_stmt *st = db_get(l, by_sentence, err);
    if (!st) return err->code;
    put_int(st, 1, key);
    put_int(st, 2, sentence);
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK) return s;
    *out = row ? sqlite3_column_int64(st, 1) : 0;
    sqlite3_reset(st);
    return DP_OK;
}

stretch stretch_whole(void) {
    const row_range all = {0, NUMBERS};
    return (stretch){all, all, all, all, all, all};
}

dp_status stretch_of(ledger *l, int64_t dispatch_key, uint32_t start, uint32_t end, stretch *out, dp_error *err) {
    static const char *const by_start[] = {
        FIRST_FROM("place_mentions", "place_no", "start_char"), FIRST_FROM("actor_mentions", "actor_no", "start_char"),
        FIRST_FROM("times", "time_no", "start_char"), FIRST_FROM("quantities", "quantity_no", "start_char")};
    row_range *const rows[] = {&out->places, &out->actors, &out->times, &out->quantities};
    int64_t begin = 0;
    dp_status s = range_of(l, by_sentence, dispatch_key, (int64_t)start + 1, end, &out->sentences, err);
    if (s != DP_OK) return s;
    out->sentences.from = out->sentences.from > SENTENCES_BESIDE ? out->sentences.from - SENTENCES_BESIDE - 1 : 0;
    s = range_of(l, FIRST_FROM("claims", "claim_no", "sentence_no"), dispatch_key, out->sentences.from,
                 out->sentences.to + SENTENCES_BESIDE, &out->claims, err);
    if (s == DP_OK) s = begin_of(l, dispatch_key, out->sentences.from, &begin, err);
    for (size_t i = 0; s == DP_OK && i < sizeof rows / sizeof *rows; i++)
        s = range_of(l, by_start[i], dispatch_key, begin, end, rows[i], err);
    return s;
}
