/* Why: from a claim to the words, rules and dictionary lines that every value of it comes from. */
#include <stdio.h>
#include <string.h>

#include "ledger/decided_sql.h"
#include "ledger/find.h"
#include "ledger/masked.h"
#include "ledger/page_map.h"
#include "ledger/rows.h"
#include "ledger/settled_sql.h"
#include "ledger/stored.h"

#define SENTENCE_MAX  4000 /* characters */
#define RELATIONS_MAX 32

typedef struct why_builder {
    ledger *l;
    arena *a;
    bool with_names;
    int64_t dispatch_key, claim_no;
    ledger_why *out;
    struct {
        ledger_why_value *at;
        uint32_t n, cap;
    } values;
    struct {
        ledger_why_relation *at;
        uint32_t n, cap;
    } relations;
    struct {
        int64_t *at; /* dispatches */
        uint32_t n, cap;
    } same;
    dp_status failed; /* why a row could not be taken, where it was not memory */
    dp_error *err;
} why_builder;

/* Steps a statement of one claim and calls `row` for each row. */
static dp_status each(why_builder *w, const char *sql, bool (*row)(why_builder *, sqlite3_stmt *)) {
    sqlite3_stmt *st = db_get(w->l, sql, w->err);
    if (!st) return w->err->code;
    put_int(st, 1, w->dispatch_key);
    if (sqlite3_bind_parameter_count(st) > 1) put_int(st, 2, w->claim_no);
    if (sqlite3_bind_parameter_count(st) > 2) put_text(st, 3, w->out->claim);
    if (sqlite3_bind_parameter_count(st) > 3) put_int(st, 4, w->with_names);
    for (;;) {
        bool some;
        dp_status s = db_step(w->l, st, &some, w->err);
        if (s != DP_OK || !some) return s;
        if (!row(w, st)) {
            sqlite3_reset(st);
            return w->failed != DP_OK ? w->failed : error_nomem(w->err);
        }
    }
}

/* ---- values -------------------------------------------------------------------------------------------------------------- */

/* Every SQL below gives: name, value, basis, words, start, end, rule, note, whether the words name a private person. */
static bool value_row(why_builder *w, sqlite3_stmt *st) {
    bool failed = false;
    bool masked = !w->with_names && sqlite3_column_int(st, 8);
    ledger_why_value v = {.name = take_text(st, 0, w->a, &failed),
                          .value = masked ? MASK : take_text(st, 1, w->a, &failed),
                          .basis = take_text(st, 2, w->a, &failed),
                          .words = masked ? MASK : take_text(st, 3, w->a, &failed),
                          .start = (uint32_t)sqlite3_column_int64(st, 4),
                          .end = (uint32_t)sqlite3_column_int64(st, 5),
                          .rule = take_text(st, 6, w->a, &failed),
                          .note = take_text(st, 7, w->a, &failed)};
    if (!v.name || failed) return false;
    if (!v.value) v.value = "unknown";
    const bool lacking = v.words && !*v.words && v.end > v.start;
    if (lacking)
        v.words = NOT_STORED;
    else if (v.words && !masked && !w->with_names)
        w->failed = masked_part(w->l, w->dispatch_key, v.words, v.start, v.end - v.start, w->a, &v.words, w->err);
    if (w->failed != DP_OK) return false;
    return vec_push(w->a, &w->values, v);
}

static const char sql_claimants[] =
    "SELECT 'claimant', CASE WHEN ?4 THEN n.label ELSE n.shown END, n.kind, CASE WHEN n.end_char > n.start_char THEN "
    "substr(d.text, n.start_char + 1, min(n.end_char - n.start_char, 400)) END, n.start_char, n.end_char, n.rule, "
    "CASE WHEN n.cue_end > n.cue_start THEN 'cue: ' || substr(d.text, n.cue_start + 1, min(n.cue_end - n.cue_start, 400)) END, "
    "coalesce(a.person, 0) FROM claimants n JOIN dispatches d USING (dispatch_key) "
    "LEFT JOIN actor_mentions m ON m.dispatch_key = n.dispatch_key AND m.actor_no = n.actor_no LEFT JOIN actors a USING "
    "(actor_key) "
    "WHERE n.dispatch_key = ?1 AND n.claim_no = ?2 ORDER BY n.position";
