/* A dispatch's own row, the days that it may be of, and its sentences with their words in the full text index. */
#include <stdio.h>
#include <string.h>

#include "ledger/entry.h"
#include "ledger/stage.h"
#include "ledger/stored.h"
#include "ledger/sums.h"
#include "ledger/tokens.h"
#include "ledger/unread.h"

/* The dispatch's date as EDTF and the days it can be. */
void entry_read_date(entry *e) {
    const dispatch_date *d = &e->an->mentions.date;
    e->edtf[0] = '\0';
    e->first_day = e->last_day = DAY_NONE;
    if (d->candidate_count) {
        e->first_day = d->candidates[0];
        e->last_day = d->candidates[d->candidate_count - 1];
    } else if (d->given.year) {
        day_range r = edtf_range(d->given);
        e->first_day = r.first;
        e->last_day = r.last;
    }
    if (d->candidate_count == 1)
        day_format(d->candidates[0], e->edtf);
    else if (d->given.year && d->given.month && d->given.day)
        snprintf(e->edtf, sizeof e->edtf, "%04d-%02d-%02d", (int)(d->given.year % 10000), (int)(d->given.month % 100),
                 (int)(d->given.day % 100));
    else if (d->given.year && d->given.month)
        snprintf(e->edtf, sizeof e->edtf, "%04d-%02d", (int)(d->given.year % 10000), (int)(d->given.month % 100));
    else if (d->given.year)
        snprintf(e->edtf, sizeof e->edtf, "%04d", (int)(d->given.year % 10000));
}

/* Texts that are bound and noted for the row's sum at once. */
typedef struct summed_row {
    sqlite3_stmt *st;
    row_sum sum;
} summed_row;

static void sum_and_put(summed_row *r, int i, const char *s) {
    put_text(r->st, i, s);
    if (s)
        row_sum_text(&r->sum, s, strlen(s));
    else
        row_sum_null(&r->sum);
}

static const char *known(const char *s) {
    return s && *s ? s : NULL;
}

static void sum_and_put_day(summed_row *r, int i, int32_t day, char iso[16]) {
    day_format(day, iso);
    sum_and_put(r, i, known(iso));
}

dp_status write_dispatch(entry *e, const stored_text *stored, bool replacing, dp_error *err) {
    const dispatch *d = e->an->dispatch;
    char first[16], last[16]; /* bound until the row is written */
    const char *title;
    dp_status s = mask_title(e, &title, err);
    if (s != DP_OK) return s;
    sqlite3_stmt *st = db_get(
        e->l,
        replacing
            ? "UPDATE dispatches SET id = ?2, given_id = ?3, hash = ?4, source = ?5, title = ?6, title_shown = ?17, url = ?7, "
              "lang = ?8, lang_basis = ?9, date = ?10, date_basis = ?11, first_day = ?12, last_day = ?13, "
              "pack = ?14, version = ?15, characters = ?18, text_hash = ?19, text = ?16 WHERE dispatch_key = ?1"
            : "INSERT INTO dispatches VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?17, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
              "?15, ?18, ?19, ?16)",
        err);
    if (!st) return err->code;
    if (replacing)
        put_int(st, 1, e->dispatch_key);
    else
        put_null(st, 1);
    char text_hash[33];
    hash_hex128(d->text ? d->text : "", e->an->text.size, text_hash);
    put_bytes(st, 16, stored->bytes, stored->size);
    summed_row r = {st, row_sum_begin("dispatches")}; /* in the order in which a check asks for them (sums.c) */
    sum_and_put(&r, 2, e->id);
    sum_and_put(&r, 3, d->id);
    sum_and_put(&r, 4, d->sha);
    sum_and_put(&r, 5, known(d->source));
    sum_and_put(&r, 6, known(d->title));
    sum_and_put(&r, 17, title);
    sum_and_put(&r, 7, known(d->url));
    sum_and_put(&r, 8, e->an->lang ? e->an->lang : "und");
    sum_and_put(&r, 9, e->an->lang_given ? "given" : "detected");
    sum_and_put(&r, 10, known(e->edtf));
    sum_and_put(&r, 11, basis_name(e->an->mentions.date.basis));
    sum_and_put_day(&r, 12, e->first_day, first);
    sum_and_put_day(&r, 13, e->last_day, last);
    sum_and_put(&r, 14, known(e->l->pack_hash));
    sum_and_put(&r, 15, DP_VERSION);
    put_int(st, 18, char_at(e, e->an->text.size));
    row_sum_int(&r.sum, char_at(e, e->an->text.size));
    sum_and_put(&r, 19, text_hash);
    if ((s = db_run(e->l, st, err)) != DP_OK) return s;
    if (!replacing) e->dispatch_key = sqlite3_last_insert_rowid(e->l->db);
    row_sum_int(&r.sum, e->dispatch_key);
    return sums_add(e->l, e->dispatch_key, row_sum_end(&r.sum), err);
}

