/* A dispatch with its spans. */
#include "ledger/document.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ledger/find.h"
#include "ledger/masked.h"
#include "ledger/record.h"
#include "ledger/stored.h"
#include "ledger/stretch.h"

typedef struct builder {
    ledger *l;
    arena *a;
    bool with_names;
    int64_t key;
    const document_part *part;
    stretch rows; /* that can touch it */
    ledger_document *out;
    struct {
        ledger_span *at;
        uint32_t n, cap;
    } spans;
    dp_error *err;
} builder;

/* ---- spans
 * ----------------------------------------------------------------------------------------------------------------------- */

/* Each gives: kind, start, end, id, label, value, of, holds, distance_km. ?1 dispatch, ?2 how many, ?3 with names, ?4 and ?5 the
 * part of the text that they touch, ?6 and ?7 the numbers among which they are. */
#define AMONG(number)        " AND " number " >= ?6 AND " number " < ?7"
#define TOUCHING(start, end) " AND " start " < ?5 AND " end " > ?4 "
#define OF_DISPATCH          " WHERE dispatch_key = ?1 AND ?3 IS NOT NULL"
#define SPAN                 TOUCHING("start_char", "end_char") "ORDER BY start_char, "
#define SPAN_OF_M            TOUCHING("m.start_char", "m.end_char") "ORDER BY m.start_char, "
static const char sql_claims[] =
    "SELECT 'claim', start_char, end_char, id, words, polarity, NULL, NULL, NULL FROM claims" OF_DISPATCH AMONG("claim_no") SPAN
    "claim_no LIMIT ?2";
static const char sql_triggers[] =
    "SELECT 'trigger', trigger_start, trigger_end, id, type, NULL, NULL, NULL, NULL FROM claims" OF_DISPATCH AMONG("claim_no")
        TOUCHING("trigger_start", "trigger_end") "ORDER BY trigger_start, claim_no LIMIT ?2";
static const char sql_claimants[] =
    "SELECT 'claimant', n.start_char, n.end_char, c.id, CASE WHEN ?3 THEN n.label ELSE n.shown END, n.kind, n.position, NULL, "
    "NULL "
    "FROM claimants n JOIN claims c USING (dispatch_key, claim_no) WHERE n.dispatch_key = ?1 AND n.end_char > "
    "n.start_char" AMONG("n.claim_no")
        TOUCHING("n.start_char", "n.end_char") "ORDER BY n.start_char, n.claim_no, n.position LIMIT ?2";
static const char sql_cues[] =
    "SELECT 'cue', n.cue_start, n.cue_end, c.id, NULL, NULL, n.position, NULL, NULL FROM claimants n JOIN claims c USING "
    "(dispatch_key, claim_no) WHERE n.dispatch_key = ?1 AND n.cue_end > n.cue_start AND ?3 IS NOT NULL" AMONG("n.claim_no")
        TOUCHING("n.cue_start", "n.cue_end") "ORDER BY n.cue_start, n.claim_no, n.position LIMIT ?2";
static const char sql_places[] =
    "SELECT 'place', m.start_char, m.end_char, p.id, p.label, p.code, NULL, NULL, NULL FROM place_mentions m JOIN places p USING "
    "(place_key) WHERE m.dispatch_key = ?1 AND ?3 IS NOT NULL" AMONG("m.place_no") SPAN_OF_M "m.place_no LIMIT ?2";
static const char sql_actors[] =
    "SELECT 'actor', m.start_char, m.end_char, a.id, CASE WHEN ?3 THEN a.label ELSE a.shown END, a.code, NULL, NULL, NULL FROM "
    "actor_mentions m JOIN actors a USING (actor_key) WHERE m.dispatch_key = ?1" AMONG("m.actor_no") SPAN_OF_M
    "m.actor_no LIMIT ?2";
static const char sql_times[] =
    "SELECT 'time', start_char, end_char, NULL, CASE WHEN first_day IS last_day THEN first_day ELSE coalesce(first_day, '..') || "
    "'/' || coalesce(last_day, '..') END, value, NULL, NULL, NULL FROM times" OF_DISPATCH AMONG("time_no") SPAN
    "time_no LIMIT ?2";
static const char sql_quantities[] =
    "SELECT 'quantity', start_char, end_char, NULL, coalesce(low, '?') || '/' || coalesce(best, '?') || '/' || coalesce(high, "
    "'?'), unit, NULL, NULL, NULL FROM quantities" OF_DISPATCH AMONG("quantity_no") SPAN "quantity_no LIMIT ?2";
static const char sql_marks[] =
    "SELECT 'distance', start_char, end_char, NULL, NULL, kind, NULL, NULL, NULL FROM distance_marks" OF_DISPATCH AMONG("mark_no")
        SPAN "mark_no LIMIT ?2";
static const char sql_checks[] =
    "SELECT 'check', start_char, end_char, NULL, kind, country, NULL, holds, distance_km FROM checks" OF_DISPATCH AMONG(
        "check_no") SPAN "check_no LIMIT ?2";
