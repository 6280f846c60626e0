/* Masking by what the ledger knows of a dispatch's persons. */
#include "ledger/masked.h"

#include <string.h>

const char masked_persons[] =
    "SELECT start_char, end_char FROM private_names WHERE dispatch_key = ?1 AND end_char > ?2 AND start_char < ?3 ORDER BY "
    "start_char";

/* Bytes of the first n characters. */
static size_t bytes_of(const char *s, size_t size, int64_t n) {
    size_t at = 0;
    uint32_t cp;
    while (n-- > 0 && at < size) at += utf8_decode(s + at, size - at, &cp);
    return at;
}

/* Names stand in the order of the text; one that reaches over either end of the part is masked as far as it lies in it. */
static dp_status mask_names(ledger *l, sqlite3_stmt *st, const char *part, uint32_t start, buf *out, dp_error *err) {
    size_t size = strlen(part), kept = 0;
    int64_t done = start;
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK) return s;
        if (!row) break;
        int64_t from = sqlite3_column_int64(st, 0), to = sqlite3_column_int64(st, 1);
        if (from < start) from = start;
        if (from < done || to <= from) continue;
        size_t first = kept + bytes_of(part + kept, size - kept, from - done);
        size_t last = first + bytes_of(part + first, size - first, to - from);
        if (last == first) break;
        buf_add(out, part + kept, first - kept);
        buf_str(out, MASK);
        kept = last;
        done = to;
    }
    buf_add(out, part + kept, size - kept);
    return DP_OK;
}

dp_status masked_part(ledger *l, int64_t dispatch_key, const char *part, uint32_t start, uint32_t characters, arena *a,
                      const char **out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, masked_persons, err);
    if (!st) return err->code;
    put_int(st, 1, dispatch_key);
    put_int(st, 2, start);
    put_int(st, 3, (int64_t)start + characters);
    buf b;
    buf_init(&b);
    dp_status s = mask_names(l, st, part, start, &b, err);
    sqlite3_reset(st);
    if (s == DP_OK && (b.failed || !(*out = arena_copy(a, b.at ? b.at : "", b.n)))) s = error_nomem(err);
    buf_free(&b);
    return s;
}

static dp_status names_person(ledger *l, const char *folded, bool *is, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT EXISTS (SELECT 1 FROM actors a JOIN actor_names n USING (actor_key) WHERE a.person AND "
                              "n.folded <> '' AND (instr(' ' || n.folded || ' ', ' ' || ?1 || ' ') OR instr(' ' || ?1 || ' ', ' "
                              "' || n.folded || ' ')))",
                              err);
    if (!st) return err->code;
    put_text(st, 1, folded);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s == DP_OK && row) *is = sqlite3_column_int(st, 0) != 0;
    sqlite3_reset(st);
    return s;
}

dp_status ledger_names_person(ledger *l, const char *typed, bool *is, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *is = false;
    buf folded;
    buf_init(&folded);
    ledger_lock(l);
    name_key_long(l, typed, strlen(typed), &folded);
    dp_status s = !buf_cstr(&folded) ? error_nomem(err) : folded.n ? names_person(l, folded.at, is, err) : DP_OK;
    ledger_unlock(l);
    buf_free(&folded);
    return s;
}
