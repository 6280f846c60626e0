/* Places in dispatches: what is taken, what is left, which namesake is meant, descriptions, metonymy, border statements. */
#include <math.h>

#include "place_reading.h"

/* ------------------------------------------------------------------------------------------------------- what is taken */

static void names_are_taken_with_their_points(void **state) {
    const mentions *m = places_of(state, "fr", "Les rebelles ont quitté Benghazi pour Tobrouk.");
    assert_int_equal(m->place_count, 2);
    const place_mention *p = place_named(state, m, "Tobrouk");
    assert_string_equal(p->country, "LY");
    assert_string_equal(p->gazetteer, "geonames");
    assert_true(p->id != 0 && fabs(p->lat - 32.08) < 0.1 && fabs(p->lon - 23.96) < 0.1);
    assert_int_equal(p->geo_precision, 1);
    assert_int_equal(p->where_prec, 1);
    assert_true(p->confidence > 0.5F);
}

static void variants_of_a_name_are_one_place(void **state) {
    static const char *const spellings[] = {"Deir ez-Zor", "Deir Ezzor", "Deir al-Zor", "Deir ez-Zour"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        char sentence[128];
        snprintf(sentence, sizeof sentence, "Planes bombed %s in Syria.", spellings[i]);
        const mentions *m = places_of(state, "en", sentence);
        assert_int_equal(place_named(state, m, spellings[i])->id, 170794);
    }
}

static void a_name_that_nobody_knows_stays_without_a_point(void **state) {
    const mentions *m = places_of(state, "en", "Shells hit the village of Qardunia.");
    const place_mention *p = place_named(state, m, "Qardunia");
    assert_true(isnan(p->lat));
    assert_int_equal(p->id, 0);
    assert_null(p->gazetteer);
    assert_string_equal(p->name, "Qardunia");
    assert_string_equal(p->feature, "PPL");
    assert_int_equal(p->geo_precision, 0);
}

static void near_a_town_is_not_in_it(void **state) {
    const mentions *m = places_of(state, "fr", "Des combats ont eu lieu près de Kidal et à Gao.");
    assert_int_equal(place_named(state, m, "Kidal")->geo_precision, 2);
    assert_int_equal(place_named(state, m, "Kidal")->where_prec, 2);
    assert_int_equal(place_named(state, m, "Gao")->geo_precision, 1);
}

static void coordinates_are_places(void **state) {
    const mentions *m = places_of(state, "en",
                                  "The strike hit 36\xC2\xB0"
                                  "12'07\"N 37\xC2\xB0"
                                  "08'03\"E, the monitor said.");
    assert_int_equal(m->place_count, 1);
    const place_mention *p = &m->places[0];
    assert_string_equal(p->gazetteer, "coordinates");
    assert_string_equal(p->country, "SY");
    assert_true(fabs(p->lat - 36.20194) < 1e-4 && fabs(p->lon - 37.13417) < 1e-4);
    assert_int_equal(p->geo_precision, 1);
    assert_int_equal(p->where_prec, 1);
    assert_int_equal(p->id, 0);
    m = places_of(state, "fr", "Le navire a coul\xC3\xA9 par 45\xC2\xB0 30' N, 5\xC2\xB0 10' O.");
    assert_int_equal(m->place_count, 1);
    assert_true(m->places[0].lon < -5);
}

static void coordinates_behind_an_unknown_name_are_its_own(void **state) {
    const mentions *m = places_of(state, "en", "Fighting was reported in Karm Hadid (36.2021, 37.1343) on Monday.");
    const place_mention *p = place_named(state, m, "Karm Hadid");
    assert_true(fabs(p->lat - 36.2021) < 1e-6);
    assert_string_equal(p->country, "SY");
}