static const char sql_type[] = "SELECT 'type', type || coalesce(' ' || mode, '') || coalesce(' (' || contexts || ')', ''), NULL, "
                               "trigger, trigger_start, trigger_end, "
                               "rule, nullif(trim(coalesce('CAMEO ' || cameo || coalesce(' ' || (SELECT label FROM codes WHERE "
                               "scheme = 'cameo' AND code = cameo), ''), '') || coalesce('  ACLED ' || acled, '') || "
                               "coalesce('  frame ' || frame, '')), ''), 0 "
                               "FROM claims WHERE dispatch_key = ?1 AND claim_no = ?2";
static const char sql_roles[] =
    "SELECT r.role, a.label || coalesce(' (' || a.code || ')', ''), m.kind, m.text, m.start_char, m.end_char, m.rule, "
    "nullif(trim(CASE WHEN m.rule IS NULL THEN 'no known actor: the words of the text' ELSE '' END || "
    "CASE WHEN o.coref IS NOT NULL THEN '  by \"' || CASE WHEN a.person AND NOT ?4 THEN '" MASK
    "' ELSE o.text END || '\"' ELSE '' END), ''), a.person "
    "FROM claim_roles r JOIN actors a USING (actor_key) "
    "JOIN actor_mentions o ON o.dispatch_key = r.dispatch_key AND o.actor_no = r.actor_no "
    "JOIN actor_mentions m ON m.dispatch_key = r.dispatch_key AND m.actor_no = coalesce(o.coref, o.actor_no) "
    "WHERE r.dispatch_key = ?1 AND r.claim_no = ?2 "
    "ORDER BY CASE r.role WHEN 'actor' THEN 0 WHEN 'recipient' THEN 1 WHEN 'holder' THEN 2 ELSE 3 END, r.position";
static const char sql_control[] =
    "SELECT 'control', k.state, NULL, c.trigger, c.trigger_start, c.trigger_end, c.rule, NULL, 0 "
    "FROM control k JOIN claims c USING (dispatch_key, claim_no) WHERE k.dispatch_key = ?1 AND k.claim_no = ?2";
#define PLACE_COLUMNS                                                                                                            \
    "p.label || CASE WHEN p.lat IS NULL THEN ' (not resolved)' ELSE ' (' || coalesce(p.gazetteer || ' ' || p.code || ', ', '') " \
    "|| "                                                                                                                        \
    "coalesce(p.country || ', ', '') || printf('%.4f %.4f', p.lat, p.lon) || ')' END, NULL, m.text, m.start_char, m.end_char, "  \
    "m.rule, "                                                                                                                   \
    "nullif(trim(CASE WHEN p.gazetteer IS NULL THEN 'not known to the gazetteer' WHEN m.rule IS NULL THEN 'from the gazetteer' " \
    "ELSE '' END || "                                                                                                            \
    "coalesce('  precision ' || m.geo_precision, '') || coalesce('  confidence ' || m.confidence, '') || "                       \
    "coalesce('  stands for \"' || (SELECT o.text FROM place_mentions o WHERE o.dispatch_key = m.dispatch_key AND o.place_no = " \
    "m.coref) "                                                                                                                  \
    "|| '\"', '') || "                                                                                                           \
    "coalesce('  or: ' || (SELECT group_concat(x, ', ') FROM (SELECT y.label || coalesce(' ' || y.country, '') AS x "            \
    "FROM place_alternatives y WHERE y.dispatch_key = m.dispatch_key AND y.place_no = m.place_no ORDER BY y.rank)), '')), ''), " \
    "0 "
