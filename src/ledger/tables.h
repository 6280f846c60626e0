/* Making the tables, and doing without some indexes while very much is written. */
#ifndef DP_LEDGER_TABLES_H
#define DP_LEDGER_TABLES_H

#include "ledger/internal.h"

/* All tables, indexes and views of a fresh file, in one transaction; `fts`: the full text index too. */
dp_status tables_make(ledger *l, bool fts, dp_error *err);

/* The late indexes (schema.h). A ledger that lacks them answers the same, only slower; so a read that is killed between the two
 * has lost nothing, and the next run makes them. */
dp_status late_indexes_drop(ledger *l, dp_error *err);
dp_status late_indexes_make(ledger *l, dp_error *err); /* those that are missing */
dp_status late_indexes_there(ledger *l, bool *all, dp_error *err);

/* Any index of the schema: gone while an empty table is filled, and made again within the same transaction. */
dp_status index_drop(ledger *l, const char *name, dp_error *err);
dp_status index_make(ledger *l, const char *name, dp_error *err);

#endif
