/* One claim as a coder sees it: its paragraph with spans, its values with the coder's edits, and who decided what. */
#include <stdio.h>
#include <string.h>

#include "claim/lexicon.h"
#include "core/edtf.h"
#include "ledger/internal.h"
#include "ledger/review.h"
#include "ledger/review_values.h"
#include "ledger/settled_sql.h"
#include "ledger/stored.h"

#define AGAINST_MAX 8 /* as in sql_against */
#define CODERS_MAX  32u

typedef struct card_builder {
    ledger *l;
    arena *a;
    const reviewer *who;
    review_card *out;
    int64_t dispatch_key, claim_no;
    uint32_t trigger, from, to; /* the paragraph, in code points of the dispatch */
    struct {
        review_span *at;
        uint32_t n, cap;
    } spans;
    const char **against;
    dp_error *err;
} card_builder;

static const char *text_in(card_builder *b, buf *made) {
    const char *s = made->failed ? NULL : arena_copy(b->a, made->at ? made->at : "", made->n);
    buf_free(made);
    return s;
}

/* Steps a statement of one claim (?1 dispatch, ?2 claim number, ?3 whether names are shown) and calls `row` for each row. */
static dp_status each(card_builder *b, const char *sql, bool (*row)(card_builder *, sqlite3_stmt *)) {
    sqlite3_stmt *st = db_get(b->l, sql, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->dispatch_key);
    put_int(st, 2, b->claim_no);
    if (sqlite3_bind_parameter_count(st) > 2) put_int(st, 3, b->who->with_names);
    for (;;) {
        bool some;
        dp_status s = db_step(b->l, st, &some, b->err);
        if (s != DP_OK || !some) return s;
        if (!row(b, st)) {
            sqlite3_reset(st);
            return error_nomem(b->err);
        }
    }
}

/* ---- the claim --------------------------------------------------------------------------------------------------------------
 */

/* Of a long paragraph, the sentences within 2000 characters of the trigger. */
static const char sql_head[] =
    "SELECT c.id, c.words, CASE WHEN ?3 THEN c.claimant ELSE c.claimant_shown END, c.trigger, d.id, d.source, d.date, "
    "CASE WHEN ?3 THEN d.title ELSE coalesce(d.title_shown, d.title) END, d.lang, c.type, c.trigger_start, "
    "CASE WHEN c.first_day IS NULL AND c.last_day IS NULL THEN NULL WHEN c.first_day IS c.last_day THEN c.first_day "
    "ELSE coalesce(c.first_day, '..') || '/' || coalesce(c.last_day, '..') END, "
    "coalesce(p.code || '', p.label), "
    "(SELECT group_concat(x, '; ') FROM (SELECT coalesce(a.code, CASE WHEN ?3 THEN a.label ELSE a.shown END) AS x FROM "
    "claim_roles r JOIN actors a USING (actor_key) WHERE r.dispatch_key = ?1 AND r.claim_no = ?2 AND r.role = 'actor' "
    "ORDER BY r.position)), "
    "(SELECT group_concat(x, '; ') FROM (SELECT CASE WHEN ?3 THEN a.label ELSE a.shown END || coalesce(' (' || a.code || ')', "
    "'') "
    "AS x FROM claim_roles r JOIN actors a USING (actor_key) WHERE r.dispatch_key = ?1 AND r.claim_no = ?2 AND "
    "r.role = 'actor' ORDER BY r.position)), "
    "(SELECT group_concat(x, '; ') FROM (SELECT CASE WHEN ?3 THEN a.label ELSE a.shown END || coalesce(' (' || a.code || ')', "
    "'') "
    "AS x FROM claim_roles r JOIN actors a USING (actor_key) WHERE r.dispatch_key = ?1 AND r.claim_no = ?2 AND "
    "r.role = 'recipient' ORDER BY r.position)), "
    "c.polarity || ', ' || c.certainty || ', ' || c.tense || CASE WHEN c.quoted THEN ', in quotation marks' ELSE '' END "
    "|| CASE c.time_basis WHEN 'dispatch' THEN '; day of the dispatch' WHEN 'unknown' THEN '; day unknown' ELSE '' END "
    "|| CASE WHEN m.confidence < 0.8 THEN printf('; place %.2f', m.confidence) ELSE '' END, "
    "coalesce(min(y.start_char), c.start_char), coalesce(max(y.end_char), c.end_char) "
    "FROM claims c JOIN dispatches d USING (dispatch_key) LEFT JOIN places p ON p.place_key = c.place_key "
    "LEFT JOIN place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no "
    "LEFT JOIN sentences z ON z.dispatch_key = c.dispatch_key AND z.sentence_no = c.sentence_no "
    "LEFT JOIN sentences y ON y.dispatch_key = c.dispatch_key AND y.paragraph = z.paragraph AND (y.sentence_no = z.sentence_no "
    "OR (y.start_char >= c.trigger_start - 2000 AND y.end_char <= c.trigger_start + 2000)) "
    "WHERE c.dispatch_key = ?1 AND c.claim_no = ?2 GROUP BY c.claim_no";