static const char sql_place[] =
    "SELECT 'place', " PLACE_COLUMNS
    "FROM claims c JOIN place_mentions m ON m.dispatch_key = c.dispatch_key AND m.place_no = c.place_no "
    "JOIN places p ON p.place_key = m.place_key WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";
static const char sql_control_place[] =
    "SELECT 'control place', " PLACE_COLUMNS "FROM control k JOIN claims c USING (dispatch_key, claim_no) "
    "JOIN place_mentions m ON m.dispatch_key = k.dispatch_key AND m.place_no = k.place_no "
    "JOIN places p ON p.place_key = m.place_key WHERE k.dispatch_key = ?1 AND k.claim_no = ?2 AND k.place_no IS NOT c.place_no";
static const char sql_time[] = "SELECT 'time', CASE WHEN c.first_day IS NULL AND c.last_day IS NULL THEN 'unknown' WHEN "
                               "c.first_day IS c.last_day THEN c.first_day "
                               "ELSE coalesce(c.first_day, '…') || ' to ' || coalesce(c.last_day, '…') END, c.time_basis, "
                               "t.text, t.start_char, t.end_char, t.rule, "
                               "nullif(trim(coalesce('TIMEX3 ' || t.type || ' ' || t.value, '') || coalesce(' ' || t.mod, '') || "
                               "coalesce('  mention ' || t.basis, '')), ''), 0 FROM claims c LEFT JOIN times t ON t.dispatch_key "
                               "= c.dispatch_key AND t.time_no = c.time_no "
                               "WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";
static const char sql_date[] =
    "SELECT 'dispatch date', coalesce(d.date, 'unknown'), d.date_basis, "
    "substr(d.text, e.start_char + 1, min(e.end_char - e.start_char, 400)), e.start_char, e.end_char, NULL, "
    "(SELECT group_concat(day, ' ') FROM (SELECT day FROM dispatch_days y WHERE y.dispatch_key = d.dispatch_key ORDER BY day "
    "LIMIT 8)), 0 "
    "FROM dispatches d LEFT JOIN date_evidence e USING (dispatch_key) WHERE d.dispatch_key = ?1 ORDER BY e.evidence_no LIMIT 4";
static const char sql_casualties[] =
    "SELECT k.role, CASE WHEN k.low IS k.high AND k.low IS NOT NULL THEN k.low || '' ELSE coalesce(k.low, '?') || ' to ' || "
    "coalesce(k.high, '?') || coalesce(', best ' || k.best, '') END || coalesce(' ' || CASE WHEN ?4 THEN k.who "
    "ELSE " COUNTED_SHOWN " END, ''), NULL, "
    "substr(d.text, k.start_char + 1, min(k.end_char - k.start_char, 400)), k.start_char, k.end_char, coalesce(k.rule, c.rule), "
    "NULL, 0 "
    "FROM casualties k JOIN claims c USING (dispatch_key, claim_no) JOIN dispatches d USING (dispatch_key) "
    "WHERE k.dispatch_key = ?1 AND k.claim_no = ?2 ORDER BY k.casualty_no";
static const char sql_manner[] = "SELECT 'said', polarity || ', ' || certainty || ', ' || tense || CASE WHEN quoted THEN ', in "
                                 "quotation marks' ELSE '' END, NULL, NULL, "
                                 "0, 0, NULL, NULL, 0 FROM claims WHERE dispatch_key = ?1 AND claim_no = ?2";
static const char sql_marks[] =
    "SELECT 'at arm''s length', m.kind, NULL, m.text, m.start_char, m.end_char, m.rule, NULL, 0 FROM distance_marks m "
    "JOIN claims c USING (dispatch_key) WHERE m.dispatch_key = ?1 AND c.claim_no = ?2 AND m.start_char >= c.start_char "
    "AND m.end_char <= c.end_char ORDER BY m.mark_no";

