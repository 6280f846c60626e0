/* Questions that are answered with rows. Claims and dispatches are chosen and put in order by their keys alone; only those
 * that are handed on get their long columns. */
#include <stdio.h>
#include <string.h>

#include "ledger/columns.h"
#include "ledger/lane.h"
#include "ledger/query.h"
#include "ledger/schema.h"

/* A list: SELECT columns FROM … WHERE conditions ORDER BY … LIMIT. */
typedef struct list {
    const column *columns;
    const uint32_t *n;
    const char *keys;  /* SELECT of two numbers FROM …, where rows are long; NULL. With `by`, of its day and id too */
    const char *from;  /* of the columns; with keys, ends in their two conditions */
    const char *order; /* ORDER BY …; with `by`, what ends the conditions */
    const char *by;    /* the table whose first_day and id put the list in order, so that it can be gone on with; NULL */
    bool sorts;        /* few rows are met: their order is nothing that an index has */
} list;

/* With a plus in front of a column no index is taken for it: few rows are put in order by sorting. What was read last has the
 * greatest keys, which are the first columns. */
static void add_order(const list *k, bool latest, bool sorts, buf *out) {
    static const char by[] = " ORDER BY ";
    if (k->by && latest) {
        buf_str(out, " ORDER BY 1 DESC, 2 DESC");
    } else if (k->by) {
        buf_printf(out, " ORDER BY %s%s.first_day IS NULL, %s.first_day, %s.id", sorts ? "+" : "", k->by, k->by, k->by);
    } else if (sorts && strncmp(k->order, by, sizeof by - 1) == 0) {
        buf_printf(out, " ORDER BY +%s", k->order + sizeof by - 1);
    } else {
        buf_str(out, k->order);
    }
}

static dp_status prepare_list(ledger *l, const list *k, const ledger_filter *f, filter_sql *q, buf *head, buf *tail,
                              sqlite3_stmt **keys, sqlite3_stmt **st, dp_error *err) {
    buf_str(head, "SELECT ");
    columns_sql(k->columns, *k->n, f->with_names, head);
    buf_str(head, k->from);
    add_order(k, f->latest, q->few || k->sorts, tail);
    filter_page(f, tail);
    const char *a = buf_cstr(head), *b = buf_cstr(tail);
    if (!a || !b || q->where.failed) return error_nomem(err);
    if (!k->keys) return filter_prepare(l, a, q, b, st, err);
    dp_status s = filter_prepare(l, k->keys, q, b, keys, err);
    if (s == DP_OK && sqlite3_prepare_v2(l->db, a, -1, st, NULL) != SQLITE_OK) s = db_fail(l, "preparing a question", err);
    return s;
}

/* Asks the list as far as q->where goes; *on is false once enough was given. */
static dp_status ask_part(ledger *l, const list *k, const ledger_filter *f, filter_sql *q, const row_sink *to, bool *on,
                          dp_error *err) {
    sqlite3_stmt *keys = NULL, *st = NULL;
    buf head, tail;
    buf_init(&head);
    buf_init(&tail);
    dp_status s = prepare_list(l, k, f, q, &head, &tail, &keys, &st, err);
    buf_free(&head);
    buf_free(&tail);
    if (s == DP_OK) return rows_hand_on(l, keys, st, k->columns, *k->n, k->by != NULL, to, on, err);
    sqlite3_finalize(keys);
    sqlite3_finalize(st);
    return s;
}

/* What follows a row of this day and id; of the rows without a day, where `dated` is false. */
static void add_after(const list *k, const list_cursor *at, bool dated, filter_sql *q) {
    const char *plus = q->few || k->sorts ? "+" : "";
    buf_printf(&q->where, " AND (%s%s.first_day IS NULL) = %d", plus, k->by, !dated);
    if (dated) {
        buf_printf(&q->where, " AND (%s%s.first_day, %s%s.id) > (", plus, k->by, plus, k->by);
        filter_text(q, at->part[1], strlen(at->part[1]));
        buf_str(&q->where, ", ");
        filter_text(q, at->part[0], strlen(at->part[0]));
        buf_str(&q->where, ")");
    } else if (!at->part[1][0]) {
        buf_printf(&q->where, " AND %s%s.first_day IS NULL AND %s%s.id > ", plus, k->by, plus, k->by);
        filter_text(q, at->part[0], strlen(at->part[0]));
    }
}

/* Goes on behind a row: first the rest of those with a day, then those without one. Each part has its place in the index. */
static dp_status ask_after(ledger *l, const list *k, const ledger_filter *f, filter_sql *q, const row_sink *to, dp_error *err) {
    list_cursor at;
    dp_status s = list_cursor_read(f->after, 2, &at, err);
    bool on = true;
    for (int dated = 1; s == DP_OK && on && dated >= 0; dated--) {
        if (dated && !at.part[1][0]) continue;
        ledger_filter rest = *f;
        if (f->limit && *to->count >= f->limit) break;
        if (f->limit) rest.limit -= *to->count;
        const filter_mark mark = filter_note(q);
        add_after(k, &at, dated, q);
        s = ask_part(l, k, &rest, q, to, &on, err);
        filter_back(q, mark);
    }
    return s;
}

static dp_status ask_list(ledger *l, const list *k, const ledger_filter *f, filter_sql *q, const row_sink *to, dp_error *err) {
    bool on;
    *to->count = 0;
    if (k->by) buf_str(&q->where, k->order);
    if (!f->after) return ask_part(l, k, f, q, to, &on, err);
    if (k->by) return ask_after(l, k, f, q, to, err);
    error_set(err, DP_E_USAGE, "this list cannot go on behind a row");
    return error_remedy(err, "use limit and offset");
}

