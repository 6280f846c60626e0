/* Walking the conflicts in their order. */
#include "ledger/conflict_walk.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/proposition.h"
#include "ledger/settled_sql.h"

#define COLUMNS                                                                                                                  \
    "SELECT r.a, r.b, r.kind, r.field, pa.words, pb.words, pa.first_day, pa.last_day, pb.first_day, pb.last_day, p.label, "      \
    "r.place_key, p.id, r.first_no, pa.id, pb.id, " OVERRULED " "
#define SAID                                                                                                                     \
    " CROSS JOIN propositions pa ON pa.proposition_key = r.a CROSS JOIN propositions pb ON pb.proposition_key = r.b WHERE "      \
    "(r.kind <> 'same' OR r.field = 'count') AND "
#define IN_PLACE "r.first_no, r.kind, r.field, pa.id, pb.id"

/* Both sides' claims, for conditions on them. */
#define SIDES                                                                                                                    \
    "SELECT 1 FROM claim_propositions x JOIN claims c USING (dispatch_key, claim_no) JOIN dispatches d USING (dispatch_key) "    \
    "WHERE x.proposition_key IN (r.a, r.b)"

static const char in_one_place[] = COLUMNS "FROM relations r LEFT JOIN places p ON p.place_key = r.place_key" SAID;
/* What was read last first: a conflict is as new as the later one of its propositions, whose keys rise as they are read. They are
 * met one by one from the last, or where a narrow filter lets few through, put in order. */
static const char newest_met[] = COLUMNS "FROM propositions n CROSS JOIN relations r ON r.a = n.proposition_key AND r.b < "
                                         "n.proposition_key OR r.b = n.proposition_key AND r.a < n.proposition_key LEFT JOIN "
                                         "places p ON p.place_key = r.place_key" SAID;
#define NEWEST_SORTED " ORDER BY max(r.a, r.b) DESC, " IN_PLACE
static const char place_by_place[] = COLUMNS "FROM places p CROSS JOIN relations r ON r.place_key = p.place_key" SAID;

/* ---- conditions ----------------------------------------------------------------------------------------------------------- */

/* Of either side, not of one claim. Where few claims fit, they say which propositions can; of one place all are asked. */
static dp_status add_who(ledger *l, const ledger_filter *who, unsigned part, filter_sql *q, dp_error *err) {
    unsigned few;
    dp_status s = filter_few(l, who, part, &few, err);
    if (s != DP_OK) return s;
    if (few) {
        static const char *const sides[] = {" AND (r.a IN (", " OR r.b IN ("};
        for (int i = 0; s == DP_OK && i < 2; i++) {
            buf_str(&q->where, sides[i]);
            buf_str(&q->where, "SELECT c.proposition_key FROM claim_propositions c WHERE 1");
            s = filter_add_few(l, who, "c.dispatch_key", few, q, err);
            buf_str(&q->where, ")");
        }
        buf_str(&q->where, ")");
    }
    if (s != DP_OK) return s;
    buf_str(&q->where, " AND EXISTS (" SIDES);
    s = filter_claims(l, who, part | FILTER_FETCHED, q, err);
    buf_str(&q->where, ")");
    return s;
}

/* The day of a conflict is the later one on which its two sides begin. */
static dp_status add_days(const ledger_filter *f, filter_sql *q, dp_error *err) {
    day_range r;
    dp_status s = filter_days(f, &r, err);
    if (s != DP_OK) return s;
    if (r.first != DAY_NONE) {
        buf_str(&q->where, " AND r.first_no >= ");
        filter_number(q, (int64_t)r.first - PROPOSITION_DAYS);
    }
    if (r.last != DAY_NONE) {
        buf_str(&q->where, " AND r.first_no <= ");
        filter_number(q, (int64_t)r.last + PROPOSITION_REACH);
    }
    return filter_span(f, "min(pa.first_day, pb.first_day)", "max(pa.last_day, pb.last_day)", q, err);
}

