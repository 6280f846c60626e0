/* Which claims a coder gets, and in which order. */
#include <stdio.h>
#include <string.h>

#include "ledger/filter.h"
#include "ledger/review.h"
#include "ledger/settled_sql.h"

/* ?1 coder, ?2 role, ?3 and ?4 the two between whom is adjudicated.
 *   up       each dispatch with the first one whose text it carries
 *   reach    what carries a proposition: voices and dispatches
 *   against  of a proposition: the voices that carry what contradicts or denies it
 *   weight   both by claim, the greatest of its propositions
 *   mine     what this reviewer decided */
#define QUEUE_WITH                                                                                                               \
    "WITH RECURSIVE up(dispatch_key, root) AS ("                                                                                 \
    "  SELECT dispatch_key, dispatch_key FROM dispatches WHERE dispatch_key NOT IN (SELECT dispatch_key FROM copies)"            \
    "  UNION ALL SELECT k.dispatch_key, up.root FROM copies k JOIN up ON k.copy_of = up.dispatch_key),"                          \
    "carried AS MATERIALIZED (SELECT root, count(*) AS n FROM up GROUP BY root),"                                                \
    "reach AS MATERIALIZED (SELECT k.proposition_key AS p, count(DISTINCT up.root) AS voices,"                                   \
    "  count(DISTINCT k.dispatch_key) AS n FROM claim_propositions k JOIN up USING (dispatch_key) GROUP BY 1),"                  \
    "against AS MATERIALIZED (SELECT x.p, sum(reach.voices) AS n FROM ("                                                         \
    "  SELECT r.a AS p, r.b AS q FROM relations r WHERE r.kind <> 'same' AND NOT " OVERRULED                                     \
    " UNION SELECT r.b, r.a FROM relations r WHERE r.kind <> 'same' AND NOT " OVERRULED ") x"                                    \
    "  JOIN reach ON reach.p = x.q GROUP BY x.p),"                                                                               \
    "weight AS MATERIALIZED (SELECT k.dispatch_key, k.claim_no, max(coalesce(against.n, 0)) AS against,"                         \
    "  max(reach.voices) AS voices, max(reach.n) AS n FROM claim_propositions k JOIN reach ON reach.p = k.proposition_key"       \
    "  LEFT JOIN against ON against.p = k.proposition_key GROUP BY 1, 2),"                                                       \
    "mine AS MATERIALIZED (SELECT claim, verdict, decision_key FROM v_decisions WHERE coder = ?1 AND role = ?2) "

/* Points of what the claim leaves open: how sure its claimant sounds, the place, the day, whether it is one happening. */
#define QUEUE_UNCERTAINTY                                                                                                        \
    "(CASE c.certainty WHEN 'certain' THEN 0 WHEN 'possible' THEN 2 ELSE 1 END"                                                  \
    " + CASE WHEN p.lat IS NULL THEN 2 WHEN m.confidence < 0.5 THEN 2 WHEN m.confidence < 0.8 THEN 1 ELSE 0 END"                 \
    " + CASE c.time_basis WHEN 'unknown' THEN 2 WHEN 'dispatch' THEN 1 ELSE 0 END + c.generic)"

static const char queue_sql[] = QUEUE_WITH
    "SELECT c.id, coalesce(w.against, 0) AS against, coalesce(w.voices, 1) AS voices, max(coalesce(w.n, 1), y.n) AS "
    "reach, " QUEUE_UNCERTAINTY " AS uncertainty, mine.verdict, mine.decision_key "
    "FROM claims c JOIN dispatches d USING (dispatch_key) JOIN up USING (dispatch_key) JOIN carried y ON y.root = up.root "
    "LEFT JOIN places p ON p.place_key = c.place_key "
    "LEFT JOIN place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no "
    "LEFT JOIN weight w ON w.dispatch_key = c.dispatch_key AND w.claim_no = c.claim_no "
    "LEFT JOIN mine ON mine.claim = c.id WHERE ";

/* Both have a verdict, and it or a correction differs; or they do not say the same of the claim and another. */
static const char disputed[] =
    " AND c.id IN (SELECT a.claim_a FROM v_tied a JOIN v_tied b USING (claim_a, claim_b) WHERE a.coder = ?3 AND b.coder = ?4 AND "
    "a.role = 'coder' AND b.role = 'coder' AND a.kind <> b.kind UNION "
    "SELECT a.claim FROM v_decisions a JOIN v_decisions b ON b.claim = a.claim "
    "WHERE a.coder = ?3 AND b.coder = ?4 AND a.role = 'coder' AND b.role = 'coder' AND a.verdict IN ('accept', 'reject') "
    "AND b.verdict IN ('accept', 'reject') AND (a.verdict <> b.verdict OR a.days IS NOT b.days OR a.place IS NOT b.place "
    "OR a.type IS NOT b.type OR a.actor IS NOT b.actor))";

static const char *order_sql(enum review_order order) {
    switch (order) {
    case REVIEW_BY_REACH:
        return " ORDER BY voices DESC, reach DESC, against DESC, uncertainty DESC, c.first_day IS NULL, c.first_day, c.id";
    case REVIEW_BY_UNCERTAINTY:
        return " ORDER BY uncertainty DESC, against DESC, voices DESC, reach DESC, c.first_day IS NULL, c.first_day, c.id";
    case REVIEW_BY_DAY:
        return " ORDER BY c.first_day IS NULL, c.first_day, c.id";
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

dp_status review_queue_of(ledger *l, const reviewer *who, const ledger_filter *f, enum review_order order, arena *a,
                          review_queue *out, dp_error *err) {
    static const ledger_filter everything = {0};
    dp_error own = {0};
    if (!err) err = &own;
    queue_items items = {0};
    uint32_t last = UINT32_MAX;
    sqlite3_stmt *st = NULL;
    filter_sql q;
    filter_init(&q);
    add_reviewer(who, &q);
    ledger_lock(l);
    dp_status s = filter_claims(l, f ? f : &everything, FILTER_ALL & ~(unsigned)FILTER_STANDING, &q, err);
    if (s == DP_OK) s = filter_prepare(l, queue_sql, &q, order_sql(order), &st, err);
    if (s == DP_OK) s = read_items(l, st, a, &items, &last, err);
    sqlite3_finalize(st);
    ledger_unlock(l);
    filter_free(&q);
    *out = (review_queue){items.at, items.n, s == DP_OK ? next_open(&items, last) : 0};
    return s;
}
