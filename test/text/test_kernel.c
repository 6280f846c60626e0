/* All kernels that this machine has give the bits of the scalar one. */
#include "testing.h"

#include "text/arcs.h"
#include "text/kernel.h"

enum { ROWS = 40, INPUTS = 96, BLOCKS = 7, OUTPUTS = BLOCKS * NET_BLOCK };

typedef struct numbers {
    uint8_t q[ROWS][INPUTS];
    const uint8_t *rows[ROWS];
    int8_t w[OUTPUTS * INPUTS];
    int32_t zero[OUTPUTS];
    float scale[OUTPUTS], bias[OUTPUTS], ln[OUTPUTS * 2], mul[OUTPUTS], x[OUTPUTS];
    int32_t sums[ROWS][OUTPUTS], other[ROWS][OUTPUTS];
    net_matrix m;
} numbers;

static float real(random_source *r, float size) {
    return ((float)random_below(r, 20001) / 10000.0f - 1.0f) * size;
}

/* `full`: the greatest bytes that there are, for the sums that come nearest to the end of their types. */
static void fill(numbers *n, random_source *r, bool full) {
    for (int i = 0; i < ROWS; i++) {
        n->rows[i] = n->q[i];
        for (int k = 0; k < INPUTS; k++) n->q[i][k] = full ? 127 : (uint8_t)random_below(r, 128);
    }
    for (int i = 0; i < OUTPUTS * INPUTS; i++)
        n->w[i] = (int8_t)(full ? (i / 64 % 2 ? 127 : -128) : (int)random_below(r, 256) - 128);
    for (int j = 0; j < OUTPUTS; j++) {
        n->zero[j] = (int32_t)random_below(r, 20000) - 10000;
        n->scale[j] = real(r, 1e-4f);
        n->bias[j] = real(r, 1);
        n->mul[j] = real(r, 60);
        n->x[j] = real(r, 3);
    }
    for (int j = 0; j < OUTPUTS * 2; j++) n->ln[j] = real(r, 2);
    n->m = (net_matrix){n->w, n->zero, n->scale, n->bias, BLOCKS, INPUTS / 4};
}

static void products_are_exact(void **state) {
    (void)state;
    random_source r = {1};
    static numbers n;
    for (int round = 0; round < 60; round++) {
        fill(&n, &r, round % 6 == 0);
        const uint32_t groups = INPUTS / 4, first = round % 2 ? random_below(&r, groups) : 0;
        gemm_job job = {n.rows,         1 + random_below(&r, ROWS),   n.w,       groups, first,
                        groups - first, 1 + random_below(&r, BLOCKS), n.sums[0], OUTPUTS};
        kernel_at(0)->gemm(&job);
        for (uint32_t k = 1; kernel_at(k); k++) {
            memset(n.other, 0, sizeof n.other);
            job.out = n.other[0];
            kernel_at(k)->gemm(&job);
            for (uint32_t i = 0; i < job.n; i++)
                if (memcmp(n.sums[i], n.other[i], job.blocks * NET_BLOCK * sizeof(int32_t)) != 0)
                    fail_msg("%s: row %u of %u differs", kernel_at(k)->name, i, job.n);
        }
    }
}

static void one_product_is_what_it_should_be(void **state) {
    (void)state;
    static numbers n;
    random_source r = {2};
    fill(&n, &r, false);
    gemm_job job = {n.rows, ROWS, n.w, INPUTS / 4, 0, INPUTS / 4, BLOCKS, n.sums[0], OUTPUTS};
    kernel_best()->gemm(&job);
    for (uint32_t i = 0; i < ROWS; i++)
        for (uint32_t j = 0; j < OUTPUTS; j++) {
            int32_t sum = 0;
            for (uint32_t k = 0; k < INPUTS; k++)
                sum += n.q[i][k] * n.w[((j / NET_BLOCK * (INPUTS / 4) + k / 4) * NET_BLOCK + j % NET_BLOCK) * 4 + k % 4];
            assert_int_equal(n.sums[i][j], sum);
        }
}

typedef struct results {
    float y[OUTPUTS], x[3][32], leaky[OUTPUTS];
    uint8_t q[OUTPUTS], scan[ROWS][32];
    int16_t shorts[OUTPUTS];
    int32_t dots[8], relative[50], greatest, sums[OUTPUTS];
    top2 top[8];
} results;

