/* Claims by their events, and what their propositions' relations say of these. */
#include "ledger/dispute.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/internal.h"
#include "ledger/settled_sql.h"

/* A claim's stand in a proposition: propositions are lists of these. */
typedef struct stand {
    int64_t proposition;
    uint32_t claim, next; /* next: index + 1 of another claim of the proposition, 0 at the end */
} stand;
typedef struct slot {
    int64_t key;    /* proposition, 0: free */
    uint32_t first; /* index + 1 of its first stand */
} slot;

typedef struct tally {
    ledger *l;
    disputed_claim *claims;
    uint32_t n;
    arena a;
    uint64_t *claimant; /* [n] hash of who speaks */
    uint32_t *by_claim; /* [mask + 1] index + 1 of a claim by its row */
    uint32_t mask;
    slot *slots; /* [slot_mask + 1] */
    uint32_t slot_mask;
    struct {
        stand *at;
        uint32_t n, cap;
    } stands;
    uint64_t disputes;
    dp_error *err;
} tally;

static uint64_t row_hash(int64_t dispatch_key, int64_t claim_no) {
    const int64_t row[2] = {dispatch_key, claim_no};
    return hash_bytes(row, sizeof row, 0);
}

/* Index of a claim by its row, or INDEX_NONE. */
static uint32_t claim_at_row(const tally *t, int64_t dispatch_key, int64_t claim_no) {
    uint32_t i = (uint32_t)row_hash(dispatch_key, claim_no) & t->mask;
    for (; t->by_claim[i]; i = (i + 1) & t->mask) {
        const disputed_claim *c = &t->claims[t->by_claim[i] - 1];
        if (c->dispatch_key == dispatch_key && c->claim_no == claim_no) return t->by_claim[i] - 1;
    }
    return INDEX_NONE;
}

static slot *slot_of(tally *t, int64_t proposition) {
    uint32_t i = (uint32_t)hash_bytes(&proposition, sizeof proposition, 0) & t->slot_mask;
    while (t->slots[i].key && t->slots[i].key != proposition) i = (i + 1) & t->slot_mask;
    return &t->slots[i];
}

static dp_status make_tables(tally *t) {
    uint32_t size = 64;
    while (size / 2 < t->n && size < 1u << 30) size *= 2;
    t->mask = size - 1;
    t->claimant = arena_array(&t->a, t->n, sizeof *t->claimant);
    t->by_claim = arena_array(&t->a, size, sizeof *t->by_claim);
    if (!t->claimant || !t->by_claim) return error_nomem(t->err);
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t at = (uint32_t)row_hash(t->claims[i].dispatch_key, t->claims[i].claim_no) & t->mask;
        while (t->by_claim[at]) at = (at + 1) & t->mask;
        t->by_claim[at] = i + 1;
    }
    return DP_OK;
}

static dp_status make_slots(tally *t) {
    uint32_t size = 64;
    while (size / 2 < t->stands.n && size < 1u << 30) size *= 2;
    t->slot_mask = size - 1;
    t->slots = arena_array(&t->a, size, sizeof *t->slots);
    if (!t->slots) return error_nomem(t->err);
    for (uint32_t i = 0; i < t->stands.n; i++) {
        slot *at = slot_of(t, t->stands.at[i].proposition);
        t->stands.at[i].next = at->first;
        *at = (slot){t->stands.at[i].proposition, i + 1};
    }
    return DP_OK;
}

static dp_status read_claimants(tally *t) {
    for (uint32_t i = 0; i < t->n; i++) {
        sqlite3_stmt *st =
            db_get(t->l, "SELECT " SPEAKER_OF("c") " FROM claims c WHERE c.dispatch_key = ?1 AND c.claim_no = ?2", t->err);
        if (!st) return t->err->code;
        put_int(st, 1, t->claims[i].dispatch_key);
        put_int(st, 2, t->claims[i].claim_no);
        bool row;
        dp_status s = db_step(t->l, st, &row, t->err);
        if (s != DP_OK) return s;
        const char *name = row ? (const char *)sqlite3_column_text(st, 0) : NULL;
        t->claimant[i] = name ? hash_bytes(name, strlen(name), 0) : 0;
        sqlite3_reset(st);
    }
    return DP_OK;
}

