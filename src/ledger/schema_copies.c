/* Sketches of texts, and which dispatch copies which. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE sketches (               -- hashes of the text's five-word runs and numbers, to find copies\n"
    "  dispatch_key INTEGER PRIMARY KEY REFERENCES dispatches,\n"
    "  day_no       INTEGER NOT NULL,      -- with tie: the order in which copies follow originals\n"
    "  tie          INTEGER NOT NULL,\n"
    "  rate         INTEGER NOT NULL,      -- the sketch holds the runs whose hash is below 2^32 / 2^rate\n"
    "  hashes       BLOB NOT NULL,         -- 32-bit numbers, ascending\n"
    "  number_rate  INTEGER NOT NULL,      -- likewise of the numbers in digits\n"
    "  numbers      BLOB NOT NULL,\n"
    "  agencies     BLOB NOT NULL          -- hashes of the names that are credited\n"
    ");\n",
    "CREATE TABLE sketch_queue (           -- who has to look for an original when the run ends\n"
    "  dispatch_key INTEGER PRIMARY KEY REFERENCES dispatches,\n"
    "  state        INTEGER NOT NULL       -- 1: new; 2: its neighbours may have changed; 3: what they are to each other may "
    "have\n"
    ");\n",
    "CREATE TABLE sketch_runs (            -- the index: some runs of each sketch\n"
    "  run_hash     INTEGER NOT NULL,\n"
    "  day_no       INTEGER NOT NULL,\n"
    "  tie          INTEGER NOT NULL,\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  PRIMARY KEY (run_hash, day_no, tie, dispatch_key)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE shared_text (            -- the dispatches that share most words with one, copies or not; at most eight\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  position     INTEGER NOT NULL,      -- 0: the nearest\n"
    "  other_key    INTEGER NOT NULL REFERENCES dispatches(dispatch_key),\n"
    "  share        REAL NOT NULL,         -- of the five-word runs of the shorter text, those that the other has\n"
    "  runs         INTEGER NOT NULL,      -- how many these are\n"
    "  PRIMARY KEY (dispatch_key, position)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE credits (                -- agencies and outlets whose text a dispatch says it carries: \"PARIS (AFP) -\"\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  credit_no    INTEGER NOT NULL,\n"
    "  actor_key    INTEGER NOT NULL REFERENCES actors,\n"
    "  kind         TEXT NOT NULL,         -- dateline, bracket, line\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  rule         TEXT,\n"
    "  PRIMARY KEY (dispatch_key, credit_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE copies (\n"
    "  dispatch_key INTEGER PRIMARY KEY REFERENCES dispatches,\n"
    "  copy_of      INTEGER NOT NULL REFERENCES dispatches(dispatch_key),\n"
    "  share        REAL,                  -- as in shared_text\n"
    "  basis        TEXT NOT NULL DEFAULT 'read' -- read, or coder: coders say so, whatever was found\n"
    ");\n",
    NULL};

static const char *const indexes[] = {"CREATE INDEX shared_text_other ON shared_text(other_key);\n",
                                      "CREATE INDEX copies_of ON copies(copy_of);\n", NULL};

static const char *const views[] = {
    "CREATE VIEW v_shared_text AS          -- pairs of dispatches that share text, copies or not, the later one first\n"
    "  SELECT d.id AS dispatch, o.id AS other, t.share, t.runs,\n"
    "         EXISTS (SELECT 1 FROM copies y WHERE y.dispatch_key = t.k AND y.copy_of = t.o) AS copy, d.source, o.source AS "
    "other_source\n"
    "    FROM (SELECT dispatch_key AS k, other_key AS o, share, runs FROM shared_text\n"
    "          UNION SELECT other_key, dispatch_key, share, runs FROM shared_text) t\n"
    "    JOIN sketches sk ON sk.dispatch_key = t.k JOIN sketches so ON so.dispatch_key = t.o\n"
    "    JOIN dispatches d ON d.dispatch_key = t.k JOIN dispatches o ON o.dispatch_key = t.o\n"
    "   WHERE (so.day_no, so.tie, so.dispatch_key) < (sk.day_no, sk.tie, sk.dispatch_key);\n",
    "CREATE VIEW v_voices AS               -- each dispatch with the first one whose text it carries\n"
    "  WITH RECURSIVE up(dispatch_key, root) AS (\n"
    "    SELECT dispatch_key, dispatch_key FROM dispatches WHERE dispatch_key NOT IN (SELECT dispatch_key FROM copies)\n"
    "    UNION ALL SELECT c.dispatch_key, up.root FROM copies c JOIN up ON c.copy_of = up.dispatch_key)\n"
    "  SELECT d.id AS dispatch, r.id AS voice, o.id AS copy_of, c.share, d.source, r.source AS voice_source, c.basis\n"
    "    FROM up JOIN dispatches d ON d.dispatch_key = up.dispatch_key JOIN dispatches r ON r.dispatch_key = up.root\n"
    "    LEFT JOIN copies c ON c.dispatch_key = d.dispatch_key LEFT JOIN dispatches o ON o.dispatch_key = c.copy_of;\n",
    NULL};

const schema_part schema_copies = {.tables = tables, .indexes = indexes, .views = views};
