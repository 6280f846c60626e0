/* The contract's words for the small numbers of claims, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "claim/lexicon.h"

static void every_control_state_has_a_word_and_comes_back(void **state) {
    (void)state;
    for (int v = CONTROL_NONE; v <= CONTROL_TRANSFERRED; v++)
        assert_int_equal(control_state_of(control_state_name((unsigned)v)), v);
    assert_int_equal(control_state_of("conquered"), -1);
    assert_int_equal(control_state_of(NULL), -1);
}

static void every_casualty_role_has_a_word_and_comes_back(void **state) {
    (void)state;
    for (int v = CASUALTY_NONE; v <= CASUALTY_ARRESTED; v++)
        assert_int_equal(casualty_role_of(casualty_role_name((unsigned)v)), v);
    assert_int_equal(casualty_role_of("dead"), -1);
}

static void the_words_are_the_contracts(void **state) {
    (void)state;
    assert_string_equal(polarity_name(POLARITY_NEGATED), "negated");
    assert_string_equal(certainty_name(CERTAINTY_PROBABLE), "probable");
    assert_string_equal(claim_tense_name(CLAIM_HISTORICAL), "historical");
    assert_string_equal(control_state_name(CONTROL_BESIEGED), "besieged");
    assert_string_equal(casualty_role_name(CASUALTY_MISSING), "missing");
    assert_string_equal(claimant_kind_name(CLAIMANT_RELAYED), "relayed");
    assert_string_equal(distance_kind_name(DISTANCE_SO_CALLED), "so_called");
}

static void a_number_out_of_range_has_a_word_too(void **state) {
    (void)state;
    assert_string_equal(claim_tense_name(99), "unknown");
    assert_string_equal(slot_name(SLOT_COUNT), "none");
    assert_string_equal(class_builtin_name(CLASS_BUILTIN_COUNT), "");
}

static void slots_and_roles_are_found_by_name(void **state) {
    (void)state;
    for (int v = 0; v < SLOT_COUNT; v++) assert_int_equal(slot_of(slot_name((unsigned)v)), v);
    assert_int_equal(slot_of("beside"), -1);
    assert_int_equal(claim_role_of("holder"), ROLE_HOLDER);
    assert_int_equal(claim_role_of("victim"), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_control_state_has_a_word_and_comes_back),
        cmocka_unit_test(every_casualty_role_has_a_word_and_comes_back),
        cmocka_unit_test(the_words_are_the_contracts),
        cmocka_unit_test(a_number_out_of_range_has_a_word_too),
        cmocka_unit_test(slots_and_roles_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
