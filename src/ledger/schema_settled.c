/* What the coders' decisions come to, and how claims stand to each other with that: relations as they were read, without those
 * that coders overruled, and those that only coders made. Every row says whose it is. The tables follow from `decisions` and are
 * worked out at each decision and when a run ends (settled.c); what was read stays in `relations` untouched. */
#include <stddef.h>

#include "ledger/decided_sql.h"
#include "ledger/schema.h"
#include "ledger/settled_sql.h"

static const char *const tables[] = {
    "CREATE TABLE rejected_claims (        -- what coders rejected: left out of lists, relations, events, lanes and exports\n"
    "  dispatch_key INTEGER NOT NULL,\n"
    "  claim_no     INTEGER NOT NULL,\n"
    "  PRIMARY KEY (dispatch_key, claim_no),\n"
    "  FOREIGN KEY (dispatch_key, claim_no) REFERENCES claims\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE coder_ties (             -- how coders say that two claims stand to each other; each pair stands here both "
    "ways\n"
    "  dispatch_key INTEGER NOT NULL,\n"
    "  claim_no     INTEGER NOT NULL,\n"
    "  other_dispatch INTEGER NOT NULL,\n"
    "  other_claim  INTEGER NOT NULL,\n"
    "  kind         TEXT NOT NULL,         -- same, contradicts, apart: neither\n"
    "  PRIMARY KEY (dispatch_key, claim_no, other_dispatch, other_claim),\n"
    "  FOREIGN KEY (dispatch_key, claim_no) REFERENCES claims,\n"
    "  FOREIGN KEY (other_dispatch, other_claim) REFERENCES claims\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE overruled_relations (    -- rows of relations of which coders say otherwise\n"
    "  a            INTEGER NOT NULL,\n"
    "  b            INTEGER NOT NULL,\n"
    "  field        TEXT NOT NULL,\n"
    "  PRIMARY KEY (a, b, field)\n"
    ") WITHOUT ROWID;\n",
    "CREATE TABLE overruled_copies (       -- rows of copies as they were found, in whose place a coder's stands, or none\n"
    "  dispatch_key INTEGER PRIMARY KEY REFERENCES dispatches,\n"
    "  copy_of      INTEGER NOT NULL REFERENCES dispatches(dispatch_key),\n"
    "  share        REAL\n"
    ");\n",
    NULL};

/* ---- pairs of claims ------------------------------------------------------------------------------------------------------ */

/* Claims a and b of a relation r, named x and y: the columns of v_relations and where they come from. */
#define PAIR(x, y)                                                                                                               \
    x ".id AS claim_a, " y ".id AS claim_b, " x ".claimant_shown AS claimant_a, " y ".claimant_shown AS claimant_b,\n"           \
      "         p" x ".words AS words_a, p" y ".words AS words_b, coalesce(pa.place_key, pb.place_key) AS place_key,\n"          \
      "         min(max(pa.first_day, pb.first_day), min(pa.last_day, pb.last_day)) AS first_day,\n"                             \
      "         max(max(pa.first_day, pb.first_day), min(pa.last_day, pb.last_day)) AS last_day,\n"                              \
      "         " PAIR_STANDS " AS stands\n"                                                                                     \
      "    FROM relations r JOIN propositions pa ON pa.proposition_key = r.a JOIN propositions pb ON pb.proposition_key = r.b\n" \
      "    JOIN claim_propositions ka ON ka.proposition_key = r.a\n"                                                             \
      "    JOIN claims a ON a.dispatch_key = ka.dispatch_key AND a.claim_no = ka.claim_no\n"                                     \
      "    JOIN dispatches da ON da.dispatch_key = a.dispatch_key\n"                                                             \
      "    JOIN claim_propositions kb ON kb.proposition_key = r.b\n"                                                             \
      "    JOIN claims b ON b.dispatch_key = kb.dispatch_key AND b.claim_no = kb.claim_no\n"                                     \
      "    JOIN dispatches db ON db.dispatch_key = b.dispatch_key\n"

/* A new count by whoever gave the old one is a correction, also where it fits: "at least 10", then 16. */
#define ONE_CLAIMANT "   WHERE " SPEAKER_OF("a") " = " SPEAKER_OF("b") " AND r.field IN ('count', 'date', 'polarity')\n"

