#include "ledger/voices.h"

#include <string.h>

#include "ledger/rows.h"
#include "ledger/settled_sql.h"

/* One of the spellings that a claimant has. */
#define SPELLING(fold, what)                                                                                                     \
    "(SELECT min(x) FROM (SELECT o." what " AS x FROM claims o WHERE o.claimant_fold = " fold " LIMIT 20))"

/* Out of the index of claimants, which holds the days. */
#define OF_CLAIMANT(what) "(SELECT " what " FROM claims o WHERE o.claimant_fold = g.fold)"

static const column claimant_columns[] = {
    {"claimant", LEDGER_TEXT, true, SPELLING("g.fold", "claimant_shown"), SPELLING("g.fold", "claimant"), 0},
    {"basis", LEDGER_TEXT, true, SPELLING("g.fold", "claimant_basis"), NULL, 0},
    {"claims", LEDGER_INT, true, "g.n", NULL, 0},
    {"dispatches", LEDGER_INT, true, OF_CLAIMANT("count(DISTINCT o.dispatch_key)"), NULL, 0},
    {"voices", LEDGER_INT, true,
     "(WITH RECURSIVE up(k) AS (SELECT o.dispatch_key FROM claims o WHERE o.claimant_fold = g.fold UNION SELECT x.copy_of FROM "
     "up "
     "JOIN copies x ON x.dispatch_key = up.k) SELECT count(*) FROM up WHERE k NOT IN (SELECT dispatch_key FROM copies))",
     NULL, 0},
    {"first_day", LEDGER_DATE, true, OF_CLAIMANT("min(o.first_day)"), NULL, 0},
    {"last_day", LEDGER_DATE, true, OF_CLAIMANT("max(o.last_day)"), NULL, 0},
};
static const column matrix_columns[] = {
    {"a", LEDGER_TEXT, true, SPELLING("g.fa", "claimant_shown"), SPELLING("g.fa", "claimant"), 0},
    {"b", LEDGER_TEXT, true, SPELLING("g.fb", "claimant_shown"), SPELLING("g.fb", "claimant"), 0},
    {"kind", LEDGER_TEXT, true, "g.kind", NULL, 0},
    {"field", LEDGER_TEXT, true, "g.field", NULL, 0},
    {"count", LEDGER_INT, true, "g.n", NULL, 0},
};

static dp_status run(ledger *l, const ledger_filter *f, const column *columns, uint32_t n, const char *from, filter_sql *q,
                     const char *after, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    sqlite3_stmt *st = NULL;
    uint64_t seen = 0;
    bool on;
    uint64_t skip = 0;
    const row_sink to = {fn, context, count ? count : &seen};
    *to.count = 0;
    buf head, tail;
    buf_init(&head);
    buf_init(&tail);
    buf_str(&head, "SELECT ");
    columns_sql(columns, n, f->with_names, &head);
    buf_str(&head, from);
    buf_str(&tail, after);
    filter_page(f, &tail);
    buf_str(&tail, ") g");
    dp_status s = buf_cstr(&head) && buf_cstr(&tail) ? filter_prepare(l, head.at, q, tail.at, &st, err) : error_nomem(err);
    if (s == DP_OK) s = rows_hand_on(l, &(row_source){.st = st, .columns = columns, .n = n}, &skip, &to, &on, err);
    buf_free(&head);
    buf_free(&tail);
    return s;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

dp_status ledger_claimants(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    filter_sql q;
    filter_init(&q);
    ledger_lock(l);
    if (f->claimant) {
        buf_str(&q.where, " AND instr(c.claimant_fold, ");
        filter_name(l, f->claimant, &q);
        buf_str(&q.where, ")");
    }
    dp_status s = run(l, f, claimant_columns, COUNT(claimant_columns),
                      " FROM (SELECT c.claimant_fold AS fold, count(*) AS n FROM claims c WHERE ", &q,
                      " GROUP BY c.claimant_fold ORDER BY n DESC, c.claimant_fold", fn, context, count, err ? err : &own);
    ledger_unlock(l);
    filter_free(&q);
    return s;
}

#define CLAIM_STANDS STANDING("c")
/* Who puts a proposition forward, each once; then pairs of relations. Propositions are fetched only where the filter asks for
 * them. */
#define MATRIX_SAID                                                                                                              \
    " FROM (WITH said AS MATERIALIZED (SELECT DISTINCT k.proposition_key AS p, c.claimant_fold AS fold FROM (SELECT a AS p "     \
    "FROM "                                                                                                                      \
    "relations WHERE kind <> 'same' UNION SELECT b FROM relations WHERE kind <> 'same') w JOIN claim_propositions k ON "         \
    "k.proposition_key = w.p JOIN claims c USING (dispatch_key, claim_no) WHERE " CLAIM_STANDS ") "                              \
    "SELECT CASE WHEN r.kind = 'contradicts' THEN min(x.fold, y.fold) ELSE x.fold END AS fa, CASE WHEN r.kind = 'contradicts' "  \
    "THEN max(x.fold, y.fold) ELSE y.fold END AS fb, r.kind, r.field, count(*) AS n FROM relations r "
#define MATRIX_PAIRS                                                                                                             \
    "JOIN said x ON x.p = r.a JOIN said y ON y.p = r.b WHERE r.kind <> 'same' AND NOT " OVERRULED " AND x.fold <> y.fold AND "
#define MATRIX_WHERE "JOIN propositions pa ON pa.proposition_key = r.a JOIN propositions pb ON pb.proposition_key = r.b "

dp_status ledger_matrix(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    filter_sql q;
    if (!err) err = &own;
    filter_init(&q);
    ledger_lock(l);
    if (f->place) {
        buf_str(&q.where, " AND pa.place_key IN (");
        filter_place_rows(l, f->place, &q);
        buf_str(&q.where, ")");
    }
    dp_status s = filter_span(f, "min(pa.first_day, pb.first_day)", "max(pa.last_day, pb.last_day)", &q, err);
    if (s == DP_OK)
        s = run(l, f, matrix_columns, COUNT(matrix_columns),
                f->place || f->from || f->to ? MATRIX_SAID MATRIX_WHERE MATRIX_PAIRS : MATRIX_SAID MATRIX_PAIRS, &q,
                " GROUP BY 1, 2, 3, 4 ORDER BY n DESC, fa, fb, r.kind, r.field", fn, context, count, err);
    ledger_unlock(l);
    filter_free(&q);
    return s;
}