/* Of few claims the propositions are looked up, of many they are read through. */
enum { FEW_CLAIMS = 20000 };

static dp_status add_stand(tally *t, uint32_t claim, int64_t proposition) {
    const stand one = {.proposition = proposition, .claim = claim};
    return vec_push(&t->a, &t->stands, one) ? DP_OK : error_nomem(t->err);
}

static dp_status look_up_stands(tally *t) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < t->n; i++) {
        sqlite3_stmt *st =
            db_get(t->l, "SELECT proposition_key FROM claim_propositions WHERE dispatch_key = ?1 AND claim_no = ?2", t->err);
        if (!st) return t->err->code;
        put_int(st, 1, t->claims[i].dispatch_key);
        put_int(st, 2, t->claims[i].claim_no);
        bool row = true;
        while (s == DP_OK && (s = db_step(t->l, st, &row, t->err)) == DP_OK && row)
            s = add_stand(t, i, sqlite3_column_int64(st, 0));
        sqlite3_reset(st);
    }
    return s;
}

static dp_status read_stands(tally *t) {
    sqlite3_stmt *st = db_get(t->l, "SELECT proposition_key, dispatch_key, claim_no FROM claim_propositions", t->err);
    if (!st) return t->err->code;
    bool row = true;
    dp_status s = DP_OK;
    while (s == DP_OK && (s = db_step(t->l, st, &row, t->err)) == DP_OK && row) {
        const uint32_t claim = claim_at_row(t, sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2));
        if (claim != INDEX_NONE) s = add_stand(t, claim, sqlite3_column_int64(st, 0));
    }
    sqlite3_reset(st);
    return s;
}

static unsigned field_bit(const char *kind, const char *field) {
    static const struct {
        const char *name;
        unsigned bit;
    } fields[] = {{"count", DISPUTE_COUNT},   {"date", DISPUTE_DATE},     {"place", DISPUTE_PLACE},
                  {"holder", DISPUTE_HOLDER}, {"status", DISPUTE_STATUS}, {"polarity", DISPUTE_POLARITY}};
    if (!kind || !field || strcmp(kind, "same") == 0) return 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, field) == 0) return fields[i].bit;
    return DISPUTE_STATUS;
}

/* Do the claims of two propositions have different tellers? Who contradicts himself disputes nothing with anybody. */
static bool tellers_differ(const tally *t, const slot *a, const slot *b) {
    const uint64_t first = t->claimant[t->stands.at[a->first - 1].claim];
    const slot *const sides[2] = {a, b};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = sides[k]->first; i; i = t->stands.at[i - 1].next)
            if (t->claimant[t->stands.at[i - 1].claim] != first) return true;
    return false;
}

static bool has_wanted(const tally *t, const slot *s) {
    for (uint32_t i = s->first; i; i = t->stands.at[i - 1].next)
        if (t->claims[t->stands.at[i - 1].claim].wanted) return true;
    return false;
}

/* The first claim of its group stands for all. */
static void mark(tally *t, uint32_t claim, unsigned bit) {
    t->claims[t->claims[claim].group].disputes |= (uint8_t)bit;
}

static void relate(tally *t, const slot *a, const slot *b, unsigned bit) {
    const bool differ = bit && tellers_differ(t, a, b);
    if (differ || !(bit & DISPUTE_WHOLE)) {
        mark(t, t->stands.at[a->first - 1].claim, bit);
        mark(t, t->stands.at[b->first - 1].claim, bit);
    }
    if (differ && (has_wanted(t, a) || has_wanted(t, b))) t->disputes++;
}

/* Columns: both propositions, kind, field. */
static dp_status take_relations(tally *t, sqlite3_stmt *st) {
    for (;;) {
        bool row;
        dp_status s = db_step(t->l, st, &row, t->err);
        if (s != DP_OK || !row) return s;
        const slot *a = slot_of(t, sqlite3_column_int64(st, 0)), *b = slot_of(t, sqlite3_column_int64(st, 1));
        if (!a->first || !b->first) continue;
        relate(t, a, b, field_bit((const char *)sqlite3_column_text(st, 2), (const char *)sqlite3_column_text(st, 3)));
    }
}

