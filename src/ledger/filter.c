/* From a filter to SQL. Values are always bound, never written into the SQL. */
#include "ledger/filter.h"

#include <string.h>

#include "core/edtf.h"
#include "ledger/search_query.h"
#include "ledger/settled_sql.h"
#include "ledger/spoken.h"

void filter_init(filter_sql *q) {
    memset(q, 0, sizeof *q);
    buf_init(&q->where);
    arena_init(&q->memory);
    buf_str(&q->where, "1");
}

void filter_free(filter_sql *q) {
    buf_free(&q->where);
    arena_free(&q->memory);
}

static void add_value(filter_sql *q, const char *words, int64_t number) {
    if ((uint32_t)q->count == FILTER_VALUES_MAX) {
        q->where.failed = true;
        return;
    }
    q->values[q->count].text = words;
    q->values[q->count].is_real = false;
    q->values[q->count++].number = number;
    buf_printf(&q->where, "?%d", q->count);
}

void filter_text(filter_sql *q, const char *s, size_t n) {
    const char *copy = arena_copy(&q->memory, s, n);
    if (!copy) q->where.failed = true;
    add_value(q, copy ? copy : "", 0);
}

void filter_number(filter_sql *q, int64_t v) {
    add_value(q, NULL, v);
}

void filter_real(filter_sql *q, double v) {
    add_value(q, NULL, 0);
    if (q->where.failed) return;
    q->values[q->count - 1].real = v;
    q->values[q->count - 1].is_real = true;
}

filter_mark filter_note(const filter_sql *q) {
    return (filter_mark){q->where.n, q->count};
}

void filter_back(filter_sql *q, filter_mark to) {
    q->where.n = to.bytes;
    q->count = to.count;
}

void filter_name(ledger *l, const char *name, filter_sql *q) {
    char folded[FOLD_MAX + 1];
    size_t n = name_key(l, name, strlen(name), folded);
    filter_text(q, folded, n);
}

static void sql(filter_sql *q, const char *s) {
    buf_str(&q->where, s);
}

dp_status filter_days(const ledger_filter *f, day_range *out, dp_error *err) {
    *out = (day_range){DAY_NONE, DAY_NONE};
    const char *const given[] = {f->from, f->to};
    for (int i = 0; i < 2; i++) {
        edtf date;
        if (!given[i]) continue;
        if (!edtf_read(given[i], &date)) {
            error_set(err, DP_E_USAGE, "\"%.40s\" is no date", given[i]);
            return error_remedy(err, "write it as 2017-11-10, 2017-11 or 2017");
        }
        day_range r = edtf_hull(&date);
        if (i == 0)
            out->first = r.first;
        else
            out->last = r.last;
    }
    if (out->first != DAY_NONE && out->last != DAY_NONE && out->first > out->last) {
        error_set(err, DP_E_USAGE, "--from %.12s lies after --to %.12s", f->from, f->to);
        return error_remedy(err, "exchange the two");
    }
    return DP_OK;
}

/* Rows whose days touch from–to; unknown days touch nothing. */
dp_status filter_span(const ledger_filter *f, const char *first, const char *last, filter_sql *q, dp_error *err) {
    day_range r;
    dp_status s = filter_days(f, &r, err);
    if (s != DP_OK) return s;
    char iso[16];
    if (r.first != DAY_NONE) {
        day_format(r.first, iso);
        buf_printf(&q->where, " AND coalesce(%s, %s) >= ", last, first);
        filter_text(q, iso, strlen(iso));
    }
    if (r.last != DAY_NONE) {
        day_format(r.last, iso);
        buf_printf(&q->where, " AND coalesce(%s, %s) <= ", first, last);
        filter_text(q, iso, strlen(iso));
    }
    return DP_OK;
}

static void add_place(ledger *l, const char *name, filter_sql *q) {
    sql(q, " AND (c.place_key IN (");
    filter_place_rows(l, name, q);
    sql(q, ") OR EXISTS (SELECT 1 FROM control k WHERE k.dispatch_key = c.dispatch_key AND k.claim_no = c.claim_no AND "
           "k.place_key IN (");
    filter_place_rows(l, name, q);
    sql(q, ")))");
}

