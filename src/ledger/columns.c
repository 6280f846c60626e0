/* The columns of each question. `short_id` and `voice` are worked out by the row (rows.h). */
#include "ledger/columns.h"

#include "ledger/event_sql.h"
#include "ledger/masked.h"
#include "ledger/settled_sql.h"

#define ROLE(what, role)                                                                                                         \
    "(SELECT group_concat(x, '; ') FROM (SELECT a." what " AS x FROM claim_roles r JOIN actors a USING (actor_key) "             \
    "WHERE r.dispatch_key = c.dispatch_key AND r.claim_no = c.claim_no AND r.role = '" role "' ORDER BY r.position))"
#define LABEL(scheme, code) "(SELECT label FROM codes WHERE scheme = '" scheme "' AND codes.code = " code ")"
#define DEAD(what)                                                                                                               \
    "(SELECT x." what                                                                                                            \
    " FROM casualties x WHERE x.dispatch_key = c.dispatch_key AND x.claim_no = c.claim_no AND x.role = 'killed' "                \
    "ORDER BY x.casualty_no LIMIT 1)"
#define CASUALTIES(who)                                                                                                          \
    "(SELECT group_concat(x, '; ') FROM (SELECT role || ' ' || coalesce(low, '?') || '/' || coalesce(best, '?') || '/' || "      \
    "coalesce(high, '?') || coalesce(' ' || " who ", '') AS x FROM casualties k WHERE k.dispatch_key = c.dispatch_key AND "      \
    "k.claim_no = c.claim_no ORDER BY k.casualty_no))"

const column claim_columns[] = {
    {"short_id", LEDGER_TEXT, true, "c.id", NULL, MADE_SHORT_ID},
    {"id", LEDGER_TEXT, false, "c.id", NULL, 0},
    {"first_day", LEDGER_DATE, true, "c.first_day", NULL, 0},
    {"last_day", LEDGER_DATE, false, "c.last_day", NULL, 0},
    {"time_basis", LEDGER_TEXT, false, "c.time_basis", NULL, 0},
    {"claimant", LEDGER_TEXT, true, "c.claimant_shown", "c.claimant", 0},
    {"claimant_basis", LEDGER_TEXT, false, "c.claimant_basis", NULL, 0},
    {"says", LEDGER_TEXT, true, "c.words", NULL, 0},
    {"type", LEDGER_TEXT, false, "c.type", NULL, 0},
    {"type_label", LEDGER_TEXT, false, LABEL("plover", "c.type"), NULL, 0},
    {"mode", LEDGER_TEXT, false, "c.mode", NULL, 0},
    {"contexts", LEDGER_TEXT, false, "c.contexts", NULL, 0},
    {"cameo", LEDGER_TEXT, false, "c.cameo", NULL, 0},
    {"cameo_label", LEDGER_TEXT, false, LABEL("cameo", "c.cameo"), NULL, 0},
    {"acled", LEDGER_TEXT, false, "c.acled", NULL, 0},
    {"actor", LEDGER_TEXT, false, ROLE("shown", "actor"), ROLE("label", "actor"), 0},
    {"actor_code", LEDGER_TEXT, false, ROLE("code", "actor"), NULL, 0},
    {"recipient", LEDGER_TEXT, false, ROLE("shown", "recipient"), ROLE("label", "recipient"), 0},
    {"recipient_code", LEDGER_TEXT, false, ROLE("code", "recipient"), NULL, 0},
    {"control", LEDGER_TEXT, false, "c.control", NULL, 0},
    {"holder", LEDGER_TEXT, false, ROLE("shown", "holder"), ROLE("label", "holder"), 0},
    {"holder_code", LEDGER_TEXT, false, ROLE("code", "holder"), NULL, 0},
    {"from_holder", LEDGER_TEXT, false, ROLE("shown", "from"), ROLE("label", "from"), 0},
    {"from_code", LEDGER_TEXT, false, ROLE("code", "from"), NULL, 0},
    {"killed_low", LEDGER_INT, false, DEAD("low"), NULL, 0},
    {"killed_best", LEDGER_INT, false, DEAD("best"), NULL, 0},
    {"killed_high", LEDGER_INT, false, DEAD("high"), NULL, 0},
    {"casualties", LEDGER_TEXT, false, CASUALTIES(COUNTED_SHOWN), CASUALTIES("k.who"), 0},
    {"place", LEDGER_TEXT, false, "p.label", NULL, 0},
    {"place_code", LEDGER_INT, false, "p.code", NULL, 0},
    {"country", LEDGER_TEXT, false, "p.country", NULL, 0},
    {"admin1", LEDGER_TEXT, false, "p.admin1", NULL, 0},
    {"lat", LEDGER_REAL, false, "p.lat", NULL, 0},
    {"lon", LEDGER_REAL, false, "p.lon", NULL, 0},
    {"geo_precision", LEDGER_INT, false, "m.geo_precision", NULL, 0},
    {"where_prec", LEDGER_INT, false, "m.where_prec", NULL, 0},
    {"polarity", LEDGER_TEXT, false, "c.polarity", NULL, 0},
    {"certainty", LEDGER_TEXT, false, "c.certainty", NULL, 0},
    {"tense", LEDGER_TEXT, false, "c.tense", NULL, 0},
    {"quoted", LEDGER_BOOL, false, "c.quoted", NULL, 0},
    {"quote", LEDGER_TEXT, true, "coalesce(c.quote_shown, c.quote)", "c.quote", 0},
    {"trigger", LEDGER_TEXT, false, "c.trigger", NULL, 0},
    {"start", LEDGER_INT, false, "c.start_char", NULL, 0},
    {"end", LEDGER_INT, false, "c.end_char", NULL, 0},
    {"rule", LEDGER_TEXT, false, "c.rule", NULL, 0},
    {"dispatch", LEDGER_TEXT, false, "d.id", NULL, 0},
    {"voice", LEDGER_TEXT, false, "c.dispatch_key", NULL, MADE_VOICE},
    {"given_id", LEDGER_TEXT, false, "d.given_id", NULL, 0},
    {"claim_no", LEDGER_INT, false, "c.claim_no", NULL, 0},
    {"source", LEDGER_TEXT, false, "d.source", NULL, 0},
    {"dispatch_date", LEDGER_TEXT, false, "d.date", NULL, 0},
    {"date_basis", LEDGER_TEXT, false, "d.date_basis", NULL, 0},
    {"lang", LEDGER_TEXT, false, "d.lang", NULL, 0},
    {"title", LEDGER_TEXT, false, "coalesce(d.title_shown, d.title)", "d.title", 0},
    {"url", LEDGER_TEXT, false, "d.url", NULL, 0},
};

