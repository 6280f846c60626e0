/* Incidents: claims of one dispatch that speak of one happening share a key.
 *
 * A dispatch tells few happenings and returns to them: headline, lead, what witnesses say, the toll. So a claim joins the last
 * happening of its kind that nothing tells apart from it, and one that names the same victim before all others. What tells apart:
 *
 *   the kind of violence   a blast is no abduction
 *   days, places           where the words themselves bind them to both; what merely stands in the sentence does not weigh so
 * much doers, named victims   two groups, two persons "another", "a second"
 *
 * Claims that tell of no one happening ("the rebels attack villages") open none: they go with what the dispatch tells besides,
 * and where it tells nothing, with each other. */
#include <string.h>

#include "claim/reader.h"

enum family { FAMILY_ANY, FAMILY_BLAST, FAMILY_AIR, FAMILY_SHELL, FAMILY_ABDUCT, FAMILY_SEX, FAMILY_CROWD };

#define NAMES_MAX 8u
#define BACK_MAX  16u /* happenings that a claim is compared with: keeps hostile text linear */

/* The words of the names of those whom it happened to. */
typedef struct name_words {
    uint64_t at[NAMES_MAX];
    uint8_t n;
} name_words;

typedef struct happening {
    uint32_t first; /* claim */
    uint32_t last_sentence;
    uint32_t place;
    uint8_t place_basis;
    day_range days;
    bool days_own;
    uint32_t actor; /* INDEX_NONE where none is known */
    name_words victims;
    uint8_t family;
} happening;

/* What ACLED's sub-event says of the means. Plain attacks, clashes, killings and destruction may be any of them. */
static uint8_t family_of(const claim *c) {
    static const struct {
        const char *acled;
        uint8_t family;
    } of[] = {{"Suicide bomb", FAMILY_BLAST},
              {"Remote explosive/landmine/IED", FAMILY_BLAST},
              {"Grenade", FAMILY_BLAST},
              {"Air/drone strike", FAMILY_AIR},
              {"Shelling/artillery/missile attack", FAMILY_SHELL},
              {"Abduction/forced disappearance", FAMILY_ABDUCT},
              {"Sexual violence", FAMILY_SEX},
              {"Excessive force against protesters", FAMILY_CROWD},
              {"Protest with intervention", FAMILY_CROWD}};
    for (size_t i = 0; c->acled && i < sizeof of / sizeof *of; i++)
        if (strcmp(c->acled, of[i].acled) == 0) return of[i].family;
    return FAMILY_ANY;
}

static bool families_clash(uint8_t a, uint8_t b) {
    if (a == b) return false;
    if (a == FAMILY_ABDUCT || b == FAMILY_ABDUCT || a == FAMILY_SEX || b == FAMILY_SEX) return true;
    return a != FAMILY_ANY && b != FAMILY_ANY;
}

static bool is_area(const place_mention *p) {
    return strncmp(p->feature, "PCL", 3) == 0 || strncmp(p->feature, "ADM", 3) == 0 || strncmp(p->feature, "RGN", 3) == 0;
}

static bool places_differ(const reader *r, uint32_t a, uint32_t b) {
    if (a >= r->m->place_count || b >= r->m->place_count) return false;
    const place_mention *p = &r->m->places[a], *q = &r->m->places[b];
    if (p->country[0] && q->country[0] && strcmp(p->country, q->country) != 0) return true;
    if ((p->id && p->id == q->id) || !p->country[0] || !q->country[0]) return false;
    if (is_area(p) || is_area(q)) return p->admin1 && q->admin1 && strcmp(p->admin1, q->admin1) != 0;
    return strcmp(p->name, q->name) != 0;
}

static bool is_dated(const claim *c) {
    return c->time != INDEX_NONE && c->days.first != DAY_NONE && c->days.last != DAY_NONE;
}

static bool days_differ(day_range a, const claim *c) {
    return a.first != DAY_NONE && is_dated(c) && (a.last < c->days.first || c->days.last < a.first);
}

/* Two groups that have codes of their own and differ in them. */
static bool actors_differ(const reader *r, uint32_t a, const claim *c) {
    if (a == INDEX_NONE || !c->actor_count) return false;
    const actor_mention *p = &r->m->actors[a], *q = &r->m->actors[c->actors[0]];
    if (!p->code || !q->code || p->kind == ACTOR_GENERIC || q->kind == ACTOR_GENERIC) return false;
    size_t n = strlen(p->code) < strlen(q->code) ? strlen(p->code) : strlen(q->code);
    return strncmp(p->code, q->code, n) != 0;
}

/* ---- named victims */

static void add_name(name_words *n, uint64_t hash) {
    for (uint8_t i = 0; i < n->n; i++)
        if (n->at[i] == hash) return;
    if (n->n < NAMES_MAX) n->at[n->n++] = hash;
}

/* Persons only: what a town or a group suffers may be many things. */
static name_words victims_of(const reader *r, const claim *c) {
    name_words names = {0};
    for (uint8_t i = 0; i < c->recipient_count; i++) {
        const actor_mention *a = &r->m->actors[c->recipients[i]];
        if (a->kind == ACTOR_KNOWN && !a->person) continue;
        for (uint32_t t = a->at.first_token; t < a->at.end_token && t < r->x->token_count; t++)
            if (r->x->tokens[t].upos == UPOS_PROPN && r->x->tokens[t].end - r->x->tokens[t].start > 3)
                add_name(&names, r->x->tokens[t].form_hash);
    }
    return names;
}

