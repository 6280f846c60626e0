/* Marks on a map, and what it is drawn on. */
#include <stdio.h>
#include <string.h>

#include "core/hash.h"
#include "ledger/map.h"
#include "serve/app.h"
#include "serve/asset.h"
#include "serve/json.h"

/* "west,south,east,north"; false after an answer was set. */
bool exchange_box(exchange *x, ledger_box *out, bool *given) {
    const char *typed = request_value(x->q, "bbox");
    double *const edges[] = {&out->west, &out->south, &out->east, &out->north};
    *given = typed != NULL;
    if (!typed) return true;
    char copy[REQUEST_VALUE_MAX + 1], *at = copy;
    snprintf(copy, sizeof copy, "%s", typed);
    for (int i = 0; i < 4; i++) {
        char *comma = strchr(at, ',');
        if ((comma != NULL) != (i < 3)) {
            answer_problem(x->out, 400, "\"bbox\" is not four numbers", "write it as west,south,east,north: 35.5,32,42.4,37.3");
            return false;
        }
        if (comma) *comma = '\0';
        const double most = i % 2 ? 90 : 180;
        if (request_real(at, -most, most, edges[i], &x->err) != DP_OK) {
            exchange_fail(x);
            return false;
        }
        at = comma ? comma + 1 : at;
    }
    return true;
}

/* Marks name places, holders and claimants by their numbers in lists of their own: most are named again and again. */
enum {
    MARK_CLAIM,
    MARK_PLACE,
    MARK_NAME,
    MARK_LAT,
    MARK_LON,
    MARK_COUNTRY,
    MARK_HOLDER_CODE,
    MARK_HOLDER,
    MARK_CLAIMANT,
    MARK_STATE,
    MARK_TYPE,
    MARK_PRECISION,
    MARK_FIRST,
    MARK_LAST,
    MARK_POLARITY
};

typedef struct slot {
    uint64_t hash; /* 0: free */
    uint32_t number;
} slot;
typedef struct numbering {
    slot *slots; /* open addressing; half of them are free at least */
    uint32_t size, n;
    buf list; /* JSON of the entries */
} numbering;

typedef struct mark_writer {
    exchange *x;
    uint64_t n, limit;
    bool more, failed;
    numbering places, holders, claimants;
} mark_writer;

static bool grow(numbering *k, arena *a) {
    const uint32_t size = k->size ? 2 * k->size : 256;
    slot *larger = arena_array(a, size, sizeof *larger);
    if (!larger) return false;
    for (uint32_t i = 0; i < k->size; i++) {
        if (!k->slots[i].hash) continue;
        uint32_t at = (uint32_t)k->slots[i].hash & (size - 1);
        while (larger[at].hash) at = (at + 1) & (size - 1);
        larger[at] = k->slots[i];
    }
    k->slots = larger;
    k->size = size;
    return true;
}

/* The number of what has that key; *fresh: it is new, and its entry is to be appended to the list. */
static uint32_t number_of(mark_writer *w, numbering *k, const char *key, bool *fresh) {
    const uint64_t hash = hash_bytes(key, strlen(key), 1) | 1;
    *fresh = false;
    if (2 * k->n >= k->size && !grow(k, w->x->a)) {
        w->failed = true;
        return 0;
    }
    uint32_t at = (uint32_t)hash & (k->size - 1);
    while (k->slots[at].hash && k->slots[at].hash != hash) at = (at + 1) & (k->size - 1);
    if (k->slots[at].hash) return k->slots[at].number;
    *fresh = true;
    k->slots[at] = (slot){hash, k->n};
    if (k->n) buf_char(&k->list, ',');
    return k->n++;
}

static void put_text(buf *b, const ledger_cell *c) {
    if (c->type == LEDGER_NULL)
        buf_str(b, "null");
    else
        json_str(b, c->text, c->text_bytes);
}

static uint32_t place_number(mark_writer *w, const ledger_cell *c) {
    bool fresh;
    const uint32_t number = number_of(w, &w->places, c[MARK_PLACE].text, &fresh);
    buf *b = &w->places.list;
    if (!fresh) return number;
    buf_char(b, '[');
    put_text(b, &c[MARK_PLACE]);
    buf_char(b, ',');
    put_text(b, &c[MARK_NAME]);
    buf_char(b, ',');
    json_number(c[MARK_LAT].real, b);
    buf_char(b, ',');
    json_number(c[MARK_LON].real, b);
    buf_char(b, ',');
    put_text(b, &c[MARK_COUNTRY]);
    buf_char(b, ']');
    return number;
}

static uint32_t holder_number(mark_writer *w, const ledger_cell *c) {
    bool fresh;
    char key[256];
    snprintf(key, sizeof key, "%s|%s", c[MARK_HOLDER_CODE].type == LEDGER_NULL ? "" : c[MARK_HOLDER_CODE].text,
             c[MARK_HOLDER].text);
    const uint32_t number = number_of(w, &w->holders, key, &fresh);
    buf *b = &w->holders.list;
    if (!fresh) return number;
    buf_char(b, '[');
    put_text(b, &c[MARK_HOLDER_CODE]);
    buf_char(b, ',');
    put_text(b, &c[MARK_HOLDER]);
    buf_char(b, ']');
    return number;
}

