/* A whole random network: what it computes, the same on all kernels, in any company, from any cache. */
#include "testing.h"

#include "core/tiny_pack.h"
#include "text/linguist.h"
#include "text/model.h"
#include "text/random_model.h"

enum { WORDS_MAX = 1400, SENTENCES_MAX = 200 };

typedef struct corpus {
    token tokens[WORDS_MAX];
    sentence sentences[SENTENCES_MAX];
    char forms[WORDS_MAX][12];
    uint32_t token_count, sentence_count;
} corpus;

typedef struct fixture {
    void *file;
    model model;
    arena arena;
} fixture;

static fixture *open_model(const net_config *config, uint64_t seed) {
    static _Alignas(16) char fold[TINY_FOLD_BYTES];
    static fixture f;
    const fold_table *table;
    dp_error err = {0};
    size_t size;
    assert_int_equal(fold_open(fold, tiny_fold(fold), &table, &err), DP_OK);
    f.file = random_model(config, seed, &size);
    assert_non_null(f.file);
    if (model_open(f.file, size, table, &f.model, &err) != DP_OK) fail_msg("%s", err.message);
    arena_init(&f.arena);
    return &f;
}

static void close_model(fixture *f) {
    arena_free(&f->arena);
    free(f->file);
}

static void add_sentence(corpus *c, random_source *r, uint32_t n, uint32_t variety) {
    c->sentences[c->sentence_count++] = (sentence){.first_token = c->token_count, .end_token = c->token_count + n};
    for (uint32_t i = 0; i < n; i++) {
        char *form = c->forms[c->token_count];
        snprintf(form, sizeof c->forms[0], "%c%u", 'A' + (int)random_below(r, 26), random_below(r, variety));
        c->tokens[c->token_count++] = (token){.form = form, .lemma = form, .head = TOKEN_NONE};
    }
}

static void fill_corpus(corpus *c, uint64_t seed) {
    random_source r = {seed};
    *c = (corpus){.token_count = 0};
    add_sentence(c, &r, 1, 10);
    while (c->token_count < 700) add_sentence(c, &r, 1 + random_below(&r, 40), 2000);
    add_sentence(c, &r, 150, 5);
    add_sentence(c, &r, 300, 20000);
    add_sentence(c, &r, 2, 3);
}

/* All that was found out, as one string. */
static char *describe(const corpus *c, const name_list *names) {
    buf b;
    buf_init(&b);
    for (uint32_t i = 0; i < c->token_count; i++) {
        const token *t = &c->tokens[i];
        buf_printf(&b, "%s %s %s %s %016llx %d %u %a %a\n", t->form, t->lemma, upos_name(t->upos), t->feats_text,
                   (unsigned long long)t->lemma_hash, (int)t->head, t->deprel, (double)t->margin, (double)t->tag_margin);
    }
    for (uint32_t i = 0; i < names->n; i++)
        buf_printf(&b, "%u-%u %u %a\n", names->at[i].first_token, names->at[i].end_token, names->at[i].label,
                   (double)names->at[i].margin);
    assert_non_null(buf_cstr(&b));
    return b.at;
}

static char *run(fixture *f, const kernel *k, corpus *c) {
    linguist *l;
    name_list names = {0};
    dp_error err = {0};
    assert_int_equal(linguist_new(&f->model.network, f->model.fold, k, &l, &err), DP_OK);
    assert_int_equal(linguist_run(l, c->tokens, c->sentences, c->sentence_count, &f->arena, &names, &err), DP_OK);
    char *text = describe(c, &names);
    linguist_free(l);
    return text;
}

static void all_kernels_give_the_same_analysis(void **state) {
    (void)state;
    static corpus c;
    const net_config *const configs[] = {&random_model_small, &random_model_usual};
    for (int i = 0; i < 2; i++) {
        fixture *f = open_model(configs[i], 7);
        fill_corpus(&c, 8);
        char *first = run(f, kernel_at(0), &c);
        for (uint32_t k = 1; kernel_at(k); k++) {
            char *other = run(f, kernel_at(k), &c);
            assert_string_equal(first, other);
            free(other);
        }
        free(first);
        close_model(f);
    }
}

/* Sentences one by one and in another order, with a cache that has seen them: nothing depends on a sentence's company. */
static void company_and_memory_change_nothing(void **state) {
    (void)state;
    static corpus c;
    fixture *f = open_model(&random_model_small, 9);
    fill_corpus(&c, 10);
    char *together = run(f, kernel_best(), &c);
    linguist *l;
    dp_error err = {0};
    name_list all = {0};
    assert_int_equal(linguist_new(&f->model.network, f->model.fold, kernel_best(), &l, &err), DP_OK);
    for (int round = 0; round < 2; round++) {
        all.n = 0;
        for (uint32_t i = c.sentence_count; round == 0 && i-- > 0;)
            assert_int_equal(linguist_run(l, c.tokens, &c.sentences[i], 1, &f->arena, &all, &err), DP_OK);
        for (uint32_t i = 0; round == 1 && i < c.sentence_count; i++)
            assert_int_equal(linguist_run(l, c.tokens, &c.sentences[i], 1, &f->arena, &all, &err), DP_OK);
    }
    char *alone = describe(&c, &all);
    assert_string_equal(together, alone);
    free(alone);
    free(together);
    linguist_free(l);
    close_model(f);
}

