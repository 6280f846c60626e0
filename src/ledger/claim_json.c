/* A claim of the ledger as JSON, in the words of docs/contract.md. */
#include <string.h>

#include "ledger/export.h"

/* A member for each column: the column's name is the key. Names that begin with ? are flags; with # spans, two columns. */
static void member(sqlite3_stmt *st, int i, buf *out) {
    const char *name = sqlite3_column_name(st, i);
    if (name[0] == '?') {
        json_kv_bool(out, name + 1, sqlite3_column_int(st, i) != 0);
        return;
    }
    switch (sqlite3_column_type(st, i)) {
    case SQLITE_INTEGER:
        json_kv_int(out, name, sqlite3_column_int64(st, i));
        break;
    case SQLITE_FLOAT:
        json_key(out, name);
        json_number(sqlite3_column_double(st, i), out);
        break;
    case SQLITE_TEXT:
        json_key(out, name);
        json_str(out, (const char *)sqlite3_column_text(st, i), (size_t)sqlite3_column_bytes(st, i));
        break;
    default:
        json_kv_null(out, name);
    }
}

static void members(sqlite3_stmt *st, int from, buf *out) {
    for (int i = from; i < sqlite3_column_count(st); i++) member(st, i, out);
}

static bool has(sqlite3_stmt *st, int i) {
    return sqlite3_column_type(st, i) != SQLITE_NULL;
}

typedef struct claim_at {
    ledger *l;
    int64_t dispatch_key, claim_no;
    bool with_names;
} claim_at;

static sqlite3_stmt *ask(const claim_at *c, const char *sql, dp_error *err) {
    sqlite3_stmt *st = db_get(c->l, sql, err);
    if (!st) return NULL;
    put_int(st, 1, c->dispatch_key);
    if (sqlite3_bind_parameter_count(st) > 1) put_int(st, 2, c->claim_no);
    if (sqlite3_bind_parameter_count(st) > 2) put_int(st, 3, c->with_names);
    return st;
}

