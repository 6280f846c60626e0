/* Each dispatch against itself: its text's hash, its ids made once more, and the words at every span. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ledger/check.h"
#include "ledger/content_id.h"
#include "ledger/entry.h"
#include "ledger/sums.h"

static const char remedy_dispatch[] =
    "restore the file from a copy, or forget this dispatch and read it again: depeche forget ID, depeche read --forgotten FILE";

typedef struct subject {
    checking *c;
    arena memory;
    int64_t key;
    char id[ID_CHARS + 1];
    const char *hash, *text;
    size_t text_bytes;
    uint32_t *at; /* [characters + 1] bytes at which each character begins */
    uint32_t characters;
    bool partial; /* the text is not stored whole */
    buf room;
} subject;

static void say(subject *s, const char *table, const char *message) {
    buf_clear(&s->c->line);
    buf_printf(&s->c->line, "dispatch %s: %s", s->id, message);
    if (buf_cstr(&s->c->line)) check_say(s->c, LEDGER_DAMAGE, "content", table, s->c->line.at, remedy_dispatch);
}

/* ---- the text ---------------------------------------------------------------------------------------------------------------
 */

static dp_status index_text(subject *s, dp_error *err) {
    s->at = arena_array(&s->memory, s->text_bytes + 1, sizeof *s->at);
    if (!s->at) return error_nomem(err);
    s->characters = 0;
    for (size_t i = 0; i < s->text_bytes;) {
        uint32_t cp;
        s->at[s->characters++] = (uint32_t)i;
        i += utf8_decode(s->text + i, s->text_bytes - i, &cp);
    }
    s->at[s->characters] = (uint32_t)s->text_bytes;
    return DP_OK;
}

/* A dispatch's row as `load` takes it. stored_hash: of a text that is not stored whole. */
#define DISPATCH_ROW                                                                                                             \
    "SELECT dispatch_key, id, hash, text_hash, characters, text, (SELECT stored_hash FROM partial_texts p WHERE p.dispatch_key " \
    "= d.dispatch_key) FROM dispatches d WHERE dispatch_key >= ?1 ORDER BY 1"

/* What a text of which only spans are stored lacks behind the last of them. */
static dp_status index_rest(subject *s, int64_t characters, dp_error *err) {
    if (characters <= s->characters || characters > (int64_t)DP_TEXT_MAX) return DP_OK;
    uint32_t *at = arena_array(&s->memory, (size_t)characters + 1, sizeof *at);
    if (!at) return error_nomem(err);
    memcpy(at, s->at, ((size_t)s->characters + 1) * sizeof *at);
    for (int64_t i = s->characters + 1; i <= characters; i++) at[i] = s->at[s->characters];
    s->at = at;
    s->characters = (uint32_t)characters;
    return DP_OK;
}

/* The row of `st`: DISPATCH_ROW. */
static dp_status load(subject *s, sqlite3_stmt *st, dp_error *err) {
    arena_reset(&s->memory);
    bool failed = false;
    s->key = sqlite3_column_int64(st, 0);
    s->partial = sqlite3_column_type(st, 6) != SQLITE_NULL;
    const char *id = take_text(st, 1, &s->memory, &failed), *text_hash = take_text(st, s->partial ? 6 : 3, &s->memory, &failed);
    s->hash = take_text(st, 2, &s->memory, &failed);
    s->text = take_text(st, 5, &s->memory, &failed);
    s->text_bytes = (size_t)sqlite3_column_bytes(st, 5);
    if (failed) return error_nomem(err);
    if (!s->hash) s->hash = "";
    if (!s->text) s->text = "", s->text_bytes = 0;
    snprintf(s->id, sizeof s->id, "%s", id ? id : "");
    dp_status status = index_text(s, err);
    if (status != DP_OK) return status;
    char made[40];
    id_of_bytes('D', s->hash, strlen(s->hash), made);
    if (strcmp(made, s->id) != 0) say(s, "dispatches", "its id is not that of its bytes' hash");
    hash_hex128(s->text, s->text_bytes, made);
    if (!text_hash || strcmp(made, text_hash) != 0)
        say(s, "dispatches", "its text is not the one that was read");
    else if (s->partial)
        return index_rest(s, sqlite3_column_int64(st, 4), err);
    else if (sqlite3_column_int64(st, 4) != s->characters)
        say(s, "dispatches", "its text has another number of characters");
    return DP_OK;
}

