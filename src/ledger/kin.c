/* What dispatches have of each other: the original, the copies, and those that share a passage, with the passages. */
#include <string.h>

#include "ledger/copy.h"
#include "ledger/find.h"
#include "ledger/masked.h"
#include "ledger/passage.h"
#include "ledger/query.h"
#include "ledger/rows.h"

#define QUOTE_BYTES 160u

typedef struct kin_builder {
    ledger *l;
    bool with_names;
    arena *a;
    arena own, other; /* what is known of the dispatch's text; of one other's */
    int64_t key, voice, original;
    text text;
    unit_list units;
    utf8_index index;
    ledger_copies *out;
    dp_error *err;
} kin_builder;

/* ---- the dispatch -------------------------------------------------------------------------------------------------------- */

static dp_status load_dispatch(kin_builder *b, int64_t key, ledger_dispatch *out) {
    *out = (ledger_dispatch){.id = ""};
    sqlite3_stmt *st = db_get(b->l,
                              "SELECT id, given_id, date, source, CASE WHEN ?2 THEN title ELSE coalesce(title_shown, title) END "
                              "FROM dispatches WHERE dispatch_key = ?1",
                              b->err);
    if (!st) return b->err->code;
    put_int(st, 1, key);
    put_int(st, 2, b->with_names);
    bool row, failed = false;
    dp_status s = db_step(b->l, st, &row, b->err);
    if (s != DP_OK || !row) return s;
    const char **const texts[] = {&out->id, &out->given_id, &out->date, &out->source, &out->title};
    for (int i = 0; i < 5; i++) *texts[i] = take_text(st, i, b->a, &failed);
    sqlite3_reset(st);
    if (failed || !out->id) return error_nomem(b->err);
    uint32_t length = 0;
    s = strlen(out->id) == ID_CHARS ? id_short_length(b->l, out->id, &length, b->err) : DP_OK;
    if (s == DP_OK && !(out->short_id = arena_copy(b->a, out->id, length))) s = error_nomem(b->err);
    return s;
}

/* A text that is not stored whole is as good as empty: words side by side there need not have been so. */
static dp_status load_text(kin_builder *b, int64_t key, arena *a, text *x, unit_list *units, utf8_index *index) {
    *x = (text){.bytes = ""};
    static const char whole[] =
        "SELECT text FROM dispatches WHERE dispatch_key = ?1 AND dispatch_key NOT IN (SELECT dispatch_key "
        "FROM partial_texts)";
    sqlite3_stmt *st = db_get(b->l, whole, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, key);
    bool row, failed = false;
    dp_status s = db_step(b->l, st, &row, b->err);
    if (s != DP_OK) return s;
    if (row) {
        const char *bytes = take_text(st, 0, a, &failed);
        int size = sqlite3_column_bytes(st, 0);
        if (bytes) *x = (text){.bytes = bytes, .size = (uint32_t)size};
        sqlite3_reset(st);
    }
    if (failed || utf8_index_make(index, x->bytes, x->size, a) != DP_OK) return error_nomem(b->err);
    return units_of_text(b->l->k ? b->l->k->pack.fold : NULL, x, a, units, b->err);
}

/* Dispatches that go back to one first text; originals are earlier, so that it ends, and each is counted once. */
static dp_status count_voice(kin_builder *b) {
    sqlite3_stmt *st = db_get(b->l,
                              "WITH RECURSIVE down(k) AS (SELECT ?1 UNION SELECT c.dispatch_key FROM copies c JOIN down ON "
                              "c.copy_of = down.k) SELECT count(*) FROM down",
                              b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->voice);
    bool row;
    dp_status s = db_step(b->l, st, &row, b->err);
    if (s == DP_OK && row) b->out->dispatches = (uint64_t)sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return s;
}

static dp_status load_original(kin_builder *b) {
    b->original = 0;
    sqlite3_stmt *st = db_get(b->l, "SELECT copy_of FROM copies WHERE dispatch_key = ?1", b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->key);
    bool row;
    dp_status s = db_step(b->l, st, &row, b->err);
    if (s == DP_OK && row) b->original = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return s;
}

/* ---- its kin ------------------------------------------------------------------------------------------------------------- */

typedef struct kin_key {
    int64_t key;
    double share;
    bool copy;   /* of the dispatch */
    bool coders; /* one copies the other because coders say so */
} kin_key;
typedef struct kin_keys {
    kin_key *at;
    uint32_t n, cap;
} kin_keys;

