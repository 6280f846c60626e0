#include "ledger/roots.h"

#include <stdlib.h>

static int by_key(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* In no order: any index of the dispatches is narrower than their rows, which hold the texts. */
dp_status dispatch_keys_load(ledger *l, arena *a, key_list *keys, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT dispatch_key FROM dispatches", err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK) return s;
        if (!row) break;
        if (!vec_push(a, keys, sqlite3_column_int64(st, 0))) {
            sqlite3_reset(st);
            return error_nomem(err);
        }
    }
    if (keys->n) qsort(keys->at, keys->n, sizeof *keys->at, by_key);
    return DP_OK;
}

/* Each dispatch's root is the one it copies, so far. */
static dp_status load_copies(ledger *l, dispatch_roots *r, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT dispatch_key, copy_of FROM copies", err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        uint32_t copy, original;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        if (keys_find(&r->keys, sqlite3_column_int64(st, 0), &copy) &&
            keys_find(&r->keys, sqlite3_column_int64(st, 1), &original))
            r->root[copy] = original;
    }
}

/* A copy's original may be a copy too. In a damaged file copies may go in a circle: each is then its own root. */
static void go_back(dispatch_roots *r) {
    for (uint32_t i = 0; i < r->keys.n; i++) {
        uint32_t at = i, steps = 0;
        while (r->root[at] != at && steps++ < r->keys.n) at = r->root[at];
        if (r->root[at] != at) at = i;
        for (uint32_t k = i, next; r->root[k] != k && k != at; k = next) {
            next = r->root[k];
            r->root[k] = at;
        }
        r->root[at] = at;
    }
}

dp_status roots_load(ledger *l, arena *a, dispatch_roots *out, dp_error *err) {
    *out = (dispatch_roots){.root = NULL};
    dp_status s = dispatch_keys_load(l, a, &out->keys, err);
    if (s != DP_OK) return s;
    out->root = arena_array(a, out->keys.n, sizeof *out->root);
    out->carried = arena_array(a, out->keys.n, sizeof *out->carried);
    if (!out->root || !out->carried) return error_nomem(err);
    for (uint32_t i = 0; i < out->keys.n; i++) out->root[i] = i;
    s = load_copies(l, out, err);
    if (s != DP_OK) return s;
    go_back(out);
    for (uint32_t i = 0; i < out->keys.n; i++) out->carried[out->root[i]]++;
    return DP_OK;
}
