/* Lanes: a place's timeline as each claimant tells it. Nothing is filled in between what is said. */
#include "ledger/lane.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/alignment.h"
#include "ledger/rows.h"
#include "ledger/spelling.h"

/* ---- which place --------------------------------------------------------------------------------------------------------- */

typedef struct place_row {
    int64_t key;
    ledger_place place;
} place_row;

static void read_place(sqlite3_stmt *st, arena *a, place_row *out, bool *failed) {
    out->key = sqlite3_column_int64(st, 0);
    ledger_place *p = &out->place;
    p->id = take_text(st, 1, a, failed);
    p->name = take_text(st, 2, a, failed);
    p->gazetteer = take_text(st, 3, a, failed);
    p->gazetteer_id = sqlite3_column_int64(st, 4);
    p->country = take_text(st, 5, a, failed);
    p->admin1 = take_text(st, 6, a, failed);
    p->feature = take_text(st, 7, a, failed);
    p->lat = sqlite3_column_type(st, 8) == SQLITE_NULL ? NAN : sqlite3_column_double(st, 8);
    p->lon = sqlite3_column_type(st, 9) == SQLITE_NULL ? NAN : sqlite3_column_double(st, 9);
    p->mentions = (uint64_t)sqlite3_column_int64(st, 10);
    p->claims = (uint64_t)sqlite3_column_int64(st, 11);
}

typedef struct place_rows {
    place_row *at;
    uint32_t n, cap;
} place_rows;

/* The places of that name, the one with most control claims first. */
static dp_status find_places(ledger *l, const char *name, arena *a, place_rows *out, dp_error *err) {
    filter_sql q;
    filter_init(&q);
    buf_str(&q.where, " AND p.place_key IN (");
    filter_place_named(l, name, &q);
    buf_str(&q.where, ")");
    sqlite3_stmt *st = NULL;
    dp_status s =
        filter_prepare(l,
                       "SELECT p.place_key, p.id, p.label, p.gazetteer, p.code, p.country, p.admin1, p.feature, p.lat, p.lon, "
                       "(SELECT sum(n.mentions) FROM place_names n WHERE n.place_key = p.place_key) AS mentions, "
                       "(SELECT count(*) FROM control k WHERE k.place_key = p.place_key) AS claims FROM places p WHERE ",
                       &q, " ORDER BY claims DESC, mentions DESC, p.id LIMIT 20", &st, err);
    bool failed = false;
    while (s == DP_OK) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        place_row p;
        read_place(st, a, &p, &failed);
        if (failed || !vec_push(a, out, p)) s = error_nomem(err);
    }
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

/* ---- its claims ---------------------------------------------------------------------------------------------------------- */

/* One claim of control, before equal ones of a lane are joined. */
typedef struct said {
    const char *fold, *claimant, *basis;
    int64_t dispatch_key;
    ledger_stretch stretch;
} said;
typedef struct said_list {
    said *at;
    uint32_t n, cap;
} said_list;

static void take_day(sqlite3_stmt *st, int i, char out[16]) {
    const char *s = (const char *)sqlite3_column_text(st, i);
    size_t n = s ? strnlen(s, 15) : 0;
    memcpy(out, s ? s : "", n);
    out[n] = '\0';
}

static void read_said(sqlite3_stmt *st, arena *a, said *out, bool *failed) {
    memset(out, 0, sizeof *out);
    out->fold = take_text(st, 0, a, failed);
    out->claimant = take_text(st, 1, a, failed);
    out->basis = take_text(st, 2, a, failed);
    out->dispatch_key = sqlite3_column_int64(st, 3);
    ledger_stretch *t = &out->stretch;
    take_day(st, 4, t->first);
    take_day(st, 5, t->last);
    const char **const texts[] = {&t->time_basis, &t->state,    &t->holder,       &t->holder_code, &t->from,
                                  &t->from_code,  &t->polarity, &t->certainty,    &t->tense,       &t->claim,
                                  &t->quote,      &t->source,   &t->dispatch_date};
    for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++) *texts[i] = take_text(st, 6 + i, a, failed);
    t->claims = 1;
}

