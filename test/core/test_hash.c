#include "testing.h"

#include "core/hash.h"

static void the_functions_are_xxh3_for_good(void **state) {
    (void)state;
    char hex[33];
    assert_true(hash_bytes("", 0, 0) == UINT64_C(0x2D06800538D394C2));
    hash_hex128("", 0, hex);
    assert_string_equal(hex, "99aa06d3014798d86001c324468d497f");
    assert_true(hash_bytes("a", 1, 0) != hash_bytes("a", 1, 1));
}

static void a_phrase_key_depends_on_the_order_of_its_words(void **state) {
    (void)state;
    uint64_t deir = hash_bytes("deir", 4, 0), zor = hash_bytes("zor", 3, 0);
    assert_true(hash_phrase(hash_phrase(0, deir), zor) != hash_phrase(hash_phrase(0, zor), deir));
    assert_true(hash_phrase(0, deir) != hash_phrase(hash_phrase(0, deir), zor));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_functions_are_xxh3_for_good),
        cmocka_unit_test(a_phrase_key_depends_on_the_order_of_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
