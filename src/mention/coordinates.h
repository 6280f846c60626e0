/* Coordinates as people write them: a pure reader of bytes, which knows no language.
 *
 *   36.2021, 37.1343 · 36.2021° N, 37.1343° E · N36.2021 E37.1343 · lat 36.2 lon 37.1      decimal degrees
 *   36°12'07"N 37°08'03"E · 36° 12′ N, 37° 8′ E · 36 12 07 N 37 08 03 E                     degrees, minutes, seconds
 *   37S BV 94651 10163 · 37SBV9465110163                                                    MGRS, to a kilometre or finer
 *
 * What stands for north, latitude, degrees … differs from language to language ("O" is west in French, east in German), so the
 * caller tells what a word means. Two numbers alone are coordinates only where both have three decimals: prices, votes and
 * dates have not. The order is latitude, longitude, unless the words say otherwise. Whatever lies out of range (minutes of 60,
 * a latitude of 91, an MGRS square that its zone does not have) is refused as a whole; so is a bare 0, 0, which says that
 * somebody had no point.
 *
 * Pure functions: no memory is kept, nothing is read outside of the bytes, time is linear in the bytes that belong to the
 * answer (a few hundred at most). */
#ifndef DP_MENTION_COORDINATES_H
#define DP_MENTION_COORDINATES_H

#include <stdbool.h>
#include <stddef.h>

enum compass {
    COMPASS_NONE,
    COMPASS_NORTH,
    COMPASS_EAST,
    COMPASS_SOUTH,
    COMPASS_WEST,
    COMPASS_LATITUDE,
    COMPASS_LONGITUDE,
    COMPASS_DEGREES,
    COMPASS_MINUTES,
    COMPASS_SECONDS,
    COMPASS_JOIN /* "and", "of": may stand between */
};

/* What a word of the text means; a single Latin letter is asked for only where it is a capital. */
typedef struct compass_words {
    enum compass (*of)(const void *state, const char *word, size_t n);
    const void *state;
} compass_words;

typedef struct coordinates {
    size_t end;      /* the byte behind the last one */
    double lat, lon; /* WGS 84, degrees; the middle of an MGRS square */
} coordinates;

/* Reads coordinates that begin at bytes[at]; false where none do. */
bool coordinates_read(const char *bytes, size_t size, size_t at, const compass_words *words, coordinates *out);

/* The point that lies `km` from another towards `bearing` (degrees from north, clockwise), on a sphere. */
void coordinates_move(double lat, double lon, double km, double bearing, double *to_lat, double *to_lon);

#endif