static bool head_row(card_builder *b, sqlite3_stmt *st) {
    review_card *o = b->out;
    bool failed = false;
    const struct {
        const char **to;
        int column;
    } texts[] = {{&o->id, 0},
                 {&o->says, 1},
                 {&o->claimant, 2},
                 {&o->trigger, 3},
                 {&o->dispatch, 4},
                 {&o->source, 5},
                 {&o->date, 6},
                 {&o->title, 7},
                 {&o->lang, 8},
                 {&o->recipients, 15},
                 {&o->manner, 16},
                 {&o->values[REVIEW_TYPE], 9},
                 {&o->values[REVIEW_DAYS], 11},
                 {&o->values[REVIEW_PLACE], 12},
                 {&o->values[REVIEW_ACTOR], 13},
                 {&o->shown[REVIEW_ACTOR], 14}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i].to = take_text(st, texts[i].column, b->a, &failed);
    b->trigger = (uint32_t)sqlite3_column_int64(st, 10);
    b->from = (uint32_t)sqlite3_column_int64(st, 17);
    b->to = (uint32_t)sqlite3_column_int64(st, 18);
    return !failed && o->id && o->says && o->dispatch;
}

static dp_status add_short_ids(card_builder *b) {
    const char *const ids[] = {b->out->id, b->out->dispatch};
    const char **const to[] = {&b->out->short_id, &b->out->dispatch_short};
    for (int i = 0; i < 2; i++) {
        uint32_t n;
        dp_status s = id_short_length(b->l, ids[i], &n, b->err);
        if (s != DP_OK) return s;
        if (!(*to[i] = arena_copy(b->a, ids[i], n))) return error_nomem(b->err);
    }
    return DP_OK;
}

/* ---- the paragraph ----------------------------------------------------------------------------------------------------------
 */

/* start, end, mark, of what the claim's values come from. */
static const char sql_spans[] =
    "SELECT start_char, end_char, 0 FROM claims WHERE dispatch_key = ?1 AND claim_no = ?2 UNION ALL "
    "SELECT trigger_start, trigger_end, 7 FROM claims WHERE dispatch_key = ?1 AND claim_no = ?2 UNION ALL "
    "SELECT m.start_char, m.end_char, CASE r.role WHEN 'recipient' THEN 2 ELSE 1 END FROM claim_roles r JOIN actor_mentions m "
    "USING (dispatch_key, actor_no) WHERE r.dispatch_key = ?1 AND r.claim_no = ?2 UNION ALL "
    "SELECT m.start_char, m.end_char, 3 FROM claims c JOIN place_mentions m USING (dispatch_key, place_no) "
    "WHERE c.dispatch_key = ?1 AND c.claim_no = ?2 UNION ALL "
    "SELECT t.start_char, t.end_char, 4 FROM claims c JOIN times t USING (dispatch_key, time_no) "
    "WHERE c.dispatch_key = ?1 AND c.claim_no = ?2 UNION ALL "
    "SELECT start_char, end_char, 5 FROM casualties WHERE dispatch_key = ?1 AND claim_no = ?2 UNION ALL "
    "SELECT start_char, end_char, 6 FROM claimants WHERE dispatch_key = ?1 AND claim_no = ?2 AND end_char > start_char";

static bool span_row(card_builder *b, sqlite3_stmt *st) {
    const int64_t start = sqlite3_column_int64(st, 0), end = sqlite3_column_int64(st, 1);
    const int64_t first = start < b->from ? b->from : start, last = end > b->to ? b->to : end;
    if (first >= last) return true;
    const review_span v = {(uint32_t)(first - b->from), (uint32_t)(last - b->from), (uint8_t)sqlite3_column_int(st, 2)};
    return vec_push(b->a, &b->spans, v);
}

