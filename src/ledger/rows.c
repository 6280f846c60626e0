/* Rows on their way out, and their printers. */
#include "ledger/rows.h"

#include <math.h>
#include <string.h>

#include "core/csv.h"

void columns_sql(const column *columns, uint32_t n, bool with_names, buf *out) {
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_str(out, ", ");
        buf_str(out, with_names && columns[i].open ? columns[i].open : columns[i].sql);
    }
}

dp_status voice_of(ledger *l, int64_t dispatch_key, int64_t *out, dp_error *err) {
    *out = dispatch_key;
    for (int steps = 0; steps < 10000; steps++) { /* originals are earlier, so that it ends; a damaged file may go in circles */
        sqlite3_stmt *st = db_get(l, "SELECT copy_of FROM copies WHERE dispatch_key = ?1", err);
        if (!st) return err->code;
        put_int(st, 1, *out);
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        *out = sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
    }
    return DP_OK;
}

static void set_text(ledger_cell *c, const char *s, size_t n) {
    c->type = s ? c->kind : LEDGER_NULL;
    c->text = s;
    c->text_bytes = n;
}

/* Text that is made here lives in `room`, beside the row. */
static dp_status make_cell(ledger *l, const column *k, sqlite3_stmt *st, int i, char room[ID_CHARS + 1], ledger_cell *c,
                           dp_error *err) {
    if (sqlite3_column_type(st, i) == SQLITE_NULL) return DP_OK;
    if (k->made == MADE_SHORT_ID) {
        const char *id = (const char *)sqlite3_column_text(st, i);
        uint32_t n = 0;
        if (!id || strlen(id) != ID_CHARS) return DP_OK;
        dp_status s = id_short_length(l, id, &n, err);
        if (s != DP_OK) return s;
        memcpy(room, id, n);
        room[n] = '\0';
        set_text(c, room, n);
        return DP_OK;
    }
    int64_t voice;
    dp_status s = voice_of(l, sqlite3_column_int64(st, i), &voice, err);
    sqlite3_stmt *find = s == DP_OK ? db_get(l, "SELECT id FROM dispatches WHERE dispatch_key = ?1", err) : NULL;
    if (!find) return err->code;
    put_int(find, 1, voice);
    bool row;
    if ((s = db_step(l, find, &row, err)) != DP_OK || !row) return s;
    const char *id = (const char *)sqlite3_column_text(find, 0);
    size_t n = id ? strnlen(id, ID_CHARS) : 0;
    memcpy(room, id ? id : "", n);
    room[n] = '\0';
    sqlite3_reset(find);
    set_text(c, room, n);
    return DP_OK;
}

static void sql_cell(sqlite3_stmt *st, int i, ledger_cell *c) {
    if (sqlite3_column_type(st, i) == SQLITE_NULL) return;
    switch (c->kind) {
    case LEDGER_INT:
    case LEDGER_BOOL:
        c->type = c->kind;
        c->integer = sqlite3_column_int64(st, i);
        break;
    case LEDGER_REAL:
        c->type = c->kind;
        c->real = sqlite3_column_double(st, i);
        break;
    default: {
        const char *s = (const char *)sqlite3_column_text(st, i);
        set_text(c, s, s ? (size_t)sqlite3_column_bytes(st, i) : 0);
    }
    }
}

/* The next row to hand on. */
static dp_status next_row(ledger *l, const row_source *from, uint64_t *skip, bool *row, dp_error *err) {
    sqlite3_stmt *first = from->keys ? from->keys : from->st;
    do {
        dp_status s = db_step(l, first, row, err);
        if (s != DP_OK || !*row) return s;
        if (*skip) {
            --*skip;
            *row = false;
            continue;
        }
        if (!from->keys) return s;
        sqlite3_reset(from->st);
        sqlite3_bind_value(from->st, 1, sqlite3_column_value(from->keys, 0));
        sqlite3_bind_value(from->st, 2, sqlite3_column_value(from->keys, 1));
        if ((s = db_step(l, from->st, row, err)) != DP_OK) return s;
    } while (!*row);
    return DP_OK;
}

