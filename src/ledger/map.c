#include "ledger/map.h"

#include <stdio.h>
#include <string.h>

#include "ledger/rows.h"

static const column mark_columns[] = {
    {"claim", LEDGER_TEXT, true, "c.id", NULL, 0},
    {"place", LEDGER_TEXT, false, "p.id", NULL, 0},
    {"name", LEDGER_TEXT, true, "p.label", NULL, 0},
    {"lat", LEDGER_REAL, true, "p.lat", NULL, 0},
    {"lon", LEDGER_REAL, true, "p.lon", NULL, 0},
    {"country", LEDGER_TEXT, false, "p.country", NULL, 0},
    {"holder_code", LEDGER_TEXT, false, "ha.code", NULL, 0},
    {"holder", LEDGER_TEXT, true, "ha.shown", "ha.label", 0},
    {"claimant", LEDGER_TEXT, true, "c.claimant_shown", "c.claimant", 0},
    {"state", LEDGER_TEXT, true, "c.control", NULL, 0},
    {"type", LEDGER_TEXT, true, "c.type", NULL, 0},
    {"geo_precision", LEDGER_INT, false, "m.geo_precision", NULL, 0},
    {"first_day", LEDGER_DATE, true, "c.first_day", NULL, 0},
    {"last_day", LEDGER_DATE, false, "c.last_day", NULL, 0},
    {"polarity", LEDGER_TEXT, false, "c.polarity", NULL, 0},
};
enum { MARK_COLUMNS = sizeof mark_columns / sizeof *mark_columns };

/* Degrees go into the SQL as whole hundred-thousandths: values that are bound are texts and whole numbers. */
static void add_edge(filter_sql *q, const char *condition, double degrees) {
    buf_str(&q->where, condition);
    filter_number(q, (int64_t)(degrees * 100000.0));
    buf_str(&q->where, " / 100000.0");
}

static void add_box(const ledger_box *box, filter_sql *q) {
    add_edge(q, " AND p.lat >= ", box->south);
    add_edge(q, " AND p.lat <= ", box->north);
    add_edge(q, " AND (p.lon >= ", box->west);
    add_edge(q, box->west <= box->east ? " AND p.lon <= " : " OR p.lon <= ", box->east);
    buf_str(&q->where, ")");
}

/* Days by themselves name few claims or many: few are fetched by their keys out of the index that holds their days, many are met
 * in the index's order until enough are found. */
enum { FEW_DAYS = 30000 };

static void add_day(filter_sql *q, const char *condition, int32_t day) {
    char iso[16];
    if (day == DAY_NONE) return;
    day_format(day, iso);
    buf_str(&q->where, condition);
    filter_text(q, iso, strlen(iso));
}

/* "SELECT …": the claims y whose days touch those asked for, each part out of its index: those that begin in them, those that
 * began before and last until them, those of which only the last day is known. */
static dp_status add_touching(const ledger_filter *f, filter_sql *q, dp_error *err) {
    static const char part[] = "SELECT y.dispatch_key, y.claim_no FROM claims y WHERE ";
    day_range days;
    dp_status s = filter_days(f, &days, err);
    buf_printf(&q->where, "%s(y.first_day IS NULL) = 0", part);
    add_day(q, " AND y.first_day >= ", days.first);
    add_day(q, " AND y.first_day <= ", days.last);
    if (s == DP_OK) s = filter_span(f, "y.first_day", "y.last_day", q, err);
    if (days.first != DAY_NONE) {
        buf_printf(&q->where, " UNION ALL %sy.last_day > y.first_day", part);
        add_day(q, " AND y.first_day < ", days.first);
        add_day(q, " AND y.last_day >= ", days.first);
        if (s == DP_OK) s = filter_span(f, "y.first_day", "y.last_day", q, err);
    }
    buf_printf(&q->where, " UNION ALL %s(y.first_day IS NULL) = 1 AND y.first_day IS NULL", part);
    return s == DP_OK ? filter_span(f, "y.first_day", "y.last_day", q, err) : s;
}

static dp_status days_are_few(ledger *l, const ledger_filter *f, bool *few, dp_error *err) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    char limit[32];
    *few = false;
    if (!f->from && !f->to) return DP_OK;
    filter_init(&q);
    buf_clear(&q.where);
    snprintf(limit, sizeof limit, " LIMIT %d)", FEW_DAYS);
    dp_status s = add_touching(f, &q, err);
    if (s == DP_OK) s = filter_prepare(l, "SELECT count(*) FROM (", &q, limit, &st, err);
    bool row = false;
    if (s == DP_OK) s = db_step(l, st, &row, err);
    *few = row && sqlite3_column_int64(st, 0) < FEW_DAYS;
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

