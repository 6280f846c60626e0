/* Units of scripts with and without spaces, and their runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/unit.h"

/* The units of one run of letters, as "unit:weight …". */
static void expect_units(const char *bytes, const char *answer) {
    arena a;
    arena_init(&a);
    word w = {.start = 0, .end = (uint32_t)strlen(bytes), .hash = 7};
    unit_list units;
    dp_error err = {0};
    assert_int_equal(units_of_words(NULL, bytes, &w, 1, &a, &units, &err), DP_OK);
    char out[400] = "";
    for (uint32_t i = 0; i < units.n; i++) {
        const unit *u = &units.at[i];
        size_t n = strlen(out);
        snprintf(out + n, sizeof out - n, "%.*s:%u ", (int)(u->end - u->start), bytes + u->start, u->weight);
    }
    assert_string_equal(out, answer);
    arena_free(&a);
}

static void a_word_is_a_unit(void **state) {
    (void)state;
    expect_units("harbour", "harbour:2 ");
    expect_units("порт", "порт:2 ");
    expect_units("ميناء", "ميناء:2 ");
    expect_units("항구에서", "항구에서:2 ");
}

static void a_character_is_one_where_words_are_not_set_apart(void **state) {
    (void)state;
    expect_units("港で火事", "港:1 で:1 火:1 事:1 ");
    expect_units("ท่า", "ท:1 ่:1 า:1 ");
    expect_units("第3埠頭NHK", "第:1 3:2 埠:1 頭:1 NHK:2 ");
}

/* The voicing mark of kana may be written as a character of its own, and some scanners lose it. */
static void kana_are_the_same_with_and_without_voicing(void **state) {
    (void)state;
    static const char *const pairs[][2] = {{"が", "か"}, {"ぢ", "ち"}, {"づ", "つ"}, {"ど", "と"}, {"ば", "は"}, {"ぽ", "ほ"},
                                           {"ゔ", "う"}, {"ガ", "カ"}, {"ヅ", "ツ"}, {"ピ", "ヒ"}, {"ヴ", "ウ"}};
    arena a;
    arena_init(&a);
    dp_error err = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        word w = {.end = 3};
        unit_list x, y, other;
        assert_int_equal(units_of_words(NULL, pairs[i][0], &w, 1, &a, &x, &err), DP_OK);
        assert_int_equal(units_of_words(NULL, pairs[i][1], &w, 1, &a, &y, &err), DP_OK);
        assert_int_equal(units_of_words(NULL, "む", &w, 1, &a, &other, &err), DP_OK);
        assert_true(x.at[0].hash == y.at[0].hash);
        assert_true(x.at[0].hash != other.at[0].hash);
    }
    arena_free(&a);
}

static uint32_t runs_of(uint32_t words, uint8_t weight) {
    unit at[64];
    uint32_t out[64];
    for (uint32_t i = 0; i < words; i++) at[i] = (unit){.hash = i + 1, .weight = weight};
    return units_runs(&(unit_list){at, words}, out);
}

static void a_run_is_five_words_or_ten_characters(void **state) {
    (void)state;
    assert_int_equal(runs_of(5, 2), 1);
    assert_int_equal(runs_of(12, 2), 8);
    assert_int_equal(runs_of(10, 1), 1);
    assert_int_equal(runs_of(12, 1), 3);
}

static void a_text_that_is_shorter_is_one_run(void **state) {
    (void)state;
    assert_int_equal(runs_of(0, 2), 0);
    assert_int_equal(runs_of(1, 2), 1);
    assert_int_equal(runs_of(4, 2), 1);
}

static void runs_know_their_order(void **state) {
    (void)state;
    unit there[] = {{1, 0, 0, 2, false}, {2, 0, 0, 2, false}, {3, 0, 0, 2, false}};
    unit back[] = {{3, 0, 0, 2, false}, {2, 0, 0, 2, false}, {1, 0, 0, 2, false}};
    uint32_t a[3], b[3];
    assert_int_equal(units_runs(&(unit_list){there, 3}, a), 1);
    assert_int_equal(units_runs(&(unit_list){back, 3}, b), 1);
    assert_true(a[0] != b[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_a_unit),
        cmocka_unit_test(a_character_is_one_where_words_are_not_set_apart),
        cmocka_unit_test(kana_are_the_same_with_and_without_voicing),
        cmocka_unit_test(a_run_is_five_words_or_ten_characters),
        cmocka_unit_test(a_text_that_is_shorter_is_one_run),
        cmocka_unit_test(runs_know_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
