/* Which claims a coder gets, and in which order: all that fit, read by day and id out of the index that holds these, weighed
 * (weight.h) and sorted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/filter.h"
#include "ledger/review.h"
#include "ledger/weight.h"

/* ?1 coder, ?2 role, ?3 and ?4 the two between whom is adjudicated. */
static const char queue_sql[] =
    "SELECT c.id, c.dispatch_key, c.claim_no, c.uncertainty FROM claims c LEFT JOIN dispatches d ON d.dispatch_key = "
    "c.dispatch_key WHERE ";

/* Both have a verdict, and it or a correction differs; or they do not say the same of the claim and another. */
static const char disputed[] =
    " AND c.id IN (SELECT a.claim_a FROM v_tied a JOIN v_tied b USING (claim_a, claim_b) WHERE a.coder = ?3 AND b.coder = ?4 AND "
    "a.role = 'coder' AND b.role = 'coder' AND a.kind <> b.kind UNION "
    "SELECT a.claim FROM v_decisions a JOIN v_decisions b ON b.claim = a.claim "
    "WHERE a.coder = ?3 AND b.coder = ?4 AND a.role = 'coder' AND b.role = 'coder' AND a.verdict IN ('accept', 'reject') "
    "AND b.verdict IN ('accept', 'reject') AND (a.verdict <> b.verdict OR a.days IS NOT b.days OR a.place IS NOT b.place "
    "OR a.type IS NOT b.type OR a.actor IS NOT b.actor))";

static const char *role_of(const reviewer *who) {
    return who->first ? "adjudicator" : "coder";
}

/* ---- what this reviewer decided -------------------------------------------------------------------------------------------- */

typedef struct verdict {
    char claim[REVIEW_ID];
    uint8_t kind;
    int64_t decision; /* its row */
} verdict;
typedef vec_of(verdict) verdict_list; /* by claim */

static uint8_t verdict_of(const char *name) {
    for (uint8_t i = DECISION_ACCEPT; name && i <= DECISION_SKIP; i++)
        if (strcmp(decision_kind_name(i), name) == 0) return i;
    return DECISION_NONE;
}

static dp_status load_verdicts(ledger *l, const reviewer *who, arena *a, verdict_list *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT claim, verdict, decision_key FROM v_decisions WHERE coder = ?1 AND role = ?2 AND verdict "
                              "IS NOT NULL ORDER BY claim",
                              err);
    if (!st) return err->code;
    put_text(st, 1, who->coder);
    put_text(st, 2, role_of(who));
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        const char *claim = (const char *)sqlite3_column_text(st, 0);
        verdict one = {.kind = verdict_of((const char *)sqlite3_column_text(st, 1)), .decision = sqlite3_column_int64(st, 2)};
        snprintf(one.claim, sizeof one.claim, "%s", claim ? claim : "");
        if (!vec_push(a, out, one)) {
            sqlite3_reset(st);
            return error_nomem(err);
        }
    }
}

static int by_claim(const void *id, const void *v) {
    return strcmp(id, ((const verdict *)v)->claim);
}

static const verdict *find_verdict(const verdict_list *all, const char *id) {
    return all->n ? bsearch(id, all->at, all->n, sizeof *all->at, by_claim) : NULL;
}

/* ---- the items ------------------------------------------------------------------------------------------------------------- */

/* By day and id. */
typedef struct queue_items {
    review_item *at;
    uint32_t n, cap;
    vec_of(claim_key) keys;
    const verdict *newest; /* of the item that was decided last; NULL */
} queue_items;

/* What a queue is made of. */
typedef struct queue_ask {
    const reviewer *who;
    const ledger_filter *f;
    claim_weights weights;
    verdict_list verdicts;
} queue_ask;

static void add_reviewer(const reviewer *who, filter_sql *q) {
    const char *const names[] = {who->coder, role_of(who), who->first ? who->first : "", who->second ? who->second : ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        buf_str(&q->where, " AND ");
        filter_text(q, names[i], strlen(names[i]));
        buf_str(&q->where, " IS NOT NULL");
    }
    if (who->first) buf_str(&q->where, disputed);
}