static void what_comes_out_is_sound(void **state) {
    (void)state;
    static corpus c;
    fixture *f = open_model(&random_model_small, 11);
    fill_corpus(&c, 12);
    linguist *l;
    name_list names = {0};
    dp_error err = {0};
    assert_int_equal(linguist_new(&f->model.network, f->model.fold, kernel_best(), &l, &err), DP_OK);
    assert_int_equal(linguist_run(l, c.tokens, c.sentences, c.sentence_count, &f->arena, &names, &err), DP_OK);
    for (uint32_t k = 0; k < c.sentence_count; k++) {
        uint32_t roots = 0, first = c.sentences[k].first_token, end = c.sentences[k].end_token;
        for (uint32_t i = first; i < end; i++) {
            const token *t = &c.tokens[i];
            roots += t->head == TOKEN_NONE;
            assert_true((t->head == TOKEN_NONE) == (t->deprel == DEP_ROOT));
            uint32_t up = i, steps = 0;
            for (; up != TOKEN_NONE; up = c.tokens[up].head, steps++)
                assert_true(up >= first && up < end && steps <= end - first);
            assert_true(*t->lemma != 0 && t->tag_margin >= 0);
            assert_true(t->lemma_hash == fold_lower_hash(f->model.fold, t->lemma, strlen(t->lemma)));
        }
        assert_int_equal(roots, 1);
    }
    assert_true(names.n > 10);
    for (uint32_t i = 0; i < names.n; i++) {
        assert_true(names.at[i].first_token < names.at[i].end_token && names.at[i].label <= NAME_MISC);
        assert_true(i == 0 || names.at[i].first_token >= names.at[i - 1].end_token);
    }
    linguist_free(l);
    close_model(f);
}

/* ---- the specification once more, word by word -------------------------------------------------------------------------- */

static void multiply(const net_matrix *m, const uint8_t *q, int32_t *sums) {
    for (uint32_t j = 0; j < m->blocks * NET_BLOCK; j++) {
        sums[j] = 0;
        for (uint32_t k = 0; k < m->groups * 4; k++)
            sums[j] += q[k] * m->w[((j / NET_BLOCK * m->groups + k / 4) * NET_BLOCK + j % NET_BLOCK) * 4 + k % 4];
    }
}

enum { W = 32, LONG = 9 };

static void plain_encode(const net_model *net, const kernel_steps *s, uint8_t mixed[LONG][96], float x[LONG][W]) {
    static int32_t sums[LONG][256];
    static uint8_t q[LONG + 2][W], out[LONG][W];
    for (int t = 0; t < LONG; t++) {
        multiply(&net->mix, mixed[t], sums[0]);
        s->maxout(sums[0], &net->mix, net->mix_ln, W, false, x[t]);
    }
    for (int layer = 0; layer < 2; layer++) {
        memset(q, 64, sizeof q);
        for (int t = 0; t < LONG; t++) s->quantise(x[t], net->conv_q[layer], W, q[t + 1]);
        for (int t = 0; t < LONG; t++) {
            uint8_t three[3 * W];
            memcpy(three, q[t], sizeof three); /* before, itself, after */
            multiply(&net->conv[layer], three, sums[0]);
            s->maxout(sums[0], &net->conv[layer], net->conv_ln[layer], W, true, x[t]);
        }
        for (int t = 0; t < LONG; t++) {
            s->quantise(x[t], net->scan_q[layer], W, q[t]);
            multiply(&net->scan[layer], q[t], sums[t]);
        }
        s->scan(sums[0], 256, &net->scan[layer], LONG, false, W / 2, net->scan_out_q[layer], out[0], W);
        s->scan(sums[0], 256, &net->scan[layer], LONG, true, W / 2, net->scan_out_q[layer], out[0], W);
        for (int t = 0; t < LONG; t++) {
            multiply(&net->scan_out[layer], out[t], sums[0]);
            s->norm(sums[0], &net->scan_out[layer], net->scan_ln[layer], W, x[t]);
        }
    }
}

static void the_encoder_does_what_is_written(void **state) {
    (void)state;
    static corpus c;
    random_source r = {13};
    fixture *f = open_model(&random_model_small, 14);
    const net_model *net = &f->model.network;
    const channel_set *set = &net->config->channels;
    linguist *l;
    dp_error err = {0};
    c = (corpus){.token_count = 0};
    add_sentence(&c, &r, 4, 3);
    add_sentence(&c, &r, LONG, 3);
    add_sentence(&c, &r, 5, 3);
    uint8_t mixed[LONG][96];
    for (uint32_t t = 0; t < LONG; t++) {
        uint32_t rows[CHANNELS_MAX][2], at = 0;
        const char *form = c.tokens[4 + t].form;
        channels_rows(set, f->model.fold, form, strlen(form), (channel_hints){0}, rows);
        for (uint32_t k = 0; k < set->n; k++)
            for (uint32_t i = 0; i < 16; i++)
                mixed[t][at++] = (uint8_t)((net->emb[k][rows[k][0] * 16 + i] + net->emb[k][rows[k][1] * 16 + i] + 129) >> 1);
    }
    float x[LONG][W];
    plain_encode(net, kernel_at(0)->steps, mixed, x);
    assert_int_equal(linguist_new(net, f->model.fold, kernel_best(), &l, &err), DP_OK);
    encoder_begin(&l->encoder);
    for (int i = 0; i < 3; i++) encoder_add(&l->encoder, c.sentences[i].end_token - c.sentences[i].first_token);
    encoder_run(&l->encoder, c.tokens);
    assert_memory_equal(l->encoder.x + 4 * W, x, sizeof x);
    linguist_free(l);
    close_model(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_kernels_give_the_same_analysis),
        cmocka_unit_test(company_and_memory_change_nothing),
        cmocka_unit_test(what_comes_out_is_sound),
        cmocka_unit_test(the_encoder_does_what_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
