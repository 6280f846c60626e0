/* Which claims tell of one event, as a table that is kept up to date and a view that sums it up. */
#include <stddef.h>

#include "ledger/event_sql.h"
#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE event_claims (           -- claims that tell of one event, whether they agree on it or not\n"
    "  dispatch_key INTEGER NOT NULL,\n"
    "  claim_no     INTEGER NOT NULL,\n"
    "  event        TEXT NOT NULL,         -- the lowest id of its claims\n"
    "  PRIMARY KEY (dispatch_key, claim_no),\n"
    "  FOREIGN KEY (dispatch_key, claim_no) REFERENCES claims\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE events (                 -- one row an event, with the days between which its claims lie\n"
    "  id           TEXT PRIMARY KEY,      -- the lowest id of its claims, as in event_claims\n"
    "  first_day    TEXT,\n"
    "  last_day     TEXT\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE event_queue (            -- claims whose event is to be worked out when the run ends\n"
    "  dispatch_key INTEGER NOT NULL,\n"
    "  claim_no     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (dispatch_key, claim_no)\n"
    ") WITHOUT ROWID;\n",
    NULL};

static const char *const late[] = {"CREATE INDEX event_claims_event ON event_claims(event);\n",
                                   "CREATE INDEX events_order ON events(first_day IS NULL, first_day, id, last_day);\n",
                                   "CREATE INDEX events_long ON events(first_day, id, last_day) WHERE last_day > first_day;\n",
                                   NULL};

#define PLACE_LABEL   EVENT_PLACE("label")
#define PLACE_COUNTRY EVENT_PLACE("country")
#define PLACE_CODE    EVENT_PLACE("code")
#define KILLED_LOW    EVENT_LOW("'killed'")
#define KILLED_BEST   EVENT_BEST("'killed'")
#define KILLED_HIGH   EVENT_HIGH("'killed'")
#define SHOWN         EVENT_CLAIMANTS("claimant_shown")
#define ROLE_LOW      EVENT_LOW("e.role")
#define ROLE_BEST     EVENT_BEST("e.role")
#define ROLE_HIGH     EVENT_HIGH("e.role")

static const char *const views[] = {
    "CREATE VIEW v_events AS               -- one row an event; every count is somebody's, none is a mean\n"
    "  SELECT e.event, " EVENT_FIRST " AS first_day, " EVENT_LAST " AS last_day,\n"
    "         " PLACE_LABEL " AS place, " PLACE_COUNTRY " AS country, " PLACE_CODE " AS place_code,\n"
    "         " EVENT_TYPES " AS types,\n"
    "         " KILLED_LOW " AS killed_low, " KILLED_BEST " AS killed_best,\n"
    "         " KILLED_HIGH " AS killed_high,\n"
    "         " EVENT_CLAIMS " AS claims, " EVENT_DISPATCHES " AS dispatches, " EVENT_VOICES " AS voices,\n"
    "         " SHOWN " AS claimants, " EVENT_IDS " AS claim_ids, " EVENT_BASIS " AS basis\n"
    "    FROM (SELECT DISTINCT event FROM event_claims) e;\n",
    "CREATE VIEW v_event_casualties AS     -- lowest, best carried and highest count of an event, by role\n"
    "  SELECT e.event, e.role, " ROLE_LOW " AS low, " ROLE_BEST " AS best,\n"
    "         " ROLE_HIGH " AS high\n"
    "    FROM (SELECT DISTINCT event, role FROM event_claims JOIN casualties USING (dispatch_key, claim_no)) e;\n",
    NULL};

const schema_part schema_events = {.tables = tables, .late = late, .views = views};