/* "Government forces (armed forces)": who has no name and no country keeps the words of the dispatch beside the label. */
#define IN_WORDS(actor, mention, name)                                                                                           \
    "CASE WHEN " mention ".kind IN ('generic', 'composed') AND lower(" mention ".text) <> " actor "." name " THEN " mention      \
    ".text || ' (' || " actor "." name " || ')' ELSE " actor "." name " END"
/* The dispatch where these words are looked for; NULL, which finds none, where they are not needed. */
#define NAMELESS(actor) "CASE WHEN " actor ".country IS NULL AND " actor ".code IS NOT NULL THEN c.dispatch_key END"
/* What looks into a table only for some rows has a key that is NULL for the others: each look is a page of the file. */
static const char said_from[] =
    "control k CROSS JOIN claims c USING (dispatch_key, claim_no) CROSS JOIN dispatches d USING (dispatch_key) "
    "LEFT JOIN claim_roles r ON r.dispatch_key = CASE WHEN k.state IN ('entered', 'besieged') THEN c.dispatch_key END "
    "AND r.claim_no = c.claim_no AND r.role = 'actor' AND r.position = 0 "
    "LEFT JOIN actors h ON h.actor_key = coalesce(k.holder_key, r.actor_key) "
    "LEFT JOIN actors f ON f.actor_key = k.from_key "
    "LEFT JOIN actor_mentions hm ON hm.dispatch_key = " NAMELESS(
        "h") " AND hm.actor_no = coalesce(k.holder_no, r.actor_no) "
             "LEFT JOIN actor_mentions fm ON fm.dispatch_key = " NAMELESS("f") " AND fm.actor_no = k.from_no WHERE ";

static const char masked_names[] =
    "c.claimant_shown, c.claimant_basis, c.dispatch_key, c.first_day, c.last_day, c.time_basis, k.state, " IN_WORDS(
        "h", "hm", "shown") ", h.code, " IN_WORDS("f", "fm", "shown") ", f.code, c.polarity, c.certainty, c.tense, c.id, "
                                                                      "coalesce(c.quote_shown, c.quote), d.source, d.date";
static const char open_names[] =
    "c.claimant, c.claimant_basis, c.dispatch_key, c.first_day, c.last_day, c.time_basis, k.state, " IN_WORDS(
        "h", "hm", "label") ", h.code, " IN_WORDS("f", "fm", "label") ", f.code, c.polarity, "
                                                                      "c.certainty, c.tense, c.id, c.quote, d.source, d.date";

/* A gazetteer's place may stand in several rows when packs of different days read it; so may a name that no gazetteer knows, when
 * one dispatch calls it a town and another does not; a place of the project's own lists has no number. A name that no
 * gazetteer knew in one dispatch is taken for the only place of that name. */
static void add_place_condition(const place_row *p, filter_sql *q) {
    if (p->place.gazetteer && p->place.gazetteer_id) {
        buf_str(&q->where, " AND k.place_key IN (SELECT place_key FROM places WHERE code = ");
        filter_number(q, p->place.gazetteer_id);
        buf_str(&q->where, " AND gazetteer = ");
        filter_text(q, p->place.gazetteer, strlen(p->place.gazetteer));
        buf_str(&q->where, " UNION SELECT o.place_key FROM places o JOIN places s ON o.label = s.label WHERE s.place_key = ");
        filter_number(q, p->key);
        buf_str(&q->where, " AND o.gazetteer IS NULL AND o.country IS NULL AND NOT EXISTS (SELECT 1 FROM places z "
                           "WHERE z.label = s.label AND z.code <> s.code))");
    } else {
        buf_str(&q->where, " AND k.place_key IN (SELECT o.place_key FROM places o JOIN places s ON o.label = s.label AND "
                           "o.country IS s.country WHERE o.code IS NULL AND s.place_key = ");
        filter_number(q, p->key);
        buf_str(&q->where, ")");
    }
}