/* Whether somebody corrects himself is known of his claims alone. */
static void add_kind(const char *relation, filter_sql *q) {
    if (!relation) return;
    if (strcmp(relation, "corrects") == 0) {
        buf_str(
            &q->where,
            " AND r.field IN ('count', 'date', 'polarity') AND EXISTS (SELECT 1 FROM claim_propositions x JOIN claims c USING "
            "(dispatch_key, claim_no) WHERE x.proposition_key = r.a AND c.claimant_fold IN (SELECT o.claimant_fold FROM "
            "claim_propositions y JOIN claims o USING (dispatch_key, claim_no) WHERE y.proposition_key = r.b))");
        return;
    }
    buf_str(&q->where, " AND ");
    filter_text(q, relation, strlen(relation));
    buf_str(&q->where, " IN (r.kind, r.field)");
}

static dp_status add_conditions(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err) {
    dp_status s = filter_relation_known(f, err);
    if (s != DP_OK) return s;
    add_kind(f->relation, q);
    if (!f->rejected) buf_str(&q->where, " AND NOT " OVERRULED);
    if (f->place) {
        buf_str(&q->where, " AND r.place_key IN (");
        filter_place_rows(l, f->place, q);
        buf_str(&q->where, ")");
    }
    s = add_days(f, q, err);
    const ledger_filter claimant = {.claimant = f->claimant, .limit = f->limit}, actor = {.actor = f->actor, .limit = f->limit};
    const unsigned met = f->place ? FILTER_FETCHED : 0;
    if (s == DP_OK && f->claimant) s = add_who(l, &claimant, FILTER_CLAIMANT | met, q, err);
    if (s == DP_OK && f->actor) s = add_who(l, &actor, FILTER_ACTOR | met, q, err);
    return s == DP_OK && q->where.failed ? error_nomem(err) : s;
}

/* ---- parts ---------------------------------------------------------------------------------------------------------------- */

/* The place where it begins, from the row where it begins. */
static dp_status begin_place(conflict_walk *w, dp_error *err) {
    filter_sql *q = &w->q;
    const char *place = w->from.part[0];
    const filter_mark mark = filter_note(q);
    buf_str(&q->where, " AND r.place_key ");
    if (*place) {
        buf_str(&q->where, "= (SELECT place_key FROM places WHERE id = ");
        filter_text(q, place, strlen(place));
        buf_str(&q->where, ")");
    } else {
        buf_str(&q->where, "IS NULL");
    }
    if (w->from.part[2][0]) {
        buf_str(&q->where, " AND r.first_no >= ");
        filter_number(q, strtoll(w->from.part[1], NULL, 10));
        buf_printf(&q->where, " AND (" IN_PLACE ") %s (?%d", w->again ? ">=" : ">", q->count);
        for (uint32_t i = 2; i < CONFLICT_CURSOR_PARTS; i++) {
            buf_str(&q->where, ", ");
            filter_text(q, w->from.part[i], strlen(w->from.part[i]));
        }
        buf_str(&q->where, ")");
    }
    dp_status s = filter_prepare(w->l, in_one_place, q, " ORDER BY " IN_PLACE, &w->st, err);
    filter_back(q, mark);
    return s;
}

/* The places behind it. A place that has left the ledger meanwhile leaves its label unknown: then none is left. */
static dp_status begin_places(conflict_walk *w, dp_error *err) {
    filter_sql *q = &w->q;
    const char *place = w->from.part[0];
    const filter_mark mark = filter_note(q);
    if (*place) {
        buf_str(&q->where, " AND (p.label, p.id) > (SELECT label, id FROM places WHERE id = ");
        filter_text(q, place, strlen(place));
        buf_str(&q->where, ")");
    }
    dp_status s = filter_prepare(w->l, place_by_place, q, " ORDER BY p.label, p.id, " IN_PLACE, &w->st, err);
    filter_back(q, mark);
    return s;
}