static dp_status add_actor(ledger *l, const char *name, filter_sql *q, dp_error *err) {
    sql(q, " AND EXISTS (SELECT 1 FROM claim_roles r WHERE r.dispatch_key = c.dispatch_key AND r.claim_no = c.claim_no "
           "AND r.actor_key IN (");
    dp_status s = filter_actor_rows(l, name, q, err);
    sql(q, "))");
    return s;
}

/* An outlet of that name: most often none is, so that the dispatch itself need not be looked at. */
static dp_status add_outlets(ledger *l, const char *name, filter_sql *q, dp_error *err) {
    char folded[FOLD_MAX + 1];
    spoken_list found;
    name_key(l, name, strlen(name), folded);
    dp_status s = spoken_holding(l, SPOKEN_OUTLET, folded, &q->memory, &found, err);
    if (s != DP_OK || (!found.many && !found.n)) return s;
    sql(q, found.many ? " OR instr(coalesce(ledger_fold(d.source), ''), " : " OR d.source IN (");
    if (found.many) filter_text(q, folded, strlen(folded));
    for (uint32_t i = 0; !found.many && i < found.n; i++) {
        if (i) sql(q, ", ");
        filter_text(q, found.at[i], strlen(found.at[i]));
    }
    sql(q, ")");
    return DP_OK;
}

static dp_status add_claimant(ledger *l, const char *name, filter_sql *q, dp_error *err) {
    sql(q, " AND (instr(c.claimant_fold, ");
    filter_name(l, name, q);
    sql(q, ")");
    dp_status s = add_outlets(l, name, q, err);
    sql(q, " OR EXISTS (SELECT 1 FROM claimants n WHERE n.dispatch_key = c.dispatch_key AND n.claim_no = c.claim_no "
           "AND instr(n.folded, ");
    filter_name(l, name, q);
    sql(q, ")))");
    return s;
}

static void add_type(const char *type, filter_sql *q) {
    size_t n = strlen(type);
    sql(q, " AND (c.type = upper(");
    filter_text(q, type, n);
    buf_printf(&q->where, ") OR c.control = lower(?%d) OR c.mode = lower(?%d) OR lower(c.acled) = lower(?%d)", q->count, q->count,
               q->count);
    buf_printf(&q->where,
               " OR EXISTS (SELECT 1 FROM casualties x WHERE x.dispatch_key = c.dispatch_key AND x.claim_no = c.claim_no "
               "AND x.role = lower(?%d))",
               q->count);
    if (n && strspn(type, "0123456789") == n)
        buf_printf(&q->where, " OR substr(c.cameo, 1, length(?%d)) = ?%d", q->count, q->count);
    sql(q, ")");
}

bool filter_is_empty(const ledger_filter *f) {
    const char *const asked[] = {f->place, f->actor,    f->claimant, f->type, f->from,  f->to,      f->text,
                                 f->lang,  f->dispatch, f->claim,    f->same, f->event, f->reviewed};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (asked[i]) return false;
    return !f->rejected && !f->unplaced && !f->undated;
}

/* ---- words of a sentence ------------------------------------------------------------------------------------------------- */

/* `key` IN (SELECT `row` of the sentences found); `words`: SQL of the words, for a ledger without an index. */
static dp_status add_text(ledger *l, const char *typed, const char *key, const char *row, const char *words, filter_sql *q,
                          dp_error *err) {
    search_query wanted;
    dp_status s = search_query_read(l, typed, &q->memory, &wanted, err);
    if (s != DP_OK) return s;
    buf terms;
    buf_init(&terms);
    search_query_fts(&wanted, &terms);
    if (l->fts) {
        buf_printf(&q->where, " AND %s IN (SELECT %s FROM sentence_words WHERE sentence_words MATCH ", key, row);
        filter_text(q, terms.at ? terms.at : "", terms.n);
    } else {
        sql(q, " AND ledger_fits(");
        filter_text(q, typed, strlen(typed));
        buf_printf(&q->where, ", %s", words);
    }
    sql(q, ")");
    if (terms.failed) q->where.failed = true;
    buf_free(&terms);
    return q->where.failed ? error_nomem(err) : DP_OK;
}