/* What is said of a place, the conditions of the filter apart. */
#define SAID " AND c.tense NOT IN ('future', 'hypothetical', 'ordered')"

/* A lane that is not loaded yet: its place in the order of lanes, and which claims it has. */
typedef struct lane_name {
    const char *fold;
    bool of_dispatch; /* nothing is known of its claimant but the dispatch: these come last */
    uint32_t claims;
} lane_name;
typedef struct lane_names {
    lane_name *at;
    uint32_t n, cap;
    vec_of(claim_key) keys; /* of the claims, lane by lane */
} lane_names;

static dp_status add_conditions(ledger *l, const place_row *p, const ledger_filter *f, bool days, filter_sql *q, dp_error *err) {
    buf_str(&q->where, SAID);
    add_place_condition(p, q);
    return filter_claims(l, f, FILTER_CLAIMANT | FILTER_LANG | FILTER_STANDING | FILTER_FETCHED | (days ? FILTER_DAYS : 0), q,
                         err);
}

/* "1 AND …" of the days that are asked for, for the list of columns; its values come first. */
static dp_status days_sql(const ledger_filter *f, filter_sql *q, const char **out, dp_error *err) {
    dp_status s = filter_span(f, "c.first_day", "c.last_day", q, err);
    if (s != DP_OK) return s;
    *out = q->where.failed ? NULL : arena_copy(&q->memory, q->where.at, q->where.n);
    buf_clear(&q->where);
    buf_str(&q->where, "1");
    return *out ? DP_OK : error_nomem(err);
}

/* Rows come lane by lane. */
static bool name_claim(sqlite3_stmt *st, arena *a, lane_names *out) {
    const char *fold = (const char *)sqlite3_column_text(st, 0);
    const bool of_dispatch = sqlite3_column_int(st, 1) != 0;
    const lane_name *last = out->n ? &out->at[out->n - 1] : NULL;
    if (!fold) return false;
    if (!last || last->of_dispatch != of_dispatch || strcmp(last->fold, fold) != 0) {
        const lane_name fresh = {.fold = arena_copy(a, fold, strlen(fold)), .of_dispatch = of_dispatch};
        if (!fresh.fold || !vec_push(a, out, fresh)) return false;
    }
    out->at[out->n - 1].claims++;
    const claim_key key = {sqlite3_column_int64(st, 3), sqlite3_column_int64(st, 4)};
    return vec_push(a, &out->keys, key);
}

/* The lanes in their order, with what lies in the days that are asked for; *outside counts the claims that do not. */
static dp_status name_lanes(ledger *l, const place_row *p, const ledger_filter *f, arena *a, lane_names *out, uint64_t *outside,
                            dp_error *err) {
    filter_sql q;
    buf head;
    filter_init(&q);
    buf_init(&head);
    sqlite3_stmt *st = NULL;
    const char *days;
    dp_status s = days_sql(f, &q, &days, err);
    if (s == DP_OK) s = add_conditions(l, p, f, false, &q, err);
    if (s == DP_OK)
        buf_printf(&head,
                   "SELECT c.claimant_fold, c.claimant_basis = 'dispatch', %s, c.dispatch_key, c.claim_no FROM control k JOIN "
                   "claims c USING (dispatch_key, claim_no) LEFT JOIN dispatches d USING (dispatch_key) WHERE ",
                   days);
    if (s == DP_OK && !buf_cstr(&head)) s = error_nomem(err);
    if (s == DP_OK) s = filter_prepare(l, head.at, &q, " ORDER BY 2, 1", &st, err);
    *outside = 0;
    while (s == DP_OK) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        if (!sqlite3_column_int(st, 2))
            ++*outside;
        else if (!name_claim(st, a, out))
            s = error_nomem(err);
    }
    sqlite3_finalize(st);
    buf_free(&head);
    filter_free(&q);
    return s;
}

