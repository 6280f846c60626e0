/* What an act of speech speaks of: one proposition, coded once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "claim/one_text.h"

static const claim *read_claim(const char *sentence, const char *trigger) {
    read_text("en", sentence);
    return claim_at(trigger);
}

static void the_act_is_coded_by_its_content(void **state) {
    (void)state;
    const claim *c = read_claim("The rebels agreed to release forty prisoners.", "agreed");
    assert_string_equal(c->type, "AGREE");
    assert_string_equal(c->cameo, "0353");
    assert_string_equal(read_claim("The union urged the government to lift the curfew.", "urged")->type, "REQUEST");
    assert_string_equal(read_claim("Chad threatened to break off diplomatic relations with Sudan.", "threatened")->cameo, "1313");
}

static void what_is_only_spoken_of_has_no_code(void **state) {
    (void)state;
    const claim *c = read_claim("The rebels agreed to release forty prisoners.", "release");
    assert_string_equal(c->type, "RETREAT");
    assert_null(c->cameo);
    assert_null(c->acled);
    assert_int_equal(c->tense, CLAIM_FUTURE);
}

static void what_stands_below_another_event_says_so(void **state) {
    (void)state;
    static const char sentence[] = "Peru complained about two raids that left nine herders dead.";
    assert_string_equal(read_claim(sentence, "complained")->cameo, "114");
    assert_null(read_claim(sentence, "complained")->cameo_below);
    const claim *raids = read_claim(sentence, "raids");
    assert_null(raids->cameo);
    assert_non_null(raids->cameo_below);
    assert_string_equal(raids->type, "ASSAULT");
}

static void what_is_done_keeps_its_code(void **state) {
    (void)state;
    const claim *c = read_claim("The army attacked the village and released two prisoners.", "attacked");
    assert_non_null(c->cameo);
    assert_string_equal(read_claim("The army attacked the village and released two prisoners.", "released")->cameo, "0841");
}

static void a_hostile_plan_is_a_threat(void **state) {
    (void)state;
    assert_string_equal(read_claim("Sudan plans to impose sanctions on Chad.", "plans")->type, "THREATEN");
}

static void who_says_that_another_must_act_demands_it(void **state) {
    (void)state;
    const claim *c = read_claim("Kenya said on Monday that Chad must return the cattle.", "return");
    assert_string_equal(c->type, "REQUEST");
    assert_string_equal(c->cameo, "1053");
    assert_int_equal(c->actor_count, 1);
    assert_true(reading_actor_has(&now, c->actors[0], "Kenya"));
    assert_true(reading_actor_has(&now, c->recipients[0], "Chad"));
    assert_int_equal(c->claimant_count, 0);
}

static void a_demand_needs_no_deed_of_a_type(void **state) {
    (void)state;
    const claim *c = read_claim("Norway said on Monday that Kenya must widen the harbour road.", "widen");
    assert_string_equal(c->type, "REQUEST");
    assert_string_equal(c->cameo, "100");
    assert_int_equal(c->tense, CLAIM_PAST);
    assert_true(reading_actor_has(&now, c->actors[0], "Norway"));
    assert_true(reading_actor_has(&now, c->recipients[0], "Kenya"));
    assert_int_equal(c->claimant_count, 0);
    read_text("en", "Norway said on Monday that it must widen the harbour road."); /* of itself */
    assert_null(reading_claim(&now, "widen"));
    read_text("en", "Kenya must widen the harbour road."); /* nobody says so */
    assert_null(reading_claim(&now, "widen"));
}

static void blame_is_coded_by_what_is_blamed(void **state) {
    (void)state;
    assert_string_equal(read_claim("Gabon blamed the rebels for the bombing of a ferry.", "blamed")->cameo, "1123");
    assert_string_equal(read_claim("Gabon accused Niger of espionage.", "accused Niger of espionage")->cameo, "1125");
}

static void a_promise_is_coded_by_the_deed(void **state) {
    (void)state;
    assert_string_equal(read_claim("Chad will release nine sailors.", "release")->cameo, "0353");
}

/* ---- what a sentence reports, and what it only speaks of */

static void only_the_main_event_has_a_cameo_code(void **state) {
    (void)state;
    static const char sentence[] = "Peru complained about two raids in which rebels killed nine herders.";
    assert_string_equal(read_claim(sentence, "complained")->cameo, "114");
    const claim *killed = read_claim(sentence, "killed");
    assert_string_equal(killed->type, "ASSAULT");
    assert_null(killed->cameo);
    assert_non_null(killed->acled);
}

static void what_no_other_event_governs_keeps_its_code(void **state) {
    (void)state;
    assert_non_null(read_claim("The governor wept because rebels killed nine herders.", "killed")->cameo);
    assert_non_null(read_claim("Rebels burned a bus and the army arrested nine herders.", "arrested")->cameo);
}

static void a_protest_is_coded_by_what_it_demands(void **state) {
    (void)state;
    const claim *c = read_claim("Porters went on strike to demand the resignation of the mayor.", "went on strike");
    assert_string_equal(c->cameo, "1431");
    assert_string_equal(read_claim("Porters went on strike in Kigali.", "went on strike")->cameo, "143");
}

static void a_people_is_of_the_country_where_it_acts(void **state) {
    (void)state;
    const claim *c = read_claim("Hundreds of Kurds demonstrated in Ankara.", "demonstrated");
    assert_int_equal(c->actor_count, 1);
    assert_string_equal(now.m.actors[c->actors[0]].code, "TURCVLKUR");
    c = read_claim("Kurds in Iraq demonstrated against the plan.", "demonstrated");
    assert_string_equal(now.m.actors[c->actors[0]].code, "IRQCVLKUR");
}

static void two_countries_before_one_noun_are_two_parties(void **state) {
    (void)state;
    const claim *c = read_claim("Kenyan and Ugandan troops attacked the camp.", "attacked");
    assert_int_equal(c->actor_count, 2);
    assert_string_equal(now.m.actors[c->actors[0]].code, "KENMIL");
    assert_string_equal(now.m.actors[c->actors[1]].code, "UGAMIL");
}

static void a_town_or_people_is_coded_as_its_country(void **state) {
    (void)state;
    const claim *c = read_claim("Policemen in Togo tortured the farmers.", "tortured");
    assert_int_equal(c->actor_count, 1);
    assert_string_equal(now.m.actors[c->actors[0]].code, "TGOCOP");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_act_is_coded_by_its_content),
        cmocka_unit_test(what_is_only_spoken_of_has_no_code),
        cmocka_unit_test(what_stands_below_another_event_says_so),
        cmocka_unit_test(what_is_done_keeps_its_code),
        cmocka_unit_test(a_hostile_plan_is_a_threat),
        cmocka_unit_test(who_says_that_another_must_act_demands_it),
        cmocka_unit_test(a_demand_needs_no_deed_of_a_type),
        cmocka_unit_test(blame_is_coded_by_what_is_blamed),
        cmocka_unit_test(a_promise_is_coded_by_the_deed),
        cmocka_unit_test(only_the_main_event_has_a_cameo_code),
        cmocka_unit_test(what_no_other_event_governs_keeps_its_code),
        cmocka_unit_test(a_protest_is_coded_by_what_it_demands),
        cmocka_unit_test(a_people_is_of_the_country_where_it_acts),
        cmocka_unit_test(two_countries_before_one_noun_are_two_parties),
        cmocka_unit_test(a_town_or_people_is_coded_as_its_country),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