static dp_status begin_newest(conflict_walk *w, dp_error *err) {
    return w->narrow ? filter_prepare(w->l, in_one_place, &w->q, NEWEST_SORTED, &w->st, err)
                     : filter_prepare(w->l, newest_met, &w->q, " ORDER BY n.proposition_key DESC", &w->st, err);
}

static dp_status set_narrow(conflict_walk *w, const ledger_filter *f, dp_error *err) {
    const ledger_filter who = {.claimant = f->claimant, .actor = f->actor, .limit = f->limit};
    unsigned few = 0;
    dp_status s = f->claimant || f->actor ? filter_few(w->l, &who, FILTER_CLAIMANT | FILTER_ACTOR, &few, err) : DP_OK;
    const bool kind = f->relation && (strcmp(f->relation, "contradicts") == 0 || strcmp(f->relation, "denies") == 0 ||
                                      strcmp(f->relation, "corrects") == 0);
    w->narrow = few || f->place || f->from || f->to || (f->relation && !kind); /* a field; most conflicts are of one or two */
    return s;
}

static dp_status check_place(conflict_walk *w, dp_error *err) {
    const char *place = w->from.part[0];
    if (!*place) return DP_OK;
    sqlite3_stmt *st = db_get(w->l, "SELECT 1 FROM places WHERE id = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, place);
    bool row;
    dp_status s = db_step(w->l, st, &row, err);
    sqlite3_reset(st);
    if (s != DP_OK || row) return s;
    error_set(err, DP_E_USAGE, "the place at which the list was to go on has left the ledger");
    return error_remedy(err, "begin the list again");
}

dp_status conflict_walk_begin(ledger *l, const ledger_filter *f, uint32_t parts, bool again, conflict_walk *out, dp_error *err) {
    *out = (conflict_walk){.l = l, .again = again, .latest = f->latest};
    filter_init(&out->q);
    if (f->latest && f->after) return error_set(err, DP_E_USAGE, "what was read last is listed from its beginning");
    dp_status s = f->latest ? set_narrow(out, f, err) : DP_OK;
    if (s != DP_OK) return s;
    s = f->after ? list_cursor_read(f->after, parts, &out->from, err) : DP_OK;
    if (s == DP_OK) s = check_place(out, err);
    return s == DP_OK ? add_conditions(l, f, &out->q, err) : s;
}

static dp_status begin_part(conflict_walk *w, dp_error *err) {
    const bool first = w->parts++ == 0;
    return w->latest ? begin_newest(w, err) : first ? begin_place(w, err) : begin_places(w, err);
}

dp_status conflict_walk_next(conflict_walk *w, bool *row, dp_error *err) {
    *row = false;
    for (;;) {
        dp_status s = w->st ? db_step(w->l, w->st, row, err) : DP_OK;
        if (s != DP_OK || *row || w->parts == (w->latest ? 1 : 2)) return s;
        sqlite3_finalize(w->st);
        w->st = NULL;
        s = begin_part(w, err);
        if (s != DP_OK) return s;
    }
}

void conflict_walk_end(conflict_walk *w) {
    sqlite3_finalize(w->st);
    filter_free(&w->q);
}

void conflict_walk_cursor(const conflict_walk *w, const char *more, const char *most, char out[CURSOR_CHARS]) {
    static const uint8_t columns[] = {CONFLICT_PLACE_ID, CONFLICT_DAY_NO, CONFLICT_KIND,
                                      CONFLICT_FIELD,    CONFLICT_ID_A,   CONFLICT_ID_B};
    const char *parts[CONFLICT_CURSOR_PARTS + 2];
    for (uint32_t i = 0; i < CONFLICT_CURSOR_PARTS; i++) parts[i] = (const char *)sqlite3_column_text(w->st, columns[i]);
    parts[CONFLICT_CURSOR_PARTS] = more;
    parts[CONFLICT_CURSOR_PARTS + 1] = most;
    list_cursor_write(parts, CONFLICT_CURSOR_PARTS + (more ? 1 : 0) + (most ? 1 : 0), out);
}
