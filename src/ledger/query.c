/* Questions that are answered with rows. Claims and dispatches are chosen and put in order by their keys alone; only those
 * that are handed on get their long columns. */
#include <stdio.h>
#include <string.h>

#include "ledger/columns.h"
#include "ledger/lane.h"
#include "ledger/list.h"
#include "ledger/query.h"
#include "ledger/schema.h"
#include "ledger/settled_sql.h"

/* The columns of claims; with what tells a claim that coders rejected, or tied to the one of --same, where such may come. */
static dp_status claim_columns_of(ledger *l, const ledger_filter *f, arena *a, column *out, uint32_t *n, dp_error *err) {
    memcpy(out, claim_columns, claim_column_count * sizeof *out);
    *n = claim_column_count;
    if (f->rejected) out[(*n)++] = (column){"rejected", LEDGER_BOOL, true, "NOT " STANDING("c"), NULL, 0};
    claim_key key;
    bool found = false;
    dp_status s = f->same ? find_claim(l, f->same, &key, &found, err) : DP_OK;
    if (s != DP_OK || !found) return s;
    buf basis;
    buf_init(&basis);
    /* Most rows are tied by nobody: the set of those that were read is made for the others alone. */
    buf_printf(&basis,
               "CASE WHEN c.dispatch_key = %lld AND c.claim_no = %lld THEN NULL WHEN NOT EXISTS (SELECT 1 FROM coder_ties t "
               "WHERE t.dispatch_key = %lld AND t.claim_no = %lld AND t.other_dispatch = c.dispatch_key AND "
               "t.other_claim = c.claim_no AND t.kind = 'same') THEN 'read' WHEN (c.dispatch_key, c.claim_no) IN (",
               (long long)key.dispatch_key, (long long)key.claim_no, (long long)key.dispatch_key, (long long)key.claim_no);
    filter_same_rows(&key, false, &basis);
    buf_str(&basis, ") THEN 'read' ELSE 'coder' END");
    const char *sql = basis.failed ? NULL : arena_copy(a, basis.at, basis.n);
    buf_free(&basis);
    if (!sql) return error_nomem(err);
    out[(*n)++] = (column){"basis", LEDGER_TEXT, true, sql, NULL, 0};
    return DP_OK;
}

dp_status ask_claims(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    column columns[COLUMNS_MAX];
    uint32_t n = 0;
    static const char columns_from[] =
        " FROM claims c JOIN dispatches d USING (dispatch_key) LEFT JOIN places p ON p.place_key = c.place_key "
        "LEFT JOIN place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no "
        "WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";
    static const char last_first[] = " ORDER BY c.dispatch_key DESC, c.claim_no DESC";
#define CLAIM_KEYS       "SELECT c.dispatch_key, c.claim_no, c.first_day, c.id FROM claims "
#define THEIR_DISPATCHES "LEFT JOIN dispatches d ON d.dispatch_key = c.dispatch_key WHERE "
    const list met = {columns, &n, CLAIM_KEYS "c " THEIR_DISPATCHES, columns_from, "", "c", last_first};
    /* A row of a set is fetched once the index alone has told that it is in it. */
    const list walked = {columns,
                         &n,
                         CLAIM_KEYS
                         "y CROSS JOIN claims c ON c.dispatch_key = y.dispatch_key AND c.claim_no = y.claim_no " THEIR_DISPATCHES,
                         columns_from,
                         "",
                         "y",
                         last_first};
    filter_sql q;
    filter_init(&q);
    q.walked = "y";
    dp_status s = claim_columns_of(l, f, &q.memory, columns, &n, err);
    if (s == DP_OK) s = filter_claims(l, f, FILTER_ALL, &q, err);
    if (s == DP_OK) s = ask_list(l, q.set ? &walked : &met, f, &q, to, err);
    filter_free(&q);
    return s;
}

static dp_status ask_dispatches(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    static const list k = {dispatch_columns,
                           &dispatch_column_count,
                           "SELECT d.dispatch_key, 0, d.first_day, d.id FROM dispatches d WHERE ",
                           " FROM dispatches d WHERE d.dispatch_key = ?1 AND ?2 = 0",
                           "",
                           "d",
                           " ORDER BY d.dispatch_key DESC"};
    filter_sql q;
    filter_init(&q);
    dp_status s = filter_dispatches(l, f, &q, err);
    if (s == DP_OK) s = ask_list(l, &k, f, &q, to, err);
    filter_free(&q);
    return s;
}

