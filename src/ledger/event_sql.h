/* What is said of an event, as SQL expressions over `e.event`; the view and the list of events use the same. */
#ifndef DP_LEDGER_EVENT_SQL_H
#define DP_LEDGER_EVENT_SQL_H

#include "ledger/settled_sql.h"

/* A row r of relations that holds an event together. */
#define EVENT_RELATION "(r.kind <> 'contradicts' OR r.field IN ('count', 'date', 'place')) AND NOT " OVERRULED
/* Some claim still says the proposition. */
#define STILL_SAID(key) "EXISTS (SELECT 1 FROM claim_propositions k WHERE k.proposition_key = " key " AND " STANDING("k") ")"
/* The claim of the row `c` can be part of an event: it can be compared, or coders tied it to one, and it was not rejected. */
#define IN_EVENTS(c)                                                                                                             \
    "(EXISTS (SELECT 1 FROM claim_propositions x WHERE x.dispatch_key = " c ".dispatch_key AND x.claim_no = " c ".claim_no) OR " \
    "EXISTS (SELECT 1 FROM coder_ties x WHERE x.dispatch_key = " c ".dispatch_key AND x.claim_no = " c ".claim_no AND "          \
    "x.kind = 'same')) AND " STANDING(c)

#define EVENT_MEMBERS "FROM event_claims m JOIN claims c USING (dispatch_key, claim_no) WHERE m.event = e.event"

/* The days of a row of `events`, over its claims c: none of them lies outside. */
#define EVENT_DAYS "min(coalesce(c.first_day, c.last_day)) AS first_day, max(coalesce(c.last_day, c.first_day)) AS last_day"

#define EVENT_FIRST      "(SELECT min(c.first_day) " EVENT_MEMBERS ")"
#define EVENT_LAST       "(SELECT max(c.last_day) " EVENT_MEMBERS ")"
#define EVENT_CLAIMS     "(SELECT count(*) FROM event_claims m WHERE m.event = e.event)"
#define EVENT_DISPATCHES "(SELECT count(DISTINCT m.dispatch_key) FROM event_claims m WHERE m.event = e.event)"
/* The first texts that its dispatches go back to. */
#define EVENT_VOICES                                                                                                             \
    "(WITH RECURSIVE up(k) AS (SELECT m.dispatch_key FROM event_claims m WHERE m.event = e.event "                               \
    "UNION SELECT x.copy_of FROM up JOIN copies x ON x.dispatch_key = up.k) "                                                    \
    "SELECT count(*) FROM up WHERE k NOT IN (SELECT dispatch_key FROM copies))"
/* The place that most of its claims name, and one of them where as many name another. */
#define EVENT_PLACE(what)                                                                                                        \
    "(SELECT p." what " FROM event_claims m JOIN claims c USING (dispatch_key, claim_no) JOIN places p "                         \
    "ON p.place_key = c.place_key WHERE m.event = e.event GROUP BY p.place_key ORDER BY count(*) DESC, p.id LIMIT 1)"
#define EVENT_TYPES                                                                                                              \
    "(SELECT group_concat(x, ' ') FROM (SELECT DISTINCT CASE WHEN c.control IS NULL THEN c.type ELSE c.control END AS "          \
    "x " EVENT_MEMBERS " ORDER BY 1))"

/* Casualties: the lowest and the highest that anybody says, and as best the figure that most dispatches carry, copies counting
 * once; of two, the later, then the lower. What is denied is no count. `role` is an expression. Most claims count nobody: the
 * narrow table that says so is asked first. */
#define EVENT_TOLLS(role)                                                                                                        \
    "FROM event_claims m CROSS JOIN casualties k USING (dispatch_key, claim_no) CROSS JOIN claims c USING (dispatch_key, "       \
    "claim_no) CROSS JOIN dispatches d USING (dispatch_key) WHERE m.event = e.event AND k.role = " role " AND c.polarity = "     \
    "'affirmed'"
#define EVENT_LOW(role)  "(SELECT min(coalesce(k.low, k.best, k.high)) " EVENT_TOLLS(role) ")"
#define EVENT_HIGH(role) "(SELECT max(coalesce(k.high, k.best, k.low)) " EVENT_TOLLS(role) ")"
#define EVENT_BEST(role)                                                                                                         \
    "(SELECT k.best " EVENT_TOLLS(role) " AND k.best IS NOT NULL GROUP BY k.best ORDER BY "                                      \
                                        "count(DISTINCT coalesce((SELECT x.copy_of FROM copies x WHERE x.dispatch_key = "        \
                                        "d.dispatch_key), d.dispatch_key)) DESC, "                                               \
                                        "max(d.first_day) DESC, k.best LIMIT 1)"
/* "injured 20/20/20; killed 16/16/61" */
#define EVENT_CASUALTIES                                                                                                         \
    "(SELECT group_concat(x, '; ') FROM (SELECT o.role || ' ' || min(coalesce(o.low, o.best, o.high)) || '/' || "                \
    "coalesce(" EVENT_BEST(                                                                                                      \
        "o.role") ", '?') || '/' || max(coalesce(o.high, o.best, o.low)) AS x FROM event_claims n CROSS JOIN "                   \
                  "casualties o USING (dispatch_key, claim_no) CROSS JOIN claims c USING (dispatch_key, claim_no) WHERE "        \
                  "n.event = e.event AND "                                                                                       \
                  "c.polarity = 'affirmed' GROUP BY o.role ORDER BY o.role))"

#define EVENT_CLAIMANTS(shown)                                                                                                   \
    "(SELECT group_concat(x, '; ') FROM (SELECT DISTINCT c." shown " AS x " EVENT_MEMBERS " ORDER BY 1))"
/* Whether coders' word is among what ties its claims. */
#define EVENT_BASIS                                                                                                              \
    "CASE WHEN EXISTS (SELECT 1 FROM event_claims m JOIN coder_ties t USING (dispatch_key, claim_no) WHERE m.event = e.event "   \
    "AND t.kind = 'same') THEN 'coder' ELSE 'read' END"
#define EVENT_IDS "(SELECT group_concat(x, ' ') FROM (SELECT c.id AS x " EVENT_MEMBERS " ORDER BY 1))"

#endif
