#include "testing.h"

#include "core/error.h"
#include "core/utf8.h"

static void an_error_says_what_where_and_what_to_do(void **state) {
    (void)state;
    dp_error err;
    assert_int_equal(error_set(&err, DP_E_FORMAT, "expected %d columns", 3), DP_E_FORMAT);
    assert_int_equal(error_at(&err, "lang/fr/time.rules", 12), DP_E_FORMAT);
    assert_int_equal(error_remedy(&err, "add %s", "one"), DP_E_FORMAT);
    assert_string_equal(err.message, "expected 3 columns");
    assert_string_equal(err.file, "lang/fr/time.rules");
    assert_int_equal(err.line, 12);
    assert_string_equal(err.remedy, "add one");
    error_set(&err, DP_E_IO, "other");
    assert_string_equal(err.file, "");
    assert_string_equal(err.remedy, "");
    assert_int_equal(err.line, 0);
    error_at(&err, NULL, 0);
    assert_string_equal(err.file, "");
    assert_int_equal(error_nomem(&err), DP_E_NOMEM);
}

static void nobody_has_to_listen(void **state) {
    (void)state;
    assert_int_equal(error_set(NULL, DP_E_IO, "x"), DP_E_IO);
    assert_int_equal(error_at(NULL, "x", 1), DP_E_INTERNAL);
    assert_int_equal(error_remedy(NULL, "x"), DP_E_INTERNAL);
    assert_int_equal(error_nomem(NULL), DP_E_NOMEM);
}

static void long_text_is_cut_between_characters(void **state) {
    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        char text[1200] = "";
        memset(text, 'a', lead);
        for (size_t i = lead; i + 4 < sizeof text; i += 4) memcpy(text + i, "\xF0\x9F\x92\xA5", 5);
        dp_error err;
        error_set(&err, DP_E_IO, "%s", text);
        error_at(&err, text, 1);
        error_remedy(&err, "%s", text);
        assert_true(strlen(err.message) > 240 && utf8_valid(err.message, strlen(err.message)));
        assert_true(strlen(err.file) > 490 && utf8_valid(err.file, strlen(err.file)));
        assert_true(utf8_valid(err.remedy, strlen(err.remedy)));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_says_what_where_and_what_to_do),
        cmocka_unit_test(nobody_has_to_listen),
        cmocka_unit_test(long_text_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
