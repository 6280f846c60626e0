/* Checking a ledger: the file, and what holds between its rows. */
#include "ledger/check.h"

#include <stdio.h>
#include <string.h>

#include "ledger/event_sql.h"
#include "ledger/tables.h"

static const char remedy_index[] = "the rows themselves are whole: sqlite3 FILE REINDEX makes the indexes anew";
static const char remedy_pages[] =
    "restore the file from a copy, or read the dispatches into a new one: depeche read --ledger FILE …";
static const char remedy_derived[] = "read the dispatches into a new ledger: depeche read --ledger FILE …";

void check_say(checking *c, uint8_t weight, const char *kind, const char *where, const char *message, const char *remedy) {
    ledger_check_result *r = c->result;
    if (weight == LEDGER_DAMAGE) r->damages++;
    const ledger_finding f = {weight, kind, where, message, remedy};
    if (!c->options->found || c->stopped) return;
    c->stopped = !c->options->found(c->options->context, &f);
}

void check_progress(checking *c, const char *stage, uint64_t done, uint64_t of) {
    if (c->options->progress) c->options->progress(c->options->context, stage, done, of);
}

/* A question that is not kept: its text may be made up as we go. */
static sqlite3_stmt *prepare(checking *c, const char *sql) {
    sqlite3_stmt *st = NULL;
    return sqlite3_prepare_v2(c->l->db, sql, -1, &st, NULL) == SQLITE_OK ? st : NULL;
}

static dp_status interrupted(dp_error *err) {
    return error_set(err, DP_E_INTERRUPTED, "interrupted");
}

/* ---- the file ------------------------------------------------------------------------------------------------------------- */

static bool of_index(const char *message) {
    return strstr(message, "missing from index") || strstr(message, "wrong # of entries in index") ||
           strstr(message, "non-unique entry in index");
}

/* "sentence_words_data" is a part of the full text index. */
static const char *table_named(const char *name) {
    return strncmp(name, "sentence_words_", strlen("sentence_words_")) == 0 ? "full text index" : name;
}

/* Lines of SQLite's own check, each said with where it found them; *found counts them. */
static dp_status say_lines(checking *c, const char *sql, const char *where, uint64_t *found, dp_error *err) {
    sqlite3_stmt *st = prepare(c, sql);
    int code = st ? SQLITE_ROW : sqlite3_errcode(c->l->db);
    while (st && (code = sqlite3_step(st)) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(st, 0);
        if (!line || strcmp(line, "ok") == 0) continue;
        ++*found;
        if (where) check_say(c, LEDGER_DAMAGE, "pages", where, line, of_index(line) ? remedy_index : remedy_pages);
    }
    const bool stop = code == SQLITE_INTERRUPT;
    if (code != SQLITE_DONE && !stop) {
        ++*found;
        if (where) check_say(c, LEDGER_DAMAGE, "pages", where, sqlite3_errmsg(c->l->db), remedy_pages);
    }
    sqlite3_finalize(st);
    return stop ? interrupted(err) : DP_OK;
}

