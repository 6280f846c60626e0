#include "testing.h"

#include "core/utf8.h"
#include "ingest/ingest.h"

static arena a;

static int begin(void **state) {
    (void)state;
    arena_init(&a);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(&a);
    return 0;
}

static void expect(const char *bytes, size_t n, const char *encoding, const char *text) {
    const char *out, *found;
    size_t out_bytes;
    dp_error err;
    assert_int_equal(ingest_decode(bytes, n, &a, &out, &out_bytes, &found, &err), DP_OK);
    assert_string_equal(found, encoding);
    assert_int_equal(out_bytes, strlen(text));
    assert_memory_equal(out, text, out_bytes);
}
#define EXPECT(bytes, encoding, text) expect(bytes, sizeof bytes - 1, encoding, text)

static void utf8_stays_as_it_is_without_its_bom(void **state) {
    (void)state;
    EXPECT("L\xE2\x80\x99"
           "arm\xC3\xA9"
           "e",
           "utf-8", "L’armée");
    EXPECT("\xEF\xBB\xBF"
           "caf\xC3\xA9",
           "utf-8", "café");
    EXPECT("", "utf-8", "");
}

static void utf16_is_known_by_its_bom_or_by_its_nuls(void **state) {
    (void)state;
    EXPECT("\xFF\xFE"
           "a\0\xE9\0",
           "utf-16le", "aé");
    EXPECT("\xFE\xFF"
           "\0a\0\xE9",
           "utf-16be", "aé");
    EXPECT("\xFF\xFE\x3D\xD8\x00\xDE", "utf-16le", "😀");
    EXPECT("\xFF\xFE\x3D\xD8"
           "a\0",
           "utf-16le",
           "\xEF\xBF\xBD"
           "a");
    EXPECT("\xFF\xFE"
           "a\0b",
           "utf-16le", "a\xEF\xBF\xBD");
    EXPECT("\xFF\xFE\0\0"
           "a\0",
           "utf-16le",
           "\xEF\xBF\xBD"
           "a");
    EXPECT("P\0a\0l\0m\0y\0r\0e\0", "utf-16le", "Palmyre");
    EXPECT("\0P\0a\0l\0m\0y\0r\0e", "utf-16be", "Palmyre");
}

static void what_is_no_utf8_is_windows_1252(void **state) {
    (void)state;
    EXPECT("L\x92"
           "arm\xE9"
           "e \x80",
           "windows-1252", "L’armée €");
    EXPECT("\x81\xE9", "windows-1252", "\xEF\xBF\xBD\xC3\xA9");
}

static void damaged_utf8_is_mended_not_taken_for_another_encoding(void **state) {
    (void)state;
    EXPECT("\xC3\xA9t\xC3\xA9 \xC3 fin", "utf-8, damaged", "été \xEF\xBF\xBD fin");
}

static void nuls_become_replacement_characters(void **state) {
    (void)state;
    EXPECT("The army\0took it, they said.", "utf-8", "The army\xEF\xBF\xBDtook it, they said.");
}

static void any_bytes_become_valid_utf8_without_nuls(void **state) {
    (void)state;
    random_source r = {12};
    for (int round = 0; round < 20000; round++) {
        char s[60];
        size_t n = random_below(&r, sizeof s), out_bytes;
        for (size_t i = 0; i < n; i++) s[i] = (char)(random_below(&r, 3) ? random_next(&r) : random_below(&r, 2));
        if (n > 2 && random_below(&r, 4) == 0) memcpy(s, random_below(&r, 2) ? "\xFF\xFE" : "\xFE\xFF", 2);
        const char *out, *encoding;
        dp_error err;
        char *exact = exact_copy(s, n);
        assert_int_equal(ingest_decode(exact, n, &a, &out, &out_bytes, &encoding, &err), DP_OK);
        assert_true(utf8_valid(out, out_bytes));
        assert_true(out_bytes == 0 || !memchr(out, 0, out_bytes));
        free(exact);
        arena_reset(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays_as_it_is_without_its_bom),
        cmocka_unit_test(utf16_is_known_by_its_bom_or_by_its_nuls),
        cmocka_unit_test(what_is_no_utf8_is_windows_1252),
        cmocka_unit_test(damaged_utf8_is_mended_not_taken_for_another_encoding),
        cmocka_unit_test(nuls_become_replacement_characters),
        cmocka_unit_test(any_bytes_become_valid_utf8_without_nuls),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
