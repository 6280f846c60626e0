/* Staged rows and the virtual table that SQLite reads them from. */
#include "ledger/stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/sums.h"

/* So much is written at once: beyond it nothing is gained. */
#define ROWS_MANY  4096u
#define BYTES_MANY (4u << 20)

typedef struct form {
    const char *module; /* name of the virtual table */
    int columns;
    const char *insert;
    const char
        *summed; /* the table where its rows are a part of their dispatch's sum (sums.h), whose key comes first; else NULL */
} form;

/* clang-format off */
/* OR FAIL: with ABORT, SQLite would copy every page that the statement touches, to be able to take it back alone. */
#define INTO(table) "INSERT OR FAIL INTO " table " SELECT * FROM staged_" table
static const form forms[STAGE_TABLES] = {
    [STAGE_SENTENCES]          = {"staged_sentences",           6, INTO("sentences"), "sentences"},
    [STAGE_ACTOR_MENTIONS]     = {"staged_actor_mentions",      9, INTO("actor_mentions"), "actor_mentions"},
    [STAGE_PLACE_MENTIONS]     = {"staged_place_mentions",     13, INTO("place_mentions"), "place_mentions"},
    [STAGE_ALTERNATIVES]       = {"staged_place_alternatives",  9, INTO("place_alternatives"), "place_alternatives"},
    [STAGE_TIMES]              = {"staged_times",              12, INTO("times"), "times"},
    [STAGE_QUANTITIES]         = {"staged_quantities",         10, INTO("quantities"), "quantities"},
    [STAGE_CLAIMS]             = {"staged_claims",             41, INTO("claims"), "claims"},
    [STAGE_CLAIMANTS]          = {"staged_claimants",          13, INTO("claimants"), "claimants"},
    [STAGE_ROLES]              = {"staged_claim_roles",         6, INTO("claim_roles"), "claim_roles"},
    [STAGE_CASUALTIES]         = {"staged_casualties",         11, INTO("casualties"), "casualties"},
    [STAGE_CONTROL]            = {"staged_control",             9, INTO("control"), "control"},
    [STAGE_ATTRIBUTIONS]       = {"staged_attributions",       13, INTO("attributions"), "attributions"},
    [STAGE_PROPOSITIONS]       = {"staged_propositions",       25, INTO("propositions"), NULL},
    [STAGE_CLAIM_PROPOSITIONS] = {"staged_claim_propositions",  3, INTO("claim_propositions") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_RELATIONS]          = {"staged_relations",           7, INTO("relations") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_BLOCKS]             = {"staged_proposition_blocks",  5, INTO("proposition_blocks") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_SKETCH_RUNS]        = {"staged_sketch_runs",         4, INTO("sketch_runs") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_RUN_INPUTS]         = {"staged_run_inputs",          4, INTO("run_inputs"), NULL},
    [STAGE_DISPATCH_DAYS]      = {"staged_dispatch_days",       2, INTO("dispatch_days") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_ORIGINS]            = {"staged_origins",             3, INTO("origins") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_EVENT_CLAIMS]       = {"staged_event_claims",        3, INTO("event_claims"), NULL},
    [STAGE_EVENTS]             = {"staged_events",              3, INTO("events"), NULL},
    [STAGE_RARE_KINDS]         = {"staged_rare_kinds",          2, INTO("rare_kinds") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_SKETCHES]           = {"staged_sketches",            8, INTO("sketches"), "sketches"},
    [STAGE_SKETCH_QUEUE]       = {"staged_sketch_queue",        2, INTO("sketch_queue") " WHERE true ON CONFLICT DO NOTHING", NULL},
    [STAGE_COPIES]             = {"staged_copies",              4, INTO("copies") " WHERE true ON CONFLICT DO UPDATE SET copy_of = excluded.copy_of, share = excluded.share, basis = excluded.basis", NULL},
    [STAGE_SHARED_TEXT]        = {"staged_shared_text",         5, INTO("shared_text"), NULL},
};
/* clang-format on */

enum cell_type { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT, CELL_BLOB };
typedef struct cell {
    union {
        int64_t integer;
        double real;
        size_t at; /* of the text or blob */
    };
    uint32_t bytes;
    uint8_t type;
} cell;

struct staged_row {
    struct stage *of;
    cell *cells;
};

typedef struct stage {
    const form *form;
    cell *cells; /* [rows * columns] */
    uint32_t rows, room;
    char *text;
    size_t text_bytes, text_room;
    bool failed; /* a text found no memory: the rows cannot be written */
    staged_row row;
} stage;

struct stages {
    stage at[STAGE_TABLES];
};

/* ---- gathering --------------------------------------------------------------------------------------------------------- */