dp_status filter_text_rows(ledger *l, const char *typed, filter_sql *q, dp_error *err) {
    search_query wanted;
    dp_status s = search_query_read(l, typed, &q->memory, &wanted, err);
    if (s != DP_OK) return s;
    buf terms;
    buf_init(&terms);
    search_query_fts(&wanted, &terms);
    sql(q, "SELECT rowid >> 24 FROM sentence_words WHERE sentence_words MATCH ");
    filter_text(q, terms.at ? terms.at : "", terms.n);
    if (terms.failed) q->where.failed = true;
    buf_free(&terms);
    return q->where.failed ? error_nomem(err) : DP_OK;
}

/* ---- dispatches by id ---------------------------------------------------------------------------------------------------- */

/* A given id, or a content id or its beginning. */
void filter_dispatch(const char *typed, filter_sql *q) {
    char id[ID_CHARS + 1];
    sql(q, " AND d.dispatch_key IN (SELECT dispatch_key FROM dispatches WHERE given_id = ");
    filter_text(q, typed, strlen(typed));
    if (strlen(typed) >= 2 && id_normalise(typed, id) && id[0] == 'D') {
        sql(q, " UNION SELECT dispatch_key FROM dispatches WHERE id >= ");
        filter_text(q, id, strlen(id));
        sql(q, " AND id < ");
        filter_text(q, id, strlen(id));
        sql(q, " || '~'");
    }
    sql(q, ")");
}

void filter_lang(const char *lang, filter_sql *q) {
    sql(q, " AND (d.lang = ");
    filter_text(q, lang, strlen(lang));
    buf_printf(&q->where, " OR substr(d.lang, 1, length(?%d) + 1) = ?%d || '-')", q->count, q->count);
}

/* By what coders found. */
static dp_status add_reviewed(const char *verdict, filter_sql *q, dp_error *err) {
    static const char *const known[] = {"accept", "reject", "disputed"};
    if (strcmp(verdict, "any") == 0 || strcmp(verdict, "none") == 0) {
        buf_printf(&q->where, " AND c.id %sIN (SELECT claim FROM v_verdicts)", *verdict == 'n' ? "NOT " : "");
        return DP_OK;
    }
    bool good = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) good |= strcmp(known[i], verdict) == 0;
    if (!good) {
        error_set(err, DP_E_USAGE, "\"%.40s\" is no verdict", verdict);
        return error_remedy(err, "use accept, reject, disputed, any or none");
    }
    sql(q, " AND c.id IN (SELECT claim FROM v_verdicts WHERE verdict = ");
    filter_text(q, verdict, strlen(verdict));
    sql(q, ")");
    return DP_OK;
}

/* The claim that --same or --event names, as "(dispatch_key, claim_no)" in two values. */
static dp_status find_tied(ledger *l, const char *option, const char *typed, claim_key *out, dp_error *err) {
    bool found;
    dp_status s = find_claim(l, typed, out, &found, err);
    if (s != DP_OK || found) return s;
    error_set(err, DP_E_USAGE, "%s names no claim: \"%.40s\"", option, typed);
    return error_remedy(err, "take an id from 'depeche claims'");
}

static dp_status add_claim(ledger *l, const char *typed, filter_sql *q, dp_error *err) {
    claim_key key;
    dp_status s = find_tied(l, "claim", typed, &key, err);
    if (s != DP_OK) return s;
    sql(q, " AND c.dispatch_key = ");
    filter_number(q, key.dispatch_key);
    sql(q, " AND c.claim_no = ");
    filter_number(q, key.claim_no);
    return DP_OK;
}

