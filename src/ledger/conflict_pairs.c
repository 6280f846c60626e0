/* Conflicts as rows, one a pair of claims: those of both sides of each relation, as v_relations pairs them. */
#include <string.h>

#include "ledger/columns.h"
#include "ledger/conflict_coders.h"
#include "ledger/conflict_walk.h"
#include "ledger/query.h"
#include "ledger/settled_sql.h"

/* What is bound for each relation, before the values of the filter. conflict_columns use kind and field too. */
enum { PAIR_A = 1, PAIR_B, PAIR_KIND, PAIR_FIELD, PAIR_PLACE, PAIR_VALUES = PAIR_PLACE };

/* Others contradict; who says so himself later corrects, whichever of the two stands first. */
static const char pairs_from[] =
    " FROM (SELECT ?1 AS a, ?2 AS b, 0 AS turned UNION ALL SELECT ?2, ?1, 1) s "
    "CROSS JOIN propositions pa ON pa.proposition_key = s.a CROSS JOIN propositions pb ON pb.proposition_key = s.b "
    "CROSS JOIN claim_propositions ka ON ka.proposition_key = s.a "
    "CROSS JOIN claims a ON a.dispatch_key = ka.dispatch_key AND a.claim_no = ka.claim_no "
    "CROSS JOIN dispatches da ON da.dispatch_key = a.dispatch_key "
    "CROSS JOIN claim_propositions kb ON kb.proposition_key = s.b "
    "CROSS JOIN claims b ON b.dispatch_key = kb.dispatch_key AND b.claim_no = kb.claim_no "
    "CROSS JOIN dispatches db ON db.dispatch_key = b.dispatch_key LEFT JOIN places p ON p.place_key = ?5 "
    "WHERE ((" SPEAKER_OF("a") " <> " SPEAKER_OF(
        "b") " AND ?3 <> 'same' AND NOT s.turned) OR "
             "(" SPEAKER_OF("a") " = " SPEAKER_OF(
                 "b") " AND ?4 IN ('count', 'date', 'polarity') AND da.first_day < db.first_day)) AND ";
static const char pairs_order[] = " ORDER BY a.id, b.id";

typedef struct pair_list {
    ledger *l;
    const ledger_filter *f;
    const row_sink *to;
    conflict_walk walk;
    filter_sql q; /* of the pairs; the statement borrows its values */
    sqlite3_stmt *st;
    uint64_t skip;
    list_cursor after; /* the pair behind which the first relation goes on; "": from its beginning */
    bool on;
    row_room room;
} pair_list;

/* The statement that gives a relation's pairs. */
static dp_status prepare_pairs(pair_list *p, dp_error *err) {
    filter_sql *q = &p->q;
    buf head;
    buf_init(&head);
    q->count = PAIR_VALUES;
    const ledger_filter *f = p->f;
    if (f->relation) {
        buf_str(&q->where, " AND (" CONFLICT_KIND_OF_PAIR " = ");
        filter_text(q, f->relation, strlen(f->relation));
        buf_printf(&q->where, " OR ?4 = ?%d)", q->count);
    }
    if (!f->rejected) buf_str(&q->where, " AND " STANDING("a") " AND " STANDING("b"));
    if (f->claimant) filter_either(p->l, f->claimant, "a.claimant_fold", "b.claimant_fold", q);
    dp_status s = f->actor ? filter_either_actor(p->l, f->actor, q, err) : DP_OK;
    if (s == DP_OK) s = filter_span(f, CONFLICT_FIRST_OF_PAIR, CONFLICT_LAST_OF_PAIR, q, err);
    buf_str(&head, "SELECT ");
    columns_sql(conflict_columns, conflict_column_count, f->with_names, &head);
    buf_str(&head, pairs_from);
    if (s == DP_OK && (!buf_cstr(&head) || q->where.failed)) s = error_nomem(err);
    if (s == DP_OK) s = filter_prepare(p->l, head.at, q, pairs_order, &p->st, err);
    buf_free(&head);
    return s;
}

static const char *text_of(const row_room *room, const char *column) {
    for (uint32_t i = 0; i < conflict_column_count; i++)
        if (strcmp(room->cells[i].name, column) == 0) return room->cells[i].text ? room->cells[i].text : "";
    return "";
}

/* Does the pair stand behind the one where the list goes on? */
static bool is_behind(const pair_list *p, const char *a, const char *b) {
    const int order = strcmp(a, p->after.part[0]);
    return order > 0 || (order == 0 && strcmp(b, p->after.part[1]) > 0);
}

