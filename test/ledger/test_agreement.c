/* Coefficients of agreement against the worked examples of the papers that define them. */
#include <math.h>

#include "testing.h"

#include "ledger/agreement.h"

static arena memory;

static int set_up(void **state) {
    (void)state;
    arena_init(&memory);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    arena_free(&memory);
    return 0;
}

static void assert_near(double got, double wanted, double tolerance) {
    if (!(fabs(got - wanted) <= tolerance)) fail_msg("%.6f is not %.6f", got, wanted);
}

/* Codes for a table of counts[rows][columns]: a gives the row, b the column. */
static size_t spread(const int *counts, int k, int32_t *a, int32_t *b) {
    size_t n = 0;
    for (int i = 0; i < k; i++)
        for (int j = 0; j < k; j++)
            for (int c = 0; c < counts[i * k + j]; c++) {
                a[n] = i;
                b[n++] = j;
            }
    return n;
}

static agreement kappa_of(const int32_t *a, const int32_t *b, size_t n) {
    agreement out;
    dp_error err = {0};
    assert_int_equal(agreement_kappa(a, b, n, &memory, &out, &err), DP_OK);
    return out;
}

/* Cohen 1960, table 1: two judges, three categories, 200 cases. */
static void kappa_is_that_of_cohens_table(void **state) {
    (void)state;
    static const int counts[9] = {88, 14, 18, 10, 40, 10, 2, 6, 12};
    int32_t a[200], b[200];
    assert_int_equal(spread(counts, 3, a, b), 200);
    agreement k = kappa_of(a, b, 200);
    assert_near(k.observed, .70, 1e-9);
    assert_near(k.expected, .41, 1e-9);
    assert_near(k.value, .492, .0005);
    assert_int_equal(k.units, 200);
}

static void kappa_counts_units_that_both_coded(void **state) {
    (void)state;
    static const int32_t a[] = {0, 1, AGREEMENT_MISSING, 1, 0}, b[] = {0, 1, 1, AGREEMENT_MISSING, 1};
    agreement k = kappa_of(a, b, 5);
    assert_int_equal(k.units, 3);
    assert_near(k.observed, 2. / 3, 1e-9);
    assert_near(k.value, .4, 1e-9); /* Pe = (2·1 + 1·2) / 9 */
}

static void nothing_can_be_said_without_variation(void **state) {
    (void)state;
    static const int32_t same[] = {1, 1, 1};
    assert_true(isnan(kappa_of(same, same, 3).value));
    assert_true(isnan(kappa_of(same, same, 0).value));
    agreement out;
    dp_error err = {0};
    static const int32_t two[] = {1, 1, 1, 1};
    assert_int_equal(agreement_alpha(two, 2, 2, &memory, &out, &err), DP_OK);
    assert_true(isnan(out.value));
    assert_int_equal(out.units, 2);
    static const int32_t alone[] = {1, 0, AGREEMENT_MISSING, AGREEMENT_MISSING};
    assert_int_equal(agreement_alpha(alone, 2, 2, &memory, &out, &err), DP_OK);
    assert_true(isnan(out.value));
    assert_int_equal(out.units, 0);
}

/* Krippendorff 2011, section B: two observers, ten units, binary. */
static void alpha_of_two_observers(void **state) {
    (void)state;
    static const int32_t values[2][10] = {{0, 1, 0, 0, 0, 0, 0, 0, 1, 0}, {1, 1, 1, 0, 0, 1, 0, 0, 0, 0}};
    agreement out;
    dp_error err = {0};
    assert_int_equal(agreement_alpha(values[0], 2, 10, &memory, &out, &err), DP_OK);
    assert_near(out.value, .095, .0005);
}

/* Krippendorff 2011, section C: four observers, twelve units, values missing. */
static void alpha_of_four_observers_with_missing_values(void **state) {
    (void)state;
    enum { O = AGREEMENT_MISSING };
    static const int32_t values[4][12] = {{1, 2, 3, 3, 2, 1, 4, 1, 2, O, O, O},
                                          {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, O, 3},
                                          {O, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, O},
                                          {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, O}};
    agreement out;
    dp_error err = {0};
    assert_int_equal(agreement_alpha(values[0], 4, 12, &memory, &out, &err), DP_OK);
    assert_near(out.value, .743, .0005);
    assert_int_equal(out.units, 11);
}

