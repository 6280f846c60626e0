/* From the coders' decisions to the coefficients of agreement.
 *
 *   decisions ──▶ codes: (claim, coder, a number for each field's value) ──▶ kappa, alpha      one row a field
 *            └──▶ units: clauses of accepted and added claims, dispatch behind dispatch ──▶ unitizing alpha */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ledger/agreement.h"
#include "ledger/filter.h"
#include "ledger/review.h"

/* What is compared: the verdict, then the fields; the type's number is the category of a unit. */
#define VERDICT REVIEW_FIELDS
#define FIELDS  (REVIEW_FIELDS + 1)

/* Values of one field as numbers from 0, by their text. */
typedef struct vocabulary {
    struct {
        uint64_t hash;
        int32_t number; /* from 1; 0: empty */
    } * slots;
    uint32_t mask;
    int32_t n;
} vocabulary;

typedef struct code {
    uint32_t claim, coder;
    int32_t values[FIELDS];
} code;
typedef struct stretch { /* a dispatch on the continuum */
    int64_t key;
    uint64_t length, offset;
    uint32_t coders; /* bit by coder: has decided something in it */
} stretch;

typedef struct comparison {
    ledger *l;
    arena a;
    const char *const *coders;
    uint32_t coder_count;
    vocabulary words[FIELDS];
    vec_of(code) codes;
    vec_of(stretch) stretches;
    vec_of(agreement_unit) units; /* offsets inside their dispatch until the continuum is laid */
    vec_of(uint32_t) unit_stretch;
    uint32_t claims;
    uint64_t decided[AGREE_CODERS_MAX];
    dp_error *err;
} comparison;

/* ---- values as numbers ------------------------------------------------------------------------------------------------------
 */

static bool vocabulary_grow(vocabulary *v, arena *a) {
    const vocabulary old = *v;
    const uint32_t size = old.slots ? (old.mask + 1) * 2 : 64;
    v->slots = arena_array(a, size, sizeof *v->slots);
    if (!v->slots) return false;
    v->mask = size - 1;
    for (uint32_t i = 0; old.slots && i <= old.mask; i++) {
        if (!old.slots[i].number) continue;
        uint32_t at = (uint32_t)old.slots[i].hash & v->mask;
        while (v->slots[at].number) at = (at + 1) & v->mask;
        v->slots[at] = old.slots[i];
    }
    return true;
}

/* The value's number; AGREEMENT_MISSING where memory or numbers are out. */
static int32_t number_of(vocabulary *v, const char *s, arena *a) {
    if ((!v->slots || (uint32_t)v->n * 2 > v->mask) && !vocabulary_grow(v, a)) return AGREEMENT_MISSING;
    const uint64_t hash = hash_bytes(s, strlen(s), 0);
    uint32_t at = (uint32_t)hash & v->mask;
    while (v->slots[at].number && v->slots[at].hash != hash) at = (at + 1) & v->mask;
    if (!v->slots[at].number) {
        if (v->n + 1 >= AGREEMENT_CATEGORIES_MAX) return AGREEMENT_MISSING;
        v->slots[at].hash = hash;
        v->slots[at].number = ++v->n;
    }
    return v->slots[at].number - 1;
}

/* ---- reading ----------------------------------------------------------------------------------------------------------------
 */

/* Values are the coder's edits, else the claim's own; a claim's fields count where it was accepted. */
static const char codes_before[] =
    "SELECT c.id, v.coder, v.verdict, "
    "coalesce(v.days, coalesce(c.first_day, '..') || CASE WHEN c.last_day IS c.first_day THEN '' ELSE '/' || "
    "coalesce(c.last_day, '..') END), coalesce(v.place, p.code || '', p.label, ''), coalesce(v.type, c.type), "
    "coalesce(v.actor, (SELECT group_concat(x, '; ') FROM (SELECT coalesce(a.code, a.label) AS x FROM claim_roles r "
    "JOIN actors a USING (actor_key) WHERE r.dispatch_key = c.dispatch_key AND r.claim_no = c.claim_no AND r.role = 'actor' "
    "ORDER BY r.position)), ''), d.dispatch_key, d.characters, c.start_char, c.end_char "
    "FROM v_decisions v JOIN claims c ON c.id = v.claim JOIN dispatches d USING (dispatch_key) "
    "LEFT JOIN places p ON p.place_key = c.place_key WHERE v.role = 'coder' AND v.verdict IN ('accept', 'reject') AND ";
