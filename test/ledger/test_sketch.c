/* Sketches: what they keep, what they estimate, and what numbers tell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/sketch.h"

static sketch sketch_of_units(const unit *at, uint32_t n) {
    arena a;
    arena_init(&a);
    sketch s;
    dp_error err = {0};
    assert_int_equal(sketch_make(&(unit_list){at, n}, &a, &s, &err), DP_OK);
    arena_free(&a);
    return s;
}

/* n words of a text, from one on. */
static sketch sketch_of(uint64_t from, uint32_t n) {
    unit *at = calloc(n + 1, sizeof *at);
    assert_non_null(at);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t v = from + i;
        at[i] = (unit){.hash = hash_bytes(&v, sizeof v, 0), .weight = 2};
    }
    sketch s = sketch_of_units(at, n);
    free(at);
    return s;
}

static void a_text_of_usual_length_is_kept_whole(void **state) {
    (void)state;
    sketch s = sketch_of(0, 400);
    assert_int_equal(s.n, 396);
    assert_int_equal(s.rate, 0);
    for (uint32_t i = 1; i < s.n; i++) assert_true(s.at[i - 1] < s.at[i]);
}

static void a_long_one_is_sampled(void **state) {
    (void)state;
    sketch s = sketch_of(0, 5000);
    assert_in_range(s.n, SKETCH_MAX / 4, SKETCH_MAX);
    assert_true(s.rate > 0);
}

static void likeness_is_the_part_of_the_shorter_text(void **state) {
    (void)state;
    sketch whole = sketch_of(0, 400), part = sketch_of(100, 104), other = sketch_of(9000, 400);
    sketch_likeness k = sketch_compare(&whole, &part);
    assert_true(k.share == 1.0);
    assert_int_equal(k.runs, 100);
    assert_true(sketch_compare(&whole, &other).share == 0);
    assert_true(sketch_compare(&whole, &whole).share == 1.0);
}

static void samples_estimate_it(void **state) {
    (void)state;
    sketch whole = sketch_of(0, 5000), half = sketch_of(0, 2500), shifted = sketch_of(2500, 5000), other = sketch_of(90000, 5000);
    assert_true(sketch_compare(&whole, &half).share > 0.95);
    double share = sketch_compare(&whole, &shifted).share;
    assert_true(share > 0.4 && share < 0.6);
    assert_in_range(sketch_compare(&whole, &shifted).runs, 2000, 3000);
    assert_true(sketch_compare(&whole, &other).share < 0.05);
}

static void expect_alike(const sketch *a, const sketch *b) {
    sketch_set set;
    sketch_set_make(a, &set);
    const sketch_likeness one = sketch_compare(a, b), several = sketch_set_compare(&set, b);
    assert_true(one.share == several.share);
    assert_int_equal(one.runs, several.runs);
}

static void one_that_is_compared_with_several_is_as_like_each(void **state) {
    (void)state;
    const sketch of[] = {sketch_of(0, 0),      sketch_of(0, 3),      sketch_of(0, 400),
                         sketch_of(100, 104),  sketch_of(0, 5000),   sketch_of(2500, 5000),
                         sketch_of(9000, 400), sketch_of(4900, 200), {.at = {0, 7}, .n = 2}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        for (size_t k = 0; k < sizeof of / sizeof *of; k++) expect_alike(&of[i], &of[k]);
}

static void nothing_is_like_nothing(void **state) {
    (void)state;
    sketch none = sketch_of(0, 0), some = sketch_of(0, 100);
    assert_int_equal(none.n, 0);
    assert_true(sketch_compare(&none, &some).share == 0);
    assert_true(sketch_compare(&none, &none).share == 0);
    uint32_t runs[INDEXED_MAX];
    assert_int_equal(sketch_indexed(&none, runs), 0);
}

static void the_index_holds_a_few_runs_of_any_text(void **state) {
    (void)state;
    uint32_t runs[INDEXED_MAX];
    sketch tiny = sketch_of(0, 3), usual = sketch_of(0, 400), full = sketch_of(0, SKETCH_MAX + 4);
    assert_int_equal(sketch_indexed(&tiny, runs), 1);
    assert_in_range(sketch_indexed(&usual, runs), 6, INDEXED_MAX);
    assert_in_range(sketch_indexed(&full, runs), 6, INDEXED_MAX);
}

/* A text of numbers only. */
static sketch numbers_of(const uint64_t *numbers, uint32_t n) {
    unit at[64];
    for (uint32_t i = 0; i < n; i++)
        at[i] = (unit){.hash = hash_bytes(&numbers[i], sizeof *numbers, 0), .weight = 2, .number = true};
    return sketch_of_units(at, n);
}

static void bulletins_have_other_numbers(void **state) {
    (void)state;
    sketch monday = numbers_of((uint64_t[]){3, 17, 240, 8, 61, 1200}, 6);
    sketch tuesday = numbers_of((uint64_t[]){3, 12, 310, 9, 55, 980}, 6);
    sketch corrected = numbers_of((uint64_t[]){3, 17, 241, 8, 61, 1200}, 6);
    sketch cut = numbers_of((uint64_t[]){3, 17, 240, 8, 61}, 5);
    assert_true(sketch_other_numbers(&monday, &tuesday));
    assert_false(sketch_other_numbers(&monday, &corrected));
    assert_false(sketch_other_numbers(&monday, &cut));
}

static void few_numbers_tell_nothing(void **state) {
    (void)state;
    sketch a = numbers_of((uint64_t[]){3, 17, 240, 8}, 4), b = numbers_of((uint64_t[]){5, 18, 250, 9, 10, 11}, 6);
    assert_false(sketch_other_numbers(&a, &b));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_of_usual_length_is_kept_whole),
        cmocka_unit_test(a_long_one_is_sampled),
        cmocka_unit_test(likeness_is_the_part_of_the_shorter_text),
        cmocka_unit_test(samples_estimate_it),
        cmocka_unit_test(one_that_is_compared_with_several_is_as_like_each),
        cmocka_unit_test(nothing_is_like_nothing),
        cmocka_unit_test(the_index_holds_a_few_runs_of_any_text),
        cmocka_unit_test(bulletins_have_other_numbers),
        cmocka_unit_test(few_numbers_tell_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
