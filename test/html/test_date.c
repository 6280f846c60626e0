#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/date.h"

static pack knowledge_pack;
static page_words words;

static int open_words(void **state) {
    (void)state;
    dp_error err;
    assert_int_equal(pack_open(getenv("DEPECHE_PACK"), &knowledge_pack, &err), DP_OK);
    assert_int_equal(page_words_open(&knowledge_pack, &words, &err), DP_OK);
    return 0;
}

static int close_words(void **state) {
    (void)state;
    pack_close(&knowledge_pack);
    return 0;
}

/* The days that a text of that language names, one after the other. */
static const char *days_of(const char *lang, const char *text, char out[128]) {
    const date_habits habits = {lang, page_date_order(&words, lang, ""), day_from_civil(1995, 1, 1),
                                day_from_civil(2030, 12, 31)};
    date_hit hit;
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t from = 0; date_next(&words, &habits, text, (uint32_t)strlen(text), &from, &hit);) {
        char day[16];
        day_format(hit.day, day);
        used += (size_t)snprintf(out + used, 128 - used, "%s%s", used ? " " : "", day);
    }
    return out;
}

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

static void reads_days_in_the_words_of_many_languages(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"en", "Posted on March 7, 1999 at noon", "1999-03-07"},
        {"en", "the 7th of March, 1999, and Sept. 1st 2001", "1999-03-07 2001-09-01"},
        {"de", "Am 7. März 1999 und am 1. Jänner 2000", "1999-03-07 2000-01-01"},
        {"fr", "le 1er août 1999", "1999-08-01"},
        {"es", "7 de marzo de 1999", "1999-03-07"},
        {"pt", "7 de março de 1999, às 10h", "1999-03-07"},
        {"it", "7 marzo 1999", "1999-03-07"},
        {"ru", "7 марта 1999 года", "1999-03-07"},
        {"uk", "7 березня 1999 р.", "1999-03-07"},
        {"pl", "7 marca 1999", "1999-03-07"},
        {"pl", "7 listopada 1999", "1999-11-07"},
        {"hr", "7. listopada 1999.", "1999-10-07"},
        {"cs", "7. března 1999", "1999-03-07"},
        {"hu", "1999. március 7.", "1999-03-07"},
        {"lt", "1999 m. kovo 7 d.", "1999-03-07"},
        {"fi", "7. maaliskuuta 1999", "1999-03-07"},
        {"el", "7 Μαρτίου 1999", "1999-03-07"},
        {"tr", "7 Ağustos 1999", "1999-08-07"},
        {"ar", "٧ مارس ١٩٩٩", "1999-03-07"},
        {"ar", "7 آذار/مارس 1999", "1999-03-07"},
        {"fa", "7 مارس 1999", "1999-03-07"},
        {"he", "7 במרץ 1999", "1999-03-07"},
        {"hi", "7 मार्च 1999", "1999-03-07"},
        {"zh", "1999年3月7日", "1999-03-07"},
        {"ja", "1999年 3月 7日（日）", "1999-03-07"},
        {"ko", "1999년 3월 7일", "1999-03-07"},
        {"vi", "ngày 7 tháng 3 năm 1999", "1999-03-07"},
        {"id", "7 Maret 1999", "1999-03-07"},
        {"", "1999-03-07T10:00:00Z", "1999-03-07"},
        {"nl", "7-3-1999, 7 mrt. 1999", "1999-03-07 1999-03-07"},
    };
    char got[128];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(days_of(cases[i][0], cases[i][1], got), cases[i][2]);
}

static void numbers_are_read_as_the_language_and_the_country_write_them(void **state) {
    (void)state;
    char got[128];
    assert_string_equal(days_of("en", "3/7/1999", got), "1999-03-07");
    assert_string_equal(days_of("en-GB", "3/7/1999", got), "1999-07-03");
    assert_string_equal(days_of("fr", "3/7/1999", got), "1999-07-03");
    assert_string_equal(days_of("fr", "3/17/1999", got), "1999-03-17");
    assert_string_equal(days_of("de", "7.3.1999, 07.03.99", got), "1999-03-07 1999-03-07");
    assert_string_equal(days_of("ko", "1999. 3. 7.", got), "1999-03-07");
    assert_int_equal(page_date_order(&words, "en", "au"), DATE_DMY);
    assert_int_equal(page_date_order(&words, "en", ""), DATE_MDY);
    assert_int_equal(page_date_order(&words, "xx", ""), DATE_DMY);
}

static void what_is_no_day_is_passed_over(void **state) {
    (void)state;
    static const char *const cases[] = {
        "© 1999",  "version 12.04.2", "31. April 1999", "30/02/1999",      "tel. 555-10-11-1999",        "March 1999",
        "7 March", "7 March 1789",    "7 March 2031",   "192.168.10.1999", "March 7 rose by 1999 votes", "1,999 and 7.5 of 12"};
    char got[128];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_string_equal(days_of("en", cases[i], got), "");
}

static void addresses_name_days(void **state) {
    (void)state;
    static const char *const cases[][2] = {{"https://a.example/1999/03/07/river", "1999-03-07"},
                                           {"https://a.example/news/1999-03-07-river.html", "1999-03-07"},
                                           {"https://a.example/world/1999/mar/07/river", "1999-03-07"},
                                           {"https://a.example/19990307/river", "1999-03-07"},
                                           {"https://a.example/1999/03/river", ""},
                                           {"https://a.example/article123456789", ""},
                                           {"https://a.example/id-19991340", ""}};
    const date_habits habits = {"en", DATE_MDY, day_from_civil(1995, 1, 1), day_from_civil(2030, 12, 31)};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_hit hit;
        char day[16] = "";
        if (date_in_address(&words, &habits, cases[i][0], (uint32_t)strlen(cases[i][0]), &hit)) day_format(hit.day, day);
        assert_string_equal(day, cases[i][1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_stamps_of_protocols_and_standards),
        cmocka_unit_test(days_that_do_not_exist_are_no_stamps),
        cmocka_unit_test(a_stamp_is_a_second_of_greenwich),
        cmocka_unit_test(reads_days_in_the_words_of_many_languages),
        cmocka_unit_test(numbers_are_read_as_the_language_and_the_country_write_them),
        cmocka_unit_test(what_is_no_day_is_passed_over),
        cmocka_unit_test(addresses_name_days),
    };
    return cmocka_run_group_tests(tests, open_words, close_words);
}
