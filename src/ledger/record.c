/* Claims as records: one statement for the claim and its dispatch, one for each list that hangs on it. */
#include "ledger/record.h"

#include <math.h>
#include <string.h>

#include "ledger/filter.h"
#include "ledger/masked.h"
#include "ledger/rows.h"
#include "ledger/settled_sql.h"

typedef struct reader {
    ledger *l;
    arena *a;
    bool with_names, failed;
    unsigned parts; /* enum record_part */
    ledger_record *out;
    dp_error *err;
} reader;

/* A row whose columns are read from left to right: one assignment each, because the order inside an initialiser is not fixed. */
typedef struct cursor {
    reader *r;
    sqlite3_stmt *st;
    int next;
} cursor;

static const char *next_text(cursor *c) {
    return take_text(c->st, c->next++, c->r->a, &c->r->failed);
}
static int64_t next_int(cursor *c) {
    int i = c->next++;
    return sqlite3_column_type(c->st, i) == SQLITE_NULL ? RECORD_NONE : sqlite3_column_int64(c->st, i);
}
static bool next_bool(cursor *c) {
    return sqlite3_column_int(c->st, c->next++) != 0;
}
static double next_real(cursor *c) {
    int i = c->next++;
    return sqlite3_column_type(c->st, i) == SQLITE_NULL ? NAN : sqlite3_column_double(c->st, i);
}
static record_span next_span(cursor *c) {
    int64_t start = next_int(c), end = next_int(c);
    return (record_span){start, end};
}

/* ---- lists --------------------------------------------------------------------------------------------------------------- */

static bool begin(reader *r, const char *sql, cursor *c) {
    *c = (cursor){.r = r, .st = db_get(r->l, sql, r->err)};
    if (!c->st) return false;
    put_int(c->st, 1, r->out->dispatch_key);
    put_int(c->st, 2, r->out->claim_no);
    if (sqlite3_bind_parameter_count(c->st) > 2) put_int(c->st, 3, r->with_names);
    return true;
}

/* The next row; false at the end and on an error, which *s tells. */
static bool step(cursor *c, dp_status *s) {
    bool row = false;
    c->next = 0;
    if (c->r->failed) {
        sqlite3_reset(c->st);
        *s = error_nomem(c->r->err);
        return false;
    }
    *s = db_step(c->r->l, c->st, &row, c->r->err);
    return row;
}

#define ACTOR                                                                                                                    \
    "m.start_char, m.end_char, CASE WHEN NOT ?3 AND (a.person OR " NAMES_PERSON(                                                 \
        "m") ") THEN '" MASK "' ELSE m.text END, "                                                                               \
             "CASE WHEN ?3 THEN a.label ELSE a.shown END, a.code, a.country, a.sectors "
static record_actor next_actor(cursor *c) {
    record_actor a;
    a.at = next_span(c);
    a.text = next_text(c);
    a.name = next_text(c);
    a.code = next_text(c);
    a.country = next_text(c);
    a.sectors = next_text(c);
    return a;
}

typedef struct actor_list {
    record_actor *at;
    uint32_t n, cap;
} actor_list;

/* The list that a role's actors go into. */
static actor_list *list_of(actor_list lists[4], const char *role) {
    static const char *const roles[4] = {"actor", "recipient", "holder", "from"};
    for (int i = 0; role && i < 4; i++)
        if (strcmp(role, roles[i]) == 0) return &lists[i];
    return NULL;
}

