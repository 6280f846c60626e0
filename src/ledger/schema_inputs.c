/* How far each input file was read. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE inputs (                 -- files that were read, whole or in part: what did not change is not read again\n"
    "  file           TEXT PRIMARY KEY,    -- as it was named; members of archives are not listed\n"
    "  bytes          INTEGER NOT NULL,    -- size, time of the last change (ns since 1970) and number of the file when it was "
    "read\n"
    "  changed        INTEGER NOT NULL,\n"
    "  inode          INTEGER NOT NULL,\n"
    "  pack           TEXT,                -- what read it\n"
    "  version        TEXT NOT NULL,\n"
    "  records        INTEGER NOT NULL,    -- that were cut from it, all of them in the ledger\n"
    "  dispatches     INTEGER NOT NULL,    -- of these, those that could be read …\n"
    "  rejected       INTEGER NOT NULL,    -- … and those that could not\n"
    "  restart        INTEGER NOT NULL,    -- byte of the file from which reading can go on; 0: only from its beginning\n"
    "  restart_record INTEGER NOT NULL,    -- records before that byte\n"
    "  restart_line   INTEGER NOT NULL,    -- number of the last one (origins.line)\n"
    "  done           INTEGER NOT NULL     -- 1: all of it was read\n"
    ") WITHOUT ROWID;\n",
    NULL};

const schema_part schema_inputs = {.tables = tables};
