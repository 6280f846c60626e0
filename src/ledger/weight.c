#include "ledger/weight.h"

#include <stdlib.h>

#include "ledger/settled_sql.h"

typedef struct tally {
    uint32_t voices, dispatches, against;
} tally;

typedef struct propositions {
    key_list keys; /* ascending */
    vec_of(tally) at;
} propositions;

/* Two propositions at odds, by their indexes, the lower one first. */
typedef struct pair {
    uint32_t a, b;
} pair;

/* What one claim says. */
typedef struct row {
    uint32_t dispatch, claim_no, proposition; /* dispatch and proposition by index */
} row;

typedef struct pass {
    ledger *l;
    arena *a;
    propositions *p;
    vec_of(row) rows; /* by proposition */
    vec_of(pair) pairs;
    claim_weights *out;
    dp_error *err;
} pass;

/* Calls `take` for each row of a question without parameters; it says whether there was memory for it. */
static dp_status each_row(pass *w, const char *sql, bool (*take)(pass *, sqlite3_stmt *)) {
    sqlite3_stmt *st = db_get(w->l, sql, w->err);
    if (!st) return w->err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(w->l, st, &row, w->err);
        if (s != DP_OK || !row) return s;
        if (!take(w, st)) {
            sqlite3_reset(st);
            return error_nomem(w->err);
        }
    }
}

/* ---- propositions ---------------------------------------------------------------------------------------------------------- */

typedef struct counting {
    uint32_t *heard;   /* [dispatches] by whom a proposition was heard last: its index and one; of first texts */
    uint32_t dispatch; /* the last row's */
} counting;

/* Rows come by proposition and dispatch. */
static bool count_row(pass *w, counting *c, int64_t proposition, uint32_t dispatch) {
    propositions *p = w->p;
    const bool fresh = !p->keys.n || p->keys.at[p->keys.n - 1] != proposition;
    if (!fresh && c->dispatch == dispatch) return true;
    if (fresh && (!vec_push(w->a, &p->keys, proposition) || !vec_push(w->a, &p->at, (tally){0}))) return false;
    c->dispatch = dispatch;
    tally *t = &p->at.at[p->at.n - 1];
    uint32_t *heard = &c->heard[w->out->dispatches.root[dispatch]];
    t->dispatches++;
    t->voices += *heard != p->at.n;
    *heard = p->at.n;
    return true;
}

/* Columns: proposition, dispatch, claim. What no dispatch is known of is a damaged file's. */
static bool take_row(pass *w, counting *c, sqlite3_stmt *st) {
    uint32_t dispatch;
    const int64_t claim_no = sqlite3_column_int64(st, 2);
    if (!keys_find(&w->out->dispatches.keys, sqlite3_column_int64(st, 1), &dispatch)) return true;
    if (claim_no < 0 || claim_no > UINT32_MAX) return true;
    if (!count_row(w, c, sqlite3_column_int64(st, 0), dispatch)) return false;
    const row one = {dispatch, (uint32_t)claim_no, w->p->keys.n - 1};
    return vec_push(w->a, &w->rows, one);
}

static dp_status count_propositions(pass *w) {
    counting c = {.heard = arena_array(w->a, w->out->dispatches.keys.n, sizeof *c.heard)};
    sqlite3_stmt *st = db_get(w->l,
                              "SELECT proposition_key, dispatch_key, claim_no FROM claim_propositions ORDER BY proposition_key, "
                              "dispatch_key, claim_no",
                              w->err);
    if (!st) return w->err->code;
    bool row = true;
    dp_status s = c.heard ? DP_OK : error_nomem(w->err);
    while (s == DP_OK && (s = db_step(w->l, st, &row, w->err)) == DP_OK && row)
        if (!take_row(w, &c, st)) s = error_nomem(w->err);
    sqlite3_reset(st);
    return s;
}

static bool take_pair(pass *w, sqlite3_stmt *st) {
    uint32_t a, b;
    if (!keys_find(&w->p->keys, sqlite3_column_int64(st, 0), &a) || !keys_find(&w->p->keys, sqlite3_column_int64(st, 1), &b))
        return true;
    const pair one = a < b ? (pair){a, b} : (pair){b, a};
    return vec_push(w->a, &w->pairs, one);
}