static dp_status read_roles(reader *r) {
    static const char sql[] =
        "SELECT r.role, " ACTOR "FROM claim_roles r JOIN actors a USING (actor_key) JOIN actor_mentions m ON "
        "m.dispatch_key = r.dispatch_key AND m.actor_no = r.actor_no WHERE r.dispatch_key = ?1 AND r.claim_no = ?2 "
        "ORDER BY r.role, r.position";
    cursor c;
    dp_status s;
    actor_list lists[4] = {{0}};
    if (!begin(r, sql, &c)) return r->err->code;
    while (step(&c, &s)) {
        actor_list *list = list_of(lists, next_text(&c));
        record_actor a = next_actor(&c);
        if (list && !vec_push(r->a, list, a)) r->failed = true;
    }
    r->out->actors = lists[0].at;
    r->out->actor_count = lists[0].n;
    r->out->recipients = lists[1].at;
    r->out->recipient_count = lists[1].n;
    r->out->holder = lists[2].n ? lists[2].at : NULL;
    r->out->from = lists[3].n ? lists[3].at : NULL;
    return s;
}

/* A row of ours in the arena. */
#define KEEP(r, value, target)                                                                                                   \
    do {                                                                                                                         \
        void *room_ = arena_alloc((r)->a, sizeof(value));                                                                        \
        if (room_) memcpy(room_, &(value), sizeof(value));                                                                       \
        if (!room_) (r)->failed = true;                                                                                          \
        (target) = room_;                                                                                                        \
    } while (0)

#define PLACE                                                                                                                    \
    "SELECT m.start_char, m.end_char, m.text, p.label, p.gazetteer, p.code, p.lat, p.lon, p.feature, p.country, p.admin1, "      \
    "m.geo_precision, m.where_prec, m.confidence FROM "
#define PLACE_ROWS(of)                                                                                                           \
    " JOIN place_mentions m ON m.dispatch_key = " of ".dispatch_key AND m.place_no = " of ".place_no JOIN places p ON "          \
    "p.place_key = m.place_key WHERE " of ".dispatch_key = ?1 AND " of ".claim_no = ?2"

static dp_status read_place(reader *r, const char *sql, const record_place **out) {
    cursor c;
    dp_status s;
    if (!begin(r, sql, &c)) return r->err->code;
    while (step(&c, &s)) {
        record_place p;
        p.at = next_span(&c);
        p.text = next_text(&c);
        p.name = next_text(&c);
        p.gazetteer = next_text(&c);
        p.code = next_int(&c);
        p.lat = next_real(&c);
        p.lon = next_real(&c);
        p.feature = next_text(&c);
        p.country = next_text(&c);
        p.admin1 = next_text(&c);
        p.geo_precision = next_int(&c);
        p.where_prec = next_int(&c);
        p.confidence = next_real(&c);
        KEEP(r, p, *out);
    }
    return s;
}

static dp_status read_time(reader *r) {
    cursor c;
    dp_status s;
    if (!begin(r,
               "SELECT t.start_char, t.end_char, t.text, t.type, t.value, t.mod, t.basis FROM claims c JOIN times t ON "
               "t.dispatch_key = c.dispatch_key AND t.time_no = c.time_no WHERE c.dispatch_key = ?1 AND c.claim_no = ?2",
               &c))
        return r->err->code;
    while (step(&c, &s)) {
        record_time t;
        t.at = next_span(&c);
        t.text = next_text(&c);
        t.type = next_text(&c);
        t.value = next_text(&c);
        t.mod = next_text(&c);
        t.basis = next_text(&c);
        KEEP(r, t, r->out->time);
    }
    return s;
}

/* The counted words may be a private person's name. */
static dp_status read_casualties(reader *r) {
    static const char sql[] =
        "SELECT k.start_char, k.end_char, k.role, k.low, k.best, k.high, CASE WHEN ?3 THEN k.who ELSE " COUNTED_SHOWN
        " END FROM casualties k "
        "WHERE k.dispatch_key = ?1 AND k.claim_no = ?2 ORDER BY k.casualty_no";
    vec_of(record_casualty) list = {0};
    cursor c;
    dp_status s;
    if (!begin(r, sql, &c)) return r->err->code;
    while (step(&c, &s)) {
        record_casualty k;
        k.at = next_span(&c);
        k.role = next_text(&c);
        k.low = next_int(&c);
        k.best = next_int(&c);
        k.high = next_int(&c);
        k.who = next_text(&c);
        if (!vec_push(r->a, &list, k)) r->failed = true;
    }
    r->out->casualties = list.at;
    r->out->casualty_count = list.n;
    return s;
}

