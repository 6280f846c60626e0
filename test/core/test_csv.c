/* Values of comma- and tab-separated files. */
#include "testing.h"

#include "core/csv.h"

static void csv_is(const char *s, bool raw, const char *wanted) {
    buf out;
    buf_init(&out);
    csv_text(s, strlen(s), raw, &out);
    assert_string_equal(buf_cstr(&out), wanted);
    buf_free(&out);
}
static void tsv_is(const char *s, bool raw, const char *wanted) {
    buf out;
    buf_init(&out);
    tsv_text(s, strlen(s), raw, &out);
    assert_string_equal(buf_cstr(&out), wanted);
    buf_free(&out);
}

static void what_could_be_a_formula_is_text(void **state) {
    (void)state;
    csv_is("=1+1", false, "\"'=1+1\"");
    csv_is("+49", false, "\"'+49\"");
    csv_is("-2", false, "\"'-2\"");
    csv_is("@SUM(A1)", false, "\"'@SUM(A1)\"");
    csv_is("  =1", false, "\"'  =1\"");
    csv_is("\t=1", false, "\"' =1\"");
    csv_is("\x01=1", false, "\"' =1\"");
    csv_is(" \x7F\x02-1", false, "\"'   -1\"");
    csv_is("\xC2\x85+1", false, "\"' +1\"");
    csv_is("\n=1", false, "\"'\n=1\"");
    csv_is("\xEF\xBC\x8B"
           "1",
           false,
           "\"'\xEF\xBC\x8B"
           "1\"");
    csv_is("=HYPERLINK(\"http://x\",\"y\")", false, "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    tsv_is("=1\t2", false, "\"'=1 2\"");
}

static void raw_values_stay_as_they_are(void **state) {
    (void)state;
    csv_is("=1+1", true, "=1+1");
    csv_is("=a,b", true, "\"=a,b\"");
    tsv_is("=1", true, "=1");
    tsv_is("say \"no\"\tnow\n", true, "say \"no\" now ");
}

static void quotes_stand_where_they_must(void **state) {
    (void)state;
    csv_is("plain", false, "plain");
    csv_is("", false, "");
    csv_is("a,b", false, "\"a,b\"");
    csv_is("a;b", false, "\"a;b\"");
    csv_is("two\nlines", false, "\"two\nlines\"");
    csv_is("say \"no\"", false, "\"say \"\"no\"\"\"");
    csv_is(" blank", false, "\" blank\"");
    csv_is("bell\x07", false, "bell ");
    csv_is("red\xC2\x9B"
           "31m caf\xC3\xA9",
           false, "red 31m caf\xC3\xA9");
    tsv_is("a,b", false, "a,b");
    tsv_is("say \"no\"", false, "\"say \"\"no\"\"\"");
    tsv_is("two\nlines", false, "two lines");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_could_be_a_formula_is_text),
        cmocka_unit_test(raw_values_stay_as_they_are),
        cmocka_unit_test(quotes_stand_where_they_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