staged_row *stage_row(ledger *l, enum stage_table t, dp_error *err) {
    stage *s = &l->stages->at[t];
    const size_t columns = (size_t)s->form->columns;
    if (s->rows == s->room) {
        const uint32_t room = s->room ? s->room * 2 : 64;
        cell *cells = room > s->room ? realloc(s->cells, room * columns * sizeof *cells) : NULL;
        if (!cells) {
            error_nomem(err);
            return NULL;
        }
        s->cells = cells;
        s->room = room;
    }
    s->row = (staged_row){s, s->cells + s->rows++ * columns};
    memset(s->row.cells, 0, columns * sizeof *s->row.cells);
    return &s->row;
}

void row_int(staged_row *r, int column, int64_t v) {
    r->cells[column - 1] = (cell){.integer = v, .type = CELL_INT};
}

void row_real(staged_row *r, int column, double v) {
    if (!isnan(v)) r->cells[column - 1] = (cell){.real = v, .type = CELL_REAL};
}

static bool make_room(stage *s, size_t more) {
    if (s->text_room - s->text_bytes >= more) return true;
    size_t room = s->text_room ? s->text_room : 4096;
    while (room - s->text_bytes < more) room *= 2;
    char *text = realloc(s->text, room);
    if (!text) return false;
    s->text = text;
    s->text_room = room;
    return true;
}

static void keep_bytes(staged_row *r, int column, const void *at, size_t n, enum cell_type type) {
    stage *to = r->of;
    if (n > INT32_MAX || !make_room(to, n + 1)) { /* an empty text has a place too: NULL is something else */
        to->failed = true;
        return;
    }
    r->cells[column - 1] = (cell){.at = to->text_bytes, .bytes = (uint32_t)n, .type = (uint8_t)type};
    memcpy(to->text + to->text_bytes, at, n);
    to->text_bytes += n;
}

void row_bytes(staged_row *r, int column, const char *s, size_t n) {
    keep_bytes(r, column, s, n, CELL_TEXT);
}

void row_blob(staged_row *r, int column, const void *at, size_t n) {
    keep_bytes(r, column, at, n, CELL_BLOB);
}

void row_text(staged_row *r, int column, const char *s) {
    if (s) row_bytes(r, column, s, strlen(s));
}

void row_known(staged_row *r, int column, const char *s) {
    if (s && *s) row_bytes(r, column, s, strlen(s));
}

void row_day(staged_row *r, int column, int32_t day) {
    char iso[16];
    day_format(day, iso);
    row_known(r, column, iso);
}

void row_count(staged_row *r, int column, int64_t v) {
    if (v != QUANTITY_NONE) row_int(r, column, v);
}

void row_index(staged_row *r, int column, uint32_t v) {
    if (v != INDEX_NONE) row_int(r, column, v);
}

static uint32_t sum_of(const stage *s, const char *table, const cell *row, int columns) {
    row_sum sum = row_sum_begin(table);
    for (int i = 0; i < columns; i++) {
        if (row[i].type == CELL_INT)
            row_sum_int(&sum, row[i].integer);
        else if (row[i].type == CELL_REAL)
            row_sum_real(&sum, row[i].real);
        else if (row[i].type == CELL_NULL)
            row_sum_null(&sum);
        else if (row[i].type == CELL_BLOB)
            row_sum_blob(&sum, s->text + row[i].at, row[i].bytes);
        else
            row_sum_text(&sum, s->text + row[i].at, row[i].bytes);
    }
    return row_sum_end(&sum);
}

void row_seal(staged_row *r, const char *table) {
    const int last = r->of->form->columns;
    row_int(r, last, r->of->failed ? 0 : sum_of(r->of, table, r->cells, last - 1));
}

/* ---- the virtual table ------------------------------------------------------------------------------------------------- */

typedef struct staged_table {
    sqlite3_vtab base;
    const stage *stage;
} staged_table;

typedef struct staged_cursor {
    sqlite3_vtab_cursor base;
    const stage *stage;
    uint32_t row;
} staged_cursor;

static int table_connect(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **out, char **message) {
    (void)argc, (void)argv, (void)message;
    const stage *s = context;
    sqlite3_str *sql = sqlite3_str_new(db);
    for (int i = 0; i < s->form->columns; i++) sqlite3_str_appendf(sql, "%s%d", i ? ", c" : "CREATE TABLE x (c", i);
    sqlite3_str_appendf(sql, ")");
    char *text = sqlite3_str_finish(sql);
    if (!text) return SQLITE_NOMEM;
    const int code = sqlite3_declare_vtab(db, text);
    sqlite3_free(text);
    staged_table *t = code == SQLITE_OK ? calloc(1, sizeof *t) : NULL;
    if (!t) return code == SQLITE_OK ? SQLITE_NOMEM : code;
    t->stage = s;
    *out = &t->base;
    return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *t) {
    free(t);
    return SQLITE_OK;
}

static int table_plan(sqlite3_vtab *t, sqlite3_index_info *plan) {
    (void)t;
    plan->estimatedRows = ROWS_MANY;
    plan->estimatedCost = ROWS_MANY;
    return SQLITE_OK;
}