static void an_unknown_name_lies_where_the_words_say(void **state) {
    const mentions *m = places_of(
        state, "en", "A mine went off in Sabinar, a village 12 km north of Aleppo. Soldiers entered the village of Sabinar.");
    const place_mention *p = place_named(state, m, "Sabinar"), *town = place_named(state, m, "Aleppo");
    assert_true(p->flags & PLACE_NEAR);
    assert_ptr_equal(&m->places[p->near], town);
    assert_true(fabs(p->lat - town->lat - 0.108) < 2e-3 && fabs(p->lon - town->lon) < 1e-6);
    assert_string_equal(p->country, "SY");
    assert_int_equal(p->geo_precision, 2);
    assert_int_equal(p->where_prec, 2);
    assert_int_equal(p->id, 0);
    assert_true(p->confidence < town->confidence);
    assert_true(fabs(m->places[m->place_count - 1].lat - p->lat) < 1e-9); /* the second Sabinar */
}

static void a_distance_without_direction_moves_nothing(void **state) {
    const mentions *m = places_of(
        state, "fr", "\xC3\x80 trente kilom\xC3\xA8tres de Gao, dans le village de Tindarma, une mine a explos\xC3\xA9.");
    const place_mention *p = place_named(state, m, "Tindarma"), *town = place_named(state, m, "Gao");
    assert_true(p->lat == town->lat && p->lon == town->lon);
    assert_true(fabs((double)p->near_km - 30) < 1e-6 && isnan(p->near_bearing));
}

static void a_site_near_a_town_is_told_beside_the_town(void **state) {
    const mentions *m = places_of(state, "en", "An explosion 12.5 km (8 miles) south-west of Mosul killed four.");
    const place_mention *p = place_named(state, m, "Mosul");
    assert_int_equal(p->id, 99072);
    assert_true(p->flags & PLACE_NEAR && m->places[p->near].id == p->id);
    assert_true(fabs((double)p->near_km - 12.5) < 1e-6 && fabs((double)p->near_bearing - 225) < 1e-6);
    assert_true(p->near_lat < p->lat && p->near_lon < p->lon);
}

static void far_away_is_not_near(void **state) {
    const mentions *m = places_of(state, "en", "The village of Sabinar, 600 km south of Aleppo, is empty.");
    assert_true(isnan(place_named(state, m, "Sabinar")->lat));
    m = places_of(state, "en", "The village of Sabinar fell, and shells hit the outskirts of Aleppo.");
    assert_true(isnan(place_named(state, m, "Sabinar")->lat));
}

static void precision_follows_the_kind_of_place(void **state) {
    const mentions *m = places_of(state, "en", "Floods hit Borno State in Nigeria and villages along the Euphrates.");
    assert_int_equal(place_named(state, m, "Borno State")->where_prec, 4);
    assert_int_equal(place_named(state, m, "Borno State")->geo_precision, 3);
    assert_int_equal(place_named(state, m, "Nigeria")->where_prec, 6);
    assert_int_equal(place_named(state, m, "Euphrates")->where_prec, 5);
}

static void small_letters_belong_to_names_of_countries_and_seas(void **state) {
    const mentions *m = places_of(state, "fr", "Un navire a quitté la Guinée équatoriale pour la mer Noire.");
    assert_place(state, m, "Guinée équatoriale", "GQ", "PCLI");
    assert_non_null(find_place(state, m, "mer Noire"));
}

static void abbreviations_keep_their_full_stop(void **state) {
    const mentions *m = places_of(state, "en", "He moved from Covington, Ky., to the U.S. capital.");
    assert_place(state, m, "Ky.", "US", "ADM1");
    assert_place(state, m, "U.S.", "US", "PCLI");
}

/* -------------------------------------------------------------------------------------------------------- what is left */

static void people_are_no_places(void **state) {
    assert_int_equal(places_of(state, "en", "Mr. Houston thanked Gen. Victoria Jackson.")->place_count, 0);
    assert_int_equal(places_of(state, "fr", "Mme Florence Lens a salué M. Nantes.")->place_count, 0);
}

static void common_words_are_no_places(void **state) {
    assert_int_equal(places_of(state, "en", "Reading is nice. Most people like Mobile phones. But not Of course.")->place_count,
                     0);
    assert_int_equal(places_of(state, "fr", "Lors du débat, Pas un mot. Son avis compte. Grave erreur.")->place_count, 0);
}

