#include "testing.h"

#include "pack/builder.h"

static uint64_t key_of(const fold_table *fold, const char *const *words, int n) {
    uint64_t key = 0;
    for (int i = 0; i < n; i++) key = hash_phrase(key, fold_name_hash(fold, words[i], strlen(words[i])));
    return key;
}

static void phrases_are_found_by_their_words_longest_first(void **state) {
    (void)state;
    dp_error err;
    pack_builder *b;
    phrase_builder *pb;
    assert_int_equal(builder_new(&b, &err), DP_OK);
    const fold_table *fold = builder_fold(b);
    assert_int_equal(phrase_builder_new(fold, &pb, &err), DP_OK);
    uint32_t existing = 99;
    assert_true(phrase_add(pb, "Deir ez-Zor", 1, &existing));
    assert_int_equal(existing, 1);
    assert_true(phrase_add(pb, "Deir", 2, &existing));
    assert_int_equal(existing, 2);
    assert_true(phrase_add(pb, "DEIR EZ ZOR", 3, &existing));
    assert_int_equal(existing, 1);
    assert_false(phrase_add(pb, "", 4, &existing));
    assert_false(phrase_add(pb, " - ", 4, NULL));
    builder_phrases(b, "xx/names", pb);
    phrase_builder_free(pb);

    const void *bytes;
    size_t n;
    pack p;
    phrase_table t;
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_OK);
    assert_int_equal(phrase_open(&p, "xx/names", &t, &err), DP_OK);
    const char *words[] = {"deir", "ez", "zor"};
    const phrase_slot *s = phrase_find(&t, key_of(fold, words, 1));
    assert_int_equal(s->flags, PHRASE_PREFIX | PHRASE_ENTRY);
    assert_int_equal(s->value, 2);
    assert_int_equal(phrase_find(&t, key_of(fold, words, 2))->flags, PHRASE_PREFIX);
    s = phrase_find(&t, key_of(fold, words, 3));
    assert_int_equal(s->flags, PHRASE_ENTRY);
    assert_int_equal(s->value, 1);
    assert_null(phrase_find(&t, key_of(fold, words + 1, 1)));
    builder_free(b);
}

static void a_hundred_thousand_phrases_all_come_back(void **state) {
    (void)state;
    enum { N = 100000 };
    dp_error err;
    pack_builder *b;
    phrase_builder *pb;
    assert_int_equal(builder_new(&b, &err), DP_OK);
    assert_int_equal(phrase_builder_new(builder_fold(b), &pb, &err), DP_OK);
    random_source r = {8};
    static uint64_t keys[N];
    for (uint32_t i = 0; i < N; i++) {
        keys[i] = random_next(&r);
        assert_true(phrase_add_key(pb, &keys[i], 1, i, NULL));
    }
    assert_false(phrase_add_key(pb, keys, 0, 1, NULL));
    builder_phrases(b, "names", pb);
    const void *bytes;
    size_t n;
    pack p;
    phrase_table t;
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_OK);
    assert_int_equal(phrase_open(&p, "names", &t, &err), DP_OK);
    for (uint32_t i = 0; i < N; i++) assert_int_equal(phrase_find(&t, hash_phrase(0, keys[i]))->value, i);
    for (uint32_t i = 0; i < N; i++) assert_null(phrase_find(&t, random_next(&r)));
    phrase_builder_free(pb);
    phrase_builder_free(NULL);
    builder_free(b);
}

static void an_empty_table_answers_no(void **state) {
    (void)state;
    dp_error err;
    pack_builder *b;
    phrase_builder *pb;
    const void *bytes;
    size_t n;
    pack p;
    phrase_table t;
    assert_int_equal(builder_new(&b, &err), DP_OK);
    assert_int_equal(phrase_builder_new(builder_fold(b), &pb, &err), DP_OK);
    builder_phrases(b, "none", pb);
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_OK);
    assert_int_equal(phrase_open(&p, "none", &t, &err), DP_OK);
    assert_null(phrase_find(&t, 12345));
    phrase_builder_free(pb);
    builder_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_are_found_by_their_words_longest_first),
        cmocka_unit_test(a_hundred_thousand_phrases_all_come_back),
        cmocka_unit_test(an_empty_table_answers_no),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