/* Those that a dispatch shares text with, whichever of the two knows of it, or copies by a coder's word. */
#define SHARE_WITH(d)                                                                                                            \
    "SELECT other_key FROM shared_text WHERE dispatch_key = " d ".dispatch_key UNION SELECT dispatch_key FROM shared_text "      \
    "WHERE other_key = " d ".dispatch_key UNION SELECT copy_of FROM copies WHERE dispatch_key = " d ".dispatch_key AND "         \
    "basis = 'coder'"
#define COPIES_BY_CODER(d, o)                                                                                                    \
    "EXISTS (SELECT 1 FROM copies y WHERE y.dispatch_key = " d ".dispatch_key AND y.copy_of = " o ".dispatch_key AND "           \
    "y.basis = 'coder')"
#define EARLIER(o, d)                                                                                                            \
    "(SELECT (x.day_no, x.tie, x.dispatch_key) < (y.day_no, y.tie, y.dispatch_key) FROM sketches x JOIN sketches y "             \
    "WHERE x.dispatch_key = " o ".dispatch_key AND y.dispatch_key = " d ".dispatch_key)"

/* Pairs that share text, each once, in the order of the later one: the first hundred cost a hundred. */
static dp_status ask_copies(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    static const list k = {
        copy_columns,
        &copy_column_count,
        "SELECT d.dispatch_key, o.dispatch_key FROM dispatches d CROSS JOIN dispatches o ON o.dispatch_key IN (" SHARE_WITH(
            "d") ") "
                 "AND (" COPIES_BY_CODER("d", "o") " OR (NOT " COPIES_BY_CODER("o", "d") " AND " EARLIER("o", "d") ")) WHERE ",
        " FROM dispatches d JOIN dispatches o ON o.dispatch_key = ?2 LEFT JOIN shared_text t ON "
        "(t.dispatch_key = ?1 AND t.other_key = ?2) OR (t.dispatch_key = ?2 AND t.other_key = ?1) WHERE d.dispatch_key = ?1",
        " ORDER BY d.first_day IS NULL, d.first_day, d.id, o.id",
        NULL,
        NULL};
    filter_sql q;
    filter_init(&q);
    dp_status s = filter_dispatches(l, f, &q, err);
    if (s == DP_OK) s = ask_list(l, &k, f, &q, to, err);
    filter_free(&q);
    return s;
}

/* Actors or places by name, the most mentioned first. */
static dp_status ask_named(ledger *l, bool actors, const ledger_filter *f, const row_sink *to, dp_error *err) {
    static const list of_actors = {
        actor_columns, &actor_column_count, NULL, " FROM actors a WHERE ", " ORDER BY mentions DESC, a.id", NULL, NULL};
    static const list of_places = {
        place_columns, &place_column_count, NULL, " FROM places p WHERE ", " ORDER BY mentions DESC, p.id", NULL, NULL};
    filter_sql q;
    filter_init(&q);
    dp_status s = DP_OK;
    if (actors ? f->actor : f->place) {
        buf_str(&q.where, actors ? " AND a.actor_key IN (" : " AND p.place_key IN (");
        if (actors)
            s = filter_actor_rows(l, f->actor, &q, err);
        else
            filter_place_rows(l, f->place, &q);
        buf_str(&q.where, ")");
    }
    if (s == DP_OK && q.where.failed) s = error_nomem(err);
    if (s == DP_OK) s = ask_list(l, actors ? &of_actors : &of_places, f, &q, to, err);
    filter_free(&q);
    return s;
}

/* One claim of an event tells its place, another its dead: "--place X --type killed" is asked of the event, not of one claim. */
static dp_status filter_events(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err) {
    const bool apart = f->place && f->type;
    dp_status s = filter_claims(l, f, apart ? FILTER_ALL & ~(unsigned)FILTER_TYPE : FILTER_ALL, q, err);
    if (s != DP_OK || !apart) return s;
    const bool few = q->few;
    buf_str(&q->where,
            " AND EXISTS (SELECT 1 FROM event_claims o JOIN claims c USING (dispatch_key, claim_no) WHERE o.event = m.event");
    s = filter_claims(l, f, FILTER_TYPE, q, err);
    buf_str(&q->where, ")");
    q->few = few;
    return s;
}

