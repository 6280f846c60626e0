/* Searching sentences. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/cursor.h"
#include "ledger/filter.h"
#include "ledger/masked.h"
#include "ledger/search_query.h"
#include "ledger/stored.h"

#define SNIPPET_CHARACTERS 200u
#define SENTENCE_MAX       20000 /* characters of one sentence that are looked at */

/* A word that stands in so many sentences tells hardly one from another, and each would have to be weighed. */
#define RANKED_MOST 50000

enum search_way {
    BY_RANK,      /* the finds are weighed and sorted */
    BY_DAY,       /* dispatch after dispatch, the index asked for each */
    WITHOUT_INDEX /* sentence after sentence */
};

typedef struct search {
    ledger *l;
    enum search_way way;
    const ledger_filter *f;
    ledger_row_fn fn;
    void *context;
    uint64_t *count;
    search_query query;
    arena query_memory, row_memory;
    dp_error *err;
} search;

/* ---- the words around the find ------------------------------------------------------------------------------------------- */

static size_t characters(const char *s, size_t from, size_t to) {
    return utf8_count(s + from, to - from);
}

/* The words that the snippet shows: from some before the first find on, as many as its length allows. */
static void choose_window(const char *s, const word_list *words, const bool *marks, uint32_t *first, uint32_t *last) {
    uint32_t found = 0;
    *first = 0;
    *last = words->n - 1;
    if (characters(s, 0, strlen(s)) <= SNIPPET_CHARACTERS) return;
    while (found < words->n && !marks[found]) found++;
    if (found == words->n) found = 0;
    *first = found;
    while (*first > 0 && characters(s, words->at[*first - 1].start, words->at[found].end) < SNIPPET_CHARACTERS / 3) --*first;
    *last = found;
    while (*last + 1 < words->n && characters(s, words->at[*first].start, words->at[*last + 1].end) <= SNIPPET_CHARACTERS)
        ++*last;
}

/* "… took **Abu Kamal** from …": marks enclose neighbouring words that were found. */
static void add_snippet(const char *s, const word_list *words, const bool *marks, buf *out) {
    uint32_t first, last;
    choose_window(s, words, marks, &first, &last);
    size_t at = first ? words->at[first].start : 0;
    if (first) buf_str(out, "\xE2\x80\xA6 ");
    for (uint32_t i = first; i <= last; i++) {
        const search_token *t = &words->at[i];
        const bool opens = marks[i] && (i == first || !marks[i - 1]), closes = marks[i] && (i == last || !marks[i + 1]);
        buf_add(out, s + at, t->start - at);
        if (opens) buf_str(out, "**");
        buf_add(out, s + t->start, t->end - t->start);
        if (closes) buf_str(out, "**");
        at = t->end;
    }
    if (last + 1 < words->n)
        buf_str(out, " \xE2\x80\xA6");
    else
        buf_str(out, s + at);
}

static const char *snippet_of(search *x, const char *sentence) {
    word_list words;
    if (!word_list_read(x->l, sentence, strlen(sentence), &x->row_memory, &words)) return NULL;
    if (words.n == 0) return sentence;
    bool *marks = arena_array(&x->row_memory, words.n, sizeof *marks);
    if (!marks) return NULL;
    search_query_mark(&x->query, &words, marks);
    buf b;
    buf_init(&b);
    add_snippet(sentence, &words, marks, &b);
    const char *out = b.failed ? NULL : arena_copy(&x->row_memory, b.at ? b.at : "", b.n);
    buf_free(&b);
    return out;
}

/* ---- rows ---------------------------------------------------------------------------------------------------------------- */

static ledger_cell text_cell(const char *name, bool brief, const char *s) {
    return (ledger_cell){.name = name,
                         .type = s ? LEDGER_TEXT : LEDGER_NULL,
                         .kind = LEDGER_TEXT,
                         .brief = brief,
                         .text = s,
                         .text_bytes = s ? strlen(s) : 0};
}
static ledger_cell int_cell(const char *name, int64_t v) {
    return (ledger_cell){.name = name, .type = LEDGER_INT, .kind = LEDGER_INT, .integer = v};
}
static ledger_cell real_cell(const char *name, bool known, double v) {
    return (ledger_cell){.name = name, .type = known ? LEDGER_REAL : LEDGER_NULL, .kind = LEDGER_REAL, .real = v};
}

