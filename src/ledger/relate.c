/* Propositions and relations in the database. A new proposition is compared with those of its blocks whose days come near; one
 * that is there already only gains a claim.
 *
 * Of the propositions that lie in one block and begin on one day, those with the BLOCK_CROWD lowest ids take part; the rest have
 * no relations there. That bounds the work that one proposition makes, and which they are depends on what was read alone, not on
 * its order: when one comes that pushes another out, the other's relations are made anew, and likewise when one goes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/proposition.h"

#define BLOCK_CROWD 64

/* ---- rows -------------------------------------------------------------------------------------------------------------- */

static const char *known(const char *s) {
    return *s ? s : NULL;
}

static dp_status insert_proposition(ledger *l, const proposition *p, int64_t *key, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "INSERT INTO propositions VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                              "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
                              err);
    if (!st) return err->code;
    put_text(st, 1, p->id);
    put_text(st, 2, proposition_family_name(p->family));
    put_day(l, st, 3, p->days.first);
    put_day(l, st, 4, p->days.last);
    put_text(st, 5, basis_name(p->basis));
    p->place_key ? put_int(st, 6, p->place_key) : put_null(st, 6);
    put_text(st, 7, known(p->spot.name));
    put_text(st, 8, known(p->spot.country));
    put_real(st, 9, p->spot.lat);
    put_real(st, 10, p->spot.lon);
    put_real(st, 11, p->spot.reach_km);
    put_text(st, 12, p->state);
    put_text(st, 13, known(p->act));
    put_text(st, 14, known(p->party));
    put_text(st, 15, known(p->other));
    put_text(st, 16, known(p->who));
    put_count(st, 17, p->low);
    put_count(st, 18, p->high);
    put_text(st, 19, polarity_name(p->polarity));
    put_int(st, 20, p->ongoing);
    put_text(st, 21, p->words);
    put_int(st, 22, p->days.first);
    dp_status s = db_run(l, st, err);
    if (s == DP_OK) *key = sqlite3_last_insert_rowid(l->db);
    return s;
}

/* Days since 1970 of an ISO date the ledger wrote. */
static int32_t day_of(const char *iso) {
    civil c;
    return iso && edtf_parse(iso, &c) && c.day ? day_from_civil(c.year, c.month, c.day) : DAY_NONE;
}

static uint8_t basis_of(const char *name) {
    return (uint8_t)(strcmp(name, "explicit") == 0   ? BASIS_EXPLICIT
                     : strcmp(name, "relative") == 0 ? BASIS_RELATIVE
                                                     : BASIS_UNKNOWN);
}

static const char *column_or_empty(sqlite3_stmt *st, int column) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    return s ? s : "";
}
static int64_t column_count(sqlite3_stmt *st, int column) {
    return sqlite3_column_type(st, column) == SQLITE_NULL ? QUANTITY_NONE : sqlite3_column_int64(st, column);
}
static double column_real(sqlite3_stmt *st, int column) {
    return sqlite3_column_type(st, column) == SQLITE_NULL ? NAN : sqlite3_column_double(st, column);
}

#define PROPOSITION_COLUMNS                                                                                                      \
    "p.id, p.family, p.first_day, p.last_day, p.time_basis, p.spot, p.country, p.lat, p.lon, p.reach_km, "                       \
    "p.state, p.act, p.party, p.other, p.who, p.low, p.high, p.polarity, p.ongoing, p.place_key"

/* A row of PROPOSITION_COLUMNS; its strings live until the statement steps on. */
static void read_proposition(sqlite3_stmt *st, proposition *out) {
    *out = (proposition){.words = ""};
    memcpy(out->id, column_or_empty(st, 0), strnlen(column_or_empty(st, 0), ID_CHARS));
    const char *family = column_or_empty(st, 1);
    while (out->family < PROPOSITION_EVENT && strcmp(proposition_family_name(out->family), family) != 0) out->family++;
    out->days = (day_range){day_of(column_or_empty(st, 2)), day_of(column_or_empty(st, 3))};
    out->basis = basis_of(column_or_empty(st, 4));
    out->spot = (proposition_spot){column_or_empty(st, 5), column_or_empty(st, 6), column_real(st, 7), column_real(st, 8),
                                   sqlite3_column_double(st, 9)};
    out->state = column_or_empty(st, 10);
    int control = control_state_of(out->state);
    out->control = out->family == PROPOSITION_CONTROL && control > 0 ? (uint8_t)control : CONTROL_NONE;
    out->act = column_or_empty(st, 11);
    out->party = column_or_empty(st, 12);
    out->other = column_or_empty(st, 13);
    out->who = column_or_empty(st, 14);
    out->low = column_count(st, 15);
    out->high = column_count(st, 16);
    out->polarity = strcmp(column_or_empty(st, 17), "negated") == 0 ? POLARITY_NEGATED : POLARITY_AFFIRMED;
    out->ongoing = sqlite3_column_int(st, 18);
    out->place_key = sqlite3_column_int64(st, 19);
}

