/* The ledger's tables as SQL, and its version. The comments inside the SQL are kept by SQLite: `.schema` shows them. */
#ifndef DP_LEDGER_SCHEMA_H
#define DP_LEDGER_SCHEMA_H

/* "DPCH": PRAGMA application_id, so that `file` and we can tell a ledger from another program's database. */
#define LEDGER_APPLICATION_ID 0x44504348
#define LEDGER_SCHEMA_VERSION 1

extern const char *const ledger_schema_tables[]; /* NULL-terminated, in an order that runs */
extern const char ledger_schema_text[];          /* the full text index, where the library has FTS5 */
extern const char *const ledger_schema_views[];  /* one view a common question; NULL-terminated */

#endif
