/* What stands of the coders' log, as SQL: the views of all of it (schema_review.c), and the same of one dispatch alone, for what
 * is worked out at each decision (settled.c). `which` is "" or " AND …" over v_standing. */
#ifndef DP_LEDGER_DECIDED_SQL_H
#define DP_LEDGER_DECIDED_SQL_H

/* The latest of a group: decisions are numbered in their order, so that the greatest "number value" is the last. An edit
 * without a value gives the claim its own one back. */
#define LATEST(condition, value)                                                                                                 \
    "nullif(substr(max(CASE WHEN " condition " THEN printf('%015d', decision_key) || coalesce(" value ", '') END), 16), '')"

#define LATEST_VERDICT LATEST("kind IN ('accept', 'reject', 'skip', 'add')", "CASE kind WHEN 'add' THEN 'accept' ELSE kind END")
#define LATEST_DAYS    LATEST("field = 'days'", "new_value")
#define LATEST_PLACE   LATEST("field = 'place'", "new_value")
#define LATEST_TYPE    LATEST("field = 'type' OR kind = 'add'", "new_value")
#define LATEST_ACTOR   LATEST("field = 'actor'", "new_value")
#define LATEST_COMMENT LATEST("kind = 'comment'", "comment")
#define DECISIONS(which)                                                                                                         \
    "  SELECT claim, coder, role, " LATEST_VERDICT " AS verdict,\n"                                                              \
    "         " LATEST_DAYS " AS days,\n"                                                                                        \
    "         " LATEST_PLACE " AS place,\n"                                                                                      \
    "         " LATEST_TYPE " AS type,\n"                                                                                        \
    "         " LATEST_ACTOR " AS actor,\n"                                                                                      \
    "         " LATEST_COMMENT " AS comment,\n"                                                                                  \
    "         min(blind) AS blind, max(made) AS made, max(decision_key) AS decision_key\n"                                       \
    "    FROM v_standing WHERE claim IS NOT NULL" which " GROUP BY claim, coder, role"

/* `from`: v_decisions, or DECISIONS(…) in brackets. */
#define VERDICTS(from)                                                                                                           \
    "  WITH said AS (                      -- they differ and nobody adjudicated. A value is NULL where the claim's own "        \
    "stands\n"                                                                                                                   \
    "    SELECT * FROM " from " WHERE verdict IN ('accept', 'reject')),\n"                                                       \
    "  judged AS (\n"                                                                                                            \
    "    SELECT claim, verdict, days, place, type, actor, max(decision_key) AS decision_key FROM said\n"                         \
    "     WHERE role = 'adjudicator' GROUP BY claim),\n"                                                                         \
    "  coded AS (\n"                                                                                                             \
    "    SELECT claim, count(*) AS coders, min(verdict) AS verdict, min(days) AS days, min(place) AS place, min(type) AS "       \
    "type,\n"                                                                                                                    \
    "           min(actor) AS actor, max(made) AS made, count(DISTINCT verdict || char(31) || coalesce(days, '') || char(31) "   \
    "||\n"                                                                                                                       \
    "           coalesce(place, '') || char(31) || coalesce(type, '') || char(31) || coalesce(actor, '')) AS answers\n"          \
    "      FROM said WHERE role = 'coder' GROUP BY claim)\n"                                                                     \
    "  SELECT claim, verdict, days, place, type, actor, 1 AS adjudicated,\n"                                                     \
    "         coalesce((SELECT coders FROM coded c WHERE c.claim = judged.claim), 0) AS coders FROM judged\n"                    \
    "  UNION ALL\n"                                                                                                              \
    "  SELECT claim, CASE answers WHEN 1 THEN verdict ELSE 'disputed' END, CASE answers WHEN 1 THEN days END,\n"                 \
    "         CASE answers WHEN 1 THEN place END, CASE answers WHEN 1 THEN type END, CASE answers WHEN 1 THEN actor END, 0,\n"   \
    "         coders FROM coded WHERE claim NOT IN (SELECT claim FROM judged)"

/* What each coder said last of a pair. A pair is named with the lower id first, whoever of the two it was said of. */
#define TIED(which)                                                                                                              \
    "  SELECT min(claim, other_claim) AS claim_a, max(claim, other_claim) AS claim_b, coder, role, kind,\n"                      \
    "         max(decision_key) AS decision_key\n"                                                                               \
    "    FROM v_standing WHERE kind IN ('same', 'contradicts', 'apart') AND claim <> other_claim" which                          \
    " GROUP BY 1, 2, coder, role"
/* What each coder said last of a pair of dispatches: the id of the one that is the copy, or 'apart'. */
#define COPIED(which)                                                                                                            \
    "  SELECT min(dispatch, other) AS dispatch_a, max(dispatch, other) AS dispatch_b, coder, role,\n"                            \
    "         CASE kind WHEN 'copy' THEN dispatch ELSE 'apart' END AS kind, max(decision_key) AS decision_key\n"                 \
    "    FROM v_standing WHERE (kind = 'copy' OR (kind = 'apart' AND other LIKE 'D%')) AND dispatch <> other" which              \
    " GROUP BY 1, 2, coder, role"
/* The adjudicator's word, else the coders' common one. `from`: what each said; `pair`: the columns that name the pair. */
#define SETTLED(pair, from)                                                                                                      \
    "  SELECT " pair ", CASE WHEN max(role = 'adjudicator')\n"                                                                   \
    "           THEN substr(max(CASE role WHEN 'adjudicator' THEN printf('%015d', decision_key) || kind END), 16)\n"             \
    "           WHEN count(DISTINCT kind) = 1 THEN min(kind) ELSE 'undecided' END AS kind,\n"                                    \
    "         max(role = 'adjudicator') AS adjudicated, count(DISTINCT CASE role WHEN 'coder' THEN coder END) AS coders\n"       \
    "    FROM " from " GROUP BY " pair

#endif
