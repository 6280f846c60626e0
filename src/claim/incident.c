/* Incidents: claims of one dispatch that speak of one happening share a key.
 *
 * A dispatch tells few happenings and returns to them: headline, lead, what witnesses say, the toll. So each claim joins the last
 * happening of its kind that nothing tells apart from it: neither the kind of violence, nor places, nor days, nor doers. */
#include <string.h>

#include "claim/reader.h"

enum family {
    FAMILY_ANY,
    FAMILY_BLAST,
    FAMILY_AIR,
    FAMILY_SHELL,
    FAMILY_ABDUCT,
    FAMILY_SEX,
    FAMILY_LOOT,
    FAMILY_CROWD,
    FAMILY_OTHER
};

typedef struct happening {
    uint32_t first; /* claim */
    uint32_t last_sentence;
    uint32_t place;
    day_range days;
    uint32_t actor; /* INDEX_NONE where none is known */
    uint8_t family;
} happening;

/* What ACLED's sub-event says of the means. Plain attacks, clashes and killings may be any of them. */
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
              {"Looting/property destruction", FAMILY_LOOT},
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

static bool places_clash(const reader *r, uint32_t a, uint32_t b) {
    if (a == INDEX_NONE || b == INDEX_NONE) return false;
    const place_mention *p = &r->m->places[a], *q = &r->m->places[b];
    if (p->country[0] && q->country[0] && strcmp(p->country, q->country) != 0) return true;
    if (p->id && p->id == q->id) return false;
    if (is_area(p) || is_area(q)) return p->admin1 && q->admin1 && strcmp(p->admin1, q->admin1) != 0;
    return strcmp(p->name, q->name) != 0;
}

static bool is_dated(const claim *c) {
    return c->time != INDEX_NONE && c->days.first != DAY_NONE && c->days.last != DAY_NONE;
}

static bool days_clash(day_range a, const claim *c) {
    return a.first != DAY_NONE && is_dated(c) && (a.last < c->days.first || c->days.last < a.first);
}

/* Two groups that have codes of their own and differ in them. */
static bool actors_clash(const reader *r, uint32_t a, const claim *c) {
    if (a == INDEX_NONE || !c->actor_count) return false;
    const actor_mention *p = &r->m->actors[a], *q = &r->m->actors[c->actors[0]];
    if (!p->code || !q->code || p->kind == ACTOR_GENERIC || q->kind == ACTOR_GENERIC) return false;
    size_t n = strlen(p->code) < strlen(q->code) ? strlen(p->code) : strlen(q->code);
    return strncmp(p->code, q->code, n) != 0;
}

static bool joins(const reader *r, const happening *h, const claim *c, uint32_t sentence) {
    const claim *first = &r->claims.at[h->first];
    bool violent = strcmp(c->type, "ASSAULT") == 0;
    if (strcmp(first->type, c->type) != 0 || first->polarity != c->polarity) return false;
    if (!violent && sentence - h->last_sentence > 1) return false;
    if (families_clash(h->family, family_of(c)) || places_clash(r, h->place, c->place) || days_clash(h->days, c)) return false;
    return sentence == h->last_sentence || !actors_clash(r, h->actor, c);
}

static void add_to(happening *h, const claim *c, uint32_t sentence) {
    h->last_sentence = sentence;
    if (h->family == FAMILY_ANY) h->family = family_of(c);
    if (h->place == INDEX_NONE) h->place = c->place;
    if (h->actor == INDEX_NONE && c->actor_count) h->actor = c->actors[0];
    if (h->days.first == DAY_NONE && is_dated(c)) h->days = c->days;
}

void incident_join(reader *r) {
    enum { BACK = 16 };
    vec_of(happening) all = {0};
    for (uint32_t i = 0; i < r->claims.n; i++) {
        claim *c = &r->claims.at[i];
        uint32_t sentence = r->drafts.at[i].sentence, found = INDEX_NONE;
        for (uint32_t k = all.n, steps = 0; k-- > 0 && steps < BACK && found == INDEX_NONE; steps++)
            if (joins(r, &all.at[k], c, sentence)) found = k;
        if (found == INDEX_NONE) {
            happening h = {
                .first = i, .place = INDEX_NONE, .days = {DAY_NONE, DAY_NONE}, .actor = INDEX_NONE, .family = FAMILY_ANY};
            if (!vec_push(r->a, &all, h)) {
                r->nomem = true;
                return;
            }
            found = all.n - 1;
        }
        add_to(&all.at[found], c, sentence);
        c->incident = all.at[found].first;
    }
}