static const char sql_row[] =
    "SELECT d.id, d.given_id, d.date, d.source, d.lang, y.start_char, y.end_char, "
    "substr(d.text, y.start_char + 1, min(y.end_char - y.start_char, ?3)), "
    "(SELECT group_concat(x, '; ') FROM (SELECT p.label AS x FROM place_mentions m JOIN places p USING (place_key) WHERE "
    "m.dispatch_key = d.dispatch_key AND m.start_char >= y.start_char AND m.end_char <= y.end_char AND NOT m.in_name "
    "GROUP BY p.label ORDER BY min(m.start_char))), "
    "(SELECT group_concat(x, ' ') FROM (SELECT c.id AS x FROM claims c WHERE c.dispatch_key = d.dispatch_key AND "
    "c.sentence_no = y.sentence_no ORDER BY c.claim_no)), "
    "CASE WHEN ?4 THEN d.title ELSE coalesce(d.title_shown, d.title) END, d.url "
    "FROM sentences y JOIN dispatches d USING (dispatch_key) WHERE y.dispatch_key = ?1 AND y.sentence_no = ?2";

typedef struct find {
    int64_t dispatch_key, sentence_no;
    bool scored;
    double score; /* as the index gives it: the better the smaller */
    const char *first_day;
} find;

/* Dispatch, day, sentence and score, the score by its bits: it must come back as it was. */
static void write_cursor(const find *at, const char *dispatch, char out[CURSOR_CHARS]) {
    char sentence[24], score[24] = "";
    uint64_t bits;
    memcpy(&bits, &at->score, sizeof bits);
    snprintf(sentence, sizeof sentence, "%" PRId64, at->sentence_no);
    if (at->scored) snprintf(score, sizeof score, "%016" PRIX64, bits);
    list_cursor_write((const char *const[]){dispatch, at->first_day, sentence, score}, 4, out);
}

#define FOUND_DISPATCH "(sentence_words.rowid >> 24)"
#define FOUND_SENTENCE "(sentence_words.rowid & 16777215)"
#define BY_DATE        "d.first_day IS NULL, d.first_day, d.id"

static const struct {
    const char *dispatch, *sentence; /* of the find */
    const char *select, *order;
} ways[] = {
    [BY_RANK] = {FOUND_DISPATCH, FOUND_SENTENCE,
                 "SELECT " FOUND_DISPATCH ", " FOUND_SENTENCE ", bm25(sentence_words) AS score, d.first_day FROM sentence_words "
                 "JOIN dispatches d ON d.dispatch_key = " FOUND_DISPATCH " WHERE ",
                 " ORDER BY score, " BY_DATE ", " FOUND_SENTENCE},
    [BY_DAY] = {FOUND_DISPATCH, FOUND_SENTENCE,
                "SELECT " FOUND_DISPATCH ", " FOUND_SENTENCE ", NULL, d.first_day FROM dispatches d CROSS JOIN sentence_words ON "
                "sentence_words.rowid BETWEEN d.dispatch_key << 24 AND (d.dispatch_key << 24) + 16777215 WHERE ",
                " ORDER BY " BY_DATE ", " FOUND_SENTENCE},
    [WITHOUT_INDEX] = {"y.dispatch_key", "y.sentence_no",
                       "SELECT y.dispatch_key, y.sentence_no, NULL, d.first_day FROM dispatches d CROSS JOIN sentences y ON "
                       "y.dispatch_key = d.dispatch_key WHERE ",
                       " ORDER BY " BY_DATE ", y.sentence_no"},
};

static dp_status add_after(search *x, filter_sql *q) {
    if (!x->f->after) return DP_OK;
    list_cursor at;
    dp_status s = list_cursor_read(x->f->after, 4, &at, x->err);
    if (s != DP_OK) return s;
    const uint64_t bits = strtoull(at.part[3], NULL, 16);
    double score;
    memcpy(&score, &bits, sizeof score);
    buf_printf(&q->where, " AND (%s, d.first_day IS NULL, coalesce(d.first_day, ''), d.id, %s) > (",
               x->way == BY_RANK ? "bm25(sentence_words)" : "0.0", ways[x->way].sentence);
    filter_real(q, score);
    buf_printf(&q->where, ", %d, ", !at.part[1][0]);
    filter_text(q, at.part[1], strlen(at.part[1]));
    buf_str(&q->where, ", ");
    filter_text(q, at.part[0], strlen(at.part[0]));
    buf_str(&q->where, ", ");
    filter_number(q, strtoll(at.part[2], NULL, 10));
    buf_str(&q->where, ")");
    return q->where.failed ? error_nomem(x->err) : DP_OK;
}

