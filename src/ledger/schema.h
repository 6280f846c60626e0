/* The ledger's tables as SQL, by subject, and the version of their form. The comments inside the SQL are kept by SQLite:
 * `.schema` shows them.
 *
 *   schema_dispatches ─ schema_mentions ─ schema_claims ─ schema_relations ─ schema_events ─ schema_copies ─ schema_review … each
 * in a file of its name
 *
 * A new subject: a file with its lists and one line in ledger_schema. A change of any form: LEDGER_SCHEMA_VERSION goes up
 * once a release; nothing else is to be written, because an older ledger is brought up to date from its `kept` tables alone
 * (upgrade.h). */
#ifndef DP_LEDGER_SCHEMA_H
#define DP_LEDGER_SCHEMA_H

/* "DPCH": PRAGMA application_id, so that `file` and we can tell a ledger from another program's database. */
#define LEDGER_APPLICATION_ID 0x44504348
#define LEDGER_SCHEMA_VERSION 7

/* Lists are NULL-terminated; one that is NULL is empty. */
typedef struct schema_part {
    const char *const *tables;  /* CREATE TABLE …, in an order that runs */
    const char *const *indexes; /* CREATE [UNIQUE] INDEX …, needed while dispatches are written */
    /* CREATE INDEX …, which only questions and erasing use: a read into an empty ledger makes them at its end, in one pass each
     * instead of a page here and there for every row. */
    const char *const *late;
    const char *const *views; /* CREATE VIEW …, one a common question */
    /* Names of tables whose rows cannot be made again from the dispatches' texts: they outlive a change of form. A column that
     * such a table gains must be one that may be NULL or has a default. */
    const char *const *kept;
} schema_part;

extern const schema_part schema_dispatches, schema_mentions, schema_claims, schema_relations, schema_events, schema_copies,
    schema_review, schema_settled, schema_withheld, schema_watch, schema_stored, schema_inputs;
extern const schema_part *const ledger_schema[]; /* all of them, NULL-terminated */
extern const char ledger_schema_text[];          /* the full text index, where the library has FTS5 */

#endif
