#include "ledger/page_map.h"

/* ---- writing ------------------------------------------------------------------------------------------------------------- */

static void add_number(buf *b, uint32_t v) {
    for (; v >= 0x80; v >>= 7) buf_char(b, (char)(v | 0x80));
    buf_char(b, (char)v);
}

static void pack_map(const entry *e, buf *b) {
    const dispatch *d = e->an->dispatch;
    uint32_t page = 0;
    for (uint32_t i = 0; i < d->piece_count; i++) {
        const text_piece *p = &d->pieces[i];
        const uint32_t end = i + 1 < d->piece_count ? p[1].text : d->text_bytes;
        add_number(b, char_at(e, end) - char_at(e, p->text));
        add_number(b, p->page - page); /* pages grow from piece to piece; one that did not would wrap, and wrap back */
        add_number(b, p->page_bytes);
        page = p->page + p->page_bytes;
    }
}

dp_status page_map_write(entry *e, dp_error *err) {
    const dispatch *d = e->an->dispatch;
    if (!d->piece_count) return DP_OK;
    buf map;
    buf_init(&map);
    pack_map(e, &map);
    sqlite3_stmt *st = db_get(e->l, "INSERT INTO pages VALUES (?1, ?2, ?3)", err);
    dp_status s = !st ? err->code : map.failed ? error_nomem(err) : DP_OK;
    if (s == DP_OK) {
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, (int64_t)d->raw_bytes);
        sqlite3_bind_blob64(st, 3, map.at, map.n, SQLITE_STATIC);
        s = db_run(e->l, st, err);
    }
    buf_free(&map);
    return s;
}

/* ---- finding ------------------------------------------------------------------------------------------------------------- */

typedef struct map_reader {
    const unsigned char *at, *end;
} map_reader;

/* 0 behind the end; a map that was damaged gives numbers, never more than it has bytes. */
static uint32_t next_number(map_reader *r) {
    uint32_t v = 0;
    for (unsigned shift = 0; r->at < r->end; shift += 7) {
        const unsigned char byte = *r->at++;
        if (shift < 32) v |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80) break;
    }
    return v;
}

static bool find_bytes(map_reader *r, uint32_t start, uint32_t end, uint64_t *from, uint64_t *to) {
    bool any = false;
    uint32_t text = 0, page = 0;
    while (r->at < r->end) {
        const uint32_t characters = next_number(r), first = page + next_number(r), bytes = next_number(r);
        const uint32_t last = text + characters;
        const bool exact = characters == bytes;
        if (last > start && text < end) {
            if (!any) *from = first + (exact && start > text ? start - text : 0);
            *to = first + (exact && end < last ? end - text : bytes);
            any = true;
        }
        text = last;
        page = first + bytes;
    }
    return any;
}

dp_status page_map_find(ledger *l, int64_t dispatch_key, uint32_t start, uint32_t end, uint64_t *from, uint64_t *to, bool *found,
                        dp_error *err) {
    *found = false;
    sqlite3_stmt *st = db_get(l, "SELECT map FROM pages WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, dispatch_key);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    const unsigned char *map = sqlite3_column_blob(st, 0);
    const int size = sqlite3_column_bytes(st, 0);
    if (map) *found = find_bytes(&(map_reader){map, map + size}, start, end, from, to);
    sqlite3_reset(st);
    return DP_OK;
}
