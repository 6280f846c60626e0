/* Rows: a question's columns, and a statement's rows handed on with them. */
#ifndef DP_LEDGER_ROWS_H
#define DP_LEDGER_ROWS_H

#include "ledger/cursor.h"
#include "ledger/filter.h"

typedef struct row_sink {
    ledger_row_fn fn;
    void *context;
    uint64_t *count; /* never NULL */
} row_sink;

typedef struct column {
    const char *name;
    uint8_t kind; /* enum ledger_cell_type */
    bool brief;
    const char *sql;  /* expression; NULL for what is worked out here, see `made` */
    const char *open; /* expression where private persons are shown; NULL: the same */
    uint8_t made;     /* enum column_made */
} column;
enum column_made {
    MADE_BY_SQL,
    MADE_SHORT_ID, /* of the content id that the expression gives */
    MADE_VOICE     /* id of the first original, of the dispatch row that the expression gives */
};
#define COLUMNS_MAX 64u

/* "expr, expr, …" of all columns. */
void columns_sql(const column *columns, uint32_t n, bool with_names, buf *out);

/* A row that was made of a statement's row: it lives until the statement steps on. */
typedef struct row_room {
    ledger_cell cells[COLUMNS_MAX];
    char made[COLUMNS_MAX][ID_CHARS + 1];
    char cursor[CURSOR_CHARS];
} row_room;
dp_status row_make(ledger *l, sqlite3_stmt *st, const column *columns, uint32_t n, row_room *out, dp_error *err);

/* Rows to be handed on: those of `st`, whose first columns are these. With `keys`, its rows' first two values are bound to `st`
 * one after the other, each for one row: what is put in order is narrow then. */
typedef struct row_source {
    sqlite3_stmt *keys, *st;
    const column *columns;
    uint32_t n;
    bool ordered; /* two more columns of `keys`, a day and an id, make the row's cursor */
} row_source;
/* Passes over *skip rows and counts it down; adds to *count. *on is false once fn wants no more. Finalises both statements. */
dp_status rows_hand_on(ledger *l, const row_source *from, uint64_t *skip, const row_sink *to, bool *on, dp_error *err);

/* Cells of rows that are counted here and not by SQL; a text or day that is NULL is not known. Borrowed. */
ledger_cell cell_of_text(const char *name, const char *s);
ledger_cell cell_of_day(const char *name, const char *iso);
ledger_cell cell_of_count(const char *name, uint64_t n);

/* The row of the dispatch whose text this one's goes back to; itself where it is no copy. */
dp_status voice_of(ledger *l, int64_t dispatch_key, int64_t *out, dp_error *err);

/* How many different dispatches and voices there are among n rows of dispatches; changes the array. */
dp_status count_voices(ledger *l, int64_t *keys, uint32_t n, uint32_t *dispatches, uint32_t *voices, dp_error *err);

#endif
