/* What coders decided about claims. Nothing here can be made again from the dispatches, and nothing is ever changed: who thinks
 * better of a decision adds another, and an `undo` names the row that it takes back. */
#include <stddef.h>

#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE decisions (              -- the coders' log, in the order of their decisions; rows are only ever added\n"
    "  decision_key INTEGER PRIMARY KEY,\n"
    "  coder        TEXT NOT NULL,\n"
    "  role         TEXT NOT NULL,         -- coder, adjudicator\n"
    "  blind        INTEGER NOT NULL,      -- 1: made without sight of other coders' decisions\n"
    "  made         TEXT NOT NULL,         -- UTC, 2017-11-10T14:03:22Z\n"
    "  kind         TEXT NOT NULL,         -- accept, reject, skip, edit, same, contradicts, copy, comment, add, undo\n"
    "  claim        TEXT NOT NULL,         -- id of the claim as it was then; of an added one, made from its words' place\n"
    "  field        TEXT,                  -- of an edit: days, place, type, actor\n"
    "  old_value    TEXT,                  -- days: EDTF; place: GeoNames number, else its name; type: PLOVER; actor: codes\n"
    "  new_value    TEXT,                  -- the same, NULL: as it was read; of an added claim its type\n"
    "  other        TEXT,                  -- same, contradicts: id of the other claim; copy: of the dispatch it copies\n"
    "  comment      TEXT,\n"
    "  undoes       INTEGER REFERENCES decisions(decision_key),\n"
    "  dispatch     TEXT NOT NULL,         -- id of the dispatch, and where in it the trigger (or the added words) stood:\n"
    "  start_char   INTEGER NOT NULL,      -- by these a decision finds its claim again when that has got another id\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  says         TEXT NOT NULL,         -- what the claim said then, in one line; private persons masked\n"
    "  pack         TEXT,                  -- hash of the pack that had read the dispatch\n"
    "  version      TEXT NOT NULL          -- of depeche\n"
    ");\n",
    /* For other programs; depeche's own connections run no triggers. */
    "CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT raise(ABORT, 'decisions are only ever added'); END;\n",
    "CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN SELECT raise(ABORT, 'decisions are only ever added'); "
    "END;\n",
    NULL};

static const char *const indexes[] = {"CREATE INDEX decisions_claim ON decisions(claim);\n",
                                      "CREATE INDEX decisions_dispatch ON decisions(dispatch);\n",
                                      "CREATE INDEX decisions_undoes ON decisions(undoes) WHERE undoes IS NOT NULL;\n", NULL};

/* The latest of a group: decisions are numbered in their order, so that the greatest "number value" is the last. An edit
 * without a value gives the claim its own one back. */
#define LATEST(condition, value)                                                                                                 \
    "nullif(substr(max(CASE WHEN " condition " THEN printf('%015d', decision_key) || coalesce(" value ", '') END), 16), '')"

static const char *const views[] = {
    /* A claim that is gone is looked for where its trigger stood; but what was decided on beside it under the same pack
     * is another claim. */
    "CREATE VIEW v_standing AS             -- decisions that were not undone; claim: its id now, NULL: no claim stands there\n"
    "  SELECT x.decision_key, x.coder, x.role, x.blind, x.made, x.kind, x.claim AS decided, x.field, x.old_value, x.new_value,\n"
    "         x.other, x.comment, x.dispatch, x.start_char, x.end_char, x.says,\n"
    "         coalesce((SELECT c.id FROM claims c WHERE c.id = x.claim),\n"
    "           (SELECT substr(max(printf('%010d%010d', min(c.trigger_end, x.end_char) - max(c.trigger_start, x.start_char),\n"
    "                                     999999999 - c.claim_no) || c.id), 21) -- the widest overlap, then the first\n"
    "              FROM dispatches d JOIN claims c USING (dispatch_key)\n"
    "             WHERE d.id = x.dispatch AND c.trigger_start < x.end_char AND c.trigger_end > x.start_char\n"
    "               AND NOT EXISTS (SELECT 1 FROM decisions o WHERE o.claim = c.id AND o.pack IS x.pack))) AS claim\n"
    "    FROM decisions x\n"
    "   WHERE x.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.decision_key);\n",
    "CREATE VIEW v_decisions AS            -- one row a claim and coder: what stands of his decisions\n"
    "  SELECT claim, coder, role, " LATEST(
        "kind IN ('accept', 'reject', 'skip', 'add')",
        "CASE kind WHEN 'add' THEN 'accept' ELSE kind END") " AS verdict,\n"
                                                            "         " LATEST("field = 'days'", "new_value") " AS days, " LATEST(
                                                                "field = 'place'",
                                                                "new_value") " AS place,\n"
                                                                             "         " LATEST("field = 'type' OR kind = 'add'", "new_value") " AS type, " LATEST(
                                                                                 "field = 'actor'",
                                                                                 "new_value") " AS actor,\n"
                                                                                              "         " LATEST(
                                                                                                  "kind = 'comment'",
                                                                                                  "comment") " AS comment, "
                                                                                                             "min(blind) AS "
                                                                                                             "blind, max(made) "
                                                                                                             "AS made,\n"
                                                                                                             "         "
                                                                                                             "max(decision_key) "
                                                                                                             "AS decision_key\n"
                                                                                                             "    FROM "
                                                                                                             "v_standing WHERE "
                                                                                                             "claim IS NOT NULL "
                                                                                                             "GROUP BY claim, "
                                                                                                             "coder, role;\n",
    "CREATE VIEW v_verdicts AS             -- one row a claim: the adjudicator's decision, else that of the coders; disputed:\n"
    "  WITH said AS (                      -- they differ and nobody adjudicated. A value is NULL where the claim's own stands\n"
    "    SELECT * FROM v_decisions WHERE verdict IN ('accept', 'reject')),\n"
    "  judged AS (\n"
    "    SELECT claim, verdict, days, place, type, actor, max(decision_key) AS decision_key FROM said\n"
    "     WHERE role = 'adjudicator' GROUP BY claim),\n"
    "  coded AS (\n"
    "    SELECT claim, count(*) AS coders, min(verdict) AS verdict, min(days) AS days, min(place) AS place, min(type) AS type,\n"
    "           min(actor) AS actor, max(made) AS made, count(DISTINCT verdict || char(31) || coalesce(days, '') || char(31) ||\n"
    "           coalesce(place, '') || char(31) || coalesce(type, '') || char(31) || coalesce(actor, '')) AS answers\n"
    "      FROM said WHERE role = 'coder' GROUP BY claim)\n"
    "  SELECT claim, verdict, days, place, type, actor, 1 AS adjudicated,\n"
    "         coalesce((SELECT coders FROM coded c WHERE c.claim = judged.claim), 0) AS coders FROM judged\n"
    "  UNION ALL\n"
    "  SELECT claim, CASE answers WHEN 1 THEN verdict ELSE 'disputed' END, CASE answers WHEN 1 THEN days END,\n"
    "         CASE answers WHEN 1 THEN place END, CASE answers WHEN 1 THEN type END, CASE answers WHEN 1 THEN actor END, 0,\n"
    "         coders FROM coded WHERE claim NOT IN (SELECT claim FROM judged);\n",
    NULL};

static const char *const kept[] = {"decisions", NULL};

const schema_part schema_review = {.tables = tables, .indexes = indexes, .views = views, .kept = kept};
