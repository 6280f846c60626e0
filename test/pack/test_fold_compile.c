/* What the folding table says: by examples, and against ICU for every code point. */
#include "testing.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "core/fold.h"
#include "pack/fold_compile.h"

static buf bytes;
static const fold_table *table;

static int compile(void **state) {
    (void)state;
    dp_error err;
    buf_init(&bytes);
    if (fold_compile(&bytes, &err) != DP_OK) return 1;
    return fold_open(bytes.at, bytes.n, &table, &err) == DP_OK ? 0 : 1;
}

static int drop(void **state) {
    (void)state;
    buf_free(&bytes);
    return 0;
}

static const char *name_of(const char *s) {
    static char out[FOLD_MAX + 1];
    out[fold_name(table, s, strlen(s), out, FOLD_MAX)] = '\0';
    return out;
}

static const char *lower_of(const char *s) {
    static char out[FOLD_MAX + 1];
    out[fold_lower(table, s, strlen(s), out, FOLD_MAX)] = '\0';
    return out;
}

static void spellings_of_one_name_fold_alike(void **state) {
    (void)state;
    const char *pairs[][2] = {
        {"Élysée", "elysee"},
        {"E\xCC\x81lyse\xCC\x81"
         "e",
         "elysee"}, /* decomposed */
        {"Đà Nẵng", "da nang"},
        {"œuvre", "oeuvre"},
        {"STRAẞE", "strasse"},
        {"straße", "strasse"},
        {"Ørsted", "orsted"},
        {"Łódź", "lodz"},
        {"Ħamrun", "hamrun"},
        {"ISTANBUL", "istanbul"},
        {"İstanbul", "istanbul"},
        {"Diyarbakır", "diyarbakir"},
        {"Reykjavík", "reykjavik"},
        {"Þingvellir", "thingvellir"},
        {"Hawaiʻi", "hawaii"},
        {"Sana’a", "sanaa"},
        {"Ma'an", "maan"},
        {"ﬁchier", "fichier"},
        {"Ａｂｃ１２", "abc12"},
        {"Ras\xC2\xAD"
         "putitsa",
         "rasputitsa"},             /* soft hyphen */
        {"Ab\xE2\x80\x8Bu", "abu"}, /* zero-width space */
        {"الْقَائِم", "القايم"},
        {"أبو كمال", "ابو كمال"},
        {"البوكمـال", "البوكمال"},
        {"مدينة", "مدينه"},
        {"على", "علي"},
        {"کابل", "كابل"},
        {"Киӗв", "киев"},
        {"Ёлка", "елка"},
        {"Ґданськ", "гданськ"},
        {"ΑΘΉΝΑΣ", "αθηνασ"},
        {"Deir‑ez–Zor", "deir-ez-zor"},
        {"١٢٣", "123"},
        {"Ⅷ", "viii"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_string_equal(name_of(pairs[i][0]), pairs[i][1]);
}

static void letters_that_are_marks_to_unicode_only_are_kept(void **state) {
    (void)state;
    assert_string_equal(name_of("दिल्ली"), "दिल्ली");
    assert_string_equal(name_of("が"), "が");
    assert_string_equal(name_of("서울"), "서울");
}

static void lower_case_keeps_marks(void **state) {
    (void)state;
    assert_string_equal(lower_of("ÉLYSÉE ŒUVRE"), "élysée œuvre");
    assert_string_equal(lower_of("КИЕВ Ґ"), "киев ґ");
    assert_string_equal(lower_of("L’Armée"), "l’armée");
    assert_string_equal(lower_of("مدينة"), "مدينة");
}

static void classes_and_digits(void **state) {
    (void)state;
    assert_int_equal(fold_class(table, 'A'), CHAR_LETTER | CHAR_UPPER);
    assert_int_equal(fold_class(table, 0xE9), CHAR_LETTER);
    assert_int_equal(fold_class(table, 0x301), CHAR_LETTER | CHAR_MARK);
    assert_int_equal(fold_class(table, '7'), CHAR_DIGIT);
    assert_int_equal(fold_class(table, 0xA0), CHAR_SPACE);
    assert_int_equal(fold_class(table, '\n'), CHAR_SPACE);
    assert_int_equal(fold_class(table, 0x2028), CHAR_SPACE);
    assert_int_equal(fold_class(table, 0xAB), CHAR_PUNCT);
    assert_int_equal(fold_class(table, '$'), CHAR_PUNCT);
    assert_int_equal(fold_class(table, 0), CHAR_CONTROL);
    assert_int_equal(fold_class(table, 0x200B), CHAR_CONTROL);
    assert_int_equal(fold_class(table, 0xE000), CHAR_CONTROL);
    assert_int_equal(fold_class(table, 0xD800), CHAR_CONTROL);
    assert_int_equal(fold_class(table, 0x4E00), CHAR_LETTER);
    assert_int_equal(fold_digit(table, 0x0663), 3);
    assert_int_equal(fold_digit(table, 0xFF19), 9);
    assert_int_equal(fold_digit(table, 0xB2), -1);
    assert_int_equal(fold_digit(table, 'x'), -1);
}

static void every_code_point_agrees_with_icu(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF) continue;
        char s[4], out[FOLD_MAX], again[FOLD_MAX], want[4];
        size_t n = utf8_encode(cp, s);
        size_t lower = fold_lower(table, s, n, out, sizeof out);
        assert_int_equal(lower, utf8_encode((uint32_t)u_tolower((UChar32)cp), want));
        assert_memory_equal(out, want, lower);
        /* folding what is folded changes nothing, and case makes no difference */
        size_t name = fold_name(table, s, n, out, sizeof out);
        assert_int_equal(fold_name(table, out, name, again, sizeof again), name);
        assert_memory_equal(out, again, name);
        n = utf8_encode((uint32_t)u_tolower((UChar32)cp), s);
        if (cp == 0x130) continue;
        assert_int_equal(fold_name(table, s, n, again, sizeof again), name);
        assert_memory_equal(out, again, name);
        assert_int_equal(!!(fold_class(table, cp) & CHAR_LETTER), u_isalpha((UChar32)cp)
                                                                      ? u_charType((UChar32)cp) != U_LETTER_NUMBER
                                                                      : (U_GET_GC_MASK((UChar32)cp) & U_GC_M_MASK) != 0);
    }
}