/* A stored proposition; its strings live until *st, which the caller resets, steps on. */
static dp_status fetch_proposition(ledger *l, int64_t key, sqlite3_stmt **st, proposition *out, dp_error *err) {
    *st = db_get(l, "SELECT " PROPOSITION_COLUMNS " FROM propositions p WHERE proposition_key = ?1", err);
    if (!*st) return err->code;
    put_int(*st, 1, key);
    bool row;
    dp_status s = db_step(l, *st, &row, err);
    if (s != DP_OK) return s;
    if (!row) return error_set(err, DP_E_LEDGER, "proposition %lld is missing", (long long)key);
    read_proposition(*st, out);
    return DP_OK;
}

/* A stored proposition with strings of its own in the scratch arena. */
static dp_status load_proposition(ledger *l, int64_t key, proposition *out, dp_error *err) {
    sqlite3_stmt *st;
    dp_status s = fetch_proposition(l, key, &st, out, err);
    if (s != DP_OK) return s;
    const char **const texts[] = {&out->spot.name, &out->spot.country, &out->state, &out->act,
                                  &out->party,     &out->other,        &out->who};
    for (size_t i = 0; i < sizeof texts / sizeof *texts && s == DP_OK; i++) {
        *texts[i] = arena_copy(&l->scratch, *texts[i], strlen(*texts[i]));
        if (!*texts[i]) s = error_nomem(err);
    }
    sqlite3_reset(st);
    return s;
}

/* ---- relations of one -------------------------------------------------------------------------------------------------- */

/* a and b: rows of p and q. */
static dp_status insert_relation(ledger *l, const proposition *p, int64_t a, const proposition *q, int64_t b, const char *kind,
                                 const char *field, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "INSERT INTO relations (a, b, kind, field, place_key, first_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                              "ON CONFLICT DO NOTHING",
                              err);
    if (!st) return err->code;
    const int64_t place = p->place_key ? p->place_key : q->place_key;
    put_int(st, 1, a);
    put_int(st, 2, b);
    put_text(st, 3, kind);
    put_text(st, 4, field);
    place ? put_int(st, 5, place) : put_null(st, 5);
    put_int(st, 6, p->days.first > q->days.first ? p->days.first : q->days.first);
    return db_run(l, st, err);
}

/* Equal relations stand once, from the smaller id to the larger; a denial stands from what is denied to the denial. */
static dp_status store_relation(ledger *l, relation r, const proposition *p, int64_t key, const proposition *q, int64_t other,
                                dp_error *err) {
    switch (r.kind) {
    case RELATION_NONE:
        return DP_OK;
    case RELATION_DENIES:
        return insert_relation(l, p, key, q, other, "denies", r.field, err);
    case RELATION_DENIED:
        return insert_relation(l, q, other, p, key, "denies", r.field, err);
    default: {
        const char *kind = r.kind == RELATION_SAME ? "same" : "contradicts";
        const bool first = strcmp(p->id, q->id) < 0;
        return first ? insert_relation(l, p, key, q, other, kind, r.field, err)
                     : insert_relation(l, q, other, p, key, kind, r.field, err);
    }
    }
}

/* Where the crowd of a block and day ends. */
typedef struct crowd_edge {
    bool part;          /* the proposition is among those that take part */
    int64_t last, next; /* the last one that takes part, and the first that does not; 0 where there are fewer */
} crowd_edge;

static dp_status find_edge(ledger *l, uint64_t block, const proposition *p, crowd_edge *out, dp_error *err) {
    *out = (crowd_edge){.part = true};
    if (block_counts_get(&l->blocks, block, p->days.first, p->days.first) < BLOCK_CROWD) return DP_OK;
    sqlite3_stmt *st = db_get(l,
                              "SELECT id, proposition_key FROM proposition_blocks WHERE block = ?1 AND first_no = ?2 ORDER BY id "
                              "LIMIT 2 OFFSET ?3",
                              err);
    if (!st) return err->code;
    put_int(st, 1, (int64_t)block);
    put_int(st, 2, p->days.first);
    put_int(st, 3, BLOCK_CROWD - 1);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    out->part = strcmp(p->id, column_or_empty(st, 0)) <= 0;
    out->last = sqlite3_column_int64(st, 1);
    s = db_step(l, st, &row, err);
    if (s == DP_OK && row) out->next = sqlite3_column_int64(st, 1);
    if (row) sqlite3_reset(st);
    return s;
}