static const char codes_after[] = " ORDER BY d.id, c.claim_no, v.coder";

/* Claims that a coder added and that no claim of the ledger stands for. */
static const char sql_added[] =
    "SELECT s.coder, s.new_value, d.dispatch_key, s.start_char, s.end_char FROM v_standing s JOIN dispatches d ON d.id = "
    "s.dispatch "
    "WHERE s.kind = 'add' AND s.role = 'coder' AND s.claim IS NULL ORDER BY d.id, s.start_char, s.coder";

static uint32_t coder_of(const comparison *c, const char *name) {
    uint32_t i = 0;
    while (i < c->coder_count && (!name || strcmp(c->coders[i], name) != 0)) i++;
    return i;
}

static bool add_unit(comparison *c, uint32_t coder, int32_t category, uint32_t at, int64_t start, int64_t end) {
    const agreement_unit unit = {coder, category, (uint64_t)start, (uint64_t)end};
    const stretch *s = &c->stretches.at[at];
    if (start < 0 || end <= start || (uint64_t)end > s->length || category == AGREEMENT_MISSING) return true;
    return vec_push(&c->a, &c->units, unit) && vec_push(&c->a, &c->unit_stretch, at);
}

/* Rows of one dispatch come together. */
static bool add_stretch(comparison *c, int64_t key, int64_t length) {
    if (c->stretches.n && c->stretches.at[c->stretches.n - 1].key == key) return true;
    const stretch s = {.key = key, .length = length > 0 ? (uint64_t)length : 0};
    return vec_push(&c->a, &c->stretches, s);
}

static bool add_code(comparison *c, sqlite3_stmt *st, char previous[ID_CHARS + 1]) {
    const char *id = (const char *)sqlite3_column_text(st, 0), *verdict = (const char *)sqlite3_column_text(st, 2);
    const uint32_t coder = coder_of(c, (const char *)sqlite3_column_text(st, 1));
    if (!id || !verdict || coder == c->coder_count) return true;
    if (strcmp(id, previous) != 0) c->claims++;
    snprintf(previous, ID_CHARS + 1, "%s", id);
    const bool accepted = strcmp(verdict, "accept") == 0;
    code k = {.claim = c->claims - 1, .coder = coder};
    k.values[VERDICT] = number_of(&c->words[VERDICT], verdict, &c->a);
    for (int i = 0; i < REVIEW_FIELDS; i++) {
        const char *value = (const char *)sqlite3_column_text(st, 3 + i);
        k.values[i] = accepted ? number_of(&c->words[i], value ? value : "", &c->a) : AGREEMENT_MISSING;
    }
    c->decided[coder]++;
    if (!add_stretch(c, sqlite3_column_int64(st, 7), sqlite3_column_int64(st, 8))) return false;
    const uint32_t at = c->stretches.n - 1;
    c->stretches.at[at].coders |= 1u << coder;
    return vec_push(&c->a, &c->codes, k) && (!accepted || add_unit(c, coder, k.values[REVIEW_TYPE], at,
                                                                   sqlite3_column_int64(st, 9), sqlite3_column_int64(st, 10)));
}

