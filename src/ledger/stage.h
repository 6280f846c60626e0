/* Rows on their way into tables that are only added to: gathered in memory and written by the thousand, each table's by one
 * statement, because of a small row nearly all the work is the statement.
 *
 *   row_int, row_text … ─▶ stage of a table ─▶ staged_claims (a virtual table over it) ─▶ INSERT INTO claims SELECT * FROM it
 *
 * What is staged is in no table yet: it is flushed before anything reads it, before a batch ends, and whenever it has grown
 * large. Texts are copied. Belongs to the ledger's handle and is used under its lock. */
#ifndef DP_LEDGER_STAGE_H
#define DP_LEDGER_STAGE_H

#include "ledger/internal.h"

enum stage_table {
    STAGE_SENTENCES,
    STAGE_ACTOR_MENTIONS,
    STAGE_PLACE_MENTIONS,
    STAGE_ALTERNATIVES,
    STAGE_TIMES,
    STAGE_QUANTITIES,
    STAGE_CLAIMS,
    STAGE_CLAIMANTS,
    STAGE_ROLES,
    STAGE_CASUALTIES,
    STAGE_CONTROL,
    STAGE_ATTRIBUTIONS,
    STAGE_PROPOSITIONS,
    STAGE_CLAIM_PROPOSITIONS,
    STAGE_RELATIONS,
    STAGE_BLOCKS,
    STAGE_EVENT_CLAIMS,
    STAGE_SKETCH_RUNS,
    STAGE_RUN_INPUTS,
    STAGE_DISPATCH_DAYS,
    STAGE_ORIGINS,
    STAGE_EVENTS,
    STAGE_RARE_KINDS,
    STAGE_SKETCHES,
    STAGE_SKETCH_QUEUE,
    STAGE_SHARED_TEXT,
    STAGE_COPIES,
    STAGE_TABLES
};

/* Makes the virtual tables of a handle that is open for writing. */
dp_status stages_open(ledger *l, dp_error *err);
void stages_close(ledger *l);

/* A new row, all of it NULL, to be filled before the next one of its table is asked for. NULL with *err set where memory is out.
 */
typedef struct staged_row staged_row;
staged_row *stage_row(ledger *l, enum stage_table t, dp_error *err);

/* Columns count from 1, as the parameters of a statement do. */
void row_int(staged_row *r, int column, int64_t v);
void row_real(staged_row *r, int column, double v); /* NAN is NULL */
void row_bytes(staged_row *r, int column, const char *s, size_t n);
void row_blob(staged_row *r, int column, const void *at, size_t n);
void row_text(staged_row *r, int column, const char *s);  /* NULL is NULL */
void row_known(staged_row *r, int column, const char *s); /* "" too */
void row_day(staged_row *r, int column, int32_t day);     /* DAY_NONE is NULL */
void row_count(staged_row *r, int column, int64_t v);     /* QUANTITY_NONE is NULL */
void row_index(staged_row *r, int column, uint32_t v);    /* INDEX_NONE is NULL */

/* Fills the last column, once all others stand, with the sum of the row (sums.h). */
void row_seal(staged_row *r, const char *table);

/* Writes what is staged of one table, of all, or of all where it has become much. */
dp_status stage_flush(ledger *l, enum stage_table t, dp_error *err);
dp_status stages_flush(ledger *l, dp_error *err);
dp_status stages_relieve(ledger *l, dp_error *err);
void stages_clear(ledger *l); /* forgets it: for a batch that is dropped */

#endif
