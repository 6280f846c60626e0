/* The dispatch's own day: candidates, evidence, and when to leave them alone. */
#include "reading.h"

static const dispatch_date *date_of(void **state, const char *lang, const char *bytes, const char *given) {
    return &read_text(state, lang, bytes, given)->date;
}

static void assert_candidates(const dispatch_date *d, uint32_t n, const char *first, const char *last) {
    assert_int_equal(d->candidate_count, n);
    assert_days((day_range){d->candidates[0], d->candidates[n - 1]}, first, last);
}

static void a_given_day_is_the_day(void **state) {
    const dispatch_date *d = date_of(state, "en", "HARAR, 3 May (AP) -- Shells fell on Friday.", "2017-11-10");
    assert_int_equal(d->basis, BASIS_GIVEN);
    assert_candidates(d, 1, "2017-11-10", "2017-11-10");
    assert_int_equal(d->evidence_count, 0);
}

static void a_given_month_has_all_its_days(void **state) {
    const dispatch_date *d = date_of(state, "fr", "Des obus sont tombés sur le port.", "2016-02");
    assert_int_equal(d->basis, BASIS_UNKNOWN);
    assert_candidates(d, 29, "2016-02-01", "2016-02-29");
}

static void a_year_alone_gives_none(void **state) {
    assert_int_equal(date_of(state, "fr", "Des obus sont tombés sur le port.", "2016")->candidate_count, 0);
    assert_int_equal(date_of(state, "fr", "Des obus sont tombés sur le port.", NULL)->candidate_count, 0);
}

static void a_dateline_is_the_day(void **state) {
    const dispatch_date *d = date_of(state, "en", "HARAR, 13 May 2016 (AP) -- Shells fell on the port.", NULL);
    assert_int_equal(d->basis, BASIS_INFERRED);
    assert_candidates(d, 1, "2016-05-13", "2016-05-13");
    assert_span(state, d->evidence[0], "13 May 2016");
    assert_candidates(date_of(state, "fr", "Harar, le 13 mai 2016 - Des obus sont tombés.", "2016"), 1, "2016-05-13",
                      "2016-05-13");
    assert_candidates(date_of(state, "ru", "ОМСК, 13 мая 2016 года. /ТАСС/. Мост рухнул.", NULL), 1, "2016-05-13", "2016-05-13");
    assert_candidates(date_of(state, "fr", "Publié le 13/05/2016 à 14 h 30\n\nDes obus sont tombés.", NULL), 1, "2016-05-13",
                      "2016-05-13");
}

/* Agencies date by the day of writing; half of what they write at night goes out the day after. */
static void a_dateline_without_a_year_may_be_of_the_day_before(void **state) {
    const mentions *m = read_text(state, "en", "HARAR, May 13 (AP) -- Shells fell on the port yesterday.", "2016-05");
    assert_candidates(&m->date, 2, "2016-05-13", "2016-05-14");
    assert_int_equal(m->date.basis, BASIS_UNKNOWN);
    assert_string_equal(m->times[1].value, "2016-05-12"); /* counted from the day of writing */
    assert_candidates(date_of(state, "en", "HARAR, May 31 (AP) -- Shells fell on the port.", "2016-05"), 1, "2016-05-31",
                      "2016-05-31");
}

/* A copy on the heap without anything behind it, so that sanitizers see a byte too many. */
static void a_text_may_end_behind_its_date(void **state) {
    static const char *const texts[] = {"HARAR, 13 May 2016-", "HARAR, 13 May 2016 -", "HARAR, 13 May 2016 (", "13 May 2016"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        size_t n = strlen(texts[k]);
        char *exact = malloc(n);
        assert_non_null(exact);
        memcpy(exact, texts[k], n);
        assert_int_equal(reading_bytes(state, "en", exact, n, "2016")->date.written != DAY_NONE, k > 0);
        free(exact);
    }
}

static void a_dateline_of_another_month_is_none(void **state) {
    assert_int_equal(date_of(state, "en", "HARAR, May 13 (AP) -- Shells fell.", "2016-07")->candidate_count, 31);
}

static void a_day_named_twice_tells_the_day(void **state) {
    assert_candidates(date_of(state, "fr", "Le port a été pris hier, mardi 7 novembre.", "2017-11"), 1, "2017-11-08",
                      "2017-11-08");
    assert_candidates(date_of(state, "en", "The port fell yesterday, 7 November.", "2017-11"), 1, "2017-11-08", "2017-11-08");
    const dispatch_date *d = date_of(state, "fr", "Le port a été pris hier, mardi.", "2017-11"); /* five Wednesdays */
    assert_candidates(d, 5, "2017-11-01", "2017-11-29");
}