/* A count that its claimant changed later is a correction, not the same. */
static const char same_read[] =
    "WITH self(d, n) AS (VALUES (%lld, %lld)), own(p) AS (SELECT proposition_key FROM claim_propositions JOIN self ON "
    "dispatch_key "
    "= d AND claim_no = n), alike(p, fits) AS (SELECT p, 0 FROM own "
    "UNION SELECT r.b, r.field = 'count' FROM relations r JOIN own ON r.a = own.p WHERE r.kind = 'same' AND NOT " OVERRULED
    " UNION SELECT r.a, r.field = 'count' FROM relations r JOIN own ON r.b = own.p WHERE r.kind = 'same' AND NOT " OVERRULED
    ") SELECT x.dispatch_key, x.claim_no FROM alike JOIN claim_propositions x ON x.proposition_key = alike.p "
    "JOIN claims o USING (dispatch_key, claim_no) JOIN dispatches y USING (dispatch_key) JOIN self "
    "WHERE (NOT alike.fits OR " SPEAKER_OF("o") " <> (SELECT " SPEAKER_OF(
        "x") " FROM claims x WHERE x.dispatch_key = d AND x.claim_no = n) OR "
             "y.first_day = (SELECT first_day FROM dispatches WHERE dispatch_key = d)) AND NOT EXISTS (SELECT 1 FROM coder_ties "
             "t WHERE "
             "t.dispatch_key = d AND t.claim_no = n AND t.other_dispatch = x.dispatch_key AND t.other_claim = x.claim_no AND "
             "t.kind <> "
             "'same')";
static const char same_tied[] =
    "SELECT other_dispatch, other_claim FROM coder_ties WHERE dispatch_key = %lld AND claim_no = %lld "
    "AND kind = 'same'";

void filter_same_rows(const claim_key *key, bool coders, buf *out) {
    if (coders)
        buf_printf(out, same_tied, (long long)key->dispatch_key, (long long)key->claim_no);
    else
        buf_printf(out, same_read, (long long)key->dispatch_key, (long long)key->claim_no);
}

/* Those that say the same, and the claim itself. */
static dp_status add_same(ledger *l, const char *typed, filter_sql *q, dp_error *err) {
    claim_key key;
    dp_status s = find_tied(l, "--same", typed, &key, err);
    if (s != DP_OK) return s;
    sql(q, " AND (c.dispatch_key, c.claim_no) IN (WITH found(d, n) AS MATERIALIZED (");
    filter_same_rows(&key, false, &q->where);
    sql(q, " UNION ");
    filter_same_rows(&key, true, &q->where);
    buf_printf(&q->where, " UNION VALUES (%lld, %lld)) SELECT d, n FROM found)", (long long)key.dispatch_key,
               (long long)key.claim_no);
    return DP_OK;
}

static dp_status add_event(ledger *l, const char *typed, filter_sql *q, dp_error *err) {
    claim_key key;
    dp_status s = find_tied(l, "--event", typed, &key, err);
    if (s != DP_OK) return s;
    sql(q,
        " AND (c.dispatch_key, c.claim_no) IN (SELECT o.dispatch_key, o.claim_no FROM event_claims m JOIN event_claims o USING "
        "(event) WHERE m.dispatch_key = ");
    filter_number(q, key.dispatch_key);
    sql(q, " AND m.claim_no = ");
    filter_number(q, key.claim_no);
    sql(q, ")");
    return DP_OK;
}

static const char unplaced_sql[] =
    " AND (c.place_key IS NULL OR c.place_key IN (SELECT place_key FROM places WHERE lat IS NULL))";

static void add_stretch(const ledger_filter *f, filter_sql *q) {
    sql(q, " AND c.start_char >= ");
    filter_number(q, f->from_char);
    sql(q, " AND c.start_char < ");
    filter_number(q, f->to_char);
    sql(q, " AND c.claim_no >= ");
    filter_number(q, f->from_claim);
    sql(q, " AND c.claim_no < ");
    filter_number(q, f->to_claim);
}

