/* Who contradicts whom: relations between propositions, by the claimants who put these forward. One pass each through the
 * relations, the claims of propositions and the index of claimants; nothing is looked up claim by claim.
 *
 *   relations ─▶ odds ─▶ the propositions at odds ─▶ tellings (which claims) ─▶ their claimants ─▶ pairs, counted
 *
 * Claims are numbered dispatch by dispatch, up to the last one that tells of an odd: the claimants come in the order of their
 * names, and each is noted at his claims' numbers, so that nothing waits for memory. */
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "ledger/conflict_walk.h"
#include "ledger/roots.h"
#include "ledger/rows.h"
#include "ledger/settled_sql.h"
#include "ledger/spelling.h"
#include "ledger/voices.h"

enum {
    SORTS_MOST = 64,      /* kinds and fields, together; there are some ten */
    CLAIMS_MOST = 1 << 20 /* of a dispatch; what is numbered higher is damaged */
};

/* Kind and field of a relation. */
typedef struct sort {
    const char *kind, *field;
    bool mutual; /* contradicts: each pair stands once */
} sort;

typedef struct odd {
    int64_t a, b; /* propositions */
    uint32_t sort;
} odd;

typedef struct telling {
    uint32_t proposition, dispatch; /* indexes */
    uint32_t claim_no;
} telling;

typedef struct pair_count {
    uint32_t a, b, sort; /* claimants, by index and one */
    uint64_t n;
} pair_count;

typedef struct matrix {
    ledger *l;
    arena memory;
    sort sorts[SORTS_MOST];
    uint32_t sort_count;
    vec_of(odd) odds;
    key_list propositions;
    uint32_t meant; /* index of the proposition that was looked for last */
    key_list dispatches;
    vec_of(telling) tellings;   /* by proposition */
    uint32_t *number;           /* [dispatches + 1] of the claim 0 of each: the next one's is behind its last */
    uint32_t *teller;           /* [claims] claimant: index and one; 0: none */
    uint32_t *first;            /* [propositions + 1] into `claimants` */
    vec_of(uint32_t) claimants; /* of each proposition, ascending, each once */
    vec_of(const char *) names; /* folded, ascending */
    vec_of(uint64_t) speakers;  /* [names.n] hash of who that is, whatever form of the name */
    vec_of(pair_count) pairs;
    uint32_t *slots; /* index of a pair + 1; open addressing */
    uint32_t slot_count;
    dp_error *err;
} matrix;

/* Calls `take` for each row of a statement and finalises it; `take` says whether there was memory. */
static dp_status each(matrix *m, sqlite3_stmt *st, bool (*take)(matrix *, sqlite3_stmt *)) {
    bool row = true;
    dp_status s = DP_OK;
    while (s == DP_OK && (s = db_step(m->l, st, &row, m->err)) == DP_OK && row)
        if (!take(m, st)) s = error_nomem(m->err);
    sqlite3_finalize(st);
    return s;
}

static dp_status each_of(matrix *m, const char *sql, bool (*take)(matrix *, sqlite3_stmt *)) {
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(m->l->db, sql, -1, &st, NULL) != SQLITE_OK) return db_fail(m->l, "preparing a question", m->err);
    return each(m, st, take);
}

/* ---- relations ------------------------------------------------------------------------------------------------------------- */

static const char *text_of(sqlite3_stmt *st, int column) {
    const char *s = (const char *)sqlite3_column_text(st, column);
    return s ? s : "";
}

/* False where memory is out; SORTS_MOST where a damaged file has too many. */
static bool find_sort(matrix *m, const char *kind, const char *field, uint32_t *out) {
    for (*out = 0; *out < m->sort_count; ++*out)
        if (strcmp(m->sorts[*out].kind, kind) == 0 && strcmp(m->sorts[*out].field, field) == 0) return true;
    if (m->sort_count == SORTS_MOST) return true;
    const sort one = {arena_copy(&m->memory, kind, strlen(kind)), arena_copy(&m->memory, field, strlen(field)),
                      strcmp(kind, "contradicts") == 0};
    m->sorts[m->sort_count++] = one;
    return one.kind && one.field;
}

