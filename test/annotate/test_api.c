/* The public API as a program outside would use it; needs a pack. */
#include "testing.h"

#include <depeche.h>
#include <jansson.h>

static dp_pack *pack;
static dp_reader *reader;

static int open_all(void **state) {
    (void)state;
    const char *path = getenv("DEPECHE_PACK");
    FILE *f = path ? fopen(path, "rb") : NULL;
    if (!f) return 0; /* each test says that it is skipped */
    fclose(f);
    dp_error err = {0};
    if (dp_pack_open(path, &pack, &err) != DP_OK || dp_reader_new(pack, &reader, &err) != DP_OK) {
        print_message("%s: %s\n", err.file, err.message);
        return 1;
    }
    return 0;
}

static int close_all(void **state) {
    (void)state;
    dp_reader_free(reader);
    dp_pack_close(pack);
    return 0;
}

#define NEED_PACK()                                                                                                              \
    do {                                                                                                                         \
        if (!pack) {                                                                                                             \
            print_message("skipped: no $DEPECHE_PACK\n");                                                                        \
            skip();                                                                                                              \
        }                                                                                                                        \
    } while (0)

static json_t *annotate(const dp_dispatch *d) {
    dp_text out;
    dp_error err = {0};
    if (dp_annotate(reader, d, &out, &err) != DP_OK) fail_msg("%s", err.message);
    json_t *j = json_loadb(out.bytes, out.size, 0, NULL);
    assert_non_null(j);
    return j;
}

static void a_dispatch_becomes_a_line_of_json(void **state) {
    (void)state;
    NEED_PACK();
    const char text[] = "L’armée syrienne a repris Palmyre jeudi.";
    json_t *j =
        annotate(&(dp_dispatch){.id = "a", .text = text, .text_bytes = sizeof text - 1, .lang = "fr", .date = "2016-03-27"});
    assert_string_equal(json_string_value(json_object_get(j, "id")), "a");
    assert_string_equal(json_string_value(json_object_get(j, "lang_basis")), "given");
    assert_int_equal(json_array_size(json_object_get(j, "sentences")), 1);
    assert_string_equal(json_string_value(json_object_get(json_object_get(j, "date"), "edtf")), "2016-03-27");
    json_decref(j);
}

static void the_language_is_detected_where_it_is_not_given(void **state) {
    (void)state;
    NEED_PACK();
    const char *texts[][2] = {
        {"fr", "Les combattants ont quitté la ville dans la nuit, selon des habitants qui sont restés sur place."},
        {"en", "The fighters have left the town during the night, according to residents who stayed there."}};
    for (int i = 0; i < 2; i++) {
        json_t *j = annotate(&(dp_dispatch){.id = "a", .text = texts[i][1], .text_bytes = strlen(texts[i][1])});
        assert_string_equal(json_string_value(json_object_get(j, "lang")), texts[i][0]);
        assert_string_equal(json_string_value(json_object_get(j, "lang_basis")), "detected");
        json_decref(j);
    }
}

static void a_language_without_rules_is_named_and_has_no_claims(void **state) {
    (void)state;
    NEED_PACK();
    const char text[] = "Il ponte sul fiume è stato riaperto lunedì mattina, ha detto il sindaco.";
    json_t *j = annotate(&(dp_dispatch){.id = "a", .text = text, .text_bytes = sizeof text - 1});
    assert_string_equal(json_string_value(json_object_get(j, "lang")), "it");
    assert_string_equal(json_string_value(json_object_get(j, "lang_basis")), "detected");
    assert_int_equal(json_array_size(json_object_get(j, "claims")), 0);
    json_decref(j);
}

/* Offsets are code points; the English paragraph tells of a raid that no French rule may read. */
static void a_paragraph_in_another_language_is_marked_and_not_read(void **state) {
    (void)state;
    NEED_PACK();
    const char text[] = "L’armée a repris la ville lundi après deux semaines de combats.\n\n"
                        "The army shelled the town on Monday, killing four people, a spokesman said.\n\n"
                        "Les habitants des quartiers du nord ont commencé à revenir, selon la mairie.\n";
    json_t *j = annotate(&(dp_dispatch){.id = "a", .text = text, .text_bytes = sizeof text - 1, .date = "1994-05-12"});
    assert_string_equal(json_string_value(json_object_get(j, "lang")), "fr");
    json_t *passages = json_object_get(j, "passages"), *first = json_array_get(passages, 0);
    assert_int_equal(json_array_size(passages), 1);
    assert_string_equal(json_string_value(json_object_get(first, "lang")), "en");
    assert_int_equal(json_integer_value(json_object_get(first, "start")), 65);
    assert_true(json_array_size(json_object_get(j, "claims")) > 0);
    size_t i;
    json_t *claim;
    json_array_foreach(json_object_get(j, "claims"), i, claim) {
        const json_int_t end = json_integer_value(json_object_get(claim, "end"));
        assert_true(end <= 65 || end > 142);
    }
    json_decref(j);
}

