/* Files of hashed weights: what is whole opens, what is not is an error with a reason. */
#include "testing.h"

#include "text/hashed.h"

enum { WEIGHTS = 16, COUNTS = 8, SIZE = sizeof(hashed_header) + WEIGHTS + COUNTS };

static void seal(char *file, size_t n) {
    uint64_t hash = hashed_checksum(file, n);
    memcpy(file + 32, &hash, sizeof hash);
}

static void make(char file[SIZE]) {
    hashed_header h = {
        .magic = "DPHASHED", .question = HASHED_CLITICS, .version = HASHED_VERSION, .weights = WEIGHTS, .counts = COUNTS};
    h.bias = -3;
    h.prior = 9;
    memset(file, 0, SIZE);
    memcpy(file, &h, sizeof h);
    for (int i = 0; i < WEIGHTS; i++) file[sizeof h + (size_t)i] = (char)(i - 8);
    for (int i = 0; i < COUNTS; i++) file[sizeof h + WEIGHTS + (size_t)i] = (char)i;
    seal(file, SIZE);
}

static void a_whole_file_opens(void **state) {
    (void)state;
    char file[SIZE];
    hashed_weights w;
    dp_error err = {0};
    make(file);
    assert_int_equal(hashed_open(file, SIZE, HASHED_CLITICS, &w, &err), DP_OK);
    const uint32_t features[] = {0, 15, 16 + 3}; /* -8, 7, and 3 again from the low bits: -5 */
    assert_int_equal(hashed_sum(&w, features, 3), -3 - 8 + 7 - 5);
    assert_int_equal(w.prior, 9);
    assert_in_range(hashed_count(&w, 12345), 0, COUNTS - 1);
}

static void what_is_not_whole_is_refused(void **state) {
    (void)state;
    char file[SIZE];
    hashed_weights w;
    dp_error err = {0};
    for (size_t n = 0; n < SIZE; n++) {
        make(file);
        assert_int_not_equal(hashed_open(file, n, HASHED_CLITICS, &w, &err), DP_OK);
        assert_null(w.weights);
    }
    for (size_t i = 0; i < SIZE; i++) { /* unused bytes of the header are under the checksum too */
        make(file);
        file[i] ^= 0x10;
        assert_int_not_equal(hashed_open(file, SIZE, HASHED_CLITICS, &w, &err), DP_OK);
    }
    make(file);
    assert_int_not_equal(hashed_open(file, SIZE, HASHED_BOUNDARIES, &w, &err), DP_OK);
}

static void sizes_that_lie_are_refused_under_a_right_checksum(void **state) {
    (void)state;
    static const uint32_t sizes[][2] = {{0, COUNTS + WEIGHTS}, {WEIGHTS, 0}, {WEIGHTS, 16},
                                        {32, COUNTS},          {24, 0},      {0x80000000u, 0}};
    char file[SIZE];
    hashed_weights w;
    dp_error err = {0};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        make(file);
        memcpy(file + 16, sizes[i], sizeof sizes[i]);
        seal(file, SIZE);
        assert_int_not_equal(hashed_open(file, SIZE, HASHED_CLITICS, &w, &err), DP_OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file_opens),
        cmocka_unit_test(what_is_not_whole_is_refused),
        cmocka_unit_test(sizes_that_lie_are_refused_under_a_right_checksum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
