#include "ledger/glance.h"

#include <math.h>
#include <string.h>

#include "ledger/words.h"

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

static bool is_once(const proposition *p) {
    if (p->family != PROPOSITION_CONTROL) return strcmp(p->state, "COERCE") == 0;
    return p->control == CONTROL_TAKEN || p->control == CONTROL_TRANSFERRED || control_gives_up(p->control);
}

/* What is affirmed twice must meet on a day. One exact number, one change of hands and one arrest may be told of
 * two. */
static bool never_meet(const proposition *a, const proposition *b) {
    if (a->polarity != POLARITY_AFFIRMED || b->polarity != POLARITY_AFFIRMED || (is_once(a) && is_once(b))) return false;
    return a->days.first > b->days.last || b->days.first > a->days.last;
}

/* One exact number may be told of two places: compare.c looks closer. */
bool glance_apart(const proposition *a, const proposition *b) {
    if (one_number(a, b)) return false;
    if (never_meet(a, b)) return true;
    if (a->family == PROPOSITION_CONTROL || b->family == PROPOSITION_CONTROL) return false;
    return lie_apart(&a->spot, &b->spot) || on_other_days(a, b);
}

/* ---- glimpses ------------------------------------------------------------------------------------------------------------ */

#define STEPS_A_DEGREE 300.0 /* a little more than 370 m */

static uint16_t steps_of_reach(const proposition_spot *spot) {
    const double steps = (spot->reach_km + 1) / KM_A_DEGREE * STEPS_A_DEGREE + 2; /* both latitudes are rounded */
    return isfinite(spot->lat) && fabs(spot->lat) <= 90 && steps >= 0 && steps < UINT16_MAX ? (uint16_t)ceil(steps) : UINT16_MAX;
}

static uint16_t hash_of(const void *at, size_t n) {
    return (uint16_t)hash_bytes(at, n, 0) | 1;
}

glimpse glimpse_of(const proposition *p) {
    const proposition_spot *spot = &p->spot;
    const int64_t days = (int64_t)p->days.last - p->days.first;
    glimpse g = {.reach = steps_of_reach(spot),
                 .days = days >= 0 && days < UINT8_MAX ? (uint8_t)days : UINT8_MAX,
                 .is_denied = p->polarity != POLARITY_AFFIRMED,
                 .is_control = p->family == PROPOSITION_CONTROL,
                 .is_once = is_once(p)};
    if (*spot->country) g.country = (uint16_t)((unsigned char)spot->country[0] << 8 | (unsigned char)spot->country[1]);
    if (*spot->name) g.name = hash_of(spot->name, strlen(spot->name));
    if (g.reach != UINT16_MAX) g.latitude = (int16_t)floor(spot->lat * STEPS_A_DEGREE);
    if (p->low != QUANTITY_NONE && p->low == p->high) g.number = hash_of(&p->low, sizeof p->low);
    return g;
}

/* Does the one that begins later begin before the other ends? */
static bool days_meet(const glimpse *a, int32_t a_day, const glimpse *b, int32_t b_day) {
    const glimpse *earlier = a_day <= b_day ? a : b;
    const int64_t between = a_day <= b_day ? (int64_t)b_day - a_day : (int64_t)a_day - b_day;
    return between <= earlier->days || earlier->days == UINT8_MAX;
}

bool glimpses_apart(const glimpse *a, int32_t a_day, const glimpse *b, int32_t b_day) {
    if (a->number && a->number == b->number) return false;
    const bool affirmed = !a->is_denied && !b->is_denied;
    if (affirmed && !(a->is_once && b->is_once) && !days_meet(a, a_day, b, b_day)) return true;
    if (a->is_control || b->is_control) return false;
    if (a->country && b->country && a->country != b->country) return true;
    if (!a->name || !b->name) return a->is_denied == b->is_denied && !(a_day == b_day && !a->days && !b->days);
    const uint16_t reach = a->reach > b->reach ? a->reach : b->reach;
    const int between = a->latitude - b->latitude;
    return a->name != b->name && reach != UINT16_MAX && (between > reach || -between > reach);
}