/* The cells of a find; their texts are the statement's and the row's memory's. */
static dp_status hand_on(search *x, const find *at, sqlite3_stmt *st, bool *on) {
    bool failed = false;
    char short_id[20] = "";
    uint32_t n = 0;
    const char *texts[12];
    for (int i = 0; i < 12; i++) texts[i] = i == 5 || i == 6 ? NULL : take_text(st, i, &x->row_memory, &failed);
    const int64_t start = sqlite3_column_int64(st, 5), end = sqlite3_column_int64(st, 6);
    sqlite3_reset(st);
    if (failed || !texts[0] || !texts[7] || strlen(texts[0]) != ID_CHARS) return error_nomem(x->err);
    const char *sentence = texts[7];
    dp_status s = id_short_length(x->l, texts[0], &n, x->err);
    const int64_t characters = end - start < SENTENCE_MAX ? end - start : SENTENCE_MAX;
    if (s == DP_OK)
        s = stored_shown(x->l, at->dispatch_key, sentence, (uint32_t)start, (uint32_t)characters, &x->row_memory, &sentence,
                         x->err);
    if (s == DP_OK && !x->f->with_names)
        s = masked_part(x->l, at->dispatch_key, sentence, (uint32_t)start, SENTENCE_MAX, &x->row_memory, &sentence, x->err);
    if (s != DP_OK) return s;
    memcpy(short_id, texts[0], n);
    const char *snippet = snippet_of(x, sentence);
    if (!snippet) return error_nomem(x->err);
    const ledger_cell cells[] = {text_cell("short_id", true, short_id),
                                 text_cell("dispatch", false, texts[0]),
                                 text_cell("given_id", false, texts[1]),
                                 text_cell("date", true, texts[2]),
                                 text_cell("source", true, texts[3]),
                                 text_cell("lang", true, texts[4]),
                                 text_cell("places", true, texts[8]),
                                 text_cell("claims", false, texts[9]),
                                 int_cell("sentence_no", at->sentence_no),
                                 int_cell("start", start),
                                 int_cell("end", end),
                                 real_cell("score", at->scored, -at->score),
                                 text_cell("title", false, texts[10]),
                                 text_cell("url", false, texts[11]),
                                 text_cell("words", true, snippet)};
    ++*x->count;
    char next[CURSOR_CHARS];
    write_cursor(at, texts[0], next);
    *on = x->fn(x->context, &(ledger_row){cells, sizeof cells / sizeof *cells, next});
    return DP_OK;
}

static dp_status show(search *x, const find *at, bool *on) {
    arena_reset(&x->row_memory);
    sqlite3_stmt *st = db_get(x->l, sql_row, x->err);
    if (!st) return x->err->code;
    put_int(st, 1, at->dispatch_key);
    put_int(st, 2, at->sentence_no);
    put_int(st, 3, SENTENCE_MAX);
    put_int(st, 4, x->f->with_names);
    bool row;
    dp_status s = db_step(x->l, st, &row, x->err);
    return s == DP_OK && row ? hand_on(x, at, st, on) : s;
}

static dp_status show_all(search *x, sqlite3_stmt *finds) {
    for (bool on = true; on;) {
        bool row;
        dp_status s = db_step(x->l, finds, &row, x->err);
        if (s != DP_OK || !row) return s;
        const find at = {.dispatch_key = sqlite3_column_int64(finds, 0),
                         .sentence_no = sqlite3_column_int64(finds, 1),
                         .scored = sqlite3_column_type(finds, 2) != SQLITE_NULL,
                         .score = sqlite3_column_double(finds, 2),
                         .first_day = (const char *)sqlite3_column_text(finds, 3)};
        if ((s = show(x, &at, &on)) != DP_OK) return s;
    }
    return DP_OK;
}

/* ---- the question -------------------------------------------------------------------------------------------------------- */

/* Where few claims fit, they say which dispatches can. */
static dp_status add_few(search *x, const ledger_filter *f, unsigned parts, filter_sql *q) {
    unsigned few;
    dp_status s = filter_few(x->l, f, parts | FILTER_LANG, &few, x->err);
    const bool reviewed = f->reviewed && strcmp(f->reviewed, "none") != 0;
    if (s != DP_OK || (!few && !reviewed)) return s;
    if (few) return filter_add_few(x->l, f, "d.dispatch_key", few, q, x->err);
    buf_str(&q->where, " AND d.dispatch_key IN (SELECT c.dispatch_key FROM claims c WHERE 1");
    s = filter_claims(x->l, f, FILTER_REVIEWED | FILTER_FETCHED, q, x->err);
    buf_str(&q->where, ")");
    return s;
}

