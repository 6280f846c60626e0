/* Conflicts side by side: one proposition and everyone who puts it forward, beside another that cannot be true with it. */
#include <string.h>

#include "ledger/conflict_coders.h"
#include "ledger/conflict_walk.h"
#include "ledger/keys.h"
#include "ledger/settled_sql.h"

#define KEYS_MAX 4096u /* dispatches of one side among which voices are counted */

typedef struct side {
    ledger_side shown;
    const char *first_fold, *last_fold; /* claimants in order: equal where there is only one */
    const char *first_day, *last_day;   /* of the dispatches; NULL where unknown */
    bool stands;                        /* not all of its claims were rejected by coders */
    vec_of(ledger_voice) voices;
    key_list keys; /* of its dispatches */
} side;

#define SIDE_COLUMNS                                                                                                             \
    "SELECT c.claimant_fold, c.claimant_shown, c.claimant, c.id, c.quote_shown, c.quote, d.source, d.id, d.date, d.first_day, "  \
    "c.dispatch_key, " STANDING("c")
#define SIDE_OF_PROPOSITION                                                                                                      \
    " FROM claim_propositions x JOIN claims c USING (dispatch_key, claim_no) JOIN dispatches d USING (dispatch_key) WHERE "      \
    "x.proposition_key = ?1"
#define SIDE_ORDER " ORDER BY c.claimant_fold, d.first_day IS NULL, d.first_day, d.id, c.claim_no"
static const char side_standing[] = SIDE_COLUMNS SIDE_OF_PROPOSITION " AND " STANDING("c") SIDE_ORDER;
static const char side_all[] = SIDE_COLUMNS SIDE_OF_PROPOSITION SIDE_ORDER;
static const char side_claim[] = SIDE_COLUMNS " FROM claims c JOIN dispatches d USING (dispatch_key) WHERE c.id = ?1";

static bool add_voice(sqlite3_stmt *st, bool with_names, arena *a, side *out) {
    bool failed = false;
    ledger_voice v = {.claimant = take_text(st, with_names ? 2 : 1, a, &failed),
                      .claim = take_text(st, 3, a, &failed),
                      .quote = take_text(st, !with_names && sqlite3_column_type(st, 4) != SQLITE_NULL ? 4 : 5, a, &failed),
                      .source = take_text(st, 6, a, &failed),
                      .dispatch = take_text(st, 7, a, &failed),
                      .dispatch_date = take_text(st, 8, a, &failed)};
    return !failed && v.claim && vec_push(a, &out->voices, v);
}

static bool add_row(sqlite3_stmt *st, bool with_names, arena *a, side *out) {
    bool failed = false;
    const char *fold = (const char *)sqlite3_column_text(st, 0), *day = (const char *)sqlite3_column_text(st, 9);
    const bool next = !out->last_fold || (fold && strcmp(out->last_fold, fold) != 0);
    if (next) out->last_fold = take_text(st, 0, a, &failed);
    if (!out->first_fold) out->first_fold = out->last_fold;
    if (day && (!out->first_day || strcmp(day, out->first_day) < 0)) out->first_day = take_text(st, 9, a, &failed);
    if (day && (!out->last_day || strcmp(day, out->last_day) > 0)) out->last_day = take_text(st, 9, a, &failed);
    out->stands |= sqlite3_column_int(st, 11) != 0;
    out->shown.claims++;
    if (out->keys.n < KEYS_MAX && !vec_push(a, &out->keys, sqlite3_column_int64(st, 10))) failed = true;
    if (!failed && next && out->voices.n < LEDGER_VOICES_MAX) failed = !add_voice(st, with_names, a, out);
    return !failed;
}

/* Everyone who says it: the rows of a statement with SIDE_COLUMNS. */
static dp_status read_side(ledger *l, sqlite3_stmt *st, const char *words, bool with_names, arena *a, side *out, dp_error *err) {
    *out = (side){.shown = {.words = words}};
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK) return s;
        if (!row) break;
        if (add_row(st, with_names, a, out)) continue;
        sqlite3_reset(st);
        return error_nomem(err);
    }
    out->shown.at = out->voices.at;
    out->shown.n = out->voices.n;
    return DP_OK;
}