/* Events of which some claim fits: fetched where few claims do, else met in their order until enough are found. */
static dp_status ask_events(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
#define EVENTS        "SELECT n.id, 0, n.first_day, n.id FROM events n WHERE "
#define EVENTS_LATEST "SELECT n.id, 0, n.first_day, n.id FROM claims n WHERE "
#define EVENTS_FROM   " FROM (SELECT ?1 AS event) e WHERE ?2 = 0"
#define EVENTS_MET    "EXISTS (SELECT 1" FITTING "m.event = n.id AND "
#define FITTING                                                                                                                  \
    " FROM event_claims m JOIN claims c USING (dispatch_key, claim_no) LEFT JOIN dispatches d ON d.dispatch_key = "              \
    "m.dispatch_key WHERE "
    static const char last_first[] = " ORDER BY n.dispatch_key DESC, n.claim_no DESC"; /* by the claim that names the event */
    static const list
        fetched = {event_columns, &event_column_count, EVENTS "n.id IN (SELECT m.event" FITTING, EVENTS_FROM, ")", "n", NULL},
        met = {event_columns, &event_column_count, EVENTS EVENTS_MET, EVENTS_FROM, ")", "n", NULL},
        all = {event_columns, &event_column_count, EVENTS, EVENTS_FROM, "", "n", NULL},
        latest = {event_columns, &event_column_count, EVENTS_LATEST EVENTS_MET, EVENTS_FROM, ")", "n", last_first};
    filter_sql q;
    filter_init(&q);
    q.walked = "m";
    dp_status s = filter_events(l, f, &q, err);
    const bool every = q.where.n == 1; /* no condition at all */
    if (s == DP_OK) s = ask_list(l, f->latest ? &latest : q.few ? &fetched : every ? &all : &met, f, &q, to, err);
    filter_free(&q);
    return s;
}

static dp_status ask_decisions(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    static const list k = {decision_columns,
                           &decision_column_count,
                           NULL,
                           " FROM decisions x LEFT JOIN v_standing s ON s.decision_key = x.decision_key WHERE ",
                           " ORDER BY x.decision_key",
                           NULL,
                           NULL};
    filter_sql q;
    filter_init(&q);
    if (f->coder) {
        buf_str(&q.where, " AND x.coder = ");
        filter_text(&q, f->coder, strlen(f->coder));
    }
    if (f->orphaned) buf_str(&q.where, " AND s.decision_key IS NOT NULL AND s.claim IS NULL AND x.kind <> 'add'");
    dp_status s = q.where.failed ? error_nomem(err) : ask_list(l, &k, f, &q, to, err);
    filter_free(&q);
    return s;
}

static dp_status ask_plain(ledger *l, const list *k, const ledger_filter *f, const row_sink *to, dp_error *err) {
    filter_sql q;
    filter_init(&q);
    dp_status s = ask_list(l, k, f, &q, to, err);
    filter_free(&q);
    return s;
}

/* ---- info ---------------------------------------------------------------------------------------------------------------- */

static bool info_row(const row_sink *to, const char *what, const char *value) {
    ledger_cell cells[2] = {
        {.name = "what", .type = LEDGER_TEXT, .kind = LEDGER_TEXT, .brief = true, .text = what, .text_bytes = strlen(what)},
        {.name = "value", .type = LEDGER_TEXT, .kind = LEDGER_TEXT, .brief = true}};
    cells[1].text = value;
    cells[1].text_bytes = strlen(value);
    ++*to->count;
    return to->fn(to->context, &(ledger_row){.cells = cells, .n = 2});
}