static dp_status add_conditions(search *x, filter_sql *q) {
    static const unsigned parts = FILTER_PLACE | FILTER_ACTOR | FILTER_CLAIMANT | FILTER_TYPE | FILTER_REVIEWED | FILTER_STANDING;
    const ledger_filter of_dispatch = {.lang = x->f->lang, .dispatch = x->f->dispatch, .from = x->f->from, .to = x->f->to};
    dp_status s = filter_dispatches(x->l, &of_dispatch, q, x->err);
    const ledger_filter *f = x->f;
    if (s == DP_OK && (f->place || f->actor || f->claimant || f->type || f->reviewed)) {
        buf_printf(&q->where, " AND EXISTS (SELECT 1 FROM claims c WHERE c.dispatch_key = %s AND c.sentence_no = %s",
                   x->way == BY_DAY ? "d.dispatch_key" : ways[x->way].dispatch, ways[x->way].sentence);
        s = filter_claims(x->l, f, parts | FILTER_FETCHED, q, x->err);
        buf_str(&q->where, ")");
    }
    return s == DP_OK ? add_few(x, f, parts, q) : s;
}

static dp_status add_words(search *x, filter_sql *q) {
    if (!x->l->fts) {
        buf_str(&q->where, " AND ledger_fits(");
        filter_text(q, x->f->text, strlen(x->f->text));
        buf_str(&q->where, ", substr(d.text, y.start_char + 1, y.end_char - y.start_char))");
        return DP_OK;
    }
    buf words;
    buf_init(&words);
    search_query_fts(&x->query, &words);
    buf_str(&q->where, " AND sentence_words MATCH ");
    filter_text(q, words.at ? words.at : "", words.n);
    if (words.failed) q->where.failed = true;
    buf_free(&words);
    return DP_OK;
}

/* How to go about it. A list that is gone on with stays in its order. */
static dp_status choose_way(search *x) {
    x->way = WITHOUT_INDEX;
    if (!x->l->fts) return DP_OK;
    x->way = BY_RANK;
    const size_t n = x->f->after ? strlen(x->f->after) : 0;
    if (n) {
        if (x->f->after[n - 1] == '.') x->way = BY_DAY; /* no score */
        return DP_OK;
    }
    filter_sql q;
    filter_init(&q);
    sqlite3_stmt *st = NULL;
    char most[32];
    snprintf(most, sizeof most, " LIMIT %d)", RANKED_MOST + 1);
    dp_status s = add_words(x, &q);
    if (s == DP_OK) s = filter_prepare(x->l, "SELECT count(*) FROM (SELECT 1 FROM sentence_words WHERE ", &q, most, &st, x->err);
    bool row = false;
    if (s == DP_OK) s = db_step(x->l, st, &row, x->err);
    if (row && sqlite3_column_int64(st, 0) > RANKED_MOST) x->way = BY_DAY;
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

static dp_status ask_search(search *x, filter_sql *q, buf *tail) {
    sqlite3_stmt *finds = NULL;
    dp_status s = search_query_read(x->l, x->f->text ? x->f->text : "", &x->query_memory, &x->query, x->err);
    if (s == DP_OK) s = choose_way(x);
    if (s == DP_OK) s = add_words(x, q);
    if (s == DP_OK) s = add_conditions(x, q);
    if (s == DP_OK) s = add_after(x, q);
    buf_str(tail, ways[x->way].order);
    filter_page(x->f, tail);
    if (s == DP_OK && (!buf_cstr(tail) || q->where.failed)) s = error_nomem(x->err);
    if (s == DP_OK) s = filter_prepare(x->l, ways[x->way].select, q, tail->at, &finds, x->err);
    if (s == DP_OK) s = show_all(x, finds);
    sqlite3_finalize(finds);
    return s;
}

dp_status ledger_search(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    uint64_t n = 0;
    search x = {.l = l, .f = f, .fn = fn, .context = context, .count = &n, .err = err ? err : &own};
    filter_sql q;
    buf tail;
    if (f->after && f->offset) return error_set(err, DP_E_USAGE, "a list goes on behind a row or after an offset, not both");
    arena_init(&x.query_memory);
    arena_init(&x.row_memory);
    filter_init(&q);
    buf_init(&tail);
    ledger_lock(l);
    dp_status s = ask_search(&x, &q, &tail);
    ledger_unlock(l);
    buf_free(&tail);
    filter_free(&q);
    arena_free(&x.query_memory);
    arena_free(&x.row_memory);
    if (count) *count = n;
    return s;
}