/* What is looked up only for a side that is handed on. */
static dp_status finish_side(ledger *l, arena *a, side *x, dp_error *err) {
    for (uint32_t i = 0; i < x->voices.n; i++) {
        ledger_voice *v = &x->voices.at[i];
        uint32_t n = 0;
        dp_status s = id_short_length(l, v->claim, &n, err);
        if (s != DP_OK) return s;
        if (!(v->short_id = arena_copy(a, v->claim, n))) return error_nomem(err);
    }
    uint32_t dispatches = 0, roots = 0;
    dp_status s = count_voices(l, x->keys.at, x->keys.n, &dispatches, &roots, err);
    x->shown.dispatches = dispatches;
    x->shown.voices = roots;
    return s;
}

static void add_speaker(const side *s, buf *out) {
    buf_str(out, s->shown.n ? s->shown.at[0].claimant : "");
    if (s->shown.n > 1) buf_printf(out, " (and %u more)", s->shown.n - 1);
    buf_str(out, s->shown.n > 1 ? " say " : " says ");
    buf_str(out, s->shown.words);
}

static const char *reason_of(const ledger_conflict *c, const side *a, const side *b, arena *memory) {
    (void)c;
    buf out;
    buf_init(&out);
    add_speaker(a, &out);
    buf_str(&out, "; ");
    add_speaker(b, &out);
    const char *s = out.failed ? NULL : arena_copy(memory, out.at, out.n);
    buf_free(&out);
    return s;
}

/* What compare.c found, in words. */
static const char *why_of(const ledger_conflict *c) {
    static const struct {
        const char *field, *why;
    } known[] = {
        {"holder", "two who are not on one side cannot both hold it on the days that both speak of"},
        {"status", "on the days that both speak of it was taken or lost for one, and still held or fought for to the other"},
        {"polarity", "one says that it was so, the other that it was not"},
        {"count", "the two numbers leave no room for each other"},
        {"date", "it happened once, and the days on which it is told to have happened do not meet"},
        {"place", "the same number of the same people on the same day, and the places lie apart"},
    };
    if (strcmp(c->basis, "coder") == 0) return "a coder holds one against the other";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].field, c->field) == 0) return known[i].why;
    return NULL;
}

static dp_status finish_sides(ledger *l, arena *a, side *x, side *y, ledger_conflict *c, dp_error *err) {
    dp_status s = finish_side(l, a, x, err);
    if (s == DP_OK) s = finish_side(l, a, y, err);
    if (s != DP_OK) return s;
    c->a = x->shown;
    c->b = y->shown;
    c->reason = reason_of(c, x, y, a);
    c->why = why_of(c);
    return c->reason ? DP_OK : error_nomem(err);
}

/* The statement is shared by both sides, one after the other. */
static dp_status load_side(ledger *l, int64_t proposition, const char *words, const ledger_filter *f, arena *a, side *out,
                           dp_error *err) {
    sqlite3_stmt *st = db_get(l, f->rejected ? side_all : side_standing, err);
    if (!st) return err->code;
    put_int(st, 1, proposition);
    return read_side(l, st, words, f->with_names, a, out, err);
}

static dp_status load_claim(ledger *l, const char *id, const char *words, const ledger_filter *f, arena *a, side *out,
                            dp_error *err) {
    sqlite3_stmt *st = db_get(l, side_claim, err);
    if (!st) return err->code;
    put_text(st, 1, id);
    return read_side(l, st, words, f->with_names, a, out, err);
}

static bool is_one_claimant(const side *x) {
    return x->first_fold && strcmp(x->first_fold, x->last_fold) == 0;
}

