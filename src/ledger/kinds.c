#include "ledger/kinds.h"

#include <string.h>

#include "core/hash.h"
#include "ledger/stage.h"

/* What is longer is cut, where it is written as where it is asked for: more dispatches are looked at then, none is missed. */
static void lower(const char *s, char out[KIND_MAX]) {
    size_t n = 0;
    for (; s[n] && n < KIND_MAX - 1; n++) out[n] = s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] + ('a' - 'A')) : s[n];
    out[n] = '\0';
}

/* ---- writing --------------------------------------------------------------------------------------------------------------- */

void kinds_forget(ledger *l) {
    memset(&l->kinds, 0, sizeof l->kinds);
}

static dp_status run_on(ledger *l, const char *sql, const char *kind, int64_t *number, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_text(st, 1, kind);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (row && number) *number = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return s;
}

static dp_status load(ledger *l, kind_slot *k, dp_error *err) {
    int64_t common = 0, n = 0;
    dp_status s = run_on(l, "INSERT INTO kinds VALUES (?1, 0) ON CONFLICT DO NOTHING", k->name, NULL, err);
    if (s == DP_OK) s = run_on(l, "SELECT common FROM kinds WHERE kind = ?1", k->name, &common, err);
    if (s == DP_OK) s = run_on(l, "SELECT count(*) FROM rare_kinds WHERE kind = ?1", k->name, &n, err);
    k->common = common != 0;
    k->dispatches = (uint32_t)n;
    return s;
}

/* The slot of a kind; what is remembered gives way where there is no room. */
static dp_status slot_of(ledger *l, const char *name, kind_slot **out, dp_error *err) {
    uint32_t i = (uint32_t)(hash_bytes(name, strlen(name), 0) >> 32) % KIND_SLOTS;
    while (l->kinds.slots[i].name[0] && strcmp(l->kinds.slots[i].name, name) != 0) i = (i + 1) % KIND_SLOTS;
    kind_slot *k = *out = &l->kinds.slots[i];
    if (k->name[0]) return DP_OK;
    if (l->kinds.used >= KIND_SLOTS / 4 * 3) {
        kinds_forget(l);
        return slot_of(l, name, out, err);
    }
    memcpy(k->name, name, strlen(name) + 1);
    l->kinds.used++;
    return load(l, k, err);
}

static dp_status make_common(ledger *l, kind_slot *k, dp_error *err) {
    k->common = true;
    dp_status s = stage_flush(l, STAGE_RARE_KINDS, err);
    if (s == DP_OK) s = run_on(l, "UPDATE kinds SET common = 1 WHERE kind = ?1", k->name, NULL, err);
    return s == DP_OK ? run_on(l, "DELETE FROM rare_kinds WHERE kind = ?1", k->name, NULL, err) : s;
}

dp_status kinds_note(ledger *l, int64_t dispatch_key, const char *kind, dp_error *err) {
    char name[KIND_MAX];
    kind_slot *k;
    if (!kind || !*kind) return DP_OK;
    lower(kind, name);
    dp_status s = slot_of(l, name, &k, err);
    if (s != DP_OK || k->common || k->last == dispatch_key) return s;
    k->last = dispatch_key;
    if (++k->dispatches > l->kinds_few) return make_common(l, k, err);
    staged_row *r = stage_row(l, STAGE_RARE_KINDS, err);
    if (!r) return err->code;
    row_text(r, 1, name);
    row_int(r, 2, dispatch_key);
    return DP_OK;
}

/* ---- asking ---------------------------------------------------------------------------------------------------------------- */

/* Kinds that a filter's type may mean: its name, or, of digits, the beginning of a CAMEO code. */
static void add_named(const char *type, filter_sql *q) {
    char name[KIND_MAX];
    lower(type, name);
    buf_str(&q->where, "kind = ");
    filter_text(q, name, strlen(name));
    if (strspn(name, "0123456789") == strlen(name))
        buf_printf(&q->where, " OR substr(kind, 1, length(?%d)) = ?%d", q->count, q->count);
}

dp_status kinds_are_rare(ledger *l, const char *type, bool *out, dp_error *err) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    bool row = false;
    filter_init(&q);
    buf_str(&q.where, " AND common AND (");
    add_named(type, &q);
    dp_status s = filter_prepare(l, "SELECT 1 FROM kinds WHERE ", &q, ")", &st, err);
    if (s == DP_OK) s = db_step(l, st, &row, err);
    *out = s == DP_OK && !row;
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

void kinds_rows(const char *type, filter_sql *q) {
    buf_str(&q->where, "SELECT dispatch_key FROM rare_kinds WHERE kind IN (SELECT kind FROM kinds WHERE ");
    add_named(type, q);
    buf_str(&q->where, ")");
}
