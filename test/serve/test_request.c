/* Addresses, decoded and refused. */
#include "serve/app.h"
#include "serve/head.h"
#include "testing.h"

static arena a;

static dp_status target_of(const char *target, request *q) {
    dp_error err = {0};
    arena_reset(&a);
    memset(q, 0, sizeof *q);
    return request_read_target(target, &a, q, &err);
}

static void test_path_form_and_parameters(void **state) {
    (void)state;
    request q;
    assert_int_equal(target_of("/places/L4%20K7.feed.json?from=2017-11&q=a+b%26c&empty=&&x", &q), DP_OK);
    assert_int_equal(q.segment_count, 2);
    assert_string_equal(q.segments[0], "places");
    assert_string_equal(q.segments[1], "L4 K7");
    assert_int_equal(q.form, FORM_FEED);
    assert_string_equal(request_value(&q, "q"), "a b&c");
    assert_null(request_value(&q, "empty"));
    assert_null(request_value(&q, "missing"));
    assert_int_equal(target_of("/", &q), DP_OK);
    assert_int_equal(q.segment_count, 0);
    assert_int_equal(q.form, FORM_HTML);
}

static void test_what_is_no_address_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",           "claims",   "/%",       "/%0",      "/%zz",     "/%00",
                                      "/a%0Ab",     "/\xFF",    "/%C3",     "/a?b=%ff", "/a?b=%0d", "/a?b=1&b=2",
                                      "/a/b/c/d/e", "/a?%00=1", "/a?b=%1b", "/a\x7F"};
    request q;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (target_of(bad[i], &q) != DP_E_USAGE) fail_msg("taken: %zu", i);
}

static void test_lengths_and_counts_are_bounded(void **state) {
    (void)state;
    request q;
    char *target = malloc(REQUEST_TARGET_MAX + 10);
    memset(target, 'a', REQUEST_TARGET_MAX + 9);
    target[0] = '/';
    target[REQUEST_TARGET_MAX + 9] = '\0';
    assert_int_equal(target_of(target, &q), DP_E_TOO_LONG);
    memcpy(target, "/a?b=", 5);
    target[REQUEST_VALUE_MAX + 6] = '\0';
    assert_int_equal(target_of(target, &q), DP_E_USAGE);
    size_t n = (size_t)sprintf(target, "/a?");
    for (unsigned i = 0; i <= REQUEST_PARAMETERS_MAX; i++) n += (size_t)sprintf(target + n, "p%u=1&", i);
    assert_int_equal(target_of(target, &q), DP_E_USAGE);
    free(target);
}

static void test_numbers(void **state) {
    (void)state;
    request q;
    uint64_t v;
    double d;
    dp_error err = {0};
    assert_int_equal(target_of("/?limit=20&bad=2x&minus=-1&large=99999999999999999999", &q), DP_OK);
    assert_int_equal(request_number(&q, "limit", 5, 100, &v, &err), DP_OK);
    assert_int_equal(v, 20);
    assert_int_equal(request_number(&q, "none", 5, 100, &v, &err), DP_OK);
    assert_int_equal(v, 5);
    static const char *const bad[] = {"bad", "minus", "large"};
    for (int i = 0; i < 3; i++) assert_int_equal(request_number(&q, bad[i], 5, 100, &v, &err), DP_E_USAGE);
    assert_int_equal(request_number(&q, "limit", 5, 10, &v, &err), DP_E_USAGE);
    assert_int_equal(request_real("-12.5", -180, 180, &d, &err), DP_OK);
    assert_true(d == -12.5);
    static const char *const no_degrees[] = {"", "nan", "inf", "1e5", "200", "1 2", "0x10", "--1"};
    for (size_t i = 0; i < sizeof no_degrees / sizeof *no_degrees; i++)
        assert_int_equal(request_real(no_degrees[i], -180, 180, &d, &err), DP_E_USAGE);
}

static void test_cursors_are_of_one_list(void **state) {
    (void)state;
    char cursor[CURSOR_MAX];
    uint64_t offset;
    cursor_write("places", 12345, cursor);
    assert_true(cursor_read("places", cursor, &offset));
    assert_int_equal(offset, 12345);
    assert_false(cursor_read("actors", cursor, &offset));
    static const char *const bad[] = {"", ".", "1", "1.", "3039.00000000", "-1.0", "ffffffffffffffff.0", "3039", "zz.zz"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(cursor_read("places", bad[i], &offset));
    cursor[0] = cursor[0] == '1' ? '2' : '1';
    assert_false(cursor_read("places", cursor, &offset));
}

/* Whatever bytes come, reading ends, and what is taken is clean text. */
static void test_any_bytes(void **state) {
    (void)state;
    random_source r = {7};
    char target[64];
    for (int round = 0; round < 20000; round++) {
        const size_t n = 1 + random_below(&r, sizeof target - 2);
        for (size_t i = 0; i < n; i++) target[i] = "/%?&=+.abcj01\xC3\xA9\xFF"[random_below(&r, 17)];
        target[0] = '/';
        target[n] = '\0';
        request q;
        if (target_of(target, &q) != DP_OK) continue;
        for (uint32_t i = 0; i < q.parameter_count; i++)
            assert_true(utf8_valid(q.parameters[i].value, strlen(q.parameters[i].value)));
    }
}

/* What is whole or wrong stays so, whatever comes behind it: a door that looks early decides as one that looks late. */
static void test_a_head_is_judged_once(void **state) {
    (void)state;
    static const char whole[] =
        "GET /claims.json?q=a HTTP/1.1\r\nHost: 127.0.0.1:8017\r\nContent-Length: 2\r\nCookie: a=b; c=d\r\n\r\n{}";
    static const char others[] = "\r\n\t :;/?=&aZ09\x01\x7F\xC3-";
    random_source r = {11};
    for (int round = 0; round < 4000; round++) {
        char head[sizeof whole];
        memcpy(head, whole, sizeof whole);
        for (uint32_t i = random_below(&r, 4); i > 0; i--)
            head[random_below(&r, sizeof whole - 1)] = others[random_below(&r, sizeof others - 1)];
        enum head_state before = HEAD_PART;
        for (size_t n = 0; n < sizeof whole; n++) {
            head_fault fault;
            const enum head_state state_now = head_read(head, n, &fault);
            if (before != HEAD_PART && state_now != before) fail_msg("%.*s: %d, then %d", (int)n, head, before, state_now);
            if (state_now == HEAD_WRONG) assert_in_range(fault.status, 400, 599);
            before = state_now;
        }
    }
    head_fault fault;
    assert_int_equal(head_read(whole, sizeof whole - 1, &fault), HEAD_WHOLE);
}

static int set_up(void **state) {
    (void)state;
    arena_init(&a);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    arena_free(&a);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path_form_and_parameters),       cmocka_unit_test(test_what_is_no_address_is_refused),
        cmocka_unit_test(test_lengths_and_counts_are_bounded), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_cursors_are_of_one_list),        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_a_head_is_judged_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