static dp_status add_values(why_builder *w) {
    static const char *const all[] = {sql_claimants, sql_type, sql_control,    sql_roles,  sql_place, sql_control_place,
                                      sql_time,      sql_date, sql_casualties, sql_manner, sql_marks};
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof all / sizeof *all; i++) s = each(w, all[i], value_row);
    w->out->values = w->values.at;
    w->out->value_count = w->values.n;
    return s;
}

/* ---- the claim, its dispatch and its sentence ---------------------------------------------------------------------------- */

/* Of its dispatch alone: the log may be long. */
#define DECIDED_HERE  "(" DECISIONS(" AND dispatch = (SELECT id FROM dispatches WHERE dispatch_key = ?1)") ")"
#define VERDICTS_HERE VERDICTS(DECIDED_HERE)

static const char sql_claim[] =
    "SELECT c.id, c.claim_no, c.words, d.id, d.given_id, coalesce(CASE WHEN ?3 THEN NULL ELSE d.title_shown END, d.title), "
    "d.source, d.url, "
    "d.lang, d.hash, d.date, d.date_basis, d.pack, d.version, c.start_char, c.end_char, c.trigger_start, c.trigger_end, "
    "coalesce(CASE WHEN ?3 THEN NULL ELSE c.quote_shown END, c.quote), c.trigger, c.rule, CASE WHEN ?3 OR c.quote_shown IS NULL "
    "THEN c.path END, "
    "(SELECT o.file FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1), "
    "(SELECT o.line FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1), c.sentence_no, "
    "(SELECT v.verdict FROM (" VERDICTS_HERE ") v WHERE v.claim = c.id) "
    "FROM claims c JOIN dispatches d USING (dispatch_key) WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";

static const char *short_of(why_builder *w, const char *id, dp_status *s) {
    uint32_t n = 0;
    if (*s == DP_OK) *s = id_short_length(w->l, id, &n, w->err);
    const char *copy = *s == DP_OK ? arena_copy(w->a, id, n) : NULL;
    if (*s == DP_OK && !copy) *s = error_nomem(w->err);
    return copy;
}

static dp_status add_claim(why_builder *w, bool *found) {
    sqlite3_stmt *st = db_get(w->l, sql_claim, w->err);
    if (!st) return w->err->code;
    put_int(st, 1, w->dispatch_key);
    put_int(st, 2, w->claim_no);
    put_int(st, 3, w->with_names);
    dp_status s = db_step(w->l, st, found, w->err);
    if (s != DP_OK || !*found) return s;
    bool failed = false;
    ledger_why *o = w->out;
    const struct {
        const char **to;
        int column;
    } texts[] = {{&o->claim, 0},       {&o->words, 2}, {&o->dispatch, 3}, {&o->given_id, 4}, {&o->title, 5},
                 {&o->source, 6},      {&o->url, 7},   {&o->lang, 8},     {&o->hash, 9},     {&o->date, 10},
                 {&o->date_basis, 11}, {&o->pack, 12}, {&o->version, 13}, {&o->quote, 18},   {&o->trigger, 19},
                 {&o->rule, 20},       {&o->path, 21}, {&o->file, 22},    {&o->verdict, 25}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i].to = take_text(st, texts[i].column, w->a, &failed);
    o->number = (uint32_t)sqlite3_column_int64(st, 1);
    o->start = (uint32_t)sqlite3_column_int64(st, 14);
    o->end = (uint32_t)sqlite3_column_int64(st, 15);
    o->trigger_start = (uint32_t)sqlite3_column_int64(st, 16);
    o->trigger_end = (uint32_t)sqlite3_column_int64(st, 17);
    o->line = (uint64_t)sqlite3_column_int64(st, 23);
    sqlite3_reset(st);
    if (failed || !o->claim || !o->dispatch) return error_nomem(w->err);
    o->short_id = short_of(w, o->claim, &s);
    o->dispatch_short = short_of(w, o->dispatch, &s);
    return s;
}

