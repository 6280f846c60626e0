/* Propositions and how they stand to each other. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE propositions (           -- what claims say, without who says it; equal ones are one row\n"
    "  proposition_key INTEGER PRIMARY KEY,\n"
    "  id           TEXT NOT NULL,         -- P and 16 digits of base 32\n"
    "  family       TEXT NOT NULL,         -- control, count, event\n"
    "  first_day    TEXT NOT NULL,\n"
    "  last_day     TEXT NOT NULL,\n"
    "  time_basis   TEXT NOT NULL,         -- inferred: of a count that ran over all of these days\n"
    "  place_key    INTEGER REFERENCES places, -- the claim's, or the one that its dispatch was telling of\n"
    "  spot         TEXT,                  -- gazetteer and code, or the folded name; NULL for countries and regions\n"
    "  country      TEXT,                  -- ISO 3166 alpha-2\n"
    "  lat          REAL,\n"
    "  lon          REAL,\n"
    "  reach_km     REAL NOT NULL,         -- what is as near is taken to lie in it\n"
    "  state        TEXT NOT NULL,         -- control state, casualty role or PLOVER type\n"
    "  act          TEXT,                  -- CAMEO code and ACLED sub-event\n"
    "  party        TEXT,                  -- holder or actors: kind:code=folded name, set apart by |\n"
    "  other        TEXT,                  -- from whom, or recipients\n"
    "  who          TEXT,                  -- those who are counted\n"
    "  low          INTEGER,\n"
    "  high         INTEGER,\n"
    "  polarity     TEXT NOT NULL,\n"
    "  ongoing      INTEGER NOT NULL,      -- 1: said of the day of the dispatch\n"
    "  words        TEXT NOT NULL,         -- what is said, in one line; private persons masked\n"
    "  first_no     INTEGER NOT NULL,      -- first_day as days since 1970-01-01\n"
    "  block_sum    INTEGER NOT NULL,      -- for check: of its rows of proposition_blocks\n"
    "  sum          INTEGER NOT NULL       -- for check: of this row\n"
    ");\n",
    "CREATE TABLE proposition_blocks (     -- only propositions that share a block are compared\n"
    "  block        INTEGER NOT NULL,\n"
    "  first_no     INTEGER NOT NULL,\n"
    "  id           TEXT NOT NULL,         -- of the proposition: the lowest ones of a block and day are compared\n"
    "  proposition_key INTEGER NOT NULL REFERENCES propositions,\n"
    "  glimpse      INTEGER NOT NULL,      -- enough of it to pass over those that lie apart: src/ledger/glance.h\n"
    "  PRIMARY KEY (block, first_no, id)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE unfiled (                -- while very much is read: this proposition and all after it lie in no block yet\n"
    "  proposition_key INTEGER PRIMARY KEY\n"
    ");\n",
    "CREATE TABLE claim_propositions (\n"
    "  proposition_key INTEGER NOT NULL REFERENCES propositions,\n"
    "  dispatch_key INTEGER NOT NULL,\n"
    "  claim_no     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (proposition_key, dispatch_key, claim_no),\n"
    "  FOREIGN KEY (dispatch_key, claim_no) REFERENCES claims\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE relations (              -- between propositions; v_relations gives the pairs of claims\n"
    "  a            INTEGER NOT NULL REFERENCES propositions(proposition_key),\n"
    "  b            INTEGER NOT NULL REFERENCES propositions(proposition_key),\n"
    "  field        TEXT NOT NULL,         -- what was compared: holder, status, polarity, count, date, place; same: all, or "
    "count\n"
    "                                     -- where the counts differ and yet fit (at least 10, 16)\n"
    "  kind         TEXT NOT NULL,         -- same, contradicts, denies (b denies a)\n"
    "  place_key    INTEGER REFERENCES places, -- of a, else of b; with first_no, the order in which conflicts are listed\n"
    "  first_no     INTEGER NOT NULL,      -- the later one of the days on which a and b begin, since 1970-01-01\n"
    "  sum          INTEGER NOT NULL,      -- for check: of this row\n"
    "  PRIMARY KEY (a, b, field)\n"
    ") WITHOUT ROWID;\n",
    NULL};

/* Who is pushed out of a crowded block loses its relations while the ledger is read. */
static const char *const indexes[] = {"CREATE INDEX relations_b ON relations(b);\n", NULL};

static const char *const late[] = {"CREATE INDEX claim_propositions_claim ON claim_propositions(dispatch_key, claim_no);\n",
                                   "CREATE INDEX relations_order ON relations(place_key, first_no, kind, field)\n"
                                   " WHERE kind <> 'same' OR field = 'count';\n",
                                   NULL};

const schema_part schema_relations = {.tables = tables, .indexes = indexes, .late = late};
