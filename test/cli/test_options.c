/* Options: GNU forms, what is refused, and the nearest known word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/cli.h"

static const cli_option options[] = {
    {"place", 'p', "NAME", "a place"},
    {"limit", 'n', "N", "rows"},
    {"json", 0, NULL, "a flag"},
    {NULL, 0, NULL, NULL},
};
static const cli_command command = {.name = "claims", .summary = "s", .usage = "[OPTION]…", .examples = "", .options = options};

static bool parse(cli *c, arena *a, int argc, const char *const *argv) {
    *c = (cli){.command = &command};
    return cli_parse(c, argc, (char **)argv, a);
}

static void values_stand_behind_a_space_an_equals_sign_or_a_letter(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    cli c;
    assert_true(parse(&c, &a, 2, (const char *[]){"--place", "Kidal"}));
    assert_string_equal(cli_value(&c, "place"), "Kidal");
    assert_true(parse(&c, &a, 1, (const char *[]){"--place=Deir ez-Zor"}));
    assert_string_equal(cli_value(&c, "place"), "Deir ez-Zor");
    assert_true(parse(&c, &a, 1, (const char *[]){"-pGao"}));
    assert_string_equal(cli_value(&c, "place"), "Gao");
    assert_true(parse(&c, &a, 2, (const char *[]){"-p", "Gao"}));
    assert_string_equal(cli_value(&c, "place"), "Gao");
    assert_null(cli_value(&c, "limit"));
    arena_free(&a);
}

static void flags_and_arguments_may_stand_in_any_order(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    cli c;
    assert_true(parse(&c, &a, 5, (const char *[]){"one", "--json", "-", "--", "--two"}));
    assert_true(cli_flag(&c, "json"));
    assert_int_equal(c.argument_count, 3);
    assert_string_equal(c.arguments[0], "one");
    assert_string_equal(c.arguments[1], "-");
    assert_string_equal(c.arguments[2], "--two");
    assert_null(c.arguments[3]);
    arena_free(&a);
}

static void every_command_has_help(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    cli c;
    assert_true(parse(&c, &a, 1, (const char *[]){"--help"}));
    assert_true(cli_flag(&c, "help"));
    assert_true(parse(&c, &a, 1, (const char *[]){"-h"}));
    assert_true(cli_flag(&c, "help"));
    arena_free(&a);
}

static void what_is_wrong_is_refused(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    cli c;
    assert_false(parse(&c, &a, 1, (const char *[]){"--plaice"}));
    assert_false(parse(&c, &a, 1, (const char *[]){"--place"}));
    assert_false(parse(&c, &a, 1, (const char *[]){"--json=yes"}));
    assert_false(parse(&c, &a, 1, (const char *[]){"-z"}));
    arena_free(&a);
}

static void numbers_are_whole_and_bounded(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    cli c;
    uint64_t n = 0;
    assert_true(parse(&c, &a, 2, (const char *[]){"-n", "25"}));
    assert_true(cli_number(&c, "limit", 100, &n));
    assert_int_equal(n, 25);
    assert_true(parse(&c, &a, 0, (const char *[]){NULL}));
    assert_true(cli_number(&c, "limit", 100, &n));
    assert_int_equal(n, 100);
    const char *const bad[] = {"-5", "1e3", "", "99999999999999999999"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(parse(&c, &a, 2, (const char *[]){"--limit", bad[i]}));
        assert_false(cli_number(&c, "limit", 100, &n));
    }
    arena_free(&a);
}

static void the_nearest_word_is_offered_only_when_it_is_near(void **state) {
    (void)state;
    const char *const known[] = {"claims", "place", "conflicts", "why"};
    assert_string_equal(cli_nearest("cliams", known, 4), "claims");
    assert_string_equal(cli_nearest("conflict", known, 4), "conflicts");
    assert_string_equal(cli_nearest("plaec", known, 4), "place");
    assert_null(cli_nearest("annihilate", known, 4));
    assert_null(cli_nearest("x", known, 4));
    assert_null(cli_nearest("a-word-that-is-much-longer-than-any-option-there-is", known, 4));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_stand_behind_a_space_an_equals_sign_or_a_letter),
        cmocka_unit_test(flags_and_arguments_may_stand_in_any_order),
        cmocka_unit_test(every_command_has_help),
        cmocka_unit_test(what_is_wrong_is_refused),
        cmocka_unit_test(numbers_are_whole_and_bounded),
        cmocka_unit_test(the_nearest_word_is_offered_only_when_it_is_near),
    };
    return cmocka_run_group_tests_name("cli/options", tests, NULL, NULL);
}
