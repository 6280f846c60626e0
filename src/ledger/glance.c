#include "ledger/glance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/proposition.h"

#define KM_A_DEGREE 111.0 /* of latitude, rounded down */
#define KEYS_MAX    (UINT64_C(1) << 28)

struct glance {
    float lat;       /* NAN: not at a point */
    float reach_km;  /* rounded up */
    uint32_t name;   /* hash; equal names are one place wherever they lie */
    uint32_t number; /* hash of an exact count; 0 for none */
    int32_t day;     /* DAY_NONE: several */
    char country[2]; /* 0: not known */
    uint8_t polarity;
    bool known, named, of_control;
};

void glances_end(glances *g) {
    free(g->at);
    *g = (glances){0};
}

void glances_begin(glances *g) {
    glances_end(g);
    g->size = 1u << 10;
    g->at = calloc(g->size, sizeof *g->at);
}

static bool make_room(glances *g, uint64_t key) {
    uint64_t size = g->size;
    while (size <= key) size *= 2;
    if (size == g->size) return true;
    struct glance *at = realloc(g->at, size * sizeof *at);
    if (!at) return false;
    memset(at + g->size, 0, (size - g->size) * sizeof *at);
    g->at = at;
    g->size = size;
    return true;
}

static struct glance glance_of(const proposition *p) {
    struct glance out = {.lat = NAN, .known = true, .of_control = p->family == PROPOSITION_CONTROL};
    const proposition_spot *spot = &p->spot;
    if (*spot->name && isfinite(spot->lat) && isfinite(spot->lon)) out.lat = (float)spot->lat;
    out.reach_km = nextafterf((float)spot->reach_km, INFINITY);
    out.polarity = p->polarity;
    out.day = p->days.first == p->days.last ? p->days.first : DAY_NONE;
    out.named = *spot->name;
    out.name = (uint32_t)hash_bytes(spot->name, strlen(spot->name), 0);
    if (p->low == p->high && p->low != QUANTITY_NONE) out.number = (uint32_t)hash_bytes(&p->low, sizeof p->low, 0) | 1;
    if (strlen(spot->country) == sizeof out.country) memcpy(out.country, spot->country, sizeof out.country);
    return out;
}

void glances_add(glances *g, int64_t key, const proposition *p) {
    if (!g->at || key < 0) return;
    if ((uint64_t)key >= KEYS_MAX || !make_room(g, (uint64_t)key))
        glances_end(g);
    else
        g->at[key] = glance_of(p);
}

static bool lie_apart(const struct glance *a, const struct glance *b) {
    if (a->country[0] && b->country[0] && memcmp(a->country, b->country, sizeof a->country) != 0) return true;
    /* Single precision errs by less than the kilometre that is added. Unknown latitudes are not apart. */
    return a->name != b->name && fabsf(a->lat - b->lat) * KM_A_DEGREE > fmaxf(a->reach_km, b->reach_km) + 1;
}

/* Where one names no place, only what is said alike of one day can be the same. */
static bool on_other_days(const struct glance *a, const struct glance *b) {
    const bool one_day = a->day != DAY_NONE && a->day == b->day;
    return !(a->named && b->named) && a->polarity == b->polarity && !one_day;
}

static const struct glance *look_at(const glances *g, int64_t key) {
    return g->at && key >= 0 && (uint64_t)key < g->size && g->at[key].known ? &g->at[key] : NULL;
}

/* One exact number may be told of two places: compare.c looks closer. */
bool glances_apart(const glances *g, int64_t a, int64_t b) {
    const struct glance *x = look_at(g, a), *y = look_at(g, b);
    if (!x || !y || x->of_control || y->of_control || (x->number && x->number == y->number)) return false;
    return lie_apart(x, y) || on_other_days(x, y);
}