static dp_status read_claimants(reader *r) {
    vec_of(record_claimant) list = {0};
    cursor c;
    dp_status s;
    if (!begin(r,
               "SELECT start_char, end_char, cue_start, cue_end, kind, CASE WHEN ?3 THEN label ELSE shown END, rule "
               "FROM claimants WHERE dispatch_key = ?1 AND claim_no = ?2 ORDER BY position",
               &c))
        return r->err->code;
    while (step(&c, &s)) {
        record_claimant k;
        k.at = next_span(&c);
        k.cue = next_span(&c);
        k.kind = next_text(&c);
        k.text = next_text(&c);
        k.rule = next_text(&c);
        if (!vec_push(r->a, &list, k)) r->failed = true;
    }
    r->out->claimants = list.at;
    r->out->claimant_count = list.n;
    return s;
}

static dp_status read_marks(reader *r) {
    vec_of(record_mark) list = {0};
    cursor c;
    dp_status s;
    if (!begin(r,
               "SELECT m.start_char, m.end_char, m.kind FROM distance_marks m JOIN claims c USING (dispatch_key) WHERE "
               "m.dispatch_key = ?1 AND c.claim_no = ?2 AND m.start_char >= c.start_char AND m.end_char <= c.end_char "
               "ORDER BY m.mark_no",
               &c))
        return r->err->code;
    while (step(&c, &s)) {
        record_mark m;
        m.at = next_span(&c);
        m.kind = next_text(&c);
        if (!vec_push(r->a, &list, m)) r->failed = true;
    }
    r->out->marks = list.at;
    r->out->mark_count = list.n;
    return s;
}

static dp_status list_small_places(reader *r, arena *a, small_places *out) {
    static const char sql[] =
        "SELECT x FROM (SELECT m.text AS x FROM place_mentions m JOIN places p USING (place_key) WHERE m.dispatch_key = ?1 AND "
        "?2 > 0 "
        "AND coalesce(p.feature, '') NOT LIKE 'PCL%' AND coalesce(p.feature, '') <> 'ADM1' UNION "
        "SELECT p.label FROM place_mentions m JOIN places p USING (place_key) WHERE m.dispatch_key = ?1 AND "
        "coalesce(p.feature, '') NOT LIKE 'PCL%' AND coalesce(p.feature, '') <> 'ADM1') WHERE x <> '' ORDER BY length(x) DESC, x";
    vec_of(const char *) list = {0};
    cursor c;
    dp_status s;
    if (!begin(r, sql, &c)) return r->err->code;
    while (step(&c, &s)) {
        bool failed = false;
        const char *name = take_text(c.st, 0, a, &failed);
        if (failed || !name || !vec_push(a, &list, name)) r->failed = true;
    }
    out->at = list.at;
    out->n = list.n;
    return s;
}

/* Those of a dispatch are read once for all its claims, as long as nobody can change them. */
static dp_status read_small_places(reader *r) {
    const int64_t key = r->out->dispatch_key;
    small_places *kept = &r->l->small[(uint64_t)key % SMALL_PLACE_SLOTS], own = {0};
    dp_status s = DP_OK;
    if (!r->l->frozen) {
        s = list_small_places(r, r->a, &own);
        kept = &own;
    } else if (kept->dispatch_key != key) {
        arena_reset(&kept->memory);
        kept->dispatch_key = 0;
        s = list_small_places(r, &kept->memory, kept);
        if (s == DP_OK && !r->failed) kept->dispatch_key = key;
    }
    r->out->small_places = kept->at;
    r->out->small_place_count = kept->n;
    return s;
}

/* ---- the claim and its dispatch ------------------------------------------------------------------------------------------ */

