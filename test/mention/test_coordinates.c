/* Coordinates as people write them: what is read, what is refused, and points moved by distance and direction. */
#include <math.h>
#include <string.h>

#include "reading.h"

#include "mention/coordinates.h"
#include "mention/mgrs.h"

/* A language of its own: English words and the letters of the compass. */
static enum compass word_of(const void *state, const char *word, size_t n) {
    static const struct {
        const char *word;
        enum compass means;
    } words[] = {
        {"N", COMPASS_NORTH},      {"E", COMPASS_EAST},          {"S", COMPASS_SOUTH},           {"W", COMPASS_WEST},
        {"north", COMPASS_NORTH},  {"east", COMPASS_EAST},       {"lat", COMPASS_LATITUDE},      {"lon", COMPASS_LONGITUDE},
        {"Lat", COMPASS_LATITUDE}, {"Long", COMPASS_LONGITUDE},  {"latitude", COMPASS_LATITUDE}, {"longitude", COMPASS_LONGITUDE},
        {"and", COMPASS_JOIN},     {"degrees", COMPASS_DEGREES}, {"minutes", COMPASS_MINUTES}};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].word) == n && memcmp(words[i].word, word, n) == 0) return words[i].means;
    return COMPASS_NONE;
}
static const compass_words english = {word_of, NULL};

/* Reads an exact copy, so that a byte too far is seen. */
static bool read_all(const char *s, coordinates *c) {
    size_t n = strlen(s);
    char *exact = exact_copy(s, n);
    bool read = coordinates_read(exact, n, 0, &english, c);
    free(exact);
    return read;
}

static void assert_point(const char *s, double lat, double lon) {
    coordinates c;
    if (!read_all(s, &c)) fail_msg("not read: %s", s);
    if (fabs(c.lat - lat) > 2e-4 || fabs(c.lon - lon) > 2e-4) fail_msg("%s: %f, %f", s, c.lat, c.lon);
    if (c.end != strlen(s)) fail_msg("%s: ends at %zu", s, c.end);
}

static void assert_refused(const char *s) {
    coordinates c;
    if (read_all(s, &c)) fail_msg("read: %s as %f, %f", s, c.lat, c.lon);
}

static void decimal_degrees(void **state) {
    (void)state;
    assert_point("36.2021, 37.1343", 36.2021, 37.1343);
    assert_point("-1.2921,36.8219", -1.2921, 36.8219);
    assert_point("36.2021\xC2\xB0 N, 37.1343\xC2\xB0 E", 36.2021, 37.1343);
    assert_point("36.2021N 37.1343W", 36.2021, -37.1343);
    assert_point("N36.2021 E37.1343", 36.2021, 37.1343);
    assert_point("E 37.1343, N 36.2021", 36.2021, 37.1343);
    assert_point("lat 36.2 lon 37.1", 36.2, 37.1);
    assert_point("Lat: 36.2, Long: -37.1", 36.2, -37.1);
    assert_point("latitude 36.2 and longitude 37.1", 36.2, 37.1);
    assert_point("36.2 degrees north, 37.1 degrees east", 36.2, 37.1);
    assert_point("36,2021; 37,1343", 36.2021, 37.1343);
    assert_point("36,2021\xC2\xB0 N, 37,1343\xC2\xB0 E", 36.2021, 37.1343);
    assert_point("\xE2\x88\x92"
                 "12.0464, \xE2\x88\x92"
                 "77.0428",
                 -12.0464, -77.0428);
}

static void degrees_minutes_seconds(void **state) {
    (void)state;
    assert_point("36\xC2\xB0"
                 "12'07\"N 37\xC2\xB0"
                 "08'03\"E",
                 36.20194, 37.13417);
    assert_point("36\xC2\xB0 12\xE2\x80\xB2 N, 37\xC2\xB0 8\xE2\x80\xB2 E", 36.2, 37.13333);
    assert_point("36\xC2\xB0"
                 "12\xE2\x80\xB2"
                 "07\xE2\x80\xB3N37\xC2\xB0"
                 "08\xE2\x80\xB2"
                 "03\xE2\x80\xB3"
                 "E",
                 36.20194, 37.13417);
    assert_point("36\xC2\xB0"
                 "12.5' S 37\xC2\xB0"
                 "08.5' W",
                 -36.20833, -37.14167);
    assert_point("36 12 07 N 37 08 03 E", 36.20194, 37.13417);
    assert_point("36:12:07N 37:08:03E", 36.20194, 37.13417);
    assert_point("36 degrees 12 minutes north, 37 degrees 8 minutes east", 36.2, 37.13333);
}