/* The bytes of a span in characters; false where it lies outside the text. */
static bool span_bytes(const subject *s, int64_t start, int64_t end, span *out) {
    if (start < 0 || end < start || end > s->characters) return false;
    *out = (span){s->at[start], s->at[end]};
    return true;
}

/* Are the words those at the span? Long ones were cut (and a clause's then end in "…"). */
static bool words_stand(const subject *s, span at, const char *words, size_t n) {
    const size_t size = at.end - at.start;
    if (n == size) return memcmp(s->text + at.start, words, n) == 0;
    const size_t mark = n > 3 && memcmp(words + n - 3, "…", 3) == 0 ? 3 : 0;
    return n - mark < size && n - mark + 4 >= (mark ? QUOTE_MAX : WORDS_MAX) && memcmp(s->text + at.start, words, n - mark) == 0;
}

/* ---- spans ---------------------------------------------------------------------------------------------------------------- */

/* Number, start and end of each row, and its words where the table keeps them. */
static const struct {
    const char *table, *sql;
} spans[] = {
    {"sentences", "SELECT sentence_no, start_char, end_char FROM sentences WHERE dispatch_key = ?1"},
    {"date_evidence", "SELECT evidence_no, start_char, end_char FROM date_evidence WHERE dispatch_key = ?1"},
    {"actor_mentions", "SELECT actor_no, start_char, end_char, text FROM actor_mentions WHERE dispatch_key = ?1"},
    {"place_mentions", "SELECT place_no, start_char, end_char, text FROM place_mentions WHERE dispatch_key = ?1"},
    {"times", "SELECT time_no, start_char, end_char, text FROM times WHERE dispatch_key = ?1"},
    {"quantities", "SELECT quantity_no, start_char, end_char, text FROM quantities WHERE dispatch_key = ?1"},
    {"checks", "SELECT check_no, start_char, end_char FROM checks WHERE dispatch_key = ?1"},
    {"claims", "SELECT claim_no, start_char, end_char, quote FROM claims WHERE dispatch_key = ?1"},
    {"casualties", "SELECT claim_no, start_char, end_char FROM casualties WHERE dispatch_key = ?1"},
    {"claimants", "SELECT claim_no, start_char, end_char FROM claimants WHERE dispatch_key = ?1 AND start_char IS NOT NULL"},
    {"claimants", "SELECT claim_no, cue_start, cue_end FROM claimants WHERE dispatch_key = ?1 AND cue_start IS NOT NULL"},
    {"distance_marks", "SELECT mark_no, start_char, end_char, text FROM distance_marks WHERE dispatch_key = ?1"},
};

static void check_span(subject *s, const char *table, sqlite3_stmt *st) {
    span at;
    char message[96];
    const long long number = sqlite3_column_int64(st, 0);
    if (!span_bytes(s, sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2), &at)) {
        snprintf(message, sizeof message, "row %lld lies outside the text", number);
        say(s, table, message);
    } else if (sqlite3_column_count(st) > 3 && !(s->partial && s->text_bytes == 0)) {
        const char *words = (const char *)sqlite3_column_text(st, 3);
        if (words && words_stand(s, at, words, (size_t)sqlite3_column_bytes(st, 3))) return;
        snprintf(message, sizeof message, "row %lld has other words than the text", number);
        say(s, table, message);
    }
}

/* Steps a statement of this dispatch; what cannot be read is said and ends it. */
static dp_status next(subject *s, sqlite3_stmt *st, const char *table, bool *row, dp_error *err) {
    const int code = sqlite3_step(st);
    *row = code == SQLITE_ROW;
    if (*row) return DP_OK;
    sqlite3_reset(st);
    if (code == SQLITE_DONE) return DP_OK;
    if (code == SQLITE_INTERRUPT) return error_set(err, DP_E_INTERRUPTED, "interrupted");
    if (code == SQLITE_NOMEM) return error_nomem(err);
    say(s, table, "cannot be read in full");
    return DP_OK;
}

static dp_status check_spans(subject *s, dp_error *err) {
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        sqlite3_stmt *st = db_get(s->c->l, spans[i].sql, err);
        if (!st) return err->code;
        put_int(st, 1, s->key);
        for (;;) {
            bool row;
            dp_status status = next(s, st, spans[i].table, &row, err);
            if (status != DP_OK) return status;
            if (!row) break;
            check_span(s, spans[i].table, st);
        }
    }
    return DP_OK;
}

