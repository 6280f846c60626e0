/* EDTF: what is read, what is refused, which days it has, and how days are written. */
#include "testing.h"

#include "core/edtf.h"

static void assert_days(const char *s, const char *first, const char *last) {
    edtf e;
    char a[16], b[16];
    if (!edtf_read(s, &e)) fail_msg("refused: %s", s);
    day_range r = edtf_hull(&e);
    day_format(r.first, a);
    day_format(r.last, b);
    if (strcmp(a, first) != 0 || strcmp(b, last) != 0) fail_msg("%s: %s to %s", s, a, b);
}

static void each_form_has_its_days(void **state) {
    (void)state;
    assert_days("2017-11-10", "2017-11-10", "2017-11-10");
    assert_days("2017-11", "2017-11-01", "2017-11-30");
    assert_days("2017", "2017-01-01", "2017-12-31");
    assert_days("2017-11-10T14:30:00Z", "2017-11-10", "2017-11-10");
    assert_days("2017-11-10T14:30:00+05:30", "2017-11-10", "2017-11-10");
    assert_days("2017-11-06/2017-11-10", "2017-11-06", "2017-11-10");
    assert_days("2016-02/2017", "2016-02-01", "2017-12-31");
    assert_days("2017-11-XX", "2017-11-01", "2017-11-30");
    assert_days("2017-XX-XX", "2017-01-01", "2017-12-31");
    assert_days("201X", "2010-01-01", "2019-12-31");
    assert_days("19XX", "1900-01-01", "1999-12-31");
    assert_days("2017-11~", "2017-11-01", "2017-11-30");
    assert_days("2017-21", "2017-03-01", "2017-05-31");
    assert_days("2015-24", "2015-12-01", "2016-02-29");
    assert_days("2011/..", "2011-01-01", "");
    assert_days("../2017-11-06", "", "2017-11-06");
    assert_days("2011/", "2011-01-01", "");
    assert_days("-0044-03-15", "-0044-03-15", "-0044-03-15");
    assert_days("Y17000", "", "");
    assert_days("[2017-11-06..2017-11-10,2017-11-14]", "2017-11-06", "2017-11-14");
    assert_days("{2017-11-06, 2017-12}", "2017-11-06", "2017-12-31");
    assert_days("[..2017-11-06]", "", "2017-11-06");
    assert_days("[2017-11-06..]", "2017-11-06", "");
}

static void what_is_none_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "..",
                                      "/",
                                      "../..",
                                      "2017-",
                                      "2017-13",
                                      "2017-00",
                                      "2017-02-29",
                                      "2017-11-31",
                                      "2017-1-1",
                                      "17",
                                      "2X17",
                                      "2XXX",
                                      "2017-XX-10",
                                      "201X-11",
                                      "2017-21-01",
                                      "2017-20",
                                      "2017-25",
                                      "2017/2016",
                                      "2017-11-10T25:00",
                                      "2017-11-10T14",
                                      "2017-11T14:30",
                                      "2017??",
                                      "2017 ",
                                      "Y1",
                                      "Y00012",
                                      "Y99999999999",
                                      "[2017",
                                      "[2017]x",
                                      "[]",
                                      "[2017}",
                                      "[2017..2016]",
                                      "[2017,]",
                                      "2017..2018",
                                      "31 février"};
    edtf e;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        if (edtf_read(bad[k], &e)) fail_msg("read: %s", bad[k]);
        assert_int_equal(e.count, 0);
    }
    assert_false(edtf_read(NULL, &e));
}

static void a_set_has_room_for_so_many(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    for (int k = 0; k < EDTF_ITEMS_MAX; k++) buf_printf(&b, "%s%d", k ? "," : "", 1900 + 2 * k);
    edtf e;
    size_t n = b.n;
    buf_char(&b, ']');
    assert_true(edtf_read(buf_cstr(&b), &e));
    b.n = n;
    buf_str(&b, ",2017]");
    assert_false(edtf_read(buf_cstr(&b), &e));
    buf_free(&b);
}

static int32_t day(const char *s) {
    civil c;
    assert_true(edtf_parse(s, &c));
    return day_from_civil(c.year, c.month, c.day);
}