static void small_words_are_no_abbreviations(void **state) {
    assert_null(find_place(state, places_of(state, "en", "They told us to leave."), "us"));
    assert_non_null(find_place(state, places_of(state, "en", "They told the US to leave."), "US"));
}

static void names_inside_organisations_are_marked(void **state) {
    const mentions *m = places_of(state, "en", "The Chicago Tribune and the University of Michigan agreed.");
    assert_true(place_named(state, m, "Chicago")->flags & PLACE_IN_NAME);
    assert_true(place_named(state, m, "Michigan")->flags & PLACE_IN_NAME);
}

static void demonyms_speak_of_countries(void **state) {
    const mentions *m = places_of(state, "en", "Turkish planes struck the Kenyan coast.");
    assert_true(place_named(state, m, "Turkish")->flags & PLACE_ADJECTIVE);
    assert_string_equal(place_named(state, m, "Kenyan")->country, "KE");
    assert_int_equal(places_of(state, "fr", "Des avions turcs ont frappé la côte kenyane.")->place_count, 0);
}

/* ------------------------------------------------------------------------------------------------------------ namesakes */

static void a_region_behind_a_comma_decides(void **state) {
    const mentions *m = places_of(state, "en", "The fire began in Paris, Texas, on Friday.");
    assert_string_equal(place_named(state, m, "Paris")->admin1_code, "US.TX");
    m = places_of(state, "en", "The fire began in Paris on Friday.");
    assert_string_equal(place_named(state, m, "Paris")->country, "FR");
}

static void other_names_of_the_dispatch_decide(void **state) {
    const mentions *m = places_of(state, "en", "Buses run from Atlanta to Macon, Savannah, Augusta and Athens in Georgia.");
    assert_string_equal(place_named(state, m, "Athens")->admin1_code, "US.GA");
    assert_memory_equal(place_named(state, m, "Georgia")->feature, "ADM1", 4);
    m = places_of(state, "en", "Talks between Armenia, Azerbaijan and Georgia were held in Tbilisi.");
    assert_memory_equal(place_named(state, m, "Georgia")->feature, "PCLI", 4);
    m = places_of(state, "en", "Beirut sent soldiers to Tripoli and to Sidon, in Lebanon.");
    assert_string_equal(place_named(state, m, "Tripoli")->country, "LB");
}

static void what_is_a_towns_own_is_no_countrys(void **state) {
    const mentions *m = places_of(state, "en", "A Lebanon woman was charged by the sheriff's office on Friday.");
    assert_string_equal(place_named(state, m, "Lebanon")->country, "US");
    m = places_of(state, "en", "A truce was signed in Lebanon on Friday.");
    assert_string_equal(place_named(state, m, "Lebanon")->country, "LB");
}

static void a_county_and_its_seat_find_each_other(void **state) {
    const mentions *m = places_of(state, "en", "Deputies of Lamar County met a man in Paris; the sheriff would not say why.");
    assert_string_equal(place_named(state, m, "Paris")->admin1_code, "US.TX");
}

static void members_of_a_list_are_of_a_kind(void **state) {
    const mentions *m = places_of(state, "en", "Wales and England voted on Thursday.");
    assert_memory_equal(place_named(state, m, "Wales")->feature, "ADM1", 4);
}

static void a_description_of_many_stands_for_none(void **state) {
    assert_null(find_place(state, places_of(state, "en", "Shells hit Kherson. The city council met."), "The city"));
    assert_non_null(find_place(state, places_of(state, "en", "Shells hit Kherson. The city was dark."), "The city"));
}

static void the_class_beside_the_name_decides(void **state) {
    const mentions *m = places_of(state, "en", "The city of Aleppo and the province of Aleppo in Syria.");
    assert_memory_equal(m->places[0].feature, "PPL", 3);
    assert_true(m->place_count >= 2);
}

