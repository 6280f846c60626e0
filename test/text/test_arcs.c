/* Trees over random scores: the best one against all that there are, and trees in any case. */
#include "testing.h"

#include "text/arcs.h"
#include "text/kernel.h"

static arcs_memory memory;
static uint32_t marks[512];

static int prepare(void **state) {
    (void)state;
    eisner_init(&memory.spans);
    memory.mark = marks;
    return 0;
}

static void assert_tree(const uint32_t *heads, uint32_t n) {
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++) {
        uint32_t steps = 0;
        roots += heads[d] == ARCS_ROOT;
        for (uint32_t k = d; heads[k] != ARCS_ROOT; k = heads[k]) {
            assert_true(heads[k] < n);
            if (++steps > n) fail_msg("word %u of %u lies on a cycle", d, n);
        }
    }
    assert_int_equal(roots, 1);
}

static bool is_projective(const uint32_t *heads, uint32_t n) {
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++) {
            if (heads[a] == ARCS_ROOT || heads[b] == ARCS_ROOT) continue;
            uint32_t l = a < heads[a] ? a : heads[a], r = a < heads[a] ? heads[a] : a;
            uint32_t s = b < heads[b] ? b : heads[b], e = b < heads[b] ? heads[b] : b;
            if (l < s && s < r && r < e) return false;
        }
    for (uint32_t r = 0; r < n; r++) { /* nothing may hang over the root */
        if (heads[r] != ARCS_ROOT) continue;
        for (uint32_t a = 0; a < n; a++)
            if (heads[a] != ARCS_ROOT && (a < r) != (heads[a] < r) && heads[a] != r) return false;
    }
    return true;
}

static bool is_tree(const uint32_t *heads, uint32_t n) {
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++) {
        uint32_t k = d, steps = 0;
        roots += heads[d] == ARCS_ROOT;
        while (heads[k] != ARCS_ROOT && steps++ <= n) k = heads[k];
        if (steps > n) return false;
    }
    return roots == 1;
}

static int64_t score_of(const int32_t *scores, uint32_t stride, const uint32_t *heads, uint32_t n) {
    int64_t sum = 0;
    for (uint32_t d = 0; d < n; d++) sum += scores[d * stride + (heads[d] == ARCS_ROOT ? n : heads[d])];
    return sum;
}

/* Goes through all ways to hang n words. */
static int64_t best_of_all(const int32_t *scores, uint32_t stride, uint32_t n) {
    uint32_t heads[8], digits[8] = {0};
    int64_t best = INT64_MIN;
    for (;;) {
        for (uint32_t d = 0; d < n; d++) heads[d] = digits[d] == n ? ARCS_ROOT : digits[d];
        if (is_tree(heads, n) && is_projective(heads, n)) {
            int64_t sum = score_of(scores, stride, heads, n);
            if (sum > best) best = sum;
        }
        uint32_t k = 0;
        while (k < n && digits[k] == n) digits[k++] = 0;
        if (k == n) return best;
        digits[k]++;
    }
}

static void the_best_projective_tree_is_found(void **state) {
    (void)state;
    random_source r = {5};
    for (int round = 0; round < 300; round++) {
        const uint32_t n = 1 + (uint32_t)round % 6, stride = n + 3;
        int32_t scores[8 * 11], work[8 * 11];
        uint32_t heads[8];
        for (uint32_t i = 0; i < n * stride; i++) scores[i] = (int32_t)random_below(&r, round % 2 ? 20 : 2000000) - 1000;
        int64_t best = best_of_all(scores, stride, n);
        for (uint32_t k = 0; kernel_at(k); k++) {
            memcpy(work, scores, sizeof work);
            arcs_decode(kernel_at(k)->steps, &memory, work, n, stride, heads);
            assert_tree(heads, n);
            assert_true(is_projective(heads, n));
            assert_true(score_of(scores, stride, heads, n) == best);
        }
    }
}

static void any_scores_give_one_tree_on_all_kernels(void **state) {
    (void)state;
    random_source r = {6};
    static int32_t scores[512 * 520], work[512 * 520];
    static uint32_t heads[512], first[512];
    for (uint32_t round = 0; round < 60; round++) {
        const uint32_t n = round < 8 ? 120 + 2 * round : round % 4 == 0 ? 512 : 1 + random_below(&r, 300), stride = n + 8 - n % 8;
        for (uint32_t d = 0; d < n; d++)
            for (uint32_t h = 0; h <= n; h++) {
                uint32_t kind = round % 5; /* noise; few values; chains that make cycles; the whole range; all alike */
                int32_t v = kind == 1 ? (int32_t)random_below(&r, 3) : kind == 2 ? (h == d + 1 || d == h + 1) * 1000 : 0;
                if (kind == 0) v = (int32_t)random_below(&r, 2000000);
                if (kind == 3) v = (int32_t)(random_below(&r, 1u << 30) - (1u << 29));
                scores[d * stride + h] = v;
            }
        for (uint32_t k = 0; kernel_at(k); k++) {
            memcpy(work, scores, n * stride * sizeof *work);
            arcs_decode(kernel_at(k)->steps, &memory, work, n, stride, heads);
            assert_tree(heads, n);
            if (n <= EISNER_MAX) assert_true(is_projective(heads, n));
            if (k == 0) memcpy(first, heads, n * sizeof *heads);
            assert_memory_equal(first, heads, n * sizeof *heads);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_projective_tree_is_found),
        cmocka_unit_test(any_scores_give_one_tree_on_all_kernels),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
