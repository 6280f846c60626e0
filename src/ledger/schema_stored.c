/* How much of a dispatch's text is kept, where it stood on the page it was taken from, and a sum of all its rows. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE partial_texts (          -- dispatches whose text is not stored whole (depeche read --store)\n"
    "  dispatch_key INTEGER PRIMARY KEY REFERENCES dispatches,\n"
    "  store        TEXT NOT NULL,         -- spans: dispatches.text has blanks in place of what was not kept; none: it is "
    "empty\n"
    "  stored_hash  TEXT NOT NULL          -- XXH3-128 of dispatches.text as it stands; text_hash is that of the whole text\n"
    ");\n",
    "CREATE TABLE kept_spans (             -- of a text of which spans are stored: what is kept\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES partial_texts,\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (dispatch_key, start_char)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE pages (                  -- of a dispatch that is the article of a page\n"
    "  dispatch_key INTEGER PRIMARY KEY REFERENCES dispatches,\n"
    "  bytes        INTEGER NOT NULL,      -- of the page as it was fetched; dispatches.hash is theirs\n"
    "  map          BLOB NOT NULL          -- which of them each piece of the text came from (docs/ledger.md)\n"
    ");\n",
    "CREATE TABLE dispatch_sums (          -- by which depeche check sees that a value was changed (src/ledger/sums.h)\n"
    "  dispatch_key INTEGER PRIMARY KEY REFERENCES dispatches,\n"
    "  sum          INTEGER NOT NULL\n"
    ");\n",
    NULL};

const schema_part schema_stored = {.tables = tables};
