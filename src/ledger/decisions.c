/* The coders' log: adding to it and taking back. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ledger/entry.h"
#include "ledger/review.h"
#include "ledger/settled.h"

static const char *const kind_names[] = {"",     "accept", "reject",  "skip", "edit", "same", "contradicts",
                                         "copy", "apart",  "comment", "add",  "undo"};

const char *decision_kind_name(unsigned kind) {
    return kind < sizeof kind_names / sizeof *kind_names ? kind_names[kind] : "";
}

const char *review_field_name(unsigned field) {
    static const char *const names[REVIEW_FIELDS] = {"days", "place", "type", "actor"};
    return field < REVIEW_FIELDS ? names[field] : "";
}

static enum decision_kind kind_of(const char *name) {
    for (unsigned i = 1; name && i < sizeof kind_names / sizeof *kind_names; i++)
        if (strcmp(kind_names[i], name) == 0) return (enum decision_kind)i;
    return DECISION_NONE;
}

/* "2017-11-10T14:03:22Z" */
static bool timestamp(int64_t now, char out[24]) {
    const time_t t = (time_t)now;
    struct tm utc;
    return gmtime_r(&t, &utc) && utc.tm_year + 1900 <= 9999 && strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0;
}

static bool too_long(const char *s) {
    return s && strlen(s) > REVIEW_TEXT_MAX;
}

static dp_status check(const reviewer *who, const decision *d, dp_error *err) {
    if (!who->coder || !*who->coder || strlen(who->coder) > REVIEW_NAME_MAX) {
        error_set(err, DP_E_USAGE, "a coder needs a name of 1 to %u bytes", REVIEW_NAME_MAX);
        return error_remedy(err, "name one with --coder NAME");
    }
    if (!d) return DP_OK;
    if (too_long(d->value) || too_long(d->old_value) || too_long(d->other) || too_long(d->comment) || too_long(d->words))
        return error_set(err, DP_E_USAGE, "more than %u bytes", REVIEW_TEXT_MAX);
    return DP_OK;
}

/* Where a decision stands in its dispatch, so that it can find its claim again. */
typedef struct anchor {
    char dispatch[ID_CHARS + 1], pack[40];
    const char *says; /* in the scratch arena */
    int64_t start, end;
} anchor;

static void copy_column(sqlite3_stmt *st, int column, char *out, size_t size) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    snprintf(out, size, "%s", s ? s : "");
}

static dp_status read_anchor(ledger *l, sqlite3_stmt *st, const char *missing, anchor *out, dp_error *err) {
    bool row, failed = false;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK) return s;
    if (!row) return error_set(err, DP_E_USAGE, "%s", missing);
    copy_column(st, 0, out->dispatch, sizeof out->dispatch);
    copy_column(st, 1, out->pack, sizeof out->pack);
    out->start = sqlite3_column_int64(st, 2);
    out->end = sqlite3_column_int64(st, 3);
    out->says = take_text(st, 4, &l->scratch, &failed);
    sqlite3_reset(st);
    return failed || !out->says ? error_nomem(err) : DP_OK;
}

static dp_status anchor_of_claim(ledger *l, const char *claim, anchor *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT d.id, d.pack, c.trigger_start, c.trigger_end, c.words FROM claims c "
                              "JOIN dispatches d USING (dispatch_key) WHERE c.id = ?1",
                              err);
    if (!st) return err->code;
    put_text(st, 1, claim);
    return read_anchor(l, st, "this claim is not in the ledger", out, err);
}

/* A dispatch that is named whole. */
static dp_status anchor_of_dispatch(ledger *l, const char *id, anchor *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT id, pack, NULL, NULL, '' FROM dispatches WHERE id = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, id);
    return read_anchor(l, st, "this dispatch is not in the ledger", out, err);
}

/* The other claim or dispatch that a decision names; an empty anchor where it names none. */
static dp_status anchor_of_other(ledger *l, const decision *d, const anchor *own, anchor *out, dp_error *err) {
    const bool ties = d->kind == DECISION_SAME || d->kind == DECISION_CONTRADICTS || d->kind == DECISION_APART;
    *out = (anchor){.says = ""};
    if (!ties && d->kind != DECISION_COPY) return DP_OK;
    const char *other = d->other ? d->other : "";
    const bool whole = d->kind == DECISION_COPY || (d->kind == DECISION_APART && *other == 'D');
    dp_status s = whole ? anchor_of_dispatch(l, other, out, err) : anchor_of_claim(l, other, out, err);
    if (s != DP_OK) return s;
    if (whole ? strcmp(out->dispatch, own->dispatch) == 0 : strcmp(other, d->claim) == 0)
        return error_set(err, DP_E_USAGE, whole ? "a dispatch is no copy of itself" : "a claim is not tied to itself");
    return DP_OK;
}

