/* The tabular Islamic calendar against pairs from almanacs and from Calendrical Calculations, appendix C. */
#include "testing.h"

#include "core/hijri.h"

static void expect(int32_t y, int32_t m, int32_t d, const char *day) {
    char got[16];
    day_format(day_from_hijri(y, m, d), got);
    assert_string_equal(got, day);
    civil back = day_to_hijri(day_from_hijri(y, m, d));
    assert_int_equal(back.year, y);
    assert_int_equal(back.month, m);
    assert_int_equal(back.day, d);
}

static void known_days(void **state) {
    (void)state;
    expect(1, 1, 1, "0622-07-19");
    expect(1438, 9, 15, "2017-06-10");
    expect(1439, 1, 1, "2017-09-22");
    expect(1400, 1, 1, "1979-11-21"); /* reckoned; by the sighted moon it was the day before */
    expect(1420, 9, 24, "2000-01-01");
    expect(1420, 1, 1, "1999-04-17");
    expect(1445, 9, 1, "2024-03-11");
    expect(1403, 12, 10, "1983-09-18");
    expect(1364, 12, 6, "1945-11-12"); /* Calendrical Calculations has 1364-12-06 for 12 November 1945 */
}

static void every_day_there_and_back(void **state) {
    (void)state;
    civil before = day_to_hijri(day_from_civil(1899, 12, 31));
    for (int32_t day = day_from_civil(1900, 1, 1); day < day_from_civil(2100, 1, 1); day++) {
        civil c = day_to_hijri(day);
        assert_int_equal(day_from_hijri(c.year, c.month, c.day), day);
        bool follows = c.day == before.day + 1 || (c.day == 1 && before.day == hijri_month_length(before.year, before.month));
        assert_true(follows);
        before = c;
    }
}

static void what_does_not_exist(void **state) {
    (void)state;
    assert_int_equal(day_from_hijri(1438, 2, 30), DAY_NONE);
    assert_int_equal(day_from_hijri(1438, 13, 1), DAY_NONE);
    assert_int_equal(day_from_hijri(0, 1, 1), DAY_NONE);
    assert_int_equal(day_to_hijri(DAY_NONE).year, 0);
    assert_int_equal(hijri_range((civil){1438, 13, 0}).first, DAY_NONE);
}

static void months_and_years_are_ranges(void **state) {
    (void)state;
    day_range month = hijri_range((civil){1438, 9, 0}), year = hijri_range((civil){1438, 0, 0});
    assert_int_equal(month.last - month.first + 1, 30);
    assert_int_equal(year.last - year.first + 1, 354);
    assert_int_equal(year.last + 1, day_from_hijri(1439, 1, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(every_day_there_and_back),
        cmocka_unit_test(what_does_not_exist),
        cmocka_unit_test(months_and_years_are_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
