/* Propositions and relations in the database. A new proposition is compared with those of its blocks whose days come near; one
 * that is there already only gains a claim.
 *
 * Of the propositions that lie in one block and begin on one day, those with the BLOCK_CROWD lowest ids take part; the rest have
 * no relations there. That bounds the work that one proposition makes, and which they are depends on what was read alone, not on
 * its order: when one comes that pushes another out, the other's relations are made anew, and likewise when one goes.
 *
 * Counterparts are looked for in proposition_blocks, and while very much is written on the shelf (bulk.h), which knows the same.
 */
#include "ledger/relate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/bulk.h"
#include "ledger/stage.h"
#include "ledger/sums.h"

/* ---- rows -------------------------------------------------------------------------------------------------------------- */

/* Of its rows of proposition_blocks. */
static int64_t sum_blocks(const proposition *p, int64_t key, const block_list *blocks) {
    int64_t sum = 0;
    const glimpse seen = glimpse_of(p);
    for (uint32_t i = 0; i < blocks->own_count; i++) {
        row_sum row = row_sum_begin("proposition_blocks");
        row_sum_int(&row, (int64_t)blocks->own[i]);
        row_sum_int(&row, p->days.first);
        row_sum_text(&row, p->id, strlen(p->id));
        row_sum_int(&row, key);
        row_sum_int(&row, glimpse_number(&seen));
        sum += row_sum_end(&row);
    }
    return sum;
}

static dp_status insert_proposition(ledger *l, const proposition *p, const block_list *blocks, int64_t key, dp_error *err) {
    staged_row *r = stage_row(l, STAGE_PROPOSITIONS, err);
    if (!r) return err->code;
    row_int(r, 1, key);
    row_text(r, 2, p->id);
    row_text(r, 3, proposition_family_name(p->family));
    row_day(r, 4, p->days.first);
    row_day(r, 5, p->days.last);
    row_text(r, 6, basis_name(p->basis));
    if (p->place_key) row_int(r, 7, p->place_key);
    row_known(r, 8, p->spot.name);
    row_known(r, 9, p->spot.country);
    row_real(r, 10, p->spot.lat);
    row_real(r, 11, p->spot.lon);
    row_real(r, 12, p->spot.reach_km);
    row_text(r, 13, p->state);
    row_known(r, 14, p->act);
    row_known(r, 15, p->party);
    row_known(r, 16, p->other);
    row_known(r, 17, p->who);
    row_count(r, 18, p->low);
    row_count(r, 19, p->high);
    row_text(r, 20, polarity_name(p->polarity));
    row_int(r, 21, p->ongoing);
    row_text(r, 22, p->words);
    row_int(r, 23, p->days.first);
    row_int(r, 24, sum_blocks(p, key, blocks));
    row_seal(r, "propositions");
    return l->bulk.shelf ? DP_OK : stage_flush(l, STAGE_PROPOSITIONS, err);
}

/* Days since 1970 of an ISO date the ledger wrote. */
static int32_t day_of(const char *iso) {
    civil c;
    return iso && edtf_parse(iso, &c) && c.day ? day_from_civil(c.year, c.month, c.day) : DAY_NONE;
}

