/* The place of a claim that names none. News say where once and go on: "Twelve soldiers were killed in the battle." */
#include <string.h>

#include "claim/attribution.h"
#include "ledger/proposition.h"
#include "ledger/words.h"

#define SENTENCES_BACK 3u  /* as far as a place told of is still meant */
#define LEAD_SENTENCES 3u  /* of the beginning, which what follows tells more of */
#define PLACES_BETWEEN 32u /* looked at; a text that names more has moved on */
#define CLAIMS_BACK    16u /* looked at, so that hostile text stays linear */
#define TALLIES        16u /* towns that are counted */
#define MAJORITY_LEAST 2u  /* claims */

static uint32_t own_place(const claim *c) {
    return c->control != CONTROL_NONE && c->control_place != INDEX_NONE ? c->control_place : c->place;
}

static bool serves(const entry *e, uint32_t place) {
    return place < e->an->mentions.place_count && place_serves(&e->an->mentions.places[place], false);
}

static bool one_place(const place_mention *a, const place_mention *b) {
    return a->id ? a->id == b->id : !b->id && strcmp(a->name, b->name) == 0;
}

static bool is_capital(const place_mention *p) {
    return strcmp(p->feature, "PPLC") == 0;
}

/* Places stand by their start. */
static uint32_t first_place(const mentions *m, uint32_t offset) {
    uint32_t low = 0, high = m->place_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->places[mid].at.at.start < offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static uint32_t sentence_of(const entry *e, const claim *c) {
    return sentence_from(&e->an->text, c->trigger.start);
}

/* "In Kyiv, the minister said that one soldier was killed": where a state or an army speaks from its capital, before any word of
 * who speaks. Police and hospitals tell of the town that they are in. */
static bool is_where_said(const entry *e, const claim *c, const place_mention *p) {
    enum { FRONT_WORDS = 3 };
    const mentions *m = &e->an->mentions;
    const text *x = &e->an->text;
    if (!c->claimant_count || !is_capital(p)) return false;
    const claimant *who = &c->claimants[0];
    if (who->actor >= m->actor_count || who->at.start >= who->at.end || !m->actors[who->actor].code) return false;
    const char *code = m->actors[who->actor].code;
    static const char *const local[] = {"COP", "CVL", "MED", "HLH", "NGO"};
    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        if (strstr(code, local[i])) return false;
    const uint32_t before = who->cue.start < who->at.start && who->cue.start < who->cue.end ? who->cue.start : who->at.start;
    const sentence *y = &x->sentences[sentence_from(x, c->trigger.start)];
    return p->at.at.end <= before && before < c->trigger.start && p->at.at.start >= y->start &&
           p->at.first_token < token_from(x, y->start) + FRONT_WORDS;
}

/* ---- what the dispatch is about ------------------------------------------------------------------------------------------- */

typedef struct tally {
    uint32_t place, n; /* of one town, or of any town of the country */
} tally;

typedef bool same_tally(const place_mention *a, const place_mention *b);

static bool one_country(const place_mention *a, const place_mention *b) {
    return strcmp(a->country, b->country) == 0;
}

/* Which has more claims than all others together: a place of it, INDEX_NONE where none has. */
static uint32_t majority(const entry *e, same_tally *same) {
    tally at[TALLIES] = {0};
    uint32_t n = 0, all = 0, best = 0;
    for (uint32_t i = 0; i < e->an->claims.n; i++) {
        const uint32_t place = own_place(&e->an->claims.at[i]);
        if (!serves(e, place)) continue;
        const place_mention *p = &e->an->mentions.places[place];
        uint32_t k = 0;
        while (k < n && !same(p, &e->an->mentions.places[at[k].place])) k++;
        all++;
        if (k == TALLIES) continue;
        if (k == n) at[n++] = (tally){.place = place};
        if (++at[k].n > at[best].n) best = k;
    }
    return at[best].n >= MAJORITY_LEAST && 2 * at[best].n > all ? at[best].place : INDEX_NONE;
}

static uint32_t capital_fought_for(const entry *e) {
    for (uint32_t i = 0; i < e->an->claims.n; i++) {
        const claim *c = &e->an->claims.at[i];
        const uint32_t place = own_place(c);
        const bool violent = c->control != CONTROL_NONE || (c->type && strcmp(c->type, "ASSAULT") == 0);
        if (violent && serves(e, place) && is_capital(&e->an->mentions.places[place])) return place;
    }
    return INDEX_NONE;
}

static const scene_facts *scene_of(entry *e) {
    scene_facts *s = &e->scene;
    if (s->known) return s;
    s->known = true;
    s->place = majority(e, one_place);
    s->capital = capital_fought_for(e);
    const uint32_t of_country = majority(e, one_country);
    const char *country = of_country == INDEX_NONE ? "" : e->an->mentions.places[of_country].country;
    s->country = *country ? country : NULL;
    return s;
}

/* "The Observatory, which works from Coventry", "Berlin's figures": a town of another country, or a capital, is more often where
 * one speaks than where it happened. A claim that is to be there says so itself. */
static bool is_of_scene(entry *e, const place_mention *p) {
    const scene_facts *s = scene_of(e);
    const place_mention *all = e->an->mentions.places;
    if (s->place != INDEX_NONE && one_place(p, &all[s->place])) return true;
    if (is_capital(p)) return s->capital != INDEX_NONE && one_place(p, &all[s->capital]);
    return !s->country || !p->country[0] || strcmp(p->country, s->country) == 0;
}

/* A town that the text tells of, and not one that acts, lends its name or is where those are who say what the claim says ("a
 * spokesman in the capital"). */
static bool is_told_of(entry *e, const claim *c, uint32_t place) {
    const place_mention *p = &e->an->mentions.places[place];
    return serves(e, place) && !(p->flags & (PLACE_AS_ACTOR | PLACE_IN_NAME)) &&
           !claimants_name(&e->an->claims, c->trigger_token, p->at.at.start) && !is_where_said(e, c, p) && is_of_scene(e, p);
}

/* "Pulled back from the town to Salal": where those who leave go to is not where things happened. */
static bool is_where_they_went(const entry *e, const claim *c, const place_mention *p) {
    return control_gives_up(c->control) && p->at.at.start > c->trigger.start &&
           sentence_from(&e->an->text, p->at.at.start) == sentence_of(e, c);
}

/* Is another town told of between two claims? Then the later one need not speak of the first one's. */
static bool moves_on(entry *e, const claim *a, const claim *b, uint32_t place) {
    const mentions *m = &e->an->mentions;
    const uint32_t start = a->trigger.start < b->trigger.start ? a->trigger.end : b->trigger.end;
    const uint32_t end = a->trigger.start < b->trigger.start ? b->trigger.start : a->trigger.start;
    const uint32_t first = first_place(m, start);
    for (uint32_t i = first; i < m->place_count && m->places[i].at.at.start < end; i++) {
        const place_mention *p = &m->places[i];
        if (i - first == PLACES_BETWEEN) return true;
        if (is_where_they_went(e, a, p) || (p->flags & PLACE_NEAR)) continue;
        if (is_told_of(e, a, i) && is_told_of(e, b, i) && !one_place(p, &m->places[place])) return true;
    }
    return false;
}

/* Claims of one happening share its place. One that is told only later is that of what the lead tells, and of its own sentence.
 */
static uint32_t place_of_incident(entry *e, uint32_t self) {
    const claims *all = &e->an->claims;
    const claim *c = &all->at[self];
    const uint32_t sentence_no = sentence_of(e, c);
    for (uint32_t step = 1; step <= CLAIMS_BACK; step++) {
        const uint32_t at[2] = {self - step, self + step};
        for (int i = 0; i < 2; i++) {
            const claim *o = at[i] < all->n ? &all->at[at[i]] : NULL;
            if (!o || o->incident != c->incident || !serves(e, own_place(o))) continue;
            if (at[i] > self && sentence_no >= LEAD_SENTENCES && sentence_of(e, o) != sentence_no) continue;
            if (!moves_on(e, o, c, own_place(o))) return own_place(o);
        }
    }
    return INDEX_NONE;
}

/* The only town that the sentence names. What a text begins with is where it was written, and gives way to another. */
static uint32_t place_of_sentence(entry *e, const claim *c, uint32_t sentence_no) {
    const mentions *m = &e->an->mentions;
    const sentence *y = &e->an->text.sentences[sentence_no];
    uint32_t found = INDEX_NONE;
    for (uint32_t i = first_place(m, y->start); i < m->place_count && m->places[i].at.at.start < y->end; i++) {
        const place_mention *p = &m->places[i];
        if (!is_told_of(e, c, i)) continue;
        bool dateline = found != INDEX_NONE && m->places[found].at.at.start == e->an->text.sentences[0].start;
        if (found != INDEX_NONE && !dateline && !one_place(p, &m->places[found])) return INDEX_NONE;
        found = i;
    }
    return found;
}

static uint32_t place_before(entry *e, uint32_t self, uint32_t sentence_no) {
    const claims *all = &e->an->claims;
    for (uint32_t i = self; i > 0 && self - i < CLAIMS_BACK; i--) {
        const claim *c = &all->at[i - 1];
        if (sentence_from(&e->an->text, c->trigger.start) + SENTENCES_BACK < sentence_no) break;
        uint32_t place = own_place(c);
        if (serves(e, place) && is_of_scene(e, &e->an->mentions.places[place]))
            return moves_on(e, c, &all->at[self], place) ? INDEX_NONE : place;
    }
    return INDEX_NONE;
}

uint32_t proposition_place(entry *e, const claim *c) {
    uint32_t place = own_place(c);
    if (place < e->an->mentions.place_count) return place;
    const uint32_t self = (uint32_t)(c - e->an->claims.at), sentence_no = sentence_of(e, c);
    place = place_of_incident(e, self);
    if (place == INDEX_NONE && sentence_no < e->an->text.sentence_count) place = place_of_sentence(e, c, sentence_no);
    if (place == INDEX_NONE) place = place_before(e, self, sentence_no);
    return place == INDEX_NONE ? scene_of(e)->place : place;
}
