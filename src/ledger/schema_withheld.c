/* What the ledger's owner keeps out of exports. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {"CREATE TABLE withheld (               -- left out of every export, until it is taken back\n"
                                     "  id           TEXT PRIMARY KEY,      -- content id of a dispatch, a claim or a place\n"
                                     "  kind         TEXT NOT NULL,         -- dispatch, claim, place\n"
                                     "  reason       TEXT                   -- in the owner's words\n"
                                     ") WITHOUT ROWID;\n",
                                     NULL};

static const char *const kept[] = {"withheld", NULL};

const schema_part schema_withheld = {.tables = tables, .kept = kept};
