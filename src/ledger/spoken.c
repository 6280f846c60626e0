/* Names of who speaks, kept. */
#include "ledger/spoken.h"

#include <string.h>

enum { KEPT_MOST = 1 << 20 /* bytes of a column's names */ };

/* Every name in a column that has an index, each once, folded and as it is spelled: the index is leapt through from name to name.
 */
#define NAMES(table, column, folded)                                                                                             \
    "WITH RECURSIVE names(x) AS (SELECT min(" column ") FROM " table " UNION ALL SELECT (SELECT min(" column ") FROM " table     \
    " WHERE " column " > x) FROM names WHERE x IS NOT NULL) SELECT " folded ", x FROM names WHERE x IS NOT NULL"
static const char *const questions[SPOKEN_COLUMNS] = {[SPOKEN_IN_LANE] = NAMES("claims", "claimant_fold", "x"),
                                                      [SPOKEN_IN_CHAIN] = NAMES("claimants", "folded", "x"),
                                                      [SPOKEN_OUTLET] = NAMES("dispatches", "source", "ledger_fold(x)")};

static void keep_row(sqlite3_stmt *st, buf *out) {
    for (int i = 0; i < 2; i++) {
        const char *name = (const char *)sqlite3_column_text(st, i);
        buf_str(out, name);
        buf_char(out, '\0');
    }
}

static dp_status load(ledger *l, enum spoken_column column, dp_error *err) {
    buf *names = &l->spoken.names[column];
    sqlite3_stmt *st = db_get(l, questions[column], err);
    if (!st) return err->code;
    bool row = true;
    dp_status s = DP_OK;
    buf_clear(names);
    while (names->n <= KEPT_MOST && (s = db_step(l, st, &row, err)) == DP_OK && row) keep_row(st, names);
    sqlite3_reset(st);
    if (s == DP_OK && names->failed) s = error_nomem(err);
    l->spoken.known[column] = s == DP_OK;
    return s;
}

/* Forgets what is kept where the file is no longer the same. */
static dp_status look_at_version(ledger *l, dp_error *err) {
    int64_t version;
    dp_status s = db_number(l, "PRAGMA data_version", &version, err);
    if (s != DP_OK || version == l->spoken.version) return s;
    l->spoken.version = version;
    memset(l->spoken.known, 0, sizeof l->spoken.known);
    return DP_OK;
}

static bool tell(const char *name, arena *a, spoken_list *out) {
    if ((out->many = out->n == SPOKEN_MOST)) return true;
    out->at[out->n] = arena_copy(a, name, strlen(name));
    return out->at[out->n++] != NULL;
}

dp_status spoken_holding(ledger *l, enum spoken_column column, const char *part, arena *a, spoken_list *out, dp_error *err) {
    *out = (spoken_list){.many = l->writable}; /* what this handle writes does not change the version that it sees */
    if (out->many) return DP_OK;
    dp_status s = look_at_version(l, err);
    if (s == DP_OK && !l->spoken.known[column]) s = load(l, column, err);
    if (s != DP_OK) return s;
    const buf *names = &l->spoken.names[column];
    out->many = names->n > KEPT_MOST;
    const char *at = names->at, *end = names->n ? at + names->n : at;
    while (!out->many && at < end) {
        const char *spelled = at + strlen(at) + 1;
        if (strstr(at, part) && !tell(spelled, a, out)) return error_nomem(err);
        at = spelled + strlen(spelled) + 1;
    }
    return DP_OK;
}

void spoken_free(ledger *l) {
    for (int i = 0; i < SPOKEN_COLUMNS; i++) buf_free(&l->spoken.names[i]);
}
