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
