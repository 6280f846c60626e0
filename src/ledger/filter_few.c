/* Two ways to the first hundred claims of a filter. Where many claims fit, they are walked in the order of the answer, and the
 * walk ends when there are enough. Where few fit, they are fetched through the index of that filter and put in order afterwards.
 * Counting ahead tells which: it goes no further than it has to. */
#include "ledger/filter.h"

#include <stdio.h>
#include <string.h>

#include "ledger/kinds.h"
#include "ledger/spoken.h"

/* Walking costs the more the fewer fit, fetching the more the more fit: with one filter they cost the same near here. With
 * several the walk may pass by nearly all claims, whatever one of them alone lets through. */
#define FEW_OF_ONE     8000
#define FEW_OF_SEVERAL 20000
#define FEW_OF_ALL     400000 /* where all are asked for, nothing ends the walk early */

#define SET_MOST 100000 /* claims whose keys are held together while many others are passed by */

/* Has the question in q->where at most `most` rows? */
static dp_status at_most(ledger *l, filter_sql *q, int64_t most, bool *out, dp_error *err) {
    char after[48];
    snprintf(after, sizeof after, " LIMIT %lld)", (long long)most + 1);
    sqlite3_stmt *st = NULL;
    dp_status s = filter_prepare(l, "SELECT count(*) FROM (", q, after, &st, err);
    bool row = false;
    if (s == DP_OK) s = db_step(l, st, &row, err);
    *out = row && sqlite3_column_int64(st, 0) <= most;
    sqlite3_finalize(st);
    return s;
}

/* Every name in a column that has an index, each once: the index is leapt through from name to name. What they must hold follows.
 */
static void add_names(const char *table, const char *column, filter_sql *q) {
    buf_printf(
        &q->where,
        "WITH RECURSIVE names(x) AS (SELECT min(%s) FROM %s UNION ALL SELECT (SELECT min(%s) FROM %s WHERE %s > x) FROM names "
        "WHERE x IS NOT NULL) SELECT x FROM names WHERE x IS NOT NULL AND instr(",
        column, table, column, table, column);
}

/* "?1, ?2": the names in the column that hold the name asked for, or the question that looks for them. */
static dp_status names_holding(ledger *l, enum spoken_column which, const char *name, filter_sql *q, dp_error *err) {
    static const struct {
        const char *table, *column, *folded; /* SQL of a name's folded form */
    } columns[SPOKEN_COLUMNS] = {[SPOKEN_IN_LANE] = {"claims", "claimant_fold", "x"},
                                 [SPOKEN_IN_CHAIN] = {"claimants", "folded", "x"},
                                 [SPOKEN_OUTLET] = {"dispatches", "source", "ledger_fold(x)"}};
    char folded[FOLD_MAX + 1];
    spoken_list found;
    name_key(l, name, strlen(name), folded);
    dp_status s = spoken_holding(l, which, folded, &q->memory, &found, err);
    if (s != DP_OK) return s;
    for (uint32_t i = 0; !found.many && i < found.n; i++) {
        if (i) buf_str(&q->where, ", ");
        filter_text(q, found.at[i], strlen(found.at[i]));
    }
    if (!found.many) return DP_OK;
    add_names(columns[which].table, columns[which].column, q);
    buf_printf(&q->where, "%s, ", columns[which].folded);
    filter_text(q, folded, strlen(folded));
    buf_str(&q->where, ")");
    return DP_OK;
}

/* Those in whose chain of claimants or lane the name stands, and the dispatches of an outlet of that name; each with what is
 * asked of them. */
static dp_status claimant_rows(ledger *l, const char *name, const char *what, const char *of_outlets, filter_sql *q,
                               dp_error *err) {
    buf_printf(&q->where, "SELECT %s FROM claims WHERE claimant_fold IN (", what);
    dp_status s = names_holding(l, SPOKEN_IN_LANE, name, q, err);
    buf_printf(&q->where, ") UNION ALL SELECT %s FROM claimants WHERE folded IN (", what);
    if (s == DP_OK) s = names_holding(l, SPOKEN_IN_CHAIN, name, q, err);
    buf_printf(&q->where, ") UNION ALL SELECT %s (SELECT dispatch_key FROM dispatches WHERE source IN (", of_outlets);
    if (s == DP_OK) s = names_holding(l, SPOKEN_OUTLET, name, q, err);
    buf_str(&q->where, "))");
    return s;
}

static dp_status actor_rows(ledger *l, const char *name, filter_sql *q, dp_error *err) {
    buf_str(&q->where, "SELECT dispatch_key, claim_no FROM claim_roles WHERE actor_key IN (");
    dp_status s = filter_actor_rows(l, name, q, err);
    buf_str(&q->where, ")");
    return s;
}

/* What is asked of the claims that happened there or speak of its control. */
static void place_rows(ledger *l, const char *name, const char *what, filter_sql *q) {
    static const char *const tables[] = {"claims", "control"};
    for (int i = 0; i < 2; i++) {
        buf_printf(&q->where, "%sSELECT %s FROM %s WHERE place_key IN (", i ? " UNION ALL " : "", what, tables[i]);
        filter_place_rows(l, name, q);
        buf_str(&q->where, ")");
    }
}

dp_status filter_comparable_rows(ledger *l, const ledger_filter *f, unsigned part, filter_sql *q, dp_error *err) {
    if (part == FILTER_ACTOR) return actor_rows(l, f->actor, q, err);
    return claimant_rows(l, f->claimant, "dispatch_key, claim_no",
                         "dispatch_key, claim_no FROM claim_propositions WHERE dispatch_key IN", q, err);
}

