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
    "SELECT 1 FROM claim_propositions x CROSS JOIN claims c ON c.dispatch_key = x.dispatch_key AND c.claim_no = x.claim_no "     \
    "LEFT JOIN dispatches d ON d.dispatch_key = x.dispatch_key WHERE x.proposition_key IN (r.a, r.b)"
#define SIDES_ACTORS                                                                                                             \
    "SELECT 1 FROM claim_propositions x CROSS JOIN claim_roles y ON y.dispatch_key = x.dispatch_key AND y.claim_no = "           \
    "x.claim_no WHERE x.proposition_key IN (r.a, r.b) AND y.actor_key IN ("

/* What one who corrects himself can correct. */
#define CORRECTED "('count', 'date', 'polarity')"

static const char of_relations[] = COLUMNS "FROM relations r LEFT JOIN places p ON p.place_key = r.place_key" SAID;
static const char places[] =
    "SELECT p.place_key FROM places p WHERE EXISTS (SELECT 1 FROM relations r WHERE r.place_key = p.place_key AND (r.kind <> "
    "'same' OR r.field = 'count')) AND ";
/* What was read last first: a conflict is as new as the later one of its propositions, whose keys rise as they are read. They are
 * met one by one from the last, or where a narrow filter lets few through, put in order. */
static const char newest_met[] = COLUMNS "FROM propositions n CROSS JOIN relations r ON r.a = n.proposition_key AND r.b < "
                                         "n.proposition_key OR r.b = n.proposition_key AND r.a < n.proposition_key LEFT JOIN "
                                         "places p ON p.place_key = r.place_key" SAID;
/* Corrections are few: to find them most propositions would be met. Their relations are put in order before anything is asked of
 * claims; the limit keeps that apart. */
static const char newest_corrections[] = COLUMNS "FROM (SELECT * FROM relations WHERE field IN " CORRECTED
                                                 " ORDER BY max(a, b) DESC, first_no, kind, field LIMIT -1) r "
                                                 "LEFT JOIN places p ON p.place_key = r.place_key" SAID;
#define NEWEST_SORTED " ORDER BY max(r.a, r.b) DESC, " IN_PLACE

/* ---- conditions ----------------------------------------------------------------------------------------------------------- */

/* At one place a claimant's or actor's claims are looked for among those of its relations; so many cost less than these. */
#define OF_PLACE_MOST 100000

/* Where few claims fit they say which relations can; of a place, which of its relations do. */
static dp_status add_who_by_set(ledger *l, const ledger_filter *who, unsigned part, bool few, filter_sql *q, dp_error *err) {
    static const char *const sides[] = {" AND (r.a IN (", " OR r.b IN ("};
    dp_status s = DP_OK;
    if (!few) {
        buf_str(&q->where, " AND EXISTS (SELECT 1 FROM claim_propositions x WHERE x.proposition_key IN (r.a, r.b) AND "
                           "(x.dispatch_key, x.claim_no) IN (");
        s = filter_comparable_rows(l, who, part, q, err);
        buf_str(&q->where, "))");
        return s;
    }
    for (int i = 0; s == DP_OK && i < 2; i++) {
        buf_printf(&q->where, "%sSELECT x.proposition_key FROM (", sides[i]);
        s = filter_comparable_rows(l, who, part, q, err);
        buf_str(&q->where, ") w CROSS JOIN claim_propositions x ON x.dispatch_key = w.dispatch_key AND x.claim_no = w.claim_no)");
    }
    buf_str(&q->where, ")");
    return s;
}

/* Of either side, not of one claim. Sets are made once for all places: these are then walked at once. */
static dp_status add_who(conflict_walk *w, const ledger_filter *who, unsigned part, bool of_place, dp_error *err) {
    filter_sql *q = &w->q;
    unsigned few;
    bool set = false;
    dp_status s = filter_few(w->l, who, part, &few, err);
    if (s == DP_OK && !few && of_place) s = filter_at_most(w->l, who, part, OF_PLACE_MOST, &set, err);
    if (s != DP_OK) return s;
    if (few || set) {
        w->at_once = true;
        return add_who_by_set(w->l, who, part, few != 0, q, err);
    }
    if (part == FILTER_ACTOR) {
        buf_str(&q->where, " AND EXISTS (" SIDES_ACTORS);
        s = filter_actor_rows(w->l, who->actor, q, err);
        buf_str(&q->where, "))");
        return s;
    }
    buf_str(&q->where, " AND EXISTS (" SIDES);
    s = filter_claims(w->l, who, part | FILTER_FETCHED, q, err);
    buf_str(&q->where, ")");
    return s;
}

