/* Places in Arabic: words written onto names, names without capitals, spellings. */
#include <math.h>

#include "place_reading.h"

static void words_written_onto_a_name_belong_to_its_span(void **state) {
    const mentions *m = places_of(state, "ar", "انسحب المقاتلون من حمص وحماة، وبقي آخرون بدمشق، وللعراق حدود مع سوريا.");
    assert_int_equal(m->place_count, 5);
    assert_int_equal(place_named(state, m, "حمص")->id, 169577);
    assert_place(state, m, "وحماة", "SY", "PPLA");
    assert_int_equal(place_named(state, m, "بدمشق")->id, 170654);
    assert_int_equal(place_named(state, m, "وللعراق")->id, 99237);
    assert_int_equal(place_named(state, m, "سوريا")->id, 163843);
}

static void a_letter_that_belongs_to_the_name_stays(void **state) {
    const mentions *m = places_of(state, "ar", "وصل الوفد من بيروت إلى وهران وليون ولبنان.");
    assert_place(state, m, "بيروت", "LB", "PPLC");
    assert_place(state, m, "وهران", "DZ", "PPL");
    assert_place(state, m, "ولبنان", "LB", "PCLI");
}

static void vowel_signs_hamzas_and_teh_marbuta_do_not_matter(void **state) {
    static const char *const spellings[] = {"إدلب", "ادلب", "إِدْلِب"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        char sentence[128];
        snprintf(sentence, sizeof sentence, "قصفت الطائرات مدينة %s في سوريا.", spellings[i]);
        const mentions *m = places_of(state, "ar", sentence);
        assert_int_equal(place_named(state, m, spellings[i])->id, 169389);
    }
}

static void names_of_several_words_are_one_place(void **state) {
    const mentions *m = places_of(state, "ar", "وقعت اشتباكات بدير الزور وفي خان يونس وأم درمان.");
    assert_int_equal(m->place_count, 3);
    assert_int_equal(place_named(state, m, "بدير الزور")->id, 170794);
    assert_int_equal(place_named(state, m, "خان يونس")->id, 281124);
    assert_int_equal(place_named(state, m, "وأم درمان")->id, 365137);
}

static void nationalities_are_no_places(void **state) {
    const mentions *m = places_of(state, "ar", "التقى الوزير السوري نظيرته الأمريكية في القاهرة.");
    assert_int_equal(m->place_count, 1);
    assert_int_equal(m->places[0].id, 360630);
}

static void capitals_act_behind_their_verb(void **state) {
    const mentions *m = places_of(state, "ar", "قالت واشنطن إن قتالا اندلع في موسكو.");
    assert_true(place_named(state, m, "واشنطن")->flags & PLACE_AS_ACTOR);
    assert_false(place_named(state, m, "موسكو")->flags & PLACE_AS_ACTOR);
}

static void latin_names_keep_their_capitals(void **state) {
    const mentions *m = places_of(state, "ar", "قالت قناة BBC إن قصفا وقع في الموصل.");
    assert_int_equal(m->place_count, 1);
    assert_place(state, m, "الموصل", "IQ", "PPLA");
}

static void words_of_joined_letters_alone_are_harmless(void **state) {
    static const char *const texts[] = {"و", "ال", "والـ", "وبال ولل ال ال ال", "للللللل وووووو بببببب", "\xD8", "لل\xD9"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_int_equal(places_of(state, "ar", texts[i])->place_count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_written_onto_a_name_belong_to_its_span),
        cmocka_unit_test(a_letter_that_belongs_to_the_name_stays),
        cmocka_unit_test(vowel_signs_hamzas_and_teh_marbuta_do_not_matter),
        cmocka_unit_test(names_of_several_words_are_one_place),
        cmocka_unit_test(nationalities_are_no_places),
        cmocka_unit_test(capitals_act_behind_their_verb),
        cmocka_unit_test(latin_names_keep_their_capitals),
        cmocka_unit_test(words_of_joined_letters_alone_are_harmless),
    };
    return cmocka_run_group_tests(tests, places_setup, places_teardown);
}
