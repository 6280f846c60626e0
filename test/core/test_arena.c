#include "testing.h"

#include "core/arena.h"

static void gives_zeroed_aligned_memory_even_after_a_reset(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            unsigned char *p = arena_alloc(&a, size);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
            memset(p, 0xAB, size);
        }
        assert_true(a.used_bytes > 0);
        arena_reset(&a);
        assert_int_equal(a.used_bytes, 0);
    }
    arena_free(&a);
}

static void blocks_do_not_overlap(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    random_source r = {1};
    enum { N = 400 };
    unsigned char *at[N];
    size_t size[N];
    for (int i = 0; i < N; i++) {
        size[i] = random_below(&r, 5000);
        at[i] = arena_alloc(&a, size[i]);
        memset(at[i], i & 0xFF, size[i]);
    }
    for (int i = 0; i < N; i++)
        for (size_t k = 0; k < size[i]; k++) assert_int_equal(at[i][k], i & 0xFF);
    arena_free(&a);
}

static void refuses_sizes_that_overflow(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_null(arena_alloc(&a, SIZE_MAX / 2 + 1));
    assert_null(arena_array(&a, SIZE_MAX / 2, 3));
    assert_null(arena_copy(&a, "x", SIZE_MAX));
    assert_non_null(arena_array(&a, 0, 8));
    arena_free(&a);
}

static void copies_end_with_nul(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    assert_string_equal(arena_copy(&a, "Abou Kamal", 4), "Abou");
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    arena_free(&a);
}

static void a_vec_keeps_its_items_as_it_grows(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    vec_of(uint64_t) v = {0};
    for (uint64_t i = 0; i < 100000; i++) assert_true(vec_push(&a, &v, i * i));
    assert_int_equal(v.n, 100000);
    for (uint64_t i = 0; i < v.n; i++) assert_int_equal(v.at[i], i * i);
    uint32_t cap = UINT32_C(1) << 31;
    void *at = v.at;
    assert_false(vec_reserve_(&a, &at, cap, &cap, 1));
    arena_free(&a);
}

static void a_reset_keeps_the_largest_chunk_for_the_next_dispatch(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    arena_alloc(&a, 100);
    char *large = arena_alloc(&a, 1 << 20);
    arena_alloc(&a, 2 << 20);
    arena_reset(&a);
    char *again = arena_alloc(&a, 1 << 20);
    (void)large;
    assert_non_null(again);
    arena_free(&a);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory_even_after_a_reset),
        cmocka_unit_test(blocks_do_not_overlap),
        cmocka_unit_test(refuses_sizes_that_overflow),
        cmocka_unit_test(copies_end_with_nul),
        cmocka_unit_test(a_vec_keeps_its_items_as_it_grows),
        cmocka_unit_test(a_reset_keeps_the_largest_chunk_for_the_next_dispatch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
