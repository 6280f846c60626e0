/* Claimants, counted in one pass through the index that holds them with their days. */
#include "ledger/voices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/roots.h"
#include "ledger/rows.h"
#include "ledger/spelling.h"

typedef struct voice {
    const char *fold;
    uint32_t claims, dispatches, voices;
    char first[16], last[16]; /* days; "" where none is known */
} voice;

typedef struct voice_count {
    ledger *l;
    arena memory;
    dispatch_roots dispatches;
    struct telling {
        uint32_t root;       /* index of its first text */
        uint32_t met, heard; /* the last claimant, its index and one, who told it; whose first text it is */
    } * tellings;            /* [dispatches] */
    vec_of(voice) list;      /* by folded name */
    dp_error *err;
} voice_count;

static const char *text_of(sqlite3_stmt *st, int column) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    return s ? s : "";
}

static void count_dispatch(voice_count *w, voice *v, int64_t key) {
    uint32_t i;
    if (!keys_find(&w->dispatches.keys, key, &i) || w->tellings[i].met == w->list.n) return;
    struct telling *root = &w->tellings[w->tellings[i].root];
    w->tellings[i].met = w->list.n;
    v->dispatches++;
    v->voices += root->heard != w->list.n;
    root->heard = w->list.n;
}

static void widen(voice *v, const char *first, const char *last) {
    if (*first && (!v->first[0] || strcmp(first, v->first) < 0)) snprintf(v->first, sizeof v->first, "%s", first);
    if (*last && strcmp(last, v->last) > 0) snprintf(v->last, sizeof v->last, "%s", last);
}

/* Columns: the folded name, first and last day, dispatch; by name. */
static bool count_row(voice_count *w, sqlite3_stmt *st) {
    const char *fold = text_of(st, 0);
    voice *v = w->list.n ? &w->list.at[w->list.n - 1] : NULL;
    if (!v || strcmp(v->fold, fold) != 0) {
        const voice fresh = {.fold = arena_copy(&w->memory, fold, strlen(fold))};
        if (!fresh.fold || !vec_push(&w->memory, &w->list, fresh)) return false;
        v = &w->list.at[w->list.n - 1];
    }
    v->claims++;
    widen(v, text_of(st, 1), text_of(st, 2));
    count_dispatch(w, v, sqlite3_column_int64(st, 3));
    return true;
}

static dp_status count_voices_of(voice_count *w, const ledger_filter *f) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    filter_init(&q);
    if (f->claimant) {
        buf_str(&q.where, " AND instr(c.claimant_fold, ");
        filter_name(w->l, f->claimant, &q);
        buf_str(&q.where, ")");
    }
    dp_status s = filter_prepare(w->l, "SELECT c.claimant_fold, c.first_day, c.last_day, c.dispatch_key FROM claims c WHERE ", &q,
                                 " ORDER BY c.claimant_fold", &st, w->err);
    bool row = true;
    while (s == DP_OK && (s = db_step(w->l, st, &row, w->err)) == DP_OK && row)
        if (!count_row(w, st)) s = error_nomem(w->err);
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

static int by_claims(const void *a, const void *b) {
    const voice *x = a, *y = b;
    return x->claims != y->claims ? (x->claims < y->claims ? 1 : -1) : strcmp(x->fold, y->fold);
}

static dp_status hand_on(voice_count *w, const ledger_filter *f, const row_sink *to) {
    const uint64_t end = f->limit && f->limit < w->list.n - f->offset ? f->offset + f->limit : w->list.n;
    bool on = true;
    for (uint64_t i = f->offset; i < end && on; i++) {
        const voice *v = &w->list.at[i];
        spelling how;
        dp_status s = spelling_of(w->l, v->fold, f->with_names, &w->memory, &how, w->err);
        if (s != DP_OK) return s;
        const ledger_cell cells[] = {cell_of_text("claimant", how.name),
                                     cell_of_text("basis", how.basis),
                                     cell_of_count("claims", v->claims),
                                     cell_of_count("dispatches", v->dispatches),
                                     cell_of_count("voices", v->voices),
                                     cell_of_day("first_day", *v->first ? v->first : NULL),
                                     cell_of_day("last_day", *v->last ? v->last : NULL)};
        ++*to->count;
        on = to->fn(to->context, &(ledger_row){cells, sizeof cells / sizeof *cells, NULL});
    }
    return DP_OK;
}

static dp_status claimants(voice_count *w, const ledger_filter *f, const row_sink *to) {
    dp_status s = roots_load(w->l, &w->memory, &w->dispatches, w->err);
    if (s != DP_OK) return s;
    w->tellings = arena_array(&w->memory, w->dispatches.keys.n, sizeof *w->tellings);
    if (!w->tellings) return error_nomem(w->err);
    for (uint32_t i = 0; i < w->dispatches.keys.n; i++) w->tellings[i].root = w->dispatches.root[i];
    if ((s = count_voices_of(w, f)) != DP_OK || f->offset >= w->list.n) return s;
    qsort(w->list.at, w->list.n, sizeof *w->list.at, by_claims);
    return hand_on(w, f, to);
}

dp_status ledger_claimants(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    uint64_t n = 0;
    voice_count w = {.l = l, .err = err ? err : &own};
    const row_sink to = {fn, context, count ? count : &n};
    *to.count = 0;
    arena_init(&w.memory);
    ledger_lock(l);
    dp_status s = claimants(&w, f, &to);
    ledger_unlock(l);
    arena_free(&w.memory);
    return s;
}