#define LABEL(scheme, code) "(SELECT label FROM codes WHERE scheme = '" scheme "' AND codes.code = " code ")"
#define ORIGIN(what)        "(SELECT o." what " FROM origins o WHERE o.dispatch_key = d.dispatch_key ORDER BY o.file, o.line LIMIT 1)"
#define HIDDEN(kind, id)    "EXISTS (SELECT 1 FROM withheld w WHERE w.kind = '" kind "' AND w.id = " id ")"
/* A place is withheld with every claim that happens there or whose words name it. */
#define HIDDEN_PLACE                                                                                                             \
    "EXISTS (SELECT 1 FROM withheld w WHERE w.kind = 'place') AND EXISTS (SELECT 1 FROM withheld w JOIN places p ON p.id = "     \
    "w.id JOIN place_mentions m ON m.place_key = p.place_key "                                                                   \
    "WHERE w.kind = 'place' AND m.dispatch_key = c.dispatch_key AND (m.place_no = c.place_no OR p.place_key = c.place_key OR "   \
    "(m.start_char < c.end_char AND m.end_char > c.start_char)))"

/* The title of a dispatch is that of all its claims: one that names a withheld place stays with those that do. */
#define TITLE_NAMES_HIDDEN_PLACE                                                                                                 \
    "EXISTS (SELECT 1 FROM withheld w WHERE w.kind = 'place') AND EXISTS (SELECT 1 FROM withheld w JOIN places p ON p.id = "     \
    "w.id JOIN place_mentions m ON m.place_key = p.place_key WHERE w.kind = 'place' AND m.dispatch_key = d.dispatch_key AND "    \
    "(instr(lower(d.title), lower(m.text)) OR instr(lower(d.title), lower(p.label))))"

#define WITHHELD                                                                                                                 \
    "CASE WHEN " HIDDEN("claim", "c.id") " THEN 1 WHEN " HIDDEN("dispatch", "d.id") " THEN 2 WHEN " HIDDEN_PLACE " THEN 3 ELSE " \
                                                                                    "0 END"
#define TYPE_LABEL  LABEL("plover", "c.type")
#define CAMEO_LABEL LABEL("cameo", "c.cameo")
#define FIRST_FILE  ORIGIN("file")
#define FIRST_LINE  ORIGIN("line")

static const char sql_claim[] = "SELECT " WITHHELD ", NOT " STANDING(
    "c") ", c.id, c.start_char, c.end_char, c.trigger_start, c.trigger_end, "
         "CASE WHEN ?3 THEN c.quote ELSE coalesce(c.quote_shown, c.quote) END, c.trigger, NOT ?3 AND c.quote_shown IS NOT NULL, "
         "c.words, c.type, " TYPE_LABEL ", c.mode, c.frame, c.cameo, " CAMEO_LABEL
         ", c.cameo_below, c.acled, c.contexts, c.first_day, "
         "c.last_day, c.time_basis, c.polarity, c.certainty, c.tense, c.quoted, c.reciprocal, c.incident, "
         "CASE WHEN ?3 THEN c.claimant ELSE c.claimant_shown END, c.claimant_basis, c.rule, CASE WHEN ?3 THEN c.path END, "
         "c.control, "
         "(SELECT event FROM event_claims m WHERE m.dispatch_key = c.dispatch_key AND m.claim_no = c.claim_no), "
         "d.id, d.given_id, d.hash, d.date, d.date_basis, d.lang, d.source, "
         "CASE WHEN " TITLE_NAMES_HIDDEN_PLACE
         " THEN NULL WHEN ?3 THEN d.title ELSE coalesce(d.title_shown, d.title) END, d.url, " FIRST_FILE ", " FIRST_LINE ", "
         "(SELECT o.id FROM copies y JOIN dispatches o ON o.dispatch_key = y.copy_of WHERE y.dispatch_key = d.dispatch_key), "
         "d.pack, d.version FROM claims c JOIN dispatches d USING (dispatch_key) WHERE c.dispatch_key = ?1 AND c.claim_no = ?2";