/* Neither is rejected, and coders do not say otherwise of them. */
#define BOTH_STAND  STANDING("a") " AND " STANDING("b")
#define PAIR_STANDS "NOT " OVERRULED " AND " BOTH_STAND

#define AT_ODDS                                                                                                                  \
    "  SELECT r.kind, r.field, " PAIR("a", "b") "   WHERE r.kind <> 'same' AND " SPEAKER_OF("a") " <> " SPEAKER_OF("b")
#define CORRECTS  "  SELECT 'corrects' AS kind, r.field, " PAIR("a", "b") ONE_CLAIMANT "     AND da.first_day < db.first_day"
#define CORRECTED "  SELECT 'corrects', r.field, " PAIR("b", "a") ONE_CLAIMANT "     AND db.first_day < da.first_day"

/* Claims a and b that only coders tie: the same columns, with what the claims themselves say. */
#define MEET_FIRST "min(max(a.first_day, b.first_day), min(a.last_day, b.last_day))"
#define MEET_LAST  "max(max(a.first_day, b.first_day), min(a.last_day, b.last_day))"
#define CODERS_PAIR                                                                                                              \
    "  SELECT t.kind, NULL AS field, a.id AS claim_a, b.id AS claim_b, a.claimant_shown AS claimant_a,\n"                        \
    "         b.claimant_shown AS claimant_b, a.words AS words_a, b.words AS words_b,\n"                                         \
    "         coalesce(a.place_key, b.place_key) AS place_key,\n"                                                                \
    "         coalesce(" MEET_FIRST ", a.first_day, b.first_day) AS first_day,\n"                                                \
    "         coalesce(" MEET_LAST ", a.last_day, b.last_day) AS last_day, 'coder' AS basis\n"

/* Was it read as well that a and b, of different claimants, are at odds? */
#define READ_AS_ODDS                                                                                                             \
    SPEAKER_OF("a")                                                                                                              \
    " <> " SPEAKER_OF("b") " AND EXISTS (SELECT 1 FROM claim_propositions ka JOIN claim_propositions kb\n"                       \
                           "            JOIN relations r ON (r.a = ka.proposition_key AND r.b = kb.proposition_key) OR\n"        \
                           "                                (r.a = kb.proposition_key AND r.b = ka.proposition_key)\n"           \
                           "           WHERE ka.dispatch_key = a.dispatch_key AND ka.claim_no = a.claim_no AND kb.dispatch_key " \
                           "= b.dispatch_key\n"                                                                                  \
                           "             AND kb.claim_no = b.claim_no AND r.kind <> 'same' AND NOT " OVERRULED ")"

/* ---- claims that say the same --------------------------------------------------------------------------------------------- */

#define SAME_READ                                                                                                                \
    "  SELECT min(a.id, b.id) AS claim_a, max(a.id, b.id) AS claim_b, 'read' AS basis\n"                                         \
    "    FROM relations r JOIN claim_propositions ka ON ka.proposition_key = r.a\n"                                              \
    "    JOIN claims a ON a.dispatch_key = ka.dispatch_key AND a.claim_no = ka.claim_no\n"                                       \
    "    JOIN dispatches da ON da.dispatch_key = a.dispatch_key\n"                                                               \
    "    JOIN claim_propositions kb ON kb.proposition_key = r.b\n"                                                               \
    "    JOIN claims b ON b.dispatch_key = kb.dispatch_key AND b.claim_no = kb.claim_no\n"                                       \
    "    JOIN dispatches db ON db.dispatch_key = b.dispatch_key\n"                                                               \
    "   WHERE r.kind = 'same' AND a.id <> b.id AND NOT " OVERRULED "\n"                                                          \
    "     AND NOT (r.field = 'count' AND " SPEAKER_OF("a") " = " SPEAKER_OF("b") " AND da.first_day <> db.first_day)\n"          \
                                                                                 "     AND " BOTH_STAND