/* Neighbours of either side, by their day. */
static const char sql_kin[] =
    "SELECT t.k, max(t.share), EXISTS (SELECT 1 FROM copies y WHERE y.dispatch_key = t.k AND y.copy_of = ?1) AS is_copy, "
    "EXISTS (SELECT 1 FROM copies y WHERE y.basis = 'coder' AND ((y.dispatch_key = t.k AND y.copy_of = ?1) OR "
    "(y.dispatch_key = ?1 AND y.copy_of = t.k))) FROM "
    "(SELECT other_key AS k, share FROM shared_text WHERE dispatch_key = ?1 UNION ALL "
    "SELECT dispatch_key, share FROM shared_text WHERE other_key = ?1 UNION ALL "
    "SELECT CASE dispatch_key WHEN ?1 THEN copy_of ELSE dispatch_key END, share FROM copies WHERE basis = 'coder' AND "
    "?1 IN (dispatch_key, copy_of)) t JOIN dispatches d ON d.dispatch_key = t.k "
    "GROUP BY t.k ORDER BY t.k <> ?2, NOT is_copy, d.first_day IS NULL, d.first_day, d.id";

static dp_status load_keys(kin_builder *b, kin_keys *out) {
    *out = (kin_keys){0};
    sqlite3_stmt *st = db_get(b->l, sql_kin, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->key);
    put_int(st, 2, b->original);
    for (;;) {
        bool row;
        dp_status s = db_step(b->l, st, &row, b->err);
        if (s != DP_OK || !row) return s;
        kin_key one = {sqlite3_column_int64(st, 0), sqlite3_column_double(st, 1), sqlite3_column_int(st, 2) != 0,
                       sqlite3_column_int(st, 3) != 0};
        if (out->n == LEDGER_KIN_MAX) {
            b->out->hidden++;
        } else if (!vec_push(b->a, out, one)) {
            sqlite3_reset(st);
            return error_nomem(b->err);
        }
    }
}

/* The end of the last whole unit that fits into a quotation; a word that is longer is cut. */
static uint32_t quote_end(const kin_builder *b, span at) {
    uint32_t limit = at.end - at.start > QUOTE_BYTES ? at.start + QUOTE_BYTES : at.end, low = 0, high = b->units.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (b->units.at[mid].end <= limit)
            low = mid + 1;
        else
            high = mid;
    }
    if (low && b->units.at[low - 1].end > at.start) return b->units.at[low - 1].end;
    while (limit > at.start && ((unsigned char)b->text.bytes[limit] & 0xC0) == 0x80) limit--;
    return limit;
}

static dp_status quote_of(kin_builder *b, span at, const char **out) {
    uint32_t end = quote_end(b, at);
    const char *part = arena_copy(b->a, b->text.bytes + at.start, end - at.start);
    *out = part;
    if (!part) return error_nomem(b->err);
    if (b->with_names) return DP_OK;
    uint32_t start = utf8_index_at(&b->index, at.start);
    return masked_part(b->l, b->key, part, start, utf8_index_at(&b->index, end) - start, b->a, out, b->err);
}

static dp_status add_passages(kin_builder *b, int64_t other, ledger_kin *out) {
    text x;
    unit_list units;
    utf8_index index;
    passage_list found;
    arena_reset(&b->other);
    dp_status s = load_text(b, other, &b->other, &x, &units, &index);
    if (s == DP_OK) s = passages_find(&b->units, &units, &b->other, &found, b->err);
    if (s != DP_OK) return s;
    ledger_passage *at = arena_array(b->a, found.n, sizeof *at);
    if (!at) return error_nomem(b->err);
    for (uint32_t i = 0; s == DP_OK && i < found.n; i++) {
        const passage *p = &found.at[i];
        at[i] = (ledger_passage){.start = utf8_index_at(&b->index, p->a.start),
                                 .end = utf8_index_at(&b->index, p->a.end),
                                 .other_start = utf8_index_at(&index, p->b.start),
                                 .other_end = utf8_index_at(&index, p->b.end),
                                 .words = (p->weight + 1) / 2};
        s = quote_of(b, p->a, &at[i].quote);
    }
    out->at = at;
    out->n = found.n;
    return s;
}

static dp_status is_partial(kin_builder *b, int64_t other, bool *out) {
    static const char either[] = "SELECT 1 FROM partial_texts WHERE dispatch_key IN (?1, ?2)";
    sqlite3_stmt *st = db_get(b->l, either, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->key);
    put_int(st, 2, other);
    dp_status s = db_step(b->l, st, out, b->err);
    sqlite3_reset(st);
    return s;
}

static dp_status add_kin(kin_builder *b, const kin_key *one, ledger_kin *out) {
    int64_t voice;
    dp_status s = voice_of(b->l, one->key, &voice, b->err);
    if (s == DP_OK) s = load_dispatch(b, one->key, &out->dispatch);
    if (s != DP_OK) return s;
    out->share = one->share;
    out->basis = one->coders ? "coder" : "read";
    out->relation = one->key == b->original ? "original" : one->copy ? "copy" : voice == b->voice ? "voice" : "shares";
    s = is_partial(b, one->key, &out->partial);
    return s == DP_OK ? add_passages(b, one->key, out) : s;
}

