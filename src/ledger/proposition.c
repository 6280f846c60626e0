/* From a claim to its propositions. */
#include "ledger/proposition.h"

#include <math.h>
#include <string.h>

#include "core/sound.h"
#include "ledger/words.h"
#include "mention/actor_rules.h"

#define INCIDENT_BACK 16u /* claims looked at on either side, so that hostile text stays linear */

static const char *const families[] = {"control", "count", "event"};
const char *proposition_family_name(unsigned v) {
    return v < sizeof families / sizeof *families ? families[v] : "event";
}

/* ---- when -------------------------------------------------------------------------------------------------------------- */

static bool narrow(day_range d) {
    return d.first != DAY_NONE && d.last != DAY_NONE && d.first <= d.last && d.last - d.first <= PROPOSITION_DAYS;
}

static bool is_told_day(const claim *c) {
    return c->time != INDEX_NONE && (c->days_basis == BASIS_EXPLICIT || c->days_basis == BASIS_RELATIVE) && narrow(c->days);
}

/* "Since Sunday", "this week", "between 22 March and 2 April": counted over days that reach the dispatch's own, or its week. */
static bool runs_on(const entry *e, const claim *c) {
    enum { WEEK = 7, MONTH = 31 };
    if (c->time >= e->an->mentions.time_count || c->days.first == DAY_NONE || c->days.last == DAY_NONE) return false;
    const bool wide = c->days.last - c->days.first > PROPOSITION_DAYS;
    const bool since = e->an->mentions.times[c->time].relation == TIME_SINCE || wide;
    if (!since || c->days.last - c->days.first > MONTH || c->days.first > e->last_day) return false;
    return c->days.last >= e->first_day || (wide && c->days.last + WEEK >= e->first_day);
}

/* The last of the days over which it was counted; BASIS_INFERRED says that all of them are meant, and not one among them. */
static void days_until_told(const entry *e, const claim *c, day_range *days, uint8_t *basis) {
    const int32_t last = c->days.last < e->first_day ? c->days.last : e->last_day, earliest = last - PROPOSITION_DAYS;
    *days = (day_range){c->days.first > earliest ? c->days.first : earliest, last};
    *basis = BASIS_INFERRED;
}

/* "Two men were killed on Friday … The toll stands at 16": the day of what happened, from the nearest claim of the same incident
 * that tells one. */
static bool days_of_incident(const entry *e, const claim *c, day_range *days, uint8_t *basis) {
    const claims *all = &e->an->claims;
    const uint32_t self = (uint32_t)(c - all->at);
    for (int spread = 0; spread < 2; spread++) /* a day that is told, before days that it was spread over */
        for (uint32_t step = 1; step <= INCIDENT_BACK; step++) {
            const uint32_t at[2] = {self - step, self + step};
            for (int i = 0; i < 2; i++) {
                const claim *o = at[i] < all->n ? &all->at[at[i]] : NULL;
                if (!o || o->incident != c->incident || !(spread ? runs_on(e, o) : is_told_day(o))) continue;
                *days = o->days;
                *basis = o->days_basis;
                if (runs_on(e, o)) days_until_told(e, o, days, basis);
                return true;
            }
        }
    return false;
}

/* The place that a claim itself names; else INDEX_NONE. */
static uint32_t named_place(const claim *c) {
    return c->control != CONTROL_NONE && c->control_place != INDEX_NONE ? c->control_place : c->place;
}

static bool one_named(const entry *e, uint32_t x, uint32_t y) {
    const mentions *m = &e->an->mentions;
    return x < m->place_count && y < m->place_count && m->places[x].id && m->places[x].id == m->places[y].id;
}

/* "The town fell on Saturday. On Monday an aircraft came down. Ninety were killed": a toll that another sentence gives its day
 * may be of any day on which something happened there, as the dispatch tells it. */
