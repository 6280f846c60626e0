#include "testing.h"

#include <jansson.h>

#include "core/buf.h"
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

static dispatch read_good(const char *line) {
    dispatch d;
    dp_error err = {0};
    if (ingest_json_line(line, strlen(line), &a, &d, &err) != DP_OK) fail_msg("%s: %s", line, err.message);
    return d;
}

static void expect_error(const char *line, const char *words, const char *id) {
    dispatch d;
    dp_error err = {0};
    assert_int_equal(ingest_json_line(line, strlen(line), &a, &d, &err), DP_E_FORMAT);
    if (!strstr(err.message, words)) fail_msg("expected \"%s\" in \"%s\" for %s", words, err.message, line);
    assert_true(err.remedy[0] != '\0');
    if (id) assert_string_equal(d.id, id);
}

static void a_line_gives_a_dispatch(void **state) {
    (void)state;
    dispatch d =
        read_good("{\"id\": \"d1\", \"text\": \"L\\u2019arm\\u00e9e\\n\\\"a\\\" pris\", \"lang\": \"fr\", \"date\": \"2017-11\","
                  "\"title\": \"T\", \"source\": \"S\", \"url\": \"https://e.example/\\u00e9\"}");
    assert_string_equal(d.id, "d1");
    assert_string_equal(d.text, "L’armée\n\"a\" pris");
    assert_int_equal(d.text_bytes, strlen(d.text));
    assert_string_equal(d.lang, "fr");
    assert_string_equal(d.date, "2017-11");
    assert_string_equal(d.title, "T");
    assert_string_equal(d.source, "S");
    assert_string_equal(d.url, "https://e.example/é");
    assert_null(d.note);
    assert_int_equal(strlen(d.sha), 32);
}

static void only_id_and_text_are_needed_and_the_rest_is_passed_over(void **state) {
    (void)state;
    dispatch d =
        read_good("{\"x\": {\"text\": [1, -2.5e+3, true, false, null, {}, [], {\"a\": []}]}, \"text\": \"\", \"id\": 17, "
                  "\"date\": null, \"n\": 1e999, \"m\": 123456789012345678901234567890}");
    assert_string_equal(d.id, "17");
    assert_string_equal(d.text, "");
    assert_null(d.date);
    assert_string_equal(read_good("{\"id\":\"a\",\"id\":\"z\",\"text\":\"t\"}").id, "z");
}