#define FIRST_ORIGIN(what)                                                                                                       \
    "(SELECT o." what " FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1)"
const column dispatch_columns[] = {
    {"short_id", LEDGER_TEXT, true, "d.id", NULL, MADE_SHORT_ID},
    {"id", LEDGER_TEXT, false, "d.id", NULL, 0},
    {"given_id", LEDGER_TEXT, false, "d.given_id", NULL, 0},
    {"date", LEDGER_TEXT, true, "d.date", NULL, 0},
    {"date_basis", LEDGER_TEXT, false, "d.date_basis", NULL, 0},
    {"first_day", LEDGER_DATE, false, "d.first_day", NULL, 0},
    {"last_day", LEDGER_DATE, false, "d.last_day", NULL, 0},
    {"lang", LEDGER_TEXT, true, "d.lang", NULL, 0},
    {"source", LEDGER_TEXT, true, "d.source", NULL, 0},
    {"title", LEDGER_TEXT, true, "coalesce(d.title_shown, d.title)", "d.title", 0},
    {"claims", LEDGER_INT, true, "(SELECT count(*) FROM claims c WHERE c.dispatch_key = d.dispatch_key)", NULL, 0},
    {"copy_of", LEDGER_TEXT, true,
     "(SELECT o.id FROM copies y JOIN dispatches o ON o.dispatch_key = y.copy_of WHERE y.dispatch_key = "
     "d.dispatch_key)",
     NULL, MADE_SHORT_ID},
    {"copy_of_id", LEDGER_TEXT, false,
     "(SELECT o.id FROM copies y JOIN dispatches o ON o.dispatch_key = y.copy_of WHERE y.dispatch_key = "
     "d.dispatch_key)",
     NULL, 0},
    {"copy_share", LEDGER_REAL, false, "(SELECT y.share FROM copies y WHERE y.dispatch_key = d.dispatch_key)", NULL, 0},
    {"copy_basis", LEDGER_TEXT, false, "(SELECT y.basis FROM copies y WHERE y.dispatch_key = d.dispatch_key)", NULL, 0},
    {"voice", LEDGER_TEXT, false, "d.dispatch_key", NULL, MADE_VOICE},
    {"credits", LEDGER_TEXT, false,
     "(SELECT group_concat(x, '; ') FROM (SELECT a.label AS x FROM credits r JOIN actors a USING (actor_key) "
     "WHERE r.dispatch_key = d.dispatch_key ORDER BY r.credit_no))",
     NULL, 0},
    {"url", LEDGER_TEXT, false, "d.url", NULL, 0},
    {"file", LEDGER_TEXT, false, FIRST_ORIGIN("file"), NULL, 0},
    {"line", LEDGER_INT, false, FIRST_ORIGIN("line"), NULL, 0},
    {"characters", LEDGER_INT, false, "d.characters", NULL, 0},
    {"hash", LEDGER_TEXT, false, "d.hash", NULL, 0},
    {"pack", LEDGER_TEXT, false, "d.pack", NULL, 0},
    {"version", LEDGER_TEXT, false, "d.version", NULL, 0},
};

