/* One reading of names over a whole dispatch. */
#include "testing.h"

#include "annotate/entity_names.h"

enum { TOKENS = 24, SENTENCE = 6 };

static token tokens[TOKENS];
static sentence sentences[TOKENS / SENTENCE];
static text x;

/* Four sentences of six words; each word's key is its letter, capitals begin names. */
static void say(const char *letters, const name *names, uint32_t n) {
    assert_int_equal(strlen(letters), TOKENS);
    for (uint32_t t = 0; t < TOKENS; t++) {
        const bool capital = letters[t] >= 'A' && letters[t] <= 'Z';
        tokens[t] = (token){.form = "",
                            .sentence = t / SENTENCE,
                            .flags = capital ? TOKEN_CAPITAL : 0,
                            .lemma_hash = (uint64_t)letters[t] * 7919};
        sentences[t / SENTENCE] =
            (sentence){.first_token = t / SENTENCE * SENTENCE, .end_token = t / SENTENCE * SENTENCE + SENTENCE};
    }
    x = (text){.tokens = tokens,
               .token_count = TOKENS,
               .sentences = sentences,
               .sentence_count = TOKENS / SENTENCE,
               .names = names,
               .name_count = n,
               .has_names = true};
}

static void expect(const char *wanted) {
    static const char *const labels[] = {"PER", "ORG", "LOC", "MISC"};
    const name *names;
    uint32_t n;
    arena a;
    dp_error err;
    char got[256] = "";
    arena_init(&a);
    assert_int_equal(entity_names(&(entity_sources){.words = &(word_flags){0}}, &x, &a, &names, &n, &err), DP_OK);
    for (uint32_t i = 0; i < n; i++) {
        const size_t used = strlen(got);
        snprintf(got + used, sizeof got - used, "%s%u-%u:%s", i ? " " : "", (unsigned)names[i].first_token,
                 (unsigned)names[i].end_token, labels[names[i].label]);
    }
    assert_string_equal(got, wanted);
    arena_free(&a);
}

static void plain_mentions_settle_the_label_of_weak_ones(void **state) {
    (void)state;
    const name names[] = {{1, 2, NAME_LOC, 5}, {7, 8, NAME_ORG, 0.5f}, {13, 14, NAME_LOC, 4}};
    say("xAxxxxxAxxxxxAxxxxxxxxxx", names, 3);
    expect("1-2:LOC 7-8:LOC 13-14:LOC");
}

static void a_name_stays_what_its_own_sentence_says_where_no_other_speaks(void **state) {
    (void)state;
    const name names[] = {{1, 2, NAME_LOC, 5}, {7, 8, NAME_ORG, 0.5f}};
    say("xAxxxxxBxxxxxxxxxxxxxxxx", names, 2);
    expect("1-2:LOC 7-8:ORG");
}

static void a_name_said_plainly_twice_is_found_where_it_was_missed(void **state) {
    (void)state;
    const name names[] = {{1, 3, NAME_ORG, 2}, {7, 9, NAME_ORG, 2}};
    say("xABxxxxABxxxxABxxxxabxxx", names, 2);
    expect("1-3:ORG 7-9:ORG 13-15:ORG");
    const name once[] = {{1, 3, NAME_ORG, 2}};
    say("xABxxxxABxxxxABxxxxabxxx", once, 1);
    expect("1-3:ORG");
}

static void a_surname_is_the_person_that_was_named_in_full(void **state) {
    (void)state;
    const name names[] = {{1, 3, NAME_PER, 6}, {8, 9, NAME_LOC, 1}};
    say("xABxxxxxBxxxxxxxxxxxxxxx", names, 2);
    expect("1-3:PER 8-9:PER");
}

static void a_name_does_not_run_over_a_sentence_or_into_another(void **state) {
    (void)state;
    const name names[] = {{0, 2, NAME_ORG, 6}, {2, 4, NAME_PER, 6}, {6, 8, NAME_ORG, 6}};
    say("ABCDxxABxxxAB"
        "xxxxACExxxx",
        names, 3);
    expect("0-2:ORG 2-4:PER 6-8:ORG");
}

static void a_text_without_names_has_none(void **state) {
    (void)state;
    say("xABxxxxABxxxxABxxxxabxxx", NULL, 0);
    expect("");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_mentions_settle_the_label_of_weak_ones),
        cmocka_unit_test(a_name_stays_what_its_own_sentence_says_where_no_other_speaks),
        cmocka_unit_test(a_name_said_plainly_twice_is_found_where_it_was_missed),
        cmocka_unit_test(a_surname_is_the_person_that_was_named_in_full),
        cmocka_unit_test(a_name_does_not_run_over_a_sentence_or_into_another),
        cmocka_unit_test(a_text_without_names_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
