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
    "  time_basis   TEXT NOT NULL,\n"
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
    "  first_no     INTEGER NOT NULL       -- first_day as days since 1970-01-01\n"
    ");\n",
    "CREATE TABLE proposition_blocks (     -- only propositions that share a block are compared\n"
    "  block        INTEGER NOT NULL,\n"
    "  first_no     INTEGER NOT NULL,\n"
    "  id           TEXT NOT NULL,         -- of the proposition: the lowest ones of a block and day are compared\n"
    "  proposition_key INTEGER NOT NULL REFERENCES propositions,\n"
    "  PRIMARY KEY (block, first_no, id)\n"
    ") WITHOUT ROWID;\n",
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
    "  PRIMARY KEY (a, b, field)\n"
    ") WITHOUT ROWID;\n",
    NULL};

/* Who is pushed out of a crowded block loses its relations while the ledger is read. */
static const char *const indexes[] = {"CREATE INDEX relations_b ON relations(b);\n", NULL};

static const char *const late[] = {"CREATE INDEX claim_propositions_claim ON claim_propositions(dispatch_key, claim_no);\n",
                                   "CREATE INDEX relations_order ON relations(place_key, first_no, kind, field)\n"
                                   " WHERE kind <> 'same' OR field = 'count';\n",
                                   NULL};

/* Claims a and b of a relation r, named x and y: the columns of v_relations and where they come from. */
#define PAIR(x, y)                                                                                                               \
    x ".id AS claim_a, " y ".id AS claim_b, " x ".claimant_shown AS claimant_a, " y ".claimant_shown AS claimant_b,\n"           \
      "         p" x ".words AS words_a, p" y ".words AS words_b, coalesce(pa.place_key, pb.place_key) AS place_key,\n"          \
      "         min(max(pa.first_day, pb.first_day), min(pa.last_day, pb.last_day)) AS first_day,\n"                             \
      "         max(max(pa.first_day, pb.first_day), min(pa.last_day, pb.last_day)) AS last_day\n"                               \
      "    FROM relations r JOIN propositions pa ON pa.proposition_key = r.a JOIN propositions pb ON pb.proposition_key = r.b\n" \
      "    JOIN claim_propositions ka ON ka.proposition_key = r.a\n"                                                             \
      "    JOIN claims a ON a.dispatch_key = ka.dispatch_key AND a.claim_no = ka.claim_no\n"                                     \
      "    JOIN dispatches da ON da.dispatch_key = a.dispatch_key\n"                                                             \
      "    JOIN claim_propositions kb ON kb.proposition_key = r.b\n"                                                             \
      "    JOIN claims b ON b.dispatch_key = kb.dispatch_key AND b.claim_no = kb.claim_no\n"                                     \
      "    JOIN dispatches db ON db.dispatch_key = b.dispatch_key\n"

/* A new count by whoever gave the old one is a correction, also where it fits: "at least 10", then 16. */
#define ONE_CLAIMANT "   WHERE a.claimant_fold = b.claimant_fold AND r.field IN ('count', 'date', 'polarity')\n"

static const char *const views[] = {
    "CREATE VIEW v_relations AS            -- pairs of claims that cannot both be right, or where one takes the other back\n"
    "  SELECT r.kind, r.field, " PAIR("a", "b") "   WHERE r.kind <> 'same' AND a.claimant_fold <> b.claimant_fold\n"
                                                "  UNION ALL\n"
                                                "  SELECT 'corrects', r.field, " PAIR("a", "b") ONE_CLAIMANT
    "     AND da.first_day < db.first_day\n"
    "  UNION ALL\n"
    "  SELECT 'corrects', r.field, " PAIR("b", "a") ONE_CLAIMANT "     AND db.first_day < da.first_day;\n",
    "CREATE VIEW v_conflicts AS            -- the same with a reason in words\n"
    "  SELECT v.kind, v.field, p.label AS place, p.country, v.first_day, v.last_day, v.claim_a, v.claim_b,\n"
    "         v.claimant_a || ' says ' || v.words_a || '; ' || v.claimant_b || ' says ' || v.words_b AS reason\n"
    "    FROM v_relations v LEFT JOIN places p USING (place_key);\n",
    "CREATE VIEW v_same AS                 -- pairs of claims that say the same; a correction does not\n"
    "  SELECT min(a.id, b.id) AS claim_a, max(a.id, b.id) AS claim_b\n"
    "    FROM relations r JOIN claim_propositions ka ON ka.proposition_key = r.a\n"
    "    JOIN claims a ON a.dispatch_key = ka.dispatch_key AND a.claim_no = ka.claim_no\n"
    "    JOIN dispatches da ON da.dispatch_key = a.dispatch_key\n"
    "    JOIN claim_propositions kb ON kb.proposition_key = r.b\n"
    "    JOIN claims b ON b.dispatch_key = kb.dispatch_key AND b.claim_no = kb.claim_no\n"
    "    JOIN dispatches db ON db.dispatch_key = b.dispatch_key\n"
    "   WHERE r.kind = 'same' AND a.id <> b.id\n"
    "     AND NOT (r.field = 'count' AND a.claimant_fold = b.claimant_fold AND da.first_day <> db.first_day)\n"
    "  UNION\n"
    "  SELECT a.id, b.id FROM claim_propositions ka\n"
    "    JOIN claims a ON a.dispatch_key = ka.dispatch_key AND a.claim_no = ka.claim_no\n"
    "    JOIN claim_propositions kb ON kb.proposition_key = ka.proposition_key\n"
    "    JOIN claims b ON b.dispatch_key = kb.dispatch_key AND b.claim_no = kb.claim_no\n"
    "   WHERE a.id < b.id;\n",
    NULL};

const schema_part schema_relations = {.tables = tables, .indexes = indexes, .late = late, .views = views};