static dp_status read_paragraph(card_builder *b) {
    sqlite3_stmt *st = db_get(b->l, "SELECT substr(text, ?2 + 1, ?3 - ?2) FROM dispatches WHERE dispatch_key = ?1", b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->dispatch_key);
    put_int(st, 2, b->from);
    put_int(st, 3, b->to);
    bool row, failed = false;
    dp_status s = db_step(b->l, st, &row, b->err);
    if (s != DP_OK) return s;
    b->out->text = row ? take_text(st, 0, b->a, &failed) : "";
    if (row) sqlite3_reset(st);
    if (failed || !b->out->text) return error_nomem(b->err);
    return stored_shown(b->l, b->dispatch_key, b->out->text, (uint32_t)b->from, (uint32_t)(b->to - b->from), b->a, &b->out->text,
                        b->err);
}

/* Bytes of the first n characters. */
static size_t bytes_of(const char *s, size_t size, size_t n) {
    size_t at = 0;
    uint32_t cp;
    while (n-- && at < size) at += utf8_decode(s + at, size - at, &cp);
    return at;
}

/* Puts MASK in the place of the characters first to last; spans move with the text. */
static bool mask_words(card_builder *b, uint32_t first, uint32_t last) {
    const char *s = b->out->text;
    const size_t size = strlen(s), from = bytes_of(s, size, first), to = bytes_of(s, size, last);
    buf made;
    buf_init(&made);
    buf_add(&made, s, from);
    buf_str(&made, MASK);
    buf_add(&made, s + to, size - to);
    const uint32_t length = (uint32_t)strlen(MASK);
    for (uint32_t i = 0; i < b->spans.n; i++) {
        review_span *v = &b->spans.at[i];
        if (v->start >= last)
            v->start = v->start - last + first + length;
        else if (v->start > first)
            v->start = first;
        if (v->end >= last)
            v->end = v->end - last + first + length;
        else if (v->end > first)
            v->end = first + length;
    }
    return (b->out->text = text_in(b, &made)) != NULL;
}

/* Private persons of the paragraph, the last first, so that the places of the earlier ones stand. */
static const char sql_persons[] =
    "SELECT max(start_char, ?2), min(end_char, ?3) FROM private_names WHERE dispatch_key = ?1 AND end_char > ?2 AND start_char < "
    "?3 ORDER BY start_char DESC";

static dp_status mask_paragraph(card_builder *b) {
    sqlite3_stmt *st = db_get(b->l, sql_persons, b->err);
    if (!st) return b->err->code;
    put_int(st, 1, b->dispatch_key);
    put_int(st, 2, b->from);
    put_int(st, 3, b->to);
    for (;;) {
        bool row;
        dp_status s = db_step(b->l, st, &row, b->err);
        if (s != DP_OK || !row) return s;
        const uint32_t first = (uint32_t)sqlite3_column_int64(st, 0) - b->from;
        const uint32_t last = (uint32_t)sqlite3_column_int64(st, 1) - b->from;
        if (!mask_words(b, first, last)) {
            sqlite3_reset(st);
            return error_nomem(b->err);
        }
    }
}

/* ---- who decided what ----------------------------------------------------------------------------------------------------- */

/* One coder's standing decisions on the claim. */
typedef struct coder_words {
    const char *coder;
    bool adjudicator;
    uint8_t verdict;
    const char *values[REVIEW_FIELDS];
    buf extra; /* relations and comments */
} coder_words;
typedef struct all_words {
    coder_words at[CODERS_MAX];
    uint32_t n;
} all_words;

static coder_words *words_of_coder(all_words *all, const char *coder, bool adjudicator, arena *a) {
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].adjudicator == adjudicator && strcmp(all->at[i].coder, coder) == 0) return &all->at[i];
    if (all->n == CODERS_MAX) return NULL;
    coder_words *w = &all->at[all->n];
    *w = (coder_words){.coder = arena_copy(a, coder, strlen(coder)), .adjudicator = adjudicator};
    buf_init(&w->extra);
    if (!w->coder) return NULL;
    all->n++;
    return w;
}

/* Columns: coder, role, kind, field, new value, other (short), comment. */
static bool take_decision(coder_words *w, sqlite3_stmt *st, arena *a) {
    bool failed = false;
    const char *kind = (const char *)sqlite3_column_text(st, 2), *field = (const char *)sqlite3_column_text(st, 3);
    const char *other = (const char *)sqlite3_column_text(st, 5), *comment = (const char *)sqlite3_column_text(st, 6);
    if (!kind) return false;
    for (unsigned i = DECISION_ACCEPT; i <= DECISION_SKIP; i++)
        if (strcmp(kind, decision_kind_name(i)) == 0) w->verdict = (uint8_t)i;
    for (unsigned i = 0; field && i < REVIEW_FIELDS; i++)
        if (strcmp(field, review_field_name(i)) == 0) w->values[i] = take_text(st, 4, a, &failed);
    if (strcmp(kind, "add") == 0) {
        w->verdict = DECISION_ACCEPT;
        w->values[REVIEW_TYPE] = take_text(st, 4, a, &failed);
    }
    if (other)
        buf_printf(&w->extra, "; %s %.8s",
                   strcmp(kind, "same") == 0    ? "same as"
                   : strcmp(kind, "copy") == 0  ? "copy of"
                   : strcmp(kind, "apart") == 0 ? "apart from"
                                                : kind,
                   other);
    if (comment) buf_printf(&w->extra, "; \"%.500s\"", comment);
    return !failed;
}