static int cursor_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out) {
    staged_cursor *c = calloc(1, sizeof *c);
    if (!c) return SQLITE_NOMEM;
    c->stage = ((staged_table *)t)->stage;
    *out = &c->base;
    return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *c) {
    free(c);
    return SQLITE_OK;
}

static int cursor_filter(sqlite3_vtab_cursor *c, int index, const char *name, int argc, sqlite3_value **argv) {
    (void)index, (void)name, (void)argc, (void)argv;
    ((staged_cursor *)c)->row = 0;
    return SQLITE_OK;
}

static int cursor_next(sqlite3_vtab_cursor *c) {
    ((staged_cursor *)c)->row++;
    return SQLITE_OK;
}

static int cursor_ended(sqlite3_vtab_cursor *c) {
    return ((staged_cursor *)c)->row >= ((staged_cursor *)c)->stage->rows;
}

static int cursor_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column) {
    const staged_cursor *c = (staged_cursor *)cursor;
    const cell *v = &c->stage->cells[(size_t)c->row * (size_t)c->stage->form->columns + (size_t)column];
    if (v->type == CELL_INT) sqlite3_result_int64(out, v->integer);
    if (v->type == CELL_REAL) sqlite3_result_double(out, v->real);
    if (v->type == CELL_TEXT) sqlite3_result_text(out, c->stage->text + v->at, (int)v->bytes, SQLITE_STATIC);
    if (v->type == CELL_BLOB) sqlite3_result_blob(out, c->stage->text + v->at, (int)v->bytes, SQLITE_STATIC);
    return SQLITE_OK;
}

static int cursor_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *out) {
    *out = ((staged_cursor *)c)->row;
    return SQLITE_OK;
}

/* No xCreate: the table is there under its module's name, and no schema can name it otherwise. */
static const sqlite3_module module = {.xConnect = table_connect,
                                      .xBestIndex = table_plan,
                                      .xDisconnect = table_disconnect,
                                      .xOpen = cursor_open,
                                      .xClose = cursor_close,
                                      .xFilter = cursor_filter,
                                      .xNext = cursor_next,
                                      .xEof = cursor_ended,
                                      .xColumn = cursor_column,
                                      .xRowid = cursor_rowid};

/* ---- opening and writing ----------------------------------------------------------------------------------------------- */

dp_status stages_open(ledger *l, dp_error *err) {
    l->stages = calloc(1, sizeof *l->stages);
    l->sums = calloc(1, sizeof *l->sums);
    if (!l->stages || !l->sums) return error_nomem(err);
    for (unsigned i = 0; i < STAGE_TABLES; i++) {
        l->stages->at[i].form = &forms[i];
        if (sqlite3_create_module_v2(l->db, forms[i].module, &module, &l->stages->at[i], NULL) != SQLITE_OK)
            return db_fail(l, "preparing to write", err);
    }
    return DP_OK;
}

void stages_close(ledger *l) {
    for (unsigned i = 0; l->stages && i < STAGE_TABLES; i++) {
        free(l->stages->at[i].cells);
        free(l->stages->at[i].text);
    }
    free(l->stages);
    free(l->sums);
    l->stages = NULL;
    l->sums = NULL;
}

static void empty(stage *s) {
    s->rows = 0;
    s->text_bytes = 0;
    s->failed = false;
}

void stages_clear(ledger *l) {
    for (unsigned i = 0; i < STAGE_TABLES; i++) empty(&l->stages->at[i]);
    sums_clear(l);
}

static dp_status sum_up(ledger *l, const stage *s, dp_error *err) {
    dp_status status = DP_OK;
    for (uint32_t i = 0; s->form->summed && status == DP_OK && i < s->rows; i++) {
        const cell *row = s->cells + (size_t)i * (size_t)s->form->columns;
        status = sums_add(l, row[0].integer, sum_of(s, s->form->summed, row, s->form->columns), err);
    }
    return status;
}

dp_status stage_flush(ledger *l, enum stage_table t, dp_error *err) {
    stage *s = &l->stages->at[t];
    if (!s->rows) return DP_OK;
    if (s->failed) return error_nomem(err);
    sqlite3_stmt *st = db_get(l, s->form->insert, err);
    if (!st) return err->code;
    dp_status status = db_run(l, st, err);
    if (status == DP_OK) status = sum_up(l, s, err);
    if (status == DP_OK) empty(s);
    return status;
}

dp_status stages_flush(ledger *l, dp_error *err) {
    dp_status s = DP_OK;
    for (unsigned i = 0; s == DP_OK && i < STAGE_TABLES; i++) s = stage_flush(l, i, err);
    return s == DP_OK ? sums_write(l, err) : s;
}

dp_status stages_relieve(ledger *l, dp_error *err) {
    dp_status s = DP_OK;
    for (unsigned i = 0; s == DP_OK && i < STAGE_TABLES; i++)
        if (l->stages->at[i].rows >= ROWS_MANY || l->stages->at[i].text_bytes >= BYTES_MANY) s = stage_flush(l, i, err);
    return s;
}