static bool take_odd(matrix *m, sqlite3_stmt *st) {
    odd one = {.a = sqlite3_column_int64(st, 0), .b = sqlite3_column_int64(st, 1)};
    if (!find_sort(m, text_of(st, 2), text_of(st, 3), &one.sort)) return false;
    if (one.sort == SORTS_MOST) return true;
    return vec_push(&m->memory, &m->odds, one) && vec_push(&m->memory, &m->propositions, one.a) &&
           vec_push(&m->memory, &m->propositions, one.b);
}

static int by_key(const void *a, const void *b) {
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void keep_each_once(key_list *keys) {
    uint32_t n = 0;
    if (keys->n) qsort(keys->at, keys->n, sizeof *keys->at, by_key);
    for (uint32_t i = 0; i < keys->n; i++)
        if (!n || keys->at[n - 1] != keys->at[i]) keys->at[n++] = keys->at[i];
    keys->n = n;
}

/* Of a place: relations are kept under the place of their first proposition. Days: as they are of conflicts, first roughly. */
static dp_status add_place_and_days(matrix *m, const ledger_filter *f, filter_sql *q) {
    static const char *const tables[] = {"r", "pa"};
    for (size_t i = 0; f->place && i < sizeof tables / sizeof *tables; i++) {
        buf_printf(&q->where, " AND %s.place_key IN (", tables[i]);
        filter_place_rows(m->l, f->place, q);
        buf_str(&q->where, ")");
    }
    return relations_in_days(f, q, m->err);
}

static dp_status load_odds(matrix *m, const ledger_filter *f) {
    sqlite3_stmt *st = NULL;
    filter_sql q;
    filter_init(&q);
    dp_status s = add_place_and_days(m, f, &q);
    if (s == DP_OK)
        s = filter_prepare(m->l,
                           f->place || f->from || f->to
                               ? "SELECT r.a, r.b, r.kind, r.field FROM relations r CROSS JOIN propositions pa ON "
                                 "pa.proposition_key = r.a CROSS JOIN propositions pb ON pb.proposition_key = r.b WHERE "
                               : "SELECT r.a, r.b, r.kind, r.field FROM relations r WHERE ",
                           &q, " AND r.kind <> 'same' AND NOT " OVERRULED, &st, m->err);
    if (s == DP_OK) s = each(m, st, take_odd);
    filter_free(&q); /* the statement borrows its values */
    keep_each_once(&m->propositions);
    return s;
}

/* ---- who tells of them ----------------------------------------------------------------------------------------------------- */

/* Rows come by proposition, as these are listed. */
static bool take_telling(matrix *m, sqlite3_stmt *st) {
    const int64_t proposition = sqlite3_column_int64(st, 0), claim_no = sqlite3_column_int64(st, 2);
    const key_list *listed = &m->propositions;
    while (m->meant < listed->n && listed->at[m->meant] < proposition) m->meant++;
    if (m->meant == listed->n || listed->at[m->meant] != proposition) return true;
    telling one = {.proposition = m->meant, .claim_no = (uint32_t)claim_no};
    if (claim_no < 0 || claim_no > CLAIMS_MOST || !keys_find(&m->dispatches, sqlite3_column_int64(st, 1), &one.dispatch))
        return true; /* a damaged file */
    return vec_push(&m->memory, &m->tellings, one);
}

static bool number_claims(matrix *m) {
    const uint32_t n = m->dispatches.n;
    if (!(m->number = arena_array(&m->memory, (size_t)n + 1, sizeof *m->number))) return false;
    uint32_t *behind = m->number + 1; /* the greatest number of a claim of each dispatch and one, first */
    for (uint32_t i = 0; i < m->tellings.n; i++) {
        const telling *t = &m->tellings.at[i];
        if (t->claim_no + 1 > behind[t->dispatch]) behind[t->dispatch] = t->claim_no + 1;
    }
    uint64_t all = 0;
    for (uint32_t i = 0; i < n; i++) {
        all += behind[i];
        if (all > UINT32_MAX) return false;
        behind[i] = (uint32_t)all;
    }
    return (m->teller = arena_array(&m->memory, all, sizeof *m->teller)) != NULL;
}

/* Where the claimant of a claim is noted; NULL where it tells of no odd. */
static uint32_t *teller_of(matrix *m, int64_t dispatch_key, int64_t claim_no) {
    uint32_t i;
    if (!keys_find(&m->dispatches, dispatch_key, &i)) return NULL;
    const uint32_t first = m->number[i], n = m->number[i + 1] - first;
    return claim_no >= 0 && claim_no < n ? &m->teller[first + claim_no] : NULL;
}

/* Columns: folded name, dispatch, claim, who speaks; by name. */
static bool take_claimant(matrix *m, sqlite3_stmt *st) {
    uint32_t *teller = teller_of(m, sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2));
    if (!teller) return true;
    const char *name = text_of(st, 0);
    if (!m->names.n || strcmp(m->names.at[m->names.n - 1], name) != 0) {
        const char *copy = arena_copy(&m->memory, name, strlen(name));
        const char *speaker = text_of(st, 3);
        if (!copy || !vec_push(&m->memory, &m->names, copy)) return false;
        if (!vec_push(&m->memory, &m->speakers, hash_bytes(speaker, strlen(speaker), 0))) return false;
    }
    *teller = m->names.n;
    return true;
}

