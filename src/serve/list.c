/* Lists as JSON, a page at a time. */
#include <stdio.h>
#include <string.h>

#include "serve/app.h"

/* A page for people is a list, whatever its twins are. */
bool exchange_limit(exchange *x, uint64_t *out) {
    const bool page = x->q->form == FORM_HTML;
    const unsigned most = x->route->most;
    dp_status s = request_number(x->q, "limit", page ? LIST_STANDARD : x->route->standard, most, out, &x->err);
    if (s == DP_OK && *out == 0) {
        error_set(&x->err, DP_E_USAGE, "limit is no number from 1 to %u", most);
        s = error_remedy(&x->err, "give such a number, or leave it out");
    }
    if (s != DP_OK) exchange_fail(x);
    if (page && *out > LIST_MOST) *out = LIST_MOST;
    return s == DP_OK;
}

bool exchange_page(exchange *x, uint64_t *limit, uint64_t *offset) {
    *offset = 0;
    if (!exchange_limit(x, limit)) return false;
    const char *cursor = request_value(x->q, "cursor");
    if (!cursor) return true;
    if (!(x->route->flags & ROUTE_COUNTED)) {
        x->filter.after = cursor;
        return true;
    }
    if (cursor_read(x->route->path, cursor, offset)) return true;
    answer_problem(x->out, 400, "the cursor is none of this list",
                   "take \"next\" of an answer as it stands, with the same address");
    return false;
}

void exchange_next(const exchange *x, const char *cursor, uint64_t rows, char out[CURSOR_MAX]) {
    if (x->route->flags & ROUTE_COUNTED)
        cursor_write(x->route->path, rows, out);
    else
        snprintf(out, CURSOR_MAX, "%s", cursor);
}

bool list_begin(exchange *x, list_writer *w) {
    *w = (list_writer){.x = x};
    if (!exchange_page(x, &w->limit, &w->offset)) return false;
    x->filter.limit = w->limit + 1; /* one more tells whether there is more */
    x->filter.offset = w->offset;
    answer_begin(x->out, 200, "application/json");
    buf_str(&x->out->body, "{\"items\":[");
    return true;
}

bool list_room(list_writer *w, const char *cursor) {
    if (w->n == w->limit) {
        w->more = true;
        return false;
    }
    w->n++;
    snprintf(w->last, sizeof w->last, "%s", cursor ? cursor : "");
    return true;
}

bool list_row(void *writer, const ledger_row *row) {
    list_writer *w = writer;
    if (!list_room(w, row->cursor)) return false;
    buf *b = &w->x->out->body;
    json_sep(b);
    ledger_row_json(row, b);
    if (b->n) b->n--; /* the line's end */
    return !b->failed;
}

void list_end(list_writer *w, dp_status s) {
    exchange *x = w->x;
    const bool late = s == DP_E_INTERRUPTED;
    if (s != DP_OK && !(late && w->n)) {
        exchange_fail(x);
        return;
    }
    char cursor[CURSOR_MAX];
    buf *b = &x->out->body;
    buf_char(b, ']');
    exchange_next(x, w->last, w->offset + w->n, cursor);
    json_kv_str(b, "next", (w->more || late) && cursor[0] ? cursor : NULL);
    json_kv_bool(b, "truncated", late);
    buf_str(b, "}\n");
}
