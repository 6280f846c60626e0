/* Towns and regions of the gazetteer, for a map to be drawn on. */
#include <string.h>

#include "ledger/map.h"
#include "mention/gazetteer.h"
#include "serve/app.h"
#include "serve/json.h"

typedef struct town_heap {
    const place_record **at; /* the least populous first, so that it can give way */
    uint32_t n, most;
} town_heap;

static bool before(const place_record *a, const place_record *b) {
    return a->population != b->population ? a->population < b->population : a->geonames_id > b->geonames_id;
}

static void sink(town_heap *h, uint32_t i, uint32_t n) {
    for (;;) {
        uint32_t least = i;
        for (uint32_t child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
            if (before(h->at[child], h->at[least])) least = child;
        if (least == i) return;
        const place_record *swap = h->at[i];
        h->at[i] = h->at[least];
        h->at[least] = swap;
        i = least;
    }
}

static void take_town(town_heap *h, const place_record *p) {
    if (h->n < h->most) {
        uint32_t i = h->n++;
        h->at[i] = p;
        for (; i && before(h->at[i], h->at[(i - 1) / 2]); i = (i - 1) / 2) {
            const place_record *swap = h->at[i];
            h->at[i] = h->at[(i - 1) / 2];
            h->at[(i - 1) / 2] = swap;
        }
    } else if (h->n && before(h->at[0], p)) {
        h->at[0] = p;
        sink(h, 0, h->n);
    }
}

static bool is_in(const place_record *p, const ledger_box *box) {
    const double lat = p->lat_e5 / 1e5, lon = p->lon_e5 / 1e5;
    const bool wide = box->west > box->east;
    return lat >= box->south && lat <= box->north &&
           (wide ? lon >= box->west || lon <= box->east : lon >= box->west && lon <= box->east);
}

static void put_town(const pack *k, const place_record *p, buf *b) {
    char country[3] = {p->country[0], p->country[1], '\0'}, feature[9] = "";
    memcpy(feature, p->feature, sizeof p->feature);
    json_begin(b, NULL, '{');
    json_kv_str(b, "name", pack_string(k, p->name));
    if (p->geonames_id)
        json_kv_int(b, "code", p->geonames_id);
    else
        json_kv_null(b, "code");
    json_kv_known(b, "country", country);
    json_kv_known(b, "admin1", pack_string(k, p->admin1));
    json_kv_known(b, "feature", feature);
    json_kv_number(b, "lat", p->lat_e5 / 1e5);
    json_kv_number(b, "lon", p->lon_e5 / 1e5);
    json_kv_int(b, "population", p->population);
    json_end(b, '}');
}

/* The most populous in the box; a heap keeps as many as are wanted while all are looked at (some 20 ms for 200,000). */
void view_towns(exchange *x) {
    ledger_box box = {-180, -90, 180, 90};
    bool boxed;
    uint64_t least, most;
    if (!exchange_box(x, &box, &boxed) || !exchange_limit(x, &most)) return;
    if (request_number(x->q, "least", 0, UINT32_MAX, &least, &x->err) != DP_OK) {
        exchange_fail(x);
        return;
    }
    const knowledge *k = x->s->o.k;
    const uint32_t all = k ? gazetteer_place_count(k->places) : 0;
    town_heap h = {.at = arena_array(x->a, most + 1, sizeof *h.at), .most = (uint32_t)most};
    if (!h.at) {
        answer_problem(x->out, 500, "memory ran out", "ask for less");
        return;
    }
    for (uint32_t i = 0; i < all; i++) {
        const place_record *p = gazetteer_place(k->places, i);
        const bool named = (p->feature[0] == 'P' && p->feature[1] == 'P') || memcmp(p->feature, "ADM1", 5) == 0;
        if (named && p->population >= least && is_in(p, &box)) take_town(&h, p);
    }
    for (uint32_t n = h.n; n > 1; n--) { /* the most populous first */
        const place_record *swap = h.at[0];
        h.at[0] = h.at[n - 1];
        h.at[n - 1] = swap;
        sink(&h, 0, n - 1);
    }
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_str(b, "{\"items\":[");
    for (uint32_t i = 0; i < h.n; i++) put_town(&k->pack, h.at[i], b);
    buf_str(b, "],\"attribution\":");
    json_str(b, ledger_attribution(), strlen(ledger_attribution()));
    buf_str(b, "}\n");
}