static void the_language_decides_what_a_name_means(void **state) {
    assert_memory_equal(place_named(state, places_of(state, "en", "He lives in Mexico."), "Mexico")->feature, "PCLI", 4);
    assert_memory_equal(place_named(state, places_of(state, "fr", "Il vit à Mexico."), "Mexico")->feature, "PPLC", 4);
}

static void a_country_in_brackets_tells_which_one(void **state) {
    const mentions *m = places_of(state, "es", "Hubo disparos en Trípoli (Líbano) el lunes.");
    assert_string_equal(place_named(state, m, "Trípoli")->country, "LB");
    m = places_of(state, "en", "Shots were heard in Tripoli on Monday.");
    assert_string_equal(place_named(state, m, "Tripoli")->country, "LY");
}

static void alternatives_are_told(void **state) {
    const place_mention *p = place_named(state, places_of(state, "en", "A plane crashed near Springfield."), "Springfield");
    assert_true(p->alternative_count > 0);
    assert_true(p->confidence < 0.9F);
    for (uint32_t i = 1; i < p->alternative_count; i++) assert_true(p->alternatives[i].score <= p->alternatives[i - 1].score);
}

static void likeness_of_spelling_needs_the_country(void **state) {
    const mentions *m = places_of(state, "en", "In Iraq, villages near Tall Affar were shelled.");
    assert_string_equal(place_named(state, m, "Tall Affar")->country, "IQ");
    m = places_of(state, "en", "Villages near Tall Affar were shelled.");
    assert_true(isnan(place_named(state, m, "Tall Affar")->lat));
}

/* ---------------------------------------------------------------------------------------------- descriptions, metonymy */

static void a_description_stands_for_the_name(void **state) {
    const mentions *m = places_of(state, "fr", "Les rebelles ont attaqué Bangui lundi. La ville est calme. Cette ville a faim.");
    const place_mention *p = place_named(state, m, "La ville");
    assert_true(p->flags & PLACE_COREF);
    assert_string_equal(m->places[p->coref].name, "Bangui");
    assert_true(place_named(state, m, "Cette ville")->flags & PLACE_COREF);
}

static const char *meant_by(void **state, const mentions *m, const char *words) {
    const place_mention *p = place_named(state, m, words);
    assert_true(p->flags & PLACE_COREF);
    return m->places[p->coref].name;
}

static void who_speaks_is_not_where(void **state) {
    const mentions *m =
        places_of(state, "en", "Rebels took Bouar on Monday. The mayor of Berberati said that the town was calm.");
    assert_string_equal(meant_by(state, m, "the town"), "Bouar");
    m = places_of(state, "es", "Los rebeldes tomaron Gonaïves. El gobernador de Maracaibo dijo que la ciudad ha caído.");
    assert_string_equal(meant_by(state, m, "la ciudad"), "Gonaïves");
    m = places_of(state, "en", "BANGUI, May 3 - The mayor of Berberati said that the town was calm.");
    assert_string_equal(meant_by(state, m, "the town"), "Berbérati");
}

static void a_description_needs_a_place_of_its_kind(void **state) {
    assert_null(find_place(state, places_of(state, "en", "Nigeria voted. The town was calm."), "The town"));
    assert_non_null(find_place(state, places_of(state, "en", "Nigeria voted. The country was calm."), "The country"));
    assert_null(find_place(state, places_of(state, "en", "A town burned in Mali. The town of Gao was calm."), "The town"));
}

static void capitals_act(void **state) {
    const mentions *m = places_of(state, "en", "Moscow denied the report.");
    assert_true(place_named(state, m, "Moscow")->flags & PLACE_AS_ACTOR);
    m = places_of(state, "en", "He denied the report in Moscow.");
    assert_false(place_named(state, m, "Moscow")->flags & PLACE_AS_ACTOR);
}

/* --------------------------------------------------------------------------------------------------- border statements */

static void border_statements_are_checked(void **state) {
    const mentions *m = places_of(state, "fr", "Abou Kamal se trouve à la frontière entre l'Irak, la Syrie et la Jordanie.");
    assert_int_equal(m->check_count, 2); /* not Syria: it is the town's own */
    assert_string_equal(m->checks[0].country, "IQ");
    assert_true(m->checks[0].holds && m->checks[0].distance_km < 10);
    assert_string_equal(m->checks[1].country, "JO");
    assert_false(m->checks[1].holds);
    assert_true(m->checks[1].distance_km > 200 && m->checks[1].distance_km < 260);
}

