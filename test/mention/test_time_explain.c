/* Which rules matched, which won, and why the others lost. */
#include "reading.h"

#include "mention/time_explain.h"

static const time_trial *explain(void **state, const char *lang, const char *sentence, span at, uint32_t *count) {
    reading *r = *state;
    const time_trial *trials;
    dp_error err = {0};
    const edtf day = edtf_from((civil){2017, 11, 10});
    read_text(state, lang, sentence, "2017-11-10");
    assert_int_equal(time_explain(r->rules, &r->text, &day, at, &r->arena, &trials, count, &err), DP_OK);
    return trials;
}

static const time_trial *of_outcome(const time_trial *trials, uint32_t count, unsigned outcome) {
    for (uint32_t k = 0; k < count; k++)
        if (trials[k].outcome == outcome) return &trials[k];
    return NULL;
}

static void the_longest_wins_and_the_shorter_loses(void **state) {
    uint32_t n;
    const time_trial *trials = explain(state, "fr", "La ville est tombée hier soir.", (span){0, 0}, &n);
    const time_trial *won = of_outcome(trials, n, TRIAL_WON), *lost = of_outcome(trials, n, TRIAL_SHORTER);
    assert_true(won && lost);
    assert_span(state, won->at, "hier soir");
    assert_string_equal(won->value, "2017-11-09TEV");
    assert_span(state, lost->at, "hier");
    assert_string_equal(lost->value, "2017-11-09");
    assert_true(won->rule != lost->rule);
}

static void a_quantity_shows_its_bounds(void **state) {
    uint32_t n;
    const time_trial *trials = explain(state, "en", "At least 40 men died.", (span){0, 0}, &n);
    const time_trial *won = of_outcome(trials, n, TRIAL_WON), *lost = of_outcome(trials, n, TRIAL_INSIDE);
    assert_true(won && won->quantity && lost);
    assert_string_equal(won->value, "40 40 *");
    assert_string_equal(lost->value, "40 40 40");
}

static void only_the_words_asked_for_are_explained(void **state) {
    uint32_t n;
    const char *sentence = "It fell on Friday; on Monday it burned.";
    const uint32_t at = (uint32_t)(strstr(sentence, "Monday") - sentence);
    const time_trial *trials = explain(state, "en", sentence, (span){at, at + 6}, &n);
    assert_true(n >= 1);
    for (uint32_t k = 0; k < n; k++) assert_true(trials[k].at.end > at);
}

static void no_words_no_trials(void **state) {
    uint32_t n;
    explain(state, "en", "The town fell.", (span){0, 0}, &n);
    assert_int_equal(n, 0);
    assert_string_equal(time_outcome_name(TRIAL_WON), "won");
    assert_string_equal(time_outcome_name(99), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_wins_and_the_shorter_loses),
        cmocka_unit_test(a_quantity_shows_its_bounds),
        cmocka_unit_test(only_the_words_asked_for_are_explained),
        cmocka_unit_test(no_words_no_trials),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
