/* Who contradicts whom, as a table of the claimants who are most at odds. */
#include <stdlib.h>
#include <string.h>

#include "ledger/voices.h"
#include "serve/app.h"
#include "serve/json.h"

enum { ROWS_MOST = 5000, FIELDS_MOST = 8 };

typedef struct party_name {
    const char *text;
    int64_t total;
    uint32_t rank; /* among the claimants that are shown; UINT32_MAX: none */
} party_name;
typedef struct pair_row {
    uint32_t a, b; /* names */
    uint8_t field;
    bool denies;
    int64_t count;
} pair_row;
typedef struct cell {
    int64_t contradicts, denies, fields[FIELDS_MOST];
} cell;

typedef struct matrix {
    arena *a;
    vec_of(party_name) names;
    vec_of(pair_row) rows;
    const char *fields[FIELDS_MOST];
    uint32_t field_count;
    bool failed;
} matrix;

static uint32_t name_index(matrix *m, const char *text) {
    for (uint32_t i = 0; i < m->names.n; i++)
        if (strcmp(m->names.at[i].text, text) == 0) return i;
    const party_name one = {arena_copy(m->a, text, strlen(text)), 0, UINT32_MAX};
    if (!one.text || !vec_push(m->a, &m->names, one)) m->failed = true;
    return m->failed ? 0 : m->names.n - 1;
}

static uint8_t field_index(matrix *m, const char *text) {
    uint8_t i = 0;
    while (i < m->field_count && strcmp(m->fields[i], text) != 0) i++;
    if (i < m->field_count || i == FIELDS_MOST) return i;
    if (!(m->fields[m->field_count++] = arena_copy(m->a, text, strlen(text)))) m->failed = true;
    return i;
}

/* Columns as ledger_matrix gives them: a, b, kind, field, count. */
static bool take_row(void *context, const ledger_row *row) {
    matrix *m = context;
    const pair_row one = {.a = name_index(m, row->cells[0].text),
                          .b = name_index(m, row->cells[1].text),
                          .field = field_index(m, row->cells[3].text),
                          .denies = strcmp(row->cells[2].text, "denies") == 0,
                          .count = row->cells[4].integer};
    if (m->failed || one.field == FIELDS_MOST || !vec_push(m->a, &m->rows, one)) m->failed = true;
    if (m->failed) return false;
    m->names.at[one.a].total += one.count;
    m->names.at[one.b].total += one.count;
    return true;
}

static int by_total(const void *a, const void *b) {
    const party_name *x = *(party_name *const *)a, *y = *(party_name *const *)b;
    return x->total != y->total ? (x->total < y->total ? 1 : -1) : strcmp(x->text, y->text);
}

/* The claimants that are most at odds, in that order; gives their number. */
static uint32_t rank_names(matrix *m, uint32_t most, party_name ***out) {
    party_name **order = arena_array(m->a, m->names.n, sizeof(party_name *));
    if (!order) {
        m->failed = true;
        return 0;
    }
    for (uint32_t i = 0; i < m->names.n; i++) order[i] = &m->names.at[i];
    if (m->names.n) qsort(order, m->names.n, sizeof *order, by_total);
    const uint32_t n = m->names.n < most ? m->names.n : most;
    for (uint32_t i = 0; i < n; i++) order[i]->rank = i;
    *out = order;
    return n;
}

static void fill_cells(const matrix *m, cell *cells, uint32_t n) {
    for (uint32_t i = 0; i < m->rows.n; i++) {
        const pair_row *r = &m->rows.at[i];
        const uint32_t x = m->names.at[r->a].rank, y = m->names.at[r->b].rank;
        if (x == UINT32_MAX || y == UINT32_MAX) continue;
        cell *c = &cells[(size_t)(x < y ? x : y) * n + (x < y ? y : x)];
        *(r->denies ? &c->denies : &c->contradicts) += r->count;
        c->fields[r->field] += r->count;
    }
}

static void put_cell(const matrix *m, uint32_t a, uint32_t b, const cell *c, buf *out) {
    json_begin(out, NULL, '{');
    json_kv_int(out, "a", a);
    json_kv_int(out, "b", b);
    json_kv_int(out, "contradicts", c->contradicts);
    json_kv_int(out, "denies", c->denies);
    json_begin(out, "fields", '{');
    for (uint32_t f = 0; f < m->field_count; f++)
        if (c->fields[f]) json_kv_int(out, m->fields[f], c->fields[f]);
    json_end(out, '}');
    json_end(out, '}');
}

static void put_matrix(matrix *m, uint32_t most, bool more, buf *b) {
    party_name **order = NULL;
    const uint32_t n = rank_names(m, most, &order);
    cell *cells = arena_array(m->a, (size_t)n * n, sizeof *cells);
    if (!cells || m->failed) {
        m->failed = true;
        return;
    }
    fill_cells(m, cells, n);
    json_begin(b, "claimants", '[');
    for (uint32_t i = 0; i < n; i++) {
        json_sep(b);
        json_str(b, order[i]->text, strlen(order[i]->text));
    }
    json_end(b, ']');
    json_begin(b, "cells", '[');
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++)
            if (cells[(size_t)i * n + k].contradicts || cells[(size_t)i * n + k].denies)
                put_cell(m, i, k, &cells[(size_t)i * n + k], b);
    json_end(b, ']');
    json_kv_bool(b, "truncated", more || n < m->names.n);
}

void view_matrix(exchange *x) {
    matrix m = {.a = x->a};
    uint64_t most, count = 0;
    buf *b = &x->out->body;
    if (!exchange_limit(x, &most)) return;
    x->filter.limit = ROWS_MOST;
    dp_status s = ledger_matrix(x->l, &x->filter, take_row, &m, &count, &x->err);
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    if (s == DP_OK) put_matrix(&m, (uint32_t)most, count == ROWS_MOST, b);
    if (s == DP_OK && m.failed) s = error_nomem(&x->err);
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}