/* The first place of the words in the paragraph of the claim. */
static dp_status anchor_of_words(ledger *l, const char *claim, const char *words, anchor *out, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l,
               "WITH paragraph AS (SELECT d.dispatch_key, min(z.start_char) AS first, max(z.end_char) AS last FROM claims c "
               "JOIN dispatches d USING (dispatch_key) JOIN sentences y ON y.dispatch_key = c.dispatch_key AND "
               "y.sentence_no = c.sentence_no JOIN sentences z ON z.dispatch_key = c.dispatch_key AND "
               "z.paragraph = y.paragraph WHERE c.id = ?1), "
               "found AS (SELECT *, instr(substr(text, first + 1, last - first), ?2) AS at "
               "FROM paragraph JOIN dispatches USING (dispatch_key)) "
               "SELECT id, pack, first + at - 1, first + at - 1 + length(?2), ?2 FROM found WHERE at > 0",
               err);
    if (!st) return err->code;
    put_text(st, 1, claim);
    put_text(st, 2, words);
    return read_anchor(l, st, "these words do not stand in this paragraph, or are not stored (read --store)", out, err);
}

/* An added claim is named by the place of its words and its type. */
static dp_status id_of_added(const anchor *at, const char *type, char out[ID_CHARS + 1], dp_error *err) {
    buf b;
    buf_init(&b);
    buf_printf(&b, "added\x1f%s\x1f%lld\x1f%lld\x1f%s", at->dispatch, (long long)at->start, (long long)at->end, type ? type : "");
    const bool ok = !b.failed;
    if (ok) id_of_bytes('C', b.at, b.n, out);
    buf_free(&b);
    return ok ? DP_OK : error_nomem(err);
}

static dp_status insert(ledger *l, const reviewer *who, int64_t now, const decision *d, const char *claim, const anchor *at,
                        const anchor *other, int64_t undoes, dp_error *err) {
    char made[24];
    if (!timestamp(now, made)) return error_set(err, DP_E_USAGE, "this time is no date of our calendar");
    sqlite3_stmt *st =
        db_get(l,
               "INSERT INTO decisions (coder, role, blind, made, kind, claim, field, old_value, new_value, other, "
               "comment, undoes, dispatch, start_char, end_char, says, pack, version, other_dispatch, other_start, "
               "other_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
               "?19, ?20, ?21)",
               err);
    if (!st) return err->code;
    put_text(st, 1, who->coder);
    put_text(st, 2, who->first ? "adjudicator" : "coder");
    put_int(st, 3, who->blind && !who->first);
    put_text(st, 4, made);
    put_text(st, 5, decision_kind_name(d->kind));
    put_text(st, 6, claim);
    put_text(st, 7, d->kind == DECISION_EDIT ? review_field_name(d->field) : NULL);
    put_known(st, 8, d->old_value);
    put_known(st, 9, d->value);
    put_known(st, 10, d->other);
    put_known(st, 11, d->comment);
    if (undoes)
        put_int(st, 12, undoes);
    else
        put_null(st, 12);
    put_text(st, 13, at->dispatch);
    put_int(st, 14, at->start);
    put_int(st, 15, at->end);
    put_text(st, 16, at->says);
    put_known(st, 17, at->pack);
    put_text(st, 18, DP_VERSION);
    put_known(st, 19, other->dispatch);
    put_null(st, 20);
    put_null(st, 21);
    if (other->end > other->start) {
        put_int(st, 20, other->start);
        put_int(st, 21, other->end);
    }
    return db_run(l, st, err);
}

static dp_status take_effect(ledger *l, unsigned kind, const char *dispatch, dp_error *err) {
    const unsigned parts = settled_parts_of(kind);
    dp_status s = settled_update(l, dispatch, parts, err);
    return s == DP_OK && parts ? events_settle(l, err) : s;
}