static dp_status add_days(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err) {
    bool few;
    dp_status s = days_are_few(l, f, &few, err);
    if (s != DP_OK || !few) return s;
    q->few = true;
    buf_str(&q->where, " AND (c.dispatch_key, c.claim_no) IN (");
    s = add_touching(f, q, err);
    buf_str(&q->where, ")");
    return s;
}

/* Who holds is looked for where a claim speaks of it: the key is NULL elsewhere, and finds nobody. */
#define MARKED                                                                                                                   \
    " LEFT JOIN dispatches d ON d.dispatch_key = c.dispatch_key CROSS JOIN places p ON p.place_key = c.place_key LEFT JOIN "     \
    "place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no LEFT JOIN claim_roles hr ON "               \
    "hr.dispatch_key = CASE WHEN c.control IS NOT NULL THEN c.dispatch_key END AND hr.claim_no = c.claim_no AND "                \
    "hr.role = 'holder' AND hr.position = 0 LEFT JOIN actors ha ON ha.actor_key = hr.actor_key WHERE p.lat IS NOT NULL AND "

/* Where the claims come from: few days fetch them, unless a condition does. */
static dp_status add_source(ledger *l, const ledger_filter *f, filter_sql *q, buf *head, dp_error *err) {
    bool few = false;
    dp_status s = q->few ? DP_OK : days_are_few(l, f, &few, err);
    if (s != DP_OK || !few) {
        buf_str(head, " FROM claims c" MARKED);
        return s;
    }
    const size_t conditions = q->where.n; /* its text stands before them */
    s = add_touching(f, q, err);
    buf_str(head, " FROM (");
    if (!q->where.failed) buf_add(head, q->where.at + conditions, q->where.n - conditions);
    buf_str(head, ") w CROSS JOIN claims c ON c.dispatch_key = w.dispatch_key AND c.claim_no = w.claim_no" MARKED);
    filter_back(q, (filter_mark){conditions, q->count});
    q->few = true;
    return s;
}

static dp_status prepare(ledger *l, const ledger_filter *f, const ledger_box *box, filter_sql *q, sqlite3_stmt **st,
                         dp_error *err) {
    const ledger_filter page = {.limit = f->limit};
    buf head, tail;
    buf_init(&head);
    buf_init(&tail);
    buf_str(&head, "SELECT ");
    columns_sql(mark_columns, MARK_COLUMNS, f->with_names, &head);
    dp_status s = filter_claims(l, f, FILTER_ALL, q, err);
    if (s == DP_OK) s = add_source(l, f, q, &head, err);
    if (s == DP_OK && box) add_box(box, q);
    buf_printf(&tail, " ORDER BY %sc.first_day IS NULL, c.first_day, c.id", q->few ? "+" : "");
    filter_page(&page, &tail);
    if (s == DP_OK && (!buf_cstr(&head) || !buf_cstr(&tail))) s = error_nomem(err);
    if (s == DP_OK) s = filter_prepare(l, head.at, q, tail.at, st, err);
    buf_free(&head);
    buf_free(&tail);
    return s;
}

dp_status ledger_map(ledger *l, const ledger_filter *f, const ledger_box *box, ledger_row_fn fn, void *context, uint64_t *count,
                     dp_error *err) {
    dp_error own = {0};
    sqlite3_stmt *st = NULL;
    filter_sql q;
    uint64_t n = 0;
    bool on;
    const row_sink to = {fn, context, count ? count : &n};
    *to.count = 0;
    if (!err) err = &own;
    filter_init(&q);
    ledger_lock(l);
    dp_status s = prepare(l, f, box, &q, &st, err);
    uint64_t skip = 0;
    if (s == DP_OK)
        s = rows_hand_on(l, &(row_source){.st = st, .columns = mark_columns, .n = MARK_COLUMNS}, &skip, &to, &on, err);
    ledger_unlock(l);
    filter_free(&q);
    return s;
}

/* ---- what is not on it
 * ------------------------------------------------------------------------------------------------------------ */

static dp_status count_of(ledger *l, const ledger_filter *f, unsigned parts, const char *what, uint64_t *out, dp_error *err) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    filter_init(&q);
    dp_status s = filter_claims(l, f, parts, &q, err);
    if (s == DP_OK && parts & FILTER_DAYS && !q.few) s = add_days(l, f, &q, err);
    buf_str(&q.where, what);
    if (s == DP_OK)
        s = filter_prepare(
            l,
            "SELECT count(*) FROM claims c LEFT JOIN dispatches d ON d.dispatch_key = c.dispatch_key LEFT JOIN places p ON "
            "p.place_key = c.place_key WHERE ",
            &q, "", &st, err);
    bool row = false;
    if (s == DP_OK) s = db_step(l, st, &row, err);
    if (row) *out = (uint64_t)sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