/* The sentence, with private persons masked. */
static const char sql_sentence[] =
    "SELECT y.start_char, substr(d.text, y.start_char + 1, min(y.end_char - y.start_char, ?3)), "
    "min(y.end_char - y.start_char, ?3) FROM claims c "
    "JOIN sentences y USING (dispatch_key, sentence_no) JOIN dispatches d USING (dispatch_key) WHERE c.dispatch_key = ?1 AND "
    "c.claim_no = ?2";
static dp_status add_sentence(why_builder *w) {
    sqlite3_stmt *st = db_get(w->l, sql_sentence, w->err);
    if (!st) return w->err->code;
    put_int(st, 1, w->dispatch_key);
    put_int(st, 2, w->claim_no);
    put_int(st, 3, SENTENCE_MAX);
    bool row, failed = false;
    dp_status s = db_step(w->l, st, &row, w->err);
    if (s != DP_OK || !row) {
        w->out->sentence = w->out->quote;
        w->out->sentence_start = w->out->start;
        return s;
    }
    w->out->sentence_start = (uint32_t)sqlite3_column_int64(st, 0);
    w->out->sentence = take_text(st, 1, w->a, &failed);
    const uint32_t length = (uint32_t)sqlite3_column_int64(st, 2);
    sqlite3_reset(st);
    if (failed || !w->out->sentence) return error_nomem(w->err);
    dp_status shown =
        stored_shown(w->l, w->dispatch_key, w->out->sentence, w->out->sentence_start, length, w->a, &w->out->sentence, w->err);
    if (shown != DP_OK || w->with_names) return shown;
    return masked_part(w->l, w->dispatch_key, w->out->sentence, w->out->sentence_start, SENTENCE_MAX, w->a, &w->out->sentence,
                       w->err);
}

static dp_status add_candidates(why_builder *w) {
    sqlite3_stmt *st = db_get(w->l, "SELECT day FROM dispatch_days WHERE dispatch_key = ?1 ORDER BY day", w->err);
    if (!st) return w->err->code;
    put_int(st, 1, w->dispatch_key);
    struct {
        const char **at;
        uint32_t n, cap;
    } days = {0};
    for (;;) {
        bool row, failed = false;
        dp_status s = db_step(w->l, st, &row, w->err);
        if (s != DP_OK) return s;
        if (!row) break;
        const char *day = take_text(st, 0, w->a, &failed);
        if (failed || !vec_push(w->a, &days, day)) {
            sqlite3_reset(st);
            return error_nomem(w->err);
        }
    }
    w->out->date_candidates = days.at;
    w->out->date_candidate_count = days.n;
    return DP_OK;
}

/* ---- relations ----------------------------------------------------------------------------------------------------------- */

static bool relation_row(why_builder *w, sqlite3_stmt *st) {
    bool failed = false;
    ledger_why_relation r = {
        .kind = take_text(st, 0, w->a, &failed),
        .field = take_text(st, 1, w->a, &failed),
        .reason = take_text(st, 2, w->a, &failed),
        .basis = take_text(st, 8, w->a, &failed),
        .claim = take_text(st, 3, w->a, &failed),
        .claimant = take_text(st, w->with_names ? 5 : 4, w->a, &failed),
        .quote = take_text(st, w->with_names || sqlite3_column_type(st, 6) == SQLITE_NULL ? 7 : 6, w->a, &failed)};
    dp_status s = DP_OK;
    if (failed || !r.claim) return false;
    r.short_id = short_of(w, r.claim, &s);
    return s == DP_OK && vec_push(w->a, &w->relations, r);
}