static void add_other_days(entry *e, const claim *c, day_range *days, uint8_t *basis) {
    const claims *all = &e->an->claims;
    const uint32_t self = (uint32_t)(c - all->at), first = self > INCIDENT_BACK ? self - INCIDENT_BACK : 0;
    const uint32_t place = proposition_place(e, c);
    day_range wide = *days;
    for (uint32_t i = first; i < all->n && i <= self + INCIDENT_BACK; i++) {
        const claim *o = &all->at[i];
        const bool violent = o->control != CONTROL_NONE || (o->type && strcmp(o->type, "ASSAULT") == 0);
        if (!violent || !is_told_day(o) || o->tense != CLAIM_PAST || !one_named(e, place, named_place(o))) continue;
        if (o->days.first < wide.first) wide.first = o->days.first;
        if (o->days.last > wide.last && o->days.last <= e->last_day) wide.last = o->days.last;
    }
    if (wide.first == days->first && wide.last == days->last) return;
    if (wide.first < wide.last - PROPOSITION_DAYS) wide.first = wide.last - PROPOSITION_DAYS;
    if (wide.first > days->first) wide.first = days->first;
    if (wide.last > wide.first + PROPOSITION_DAYS) wide.last = wide.first + PROPOSITION_DAYS;
    *days = wide;
    *basis = BASIS_DISPATCH;
}

static bool incident_has_toll(const entry *e, const claim *c) {
    const claims *all = &e->an->claims;
    const uint32_t self = (uint32_t)(c - all->at), first = self > INCIDENT_BACK ? self - INCIDENT_BACK : 0;
    for (uint32_t i = first; i < all->n && i <= self + INCIDENT_BACK; i++)
        if (all->at[i].toll && all->at[i].incident == c->incident) return true;
    return false;
}

/* Prisoners, displaced and missing are counted together as they come in, the dead of one town day by day. */
static bool adds_up(const claim *c) {
    for (uint32_t i = 0; i < c->casualty_count; i++) {
        const uint8_t role = c->casualties[i].role;
        if (role != CASUALTY_CAPTURED && role != CASUALTY_DISPLACED && role != CASUALTY_MISSING) return false;
    }
    return c->casualty_count > 0;
}

/* What is counted without a day of its own was done before it was counted: on the day of the incident, or, where only a toll is
 * told, on one of the days before the dispatch. */
static void days_of_count(entry *e, const claim *c, day_range *days, uint8_t *basis) {
    if (!c->casualty_count || c->control != CONTROL_NONE || c->tense != CLAIM_PAST) return;
    if (runs_on(e, c)) {
        days_until_told(e, c, days, basis);
        return;
    }
    if (is_told_day(c)) return;
    if (*basis != BASIS_DISPATCH || !narrow(*days)) return;
    if (days_of_incident(e, c, days, basis)) {
        if (*basis != BASIS_INFERRED) add_other_days(e, c, days, basis);
        return;
    }
    if (incident_has_toll(e, c) || adds_up(c)) days->first = days->last - PROPOSITION_DAYS;
}

/* "Still holds the town": it did on the days before, on which another is said to have taken it. */
static bool reaches_back(const claim *c) {
    return c->still && c->control == CONTROL_HELD && c->polarity == POLARITY_AFFIRMED;
}

/* "The inquiry into the killing of six teachers goes on": who is counted once does not come to harm on the day of the dispatch.
 */
static bool is_told_anew(const claim *c) {
    bool counted = false;
    for (uint32_t i = 0; i < c->casualty_count; i++) counted |= c->casualties[i].low != QUANTITY_NONE;
    return counted && c->tense == CLAIM_ONGOING && c->control == CONTROL_NONE && c->polarity == POLARITY_AFFIRMED &&
           !is_told_day(c);
}

/* The days a claim speaks of, narrow enough to compare. What goes on is said of the dispatch's own day: "has held the town
 * since 2014" is at odds with a capture on the day it is written, not with one in 2015. */
static bool days_of(entry *e, const claim *c, day_range *days, uint8_t *basis) {
    *days = c->days;
    *basis = c->days_basis;
    day_range today = {e->first_day, e->last_day};
    bool covers_today =
        c->days.first == DAY_NONE || c->days.last == DAY_NONE || (c->days.first <= today.last && today.first <= c->days.last);
    if (is_told_anew(c)) return false;
    if (c->tense == CLAIM_ONGOING && narrow(today) && covers_today) {
        *days = today;
        *basis = BASIS_DISPATCH;
        if (reaches_back(c)) days->first -= PROPOSITION_STILL;
    }
    days_of_count(e, c, days, basis);
    return narrow(*days);
}