static void categories_out_of_bounds_are_refused(void **state) {
    (void)state;
    agreement out;
    dp_error err = {0};
    static const int32_t wild[] = {0, AGREEMENT_CATEGORIES_MAX};
    assert_int_equal(agreement_alpha(wild, 2, 1, &memory, &out, &err), DP_E_INTERNAL);
    static const int32_t low[] = {-2};
    assert_int_equal(agreement_kappa(low, low, 1, &memory, &out, &err), DP_E_INTERNAL);
}

/* Krippendorff 2004, figure 2: two observers, categories c and k, a continuum from 150 to 450. */
enum { C, K };
static const agreement_unit figure[] = {
    {0, C, 225, 295}, {0, C, 370, 400}, {1, C, 220, 300}, {1, C, 355, 375}, {1, C, 400, 420},
    {0, K, 180, 240}, {0, K, 300, 350}, {1, K, 180, 240}, {1, K, 300, 350},
};
static agreement unitizing_of(const agreement_unit *units, size_t n, size_t coders, uint64_t from, uint64_t to) {
    agreement_unit copy[32];
    for (size_t i = 0; i < n; i++) {
        copy[i] = units[i];
        copy[i].start -= from;
        copy[i].end -= from;
    }
    agreement out;
    dp_error err = {0};
    assert_int_equal(agreement_unitizing(copy, n, coders, to - from, &memory, &out, &err), DP_OK);
    return out;
}

static void unitizing_is_that_of_krippendorffs_figure(void **state) {
    (void)state;
    agreement c = unitizing_of(figure, 5, 2, 150, 450), k = unitizing_of(figure + 5, 4, 2, 150, 450);
    assert_near(c.observed, .0144, .00005);
    assert_near(c.expected, .0532, .00005);
    assert_near(c.value, .7285, .0005);
    assert_near(k.observed, 0, 0);
    assert_near(k.expected, .0490, .00005);
    assert_near(k.value, 1, 0);
    agreement both = unitizing_of(figure, 9, 2, 150, 450);
    assert_near(both.value, .8587, .0005);
    assert_int_equal(both.units, 9);
}

static void unitizing_of_nothing_says_nothing(void **state) {
    (void)state;
    assert_true(isnan(unitizing_of(figure, 0, 2, 150, 450).value));
    assert_true(isnan(unitizing_of(figure, 2, 1, 150, 450).value));
}

/* Two triggers in one clause are one unit of their type. */
static void overlapping_units_of_one_coder_are_one(void **state) {
    (void)state;
    static const agreement_unit one[] = {{0, C, 10, 60}, {1, C, 10, 60}, {0, C, 80, 90}, {1, C, 82, 90}};
    static const agreement_unit cut[] = {{0, C, 10, 40}, {0, C, 30, 60}, {1, C, 10, 60},
                                         {1, C, 20, 30}, {0, C, 80, 90}, {1, C, 82, 90}};
    agreement a = unitizing_of(one, 4, 2, 0, 100), b = unitizing_of(cut, 6, 2, 0, 100);
    assert_near(a.value, b.value, 1e-12);
    assert_int_equal(b.units, 4);
}

static void units_outside_the_continuum_are_refused(void **state) {
    (void)state;
    agreement out;
    dp_error err = {0};
    agreement_unit beyond[] = {{0, C, 10, 101}};
    assert_int_equal(agreement_unitizing(beyond, 1, 2, 100, &memory, &out, &err), DP_E_INTERNAL);
    agreement_unit third[] = {{2, C, 10, 20}};
    assert_int_equal(agreement_unitizing(third, 1, 2, 100, &memory, &out, &err), DP_E_INTERNAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kappa_is_that_of_cohens_table),
        cmocka_unit_test(kappa_counts_units_that_both_coded),
        cmocka_unit_test(nothing_can_be_said_without_variation),
        cmocka_unit_test(alpha_of_two_observers),
        cmocka_unit_test(alpha_of_four_observers_with_missing_values),
        cmocka_unit_test(categories_out_of_bounds_are_refused),
        cmocka_unit_test(unitizing_is_that_of_krippendorffs_figure),
        cmocka_unit_test(unitizing_of_nothing_says_nothing),
        cmocka_unit_test(overlapping_units_of_one_coder_are_one),
        cmocka_unit_test(units_outside_the_continuum_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