/* What it is once we know who speaks: others contradict; who says so himself later corrects; in one breath it is neither. */
static const char *kind_of(const char *kind, const char *field, const side *a, const side *b, bool *turned) {
    *turned = false;
    if (!a->first_fold || !b->first_fold) return NULL;
    const bool one = is_one_claimant(a) && is_one_claimant(b) && strcmp(a->first_fold, b->first_fold) == 0;
    if (!one) return strcmp(kind, "same") == 0 ? NULL : kind; /* counts that fit are at odds with nobody else's */
    if (strcmp(field, "count") != 0 && strcmp(field, "date") != 0 && strcmp(field, "polarity") != 0) return NULL;
    if (!a->first_day || !b->first_day) return NULL;
    *turned = strcmp(b->first_day, a->first_day) < 0;
    return strcmp(a->first_day, b->first_day) == 0 ? NULL : "corrects";
}

/* The days that both speak of, or what lies between. */
static void set_days(sqlite3_stmt *st, ledger_conflict *c) {
    const char *fa = (const char *)sqlite3_column_text(st, CONFLICT_FIRST_A),
               *la = (const char *)sqlite3_column_text(st, CONFLICT_LAST_A),
               *fb = (const char *)sqlite3_column_text(st, CONFLICT_FIRST_B),
               *lb = (const char *)sqlite3_column_text(st, CONFLICT_LAST_B);
    if (!fa || !la || !fb || !lb) return;
    const char *first = strcmp(fa, fb) > 0 ? fa : fb, *last = strcmp(la, lb) < 0 ? la : lb;
    bool meet = strcmp(first, last) <= 0;
    memcpy(c->first, meet ? first : last, strnlen(meet ? first : last, 15));
    memcpy(c->last, meet ? last : first, strnlen(meet ? last : first, 15));
}

static bool wanted(const ledger_filter *f, const char *kind, const char *field) {
    return !f->relation || strcmp(f->relation, kind) == 0 || strcmp(f->relation, field) == 0;
}

/* One relation's row as a conflict; *out is false where it is none after all or not asked for. */
static dp_status make_conflict(ledger *l, sqlite3_stmt *st, const ledger_filter *f, arena *a, ledger_conflict *c, bool *out,
                               dp_error *err) {
    bool failed = false, turned;
    *c = (ledger_conflict){0};
    *out = false;
    const char *kind = take_text(st, CONFLICT_KIND, a, &failed), *words_a = take_text(st, CONFLICT_WORDS_A, a, &failed),
               *words_b = take_text(st, CONFLICT_WORDS_B, a, &failed);
    c->field = take_text(st, CONFLICT_FIELD, a, &failed);
    c->place = take_text(st, CONFLICT_PLACE, a, &failed);
    set_days(st, c);
    if (failed) return error_nomem(err);
    side x, y;
    dp_status s = load_side(l, sqlite3_column_int64(st, CONFLICT_A), words_a, f, a, &x, err);
    if (s == DP_OK && f->relation && strcmp(f->relation, "corrects") == 0 && !is_one_claimant(&x)) return DP_OK;
    if (s == DP_OK) s = load_side(l, sqlite3_column_int64(st, CONFLICT_B), words_b, f, a, &y, err);
    if (s != DP_OK) return s;
    c->basis = "read";
    c->overruled = sqlite3_column_int(st, CONFLICT_OVERRULED) != 0 || !x.stands || !y.stands;
    c->kind = kind_of(kind, c->field, &x, &y, &turned);
    if (!c->kind || !wanted(f, c->kind, c->field)) return DP_OK;
    if (turned) {
        side z = x;
        x = y;
        y = z;
    }
    *out = true;
    return finish_sides(l, a, &x, &y, c, err);
}

typedef struct conflict_sink {
    ledger_conflict_fn fn;
    void *context;
    uint64_t skip, count, limit;
    bool on;
} conflict_sink;

static void hand_on(conflict_sink *to, ledger_conflict *c, const char *cursor) {
    if (to->skip) {
        to->skip--;
        return;
    }
    c->cursor = cursor;
    to->count++;
    to->on = to->fn(to->context, c) && to->count < to->limit;
}