dp_status relations_in_days(const ledger_filter *f, filter_sql *q, dp_error *err) {
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

/* Some claimant of a proposition that stands. */
#define SPEAKER(of, standing)                                                                                                    \
    "(SELECT " SPEAKER_OF(                                                                                                       \
        "c") " FROM claim_propositions x JOIN claims c USING (dispatch_key, claim_no) WHERE x.proposition_key "                  \
             "= " of standing " LIMIT 1)"

/* The first day on which it was told. */
#define TOLD(of, standing)                                                                                                       \
    "(SELECT min(d.first_day) FROM claim_propositions x JOIN dispatches d USING (dispatch_key) WHERE x.proposition_key = " of    \
        standing ")"
#define SELF_CORRECTED(claim, standing)                                                                                          \
    SPEAKER("r.a", claim) " = " SPEAKER("r.b", claim) " AND " TOLD("r.a", standing) " <> " TOLD("r.b", standing)

/* Whether somebody corrects himself is known of his claims alone. Of whole sides all are one claimant's, so that any two tell,
 * and they were told on different days; of pairs of claims some two have to be. */
static void add_corrections(const conflict_walk *w, filter_sql *q) {
    buf_str(&q->where, " AND r.field IN " CORRECTED " AND ");
    if (w->again)
        buf_str(&q->where, "EXISTS (SELECT 1 FROM claim_propositions x JOIN claims c USING (dispatch_key, claim_no) WHERE "
                           "x.proposition_key = r.a AND " SPEAKER_OF("c") " IN (SELECT " SPEAKER_OF(
                               "o") " FROM claim_propositions y "
                                    "JOIN claims o USING (dispatch_key, claim_no) WHERE y.proposition_key = r.b))");
    else if (w->f->rejected)
        buf_str(&q->where, SELF_CORRECTED("", ""));
    else
        buf_str(&q->where, SELF_CORRECTED(" AND " STANDING("c"), " AND " STANDING("x")));
}

static void add_kind(const conflict_walk *w, filter_sql *q) {
    const char *relation = w->f->relation;
    if (!relation) return;
    if (strcmp(relation, "corrects") == 0) {
        add_corrections(w, q);
        return;
    }
    buf_str(&q->where, " AND ");
    filter_text(q, relation, strlen(relation));
    buf_str(&q->where, " IN (r.kind, r.field)");
}

static void add_place(ledger *l, const ledger_filter *f, const char *table, filter_sql *q) {
    if (!f->place) return;
    buf_printf(&q->where, " AND %s.place_key IN (", table);
    filter_place_rows(l, f->place, q);
    buf_str(&q->where, ")");
}

/* All but the place. */
static dp_status add_conditions(conflict_walk *w, dp_error *err) {
    const ledger_filter *f = w->f;
    filter_sql *q = &w->q;
    dp_status s = filter_relation_known(f, err);
    if (s != DP_OK) return s;
    add_kind(w, q);
    if (!f->rejected) buf_str(&q->where, " AND NOT " OVERRULED);
    s = relations_in_days(f, q, err);
    const ledger_filter claimant = {.claimant = f->claimant, .limit = f->limit}, actor = {.actor = f->actor, .limit = f->limit};
    if (s == DP_OK && f->actor) s = add_who(w, &actor, FILTER_ACTOR, f->place != NULL, err);
    if (s == DP_OK && f->claimant) s = add_who(w, &claimant, FILTER_CLAIMANT, f->place != NULL, err);
    return s == DP_OK && q->where.failed ? error_nomem(err) : s;
}

/* ---- parts ---------------------------------------------------------------------------------------------------------------- */

/* Does it go on behind a row? */
static bool is_begun(const conflict_walk *w) {
    return w->from.part[2][0] != '\0';
}

/* The place where it begins, from the row where it begins. */
static dp_status begin_first(conflict_walk *w, dp_error *err) {
    filter_sql *q = &w->q;
    const char *place = w->from.part[0];
    const filter_mark mark = filter_note(q);
    add_place(w->l, w->f, "r", q);
    buf_str(&q->where, " AND r.place_key ");
    if (*place) {
        buf_str(&q->where, "= (SELECT place_key FROM places WHERE id = ");
        filter_text(q, place, strlen(place));
        buf_str(&q->where, ")");
    } else {
        buf_str(&q->where, "IS NULL");
    }
    if (is_begun(w)) {
        buf_str(&q->where, " AND r.first_no >= ");
        filter_number(q, strtoll(w->from.part[1], NULL, 10));
        buf_printf(&q->where, " AND (" IN_PLACE ") %s (?%d", w->again ? ">=" : ">", q->count);
        for (uint32_t i = 2; i < CONFLICT_CURSOR_PARTS; i++) {
            buf_str(&q->where, ", ");
            filter_text(q, w->from.part[i], strlen(w->from.part[i]));
        }
        buf_str(&q->where, ")");
    }
    dp_status s = filter_prepare(w->l, of_relations, q, " ORDER BY " IN_PLACE, &w->st, err);
    filter_back(q, mark);
    return s;
}

/* A place that has left the ledger meanwhile leaves its label unknown: then none is left. */
static void add_places_behind(conflict_walk *w, filter_sql *q) {
    const char *place = w->from.part[0];
    if (!*place) return;
    buf_str(&q->where, " AND (p.label, p.id) > (SELECT label, id FROM places WHERE id = ");
    filter_text(q, place, strlen(place));
    buf_str(&q->where, ")");
}

/* All places, or those behind it, in one statement, which puts all in order; without a place comes first. */
static dp_status begin_at_once(conflict_walk *w, dp_error *err) {
    filter_sql *q = &w->q;
    const filter_mark mark = filter_note(q);
    add_place(w->l, w->f, "r", q);
    if (is_begun(w)) buf_str(&q->where, " AND r.place_key IS NOT NULL");
    add_places_behind(w, q);
    dp_status s = filter_prepare(w->l, of_relations, q, " ORDER BY p.label, p.id, " IN_PLACE, &w->st, err);
    filter_back(q, mark);
    return s;
}

/* The places behind it, and a statement for each of them: the index has a place's conflicts in their order. */
static dp_status begin_places(conflict_walk *w, dp_error *err) {
    filter_sql *q = &w->q;
    add_place(w->l, w->f, "p", &w->which);
    add_places_behind(w, &w->which);
    dp_status s = filter_prepare(w->l, places, &w->which, " ORDER BY p.label, p.id", &w->places, err);
    if (s != DP_OK) return s;
    const filter_mark mark = filter_note(q);
    buf_str(&q->where, " AND r.place_key = ");
    filter_number(q, 0); /* none: it is bound anew for each */
    w->place_value = q->count;
    s = filter_prepare(w->l, of_relations, q, " ORDER BY " IN_PLACE, &w->st, err);
    filter_back(q, mark);
    return s;
}

/* Does the filter let few through? They are better put in order than met in order. */
static bool is_narrow(const conflict_walk *w) {
    static const char *const kinds[] = {"contradicts", "denies", "corrects"}; /* most conflicts are of one or two */
    const ledger_filter *f = w->f;
    bool field = f->relation != NULL;
    for (size_t i = 0; field && i < sizeof kinds / sizeof *kinds; i++) field = strcmp(f->relation, kinds[i]) != 0;
    return w->at_once || f->place || f->from || f->to || field;
}

static dp_status begin_newest(conflict_walk *w, dp_error *err) {
    add_place(w->l, w->f, "r", &w->q);
    if (is_narrow(w)) return filter_prepare(w->l, of_relations, &w->q, NEWEST_SORTED, &w->st, err);
    const char *relation = w->f->relation;
    return relation && strcmp(relation, "corrects") == 0
               ? filter_prepare(w->l, newest_corrections, &w->q, "", &w->st, err)
               : filter_prepare(w->l, newest_met, &w->q, " ORDER BY n.proposition_key DESC", &w->st, err);
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
    *out = (conflict_walk){.l = l, .f = f, .again = again};
    filter_init(&out->q);
    filter_init(&out->which);
    if (f->latest && f->after) return error_set(err, DP_E_USAGE, "what was read last is listed from its beginning");
    dp_status s = f->after ? list_cursor_read(f->after, parts, &out->from, err) : DP_OK;
    if (s == DP_OK) s = check_place(out, err);
    return s == DP_OK ? add_conditions(out, err) : s;
}

static dp_status next_place(conflict_walk *w, bool *more, dp_error *err) {
    dp_status s = db_step(w->l, w->places, more, err);
    if (s == DP_OK && *more) put_int(w->st, w->place_value, sqlite3_column_int64(w->places, 0));
    return s;
}

/* Its statement has no row left: to the next one. */
static dp_status next_part(conflict_walk *w, bool *more, dp_error *err) {
    const uint8_t part = w->part;
    *more = part != PART_NONE;
    if (part == PART_PLACES) return next_place(w, more, err);
    sqlite3_finalize(w->st);
    w->st = NULL;
    switch (part) {
    case PART_FIRST:
        w->part = w->f->latest ? PART_NONE : PART_REST;
        if (w->f->latest) return begin_newest(w, err);
        return w->at_once && !is_begun(w) ? DP_OK : begin_first(w, err);
    case PART_REST:
        w->part = w->at_once ? PART_NONE : PART_PLACES;
        return w->at_once ? begin_at_once(w, err) : begin_places(w, err);
    default:
        return DP_OK;
    }
}

dp_status conflict_walk_next(conflict_walk *w, bool *row, dp_error *err) {
    *row = false;
    for (bool more = true; more;) {
        dp_status s = w->st ? db_step(w->l, w->st, row, err) : DP_OK;
        if (s == DP_OK && !*row) s = next_part(w, &more, err);
        if (s != DP_OK || *row) return s;
    }
    return DP_OK;
}

void conflict_walk_end(conflict_walk *w) {
    sqlite3_finalize(w->st);
    sqlite3_finalize(w->places);
    filter_free(&w->q);
    filter_free(&w->which);
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