static void a_border_without_a_town_is_no_statement(void **state) {
    assert_int_equal(places_of(state, "en", "The border between Chad and Sudan was closed.")->check_count, 0);
}

static void a_list_of_countries_is_no_region_of_a_country(void **state) {
    const mentions *m = places_of(state, "en", "Diffa is a town on the border between Niger, Nigeria and Chad.");
    assert_place(state, m, "Niger", "NE", "PCLI");
    assert_int_equal(m->check_count, 2);
}

static void a_place_said_to_lie_elsewhere_is_checked(void **state) {
    const mentions *m = places_of(state, "en", "Kidal lies in Niger.");
    assert_int_equal(m->check_count, 1);
    assert_int_equal(m->checks[0].kind, CHECK_IN);
    assert_false(m->checks[0].holds);
    assert_string_equal(m->checks[0].country, "NE");
    assert_int_equal(places_of(state, "en", "He drove from Kidal to Niger.")->check_count, 0);
    assert_int_equal(places_of(state, "en", "He was born in Agadez, Libya and Chad were next.")->check_count, 0);
}

static void demonyms_name_borders(void **state) {
    const mentions *m = places_of(state, "en", "Troops gathered in Kilis, near the Syrian border.");
    assert_int_equal(m->check_count, 1);
    assert_string_equal(m->checks[0].country, "SY");
    assert_true(m->checks[0].holds);
}

static void assert_checks(void **state, const char *text, const char *expected) {
    const mentions *m = places_of(state, "en", text);
    char found[256] = "";
    for (uint32_t i = 0; i < m->check_count; i++)
        snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s %s", i ? "; " : "", m->checks[i].country,
                 m->checks[i].holds ? "yes" : "no");
    if (strcmp(found, expected) != 0) fail_msg("%s: %s, not %s", text, found, expected);
}

static void borders_are_worded_in_many_ways(void **state) {
    static const char *const wordings[] = {
        "Abu Kamal lies at the junction of the borders of Syria, Iraq and Jordan.",
        "The army took Abu Kamal at the meeting point of the Syrian, Iraqi and Jordanian borders.",
        "Abu Kamal, at the point where Syria meets Iraq and Jordan, fell.",
        "Fighting broke out in the tri-border area of Syria, Iraq and Jordan near Abu Kamal."};
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) assert_checks(state, wordings[i], "IQ yes; JO no");
    assert_checks(state, "Abu Kamal, on the Syria–Iraq border, was hit.", "IQ yes");
    assert_checks(state, "Uvira lies on the border of Burundi, Congo - Kinshasa and Rwanda.", "BI yes; RW no");
}

static void a_word_that_tells_of_another_noun_is_no_border(void **state) {
    assert_checks(state, "Jordanian border guards met in Abu Kamal.", "");
}

static void a_capital_that_is_in_a_country_is_its_government(void **state) {
    assert_checks(state, "Albu Kamal is in Jordan.", "JO no");
    assert_checks(state, "Moscow is in Syria to stay.", "");
}

/* -------------------------------------------------------------------------------------------------------- hostile text */

