/* The events of a whole ledger in one pass: as event.c works them out claim by claim, for a ledger that has none yet or most of
 * whose claims came in this run. Claims and
 * propositions are nodes of one forest (union by index; the paths are halved), and each tree is an event. */
#include <stdlib.h>
#include <string.h>

#include "ledger/entry.h"
#include "ledger/event_sql.h"
#include "ledger/keys.h"
#include "ledger/stage.h"
#include "ledger/tables.h"

typedef struct member {
    int64_t dispatch_key, claim_no;
    uint64_t incident; /* equal, in one dispatch, for claims of one incident on one day */
    char id[ID_CHARS + 1];
    day_range days; /* one that is not known is the other */
} member;

/* A tree, as it is written. */
typedef struct event_row {
    const char *id; /* the lowest of its claims; NULL: the node is no root */
    day_range days;
} event_row;

typedef struct forest {
    ledger *l;
    arena memory;
    key_list propositions; /* ascending */
    bool *said;            /* [propositions.cap] by a claim that coders did not reject */
    struct {
        member *at; /* by dispatch and number */
        uint32_t n, cap;
    } members;
    struct {
        uint32_t *at; /* of each proposition, then of each member */
        uint32_t n, cap;
    } parents;
} forest;

static uint32_t root_of(forest *f, uint32_t i) {
    uint32_t *up = f->parents.at;
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
}

static void join(forest *f, uint32_t a, uint32_t b) {
    a = root_of(f, a);
    b = root_of(f, b);
    f->parents.at[a < b ? b : a] = a < b ? a : b;
}

static dp_status grow_node(forest *f, dp_error *err) {
    const uint32_t self = f->parents.n;
    return vec_push(&f->memory, &f->parents, self) ? DP_OK : error_nomem(err);
}

