#include "ledger/stored.h"

#include <stdlib.h>
#include <string.h>

/* ---- choosing ----------------------------------------------------------------------------------------------------------- */

typedef struct chooser {
    arena *a;
    uint32_t size; /* of the text */
    vec_of(span) spans;
    bool failed;
} chooser;

static void keep(chooser *c, span at) {
    if (at.start < at.end && at.end <= c->size && !vec_push(c->a, &c->spans, at)) c->failed = true;
}

static void keep_mentions(chooser *c, const mentions *m) {
    for (uint32_t i = 0; i < m->actor_count; i++) keep(c, m->actors[i].at.at);
    for (uint32_t i = 0; i < m->place_count; i++) keep(c, m->places[i].at.at);
    for (uint32_t i = 0; i < m->time_count; i++) keep(c, m->times[i].at.at);
    for (uint32_t i = 0; i < m->quantity_count; i++) keep(c, m->quantities[i].at.at);
    for (uint32_t i = 0; i < m->check_count; i++) keep(c, m->checks[i].at);
    for (uint32_t i = 0; i < m->date.evidence_count; i++) keep(c, m->date.evidence[i]);
}

static void keep_claims(chooser *c, const claims *all) {
    for (uint32_t i = 0; i < all->n; i++) {
        const claim *x = &all->at[i];
        keep(c, x->at);
        keep(c, x->trigger);
        for (uint32_t k = 0; k < x->casualty_count; k++) keep(c, x->casualties[k].at);
        for (uint32_t k = 0; k < x->claimant_count; k++) {
            keep(c, x->claimants[k].at);
            keep(c, x->claimants[k].cue);
        }
    }
    for (uint32_t i = 0; i < all->distance_count; i++) keep(c, all->distance[i].at);
}

static int by_start(const void *a, const void *b) {
    const span *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* Spans that overlap or touch are one. */
static uint32_t merge(span *at, uint32_t n) {
    if (n == 0) return 0;
    qsort(at, n, sizeof *at, by_start);
    uint32_t last = 0;
    for (uint32_t i = 1; i < n; i++) {
        if (at[i].start > at[last].end)
            at[++last] = at[i];
        else if (at[i].end > at[last].end)
            at[last].end = at[i].end;
    }
    return last + 1;
}

/* Ends of lines stay, so that what is left can be read. */
static void blank_gaps(stored_text *s, const text *x, char *visible) {
    memcpy(visible, x->bytes, x->size);
    visible[x->size] = '\0';
    uint32_t from = 0;
    for (uint32_t i = 0; i <= s->kept_count; i++) {
        const uint32_t to = i < s->kept_count ? s->kept[i].start : x->size;
        for (; from < to; from++)
            if (visible[from] != '\n') visible[from] = ' ';
        if (i < s->kept_count) from = s->kept[i].end;
    }
    s->visible = visible;
}

/* One blank a character; nothing behind the last that is kept. */
static void pack_gaps(stored_text *s, const text *x, char *bytes) {
    const uint32_t end = s->kept_count ? s->kept[s->kept_count - 1].end : 0;
    uint32_t span_no = 0, n = 0;
    for (uint32_t i = 0; i < end; i++) {
        while (s->kept[span_no].end <= i) span_no++;
        const bool kept = i >= s->kept[span_no].start, inside = ((unsigned char)x->bytes[i] & 0xC0) == 0x80;
        if (kept || !inside) bytes[n++] = s->visible[i];
    }
    bytes[n] = '\0';
    s->bytes = bytes;
    s->size = n;
}

dp_status stored_choose(entry *e, stored_text *out, dp_error *err) {
    /* The dispatch's own text: the analysed one has blanks for passages in other languages. */
    const text own = {.bytes = e->an->dispatch->text ? e->an->dispatch->text : "", .size = e->an->text.size}, *x = &own;
    *out = (stored_text){.visible = x->bytes, .bytes = x->bytes, .size = x->size};
    if (e->l->store == LEDGER_STORE_FULL) return DP_OK;
    chooser c = {.a = &e->l->scratch, .size = x->size};
    if (e->l->store == LEDGER_STORE_SPANS) {
        keep_mentions(&c, &e->an->mentions);
        keep_claims(&c, &e->an->claims);
    }
    char *visible = arena_alloc(c.a, (size_t)x->size + 1), *bytes = arena_alloc(c.a, (size_t)x->size + 1);
    if (c.failed || !visible || !bytes) return error_nomem(err);
    out->kept = c.spans.at;
    out->kept_count = merge(c.spans.at, c.spans.n);
    blank_gaps(out, x, visible);
    pack_gaps(out, x, bytes);
    return DP_OK;
}

/* ---- writing ------------------------------------------------------------------------------------------------------------- */

dp_status stored_write(entry *e, const stored_text *s, dp_error *err) {
    if (e->l->store == LEDGER_STORE_FULL) return DP_OK;
    sqlite3_stmt *st = db_get(e->l, "INSERT INTO partial_texts VALUES (?1, ?2, ?3)", err);
    if (!st) return err->code;
    char hash[33];
    hash_hex128(s->bytes, s->size, hash);
    put_int(st, 1, e->dispatch_key);
    put_text(st, 2, e->l->store == LEDGER_STORE_SPANS ? "spans" : "none");
    put_text(st, 3, hash);
    dp_status status = db_run(e->l, st, err);
    for (uint32_t i = 0; status == DP_OK && i < s->kept_count; i++) {
        if (!(st = db_get(e->l, "INSERT INTO kept_spans VALUES (?1, ?2, ?3)", err))) return err->code;
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, char_at(e, s->kept[i].start));
        put_int(st, 3, char_at(e, s->kept[i].end));
        status = db_run(e->l, st, err);
    }
    return status;
}