static void any_text_is_read_in_bounded_time(void **state) {
    static const char *const pieces[] = {"Paris, ",
                                         "the town of ",
                                         "Qardun ",
                                         "and ",
                                         "San ",
                                         "la ville ",
                                         "U.S. ",
                                         "\n\n",
                                         "(AFP) ",
                                         "border of ",
                                         "Al-",
                                         "\xC3",
                                         "\xF0\x9F",
                                         "Springfield, ",
                                         "Mr. ",
                                         "near ",
                                         "  ",
                                         "'",
                                         "12 km north of ",
                                         "36.2021, ",
                                         "37.1343 ",
                                         "36\xC2\xB0 12' N "};
    random_source random = {11};
    size_t n = 0, size = 200000;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    while (n + 16 < size) {
        const char *piece = pieces[random_below(&random, sizeof pieces / sizeof *pieces)];
        memcpy(bytes + n, piece, strlen(piece));
        n += strlen(piece);
    }
    char *exact = exact_copy(bytes, n);
    const mentions *m = places_in(state, "en", exact, n);
    for (uint32_t i = 1; i < m->place_count; i++) assert_true(m->places[i - 1].at.at.start <= m->places[i].at.at.start);
    for (uint32_t i = 0; i < m->place_count; i++) {
        assert_true(m->places[i].at.at.start < m->places[i].at.at.end && m->places[i].at.at.end <= n);
        assert_true(m->places[i].coref < m->place_count);
    }
    free(exact);
    free(bytes);
}

static void nothing_gives_nothing(void **state) {
    assert_int_equal(places_of(state, "fr", "")->place_count, 0);
    assert_int_equal(places_of(state, "fr", " \n . ")->place_count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_taken_with_their_points),
        cmocka_unit_test(variants_of_a_name_are_one_place),
        cmocka_unit_test(a_name_that_nobody_knows_stays_without_a_point),
        cmocka_unit_test(near_a_town_is_not_in_it),
        cmocka_unit_test(coordinates_are_places),
        cmocka_unit_test(coordinates_behind_an_unknown_name_are_its_own),
        cmocka_unit_test(an_unknown_name_lies_where_the_words_say),
        cmocka_unit_test(a_distance_without_direction_moves_nothing),
        cmocka_unit_test(a_site_near_a_town_is_told_beside_the_town),
        cmocka_unit_test(far_away_is_not_near),
        cmocka_unit_test(precision_follows_the_kind_of_place),
        cmocka_unit_test(small_letters_belong_to_names_of_countries_and_seas),
        cmocka_unit_test(abbreviations_keep_their_full_stop),
        cmocka_unit_test(people_are_no_places),
        cmocka_unit_test(common_words_are_no_places),
        cmocka_unit_test(small_words_are_no_abbreviations),
        cmocka_unit_test(names_inside_organisations_are_marked),
        cmocka_unit_test(demonyms_speak_of_countries),
        cmocka_unit_test(a_region_behind_a_comma_decides),
        cmocka_unit_test(other_names_of_the_dispatch_decide),
        cmocka_unit_test(what_is_a_towns_own_is_no_countrys),
        cmocka_unit_test(a_county_and_its_seat_find_each_other),
        cmocka_unit_test(members_of_a_list_are_of_a_kind),
        cmocka_unit_test(a_description_of_many_stands_for_none),
        cmocka_unit_test(the_class_beside_the_name_decides),
        cmocka_unit_test(the_language_decides_what_a_name_means),
        cmocka_unit_test(a_country_in_brackets_tells_which_one),
        cmocka_unit_test(alternatives_are_told),
        cmocka_unit_test(likeness_of_spelling_needs_the_country),
        cmocka_unit_test(a_description_stands_for_the_name),
        cmocka_unit_test(who_speaks_is_not_where),
        cmocka_unit_test(a_description_needs_a_place_of_its_kind),
        cmocka_unit_test(capitals_act),
        cmocka_unit_test(border_statements_are_checked),
        cmocka_unit_test(a_border_without_a_town_is_no_statement),
        cmocka_unit_test(a_list_of_countries_is_no_region_of_a_country),
        cmocka_unit_test(a_place_said_to_lie_elsewhere_is_checked),
        cmocka_unit_test(demonyms_name_borders),
        cmocka_unit_test(borders_are_worded_in_many_ways),
        cmocka_unit_test(a_word_that_tells_of_another_noun_is_no_border),
        cmocka_unit_test(a_capital_that_is_in_a_country_is_its_government),
        cmocka_unit_test(any_text_is_read_in_bounded_time),
        cmocka_unit_test(nothing_gives_nothing),
    };
    return cmocka_run_group_tests(tests, places_setup, places_teardown);
}