/* ---- where ------------------------------------------------------------------------------------------------------------- */

static bool is_area(const place_mention *p) {
    static const char *const areas[] = {"PCL", "CONT", "TERR", "ADM1", "RGN"};
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
        if (strncmp(p->feature, areas[i], strlen(areas[i])) == 0) return true;
    return false;
}

bool place_serves(const place_mention *p, bool control) {
    bool region = strncmp(p->feature, "ADM1", 4) == 0 || strncmp(p->feature, "RGN", 3) == 0;
    if (is_area(p) && !(region && control)) return false;
    return p->name && *p->name && (p->id || p->coref == INDEX_NONE || !(p->flags & PLACE_COREF));
}

/* News name the town for what happened at its edge; the larger the town, the farther that is. */
static double reach_of(const char *feature) {
    if (strcmp(feature, "PPLC") == 0) return 15;
    if (strcmp(feature, "PPLA") == 0) return 12;
    if (strncmp(feature, "PPLA", 4) == 0) return 6;
    return strcmp(feature, "PPL") == 0 ? 4 : 2;
}

static dp_status spot_of(entry *e, const place_mention *p, buf *b, proposition_spot *out, dp_error *err) {
    *out = (proposition_spot){.name = "", .country = p->country, .lat = NAN, .lon = NAN};
    buf_clear(b);
    if (p->id) {
        buf_str(b, p->gazetteer);
        buf_char(b, ' ');
        buf_int(b, p->id);
    } else {
        char folded[FOLD_MAX + 1], sound[SOUND_MAX + 1]; /* the same village in two scripts, or in two cases */
        const size_t n = name_key(e->l, p->name, strlen(p->name), folded), m = sound_key(folded, n, sound);
        buf_char(b, '~');
        buf_add(b, m ? sound : folded, m ? m : n);
    }
    out->name = b->failed ? NULL : arena_copy(&e->l->scratch, b->at, b->n);
    buf_clear(b);
    if (p->id) {
        out->lat = p->lat;
        out->lon = p->lon;
        out->reach_km = reach_of(p->feature);
    }
    return out->name ? DP_OK : error_nomem(err);
}

/* ---- parts that all propositions of a claim share ---------------------------------------------------------------------- */

static const char *keep(entry *e, buf *b) {
    const char *s = b->failed ? NULL : arena_copy(&e->l->scratch, b->at ? b->at : "", b->n);
    buf_clear(b);
    return s;
}

static const char *parties(entry *e, const uint32_t *actors, uint32_t n, buf *b) {
    buf_clear(b);
    for (uint32_t i = 0; i < n && i < CLAIM_ROLE_MAX; i++) side_add(e, actors[i], b);
    return keep(e, b);
}

typedef struct common {
    proposition base;
    const place_mention *place; /* NULL for none */
    const char *row_id;         /* content id of the place's row; "" */
} common;

static dp_status common_of(entry *e, const claim *c, uint32_t place, buf *b, common *out, dp_error *err) {
    proposition *p = &out->base;
    const mentions *m = &e->an->mentions;
    out->place = place < m->place_count ? &m->places[place] : NULL;
    p->place_key = out->place ? e->place_keys[place] : 0;
    p->spot = (proposition_spot){.name = "", .country = out->place ? out->place->country : "", .lat = NAN, .lon = NAN};
    p->polarity = c->polarity;
    p->ongoing = c->tense == CLAIM_ONGOING;
    p->low = p->high = QUANTITY_NONE;
    p->who = "";
    dp_status s = DP_OK;
    if (out->place && place_serves(out->place, c->control != CONTROL_NONE)) s = spot_of(e, out->place, b, &p->spot, err);
    out->row_id = out->place ? e->place_ids[place] : "";
    if (s != DP_OK) return s;
    p->party = parties(e, c->actors, c->actor_count, b);
    p->other = parties(e, c->recipients, c->recipient_count, b);
    buf_str(b, c->cameo);
    if (c->acled) buf_char(b, ' ');
    buf_str(b, c->acled);
    p->act = keep(e, b);
    return p->party && p->other && p->act ? DP_OK : error_nomem(err);
}

