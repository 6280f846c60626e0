/* Edit scripts: what they spell, what they make, what they are not. */
#include "testing.h"

#include "core/tiny_pack.h"
#include "text/script.h"

static const char *lemma(const char *script, const char *form) {
    static _Alignas(16) char bytes[TINY_FOLD_BYTES];
    static char out[SCRIPT_LEMMA_MAX + 1];
    const fold_table *fold;
    edit_script s;
    assert_int_equal(fold_open(bytes, tiny_fold(bytes), &fold, NULL), DP_OK);
    if (!script_read(script, &s)) return "no script";
    out[script_apply(&s, fold, form, strlen(form), out)] = 0;
    return out;
}

static void scripts_make_lemmas(void **state) {
    (void)state;
    assert_string_equal(lemma("l0||2|er", "Portes"), "porter");
    assert_string_equal(lemma("k0||0|", "Paris"), "Paris");
    assert_string_equal(lemma("k2||1|en", "gesagt"), "sagen");
    assert_string_equal(lemma("k3|s|1|in", "gewant"), "sanin");
    assert_string_equal(lemma("=il", "Elles"), "il");
    assert_string_equal(lemma("=|", "|"), "|");
    assert_string_equal(lemma("k0||1|", "été"), "ét");
    assert_string_equal(lemma("k1||0|", "été"), "té");
    assert_string_equal(lemma("k1|x|1|y", "ab"), "xy");
}

static void a_script_that_does_not_fit_leaves_the_form(void **state) {
    (void)state;
    assert_string_equal(lemma("k2||2|x", "abc"), "");
    assert_string_equal(lemma("k9||0|x", "abc"), "");
    assert_string_equal(lemma("k1||0|", "a"), "");
    char lang[300];
    memset(lang, 'a', sizeof lang - 1);
    lang[sizeof lang - 1] = 0;
    assert_string_equal(lemma("k0||1|er", lang), "");
    lang[FOLD_MAX] = 0;
    assert_string_equal(lemma("k0||0|r", lang), "");
}

static void what_is_no_script_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"",     "=",        "x0||0|",           "k",      "k0", "k0|", "k0||", "k0||0", "k||0|",
                                        "k0|a", "k999||0|", "k0||99999999999|", "l-1||0|"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_string_equal(lemma(wrong[i], "abc"), "no script");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_make_lemmas),
        cmocka_unit_test(a_script_that_does_not_fit_leaves_the_form),
        cmocka_unit_test(what_is_no_script_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
