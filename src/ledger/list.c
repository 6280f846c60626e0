/* Asking lists. */
#include "ledger/list.h"

#include <string.h>

enum part { PART_LONG, PART_DATED, PART_UNDATED, PARTS, PART_ALL = PARTS };

typedef struct asking {
    ledger *l;
    const list *k;
    const ledger_filter *f;
    filter_sql *q;
    const row_sink *to;
    enum part part;
    uint64_t skip;
    bool on;                   /* more is wanted */
    bool sorts;                /* few rows are fetched and put in order: no index gives it */
    list_cursor after;         /* id and day of the row behind which it goes on */
    char from[16], to_day[16]; /* ISO; "": open */
} asking;

/* With a plus in front of a column no index is taken for it. */
static const char *plus(const asking *x) {
    return x->sorts ? "+" : "";
}

static void add_order(const asking *x, buf *out) {
    static const char by[] = " ORDER BY ";
    const list *k = x->k;
    if (x->f->latest && k->latest) {
        buf_str(out, k->latest);
    } else if (k->day && x->part == PART_ALL) {
        buf_printf(out, " ORDER BY %s%s.first_day IS NULL, %s.first_day, %s.id", plus(x), k->day, k->day, k->day);
    } else if (k->day) { /* what all rows of a part have in common would only hide from SQLite that the index has this order */
        buf_printf(out, " ORDER BY %s%s.%s", plus(x), k->day, x->part == PART_UNDATED ? "id" : "first_day");
        if (x->part != PART_UNDATED) buf_printf(out, ", %s.id", k->day);
    } else if (x->sorts && strncmp(k->order, by, sizeof by - 1) == 0) {
        buf_printf(out, " ORDER BY +%s", k->order + sizeof by - 1);
    } else {
        buf_str(out, k->order);
    }
}

static dp_status prepare(asking *x, buf *head, buf *tail, row_source *out, dp_error *err) {
    const list *k = x->k;
    const uint64_t limit = x->f->limit ? x->f->limit - *x->to->count : 0;
    buf_str(head, "SELECT ");
    columns_sql(k->columns, *k->n, x->f->with_names, head);
    buf_str(head, k->from);
    add_order(x, tail);
    if (limit && limit < INT64_MAX - x->skip) buf_printf(tail, " LIMIT %lld", (long long)(limit + x->skip));
    const char *a = buf_cstr(head), *b = buf_cstr(tail);
    if (!a || !b || x->q->where.failed) return error_nomem(err);
    if (!k->keys) return filter_prepare(x->l, a, x->q, b, &out->st, err);
    dp_status s = filter_prepare(x->l, k->keys, x->q, b, &out->keys, err);
    if (s == DP_OK && sqlite3_prepare_v2(x->l->db, a, -1, &out->st, NULL) != SQLITE_OK)
        s = db_fail(x->l, "preparing a question", err);
    return s;
}

/* Asks as far as the conditions go. */
static dp_status ask_part(asking *x, dp_error *err) {
    row_source from = {.columns = x->k->columns, .n = *x->k->n, .ordered = x->k->day != NULL};
    buf head, tail;
    buf_init(&head);
    buf_init(&tail);
    dp_status s = prepare(x, &head, &tail, &from, err);
    buf_free(&head);
    buf_free(&tail);
    if (s == DP_OK) return rows_hand_on(x->l, &from, &x->skip, x->to, &x->on, err);
    sqlite3_finalize(from.keys);
    sqlite3_finalize(from.st);
    return s;
}

/* ---- parts of a list by day --------------------------------------------------------------------------------------------------
 */

static void add_bound(const asking *x, const char *column, const char *sign, const char *day) {
    if (!*day) return;
    buf_printf(&x->q->where, " AND %s%s.%s %s ", plus(x), x->k->day, column, sign);
    filter_text(x->q, day, strlen(day));
}