static dp_status read_codes(comparison *c, const ledger_filter *f) {
    filter_sql q;
    filter_init(&q);
    sqlite3_stmt *st = NULL;
    dp_status s = filter_claims(c->l, f, FILTER_ALL & ~(unsigned)FILTER_STANDING, &q, c->err);
    if (s == DP_OK) s = filter_prepare(c->l, codes_before, &q, codes_after, &st, c->err);
    char previous[ID_CHARS + 1] = "";
    bool row = s == DP_OK;
    while (row && (s = db_step(c->l, st, &row, c->err)) == DP_OK && row) {
        if (!add_code(c, st, previous)) {
            s = error_nomem(c->err);
            break;
        }
    }
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}

static dp_status read_added(comparison *c) {
    sqlite3_stmt *st = db_get(c->l, sql_added, c->err);
    if (!st) return c->err->code;
    for (;;) {
        bool row;
        dp_status s = db_step(c->l, st, &row, c->err);
        if (s != DP_OK || !row) return s;
        const uint32_t coder = coder_of(c, (const char *)sqlite3_column_text(st, 0));
        const char *type = (const char *)sqlite3_column_text(st, 1);
        const int64_t key = sqlite3_column_int64(st, 2);
        uint32_t at = 0;
        while (at < c->stretches.n && c->stretches.at[at].key != key) at++;
        if (coder == c->coder_count || at == c->stretches.n) continue;
        const int32_t category = number_of(&c->words[REVIEW_TYPE], type ? type : "", &c->a);
        if (!add_unit(c, coder, category, at, sqlite3_column_int64(st, 3), sqlite3_column_int64(st, 4))) {
            sqlite3_reset(st);
            return error_nomem(c->err);
        }
    }
}

/* ---- telling ----------------------------------------------------------------------------------------------------------------
 */

typedef struct teller {
    ledger_row_fn fn;
    void *context;
    uint64_t *count;
    uint32_t coders;
    bool on;
} teller;

static void tell(teller *to, const char *field, const char *coefficient, const agreement *g, const char *note) {
    if (!to->on) return;
    const ledger_cell cells[] = {
        {.name = "field", .type = LEDGER_TEXT, .kind = LEDGER_TEXT, .brief = true, .text = field, .text_bytes = strlen(field)},
        {.name = "coefficient",
         .type = LEDGER_TEXT,
         .kind = LEDGER_TEXT,
         .brief = true,
         .text = coefficient,
         .text_bytes = strlen(coefficient)},
        {.name = "value",
         .type = isnan(g->value) ? LEDGER_NULL : LEDGER_REAL,
         .kind = LEDGER_REAL,
         .brief = true,
         .real = g->value},
        {.name = "observed", .type = LEDGER_REAL, .kind = LEDGER_REAL, .real = g->observed},
        {.name = "expected", .type = LEDGER_REAL, .kind = LEDGER_REAL, .real = g->expected},
        {.name = "units", .type = LEDGER_INT, .kind = LEDGER_INT, .brief = true, .integer = (int64_t)g->units},
        {.name = "coders", .type = LEDGER_INT, .kind = LEDGER_INT, .brief = true, .integer = to->coders},
        {.name = "note",
         .type = *note ? LEDGER_TEXT : LEDGER_NULL,
         .kind = LEDGER_TEXT,
         .brief = true,
         .text = note,
         .text_bytes = strlen(note)},
    };
    if (to->count) ++*to->count;
    to->on = to->fn(to->context, &(ledger_row){.cells = cells, .n = sizeof cells / sizeof *cells});
}

static const char *note_of(const agreement *g) {
    return !isnan(g->value) ? "" : g->units ? "all values are equal" : "nothing that two coders decided";
}