static bool add_item(const queue_ask *ask, sqlite3_stmt *st, arena *a, queue_items *items) {
    const char *id = (const char *)sqlite3_column_text(st, 0);
    const claim_key key = {sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2)};
    review_item item = {.uncertainty = (uint32_t)sqlite3_column_int(st, 3)};
    if (id) memcpy(item.id, id, strnlen(id, sizeof item.id - 1));
    const verdict *v = find_verdict(&ask->verdicts, item.id);
    if (v) {
        item.verdict = v->kind;
        if (!items->newest || v->decision > items->newest->decision) items->newest = v;
    }
    return vec_push(a, items, item) && vec_push(a, &items->keys, key);
}

/* Apart from the reading, so that the next ones are fetched while one waits for memory. */
static void weigh_items(const claim_weights *weights, queue_items *items) {
    for (uint32_t i = 0; i < items->n; i++) {
        const claim_weight w = weight_of(weights, items->keys.at[i].dispatch_key, items->keys.at[i].claim_no);
        review_item *item = &items->at[i];
        item->disagreement = w.against;
        item->voices = w.voices;
        item->dispatches = w.dispatches;
    }
}

/* Where all claims are asked for, so much room as they take: what grows by doubling would take twice as much, and be copied. */
static dp_status make_room(ledger *l, const queue_ask *ask, arena *a, queue_items *items, dp_error *err) {
    int64_t n;
    if (!filter_is_empty(ask->f) || ask->who->first) return DP_OK;
    dp_status s = db_number(l, "SELECT count(*) FROM claims", &n, err);
    if (s != DP_OK || n >= UINT32_MAX) return s;
    items->at = arena_array(a, items->cap = (uint32_t)n, sizeof *items->at);
    items->keys.at = arena_array(a, items->keys.cap = (uint32_t)n, sizeof *items->keys.at);
    return items->at && items->keys.at ? DP_OK : error_nomem(err);
}

static dp_status read_items(ledger *l, const queue_ask *ask, arena *a, queue_items *items, dp_error *err) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    filter_init(&q);
    add_reviewer(ask->who, &q);
    dp_status s = make_room(l, ask, a, items, err);
    if (s == DP_OK) s = filter_claims(l, ask->f, FILTER_ALL & ~(unsigned)FILTER_STANDING, &q, err);
    if (s == DP_OK) s = filter_prepare(l, queue_sql, &q, " ORDER BY c.first_day IS NULL, c.first_day, c.id", &st, err);
    bool row = true;
    while (s == DP_OK && (s = db_step(l, st, &row, err)) == DP_OK && row)
        if (!add_item(ask, st, a, items)) s = error_nomem(err);
    if (s == DP_OK) weigh_items(&ask->weights, items);
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

/* ---- their order ----------------------------------------------------------------------------------------------------------- */

enum key { KEY_DISAGREEMENT, KEY_VOICES, KEY_DISPATCHES, KEY_UNCERTAINTY, KEYS };

static uint32_t value_of(const review_item *item, enum key key) {
    const uint32_t values[KEYS] = {item->disagreement, item->voices, item->dispatches, item->uncertainty};
    return values[key];
}

#define DIGITS 65536u

/* The items in order, most of a key first, those with equally much as they stood: by one sixteen bits of its value. */
static void sort_by_digit(const uint32_t *values, uint32_t n, unsigned shift, uint32_t *counts, const uint32_t *order,
                          uint32_t *out) {
    memset(counts, 0, DIGITS * sizeof *counts);
    for (uint32_t i = 0; i < n; i++) counts[values[i] >> shift & (DIGITS - 1)]++;
    for (uint32_t digit = DIGITS, before = 0, here; digit-- > 0; before += here) {
        here = counts[digit];
        counts[digit] = before;
    }
    for (uint32_t i = 0; i < n; i++) out[counts[values[order[i]] >> shift & (DIGITS - 1)]++] = order[i];
}