dp_status ledger_map_missing(ledger *l, const ledger_filter *f, ledger_off_map *out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *out = (ledger_off_map){0};
    ledger_lock(l);
    dp_status s = count_of(l, f, FILTER_ALL,
                           " AND (c.place_key IS NULL OR c.place_key IN (SELECT place_key FROM places WHERE lat IS NULL))",
                           &out->unplaced, err);
    if (s == DP_OK && (f->from || f->to))
        s = count_of(l, f, FILTER_ALL & ~(unsigned)FILTER_DAYS, " AND (c.first_day IS NULL) = 1 AND c.last_day IS NULL",
                     &out->undated, err);
    ledger_unlock(l);
    return s;
}

/* ---- days and holders --------------------------------------------------------------------------------------------------------
 */

static const column day_columns[] = {{"day", LEDGER_DATE, true, "g.day", NULL, 0}, {"claims", LEDGER_INT, true, "g.n", NULL, 0}};
static const column holder_columns[] = {{"code", LEDGER_TEXT, true, "g.code", NULL, 0},
                                        {"label", LEDGER_TEXT, true, "g.shown", "g.label", 0},
                                        {"claims", LEDGER_INT, true, "g.n", NULL, 0}};

/* "SELECT columns " before, the conditions, after */
static dp_status ask_rows(ledger *l, const column *columns, uint32_t n, bool with_names, const char *before, filter_sql *q,
                          const char *after, const row_sink *to, dp_error *err) {
    sqlite3_stmt *st = NULL;
    uint64_t skip = 0;
    bool on;
    buf head;
    buf_init(&head);
    buf_str(&head, "SELECT ");
    columns_sql(columns, n, with_names, &head);
    buf_str(&head, before);
    dp_status s = buf_cstr(&head) ? filter_prepare(l, head.at, q, after, &st, err) : error_nomem(err);
    if (s == DP_OK) s = rows_hand_on(l, &(row_source){.st = st, .columns = columns, .n = n}, &skip, to, &on, err);
    buf_free(&head);
    return s;
}

/* By place and day, as the index of places holds them, then by day: a million claims are summed in the order they lie in. What
 * coders rejected is few, and taken off afterwards. */
#define ALL_DAYS                                                                                                                 \
    " FROM (SELECT day, sum(n) AS n FROM (SELECT c.first_day AS day, count(*) AS n FROM claims c WHERE c.place_key IN "          \
    "(SELECT place_key FROM places WHERE lat IS NOT NULL) AND c.first_day IS NOT NULL GROUP BY c.place_key, c.first_day "        \
    "UNION ALL SELECT c.first_day, -count(*) FROM rejected_claims j CROSS JOIN claims c ON c.dispatch_key = j.dispatch_key AND " \
    "c.claim_no = j.claim_no JOIN places p ON p.place_key = c.place_key WHERE p.lat IS NOT NULL GROUP BY c.first_day) "          \
    "GROUP BY day HAVING sum(n) > 0) g WHERE g.day IS NOT NULL AND "
#define DAYS_THAT_FIT                                                                                                            \
    " FROM (SELECT c.first_day AS day, count(*) AS n FROM claims c LEFT JOIN dispatches d ON d.dispatch_key = "                  \
    "c.dispatch_key WHERE c.place_key IN (SELECT place_key FROM places WHERE lat IS NOT NULL) AND "                              \
    "c.first_day IS NOT NULL AND "

dp_status ledger_map_days(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    filter_sql q;
    uint64_t n = 0;
    const bool all = filter_is_empty(f);
    const row_sink to = {fn, context, count ? count : &n};
    *to.count = 0;
    if (!err) err = &own;
    filter_init(&q);
    ledger_lock(l);
    dp_status s = all ? DP_OK : filter_claims(l, f, FILTER_ALL, &q, err);
    if (s == DP_OK)
        s = ask_rows(l, day_columns, 2, f->with_names, all ? ALL_DAYS : DAYS_THAT_FIT, &q,
                     all ? " ORDER BY g.day" : " GROUP BY c.first_day) g ORDER BY g.day", &to, err);
    ledger_unlock(l);
    filter_free(&q);
    return s;
}

dp_status ledger_map_holders(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    filter_sql q;
    uint64_t n = 0;
    char limit[128];
    const row_sink to = {fn, context, count ? count : &n};
    *to.count = 0;
    filter_init(&q);
    snprintf(limit, sizeof limit, " GROUP BY a.code, a.label) g ORDER BY g.n DESC, g.code, g.label LIMIT %llu",
             (unsigned long long)(f->limit && f->limit < 100000 ? f->limit : 100000));
    ledger_lock(l);
    dp_status s = ask_rows(l, holder_columns, 3, f->with_names,
                           " FROM (SELECT a.code, a.label, min(a.shown) AS shown, count(*) AS n FROM control k JOIN actors a ON "
                           "a.actor_key = k.holder_key WHERE ",
                           &q, limit, &to, err ? err : &own);
    ledger_unlock(l);
    filter_free(&q);
    return s;
}