static dp_status ask_info(ledger *l, const row_sink *to, dp_error *err) {
    static const struct {
        const char *what, *sql;
    } counts[] = {
        {"dispatches", "SELECT count(*) FROM dispatches"},
        {"texts stored in spans", "SELECT count(*) FROM partial_texts WHERE store = 'spans'"},
        {"texts not stored", "SELECT count(*) FROM partial_texts WHERE store = 'none'"},
        {"voices", "SELECT (SELECT count(*) FROM dispatches) - (SELECT count(*) FROM copies)"},
        {"copies", "SELECT count(*) FROM copies"},
        {"claims", "SELECT count(*) FROM claims"},
        {"actors", "SELECT count(*) FROM actors"},
        {"places", "SELECT count(*) FROM places"},
        {"placed claims", "SELECT (SELECT count(*) FROM claims) - (SELECT count(*) FROM claims WHERE place_key IS NULL) - "
                          "(SELECT count(*) FROM claims WHERE place_key IN (SELECT place_key FROM places WHERE lat IS NULL))"},
        {"dated claims", "SELECT (SELECT count(*) FROM claims) - (SELECT count(*) FROM claims WHERE (first_day IS NULL) = 1 AND "
                         "last_day IS NULL)"},
        {"propositions", "SELECT count(*) FROM propositions"},
        {"contradictions", "SELECT count(*) FROM relations WHERE kind = 'contradicts'"},
        {"denials", "SELECT count(*) FROM relations WHERE kind = 'denies'"},
        {"first day", "SELECT min(first_day) FROM dispatches"},
        {"last day", "SELECT max(last_day) FROM dispatches"},
        {"rejected inputs", "SELECT count(*) FROM (SELECT DISTINCT file, line FROM rejects)"},
        {"decisions", "SELECT count(*) FROM decisions"},
        {"rejected claims", "SELECT count(*) FROM rejected_claims"},
        {"runs", "SELECT count(*) FROM runs"},
        {"interrupted runs", "SELECT count(*) FROM runs WHERE finished IS NULL"},
        {"packs", "SELECT group_concat(x, ' ') FROM (SELECT DISTINCT pack AS x FROM dispatches ORDER BY 1)"},
    };
    char number[24];
    snprintf(number, sizeof number, "%d", LEDGER_SCHEMA_VERSION);
    *to->count = 0;
    bool on = info_row(to, "form", number) && info_row(to, "full text index", l->fts ? "yes" : "no");
    for (size_t i = 0; on && i < sizeof counts / sizeof *counts; i++) {
        sqlite3_stmt *st = db_get(l, counts[i].sql, err);
        if (!st) return err->code;
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK) return s;
        const char *value = row ? (const char *)sqlite3_column_text(st, 0) : NULL;
        on = info_row(to, counts[i].what, value ? value : "");
        sqlite3_reset(st);
    }
    if (on) info_row(to, "names of places", ledger_attribution());
    return DP_OK;
}

const char *ledger_attribution(void) {
    return "GeoNames, CC BY 4.0, https://www.geonames.org";
}

static dp_status ask(ledger *l, enum ledger_question question, const ledger_filter *f, const row_sink *to, dp_error *err) {
    static const list runs = {run_columns, &run_column_count, NULL, " FROM runs r WHERE ", " ORDER BY r.run_key", NULL, NULL};
    static const list rejects = {
        reject_columns, &reject_column_count, NULL, " FROM rejects j WHERE ", " ORDER BY j.run_key, j.reject_no", NULL, NULL};
    static const list readings = {reading_columns,
                                  &reading_column_count,
                                  NULL,
                                  " FROM dispatches d WHERE ",
                                  " GROUP BY d.version, d.pack ORDER BY d.version, d.pack",
                                  NULL,
                                  NULL};
    switch (question) {
    case LEDGER_CLAIMS:
        return ask_claims(l, f, to, err);
    case LEDGER_DISPATCHES:
        return ask_dispatches(l, f, to, err);
    case LEDGER_ACTORS:
        return ask_named(l, true, f, to, err);
    case LEDGER_PLACES:
        return ask_named(l, false, f, to, err);
    case LEDGER_LANES:
        return ask_lanes(l, f, to, err);
    case LEDGER_COPIES:
        return ask_copies(l, f, to, err);
    case LEDGER_PASSAGES:
        return ask_passages(l, f, to, err);
    case LEDGER_EVENTS:
        return ask_events(l, f, to, err);
    case LEDGER_CONFLICTS:
        return ask_conflicts(l, f, to, err);
    case LEDGER_RUNS:
        return ask_plain(l, &runs, f, to, err);
    case LEDGER_READINGS:
        return ask_plain(l, &readings, f, to, err);
    case LEDGER_REJECTS:
        return ask_plain(l, &rejects, f, to, err);
    case LEDGER_DECISIONS:
        return ask_decisions(l, f, to, err);
    case LEDGER_INFO:
        return ask_info(l, to, err);
    }
    return error_set(err, DP_E_USAGE, "no such question");
}

dp_status ledger_query(ledger *l, enum ledger_question question, const ledger_filter *f, ledger_row_fn fn, void *context,
                       uint64_t *count, dp_error *err) {
    static const ledger_filter everything = {0};
    if (!f) f = &everything;
    dp_error own = {0};
    uint64_t n = 0;
    if (f->after && f->offset) return error_set(err, DP_E_USAGE, "a list goes on behind a row or after an offset, not both");
    ledger_lock(l);
    dp_status s = ask(l, question, f, &(row_sink){fn, context, &n}, err ? err : &own);
    ledger_unlock(l);
    if (count) *count = n;
    return s;
}
