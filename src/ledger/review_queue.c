/* Which claims a coder gets, and in which order. */
#include <stdio.h>
#include <string.h>

#include "ledger/filter.h"
#include "ledger/review.h"
#include "ledger/settled_sql.h"

/* ?1 coder, ?2 role, ?3 and ?4 the two between whom is adjudicated.
 *   up       each copy with the first text that it carries
 *   chosen   the claims of this queue
 *   own      their propositions
 *   odds     of a proposition: those that contradict or deny it
 *   reach    what carries a proposition: voices and dispatches
 *   against  of a proposition: the voices that carry what contradicts or denies it
 *   weight   both by claim, the greatest of its propositions
 *   mine     what this reviewer decided */
#define UP                                                                                                                       \
    "up(dispatch_key, root) AS ("                                                                                                \
    "  SELECT dispatch_key, copy_of FROM copies WHERE copy_of NOT IN (SELECT dispatch_key FROM copies)"                          \
    "  UNION ALL SELECT k.dispatch_key, up.root FROM copies k JOIN up ON k.copy_of = up.dispatch_key)"
#define VOICES    "count(DISTINCT coalesce(up.root, k.dispatch_key))"
#define OPPOSED   "r.kind <> 'same' AND NOT " OVERRULED
#define OF_CLAIMS " FROM claims c LEFT JOIN dispatches d ON d.dispatch_key = c.dispatch_key WHERE "
#define MINE      "mine AS MATERIALIZED (SELECT claim, verdict, decision_key FROM v_decisions WHERE coder = ?1 AND role = ?2)"

/* All that fit; the first ones by day. The conditions and what ends "chosen" follow. */
#define CHOSEN      "chosen AS MATERIALIZED (SELECT c.dispatch_key, c.claim_no"
#define CHOOSE_THEM "WITH RECURSIVE " UP ", " CHOSEN OF_CLAIMS

/* Those that fit of the claims that anything contradicts or denies, each with the voices of that. */
#define CHOOSE_CONTESTED                                                                                                         \
    "WITH RECURSIVE " UP ", all_odds AS MATERIALIZED (SELECT r.a AS p, r.b AS q FROM relations r WHERE " OPPOSED                 \
    " UNION SELECT r.b, r.a FROM relations r WHERE " OPPOSED "), "                                                               \
    "heard AS MATERIALIZED (SELECT k.proposition_key AS p, " VOICES " AS voices FROM (SELECT DISTINCT q FROM all_odds) o "       \
    "CROSS JOIN claim_propositions k ON k.proposition_key = o.q LEFT JOIN up ON up.dispatch_key = k.dispatch_key GROUP BY 1), "  \
    "faced AS MATERIALIZED (SELECT o.p, sum(h.voices) AS n FROM all_odds o JOIN heard h ON h.p = o.q GROUP BY o.p), "            \
    "contested AS MATERIALIZED (SELECT k.dispatch_key, k.claim_no, max(x.n) AS n FROM faced x "                                  \
    "CROSS JOIN claim_propositions k ON k.proposition_key = x.p GROUP BY 1, 2), "                                                \
    "fit AS MATERIALIZED (SELECT c.dispatch_key, c.claim_no, w.n FROM contested w CROSS JOIN claims c "                          \
    "ON c.dispatch_key = w.dispatch_key AND c.claim_no = w.claim_no LEFT JOIN dispatches d ON d.dispatch_key = c.dispatch_key "  \
    "WHERE "

/* What the queue tells of the claims that are chosen: work in proportion to these, not to the ledger. */
#define QUEUE_WITH                                                                                                               \
    ", own AS MATERIALIZED (SELECT k.proposition_key AS p, n.dispatch_key, n.claim_no FROM chosen n CROSS JOIN "                 \
    "claim_propositions k ON k.dispatch_key = n.dispatch_key AND k.claim_no = n.claim_no), "                                     \
    "odds AS MATERIALIZED (SELECT r.a AS p, r.b AS q FROM (SELECT DISTINCT p FROM own) o CROSS JOIN relations r ON r.a = o.p "   \
    "WHERE " OPPOSED " UNION SELECT r.b, r.a FROM (SELECT DISTINCT p FROM own) o CROSS JOIN relations r ON r.b = o.p "           \
    "WHERE " OPPOSED "), "                                                                                                       \
    "reach AS MATERIALIZED (SELECT k.proposition_key AS p, " VOICES " AS voices, count(DISTINCT k.dispatch_key) AS n "           \
    "FROM (SELECT p FROM own UNION SELECT q FROM odds) o CROSS JOIN claim_propositions k ON k.proposition_key = o.p "            \
    "LEFT JOIN up ON up.dispatch_key = k.dispatch_key GROUP BY 1), "                                                             \
    "against AS MATERIALIZED (SELECT o.p, sum(reach.voices) AS n FROM odds o JOIN reach ON reach.p = o.q GROUP BY o.p), "        \
    "weight AS MATERIALIZED (SELECT own.dispatch_key, own.claim_no, max(coalesce(against.n, 0)) AS against, "                    \
    "max(reach.voices) AS voices, max(reach.n) AS n FROM own JOIN reach ON reach.p = own.p "                                     \
    "LEFT JOIN against ON against.p = own.p GROUP BY 1, 2), "                                                                    \
    "carried AS MATERIALIZED (SELECT root, count(*) + 1 AS n FROM up GROUP BY root), " MINE

