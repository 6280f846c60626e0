/* Conflicts, side by side. */
#include "serve/app.h"
#include "serve/json.h"

static void put_voice(const ledger_voice *v, buf *b) {
    json_begin(b, NULL, '{');
    json_kv_str(b, "claimant", v->claimant);
    json_kv_str(b, "claim", v->claim);
    json_kv_str(b, "short_id", v->short_id);
    json_kv_known(b, "quote", v->quote);
    json_kv_known(b, "source", v->source);
    json_kv_known(b, "dispatch", v->dispatch);
    json_kv_known(b, "dispatch_date", v->dispatch_date);
    json_end(b, '}');
}

static void put_side(const char *key, const ledger_side *side, buf *b) {
    json_begin(b, key, '{');
    json_kv_str(b, "says", side->words);
    json_kv_int(b, "claims", (int64_t)side->claims);
    json_kv_int(b, "dispatches", (int64_t)side->dispatches);
    json_kv_int(b, "voices", (int64_t)side->voices);
    json_begin(b, "said_by", '[');
    for (uint32_t i = 0; i < side->n; i++) put_voice(&side->at[i], b);
    json_end(b, ']');
    json_end(b, '}');
}

static bool put_conflict(void *context, const ledger_conflict *c) {
    list_writer *w = context;
    if (!list_room(w, c->cursor)) return false;
    buf *b = &w->x->out->body;
    json_begin(b, NULL, '{');
    json_kv_str(b, "kind", c->kind);
    json_kv_known(b, "field", c->field);
    json_kv_known(b, "place", c->place);
    json_kv_known(b, "first_day", c->first);
    json_kv_known(b, "last_day", c->last);
    json_kv_known(b, "basis", c->basis);
    json_kv_known(b, "why", c->why);
    json_kv_str(b, "reason", c->reason);
    put_side("a", &c->a, b);
    put_side("b", &c->b, b);
    json_end(b, '}');
    return !b->failed;
}

void view_conflicts(exchange *x) {
    list_writer w;
    if (!list_begin(x, &w)) return;
    list_end(&w, ledger_conflicts(x->l, &x->filter, put_conflict, &w, NULL, &x->err));
}