/* What coders rejected nobody tells. */
static bool take_rejected(matrix *m, sqlite3_stmt *st) {
    uint32_t *teller = teller_of(m, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
    if (teller) *teller = 0;
    return true;
}

static int by_number(const void *a, const void *b) {
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The claimants of each proposition, each once. */
static bool gather_claimants(matrix *m) {
    if (!(m->first = arena_array(&m->memory, (size_t)m->propositions.n + 1, sizeof *m->first))) return false;
    for (uint32_t p = 0, t = 0; p < m->propositions.n; p++) {
        const uint32_t from = m->first[p] = m->claimants.n;
        for (; t < m->tellings.n && m->tellings.at[t].proposition == p; t++) {
            const uint32_t teller = m->teller[m->number[m->tellings.at[t].dispatch] + m->tellings.at[t].claim_no];
            if (teller && !vec_push(&m->memory, &m->claimants, teller)) return false;
        }
        uint32_t *own = m->claimants.at + from, n = 0;
        if (m->claimants.n - from > 1) qsort(own, m->claimants.n - from, sizeof *own, by_number);
        for (uint32_t i = 0; i < m->claimants.n - from; i++)
            if (!n || own[n - 1] != own[i]) own[n++] = own[i];
        m->claimants.n = m->first[p + 1] = from + n;
    }
    return true;
}

static dp_status load_claimants(matrix *m) {
    dp_status s = dispatch_keys_load(m->l, &m->memory, &m->dispatches, m->err);
    if (s == DP_OK)
        s = each_of(m, "SELECT proposition_key, dispatch_key, claim_no FROM claim_propositions ORDER BY 1, 2, 3", take_telling);
    if (s == DP_OK && !number_claims(m)) s = error_nomem(m->err);
    if (s == DP_OK)
        s = each_of(m, "SELECT c.claimant_fold, c.dispatch_key, c.claim_no, " SPEAKER_OF("c") " FROM claims c ORDER BY 1",
                    take_claimant);
    if (s == DP_OK) s = each_of(m, "SELECT dispatch_key, claim_no FROM rejected_claims", take_rejected);
    return s == DP_OK && !gather_claimants(m) ? error_nomem(m->err) : s;
}

/* ---- pairs ----------------------------------------------------------------------------------------------------------------- */

static uint32_t slot_of(const matrix *m, const pair_count *one) {
    const uint32_t key[] = {one->a, one->b, one->sort};
    uint32_t at = (uint32_t)hash_bytes(key, sizeof key, 0) & (m->slot_count - 1);
    while (m->slots[at]) {
        const pair_count *there = &m->pairs.at[m->slots[at] - 1];
        if (there->a == one->a && there->b == one->b && there->sort == one->sort) break;
        at = (at + 1) & (m->slot_count - 1);
    }
    return at;
}

static bool grow(matrix *m) {
    m->slot_count = m->pairs.n ? 2 * m->slot_count : 1024;
    if (!(m->slots = arena_array(&m->memory, m->slot_count, sizeof *m->slots))) return false;
    for (uint32_t i = 0; i < m->pairs.n; i++) m->slots[slot_of(m, &m->pairs.at[i])] = i + 1;
    return true;
}

static bool count_pair(matrix *m, uint32_t a, uint32_t b, uint32_t sort) {
    const bool turned = m->sorts[sort].mutual && a > b; /* names are numbered in their order */
    const pair_count one = {turned ? b : a, turned ? a : b, sort, 0};
    if ((!m->pairs.n || 2 * m->pairs.n >= m->slot_count) && !grow(m)) return false;
    const uint32_t at = slot_of(m, &one);
    if (!m->slots[at]) {
        if (!vec_push(&m->memory, &m->pairs, one)) return false;
        m->slots[at] = m->pairs.n;
    }
    m->pairs.at[m->slots[at] - 1].n++;
    return true;
}

/* Who corrects himself, also under another form of his name, contradicts nobody. Claimants count from 1. */
static bool are_two(const matrix *m, uint32_t a, uint32_t b) {
    return a != b && m->speakers.at[a - 1] != m->speakers.at[b - 1];
}

static dp_status count_pairs(matrix *m) {
    for (uint32_t i = 0; i < m->odds.n; i++) {
        uint32_t a, b;
        const odd *o = &m->odds.at[i];
        if (!keys_find(&m->propositions, o->a, &a) || !keys_find(&m->propositions, o->b, &b)) continue;
        for (uint32_t x = m->first[a]; x < m->first[a + 1]; x++)
            for (uint32_t y = m->first[b]; y < m->first[b + 1]; y++)
                if (are_two(m, m->claimants.at[x], m->claimants.at[y]) &&
                    !count_pair(m, m->claimants.at[x], m->claimants.at[y], o->sort))
                    return error_nomem(m->err);
    }
    return DP_OK;
}

/* ---- handing on ------------------------------------------------------------------------------------------------------------ */

/* For qsort, which takes no context: what is compared stands in the row. */
typedef struct ranked {
    const pair_count *pair;
    const sort *sort;
} ranked;

static int by_count(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->pair->n != y->pair->n) return x->pair->n < y->pair->n ? 1 : -1;
    if (x->pair->a != y->pair->a) return x->pair->a < y->pair->a ? -1 : 1;
    if (x->pair->b != y->pair->b) return x->pair->b < y->pair->b ? -1 : 1;
    const int kind = strcmp(x->sort->kind, y->sort->kind);
    return kind ? kind : strcmp(x->sort->field, y->sort->field);
}

/* The claimant as it is shown, looked up once. */
static dp_status name_of(matrix *m, uint32_t claimant, bool with_names, spelling *known, const char **out) {
    spelling *own = &known[claimant - 1];
    dp_status s = own->name ? DP_OK : spelling_of(m->l, m->names.at[claimant - 1], with_names, &m->memory, own, m->err);
    *out = own->name;
    return s;
}

static dp_status hand_on(matrix *m, const ledger_filter *f, const row_sink *to) {
    ranked *rows = arena_array(&m->memory, m->pairs.n, sizeof *rows);
    spelling *known = arena_array(&m->memory, m->names.n, sizeof *known);
    if (!rows || !known) return error_nomem(m->err);
    for (uint32_t i = 0; i < m->pairs.n; i++) rows[i] = (ranked){&m->pairs.at[i], &m->sorts[m->pairs.at[i].sort]};
    if (m->pairs.n) qsort(rows, m->pairs.n, sizeof *rows, by_count);
    const uint64_t end = f->limit && f->limit < m->pairs.n ? f->limit : m->pairs.n;
    bool on = true;
    for (uint64_t i = 0; i < end && on; i++) {
        const char *a, *b;
        dp_status s = name_of(m, rows[i].pair->a, f->with_names, known, &a);
        if (s == DP_OK) s = name_of(m, rows[i].pair->b, f->with_names, known, &b);
        if (s != DP_OK) return s;
        const ledger_cell cells[] = {cell_of_text("a", a), cell_of_text("b", b), cell_of_text("kind", rows[i].sort->kind),
                                     cell_of_text("field", rows[i].sort->field), cell_of_count("count", rows[i].pair->n)};
        ++*to->count;
        on = to->fn(to->context, &(ledger_row){cells, sizeof cells / sizeof *cells, NULL});
    }
    return DP_OK;
}

dp_status ledger_matrix(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err) {
    dp_error own = {0};
    uint64_t n = 0;
    matrix m = {.l = l, .err = err ? err : &own};
    const row_sink to = {fn, context, count ? count : &n};
    *to.count = 0;
    arena_init(&m.memory);
    ledger_lock(l);
    dp_status s = load_odds(&m, f);
    if (s == DP_OK) s = load_claimants(&m);
    if (s == DP_OK) s = count_pairs(&m);
    if (s == DP_OK) s = hand_on(&m, f, &to);
    ledger_unlock(l);
    arena_free(&m.memory);
    return s;
}