/* ---- ids ------------------------------------------------------------------------------------------------------------------ */

static dp_status check_claim_ids(subject *s, dp_error *err) {
    sqlite3_stmt *st =
        db_get(s->c->l,
               "SELECT claim_no, id, trigger_start, trigger_end, frame, type, (SELECT count(*) FROM claims n WHERE "
               "n.dispatch_key = c.dispatch_key) FROM claims c WHERE dispatch_key = ?1 ORDER BY claim_no",
               err);
    if (!st) return err->code;
    put_int(st, 1, s->key);
    claim_ids ids = {0};
    for (;;) {
        bool row;
        dp_status status = next(s, st, "claims", &row, err);
        if (status != DP_OK || !row) return status;
        if (!ids.slots) status = claim_ids_begin(&ids, s->hash, (uint32_t)sqlite3_column_int64(st, 6), &s->memory, err);
        span trigger;
        char made[ID_CHARS + 1] = "";
        if (status == DP_OK && span_bytes(s, sqlite3_column_int64(st, 2), sqlite3_column_int64(st, 3), &trigger))
            status = claim_ids_next(&ids, trigger, (const char *)sqlite3_column_text(st, 4),
                                    (const char *)sqlite3_column_text(st, 5), made, err);
        if (status != DP_OK) {
            sqlite3_reset(st);
            return status;
        }
        const char *id = (const char *)sqlite3_column_text(st, 1);
        if (id && strcmp(id, made) == 0) continue;
        char message[96];
        snprintf(message, sizeof message, "claim %lld has an id that its content does not give",
                 (long long)sqlite3_column_int64(st, 0));
        say(s, "claims", message);
    }
}

/* ---- canonical rows ------------------------------------------------------------------------------------------------------- */

static bool remake_actor(sqlite3_stmt *st, buf *room, char made[ID_CHARS + 1]) {
    const actor_content content = {(const char *)sqlite3_column_text(st, 1), (const char *)sqlite3_column_text(st, 2),
                                   (const char *)sqlite3_column_text(st, 3), (const char *)sqlite3_column_text(st, 4),
                                   sqlite3_column_int(st, 5) != 0};
    return actor_id(&content, room, made);
}

static double real_or_nan(sqlite3_stmt *st, int column) {
    return sqlite3_column_type(st, column) == SQLITE_NULL ? NAN : sqlite3_column_double(st, column);
}

static bool remake_place(sqlite3_stmt *st, buf *room, char made[ID_CHARS + 1]) {
    const place_content content = {.gazetteer = (const char *)sqlite3_column_text(st, 1),
                                   .label = (const char *)sqlite3_column_text(st, 2),
                                   .country = (const char *)sqlite3_column_text(st, 3),
                                   .admin1 = (const char *)sqlite3_column_text(st, 4),
                                   .feature = (const char *)sqlite3_column_text(st, 5),
                                   .code = (uint32_t)sqlite3_column_int64(st, 6),
                                   .lat = real_or_nan(st, 7),
                                   .lon = real_or_nan(st, 8)};
    return place_id(&content, room, made);
}

static dp_status check_canonical(subject *s, bool actors, dp_error *err) {
    sqlite3_stmt *st = db_get(s->c->l,
                              actors ? "SELECT id, code, label, country, sectors, person FROM actors"
                                     : "SELECT id, gazetteer, label, country, admin1, feature, code, lat, lon FROM places",
                              err);
    if (!st) return err->code;
    const char *table = actors ? "actors" : "places";
    snprintf(s->id, sizeof s->id, "%s", "-");
    for (;;) {
        bool row;
        dp_status status = next(s, st, table, &row, err);
        if (status != DP_OK || !row) return status;
        char made[ID_CHARS + 1];
        if (!(actors ? remake_actor(st, &s->room, made) : remake_place(st, &s->room, made))) {
            sqlite3_reset(st);
            return error_nomem(err);
        }
        const char *id = (const char *)sqlite3_column_text(st, 0);
        if (id && strcmp(id, made) == 0) continue;
        buf_clear(&s->c->line);
        buf_printf(&s->c->line, "%s has an id that its content does not give", id ? id : "a row");
        if (buf_cstr(&s->c->line)) check_say(s->c, LEDGER_DAMAGE, "content", table, s->c->line.at, remedy_dispatch);
    }
}