static const char *line_of(card_builder *b, const coder_words *w, bool named) {
    buf line;
    buf_init(&line);
    if (named) buf_printf(&line, "%s%s: ", w->coder, w->adjudicator ? " (adjudicator)" : "");
    const size_t head = line.n;
    buf_str(&line, decision_kind_name(w->verdict));
    for (unsigned i = 0; i < REVIEW_FIELDS; i++)
        if (w->values[i]) buf_printf(&line, "%s%s %s", line.n > head ? "; " : "", review_field_name(i), w->values[i]);
    const char *extra = buf_cstr((buf *)&w->extra);
    if (extra && *extra) buf_str(&line, line.n > head ? extra : extra + 2);
    return text_in(b, &line);
}

static bool is_own(const card_builder *b, const coder_words *w) {
    return strcmp(w->coder, b->who->coder) == 0 && w->adjudicator == (b->who->first != NULL);
}

static dp_status own_words(card_builder *b, const coder_words *w) {
    review_card *o = b->out;
    o->verdict = w->verdict;
    for (unsigned i = 0; i < REVIEW_FIELDS; i++) {
        if (!w->values[i]) continue;
        o->values[i] = o->shown[i] = w->values[i];
        o->edited[i] = true;
    }
    return (o->own = line_of(b, w, false)) ? DP_OK : error_nomem(b->err);
}

/* An adjudicator's two come first, in his order. */
static int rank_of(const card_builder *b, const coder_words *w) {
    if (!b->who->first || w->adjudicator) return 2;
    return strcmp(w->coder, b->who->first) == 0 ? 0 : strcmp(w->coder, b->who->second) == 0 ? 1 : 2;
}

static dp_status tell_words(card_builder *b, const all_words *all) {
    const char **lines = arena_array(b->a, all->n + 1, sizeof *lines);
    if (!lines) return error_nomem(b->err);
    dp_status s = DP_OK;
    for (int rank = 0; rank < 3; rank++) {
        for (uint32_t i = 0; s == DP_OK && i < all->n; i++) {
            const coder_words *w = &all->at[i];
            if (rank_of(b, w) != rank) continue;
            if (is_own(b, w))
                s = own_words(b, w);
            else if (!b->who->blind && !(lines[b->out->other_count++] = line_of(b, w, true)))
                s = error_nomem(b->err);
        }
    }
    b->out->others = lines;
    return s;
}

static dp_status add_decisions(card_builder *b) {
    sqlite3_stmt *st = db_get(b->l,
                              "SELECT coder, role, kind, field, new_value, other, comment FROM v_standing WHERE dispatch = ?1 "
                              "AND claim = ?2 ORDER BY decision_key",
                              b->err);
    if (!st) return b->err->code;
    put_text(st, 1, b->out->dispatch);
    put_text(st, 2, b->out->id);
    all_words *all = arena_alloc(b->a, sizeof *all);
    if (!all) {
        sqlite3_reset(st);
        return error_nomem(b->err);
    }
    dp_status s;
    bool row, good = true;
    while ((s = db_step(b->l, st, &row, b->err)) == DP_OK && row && good) {
        const char *coder = (const char *)sqlite3_column_text(st, 0), *role = (const char *)sqlite3_column_text(st, 1);
        coder_words *w = words_of_coder(all, coder ? coder : "", role && strcmp(role, "adjudicator") == 0, b->a);
        if (w) good = take_decision(w, st, b->a);
    }
    sqlite3_reset(st);
    if (s == DP_OK) s = good ? tell_words(b, all) : error_nomem(b->err);
    for (uint32_t i = 0; i < all->n; i++) buf_free(&all->at[i].extra);
    return s;
}

/* ---- what is at odds with it ------------------------------------------------------------------------------------------------
 */

/* From the claim's propositions to what they are at odds with, never through all relations. */
#define ODDS(own, other)                                                                                                         \
    "SELECT r." other " AS q FROM claim_propositions k CROSS JOIN relations r ON r." own " = k.proposition_key "                 \
    "WHERE k.dispatch_key = ?1 AND k.claim_no = ?2 AND r.kind <> 'same' AND NOT " OVERRULED