static dp_status add(ledger *l, const reviewer *who, int64_t now, const decision *d, dp_error *err) {
    anchor at = {.says = ""}, other = {.says = ""};
    char added[ID_CHARS + 1];
    const char *claim = d->claim;
    dp_status s = d->kind == DECISION_ADD ? anchor_of_words(l, d->claim, d->words ? d->words : "", &at, err)
                                          : anchor_of_claim(l, d->claim, &at, err);
    if (s == DP_OK && d->kind == DECISION_ADD) {
        s = id_of_added(&at, d->value, added, err);
        claim = added;
    }
    if (s == DP_OK) s = anchor_of_other(l, d, &at, &other, err);
    if (s == DP_OK) s = insert(l, who, now, d, claim, &at, &other, 0, err);
    return s == DP_OK ? take_effect(l, d->kind, at.dispatch, err) : s;
}

static dp_status begin(ledger *l, dp_error *err) {
    if (!l->writable) return error_set(err, DP_E_LEDGER, "the ledger was opened for reading only");
    if (l->in_run) return error_set(err, DP_E_INTERNAL, "decisions and a run of reading do not go together");
    /* A decision is work of a person's: it must outlive a power cut, too. */
    return db_exec(l, "PRAGMA synchronous = FULL; BEGIN IMMEDIATE", err);
}

static dp_status end(ledger *l, dp_status s, dp_error *err) {
    if (s == DP_OK) s = db_exec(l, "COMMIT", err);
    if (s != DP_OK) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    arena_reset(&l->scratch);
    return s;
}

dp_status review_decide(ledger *l, const reviewer *who, int64_t now, const decision *d, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    dp_status s = check(who, d, err);
    if (s != DP_OK) return s;
    ledger_lock(l);
    s = begin(l, err);
    if (s == DP_OK) s = end(l, add(l, who, now, d, err), err);
    ledger_unlock(l);
    return s;
}

/* ---- taking back --------------------------------------------------------------------------------------------------------- */

typedef struct last_decision {
    int64_t key; /* 0: none */
    decision d;
    char decided[ID_CHARS + 1], claim[ID_CHARS + 1];
    anchor at;
} last_decision;

static dp_status find_last(ledger *l, const reviewer *who, last_decision *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT s.dispatch, (SELECT pack FROM decisions x WHERE x.decision_key = s.decision_key), "
                              "s.start_char, s.end_char, s.says, s.decision_key, s.kind, s.decided, s.claim FROM v_standing s "
                              "WHERE s.coder = ?1 AND s.role = ?2 ORDER BY s.decision_key DESC LIMIT 1",
                              err);
    if (!st) return err->code;
    put_text(st, 1, who->coder);
    put_text(st, 2, who->first ? "adjudicator" : "coder");
    bool row, failed = false;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    copy_column(st, 0, out->at.dispatch, sizeof out->at.dispatch);
    copy_column(st, 1, out->at.pack, sizeof out->at.pack);
    out->at.start = sqlite3_column_int64(st, 2);
    out->at.end = sqlite3_column_int64(st, 3);
    out->at.says = take_text(st, 4, &l->scratch, &failed);
    out->key = sqlite3_column_int64(st, 5);
    out->d.kind = (uint8_t)kind_of((const char *)sqlite3_column_text(st, 6));
    copy_column(st, 7, out->decided, sizeof out->decided);
    copy_column(st, 8, out->claim, sizeof out->claim);
    sqlite3_reset(st);
    return failed || !out->at.says ? error_nomem(err) : DP_OK;
}

static dp_status take_back(ledger *l, const reviewer *who, int64_t now, const last_decision *last, dp_error *err) {
    const anchor none = {.says = ""};
    dp_status s = insert(l, who, now, &(decision){.kind = DECISION_UNDO}, last->decided, &last->at, &none, last->key, err);
    return s == DP_OK ? take_effect(l, last->d.kind, last->at.dispatch, err) : s;
}

dp_status review_undo(ledger *l, const reviewer *who, int64_t now, char claim[REVIEW_ID], enum decision_kind *kind,
                      dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    claim[0] = '\0';
    *kind = DECISION_NONE;
    dp_status s = check(who, NULL, err);
    if (s != DP_OK) return s;
    last_decision last = {0};
    ledger_lock(l);
    s = begin(l, err);
    if (s == DP_OK) {
        s = find_last(l, who, &last, err);
        if (s == DP_OK && last.key) s = take_back(l, who, now, &last, err);
        s = end(l, s, err);
    }
    ledger_unlock(l);
    if (s == DP_OK && last.key) {
        *kind = (enum decision_kind)last.d.kind;
        memcpy(claim, last.claim, sizeof last.claim);
    }
    return s;
}