dp_status filter_claims(ledger *l, const ledger_filter *f, unsigned parts, filter_sql *q, dp_error *err) {
    unsigned few, set = 0;
    dp_status s = filter_few(l, f, parts, &few, err);
    if (s != DP_OK) return s;
    /* What coders decided on, and what hangs together with one claim, is never much. */
    const bool reviewed = f->reviewed && parts & FILTER_REVIEWED && strcmp(f->reviewed, "none") != 0;
    q->few = few != 0 || reviewed || ((f->claim || f->same || f->event) && parts & FILTER_TIES);
    if ((s = filter_add_few(l, f, "c.dispatch_key", few, q, err)) != DP_OK) return s;
    if (!q->few && (s = filter_in_set(l, f, parts, &set, err)) != DP_OK) return s;
    if ((s = filter_add_set(l, f, set, q, err)) != DP_OK) return s;
    const unsigned left = parts & ~set;
    if (f->place && left & FILTER_PLACE) add_place(l, f->place, q);
    if (f->actor && left & FILTER_ACTOR && (s = add_actor(l, f->actor, q, err)) != DP_OK) return s;
    if (f->claimant && left & FILTER_CLAIMANT && (s = add_claimant(l, f->claimant, q, err)) != DP_OK) return s;
    if (f->type && parts & FILTER_TYPE) add_type(f->type, q);
    if (f->lang && parts & FILTER_LANG) filter_lang(f->lang, q);
    if (f->dispatch && parts & FILTER_DISPATCH) filter_dispatch(f->dispatch, q);
    if (f->to_char && parts & FILTER_DISPATCH) add_stretch(f, q);
    if (parts & FILTER_DAYS) s = filter_span(f, "c.first_day", "c.last_day", q, err);
    if (f->undated && parts & FILTER_DAYS) sql(q, " AND (c.first_day IS NULL) = 1 AND c.last_day IS NULL");
    if (f->unplaced && parts & FILTER_PLACE) sql(q, unplaced_sql);
    if (s == DP_OK && f->claim && parts & FILTER_TIES) s = add_claim(l, f->claim, q, err);
    if (s == DP_OK && f->same && parts & FILTER_TIES) s = add_same(l, f->same, q, err);
    if (s == DP_OK && f->event && parts & FILTER_TIES) s = add_event(l, f->event, q, err);
    if (s == DP_OK && f->reviewed && parts & FILTER_REVIEWED) s = add_reviewed(f->reviewed, q, err);
    if (parts & FILTER_STANDING && !f->rejected && !f->reviewed && !f->claim) sql(q, " AND " STANDING("c"));
    if (s == DP_OK && f->text && parts & FILTER_TEXT)
        s = add_text(l, f->text, "((c.dispatch_key << 24) | c.sentence_no)", "rowid",
                     "(SELECT substr(d.text, y.start_char + 1, y.end_char - y.start_char) FROM sentences y "
                     "WHERE y.dispatch_key = c.dispatch_key AND y.sentence_no = c.sentence_no)",
                     q, err);
    if (s == DP_OK && q->where.failed) s = error_nomem(err);
    return s;
}

/* A dispatch serves when one of its sentences does. The plus keeps the words from fetching the dispatches: that is for
 * filter_few to say. */
static dp_status add_text_of_dispatch(ledger *l, const char *typed, filter_sql *q, dp_error *err) {
    if (l->fts) return add_text(l, typed, "+d.dispatch_key", "rowid >> 24", "", q, err);
    sql(q, " AND EXISTS (SELECT 1 FROM sentences y WHERE y.dispatch_key = d.dispatch_key");
    dp_status s = add_text(l, typed, "", "", "substr(d.text, y.start_char + 1, y.end_char - y.start_char)", q, err);
    sql(q, ")");
    return s;
}

/* One of its claims fits: each dispatch is asked, or, where few claims do, these say which dispatches. */
static dp_status add_claims_of_dispatch(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err) {
    static const unsigned parts = FILTER_PLACE | FILTER_ACTOR | FILTER_CLAIMANT | FILTER_TYPE | FILTER_STANDING;
    unsigned few;
    dp_status s = filter_few(l, f, parts, &few, err);
    if (s != DP_OK) return s;
    sql(q, few ? " AND d.dispatch_key IN (SELECT c.dispatch_key FROM claims c LEFT JOIN dispatches d USING (dispatch_key) WHERE 1"
               : " AND EXISTS (SELECT 1 FROM claims c WHERE c.dispatch_key = d.dispatch_key");
    s = filter_claims(l, f, parts, q, err);
    sql(q, ")");
    return s;
}

