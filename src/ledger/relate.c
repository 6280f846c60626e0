/* Propositions and relations in the database. A new proposition is compared with those of its block whose days come near;
 * one that is there already only gains a claim. */
#include <string.h>

#include "ledger/proposition.h"

static const char *known(const char *s) {
    return *s ? s : NULL;
}

static dp_status insert_proposition(ledger *l, const proposition *p, int64_t *key, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l,
               "INSERT INTO propositions VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
               "?16, ?17)",
               err);
    if (!st) return err->code;
    put_text(st, 1, p->id);
    put_int(st, 2, (int64_t)p->block);
    put_int(st, 3, p->days.first);
    put_text(st, 4, proposition_family_name(p->family));
    put_day(l, st, 5, p->days.first);
    put_day(l, st, 6, p->days.last);
    put_text(st, 7, basis_name(p->basis));
    put_int(st, 8, p->place_key);
    put_text(st, 9, p->state);
    put_text(st, 10, known(p->party));
    put_text(st, 11, known(p->other));
    put_count(st, 12, p->low);
    put_count(st, 13, p->high);
    put_text(st, 14, known(p->who));
    put_text(st, 15, polarity_name(p->polarity));
    put_int(st, 16, p->ongoing);
    put_text(st, 17, p->words);
    dp_status s = db_run(l, st, err);
    if (s == DP_OK) *key = sqlite3_last_insert_rowid(l->db);
    return s;
}

static dp_status insert_relation(ledger *l, int64_t a, int64_t b, const char *kind, const char *field, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "INSERT INTO relations VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
    if (!st) return err->code;
    put_int(st, 1, a);
    put_int(st, 2, b);
    put_text(st, 3, kind);
    put_text(st, 4, field);
    return db_run(l, st, err);
}

static const char *column_or_empty(sqlite3_stmt *st, int column) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    return s ? s : "";
}
static int64_t column_count(sqlite3_stmt *st, int column) {
    return sqlite3_column_type(st, column) == SQLITE_NULL ? QUANTITY_NONE : sqlite3_column_int64(st, column);
}

/* Days since 1970 of an ISO date the ledger wrote. */
static int32_t day_of(const char *iso) {
    civil c;
    return edtf_parse(iso, &c) && c.day ? day_from_civil(c.year, c.month, c.day) : DAY_NONE;
}

static uint8_t basis_of(const char *name) {
    return (uint8_t)(strcmp(name, "explicit") == 0   ? BASIS_EXPLICIT
                     : strcmp(name, "relative") == 0 ? BASIS_RELATIVE
                                                     : BASIS_UNKNOWN);
}

/* A row as a proposition; its strings live until the statement steps on. */
static void row_as_proposition(sqlite3_stmt *st, const proposition *like, proposition *out) {
    *out = (proposition){.family = like->family, .block = like->block};
    out->days = (day_range){day_of(column_or_empty(st, 1)), day_of(column_or_empty(st, 2))};
    out->basis = basis_of(column_or_empty(st, 3));
    out->state = column_or_empty(st, 4);
    int control = control_state_of(out->state);
    out->control = like->family == PROPOSITION_CONTROL && control > 0 ? (uint8_t)control : CONTROL_NONE;
    out->party = column_or_empty(st, 5);
    out->other = column_or_empty(st, 6);
    out->low = column_count(st, 7);
    out->high = column_count(st, 8);
    out->who = column_or_empty(st, 9);
    out->polarity = strcmp(column_or_empty(st, 10), "negated") == 0 ? POLARITY_NEGATED : POLARITY_AFFIRMED;
    out->ongoing = sqlite3_column_int(st, 11);
    memcpy(out->id, column_or_empty(st, 12), strnlen(column_or_empty(st, 12), ID_CHARS));
}

/* Equal relations stand once, from the smaller id to the larger; a denial stands from what is denied to the denial. */
static dp_status relate_pair(ledger *l, const proposition *p, int64_t key, const proposition *q, int64_t other, dp_error *err) {
    relation r = proposition_compare(p, q);
    switch (r.kind) {
    case RELATION_NONE:
        return DP_OK;
    case RELATION_DENIES:
        return insert_relation(l, key, other, "denies", r.field, err);
    case RELATION_DENIED:
        return insert_relation(l, other, key, "denies", r.field, err);
    default: {
        const char *kind = r.kind == RELATION_SAME ? "same" : "contradicts";
        return strcmp(p->id, q->id) < 0 ? insert_relation(l, key, other, kind, r.field, err)
                                        : insert_relation(l, other, key, kind, r.field, err);
    }
    }
}