static uint32_t claimant_number(mark_writer *w, const ledger_cell *c) {
    bool fresh;
    const uint32_t number = number_of(w, &w->claimants, c[MARK_CLAIMANT].text, &fresh);
    if (fresh) put_text(&w->claimants.list, &c[MARK_CLAIMANT]);
    return number;
}

/* ["C…",place,holder or null,claimant,state,type,precision,first_day,last_day,polarity] */
static bool put_mark(void *context, const ledger_row *row) {
    static const int texts[] = {MARK_STATE, MARK_TYPE}, ends[] = {MARK_FIRST, MARK_LAST, MARK_POLARITY};
    mark_writer *w = context;
    buf *b = &w->x->out->body;
    const ledger_cell *c = row->cells;
    w->more = w->n == w->limit;
    if (w->more) return false;
    if (w->n++) buf_char(b, ',');
    buf_char(b, '[');
    put_text(b, &c[MARK_CLAIM]);
    buf_printf(b, ",%u,", place_number(w, c));
    if (c[MARK_HOLDER].type == LEDGER_NULL)
        buf_str(b, "null");
    else
        buf_int(b, holder_number(w, c));
    buf_printf(b, ",%u", claimant_number(w, c));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buf_char(b, ',');
        put_text(b, &c[texts[i]]);
    }
    buf_printf(b, ",%d", c[MARK_PRECISION].type == LEDGER_NULL ? 0 : (int)c[MARK_PRECISION].integer);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        buf_char(b, ',');
        put_text(b, &c[ends[i]]);
    }
    buf_char(b, ']');
    return !b->failed && !w->failed;
}

static void put_list(mark_writer *w, const char *key, numbering *k) {
    buf *b = &w->x->out->body;
    json_begin(b, key, '[');
    buf_add(b, k->list.at, k->list.n);
    json_end(b, ']');
    w->failed = w->failed || k->list.failed;
    buf_free(&k->list);
}

/* null where there was no time to count */
static void put_count(buf *b, const char *key, uint64_t n, bool counted) {
    if (counted)
        json_kv_int(b, key, (int64_t)n);
    else
        json_kv_null(b, key);
}

void view_map(exchange *x) {
    ledger_box box;
    bool boxed;
    mark_writer w = {.x = x};
    if (!exchange_box(x, &box, &boxed) || !exchange_limit(x, &w.limit)) return;
    x->filter.limit = w.limit + 1;
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_str(b, "{\"marks\":[");
    dp_status s = ledger_map(x->l, &x->filter, boxed ? &box : NULL, put_mark, &w, NULL, &x->err);
    json_end(b, ']');
    ledger_off_map missing = {0};
    const bool late = s == DP_E_INTERRUPTED && w.n;
    if (s == DP_OK) s = ledger_map_missing(x->l, &x->filter, &missing, &x->err);
    const bool counted = s == DP_OK;
    put_list(&w, "places", &w.places);
    put_list(&w, "actors", &w.holders);
    put_list(&w, "claimants", &w.claimants);
    json_kv_int(b, "total", (int64_t)w.n);
    put_count(b, "unplaced", missing.unplaced, counted);
    put_count(b, "undated", missing.undated, counted);
    json_kv_bool(b, "truncated", w.more || late);
    buf_str(b, "}\n");
    if (w.failed) b->failed = true;
    if (s != DP_OK && s != DP_E_INTERRUPTED) exchange_fail(x);
}

/* ---- days and holders
 * ----------------------------------------------------------------------------------------------------------------- */

static bool put_day(void *context, const ledger_row *row) {
    buf *b = context;
    json_sep(b);
    buf_char(b, '[');
    put_text(b, &row->cells[0]);
    buf_printf(b, ",%lld]", (long long)row->cells[1].integer);
    return !b->failed;
}

void view_map_days(exchange *x) {
    ledger_off_map missing = {0};
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_str(b, "{\"days\":[");
    dp_status s = ledger_map_days(x->l, &x->filter, put_day, b, NULL, &x->err);
    json_end(b, ']');
    if (s == DP_OK) s = ledger_map_missing(x->l, &x->filter, &missing, &x->err);
    put_count(b, "unplaced", missing.unplaced, s == DP_OK);
    put_count(b, "undated", missing.undated, s == DP_OK);
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}

static bool put_holder(void *context, const ledger_row *row) {
    buf *b = context;
    json_sep(b);
    ledger_row_json(row, b);
    if (b->n) b->n--; /* the line's end */
    return !b->failed;
}

void view_map_holders(exchange *x) {
    buf *b = &x->out->body;
    if (!exchange_limit(x, &x->filter.limit)) return;
    answer_begin(x->out, 200, "application/json");
    buf_str(b, "{\"items\":[");
    const dp_status s = ledger_map_holders(x->l, &x->filter, put_holder, b, NULL, &x->err);
    buf_str(b, "]}\n");
    if (s != DP_OK) exchange_fail(x);
}

void view_outlines(exchange *x) {
    const asset *outlines = asset_named("/data/outlines.json");
    if (outlines)
        asset_send(outlines, x->q, x->out);
    else
        exchange_missing(x, "this build holds no outlines", "build with build/data/countries-50m.json in place");
}
