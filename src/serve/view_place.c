/* Lanes of one place. */
#include <stdlib.h>
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

/* Pairs of claims that contradict each other: of which a stretch's own are found. */
typedef struct pair {
    const char *claim, *other;
} pair;
typedef struct pairs {
    arena *a;
    vec_of(pair) list;
    bool failed;
} pairs;

enum { SIDE_MOST = 8 /* claims of each side that are named */ };

static void add_pair(pairs *p, const char *claim, const char *other) {
    const pair one = {arena_copy(p->a, claim, strlen(claim)), arena_copy(p->a, other, strlen(other))};
    if (!one.claim || !one.other || !vec_push(p->a, &p->list, one)) p->failed = true;
}

static bool take_conflict(void *context, const ledger_conflict *c) {
    pairs *p = context;
    for (uint32_t i = 0; i < c->a.n; i++)
        for (uint32_t k = 0; k < c->b.n; k++) {
            if (k < SIDE_MOST) add_pair(p, c->a.at[i].claim, c->b.at[k].claim);
            if (i < SIDE_MOST) add_pair(p, c->b.at[k].claim, c->a.at[i].claim);
        }
    return !p->failed;
}

static int by_claim(const void *a, const void *b) {
    const pair *x = a, *y = b;
    const int order = strcmp(x->claim, y->claim);
    return order ? order : strcmp(x->other, y->other);
}

/* Sorted, so that each claim's stand together. */
static dp_status load_pairs(exchange *x, const char *place, pairs *out) {
    const ledger_filter f = {.place = place, .from = x->filter.from, .to = x->filter.to, .limit = LIST_MOST};
    dp_status s = ledger_conflicts(x->l, &f, take_conflict, out, NULL, &x->err);
    if (s == DP_OK && out->failed) s = error_nomem(&x->err);
    if (out->list.n) qsort(out->list.at, out->list.n, sizeof *out->list.at, by_claim);
    return s;
}

static uint32_t first_pair(const pairs *p, const char *claim) {
    uint32_t low = 0, high = p->list.n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (strcmp(p->list.at[middle].claim, claim) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void put_against(const pairs *p, const char *claim, buf *b) {
    const char *last = "";
    json_begin(b, "contradicted_by", '[');
    for (uint32_t i = first_pair(p, claim); i < p->list.n && strcmp(p->list.at[i].claim, claim) == 0; i++) {
        const char *other = p->list.at[i].other;
        if (strcmp(other, last) == 0) continue;
        json_sep(b);
        json_str(b, other, strlen(other));
        last = other;
    }
    json_end(b, ']');
}

static void put_stretch(const ledger_stretch *t, const pairs *against, buf *b) {
    json_begin(b, NULL, '{');
    json_kv_known(b, "first_day", t->first);
    json_kv_known(b, "last_day", t->last);
    json_kv_known(b, "time_basis", t->time_basis);
    json_kv_known(b, "state", t->state);
    json_kv_known(b, "holder", t->holder);
    json_kv_known(b, "holder_code", t->holder_code);
    json_kv_known(b, "from", t->from);
    json_kv_known(b, "from_code", t->from_code);
    json_kv_known(b, "polarity", t->polarity);
    json_kv_known(b, "certainty", t->certainty);
    json_kv_known(b, "tense", t->tense);
    json_kv_int(b, "claims", t->claims);
    json_kv_str(b, "claim", t->claim);
    json_kv_str(b, "short_id", t->short_id);
    json_kv_known(b, "words", t->quote);
    json_kv_known(b, "source", t->source);
    json_kv_known(b, "dispatch_date", t->dispatch_date);
    put_against(against, t->claim, b);
    json_end(b, '}');
}

static void put_lane(const ledger_lane *lane, const pairs *against, buf *b) {
    json_begin(b, NULL, '{');
    json_kv_str(b, "claimant", lane->claimant);
    json_kv_known(b, "claimant_code", lane->code);
    json_kv_str(b, "basis", lane->basis);
    json_kv_int(b, "dispatches", lane->dispatches);
    json_kv_int(b, "voices", lane->voices);
    json_begin(b, "stretches", '[');
    for (uint32_t i = 0; i < lane->n; i++) put_stretch(&lane->at[i], against, b);
    json_end(b, ']');
    json_end(b, '}');
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
    pairs against = {.a = x->a};
    if (s == DP_OK) s = load_pairs(x, lanes.place.id, &against);
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    if (s == DP_OK) {
        json_begin(b, "place", '{');
        put_place(&lanes.place, b);
        json_end(b, '}');
        json_begin(b, "lanes", '[');
        for (uint32_t i = 0; i < lanes.n; i++) put_lane(&lanes.at[i], &against, b);
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
    }
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}