static void half_surrogates_and_nuls_become_replacement_characters(void **state) {
    (void)state;
    dispatch d = read_good("{\"id\":\"a\",\"text\":\"\\ud800|\\ud83d\\ude00|\\udc00\\u0000\\ud800\\u0041\"}");
    assert_string_equal(d.text, "\xEF\xBF\xBD|😀|\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                                "A");
    assert_non_null(strstr(d.note, "surrogate"));
}

static void a_line_that_is_no_utf8_is_read_with_a_note(void **state) {
    (void)state;
    dispatch d = read_good("{\"id\":\"b\",\"text\":\"caf\xE9 ouvert\"}");
    assert_string_equal(d.text, "café ouvert");
    assert_non_null(strstr(d.note, "windows-1252"));
}

static void dates_and_languages_that_are_none_are_left_out_with_a_note(void **state) {
    (void)state;
    dispatch d = read_good("{\"id\":\"b\",\"text\":\"t\",\"date\":\"2017-13-45\",\"lang\":\"French!\"}");
    assert_null(d.date);
    assert_null(d.lang);
    assert_non_null(strstr(d.note, "2017-13-45"));
    assert_non_null(strstr(d.note, "French!"));
    d = read_good("{\"id\":\"b\",\"text\":\"t\",\"date\":\"2017-11-10T08:00:00Z\",\"lang\":\"pt-BR\",\"title\":\"\"}");
    assert_string_equal(d.date, "2017-11-10");
    assert_string_equal(d.lang, "pt-BR");
    assert_null(d.title);
}

static void what_is_wrong_is_said_with_its_place_and_remedy(void **state) {
    (void)state;
    expect_error("", "the line ends where '{'", NULL);
    expect_error("[1,2]", "an array, not an object", NULL);
    expect_error("null", "null, not an object", NULL);
    expect_error("\"text\"", "a string, not an object", NULL);
    expect_error("text", "expected '{' at byte 1", NULL);
    expect_error("{\"text\":\"no id\"}", "\"id\" is missing", NULL);
    expect_error("{\"id\":\"\",\"text\":\"t\"}", "\"id\" is missing", NULL);
    expect_error("{\"id\":\"c\"}", "\"text\" is missing", "c");
    expect_error("{}", "\"id\" is missing", NULL);
    expect_error("{\"id\":\"d\",\"text\":null}", "\"text\" is not a string", "d");
    expect_error("{\"id\":5,\"text\":[\"x\"]}", "\"text\" is not a string", "5");
    expect_error("{\"id\":null,\"text\":\"x\"}", "\"id\" is not a string", NULL);
    expect_error("{\"id\":\"b\", \"text\": \"no end", "the line ends where the end of the string", "b");
    expect_error("{\"id\":\"b\", \"text\": \"x\"", "',' or '}'", "b");
    expect_error("{\"id\":\"b\" \"text\": \"x\"}", "',' or '}' at byte 11", "b");
    expect_error("{\"id\":\"b\", \"text\": \"x\"} {}", "the end of the line", "b");
    expect_error("{\"id\":\"b\", \"text\": \"\\q\"}", "after a backslash", "b");
    expect_error("{\"id\":\"b\", \"text\": \"\\u12g4\"}", "hexadecimal", "b");
    expect_error("{\"id\":\"b\", \"x\": tru}", "a value", "b");
    expect_error("{\"id\":\"b\", \"x\": -}", "a digit", "b");
    expect_error("{\"id\":\"b\", \"x\": [1 2]}", "',' or ']'", "b");
    expect_error("{\"id\":\"b\", \"x\": {\"a\" 1}}", "':'", "b");
    expect_error("{\"id\":\"b\", \"x\": {1:2}}", "a key", "b");
    expect_error("{id:1}", "a string", NULL);
    expect_error("{\"id\":\"b\", \"lang\": 5, \"text\": \"t\"}", "\"lang\" is not a string", "b");
}

static void nesting_is_bounded(void **state) {
    (void)state;
    enum { DEEP = 200000 };
    buf b;
    buf_init(&b);
    buf_str(&b, "{\"id\":\"b\",\"x\":");
    for (int i = 0; i < DEEP; i++) buf_char(&b, '[');
    for (int i = 0; i < DEEP; i++) buf_char(&b, ']');
    buf_str(&b, ",\"text\":\"t\"}");
    expect_error(buf_cstr(&b), "nesting", "b");
    buf_clear(&b);
    buf_str(&b, "{\"id\":\"b\",\"x\":");
    for (int i = 0; i < 256; i++) buf_str(&b, "[{\"k\":");
    buf_str(&b, "1");
    for (int i = 0; i < 256; i++) buf_str(&b, "}]");
    buf_str(&b, ",\"text\":\"t\"}");
    assert_string_equal(read_good(buf_cstr(&b)).text, "t");
    buf_free(&b);
}

static void a_text_beyond_the_limit_is_an_error_of_its_own(void **state) {
    (void)state;
    size_t n = DP_TEXT_MAX + 1;
    char *line = malloc(n + 64);
    int head = sprintf(line, "{\"id\":\"long\",\"text\":\"");
    memset(line + head, 'a', n);
    memcpy(line + (size_t)head + n, "\"}", 3);
    dispatch d;
    dp_error err;
    assert_int_equal(ingest_json_line(line, strlen(line), &a, &d, &err), DP_E_TOO_LONG);
    assert_string_equal(d.id, "long");
    assert_non_null(strstr(err.remedy, "split"));
    free(line);
}

/* Whatever the line, the answer agrees with another reader's: what jansson takes, we take, with the same strings. */
static void random_lines_agree_with_jansson(void **state) {
    (void)state;
    static const char *const parts[] = {
        "{",           "}",     "[",      "]",    ",",    ":", "\"id\"",       "\"text\"",       "\"a\"",
        "\"\\u00e9\"", "1",     "-0.5e2", "true", "null", " ", "\"id\":\"x\"", "\"text\":\"y\"", "\"lang\":",
        "\"\\",        "\\u12", "0"};
    random_source r = {77};
    int taken = 0;
    for (int round = 0; round < 60000; round++) {
        char line[200] = "";
        size_t pieces = random_below(&r, 10);
        if (random_below(&r, 2)) strcat(line, "{\"id\":\"x\",\"text\":\"y\"");
        for (size_t i = 0; i < pieces; i++) strcat(line, parts[random_below(&r, sizeof parts / sizeof *parts)]);
        if (random_below(&r, 2)) strcat(line, "}");
        dispatch d;
        dp_error err;
        dp_status status = ingest_json_line(line, strlen(line), &a, &d, &err);
        json_t *other = json_loads(line, 0, NULL);
        json_t *text = other && json_is_object(other) ? json_object_get(other, "text") : NULL;
        if (status == DP_OK) {
            taken++;
            if (other) assert_string_equal(d.text, json_string_value(text));
        } else if (text && json_is_string(text) && json_is_string(json_object_get(other, "id"))) {
            json_t *lang = json_object_get(other, "lang");
            assert_true((lang && !json_is_string(lang) && !json_is_null(lang)) ||
                        !*json_string_value(json_object_get(other, "id")));
        }
        json_decref(other);
        arena_reset(&a);
    }
    assert_true(taken > 500);
}

static void random_bytes_never_crash(void **state) {
    (void)state;
    static const char good[] =
        "{\"id\":\"d1\",\"text\":\"L\\u2019arm\\u00e9e \xC3\xA9 \\ud83d\\ude00\",\"x\":[{\"a\":[1,2.5]}],\"date\":\"2017\"}";
    random_source r = {5};
    for (int round = 0; round < 40000; round++) {
        char line[sizeof good];
        memcpy(line, good, sizeof good);
        for (uint32_t k = random_below(&r, 4) + 1; k > 0; k--) line[random_below(&r, sizeof good - 1)] = (char)random_next(&r);
        dispatch d;
        dp_error err;
        size_t n = random_below(&r, sizeof good);
        char *exact = exact_copy(line, n);
        if (ingest_json_line(exact, n, &a, &d, &err) == DP_OK) {
            assert_non_null(d.id);
            assert_true(utf8_valid(d.text, d.text_bytes));
        }
        free(exact);
        arena_reset(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_gives_a_dispatch),
        cmocka_unit_test(only_id_and_text_are_needed_and_the_rest_is_passed_over),
        cmocka_unit_test(half_surrogates_and_nuls_become_replacement_characters),
        cmocka_unit_test(a_line_that_is_no_utf8_is_read_with_a_note),
        cmocka_unit_test(dates_and_languages_that_are_none_are_left_out_with_a_note),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place_and_remedy),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(a_text_beyond_the_limit_is_an_error_of_its_own),
        cmocka_unit_test(random_lines_agree_with_jansson),
        cmocka_unit_test(random_bytes_never_crash),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
