/* From a claim to its propositions. */
#include "ledger/proposition.h"

#include <string.h>

#include "ledger/words.h"

static const char *const families[] = {"control", "count", "where", "event"};
const char *proposition_family_name(unsigned v) {
    return v < sizeof families / sizeof *families ? families[v] : "event";
}

/* ---- parts ------------------------------------------------------------------------------------------------------------ */

static bool narrow(day_range d) {
    return d.first != DAY_NONE && d.last != DAY_NONE && d.first <= d.last && d.last - d.first <= PROPOSITION_DAYS;
}

/* The days a claim speaks of, narrow enough to compare. What goes on is said of the dispatch's own day: "has held the town
 * since 2014" is at odds with a capture on the day it is written, not with one in 2015. */
static bool days_of(const entry *e, const claim *c, day_range *days, uint8_t *basis) {
    *days = c->days;
    *basis = c->days_basis;
    day_range today = {e->first_day, e->last_day};
    bool covers_today =
        c->days.first == DAY_NONE || c->days.last == DAY_NONE || (c->days.first <= today.last && today.first <= c->days.last);
    if (c->tense == CLAIM_ONGOING && narrow(today) && covers_today) {
        *days = today;
        *basis = BASIS_DISPATCH;
    }
    return narrow(*days);
}

/* A place that is one spot: no country, no region, for anything but control of a region. */
static bool place_serves(const place_mention *p, bool control) {
    if (strncmp(p->feature, "PCL", 3) == 0 || strncmp(p->feature, "CONT", 4) == 0 || strncmp(p->feature, "TERR", 4) == 0)
        return false;
    if (strncmp(p->feature, "ADM1", 4) == 0 || strncmp(p->feature, "RGN", 3) == 0) return control;
    return p->name && *p->name && (p->id || p->coref == INDEX_NONE || !(p->flags & PLACE_COREF));
}

/* "k:SYRMIL=syria armed forces". Generic words ("the army", "militants") name nobody. */
static void add_party(entry *e, uint32_t actor, buf *out) {
    const mentions *m = &e->an->mentions;
    if (actor >= m->actor_count) return;
    const actor_mention *a = &m->actors[actor_meant(m, actor)];
    bool coded = a->code && *a->code && (a->kind == ACTOR_KNOWN || a->kind == ACTOR_COMPOSED);
    bool named = a->name && *a->name && a->kind != ACTOR_GENERIC;
    if (!coded && !named) return;
    char folded[FOLD_MAX + 1];
    size_t n = name_key(e->l, a->name ? a->name : "", a->name ? strlen(a->name) : 0, folded);
    if (out->n) buf_char(out, '|');
    buf_char(out, a->kind == ACTOR_KNOWN ? 'k' : coded ? 'c' : 'n');
    buf_char(out, ':');
    if (coded) buf_str(out, a->code);
    buf_char(out, '=');
    buf_add(out, folded, n);
}

static const char *keep(entry *e, buf *b) {
    const char *s = b->failed ? NULL : arena_copy(&e->l->scratch, b->at ? b->at : "", b->n);
    buf_clear(b);
    return s;
}

/* Block and id, once all fields stand. `place` is the content id of the place's row. */
static dp_status finish(proposition *p, const char *place, const char *block, buf *b, dp_error *err) {
    buf_clear(b);
    buf_printf(b, "%s\x1f%s", families[p->family], block);
    if (b->failed) return error_nomem(err);
    p->block = hash_bytes(b->at, b->n, 0) >> 1; /* SQLite's integers are signed */
    buf_printf(b, "\x1f%s\x1f%s\x1f%d\x1f%d\x1f%s\x1f%s\x1f%s\x1f%lld\x1f%lld\x1f%d\x1f%d\x1f%d\x1f%s", place, p->state,
               p->days.first, p->days.last, p->party, p->other, p->who, (long long)p->low, (long long)p->high, p->polarity,
               p->ongoing, p->basis, p->words);
    if (b->failed) return error_nomem(err);
    id_of_bytes('P', b->at, b->n, p->id);
    buf_clear(b);
    return DP_OK;
}

/* What all propositions of a claim share. */
typedef struct common {
    proposition base;
    const place_mention *place;
    const char *place_id; /* the gazetteer's number, or the folded name: equal for one place, whatever pack read it */
    const char *row_id;   /* content id of the place's row */
} common;

static dp_status common_of(entry *e, const claim *c, uint32_t place, buf *b, common *out, dp_error *err) {
    const place_mention *p = &e->an->mentions.places[place];
    out->place = p;
    out->base.place_key = e->place_keys[place];
    out->base.polarity = c->polarity;
    out->base.ongoing = c->tense == CLAIM_ONGOING;
    out->base.low = out->base.high = QUANTITY_NONE;
    out->base.who = out->base.other = "";
    if (p->id) {
        buf_printf(b, "%s %u", p->gazetteer ? p->gazetteer : "", p->id);
    } else {
        char folded[FOLD_MAX + 1];
        buf_add(b, folded, name_key(e->l, p->name, strlen(p->name), folded));
        buf_printf(b, " %s", p->country);
    }
    out->place_id = keep(e, b);
    sqlite3_stmt *st = db_get(e->l, "SELECT id FROM places WHERE place_key = ?1", err);
    if (!st) return err->code;
    put_int(st, 1, out->base.place_key);
    bool row, failed = false;
    dp_status s = db_step(e->l, st, &row, err);
    if (s != DP_OK) return s;
    out->row_id = row ? take_text(st, 0, &e->l->scratch, &failed) : "";
    sqlite3_reset(st);
    for (uint32_t i = 0; i < c->actor_count && i < CLAIM_ROLE_MAX; i++) add_party(e, c->actors[i], b);
    out->base.party = keep(e, b);
    return out->place_id && out->base.party && !failed ? DP_OK : error_nomem(err);
}

