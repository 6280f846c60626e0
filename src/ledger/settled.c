/* Claims that coders rejected, and pairs of claims that they tied or parted. What they come to now is gathered in a temporary
 * table; what differs from before sends its claims to the event queue. */
#include "ledger/settled.h"

#include "ledger/decided_sql.h"
#include "ledger/entry.h"
#include "ledger/review.h"
#include "ledger/settled_sql.h"

unsigned settled_parts_of(unsigned kind) {
    switch (kind) {
    case DECISION_COMMENT:
        return 0;
    case DECISION_SAME:
    case DECISION_CONTRADICTS:
        return SETTLED_TIES;
    case DECISION_COPY:
        return SETTLED_COPIES;
    case DECISION_APART:
        return SETTLED_TIES | SETTLED_COPIES;
    default:
        return SETTLED_VERDICTS;
    }
}

/* Runs statements one after the other, ?1 the content id of the dispatch where there is one. */
static dp_status run_all(ledger *l, const char *const *sql, size_t n, const char *dispatch, dp_error *err) {
    for (size_t i = 0; i < n; i++) {
        sqlite3_stmt *st = db_get(l, sql[i], err);
        if (!st) return err->code;
        if (dispatch && sqlite3_bind_parameter_count(st)) put_text(st, 1, dispatch);
        dp_status s = db_run(l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}
#define RUN_ALL(l, sql, dispatch, err) run_all((l), (sql), sizeof(sql) / sizeof *(sql), (dispatch), (err))

/* ---- claims -------------------------------------------------------------------------------------------------------------- */

/* Scopes: the rows of a dispatch; all. */
#define EVERYTHING      "1"
#define OF_DISPATCH     "dispatch_key = (SELECT d.dispatch_key FROM dispatches d WHERE d.id = ?1)"
#define TIE_OF_DISPATCH "(" OF_DISPATCH " OR other_dispatch = (SELECT d.dispatch_key FROM dispatches d WHERE d.id = ?1))"

#define CLEAR_CLAIMS "DELETE FROM temp.settled_claims"
/* `verdicts`: of the dispatch, or of all. */
#define GATHER_CLAIMS(verdicts)                                                                                                  \
    "INSERT OR IGNORE INTO temp.settled_claims SELECT c.dispatch_key, c.claim_no FROM (" verdicts ") v "                         \
    "JOIN claims c ON c.id = v.claim WHERE v.verdict = 'reject'"
/* `scope`: which rows of rejected_claims may differ. */
#define QUEUE_CLAIMS(scope)                                                                                                      \
    "INSERT OR IGNORE INTO event_queue SELECT * FROM (SELECT * FROM temp.settled_claims EXCEPT SELECT * FROM rejected_claims) "  \
    "UNION SELECT * FROM (SELECT * FROM rejected_claims WHERE " scope " EXCEPT SELECT * FROM temp.settled_claims)"
#define DROP_CLAIMS(scope) "DELETE FROM rejected_claims WHERE " scope
#define KEEP_CLAIMS        "INSERT INTO rejected_claims SELECT * FROM temp.settled_claims"

static dp_status update_claims(ledger *l, const char *dispatch, dp_error *err) {
    static const char *const one[] = {CLEAR_CLAIMS, GATHER_CLAIMS(VERDICTS("(" DECISIONS(" AND dispatch = ?1") ")")),
                                      QUEUE_CLAIMS(OF_DISPATCH), DROP_CLAIMS(OF_DISPATCH), KEEP_CLAIMS};
    static const char *const all[] = {CLEAR_CLAIMS, GATHER_CLAIMS("SELECT * FROM v_verdicts"), QUEUE_CLAIMS(EVERYTHING),
                                      DROP_CLAIMS(EVERYTHING), KEEP_CLAIMS};
    return dispatch ? RUN_ALL(l, one, dispatch, err) : RUN_ALL(l, all, NULL, err);
}

/* ---- pairs --------------------------------------------------------------------------------------------------------------- */

#define CLEAR_TIES "DELETE FROM temp.settled_ties"
#define GATHER_TIES(ties)                                                                                                        \
    "INSERT OR IGNORE INTO temp.settled_ties SELECT a.dispatch_key, a.claim_no, b.dispatch_key, b.claim_no, v.kind "             \
    "FROM (" ties ") v JOIN claims a ON a.id = v.claim_a JOIN claims b ON b.id = v.claim_b "                                     \
    "WHERE v.kind <> 'undecided'"
#define TURN_TIES                                                                                                                \
    "INSERT OR IGNORE INTO temp.settled_ties SELECT other_dispatch, other_claim, dispatch_key, claim_no, kind "                  \
    "FROM temp.settled_ties"
#define QUEUE_TIES(scope)                                                                                                        \
    "INSERT OR IGNORE INTO event_queue SELECT dispatch_key, claim_no FROM "                                                      \
    "(SELECT * FROM temp.settled_ties EXCEPT SELECT * FROM coder_ties) UNION SELECT dispatch_key, claim_no FROM "                \
    "(SELECT * FROM coder_ties WHERE " scope " EXCEPT SELECT * FROM temp.settled_ties)"
#define DROP_TIES(scope) "DELETE FROM coder_ties WHERE " scope
#define KEEP_TIES        "INSERT INTO coder_ties SELECT * FROM temp.settled_ties"

#define TIED_OF_DISPATCH "(" TIED(" AND (dispatch = ?1 OR other_dispatch = ?1)") ")"
#define TIES_OF_DISPATCH SETTLED("claim_a, claim_b", TIED_OF_DISPATCH)

/* Coders speak of two claims; what these say is equal in all claims of their propositions, so that the relation is overruled as a
 * whole, unless coders uphold it for another pair of its claims. */
#define RELATIONS_OF(ties)                                                                                                       \
    "SELECT r.a, r.b, r.field FROM coder_ties t CROSS JOIN claim_propositions ka ON ka.dispatch_key = t.dispatch_key AND "       \
    "ka.claim_no = t.claim_no CROSS JOIN claim_propositions kb ON kb.dispatch_key = t.other_dispatch AND "                       \
    "kb.claim_no = t.other_claim CROSS JOIN relations r ON r.a = ka.proposition_key AND r.b = kb.proposition_key WHERE " ties
static const char overrule[] = "INSERT INTO overruled_relations " RELATIONS_OF(
    "t.kind = 'apart' OR (t.kind = 'same') <> (r.kind = 'same')") " EXCEPT " RELATIONS_OF("t.kind <> 'apart' AND (t.kind = "
                                                                                          "'same') = (r.kind = 'same')");

static dp_status update_ties(ledger *l, const char *dispatch, dp_error *err) {
    static const char *const one[] = {
        CLEAR_TIES, GATHER_TIES(TIES_OF_DISPATCH), TURN_TIES, QUEUE_TIES(TIE_OF_DISPATCH), DROP_TIES(TIE_OF_DISPATCH), KEEP_TIES};
    static const char *const all[] = {
        CLEAR_TIES, GATHER_TIES("SELECT * FROM v_ties"), TURN_TIES, QUEUE_TIES(EVERYTHING), DROP_TIES(EVERYTHING), KEEP_TIES};
    static const char *const relations[] = {"DELETE FROM overruled_relations", overrule};
    dp_status s = dispatch ? RUN_ALL(l, one, dispatch, err) : RUN_ALL(l, all, NULL, err);
    return s == DP_OK ? RUN_ALL(l, relations, NULL, err) : s;
}

/* ---- both ---------------------------------------------------------------------------------------------------------------- */

static const char gathering[] =
    "CREATE TEMP TABLE IF NOT EXISTS settled_claims (dispatch_key INTEGER, claim_no INTEGER, PRIMARY KEY (dispatch_key, "
    "claim_no)) WITHOUT ROWID;"
    "CREATE TEMP TABLE IF NOT EXISTS settled_ties (dispatch_key INTEGER, claim_no INTEGER, other_dispatch INTEGER, "
    "other_claim INTEGER, kind TEXT, PRIMARY KEY (dispatch_key, claim_no, other_dispatch, other_claim)) WITHOUT ROWID";

dp_status settled_update(ledger *l, const char *dispatch, unsigned parts, dp_error *err) {
    dp_status s = parts ? db_exec(l, gathering, err) : DP_OK;
    if (s == DP_OK && parts & SETTLED_VERDICTS) s = update_claims(l, dispatch, err);
    if (s == DP_OK && parts & SETTLED_TIES) s = update_ties(l, dispatch, err);
    if (s != DP_OK || !(parts & SETTLED_COPIES)) return s;
    s = settled_copies_lift(l, err);
    return s == DP_OK ? settled_copies_apply(l, err) : s;
}

dp_status settled_erase(ledger *l, int64_t dispatch_key, dp_error *err) {
    /* Those who were tied to its claims may be in another event now. */
    static const char *const sql[] = {
        "INSERT OR IGNORE INTO event_queue SELECT other_dispatch, other_claim FROM coder_ties WHERE dispatch_key = ?1",
        "DELETE FROM coder_ties WHERE dispatch_key = ?1 OR other_dispatch = ?1",
        "DELETE FROM rejected_claims WHERE dispatch_key = ?1"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = db_get(l, sql[i], err);
        if (!st) return err->code;
        put_int(st, 1, dispatch_key);
        dp_status s = db_run(l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}