/* ---- all dispatches ---------------------------------------------------------------------------------------------------------
 */

/* A page that cannot be read was said already. */
static dp_status check_sum(subject *s, dp_error *err) {
    bool holds = true;
    const dp_status status = sums_hold(s->c->l, s->key, &holds, err);
    if (status == DP_E_INTERRUPTED || status == DP_E_NOMEM) return status;
    if (!holds) say(s, "dispatch_sums", "a value of it, its sentences, mentions or claims is not the one that was written");
    return DP_OK;
}

static dp_status check_one(subject *s, sqlite3_stmt *st, dp_error *err) {
    dp_status status = load(s, st, err);
    if (status == DP_OK) status = check_spans(s, err);
    if (status == DP_OK) status = check_sum(s, err);
    /* Ids are made from places in the whole text's bytes. */
    return status == DP_OK && !s->partial ? check_claim_ids(s, err) : status;
}

/* From row to row by key. Behind a page that cannot be read the search goes on in steps that grow. */
static dp_status check_dispatches(subject *s, dp_error *err) {
    ledger *l = s->c->l;
    int64_t last = 0, from = 0, step = 1, done = 0, of = 0;
    (void)db_number(l, "SELECT max(dispatch_key) FROM dispatches", &last, err);
    (void)db_number(l, "SELECT count(*) FROM sketches", &of, err);
    while (from <= last && !s->c->stopped) {
        sqlite3_stmt *st = db_get(l, DISPATCH_ROW, err);
        if (!st) return err->code;
        put_int(st, 1, from);
        int code = SQLITE_DONE;
        dp_status status = DP_OK;
        while (status == DP_OK && !s->c->stopped && (code = sqlite3_step(st)) == SQLITE_ROW) {
            from = sqlite3_column_int64(st, 0) + 1;
            step = 1;
            status = check_one(s, st, err);
            if (done++ % 256 == 0) check_progress(s->c, "dispatches", (uint64_t)done, (uint64_t)of);
        }
        sqlite3_reset(st);
        if (status != DP_OK) return status;
        if (s->c->stopped || code == SQLITE_DONE) return DP_OK;
        if (code == SQLITE_INTERRUPT) return error_set(err, DP_E_INTERRUPTED, "interrupted");
        if (step == 1) {
            snprintf(s->id, sizeof s->id, "?");
            say(s, "dispatches", "a row cannot be read, and others behind it may be gone too");
        }
        from += step;
        step *= 2;
    }
    return DP_OK;
}

/* As many as a quick check looks at, from the first to the last in even steps. What cannot be read is damage. */
static dp_status check_sample(subject *s, dp_error *err) {
    enum { SAMPLE = 64 };
    ledger *l = s->c->l;
    int64_t last = 0;
    (void)db_number(l, "SELECT max(dispatch_key) FROM dispatches", &last, err);
    for (int64_t i = 0, next = 0; i < SAMPLE && next <= last && !s->c->stopped; i++) {
        const int64_t even = last / SAMPLE * i;
        sqlite3_stmt *st = db_get(l, DISPATCH_ROW " LIMIT 1", err);
        if (!st) return err->code;
        put_int(st, 1, even > next ? even : next);
        bool row;
        snprintf(s->id, sizeof s->id, "?");
        if (db_step(l, st, &row, err) != DP_OK) {
            if (err->code == DP_E_INTERRUPTED) return err->code;
            say(s, "dispatches", "a row cannot be read");
            return DP_OK;
        }
        if (!row) return DP_OK;
        next = sqlite3_column_int64(st, 0) + 1;
        dp_status status = check_one(s, st, err);
        sqlite3_reset(st);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

dp_status check_content(checking *c, dp_error *err) {
    const bool quick = c->options->quick;
    subject s = {.c = c};
    arena_init(&s.memory);
    buf_init(&s.room);
    dp_status status = quick ? check_sample(&s, err) : check_dispatches(&s, err);
    if (status == DP_OK && !c->stopped && !quick) status = check_canonical(&s, true, err);
    if (status == DP_OK && !c->stopped && !quick) status = check_canonical(&s, false, err);
    buf_free(&s.room);
    arena_free(&s.memory);
    return status;
}