dp_status ask_claims(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    static const list k = {
        claim_columns,
        &claim_column_count,
        "SELECT c.dispatch_key, c.claim_no, c.first_day, c.id FROM claims c LEFT JOIN dispatches d ON "
        "d.dispatch_key = c.dispatch_key WHERE ",
        " FROM claims c JOIN dispatches d USING (dispatch_key) LEFT JOIN places p ON p.place_key = c.place_key "
        "LEFT JOIN place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no "
        "WHERE c.dispatch_key = ?1 AND c.claim_no = ?2",
        "",
        "c",
        false};
    filter_sql q;
    filter_init(&q);
    dp_status s = filter_claims(l, f, ~0u, &q, err);
    if (s == DP_OK) s = ask_list(l, &k, f, &q, to, err);
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
                           false};
    filter_sql q;
    filter_init(&q);
    dp_status s = filter_dispatches(l, f, &q, err);
    if (s == DP_OK) s = ask_list(l, &k, f, &q, to, err);
    filter_free(&q);
    return s;
}

/* Pairs that share text, each once: what one of them knows of the other holds for both. */
static dp_status ask_copies(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    static const list k = {
        copy_columns,
        &copy_column_count,
        "SELECT t.k, t.o FROM (SELECT dispatch_key AS k, other_key AS o FROM shared_text UNION "
        "SELECT other_key, dispatch_key FROM shared_text) t JOIN sketches sk ON sk.dispatch_key = t.k "
        "JOIN sketches so ON so.dispatch_key = t.o JOIN dispatches d ON d.dispatch_key = t.k "
        "JOIN dispatches o ON o.dispatch_key = t.o "
        "WHERE (so.day_no, so.tie, so.dispatch_key) < (sk.day_no, sk.tie, sk.dispatch_key) AND ",
        " FROM dispatches d JOIN dispatches o ON o.dispatch_key = ?2 JOIN shared_text t ON "
        "(t.dispatch_key = ?1 AND t.other_key = ?2) OR (t.dispatch_key = ?2 AND t.other_key = ?1) WHERE d.dispatch_key = ?1",
        " ORDER BY d.first_day IS NULL, d.first_day, d.id, o.id",
        NULL,
        false};
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
        actor_columns, &actor_column_count, NULL, " FROM actors a WHERE ", " ORDER BY mentions DESC, a.id", NULL, false};
    static const list of_places = {
        place_columns, &place_column_count, NULL, " FROM places p WHERE ", " ORDER BY mentions DESC, p.id", NULL, false};
    filter_sql q;
    filter_init(&q);
    if (actors ? f->actor : f->place) {
        buf_str(&q.where, actors ? " AND a.actor_key IN (" : " AND p.place_key IN (");
        if (actors)
            filter_actor_rows(l, f->actor, &q);
        else
            filter_place_rows(l, f->place, &q);
        buf_str(&q.where, ")");
    }
    dp_status s = q.where.failed ? error_nomem(err) : ask_list(l, actors ? &of_actors : &of_places, f, &q, to, err);
    filter_free(&q);
    return s;
}

/* Does the filter leave so much that events are best met in their order, until enough have been found? */
static bool leaves_many(const ledger_filter *f, const filter_sql *q) {
    return !q->few && !f->dispatch && !f->from && !f->to && !f->same && !f->event && !f->reviewed;
}

/* One claim of an event tells its place, another its dead: "--place X --type killed" is asked of the event, not of one claim. */
static dp_status filter_events(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err) {
    const bool apart = f->place && f->type;
    dp_status s = filter_claims(l, f, apart ? ~(unsigned)FILTER_TYPE : ~0u, q, err);
    if (s != DP_OK || !apart) return s;
    const bool few = q->few;
    buf_str(&q->where,
            " AND EXISTS (SELECT 1 FROM event_claims o JOIN claims c USING (dispatch_key, claim_no) WHERE o.event = m.event");
    s = filter_claims(l, f, FILTER_TYPE, q, err);
    buf_str(&q->where, ")");
    q->few = few;
    return s;
}

/* Events of which some claim fits. */
static dp_status ask_events(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
#define EVENTS      "SELECT n.dispatch_key, n.claim_no, n.first_day, n.id FROM claims n WHERE "
#define EVENTS_FROM " FROM event_claims e WHERE e.dispatch_key = ?1 AND e.claim_no = ?2"
#define FITTING     " FROM event_claims m JOIN claims c USING (dispatch_key, claim_no) JOIN dispatches d USING (dispatch_key) WHERE "
    static const list
        chosen = {event_columns, &event_column_count, EVENTS "n.id IN (SELECT m.event" FITTING, EVENTS_FROM, ")", "n", true},
        in_order = {
            event_columns, &event_column_count, EVENTS "EXISTS (SELECT 1" FITTING "m.event = n.id AND ", EVENTS_FROM, ")", "n",
            false};
    filter_sql q;
    filter_init(&q);
    dp_status s = filter_events(l, f, &q, err);
    if (s == DP_OK) s = ask_list(l, leaves_many(f, &q) ? &in_order : &chosen, f, &q, to, err);
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
                           false};
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
    static const list runs = {run_columns, &run_column_count, NULL, " FROM runs r WHERE ", " ORDER BY r.run_key", NULL, false};
    static const list rejects = {
        reject_columns, &reject_column_count, NULL, " FROM rejects j WHERE ", " ORDER BY j.run_key, j.reject_no", NULL, false};
    static const list readings = {reading_columns,
                                  &reading_column_count,
                                  NULL,
                                  " FROM dispatches d WHERE ",
                                  " GROUP BY d.version, d.pack ORDER BY d.version, d.pack",
                                  NULL,
                                  false};
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