/* "key": [{…}, …] of a statement's rows. */
static dp_status array_of(const claim_at *c, const char *key, const char *sql, buf *out, dp_error *err) {
    sqlite3_stmt *st = ask(c, sql, err);
    if (!st) return err->code;
    json_key(out, key);
    buf_char(out, '[');
    for (;;) {
        bool row;
        dp_status s = db_step(c->l, st, &row, err);
        if (s != DP_OK) return s;
        if (!row) break;
        json_sep(out);
        buf_char(out, '{');
        members(st, 0, out);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    return DP_OK;
}

/* "key": {…} of a statement's only row, or null. */
static dp_status object_of(const claim_at *c, const char *key, const char *sql, buf *out, dp_error *err) {
    sqlite3_stmt *st = ask(c, sql, err);
    if (!st) return err->code;
    bool row;
    dp_status s = db_step(c->l, st, &row, err);
    if (s != DP_OK) return s;
    json_key(out, key);
    if (row) {
        buf_char(out, '{');
        members(st, 0, out);
        buf_char(out, '}');
        sqlite3_reset(st);
    } else {
        buf_str(out, "null");
    }
    return DP_OK;
}

#define ACTOR                                                                                                                    \
    "m.start_char AS start, m.end_char AS end, CASE WHEN a.person AND NOT ?3 THEN '" MASK "' ELSE m.text END AS text, "          \
    "CASE WHEN ?3 THEN a.label ELSE a.shown END AS name, a.code, a.country, a.sectors "
#define ROLE(role)                                                                                                               \
    "SELECT " ACTOR                                                                                                              \
    "FROM claim_roles r JOIN actors a USING (actor_key) JOIN actor_mentions m ON m.dispatch_key = r.dispatch_key AND "           \
    "m.actor_no = r.actor_no WHERE r.dispatch_key = ?1 AND r.claim_no = ?2 AND r.role = '" role "' ORDER BY r.position"
#define PLACE                                                                                                                    \
    "m.start_char AS start, m.end_char AS end, m.text, p.label AS name, p.gazetteer, p.code AS id, p.lat, p.lon, p.feature, "    \
    "p.country, "                                                                                                                \
    "p.admin1, m.geo_precision, m.where_prec, m.confidence "

static const char sql_head[] = "SELECT c.id, c.claim_no, c.start_char AS start, c.end_char AS end, coalesce(CASE WHEN ?3 THEN "
                               "NULL ELSE c.quote_shown END, c.quote) AS "
                               "text, c.words AS says, c.type, c.mode, c.frame, c.cameo, (SELECT label FROM codes WHERE scheme = "
                               "'cameo' AND code = c.cameo) AS cameo_label, c.acled, c.time_basis, c.polarity, "
                               "c.certainty, c.tense, c.quoted AS '?quoted', "
                               "c.reciprocal AS '?reciprocal', c.incident, CASE WHEN ?3 THEN c.claimant ELSE c.claimant_shown "
                               "END AS claimant, c.claimant_basis, c.rule, "
                               "CASE WHEN ?3 THEN c.path END AS path FROM claims c WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";
static const char sql_trigger[] =
    "SELECT trigger_start AS start, trigger_end AS end, trigger AS text FROM claims WHERE dispatch_key = ?1 AND "
    "claim_no = ?2";
static const char sql_place[] =
    "SELECT " PLACE "FROM claims c JOIN place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no "
    "JOIN places p ON p.place_key = m.place_key WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";
static const char sql_time[] =
    "SELECT t.start_char AS start, t.end_char AS end, t.text, t.type, t.value, t.mod, t.basis FROM claims c JOIN times t ON "
    "t.dispatch_key = c.dispatch_key AND t.time_no = c.time_no WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";
static const char sql_casualties[] =
    "SELECT role, low, best, high, who, start_char AS start, end_char AS end FROM casualties WHERE "
    "dispatch_key = ?1 AND claim_no = ?2 ORDER BY casualty_no";
static const char sql_claimants[] = "SELECT kind, CASE WHEN ?3 THEN label ELSE shown END AS text, start_char AS start, end_char "
                                    "AS end, cue_start, cue_end, rule FROM claimants "
                                    "WHERE dispatch_key = ?1 AND claim_no = ?2 ORDER BY position";
static const char sql_marks[] =
    "SELECT m.start_char AS start, m.end_char AS end, m.kind FROM distance_marks m JOIN claims c USING (dispatch_key) WHERE "
    "m.dispatch_key = "
    "?1 AND c.claim_no = ?2 AND m.start_char >= c.start_char AND m.end_char <= c.end_char ORDER BY m.mark_no";
static const char sql_control_place[] =
    "SELECT " PLACE
    "FROM control k JOIN place_mentions m ON m.dispatch_key = k.dispatch_key AND m.place_no = k.place_no JOIN places p ON "
    "p.place_key = m.place_key WHERE k.dispatch_key = ?1 AND k.claim_no = ?2";
static const char sql_dispatch[] =
    "SELECT d.id, d.given_id, d.hash, d.date, d.date_basis, d.lang, d.source, coalesce(CASE WHEN ?3 THEN NULL ELSE d.title_shown "
    "END, d.title) "
    "AS title, d.url, (SELECT o.file FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1) AS "
    "file, "
    "(SELECT o.line FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1) AS line, "
    "(SELECT o.id FROM copies y JOIN dispatches o ON o.dispatch_key = y.copy_of WHERE y.dispatch_key = d.dispatch_key) AS "
    "copy_of, "
    "d.pack, d.version FROM dispatches d WHERE d.dispatch_key = ?1 AND ?2 = ?2";

static dp_status control_json(const claim_at *c, buf *out, dp_error *err) {
    sqlite3_stmt *st = ask(c, "SELECT state FROM control WHERE dispatch_key = ?1 AND claim_no = ?2", err);
    if (!st) return err->code;
    bool row;
    dp_status s = db_step(c->l, st, &row, err);
    if (s != DP_OK) return s;
    if (!row) {
        json_kv_null(out, "control");
        return DP_OK;
    }
    json_key(out, "control");
    buf_char(out, '{');
    json_kv_str(out, "state", (const char *)sqlite3_column_text(st, 0));
    sqlite3_reset(st);
    s = object_of(c, "place", sql_control_place, out, err);
    if (s == DP_OK) s = object_of(c, "holder", ROLE("holder"), out, err);
    if (s == DP_OK) s = object_of(c, "from", ROLE("from"), out, err);
    buf_char(out, '}');
    return s;
}

static dp_status interval_json(const claim_at *c, buf *out, dp_error *err) {
    sqlite3_stmt *st = ask(c, "SELECT first_day, last_day FROM claims WHERE dispatch_key = ?1 AND claim_no = ?2", err);
    if (!st) return err->code;
    bool row;
    dp_status s = db_step(c->l, st, &row, err);
    if (s != DP_OK) return s;
    if (!row || (!has(st, 0) && !has(st, 1))) {
        json_kv_null(out, "time_interval");
        sqlite3_reset(st);
        return DP_OK;
    }
    json_key(out, "time_interval");
    buf_char(out, '[');
    for (int i = 0; i < 2; i++) {
        json_sep(out);
        const char *day = (const char *)sqlite3_column_text(st, i);
        if (day)
            json_str(out, day, strlen(day));
        else
            buf_str(out, "null");
    }
    buf_char(out, ']');
    sqlite3_reset(st);
    return DP_OK;
}

static dp_status contexts_json(const claim_at *c, buf *out, dp_error *err) {
    sqlite3_stmt *st = ask(c, "SELECT contexts FROM claims WHERE dispatch_key = ?1 AND claim_no = ?2", err);
    if (!st) return err->code;
    bool row;
    dp_status s = db_step(c->l, st, &row, err);
    if (s != DP_OK) return s;
    json_key(out, "contexts");
    buf_char(out, '[');
    const char *at = row ? (const char *)sqlite3_column_text(st, 0) : NULL;
    while (at && *at) {
        size_t n = strcspn(at, " ");
        json_sep(out);
        json_str(out, at, n);
        at += n + (at[n] == ' ');
    }
    buf_char(out, ']');
    sqlite3_reset(st);
    return DP_OK;
}

static dp_status head_json(const claim_at *c, buf *out, dp_error *err) {
    sqlite3_stmt *st = ask(c, sql_head, err);
    if (!st) return err->code;
    bool row;
    dp_status s = db_step(c->l, st, &row, err);
    if (s != DP_OK || !row) return s;
    members(st, 0, out);
    sqlite3_reset(st);
    return DP_OK;
}

dp_status claim_json(ledger *l, const char *id, bool with_names, buf *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT dispatch_key, claim_no FROM claims WHERE id = ?1", err);
    if (!st) return err->code;
    put_text(st, 1, id);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    claim_at c = {l, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), with_names};
    sqlite3_reset(st);
    buf_char(out, '{');
    s = head_json(&c, out, err);
    if (s == DP_OK) s = contexts_json(&c, out, err);
    if (s == DP_OK) s = object_of(&c, "trigger", sql_trigger, out, err);
    if (s == DP_OK) s = array_of(&c, "actor", ROLE("actor"), out, err);
    if (s == DP_OK) s = array_of(&c, "recipient", ROLE("recipient"), out, err);
    if (s == DP_OK) s = object_of(&c, "place", sql_place, out, err);
    if (s == DP_OK) s = object_of(&c, "time", sql_time, out, err);
    if (s == DP_OK) s = interval_json(&c, out, err);
    if (s == DP_OK) s = array_of(&c, "casualties", sql_casualties, out, err);
    if (s == DP_OK) s = control_json(&c, out, err);
    if (s == DP_OK) s = array_of(&c, "claimants", sql_claimants, out, err);
    if (s == DP_OK) s = array_of(&c, "distance", sql_marks, out, err);
    if (s == DP_OK) s = object_of(&c, "dispatch", sql_dispatch, out, err);
    buf_str(out, "}\n");
    return s;
}