/* Names of all tables, in an arena. */
static dp_status list_tables(checking *c, arena *a, const char **names, uint32_t cap, uint32_t *n) {
    *n = 0;
    sqlite3_stmt *st = prepare(c, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name");
    while (st && *n < cap && sqlite3_step(st) == SQLITE_ROW) {
        bool failed = false;
        names[*n] = take_text(st, 0, a, &failed);
        if (!failed && names[*n]) ++*n;
    }
    sqlite3_finalize(st);
    return DP_OK;
}

#define TABLES_MAX 128u

/* Once more table by table, so that the damage has a name. What no table owns is said of the file. */
static dp_status name_damage(checking *c, const char *pragma, dp_error *err) {
    arena a;
    arena_init(&a);
    const char *names[TABLES_MAX];
    uint32_t n;
    uint64_t named = 0;
    dp_status s = list_tables(c, &a, names, TABLES_MAX, &n);
    for (uint32_t i = 0; s == DP_OK && i < n; i++) {
        char sql[160];
        snprintf(sql, sizeof sql, "PRAGMA %s('%.100s')", pragma, names[i]);
        s = say_lines(c, sql, table_named(names[i]), &named, err);
    }
    if (s == DP_OK && named == 0) {
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA %s", pragma);
        s = say_lines(c, sql, "file", &named, err);
    }
    arena_free(&a);
    return s;
}

static dp_status check_references(checking *c, dp_error *err) {
    sqlite3_stmt *st = prepare(c, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check");
    int code = st ? SQLITE_ROW : sqlite3_errcode(c->l->db);
    while (st && !c->stopped && (code = sqlite3_step(st)) == SQLITE_ROW) {
        char message[160];
        const char *parent = (const char *)sqlite3_column_text(st, 2), *table = (const char *)sqlite3_column_text(st, 0);
        snprintf(message, sizeof message, "a row refers to one of %.60s that is not there", parent ? parent : "a table");
        check_say(c, LEDGER_DAMAGE, "references", table ? table : "", message, remedy_derived);
    }
    sqlite3_finalize(st);
    return code == SQLITE_INTERRUPT ? interrupted(err) : DP_OK;
}

/* A quick check reads the pages of a file of this size at most: some tenths of a second. */
#define QUICK_BYTES (64 * 1024 * 1024)

static dp_status is_large(checking *c, bool *out, dp_error *err) {
    int64_t pages = 0, bytes = 0;
    dp_status s = db_number(c->l, "PRAGMA page_count", &pages, err);
    if (s == DP_OK) s = db_number(c->l, "PRAGMA page_size", &bytes, err);
    *out = s == DP_OK && pages > QUICK_BYTES / (bytes ? bytes : 1);
    return s;
}

dp_status check_file(checking *c, dp_error *err) {
    bool large = false;
    dp_status known = c->options->quick ? is_large(c, &large, err) : DP_OK;
    if (known != DP_OK || large) return known;
    const char *pragma = c->options->quick ? "quick_check" : "integrity_check";
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA %s", pragma);
    check_progress(c, "pages", 0, 0);
    uint64_t found = 0;
    dp_status s = say_lines(c, sql, NULL, &found, err);
    if (s == DP_OK && found) s = name_damage(c, pragma, err);
    if (s != DP_OK || c->options->quick || found) return s;
    check_progress(c, "references", 0, 0);
    return check_references(c, err);
}

/* ---- what holds between rows ---------------------------------------------------------------------------------------------- */

typedef struct invariant {
    const char *where, *broken; /* the table; what is wrong where the question gives a row */
    const char *sql;            /* ids of what breaks it */
    bool slow;                  /* left out of a quick check */
    uint8_t weight;
    const char *remedy;
} invariant;

/* No run was interrupted before it worked out its events. */
#define SETTLED_NOW                                                                                                              \
    "NOT EXISTS (SELECT 1 FROM event_queue) AND (SELECT finished FROM runs ORDER BY run_key DESC LIMIT 1) IS NOT NULL"

static const invariant invariants[] = {
    {"claims", "two claims have one id", "SELECT id FROM claims GROUP BY id HAVING count(*) > 1", true, LEDGER_DAMAGE,
     remedy_derived},
    {"copies", "a dispatch is its own copy",
     "SELECT d.id FROM copies c JOIN dispatches d USING (dispatch_key) "
     "WHERE c.copy_of = c.dispatch_key",
     false, LEDGER_DAMAGE, remedy_derived},
    {"copies", "a dispatch goes back to no first text (copies in a circle)",
     "SELECT id FROM dispatches WHERE id NOT IN (SELECT dispatch FROM v_voices)", true, LEDGER_DAMAGE, remedy_derived},
    {"sketches", "a dispatch has no sketch, so that its copies are not found",
     "SELECT id FROM dispatches d WHERE NOT EXISTS (SELECT 1 FROM sketches s WHERE s.dispatch_key = d.dispatch_key)", true,
     LEDGER_DAMAGE, remedy_derived},
    {"relations", "a proposition is related to itself",
     "SELECT p.id FROM relations r JOIN propositions p ON p.proposition_key = r.a WHERE r.a = r.b", false, LEDGER_DAMAGE,
     remedy_derived},
    {"relations", "one relation stands in both directions",
     "SELECT p.id FROM relations r JOIN relations q ON q.a = r.b AND q.b = r.a AND q.field = r.field AND q.kind = r.kind "
     "JOIN propositions p ON p.proposition_key = r.a WHERE r.a < r.b",
     true, LEDGER_DAMAGE, remedy_derived},
    {"events", "an event does not lie between the days of its claims",
     "SELECT e.id FROM events e LEFT JOIN (SELECT m.event, " EVENT_DAYS " FROM event_claims m JOIN claims c USING "
     "(dispatch_key, claim_no) GROUP BY 1) x ON x.event = e.id WHERE x.event IS NULL OR e.first_day IS NOT x.first_day OR "
     "e.last_day IS NOT x.last_day UNION SELECT event FROM event_claims WHERE event NOT IN (SELECT id FROM events)",
     true, LEDGER_DAMAGE, remedy_derived},
    {"events", "an event is not named by the lowest id of its claims",
     "SELECT m.event FROM event_claims m JOIN claims c USING (dispatch_key, claim_no) WHERE " SETTLED_NOW
     " GROUP BY 1 HAVING min(c.id) <> m.event",
     true, LEDGER_DAMAGE, remedy_derived},
    {"event_claims", "claims that say the same lie in two events",
     "SELECT p.id FROM (SELECT k.proposition_key FROM claim_propositions k JOIN event_claims m USING (dispatch_key, claim_no) "
     "WHERE " SETTLED_NOW " GROUP BY 1 HAVING min(m.event) <> max(m.event)) JOIN propositions p USING (proposition_key)",
     true, LEDGER_DAMAGE, remedy_derived},
    {"event_claims", "a claim that can be compared lies in no event",
     "SELECT c.id FROM (SELECT dispatch_key, claim_no FROM claim_propositions EXCEPT SELECT dispatch_key, claim_no FROM "
     "event_claims) JOIN claims c USING (dispatch_key, claim_no) WHERE " STANDING("c") " AND " SETTLED_NOW,
     true, LEDGER_DAMAGE, remedy_derived},
    {"copies", "a copy shares other words with its original than were found",
     "SELECT d.id FROM copies c JOIN dispatches d USING (dispatch_key) WHERE c.basis <> 'coder' AND (c.basis <> 'read' OR NOT "
     "EXISTS "
     "(SELECT 1 FROM shared_text t WHERE t.dispatch_key = c.dispatch_key AND t.other_key = c.copy_of AND t.share = c.share))",
     true, LEDGER_DAMAGE, remedy_derived},
    {"propositions", "no claim states a proposition",
     "SELECT p.id FROM propositions p WHERE NOT EXISTS (SELECT 1 FROM claim_propositions x WHERE x.proposition_key = "
     "p.proposition_key)",
     true, LEDGER_DAMAGE, remedy_derived},
    {"proposition_blocks", "a proposition lies in no block, so that nothing is compared with it",
     "SELECT p.id FROM propositions p JOIN (SELECT proposition_key FROM propositions EXCEPT SELECT proposition_key FROM "
     "proposition_blocks) USING (proposition_key) WHERE proposition_key < coalesce((SELECT min(proposition_key) FROM unfiled), "
     "proposition_key + 1)",
     true, LEDGER_DAMAGE, remedy_derived},
    {"unfiled", "a large read did not end, so that what comes next is not compared with all of it",
     "SELECT proposition_key FROM unfiled", false, LEDGER_NOTE, "run any depeche read: it finishes what was interrupted"},
    {"actor_names", "an actor's names are not counted as often as it is mentioned",
     "SELECT a.id FROM actors a LEFT JOIN (SELECT actor_key, sum(mentions) AS n FROM actor_names GROUP BY 1) x USING (actor_key) "
     "LEFT JOIN (SELECT actor_key, count(*) AS n FROM actor_mentions GROUP BY 1) y USING (actor_key) "
     "WHERE coalesce(x.n, 0) <> coalesce(y.n, 0)",
     true, LEDGER_DAMAGE, remedy_derived},
    {"place_names", "a place's names are not counted as often as it is mentioned",
     "SELECT a.id FROM places a LEFT JOIN (SELECT place_key, sum(mentions) AS n FROM place_names GROUP BY 1) x USING (place_key) "
     "LEFT JOIN (SELECT place_key, count(*) AS n FROM place_mentions GROUP BY 1) y USING (place_key) "
     "WHERE coalesce(x.n, 0) <> coalesce(y.n, 0)",
     true, LEDGER_DAMAGE, remedy_derived},
    {"rare_kinds", "a rare kind of claims is not found in the dispatches that tell of it",
     "WITH told(kind, dispatch_key) AS (SELECT lower(type), dispatch_key FROM claims UNION SELECT lower(mode), dispatch_key FROM "
     "claims UNION SELECT lower(control), dispatch_key FROM claims UNION SELECT lower(cameo), dispatch_key FROM claims UNION "
     "SELECT lower(acled), dispatch_key FROM claims UNION SELECT lower(role), dispatch_key FROM casualties), rare AS (SELECT * "
     "FROM told WHERE length(CAST(kind AS BLOB)) < 95 AND kind NOT IN (SELECT kind FROM kinds WHERE common)) SELECT d.id FROM "
     "(SELECT * FROM "
     "(SELECT * FROM rare EXCEPT SELECT * FROM rare_kinds) UNION SELECT * FROM (SELECT * FROM rare_kinds WHERE length(CAST(kind "
     "AS "
     "BLOB)) < 95 EXCEPT SELECT * FROM rare)) JOIN dispatches d USING (dispatch_key)",
     true, LEDGER_DAMAGE, remedy_derived},
    {"forgotten", "words of a forgotten dispatch may still stand in the file", "SELECT id FROM forgotten WHERE swept = 0", false,
     LEDGER_NOTE, "finish it with: depeche forget --sweep"},
    {"runs", "a run was interrupted: what it had not read yet is missing",
     "SELECT started FROM runs WHERE finished IS NULL AND "
     "run_key = (SELECT max(run_key) FROM runs)",
     false, LEDGER_NOTE, "run the same depeche read again: it goes on from there"},
    {"sketch_queue", "originals of copies were not looked for yet",
     "SELECT d.id FROM sketch_queue q JOIN dispatches d USING (dispatch_key)", false, LEDGER_NOTE,
     "run any depeche read: it finishes what was interrupted"},
};

static dp_status check_invariant(checking *c, const invariant *v, dp_error *err) {
    sqlite3_stmt *st = prepare(c, v->sql);
    int code = st ? SQLITE_ROW : sqlite3_errcode(c->l->db);
    for (unsigned said = 0; st && !c->stopped && (code = sqlite3_step(st)) == SQLITE_ROW; said++) {
        const char *id = (const char *)sqlite3_column_text(st, 0);
        buf_clear(&c->line);
        buf_printf(&c->line, "%s: %s", v->broken, id ? id : "");
        if (buf_cstr(&c->line)) check_say(c, v->weight, v->where, v->where, c->line.at, v->remedy);
        if (v->weight == LEDGER_NOTE && said == 0) break; /* one word is enough */
    }
    const bool stop = code == SQLITE_INTERRUPT;
    if (code != SQLITE_DONE && code != SQLITE_ROW && !stop)
        check_say(c, LEDGER_DAMAGE, v->where, v->where, sqlite3_errmsg(c->l->db), remedy_pages);
    sqlite3_finalize(st);
    return stop ? interrupted(err) : DP_OK;
}

static dp_status check_late_indexes(checking *c, dp_error *err) {
    bool all;
    dp_status s = late_indexes_there(c->l, &all, err);
    if (s == DP_OK && !all)
        check_say(c, LEDGER_NOTE, "indexes", "file", "indexes are missing, so that answers come slowly",
                  "run any depeche read: it finishes what was interrupted");
    return s;
}

dp_status check_invariants(checking *c, dp_error *err) {
    const uint64_t n = sizeof invariants / sizeof *invariants;
    dp_status s = check_late_indexes(c, err);
    for (uint64_t i = 0; s == DP_OK && i < n && !c->stopped; i++) {
        check_progress(c, "rules between rows", i, n);
        if (!invariants[i].slow || !c->options->quick) s = check_invariant(c, &invariants[i], err);
    }
    return s;
}

/* ---- the full text index -------------------------------------------------------------------------------------------------- */

/* The words of all sentences, as the index was given them, are put into an index of the same kind once more; both must hold each
 * word equally often. The second one lives in SQLite's own temporary file. Texts are not read again: another pack may fold
 * otherwise. */
dp_status check_words(checking *c, dp_error *err) {
    static const char build[] = "CREATE VIRTUAL TABLE temp.expected USING fts5(words, content = '', tokenize = 'ascii');"
                                "INSERT INTO temp.expected (rowid, words) SELECT s.rowid, s.words FROM main.sentence_words s;"
                                "CREATE VIRTUAL TABLE temp.expected_terms USING fts5vocab(temp, expected, row);"
                                "CREATE VIRTUAL TABLE temp.found_terms USING fts5vocab(main, sentence_words, row);";
    static const invariant terms = {
        "full text index",
        "a word is not found as often as it stands in the sentences",
        "SELECT term FROM (SELECT term, doc, cnt FROM (SELECT * FROM temp.expected_terms EXCEPT SELECT * FROM temp.found_terms) "
        "UNION SELECT term, doc, cnt FROM (SELECT * FROM temp.found_terms EXCEPT SELECT * FROM temp.expected_terms)) GROUP BY 1",
        true,
        LEDGER_DAMAGE,
        remedy_derived};
    if (!c->l->fts || c->options->quick) return DP_OK;
    check_progress(c, "words", 0, 0);
    const int code = sqlite3_exec(c->l->db, build, NULL, NULL, NULL);
    dp_status s = DP_OK;
    if (code == SQLITE_INTERRUPT)
        s = interrupted(err);
    else if (code != SQLITE_OK)
        check_say(c, LEDGER_DAMAGE, "words", "full text index", sqlite3_errmsg(c->l->db), remedy_pages);
    else
        s = check_invariant(c, &terms, err);
    sqlite3_exec(c->l->db,
                 "DROP TABLE IF EXISTS temp.found_terms; DROP TABLE IF EXISTS temp.expected_terms; DROP TABLE IF EXISTS "
                 "temp.expected",
                 NULL, NULL, NULL);
    return s;
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------ */

static int stop_now(void *context) {
    const checking *c = context;
    return c->stopped || (c->options->stop && *c->options->stop);
}

dp_status ledger_check(ledger *l, const ledger_check_options *options, ledger_check_result *out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *out = (ledger_check_result){0};
    checking c = {.l = l, .options = options, .result = out};
    buf_init(&c.line);
    ledger_lock(l);
    sqlite3_progress_handler(l->db, 10000, stop_now, &c);
    sqlite3_exec(l->db, "PRAGMA query_only = OFF", NULL, NULL, NULL); /* for the temporary index; the file is open for reading */
    dp_status s = check_file(&c, err);
    if (s == DP_OK && !c.stopped) s = check_content(&c, err);
    if (s == DP_OK && !c.stopped) s = check_invariants(&c, err);
    if (s == DP_OK && !c.stopped) s = check_derived(&c, err);
    if (s == DP_OK && !c.stopped) s = check_words(&c, err);
    if (!l->writable) sqlite3_exec(l->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
    sqlite3_progress_handler(l->db, 0, NULL, NULL);
    ledger_unlock(l);
    buf_free(&c.line);
    return s;
}