static dp_status hand_on_pair(pair_list *p, dp_error *err) {
    dp_status s = row_make(p->l, p->st, conflict_columns, conflict_column_count, &p->room, err);
    if (s != DP_OK) return s;
    const char *a = text_of(&p->room, "claim_a"), *b = text_of(&p->room, "claim_b");
    if (!is_behind(p, a, b)) return DP_OK;
    if (p->skip) {
        p->skip--;
        return DP_OK;
    }
    conflict_walk_cursor(&p->walk, a, b, p->room.cursor);
    ++*p->to->count;
    p->on = p->to->fn(p->to->context, &(ledger_row){p->room.cells, conflict_column_count, p->room.cursor});
    if (p->f->limit && *p->to->count >= p->f->limit) p->on = false;
    return DP_OK;
}

static dp_status hand_on_relation(pair_list *p, dp_error *err) {
    sqlite3_stmt *at = p->walk.st;
    sqlite3_reset(p->st);
    put_int(p->st, PAIR_A, sqlite3_column_int64(at, CONFLICT_A));
    put_int(p->st, PAIR_B, sqlite3_column_int64(at, CONFLICT_B));
    put_text(p->st, PAIR_KIND, (const char *)sqlite3_column_text(at, CONFLICT_KIND));
    put_text(p->st, PAIR_FIELD, (const char *)sqlite3_column_text(at, CONFLICT_FIELD));
    sqlite3_bind_value(p->st, PAIR_PLACE, sqlite3_column_value(at, CONFLICT_PLACE_KEY));
    dp_status s = DP_OK;
    while (s == DP_OK && p->on) {
        bool row;
        if ((s = db_step(p->l, p->st, &row, err)) != DP_OK || !row) break;
        s = hand_on_pair(p, err);
    }
    p->after = (list_cursor){0};
    return s;
}

/* Those that were read; *skip: how many more rows are to be passed over, *on: is more wanted. */
static dp_status ask_read(ledger *l, const ledger_filter *f, const row_sink *to, uint64_t *skip, bool *on, dp_error *err) {
    pair_list p = {.l = l, .f = f, .to = to, .skip = *skip, .on = true};
    filter_init(&p.q);
    dp_status s = conflict_walk_begin(l, f, CONFLICT_CURSOR_PARTS + 2, true, &p.walk, err);
    for (uint32_t i = 0; i < 2; i++) memcpy(p.after.part[i], p.walk.from.part[CONFLICT_CURSOR_PARTS + i], sizeof p.after.part[i]);
    if (s == DP_OK) s = prepare_pairs(&p, err);
    while (s == DP_OK && p.on) {
        bool row;
        if ((s = conflict_walk_next(&p.walk, &row, err)) != DP_OK || !row) break;
        s = hand_on_relation(&p, err);
    }
    sqlite3_finalize(p.st);
    filter_free(&p.q);
    conflict_walk_end(&p.walk);
    *skip = p.skip;
    *on = p.on;
    return s;
}

/* Those that only coders know of. */
static dp_status hand_on_coders(conflict_coders *w, const ledger_filter *f, const row_sink *to, uint64_t skip, dp_error *err) {
    row_room room;
    bool on = true;
    dp_status s = DP_OK;
    while (on && (!f->limit || *to->count < f->limit)) {
        bool row;
        if ((s = conflict_coders_next(w, &row, err)) != DP_OK || !row) break;
        if (skip && skip--) continue;
        if ((s = row_make(w->l, w->st, tied_columns, conflict_column_count, &room, err)) != DP_OK) break;
        conflict_coders_cursor(w, room.cursor);
        ++*to->count;
        on = to->fn(to->context, &(ledger_row){room.cells, conflict_column_count, room.cursor});
    }
    return s;
}

static dp_status ask_coders(ledger *l, const ledger_filter *f, const row_sink *to, uint64_t skip, dp_error *err) {
    buf columns;
    conflict_coders w = {0};
    buf_init(&columns);
    columns_sql(tied_columns, conflict_column_count, f->with_names, &columns);
    const char *sql = buf_cstr(&columns);
    dp_status s = sql ? conflict_coders_begin(l, f, sql, &w, err) : error_nomem(err);
    if (s == DP_OK) s = hand_on_coders(&w, f, to, skip, err);
    if (sql) conflict_coders_end(&w);
    buf_free(&columns);
    return s;
}

dp_status ask_conflicts(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    bool on = true;
    uint64_t skip = f->offset;
    dp_status s = conflict_is_read(f) ? ask_read(l, f, to, &skip, &on, err) : DP_OK;
    return s == DP_OK && on ? ask_coders(l, f, to, skip, err) : s;
}