static void run_steps(const kernel_steps *s, const numbers *n, results *out) {
    memset(out, 0, sizeof *out);
    s->quantise(n->x, n->mul, OUTPUTS, out->q);
    s->linear(n->sums[0], &n->m, 0, OUTPUTS, out->y);
    for (int i = 0; i < 3; i++) memcpy(out->x[i], n->x + 32 * i, sizeof out->x[i]);
    s->maxout(n->sums[1], &n->m, n->ln, 32, true, out->x[0]);
    s->maxout(n->sums[2], &n->m, n->ln, 32, false, out->x[1]);
    s->norm(n->sums[3], &n->m, n->ln, 32, out->x[2]);
    s->scan(n->sums[0], OUTPUTS, &n->m, ROWS, false, 16, n->mul, out->scan[0], 32);
    s->scan(n->sums[0], OUTPUTS, &n->m, ROWS, true, 16, n->mul, out->scan[0], 32);
    for (uint32_t i = 0; i < 8; i++) out->top[i] = s->top(n->sums[4], &n->m, 16, 1 + i * 11);
    memcpy(out->leaky, out->y, sizeof out->leaky);
    s->leaky(out->leaky, OUTPUTS);
    s->shorten(out->y, 1500, OUTPUTS, out->shorts);
    s->dots(out->shorts, out->shorts, 5, 16, out->dots);
    s->add3(n->sums[0], n->sums[1], n->sums[2], OUTPUTS, out->sums);
    for (int i = 0; i < 50; i++) out->relative[i] = n->sums[5][i] * 100;
    s->relative(out->relative, 50, 7, 3);
    out->greatest = s->greatest(n->sums[6], 50);
}

static void steps_give_the_same_bits(void **state) {
    (void)state;
    random_source r = {3};
    static numbers n;
    static results scalar, other;
    for (int round = 0; round < 50; round++) {
        fill(&n, &r, false);
        gemm_job job = {n.rows, ROWS, n.w, INPUTS / 4, 0, INPUTS / 4, BLOCKS, n.sums[0], OUTPUTS};
        kernel_at(0)->gemm(&job);
        run_steps(kernel_at(0)->steps, &n, &scalar);
        for (uint32_t k = 1; kernel_at(k); k++) {
            run_steps(kernel_at(k)->steps, &n, &other);
            assert_memory_equal(&scalar, &other, sizeof scalar);
        }
    }
}

/* The specification's words, once more, in the plainest C. */
static void steps_do_what_is_written(void **state) {
    (void)state;
    random_source r = {4};
    static numbers n;
    static results got;
    fill(&n, &r, false);
    gemm_job job = {n.rows, ROWS, n.w, INPUTS / 4, 0, INPUTS / 4, BLOCKS, n.sums[0], OUTPUTS};
    kernel_at(0)->gemm(&job);
    run_steps(kernel_best()->steps, &n, &got);
    for (int k = 0; k < OUTPUTS; k++) {
        float v = n.x[k] * n.mul[k], y = (float)(n.sums[0][k] - n.zero[k]) * n.scale[k] + n.bias[k];
        v = v > -64 ? v : -64;
        v = v < 63 ? v : 63;
        assert_int_equal(got.q[k], (int)__builtin_rintf(v) + 64);
        assert_memory_equal(&got.y[k], &y, sizeof y);
        y = net_leaky(y);
        assert_memory_equal(&got.leaky[k], &y, sizeof y);
    }
    float h = 0;
    for (int t = 0; t < ROWS; t++) {
        float v[3];
        for (int p = 0; p < 3; p++) v[p] = (float)(n.sums[t][p * 16] - n.zero[p * 16]) * n.scale[p * 16] + n.bias[p * 16];
        h = h + net_sigmoid(v[0]) * (v[1] - h);
        float y = net_tanh(h) * v[2] * net_sigmoid(v[2]) * n.mul[0];
        y = y > -64 ? y : -64;
        y = y < 63 ? y : 63;
        assert_int_equal(got.scan[t][0], (int)__builtin_rintf(y) + 64);
    }
    for (uint32_t i = 0; i < 8; i++) {
        top2 t = {0, -3.4e38f, -3.4e38f};
        for (uint32_t k = 0; k < 1 + i * 11; k++) {
            float y = (float)(n.sums[4][16 + k] - n.zero[16 + k]) * n.scale[16 + k] + n.bias[16 + k];
            if (y > t.score)
                t.second = t.score, t.score = y, t.best = k;
            else if (y > t.second)
                t.second = y;
        }
        assert_int_equal(got.top[i].best, t.best);
        assert_true(got.top[i].score == t.score && (i == 0 || got.top[i].second == t.second));
    }
}

int main(void) {
    print_message("kernels:");
    for (uint32_t k = 0; kernel_at(k); k++) print_message(" %s", kernel_at(k)->name);
    print_message("; best %s\n", kernel_best()->name);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_exact),
        cmocka_unit_test(one_product_is_what_it_should_be),
        cmocka_unit_test(steps_give_the_same_bits),
        cmocka_unit_test(steps_do_what_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