static const char sql_against[] =
    "SELECT DISTINCT CASE WHEN ?3 THEN o.claimant ELSE o.claimant_shown END || ' says ' || p.words || ' | ' || substr(o.id, 1, "
    "6) FROM (" ODDS("a", "b") " UNION " ODDS("b", "a") ") e CROSS JOIN propositions p ON p.proposition_key = e.q "
                                                        "CROSS JOIN claim_propositions x ON x.proposition_key = e.q CROSS JOIN "
                                                        "claims o ON o.dispatch_key = x.dispatch_key AND "
                                                        "o.claim_no = x.claim_no WHERE " STANDING(
                                                            "o") " ORDER BY o.first_day, o.id LIMIT 8";

static bool against_row(card_builder *b, sqlite3_stmt *st) {
    bool failed = false;
    return (b->against[b->out->against_count++] = take_text(st, 0, b->a, &failed)) && !failed;
}

static dp_status add_against(card_builder *b) {
    b->against = arena_array(b->a, AGAINST_MAX, sizeof *b->against);
    if (!b->against) return error_nomem(b->err);
    b->out->against = b->against;
    return each(b, sql_against, against_row);
}

/* ---- values for people ------------------------------------------------------------------------------------------------------
 */

static dp_status show_place(card_builder *b) {
    review_card *o = b->out;
    if (!o->values[REVIEW_PLACE]) return DP_OK;
    o->shown[REVIEW_PLACE] = review_place_label(b->l, o->values[REVIEW_PLACE], b->a, b->err);
    return o->shown[REVIEW_PLACE] ? DP_OK : error_nomem(b->err);
}

static dp_status show_type(card_builder *b) {
    review_card *o = b->out;
    const pack *p = b->l->k && b->l->k->pack.section_count ? &b->l->k->pack : NULL;
    const char *type = o->values[REVIEW_TYPE], *label = p ? ontology_label(p, "ontology/types", type) : "";
    buf made;
    buf_init(&made);
    buf_printf(&made, "%s%s%s", type ? type : "", *label ? ": " : "", label);
    return (o->shown[REVIEW_TYPE] = text_in(b, &made)) ? DP_OK : error_nomem(b->err);
}

static void show_days(review_card *o) {
    edtf date;
    o->first_day = o->last_day = DAY_NONE;
    o->shown[REVIEW_DAYS] = o->values[REVIEW_DAYS];
    if (!o->values[REVIEW_DAYS] || !edtf_read(o->values[REVIEW_DAYS], &date)) return;
    const day_range days = edtf_hull(&date);
    o->first_day = days.first;
    o->last_day = days.last;
}

static dp_status build(card_builder *b) {
    dp_status s = each(b, sql_head, head_row);
    if (s == DP_OK && !b->out->id) s = error_set(b->err, DP_E_INTERNAL, "the claim went while it was read");
    if (s == DP_OK) s = add_short_ids(b);
    if (s == DP_OK) s = read_paragraph(b);
    if (s == DP_OK) s = each(b, sql_spans, span_row);
    if (s == DP_OK && !b->who->with_names) s = mask_paragraph(b);
    if (s == DP_OK) s = add_decisions(b);
    if (s == DP_OK) s = add_against(b);
    if (s == DP_OK) s = show_place(b);
    if (s == DP_OK) s = show_type(b);
    show_days(b->out);
    b->out->spans = b->spans.at;
    b->out->span_count = b->spans.n;
    return s;
}

static dp_status find(card_builder *b, const char *id, bool *found) {
    sqlite3_stmt *st = db_get(b->l, "SELECT dispatch_key, claim_no FROM claims WHERE id = ?1", b->err);
    if (!st) return b->err->code;
    put_text(st, 1, id);
    dp_status s = db_step(b->l, st, found, b->err);
    if (s != DP_OK || !*found) return s;
    b->dispatch_key = sqlite3_column_int64(st, 0);
    b->claim_no = sqlite3_column_int64(st, 1);
    sqlite3_reset(st);
    return DP_OK;
}

dp_status review_card_of(ledger *l, const reviewer *who, const char *id, arena *a, review_card *out, bool *found, dp_error *err) {
    dp_error own = {0};
    *out = (review_card){0};
    *found = false;
    card_builder b = {.l = l, .a = a, .who = who, .out = out, .err = err ? err : &own};
    ledger_lock(l);
    dp_status s = find(&b, id, found);
    if (s == DP_OK && *found) s = build(&b);
    ledger_unlock(l);
    return s;
}
