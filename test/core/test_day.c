#include "testing.h"

#include "core/day.h"

static void counts_days_as_a_plain_walk_through_the_calendar_does(void **state) {
    (void)state;
    int32_t day = day_from_civil(-400, 1, 1), weekday = day_weekday(day);
    for (int32_t y = -400; y <= 2800; y++) {
        for (int32_t m = 1; m <= 12; m++) {
            int32_t leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
            int32_t length = m == 2 ? 28 + leap : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
            assert_int_equal(day_month_length(y, m), length);
            for (int32_t d = 1; d <= length; d++, day++) {
                assert_int_equal(day_from_civil(y, m, d), day);
                civil c = day_to_civil(day);
                assert_true(c.year == y && c.month == m && c.day == d);
                assert_int_equal(day_weekday(day), weekday);
                weekday = weekday % 7 + 1;
            }
        }
    }
}

static void known_days(void **state) {
    (void)state;
    assert_int_equal(day_from_civil(1970, 1, 1), 0);
    assert_int_equal(day_weekday(0), 4);
    assert_int_equal(day_weekday(day_from_civil(2017, 11, 10)), 5);
    assert_int_equal(day_weekday(-1), 3);
}

static void dates_that_do_not_exist_are_none(void **state) {
    (void)state;
    assert_int_equal(day_from_civil(2017, 2, 29), DAY_NONE);
    assert_int_equal(day_from_civil(2017, 13, 1), DAY_NONE);
    assert_int_equal(day_from_civil(2017, 0, 1), DAY_NONE);
    assert_int_equal(day_from_civil(2017, 1, 0), DAY_NONE);
    assert_int_equal(day_from_civil(INT32_MAX, 1, 1), DAY_NONE);
    assert_int_equal(day_from_civil(INT32_MIN, 1, 1), DAY_NONE);
    assert_int_equal(day_month_length(2017, 13), 0);
    assert_int_equal(day_to_civil(DAY_NONE).year, 0);
}

static void iso_weeks_at_the_turn_of_the_year(void **state) {
    (void)state;
    const struct {
        int32_t y, m, d, year, week;
    } cases[] = {{2016, 1, 3, 2015, 53},   {2016, 1, 4, 2016, 1},  {2018, 12, 31, 2019, 1},
                 {2020, 12, 31, 2020, 53}, {2021, 1, 1, 2020, 53}, {2017, 11, 10, 2017, 45}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t year, week;
        day_iso_week(day_from_civil(cases[i].y, cases[i].m, cases[i].d), &year, &week);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(week, cases[i].week);
    }
    int32_t year = 1, week = 1;
    day_iso_week(DAY_NONE, &year, &week);
    assert_int_equal(year, 0);
}

static void edtf_takes_day_month_and_year_and_nothing_else(void **state) {
    (void)state;
    civil c;
    assert_true(edtf_parse("2017-11-10", &c) && c.year == 2017 && c.month == 11 && c.day == 10);
    assert_true(edtf_parse("2017-11", &c) && c.month == 11 && c.day == 0);
    assert_true(edtf_parse("2017", &c) && c.month == 0);
    const char *bad[] = {"",           "17",         "201",        "2017-", "2017-1", "2017-13",          "2017-00", "2017-11-",
                         "2017-02-29", "2017-11-1x", "2017/11/10", "0999",  "3000",   "2017-11-10T10:00", " 2017",   "２０１７"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(edtf_parse(bad[i], &c));
    assert_false(edtf_parse(NULL, &c));
}

static void a_coarse_date_spans_its_days(void **state) {
    (void)state;
    day_range r = edtf_range((civil){2016, 2, 0});
    assert_int_equal(r.first, day_from_civil(2016, 2, 1));
    assert_int_equal(r.last, day_from_civil(2016, 2, 29));
    r = edtf_range((civil){2016, 0, 0});
    assert_int_equal(r.last - r.first, 365);
    r = edtf_range((civil){2016, 5, 7});
    assert_int_equal(r.first, r.last);
    r = edtf_range((civil){0});
    assert_int_equal(r.first, DAY_NONE);
}

static void formatting(void **state) {
    (void)state;
    char out[16];
    day_format(day_from_civil(2017, 11, 9), out);
    assert_string_equal(out, "2017-11-09");
    day_format(day_from_civil(-44, 3, 15), out);
    assert_string_equal(out, "-0044-03-15");
    day_format(DAY_NONE, out);
    assert_string_equal(out, "");
    day_format(INT32_MAX, out);
    assert_string_equal(out, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_days_as_a_plain_walk_through_the_calendar_does),
        cmocka_unit_test(known_days),
        cmocka_unit_test(dates_that_do_not_exist_are_none),
        cmocka_unit_test(iso_weeks_at_the_turn_of_the_year),
        cmocka_unit_test(edtf_takes_day_month_and_year_and_nothing_else),
        cmocka_unit_test(a_coarse_date_spans_its_days),
        cmocka_unit_test(formatting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