#define IS_COPY "EXISTS (SELECT 1 FROM copies y WHERE y.dispatch_key = d.dispatch_key AND y.copy_of = o.dispatch_key)"
const column copy_columns[] = {
    {"short_id", LEDGER_TEXT, true, "d.id", NULL, MADE_SHORT_ID},
    {"id", LEDGER_TEXT, false, "d.id", NULL, 0},
    {"given_id", LEDGER_TEXT, false, "d.given_id", NULL, 0},
    {"date", LEDGER_TEXT, true, "d.date", NULL, 0},
    {"source", LEDGER_TEXT, true, "d.source", NULL, 0},
    {"title", LEDGER_TEXT, false, "coalesce(d.title_shown, d.title)", "d.title", 0},
    {"relation", LEDGER_TEXT, true, "CASE WHEN " IS_COPY " THEN 'copies' ELSE 'shares with' END", NULL, 0},
    {"other_short_id", LEDGER_TEXT, true, "o.id", NULL, MADE_SHORT_ID},
    {"other", LEDGER_TEXT, false, "o.id", NULL, 0},
    {"other_given_id", LEDGER_TEXT, false, "o.given_id", NULL, 0},
    {"other_date", LEDGER_TEXT, true, "o.date", NULL, 0},
    {"other_source", LEDGER_TEXT, true, "o.source", NULL, 0},
    {"other_title", LEDGER_TEXT, false, "coalesce(o.title_shown, o.title)", "o.title", 0},
    {"share", LEDGER_REAL, true, "t.share", NULL, 0},
    {"runs", LEDGER_INT, false, "t.runs", NULL, 0},
    {"basis", LEDGER_TEXT, true,
     "coalesce((SELECT y.basis FROM copies y WHERE y.dispatch_key = d.dispatch_key AND y.copy_of = o.dispatch_key), 'read')",
     NULL, 0},
    {"voice", LEDGER_TEXT, false, "d.dispatch_key", NULL, MADE_VOICE},
    {"other_voice", LEDGER_TEXT, false, "o.dispatch_key", NULL, MADE_VOICE},
};

const column actor_columns[] = {
    {"actor", LEDGER_TEXT, true, "a.shown", "a.label", 0},
    {"code", LEDGER_TEXT, true, "a.code", NULL, 0},
    {"country", LEDGER_TEXT, true, "a.country", NULL, 0},
    {"sectors", LEDGER_TEXT, false, "a.sectors", NULL, 0},
    {"person", LEDGER_BOOL, false, "a.person", NULL, 0},
    {"mentions", LEDGER_INT, true, "(SELECT sum(n.mentions) FROM actor_names n WHERE n.actor_key = a.actor_key) AS mentions",
     NULL, 0},
    {"claims", LEDGER_INT, true,
     "(SELECT count(*) FROM (SELECT DISTINCT r.dispatch_key, r.claim_no FROM claim_roles r WHERE r.actor_key = a.actor_key))",
     NULL, 0},
    {"names", LEDGER_TEXT, false,
     "(SELECT group_concat(x, '; ') FROM (SELECT n.folded AS x FROM actor_names n WHERE n.actor_key = a.actor_key AND a.person = "
     "0 "
     "ORDER BY n.folded))",
     "(SELECT group_concat(x, '; ') FROM (SELECT n.folded AS x FROM actor_names n WHERE n.actor_key = a.actor_key ORDER BY "
     "n.folded))",
     0},
    {"id", LEDGER_TEXT, false, "a.id", NULL, 0},
};