/* So many keys are written into the question itself. */
enum { KEYS_MOST = 4096 };

/* SQLite takes a list of n values for 2^n rows, and so many would be worth a pass over each table that they are looked up in; a
 * limit tells it better. */
static void add_keys(const claim_key *keys, uint64_t n, buf *from) {
    buf_str(from, "(SELECT * FROM (VALUES ");
    for (uint64_t i = 0; i < n; i++)
        buf_printf(from, "%s(%lld,%lld)", i ? "," : "", (long long)keys[i].dispatch_key, (long long)keys[i].claim_no);
    buf_printf(from, ") LIMIT %d) w CROSS JOIN ", KEYS_MOST);
}

static void add_lane_bound(const lane_name *name, const char *sign, filter_sql *q) {
    buf_printf(&q->where, " AND (c.claimant_basis = 'dispatch', c.claimant_fold) %s (%d, ", sign, name->of_dispatch);
    filter_text(q, name->fold, strlen(name->fold));
    buf_str(&q->where, ")");
}

/* Lanes that follow each other, and their claims. */
typedef struct lane_range {
    const lane_name *first, *last;
    const claim_key *keys;
    uint64_t claims;
} lane_range;

static dp_status add_range(ledger *l, const place_row *p, const ledger_filter *f, const lane_range *of, buf *from, filter_sql *q,
                           dp_error *err) {
    if (of && of->claims <= KEYS_MOST) {
        add_keys(of->keys, of->claims, from);
        buf_str(&q->where, " AND k.dispatch_key = w.column1 AND k.claim_no = w.column2");
        return DP_OK;
    }
    dp_status s = add_conditions(l, p, f, true, q, err);
    if (of) {
        add_lane_bound(of->first, ">=", q);
        add_lane_bound(of->last, "<=", q);
    }
    return s;
}

/* The claims of these lanes; NULL: of all. */
static dp_status load_said(ledger *l, const place_row *p, const ledger_filter *f, const lane_range *of, arena *a, said_list *out,
                           dp_error *err) {
    filter_sql q;
    filter_init(&q);
    buf head;
    buf_init(&head);
    buf_printf(&head, "SELECT c.claimant_fold, %s FROM ", f->with_names ? open_names : masked_names);
    dp_status s = add_range(l, p, f, of, &head, &q, err);
    buf_str(&head, said_from);
    const char *before = buf_cstr(&head);
    sqlite3_stmt *st = NULL;
    if (s == DP_OK && (!before || q.where.failed)) s = error_nomem(err);
    if (s == DP_OK)
        s = filter_prepare(l, before, &q,
                           " ORDER BY c.claimant_basis = 'dispatch', c.claimant_fold, coalesce(c.first_day, c.last_day) IS NULL, "
                           "coalesce(c.first_day, c.last_day), "
                           "coalesce(c.last_day, c.first_day), k.state, h.label, h.code, hm.text, "
                           "f.label, f.code, fm.text, c.polarity, c.certainty, c.tense, "
                           "c.time_basis, d.first_day IS NULL, d.first_day, c.id",
                           &st, err);
    bool failed = false;
    while (s == DP_OK) {
        bool row;
        if ((s = db_step(l, st, &row, err)) != DP_OK || !row) break;
        said one;
        read_said(st, a, &one, &failed);
        if (failed || !vec_push(a, out, one)) s = error_nomem(err);
    }
    sqlite3_finalize(st);
    buf_free(&head);
    filter_free(&q);
    return s;
}

/* ---- lanes --------------------------------------------------------------------------------------------------------------- */