static void add_field(buf *b, const char *s) {
    buf_char(b, '\x1f');
    buf_str(b, s);
}
static void add_number(buf *b, int64_t v) {
    buf_char(b, '\x1f');
    buf_int(b, v);
}

/* The id, once all fields stand. */
static dp_status finish(proposition *p, const common *k, buf *b, dp_error *err) {
    const char *const texts[] = {k->row_id, p->state, p->act}, *const sides[] = {p->party, p->other, p->who};
    const int64_t days[] = {p->days.first, p->days.last}, rest[] = {p->low, p->high, p->polarity, p->ongoing, p->basis};
    buf_clear(b);
    buf_str(b, families[p->family]);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) add_field(b, texts[i]);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) add_number(b, days[i]);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) add_field(b, sides[i]);
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) add_number(b, rest[i]);
    add_field(b, p->words);
    if (b->failed) return error_nomem(err);
    id_of_bytes('P', b->at, b->n, p->id);
    buf_clear(b);
    return DP_OK;
}

static void lead_with_place(const common *k, buf *b) {
    buf_clear(b);
    if (!k->place) return;
    buf_str(b, k->place->name);
    buf_str(b, ": ");
}

/* ---- the three families ------------------------------------------------------------------------------------------------ */

/* "geonames 174448/north": a part of a town is a place of its own. One without a name is known by the words for it. Who holds the
 * centre, or most of it, is at odds with who took the town. */
static dp_status narrow_to_part(entry *e, const claim *c, buf *b, proposition_spot *spot, dp_error *err) {
    const unsigned part = c->control_part;
    if (part == PART_WHOLE || part == PART_CENTRE || part == PART_MOST) return DP_OK;
    buf_clear(b);
    buf_printf(b, "%s/%s", spot->name, place_part_name(part));
    if (part == PART_OTHER || part == PART_DISTRICT) {
        const span at = c->control_part_at;
        char folded[FOLD_MAX + 1];
        buf_char(b, ' ');
        buf_add(b, folded, name_key(e->l, e->an->text.bytes + at.start, at.end - at.start, folded));
    }
    spot->name = keep(e, b);
    return spot->name ? DP_OK : error_nomem(err);
}

static dp_status control_of(entry *e, const claim *c, const common *k, buf *b, proposition *out, dp_error *err) {
    *out = k->base;
    out->family = PROPOSITION_CONTROL;
    out->control = c->control;
    out->state = control_state_name(c->control);
    bool gives_up = control_gives_up(c->control);
    /* Who fights, enters or besieges holds nothing yet: it is the actor who tells one such claim from another. */
    const uint32_t stays = gives_up ? c->control_from : c->control_holder, goes = gives_up ? c->control_holder : c->control_from;
    const bool joint = !gives_up && c->actor_count > 1 && c->actors[0] == stays; /* "the army and its allies took it" */
    if (stays < e->an->mentions.actor_count) out->party = joint ? out->party : parties(e, &stays, 1, b);
    out->other = parties(e, &goes, 1, b);
    words_of_control(e, c, k->place->name, b);
    words_of_days(out->days, b);
    out->words = keep(e, b);
    if (!out->party || !out->other || !out->words) return error_nomem(err);
    const dp_status s = narrow_to_part(e, c, b, &out->spot, err);
    return s == DP_OK ? finish(out, k, b, err) : s;
}

static bool ends_with(const entry *e, span at, const char *word) {
    const size_t n = strlen(word);
    return at.end - at.start >= n && memcmp(e->an->text.bytes + at.end - n, word, n) == 0;
}

/* Do the words of the one who is harmed hold or follow those that are counted: "156 fighters | of the Houthis"? */
static bool goes_on_from(span at, span counted) {
    return at.start <= counted.end + 1 && at.end > counted.start;
}

/* "12 of its men". */
static bool are_own(const entry *e, span at) {
    const text *x = &e->an->text;
    for (uint32_t t = token_from(x, at.start); t < x->token_count && x->tokens[t].end <= at.end; t++)
        if (FEAT_GET(x->tokens[t].feats, POSS)) return true;
    return false;
}

