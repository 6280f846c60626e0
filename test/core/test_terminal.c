/* Text from outside reaches a terminal without its control codes, isolated where it runs right to left, and measured. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/terminal.h"

static void expect_shown(const char *in, size_t n, const char *shown) {
    buf b;
    buf_init(&b);
    terminal_add(&b, in, n);
    assert_non_null(buf_cstr(&b));
    assert_string_equal(b.at, shown);
    buf_free(&b);
}

static void plain_text_is_unchanged(void **state) {
    (void)state;
    expect_shown("L’armée a pris Kidal", strlen("L’armée a pris Kidal"), "L’armée a pris Kidal");
    expect_shown("", 0, "");
}

static void escape_sequences_lose_their_escape(void **state) {
    (void)state;
    expect_shown("\x1b[31mred", 8, "\xEF\xBF\xBD[31mred");
    expect_shown("a\0b", 3,
                 "a\xEF\xBF\xBD"
                 "b");
    expect_shown("\xC2\x9B"
                 "31m",
                 5,
                 "\xEF\xBF\xBD"
                 "31m"); /* CSI as a C1 control */
}

static void lines_and_tabs_become_spaces(void **state) {
    (void)state;
    expect_shown("a\tb\r\nc", 6, "a b  c");
}

static void broken_utf8_becomes_replacement_characters(void **state) {
    (void)state;
    expect_shown("\xFF\xC3", 2, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void right_to_left_text_is_isolated_and_overrides_are_dropped(void **state) {
    (void)state;
    expect_shown("\xD8\xAF\xD9\x85", 4, "\xE2\x81\xA8\xD8\xAF\xD9\x85\xE2\x81\xA9");
    expect_shown("a\xE2\x80\xAE"
                 "b",
                 5, "ab"); /* U+202E */
}

static void width_counts_columns_not_bytes(void **state) {
    (void)state;
    assert_int_equal(terminal_width("été", strlen("été")), 3);
    assert_int_equal(terminal_width("漢字", strlen("漢字")), 4);
    assert_int_equal(terminal_width("e\xCC\x81", 3), 1);
}

static void long_text_is_cut_with_an_ellipsis(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    assert_int_equal(terminal_add_cut(&b, "Abou Kamal", 10, 6), 6);
    assert_string_equal(buf_cstr(&b), "Abou …");
    buf_clear(&b);
    assert_int_equal(terminal_add_cut(&b, "漢字漢", 9, 4), 3);
    assert_string_equal(buf_cstr(&b), "漢…");
    buf_clear(&b);
    assert_int_equal(terminal_add_cut(&b, "short", 5, 5), 5);
    assert_string_equal(buf_cstr(&b), "short");
    buf_free(&b);
}

int main(void) {
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_unchanged),
        cmocka_unit_test(escape_sequences_lose_their_escape),
        cmocka_unit_test(lines_and_tabs_become_spaces),
        cmocka_unit_test(broken_utf8_becomes_replacement_characters),
        cmocka_unit_test(right_to_left_text_is_isolated_and_overrides_are_dropped),
        cmocka_unit_test(width_counts_columns_not_bytes),
        cmocka_unit_test(long_text_is_cut_with_an_ellipsis),
    };
    return cmocka_run_group_tests_name("cli/terminal", tests, NULL, NULL);
}
