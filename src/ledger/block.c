/* Blocks: numbers that two propositions must share to be compared at all, so that the work stays near linear.
 *
 *   control   its place
 *   count     its role in a square of one degree  ·  its role and a country among those who are counted or did it
 *             ·  its role and exact number in its country
 *   event     its type in a square of one degree  ·  its type and a country among its parties
 *
 * What has neither place nor country meets its like. A point near the border of its square is looked for beyond the border too.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/proposition.h"

#define SQUARE_MARGIN_KM 20.0
#define KM_A_DEGREE      111.2
#define NUMBER_LEAST     10 /* smaller counts are too common to tell a happening by */

#define BLOCK_TEXT 511u

static size_t append(char text[BLOCK_TEXT + 1], size_t n, const char *s) {
    const size_t room = BLOCK_TEXT - n, size = strnlen(s, room);
    memcpy(text + n, s, size);
    return n + size;
}

/* The hash of "kind|state|at", the parts set apart by a unit separator. */
static uint64_t block_of(const char *kind, const char *state, const char *at) {
    char text[BLOCK_TEXT + 1];
    size_t n = append(text, 0, kind);
    n = append(text, n, "\x1f");
    n = append(text, n, state);
    n = append(text, n, "\x1f");
    n = append(text, n, at);
    return hash_bytes(text, n, 0) >> 1; /* SQLite's integers are signed */
}

static void add(uint64_t *list, uint32_t *n, uint32_t cap, uint64_t block) {
    for (uint32_t i = 0; i < *n; i++)
        if (list[i] == block) return;
    if (*n < cap) list[(*n)++] = block;
}

/* Degrees have three digits at most. */
static char *add_degrees(char *at, int degrees) {
    const unsigned v = (unsigned)abs(degrees);
    if (degrees < 0) *at++ = '-';
    if (v >= 100) *at++ = (char)('0' + v / 100 % 10);
    if (v >= 10) *at++ = (char)('0' + v / 10 % 10);
    *at++ = (char)('0' + v % 10);
    return at;
}

static uint64_t square_block(const proposition *p, double lat, double lon) {
    char at[16], *end = add_degrees(at, (int)floor(lat));
    *end++ = ' ';
    *add_degrees(end, (int)floor(lon)) = '\0';
    return block_of(proposition_family_name(p->family), p->state, at);
}

static bool has_point(const proposition *p) {
    return *p->spot.name && isfinite(p->spot.lat) && isfinite(p->spot.lon) && fabs(p->spot.lat) <= 90 && fabs(p->spot.lon) <= 180;
}

static void add_beyond(block_list *out, uint64_t block) {
    if (block != out->own[0]) add(out->beyond, &out->beyond_count, BEYOND_MAX, block);
}

/* Where it happened: its own square, and those in sight. */
static void add_spot(const proposition *p, block_list *out) {
    if (!*p->spot.name) return;
    if (!has_point(p)) {
        add(out->own, &out->own_count, BLOCKS_MAX, block_of(proposition_family_name(p->family), p->state, p->spot.name));
        return;
    }
    add(out->own, &out->own_count, BLOCKS_MAX, square_block(p, p->spot.lat, p->spot.lon));
    double north = SQUARE_MARGIN_KM / KM_A_DEGREE, narrow = cos(p->spot.lat * acos(-1.0) / 180), east = north / fmax(narrow, 0.2);
    for (int i = -1; i <= 1; i += 2)
        for (int j = -1; j <= 1; j += 2) add_beyond(out, square_block(p, p->spot.lat + i * north, p->spot.lon + j * east));
}

static void add_countries(const proposition *p, const char *parties, block_list *out) {
    char country[4];
    while (side_country(&parties, country)) {
        const char at[] = {'o', 'f', ' ', country[0], country[1], country[2], '\0'};
        add(out->own, &out->own_count, BLOCKS_MAX, block_of(proposition_family_name(p->family), p->state, at));
    }
}

static void add_number(const proposition *p, block_list *out) {
    if (p->low != p->high || p->low < NUMBER_LEAST || !*p->spot.country) return;
    char at[40];
    snprintf(at, sizeof at, "%lld in %.3s", (long long)p->low, p->spot.country);
    add(out->own, &out->own_count, BLOCKS_MAX, block_of(proposition_family_name(p->family), p->state, at));
}

void block_list_of(const proposition *p, block_list *out) {
    *out = (block_list){0};
    if (p->family == PROPOSITION_CONTROL) {
        add(out->own, &out->own_count, BLOCKS_MAX, block_of("control", "", p->spot.name));
    } else {
        add_spot(p, out);
        if (p->family == PROPOSITION_COUNT) add_number(p, out);
        add_countries(p, p->who, out);
        add_countries(p, p->party, out);
        add_countries(p, p->other, out);
        if (!out->own_count)
            add(out->own, &out->own_count, BLOCKS_MAX, block_of(proposition_family_name(p->family), p->state, ""));
    }
}