/* ---- showing ------------------------------------------------------------------------------------------------------------- */

dp_status stored_how(ledger *l, int64_t dispatch_key, const char **out, dp_error *err) {
    *out = "full";
    sqlite3_stmt *st = db_get(l, "SELECT store = 'none' FROM partial_texts WHERE dispatch_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, dispatch_key);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (row) *out = sqlite3_column_int(st, 0) ? "none" : "spans";
    sqlite3_reset(st);
    return s;
}

static void cover(uint32_t n, buf *out) {
    while (n--) buf_str(out, NOT_KEPT);
}

/* Moves over n characters of what is stored; *stored is shorter where the end was not kept. */
static const char *pass(const char *stored, const char *end, uint32_t n) {
    uint32_t cp;
    while (n-- && stored < end) stored += utf8_decode(stored, (size_t)(end - stored), &cp);
    return stored;
}

static dp_status cover_gaps(ledger *l, sqlite3_stmt *st, const char *part, uint32_t start, uint32_t characters, buf *out,
                            dp_error *err) {
    const char *end = part + strlen(part);
    uint32_t at = start;
    for (;;) {
        bool row;
        const dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK) return s;
        if (!row) break;
        const int64_t first = sqlite3_column_int64(st, 0), last = sqlite3_column_int64(st, 1);
        const uint32_t from = first < at ? at : (uint32_t)first;
        const uint32_t to = last > (int64_t)start + characters ? start + characters : (uint32_t)last;
        if (from >= to) continue;
        cover(from - at, out);
        part = pass(part, end, from - at);
        const char *behind = pass(part, end, to - from);
        buf_add(out, part, (size_t)(behind - part));
        part = behind;
        at = to;
    }
    cover(start + characters - at, out);
    return DP_OK;
}

dp_status stored_shown(ledger *l, int64_t dispatch_key, const char *part, uint32_t start, uint32_t characters, arena *a,
                       const char **out, dp_error *err) {
    const char *how;
    *out = part;
    dp_status s = stored_how(l, dispatch_key, &how, err);
    if (s != DP_OK || strcmp(how, "full") == 0) return s;
    sqlite3_stmt *st = db_get(
        l, "SELECT start_char, end_char FROM kept_spans WHERE dispatch_key = ?1 AND end_char > ?2 AND start_char < ?3 ORDER BY 2",
        err);
    if (!st) return err->code;
    put_int(st, 1, dispatch_key);
    put_int(st, 2, start);
    put_int(st, 3, (int64_t)start + characters);
    buf b;
    buf_init(&b);
    s = cover_gaps(l, st, part, start, characters, &b, err);
    sqlite3_reset(st);
    if (s == DP_OK && (b.failed || !(*out = arena_copy(a, b.at ? b.at : "", b.n)))) s = error_nomem(err);
    buf_free(&b);
    return s;
}

dp_status ledger_partial_texts(ledger *l, uint64_t *out, dp_error *err) {
    dp_error own = {0};
    int64_t n = 0;
    ledger_lock(l);
    dp_status s = db_number(l, "SELECT count(*) FROM partial_texts", &n, err ? err : &own);
    ledger_unlock(l);
    *out = (uint64_t)n;
    return s;
}