static void any_bytes_fold_to_valid_utf8(void **state) {
    (void)state;
    random_source r = {2};
    for (int round = 0; round < 20000; round++) {
        char s[40], out[64];
        size_t n = random_below(&r, sizeof s), cap = random_below(&r, sizeof out);
        for (size_t i = 0; i < n; i++) s[i] = (char)random_next(&r);
        char *exact = exact_copy(s, n);
        size_t used = fold_name(table, exact, n, out, cap);
        assert_true(used <= cap && utf8_valid(out, used));
        used = fold_lower(table, exact, n, out, cap);
        assert_true(used <= cap && utf8_valid(out, used));
        free(exact);
    }
}

static void the_table_is_small_and_always_the_same(void **state) {
    (void)state;
    buf again;
    dp_error err;
    buf_init(&again);
    assert_int_equal(fold_compile(&again, &err), DP_OK);
    assert_int_equal(again.n, bytes.n);
    assert_memory_equal(again.at, bytes.at, bytes.n);
    assert_true(bytes.n < 400 << 10);
    buf_free(&again);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_one_name_fold_alike),
        cmocka_unit_test(letters_that_are_marks_to_unicode_only_are_kept),
        cmocka_unit_test(lower_case_keeps_marks),
        cmocka_unit_test(classes_and_digits),
        cmocka_unit_test(every_code_point_agrees_with_icu),
        cmocka_unit_test(any_bytes_fold_to_valid_utf8),
        cmocka_unit_test(the_table_is_small_and_always_the_same),
    };
    return cmocka_run_group_tests(tests, compile, drop);
}