/* Those of the same voice before the others; each group stays by day. */
static dp_status order_kin(kin_builder *b, const ledger_kin *from, uint32_t n) {
    static const char *const relations[] = {"original", "copy", "voice", "shares"};
    ledger_kin *at = arena_array(b->a, n, sizeof *at);
    if (!at) return error_nomem(b->err);
    b->out->at = at;
    for (size_t r = 0; r < sizeof relations / sizeof *relations; r++)
        for (uint32_t i = 0; i < n; i++)
            if (strcmp(from[i].relation, relations[r]) == 0) at[b->out->n++] = from[i];
    return DP_OK;
}

static dp_status build(kin_builder *b) {
    kin_keys keys;
    dp_status s = load_dispatch(b, b->key, &b->out->dispatch);
    if (s == DP_OK) s = voice_of(b->l, b->key, &b->voice, b->err);
    if (s == DP_OK) s = load_dispatch(b, b->voice, &b->out->voice);
    if (s == DP_OK) s = count_voice(b);
    if (s == DP_OK) s = load_original(b);
    if (s == DP_OK) s = load_keys(b, &keys);
    if (s == DP_OK && keys.n == 0) return DP_OK; /* a long text takes long to take apart */
    if (s == DP_OK) s = load_text(b, b->key, &b->own, &b->text, &b->units, &b->index);
    if (s != DP_OK) return s;
    ledger_kin *found = arena_array(b->a, keys.n, sizeof *found);
    if (!found) return error_nomem(b->err);
    for (uint32_t i = 0; s == DP_OK && i < keys.n; i++) s = add_kin(b, &keys.at[i], &found[i]);
    return s == DP_OK ? order_kin(b, found, keys.n) : s;
}

static dp_status copies_of(ledger *l, const char *dispatch, bool with_names, arena *a, ledger_copies *out, bool *found,
                           dp_error *err) {
    *out = (ledger_copies){.n = 0};
    *found = false;
    kin_builder b = {.l = l, .with_names = with_names, .a = a, .out = out, .err = err};
    if (!dispatch || !*dispatch) return error_set(err, DP_E_USAGE, "no dispatch was named");
    dp_status s = find_dispatch_named(l, dispatch, &b.key, found, err);
    if (s != DP_OK || !*found) return s;
    arena_init(&b.own);
    arena_init(&b.other);
    s = build(&b);
    arena_free(&b.own);
    arena_free(&b.other);
    return s;
}

dp_status ledger_copies_of(ledger *l, const char *dispatch, bool with_names, arena *a, ledger_copies *out, bool *found,
                           dp_error *err) {
    dp_error own = {0};
    ledger_lock(l);
    dp_status s = copies_of(l, dispatch, with_names, a, out, found, err ? err : &own);
    ledger_unlock(l);
    return s;
}

/* ---- as rows ------------------------------------------------------------------------------------------------------------- */

static ledger_cell text_cell(const char *name, const char *s, bool brief) {
    return (ledger_cell){.name = name,
                         .type = s ? LEDGER_TEXT : LEDGER_NULL,
                         .kind = LEDGER_TEXT,
                         .brief = brief,
                         .text = s,
                         .text_bytes = s ? strlen(s) : 0};
}
static ledger_cell int_cell(const char *name, int64_t v, bool brief) {
    return (ledger_cell){.name = name, .type = LEDGER_INT, .kind = LEDGER_INT, .brief = brief, .integer = v};
}

static bool passage_row(const ledger_copies *all, const ledger_kin *k, const ledger_passage *p, const row_sink *to) {
    const ledger_cell cells[] = {
        text_cell("dispatch", all->dispatch.id, false),
        text_cell("given_id", all->dispatch.given_id, false),
        text_cell("relation", k->relation, true),
        text_cell("other_short_id", k->dispatch.short_id, true),
        text_cell("other", k->dispatch.id, false),
        text_cell("other_given_id", k->dispatch.given_id, false),
        text_cell("other_date", k->dispatch.date, true),
        text_cell("other_source", k->dispatch.source, true),
        {.name = "share", .type = LEDGER_REAL, .kind = LEDGER_REAL, .brief = true, .real = k->share},
        int_cell("passage_no", p - k->at, false),
        int_cell("words", p->words, true),
        int_cell("start", p->start, false),
        int_cell("end", p->end, false),
        int_cell("other_start", p->other_start, false),
        int_cell("other_end", p->other_end, false),
        text_cell("quote", p->quote, true),
    };
    ++*to->count;
    return to->fn(to->context, &(ledger_row){.cells = cells, .n = sizeof cells / sizeof *cells});
}

dp_status ask_passages(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    arena a;
    arena_init(&a);
    ledger_copies all;
    bool found;
    dp_status s = copies_of(l, f->dispatch, f->with_names, &a, &all, &found, err);
    uint64_t seen = 0, limit = f->limit ? f->limit : UINT64_MAX;
    bool on = s == DP_OK && found;
    for (uint32_t i = 0; on && i < all.n; i++)
        for (uint32_t k = 0; on && k < all.at[i].n; k++)
            if (seen++ >= f->offset) on = seen - f->offset <= limit && passage_row(&all, &all.at[i], &all.at[i].at[k], to);
    arena_free(&a);
    return s;
}
