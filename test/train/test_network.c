/* The trainer's arithmetic: products, gradients against finite differences, trees, edit scripts, a model learned by heart. */
#include "testing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/eisner.h"
#include "lib/export.h"
#include "lib/fit.h"
#include "lib/layers.h"
#include "lib/matmul_amx.h"
#include "lib/script.h"
#include "lib/shuffle.h"
#include "pack/fold_compile.h"

typedef struct fixture {
    arena a;
    buf fold_bytes;
    const fold_table *fold;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    dp_error err;
    if (!f) return 1;
    arena_init(&f->a);
    buf_init(&f->fold_bytes);
    *state = f;
    return fold_compile(&f->fold_bytes, &err) != DP_OK || fold_open(f->fold_bytes.at, f->fold_bytes.n, &f->fold, &err) != DP_OK;
}

static int tear_down(void **state) {
    fixture *f = *state;
    buf_free(&f->fold_bytes);
    arena_free(&f->a);
    free(f);
    return 0;
}

static float random_float(uint64_t *seed) {
    return (float)(seed_next(seed) >> 40) * 0x1p-23f - 1.0f;
}

/* Sizes that are no multiple of any tile. */
static void products_are_those_of_three_plain_loops(void **state) {
    enum { M = 37, N = 45, K = 301 };
    fixture *f = *state;
    float *a = arena_array(&f->a, M * K, sizeof *a), *b = arena_array(&f->a, K * N, sizeof *b),
          *c = arena_array(&f->a, M * N, sizeof *c);
    float *t = arena_array(&f->a, M * K, sizeof *t);
    uint64_t seed = 7;
    for (int i = 0; i < M * K; i++) a[i] = random_float(&seed);
    for (int i = 0; i < K * N; i++) b[i] = random_float(&seed);
    transpose(a, M, K, t);
    for (int way = 0; way < 4; way++) {
        const matmul_side left = way % 2 ? (matmul_side){t, 1, M} : (matmul_side){a, K, 1};
        const bool unit = way >= 2;
        if (unit && !matmul_amx_ready()) break;
        for (int i = 0; i < M * N; i++) c[i] = 1.0f;
        (unit ? matmul_amx : matmul)(M, N, K, left, b, N, c, N, true);
        for (int i = 0; i < M; i++)
            for (int j = 0; j < N; j++) {
                double sum = 1.0;
                for (int k = 0; k < K; k++) sum += (double)a[i * K + k] * b[k * N + j];
                assert_true(fabs(sum - (double)c[i * N + j]) <
                            (unit ? 0.1 : 1e-4)); /* the unit rounds its inputs to eight bits */
            }
    }
}

/* Two small trees and a text with a name, of made-up words. */
static void fill_corpus(fixture *f, corpus *c) {
    static const char *const forms[] = {"Rebels", "took", "the", "town", ".", "Shells", "fell"};
    static const char *const lemmas[] = {"rebel", "take", "the", "town", ".", "shell", "fall"};
    static const char *const tags[] = {"NOUN|Number=Plur", "VERB|Tense=Past",  "DET|_",          "NOUN|Number=Sing",
                                       "PUNCT|_",          "NOUN|Number=Plur", "VERB|Tense=Past"};
    static const char *const labels[] = {"nsubj", "root", "det", "obj", "punct", "nsubj", "root"};
    static const int32_t heads[] = {1, -1, 3, 1, 1, 1, -1};
    const channel_set channels = {.n = 3,
                                  .at = {{CHANNEL_FORM, 0, 64, 16}, {CHANNEL_SUFFIX, 2, 32, 16}, {CHANNEL_SHAPE, 0, 32, 16}}};
    corpus_init(c, &f->a, f->fold, &channels);
    assert_int_equal(vocab_add(&c->banks, "made_up"), 0);
    for (uint32_t s = 0; s < 3; s++) {
        const uint32_t from = s == 1 ? 5 : 0, end = s == 1 ? 7 : 5;
        corpus_sentence sentence = {
            .first = c->words.n, .count = end - from, .tree = s < 2, .weight = 1.0f, .classes = s < 2 ? 0 : 7};
        for (uint32_t i = from; i < end; i++) {
            corpus_word w = {.head = s < 2 ? heads[i] : -1,
                             .entity = s < 2    ? CORPUS_NONE
                                       : i == 0 ? 3
                                                : ENTITY_O,
                             .tag = CORPUS_NONE,
                             .deprel = CORPUS_NONE};
            assert_true(corpus_fill_forms(c, forms[i], s < 2 ? lemmas[i] : NULL, true, &w));
            if (s < 2) {
                w.tag = vocab_add(&c->tags, tags[i]);
                w.deprel = vocab_add(&c->deprels, labels[i]);
            }
            assert_true(vec_push(c->a, &c->words, w));
        }
        assert_true(vec_push(c->a, &c->sentences, sentence));
    }
}

static double whole_loss(const network_loss *l, const corpus *c) {
    /* network_learn weighs the parts so. */
    (void)c;
    return l->tag + 0.5 * l->script + l->arc + l->label + l->entity;
}