/* The key of each item, apart from the rest of it; gives the greatest. */
static uint32_t take_values(const queue_items *items, enum key key, uint32_t *values) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < items->n; i++) {
        values[i] = value_of(&items->at[i], key);
        if (values[i] > most) most = values[i];
    }
    return most;
}

/* Sorts by the last key first, each time keeping the order there was: values are small, so that this takes a pass or two a key.
 */
static dp_status sort_items(const queue_items *items, enum review_order order, arena *memory, uint32_t **out, dp_error *err) {
    static const uint8_t keys[][KEYS] = {
        [REVIEW_BY_DISAGREEMENT] = {KEY_UNCERTAINTY, KEY_DISPATCHES, KEY_VOICES, KEY_DISAGREEMENT},
        [REVIEW_BY_REACH] = {KEY_UNCERTAINTY, KEY_DISAGREEMENT, KEY_DISPATCHES, KEY_VOICES},
        [REVIEW_BY_UNCERTAINTY] = {KEY_DISPATCHES, KEY_VOICES, KEY_DISAGREEMENT, KEY_UNCERTAINTY},
    };
    uint32_t *now = arena_array(memory, items->n, sizeof *now), *next = arena_array(memory, items->n, sizeof *next);
    uint32_t *values = arena_array(memory, items->n, sizeof *values), *counts = arena_array(memory, DIGITS, sizeof *counts);
    if (!now || !next || !values || !counts) return error_nomem(err);
    for (uint32_t i = 0; i < items->n; i++) now[i] = i;
    for (unsigned k = 0; order != REVIEW_BY_DAY && k < KEYS; k++) {
        const uint32_t most = take_values(items, keys[order][k], values);
        for (unsigned shift = 0; shift < 32 && most >> shift; shift += 16) {
            sort_by_digit(values, items->n, shift, counts, now, next);
            uint32_t *sorted = next;
            next = now;
            now = sorted;
        }
    }
    *out = now;
    return DP_OK;
}

/* The first that is open behind the one that was decided last, then from the beginning; n where none is. */
static uint32_t next_open(const review_queue *q, const verdict *newest) {
    uint32_t from = 0;
    while (newest && from < q->n && strcmp(q->at[from].id, newest->claim) != 0) from++;
    for (uint32_t i = 0; i < q->n; i++) {
        const uint32_t at = (from + i) % q->n;
        if (!q->at[at].verdict) return at;
    }
    return q->n;
}

static dp_status put_in_order(const queue_items *items, enum review_order order, arena *memory, arena *a, review_queue *out,
                              dp_error *err) {
    uint32_t *sorted = NULL;
    dp_status s = sort_items(items, order, memory, &sorted, err);
    if (s != DP_OK) return s;
    if (!(out->at = arena_array(a, items->n, sizeof *out->at))) return error_nomem(err);
    out->n = items->n;
    for (uint32_t i = 0; i < items->n; i++) {
        out->at[i] = items->at[sorted[i]];
        out->decided += out->at[i].verdict != DECISION_NONE;
    }
    out->start = next_open(out, items->newest);
    return DP_OK;
}

dp_status review_queue_of(ledger *l, const reviewer *who, const ledger_filter *f, enum review_order order, arena *a,
                          review_queue *out, dp_error *err) {
    static const ledger_filter everything = {0};
    dp_error own = {0};
    queue_ask ask = {.who = who, .f = f ? f : &everything};
    queue_items items = {0};
    arena memory;
    if (!err) err = &own;
    *out = (review_queue){0};
    arena_init(&memory);
    ledger_lock(l);
    dp_status s = weights_load(l, &memory, &ask.weights, err);
    if (s == DP_OK) s = load_verdicts(l, who, &memory, &ask.verdicts, err);
    if (s == DP_OK) s = read_items(l, &ask, &memory, &items, err);
    ledger_unlock(l);
    if (s == DP_OK) s = put_in_order(&items, order, &memory, a, out, err);
    arena_free(&memory);
    return s;
}
