/* One claim, and one event. */
#include <string.h>

#include "ledger/withhold.h"
#include "serve/app.h"
#include "serve/json.h"

static void put_values(const ledger_why *why, buf *b) {
    json_begin(b, "why", '[');
    for (uint32_t i = 0; i < why->value_count; i++) {
        const ledger_why_value *v = &why->values[i];
        json_begin(b, NULL, '{');
        json_kv_str(b, "name", v->name);
        json_kv_str(b, "value", v->value);
        json_kv_known(b, "basis", v->basis);
        json_kv_known(b, "words", v->words);
        json_kv_span(b, "span", v->start, v->end);
        json_kv_known(b, "rule", v->rule);
        json_kv_known(b, "note", v->note);
        json_end(b, '}');
    }
    json_end(b, ']');
}

static void put_relations(const ledger_why *why, buf *b) {
    json_begin(b, "relations", '[');
    for (uint32_t i = 0; i < why->relation_count; i++) {
        const ledger_why_relation *r = &why->relations[i];
        json_begin(b, NULL, '{');
        json_kv_str(b, "kind", r->kind);
        json_kv_known(b, "field", r->field);
        json_kv_known(b, "reason", r->reason);
        json_kv_str(b, "basis", r->basis);
        json_kv_str(b, "claim", r->claim);
        json_kv_str(b, "short_id", r->short_id);
        json_kv_known(b, "claimant", r->claimant);
        json_kv_known(b, "quote", r->quote);
        json_end(b, '}');
    }
    json_end(b, ']');
}

/* "key": the row that the list has, so that a client reads both alike. */
typedef struct row_writer {
    buf *b;
    bool any;
} row_writer;

static bool put_row(void *context, const ledger_row *row) {
    row_writer *w = context;
    json_sep(w->b);
    ledger_row_json(row, w->b);
    if (w->b->n) w->b->n--; /* the line's end */
    w->any = true;
    return true;
}

static void put_sentence(const ledger_why *why, buf *b) {
    json_begin(b, "sentence", '{');
    json_kv_int(b, "start", why->sentence_start);
    json_kv_str(b, "text", why->sentence);
    json_end(b, '}');
    json_kv_span(b, "span", why->start, why->end);
    json_kv_span(b, "trigger_span", why->trigger_start, why->trigger_end);
    json_kv_int(b, "number", why->number);
    json_kv_known(b, "path", why->path);
}

static void put_kin(const ledger_why *why, buf *b) {
    json_begin(b, "same", '{');
    json_kv_int(b, "claims", (int64_t)why->same);
    json_kv_int(b, "dispatches", why->same_dispatches);
    json_kv_int(b, "voices", why->same_voices);
    json_end(b, '}');
    json_kv_known(b, "pack", why->pack);
    json_kv_known(b, "version", why->version);
}

/* Exports leave it out; the ledger's owner sees it, and that they do. */
static dp_status put_withheld(exchange *x, const char *claim) {
    buf *b = &x->out->body;
    ledger_withheld mark;
    bool found;
    const dp_status s = ledger_withheld_claim(x->l, claim, x->a, &mark, &found, &x->err);
    if (s != DP_OK) return s;
    if (!found) {
        json_kv_null(b, "withheld");
        return DP_OK;
    }
    json_begin(b, "withheld", '{');
    json_kv_str(b, "by", mark.kind);
    json_kv_str(b, "id", mark.id);
    json_kv_known(b, "reason", mark.reason);
    json_end(b, '}');
    return DP_OK;
}

void view_claim(exchange *x) {
    ledger_why why;
    bool found = false;
    dp_status s = ledger_why_of(x->l, x->id, false, x->a, &why, &found, &x->err);
    if (s == DP_OK && !found) {
        exchange_missing(x, "there is no such claim", "/claims lists them");
        return;
    }
    buf *b = &x->out->body;
    row_writer row = {b, false};
    answer_begin(x->out, 200, "application/json");
    buf_str(b, "{\"claim\":");
    if (s == DP_OK) s = ledger_query(x->l, LEDGER_CLAIMS, &(ledger_filter){.claim = why.claim}, put_row, &row, NULL, &x->err);
    if (s != DP_OK) {
        exchange_fail(x);
        return;
    }
    if (!row.any) buf_str(b, "null");
    put_sentence(&why, b);
    put_kin(&why, b);
    put_values(&why, b);
    put_relations(&why, b);
    s = put_withheld(x, why.claim);
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}

/* The event's row, then its claims, at most a page of the largest size. */
void view_event(exchange *x) {
    buf *b = &x->out->body;
    row_writer row = {b, false}, claims = {b, false};
    answer_begin(x->out, 200, "application/json");
    buf_str(b, "{\"event\":");
    dp_status s = ledger_query(x->l, LEDGER_EVENTS, &(ledger_filter){.event = x->id, .limit = 1}, put_row, &row, NULL, &x->err);
    if (s == DP_OK && !row.any) {
        exchange_missing(x, "there is no such event", "/events lists them; an event bears the id of one of its claims");
        return;
    }
    json_begin(b, "claims", '[');
    if (s == DP_OK)
        s = ledger_query(x->l, LEDGER_CLAIMS, &(ledger_filter){.event = x->id, .limit = LIST_MOST}, put_row, &claims, NULL,
                         &x->err);
    json_end(b, ']');
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}
