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

static dispatch read_good(const char *bytes) {
    dispatch d;
    dp_error err = {0};
    if (ingest_plain(bytes, strlen(bytes), NULL, &a, &d, &err) != DP_OK) fail_msg("%s: %s", bytes, err.message);
    return d;
}

static void expect_refusal(const char *bytes, size_t n, const char *words) {
    dispatch d;
    dp_error err = {0};
    assert_int_equal(ingest_plain(bytes, n, NULL, &a, &d, &err), DP_E_FORMAT);
    if (!strstr(err.message, words)) fail_msg("expected \"%s\" in \"%s\"", words, err.message);
    assert_true(err.remedy[0] != '\0');
}

static void a_file_is_a_dispatch_named_by_its_text(void **state) {
    (void)state;
    dispatch d = read_good("L'armée a pris la ville.\n"), again = read_good("L'armée a pris la ville.\n");
    assert_string_equal(d.text, "L'armée a pris la ville.\n");
    assert_int_equal(strlen(d.id), 16);
    assert_string_equal(d.id, again.id);
    assert_string_equal(d.sha, again.sha);
    assert_null(d.date);
    assert_null(d.title);
    assert_string_not_equal(d.id, read_good("L'armée a pris le village.\n").id);
}

static void a_header_block_ends_at_the_first_empty_line_and_is_no_part_of_the_text(void **state) {
    (void)state;
    dispatch d =
        read_good("date: 2017-11-09\r\nlang: fr\r\nsource: La Gazette\r\nTitle:  Damas annonce \r\nurl: https://e.example/1\r\n"
                  "id: g-1\r\nnote: invented\r\nauthor: none\r\n\r\nDAMAS - L'armée…\r\n");
    assert_string_equal(d.date, "2017-11-09");
    assert_string_equal(d.lang, "fr");
    assert_string_equal(d.source, "La Gazette");
    assert_string_equal(d.title, "Damas annonce");
    assert_string_equal(d.url, "https://e.example/1");
    assert_string_equal(d.id, "g-1");
    assert_string_equal(d.text, "DAMAS - L'armée…\r\n");
    assert_non_null(strstr(d.note, "author"));
}

static void an_old_first_line_gives_date_and_title_and_stays(void **state) {
    (void)state;
    dispatch d = read_good(" date 2017-11 La ville est prise!\n\nCorps.\n");
    assert_string_equal(d.date, "2017-11");
    assert_string_equal(d.title, "La ville est prise!");
    assert_string_equal(d.text, " date 2017-11 La ville est prise!\n\nCorps.\n");
    d = read_good("date 2017\nCorps.\n");
    assert_string_equal(d.date, "2017");
    assert_null(d.title);
}

static void what_only_looks_like_a_header_is_text(void **state) {
    (void)state;
    const char *texts[] = {"Source close to the ministry: no deal\n\nText.",
                           "title: only a header",
                           "title: a\ntext without a gap\n",
                           "Note the date.\n\nText.",
                           "date palms burnt\n\nText.",
                           "Washington: talks fail\n\nText.",
                           "date: 2017\ntext\n\nmore"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        dispatch d = read_good(texts[i]);
        assert_string_equal(d.text, texts[i]);
        assert_null(d.date);
        assert_null(d.title);
    }
    dispatch d = read_good("date: yesterday\nlang: french\n\nText.");
    assert_string_equal(d.text, "Text.");
    assert_null(d.date);
    assert_non_null(strstr(d.note, "yesterday"));
}

static void what_is_no_text_is_refused_by_its_kind(void **state) {
    (void)state;
    expect_refusal("", 0, "empty");
    expect_refusal(" \n\t\r\n", 5, "white space");
    expect_refusal("%PDF-1.7 ...", 12, "PDF");
    expect_refusal("\x1F\x8B\x08\0", 4, "gzip");
    expect_refusal("PK\x03\x04....", 8, "zip");
    expect_refusal("\x89PNG\r\n", 6, "image");
    expect_refusal("SQLite format 3\0xxxx", 20, "SQLite");
    expect_refusal("\n<!DOCTYPE html><p>x", 20, "HTML");
    expect_refusal("<?xml version='1.0'?><rss/>", 27, "XML");
    expect_refusal("\1\2\3\4\5\6\7\1\2\3\4\5\6\7\1\2\3\4abc", 21, "binary");
}

static void encodings_are_noted(void **state) {
    (void)state;
    dispatch d;
    dp_error err;
    assert_null(read_good("caf\xC3\xA9").note);
    assert_non_null(strstr(read_good("caf\xE9 noir").note, "windows-1252"));
    assert_int_equal(ingest_plain("\xFF\xFE"
                                  "a\0b\0",
                                  6, NULL, &a, &d, &err),
                     DP_OK);
    assert_string_equal(d.text, "ab");
    assert_non_null(strstr(d.note, "utf-16le"));
    assert_int_equal(ingest_plain("The army\0took it all.", 21, NULL, &a, &d, &err), DP_OK);
    assert_non_null(strstr(d.note, "NUL"));
}

static void a_file_beyond_the_limit_is_refused(void **state) {
    (void)state;
    size_t n = DP_TEXT_MAX + 1;
    char *bytes = malloc(n);
    memset(bytes, 'a', n);
    dispatch d;
    dp_error err;
    assert_int_equal(ingest_plain(bytes, n, NULL, &a, &d, &err), DP_E_TOO_LONG);
    assert_non_null(strstr(err.remedy, "split"));
    free(bytes);
}

static void language_tags(void **state) {
    (void)state;
    assert_true(ingest_lang_ok("fr") && ingest_lang_ok("zh-Hant-TW") && ingest_lang_ok("arz"));
    assert_false(ingest_lang_ok("") || ingest_lang_ok("f") || ingest_lang_ok("french") || ingest_lang_ok("fr-") ||
                 ingest_lang_ok("fr_FR") || ingest_lang_ok("fr-abcdefghi"));
}

static void random_headers_never_crash(void **state) {
    (void)state;
    static const char alphabet[] = "date: 2017-1\nid:tleourcxn\t\r \xC3\xA9";
    random_source r = {31};
    for (int round = 0; round < 40000; round++) {
        char s[80];
        size_t n = random_below(&r, sizeof s);
        for (size_t i = 0; i < n; i++) s[i] = alphabet[random_below(&r, sizeof alphabet - 1)];
        if (n > 20 && random_below(&r, 2)) memcpy(s, "date: 2017\nid: x\n\n", 18);
        dispatch d;
        dp_error err;
        char *exact = exact_copy(s, n);
        if (ingest_plain(exact, n, NULL, &a, &d, &err) == DP_OK) assert_true(d.id && utf8_valid(d.text, d.text_bytes));
        free(exact);
        arena_reset(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_a_dispatch_named_by_its_text),
        cmocka_unit_test(a_header_block_ends_at_the_first_empty_line_and_is_no_part_of_the_text),
        cmocka_unit_test(an_old_first_line_gives_date_and_title_and_stays),
        cmocka_unit_test(what_only_looks_like_a_header_is_text),
        cmocka_unit_test(what_is_no_text_is_refused_by_its_kind),
        cmocka_unit_test(encodings_are_noted),
        cmocka_unit_test(a_file_beyond_the_limit_is_refused),
        cmocka_unit_test(language_tags),
        cmocka_unit_test(random_headers_never_crash),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