static bool equal(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool says_the_same(const ledger_stretch *a, const ledger_stretch *b) {
    return equal(a->first, b->first) && equal(a->last, b->last) && equal(a->state, b->state) && equal(a->holder, b->holder) &&
           equal(a->holder_code, b->holder_code) && equal(a->from, b->from) && equal(a->from_code, b->from_code) &&
           equal(a->polarity, b->polarity) && equal(a->certainty, b->certainty) && equal(a->tense, b->tense) &&
           equal(a->time_basis, b->time_basis);
}

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static uint32_t distinct(int64_t *at, uint32_t n) {
    qsort(at, n, sizeof *at, by_number);
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++) count += i == 0 || at[i] != at[i - 1];
    return count;
}

dp_status count_voices(ledger *l, int64_t *keys, uint32_t n, uint32_t *dispatches, uint32_t *voices, dp_error *err) {
    *dispatches = distinct(keys, n);
    for (uint32_t i = 0; i < n; i++) {
        dp_status s = voice_of(l, keys[i], &keys[i], err);
        if (s != DP_OK) return s;
    }
    *voices = distinct(keys, n);
    return DP_OK;
}

typedef struct loaded_lanes {
    vec_of(ledger_lane) lanes;
    vec_of(ledger_stretch *) stretches; /* of all of them */
} loaded_lanes;

/* The claims of one claimant. Equal ones stand side by side. */
static dp_status make_lane(ledger *l, const said *from, uint32_t n, arena *a, loaded_lanes *out, dp_error *err) {
    ledger_lane lane = {.claimant = from->claimant, .basis = from->basis};
    int64_t *keys = arena_array(a, n, sizeof *keys);
    ledger_stretch *at = arena_array(a, n, sizeof *at);
    if (!keys || !at) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        const said *s = &from[i];
        if (strcmp(s->claimant, lane.claimant) < 0) lane.claimant = s->claimant; /* one spelling, whatever came first */
        if (strcmp(s->basis, lane.basis) < 0) lane.basis = s->basis;
        keys[i] = s->dispatch_key;
        if (lane.n && says_the_same(&at[lane.n - 1], &s->stretch))
            at[lane.n - 1].claims++;
        else
            at[lane.n++] = s->stretch;
    }
    lane.at = at;
    for (uint32_t i = 0; i < lane.n; i++)
        if (!vec_push(a, &out->stretches, &at[i])) return error_nomem(err);
    dp_status s = count_voices(l, keys, n, &lane.dispatches, &lane.voices, err);
    if (s == DP_OK && strcmp(lane.basis, "claimant") == 0) s = spelling_code(l, lane.claimant, a, &lane.code, err);
    return s == DP_OK && !vec_push(a, &out->lanes, lane) ? error_nomem(err) : s;
}