static void gradients_agree_with_finite_differences(void **state) {
    enum { PROBES = 400 };
    fixture *f = *state;
    corpus c;
    network net;
    network_batch b;
    network_space *s;
    dp_error err;
    const network_dropout none = {0};
    fill_corpus(f, &c);
    assert_int_equal(network_make(&c, 32, 16, 16, 3, &f->a, &net, &err), DP_OK);
    assert_int_equal(network_batch_make(64, &f->a, &b, &err), DP_OK);
    assert_int_equal(network_space_make(&net, 64, 64, &f->a, &s, &err), DP_OK);
    for (uint32_t i = 0; i < 3; i++) network_batch_add(&c, i, SPELL_WRITTEN, &b);
    uint64_t seed = 1, pick = 99;
    network_learn(&net, s, &c, &b, &none, &seed);
    float *gradients = arena_array(&f->a, net.dense, sizeof *gradients);
    memcpy(gradients, net.gradients, net.dense * sizeof *gradients);
    float table[16];
    const uint32_t row = c.type_rows.at[b.types[1]].rows[0][0];
    memcpy(table, net.table_gradients[0] + row * 16, sizeof table);
    int counted = 0, agreed = 0;
    for (uint32_t probe = 0; probe < PROBES + 16; probe++) {
        float *w = probe < PROBES ? &net.weights[seed_next(&pick) % net.dense] : &net.table[0][row * 16 + probe - PROBES];
        const double told = probe < PROBES ? (double)gradients[w - net.weights] : (double)table[probe - PROBES];
        const float was = *w, step = 4e-4f;
        double loss[2];
        for (int side = 0; side < 2; side++) {
            *w = was + (side ? step : -step);
            network_loss l = network_learn(&net, s, &c, &b, &none, &seed);
            loss[side] = whole_loss(&l, &c);
        }
        *w = was;
        const double seen = (loss[1] - loss[0]) / (2.0 * (double)step);
        counted += fabs(seen) > 0.01;
        agreed += fabs(seen) > 0.01 && fabs(seen - told) < 0.03 * fabs(seen) + 0.01;
        assert_true(fabs(seen - told) < 0.1 * fabs(seen) + 0.1);
    }
    /* A step may pass the edge of a maxout or of a leaky unit: there the two sides differ. */
    assert_true(counted > 20);
    assert_true(agreed * 10 >= counted * 9);
}

static void learns_three_sentences_by_heart(void **state) {
    fixture *f = *state;
    corpus c;
    network net;
    fit_score score;
    fit_names_score names;
    dp_error err;
    buf bytes[2];
    fill_corpus(f, &c);
    assert_int_equal(network_make(&c, 32, 16, 16, 3, &f->a, &net, &err), DP_OK);
    const fit_options o = {.epochs = 400, .batch = 7, .names = 5, .rate = 0.005f, .seed = 1};
    assert_int_equal(fit_network(&c, &c, 0, &o, &net, &f->a, &err), DP_OK);
    assert_int_equal(fit_evaluate(&net, &c, 0, &score, &f->a, &err), DP_OK);
    assert_int_equal(fit_evaluate_names(&net, &c, 0, &names, &f->a, &err), DP_OK);
    assert_int_equal(score.words, 7);
    assert_true(score.upos == 100.0 && score.feats == 100.0 && score.lemma == 100.0 && score.las == 100.0);
    assert_int_equal(names.gold, 1);
    assert_int_equal(names.right, 1);
    assert_int_equal(names.said, 1);
    for (int i = 0; i < 2; i++) {
        buf_init(&bytes[i]);
        assert_int_equal(export_network(&net, &c, 0, &bytes[i], &err), DP_OK);
    }
    assert_int_equal(bytes[0].n, bytes[1].n);
    assert_memory_equal(bytes[0].at, bytes[1].at, bytes[0].n);
    buf_free(&bytes[0]);
    buf_free(&bytes[1]);
}

static void trees_have_one_root_even_where_all_want_to_be_it(void **state) {
    enum { M = 5 };
    float arcs[M * (M + 1)], table[EISNER_CELLS(M)];
    uint16_t back[EISNER_CELLS(M)];
    int32_t heads[M];
    uint64_t seed = 5;
    (void)state;
    for (int i = 0; i < M * (M + 1); i++) arcs[i] = random_float(&seed) + (i % (M + 1) == 0 ? 10.0f : 0.0f);
    eisner(M, arcs, table, back, heads);
    int roots = 0;
    for (int i = 0; i < M; i++) {
        int steps = 0;
        roots += heads[i] < 0;
        for (int32_t at = i; at >= 0; at = heads[at]) assert_true(++steps <= M);
    }
    assert_int_equal(roots, 1);
}

static void scripts_say_how_a_lemma_is_made(void **state) {
    static const char *const cases[][3] = {{"Libérées", "libérer", "l0||3|er"},
                                           {"Paris", "Paris", "k0||0|"},
                                           {"was", "be", "=be"},
                                           {"gesagt", "sagen", "k2||1|en"},
                                           {"PARIS", "paris", "l0||0|"}};
    fixture *f = *state;
    char out[SCRIPT_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(script_make(f->fold, cases[i][0], cases[i][1], out));
        assert_string_equal(out, cases[i][2]);
    }
}

static void spellings_lose_case_and_accents(void **state) {
    char out[64];
    (void)state;
    assert_true(corpus_spell("libérée", SPELL_BARE, out, sizeof out));
    assert_string_equal(out, "liberee");
    assert_true(corpus_spell("libérée", SPELL_CAPITALS, out, sizeof out));
    assert_string_equal(out, "LIBÉRÉE");
    assert_true(corpus_spell("чей", SPELL_BARE, out, sizeof out));
    assert_string_equal(out, "чей");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(products_are_those_of_three_plain_loops, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gradients_agree_with_finite_differences, set_up, tear_down),
        cmocka_unit_test_setup_teardown(learns_three_sentences_by_heart, set_up, tear_down),
        cmocka_unit_test(trees_have_one_root_even_where_all_want_to_be_it),
        cmocka_unit_test_setup_teardown(scripts_say_how_a_lemma_is_made, set_up, tear_down),
        cmocka_unit_test(spellings_lose_case_and_accents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