dp_status write_date(entry *e, dp_error *err) {
    const dispatch_date *d = &e->an->mentions.date;
    for (uint32_t i = 0; i < d->candidate_count; i++) {
        staged_row *r = stage_row(e->l, STAGE_DISPATCH_DAYS, err);
        if (!r) return err->code;
        row_int(r, 1, e->dispatch_key);
        row_day(r, 2, d->candidates[i]);
    }
    for (uint32_t i = 0; i < d->evidence_count; i++) {
        sqlite3_stmt *st = db_get(e->l, "INSERT INTO date_evidence VALUES (?1, ?2, ?3, ?4)", err);
        if (!st) return err->code;
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, i);
        put_int(st, 3, char_at(e, d->evidence[i].start));
        put_int(st, 4, char_at(e, d->evidence[i].end));
        dp_status s = db_run(e->l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* A sentence's words into the full text index. */
static dp_status index_sentence(entry *e, const char *visible, uint32_t i, span at, buf *words, dp_error *err) {
    if (!e->l->fts || at.end > e->an->text.size || at.start >= at.end) return DP_OK;
    buf_clear(words);
    tokens_add(e->l, visible + at.start, at.end - at.start, words);
    if (words->failed) return error_nomem(err);
    sqlite3_stmt *st = words->n ? db_get(e->l, "INSERT INTO sentence_words (rowid, words) VALUES (?1, ?2)", err) : NULL;
    if (!st) return words->n ? err->code : DP_OK;
    put_int(st, 1, sentence_row(e->dispatch_key, i));
    put_bytes(st, 2, words->at, words->n);
    return db_run(e->l, st, err);
}

static dp_status write_sentence(entry *e, uint32_t i, span at, uint32_t paragraph, bool headline, dp_error *err) {
    staged_row *r = stage_row(e->l, STAGE_SENTENCES, err);
    if (!r) return err->code;
    row_int(r, 1, e->dispatch_key);
    row_int(r, 2, i);
    row_int(r, 3, char_at(e, at.start));
    row_int(r, 4, char_at(e, at.end));
    row_int(r, 5, paragraph);
    row_int(r, 6, headline);
    return DP_OK;
}

/* Those that were read, numbered as `annotate` does, and behind them what no rule reads, each a paragraph of its own. */
dp_status write_sentences(entry *e, const char *visible, dp_error *err) {
    const text *x = &e->an->text;
    const dispatch *d = e->an->dispatch;
    const uint32_t read = x->sentence_count, after = read ? x->sentences[read - 1].paragraph + 1 : 0;
    span *unread;
    uint32_t n;
    dp_status s = unread_sentences(d->text ? d->text : "", x->size, x->sentences, read, &e->l->scratch, &unread, &n, err);
    buf words;
    buf_init(&words);
    for (uint32_t i = 0; s == DP_OK && i < read + n; i++) {
        const sentence *y = i < read ? &x->sentences[i] : NULL;
        const span at = y ? (span){y->start, y->end} : unread[i - read];
        s = write_sentence(e, i, at, y ? y->paragraph : after + i - read, y && y->headline, err);
        if (s == DP_OK) s = index_sentence(e, visible, i, at, &words, err);
    }
    buf_free(&words);
    return s;
}
