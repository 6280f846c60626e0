/* What coders decided about claims. Nothing here can be made again from the dispatches, and nothing is ever changed: who thinks
 * better of a decision adds another, and an `undo` names the row that it takes back. */
#include <stddef.h>

#include "ledger/decided_sql.h"
#include "ledger/schema.h"

static const char *const tables[] = {
    "CREATE TABLE decisions (              -- the coders' log, in the order of their decisions; rows are only ever added\n"
    "  decision_key INTEGER PRIMARY KEY,\n"
    "  coder        TEXT NOT NULL,\n"
    "  role         TEXT NOT NULL,         -- coder, adjudicator\n"
    "  blind        INTEGER NOT NULL,      -- 1: made without sight of other coders' decisions\n"
    "  made         TEXT NOT NULL,         -- UTC, 2017-11-10T14:03:22Z\n"
    "  kind         TEXT NOT NULL,         -- accept, reject, skip, edit, same, contradicts, copy, apart, comment, add,\n"
    "                                      -- undo\n"
    "  claim        TEXT NOT NULL,         -- id of the claim as it was then; of an added one, made from its words' place\n"
    "  field        TEXT,                  -- of an edit: days, place, type, actor\n"
    "  old_value    TEXT,                  -- days: EDTF; place: GeoNames number, else its name; type: PLOVER; actor: codes\n"
    "  new_value    TEXT,                  -- the same, NULL: as it was read; of an added claim its type\n"
    "  other        TEXT,                  -- same, contradicts: id of the other claim; copy: of the dispatch it copies; apart: "
    "of\n"
    "                                      -- a claim that it does not go with, or a dispatch that it does not copy\n"
    "  comment      TEXT,\n"
    "  undoes       INTEGER REFERENCES decisions(decision_key),\n"
    "  dispatch     TEXT NOT NULL,         -- id of the dispatch, and where in it the trigger (or the added words) stood:\n"
    "  start_char   INTEGER NOT NULL,      -- by these a decision finds its claim again when that has got another id\n"
    "  end_char     INTEGER NOT NULL,\n"
    "  says         TEXT NOT NULL,         -- what the claim said then, in one line; private persons masked\n"
    "  pack         TEXT,                  -- hash of the pack that had read the dispatch\n"
    "  version      TEXT NOT NULL,         -- of depeche\n"
    "  other_dispatch TEXT,                -- of the other claim, as above: by these it is found again\n"
    "  other_start  INTEGER,\n"
    "  other_end    INTEGER\n"
    ");\n",
    /* For other programs; depeche's own connections run no triggers. */
    "CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT raise(ABORT, 'decisions are only ever added'); END;\n",
    "CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN SELECT raise(ABORT, 'decisions are only ever added'); "
    "END;\n",
    NULL};

static const char *const indexes[] = {
    "CREATE INDEX decisions_claim ON decisions(claim);\n", "CREATE INDEX decisions_dispatch ON decisions(dispatch);\n",
    "CREATE INDEX decisions_other ON decisions(other_dispatch) WHERE other_dispatch IS NOT NULL;\n",
    "CREATE INDEX decisions_undoes ON decisions(undoes) WHERE undoes IS NOT NULL;\n", NULL};

/* The claim that a decision was made of, or that it names, as it is called today. One that is gone is looked for where its
 * trigger stood; but what was decided on beside it under the same pack is another claim. */
#define CLAIM_NOW(id, dispatch, start, end)                                                                                      \
    "coalesce((SELECT c.id FROM claims c WHERE c.id = x." id "),\n"                                                              \
    "           (SELECT substr(max(printf('%010d%010d', min(c.trigger_end, x." end ") - max(c.trigger_start, x." start "),\n"    \
    "                                     999999999 - c.claim_no) || c.id), 21) -- the widest overlap, then the first\n"         \
    "              FROM dispatches d JOIN claims c USING (dispatch_key)\n"                                                       \
    "             WHERE d.id = x." dispatch " AND c.trigger_start < x." end " AND c.trigger_end > x." start "\n"                 \
    "               AND NOT EXISTS (SELECT 1 FROM decisions o WHERE o.claim = c.id AND o.pack IS x.pack)))"

#define CLAIM_DECIDED CLAIM_NOW("claim", "dispatch", "start_char", "end_char")
#define CLAIM_TIED    CLAIM_NOW("other", "other_dispatch", "other_start", "other_end")

static const char *const views[] = {
    "CREATE VIEW v_standing AS             -- decisions that were not undone; claim: its id now, NULL: no claim stands there\n"
    "  SELECT x.decision_key, x.coder, x.role, x.blind, x.made, x.kind, x.claim AS decided, x.field, x.old_value, x.new_value,\n"
    "         x.other, x.comment, x.dispatch, x.start_char, x.end_char, x.says,\n"
    "         " CLAIM_DECIDED " AS claim,\n"
    "         " CLAIM_TIED " AS other_claim, x.other_dispatch\n"
    "    FROM decisions x\n"
    "   WHERE x.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.decision_key);\n",
    "CREATE VIEW v_decisions AS            -- one row a claim and coder: what stands of his decisions\n" DECISIONS("") ";\n",
    "CREATE VIEW v_verdicts AS             -- one row a claim: the adjudicator's decision, else that of the coders; "
    "disputed:\n" VERDICTS("v_decisions") ";\n",
    "CREATE VIEW v_tied AS                 -- one row a pair of claims and coder: same, contradicts or apart\n" TIED("") ";\n",
    "CREATE VIEW v_ties AS                 -- one row a pair: the adjudicator's decision, else that of the coders; undecided:\n"
    "                                      -- they differ and nobody adjudicated\n" SETTLED("claim_a, claim_b", "v_tied") ";\n",
    "CREATE VIEW v_copied AS               -- one row a pair of dispatches; kind: the id of the copy, apart, or "
    "undecided\n" SETTLED("dispatch_a, dispatch_b", "(" COPIED("") ")") ";\n",
    NULL};

static const char *const kept[] = {"decisions", NULL};

const schema_part schema_review = {.tables = tables, .indexes = indexes, .views = views, .kept = kept};
