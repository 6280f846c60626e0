/* What a text names: actors, places, times, quantities, statements about borders. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE actors (                 -- canonical; one row for each distinct reading\n"
    "  actor_key    INTEGER PRIMARY KEY,\n"
    "  id           TEXT NOT NULL UNIQUE,\n"
    "  code         TEXT,                  -- CAMEO/PLOVER actor code\n"
    "  label        TEXT NOT NULL,\n"
    "  shown        TEXT NOT NULL,\n"
    "  country      TEXT,                  -- ISO 3166 alpha-2\n"
    "  sectors      TEXT,                  -- PLOVER sectors, set apart by spaces\n"
    "  person       INTEGER NOT NULL       -- 1: a private person\n"
    ");\n",
    "CREATE TABLE actor_names (            -- every spelling, folded, that named the actor, and how often\n"
    "  folded       TEXT NOT NULL,\n"
    "  actor_key    INTEGER NOT NULL REFERENCES actors,\n"
    "  mentions     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (folded, actor_key)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE actor_mentions (\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  actor_no     INTEGER NOT NULL,\n"
    "  actor_key    INTEGER NOT NULL REFERENCES actors,\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  text         TEXT NOT NULL,\n"
    "  kind         TEXT NOT NULL,         -- known, composed, person, generic, unknown\n"
    "  coref        INTEGER,               -- actor_no that it stands for\n"
    "  rule         TEXT,\n"
    "  PRIMARY KEY (dispatch_key, actor_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE places (\n"
    "  place_key    INTEGER PRIMARY KEY,\n"
    "  id           TEXT NOT NULL UNIQUE,\n"
    "  gazetteer    TEXT,                  -- geonames, countries; NULL: unresolved\n"
    "  code         INTEGER,               -- number in that gazetteer\n"
    "  label        TEXT NOT NULL,         -- canonical name\n"
    "  country      TEXT,                  -- ISO 3166 alpha-2\n"
    "  admin1       TEXT,                  -- first-level region\n"
    "  feature      TEXT,                  -- GeoNames feature code\n"
    "  lat          REAL,\n"
    "  lon          REAL\n"
    ");\n",
    "CREATE TABLE place_names (\n"
    "  folded       TEXT NOT NULL,\n"
    "  place_key    INTEGER NOT NULL REFERENCES places,\n"
    "  mentions     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (folded, place_key)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE place_mentions (\n"
    "  dispatch_key  INTEGER NOT NULL REFERENCES dispatches,\n"
    "  place_no      INTEGER NOT NULL,\n"
    "  place_key     INTEGER NOT NULL REFERENCES places,\n"
    "  start_char    INTEGER NOT NULL,\n"
    "  end_char      INTEGER NOT NULL,\n"
    "  text          TEXT NOT NULL,\n"
    "  geo_precision INTEGER,              -- ACLED 1 to 3\n"
    "  where_prec    INTEGER,              -- UCDP 1 to 7\n"
    "  confidence    REAL,\n"
    "  as_actor      INTEGER NOT NULL,     -- 1: a country or capital that acts\n"
    "  in_name       INTEGER NOT NULL,     -- 1: inside the name of something else\n"
    "  coref         INTEGER,              -- place_no that it stands for\n"
    "  rule          TEXT,\n"
    "  PRIMARY KEY (dispatch_key, place_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE place_alternatives (     -- what else the name could have meant, best first\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  place_no     INTEGER NOT NULL,\n"
    "  rank         INTEGER NOT NULL,\n"
    "  code         INTEGER NOT NULL,      -- GeoNames id\n"
    "  label        TEXT NOT NULL,\n"
    "  country      TEXT,\n"
    "  lat          REAL,\n"
    "  lon          REAL,\n"
    "  score        REAL NOT NULL,\n"
    "  PRIMARY KEY (dispatch_key, place_no, rank)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE times (\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  time_no      INTEGER NOT NULL,\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  text         TEXT NOT NULL,\n"
    "  type         TEXT NOT NULL,         -- TIMEX3: DATE, TIME, DURATION, SET\n"
    "  value        TEXT NOT NULL,         -- TIMEX3\n"
    "  mod          TEXT,\n"
    "  first_day    TEXT,\n"
    "  last_day     TEXT,\n"
    "  basis        TEXT NOT NULL,\n"
    "  rule         TEXT,\n"
    "  PRIMARY KEY (dispatch_key, time_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE quantities (\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  quantity_no  INTEGER NOT NULL,\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  text         TEXT NOT NULL,\n"
    "  low          INTEGER,\n"
    "  best         INTEGER,\n"
    "  high         INTEGER,\n"
    "  unit         TEXT,\n"
    "  rule         TEXT,\n"
    "  PRIMARY KEY (dispatch_key, quantity_no)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE checks (                 -- statements about geography that can be tested\n"
    "  dispatch_key INTEGER NOT NULL REFERENCES dispatches,\n"
    "  check_no     INTEGER NOT NULL,\n"
    "  start_char   INTEGER NOT NULL,\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  kind         TEXT NOT NULL,         -- border, in\n"
    "  place_no     INTEGER,\n"
    "  country      TEXT NOT NULL,\n"
    "  holds        INTEGER NOT NULL,\n"
    "  distance_km  REAL,\n"
    "  rule         TEXT,\n"
    "  PRIMARY KEY (dispatch_key, check_no)\n"
    ") WITHOUT ROWID;\n",
    NULL};

static const char *const indexes[] = {"CREATE INDEX actors_code ON actors(code);\n",
                                      "CREATE INDEX actor_names_key ON actor_names(actor_key);\n",
                                      "CREATE INDEX places_code ON places(code);\n",
                                      "CREATE INDEX places_country ON places(country);\n",
                                      "CREATE INDEX places_label ON places(label, id);\n",
                                      "CREATE INDEX place_names_key ON place_names(place_key);\n",
                                      NULL};

const schema_part schema_mentions = {.tables = tables, .indexes = indexes};