static void take_claim(cursor *c, ledger_record *o) {
    o->withheld = (uint8_t)next_int(c);
    o->rejected = next_bool(c);
    o->id = next_text(c);
    o->at = next_span(c);
    o->trigger_at = next_span(c);
    o->quote = next_text(c);
    o->trigger = next_text(c);
    o->masked = next_bool(c);
    o->says = next_text(c);
    o->type = next_text(c);
    o->type_label = next_text(c);
    o->mode = next_text(c);
    o->frame = next_text(c);
    o->cameo = next_text(c);
    o->cameo_label = next_text(c);
    o->cameo_below = next_text(c);
    o->acled = next_text(c);
    o->contexts = next_text(c);
    o->first_day = next_text(c);
    o->last_day = next_text(c);
    o->time_basis = next_text(c);
    o->polarity = next_text(c);
    o->certainty = next_text(c);
    o->tense = next_text(c);
    o->quoted = next_bool(c);
    o->reciprocal = next_bool(c);
    o->incident = next_int(c);
    o->claimant = next_text(c);
    o->claimant_basis = next_text(c);
    o->rule = next_text(c);
    o->path = next_text(c);
    o->control = next_text(c);
    o->event = next_text(c);
}

static void take_dispatch(cursor *c, ledger_record *o) {
    o->dispatch = next_text(c);
    o->given_id = next_text(c);
    o->hash = next_text(c);
    o->date = next_text(c);
    o->date_basis = next_text(c);
    o->lang = next_text(c);
    o->source = next_text(c);
    o->title = next_text(c);
    o->url = next_text(c);
    o->file = next_text(c);
    o->line = next_int(c);
    o->copy_of = next_text(c);
    o->pack = next_text(c);
    o->version = next_text(c);
}

static dp_status read_head(reader *r, bool *found) {
    cursor c;
    dp_status s;
    *found = false;
    if (!begin(r, sql_claim, &c)) return r->err->code;
    while (step(&c, &s)) {
        take_claim(&c, r->out);
        take_dispatch(&c, r->out);
        *found = true;
    }
    if (s != DP_OK || !*found || !r->out->id || strlen(r->out->id) != ID_CHARS) return s;
    uint32_t n = 0;
    s = id_short_length(r->l, r->out->id, &n, r->err);
    memcpy(r->out->short_id, r->out->id, n);
    return s;
}

static dp_status read_voice(reader *r) {
    r->out->voice = r->out->dispatch;
    if (!r->out->copy_of) return DP_OK;
    int64_t voice;
    dp_status s = voice_of(r->l, r->out->dispatch_key, &voice, r->err);
    sqlite3_stmt *st = s == DP_OK ? db_get(r->l, "SELECT id FROM dispatches WHERE dispatch_key = ?1", r->err) : NULL;
    if (!st) return r->err->code;
    put_int(st, 1, voice);
    bool row;
    s = db_step(r->l, st, &row, r->err);
    if (s == DP_OK && row) r->out->voice = take_text(st, 0, r->a, &r->failed);
    sqlite3_reset(st);
    return s;
}

static dp_status read_record(reader *r, bool *found) {
    static const char sql_place[] = PLACE "claims c" PLACE_ROWS("c");
    static const char sql_control_place[] = PLACE "control k" PLACE_ROWS("k");
    dp_status s = read_head(r, found);
    if (s != DP_OK || !*found) return s;
    s = read_voice(r);
    if (s == DP_OK) s = read_roles(r);
    if (s == DP_OK) s = read_place(r, sql_place, &r->out->place);
    if (s == DP_OK) s = read_time(r);
    if (s == DP_OK) s = read_casualties(r);
    if (s == DP_OK && r->out->control) s = read_place(r, sql_control_place, &r->out->control_place);
    if (s == DP_OK) s = read_claimants(r);
    if (s == DP_OK) s = read_marks(r);
    if (s == DP_OK && r->parts & RECORD_SMALL_PLACES) s = read_small_places(r);
    return s == DP_OK && r->failed ? error_nomem(r->err) : s;
}