/* Adds the lanes of the claims. */
static dp_status make_lanes(ledger *l, const said_list *all, arena *a, loaded_lanes *out, dp_error *err) {
    for (uint32_t i = 0, end; i < all->n; i = end) {
        for (end = i + 1; end < all->n && strcmp(all->at[end].fold, all->at[i].fold) == 0;) end++;
        dp_status s = make_lane(l, all->at + i, end - i, a, out, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

static void mark_interests(const ledger *l, const ledger_alignment *table, said_list *all) {
    for (uint32_t i = 0; table && i < all->n; i++)
        all->at[i].stretch.interest = alignment_interest(l, table, all->at[i].claimant, &all->at[i].stretch);
}

static bool one_place(const ledger_place *a, const ledger_place *b) {
    if (!equal(a->gazetteer, b->gazetteer)) return false;
    return a->gazetteer ? a->gazetteer_id == b->gazetteer_id : equal(a->name, b->name) && equal(a->country, b->country);
}

static int by_claim(const void *a, const void *b) {
    return strcmp((*(ledger_stretch *const *)a)->claim, (*(ledger_stretch *const *)b)->claim);
}

/* How an id is shown depends on its neighbours in an index: asked for in its order, each page of it is read once. */
static dp_status name_stretches(ledger *l, loaded_lanes *all, arena *a, dp_error *err) {
    if (all->stretches.n) qsort(all->stretches.at, all->stretches.n, sizeof(ledger_stretch *), by_claim);
    for (uint32_t i = 0; i < all->stretches.n; i++) {
        ledger_stretch *t = all->stretches.at[i];
        uint32_t length = 0;
        dp_status s = id_short_length(l, t->claim, &length, err);
        if (s != DP_OK) return s;
        if (!(t->short_id = arena_copy(a, t->claim, length))) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status load_range(ledger *l, const place_row *p, const ledger_filter *f, const lane_range *of, arena *a,
                            loaded_lanes *out, dp_error *err) {
    said_list said = {0};
    dp_status s = load_said(l, p, f, of, a, &said, err);
    mark_interests(l, f->alignment, &said);
    return s == DP_OK ? make_lanes(l, &said, a, out, err) : s;
}

/* Loads lanes, as many at a time as have the stretches that are still wanted, were each of their claims one. */
static dp_status load_some(ledger *l, const place_row *p, const ledger_filter *f, arena *a, loaded_lanes *all, ledger_lanes *out,
                           dp_error *err) {
    lane_names names = {0};
    const uint64_t wanted = f->limit ? f->limit : UINT64_MAX;
    uint32_t next = 0;
    uint64_t claims = 0; /* of the lanes before the next */
    dp_status s = name_lanes(l, p, f, a, &names, &out->hidden, err);
    while (s == DP_OK && next < names.n && all->stretches.n < wanted) {
        const uint64_t most = wanted - all->stretches.n;
        lane_range of = {.first = &names.at[next], .keys = names.keys.at + claims};
        while (next < names.n && of.claims < most) of.claims += names.at[next++].claims;
        of.last = &names.at[next - 1];
        claims += of.claims;
        s = load_range(l, p, f, &of, a, all, err);
    }
    out->more_lanes = names.n - next;
    out->more_claims = names.keys.n - claims;
    return s;
}

static dp_status load_lanes(ledger *l, const place_row *p, const ledger_filter *f, arena *a, ledger_lanes *out, dp_error *err) {
    const bool whole = !f->limit && !f->from && !f->to;
    loaded_lanes all = {0};
    dp_status s = whole ? load_range(l, p, f, NULL, a, &all, err) : load_some(l, p, f, a, &all, out, err);
    if (s == DP_OK) s = name_stretches(l, &all, a, err);
    out->at = all.lanes.at;
    out->n = all.lanes.n;
    return s;
}

static dp_status lanes_of(ledger *l, const ledger_filter *f, arena *a, ledger_lanes *out, bool *found, dp_error *err) {
    *out = (ledger_lanes){0};
    *found = false;
    if (!f->place || !*f->place) return error_set(err, DP_E_USAGE, "no place was named");
    place_rows places = {0};
    dp_status s = find_places(l, f->place, a, &places, err);
    if (s != DP_OK || !places.n) return s;
    *found = true;
    out->place = places.at[0].place;
    ledger_place *others = arena_array(a, places.n, sizeof *others);
    if (!others) return error_nomem(err);
    for (uint32_t i = 1; i < places.n; i++) {
        const ledger_place *p = &places.at[i].place;
        if (one_place(p, &out->place)) continue;
        others[out->other_count++] = *p;
    }
    out->others = others;
    return load_lanes(l, &places.at[0], f, a, out, err);
}

dp_status ledger_lanes_of(ledger *l, const ledger_filter *f, arena *a, ledger_lanes *out, bool *found, dp_error *err) {
    static const ledger_filter everything = {0};
    if (!f) f = &everything;
    dp_error own = {0};
    ledger_lock(l);
    dp_status s = lanes_of(l, f, a, out, found, err ? err : &own);
    ledger_unlock(l);
    return s;
}

/* ---- as rows ------------------------------------------------------------------------------------------------------------- */

static ledger_cell text_cell(const char *name, const char *s, bool brief, uint8_t kind) {
    bool some = s && *s;
    return (ledger_cell){.name = name,
                         .type = some ? kind : LEDGER_NULL,
                         .kind = kind,
                         .brief = brief,
                         .text = s,
                         .text_bytes = some ? strlen(s) : 0};
}
static ledger_cell int_cell(const char *name, int64_t v, bool some) {
    return (ledger_cell){.name = name, .type = some ? LEDGER_INT : LEDGER_NULL, .kind = LEDGER_INT, .integer = v};
}

static ledger_cell bool_cell(const char *name, bool v, bool some) {
    return (ledger_cell){.name = name, .type = some ? LEDGER_BOOL : LEDGER_NULL, .kind = LEDGER_BOOL, .integer = v};
}

static bool lane_row(const ledger_lanes *all, const ledger_lane *lane, const ledger_stretch *t, const row_sink *to) {
    const ledger_cell cells[] = {
        text_cell("place", all->place.name, false, LEDGER_TEXT),
        int_cell("place_code", all->place.gazetteer_id, all->place.gazetteer_id != 0),
        text_cell("claimant", lane->claimant, true, LEDGER_TEXT),
        text_cell("claimant_code", lane->code, false, LEDGER_TEXT),
        text_cell("claimant_basis", lane->basis, false, LEDGER_TEXT),
        int_cell("dispatches", lane->dispatches, true),
        int_cell("voices", lane->voices, true),
        text_cell("first_day", t->first, true, LEDGER_DATE),
        text_cell("last_day", t->last, true, LEDGER_DATE),
        text_cell("time_basis", t->time_basis, false, LEDGER_TEXT),
        text_cell("state", t->state, true, LEDGER_TEXT),
        text_cell("holder", t->holder, true, LEDGER_TEXT),
        text_cell("holder_code", t->holder_code, false, LEDGER_TEXT),
        text_cell("from_holder", t->from, true, LEDGER_TEXT),
        text_cell("from_code", t->from_code, false, LEDGER_TEXT),
        text_cell("polarity", t->polarity, true, LEDGER_TEXT),
        text_cell("certainty", t->certainty, false, LEDGER_TEXT),
        text_cell("tense", t->tense, false, LEDGER_TEXT),
        bool_cell("against_interest", t->interest == LEDGER_INTEREST_AGAINST, t->interest != LEDGER_INTEREST_UNKNOWN),
        int_cell("claims", t->claims, true),
        text_cell("short_id", t->short_id, true, LEDGER_TEXT),
        text_cell("claim", t->claim, false, LEDGER_TEXT),
        text_cell("quote", t->quote, false, LEDGER_TEXT),
        text_cell("source", t->source, false, LEDGER_TEXT),
        text_cell("dispatch_date", t->dispatch_date, false, LEDGER_TEXT),
    };
    ++*to->count;
    return to->fn(to->context, &(ledger_row){.cells = cells, .n = sizeof cells / sizeof *cells});
}

dp_status ask_lanes(ledger *l, const ledger_filter *f, const row_sink *to, dp_error *err) {
    arena a;
    arena_init(&a);
    ledger_lanes all;
    bool found;
    const uint64_t offset = f->offset, limit = f->limit ? f->limit : UINT64_MAX;
    ledger_filter upto = *f;
    if (f->limit) upto.limit = limit < UINT64_MAX - offset ? limit + offset : 0;
    dp_status s = lanes_of(l, &upto, &a, &all, &found, err);
    uint64_t seen = 0;
    bool on = s == DP_OK && found;
    for (uint32_t i = 0; on && i < all.n; i++)
        for (uint32_t j = 0; on && j < all.at[i].n; j++)
            if (seen++ >= offset) on = seen - offset <= limit && lane_row(&all, &all.at[i], &all.at[i].at[j], to);
    arena_free(&a);
    return s;
}
