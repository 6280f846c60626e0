/* Incidents: which claims speak of one happening, and who is said to have done it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "claim/one_text.h"

static void a_happening_told_again_is_one_incident(void **state) {
    (void)state;
    read_text("en", "Gunmen ambushed a bus near Soacha on Friday. The attack lasted ten minutes. Three passengers were killed.");
    assert_int_equal(claim_at("ambushed")->incident, claim_at("killed")->incident);
    read_text("en", "A bomb exploded at a bank in Lima on Friday. The blast destroyed two cars and wounded a guard.");
    assert_int_equal(claim_at("exploded")->incident, claim_at("destroyed")->incident);
    assert_int_equal(claim_at("exploded")->incident, claim_at("wounded")->incident);
}

static void another_one_is_another(void **state) {
    (void)state;
    read_text("en", "A bomb exploded at a bank in Lima. A second bomb exploded at a school.");
    assert_int_not_equal(now.c.at[0].incident, now.c.at[now.c.n - 1].incident);
}

static void days_and_places_of_their_own_tell_apart(void **state) {
    (void)state;
    read_text("en", "Gunmen killed a judge in Lima on Monday. Rebels killed two farmers in Cusco on Thursday.");
    assert_int_not_equal(now.c.at[0].incident, now.c.at[now.c.n - 1].incident);
}

static void a_named_victim_ties_claims_together(void **state) {
    (void)state;
    read_text("en",
              "Unknown men murdered the lawyer Teresa Quiroga in Tarija. The city has seen many marches. The union asked who "
              "ordered the "
              "assassination of Quiroga.");
    assert_int_equal(claim_at("murdered")->incident, claim_at("assassination")->incident);
}

static void kinds_of_deeds_are_generic(void **state) {
    (void)state;
    read_text("en", "The rebels attack villages.");
    assert_true(claim_at("attack")->generic);
    read_text("en", "The rebels attacked the village of Ixcan on Friday.");
    assert_false(claim_at("attacked")->generic);
    read_text("en", "The bishop deplored attacks on journalists.");
    assert_null(reading_claim(&now, "attacks"));
}

static void the_dateline_is_neither_place_nor_day(void **state) {
    (void)state;
    read_text("en", "PARIS, 14 June 2024 (AFP) -- Gunmen killed two farmers, officials said.");
    const claim *c = claim_at("killed");
    assert_int_equal(c->place, INDEX_NONE);
    assert_int_equal(c->days_basis, BASIS_DISPATCH);
}

static void the_day_of_saying_is_not_the_day_of_doing(void **state) {
    (void)state;
    read_text("en", "Police reported today that gunmen killed two farmers near Soacha.");
    assert_int_equal(claim_at("killed")->days_basis, BASIS_DISPATCH);
    read_text("en", "Police reported that gunmen killed two farmers near Soacha yesterday.");
    assert_int_equal(claim_at("killed")->days_basis, BASIS_RELATIVE);
}

static void what_is_long_past_is_historical(void **state) {
    (void)state;
    read_text("en", "Gunmen killed two farmers in 2019.");
    assert_int_equal(claim_at("killed")->tense, CLAIM_HISTORICAL);
}

static void who_claims_it_did_it_by_its_own_word(void **state) {
    (void)state;
    read_text("en", "The Red Cell claimed responsibility for the killing of two clerks.");
    const claim *c = claim_at("killing");
    assert_int_equal(c->actor_count, 1);
    assert_true(reading_actor_has(&now, c->actors[0], "Red Cell"));
    assert_int_equal(c->claimant_count, 1);
    assert_int_equal(c->claimants[0].actor, c->actors[0]);
}

static void who_is_blamed_did_it_by_the_word_of_another(void **state) {
    (void)state;
    read_text("en", "The governor blamed the militia for the bombing of the bus.");
    const claim *c = claim_at("bombing");
    assert_true(reading_actor_has(&now, c->actors[0], "militia"));
    assert_int_equal(c->certainty, CERTAINTY_PROBABLE);
    assert_int_equal(c->claimant_count, 1);
    read_text("en", "No group claimed responsibility for the killing of two clerks.");
    assert_int_equal(claim_at("killing")->claimant_count, 0);
}

static void a_participle_counts_itself(void **state) {
    (void)state;
    read_text("en", "Near Soacha seven miners were killed, three wounded.");
    assert_int_equal(claim_at("killed")->casualties[0].best, 7);
    assert_int_equal(claim_at("wounded")->casualties[0].best, 3);
}

static void one_person_is_one_and_a_family_is_not(void **state) {
    (void)state;
    read_text("en", "The driver was killed.");
    assert_int_equal(claim_at("killed")->casualties[0].best, 1);
    read_text("en", "A family was killed.");
    assert_int_equal(claim_at("killed")->casualties[0].best, QUANTITY_NONE);
    read_text("en", "Gunmen murdered Teresa Quiroga in Tarija.");
    assert_int_equal(claim_at("murdered")->casualties[0].best, 1);
    assert_string_equal(claim_at("murdered")->casualties[0].who, "Teresa Quiroga");
}

static unsigned persons(void) {
    unsigned n = 0;
    for (uint32_t i = 0; i < now.m.actor_count; i++) n += now.m.actors[i].person;
    return n;
}

static void a_named_victim_is_a_private_person(void **state) {
    (void)state;
    read_text("en", "Gunmen killed Velko Drumhaller in Tarija. The army denied killing Velko Drumhaller.");
    const claim *c = claim_at("killed");
    assert_int_equal(c->recipient_count, 1);
    assert_true(now.m.actors[c->recipients[0]].person);
    assert_int_equal(persons(), 2);
    read_text("en", "Gunmen killed a shopkeeper in Tarija. Rebels attacked Drumhaller Front fighters.");
    assert_int_equal(persons(), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_happening_told_again_is_one_incident),
        cmocka_unit_test(another_one_is_another),
        cmocka_unit_test(days_and_places_of_their_own_tell_apart),
        cmocka_unit_test(a_named_victim_ties_claims_together),
        cmocka_unit_test(kinds_of_deeds_are_generic),
        cmocka_unit_test(the_dateline_is_neither_place_nor_day),
        cmocka_unit_test(the_day_of_saying_is_not_the_day_of_doing),
        cmocka_unit_test(what_is_long_past_is_historical),
        cmocka_unit_test(who_claims_it_did_it_by_its_own_word),
        cmocka_unit_test(who_is_blamed_did_it_by_the_word_of_another),
        cmocka_unit_test(a_participle_counts_itself),
        cmocka_unit_test(one_person_is_one_and_a_family_is_not),
        cmocka_unit_test(a_named_victim_is_a_private_person),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
