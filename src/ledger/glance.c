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

static uint8_t steps_of_reach(const proposition_spot *spot) {
    const double steps = (spot->reach_km + 1) / KM_A_DEGREE * STEPS_A_DEGREE + 2; /* both latitudes are rounded */
    return isfinite(spot->lat) && fabs(spot->lat) <= 90 && steps >= 0 && steps < REACH_UNKNOWN ? (uint8_t)ceil(steps)
                                                                                               : REACH_UNKNOWN;
}

/* How many bits of the number hold what. */
#define LETTER_BITS 5u
#define NAME_BITS   12u
#define STEP_BITS   16u
#define REACH_BITS  8u
#define NUMBER_BITS 10u
#define DAYS_BITS   4u
#define BITS(n)     ((UINT32_C(1) << (n)) - 1)

static uint16_t hash_of(const void *at, size_t n, uint32_t bits) {
    return (uint16_t)((hash_bytes(at, n, 0) & BITS(bits)) | 1);
}

static uint16_t letters_of(const char *country) {
    return (uint16_t)((uint32_t)(country[0] & BITS(LETTER_BITS)) << LETTER_BITS | (country[1] & BITS(LETTER_BITS)));
}

glimpse glimpse_of(const proposition *p) {
    const proposition_spot *spot = &p->spot;
    const int64_t days = (int64_t)p->days.last - p->days.first;
    glimpse g = {.reach = steps_of_reach(spot),
                 .days = days >= 0 && days < DAYS_MANY ? (uint8_t)days : DAYS_MANY,
                 .is_denied = p->polarity != POLARITY_AFFIRMED,
                 .is_control = p->family == PROPOSITION_CONTROL,
                 .is_once = is_once(p)};
    if (*spot->country) g.country = letters_of(spot->country);
    if (*spot->name) g.name = hash_of(spot->name, strlen(spot->name), NAME_BITS);
    if (g.reach != REACH_UNKNOWN) g.latitude = (int16_t)floor(spot->lat * STEPS_A_DEGREE);
    if (p->low != QUANTITY_NONE && p->low == p->high) g.number = hash_of(&p->low, sizeof p->low, NUMBER_BITS);
    return g;
}

static void put(uint64_t *number, uint32_t v, uint32_t bits) {
    *number = *number << bits | v;
}
static uint32_t take(uint64_t *number, uint32_t bits) {
    const uint32_t v = (uint32_t)*number & BITS(bits);
    *number >>= bits;
    return v;
}

int64_t glimpse_number(const glimpse *g) {
    uint64_t number = 0;
    put(&number, g->country, 2 * LETTER_BITS);
    put(&number, g->name, NAME_BITS);
    put(&number, (uint16_t)g->latitude, STEP_BITS);
    put(&number, g->reach, REACH_BITS);
    put(&number, g->number, NUMBER_BITS);
    put(&number, g->days, DAYS_BITS);
    put(&number, g->is_denied, 1);
    put(&number, g->is_control, 1);
    put(&number, g->is_once, 1);
    return (int64_t)number;
}
_Static_assert(2 * LETTER_BITS + NAME_BITS + STEP_BITS + REACH_BITS + NUMBER_BITS + DAYS_BITS + 3 < 64,
               "SQLite's integers are signed");

glimpse glimpse_of_number(int64_t number) {
    uint64_t left = (uint64_t)number;
    glimpse g = {0};
    g.is_once = take(&left, 1);
    g.is_control = take(&left, 1);
    g.is_denied = take(&left, 1);
    g.days = (uint8_t)take(&left, DAYS_BITS);
    g.number = (uint16_t)take(&left, NUMBER_BITS);
    g.reach = (uint8_t)take(&left, REACH_BITS);
    g.latitude = (int16_t)take(&left, STEP_BITS);
    g.name = (uint16_t)take(&left, NAME_BITS);
    g.country = (uint16_t)take(&left, 2 * LETTER_BITS);
    return g;
}

/* Does the one that begins later begin before the other ends? */
static bool days_meet(const glimpse *a, int32_t a_day, const glimpse *b, int32_t b_day) {
    const glimpse *earlier = a_day <= b_day ? a : b;
    const int64_t between = a_day <= b_day ? (int64_t)b_day - a_day : (int64_t)a_day - b_day;
    return between <= earlier->days || earlier->days == DAYS_MANY;
}

bool glimpses_apart(const glimpse *a, int32_t a_day, const glimpse *b, int32_t b_day) {
    if (a->number && a->number == b->number) return false;
    const bool affirmed = !a->is_denied && !b->is_denied;
    if (affirmed && !(a->is_once && b->is_once) && !days_meet(a, a_day, b, b_day)) return true;
    if (a->is_control || b->is_control) return false;
    if (a->country && b->country && a->country != b->country) return true;
    if (!a->name || !b->name) return a->is_denied == b->is_denied && !(a_day == b_day && !a->days && !b->days);
    const int reach = a->reach > b->reach ? a->reach : b->reach;
    const int between = a->latitude - b->latitude;
    return a->name != b->name && reach != REACH_UNKNOWN && (between > reach || -between > reach);
}
