/* Passages that two texts share. Words stand for themselves here: they are hashed as they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/passage.h"

typedef struct told {
    const char *bytes;
    unit_list units;
} told;

static told tell(const char *bytes, arena *a) {
    vec_of(word) words = {0};
    for (uint32_t at = 0, n = (uint32_t)strlen(bytes); at < n;) {
        uint32_t length = (uint32_t)strcspn(bytes + at, " ,.");
        word w = {.start = at, .end = at + length, .hash = hash_bytes(bytes + at, length, 0)};
        if (length) assert_true(vec_push(a, &words, w));
        at += length ? length : 1;
    }
    told t = {.bytes = bytes};
    dp_error err = {0};
    assert_int_equal(units_of_words(NULL, bytes, words.at, words.n, a, &t.units, &err), DP_OK);
    return t;
}

/* The passages as "words in a|words in b; …". */
static void expect(const char *a, const char *b, const char *answer) {
    arena memory;
    arena_init(&memory);
    told x = tell(a, &memory), y = tell(b, &memory);
    passage_list found;
    dp_error err = {0};
    assert_int_equal(passages_find(&x.units, &y.units, &memory, &found, &err), DP_OK);
    char out[2000] = "";
    for (uint32_t i = 0; i < found.n; i++) {
        const passage *p = &found.at[i];
        size_t n = strlen(out);
        snprintf(out + n, sizeof out - n, "%s%.*s|%.*s", i ? "; " : "", (int)(p->a.end - p->a.start), a + p->a.start,
                 (int)(p->b.end - p->b.start), b + p->b.start);
    }
    assert_string_equal(out, answer);
    arena_free(&memory);
}

#define FERRY "the night ferry turned back to the harbour after its engine caught fire off the cape"
#define UNION "dockers refuse to unload the two grain ships until last month and its arrears are paid"

static void a_shared_paragraph_is_one_passage(void **state) {
    (void)state;
    expect("yesterday " FERRY " said nobody", "as we wrote, " FERRY ".", FERRY "|" FERRY);
}

static void texts_of_their_own_share_none(void **state) {
    (void)state;
    expect(FERRY, UNION, "");
    expect("", UNION, "");
    expect(FERRY, "", "");
}

static void an_edited_word_does_not_end_a_passage(void **state) {
    (void)state;
    expect("the night ferry turned back to the harbour after its engine caught fire off the cape at noon",
           "the night ferry turned back to the port after its engine caught fire off the cape at dawn",
           "the night ferry turned back to the harbour after its engine caught fire off the cape at|"
           "the night ferry turned back to the port after its engine caught fire off the cape at");
}

static void an_inserted_sentence_does(void **state) {
    (void)state;
    expect(FERRY " " UNION, FERRY " no one was hurt and the owner promised a statement by noon " UNION,
           FERRY "|" FERRY "; " UNION "|" UNION);
}

static void moved_passages_are_found_where_they_went(void **state) {
    (void)state;
    expect(FERRY " " UNION, UNION " " FERRY, FERRY "|" FERRY "; " UNION "|" UNION);
}

static void what_is_told_twice_is_found_twice(void **state) {
    (void)state;
    expect(FERRY " " FERRY, FERRY, FERRY "|" FERRY "; " FERRY "|" FERRY);
}

static void a_few_words_in_common_are_no_passage(void **state) {
    (void)state;
    expect("he spoke of the two grain ships until last night fell", "she saw the two grain ships until last week came", "");
}

static void unless_they_are_a_whole_text(void **state) {
    (void)state;
    expect("town taken", "town taken", "town taken|town taken");
    expect("town taken by the army on Monday they say", "town taken by the army",
           "town taken by the army|town taken by the army");
}

/* One phrase over and over: what is tried for each place is bounded. */
static void repetition_costs_no_more_than_length(void **state) {
    (void)state;
    enum { WORDS = 20000 };
    arena a;
    arena_init(&a);
    unit *at = arena_array(&a, WORDS, sizeof *at);
    assert_non_null(at);
    for (uint32_t i = 0; i < WORDS; i++) at[i] = (unit){.hash = 1 + i % 3, .start = i, .end = i + 1, .weight = 2};
    unit_list x = {at, WORDS}, y = {at, WORDS / 2};
    passage_list found;
    dp_error err = {0};
    assert_int_equal(passages_find(&x, &y, &a, &found, &err), DP_OK);
    assert_true(found.n >= 1);
    assert_int_equal(found.at[0].weight, WORDS);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shared_paragraph_is_one_passage),        cmocka_unit_test(texts_of_their_own_share_none),
        cmocka_unit_test(an_edited_word_does_not_end_a_passage),    cmocka_unit_test(an_inserted_sentence_does),
        cmocka_unit_test(moved_passages_are_found_where_they_went), cmocka_unit_test(what_is_told_twice_is_found_twice),
        cmocka_unit_test(a_few_words_in_common_are_no_passage),     cmocka_unit_test(unless_they_are_a_whole_text),
        cmocka_unit_test(repetition_costs_no_more_than_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
