/* Pairs of claims by coders' word. */
#include "ledger/conflict_coders.h"

#include <string.h>

enum { CURSOR_CLAIMS = 2 };

static bool wants_undecided(const ledger_filter *f) {
    return f->relation && strcmp(f->relation, "undecided") == 0;
}

/* A cursor of theirs names two claims, one among those that were read has many parts. */
static bool is_cursor(const char *typed) {
    const char *dot = strchr(typed, '.');
    return dot && !strchr(dot + 1, '.');
}

bool conflict_is_read(const ledger_filter *f) {
    return !wants_undecided(f) && !(f->after && is_cursor(f->after));
}

static dp_status add_conditions(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err) {
    dp_status s = filter_relation_known(f, err);
    if (s != DP_OK) return s;
    if (f->relation) {
        buf_str(&q->where, " AND v.kind = ");
        filter_text(q, f->relation, strlen(f->relation));
    }
    if (f->place) {
        buf_str(&q->where, " AND v.place_key IN (");
        filter_place_rows(l, f->place, q);
        buf_str(&q->where, ")");
    }
    if (f->claimant) filter_either(l, f->claimant, "a.claimant_fold", "b.claimant_fold", q);
    if (f->actor && (s = filter_either_actor(l, f->actor, q, err)) != DP_OK) return s;
    return filter_span(f, "v.first_day", "v.last_day", q, err);
}

static dp_status add_after(const ledger_filter *f, filter_sql *q, dp_error *err) {
    list_cursor at;
    if (!f->after || !is_cursor(f->after)) return DP_OK;
    dp_status s = list_cursor_read(f->after, CURSOR_CLAIMS, &at, err);
    if (s != DP_OK) return s;
    buf_str(&q->where, " AND (v.claim_a, v.claim_b) > (");
    filter_text(q, at.part[0], strlen(at.part[0]));
    buf_str(&q->where, ", ");
    filter_text(q, at.part[1], strlen(at.part[1]));
    buf_str(&q->where, ")");
    return DP_OK;
}

static dp_status prepare(const ledger_filter *f, const char *columns, conflict_coders *out, dp_error *err) {
    buf head;
    buf_init(&head);
    buf_printf(&head,
               "SELECT %s, v.claim_a, v.claim_b FROM %s v JOIN claims a ON a.id = v.claim_a JOIN claims b ON b.id = v.claim_b "
               "LEFT JOIN places p ON p.place_key = v.place_key WHERE v.basis = 'coder' AND ",
               columns, wants_undecided(f) ? "v_undecided" : "v_relations");
    const char *before = out->q.where.failed ? NULL : buf_cstr(&head);
    dp_status s =
        before ? filter_prepare(out->l, before, &out->q, " ORDER BY v.claim_a, v.claim_b", &out->st, err) : error_nomem(err);
    buf_free(&head);
    return s;
}

dp_status conflict_coders_begin(ledger *l, const ledger_filter *f, const char *columns, conflict_coders *out, dp_error *err) {
    *out = (conflict_coders){.l = l};
    filter_init(&out->q);
    dp_status s = add_conditions(l, f, &out->q, err);
    if (s == DP_OK) s = add_after(f, &out->q, err);
    return s == DP_OK ? prepare(f, columns, out, err) : s;
}

dp_status conflict_coders_next(conflict_coders *w, bool *row, dp_error *err) {
    return db_step(w->l, w->st, row, err);
}

void conflict_coders_end(conflict_coders *w) {
    sqlite3_finalize(w->st);
    filter_free(&w->q);
}

void conflict_coders_cursor(const conflict_coders *w, char out[CURSOR_CHARS]) {
    const int n = sqlite3_column_count(w->st);
    const char *const claims[CURSOR_CLAIMS] = {(const char *)sqlite3_column_text(w->st, n - 2),
                                               (const char *)sqlite3_column_text(w->st, n - 1)};
    list_cursor_write(claims, CURSOR_CLAIMS, out);
}