static dp_status conflicts_read(ledger *l, const ledger_filter *f, conflict_sink *to, dp_error *err) {
    conflict_walk w;
    arena a;
    arena_init(&a);
    dp_status s = conflict_walk_begin(l, f, CONFLICT_CURSOR_PARTS, false, &w, err);
    while (s == DP_OK && to->on) {
        bool row, some;
        char at[CURSOR_CHARS];
        ledger_conflict c;
        if ((s = conflict_walk_next(&w, &row, err)) != DP_OK || !row) break;
        arena_reset(&a);
        s = make_conflict(l, w.st, f, &a, &c, &some, err);
        if (s != DP_OK || !some) continue;
        conflict_walk_cursor(&w, NULL, NULL, at);
        hand_on(to, &c, at);
    }
    conflict_walk_end(&w);
    arena_free(&a);
    return s;
}

/* ---- by coders' word alone ----------------------------------------------------------------------------------------------- */

static const char coders_columns[] = "v.kind, v.claim_a, v.claim_b, v.words_a, v.words_b, v.first_day, v.last_day, p.label";

/* A pair of claims: each side holds one. */
static dp_status make_tied(ledger *l, sqlite3_stmt *st, const ledger_filter *f, arena *a, ledger_conflict *c, dp_error *err) {
    bool failed = false;
    *c = (ledger_conflict){.basis = "coder", .kind = take_text(st, 0, a, &failed), .place = take_text(st, 7, a, &failed)};
    const char *words_a = take_text(st, 3, a, &failed), *words_b = take_text(st, 4, a, &failed);
    const char *first = (const char *)sqlite3_column_text(st, 5), *last = (const char *)sqlite3_column_text(st, 6);
    if (first) memcpy(c->first, first, strnlen(first, 15));
    if (last) memcpy(c->last, last, strnlen(last, 15));
    if (failed) return error_nomem(err);
    side x, y;
    dp_status s = load_claim(l, (const char *)sqlite3_column_text(st, 1), words_a, f, a, &x, err);
    if (s == DP_OK) s = load_claim(l, (const char *)sqlite3_column_text(st, 2), words_b, f, a, &y, err);
    if (s != DP_OK) return s;
    return finish_sides(l, a, &x, &y, c, err);
}

static dp_status conflicts_tied(ledger *l, const ledger_filter *f, conflict_sink *to, dp_error *err) {
    conflict_coders w;
    arena a;
    arena_init(&a);
    dp_status s = conflict_coders_begin(l, f, coders_columns, &w, err);
    while (s == DP_OK && to->on) {
        bool row;
        char at[CURSOR_CHARS];
        ledger_conflict c;
        if ((s = conflict_coders_next(&w, &row, err)) != DP_OK || !row) break;
        arena_reset(&a);
        if ((s = make_tied(l, w.st, f, &a, &c, err)) != DP_OK) break;
        conflict_coders_cursor(&w, at);
        hand_on(to, &c, at);
    }
    conflict_coders_end(&w);
    arena_free(&a);
    return s;
}

dp_status ledger_conflicts(ledger *l, const ledger_filter *f, ledger_conflict_fn fn, void *context, uint64_t *count,
                           dp_error *err) {
    static const ledger_filter everything = {0};
    if (!f) f = &everything;
    dp_error own = {0};
    conflict_sink to = {.fn = fn, .context = context, .skip = f->offset, .limit = f->limit ? f->limit : UINT64_MAX, .on = true};
    if (f->after && f->offset) return error_set(err, DP_E_USAGE, "a list goes on behind a row or after an offset, not both");
    ledger_lock(l);
    dp_status s = conflict_is_read(f) ? conflicts_read(l, f, &to, err ? err : &own) : DP_OK;
    if (s == DP_OK && to.on && !f->latest) s = conflicts_tied(l, f, &to, err ? err : &own);
    ledger_unlock(l);
    if (count) *count = to.count;
    return s;
}