/* "These people are not hurt" says nothing of others. */
static bool spares_these_alone(const entry *e, const claim *c) {
    const text *x = &e->an->text;
    const mentions *m = &e->an->mentions;
    if (c->polarity != POLARITY_NEGATED || !c->recipient_count || c->recipients[0] >= m->actor_count) return false;
    const mention_at *whom = &m->actors[c->recipients[0]].at;
    for (uint32_t t = whom->first_token; t < x->token_count && t < whom->end_token; t++)
        if (FEAT_GET(x->tokens[t].feats, PRONTYPE) == PRONTYPE_DEM) return true;
    const uint32_t before = whom->first_token;
    return before > 0 && FEAT_GET(x->tokens[before - 1].feats, PRONTYPE) == PRONTYPE_DEM;
}

/* A word that is no actor here, but means one elsewhere: "12 soldats". */
static bool add_listed(const entry *e, const char *word, buf *b) {
    char code[ACTOR_NOUN_CODE], folded[FOLD_MAX + 1];
    const char *name;
    const actor_rules *rules = e->l->k ? e->l->k->actors : NULL;
    if (!rules || !actor_noun_code(rules, e->an->text.lang, word, code, &name)) return false;
    buf_printf(b, "g:%s=", code);
    buf_add(b, folded, name_key(e->l, name, strlen(name), folded));
    return true;
}

/* "Employees", "drivers": the lists have one name for them all, and each is some of the people. */
static void keep_word(const entry *e, const casualty *n, buf *b) {
    static const char people[] = "=people";
    const size_t size = sizeof people - 1;
    if (n->anybody || !n->who || b->failed || b->n < size || memcmp(b->at + b->n - size, people, size) != 0) return;
    char folded[FOLD_MAX + 1];
    b->n -= size - 1;
    buf_add(b, folded, name_key(e->l, n->who, strlen(n->who), folded));
}

/* Those who are counted, as the actor that these words name; else the words themselves. */
static const char *counted(entry *e, const claim *c, const casualty *n, buf *b) {
    const mentions *m = &e->an->mentions;
    buf_clear(b);
    if (n->owner) side_add(e, n->owner - 1, b);
    if (b->n && !b->failed && b->at[0] != 'n') {
        b->at[0] = 'l';
        return keep(e, b);
    }
    buf_clear(b);
    for (uint32_t i = 0; i < m->actor_count && n->at.end > n->at.start && !n->owned; i++) {
        const actor_mention *a = &m->actors[i];
        if (a->kind == ACTOR_UNKNOWN || a->at.at.start < n->at.start || a->at.at.end > n->at.end) continue;
        side_add(e, i, b);
        keep_word(e, n, b);
        if (b->n) return keep(e, b);
    }
    for (uint8_t i = 0; n->who && i < c->recipient_count; i++) {
        if (c->recipients[i] >= m->actor_count || !m->actors[c->recipients[i]].code ||
            !(ends_with(e, m->actors[c->recipients[i]].at.at, n->who) || goes_on_from(m->actors[c->recipients[i]].at.at, n->at)))
            continue;
        side_add(e, c->recipients[i], b);
        keep_word(e, n, b);
        if (n->owned && b->n && !b->failed && b->at[0] != 'n') b->at[0] = 'l'; /* a leader's losses are his alone */
        if (b->n) return keep(e, b);
    }
    if (n->who && !n->anybody && !are_own(e, n->at) && add_listed(e, n->who, b)) {
        keep_word(e, n, b);
        return keep(e, b);
    }
    char folded[FOLD_MAX + 1];
    size_t size = n->who && !n->anybody ? name_key(e->l, n->who, strlen(n->who), folded) : 0;
    const bool own = n->ours == 1 || are_own(e, n->at);
    if (size || own) buf_str(b, own ? "o:=" : "n:=");
    buf_add(b, folded, size);
    return keep(e, b);
}

/* "He was wounded": one of whom nothing is told is no toll. */
static bool is_nobody_told(const casualty *n) {
    return n->some && !n->who && n->high == 1;
}

/* "The rector and five other teachers were killed": of a list, those who are left over. "Nine of the dead" are no toll either. */
static bool is_rest(const claim *c, const casualty *n) {
    return n->part || (n->some && c->casualty_count > 1 && n->low > 1);
}

