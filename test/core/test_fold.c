/* The reader of the table and its checks; what the table says of Unicode is tested with its compiler (test/pack). */
#include "testing.h"

#include "core/fold.h"
#include "core/tiny_pack.h"

static _Alignas(16) char bytes[TINY_FOLD_BYTES + 64];

static const fold_table *table(void) {
    const fold_table *t;
    dp_error err;
    assert_int_equal(fold_open(bytes, tiny_fold(bytes), &t, &err), DP_OK);
    return t;
}

static void ascii_needs_no_table_entry(void **state) {
    (void)state;
    char out[32];
    size_t n = fold_lower(table(), "Ma'an AZ@[`", 11, out, sizeof out);
    assert_int_equal(n, 11);
    assert_memory_equal(out, "ma'an az@[`", 11);
    n = fold_name(table(), "Ma'an AZ", 8, out, sizeof out);
    assert_int_equal(n, 7);
    assert_memory_equal(out, "maan az", 7);
}

static void output_is_cut_at_a_characters_border(void **state) {
    (void)state;
    char out[8];
    assert_int_equal(fold_lower(table(), "abé", 4, out, 3), 2);
    assert_int_equal(fold_lower(table(), "abé", 4, out, 4), 4);
    assert_int_equal(fold_lower(table(), "abc", 3, out, 2), 2);
    assert_int_equal(fold_lower(table(), "\xFF", 1, out, 8), 3);
}

static void the_hash_is_that_of_the_folded_bytes(void **state) {
    (void)state;
    assert_true(fold_lower_hash(table(), "RAQQA", 5) == hash_bytes("raqqa", 5, 0));
    assert_true(fold_name_hash(table(), "Ma'an", 5) == hash_bytes("maan", 4, 0));
}

static void digits_and_classes_beyond_unicode_are_harmless(void **state) {
    (void)state;
    assert_int_equal(fold_digit(table(), '7'), 7);
    assert_int_equal(fold_digit(table(), 'x'), -1);
    assert_int_equal(fold_class(table(), 0xFFFFFFFF), CHAR_LETTER);
}

static void a_table_that_points_out_of_itself_is_refused(void **state) {
    (void)state;
    random_source r = {4};
    const fold_table *t;
    dp_error err;
    fold_header *h = (fold_header *)(void *)bytes;
    fold_record *rec;
    size_t n = tiny_fold(bytes);
    assert_int_equal(fold_open(bytes, 8, &t, &err), DP_E_PACK);
    h->records = 0;
    assert_int_equal(fold_open(bytes, n, &t, &err), DP_E_PACK);
    tiny_fold(bytes);
    rec = (fold_record *)(void *)(bytes + h->records_at);
    rec->name_bytes = 5;
    assert_int_equal(fold_open(bytes, n, &t, &err), DP_E_PACK);
    tiny_fold(bytes);
    rec->lower_bytes = 1;
    rec->lower_at = UINT32_MAX;
    assert_int_equal(fold_open(bytes, n, &t, &err), DP_E_PACK);
    for (int round = 0; round < 3000; round++) {
        tiny_fold(bytes);
        bytes[random_below(&r, sizeof *h)] = (char)random_next(&r);
        char out[16];
        if (fold_open(bytes, n, &t, &err) == DP_OK)
            fold_name(t, "\xC3\x89\xE4\xB8\x80", 5, out, sizeof out);
        else
            assert_null(t);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_needs_no_table_entry),
        cmocka_unit_test(output_is_cut_at_a_characters_border),
        cmocka_unit_test(the_hash_is_that_of_the_folded_bytes),
        cmocka_unit_test(digits_and_classes_beyond_unicode_are_harmless),
        cmocka_unit_test(a_table_that_points_out_of_itself_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
