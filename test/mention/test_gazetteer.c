/* The gazetteer's tables: countries, regions, and that the facts of world/ agree with the outlines. */
#include <math.h>

#include "place_reading.h"

static void countries_are_found_by_both_codes(void **state) {
    const gazetteer *g = gazetteer_here(state);
    uint32_t n;
    gazetteer_countries(g, &n);
    assert_in_range(n, 240, 300);
    const country_record *c = gazetteer_country(g, "SY");
    assert_non_null(c);
    assert_string_equal(c->alpha3, "SYR");
    assert_ptr_equal(c, gazetteer_country_alpha3(g, "SYR"));
    assert_null(gazetteer_country(g, "QQ"));
    assert_null(gazetteer_country_alpha3(g, "QQQ"));
}

static void countries_have_names_by_language(void **state) {
    const gazetteer *g = gazetteer_here(state);
    const country_record *c = gazetteer_country(g, "CD");
    assert_string_equal(gazetteer_country_label(g, c, "en"), "Democratic Republic of the Congo");
    assert_string_equal(gazetteer_country_label(g, c, "fr"), "République démocratique du Congo");
    assert_string_equal(gazetteer_country_label(g, c, "xx"), "Democratic Republic of the Congo");
    uint32_t n, former = 0;
    const country_name *names = gazetteer_country_names(g, c, &n);
    for (uint32_t i = 0; i < n; i++)
        if (names[i].kind == COUNTRY_NAME_FORMER && names[i].from_year == 1971 && names[i].to_year == 1997) former++;
    assert_int_equal(former, 2); /* Zaire, Zaïre */
}

static void countries_have_capitals(void **state) {
    const gazetteer *g = gazetteer_here(state);
    static const char *const capitals[][2] = {{"SY", "Damascus"}, {"FR", "Paris"}, {"US", "Washington"}, {"UA", "Kyiv"}};
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++) {
        const place_record *p = gazetteer_place(g, gazetteer_country(g, capitals[i][0])->capital);
        assert_non_null(p);
        assert_memory_equal(pack_string(g->pack, p->name), capitals[i][1], strlen(capitals[i][1]));
    }
    assert_true(gazetteer_country(g, "SU")->flags & COUNTRY_ENDED);
    assert_true(gazetteer_country(g, "GL")->flags & COUNTRY_TERRITORY);
}

static void regions_have_codes_and_places(void **state) {
    const gazetteer *g = gazetteer_here(state);
    const place_record *damascus = gazetteer_place(g, gazetteer_country(g, "SY")->capital);
    const place_region *r = gazetteer_region(g, damascus->admin1_index);
    assert_non_null(r);
    assert_string_equal(pack_string(g->pack, r->code), "SY.13");
    assert_string_equal(r->country, "SY");
    assert_memory_equal(gazetteer_place(g, r->place)->feature, "ADM1", 5);
    assert_null(gazetteer_region(g, 0));
    assert_null(gazetteer_region(g, UINT16_MAX));
    assert_null(gazetteer_place(g, PLACE_NONE));
}

/* A wrong digit in a point puts a town into another country: the outlines would tell. Waters and wide regions may lie outside;
 * disputed land may be drawn with a neighbour. */
static void points_of_world_lie_in_their_countries(void **state) {
    const gazetteer *g = gazetteer_here(state);
    if (g->borders.country_count == 0) skip();
    uint32_t seen = 0;
    for (uint32_t i = 0; i < gazetteer_place_count(g); i++) {
        const place_record *p = gazetteer_place(g, i);
        uint32_t line;
        bool town = strncmp(p->feature, "PPL", 3) == 0 || strcmp(p->feature, "AIRB") == 0 || strcmp(p->feature, "DAM") == 0;
        if (!p->rule || !town || strncmp(pack_rule_file(g->pack, p->rule, &line), "world/places/conflict", 21) != 0) continue;
        char country[3] = {p->country[0], p->country[1], '\0'};
        double km = border_distance_km(g, p->lat_e5 / 1e5, p->lon_e5 / 1e5, country);
        seen++;
        if (km > 15)
            fail_msg("%s:%u: %s lies %.0f km outside %s", pack_rule_file(g->pack, p->rule, &line), line,
                     pack_string(g->pack, p->name), km, country);
    }
    assert_true(seen > 300);
}

static void lists_of_candidates_stay_in_bounds(void **state) {
    const gazetteer *g = gazetteer_here(state);
    for (uint32_t i = 0; i < g->candidate_count; i++) assert_in_range(g->candidates[i].place, 0, g->place_count - 1);
    assert_true(g->candidates[g->candidate_count - 1].flags & NAME_LAST);
    phrase_slot bad = {.value = UINT32_MAX};
    assert_null(gazetteer_candidates(g, &bad));
    assert_null(gazetteer_spelt(g, 0x1234567));
}

static void spellings_share_a_key(void **state) {
    const gazetteer *g = gazetteer_here(state);
    static const char *const pairs[][2] = {{"abou kamal", "al bukamal"}, {"deir ez zor", "dayr az zawr"},
                                           {"mossoul", "mosul"},         {"tell rifaat", "tal rifat"},
                                           {"douma", "duma al"},         {"khan cheikhoun", "khan shaykhun"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint64_t a = spelling_key(&g->spelling, 0, pairs[i][0], strlen(pairs[i][0]), 4);
        uint64_t b = spelling_key(&g->spelling, 0, pairs[i][1], strlen(pairs[i][1]), 4);
        if (i == 4) continue; /* too short to have a key */
        if (a == 0 || a != b) fail_msg("\"%s\" and \"%s\" do not share a key", pairs[i][0], pairs[i][1]);
    }
    assert_int_equal(spelling_key(&g->spelling, 0, "duma", 4, 4), 0);
    assert_int_not_equal(spelling_key(&g->spelling, 0, "tikrit", 6, 4), spelling_key(&g->spelling, 0, "takrouna", 8, 4));
    char endless[4000];
    memset(endless, 'a', sizeof endless);
    for (size_t i = 0; i < sizeof endless; i += 2) endless[i] = 'k';
    assert_int_equal(spelling_key(&g->spelling, 0, endless, sizeof endless, 4), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_are_found_by_both_codes),
        cmocka_unit_test(countries_have_names_by_language),
        cmocka_unit_test(countries_have_capitals),
        cmocka_unit_test(regions_have_codes_and_places),
        cmocka_unit_test(points_of_world_lie_in_their_countries),
        cmocka_unit_test(lists_of_candidates_stay_in_bounds),
        cmocka_unit_test(spellings_share_a_key),
    };
    return cmocka_run_group_tests(tests, places_setup, places_teardown);
}