/* Points of what the claim leaves open: how sure its claimant sounds, the place, the day, whether it is one happening. */
#define QUEUE_UNCERTAINTY                                                                                                        \
    "(CASE c.certainty WHEN 'certain' THEN 0 WHEN 'possible' THEN 2 ELSE 1 END"                                                  \
    " + CASE WHEN p.lat IS NULL THEN 2 WHEN m.confidence < 0.5 THEN 2 WHEN m.confidence < 0.8 THEN 1 ELSE 0 END"                 \
    " + CASE c.time_basis WHEN 'unknown' THEN 2 WHEN 'dispatch' THEN 1 ELSE 0 END + c.generic)"

static const char queue_sql[] = QUEUE_WITH
    " SELECT c.id, coalesce(w.against, 0) AS against, coalesce(w.voices, 1) AS voices, "
    "max(coalesce(w.n, 1), coalesce(y.n, 1)) AS reach, " QUEUE_UNCERTAINTY " AS uncertainty, mine.verdict, mine.decision_key "
    "FROM chosen n CROSS JOIN claims c ON c.dispatch_key = n.dispatch_key AND c.claim_no = n.claim_no "
    "LEFT JOIN up ON up.dispatch_key = c.dispatch_key LEFT JOIN carried y ON y.root = coalesce(up.root, c.dispatch_key) "
    "LEFT JOIN places p ON p.place_key = c.place_key "
    "LEFT JOIN place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no "
    "LEFT JOIN weight w ON w.dispatch_key = c.dispatch_key AND w.claim_no = c.claim_no "
    "LEFT JOIN mine ON mine.claim = c.id";

/* Both have a verdict, and it or a correction differs; or they do not say the same of the claim and another. */
static const char disputed[] =
    " AND c.id IN (SELECT a.claim_a FROM v_tied a JOIN v_tied b USING (claim_a, claim_b) WHERE a.coder = ?3 AND b.coder = ?4 AND "
    "a.role = 'coder' AND b.role = 'coder' AND a.kind <> b.kind UNION "
    "SELECT a.claim FROM v_decisions a JOIN v_decisions b ON b.claim = a.claim "
    "WHERE a.coder = ?3 AND b.coder = ?4 AND a.role = 'coder' AND b.role = 'coder' AND a.verdict IN ('accept', 'reject') "
    "AND b.verdict IN ('accept', 'reject') AND (a.verdict <> b.verdict OR a.days IS NOT b.days OR a.place IS NOT b.place "
    "OR a.type IS NOT b.type OR a.actor IS NOT b.actor))";

#define BY_DAY " ORDER BY c.first_day IS NULL, c.first_day, c.id"

static const char *order_sql(enum review_order order) {
    switch (order) {
    case REVIEW_BY_REACH:
        return " ORDER BY voices DESC, reach DESC, against DESC, uncertainty DESC, c.first_day IS NULL, c.first_day, c.id";
    case REVIEW_BY_UNCERTAINTY:
        return " ORDER BY uncertainty DESC, against DESC, voices DESC, reach DESC, c.first_day IS NULL, c.first_day, c.id";
    case REVIEW_BY_DAY:
        return BY_DAY;
    default:
        return " ORDER BY against DESC, voices DESC, reach DESC, uncertainty DESC, c.first_day IS NULL, c.first_day, c.id";
    }
}

static uint8_t verdict_of(const char *name) {
    for (uint8_t i = DECISION_ACCEPT; name && i <= DECISION_SKIP; i++)
        if (strcmp(decision_kind_name(i), name) == 0) return i;
    return DECISION_NONE;
}