dp_status filter_dispatches(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err) {
    unsigned few = 0;
    dp_status s = f->lang || f->text ? filter_few(l, f, FILTER_LANG | FILTER_TEXT, &few, err) : DP_OK;
    if (s == DP_OK) s = filter_add_few(l, f, "d.dispatch_key", few, q, err);
    if (s != DP_OK) return s;
    q->few = few != 0;
    if (f->lang) filter_lang(f->lang, q);
    if (f->dispatch) filter_dispatch(f->dispatch, q);
    s = filter_span(f, "d.first_day", "d.last_day", q, err);
    if (s == DP_OK && f->text) s = add_text_of_dispatch(l, f->text, q, err);
    if (s == DP_OK && (f->place || f->actor || f->claimant || f->type)) {
        s = add_claims_of_dispatch(l, f, q, err);
    }
    if (s == DP_OK && q->where.failed) s = error_nomem(err);
    return s;
}

/* ---- pairs of claims ----------------------------------------------------------------------------------------------------- */

void filter_either(ledger *l, const char *name, const char *a, const char *b, filter_sql *q) {
    buf_printf(&q->where, " AND (instr(%s, ", a);
    filter_name(l, name, q);
    buf_printf(&q->where, ") OR instr(%s, ?%d))", b, q->count);
}

dp_status filter_either_actor(ledger *l, const char *name, filter_sql *q, dp_error *err) {
    sql(q, " AND EXISTS (SELECT 1 FROM claim_roles r WHERE ((r.dispatch_key = a.dispatch_key AND r.claim_no = a.claim_no) OR "
           "(r.dispatch_key = b.dispatch_key AND r.claim_no = b.claim_no)) AND r.actor_key IN (");
    dp_status s = filter_actor_rows(l, name, q, err);
    sql(q, "))");
    return s;
}

dp_status filter_relation_known(const ledger_filter *f, dp_error *err) {
    static const char *const known[] = {"contradicts", "denies", "corrects", "holder", "status",
                                        "polarity",    "count",  "date",     "place",  "undecided"};
    bool good = !f->relation;
    for (size_t i = 0; !good && i < sizeof known / sizeof *known; i++) good = strcmp(known[i], f->relation) == 0;
    if (good) return DP_OK;
    error_set(err, DP_E_USAGE, "\"%.40s\" is no kind of conflict", f->relation);
    return error_remedy(err, "use contradicts, denies, corrects, holder, status, polarity, count, date, place or undecided");
}

dp_status filter_prepare(ledger *l, const char *before, filter_sql *q, const char *after, sqlite3_stmt **out, dp_error *err) {
    *out = NULL;
    buf all;
    buf_init(&all);
    buf_str(&all, before);
    buf_add(&all, q->where.at, q->where.n);
    buf_str(&all, after);
    const char *question = buf_cstr(&all);
    dp_status s = DP_OK;
    if (!question)
        s = error_nomem(err);
    else if (sqlite3_prepare_v2(l->db, question, (int)all.n, out, NULL) != SQLITE_OK)
        s = db_fail(l, "preparing a question", err);
    for (int i = 0; s == DP_OK && i < q->count; i++) {
        if (q->values[i].text)
            put_text(*out, i + 1, q->values[i].text);
        else if (q->values[i].is_real)
            put_real(*out, i + 1, q->values[i].real);
        else
            put_int(*out, i + 1, q->values[i].number);
    }
    buf_free(&all);
    return s;
}

void filter_page(const ledger_filter *f, buf *out) {
    if (!f->limit && !f->offset) return;
    buf_printf(out, " LIMIT %lld OFFSET %lld", f->limit && f->limit < INT64_MAX ? (long long)f->limit : -1LL,
               f->offset < INT64_MAX ? (long long)f->offset : 0LL);
}
