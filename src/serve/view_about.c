/* What the ledger holds, what read it, on whose shoulders it stands; and the way in for writing. */
#include <stdio.h>
#include <string.h>

#include "serve/app.h"
#include "serve/head.h"
#include "serve/json.h"
#include "serve/stream.h"

static bool put_row(void *context, const ledger_row *row) {
    buf *b = context;
    json_sep(b);
    ledger_row_json(row, b);
    if (b->n) b->n--; /* the line's end */
    return !b->failed;
}

static void put_licences(buf *b) {
    static const char *const known[][3] = {
        {"GeoNames", "names, points and regions of places", "CC BY 4.0, https://www.geonames.org"},
        {"Natural Earth", "outlines of countries", "public domain, https://www.naturalearthdata.com"},
        {"Unicode CLDR", "names of countries", "Unicode License V3, https://cldr.unicode.org"},
    };
    json_begin(b, "licences", '[');
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        json_begin(b, NULL, '{');
        json_kv_str(b, "name", known[i][0]);
        json_kv_str(b, "what", known[i][1]);
        json_kv_str(b, "licence", known[i][2]);
        json_end(b, '}');
    }
    json_end(b, ']');
}

static void put_limits(const server *s, buf *b) {
    json_begin(b, "limits", '{');
    json_kv_int(b, "question_ms", s->o.time_ms);
    json_kv_int(b, "items", LIST_MOST);
    json_kv_int(b, "downloads_at_once", STREAMS_MOST);
    json_kv_int(b, "download_s", STREAM_TIME_MS / 1000);
    json_kv_int(b, "connections", SERVE_CONNECTIONS);
    json_kv_int(b, "address_bytes", REQUEST_TARGET_MAX);
    json_kv_int(b, "body_bytes", HEAD_BODY_MOST);
    json_end(b, '}');
}

void view_about(exchange *x) {
    static const struct {
        const char *key;
        enum ledger_question question;
    } parts[] = {{"runs", LEDGER_RUNS}, {"readings", LEDGER_READINGS}, {"rejects", LEDGER_REJECTS}};
    buf *b = &x->out->body;
    dp_status s = DP_OK;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    json_kv_str(b, "version", DP_VERSION);
    json_begin(b, "ledger", '[');
    s = app_counts(x->s, x->l, put_row, b, &x->err);
    json_end(b, ']');
    for (size_t i = 0; s == DP_OK && i < sizeof parts / sizeof *parts; i++) {
        json_begin(b, parts[i].key, '[');
        s = ledger_query(x->l, parts[i].question, &(ledger_filter){.limit = LIST_MOST}, put_row, b, NULL, &x->err);
        json_end(b, ']');
    }
    put_licences(b);
    put_limits(x->s, b);
    json_kv_known(b, "coder", x->s->o.coder);
    json_kv_bool(b, "writable", guard_may_write(x->s, x->q));
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}

void view_login(exchange *x) {
    const char *key = request_value(x->q, "key");
    if (strcmp(x->q->method, "GET") != 0 || !key || !guard_login(x->s, key, x->out->cookie)) {
        answer_problem(x->out, 403, "this link was used, or is none", "start depeche serve again: each start prints a new one");
        return;
    }
    answer_begin(x->out, 303, "text/plain; charset=utf-8");
    snprintf(x->out->location, sizeof x->out->location, "/");
}