typedef struct queue_items {
    review_item *at;
    uint32_t n, cap;
} queue_items;

static uint32_t small(int64_t v) {
    return v < 0 ? 0 : v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

/* *last: the item that was decided last. */
static dp_status read_items(ledger *l, sqlite3_stmt *st, arena *a, queue_items *items, uint32_t *last, dp_error *err) {
    int64_t newest = 0;
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        const char *id = (const char *)sqlite3_column_text(st, 0);
        review_item item = {.verdict = verdict_of((const char *)sqlite3_column_text(st, 5)),
                            .disagreement = small(sqlite3_column_int64(st, 1)),
                            .voices = small(sqlite3_column_int64(st, 2)),
                            .dispatches = small(sqlite3_column_int64(st, 3)),
                            .uncertainty = small(sqlite3_column_int64(st, 4))};
        snprintf(item.id, sizeof item.id, "%s", id ? id : "");
        if (item.verdict && sqlite3_column_int64(st, 6) > newest) {
            newest = sqlite3_column_int64(st, 6);
            *last = items->n;
        }
        if (!vec_push(a, items, item)) return error_nomem(err);
    }
}

/* The first that is open behind `last`, then from the beginning; n where none is. */
static uint32_t next_open(const queue_items *items, uint32_t last) {
    const uint32_t from = last == UINT32_MAX ? 0 : last + 1;
    for (uint32_t i = from; i < items->n; i++)
        if (!items->at[i].verdict) return i;
    for (uint32_t i = 0; i < from && i < items->n; i++)
        if (!items->at[i].verdict) return i;
    return items->n;
}

static void add_reviewer(const reviewer *who, filter_sql *q) {
    const char *const names[] = {who->coder, who->first ? "adjudicator" : "coder", who->first ? who->first : "",
                                 who->second ? who->second : ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        buf_str(&q->where, " AND ");
        filter_text(q, names[i], strlen(names[i]));
        buf_str(&q->where, " IS NOT NULL");
    }
    if (who->first) buf_str(&q->where, disputed);
}

/* What is asked. most: how many claims of the head, 0: all. claim: that one alone, NULL: all. */
typedef struct queue_ask {
    const reviewer *who;
    const ledger_filter *f;
    enum review_order order;
    uint64_t most;
    const char *claim;
} queue_ask;

/* Prepares `before`, the conditions of the claims, `after`. The values of q are borrowed: it is freed behind *st. */
static dp_status prepare(ledger *l, const queue_ask *ask, const char *before, const char *after, filter_sql *q, sqlite3_stmt **st,
                         dp_error *err) {
    add_reviewer(ask->who, q);
    dp_status s = filter_claims(l, ask->f, FILTER_ALL & ~(unsigned)FILTER_STANDING, q, err);
    if (ask->claim) {
        buf_str(&q->where, " AND c.id = ");
        filter_text(q, ask->claim, strlen(ask->claim));
    }
    return s == DP_OK ? filter_prepare(l, before, q, after, st, err) : s;
}

static dp_status number_of(ledger *l, const queue_ask *ask, const char *before, const char *after, uint64_t *out, dp_error *err) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    bool row = false;
    filter_init(&q);
    dp_status s = prepare(l, ask, before, after, &q, &st, err);
    if (s == DP_OK) s = db_step(l, st, &row, err);
    *out = row ? (uint64_t)sqlite3_column_int64(st, 0) : 0;
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

/* Claims that are as much contested as the last of the head come too: which of them are first is told by the other keys. */
static void end_choice(const queue_ask *ask, buf *after) {
    const unsigned long long most = ask->most;
    if (most && ask->order == REVIEW_BY_DISAGREEMENT)
        buf_printf(after,
                   "), chosen AS MATERIALIZED (SELECT dispatch_key, claim_no FROM fit WHERE n >= "
                   "coalesce((SELECT n FROM fit ORDER BY n DESC LIMIT 1 OFFSET %llu), 0))",
                   most - 1);
    else if (most)
        buf_printf(after, BY_DAY " LIMIT %llu)", most);
    else
        buf_char(after, ')');
}

