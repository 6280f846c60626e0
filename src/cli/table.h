/* Rows of the ledger as a person, a spreadsheet or a program reads them.
 *
 *   table   aligned columns, cut to the terminal's width      --json   one object a line      --csv   with a head, formula-safe
 */
#ifndef DP_CLI_TABLE_H
#define DP_CLI_TABLE_H

#include "cli/cli.h"
#include "ledger/ledger.h"

enum table_format { TABLE_HUMAN, TABLE_JSON, TABLE_CSV };

/* The options that choose a format; for the option tables of commands. */
#define TABLE_OPTIONS                                                                                                            \
    {"json", 0, NULL, "one JSON object a line"}, {                                                                               \
        "csv", 0, NULL, "comma-separated values with a head"                                                                     \
    }

/* False after a message where both are given. */
bool table_format_of(const cli *c, enum table_format *out);

typedef struct table {
    const cli *cli;
    enum table_format format;
    arena memory; /* the cells of a human table until it is printed */
    buf out;
    vec_of(const char *) heads;
    vec_of(const char *) cells; /* [rows][heads] ready for the terminal */
    vec_of(uint8_t) rights;     /* [heads] numbers stand to the right */
    uint64_t rows;
    bool failed; /* memory or standard output */
} table;

void table_begin(table *t, const cli *c, enum table_format format);
/* A ledger_row_fn; the context is the table. */
bool table_row(void *t, const ledger_row *row);
/* Prints what is left and frees everything; gives false where something failed. */
bool table_end(table *t);

#endif