static bool share_name(const name_words *a, const name_words *b) {
    for (uint8_t i = 0; i < a->n; i++)
        for (uint8_t k = 0; k < b->n; k++)
            if (a->at[i] == b->at[k]) return true;
    return false;
}

/* ---- joining */

/* Force and what it takes or breaks are of one kind; all else is of the kind that its type says. */
static const char *kind_of(const claim *c) {
    bool force = strcmp(c->type, "COERCE") == 0 && c->acled &&
                 (strcmp(c->acled, "Looting/property destruction") == 0 || family_of(c) == FAMILY_CROWD);
    return force ? "ASSAULT" : c->type;
}

static bool are_of_one_kind(const reader *r, const happening *h, const claim *c, uint32_t sentence) {
    const claim *first = &r->claims.at[h->first];
    const char *kind = kind_of(c);
    if (strcmp(kind_of(first), kind) != 0 || first->polarity != c->polarity) return false;
    if (strcmp(kind, "ASSAULT") != 0 && strcmp(kind, "THREATEN") != 0 &&
        (sentence > h->last_sentence + 1 || sentence + 1 < h->last_sentence))
        return false;
    return true;
}

static bool joins(const reader *r, const happening *h, const claim *c, const draft *d, const name_words *victims) {
    if (!are_of_one_kind(r, h, c, d->sentence)) return false;
    bool clash = families_clash(h->family, family_of(c));
    if (share_name(&h->victims, victims) && (!clash || h->family == FAMILY_ANY || family_of(c) == FAMILY_ANY))
        return !(d->time_own && h->days_own && days_differ(h->days, c)); /* "was kidnapped and found dead" */
    if (clash || d->another) return false;
    bool here = d->sentence == h->last_sentence;
    if (days_differ(h->days, c) && ((d->time_own && h->days_own) || !(d->definite || here))) return false;
    if (places_differ(r, h->place, c->place)) {
        bool told = h->place_basis == BASIS_EXPLICIT && c->place_basis == BASIS_EXPLICIT;
        if (told || !(d->definite || here)) return false;
    }
    if (here) return true;
    return !actors_differ(r, h->actor, c) && !(h->victims.n && victims->n);
}

static void add_to(happening *h, const claim *c, const draft *d, const name_words *victims) {
    h->last_sentence = d->sentence;
    if (h->family == FAMILY_ANY) h->family = family_of(c);
    if (h->place == INDEX_NONE || (h->place_basis != BASIS_EXPLICIT && c->place_basis == BASIS_EXPLICIT)) {
        h->place = c->place;
        h->place_basis = c->place_basis;
    }
    if (h->actor == INDEX_NONE && c->actor_count) h->actor = c->actors[0];
    if (is_dated(c) && (h->days.first == DAY_NONE || (d->time_own && !h->days_own))) {
        h->days = c->days;
        h->days_own = d->time_own;
    }
    for (uint8_t i = 0; i < victims->n; i++) add_name(&h->victims, victims->at[i]);
}

typedef vec_of(happening) happening_list;

static bool open_happening(reader *r, happening_list *all, uint32_t first, uint32_t *found) {
    happening h = {.first = first, .place = INDEX_NONE, .days = {DAY_NONE, DAY_NONE}, .actor = INDEX_NONE};
    *found = all->n;
    if (vec_push(r->a, all, h)) return true;
    r->nomem = true;
    return false;
}

/* The last happening that the claim may speak of, one with the same victim before all others; INDEX_NONE. */
static uint32_t find_happening(const reader *r, const happening_list *all, const claim *c, const draft *d,
                               const name_words *victims) {
    uint32_t found = INDEX_NONE;
    for (uint32_t k = all->n, steps = 0; k-- > 0 && steps < BACK_MAX; steps++) {
        if (!joins(r, &all->at[k], c, d, victims)) continue;
        if (share_name(&all->at[k].victims, victims)) return k;
        if (found == INDEX_NONE) found = k;
    }
    return found;
}

/* Of a generic claim: the happening of its kind that is told nearest to it. */
static uint32_t find_nearest(const reader *r, const happening_list *all, const claim *c, const draft *d) {
    uint32_t found = INDEX_NONE, best = UINT32_MAX;
    for (uint32_t k = 0; k < all->n && k < BACK_MAX; k++) {
        const happening *h = &all->at[k];
        uint32_t away = h->last_sentence > d->sentence ? h->last_sentence - d->sentence : d->sentence - h->last_sentence;
        if (away >= best || !are_of_one_kind(r, h, c, d->sentence) || families_clash(h->family, family_of(c)) ||
            actors_differ(r, h->actor, c))
            continue;
        best = away;
        found = k;
    }
    return found;
}

void incident_join(reader *r) {
    happening_list all = {0};
    for (uint32_t i = 0; i < r->claims.n && !r->nomem; i++) {
        claim *c = &r->claims.at[i];
        const draft *d = &r->drafts.at[i];
        if (c->generic) continue;
        name_words victims = victims_of(r, c);
        uint32_t found = find_happening(r, &all, c, d, &victims);
        if (found == INDEX_NONE && !open_happening(r, &all, i, &found)) return;
        add_to(&all.at[found], c, d, &victims);
        c->incident = all.at[found].first;
    }
    uint32_t rest = INDEX_NONE; /* the first generic claim that goes with no happening */
    for (uint32_t i = 0; i < r->claims.n && !r->nomem; i++) {
        claim *c = &r->claims.at[i];
        if (!c->generic) continue;
        uint32_t found = find_nearest(r, &all, c, &r->drafts.at[i]);
        if (found == INDEX_NONE && rest == INDEX_NONE) rest = i;
        c->incident = found == INDEX_NONE ? rest : all.at[found].first;
    }
}
