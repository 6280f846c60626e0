#include "ledger/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/entry.h"
#include "ledger/kinds.h"
#include "ledger/relate.h"
#include "ledger/stage.h"
#include "ledger/tables.h"

#define LARGE_SHARE     16            /* of what was there, the part that a run writes to be a large one */
#define ANEW_SHARE      2             /* likewise, from which on making the late indexes anew is less work than keeping them */
#define SHELF_BYTES_MAX (1024u << 20) /* beyond it a run goes on in the file */
#define EXPECTED        8             /* rows ahead of which a proposition's memory is fetched */
#define FILED_AT_ONCE   262144u       /* rows that are sorted together where no shelf has all */

void bulk_begin_run(ledger *l) {
    l->bulk = (struct bulk){0};
}

void bulk_drop(ledger *l) {
    shelf_free(l->bulk.shelf);
    l->bulk.shelf = NULL;
    l->bulk.before = 0; /* so much must be written again before another shelf is worth loading */
}

/* ---- filing ------------------------------------------------------------------------------------------------------------ */

/* A row of proposition_blocks. */
typedef struct block_row {
    uint64_t block;
    int64_t key;
    int32_t day;
    glimpse seen;
    char id[ID_CHARS + 1];
} block_row;

static dp_status stage_block(ledger *l, const block_row *from, dp_error *err) {
    staged_row *r = stage_row(l, STAGE_BLOCKS, err);
    if (!r) return err->code;
    row_int(r, 1, (int64_t)from->block);
    row_int(r, 2, from->day);
    row_text(r, 3, from->id);
    row_int(r, 4, from->key);
    row_int(r, 5, glimpse_number(&from->seen));
    return stages_relieve(l, err);
}

static dp_status file_shelf(ledger *l, dp_error *err) {
    const shelf *s = l->bulk.shelf;
    const uint32_t n = shelf_rows_count(s) - l->bulk.loaded;
    shelf_row *rows = shelf_rows(s, l->bulk.loaded);
    dp_status status = rows ? DP_OK : error_nomem(err);
    for (uint32_t i = 0; status == DP_OK && i < n; i++) {
        if (i + EXPECTED < n) shelf_expect(s, rows[i + EXPECTED].no);
        block_row row = {rows[i].block, shelf_key(s, rows[i].no), rows[i].day, shelf_glimpse(s, rows[i].no), ""};
        memcpy(row.id, shelf_at(s, rows[i].no)->id, sizeof row.id);
        status = stage_block(l, &row, err);
    }
    free(rows);
    return status == DP_OK ? stage_flush(l, STAGE_BLOCKS, err) : status;
}

/* Rows on their way there from those of their propositions. */
typedef struct unfiled_rows {
    block_row at[FILED_AT_ONCE];
    uint32_t n;
} unfiled_rows;

static int compare_unfiled(const void *a, const void *b) {
    const block_row *x = a, *y = b;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    return x->day != y->day ? (x->day < y->day ? -1 : 1) : strcmp(x->id, y->id);
}

static dp_status file_rows(ledger *l, unfiled_rows *rows, dp_error *err) {
    qsort(rows->at, rows->n, sizeof *rows->at, compare_unfiled);
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < rows->n; i++) s = stage_block(l, &rows->at[i], err);
    rows->n = 0;
    return s == DP_OK ? stage_flush(l, STAGE_BLOCKS, err) : s;
}

static dp_status file_proposition(void *context, ledger *l, const proposition *p, int64_t key, dp_error *err) {
    unfiled_rows *rows = context;
    block_list blocks;
    block_list_of(p, &blocks);
    if (rows->n + blocks.own_count > FILED_AT_ONCE) {
        dp_status s = file_rows(l, rows, err);
        if (s != DP_OK) return s;
    }
    for (uint32_t i = 0; i < blocks.own_count; i++) {
        block_row *r = &rows->at[rows->n++];
        *r = (block_row){.block = blocks.own[i], .key = key, .day = p->days.first, .seen = glimpse_of(p)};
        memcpy(r->id, p->id, sizeof r->id);
    }
    return DP_OK;
}

static dp_status file_from(ledger *l, int64_t first_key, dp_error *err) {
    unfiled_rows *rows = malloc(sizeof *rows);
    if (!rows) return error_nomem(err);
    rows->n = 0;
    dp_status s = each_proposition(l, first_key, file_proposition, rows, err);
    if (s == DP_OK) s = file_rows(l, rows, err);
    free(rows);
    return s;
}