static void a_day_is_held_or_not(void **state) {
    (void)state;
    edtf e;
    assert_true(edtf_read("[2017-11-06..2017-11-10,2017-11-14]", &e));
    assert_true(edtf_holds(&e, day("2017-11-06")) && edtf_holds(&e, day("2017-11-08")) && edtf_holds(&e, day("2017-11-14")));
    assert_false(edtf_holds(&e, day("2017-11-12")) || edtf_holds(&e, day("2017-11-15")));
    assert_true(edtf_read("2011/..", &e));
    assert_true(edtf_holds(&e, day("2999-01-01")));
    assert_false(edtf_holds(&e, day("2010-12-31")));
    assert_true(edtf_read("Y17000", &e));
    assert_false(edtf_holds(&e, day("2017-11-10")));
}

static void what_all_days_share_is_common(void **state) {
    (void)state;
    static const struct {
        const char *s;
        civil common;
    } cases[] = {{"2017-11-10?", {2017, 11, 10}},
                 {"2017-11-06/2017-11-10", {2017, 11, 0}},
                 {"[2017-02,2017-11-10]", {2017, 0, 0}},
                 {"2016-24", {0, 0, 0}},
                 {"2017/..", {0, 0, 0}}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        edtf e;
        assert_true(edtf_read(cases[k].s, &e));
        civil c = edtf_common(&e);
        if (c.year != cases[k].common.year || c.month != cases[k].common.month || c.day != cases[k].common.day)
            fail_msg("%s: %d-%d-%d", cases[k].s, (int)c.year, (int)c.month, (int)c.day);
    }
}

static void written_it_is_what_was_read(void **state) {
    (void)state;
    static const char *const forms[] = {"2017-11-10", "2017-11",           "2017",        "2017-11-06/2017-11-10",
                                        "2017-11-XX", "2017-XX-XX",        "201X",        "20XX",
                                        "2017~",      "2017-11-10%",       "2017-22",     "2011/..",
                                        "../2017",    "/2017-11",          "2011/",       "Y-17000",
                                        "-0044",      "[2017..2018,2020]", "{2017,2019}", "[..2017-11]",
                                        "[2017..]",   "2017?/2018~"};
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        edtf e;
        buf b;
        buf_init(&b);
        assert_true(edtf_read(forms[k], &e));
        edtf_write(&e, &b);
        assert_string_equal(buf_cstr(&b), forms[k]);
        buf_free(&b);
    }
}

static void assert_written(const int32_t *days, size_t n, const char *want) {
    buf b;
    buf_init(&b);
    edtf_write_days(days, n, &b);
    assert_string_equal(buf_cstr(&b), want);
    buf_free(&b);
}

static void days_are_written_short(void **state) {
    (void)state;
    int32_t year[366], first = day("2017-01-01"), november = day("2017-11-01");
    for (int k = 0; k < 365; k++) year[k] = first + k;
    assert_written(year, 0, "");
    assert_written(year, 1, "2017-01-01");
    assert_written(year, 2, "[2017-01-01,2017-01-02]");
    assert_written(year, 31, "2017-01");
    assert_written(year, 365, "2017");
    assert_written(year + 303, 62, "[2017-10-31..2017-12-31]");
    const int32_t left[] = {november + 5, november + 6, november + 7, november + 9, november + 12, november + 13};
    assert_written(left, 6, "[2017-11-06..2017-11-08,2017-11-10,2017-11-13,2017-11-14]");
}

/* Whatever days: written and read again they hold those days and no others. */
static void days_come_back(void **state) {
    (void)state;
    uint64_t seed = 88172645463325252u;
    const int32_t first = day("2016-02-01");
    for (int round = 0; round < 2000; round++) {
        int32_t days[31];
        size_t n = 0;
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        for (int k = 0; k < 31; k++)
            if (seed >> k & 1) days[n++] = first + k;
        if (n == 0) continue;
        edtf e;
        buf b;
        buf_init(&b);
        edtf_write_days(days, n, &b);
        if (!edtf_read(buf_cstr(&b), &e)) fail_msg("refused: %s", buf_cstr(&b));
        for (int k = -2; k < 34; k++)
            if (edtf_holds(&e, first + k) != (k >= 0 && k < 31 && (seed >> k & 1))) fail_msg("%s: day %d", buf_cstr(&b), k);
        buf_free(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_has_its_days),        cmocka_unit_test(what_is_none_is_refused),
        cmocka_unit_test(a_set_has_room_for_so_many),    cmocka_unit_test(a_day_is_held_or_not),
        cmocka_unit_test(what_all_days_share_is_common), cmocka_unit_test(written_it_is_what_was_read),
        cmocka_unit_test(days_are_written_short),        cmocka_unit_test(days_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
