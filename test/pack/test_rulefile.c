#include "testing.h"

#include <sys/stat.h>
#include <unistd.h>

#include "pack/rulefile.h"

static char root[64];
static arena a;

static int make_root(void **state) {
    (void)state;
    arena_init(&a);
    snprintf(root, sizeof root, "%s", "/tmp/depeche-rules-XXXXXX");
    return mkdtemp(root) ? 0 : 1;
}

static int remove_root(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/x.rules", root);
    unlink(path);
    arena_free(&a);
    return rmdir(root);
}

static dp_status read_bytes(const char *bytes, size_t n, rule_file *f, dp_error *err) {
    char path[128];
    snprintf(path, sizeof path, "%s/x.rules", root);
    FILE *out = fopen(path, "wb");
    fwrite(bytes, 1, n, out);
    fclose(out);
    return rule_file_read(root, "x.rules", &a, f, err);
}

static rule_file read_good(const char *text) {
    rule_file f;
    dp_error err;
    assert_int_equal(read_bytes(text, strlen(text), &f, &err), DP_OK);
    return f;
}

static void expect_error(const char *bytes, size_t n, uint64_t line, const char *words) {
    rule_file f;
    dp_error err;
    assert_int_equal(read_bytes(bytes, n, &f, &err), DP_E_FORMAT);
    assert_string_equal(err.file, "x.rules");
    assert_int_equal(err.line, line);
    if (!strstr(err.message, words)) fail_msg("expected \"%s\" in \"%s\"", words, err.message);
}

static void columns_are_set_apart_by_tabs_or_two_spaces(void **state) {
    (void)state;
    rule_file f = read_good("prendre le contrôle\tVERB  take-place   -    obj=a b\n");
    assert_int_equal(f.n, 1);
    const rule_line *l = &f.lines[0];
    assert_int_equal(l->columns, 5);
    assert_string_equal(l->column[0], "prendre le contrôle");
    assert_string_equal(l->column[1], "VERB");
    assert_string_equal(l->column[2], "take-place");
    assert_string_equal(l->column[3], "");
    assert_string_equal(l->column[4], "obj=a b");
    assert_null(l->column[5]);
    assert_false(l->is_test);
    assert_string_equal(l->section, "");
}

static void comments_blank_lines_bom_and_crlf_are_passed_over(void **state) {
    (void)state;
    rule_file f = read_good("\xEF\xBB\xBF# head\r\n\r\n   \r\none#two  # note\r\n  indented\t# note\r\nno #comment here");
    assert_int_equal(f.n, 3);
    assert_string_equal(f.lines[0].column[0], "one#two");
    assert_int_equal(f.lines[0].line, 4);
    assert_string_equal(f.lines[1].column[0], "indented");
    assert_int_equal(f.lines[1].columns, 1);
    assert_string_equal(f.lines[2].column[0], "no #comment here");
}

static void sections_hold_until_the_next_one(void **state) {
    (void)state;
    rule_file f = read_good("a\n[months]\nb\n[week days]  # note\nc\nd\n");
    assert_string_equal(f.lines[0].section, "");
    assert_string_equal(f.lines[1].section, "months");
    assert_string_equal(f.lines[2].section, "week days");
    assert_string_equal(f.lines[3].section, "week days");
}

static void tests_have_an_input_and_an_expectation(void **state) {
    (void)state;
    rule_file f = read_good("prendre  take\n> L'armée a pris  Palmyre. => take-place  actor=l'armée\n> a => b => c\n>=>\n");
    assert_true(f.lines[1].is_test);
    assert_string_equal(f.lines[1].column[0], "L'armée a pris  Palmyre.");
    assert_string_equal(f.lines[1].column[1], "take-place  actor=l'armée");
    assert_string_equal(f.lines[2].column[0], "a => b");
    assert_string_equal(f.lines[2].column[1], "c");
    assert_string_equal(f.lines[3].column[0], "");
    assert_string_equal(f.lines[3].column[1], "");
}

static void broken_lines_are_named_by_file_and_line(void **state) {
    (void)state;
    expect_error("a\n> no arrow\n", 13, 2, "=>");
    expect_error("[open\n", 6, 1, "[section]");
    expect_error("[]\n", 3, 1, "[section]");
    expect_error("a\nb\xFF\n", 5, 2, "UTF-8");
    expect_error("a\0b\n", 4, 1, "control code 0");
    expect_error("a\n\n\x1b[2J\n", 8, 3, "control code 27");
    expect_error("a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn\to\tp\tq\n", 34, 1, "16 columns");
    rule_file f;
    dp_error err;
    assert_int_equal(rule_file_read(root, "none.rules", &a, &f, &err), DP_E_IO);
    assert_false(rule_file_exists(root, "none.rules"));
    assert_false(rule_file_exists(root, "."));
    f = read_good("a b\n");
    assert_true(rule_file_exists(root, "x.rules"));
    assert_int_equal(rule_error(&f, &f.lines[0], &err, "expected %s", "VERB"), DP_E_FORMAT);
    assert_int_equal(err.line, 1);
    assert_string_equal(err.message, "expected VERB");
    assert_int_equal(rule_error(&f, NULL, NULL, "x"), DP_E_FORMAT);
}

static void an_empty_file_has_no_rules(void **state) {
    (void)state;
    assert_int_equal(read_good("").n, 0);
}

static void random_bytes_give_rules_or_an_error(void **state) {
    (void)state;
    static const char alphabet[] = "ab  \t\t\n\n##[]>=> -\xC3\xA9\r";
    random_source r = {6};
    for (int round = 0; round < 4000; round++) {
        char s[120];
        size_t n = random_below(&r, sizeof s);
        for (size_t i = 0; i < n; i++) s[i] = alphabet[random_below(&r, sizeof alphabet - 1)];
        rule_file f;
        dp_error err;
        if (read_bytes(s, n, &f, &err) == DP_OK)
            for (uint32_t i = 0; i < f.n; i++) assert_true(f.lines[i].columns > 0 && f.lines[i].line > 0);
        else
            assert_true(err.line > 0);
        arena_reset(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_set_apart_by_tabs_or_two_spaces),
        cmocka_unit_test(comments_blank_lines_bom_and_crlf_are_passed_over),
        cmocka_unit_test(sections_hold_until_the_next_one),
        cmocka_unit_test(tests_have_an_input_and_an_expectation),
        cmocka_unit_test(broken_lines_are_named_by_file_and_line),
        cmocka_unit_test(an_empty_file_has_no_rules),
        cmocka_unit_test(random_bytes_give_rules_or_an_error),
    };
    return cmocka_run_group_tests(tests, make_root, remove_root);
}