static void a_language_that_the_pack_lacks_has_no_claims(void **state) {
    (void)state;
    NEED_PACK();
    const char text[] = "The army took Palmyra.";
    json_t *j = annotate(&(dp_dispatch){.id = "a", .text = text, .text_bytes = sizeof text - 1, .lang = "xx-bogus"});
    assert_string_equal(json_string_value(json_object_get(j, "lang")), "xx-bogus");
    assert_int_equal(json_array_size(json_object_get(j, "claims")), 0);
    json_decref(j);
}

static void a_folder_of_dictionaries_decides_who_and_what(void **state) {
    (void)state;
    NEED_PACK();
    const char *source = getenv("DEPECHE_SOURCE");
    if (!source) skip();
    char folder[1024];
    snprintf(folder, sizeof folder, "%s/examples/dictionaries", source);
    dp_pack *own = NULL;
    dp_reader *r = NULL;
    dp_error err = {0};
    size_t left_out = 1;
    const char text[] = "The Valdrian minister sent grain to Orsenna.";
    dp_text answer;
    assert_int_equal(dp_pack_open(NULL, &own, &err), DP_OK);
    assert_int_equal(dp_pack_add_dictionaries(own, folder, &left_out, &err), DP_OK);
    assert_int_equal(left_out, 0);
    assert_int_equal(dp_pack_add_dictionaries(own, folder, NULL, &err), DP_E_USAGE);
    assert_int_equal(dp_reader_new(own, &r, &err), DP_OK);
    const dp_dispatch d = {.id = "own", .text = text, .text_bytes = sizeof text - 1, .lang = "en", .date = "2024-06-15"};
    assert_int_equal(dp_annotate(r, &d, &answer, &err), DP_OK);
    assert_non_null(strstr(answer.bytes, "\"VALGOV\""));
    assert_non_null(strstr(answer.bytes, "\"073\""));
    assert_non_null(strstr(answer.bytes, "dict/valdria.verbs.txt:"));
    dp_reader_free(r);
    dp_pack_close(own);
}

static void any_bytes_give_json_or_an_error(void **state) {
    (void)state;
    NEED_PACK();
    static const char *const words[] = {"The army ",
                                        "took ",
                                        "Palmyra",
                                        ", ",
                                        ". ",
                                        "said ",
                                        "\"",
                                        "\xC2\xAB",
                                        "\xC2\xBB",
                                        "40 ",
                                        "killed ",
                                        "\n\n",
                                        "\xFF",
                                        "\xE2\x80\x99",
                                        "2017",
                                        "Monday ",
                                        "(",
                                        ")",
                                        "not ",
                                        "\0",
                                        "selon ",
                                        ("l'arm\xC3\xA9"
                                         "e "),
                                        "d",
                                        "-"};
    random_source r = {15};
    for (int round = 0; round < 400; round++) {
        char text[2000];
        size_t n = 0;
        uint32_t pieces = random_below(&r, 120);
        for (uint32_t i = 0; i < pieces; i++) {
            const char *w = words[random_below(&r, sizeof words / sizeof *words)];
            size_t length = *w ? strlen(w) : 1;
            memcpy(text + n, w, length);
            n += length;
        }
        json_decref(annotate(&(dp_dispatch){.id = "r", .text = text, .text_bytes = n, .lang = round % 2 ? "fr" : "en"}));
    }
}

static void bad_arguments_are_refused(void **state) {
    (void)state;
    dp_error err = {0};
    dp_pack *none;
    dp_reader *no_reader;
    assert_int_equal(dp_pack_open("/no/such.pack", &none, &err), DP_E_PACK);
    assert_string_equal(err.file, "/no/such.pack");
    assert_int_equal(dp_reader_new(NULL, &no_reader, &err), DP_E_USAGE);
    dp_reader_free(NULL);
    dp_pack_close(NULL);
    NEED_PACK();
    dp_text out;
    assert_int_equal(dp_annotate(reader, &(dp_dispatch){.text = NULL, .text_bytes = 5}, &out, &err), DP_E_USAGE);
    assert_int_equal(dp_annotate(reader, &(dp_dispatch){.text = "x", .text_bytes = DP_TEXT_MAX + 1}, &out, &err), DP_E_TOO_LONG);
    assert_null(out.bytes);
    json_t *j = annotate(&(dp_dispatch){.text = NULL});
    assert_true(json_is_null(json_object_get(j, "id")));
    json_decref(j);
}

static void every_status_has_a_sentence(void **state) {
    (void)state;
    for (int s = DP_OK; s <= DP_E_INTERNAL; s++) assert_true(strlen(dp_status_text((dp_status)s)) > 3);
    assert_string_equal(dp_status_text((dp_status)99), "an unknown status");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dispatch_becomes_a_line_of_json),
        cmocka_unit_test(the_language_is_detected_where_it_is_not_given),
        cmocka_unit_test(a_language_without_rules_is_named_and_has_no_claims),
        cmocka_unit_test(a_paragraph_in_another_language_is_marked_and_not_read),
        cmocka_unit_test(a_language_that_the_pack_lacks_has_no_claims),
        cmocka_unit_test(a_folder_of_dictionaries_decides_who_and_what),
        cmocka_unit_test(any_bytes_give_json_or_an_error),
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(every_status_has_a_sentence),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