static dp_status count_of(entry *e, const claim *c, const common *k, const casualty *n, buf *b, proposition *out, dp_error *err) {
    *out = k->base;
    out->family = PROPOSITION_COUNT;
    out->state = casualty_role_name(n->role);
    out->low = n->low;
    out->high = n->some ? QUANTITY_NONE : n->high; /* there may have been more */
    out->other = "";
    out->who = counted(e, c, n, b);
    lead_with_place(k, b);
    words_of_count(e, c, n, b);
    words_of_days(out->days, b);
    out->words = keep(e, b);
    if (!out->who || !out->words) return error_nomem(err);
    return finish(out, k, b, err);
}

/* One named person ("arrested Guzmán") is an event of its own, many are a count; "no soldier was killed" is one too. */
static bool has_toll(const claim *c) {
    if (c->polarity == POLARITY_NEGATED && c->casualty_count && c->casualties[0].role != CASUALTY_ARRESTED) return true;
    for (uint32_t i = 0; i < c->casualty_count; i++) {
        const casualty *k = &c->casualties[i];
        bool said = k->low != QUANTITY_NONE || k->high != QUANTITY_NONE, one = k->low == 1 && k->high == 1;
        if (said && !(one && k->role == CASUALTY_ARRESTED)) return true;
    }
    return false;
}

static dp_status event_of(entry *e, const claim *c, const common *k, buf *b, proposition *out, dp_error *err) {
    *out = k->base;
    out->family = PROPOSITION_EVENT;
    out->state = c->type ? c->type : "";
    for (uint32_t i = 0; has_toll(c) && i < c->casualty_count && out->low == QUANTITY_NONE && out->high == QUANTITY_NONE; i++) {
        out->low = c->casualties[i].low;
        out->high = c->casualties[i].high;
    }
    lead_with_place(k, b);
    words_of_event(e, c, b);
    words_of_days(out->days, b);
    out->words = keep(e, b);
    if (!out->words) return error_nomem(err);
    return finish(out, k, b, err);
}

/* A denial needs no doer: "denied that the town was shelled". Who denies is said elsewhere; "denied" itself is no event. But a
 * bomb that the dispatch itself says did not go off, and an attack without casualties, deny nobody's attack. */
static bool makes_event(const claim *c, const proposition *base) {
    if (c->control != CONTROL_NONE || !c->type || strcmp(c->type, "REJECT") == 0) return false;
    return *base->party || *base->other || (c->polarity == POLARITY_NEGATED && c->claimant_count && !c->casualty_count);
}

static dp_status all_of(entry *e, const claim *c, const common *k, buf *b, proposition *out, uint32_t cap, uint32_t *n,
                        dp_error *err) {
    dp_status s = DP_OK;
    if (c->control != CONTROL_NONE && *k->base.spot.name && *n < cap) {
        s = control_of(e, c, k, b, &out[*n], err);
        if (s == DP_OK) (*n)++;
    }
    for (uint32_t i = 0; s == DP_OK && has_toll(c) && i < c->casualty_count && i < 4 && *n < cap; i++) {
        if (is_nobody_told(&c->casualties[i]) || is_rest(c, &c->casualties[i])) continue;
        s = count_of(e, c, k, &c->casualties[i], b, &out[*n], err);
        if (s == DP_OK) (*n)++;
    }
    if (s == DP_OK && makes_event(c, &k->base) && *n < cap) {
        s = event_of(e, c, k, b, &out[*n], err);
        if (s == DP_OK) (*n)++;
    }
    return s;
}

dp_status proposition_of(entry *e, uint32_t claim_no, proposition *out, uint32_t cap, uint32_t *n, dp_error *err) {
    const claim *c = &e->an->claims.at[claim_no];
    *n = 0;
    if (c->certainty == CERTAINTY_POSSIBLE || c->generic || spares_these_alone(e, c)) return DP_OK;
    if (c->tense != CLAIM_PAST && c->tense != CLAIM_ONGOING) return DP_OK;
    common k = {0};
    if (!days_of(e, c, &k.base.days, &k.base.basis)) return DP_OK;
    buf b;
    buf_init(&b);
    dp_status s = common_of(e, c, proposition_place(e, c), &b, &k, err);
    if (s == DP_OK) s = all_of(e, c, &k, &b, out, cap, n, err);
    buf_free(&b);
    return s;
}