static dp_status ask_items(ledger *l, const queue_ask *ask, arena *a, queue_items *items, uint32_t *last, dp_error *err) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    buf after;
    buf_init(&after);
    end_choice(ask, &after);
    buf_str(&after, queue_sql);
    buf_str(&after, order_sql(ask->order));
    const char *before = ask->most && ask->order == REVIEW_BY_DISAGREEMENT ? CHOOSE_CONTESTED : CHOOSE_THEM;
    filter_init(&q);
    dp_status s = buf_cstr(&after) ? prepare(l, ask, before, after.at, &q, &st, err) : error_nomem(err);
    if (s == DP_OK) s = read_items(l, st, a, items, last, err);
    sqlite3_finalize(st);
    filter_free(&q);
    buf_free(&after);
    return s;
}

/* Every decision takes one claim out of what is open at most, so that as many open ones are in the head as were asked for. */
static dp_status widen(ledger *l, queue_ask *ask, dp_error *err) {
    uint64_t made = 0;
    const queue_ask everything = {ask->who, &(ledger_filter){0}, ask->order, 0, NULL};
    dp_status s = number_of(l, &everything, "SELECT count(*) FROM decisions WHERE coder = ?1 AND ", "", &made, err);
    ask->most += made;
    return s;
}

static dp_status whole_queue(ledger *l, queue_ask ask, arena *a, review_queue *out, dp_error *err) {
    queue_items items = {0};
    uint32_t last = UINT32_MAX;
    ask.most = 0;
    dp_status s = ask_items(l, &ask, a, &items, &last, err);
    *out = (review_queue){items.at, items.n, s == DP_OK ? next_open(&items, last) : 0, items.n, 0};
    for (uint32_t i = 0; i < items.n; i++) out->decided += items.at[i].verdict != DECISION_NONE;
    return s;
}

#define DECIDED                                                                                                                  \
    "WITH " MINE " SELECT count(*) FROM mine CROSS JOIN claims c ON c.id = mine.claim LEFT JOIN dispatches d "                   \
    "ON d.dispatch_key = c.dispatch_key WHERE mine.verdict IS NOT NULL AND "

/* The limit keeps the inner question apart: dispatches of which nothing is asked are then not looked up. */
#define FITTING     "SELECT count(*) FROM (SELECT 1" OF_CLAIMS
#define END_FITTING " LIMIT -1)"

/* *enough: the head holds as many as it should. */
static dp_status head_of_queue(ledger *l, const queue_ask *ask, const char *claim, arena *a, review_queue *out, bool *enough,
                               dp_error *err) {
    queue_items items = {0};
    uint32_t last = UINT32_MAX, none;
    uint64_t decided = 0;
    dp_status s = ask_items(l, ask, a, &items, &last, err);
    *enough = items.n >= ask->most;
    if (s != DP_OK || !*enough) return s;
    bool there = !claim;
    for (uint32_t i = 0; i < items.n && !there; i++) there = strcmp(items.at[i].id, claim) == 0;
    const queue_ask one = {ask->who, ask->f, ask->order, 0, claim};
    if (!there) s = ask_items(l, &one, a, &items, &none, err);
    if (s == DP_OK) s = number_of(l, ask, DECIDED, "", &decided, err);
    *out = (review_queue){items.at, items.n, s == DP_OK ? next_open(&items, last) : 0, out->total, decided};
    return s;
}

dp_status review_queue_head(ledger *l, const reviewer *who, const ledger_filter *f, enum review_order order,
                            const review_head *head, arena *a, review_queue *out, dp_error *err) {
    static const ledger_filter everything = {0};
    dp_error own = {0};
    queue_ask ask = {who, f ? f : &everything, order, head->most, NULL};
    bool enough = false;
    if (!err) err = &own;
    *out = (review_queue){0};
    ledger_lock(l);
    dp_status s = DP_OK;
    if (order == REVIEW_BY_DISAGREEMENT || order == REVIEW_BY_DAY) {
        s = number_of(l, &ask, FITTING, END_FITTING, &out->total, err);
        if (s == DP_OK) s = widen(l, &ask, err);
        if (s == DP_OK && out->total >= head->from && out->total > ask.most)
            s = head_of_queue(l, &ask, head->claim, a, out, &enough, err);
    }
    if (s == DP_OK && !enough) s = whole_queue(l, ask, a, out, err);
    ledger_unlock(l);
    return s;
}

dp_status review_queue_of(ledger *l, const reviewer *who, const ledger_filter *f, enum review_order order, arena *a,
                          review_queue *out, dp_error *err) {
    static const ledger_filter everything = {0};
    dp_error own = {0};
    const queue_ask ask = {who, f ? f : &everything, order, 0, NULL};
    ledger_lock(l);
    dp_status s = whole_queue(l, ask, a, out, err ? err : &own);
    ledger_unlock(l);
    return s;
}
