/* Incidents: claims of one dispatch that speak of one happening share a key. Two claims join where they are of kindred types and
 * neither places, days nor actors tell them apart, and they stand in one sentence or close to each other. */
#include <string.h>

#include "claim/reader.h"

static uint32_t root_of(uint32_t *parent, uint32_t i) {
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* Fighting, killing and taking ground are told together; so are arrests; all else stands by its type. */
static bool kindred(const claim *a, const claim *b) {
    return strcmp(a->type, b->type) == 0;
}

static bool places_clash(const reader *r, const claim *a, const claim *b) {
    if (a->place == INDEX_NONE || b->place == INDEX_NONE) return false;
    const place_mention *p = &r->m->places[a->place], *q = &r->m->places[b->place];
    if (p->id && q->id) {
        if (p->id == q->id) return false;
        bool inside =
            strcmp(p->country, q->country) == 0 && (strncmp(p->feature, "PCL", 3) == 0 || strncmp(q->feature, "PCL", 3) == 0 ||
                                                    strncmp(p->feature, "ADM", 3) == 0 || strncmp(q->feature, "ADM", 3) == 0);
        return !inside;
    }
    return strcmp(p->name, q->name) != 0;
}

static bool days_clash(const claim *a, const claim *b) {
    bool known = a->time != INDEX_NONE && b->time != INDEX_NONE && a->days.first != DAY_NONE && b->days.first != DAY_NONE &&
                 a->days.last != DAY_NONE && b->days.last != DAY_NONE;
    return known && (a->days.last < b->days.first || b->days.last < a->days.first);
}

static bool actors_clash(const claim *a, const claim *b) {
    if (!a->actor_count || !b->actor_count) return false;
    for (uint8_t i = 0; i < a->actor_count; i++)
        for (uint8_t k = 0; k < b->actor_count; k++)
            if (a->actors[i] == b->actors[k]) return false;
    return true;
}

void incident_join(reader *r) {
    enum { BACK = 12 };
    uint32_t n = r->claims.n, *parent = arena_array(r->a, n, sizeof *parent);
    if (!parent) {
        r->nomem = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) parent[i] = i;
    for (uint32_t i = 0; i < n; i++) {
        const claim *a = &r->claims.at[i];
        for (uint32_t k = i > BACK ? i - BACK : 0; k < i; k++) {
            const claim *b = &r->claims.at[k];
            bool near = r->drafts.at[i].sentence - r->drafts.at[k].sentence <= 1;
            if (!near || !kindred(a, b) || a->polarity != b->polarity) continue;
            bool same_sentence = r->drafts.at[i].sentence == r->drafts.at[k].sentence;
            if (places_clash(r, a, b) || days_clash(a, b) || (!same_sentence && actors_clash(a, b))) continue;
            parent[root_of(parent, i)] = root_of(parent, k);
        }
    }
    for (uint32_t i = 0; i < n; i++) r->claims.at[i].incident = root_of(parent, i);
}