static dp_status relate_pair(ledger *l, const proposition *p, int64_t key, int64_t other, bool beyond, dp_error *err) {
    if (other == key || glances_apart(&l->glances, key, other)) return DP_OK;
    sqlite3_stmt *st;
    proposition q;
    dp_status s = fetch_proposition(l, other, &st, &q, err);
    if (s != DP_OK) return s;
    const relation r = proposition_compare(p, &q);
    /* What lies too far to be one place meets in the number's block; across a border only one of the two may be in sight. */
    if (!(beyond && r.kind == RELATION_CONTRADICTS && strcmp(r.field, "place") == 0))
        s = store_relation(l, r, p, key, &q, other, err);
    sqlite3_reset(st);
    return s;
}

/* Compares with the counterparts in a block, day by day: a crowded day is left after BLOCK_CROWD. */
static dp_status relate_block(ledger *l, const proposition *p, int64_t key, uint64_t block, bool beyond, dp_error *err) {
    int64_t day = (int64_t)p->days.first - PROPOSITION_DAYS - PROPOSITION_GAP;
    const int64_t last = (int64_t)p->days.last + PROPOSITION_DAYS + PROPOSITION_GAP;
    const uint32_t alone = beyond ? 0 : 1; /* in its own blocks it lies itself */
    if (block_counts_get(&l->blocks, block, day, last) <= alone) return DP_OK;
    while (day <= last) {
        sqlite3_stmt *st = db_get(l,
                                  "SELECT first_no, proposition_key FROM proposition_blocks WHERE block = ?1 AND first_no "
                                  "BETWEEN ?2 AND ?3 ORDER BY first_no, id",
                                  err);
        if (!st) return err->code;
        put_int(st, 1, (int64_t)block);
        put_int(st, 2, day);
        put_int(st, 3, last);
        bool row = false;
        dp_status s = DP_OK;
        for (int64_t now = day - 1, seen = 0; (s = db_step(l, st, &row, err)) == DP_OK && row;) {
            int64_t first_no = sqlite3_column_int64(st, 0);
            seen = first_no == now ? seen + 1 : 1;
            now = first_no;
            if (seen > BLOCK_CROWD) break;
            if ((s = relate_pair(l, p, key, sqlite3_column_int64(st, 1), beyond, err)) != DP_OK) break;
            day = now + 1;
        }
        if (row) sqlite3_reset(st);
        if (s != DP_OK || !row) return s;
    }
    return DP_OK;
}