/* ---- taking over --------------------------------------------------------------------------------------------------------- */

/* Columns: verdict; the coder's edits; the adjudicator's, which go where the coder has none. */
static dp_status adopt_row(ledger *l, const reviewer *who, int64_t now, const char *claim, sqlite3_stmt *st, dp_error *err) {
    bool failed = false, mine[REVIEW_FIELDS];
    const char *values[REVIEW_FIELDS];
    const enum decision_kind verdict = kind_of((const char *)sqlite3_column_text(st, 0));
    for (int i = 0; i < REVIEW_FIELDS; i++) {
        values[i] = take_text(st, 1 + i, &l->scratch, &failed);
        mine[i] = sqlite3_column_type(st, 1 + REVIEW_FIELDS + i) != SQLITE_NULL;
    }
    sqlite3_reset(st);
    dp_status s = failed ? error_nomem(err) : DP_OK;
    for (unsigned i = 0; s == DP_OK && i < REVIEW_FIELDS; i++) {
        const decision edit = {.kind = DECISION_EDIT, .field = (uint8_t)i, .claim = claim, .value = values[i]};
        if (values[i] || mine[i]) s = add(l, who, now, &edit, err);
    }
    return s == DP_OK ? add(l, who, now, &(decision){.kind = (uint8_t)verdict, .claim = claim}, err) : s;
}

typedef struct adopted_ties {
    decision *at;
    uint32_t n, cap;
} adopted_ties;

/* Written after they were all read: what is written would come up among them. */
static dp_status read_ties(ledger *l, const char *claim, const char *coder, adopted_ties *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT kind, CASE claim_a WHEN ?1 THEN claim_b ELSE claim_a END FROM v_tied WHERE "
                              "?1 IN (claim_a, claim_b) AND coder = ?2 AND role = 'coder' ORDER BY 2",
                              err);
    if (!st) return err->code;
    put_text(st, 1, claim);
    put_text(st, 2, coder);
    for (;;) {
        bool row, failed = false;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        const decision d = {.kind = (uint8_t)kind_of((const char *)sqlite3_column_text(st, 0)),
                            .claim = claim,
                            .other = take_text(st, 1, &l->scratch, &failed)};
        if (failed || !vec_push(&l->scratch, out, d)) {
            sqlite3_reset(st);
            return error_nomem(err);
        }
    }
}

static dp_status adopt_ties(ledger *l, const reviewer *who, int64_t now, const char *claim, const char *coder, bool *any,
                            dp_error *err) {
    adopted_ties ties = {0};
    dp_status s = read_ties(l, claim, coder, &ties, err);
    for (uint32_t i = 0; s == DP_OK && i < ties.n; i++) s = add(l, who, now, &ties.at[i], err);
    *any = ties.n > 0;
    return s;
}

static dp_status adopt(ledger *l, const reviewer *who, int64_t now, const char *claim, const char *coder, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT t.verdict, t.days, t.place, t.type, t.actor, m.days, m.place, m.type, m.actor "
                              "FROM v_decisions t LEFT JOIN v_decisions m ON m.claim = t.claim AND m.coder = ?3 AND "
                              "m.role = 'adjudicator' WHERE t.claim = ?1 AND t.coder = ?2 AND t.role = 'coder' AND "
                              "t.verdict IN ('accept', 'reject')",
                              err);
    if (!st) return err->code;
    put_text(st, 1, claim);
    put_text(st, 2, coder);
    put_text(st, 3, who->coder);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK) return s;
    bool tied = false;
    if (row && (s = adopt_row(l, who, now, claim, st, err)) != DP_OK) return s;
    s = adopt_ties(l, who, now, claim, coder, &tied, err);
    if (s == DP_OK && !row && !tied) return error_set(err, DP_E_USAGE, "%.64s has not decided on this claim", coder);
    return s;
}

dp_status review_adopt(ledger *l, const reviewer *who, int64_t now, const char *claim, const char *coder, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    dp_status s = check(who, NULL, err);
    if (s != DP_OK) return s;
    ledger_lock(l);
    s = begin(l, err);
    if (s == DP_OK) s = end(l, adopt(l, who, now, claim, coder, err), err);
    ledger_unlock(l);
    return s;
}