dp_status row_make(ledger *l, sqlite3_stmt *st, const column *columns, uint32_t n, row_room *out, dp_error *err) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n; i++) {
        out->cells[i] = (ledger_cell){.name = columns[i].name, .kind = columns[i].kind, .brief = columns[i].brief};
        if (columns[i].made == MADE_BY_SQL)
            sql_cell(st, (int)i, &out->cells[i]);
        else
            s = make_cell(l, &columns[i], st, (int)i, out->made[i], &out->cells[i], err);
    }
    return s;
}

/* "C4K7….2016-03-04" of the third and fourth column. */
static void write_cursor(sqlite3_stmt *keys, char out[CURSOR_CHARS]) {
    const char *const parts[] = {(const char *)sqlite3_column_text(keys, 3), (const char *)sqlite3_column_text(keys, 2)};
    list_cursor_write(parts, 2, out);
}

dp_status rows_hand_on(ledger *l, const row_source *from, uint64_t *skip, const row_sink *to, bool *on, dp_error *err) {
    row_room room;
    dp_status s = DP_OK;
    for (*on = true; *on;) {
        bool row;
        if ((s = next_row(l, from, skip, &row, err)) != DP_OK || !row) break;
        if ((s = row_make(l, from->st, from->columns, from->n, &room, err)) != DP_OK) break;
        if (from->ordered) write_cursor(from->keys, room.cursor);
        ++*to->count;
        *on = to->fn(to->context, &(ledger_row){room.cells, from->n, from->ordered ? room.cursor : NULL});
    }
    sqlite3_finalize(from->keys);
    sqlite3_finalize(from->st);
    return s;
}

static ledger_cell cell_of(const char *name, enum ledger_cell_type kind, const char *s) {
    ledger_cell c = {.name = name, .kind = (uint8_t)kind, .brief = true};
    set_text(&c, s, s ? strlen(s) : 0);
    return c;
}

ledger_cell cell_of_text(const char *name, const char *s) {
    return cell_of(name, LEDGER_TEXT, s);
}

ledger_cell cell_of_day(const char *name, const char *iso) {
    return cell_of(name, LEDGER_DATE, iso);
}

ledger_cell cell_of_count(const char *name, uint64_t n) {
    return (ledger_cell){.name = name, .type = LEDGER_INT, .kind = LEDGER_INT, .brief = true, .integer = (int64_t)n};
}

/* ---- printers ------------------------------------------------------------------------------------------------------------ */

void ledger_row_csv_head(const ledger_row *row, buf *out) {
    for (uint32_t i = 0; i < row->n; i++) {
        if (i) buf_char(out, ',');
        csv_text(row->cells[i].name, strlen(row->cells[i].name), false, out);
    }
    buf_str(out, "\r\n");
}

void ledger_row_csv(const ledger_row *row, buf *out) {
    for (uint32_t i = 0; i < row->n; i++) {
        const ledger_cell *c = &row->cells[i];
        if (i) buf_char(out, ',');
        switch (c->type) {
        case LEDGER_INT:
        case LEDGER_BOOL:
            buf_int(out, c->integer);
            break;
        case LEDGER_REAL:
            if (isfinite(c->real)) json_number(c->real, out);
            break;
        case LEDGER_TEXT:
        case LEDGER_DATE:
            csv_text(c->text, c->text_bytes, false, out);
            break;
        default:
            break;
        }
    }
    buf_str(out, "\r\n");
}

void ledger_row_json(const ledger_row *row, buf *out) {
    buf_char(out, '{');
    for (uint32_t i = 0; i < row->n; i++) {
        const ledger_cell *c = &row->cells[i];
        switch (c->type) {
        case LEDGER_INT:
            json_kv_int(out, c->name, c->integer);
            break;
        case LEDGER_BOOL:
            json_kv_bool(out, c->name, c->integer != 0);
            break;
        case LEDGER_REAL:
            json_key(out, c->name);
            json_number(c->real, out);
            break;
        case LEDGER_TEXT:
        case LEDGER_DATE:
            json_key(out, c->name);
            json_str(out, c->text, c->text_bytes);
            break;
        default:
            json_kv_null(out, c->name);
        }
    }
    buf_str(out, "}\n");
}
