/* Dispatches, where they were found, their sentences; and the manifest of runs. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE dispatches (\n"
    "  dispatch_key INTEGER PRIMARY KEY,\n"
    "  id           TEXT NOT NULL UNIQUE,  -- D and 16 digits of base 32, from the bytes of the record\n"
    "  given_id     TEXT,                  -- as handed in\n"
    "  hash         TEXT NOT NULL,         -- XXH3-128 of the bytes of the record\n"
    "  source       TEXT,                  -- outlet\n"
    "  title        TEXT,\n"
    "  title_shown  TEXT,                  -- with private persons masked; NULL: no difference\n"
    "  url          TEXT,\n"
    "  lang         TEXT NOT NULL,         -- BCP 47, of the analysis\n"
    "  lang_basis   TEXT NOT NULL,         -- given, detected\n"
    "  date         TEXT,                  -- EDTF: 2017-11-10, 2017-11, 2017\n"
    "  date_basis   TEXT NOT NULL,         -- given, inferred, unknown\n"
    "  first_day    TEXT,                  -- earliest and latest day that it can be\n"
    "  last_day     TEXT,\n"
    "  pack         TEXT,                  -- hash of the pack that read it\n"
    "  version      TEXT NOT NULL,         -- of depeche\n"
    "  characters   INTEGER NOT NULL,      -- code points of the text\n"
    "  text_hash    TEXT NOT NULL,         -- XXH3-128 of the text's UTF-8, by which depeche check sees damage\n"
    "  text         TEXT NOT NULL\n"
    ");\n",
    "CREATE TABLE origins (                -- where a dispatch was found; the same bytes may lie in several files\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  file         TEXT NOT NULL,\n"
    "  line         INTEGER NOT NULL,      -- of a JSON Lines file, from 1; 0 in a plain one\n"
    "  PRIMARY KEY (dispatch_key, file, line)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE dispatch_days (          -- days that the dispatch may be of, where its day was not given\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  day          TEXT NOT NULL,\n"
    "  PRIMARY KEY (dispatch_key, day)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE date_evidence (          -- words that narrow the dispatch's day\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  evidence_no  INTEGER NOT NULL,\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (dispatch_key, evidence_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE sentences (\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  sentence_no  INTEGER NOT NULL,\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  paragraph    INTEGER NOT NULL,\n"
    "  headline     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (dispatch_key, sentence_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE runs (                   -- the manifest: what was read, by what\n"
    "  run_key      INTEGER PRIMARY KEY,\n"
    "  version      TEXT NOT NULL,\n"
    "  pack         TEXT,\n"
    "  options      TEXT,\n"
    "  started      TEXT NOT NULL,         -- UTC\n"
    "  finished     TEXT                   -- NULL: interrupted\n"
    ");\n",
    "CREATE TABLE run_inputs (             -- every dispatch that a run met, in the order of its reading\n"
    "  run_key      INTEGER NOT NULL REFERENCES runs,\n"
    "  input_no     INTEGER NOT NULL,\n"
    "  hash         TEXT NOT NULL,\n"
    "  outcome      TEXT NOT NULL,         -- added, replaced, known\n"
    "  PRIMARY KEY (run_key, input_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE rejects (                -- inputs that could not be read\n"
    "  run_key      INTEGER NOT NULL REFERENCES runs,\n"
    "  reject_no    INTEGER NOT NULL,\n"
    "  file         TEXT NOT NULL,\n"
    "  line         INTEGER NOT NULL,\n"
    "  code         INTEGER NOT NULL,\n"
    "  message      TEXT NOT NULL,\n"
    "  remedy       TEXT,\n"
    "  PRIMARY KEY (run_key, reject_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE forgotten (              -- dispatches that were taken out for good: nothing of what they said is kept\n"
    "  id           TEXT PRIMARY KEY,      -- as it was in dispatches, so that the same bytes are known when they come again\n"
    "  hash         TEXT NOT NULL,\n"
    "  forgotten    TEXT NOT NULL,         -- UTC\n"
    "  reason       TEXT,                  -- of the one who asked for it\n"
    "  swept        INTEGER NOT NULL       -- 1: the file was written anew since\n"
    ") WITHOUT ROWID;\n",
    NULL};

static const char *const late[] = {
    "CREATE INDEX dispatches_order ON dispatches(first_day IS NULL, first_day, id, last_day);\n",
    "CREATE INDEX dispatches_long ON dispatches(first_day, id, last_day) WHERE last_day > first_day;\n",
    "CREATE INDEX dispatches_source ON dispatches(source);\n",
    "CREATE INDEX dispatches_given ON dispatches(given_id);\n",
    "CREATE INDEX dispatches_lang ON dispatches(lang, pack, version);\n",
    NULL};

static const char *const kept[] = {"dispatches", "origins", "runs", "run_inputs", "rejects", "forgotten", NULL};

const schema_part schema_dispatches = {.tables = tables, .late = late, .kept = kept};