const column place_columns[] = {
    {"place", LEDGER_TEXT, true, "p.label", NULL, 0},
    {"country", LEDGER_TEXT, true, "p.country", NULL, 0},
    {"admin1", LEDGER_TEXT, true, "p.admin1", NULL, 0},
    {"feature", LEDGER_TEXT, false, "p.feature", NULL, 0},
    {"gazetteer", LEDGER_TEXT, false, "p.gazetteer", NULL, 0},
    {"code", LEDGER_INT, false, "p.code", NULL, 0},
    {"lat", LEDGER_REAL, false, "p.lat", NULL, 0},
    {"lon", LEDGER_REAL, false, "p.lon", NULL, 0},
    {"mentions", LEDGER_INT, true, "(SELECT sum(n.mentions) FROM place_names n WHERE n.place_key = p.place_key) AS mentions",
     NULL, 0},
    {"claims", LEDGER_INT, true, "(SELECT count(*) FROM claims c WHERE c.place_key = p.place_key)", NULL, 0},
    {"names", LEDGER_TEXT, false,
     "(SELECT group_concat(x, '; ') FROM (SELECT n.folded AS x FROM place_names n WHERE n.place_key = p.place_key ORDER BY "
     "n.folded))",
     NULL, 0},
    {"id", LEDGER_TEXT, false, "p.id", NULL, 0},
};

const column event_columns[] = {
    {"short_id", LEDGER_TEXT, true, "e.event", NULL, MADE_SHORT_ID},
    {"event", LEDGER_TEXT, false, "e.event", NULL, 0},
    {"first_day", LEDGER_DATE, true, EVENT_FIRST, NULL, 0},
    {"last_day", LEDGER_DATE, false, EVENT_LAST, NULL, 0},
    {"place", LEDGER_TEXT, true, EVENT_PLACE("label"), NULL, 0},
    {"place_code", LEDGER_INT, false, EVENT_PLACE("code"), NULL, 0},
    {"country", LEDGER_TEXT, false, EVENT_PLACE("country"), NULL, 0},
    {"types", LEDGER_TEXT, true, EVENT_TYPES, NULL, 0},
    {"casualties", LEDGER_TEXT, true, EVENT_CASUALTIES, NULL, 0},
    {"killed_low", LEDGER_INT, false, EVENT_LOW("'killed'"), NULL, 0},
    {"killed_best", LEDGER_INT, false, EVENT_BEST("'killed'"), NULL, 0},
    {"killed_high", LEDGER_INT, false, EVENT_HIGH("'killed'"), NULL, 0},
    {"injured_low", LEDGER_INT, false, EVENT_LOW("'injured'"), NULL, 0},
    {"injured_best", LEDGER_INT, false, EVENT_BEST("'injured'"), NULL, 0},
    {"injured_high", LEDGER_INT, false, EVENT_HIGH("'injured'"), NULL, 0},
    {"voices", LEDGER_INT, true, EVENT_VOICES, NULL, 0},
    {"dispatches", LEDGER_INT, true, EVENT_DISPATCHES, NULL, 0},
    {"claims", LEDGER_INT, true, EVENT_CLAIMS, NULL, 0},
    {"claimants", LEDGER_TEXT, true, EVENT_CLAIMANTS("claimant_shown"), EVENT_CLAIMANTS("claimant"), 0},
    {"claim_ids", LEDGER_TEXT, false, EVENT_IDS, NULL, 0},
    {"basis", LEDGER_TEXT, false, EVENT_BASIS, NULL, 0},
};
const uint32_t event_column_count = sizeof event_columns / sizeof *event_columns;

#define PAIR_OVERRULED                                                                                                           \
    "EXISTS (SELECT 1 FROM overruled_relations o WHERE o.a = ?1 AND o.b = ?2 AND o.field = ?4) OR NOT (" STANDING(               \
        "a") " AND " STANDING("b") ")"