/* A large run does not queue who may belong to another event now: where it cannot end as one, all may. */
static dp_status queue_events(ledger *l, dp_error *err) {
    return db_exec(l,
                   "INSERT INTO event_queue SELECT DISTINCT dispatch_key, claim_no FROM claim_propositions "
                   "WHERE EXISTS (SELECT 1 FROM event_claims) ON CONFLICT DO NOTHING",
                   err);
}

dp_status bulk_recover(ledger *l, dp_error *err) {
    int64_t first_key;
    dp_status s = db_number(l, "SELECT proposition_key FROM unfiled", &first_key, err);
    if (s != DP_OK || !first_key) return s;
    s = file_from(l, first_key, err);
    if (s == DP_OK) s = db_exec(l, "DELETE FROM unfiled", err);
    return s == DP_OK ? queue_events(l, err) : s;
}

dp_status bulk_end_run(ledger *l, dp_error *err) {
    dp_status s = stages_flush(l, err);
    if (s != DP_OK || !l->bulk.shelf) return s;
    if ((s = file_shelf(l, err)) == DP_OK) s = db_exec(l, "DELETE FROM unfiled", err);
    bulk_drop(l);
    return s;
}

dp_status bulk_leave(ledger *l, dp_error *err) {
    const bool large = l->bulk.shelf != NULL;
    dp_status s = bulk_end_run(l, err);
    if (s == DP_OK && large) s = queue_events(l, err);
    return s == DP_OK && large ? events_look(l, err) : s;
}

/* ---- entering ---------------------------------------------------------------------------------------------------------- */

static dp_status load_proposition(void *context, ledger *l, const proposition *p, int64_t key, dp_error *err) {
    (void)l;
    shelf *s = context;
    const uint32_t no = shelf_add(s, p, key);
    if (no == SHELF_NONE) return error_nomem(err);
    block_list blocks;
    block_list_of(p, &blocks);
    uint32_t pushed;
    for (uint32_t i = 0; i < blocks.own_count; i++)
        if (!shelf_put(s, blocks.own[i], no, &pushed)) return error_nomem(err);
    return DP_OK;
}

static dp_status mark_unfiled(ledger *l, dp_error *err) {
    sqlite3_stmt *st = db_get(l, "INSERT INTO unfiled VALUES (?1)", err);
    if (!st) return err->code;
    put_int(st, 1, l->bulk.next_key);
    return db_run(l, st, err);
}

static dp_status enter(ledger *l, dp_error *err) {
    if (!(l->bulk.shelf = shelf_new())) return error_nomem(err);
    dp_status s = each_proposition(l, 0, load_proposition, l->bulk.shelf, err);
    if (s == DP_OK) s = mark_unfiled(l, err);
    l->bulk.loaded = shelf_rows_count(l->bulk.shelf);
    if (s == DP_OK)
        l->no_events = true;
    else
        bulk_drop(l);
    return s;
}

/* How much of what was there has this run written? Costs of going over are in proportion to what was there. */
static dp_status go_over(ledger *l, dp_error *err) {
    const int64_t there = l->bulk.before - 1, written = l->bulk.next_key - l->bulk.before;
    dp_status s = DP_OK;
    if (!l->bulk.shelf && !l->bulk.refused && written * LARGE_SHARE >= there) s = enter(l, err);
    if (s != DP_OK || !l->bulk.shelf || l->bulk.anew || written * ANEW_SHARE < there) return s;
    l->bulk.anew = true;
    return late_indexes_drop(l, err);
}

/* Another program may have written since our last batch. */
static dp_status notice_others(ledger *l, dp_error *err) {
    int64_t version;
    dp_status s = db_number(l, "PRAGMA data_version", &version, err);
    if (s != DP_OK || version == l->data_version) return s;
    l->data_version = version;
    bulk_drop(l);
    kinds_forget(l);
    return events_look(l, err);
}

dp_status bulk_begin_batch(ledger *l, dp_error *err) {
    dp_status s = notice_others(l, err);
    if (s == DP_OK && !l->bulk.shelf) s = bulk_recover(l, err);
    if (s == DP_OK) s = db_number(l, "SELECT max(proposition_key) + 1 FROM propositions", &l->bulk.next_key, err);
    if (s != DP_OK) return s;
    if (!l->bulk.next_key) l->bulk.next_key = 1;
    if (!l->bulk.before) l->bulk.before = l->bulk.next_key;
    if (l->bulk.shelf) {
        l->bulk.refused = shelf_bytes(l->bulk.shelf) > SHELF_BYTES_MAX;
        if (l->bulk.refused) return bulk_leave(l, err);
    }
    return go_over(l, err);
}

dp_status bulk_step(ledger *l, dp_error *err) {
    if (!l->bulk.before || (l->bulk.shelf && l->bulk.anew)) return DP_OK;
    return go_over(l, err);
}
