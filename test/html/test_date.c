#include "testing.h"

#include <stdio.h>
#include <string.h>

#include "html/date.h"

/* "2017-11-10 06:12:00 +60" of a stamp; "" where it is none. */
static const char *read_stamp(const char *s, char out[64]) {
    date_stamp stamp;
    out[0] = '\0';
    if (!date_read_stamp(s, strlen(s), &stamp)) return out;
    int n = snprintf(out, 64, "%04d-%02d-%02d", stamp.day.year, stamp.day.month, stamp.day.day);
    if (stamp.has_time)
        n += snprintf(out + n, 64 - (size_t)n, " %02d:%02d:%02d", stamp.seconds_of_day / 3600, stamp.seconds_of_day / 60 % 60,
                      stamp.seconds_of_day % 60);
    if (stamp.has_zone) snprintf(out + n, 64 - (size_t)n, " %+d", stamp.zone_minutes);
    return out;
}

static void reads_the_stamps_of_protocols_and_standards(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"1999-03-07", "1999-03-07"},
        {" 1999-03-07T06:12:00+01:00", "1999-03-07 06:12:00 +60"},
        {"1999-03-07T06:12:00.250Z", "1999-03-07 06:12:00 +0"},
        {"1999-03-07 06:12", "1999-03-07 06:12:00"},
        {"1999-03-07T061200-0330", "1999-03-07 06:12:00 -210"},
        {"1999/3/7", "1999-03-07"},
        {"19990307", "1999-03-07"},
        {"19990307061200", "1999-03-07 06:12:00"},
        {"1999-03", "1999-03-00"},
        {"1999", "1999-00-00"},
        {"Sun, 07 Mar 1999 06:12:00 GMT", "1999-03-07 06:12:00 +0"},
        {"7 Mar 99 06:12 +0200", "1999-03-07 06:12:00 +120"},
        {"Sunday, 07-Mar-99 06:12:00 GMT", "1999-03-07 06:12:00 +0"},
        {"Sun Mar  7 06:12:00 1999", "1999-03-07 06:12:00"},
        {"Sun Mar 07 1999 06:12:00 GMT+0100 (Central European Standard Time)", "1999-03-07 06:12:00 +60"},
        {"March 7, 1999", "1999-03-07"},
        {"Sun, 7 Mar 2004 25:61:61 EST", "2004-03-07"},
    };
    char got[64];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_string_equal(read_stamp(cases[i][0], got), cases[i][1]);
}

static void days_that_do_not_exist_are_no_stamps(void **state) {
    (void)state;
    static const char *const cases[] = {"1999-02-29",
                                        "1999-13-01",
                                        "1999-00-10",
                                        "1999-04-31T10:00:00Z",
                                        "19990230",
                                        "0199-03-07",
                                        "Sun, 99 Foo 1999",
                                        "31 Apr 1999 06:00",
                                        "Feb 30, 1999",
                                        "",
                                        "yesterday",
                                        "12:30",
                                        "3/7/1999",
                                        "+1999-03-07",
                                        "199903"};
    char got[64];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_string_equal(read_stamp(cases[i], got), "");
}

static void a_stamp_is_a_second_of_greenwich(void **state) {
    (void)state;
    static const char stamp[] = "Sun, 07 Mar 1999 00:30:00 +0100";
    date_stamp s;
    assert_true(date_read_stamp(stamp, sizeof stamp - 1, &s));
    assert_int_equal(date_stamp_seconds(&s), 920763000);
    assert_int_equal(date_of_seconds(920763000), day_from_civil(1999, 3, 6));
    assert_int_equal(date_of_seconds(-1), day_from_civil(1969, 12, 31));
    assert_int_equal(date_of_seconds(INT64_MAX), DAY_NONE);
    assert_int_equal(date_of_seconds(INT64_MIN), DAY_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_stamps_of_protocols_and_standards),
        cmocka_unit_test(days_that_do_not_exist_are_no_stamps),
        cmocka_unit_test(a_stamp_is_a_second_of_greenwich),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