static dp_status read_relations(tally *t) {
    sqlite3_stmt *st = db_get(t->l, "SELECT r.a, r.b, r.kind, r.field FROM relations r WHERE NOT " OVERRULED, t->err);
    return st ? take_relations(t, st) : t->err->code;
}

static dp_status look_up_relations(tally *t) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i <= t->slot_mask; i++) {
        if (!t->slots[i].key) continue;
        sqlite3_stmt *st =
            db_get(t->l, "SELECT r.a, r.b, r.kind, r.field FROM relations r WHERE r.a = ?1 AND NOT " OVERRULED, t->err);
        if (!st) return t->err->code;
        put_int(st, 1, t->slots[i].key);
        s = take_relations(t, st);
    }
    return s;
}

/* Pairs that only coders hold against each other: they do not say in what. */
static dp_status read_ties(tally *t) {
    sqlite3_stmt *st = db_get(t->l,
                              "SELECT v.claim_a, v.claim_b, a.dispatch_key, a.claim_no, b.dispatch_key, b.claim_no FROM "
                              "v_relations v JOIN claims a ON a.id = v.claim_a JOIN claims b ON b.id = v.claim_b WHERE v.basis = "
                              "'coder'",
                              t->err);
    if (!st) return t->err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(t->l, st, &row, t->err);
        if (s != DP_OK || !row) return s;
        const uint32_t a = claim_at_row(t, sqlite3_column_int64(st, 2), sqlite3_column_int64(st, 3)),
                       b = claim_at_row(t, sqlite3_column_int64(st, 4), sqlite3_column_int64(st, 5));
        if (a == INDEX_NONE || b == INDEX_NONE) continue;
        mark(t, a, DISPUTE_STATUS);
        mark(t, b, DISPUTE_STATUS);
        t->disputes += t->claims[a].wanted || t->claims[b].wanted;
    }
}

/* ---- groups --------------------------------------------------------------------------------------------------------------- */

typedef struct event_of_claim {
    const char *event;
    uint32_t claim;
} event_of_claim;

static int by_event(const void *a, const void *b) {
    const event_of_claim *x = a, *y = b;
    const int order = strcmp(x->event, y->event);
    return order ? order : (x->claim > y->claim) - (x->claim < y->claim);
}

static dp_status make_groups(tally *t) {
    event_of_claim *list = arena_array(&t->a, t->n, sizeof *list);
    uint32_t n = 0;
    if (!list) return error_nomem(t->err);
    for (uint32_t i = 0; i < t->n; i++) {
        t->claims[i].group = i;
        if (t->claims[i].event) list[n++] = (event_of_claim){t->claims[i].event, i};
    }
    if (n) qsort(list, n, sizeof *list, by_event);
    for (uint32_t i = 1; i < n; i++)
        if (strcmp(list[i].event, list[i - 1].event) == 0) t->claims[list[i].claim].group = t->claims[list[i - 1].claim].group;
    return DP_OK;
}

dp_status ledger_disputes(ledger *l, disputed_claim *claims, uint32_t n, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    tally t = {.l = l, .claims = claims, .n = n, .err = err ? err : &own};
    arena_init(&t.a);
    for (uint32_t i = 0; i < n; i++) claims[i].disputes = 0;
    ledger_lock(l);
    const bool few = n <= FEW_CLAIMS;
    dp_status s = make_tables(&t);
    if (s == DP_OK) s = read_claimants(&t);
    if (s == DP_OK) s = make_groups(&t);
    if (s == DP_OK) s = few ? look_up_stands(&t) : read_stands(&t);
    if (s == DP_OK) s = make_slots(&t);
    if (s == DP_OK) s = few ? look_up_relations(&t) : read_relations(&t);
    if (s == DP_OK) s = read_ties(&t);
    ledger_unlock(l);
    for (uint32_t i = 0; s == DP_OK && i < n; i++) claims[i].disputes = claims[claims[i].group].disputes;
    *count = t.disputes;
    arena_free(&t.a);
    return s;
}