static dp_status tell_field(comparison *c, unsigned field, teller *to) {
    const size_t claims = c->claims, cells = claims * c->coder_count;
    int32_t *values = arena_array(&c->a, cells + 1, sizeof *values);
    if (!values) return error_nomem(c->err);
    for (size_t i = 0; i < cells; i++) values[i] = AGREEMENT_MISSING;
    for (uint32_t i = 0; i < c->codes.n; i++)
        values[c->codes.at[i].coder * claims + c->codes.at[i].claim] = c->codes.at[i].values[field];
    const char *field_name = field == VERDICT ? "verdict" : review_field_name(field);
    agreement g;
    dp_status s = DP_OK;
    if (c->coder_count == 2) {
        s = agreement_kappa(values, values + claims, claims, &c->a, &g, c->err);
        if (s == DP_OK) tell(to, field_name, "Cohen's kappa", &g, note_of(&g));
    }
    if (s == DP_OK) s = agreement_alpha(values, c->coder_count, claims, &c->a, &g, c->err);
    if (s == DP_OK) tell(to, field_name, "Krippendorff's alpha", &g, note_of(&g));
    return s;
}

/* The texts in which every coder has decided something, one behind the other. */
static uint64_t lay_continuum(comparison *c) {
    const uint32_t all = (1u << c->coder_count) - 1;
    uint64_t length = 0;
    for (uint32_t i = 0; i < c->stretches.n; i++) {
        stretch *s = &c->stretches.at[i];
        if (s->coders != all) continue;
        s->offset = length;
        length += s->length;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->units.n; i++) {
        const stretch *s = &c->stretches.at[c->unit_stretch.at[i]];
        if (s->coders != all) continue;
        agreement_unit unit = c->units.at[i];
        unit.start += s->offset;
        unit.end += s->offset;
        c->units.at[kept++] = unit;
    }
    c->units.n = kept;
    return length;
}

static dp_status tell_spans(comparison *c, teller *to) {
    const uint64_t length = lay_continuum(c);
    agreement g;
    dp_status s = agreement_unitizing(c->units.at, c->units.n, c->coder_count, length, &c->a, &g, c->err);
    if (s == DP_OK)
        tell(to, "spans", "Krippendorff's unitizing alpha", &g, isnan(g.value) ? "no text that all coders went through" : "");
    return s;
}

static dp_status check_coders(const comparison *c) {
    for (uint32_t i = 0; i < c->coder_count; i++) {
        if (c->decided[i]) continue;
        error_set(c->err, DP_E_USAGE, "%.64s has accepted or rejected none of these claims", c->coders[i]);
        return error_remedy(c->err, "'depeche decisions' shows who decided what");
    }
    return DP_OK;
}

static dp_status tell_all(comparison *c, teller *to) {
    static const unsigned order[FIELDS] = {VERDICT, REVIEW_TYPE, REVIEW_DAYS, REVIEW_PLACE, REVIEW_ACTOR};
    dp_status s = check_coders(c);
    for (size_t i = 0; s == DP_OK && i < FIELDS; i++) s = tell_field(c, order[i], to);
    return s == DP_OK ? tell_spans(c, to) : s;
}

static dp_status check_names(const char *const *coders, uint32_t n, dp_error *err) {
    if (n < 2 || n > AGREE_CODERS_MAX) return error_set(err, DP_E_USAGE, "agreement is between 2 to %u coders", AGREE_CODERS_MAX);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (strcmp(coders[i], coders[j]) == 0) return error_set(err, DP_E_USAGE, "%.64s is named twice", coders[i]);
    return DP_OK;
}

dp_status review_agree(ledger *l, const char *const *coders, uint32_t n, const ledger_filter *f, ledger_row_fn fn, void *context,
                       uint64_t *count, dp_error *err) {
    static const ledger_filter everything = {0};
    dp_error own = {0};
    if (count) *count = 0;
    comparison c = {.l = l, .coders = coders, .coder_count = n, .err = err ? err : &own};
    teller to = {fn, context, count, n, true};
    dp_status s = check_names(coders, n, c.err);
    if (s != DP_OK) return s;
    arena_init(&c.a);
    ledger_lock(l);
    s = read_codes(&c, f ? f : &everything);
    if (s == DP_OK) s = read_added(&c);
    ledger_unlock(l);
    if (s == DP_OK) s = tell_all(&c, &to);
    arena_free(&c.a);
    return s;
}
