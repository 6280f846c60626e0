/* Events: claims that tell of one happening. Two claims do when they say the same, when one denies the other, when they are at
 * odds over its count, day or place alone, or when their dispatch tells both of one incident on one day. Who holds a town against
 * whom is no event. Where coders say that two claims are the same they are of one event; relations that they overruled and claims
 * that they rejected hold nothing together.
 *
 * An event is what hangs together so, and its name is the lowest id of its claims: neither depends on the order of reading. When
 * a run ends, the claims in event_queue are worked out: each one's event is followed from claim to proposition to relation, and
 * what belonged to the same event before and was not reached is worked out next. A ledger without any event is worked out as a
 * whole (event_whole.c), so that nothing is queued while it is filled; likewise one of whose claims most are queued. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/entry.h"
#include "ledger/event_sql.h"
#include "ledger/stage.h"

/* ---- a set of numbers -------------------------------------------------------------------------------------------------- */

/* Nodes in the order they were met, and an open-addressed index over them. */
typedef struct node {
    int64_t a, b; /* a claim's keys; or a proposition's, and NO_CLAIM */
} node;
#define NO_CLAIM INT64_MIN

#define DAY_TEXT 16u

typedef struct walk {
    ledger *l;
    arena memory;
    struct {
        node *at;
        uint32_t n, cap;
    } nodes;
    uint32_t *slots; /* [slot_count] index + 1; 0: free */
    uint32_t slot_count;
    bool any_ties;                                /* coders tied claims */
    char event[ID_CHARS + 1];                     /* lowest id met */
    char first_day[DAY_TEXT], last_day[DAY_TEXT]; /* of all claims met; "" */
    struct {
        struct mover {
            node claim;
            char was[ID_CHARS + 1]; /* its event so far; "" */
        } * at;
        uint32_t n, cap;
    } claims; /* as they were met */
} walk;

static uint32_t slot_of(const walk *w, node v) {
    uint32_t i = (uint32_t)hash_bytes(&v, sizeof v, 0) & (w->slot_count - 1);
    while (w->slots[i] && (w->nodes.at[w->slots[i] - 1].a != v.a || w->nodes.at[w->slots[i] - 1].b != v.b))
        i = (i + 1) & (w->slot_count - 1);
    return i;
}

static bool grow(walk *w) {
    uint32_t n = w->slot_count ? w->slot_count * 2 : 64;
    uint32_t *slots = arena_array(&w->memory, n, sizeof *slots);
    if (!slots) return false;
    memset(slots, 0, n * sizeof *slots);
    w->slots = slots;
    w->slot_count = n;
    for (uint32_t i = 0; i < w->nodes.n; i++) slots[slot_of(w, w->nodes.at[i])] = i + 1;
    return true;
}

static dp_status meet(walk *w, node v, dp_error *err) {
    if (w->nodes.n * 2 >= w->slot_count && !grow(w)) return error_nomem(err);
    uint32_t i = slot_of(w, v);
    if (w->slots[i]) return DP_OK;
    if (!vec_push(&w->memory, &w->nodes, v)) return error_nomem(err);
    w->slots[i] = w->nodes.n;
    return DP_OK;
}

static bool has_met(const walk *w, node v) {
    return w->slots[slot_of(w, v)] != 0;
}

/* ---- following ---------------------------------------------------------------------------------------------------------- */

