#include "testing.h"

#include <jansson.h>
#include <math.h>

#include "core/buf.h"
#include "core/utf8.h"

static const char *json_of(buf *b, const char *s, size_t n) {
    buf_clear(b);
    json_str(b, s, n);
    return buf_cstr(b);
}

static void appends_of_all_kinds(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    assert_string_equal(buf_cstr(&b), "");
    buf_str(&b, "a");
    buf_str(&b, NULL);
    buf_char(&b, 'b');
    buf_int(&b, INT64_MIN);
    buf_int(&b, 0);
    buf_int(&b, INT64_MAX);
    buf_printf(&b, "%s:%d", "x", 5);
    buf_add(&b, "yz", 2);
    assert_string_equal(buf_cstr(&b), "ab-922337203685477580809223372036854775807x:5yz");
    for (int i = 0; i < 100000; i++) buf_char(&b, 'q');
    assert_int_equal(b.n, 100047);
    assert_false(b.failed);
    buf_free(&b);
}

static void a_failed_growth_sticks_until_the_buffer_is_cleared(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    buf_str(&b, "kept");
    buf_add(&b, "x", SIZE_MAX / 2);
    assert_true(b.failed);
    buf_str(&b, "dropped");
    assert_int_equal(b.n, 4);
    assert_null(buf_cstr(&b));
    buf_clear(&b);
    buf_str(&b, "new");
    assert_string_equal(buf_cstr(&b), "new");
    buf_free(&b);
}

static void strings_are_escaped_as_json_and_for_terminals(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    assert_string_equal(json_of(&b, "a\"b\\c\n\r\t", 8), "\"a\\\"b\\\\c\\n\\r\\t\"");
    assert_string_equal(json_of(&b, "\x1b[2J\0\x7f", 6), "\"\\u001b[2J\\u0000\\u007f\"");
    assert_string_equal(json_of(&b, "\xC2\x9B|\xE2\x80\xA8|\xC2\xA0", 9), "\"\\u009b|\\u2028|\xC2\xA0\"");
    assert_string_equal(json_of(&b, "\xC3", 1), "\"\xEF\xBF\xBD\"");
    assert_string_equal(json_of(&b, "\xEF\xBF\xBD", 3), "\"\xEF\xBF\xBD\"");
    assert_string_equal(json_of(&b, "\xE2\x82|", 3), "\"\xEF\xBF\xBD|\"");
    assert_string_equal(json_of(&b, "", 0), "\"\"");
    buf_free(&b);
}

static void any_bytes_become_a_string_that_a_json_reader_takes(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    random_source r = {7};
    arena a;
    arena_init(&a);
    for (int round = 0; round < 3000; round++) {
        char raw[80];
        size_t n = random_below(&r, sizeof raw);
        for (size_t i = 0; i < n; i++) raw[i] = (char)random_next(&r);
        json_of(&b, raw, n);
        json_t *read = json_loadb(b.at, b.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        const char *mended;
        size_t mended_bytes;
        assert_int_equal(utf8_mend(raw, n, &a, &mended, &mended_bytes), DP_OK);
        assert_non_null(read);
        assert_int_equal(json_string_length(read), mended_bytes);
        assert_memory_equal(json_string_value(read), mended, mended_bytes);
        json_decref(read);
        arena_reset(&a);
    }
    arena_free(&a);
    buf_free(&b);
}

static void members_are_set_apart_by_commas(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    json_sep(&b);
    buf_char(&b, '{');
    json_kv_str(&b, "s", "é");
    json_kv_str(&b, "none", NULL);
    json_kv_int(&b, "i", -3);
    json_kv_real(&b, "lat", 34.45226, 5);
    json_kv_bool(&b, "yes", true);
    json_kv_bool(&b, "no", false);
    json_kv_null(&b, "null");
    json_key(&b, "list");
    buf_char(&b, '[');
    for (int i = 0; i < 3; i++) {
        json_sep(&b);
        buf_int(&b, i);
    }
    buf_str(&b, "]}");
    assert_string_equal(buf_cstr(&b),
                        "{\"s\":\"é\",\"none\":null,\"i\":-3,\"lat\":34.45226,\"yes\":true,\"no\":false,\"null\":null,"
                        "\"list\":[0,1,2]}");
    buf_free(&b);
}

static void reals_have_a_point_and_no_exponent(void **state) {
    (void)state;
    const struct {
        double value;
        int decimals;
        const char *want;
    } cases[] = {{12, 0, "12.0"},
                 {0.5, 1, "0.5"},
                 {-0.00001, 2, "0.00"},
                 {1e20, 1, "100000000000000000000.0"},
                 {231.5, 1, "231.5"},
                 {NAN, 1, "null"},
                 {-INFINITY, 1, "null"},
                 {-1.25, 2, "-1.25"},
                 {1e-9, 3, "0.000"},
                 {34.452260000000003, 5, "34.45226"},
                 {-0.5, 0, "-1.0"},
                 {999999999.9, 1, "999999999.9"},
                 {3.14159265358979, 9, "3.141592654"},
                 {-4e9, 2, "-4000000000.00"},
                 {2.5, -1, "3.0"}};
    buf b;
    buf_init(&b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&b);
        json_kv_real(&b, "v", cases[i].value, cases[i].decimals);
        assert_string_equal(buf_cstr(&b) + 4, cases[i].want);
    }
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_of_all_kinds),
        cmocka_unit_test(a_failed_growth_sticks_until_the_buffer_is_cleared),
        cmocka_unit_test(strings_are_escaped_as_json_and_for_terminals),
        cmocka_unit_test(any_bytes_become_a_string_that_a_json_reader_takes),
        cmocka_unit_test(members_are_set_apart_by_commas),
        cmocka_unit_test(reals_have_a_point_and_no_exponent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
