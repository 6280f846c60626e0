/* Bytes become keys, keys become actions, and a file may change which. */
#include "testing.h"

#include "review/input.h"
#include "review/keys.h"

static void expect_key(const char *bytes, size_t n, bool complete, size_t took, uint32_t wanted) {
    uint32_t key = 0;
    char *exact = exact_copy(bytes, n);
    assert_int_equal(input_key(exact, n, complete, &key), took);
    if (took) assert_int_equal(key, wanted);
    free(exact);
}

static void letters_arrows_and_controls_are_read(void **state) {
    (void)state;
    expect_key("a", 1, false, 1, 'a');
    expect_key("\xC3\xA9x", 3, false, 2, 0xE9);
    expect_key("\xF0\x9F\x98\x80", 4, false, 4, 0x1F600);
    expect_key("\x1b[A", 3, false, 3, KEY_UP);
    expect_key("\x1bOB", 3, false, 3, KEY_DOWN);
    expect_key("\x1b[1;5C", 6, false, 6, KEY_RIGHT);
    expect_key("\x1b[5~", 4, false, 4, KEY_PAGE_UP);
    expect_key("\x1b[3~", 4, false, 4, KEY_DELETE);
    expect_key("\x1b[200~", 6, false, 6, KEY_PASTE_BEGIN);
    expect_key("\x1b[201~", 6, false, 6, KEY_PASTE_END);
    expect_key("\x1b[233~", 6, false, 6, KEY_NONE); /* what means nothing is taken as a whole */
    expect_key("\r", 1, false, 1, KEY_ENTER);
    expect_key("\x7f", 1, false, 1, KEY_BACKSPACE);
    expect_key("\x03", 1, false, 1, KEY_INTERRUPT);
    expect_key("\x01", 1, false, 1, KEY_NONE);
}

static void half_a_sequence_waits_for_the_rest(void **state) {
    (void)state;
    expect_key("\x1b", 1, false, 0, 0);
    expect_key("\x1b", 1, true, 1, KEY_ESCAPE);
    expect_key("\x1b[", 2, false, 0, 0);
    expect_key("\x1b[1;", 4, false, 0, 0);
    expect_key("\x1b[1;", 4, true, 4, KEY_NONE);
    expect_key("\xE2\x86", 2, false, 0, 0);
    expect_key("\x1bx", 2, false, 1, KEY_ESCAPE);
    expect_key("", 0, true, 0, 0);
}

/* Whatever comes, it is taken, and never more than there is. */
static void any_bytes_come_to_an_end(void **state) {
    (void)state;
    random_source r = {11};
    for (int i = 0; i < 20000; i++) {
        char bytes[24];
        const size_t n = 1 + random_below(&r, sizeof bytes);
        for (size_t k = 0; k < n; k++) bytes[k] = random_below(&r, 4) ? (char)random_next(&r) : "\x1b[O;1~"[random_below(&r, 6)];
        char *exact = exact_copy(bytes, n);
        uint32_t key;
        for (size_t at = 0; at < n;) {
            const size_t took = input_key(exact + at, n - at, true, &key);
            assert_true(took > 0 && took <= n - at);
            at += took;
        }
        free(exact);
    }
}

static void no_two_actions_share_a_key(void **state) {
    (void)state;
    key_map k;
    dp_error err = {0};
    keys_default(&k);
    assert_int_equal(keys_read(&k, "", 0, "keys", &err), DP_OK);
    for (int i = 1; i < ACTION_COUNT; i++) assert_int_equal(keys_action(&k, k.keys[i]), i);
    assert_int_equal(keys_action(&k, KEY_NONE), ACTION_NONE);
}

static dp_status read_keys(key_map *k, const char *text, dp_error *err) {
    keys_default(k);
    *err = (dp_error){0};
    return keys_read(k, text, strlen(text), "keys", err);
}

static void a_file_gives_other_keys(void **state) {
    (void)state;
    key_map k;
    dp_error err;
    assert_int_equal(read_keys(&k, "# mine\r\n\n accept =  space \r\nday-on=>\nreject = \xC3\xA9\nsame = left\nback = =", &err),
                     DP_OK);
    assert_int_equal(keys_action(&k, ' '), ACTION_ACCEPT);
    assert_int_equal(keys_action(&k, '>'), ACTION_DAY_ON);
    assert_int_equal(keys_action(&k, 0xE9), ACTION_REJECT);
    assert_int_equal(keys_action(&k, KEY_LEFT), ACTION_SAME);
    assert_int_equal(keys_action(&k, '='), ACTION_BACK);
    assert_int_equal(keys_action(&k, 'a'), ACTION_NONE);
}

static void a_bad_line_is_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
        uint64_t line;
    } bad[] = {{"accept = a\nacept = b", "there is no action \"acept\"", 2},
               {"accept", "expected ACTION = KEY", 1},
               {"accept = ab", "this is no key: \"ab\"", 1},
               {"accept =", "this is no key", 1},
               {"accept = \x01", "this is no key", 1},
               {"accept = r", "accept and reject would share a key", 0}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        key_map k;
        dp_error err;
        assert_int_equal(read_keys(&k, bad[i].text, &err), DP_E_FORMAT);
        assert_non_null(strstr(err.message, bad[i].message));
        assert_int_equal(err.line, bad[i].line);
        assert_string_not_equal(err.remedy, "");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_arrows_and_controls_are_read),
        cmocka_unit_test(half_a_sequence_waits_for_the_rest),
        cmocka_unit_test(any_bytes_come_to_an_end),
        cmocka_unit_test(no_two_actions_share_a_key),
        cmocka_unit_test(a_file_gives_other_keys),
        cmocka_unit_test(a_bad_line_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