static dp_status relate(ledger *l, const proposition *p, int64_t key, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l,
               "SELECT proposition_key, first_day, last_day, time_basis, state, party, other, low, high, who, polarity, "
               "ongoing, id FROM propositions WHERE block = ?1 AND first_no BETWEEN ?2 AND ?3",
               err);
    if (!st) return err->code;
    put_int(st, 1, (int64_t)p->block);
    put_int(st, 2, (int64_t)p->days.first - PROPOSITION_DAYS - PROPOSITION_GAP);
    put_int(st, 3, (int64_t)p->days.last + PROPOSITION_GAP);
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        int64_t other = sqlite3_column_int64(st, 0);
        if (other == key) continue;
        proposition q;
        row_as_proposition(st, p, &q);
        if ((s = relate_pair(l, p, key, &q, other, err)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

static dp_status write_proposition(entry *e, const proposition *p, uint32_t claim_no, dp_error *err) {
    sqlite3_stmt *st =
        db_get(e->l, "SELECT proposition_key FROM propositions WHERE block = ?1 AND first_no = ?2 AND id = ?3", err);
    if (!st) return err->code;
    put_int(st, 1, (int64_t)p->block);
    put_int(st, 2, p->days.first);
    put_text(st, 3, p->id);
    bool row;
    dp_status s = db_step(e->l, st, &row, err);
    if (s != DP_OK) return s;
    int64_t key = row ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    if (!row) {
        s = insert_proposition(e->l, p, &key, err);
        if (s == DP_OK) s = relate(e->l, p, key, err);
        if (s != DP_OK) return s;
    }
    st = db_get(e->l, "INSERT INTO claim_propositions VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    put_int(st, 2, e->dispatch_key);
    put_int(st, 3, claim_no);
    return db_run(e->l, st, err);
}

/* A dispatch with more propositions than any report has is a list or an attack: the first ones take part. */
dp_status write_propositions(entry *e, dp_error *err) {
    const claims *c = &e->an->claims;
    uint32_t left = PROPOSITION_MAX;
    for (uint32_t i = 0; i < c->n && left; i++) {
        proposition p[10]; /* a claim has one of control, or four counts in two families, or one event */
        uint32_t n;
        dp_status s = proposition_of(e, &c->at[i], p, sizeof p / sizeof *p, &n, err);
        for (uint32_t j = 0; s == DP_OK && j < n; j++) s = write_proposition(e, &p[j], i + 1, err);
        if (s != DP_OK) return s;
        left = left > n ? left - n : 0;
    }
    return DP_OK;
}

static dp_status erase_orphan(ledger *l, int64_t key, dp_error *err) {
    static const char *const sql[] = {"DELETE FROM relations WHERE a = ?1", "DELETE FROM relations WHERE b = ?1",
                                      "DELETE FROM propositions WHERE proposition_key = ?1"};
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM claim_propositions WHERE proposition_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    bool used;
    dp_status s = db_step(l, st, &used, err);
    sqlite3_reset(st);
    for (size_t i = 0; s == DP_OK && !used && i < sizeof sql / sizeof *sql; i++) {
        if (!(st = db_get(l, sql[i], err))) return err->code;
        put_int(st, 1, key);
        s = db_run(l, st, err);
    }
    return s;
}

dp_status erase_propositions(ledger *l, int64_t dispatch_key, dp_error *err) {
    for (;;) { /* one by one: a list of unknown length is not held in memory */
        sqlite3_stmt *st = db_get(l, "SELECT proposition_key FROM claim_propositions WHERE dispatch_key = ?1 LIMIT 1", err);
        if (!st) return err->code;
        put_int(st, 1, dispatch_key);
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        int64_t key = sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
        st = db_get(l, "DELETE FROM claim_propositions WHERE proposition_key = ?1 AND dispatch_key = ?2", err);
        if (!st) return err->code;
        put_int(st, 1, key);
        put_int(st, 2, dispatch_key);
        s = db_run(l, st, err);
        if (s == DP_OK) s = erase_orphan(l, key, err);
        if (s != DP_OK) return s;
    }
}