static const char sql_sentences[] =
    "SELECT 'sentence', start_char, end_char, NULL, NULL, CASE WHEN headline THEN 'headline' END, paragraph, NULL, NULL FROM "
    "sentences" OF_DISPATCH AMONG("sentence_no") SPAN "sentence_no LIMIT ?2";

static dp_status add_span(builder *b, sqlite3_stmt *st) {
    bool failed = false;
    const bool distant = sqlite3_column_type(st, 8) != SQLITE_NULL, tested = sqlite3_column_type(st, 7) != SQLITE_NULL;
    ledger_span one = {.kind = take_text(st, 0, b->a, &failed),
                       .start = (uint32_t)sqlite3_column_int64(st, 1),
                       .end = (uint32_t)sqlite3_column_int64(st, 2),
                       .id = take_text(st, 3, b->a, &failed),
                       .label = take_text(st, 4, b->a, &failed),
                       .value = take_text(st, 5, b->a, &failed),
                       .of = sqlite3_column_type(st, 6) == SQLITE_NULL ? RECORD_NONE : sqlite3_column_int64(st, 6),
                       .holds = tested ? sqlite3_column_int(st, 7) != 0 : -1,
                       .distance_km = distant ? sqlite3_column_double(st, 8) : NAN};
    return failed || !vec_push(b->a, &b->spans, one) ? error_nomem(b->err) : DP_OK;
}

static dp_status add_kind(builder *b, const char *sql, const row_range *among) {
    sqlite3_stmt *st = db_get(b->l, sql, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->key);
    put_int(st, 2, DOCUMENT_SPANS_MAX + 1);
    put_int(st, 3, b->with_names);
    put_int(st, 4, b->part->start);
    put_int(st, 5, b->part->end);
    put_int(st, 6, among->from);
    put_int(st, 7, among->to);
    for (uint32_t n = 0;; n++) {
        bool row;
        dp_status s = db_step(b->l, st, &row, b->err);
        if (s != DP_OK || !row) return s;
        b->out->truncated = b->out->truncated || n == DOCUMENT_SPANS_MAX;
        s = n < DOCUMENT_SPANS_MAX ? add_span(b, st) : DP_OK;
        if (s != DP_OK || n == DOCUMENT_SPANS_MAX) {
            sqlite3_reset(st);
            return s;
        }
    }
}

/* ---- the text
 * -------------------------------------------------------------------------------------------------------------------- */

/* Appends a name's characters as blocks, blanks as they are, and moves over it. */
static size_t cover(const char *s, size_t n, uint32_t characters, buf *out) {
    size_t at = 0;
    for (uint32_t i = 0; i < characters && at < n; i++) {
        uint32_t cp;
        const size_t step = utf8_decode(s + at, n - at, &cp);
        if (cp == ' ' || cp == '\n')
            buf_char(out, (char)cp);
        else
            buf_str(out, "█");
        at += step;
    }
    return at;
}

static size_t pass(const char *s, size_t n, uint32_t characters) {
    size_t at = 0;
    uint32_t cp;
    for (uint32_t i = 0; i < characters && at < n; i++) at += utf8_decode(s + at, n - at, &cp);
    return at;
}

/* Adds a span for each person's name in the part of the text that begins at out->start, and covers it there. */
static dp_status mask_text(builder *b, const char *text, buf *out) {
    const size_t size = strlen(text);
    const uint32_t last = b->out->end;
    size_t kept = 0;
    uint32_t done = b->out->start;
    sqlite3_stmt *st = db_get(b->l, masked_persons, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->key);
    put_int(st, 2, done);
    put_int(st, 3, last);
    for (;;) {
        bool row;
        dp_status s = db_step(b->l, st, &row, b->err);
        if (s != DP_OK) return s;
        if (!row) break;
        const int64_t from = sqlite3_column_int64(st, 0), to = sqlite3_column_int64(st, 1);
        const uint32_t start = from < done ? done : (uint32_t)from, end = to > last ? last : (uint32_t)to;
        if (end <= start) continue;
        ledger_span one = {.kind = "person", .start = start, .end = end, .of = RECORD_NONE, .holds = -1, .distance_km = NAN};
        if (!vec_push(b->a, &b->spans, one)) {
            sqlite3_reset(st);
            return error_nomem(b->err);
        }
        const size_t n = pass(text + kept, size - kept, start - done);
        buf_add(out, text + kept, n);
        kept += n;
        kept += cover(text + kept, size - kept, one.end - start, out);
        done = one.end;
    }
    buf_add(out, text + kept, size - kept);
    return DP_OK;
}

/* The part of the text that was asked for. */
static bool cut_text(builder *b) {
    ledger_document *o = b->out;
    o->start = b->part->start < o->characters ? b->part->start : o->characters;
    o->end = b->part->end < o->characters ? b->part->end : o->characters;
    if (o->start > o->end) o->start = o->end;
    const size_t size = strlen(o->text), from = pass(o->text, size, o->start);
    const size_t bytes = pass(o->text + from, size - from, o->end - o->start);
    if (bytes < size) o->text = arena_copy(b->a, o->text + from, bytes);
    return o->text != NULL;
}