const column conflict_columns[] = {
    {"kind", LEDGER_TEXT, true, CONFLICT_KIND_OF_PAIR, NULL, 0},
    {"field", LEDGER_TEXT, true, "?4", NULL, 0},
    {"place", LEDGER_TEXT, true, "p.label", NULL, 0},
    {"place_code", LEDGER_INT, false, "p.code", NULL, 0},
    {"country", LEDGER_TEXT, false, "p.country", NULL, 0},
    {"first_day", LEDGER_DATE, true, CONFLICT_FIRST_OF_PAIR, NULL, 0},
    {"last_day", LEDGER_DATE, false, CONFLICT_LAST_OF_PAIR, NULL, 0},
    {"short_id_a", LEDGER_TEXT, true, "a.id", NULL, MADE_SHORT_ID},
    {"claim_a", LEDGER_TEXT, false, "a.id", NULL, 0},
    {"claimant_a", LEDGER_TEXT, true, "a.claimant_shown", "a.claimant", 0},
    {"says_a", LEDGER_TEXT, true, "pa.words", NULL, 0},
    {"quote_a", LEDGER_TEXT, false, "coalesce(a.quote_shown, a.quote)", "a.quote", 0},
    {"short_id_b", LEDGER_TEXT, true, "b.id", NULL, MADE_SHORT_ID},
    {"claim_b", LEDGER_TEXT, false, "b.id", NULL, 0},
    {"claimant_b", LEDGER_TEXT, true, "b.claimant_shown", "b.claimant", 0},
    {"says_b", LEDGER_TEXT, true, "pb.words", NULL, 0},
    {"quote_b", LEDGER_TEXT, false, "coalesce(b.quote_shown, b.quote)", "b.quote", 0},
    {"basis", LEDGER_TEXT, true, "'read'", NULL, 0},
    {"overruled", LEDGER_BOOL, false, PAIR_OVERRULED, NULL, 0},
};

const column tied_columns[] = {
    {"kind", LEDGER_TEXT, true, "v.kind", NULL, 0},
    {"field", LEDGER_TEXT, true, "v.field", NULL, 0},
    {"place", LEDGER_TEXT, true, "p.label", NULL, 0},
    {"place_code", LEDGER_INT, false, "p.code", NULL, 0},
    {"country", LEDGER_TEXT, false, "p.country", NULL, 0},
    {"first_day", LEDGER_DATE, true, "v.first_day", NULL, 0},
    {"last_day", LEDGER_DATE, false, "v.last_day", NULL, 0},
    {"short_id_a", LEDGER_TEXT, true, "a.id", NULL, MADE_SHORT_ID},
    {"claim_a", LEDGER_TEXT, false, "a.id", NULL, 0},
    {"claimant_a", LEDGER_TEXT, true, "a.claimant_shown", "a.claimant", 0},
    {"says_a", LEDGER_TEXT, true, "v.words_a", NULL, 0},
    {"quote_a", LEDGER_TEXT, false, "coalesce(a.quote_shown, a.quote)", "a.quote", 0},
    {"short_id_b", LEDGER_TEXT, true, "b.id", NULL, MADE_SHORT_ID},
    {"claim_b", LEDGER_TEXT, false, "b.id", NULL, 0},
    {"claimant_b", LEDGER_TEXT, true, "b.claimant_shown", "b.claimant", 0},
    {"says_b", LEDGER_TEXT, true, "v.words_b", NULL, 0},
    {"quote_b", LEDGER_TEXT, false, "coalesce(b.quote_shown, b.quote)", "b.quote", 0},
    {"basis", LEDGER_TEXT, true, "v.basis", NULL, 0},
    {"overruled", LEDGER_BOOL, false, "0", NULL, 0},
};

const column run_columns[] = {
    {"run", LEDGER_INT, true, "r.run_key", NULL, 0},
    {"started", LEDGER_TEXT, true, "r.started", NULL, 0},
    {"finished", LEDGER_TEXT, true, "r.finished", NULL, 0},
    {"version", LEDGER_TEXT, true, "r.version", NULL, 0},
    {"pack", LEDGER_TEXT, false, "r.pack", NULL, 0},
    {"options", LEDGER_TEXT, true, "r.options", NULL, 0},
    {"added", LEDGER_INT, true, "(SELECT count(*) FROM run_inputs i WHERE i.run_key = r.run_key AND i.outcome = 'added')", NULL,
     0},
    {"replaced", LEDGER_INT, false, "(SELECT count(*) FROM run_inputs i WHERE i.run_key = r.run_key AND i.outcome = 'replaced')",
     NULL, 0},
    {"known", LEDGER_INT, true, "(SELECT count(*) FROM run_inputs i WHERE i.run_key = r.run_key AND i.outcome = 'known')", NULL,
     0},
    {"rejected", LEDGER_INT, true, "(SELECT count(*) FROM rejects j WHERE j.run_key = r.run_key)", NULL, 0},
};