static uint8_t basis_of(const char *name) {
    return (uint8_t)(strcmp(name, "explicit") == 0   ? BASIS_EXPLICIT
                     : strcmp(name, "relative") == 0 ? BASIS_RELATIVE
                     : strcmp(name, "inferred") == 0 ? BASIS_INFERRED
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

dp_status each_proposition(ledger *l, int64_t first_key, proposition_fn take, void *context, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT " PROPOSITION_COLUMNS
                              ", p.proposition_key FROM propositions p WHERE p.proposition_key >= ?1 ORDER BY p.proposition_key",
                              err);
    if (!st) return err->code;
    put_int(st, 1, first_key);
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        proposition p;
        read_proposition(st, &p);
        if ((s = take(context, l, &p, sqlite3_column_int64(st, 20), err)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

/* ---- relations of one -------------------------------------------------------------------------------------------------- */

/* a and b: rows of p and q. */
static dp_status insert_relation(ledger *l, const proposition *p, int64_t a, const proposition *q, int64_t b, const char *kind,
                                 const char *field, dp_error *err) {
    staged_row *r = stage_row(l, STAGE_RELATIONS, err);
    if (!r) return err->code;
    const int64_t place = p->place_key ? p->place_key : q->place_key;
    row_int(r, 1, a);
    row_int(r, 2, b);
    row_text(r, 3, field);
    row_text(r, 4, kind);
    if (place) row_int(r, 5, place);
    row_int(r, 6, p->days.first > q->days.first ? p->days.first : q->days.first);
    row_seal(r, "relations");
    return DP_OK;
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

/* `beyond`: q lies across the border of p's square. */
static dp_status relate_pair(ledger *l, const proposition *p, int64_t key, const proposition *q, int64_t other, bool beyond,
                             dp_error *err) {
    const relation r = proposition_compare(p, q);
    /* What lies too far to be one place meets in the number's block; across a border only one of the two may be in sight. */
    if (beyond && r.kind == RELATION_CONTRADICTS && strcmp(r.field, "place") == 0) return DP_OK;
    return store_relation(l, r, p, key, q, other, err);
}

static dp_status relate_stored(ledger *l, const proposition *p, int64_t key, int64_t other, bool beyond, dp_error *err) {
    if (other == key) return DP_OK;
    sqlite3_stmt *st;
    proposition q;
    dp_status s = fetch_proposition(l, other, &st, &q, err);
    if (s != DP_OK) return s;
    s = relate_pair(l, p, key, &q, other, beyond, err);
    sqlite3_reset(st);
    return s;
}

/* Compares with the counterparts in a block, day by day: a crowded day is left after BLOCK_CROWD. */
static dp_status relate_block(ledger *l, const proposition *p, int64_t key, uint64_t block, bool beyond, dp_error *err) {
    const glimpse own = glimpse_of(p);
    int64_t day = (int64_t)p->days.first - PROPOSITION_REACH;
    const int64_t last = (int64_t)p->days.last + PROPOSITION_REACH;
    while (day <= last) {
        sqlite3_stmt *st =
            db_get(l,
                   "SELECT first_no, proposition_key, glimpse FROM proposition_blocks WHERE block = ?1 AND first_no "
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
            day = now + 1;
            const glimpse other = glimpse_of_number(sqlite3_column_int64(st, 2));
            if (glimpses_apart(&own, p->days.first, &other, (int32_t)first_no)) continue;
            if ((s = relate_stored(l, p, key, sqlite3_column_int64(st, 1), beyond, err)) != DP_OK) break;
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
    dp_status s = stage_flush(l, STAGE_RELATIONS, err);
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
    sqlite3_stmt *st = db_get(l, "INSERT INTO proposition_blocks VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING", err);
    if (!st) return err->code;
    put_int(st, 1, (int64_t)block);
    put_int(st, 2, p->days.first);
    put_text(st, 3, p->id);
    put_int(st, 4, key);
    const glimpse seen = glimpse_of(p);
    put_int(st, 5, glimpse_number(&seen));
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

/* A new proposition and its relations, by the blocks of the file. */
static dp_status add_to_file(ledger *l, const proposition *p, const block_list *blocks, int64_t key, dp_error *err) {
    dp_status s = insert_proposition(l, p, blocks, key, err);
    if (s == DP_OK) s = move_in_blocks(l, p, key, blocks, true, err);
    return s == DP_OK ? relate(l, p, key, blocks, err) : s;
}

/* ---- the same by the shelf ---------------------------------------------------------------------------------------------- */

static dp_status relate_near(ledger *l, uint32_t no, uint64_t block, bool beyond, dp_error *err) {
    const shelf *s = l->bulk.shelf;
    const proposition *p = shelf_at(s, no);
    uint32_t near[NEAR_MAX];
    const uint32_t n = shelf_near(s, block, no, near);
    for (uint32_t i = 0; i < n; i++) {
        const proposition *q = shelf_at(s, near[i]);
        if (q == p || glance_apart(p, q)) continue;
        dp_status status = relate_pair(l, p, shelf_key(s, no), q, shelf_key(s, near[i]), beyond, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

static dp_status relate_on_shelf(ledger *l, uint32_t no, const block_list *blocks, dp_error *err) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < blocks->own_count; i++) {
        if (!shelf_takes_part(l->bulk.shelf, blocks->own[i], no)) continue;
        s = relate_near(l, no, blocks->own[i], false, err);
        for (uint32_t k = 0; s == DP_OK && i == 0 && k < blocks->beyond_count; k++)
            s = relate_near(l, no, blocks->beyond[k], true, err);
    }
    return s;
}

static dp_status relate_pushed(ledger *l, uint32_t no, dp_error *err) {
    block_list blocks;
    block_list_of(shelf_at(l->bulk.shelf, no), &blocks);
    dp_status s = unrelate(l, shelf_key(l->bulk.shelf, no), err);
    return s == DP_OK ? relate_on_shelf(l, no, &blocks, err) : s;
}

static dp_status add_to_shelf(ledger *l, const proposition *p, const block_list *blocks, int64_t key, dp_error *err) {
    for (uint32_t i = 0; i < blocks->own_count; i++) shelf_expect_near(l->bulk.shelf, blocks->own[i], p->days);
    for (uint32_t i = 0; i < blocks->beyond_count; i++) shelf_expect_near(l->bulk.shelf, blocks->beyond[i], p->days);
    dp_status s = insert_proposition(l, p, blocks, key, err);
    if (s != DP_OK) return s;
    const uint32_t no = shelf_add(l->bulk.shelf, p, key);
    if (no == SHELF_NONE) return error_nomem(err);
    for (uint32_t i = 0; i < blocks->own_count; i++) {
        uint32_t pushed;
        if (!shelf_put(l->bulk.shelf, blocks->own[i], no, &pushed)) return error_nomem(err);
        if (pushed != SHELF_NONE && (s = relate_pushed(l, pushed, err)) != DP_OK) return s;
    }
    return relate_on_shelf(l, no, blocks, err);
}

/* ---- those of a dispatch ------------------------------------------------------------------------------------------------- */

static dp_status find_or_add(ledger *l, const proposition *p, int64_t *key, dp_error *err) {
    block_list blocks;
    dp_status s = DP_OK;
    if (l->bulk.shelf) {
        const uint32_t no = shelf_find(l->bulk.shelf, p->id);
        *key = no == SHELF_NONE ? 0 : shelf_key(l->bulk.shelf, no);
        if (*key) return DP_OK;
        block_list_of(p, &blocks);
    } else {
        block_list_of(p, &blocks);
        s = find_proposition(l, p, &blocks, key, err);
        if (s != DP_OK || *key) return s;
    }
    *key = l->bulk.next_key++;
    return l->bulk.shelf ? add_to_shelf(l, p, &blocks, *key, err) : add_to_file(l, p, &blocks, *key, err);
}

static dp_status write_proposition(entry *e, const proposition *p, uint32_t claim_no, dp_error *err) {
    int64_t key;
    dp_status s = find_or_add(e->l, p, &key, err);
    staged_row *r = s == DP_OK ? stage_row(e->l, STAGE_CLAIM_PROPOSITIONS, err) : NULL;
    if (!r) return err->code;
    row_int(r, 1, key);
    row_int(r, 2, e->dispatch_key);
    row_int(r, 3, claim_no);
    return DP_OK;
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