static dp_status load_text(builder *b, const char *text) {
    buf masked;
    buf_init(&masked);
    dp_status s = mask_text(b, text, &masked);
    b->out->text = s == DP_OK && !masked.failed ? arena_copy(b->a, masked.at ? masked.at : "", masked.n) : NULL;
    buf_free(&masked);
    return s != DP_OK ? s : b->out->text ? DP_OK : error_nomem(b->err);
}

/* ---- the dispatch
 * ---------------------------------------------------------------------------------------------------------------- */

static const char sql_dispatch[] =
    "SELECT id, given_id, date, source, CASE WHEN ?2 THEN title ELSE coalesce(title_shown, title) END, lang, lang_basis, "
    "date_basis, "
    "first_day, last_day, url, hash, pack, version, text, characters FROM dispatches WHERE dispatch_key = ?1";

static dp_status load_dispatch(builder *b) {
    ledger_document *o = b->out;
    sqlite3_stmt *st = db_get(b->l, sql_dispatch, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->key);
    put_int(st, 2, b->with_names);
    bool row, failed = false;
    dp_status s = db_step(b->l, st, &row, b->err);
    if (s != DP_OK || !row) return s;
    const char **const texts[] = {&o->dispatch.id,
                                  &o->dispatch.given_id,
                                  &o->dispatch.date,
                                  &o->dispatch.source,
                                  &o->dispatch.title,
                                  &o->lang,
                                  &o->lang_basis,
                                  &o->date_basis,
                                  &o->first_day,
                                  &o->last_day,
                                  &o->url,
                                  &o->hash,
                                  &o->pack,
                                  &o->version,
                                  &o->text};
    for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++) *texts[i] = take_text(st, i, b->a, &failed);
    o->characters = (uint32_t)sqlite3_column_int64(st, 15);
    sqlite3_reset(st);
    if (failed || !o->dispatch.id || !o->text) return error_nomem(b->err);
    uint32_t length = 0;
    s = id_short_length(b->l, o->dispatch.id, &length, b->err);
    if (s == DP_OK && !(o->dispatch.short_id = arena_copy(b->a, o->dispatch.id, length))) s = error_nomem(b->err);
    return s;
}

/* Marks and checks are few, and in no order that is known. */
static dp_status add_kinds(builder *b) {
    const stretch all = stretch_whole(), *r = &b->rows;
    const struct {
        const char *sql;
        const row_range *among;
    } kinds[] = {{sql_claims, &r->claims},     {sql_triggers, &r->claims},       {sql_claimants, &r->claims},
                 {sql_cues, &r->claims},       {sql_places, &r->places},         {sql_actors, &r->actors},
                 {sql_times, &r->times},       {sql_quantities, &r->quantities}, {sql_marks, &all.sentences},
                 {sql_checks, &all.sentences}, {sql_sentences, &r->sentences}};
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof kinds / sizeof *kinds; i++) s = add_kind(b, kinds[i].sql, kinds[i].among);
    return s;
}

static dp_status find_rows(builder *b) {
    const ledger_document *o = b->out;
    b->rows = stretch_whole();
    if (b->part->bare || (o->start == 0 && o->end == o->characters)) return DP_OK;
    return stretch_of(b->l, b->key, o->start, o->end, &b->rows, b->err);
}

static dp_status document_of(builder *b, const char *id, bool *found) {
    dp_status s = find_dispatch_named(b->l, id, &b->key, found, b->err);
    if (s != DP_OK || !*found) return s;
    s = load_dispatch(b);
    if (s == DP_OK && !cut_text(b)) s = error_nomem(b->err);
    if (s == DP_OK) s = find_rows(b);
    if (s == DP_OK && !b->part->bare) s = add_kinds(b);
    b->out->claims_from = b->rows.claims.from;
    b->out->claims_to = b->rows.claims.to;
    if (s == DP_OK) s = stored_how(b->l, b->key, &b->out->store, b->err);
    if (s == DP_OK)
        s = stored_shown(b->l, b->key, b->out->text, b->out->start, b->out->end - b->out->start, b->a, &b->out->text, b->err);
    if (s == DP_OK && !b->with_names) s = load_text(b, b->out->text);
    b->out->spans = b->spans.at;
    b->out->span_count = b->spans.n;
    return s;
}

dp_status ledger_document_of(ledger *l, const char *id, const document_part *part, bool with_names, arena *a,
                             ledger_document *out, bool *found, dp_error *err) {
    static const document_part whole = {.end = UINT32_MAX};
    dp_error own = {0};
    *out = (ledger_document){0};
    *found = false;
    ledger_lock(l);
    builder b = {.l = l, .a = a, .with_names = with_names, .part = part ? part : &whole, .out = out, .err = err ? err : &own};
    dp_status s = document_of(&b, id, found);
    ledger_unlock(l);
    return s;
}