static int compare_pairs(const void *a, const void *b) {
    const pair *x = a, *y = b;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* Each pair once, however many fields the two differ in, and in whichever order they stand. */
static dp_status weigh_pairs(pass *w) {
    static const char at_odds[] = "SELECT r.a, r.b FROM relations r WHERE r.kind <> 'same' AND NOT " OVERRULED;
    dp_status s = each_row(w, at_odds, take_pair);
    if (s != DP_OK || !w->pairs.n) return s;
    qsort(w->pairs.at, w->pairs.n, sizeof *w->pairs.at, compare_pairs);
    for (uint32_t i = 0; i < w->pairs.n; i++) {
        if (i && compare_pairs(&w->pairs.at[i - 1], &w->pairs.at[i]) == 0) continue;
        tally *x = &w->p->at.at[w->pairs.at[i].a], *y = &w->p->at.at[w->pairs.at[i].b];
        x->against += y->voices;
        y->against += x->voices;
    }
    return DP_OK;
}

/* ---- claims ---------------------------------------------------------------------------------------------------------------- */

static uint32_t greater(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

/* The rows once more, dispatch by dispatch. */
static bool weigh_claims(pass *w) {
    claim_weights *out = w->out;
    const uint32_t n = out->dispatches.keys.n;
    uint32_t *next = arena_array(w->a, n, sizeof *next);
    out->first = arena_array(w->a, (size_t)n + 1, sizeof *out->first);
    out->claims = arena_array(w->a, w->rows.n, sizeof *out->claims);
    if (!next || !out->first || !out->claims) return false;
    for (uint32_t i = 0; i < w->rows.n; i++) out->first[w->rows.at[i].dispatch + 1]++;
    for (uint32_t i = 0; i < n; i++) next[i] = out->first[i + 1] += out->first[i];
    for (uint32_t i = w->rows.n; i-- > 0;) {
        const row *r = &w->rows.at[i];
        const tally *t = &w->p->at.at[r->proposition];
        const uint32_t carried = out->dispatches.carried[out->dispatches.root[r->dispatch]];
        out->claims[--next[r->dispatch]] =
            (struct weighed){r->claim_no, {t->against, greater(t->voices, 1), greater(t->dispatches, carried)}};
    }
    return true;
}

/* So much room as there can be rows: what grows by doubling would take twice as much, and be copied. */
static dp_status make_room(pass *w) {
    int64_t rows;
    dp_status s = db_number(w->l, "SELECT count(*) FROM claim_propositions", &rows, w->err);
    if (s != DP_OK) return s;
    if (rows >= UINT32_MAX) return error_set(w->err, DP_E_LEDGER, "more claims than can be weighed");
    const uint32_t n = (uint32_t)rows;
    w->rows.at = arena_array(w->a, w->rows.cap = n, sizeof *w->rows.at);
    w->p->keys.at = arena_array(w->a, w->p->keys.cap = n, sizeof *w->p->keys.at);
    w->p->at.at = arena_array(w->a, w->p->at.cap = n, sizeof *w->p->at.at);
    return w->rows.at && w->p->keys.at && w->p->at.at ? DP_OK : error_nomem(w->err);
}

dp_status weights_load(ledger *l, arena *a, claim_weights *out, dp_error *err) {
    propositions p = {.keys = {0}};
    pass w = {.l = l, .a = a, .p = &p, .out = out, .err = err};
    *out = (claim_weights){.first = NULL};
    dp_status s = roots_load(l, a, &out->dispatches, err);
    if (s == DP_OK) s = make_room(&w);
    if (s == DP_OK) s = count_propositions(&w);
    if (s == DP_OK) s = weigh_pairs(&w);
    return s == DP_OK && !weigh_claims(&w) ? error_nomem(err) : s;
}

claim_weight weight_of(const claim_weights *w, int64_t dispatch_key, int64_t claim_no) {
    uint32_t d;
    if (!keys_find(&w->dispatches.keys, dispatch_key, &d)) return (claim_weight){0, 1, 1};
    claim_weight all = {0, 0, 0};
    for (uint32_t i = w->first[d]; i < w->first[d + 1]; i++) {
        const claim_weight *one = &w->claims[i].weight;
        if (w->claims[i].claim_no != claim_no) continue;
        all = (claim_weight){greater(all.against, one->against), greater(all.voices, one->voices),
                             greater(all.dispatches, one->dispatches)};
    }
    return all.voices ? all : (claim_weight){0, 1, w->dispatches.carried[w->dispatches.root[d]]};
}