#define SAME_PROPOSITION                                                                                                         \
    "  SELECT a.id, b.id, 'read' FROM claim_propositions ka\n"                                                                   \
    "    JOIN claims a ON a.dispatch_key = ka.dispatch_key AND a.claim_no = ka.claim_no\n"                                       \
    "    JOIN claim_propositions kb ON kb.proposition_key = ka.proposition_key\n"                                                \
    "    JOIN claims b ON b.dispatch_key = kb.dispatch_key AND b.claim_no = kb.claim_no\n"                                       \
    "   WHERE a.id < b.id AND NOT " TIE("a", "b", "<> 'same'") " AND " BOTH_STAND
/* Coders tie few pairs: these are looked through first, never the claims. */
#define SAME_TIED                                                                                                                \
    "  SELECT a.id, b.id, 'coder' FROM coder_ties t\n"                                                                           \
    "    CROSS JOIN claims a ON a.dispatch_key = t.dispatch_key AND a.claim_no = t.claim_no\n"                                   \
    "    CROSS JOIN claims b ON b.dispatch_key = t.other_dispatch AND b.claim_no = t.other_claim\n"                              \
    "   WHERE t.kind = 'same' AND a.id < b.id AND " BOTH_STAND

#define COLUMNS                                                                                                                  \
    "kind, field, claim_a, claim_b, claimant_a, claimant_b, words_a, words_b, place_key, first_day, last_day, 'read' AS basis"

static const char *const views[] = {
    "CREATE VIEW v_read_odds AS            -- pairs of claims of two claimants that cannot both be right, as they were read;\n"
    "                                      -- stands: 0 where coders say otherwise of them, or reject one\n" AT_ODDS ";\n",
    "CREATE VIEW v_read_corrections AS     -- likewise of one claimant, who takes the first back\n" CORRECTS "\n"
    "  UNION ALL\n" CORRECTED ";\n",
    "CREATE VIEW v_relations AS            -- pairs of claims that cannot both be right, or where one takes the other back;\n"
    "                                      -- basis: read, or coder where only coders say so\n"
    "  SELECT " COLUMNS "\n    FROM v_read_odds WHERE stands\n"
    "  UNION ALL\n"
    "  SELECT " COLUMNS "\n    FROM v_read_corrections WHERE stands\n"
    "  UNION ALL\n" CODERS_PAIR "    FROM coder_ties t\n"
    "    CROSS JOIN claims a ON a.dispatch_key = t.dispatch_key AND a.claim_no = t.claim_no\n"
    "    CROSS JOIN claims b ON b.dispatch_key = t.other_dispatch AND b.claim_no = t.other_claim\n"
    "   WHERE t.kind = 'contradicts' AND a.id < b.id AND " BOTH_STAND "\n"
    "     AND NOT (" READ_AS_ODDS ");\n",
    "CREATE VIEW v_overruled AS            -- pairs that were read so, of which coders say otherwise or reject a claim\n"
    "  SELECT " COLUMNS "\n    FROM v_read_odds WHERE NOT stands\n"
    "  UNION ALL\n"
    "  SELECT " COLUMNS "\n    FROM v_read_corrections WHERE NOT stands;\n",
    "CREATE VIEW v_undecided AS            -- pairs of which coders do not say the same, and nobody adjudicated\n" CODERS_PAIR
    "    FROM v_ties t JOIN claims a ON a.id = t.claim_a JOIN claims b ON b.id = t.claim_b\n"
    "   WHERE t.kind = 'undecided';\n",
    "CREATE VIEW v_conflicts AS            -- v_relations with a reason in words\n"
    "  SELECT v.kind, v.field, p.label AS place, p.country, v.first_day, v.last_day, v.claim_a, v.claim_b,\n"
    "         v.claimant_a || ' says ' || v.words_a || '; ' || v.claimant_b || ' says ' || v.words_b AS reason, v.basis\n"
    "    FROM v_relations v LEFT JOIN places p USING (place_key);\n",
    "CREATE VIEW v_same AS                 -- pairs of claims that say the same, a correction not; basis: as in v_relations\n"
    "  SELECT claim_a, claim_b, max(basis) AS basis FROM (\n" SAME_READ "\n  UNION ALL\n" SAME_PROPOSITION "\n"
    "  UNION ALL\n" SAME_TIED ")\n"
    "   GROUP BY claim_a, claim_b;\n",
    NULL};

const schema_part schema_settled = {.tables = tables, .views = views};
