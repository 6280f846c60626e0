/* What content ids are made of: fields joined by a character that no field holds. */
#include "ledger/content_id.h"

#include <math.h>
#include <string.h>

/* ---- claims --------------------------------------------------------------------------------------------------------------- */

dp_status claim_ids_begin(claim_ids *ids, const char *hash, uint32_t claims, arena *a, dp_error *err) {
    uint32_t size = 16;
    while (size < claims * 2) size *= 2;
    *ids = (claim_ids){.slots = arena_array(a, size, sizeof *ids->slots), .mask = size - 1, .hash = hash};
    return ids->slots ? DP_OK : error_nomem(err);
}

static uint32_t next_twin(claim_ids *ids, uint64_t key) {
    if (key == 0) key = 1;
    uint32_t i = (uint32_t)(key >> 32) & ids->mask;
    while (ids->slots[i].key && ids->slots[i].key != key) i = (i + 1) & ids->mask;
    ids->slots[i].key = key;
    return ids->slots[i].met++;
}

static void add_field(buf *b, const char *s) {
    buf_char(b, '\x1f');
    buf_str(b, s);
}
static void add_number(buf *b, int64_t v) {
    buf_char(b, '\x1f');
    buf_int(b, v);
}

dp_status claim_ids_next(claim_ids *ids, span trigger, const char *frame, const char *type, char out[ID_CHARS + 1],
                         dp_error *err) {
    buf b;
    buf_init(&b);
    buf_str(&b, ids->hash);
    add_number(&b, trigger.start);
    add_number(&b, trigger.end);
    add_field(&b, frame);
    add_field(&b, type);
    if (!b.failed) add_number(&b, next_twin(ids, hash_bytes(b.at, b.n, 0)));
    bool ok = !b.failed;
    if (ok) id_of_bytes('C', b.at, b.n, out);
    buf_free(&b);
    return ok ? DP_OK : error_nomem(err);
}

/* ---- actors and places ---------------------------------------------------------------------------------------------------- */

static void field(buf *b, const char *s) {
    buf_str(b, s);
    buf_char(b, '\x1f');
}

bool actor_id(const actor_content *c, buf *room, char out[ID_CHARS + 1]) {
    buf_clear(room);
    field(room, c->code);
    field(room, c->label);
    field(room, c->country);
    for (const char *s = c->sectors; s && *s;) {
        const size_t n = strcspn(s, " ");
        buf_add(room, s, n);
        buf_char(room, '\x1f');
        s += n + (s[n] == ' ');
    }
    field(room, c->person ? "person" : "");
    if (room->failed) return false;
    id_of_bytes('A', room->at, room->n, out);
    return true;
}

bool place_id(const place_content *c, buf *room, char out[ID_CHARS + 1]) {
    buf_clear(room);
    field(room, c->gazetteer);
    field(room, c->label);
    field(room, c->country);
    field(room, c->admin1);
    field(room, c->feature);
    buf_printf(room, "%u", c->code);
    if (isfinite(c->lat) && isfinite(c->lon)) buf_printf(room, " %.0f %.0f", c->lat * 1e5, c->lon * 1e5);
    if (room->failed) return false;
    id_of_bytes('L', room->at, room->n, out);
    return true;
}