/* The dispatches whose claims a part can fit: "SELECT dispatch_key …", from an index. */
static dp_status dispatches_of(ledger *l, const ledger_filter *f, unsigned part, filter_sql *q, dp_error *err) {
    dp_status s = DP_OK;
    switch (part) {
    case FILTER_PLACE:
        place_rows(l, f->place, "dispatch_key", q);
        break;
    case FILTER_ACTOR:
        buf_str(&q->where, "SELECT dispatch_key FROM claim_roles WHERE actor_key IN (");
        s = filter_actor_rows(l, f->actor, q, err);
        buf_str(&q->where, ")");
        break;
    case FILTER_TYPE:
        kinds_rows(f->type, q);
        break;
    case FILTER_CLAIMANT:
        s = claimant_rows(l, f->claimant, "dispatch_key", "dispatch_key FROM dispatches WHERE dispatch_key IN", q, err);
        break;
    case FILTER_LANG:
        buf_str(&q->where, "SELECT d.dispatch_key FROM dispatches d WHERE 1");
        filter_lang(f->lang, q);
        break;
    case FILTER_DISPATCH:
        buf_str(&q->where, "SELECT d.dispatch_key FROM dispatches d WHERE 1");
        filter_dispatch(f->dispatch, q);
        break;
    default:
        return filter_text_rows(l, f->text, q, err);
    }
    return s == DP_OK && q->where.failed ? error_nomem(err) : s;
}

static bool is_asked(const ledger *l, const ledger_filter *f, unsigned part) {
    return (part == FILTER_PLACE && f->place) || (part == FILTER_ACTOR && f->actor) || (part == FILTER_LANG && f->lang) ||
           (part == FILTER_CLAIMANT && f->claimant) || (part == FILTER_DISPATCH && f->dispatch) ||
           (part == FILTER_TYPE && f->type) || (part == FILTER_TEXT && f->text && l->fts);
}

dp_status filter_at_most(ledger *l, const ledger_filter *f, unsigned part, int64_t most, bool *out, dp_error *err) {
    filter_sql q;
    *out = true;
    dp_status s = part == FILTER_TYPE ? kinds_are_rare(l, f->type, out, err) : DP_OK;
    if (s != DP_OK || !*out) return s;
    filter_init(&q);
    buf_clear(&q.where);
    s = dispatches_of(l, f, part, &q, err);
    if (s == DP_OK) s = at_most(l, &q, most, out, err);
    filter_free(&q);
    return s;
}

dp_status filter_add_few(ledger *l, const ledger_filter *f, const char *key, unsigned part, filter_sql *q, dp_error *err) {
    if (!part) return DP_OK;
    buf_printf(&q->where, " AND %s IN (", key);
    dp_status s = dispatches_of(l, f, part, q, err);
    buf_str(&q->where, ")");
    return s;
}

static unsigned asked(const ledger_filter *f) {
    return (f->place ? 1 : 0) + (f->actor ? 1 : 0) + (f->claimant ? 1 : 0) + (f->type ? 1 : 0) + (f->text ? 1 : 0) +
           (f->lang ? 1 : 0) + (f->from || f->to ? 1 : 0);
}

dp_status filter_few(ledger *l, const ledger_filter *f, unsigned parts, unsigned *out, dp_error *err) {
    static const unsigned order[] = {FILTER_DISPATCH, FILTER_TYPE, FILTER_PLACE,   FILTER_ACTOR,
                                     FILTER_TEXT,     FILTER_LANG, FILTER_CLAIMANT};
    *out = 0;
    if (parts & FILTER_FETCHED) return DP_OK;
    const unsigned set = asked(f);
    const int64_t most = !f->limit ? FEW_OF_ALL : set > 1 ? FEW_OF_SEVERAL : FEW_OF_ONE;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (!(order[i] & parts) || !is_asked(l, f, order[i])) continue;
        bool few;
        dp_status s = filter_at_most(l, f, order[i], most, &few, err);
        if (s != DP_OK) return s;
        if (few) {
            *out = order[i];
            return DP_OK;
        }
    }
    return DP_OK;
}

dp_status filter_in_set(ledger *l, const ledger_filter *f, unsigned parts, unsigned *out, dp_error *err) {
    static const unsigned order[] = {FILTER_PLACE, FILTER_ACTOR, FILTER_CLAIMANT};
    *out = 0;
    if (parts & FILTER_FETCHED || !f->limit || f->latest || f->undated || asked(f) < 2) return DP_OK; /* other walks */
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (!(order[i] & parts) || !is_asked(l, f, order[i])) continue;
        bool fits;
        dp_status s = filter_at_most(l, f, order[i], SET_MOST, &fits, err);
        if (s != DP_OK) return s;
        if (fits) {
            *out = order[i];
            return DP_OK;
        }
    }
    return DP_OK;
}

dp_status filter_add_set(ledger *l, const ledger_filter *f, unsigned part, filter_sql *q, dp_error *err) {
    static const char row[] = "dispatch_key, claim_no";
    dp_status s = DP_OK;
    if (!part) return DP_OK;
    const char *row_of = q->walked ? q->walked : "c"; /* with a plus no index is taken for it */
    q->set = part;
    buf_printf(&q->where, " AND (+%s.dispatch_key, +%s.claim_no) IN (", row_of, row_of);
    if (part == FILTER_PLACE)
        place_rows(l, f->place, row, q);
    else if (part == FILTER_ACTOR)
        s = actor_rows(l, f->actor, q, err);
    else
        s = claimant_rows(l, f->claimant, row, "dispatch_key, claim_no FROM claims WHERE dispatch_key IN", q, err);
    buf_str(&q->where, ")");
    return s;
}