/* Meets what a statement gives: claims (two columns) or propositions (one). */
static dp_status meet_rows(walk *w, sqlite3_stmt *st, bool claims, dp_error *err) {
    for (;;) {
        bool row;
        dp_status s = db_step(w->l, st, &row, err);
        if (s != DP_OK || !row) return s;
        s = meet(w, (node){sqlite3_column_int64(st, 0), claims ? sqlite3_column_int64(st, 1) : NO_CLAIM}, err);
        if (s != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

static dp_status follow(walk *w, node from, const char *sql, bool to_claims, dp_error *err) {
    sqlite3_stmt *st = db_get(w->l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, from.a);
    if (from.b != NO_CLAIM) put_int(st, 2, from.b);
    return meet_rows(w, st, to_claims, err);
}

static const char *column_or_empty(sqlite3_stmt *st, int column) {
    const char *text = (const char *)sqlite3_column_text(st, column);
    return text ? text : "";
}

/* Days as they stand in the file: their order is that of their texts. */
static void note_days(walk *w, const char *first, const char *last) {
    if (!*first) first = last;
    if (!*last) last = first;
    if (!*first) return;
    if (!*w->first_day || strcmp(first, w->first_day) < 0) snprintf(w->first_day, DAY_TEXT, "%s", first);
    if (!*w->last_day || strcmp(last, w->last_day) > 0) snprintf(w->last_day, DAY_TEXT, "%s", last);
}

/* Its id and days, and what event it was of. */
static dp_status note_claim(walk *w, node claim, dp_error *err) {
    sqlite3_stmt *st = db_get(w->l,
                              "SELECT c.id, c.first_day, c.last_day, m.event FROM claims c LEFT JOIN event_claims m ON "
                              "m.dispatch_key = c.dispatch_key AND m.claim_no = c.claim_no WHERE c.dispatch_key = ?1 AND "
                              "c.claim_no = ?2",
                              err);
    if (!st) return err->code;
    put_int(st, 1, claim.a);
    put_int(st, 2, claim.b);
    bool row;
    dp_status s = db_step(w->l, st, &row, err);
    if (s != DP_OK || !row) return s;
    const char *id = column_or_empty(st, 0), *was = column_or_empty(st, 3);
    if (!w->event[0] || strcmp(id, w->event) < 0) memcpy(w->event, id, strnlen(id, ID_CHARS));
    note_days(w, column_or_empty(st, 1), column_or_empty(st, 2));
    struct mover m = {.claim = claim};
    memcpy(m.was, was, strnlen(was, ID_CHARS));
    if (!vec_push(&w->memory, &w->claims, m)) s = error_nomem(err);
    sqlite3_reset(st);
    return s;
}

static dp_status follow_claim(walk *w, node v, dp_error *err) {
    dp_status s = note_claim(w, v, err);
    if (s == DP_OK)
        s = follow(w, v, "SELECT proposition_key FROM claim_propositions WHERE dispatch_key = ?1 AND claim_no = ?2", false, err);
    if (s != DP_OK) return s;
    s = follow(
        w, v,
        "SELECT o.dispatch_key, o.claim_no FROM claims c JOIN claims o ON o.dispatch_key = c.dispatch_key AND "
        "o.incident = c.incident AND o.first_day IS c.first_day AND o.claim_no <> c.claim_no WHERE c.dispatch_key = ?1 AND "
        "c.claim_no = ?2 AND " IN_EVENTS("o"),
        true, err);
    if (s != DP_OK || !w->any_ties) return s;
    return follow(
        w, v,
        "SELECT t.other_dispatch, t.other_claim FROM coder_ties t JOIN claims o ON o.dispatch_key = t.other_dispatch "
        "AND o.claim_no = t.other_claim WHERE t.dispatch_key = ?1 AND t.claim_no = ?2 AND t.kind = 'same' AND " STANDING("o"),
        true, err);
}

static dp_status follow_proposition(walk *w, node v, dp_error *err) {
    dp_status s = follow(
        w, v, "SELECT k.dispatch_key, k.claim_no FROM claim_propositions k WHERE k.proposition_key = ?1 AND " STANDING("k"), true,
        err);
    if (s == DP_OK)
        s = follow(w, v, "SELECT r.b FROM relations r WHERE r.a = ?1 AND " EVENT_RELATION " AND " STILL_SAID("r.b"), false, err);
    if (s != DP_OK) return s;
    return follow(w, v, "SELECT r.a FROM relations r WHERE r.b = ?1 AND " EVENT_RELATION " AND " STILL_SAID("r.a"), false, err);
}

/* ---- settling ----------------------------------------------------------------------------------------------------------- */

static dp_status run_on_claim(ledger *l, const char *sql, node claim, const char *event, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, claim.a);
    put_int(st, 2, claim.b);
    if (event) put_text(st, 3, event);
    return db_run(l, st, err);
}

/* Those who shared an event with a claim of this one, and do not any more, are to be worked out too. */
static dp_status queue_left_behind(walk *w, const char *was, dp_error *err) {
    sqlite3_stmt *st = db_get(w->l, "SELECT dispatch_key, claim_no FROM event_claims WHERE event = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, was);
    for (;;) {
        bool row;
        dp_status s = db_step(w->l, st, &row, err);
        if (s != DP_OK || !row) return s;
        node other = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
        if (has_met(w, other)) continue;
        s = run_on_claim(w->l, "INSERT INTO event_queue VALUES (?1, ?2) ON CONFLICT DO NOTHING", other, NULL, err);
        if (s != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

/* An event that a claim has left is gone, or is worked out anew for those that are left behind. */
static dp_status drop_event(ledger *l, const char *event, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "DELETE FROM events WHERE id = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, event);
    return db_run(l, st, err);
}

static dp_status store_claim(walk *w, uint32_t i, dp_error *err) {
    const struct mover *m = &w->claims.at[i];
    const bool known = i > 0 && strcmp(m->was, m[-1].was) == 0; /* who was left behind there */
    dp_status s = DP_OK;
    if (strcmp(m->was, w->event) != 0) {
        if (*m->was && !known && (s = queue_left_behind(w, m->was, err)) == DP_OK) s = drop_event(w->l, m->was, err);
        if (s == DP_OK)
            s = run_on_claim(w->l, "INSERT OR REPLACE INTO event_claims VALUES (?1, ?2, ?3)", m->claim, w->event, err);
    }
    if (s != DP_OK) return s;
    return run_on_claim(w->l, "DELETE FROM event_queue WHERE dispatch_key = ?1 AND claim_no = ?2", m->claim, NULL, err);
}

/* Most events were there before with these days. */
static dp_status store_event(walk *w, dp_error *err) {
    sqlite3_stmt *st = db_get(w->l,
                              "INSERT INTO events VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET first_day = excluded.first_day, "
                              "last_day = excluded.last_day WHERE first_day IS NOT excluded.first_day OR last_day IS NOT "
                              "excluded.last_day",
                              err);
    if (!st) return err->code;
    put_text(st, 1, w->event);
    put_known(st, 2, w->first_day);
    put_known(st, 3, w->last_day);
    return db_run(w->l, st, err);
}

static dp_status store(walk *w, dp_error *err) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < w->claims.n; i++) s = store_claim(w, i, err);
    return s == DP_OK && w->event[0] ? store_event(w, err) : s;
}

static dp_status belongs(ledger *l, node claim, bool *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM claims c WHERE c.dispatch_key = ?1 AND c.claim_no = ?2 AND " IN_EVENTS("c"), err);
    if (!st) return err->code;
    put_int(st, 1, claim.a);
    put_int(st, 2, claim.b);
    dp_status s = db_step(l, st, out, err);
    sqlite3_reset(st);
    return s;
}

/* A claim that is of no event any more; those whose event it was are worked out next. */
static dp_status leave(walk *w, node claim, dp_error *err) {
    static const char *const sql[] = {("INSERT OR IGNORE INTO event_queue SELECT o.dispatch_key, o.claim_no FROM event_claims m "
                                       "JOIN event_claims o USING (event) "
                                       "WHERE m.dispatch_key = ?1 AND m.claim_no = ?2"),
                                      ("DELETE FROM events WHERE id IN (SELECT event FROM event_claims WHERE dispatch_key = ?1 "
                                       "AND claim_no = ?2)"),
                                      "DELETE FROM event_claims WHERE dispatch_key = ?1 AND claim_no = ?2",
                                      "DELETE FROM event_queue WHERE dispatch_key = ?1 AND claim_no = ?2"};
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof sql / sizeof *sql; i++) s = run_on_claim(w->l, sql[i], claim, NULL, err);
    return s;
}

static dp_status settle_from(walk *w, node first, dp_error *err) {
    bool in;
    dp_status s = belongs(w->l, first, &in, err);
    if (s != DP_OK) return s;
    if (!in) return leave(w, first, err);
    arena_reset(&w->memory);
    *w = (walk){.l = w->l, .memory = w->memory, .any_ties = w->any_ties};
    s = meet(w, first, err);
    for (uint32_t i = 0; s == DP_OK && i < w->nodes.n; i++) {
        node v = w->nodes.at[i];
        s = v.b == NO_CLAIM ? follow_proposition(w, v, err) : follow_claim(w, v, err);
    }
    return s == DP_OK ? store(w, err) : s;
}

static dp_status settle_queue(ledger *l, dp_error *err) {
    walk w = {.l = l};
    arena_init(&w.memory);
    int64_t ties;
    dp_status s = db_number(l, "SELECT EXISTS (SELECT 1 FROM coder_ties)", &ties, err);
    w.any_ties = s == DP_OK && ties;
    while (s == DP_OK) {
        sqlite3_stmt *st = db_get(l, "SELECT dispatch_key, claim_no FROM event_queue LIMIT 1", err);
        bool row = false;
        s = st ? db_step(l, st, &row, err) : err->code;
        if (s != DP_OK || !row) break;
        node first = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
        sqlite3_reset(st);
        s = settle_from(&w, first, err);
    }
    arena_free(&w.memory);
    return s;
}

dp_status events_look(ledger *l, dp_error *err) {
    int64_t none;
    dp_status s = db_number(l, "SELECT NOT EXISTS (SELECT 1 FROM event_claims)", &none, err);
    l->no_events = s == DP_OK && none;
    return s;
}

/* Of all claims, the part from which on one pass over all is quicker than a walk from each: it takes some 9 microseconds a claim,
 * a walk 110. */
#define WHOLE_SHARE "6"

dp_status events_settle(ledger *l, dp_error *err) {
    int64_t most = 0;
    dp_status s = l->no_events ? DP_OK : events_look(l, err);
    if (s == DP_OK && !l->no_events)
        s = db_number(l, "SELECT (SELECT count(*) FROM event_queue) * " WHOLE_SHARE " > (SELECT count(*) FROM event_claims)",
                      &most, err);
    if (s != DP_OK) return s;
    const bool whole = l->no_events || most;
    l->no_events = false;
    if (whole) {
        s = events_settle_whole(l, err); /* by what was read; what coders tied is worked out upon that */
        if (s == DP_OK)
            s = db_exec(l, "INSERT OR IGNORE INTO event_queue SELECT dispatch_key, claim_no FROM coder_ties WHERE kind = 'same'",
                        err);
    }
    return s == DP_OK ? settle_queue(l, err) : s;
}

dp_status events_queue_proposition(ledger *l, int64_t proposition_key, dp_error *err) {
    if (l->no_events) return DP_OK;
    dp_status s = stage_flush(l, STAGE_CLAIM_PROPOSITIONS, err);
    sqlite3_stmt *st = s != DP_OK ? NULL
                                  : db_get(l,
                                           "INSERT INTO event_queue SELECT dispatch_key, claim_no FROM claim_propositions WHERE "
                                           "proposition_key = ?1 ON CONFLICT DO NOTHING",
                                           err);
    if (!st) return err->code;
    put_int(st, 1, proposition_key);
    return db_run(l, st, err);
}

dp_status events_queue_claim(ledger *l, int64_t dispatch_key, int64_t claim_no, dp_error *err) {
    if (l->no_events) return DP_OK;
    return run_on_claim(l, "INSERT INTO event_queue VALUES (?1, ?2) ON CONFLICT DO NOTHING", (node){dispatch_key, claim_no}, NULL,
                        err);
}

static dp_status run_on_dispatch(ledger *l, const char *sql, int64_t dispatch_key, dp_error *err) {
    sqlite3_stmt *st = db_get(l, sql, err);
    if (!st) return err->code;
    put_int(st, 1, dispatch_key);
    return db_run(l, st, err);
}

dp_status events_erase(ledger *l, int64_t dispatch_key, dp_error *err) {
    dp_status s = run_on_dispatch(l,
                                  "INSERT INTO event_queue SELECT dispatch_key, claim_no FROM event_claims WHERE dispatch_key <> "
                                  "?1 AND event IN (SELECT event FROM event_claims WHERE dispatch_key = ?1) ON CONFLICT DO "
                                  "NOTHING",
                                  dispatch_key, err);
    if (s == DP_OK)
        s = run_on_dispatch(l, "DELETE FROM events WHERE id IN (SELECT event FROM event_claims WHERE dispatch_key = ?1)",
                            dispatch_key, err);
    if (s == DP_OK) s = run_on_dispatch(l, "DELETE FROM event_claims WHERE dispatch_key = ?1", dispatch_key, err);
    return s == DP_OK ? run_on_dispatch(l, "DELETE FROM event_queue WHERE dispatch_key = ?1", dispatch_key, err) : s;
}