/* Calls `take` for each row of a question without parameters. */
static dp_status each_row(forest *f, const char *sql, dp_status (*take)(forest *, sqlite3_stmt *, dp_error *), dp_error *err) {
    sqlite3_stmt *st = db_get(f->l, sql, err);
    if (!st) return err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(f->l, st, &row, err);
        if (s != DP_OK || !row) return s;
        if ((s = take(f, st, err)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

static dp_status take_proposition(forest *f, sqlite3_stmt *st, dp_error *err) {
    const int64_t key = sqlite3_column_int64(st, 0);
    return vec_push(&f->memory, &f->propositions, key) ? grow_node(f, err) : error_nomem(err);
}

/* Joins the last claim with those that its dispatch tells of the same incident. */
static void join_incident(forest *f) {
    const uint32_t last = f->members.n - 1;
    const member *m = &f->members.at[last];
    for (uint32_t i = last; i-- > 0 && f->members.at[i].dispatch_key == m->dispatch_key;)
        if (f->members.at[i].incident == m->incident) {
            join(f, f->propositions.n + i, f->propositions.n + last);
            return;
        }
}

/* Days since 1970 of an ISO date the ledger wrote. */
static int32_t day_of(sqlite3_stmt *st, int column) {
    const char *iso = (const char *)sqlite3_column_text(st, column);
    civil c;
    return iso && edtf_parse(iso, &c) && c.day ? day_from_civil(c.year, c.month, c.day) : DAY_NONE;
}

static day_range days_of(sqlite3_stmt *st) {
    const int32_t first = day_of(st, 5), last = day_of(st, 6);
    return (day_range){first != DAY_NONE ? first : last, last != DAY_NONE ? last : first};
}

static dp_status add_member(forest *f, sqlite3_stmt *st, dp_error *err) {
    member m = {.dispatch_key = sqlite3_column_int64(st, 0), .claim_no = sqlite3_column_int64(st, 1)};
    const char *id = (const char *)sqlite3_column_text(st, 3), *day = (const char *)sqlite3_column_text(st, 5);
    if (id) memcpy(m.id, id, strnlen(id, ID_CHARS));
    m.days = days_of(st);
    m.incident = hash_bytes(day ? day : "", day ? strlen(day) : 0, (uint64_t)sqlite3_column_int64(st, 4));
    if (!vec_push(&f->memory, &f->members, m)) return error_nomem(err);
    dp_status s = grow_node(f, err);
    if (s == DP_OK) join_incident(f);
    return s;
}

/* A claim and one of its propositions: dispatch_key, claim_no, proposition_key, id, incident, first_day, last_day. */
static dp_status take_claim(forest *f, sqlite3_stmt *st, dp_error *err) {
    const int64_t dispatch_key = sqlite3_column_int64(st, 0), claim_no = sqlite3_column_int64(st, 1);
    const member *last = f->members.n ? &f->members.at[f->members.n - 1] : NULL;
    if (!last || last->dispatch_key != dispatch_key || last->claim_no != claim_no) {
        dp_status s = add_member(f, st, err);
        if (s != DP_OK) return s;
    }
    uint32_t said;
    if (!keys_find(&f->propositions, sqlite3_column_int64(st, 2), &said)) return DP_OK;
    f->said[said] = true;
    join(f, said, f->parents.n - 1);
    return DP_OK;
}

static dp_status take_relation(forest *f, sqlite3_stmt *st, dp_error *err) {
    (void)err;
    uint32_t a, b;
    if (!keys_find(&f->propositions, sqlite3_column_int64(st, 0), &a) ||
        !keys_find(&f->propositions, sqlite3_column_int64(st, 1), &b))
        return DP_OK;
    if (f->said[a] && f->said[b]) join(f, a, b);
    return DP_OK;
}

/* ---- the pass ----------------------------------------------------------------------------------------------------------- */

static dp_status make_room(forest *f, dp_error *err) {
    int64_t members; /* and propositions are no more than these: each has a claim */
    dp_status s = db_number(f->l, "SELECT count(*) FROM claim_propositions", &members, err);
    if (s != DP_OK) return s;
    if (members > UINT32_MAX / 2) return error_set(err, DP_E_LEDGER, "more claims than can be gathered into events");
    f->propositions.cap = f->members.cap = (uint32_t)members;
    f->parents.cap = (uint32_t)members * 2;
    f->propositions.at = arena_array(&f->memory, f->propositions.cap, sizeof *f->propositions.at);
    f->said = arena_array(&f->memory, f->propositions.cap, sizeof *f->said);
    f->members.at = arena_array(&f->memory, f->members.cap, sizeof *f->members.at);
    f->parents.at = arena_array(&f->memory, f->parents.cap, sizeof *f->parents.at);
    return f->propositions.at && f->said && f->members.at && f->parents.at ? DP_OK : error_nomem(err);
}

static dp_status gather(forest *f, dp_error *err) {
    dp_status s = make_room(f, err);
    if (s == DP_OK) s = each_row(f, "SELECT DISTINCT proposition_key FROM claim_propositions ORDER BY 1", take_proposition, err);
    if (s == DP_OK)
        s = each_row(f,
                     "SELECT k.dispatch_key, k.claim_no, k.proposition_key, c.id, c.incident, c.first_day, c.last_day FROM "
                     "claim_propositions k JOIN claims c USING (dispatch_key, claim_no) WHERE " STANDING("k") " ORDER BY 1, 2",
                     take_claim, err);
    if (s != DP_OK) return s;
    return each_row(f, "SELECT r.a, r.b FROM relations r WHERE " EVENT_RELATION, take_relation, err);
}

static void widen(day_range *days, day_range by) {
    if (by.first == DAY_NONE) return;
    if (days->first == DAY_NONE || by.first < days->first) days->first = by.first;
    if (days->last == DAY_NONE || by.last > days->last) days->last = by.last;
}

/* The lowest id and the days of each tree, at its root. */
static event_row *sum_up_trees(forest *f) {
    event_row *rows = arena_array(&f->memory, f->parents.n, sizeof *rows);
    if (!rows) return NULL;
    for (uint32_t i = 0; i < f->parents.n; i++) rows[i] = (event_row){NULL, {DAY_NONE, DAY_NONE}};
    for (uint32_t i = 0; i < f->members.n; i++) {
        event_row *row = &rows[root_of(f, f->propositions.n + i)];
        if (!row->id || strcmp(f->members.at[i].id, row->id) < 0) row->id = f->members.at[i].id;
        widen(&row->days, f->members.at[i].days);
    }
    return rows;
}

static dp_status store_claims(forest *f, const event_row *rows, dp_error *err) {
    for (uint32_t i = 0; i < f->members.n; i++) {
        staged_row *r = stage_row(f->l, STAGE_EVENT_CLAIMS, err);
        if (!r) return err->code;
        row_int(r, 1, f->members.at[i].dispatch_key);
        row_int(r, 2, f->members.at[i].claim_no);
        row_text(r, 3, rows[root_of(f, f->propositions.n + i)].id);
        dp_status s = stages_relieve(f->l, err);
        if (s != DP_OK) return s;
    }
    return stage_flush(f->l, STAGE_EVENT_CLAIMS, err);
}

static int by_id(const void *a, const void *b) {
    return strcmp(((const event_row *)a)->id, ((const event_row *)b)->id);
}

/* In the order of their ids, so that each page is written once. */
static dp_status store_events(forest *f, event_row *rows, dp_error *err) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->parents.n; i++)
        if (rows[i].id) rows[n++] = rows[i];
    qsort(rows, n, sizeof *rows, by_id);
    for (uint32_t i = 0; i < n; i++) {
        staged_row *r = stage_row(f->l, STAGE_EVENTS, err);
        if (!r) return err->code;
        row_text(r, 1, rows[i].id);
        row_day(r, 2, rows[i].days.first);
        row_day(r, 3, rows[i].days.last);
        dp_status s = stages_relieve(f->l, err);
        if (s != DP_OK) return s;
    }
    return stage_flush(f->l, STAGE_EVENTS, err);
}

static dp_status store(forest *f, dp_error *err) {
    event_row *rows = sum_up_trees(f);
    if (!rows) return error_nomem(err);
    dp_status s = store_claims(f, rows, err);
    return s == DP_OK ? store_events(f, rows, err) : s;
}

dp_status events_settle_whole(ledger *l, dp_error *err) {
    forest f = {.l = l};
    arena_init(&f.memory);
    dp_status s = gather(&f, err);
    if (s == DP_OK)
        s = db_exec(l,
                    "DELETE FROM event_queue; DROP INDEX IF EXISTS event_claims_event; DROP INDEX IF EXISTS "
                    "events_order; DROP INDEX IF EXISTS events_long; DELETE FROM event_claims; DELETE FROM events",
                    err);
    if (s == DP_OK) s = store(&f, err);
    if (s == DP_OK) s = late_indexes_make(l, err);
    arena_free(&f.memory);
    return s;
}
