/* Clitics that are written onto a word. */
#include "text_testing.h"

static void a_verb_gives_back_its_pronouns_and_its_accent(void **state) {
    TOKENS("es", "Quiso dárselas y verlo.", "Quiso|dar+se+las|y|ver+lo|.");
    TOKENS("es", "SIGUE BOMBARDEÁNDOLOS", "SIGUE|BOMBARDEANDO+LOS");
    TOKENS("es", "Sigue bombardeandolos", "Sigue|bombardeando+los"); /* a wire without accents */
}

static void what_only_looks_like_a_verb_with_a_pronoun_stays_whole(void **state) {
    TOKENS("es", "Carlos y los internos de la parte norte", "Carlos|y|los|internos|de|la|parte|norte");
    TOKENS("es", "se lo le", "se|lo|le");
}

static void a_doubled_letter_hides_an_article(void **state) {
    TOKENS("ar", "للجيش", "ل+الجيش");
    TOKENS("ar", "وللجيش", "و+ل+الجيش");
}

static void an_ending_is_spelled_as_it_is_alone(void **state) {
    TOKENS("ar", "قال إن مدينتهم سقطت", "قال|إن|مدينة+هم|سقطت");
}

static void parts_share_their_span(void **state) {
    text x = bench_text(bench_of(state), "ar", "وقال للجيش");
    assert_int_equal(x.token_count, 4);
    assert_int_equal(x.tokens[0].start, 0);
    assert_int_equal(x.tokens[1].start, 0);
    assert_int_equal(x.tokens[1].end, 8);
    assert_true(x.tokens[0].flags & TOKEN_MWT_FIRST);
    assert_true(x.tokens[1].flags & TOKEN_MWT_REST);
    assert_int_equal(x.tokens[3].end, x.size);
}

static void words_of_clitics_only_end(void **state) {
    bench *b = bench_of(state);
    static const char *const words[] = {
        "و", "وو", "لل", "وبل", "لللل", "ها", "هاها", "وها", "كككككككككككككككككككككككككككككككك", "lo", "selo", "arse"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        text x = bench_text(b, i < 9 ? "ar" : "es", words[i]);
        assert_in_range(x.token_count, 1, 4);
        for (uint32_t t = 0; t < x.token_count; t++) assert_true(x.tokens[t].form[0]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verb_gives_back_its_pronouns_and_its_accent),
        cmocka_unit_test(what_only_looks_like_a_verb_with_a_pronoun_stays_whole),
        cmocka_unit_test(a_doubled_letter_hides_an_article),
        cmocka_unit_test(an_ending_is_spelled_as_it_is_alone),
        cmocka_unit_test(parts_share_their_span),
        cmocka_unit_test(words_of_clitics_only_end),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
