/* One dispatch: text, spans, claims, and what it shares with others. */
#include <math.h>
#include <string.h>

#include "ledger/document.h"
#include "serve/app.h"
#include "serve/json.h"

static void put_head(const ledger_document *d, buf *b) {
    json_kv_str(b, "id", d->dispatch.id);
    json_kv_str(b, "short_id", d->dispatch.short_id);
    json_kv_known(b, "given_id", d->dispatch.given_id);
    json_kv_known(b, "title", d->dispatch.title);
    json_kv_known(b, "source", d->dispatch.source);
    json_kv_known(b, "date", d->dispatch.date);
    json_kv_known(b, "date_basis", d->date_basis);
    json_kv_known(b, "first_day", d->first_day);
    json_kv_known(b, "last_day", d->last_day);
    json_kv_known(b, "lang", d->lang);
    json_kv_known(b, "lang_basis", d->lang_basis);
    json_kv_known(b, "url", d->url);
    json_kv_known(b, "hash", d->hash);
    json_kv_known(b, "pack", d->pack);
    json_kv_known(b, "version", d->version);
    json_kv_int(b, "characters", d->characters);
}

static void put_span(const ledger_span *s, buf *b) {
    json_begin(b, NULL, '{');
    json_kv_str(b, "kind", s->kind);
    json_kv_int(b, "start", s->start);
    json_kv_int(b, "end", s->end);
    json_kv_known(b, "id", s->id);
    json_kv_known(b, "label", s->label);
    json_kv_known(b, "value", s->value);
    if (s->of >= 0) json_kv_int(b, "of", s->of);
    if (s->holds >= 0) json_kv_bool(b, "holds", s->holds != 0);
    if (!isnan(s->distance_km)) json_kv_number(b, "distance_km", s->distance_km);
    json_end(b, '}');
}

static bool put_claim(void *context, const ledger_row *row) {
    buf *b = context;
    json_sep(b);
    ledger_row_json(row, b);
    if (b->n) b->n--; /* the line's end */
    return !b->failed;
}

static void put_other(const char *key, const ledger_dispatch *d, buf *b) {
    json_begin(b, key, '{');
    json_kv_str(b, "id", d->id);
    json_kv_str(b, "short_id", d->short_id);
    json_kv_known(b, "given_id", d->given_id);
    json_kv_known(b, "date", d->date);
    json_kv_known(b, "source", d->source);
    json_kv_known(b, "title", d->title);
    json_end(b, '}');
}

static void put_kin(const ledger_kin *k, buf *b) {
    json_begin(b, NULL, '{');
    json_kv_str(b, "relation", k->relation);
    json_kv_known(b, "basis", k->basis);
    put_other("dispatch", &k->dispatch, b);
    json_kv_number(b, "share", k->share);
    json_begin(b, "passages", '[');
    for (uint32_t i = 0; i < k->n; i++) {
        const ledger_passage *p = &k->at[i];
        json_begin(b, NULL, '{');
        json_kv_int(b, "start", p->start);
        json_kv_int(b, "end", p->end);
        json_kv_int(b, "other_start", p->other_start);
        json_kv_int(b, "other_end", p->other_end);
        json_kv_int(b, "words", p->words);
        json_kv_known(b, "quote", p->quote);
        json_end(b, '}');
    }
    json_end(b, ']');
    json_end(b, '}');
}

static dp_status put_copies(exchange *x, const char *id) {
    buf *b = &x->out->body;
    ledger_copies copies;
    bool found = false;
    dp_status s = ledger_copies_of(x->l, id, false, x->a, &copies, &found, &x->err);
    if (s != DP_OK || !found) return s;
    put_other("voice", &copies.voice, b);
    json_kv_int(b, "voice_dispatches", (int64_t)copies.dispatches);
    json_begin(b, "kin", '[');
    for (uint32_t i = 0; i < copies.n; i++) put_kin(&copies.at[i], b);
    json_end(b, ']');
    json_kv_int(b, "kin_hidden", (int64_t)copies.hidden);
    return DP_OK;
}

/* "start" and "end" in code points; false after an answer was set. */
static bool read_part(exchange *x, document_part *out) {
    uint64_t start, end;
    if (request_number(x->q, "start", 0, UINT32_MAX, &start, &x->err) != DP_OK ||
        request_number(x->q, "end", UINT32_MAX, UINT32_MAX, &end, &x->err) != DP_OK) {
        exchange_fail(x);
        return false;
    }
    *out = (document_part){.start = (uint32_t)start, .end = (uint32_t)end};
    return true;
}

void view_dispatch(exchange *x) {
    ledger_document d;
    document_part part;
    bool found = false;
    if (!read_part(x, &part)) return;
    dp_status s = ledger_document_of(x->l, x->id, &part, false, x->a, &d, &found, &x->err);
    if (s == DP_OK && !found) {
        exchange_missing(x, "there is no such dispatch", "/dispatches lists them");
        return;
    }
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    if (s == DP_OK) {
        put_head(&d, b);
        json_kv_str(b, "store", d.store);
        json_kv_int(b, "start", d.start);
        json_kv_int(b, "end", d.end);
        json_kv_str(b, "text", d.text);
        json_begin(b, "spans", '[');
        for (uint32_t i = 0; i < d.span_count; i++) put_span(&d.spans[i], b);
        json_end(b, ']');
        json_kv_bool(b, "truncated", d.truncated);
        json_begin(b, "claims", '[');
        const ledger_filter claims = {.dispatch = d.dispatch.id,
                                      .limit = LIST_MOST,
                                      .from_char = d.start,
                                      .to_char = d.end,
                                      .from_claim = d.claims_from,
                                      .to_claim = d.claims_to};
        if (d.start < d.end) s = ledger_query(x->l, LEDGER_CLAIMS, &claims, put_claim, b, NULL, &x->err);
        json_end(b, ']');
    }
    if (s == DP_OK && d.start == 0) s = put_copies(x, d.dispatch.id);
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}
