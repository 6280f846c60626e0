/* Distances to outlines: a made-up island first, whose answers can be worked out by hand, then the world. */
#include <math.h>

#include "place_reading.h"

/* A square of one degree, 10 to 11 north, 20 to 21 east, in one run of four segments; and its twin across the date line. */
static const border_point points[] = {
    {1000000, 2000000},  {1000000, 2100000},  {1100000, 2100000},  {1100000, 2000000},  {1000000, 2000000},
    {1000000, 17950000}, {1000000, 18000000}, {1100000, 18000000}, {1100000, 17950000}, {1000000, 17950000},
};
static const border_run runs[] = {{0, 5, {1000000, 2000000, 1100000, 2100000}}, {5, 5, {1000000, 17950000, 1100000, 18000000}}};
static const border_box groups[] = {{1000000, 2000000, 1100000, 2100000}, {1000000, 17950000, 1100000, 18000000}};
static const border_country countries[] = {{"QA", 0, 1, 0, {1000000, 2000000, 1100000, 2100000}},
                                           {"QZ", 1, 1, 1, {1000000, 17950000, 1100000, 18000000}}};
static const border_table island = {countries, groups, runs, points, 2, 2, 2, 10};

static void inside_is_no_distance(void **state) {
    (void)state;
    assert_true(border_inside(&island, border_of(&island, "QA"), 10.5, 20.5));
    assert_false(border_inside(&island, border_of(&island, "QA"), 10.5, 21.5));
    assert_false(border_inside(&island, border_of(&island, "QA"), 11.5, 20.5));
    assert_true(border_km(&island, 10.5, 20.5, "QA") == 0);
}

static void a_degree_north_is_111_km(void **state) {
    (void)state;
    assert_true(fabs(border_km(&island, 12.0, 20.5, "QA") - 111.195) < 0.05);
}

static void a_degree_east_shrinks_with_latitude(void **state) {
    (void)state;
    assert_true(fabs(border_km(&island, 10.5, 22.0, "QA") - 111.195 * cos(10.5 * 3.14159265 / 180)) < 0.3);
}

static void the_nearest_corner_counts(void **state) {
    (void)state;
    assert_true(fabs(border_km(&island, 9.0, 19.0, "QA") - great_circle_km(9.0, 19.0, 10.0, 20.0)) < 0.5);
}

static void the_date_line_is_no_wall(void **state) {
    (void)state;
    double west = border_km(&island, 10.5, -179.5, "QZ");
    assert_true(fabs(west - great_circle_km(10.5, -179.5, 10.5, 180.0)) < 0.5);
}

static void unknown_countries_and_places_off_the_globe_have_no_distance(void **state) {
    (void)state;
    assert_true(border_km(&island, 10, 20, "XX") == -1);
    assert_true(border_km(&island, 95, 20, "QA") == -1);
    assert_true(border_km(&island, NAN, 20, "QA") == -1);
    assert_true(border_km(&island, 10, INFINITY, "QA") == -1);
    border_table none = {0};
    assert_true(border_km(&none, 10, 20, "QA") == -1);
}

static void great_circles_are_the_short_way(void **state) {
    (void)state;
    assert_true(fabs(great_circle_km(48.8534, 2.3488, 51.5085, -0.1257) - 344) < 2); /* Paris to London */
    assert_true(fabs(great_circle_km(0, 179, 0, -179) - 222.39) < 0.1);
    assert_true(great_circle_km(10, 10, 10, 10) == 0);
    assert_true(fabs(great_circle_km(0, 0, 0, 180) - 20015.1) < 1);
}

static void towns_lie_where_atlases_put_them(void **state) {
    const gazetteer *g = gazetteer_here(state);
    if (g->borders.country_count == 0) skip();
    static const struct {
        double lat, lon;
        const char *country;
        double least, most;
    } cases[] = {
        {33.51, 36.29, "SY", 0, 0},                                        /* Damascus in Syria */
        {33.51, 36.29, "LB", 10, 30},                                      /* and not far from Lebanon */
        {32.62, 36.10, "JO", 2, 12},                                       /* Daraa at the Jordanian border */
        {15.50, 32.56, "ET", 300, 700},                                    /* Khartoum is far from Ethiopia */
        {44.95, 34.11, "UA", 0, 0},                                        /* Crimea counts with both */
        {44.95, 34.11, "RU", 0, 0},     {-33.87, 151.21, "NZ", 1500, 2300} /* Sydney to New Zealand */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double km = border_distance_km(g, cases[i].lat, cases[i].lon, cases[i].country);
        if (km < cases[i].least || km > cases[i].most) fail_msg("case %zu: %s at %.1f km", i, cases[i].country, km);
    }
}

/* Coarse to fine must not miss what a search of every segment finds. */
static void boxes_do_not_hide_the_nearest_segment(void **state) {
    const gazetteer *g = gazetteer_here(state);
    if (g->borders.country_count == 0) skip();
    random_source random = {7};
    for (int i = 0; i < 200; i++) {
        const border_country *c = &g->borders.countries[random_below(&random, g->borders.country_count)];
        double lat = random_below(&random, 14000) / 100.0 - 70, lon = random_below(&random, 36000) / 100.0 - 180;
        double km = border_km(&g->borders, lat, lon, c->alpha2), nearest = 1e9;
        for (uint32_t r = c->first_run; r < c->first_run + c->run_count; r++)
            for (uint32_t k = 0; k < g->borders.runs[r].point_count; k++) {
                const border_point *p = &g->borders.points[g->borders.runs[r].first_point + k];
                nearest = fmin(nearest, great_circle_km(lat, lon, p->lat_e5 / 1e5, p->lon_e5 / 1e5));
            }
        if (nearest > 3000) continue; /* across the globe the plane is not exact, and nobody asks */
        if (km > nearest * 1.01 + 0.5)
            fail_msg("%s from %.2f,%.2f: %.1f km, but a vertex lies at %.1f", c->alpha2, lat, lon, km, nearest);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inside_is_no_distance),
        cmocka_unit_test(a_degree_north_is_111_km),
        cmocka_unit_test(a_degree_east_shrinks_with_latitude),
        cmocka_unit_test(the_nearest_corner_counts),
        cmocka_unit_test(the_date_line_is_no_wall),
        cmocka_unit_test(unknown_countries_and_places_off_the_globe_have_no_distance),
        cmocka_unit_test(great_circles_are_the_short_way),
        cmocka_unit_test(towns_lie_where_atlases_put_them),
        cmocka_unit_test(boxes_do_not_hide_the_nearest_segment),
    };
    return cmocka_run_group_tests(tests, places_setup, places_teardown);
}