/* From the claim's side: "contradicts" both ways; a denial or correction that points at it reads "is denied by", … */
static const char sql_relations[] =
    "WITH pairs AS (SELECT CASE v.kind WHEN 'denies' THEN 'is denied by' WHEN 'corrects' THEN 'is corrected by' ELSE v.kind END "
    "AS "
    "kind, v.field, "
    "v.claim_b AS other, v.claimant_a || ' says ' || v.words_a || '; ' || v.claimant_b || ' says ' || v.words_b AS reason, "
    "v.basis FROM v_relations v WHERE v.claim_a = ?3 "
    "UNION ALL SELECT v.kind, v.field, v.claim_a, v.claimant_b || ' says ' || v.words_b || '; ' || v.claimant_a || ' says ' || "
    "v.words_a, v.basis FROM v_relations v WHERE v.claim_b = ?3 "
    "UNION ALL SELECT t.kind, NULL, o.id, o.claimant_shown || ' says ' || o.words, 'coder' FROM coder_ties t JOIN claims o ON "
    "o.dispatch_key = t.other_dispatch AND o.claim_no = t.other_claim WHERE t.dispatch_key = ?1 AND t.claim_no = ?2 AND "
    "t.kind = 'same' AND " STANDING("o") " "
                                         "UNION ALL SELECT v.kind, NULL, CASE v.claim_a WHEN ?3 THEN v.claim_b ELSE v.claim_a "
                                         "END, v.claimant_a || ' says ' || "
                                         "v.words_a || '; ' || v.claimant_b || ' says ' || v.words_b, v.basis FROM v_undecided v "
                                         "WHERE ?3 IN (v.claim_a, v.claim_b)) "
                                         "SELECT p.kind, p.field, p.reason, c.id, c.claimant_shown, c.claimant, c.quote_shown, "
                                         "c.quote, p.basis FROM pairs p JOIN claims c ON "
                                         "c.id = p.other "
                                         "ORDER BY p.kind, p.field, c.first_day, c.id LIMIT 32";

/* The claims of the same proposition, this one among them. */
static const char sql_same[] =
    "SELECT DISTINCT o.dispatch_key, o.claim_no FROM claim_propositions x JOIN claim_propositions o USING (proposition_key) "
    "WHERE x.dispatch_key = ?1 AND x.claim_no = ?2 AND (" STANDING("o") " OR (o.dispatch_key = ?1 AND o.claim_no = ?2))";

static bool same_row(why_builder *w, sqlite3_stmt *st) {
    return vec_push(w->a, &w->same, sqlite3_column_int64(st, 0));
}

static dp_status add_same(why_builder *w) {
    dp_status s = each(w, sql_same, same_row);
    if (s != DP_OK || w->same.n == 0) return s;
    w->out->same = w->same.n - 1;
    return count_voices(w->l, w->same.at, w->same.n, &w->out->same_dispatches, &w->out->same_voices, w->err);
}

static dp_status why_of(why_builder *w, const char *id, bool *found) {
    claim_key key;
    dp_status s = find_claim(w->l, id, &key, found, w->err);
    if (s != DP_OK || !*found) return s;
    w->dispatch_key = key.dispatch_key;
    w->claim_no = key.claim_no;
    s = add_claim(w, found);
    if (s == DP_OK && *found) s = stored_how(w->l, w->dispatch_key, &w->out->store, w->err);
    bool mapped;
    if (s == DP_OK && *found)
        s = page_map_find(w->l, w->dispatch_key, w->out->start, w->out->end, &w->out->page_from, &w->out->page_to, &mapped,
                          w->err);
    if (s == DP_OK && *found) s = add_sentence(w);
    if (s == DP_OK && *found) s = add_candidates(w);
    if (s == DP_OK && *found) s = add_values(w);
    if (s == DP_OK && *found) s = each(w, sql_relations, relation_row);
    if (s == DP_OK && *found) s = add_same(w);
    w->out->relations = w->relations.at;
    w->out->relation_count = w->relations.n;
    return s;
}

dp_status ledger_why_of(ledger *l, const char *id, bool with_names, arena *a, ledger_why *out, bool *found, dp_error *err) {
    dp_error own = {0};
    memset(out, 0, sizeof *out);
    *found = false;
    if (!id || !*id) return error_set(err, DP_E_USAGE, "no claim was named");
    ledger_lock(l);
    why_builder w = {.l = l, .a = a, .with_names = with_names, .out = out, .err = err ? err : &own};
    dp_status s = why_of(&w, id, found);
    ledger_unlock(l);
    return s;
}