static void a_day_named_twice_may_be_one_time(void **state) {
    const dispatch_date *d = date_of(state, "es", "El frente cayó ayer, martes 7 de noviembre.", "2017-11");
    assert_candidates(d, 1, "2017-11-08", "2017-11-08");
    assert_candidates(date_of(state, "es", "El frente calla hoy, viernes.", "2017-11"), 4, "2017-11-03", "2017-11-24");
}

static void what_is_reported_in_the_present_was_written_that_day(void **state) {
    const dispatch_date *d = date_of(state, "fr", "Le port est tombé, affirme lundi le quotidien Al-Nahar.", "2017-11");
    assert_candidates(d, 4, "2017-11-06", "2017-11-27");
    assert_span(state, d->evidence[0], "lundi");
    assert_int_equal(date_of(state, "fr", "Le port est tombé, a affirmé lundi le quotidien.", "2017-11")->candidate_count, 30);
}

static void a_dated_past_lies_behind(void **state) {
    assert_candidates(date_of(state, "fr", "Au 6 novembre, l'armée avait repris le port.", "2017-11"), 25, "2017-11-06",
                      "2017-11-30");
    assert_candidates(date_of(state, "en", "The army captured the port on 12 November.", "2017-11"), 20, "2017-11-11",
                      "2017-11-30");
}

static void a_past_late_in_the_month_may_be_of_another_year(void **state) {
    assert_int_equal(date_of(state, "en", "The army captured the port on 29 November.", "2017-11")->candidate_count, 30);
}

static void the_next_such_day_lies_in_the_week_ahead(void **state) {
    assert_candidates(date_of(state, "en", "The vote is next Sunday, 19 November.", "2017-11"), 8, "2017-11-12", "2017-11-19");
    assert_candidates(date_of(state, "en", "The port fell last Sunday, 19 November.", "2017-11"), 8, "2017-11-19", "2017-11-26");
}

static void a_dated_future_lies_ahead(void **state) {
    assert_candidates(date_of(state, "fr", "Le sommet se tiendra le 20 novembre.", "2017-11"), 20, "2017-11-01", "2017-11-20");
    assert_candidates(date_of(state, "en", "The summit will take place on 20 November.", "2017-11"), 20, "2017-11-01",
                      "2017-11-20");
}

static void a_deadline_set_in_the_past_tells_nothing(void **state) {
    assert_int_equal(date_of(state, "en", "They were asked to leave by 14 November.", "2017-11")->candidate_count, 30);
}

static void evidence_adds_up(void **state) {
    const dispatch_date *d = date_of(
        state, "fr", "Le fort a été libéré, écrit jeudi le journal Vremia. Au 14 mars, les rebelles avaient quitté la vallée.",
        "2018-03"); /* Thursdays from the 14th on: 15, 22, 29 */
    assert_candidates(d, 3, "2018-03-15", "2018-03-29");
    assert_int_equal(d->evidence_count, 2);
}

static void a_contradiction_widens_again(void **state) {
    const dispatch_date *d =
        date_of(state, "en", "The army captured the port on 25 November. The summit will take place on 20 November.", "2017-11");
    assert_true(d->candidate_count > 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_given_day_is_the_day),
        cmocka_unit_test(a_given_month_has_all_its_days),
        cmocka_unit_test(a_year_alone_gives_none),
        cmocka_unit_test(a_dateline_is_the_day),
        cmocka_unit_test(a_dateline_without_a_year_may_be_of_the_day_before),
        cmocka_unit_test(a_text_may_end_behind_its_date),
        cmocka_unit_test(a_dateline_of_another_month_is_none),
        cmocka_unit_test(a_day_named_twice_tells_the_day),
        cmocka_unit_test(a_day_named_twice_may_be_one_time),
        cmocka_unit_test(what_is_reported_in_the_present_was_written_that_day),
        cmocka_unit_test(a_dated_past_lies_behind),
        cmocka_unit_test(a_past_late_in_the_month_may_be_of_another_year),
        cmocka_unit_test(a_dated_future_lies_ahead),
        cmocka_unit_test(the_next_such_day_lies_in_the_week_ahead),
        cmocka_unit_test(a_deadline_set_in_the_past_tells_nothing),
        cmocka_unit_test(evidence_adds_up),
        cmocka_unit_test(a_contradiction_widens_again),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
