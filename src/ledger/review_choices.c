/* Values that a coder may choose from: types of the ontology, places, actors, other claims, other dispatches. */
#include "claim/lexicon.h"
#include "ledger/filter.h"
#include "ledger/review.h"
#include "ledger/review_values.h"
#include "mention/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct chooser {
    ledger *l;
    arena *a;
    bool with_names;
    const char *id, *typed;
    review_choices *out;
    dp_error *err;
} chooser;

static dp_status offer(chooser *c, const char *value, const char *label) {
    for (uint32_t i = 0; i < c->out->n; i++)
        if (strcmp(c->out->at[i].value, value) == 0) return DP_OK;
    if (c->out->n == REVIEW_CHOICES) return DP_OK;
    const review_choice choice = {arena_copy(c->a, value, strlen(value)), arena_copy(c->a, label, strlen(label))};
    if (!choice.value || !choice.label) return error_nomem(c->err);
    c->out->at[c->out->n++] = choice;
    return DP_OK;
}

/* Offers the rows (value, label) of a statement over ?1 the claim's id and ?2 a text. */
static dp_status offer_rows(chooser *c, const char *sql, const char *words) {
    sqlite3_stmt *st = db_get(c->l, sql, c->err);
    if (!st) return c->err->code;
    put_text(st, 1, c->id);
    if (sqlite3_bind_parameter_count(st) > 1) put_text(st, 2, words);
    if (sqlite3_bind_parameter_count(st) > 2) put_int(st, 3, c->with_names);
    for (;;) {
        bool row;
        dp_status s = db_step(c->l, st, &row, c->err);
        if (s != DP_OK || !row) return s;
        const char *value = (const char *)sqlite3_column_text(st, 0), *label = (const char *)sqlite3_column_text(st, 1);
        if (value && label && (s = offer(c, value, label)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

/* ---- types -------------------------------------------------------------------------------------------------------------- */

static bool begins_with(const char *s, const char *typed) {
    for (; *typed; s++, typed++) {
        const char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
        if (*s != c) return false;
    }
    return true;
}

static dp_status choose_type(chooser *c) {
    const void *items = NULL;
    size_t size = 0;
    if (!c->l->k || !c->l->k->pack.section_count || !pack_section(&c->l->k->pack, "ontology/types", &items, &size))
        return offer_rows(c,
                          "SELECT code, code || ': ' || label FROM codes WHERE scheme = 'plover' AND ?1 IS NOT NULL AND "
                          "substr(code, 1, length(?2)) = upper(?2) ORDER BY code",
                          c->typed);
    const pack *p = &c->l->k->pack;
    const label_record *types = items;
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < size / sizeof *types; i++) {
        const char *code = pack_string(p, types[i].code);
        char label[200];
        if (!begins_with(code, c->typed)) continue;
        snprintf(label, sizeof label, "%s: %s", code, pack_string(p, types[i].label));
        s = offer(c, code, label);
    }
    return s;
}

/* ---- places ------------------------------------------------------------------------------------------------------------- */

static const place_record *place_of_number(const gazetteer *g, uint32_t number) {
    const uint32_t n = gazetteer_place_count(g);
    for (uint32_t i = 0; i < n; i++) {
        const place_record *p = gazetteer_place(g, i);
        if (p->geonames_id == number) return p;
    }
    return NULL;
}

static const char *label_of_record(const chooser *c, const place_record *p) {
    char label[300];
    const int n = snprintf(label, sizeof label, "%s, %s%s%.2s", pack_string(&c->l->k->pack, p->name),
                           pack_string(&c->l->k->pack, p->admin1), p->admin1 ? ", " : "", p->country);
    return arena_copy(c->a, label, n < 0 ? 0 : (size_t)n < sizeof label ? (size_t)n : sizeof label - 1);
}

const char *review_place_label(ledger *l, const char *value, arena *a, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT label || coalesce(', ' || country, '') FROM places WHERE coalesce(code || '', label) = ?1 "
                              "AND coalesce(gazetteer, 'geonames') IN ('geonames', 'countries') LIMIT 1",
                              err);
    if (!st) return NULL;
    put_text(st, 1, value);
    bool row, failed = false;
    if (db_step(l, st, &row, err) != DP_OK) return NULL;
    if (row) {
        const char *label = take_text(st, 0, a, &failed);
        sqlite3_reset(st);
        return label;
    }
    const bool number = *value && strspn(value, "0123456789") == strlen(value) && strlen(value) < 10;
    const place_record *p =
        number && l->k && l->k->places ? place_of_number(l->k->places, (uint32_t)strtoul(value, NULL, 10)) : NULL;
    return p ? label_of_record(&(chooser){.l = l, .a = a}, p) : arena_copy(a, value, strlen(value));
}

/* Places that bear the typed name though no dispatch spoke of them. */
static dp_status offer_gazetteer(chooser *c) {
    uint32_t ids[REVIEW_CHOICES];
    const gazetteer *g = c->l->k ? c->l->k->places : NULL;
    const uint32_t n = g ? gazetteer_named(g, c->typed, c->a, ids, REVIEW_CHOICES) : 0;
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n; i++) {
        const place_record *p = place_of_number(g, ids[i]);
        const char *label = p ? label_of_record(c, p) : NULL;
        char value[16];
        snprintf(value, sizeof value, "%u", ids[i]);
        if (label) s = offer(c, value, label);
    }
    return s;
}

static dp_status choose_place(chooser *c) {
    static const char beside[] =
        "SELECT a.code || '', a.label || coalesce(', ' || a.country, '') FROM claims c JOIN place_alternatives a "
        "USING (dispatch_key, place_no) WHERE c.id = ?1 ORDER BY a.rank LIMIT 5";
    static const char named_there[] =
        "SELECT coalesce(p.code || '', p.label), p.label || coalesce(', ' || p.country, '') FROM claims c "
        "JOIN place_mentions m USING (dispatch_key) JOIN places p ON p.place_key = m.place_key WHERE c.id = ?1 "
        "AND m.place_key IS NOT c.place_key GROUP BY p.place_key ORDER BY min(abs(m.start_char - c.trigger_start)) LIMIT 9";
    static const char of_name[] =
        "SELECT coalesce(p.code || '', p.label), p.label || coalesce(', ' || p.country, '') FROM place_names n "
        "JOIN places p USING (place_key) WHERE ?1 IS NOT NULL AND substr(n.folded, 1, length(?2)) = ?2 "
        "GROUP BY p.place_key ORDER BY sum(n.mentions) DESC, p.id LIMIT 5";
    if (!*c->typed) {
        dp_status s = offer_rows(c, beside, "");
        return s == DP_OK ? offer_rows(c, named_there, "") : s;
    }
    char folded[FOLD_MAX + 1];
    name_key(c->l, c->typed, strlen(c->typed), folded);
    dp_status s = offer_rows(c, of_name, folded);
    return s == DP_OK ? offer_gazetteer(c) : s;
}

/* ---- actors, claims, dispatches -------------------------------------------------------------------------------------------- */

static dp_status choose_actor(chooser *c) {
    static const char named_there[] =
        "SELECT coalesce(a.code, CASE WHEN ?3 THEN a.label ELSE a.shown END), CASE WHEN ?3 THEN a.label ELSE a.shown END || "
        "coalesce(' (' || a.code || ')', '') FROM claims c JOIN actor_mentions m USING (dispatch_key) "
        "JOIN actors a USING (actor_key) WHERE c.id = ?1 AND ?2 = '' GROUP BY a.actor_key "
        "ORDER BY min(abs(m.start_char - c.trigger_start)), a.id LIMIT 9";
    static const char of_code[] =
        "SELECT code, CASE WHEN ?3 THEN label ELSE shown END || ' (' || code || ')' FROM actors WHERE ?1 IS NOT NULL AND "
        "substr(code, 1, length(?2)) = upper(?2) ORDER BY length(code), code, id LIMIT 5";
    static const char of_name[] =
        "SELECT coalesce(a.code, CASE WHEN ?3 THEN a.label ELSE a.shown END), CASE WHEN ?3 THEN a.label ELSE a.shown END || "
        "coalesce(' (' || a.code || ')', '') FROM actor_names n JOIN actors a USING (actor_key) WHERE ?1 IS NOT NULL AND "
        "instr(' ' || n.folded, ' ' || ?2) GROUP BY a.actor_key ORDER BY sum(n.mentions) DESC, a.id LIMIT 9";
    if (!*c->typed) return offer_rows(c, named_there, "");
    char folded[FOLD_MAX + 1];
    name_key(c->l, c->typed, strlen(c->typed), folded);
    dp_status s = offer_rows(c, of_code, c->typed);
    return s == DP_OK ? offer_rows(c, of_name, folded) : s;
}

/* Claims of other dispatches about the same place, the nearest days first. */
static dp_status choose_claim(chooser *c) {
    static const char near[] =
        "SELECT o.id, substr(o.id, 1, 6) || ' ' || coalesce(o.first_day || ' ', '') || CASE WHEN ?3 THEN o.claimant ELSE "
        "o.claimant_shown END || ' says ' || o.words FROM claims c JOIN claims o ON o.place_key = c.place_key AND o.id <> c.id "
        "WHERE c.id = ?1 AND ?2 = '' ORDER BY abs(julianday(o.first_day) - julianday(c.first_day)) IS NULL, "
        "abs(julianday(o.first_day) - julianday(c.first_day)), o.dispatch_key = c.dispatch_key, o.id LIMIT 9";
    static const char of_id[] =
        "SELECT o.id, substr(o.id, 1, 6) || ' ' || coalesce(o.first_day || ' ', '') || CASE WHEN ?3 THEN o.claimant ELSE "
        "o.claimant_shown END || ' says ' || o.words FROM claims o WHERE o.id >= ?2 AND o.id < ?2 || '~' AND o.id <> ?1 "
        "ORDER BY o.id LIMIT 9";
    char id[ID_CHARS + 1];
    if (!*c->typed) return offer_rows(c, near, "");
    return id_normalise(c->typed, id) ? offer_rows(c, of_id, id) : DP_OK;
}

/* Dispatches that speak of the same place, the nearest days first; or by id or outlet. */
static dp_status choose_dispatch(chooser *c) {
    static const char near[] =
        "SELECT d.id, substr(d.id, 1, 6) || ' ' || coalesce(d.date || ' ', '') || coalesce(d.source, d.given_id, '') FROM claims "
        "c "
        "JOIN dispatches h ON h.dispatch_key = c.dispatch_key JOIN claims o ON o.place_key = c.place_key "
        "JOIN dispatches d ON d.dispatch_key = o.dispatch_key AND d.dispatch_key <> c.dispatch_key WHERE c.id = ?1 "
        "GROUP BY d.id ORDER BY abs(julianday(d.first_day) - julianday(h.first_day)) IS NULL, "
        "abs(julianday(d.first_day) - julianday(h.first_day)), d.id LIMIT 9";
    static const char of_id[] =
        "SELECT d.id, substr(d.id, 1, 6) || ' ' || coalesce(d.date || ' ', '') || coalesce(d.source, d.given_id, '') "
        "FROM dispatches d WHERE d.id >= ?2 AND d.id < ?2 || '~' AND d.id <> (SELECT h.id FROM claims c JOIN dispatches h "
        "USING (dispatch_key) WHERE c.id = ?1) ORDER BY d.id LIMIT 9";
    char id[ID_CHARS + 1];
    if (!*c->typed) return offer_rows(c, near, "");
    return id_normalise(c->typed, id) ? offer_rows(c, of_id, id) : DP_OK;
}

static dp_status choose_coder(chooser *c) {
    return offer_rows(
        c,
        "SELECT coder, coder || ', ' || count(*) FROM v_standing WHERE role = 'coder' AND ?1 IS NOT NULL AND coder LIKE "
        "replace(replace(?2, '%', ''), '_', '') || '%' GROUP BY coder ORDER BY count(*) DESC, coder",
        c->typed);
}

dp_status review_choices_of(ledger *l, const reviewer *who, enum review_choice_kind kind, const char *id, const char *typed,
                            arena *a, review_choices *out, dp_error *err) {
    static dp_status (*const choosers[])(chooser *) = {choose_type,  choose_place,    choose_actor,
                                                       choose_claim, choose_dispatch, choose_coder};
    dp_error own = {0};
    *out = (review_choices){.n = 0};
    if ((unsigned)kind >= sizeof choosers / sizeof *choosers) return error_set(err, DP_E_USAGE, "no such choice");
    chooser c = {l, a, who->with_names, id, typed, out, err ? err : &own};
    ledger_lock(l);
    dp_status s = choosers[kind](&c);
    ledger_unlock(l);
    return s;
}