/* All relations of one proposition that lies in its blocks, as far as it takes part. */
static dp_status relate(ledger *l, const proposition *p, int64_t key, const block_list *blocks, dp_error *err) {
    for (uint32_t i = 0; i < blocks->own_count; i++) {
        crowd_edge edge;
        dp_status s = find_edge(l, blocks->own[i], p, &edge, err);
        if (s == DP_OK && edge.part) s = relate_block(l, p, key, blocks->own[i], false, err);
        for (uint32_t k = 0; s == DP_OK && edge.part && i == 0 && k < blocks->beyond_count; k++)
            s = relate_block(l, p, key, blocks->beyond[k], true, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

static dp_status unrelate(ledger *l, int64_t key, dp_error *err) {
    static const char *const sql[] = {"DELETE FROM relations WHERE a = ?1", "DELETE FROM relations WHERE b = ?1"};
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = db_get(l, sql[i], err);
        if (!st) return err->code;
        put_int(st, 1, key);
        s = db_run(l, st, err);
    }
    return s;
}

/* ---- coming and going -------------------------------------------------------------------------------------------------- */

static dp_status relate_anew(ledger *l, int64_t key, dp_error *err) {
    proposition p;
    dp_status s = load_proposition(l, key, &p, err);
    if (s == DP_OK) s = unrelate(l, key, err);
    if (s == DP_OK) s = events_queue_proposition(l, key, err);
    if (s != DP_OK) return s;
    block_list blocks;
    block_list_of(&p, &blocks);
    return relate(l, &p, key, &blocks, err);
}

static dp_status put_in_block(ledger *l, uint64_t block, const proposition *p, int64_t key, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "INSERT INTO proposition_blocks VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
    if (!st) return err->code;
    put_int(st, 1, (int64_t)block);
    put_int(st, 2, p->days.first);
    put_text(st, 3, p->id);
    put_int(st, 4, key);
    block_counts_add(&l->blocks, block, p->days.first);
    return db_run(l, st, err);
}

static dp_status take_out_of_block(ledger *l, uint64_t block, const proposition *p, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "DELETE FROM proposition_blocks WHERE block = ?1 AND first_no = ?2 AND id = ?3", err);
    if (!st) return err->code;
    put_int(st, 1, (int64_t)block);
    put_int(st, 2, p->days.first);
    put_text(st, 3, p->id);
    return db_run(l, st, err);
}

/* Puts it into its blocks or takes it out of them. Where that changes who takes part, that one's relations are made anew. */
static dp_status move_in_blocks(ledger *l, const proposition *p, int64_t key, const block_list *blocks, bool in, dp_error *err) {
    for (uint32_t i = 0; i < blocks->own_count; i++) {
        const uint64_t block = blocks->own[i];
        crowd_edge edge;
        dp_status s = in ? put_in_block(l, block, p, key, err) : take_out_of_block(l, block, p, err);
        if (s == DP_OK) s = find_edge(l, block, p, &edge, err);
        const int64_t moved = s == DP_OK && edge.part ? (in ? edge.next : edge.last) : 0;
        if (moved) s = relate_anew(l, moved, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* The row of a proposition that is there already; 0. Every proposition stands in its first block. */
static dp_status find_proposition(ledger *l, const proposition *p, const block_list *blocks, int64_t *key, dp_error *err) {
    *key = 0;
    if (!block_counts_get(&l->blocks, blocks->own[0], p->days.first, p->days.first)) return DP_OK;
    sqlite3_stmt *st =
        db_get(l, "SELECT proposition_key FROM proposition_blocks WHERE block = ?1 AND first_no = ?2 AND id = ?3", err);
    if (!st) return err->code;
    put_int(st, 1, (int64_t)blocks->own[0]);
    put_int(st, 2, p->days.first);
    put_text(st, 3, p->id);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    *key = s == DP_OK && row ? sqlite3_column_int64(st, 0) : 0;
    if (s == DP_OK && row) sqlite3_reset(st);
    return s;
}

static dp_status write_proposition(entry *e, const proposition *p, uint32_t claim_no, dp_error *err) {
    int64_t key;
    block_list blocks;
    block_list_of(p, &blocks);
    dp_status s = find_proposition(e->l, p, &blocks, &key, err);
    if (s == DP_OK && !key) {
        s = insert_proposition(e->l, p, &key, err);
        if (s == DP_OK) glances_add(&e->l->glances, key, p);
        if (s == DP_OK) s = move_in_blocks(e->l, p, key, &blocks, true, err);
        if (s == DP_OK) s = relate(e->l, p, key, &blocks, err);
    }
    if (s != DP_OK) return s;
    sqlite3_stmt *st = db_get(e->l, "INSERT INTO claim_propositions VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", err);
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
        proposition p[6]; /* one of control, four counts, one event */
        uint32_t n;
        dp_status s = proposition_of(e, i, p, sizeof p / sizeof *p, &n, err);
        for (uint32_t j = 0; s == DP_OK && j < n; j++) s = write_proposition(e, &p[j], i + 1, err);
        if (s == DP_OK && n) s = events_queue_claim(e->l, e->dispatch_key, i + 1, err);
        if (s != DP_OK) return s;
        left = left > n ? left - n : 0;
    }
    return DP_OK;
}

static dp_status erase_orphan(ledger *l, int64_t key, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "SELECT 1 FROM claim_propositions WHERE proposition_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    bool used;
    dp_status s = db_step(l, st, &used, err);
    sqlite3_reset(st);
    if (s != DP_OK || used) return s;
    proposition p;
    s = load_proposition(l, key, &p, err);
    if (s == DP_OK) s = unrelate(l, key, err);
    block_list blocks;
    if (s == DP_OK) block_list_of(&p, &blocks);
    if (s == DP_OK) s = move_in_blocks(l, &p, key, &blocks, false, err);
    if (s != DP_OK) return s;
    if (!(st = db_get(l, "DELETE FROM propositions WHERE proposition_key = ?1", err))) return err->code;
    put_int(st, 1, key);
    return db_run(l, st, err);
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
