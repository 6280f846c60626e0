/* Lanes of one place. */
#include <string.h>

#include "serve/app.h"
#include "serve/json.h"

static void put_place(const ledger_place *p, buf *b) {
    json_kv_str(b, "id", p->id);
    json_kv_str(b, "name", p->name);
    json_kv_known(b, "gazetteer", p->gazetteer);
    if (p->gazetteer_id)
        json_kv_int(b, "code", p->gazetteer_id);
    else
        json_kv_null(b, "code");
    json_kv_known(b, "country", p->country);
    json_kv_known(b, "admin1", p->admin1);
    json_kv_known(b, "feature", p->feature);
    json_kv_number(b, "lat", p->lat);
    json_kv_number(b, "lon", p->lon);
    json_kv_int(b, "mentions", (int64_t)p->mentions);
    json_kv_int(b, "claims", (int64_t)p->claims);
}

static void put_stretch(const ledger_stretch *t, buf *b) {
    json_begin(b, NULL, '{');
    json_kv_known(b, "first_day", t->first);
    json_kv_known(b, "last_day", t->last);
    json_kv_known(b, "time_basis", t->time_basis);
    json_kv_known(b, "state", t->state);
    json_kv_known(b, "holder", t->holder);
    json_kv_known(b, "holder_code", t->holder_code);
    json_kv_known(b, "from_holder", t->from);
    json_kv_known(b, "from_code", t->from_code);
    json_kv_known(b, "polarity", t->polarity);
    json_kv_known(b, "certainty", t->certainty);
    json_kv_known(b, "tense", t->tense);
    json_kv_int(b, "claims", t->claims);
    json_kv_str(b, "claim", t->claim);
    json_kv_str(b, "short_id", t->short_id);
    json_kv_known(b, "quote", t->quote);
    json_kv_known(b, "source", t->source);
    json_kv_known(b, "dispatch_date", t->dispatch_date);
    json_end(b, '}');
}

static void put_lane(const ledger_lane *lane, buf *b) {
    json_begin(b, NULL, '{');
    json_kv_str(b, "claimant", lane->claimant);
    json_kv_str(b, "basis", lane->basis);
    json_kv_int(b, "dispatches", lane->dispatches);
    json_kv_int(b, "voices", lane->voices);
    json_begin(b, "stretches", '[');
    for (uint32_t i = 0; i < lane->n; i++) put_stretch(&lane->at[i], b);
    json_end(b, ']');
    json_end(b, '}');
}

/* Whose holders differ on days that both speak of: a client draws them against each other. */
typedef struct against {
    buf *b;
} against;

static bool put_conflict(void *context, const ledger_conflict *c) {
    buf *b = ((against *)context)->b;
    json_begin(b, NULL, '{');
    json_kv_str(b, "kind", c->kind);
    json_kv_str(b, "field", c->field);
    json_kv_known(b, "first_day", c->first);
    json_kv_known(b, "last_day", c->last);
    const ledger_side *const sides[] = {&c->a, &c->b};
    for (int k = 0; k < 2; k++) {
        json_begin(b, k ? "b" : "a", '[');
        for (uint32_t i = 0; i < sides[k]->n; i++) {
            json_sep(b);
            json_str(b, sides[k]->at[i].claim, strnlen(sides[k]->at[i].claim, 32));
        }
        json_end(b, ']');
    }
    json_end(b, '}');
    return !b->failed;
}

static dp_status put_conflicts(exchange *x, const char *place) {
    against to = {&x->out->body};
    const ledger_filter f = {.place = place, .from = x->filter.from, .to = x->filter.to, .limit = LIST_MOST};
    json_begin(to.b, "contradictions", '[');
    dp_status s = ledger_conflicts(x->l, &f, put_conflict, &to, NULL, &x->err);
    json_end(to.b, ']');
    return s;
}

void view_place(exchange *x) {
    ledger_lanes lanes;
    bool found = false;
    x->filter.place = x->id;
    x->filter.limit = LIST_MOST; /* stretches; lanes are given whole */
    dp_status s = ledger_lanes_of(x->l, &x->filter, x->a, &lanes, &found, &x->err);
    if (s == DP_OK && !found) {
        exchange_missing(x, "no dispatch of this ledger names such a place", "/places?q=… looks for names that begin so");
        return;
    }
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    if (s == DP_OK) {
        json_begin(b, "place", '{');
        put_place(&lanes.place, b);
        json_end(b, '}');
        json_begin(b, "lanes", '[');
        for (uint32_t i = 0; i < lanes.n; i++) put_lane(&lanes.at[i], b);
        json_end(b, ']');
        json_kv_int(b, "hidden", (int64_t)lanes.hidden);
        json_kv_int(b, "more_lanes", (int64_t)lanes.more_lanes);
        json_kv_int(b, "more_claims", (int64_t)lanes.more_claims);
        json_begin(b, "others", '[');
        for (uint32_t i = 0; i < lanes.other_count; i++) {
            json_begin(b, NULL, '{');
            put_place(&lanes.others[i], b);
            json_end(b, '}');
        }
        json_end(b, ']');
        s = put_conflicts(x, lanes.place.id);
    }
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}
