#include "ledger/glance.h"

#include <math.h>
#include <string.h>

#define KM_A_DEGREE 111.0 /* of latitude, rounded down */

/* Unknown latitudes are not apart. */
static bool lie_apart(const proposition_spot *a, const proposition_spot *b) {
    if (*a->country && *b->country && strcmp(a->country, b->country) != 0) return true;
    if (!*a->name || !*b->name || !(fabs(a->lat - b->lat) * KM_A_DEGREE > fmax(a->reach_km, b->reach_km) + 1)) return false;
    return strcmp(a->name, b->name) != 0;
}

/* Where one names no place, only what is said alike of one day can be the same. */
static bool on_other_days(const proposition *a, const proposition *b) {
    const bool one_day = a->days.first == a->days.last && b->days.first == b->days.last && a->days.first == b->days.first;
    return !(*a->spot.name && *b->spot.name) && a->polarity == b->polarity && !one_day;
}

static bool one_number(const proposition *a, const proposition *b) {
    return a->low != QUANTITY_NONE && a->low == a->high && a->low == b->low && b->low == b->high;
}

/* One exact number may be told of two places: compare.c looks closer. */
bool glance_apart(const proposition *a, const proposition *b) {
    if (a->family == PROPOSITION_CONTROL || b->family == PROPOSITION_CONTROL || one_number(a, b)) return false;
    return lie_apart(&a->spot, &b->spot) || on_other_days(a, b);
}

/* ---- glimpses ------------------------------------------------------------------------------------------------------------ */

#define STEPS_A_DEGREE 300.0 /* a little more than 370 m */

static uint16_t steps_of_reach(const proposition_spot *spot) {
    const double steps = (spot->reach_km + 1) / KM_A_DEGREE * STEPS_A_DEGREE + 2; /* both latitudes are rounded */
    return isfinite(spot->lat) && fabs(spot->lat) <= 90 && steps >= 0 && steps < UINT16_MAX ? (uint16_t)ceil(steps) : UINT16_MAX;
}

glimpse glimpse_of(const proposition *p) {
    const proposition_spot *spot = &p->spot;
    const size_t n = strlen(spot->name);
    const bool exact = p->low != QUANTITY_NONE && p->low == p->high;
    glimpse g = {.reach = steps_of_reach(spot),
                 .is_denied = p->polarity,
                 .one_day = p->days.first == p->days.last,
                 .is_open = p->family == PROPOSITION_CONTROL || exact};
    if (*spot->country) g.country = (uint16_t)((unsigned char)spot->country[0] << 8 | (unsigned char)spot->country[1]);
    if (n) g.name = (uint16_t)hash_bytes(spot->name, n, 0) | 1;
    if (g.reach != UINT16_MAX) g.latitude = (int16_t)floor(spot->lat * STEPS_A_DEGREE);
    return g;
}

bool glimpses_apart(const glimpse *a, const glimpse *b, bool same_day) {
    if (a->is_open && b->is_open) return false;
    if (a->country && b->country && a->country != b->country) return true;
    if (!a->name || !b->name) return a->is_denied == b->is_denied && !(same_day && a->one_day && b->one_day);
    const uint16_t reach = a->reach > b->reach ? a->reach : b->reach;
    const int between = a->latitude - b->latitude;
    return a->name != b->name && reach != UINT16_MAX && (between > reach || -between > reach);
}