static void military_grid_references(void **state) {
    (void)state;
    assert_point("18S UJ 23394 07395", 38.8977, -77.0365);
    assert_point("18SUJ2339407395", 38.8977, -77.0365);
    assert_point("56H LH 34873 52269", -33.8571, 151.2150);
    coordinates c;
    assert_true(read_all("4QFJ12346789", &c)); /* a square of 10 m */
    assert_true(fabs(c.lat - 21.4098) < 2e-4 && fabs(c.lon + 157.9160) < 2e-4);
    assert_true(read_all("37S BV 94651 10163", &c));
    assert_true(fabs(c.lat - 35.312) < 2e-3 && fabs(c.lon - 36.741) < 2e-3);
}

static void what_is_no_reference(void **state) {
    (void)state;
    assert_refused("61S UJ 23371 06519"); /* no such zone */
    assert_refused("18I UJ 23371 06519"); /* no such band */
    assert_refused("18S AJ 23371 06519"); /* zone 18 has no column A */
    assert_refused("18S UJ 23371 0651");  /* unequal halves */
    assert_refused("18S UJ 2 0");         /* 10 km: no point */
    assert_refused("18C UJ 23371 06519"); /* a row that band C does not have */
    assert_refused("18S UJ 23371");
    assert_refused("18S UJ");
    assert_refused("37SBV94651101630000");
}

static void what_is_out_of_range(void **state) {
    (void)state;
    assert_refused("91.2021, 37.1343");
    assert_refused("36.2021, 181.1343");
    assert_refused("36\xC2\xB0"
                   "60'07\"N 37\xC2\xB0"
                   "08'03\"E");
    assert_refused("36\xC2\xB0"
                   "12'60\"N 37\xC2\xB0"
                   "08'03\"E");
    assert_refused("36.2021N 37.1343N");
    assert_refused("-36.2021 N, 37.1343 E");
    assert_refused("0.0000, 0.0000");
}

static void numbers_are_no_coordinates(void **state) {
    (void)state;
    assert_refused("36.20, 37.13");
    assert_refused("12, 14");
    assert_refused("36.2021");
    assert_refused("36.2021, 37.1343, 38.1122");
    assert_refused("36.2021, 37.1343%");
    assert_refused("36,202, 37,134");
    assert_refused("50 N 100 W"); /* streets */
    assert_refused("20\xC2\xB0, 25\xC2\xB0");
    assert_refused("1.202.303, 4.505.606");
    coordinates c;
    assert_false(coordinates_read("136.2021, 37.1343", 17, 1, &english, &c));
    assert_false(coordinates_read("$36.2021, 37.1343", 17, 1, &english, &c));
}

static void a_point_moves(void **state) {
    (void)state;
    double lat, lon;
    coordinates_move(36, 37, 111.195, 0, &lat, &lon);
    assert_true(fabs(lat - 37) < 1e-3 && fabs(lon - 37) < 1e-9);
    coordinates_move(0, 179.9, 111.195, 90, &lat, &lon);
    assert_true(fabs(lat) < 1e-9 && fabs(lon + 179.1) < 1e-3);
    coordinates_move(90, 0, 50, 0, &lat, &lon);
    assert_true(lat <= 90 && lon >= -180 && lon <= 180);
}

static void any_bytes_are_read_in_bounds(void **state) {
    (void)state;
    static const char *const pieces[] = {"36",  ".2021", ",",  " ", "\xC2\xB0",     "'",    "\"",   "N",   "E",        "lat", "-",
                                         "37S", "BV",    "12", ":", "\xE2\x80\xB2", "\xE2", "\xC2", "and", "999999999"};
    random_source random = {5};
    for (int round = 0; round < 20000; round++) {
        char s[128];
        size_t n = 0;
        for (uint32_t k = 1 + random_below(&random, 10); k > 0; k--) {
            const char *piece = pieces[random_below(&random, sizeof pieces / sizeof *pieces)];
            memcpy(s + n, piece, strlen(piece));
            n += strlen(piece);
        }
        char *exact = exact_copy(s, n);
        for (size_t at = 0; at <= n; at++) {
            coordinates c;
            if (!coordinates_read(exact, n, at, &english, &c)) continue;
            assert_true(c.end > at && c.end <= n);
            assert_true(fabs(c.lat) <= 90 && fabs(c.lon) <= 180);
        }
        free(exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimal_degrees),
        cmocka_unit_test(degrees_minutes_seconds),
        cmocka_unit_test(military_grid_references),
        cmocka_unit_test(what_is_no_reference),
        cmocka_unit_test(what_is_out_of_range),
        cmocka_unit_test(numbers_are_no_coordinates),
        cmocka_unit_test(a_point_moves),
        cmocka_unit_test(any_bytes_are_read_in_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