/* What follows the row, among those that begin on some day. */
static void add_after_day(const asking *x) {
    const char *id = x->after.part[0], *day = x->after.part[1];
    buf_printf(&x->q->where, " AND (%s%s.first_day, %s%s.id) > (", plus(x), x->k->day, plus(x), x->k->day);
    filter_text(x->q, day, strlen(day));
    buf_str(&x->q->where, ", ");
    filter_text(x->q, id, strlen(id));
    buf_str(&x->q->where, ")");
}

static void add_dated(const asking *x) {
    const char *day = x->after.part[1];
    buf_printf(&x->q->where, " AND (%s%s.first_day IS NULL) = 0", plus(x), x->k->day);
    if (*day && strcmp(day, x->from) >= 0)
        add_after_day(x);
    else
        add_bound(x, "first_day", ">=", x->from);
    add_bound(x, "first_day", "<=", x->to_day);
}

static void add_long(const asking *x) {
    buf_printf(&x->q->where, " AND %s.last_day > %s.first_day", x->k->day, x->k->day);
    if (x->after.part[1][0]) add_after_day(x);
    add_bound(x, "first_day", "<", x->from);
    add_bound(x, "last_day", ">=", x->from);
}

static void add_undated(const asking *x) {
    const char *id = x->after.part[0], *day = x->after.part[1];
    buf_printf(&x->q->where, " AND (%s%s.first_day IS NULL) = 1 AND %s%s.first_day IS NULL", plus(x), x->k->day, plus(x),
               x->k->day);
    add_bound(x, "last_day", ">=", x->from);
    add_bound(x, "last_day", "<=", x->to_day);
    if (!*id || *day) return;
    buf_printf(&x->q->where, " AND %s%s.id > ", plus(x), x->k->day);
    filter_text(x->q, id, strlen(id));
}

/* Can a part hold anything that is asked for? */
static bool is_asked(const asking *x, enum part part) {
    const bool goes_on = x->after.part[0][0] != '\0';
    const char *day = x->after.part[1];
    if (part == PART_LONG) return x->from[0] && (!goes_on || (*day && strcmp(day, x->from) < 0));
    return part == PART_UNDATED || !goes_on || *day;
}

static dp_status ask_by_day(asking *x, dp_error *err) {
    static void (*const add[PARTS])(const asking *) = {add_long, add_dated, add_undated};
    dp_status s = DP_OK;
    for (int part = 0; s == DP_OK && x->on && part < PARTS; part++) {
        if (x->f->limit && *x->to->count >= x->f->limit) break;
        if (!is_asked(x, (enum part)part)) continue;
        const filter_mark mark = filter_note(x->q);
        add[part](x);
        x->part = (enum part)part;
        s = ask_part(x, err);
        filter_back(x->q, mark);
    }
    return s;
}

dp_status ask_list(ledger *l, const list *k, const ledger_filter *f, filter_sql *q, const row_sink *to, dp_error *err) {
    asking x = {.l = l, .k = k, .f = f, .q = q, .to = to, .part = PART_ALL, .skip = f->offset, .on = true, .sorts = q->few};
    *to->count = 0;
    if (f->after && (!k->day || f->latest)) {
        error_set(err, DP_E_USAGE, "this list cannot go on behind a row");
        return error_remedy(err, "use limit and offset");
    }
    if (!k->day) return ask_part(&x, err);
    day_range days;
    dp_status s = filter_days(f, &days, err);
    if (s == DP_OK && f->after) s = list_cursor_read(f->after, 2, &x.after, err);
    if (s == DP_OK && f->after && !x.after.part[0][0]) s = list_cursor_read("", 2, &x.after, err); /* no id: refused */
    if (s != DP_OK) return s;
    day_format(days.first, x.from);
    day_format(days.last, x.to_day);
    buf_str(&q->where, k->order);
    const bool in_parts = !f->latest && (f->after || (!x.sorts && (x.from[0] || x.to_day[0])));
    return in_parts ? ask_by_day(&x, err) : ask_part(&x, err);
}