const column reading_columns[] = {
    {"version", LEDGER_TEXT, true, "d.version", NULL, 0},
    {"pack", LEDGER_TEXT, true, "d.pack", NULL, 0},
    {"dispatches", LEDGER_INT, true, "count(*)", NULL, 0},
};

const column reject_columns[] = {
    {"run", LEDGER_INT, false, "j.run_key", NULL, 0},   {"file", LEDGER_TEXT, true, "j.file", NULL, 0},
    {"line", LEDGER_INT, true, "j.line", NULL, 0},      {"message", LEDGER_TEXT, true, "j.message", NULL, 0},
    {"remedy", LEDGER_TEXT, true, "j.remedy", NULL, 0},
};

const column decision_columns[] = {
    {"made", LEDGER_TEXT, true, "x.made", NULL, 0},
    {"coder", LEDGER_TEXT, true, "x.coder", NULL, 0},
    {"role", LEDGER_TEXT, false, "x.role", NULL, 0},
    {"blind", LEDGER_BOOL, false, "x.blind", NULL, 0},
    {"short_id", LEDGER_TEXT, true, "s.claim", NULL, MADE_SHORT_ID},
    {"claim", LEDGER_TEXT, false, "s.claim", NULL, 0},
    {"decided", LEDGER_TEXT, false, "x.claim", NULL, 0},
    {"kind", LEDGER_TEXT, true, "x.kind", NULL, 0},
    {"field", LEDGER_TEXT, true, "x.field", NULL, 0},
    {"old_value", LEDGER_TEXT, false, "x.old_value", NULL, 0},
    {"new_value", LEDGER_TEXT, true, "x.new_value", NULL, 0},
    {"other", LEDGER_TEXT, false, "x.other", NULL, 0},
    {"comment", LEDGER_TEXT, true, "x.comment", NULL, 0},
    {"says", LEDGER_TEXT, true, "x.says", NULL, 0},
    {"undone", LEDGER_BOOL, true, "s.decision_key IS NULL AND x.kind <> 'undo'", NULL, 0},
    {"orphaned", LEDGER_BOOL, false, "s.decision_key IS NOT NULL AND s.claim IS NULL AND x.kind <> 'add'", NULL, 0},
    {"dispatch", LEDGER_TEXT, false, "x.dispatch", NULL, 0},
    {"start", LEDGER_INT, false, "x.start_char", NULL, 0},
    {"end", LEDGER_INT, false, "x.end_char", NULL, 0},
    {"decision", LEDGER_INT, false, "x.decision_key", NULL, 0},
    {"undoes", LEDGER_INT, false, "x.undoes", NULL, 0},
    {"pack", LEDGER_TEXT, false, "x.pack", NULL, 0},
    {"version", LEDGER_TEXT, false, "x.version", NULL, 0},
};

const column info_columns[] = {
    {"what", LEDGER_TEXT, true, NULL, NULL, 0},
    {"value", LEDGER_TEXT, true, NULL, NULL, 0},
};

const uint32_t claim_column_count = sizeof claim_columns / sizeof *claim_columns;
const uint32_t dispatch_column_count = sizeof dispatch_columns / sizeof *dispatch_columns;
const uint32_t copy_column_count = sizeof copy_columns / sizeof *copy_columns;
const uint32_t actor_column_count = sizeof actor_columns / sizeof *actor_columns;
const uint32_t place_column_count = sizeof place_columns / sizeof *place_columns;
_Static_assert(sizeof conflict_columns == sizeof tied_columns, "the same columns");
const uint32_t conflict_column_count = sizeof conflict_columns / sizeof *conflict_columns;
const uint32_t run_column_count = sizeof run_columns / sizeof *run_columns;
const uint32_t reading_column_count = sizeof reading_columns / sizeof *reading_columns;
const uint32_t reject_column_count = sizeof reject_columns / sizeof *reject_columns;
const uint32_t decision_column_count = sizeof decision_columns / sizeof *decision_columns;
const uint32_t info_column_count = sizeof info_columns / sizeof *info_columns;