static dp_status record_of(ledger *l, int64_t dispatch_key, int64_t claim_no, bool with_names, unsigned parts, arena *a,
                           ledger_record *out, bool *found, dp_error *err) {
    *out = (ledger_record){.dispatch_key = dispatch_key, .claim_no = claim_no};
    reader r = {.l = l, .a = a, .with_names = with_names, .parts = parts, .out = out, .err = err};
    return read_record(&r, found);
}

dp_status ledger_record_of(ledger *l, int64_t dispatch_key, int64_t claim_no, bool with_names, unsigned parts, arena *a,
                           ledger_record *out, dp_error *err) {
    dp_error own = {0};
    bool found = false;
    if (!err) err = &own;
    ledger_lock(l);
    dp_status s = record_of(l, dispatch_key, claim_no, with_names, parts, a, out, &found, err);
    ledger_unlock(l);
    return s != DP_OK || found ? s : error_set(err, DP_E_LEDGER, "there is no such claim in the ledger");
}

/* ---- those that fit a filter --------------------------------------------------------------------------------------------- */

static dp_status each_record(ledger *l, sqlite3_stmt *keys, bool with_names, unsigned parts, ledger_record_fn fn, void *context,
                             dp_error *err) {
    arena a;
    arena_init(&a);
    dp_status s = DP_OK;
    for (bool on = true; on && s == DP_OK;) {
        bool row = false, found = false;
        if ((s = db_step(l, keys, &row, err)) != DP_OK || !row) break;
        ledger_record r;
        arena_reset(&a);
        s = record_of(l, sqlite3_column_int64(keys, 0), sqlite3_column_int64(keys, 1), with_names, parts, &a, &r, &found, err);
        on = s == DP_OK && (!found || fn(context, &r));
    }
    arena_free(&a);
    return s;
}

static dp_status ask_records(ledger *l, const ledger_filter *f, unsigned parts, ledger_record_fn fn, void *context,
                             dp_error *err) {
    filter_sql q;
    buf tail;
    sqlite3_stmt *keys = NULL;
    filter_init(&q);
    buf_init(&tail);
    buf_str(&tail, " ORDER BY c.first_day IS NULL, c.first_day, c.id");
    filter_page(f, &tail);
    dp_status s = filter_claims(l, f, FILTER_ALL, &q, err);
    if (s == DP_OK && !buf_cstr(&tail)) s = error_nomem(err);
    if (s == DP_OK)
        s = filter_prepare(l, "SELECT c.dispatch_key, c.claim_no FROM claims c JOIN dispatches d USING (dispatch_key) WHERE ", &q,
                           tail.at, &keys, err);
    if (s == DP_OK) s = each_record(l, keys, f->with_names, parts, fn, context, err);
    sqlite3_finalize(keys);
    buf_free(&tail);
    filter_free(&q);
    return s;
}

dp_status ledger_records(ledger *l, const ledger_filter *f, unsigned parts, ledger_record_fn fn, void *context, dp_error *err) {
    static const ledger_filter everything = {0};
    dp_error own = {0};
    ledger_lock(l);
    dp_status s = ask_records(l, f ? f : &everything, parts, fn, context, err ? err : &own);
    ledger_unlock(l);
    return s;
}

dp_status ledger_freeze(ledger *l, dp_error *err) {
    dp_error own = {0};
    ledger_lock(l);
    dp_status s = sqlite3_get_autocommit(l->db) ? db_exec(l, "BEGIN", err ? err : &own) : DP_OK;
    l->frozen = s == DP_OK && !l->in_batch;
    ledger_unlock(l);
    return s;
}

void ledger_thaw(ledger *l) {
    ledger_lock(l);
    if (l->frozen) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL); /* nothing was written */
    l->frozen = false;
    for (uint32_t i = 0; i < SMALL_PLACE_SLOTS; i++) {
        arena_free(&l->small[i].memory);
        l->small[i] = (small_places){0};
        arena_init(&l->small[i].memory);
    }
    ledger_unlock(l);
}