/* ---- the four families ------------------------------------------------------------------------------------------------ */

static dp_status control_of(entry *e, const claim *c, common k, buf *b, proposition *out, dp_error *err) {
    *out = k.base;
    out->family = PROPOSITION_CONTROL;
    out->control = c->control;
    out->state = control_state_name(c->control);
    bool gives_up = control_gives_up(c->control);
    add_party(e, gives_up ? c->control_from : c->control_holder, b);
    out->party = keep(e, b);
    add_party(e, gives_up ? c->control_holder : c->control_from, b);
    out->other = keep(e, b);
    words_of_control(e, c, k.place->name, b);
    words_of_days(out->days, b);
    out->words = keep(e, b);
    if (!out->party || !out->other || !out->words) return error_nomem(err);
    return finish(out, k.row_id, k.place_id, b, err);
}

static dp_status count_of(entry *e, const claim *c, common k, const casualty *n, buf *b, proposition *out, dp_error *err) {
    *out = k.base;
    out->family = PROPOSITION_COUNT;
    out->state = casualty_role_name(n->role);
    out->low = n->low;
    out->high = n->high;
    char folded[FOLD_MAX + 1];
    buf_add(b, folded, n->who ? name_key(e->l, n->who, strlen(n->who), folded) : 0);
    out->who = keep(e, b);
    buf_printf(b, "%s: ", k.place->name);
    words_of_count(e, c, n, b);
    words_of_days(out->days, b);
    out->words = keep(e, b);
    buf_printf(b, "%s\x1f%s\x1f%s", k.place_id, out->state, c->type ? c->type : "");
    const char *block = keep(e, b);
    if (!out->who || !out->words || !block) return error_nomem(err);
    return finish(out, k.row_id, block, b, err);
}

/* Large exact numbers on one day, by one known actor, in one country: hardly two events. */
#define WHERE_LEAST 10
static bool where_serves(const proposition *count, const place_mention *place) {
    return count->low == count->high && count->low >= WHERE_LEAST && *count->party && place->country[0] &&
           count->days.first == count->days.last && count->basis != BASIS_DISPATCH && count->polarity == POLARITY_AFFIRMED &&
           place->id;
}

static dp_status where_of(entry *e, const claim *c, const common *k, const proposition *count, buf *b, proposition *out,
                          dp_error *err) {
    *out = *count;
    out->family = PROPOSITION_WHERE;
    out->other = k->place_id;
    buf_printf(b, "%s\x1f%lld\x1f%s\x1f%s\x1f%s\x1f%s", count->state, (long long)count->low, count->who, k->place->country,
               count->party, c->type ? c->type : "");
    const char *block = keep(e, b);
    return block ? finish(out, k->row_id, block, b, err) : error_nomem(err);
}

static dp_status event_of(entry *e, const claim *c, common k, buf *b, proposition *out, dp_error *err) {
    *out = k.base;
    out->family = PROPOSITION_EVENT;
    out->state = c->type ? c->type : "";
    for (uint32_t i = 0; i < c->recipient_count && i < CLAIM_ROLE_MAX; i++) add_party(e, c->recipients[i], b);
    out->other = keep(e, b);
    buf_printf(b, "%s: ", k.place->name);
    words_of_event(e, c, b);
    words_of_days(out->days, b);
    out->words = keep(e, b);
    buf_printf(b, "%s\x1f%s", k.place_id, out->state);
    const char *block = keep(e, b);
    if (!out->other || !out->words || !block) return error_nomem(err);
    return finish(out, k.row_id, block, b, err);
}

static dp_status all_of(entry *e, const claim *c, const common *k, buf *b, proposition *out, uint32_t cap, uint32_t *n,
                        dp_error *err) {
    dp_status s = DP_OK;
    if (c->control != CONTROL_NONE && *n < cap) {
        s = control_of(e, c, *k, b, &out[*n], err);
        if (s == DP_OK) (*n)++;
    }
    if (!place_serves(k->place, false)) return s;
    for (uint32_t i = 0; s == DP_OK && i < c->casualty_count && i < 4 && *n + 1 < cap; i++) {
        proposition *count = &out[*n];
        s = count_of(e, c, *k, &c->casualties[i], b, count, err);
        if (s != DP_OK) break;
        (*n)++;
        if (where_serves(count, k->place)) {
            s = where_of(e, c, k, count, b, &out[*n], err);
            if (s == DP_OK) (*n)++;
        }
    }
    if (s == DP_OK && c->control == CONTROL_NONE && c->casualty_count == 0 && *k->base.party && *n < cap) {
        s = event_of(e, c, *k, b, &out[*n], err);
        if (s == DP_OK) (*n)++;
    }
    return s;
}

dp_status proposition_of(entry *e, const claim *c, proposition *out, uint32_t cap, uint32_t *n, dp_error *err) {
    *n = 0;
    uint32_t place = c->control != CONTROL_NONE && c->control_place < e->an->mentions.place_count ? c->control_place : c->place;
    if (place >= e->an->mentions.place_count || c->certainty == CERTAINTY_POSSIBLE) return DP_OK;
    if (c->tense != CLAIM_PAST && c->tense != CLAIM_ONGOING) return DP_OK;
    common k = {0};
    if (!place_serves(&e->an->mentions.places[place], c->control != CONTROL_NONE)) return DP_OK;
    if (!days_of(e, c, &k.base.days, &k.base.basis)) return DP_OK;
    buf b;
    buf_init(&b);
    dp_status s = common_of(e, c, place, &b, &k, err);
    if (s == DP_OK) s = all_of(e, c, &k, &b, out, cap, n, err);
    buf_free(&b);
    return s;
}
