/* Words are found as the pack's names hold them, and as texts write them: in cases, with clitics, joined by hyphens. */
#include "testing.h"

#include "core/fold_table.h"
#include "core/tiny_pack.h"
#include "text/word_flags.h"

enum { SLOTS = 64 };

static const fold_table *fold;
static uint32_t slots[SLOTS];
static const word_affix affixes[] = {
    {"кии", 6, 4}, {"ои", 4, 4}, {"еи", 4, 4}, {"а", 2, 2}, {"я", 2, 2}, {"е", 2, 2},
    {"у", 2, 2},   {"ю", 2, 2},  {"ы", 2, 2},  {"и", 2, 2}, {"و", 2, 0}, {"ل", 2, 0},
};
static const word_flags table = {affixes, sizeof affixes / sizeof *affixes, slots, SLOTS - 1};

static void add(const char *word, uint32_t flags) {
    const uint64_t key = word_flags_key(&table, fold, word, strlen(word));
    uint32_t i = (uint32_t)key & (SLOTS - 1);
    while (slots[i]) i = (i + 1) & (SLOTS - 1);
    slots[i] = word_flags_check(key) | flags;
}

static uint32_t flags_of(const char *form) {
    return word_flags_of(&table, fold, form, strlen(form));
}

static int make_table(void **state) {
    (void)state;
    static _Alignas(16) char bytes[TINY_FOLD_BYTES];
    dp_error err;
    assert_int_equal(fold_open(bytes, tiny_fold(bytes), &fold, &err), DP_OK);
    add("aleppo", KNOWN_PLACE | KNOWN_GREAT_PLACE);
    add("berlin", KNOWN_PLACE);
    add("jean", KNOWN_GIVEN_NAME);
    add("merkel", KNOWN_SURNAME);
    add("москва", KNOWN_PLACE);
    add("сирия", KNOWN_PLACE);
    add("بغداد", KNOWN_PLACE);
    return 0;
}

static void a_word_is_what_the_table_says(void **state) {
    (void)state;
    assert_int_equal(flags_of("aleppo"), KNOWN_PLACE | KNOWN_GREAT_PLACE);
    assert_int_equal(flags_of("alepp"), 0);
    assert_int_equal(flags_of(""), 0);
}

static void a_name_may_have_an_s_written_onto_it(void **state) {
    (void)state;
    assert_int_equal(flags_of("berlins"), KNOWN_PLACE);
    assert_int_equal(flags_of("berlinss"), 0);
}

static void a_cyrillic_name_is_found_in_its_cases(void **state) {
    (void)state;
    static const char *const forms[] = {"москва", "москвы", "москве", "москву", "москвои", "сирии", "сирию", "сириеи"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (flags_of(forms[i]) != KNOWN_PLACE) fail_msg("%s", forms[i]);
    assert_int_equal(flags_of("моск"), 0);
}

static void an_arabic_name_is_found_behind_proclitics(void **state) {
    (void)state;
    assert_int_equal(flags_of("وبغداد"), KNOWN_PLACE);
    assert_int_equal(flags_of("ولبغداد"), KNOWN_PLACE);
    assert_int_equal(flags_of("مبغداد"), 0);
}

static void words_joined_by_hyphens_are_what_their_parts_are(void **state) {
    (void)state;
    assert_int_equal(flags_of("jean-merkel"), KNOWN_GIVEN_NAME | KNOWN_SURNAME);
    assert_int_equal(flags_of("-"), 0);
    assert_int_equal(flags_of("aleppo-"), KNOWN_PLACE | KNOWN_GREAT_PLACE);
}

static void a_pack_without_the_section_knows_no_word(void **state) {
    (void)state;
    static _Alignas(16) char bytes[TINY_PACK_BYTES];
    pack p;
    dp_error err;
    word_flags none;
    assert_int_equal(pack_open_bytes(bytes, tiny_pack(bytes), &p, &err), DP_OK);
    assert_int_equal(word_flags_open(&p, &none, &err), DP_OK);
    assert_int_equal(word_flags_of(&none, fold, "aleppo", 6), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_what_the_table_says),
        cmocka_unit_test(a_name_may_have_an_s_written_onto_it),
        cmocka_unit_test(a_cyrillic_name_is_found_in_its_cases),
        cmocka_unit_test(an_arabic_name_is_found_behind_proclitics),
        cmocka_unit_test(words_joined_by_hyphens_are_what_their_parts_are),
        cmocka_unit_test(a_pack_without_the_section_knows_no_word),
    };
    return cmocka_run_group_tests(tests, make_table, NULL);
}
