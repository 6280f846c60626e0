#include "testing.h"

#include "core/utf8.h"

/* Table 3-7 of the Unicode standard, written the long way: the reference for the decoder. */
static size_t reference_decode(const unsigned char *u, size_t n, uint32_t *cp) {
    static const struct {
        unsigned char first_low, first_high, second_low, second_high;
        int bytes;
    } rows[] = {{0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
                {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
                {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    *cp = 0xFFFD;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (u[0] < rows[i].first_low || u[0] > rows[i].first_high) continue;
        if (rows[i].bytes == 1) {
            *cp = u[0];
            return 1;
        }
        uint32_t value = u[0] & (0xFFu >> (rows[i].bytes + 1));
        for (int k = 1; k < rows[i].bytes; k++) {
            unsigned char low = k == 1 ? rows[i].second_low : 0x80, high = k == 1 ? rows[i].second_high : 0xBF;
            if ((size_t)k >= n || u[k] < low || u[k] > high) return (size_t)k;
            value = value << 6 | (u[k] & 0x3F);
        }
        *cp = value;
        return (size_t)rows[i].bytes;
    }
    return 1;
}

static void every_code_point_goes_there_and_back(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char s[4];
        uint32_t back;
        size_t n = utf8_encode(cp, s);
        assert_int_equal(utf8_decode(s, n, &back), n);
        assert_int_equal(back, cp >= 0xD800 && cp <= 0xDFFF ? 0xFFFD : cp);
        assert_true(utf8_valid(s, n));
        assert_int_equal(utf8_count(s, n), 1);
    }
    char s[4];
    assert_int_equal(utf8_encode(0x110000, s), 3);
    assert_memory_equal(s, "\xEF\xBF\xBD", 3);
}

/* Bytes that look like UTF-8 often enough to reach every branch. */
static size_t random_text(random_source *r, char *out, size_t cap) {
    size_t n = 0, want = random_below(r, (uint32_t)cap - 4);
    while (n < want) {
        uint32_t dice = random_below(r, 8);
        if (dice == 0)
            out[n++] = (char)random_next(r);
        else if (dice < 4)
            out[n++] = (char)('a' + random_below(r, 26));
        else {
            n += utf8_encode(random_below(r, dice == 4 ? 0x800 : dice == 5 ? 0x10000 : 0x110000), out + n);
            if (dice == 7) n--; /* cut short */
        }
    }
    return n;
}

static void decoding_agrees_with_the_standards_table_on_any_bytes(void **state) {
    (void)state;
    random_source r = {3};
    for (int round = 0; round < 20000; round++) {
        char raw[40];
        size_t n = random_text(&r, raw, sizeof raw), count = 0;
        char *s = exact_copy(raw, n);
        bool valid = true;
        for (size_t i = 0; i < n; count++) {
            uint32_t want, got;
            size_t bytes = reference_decode((const unsigned char *)s + i, n - i, &want);
            assert_int_equal(utf8_decode(s + i, n - i, &got), bytes);
            assert_int_equal(got, want);
            if (want == 0xFFFD && (bytes < 3 || memcmp(s + i, "\xEF\xBF\xBD", 3) != 0)) valid = false;
            i += bytes;
        }
        assert_int_equal(utf8_count(s, n), count);
        assert_int_equal(utf8_valid(s, n), valid);
        free(s);
    }
}

static void mending_keeps_what_is_good_and_counts_as_the_decoder_does(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    const char *out;
    size_t n;
    assert_int_equal(utf8_mend("a\xFFz\xE2\x82", 5, &a, &out, &n), DP_OK);
    assert_string_equal(out, "a\xEF\xBF\xBDz\xEF\xBF\xBD");
    assert_int_equal(utf8_mend("\xF0\x80\x80\x80", 4, &a, &out, &n), DP_OK);
    assert_int_equal(n, 12);
    random_source r = {11};
    for (int round = 0; round < 5000; round++) {
        char raw[60];
        size_t size = random_text(&r, raw, sizeof raw);
        char *s = exact_copy(raw, size);
        assert_int_equal(utf8_mend(s, size, &a, &out, &n), DP_OK);
        assert_true(utf8_valid(out, n));
        assert_int_equal(utf8_count(out, n), utf8_count(s, size));
        if (utf8_valid(s, size)) assert_memory_equal(out, s, size);
        free(s);
        arena_reset(&a);
    }
    arena_free(&a);
}

static void the_index_counts_code_points_before_any_offset(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    random_source r = {5};
    for (int round = 0; round < 200; round++) {
        char raw[700];
        size_t n = random_text(&r, raw, sizeof raw);
        char *s = exact_copy(raw, n);
        utf8_index ix;
        assert_int_equal(utf8_index_make(&ix, s, n, &a), DP_OK);
        uint32_t count = 0;
        for (size_t i = 0; i < n; count++) {
            uint32_t cp;
            assert_int_equal(utf8_index_at(&ix, (uint32_t)i), count);
            i += utf8_decode(s + i, n - i, &cp);
        }
        assert_int_equal(utf8_index_at(&ix, (uint32_t)n), count);
        assert_int_equal(utf8_index_at(&ix, UINT32_MAX), count);
        free(s);
        arena_reset(&a);
    }
    arena_free(&a);
}

static void plain_ascii_needs_no_table(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    utf8_index ix;
    assert_int_equal(utf8_index_make(&ix, "Abou Kamal", 10, &a), DP_OK);
    assert_true(ix.ascii);
    assert_int_equal(utf8_index_at(&ix, 7), 7);
    assert_int_equal(utf8_index_make(&ix, NULL, 0, &a), DP_OK);
    assert_int_equal(utf8_index_at(&ix, 3), 0);
    arena_free(&a);
}

static void spans(void **state) {
    (void)state;
    assert_true(span_overlaps((span){0, 5}, (span){4, 9}));
    assert_false(span_overlaps((span){0, 5}, (span){5, 9}));
    assert_true(span_holds((span){0, 9}, (span){0, 9}));
    assert_false(span_holds((span){1, 9}, (span){0, 9}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_goes_there_and_back),
        cmocka_unit_test(decoding_agrees_with_the_standards_table_on_any_bytes),
        cmocka_unit_test(mending_keeps_what_is_good_and_counts_as_the_decoder_does),
        cmocka_unit_test(the_index_counts_code_points_before_any_offset),
        cmocka_unit_test(plain_ascii_needs_no_table),
        cmocka_unit_test(spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
