/* Conflicts that only coders know of (settled.h), and pairs on which coders differ: listed behind those that were read, by the
 * ids of their claims. */
#ifndef DP_LEDGER_CONFLICT_CODERS_H
#define DP_LEDGER_CONFLICT_CODERS_H

#include "ledger/rows.h"

typedef struct conflict_coders {
    ledger *l;
    filter_sql q;
    sqlite3_stmt *st;
} conflict_coders;

/* Does the list begin, or go on, among those that were read? */
bool conflict_is_read(const ledger_filter *f);

/* `columns`: SQL over the pair v (a row of v_relations), its claims a and b, and places p. Two more columns follow them: the ids
 * of both claims. */
dp_status conflict_coders_begin(ledger *l, const ledger_filter *f, const char *columns, conflict_coders *out, dp_error *err);
dp_status conflict_coders_next(conflict_coders *w, bool *row, dp_error *err);
void conflict_coders_end(conflict_coders *w);
/* The cursor of the row it stands at. */
void conflict_coders_cursor(const conflict_coders *w, char out[CURSOR_CHARS]);

#endif
