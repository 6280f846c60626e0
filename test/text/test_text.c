/* The room as a whole: any bytes, any size, the same answer, trees that are trees, languages that are told apart. */
#include "text_testing.h"

#include <time.h>

#include "text/sentence.h"

static void an_unknown_language_is_a_usage_error(void **state) {
    bench *b = bench_of(state);
    text x;
    dp_error err = {0};
    assert_int_equal(text_analyse(b->work, "xx", "a", 1, &b->arena, &x, &err), DP_E_USAGE);
    assert_non_null(strstr(err.message, "xx"));
    assert_false(text_has_language(b->models, "xx"));
    assert_true(text_has_language(b->models, "fr"));
    assert_true(text_has_language(b->models, "fr-CA"));
}

static void a_text_that_is_too_long_is_refused(void **state) {
    bench *b = bench_of(state);
    text x;
    dp_error err = {0};
    assert_int_equal(text_analyse(b->work, "fr", "a", DP_TEXT_MAX + 1, &b->arena, &x, &err), DP_E_TOO_LONG);
}

static void nothing_gives_nothing(void **state) {
    text x = bench_text(bench_of(state), "fr", "");
    assert_int_equal(x.token_count + x.sentence_count + x.word_count + x.quote_count, 0);
    x = bench_text(bench_of(state), "en", " \n\n\t ");
    assert_int_equal(x.token_count + x.sentence_count, 0);
}

/* What holds of every analysis. */
static void check_shape(const text *x) {
    uint32_t t = 0, w = 0;
    for (uint32_t i = 0; i < x->sentence_count; i++) {
        const sentence *s = &x->sentences[i];
        assert_int_equal(s->first_token, t);
        assert_int_equal(s->first_word, w);
        assert_true(s->end_token > t && s->end_token - t <= SENTENCE_TOKENS_MAX);
        assert_true(s->end_word >= w);
        assert_true(s->start == x->tokens[t].start && s->end == x->tokens[s->end_token - 1].end);
        uint32_t roots = 0;
        for (; t < s->end_token; t++) {
            const token *k = &x->tokens[t];
            assert_true(k->start < k->end && k->end <= x->size);
            assert_true(t == 0 || k->start >= x->tokens[t - 1].end || (k->flags & TOKEN_MWT_REST));
            assert_int_equal(k->sentence, i);
            assert_true(k->head == TOKEN_NONE || (k->head >= s->first_token && k->head < s->end_token));
            assert_non_null(k->form);
            assert_non_null(k->lemma);
            roots += k->head == TOKEN_NONE;
        }
        assert_true(roots >= 1);
        w = s->end_word;
    }
    assert_int_equal(t, x->token_count);
    for (uint32_t i = 0; i < x->word_count; i++) {
        assert_true(x->words[i].token < x->token_count);
        assert_true(i == 0 || x->words[i].start >= x->words[i - 1].end);
    }
    for (uint32_t i = 0; i < x->quote_count; i++) assert_true(x->quotes[i].first_token <= x->quotes[i].end_token);
}

static void any_bytes_give_a_sound_analysis(void **state) {
    bench *b = bench_of(state);
    static const char pieces[][8] = {"\"",    "«",  "»",  "'",    "’",    "-",   ".",     "...",    ",",  " ",     "\n",
                                     "\n\n",  "a",  "L",  "du",   "des",  "n't", "1",     "000",    "@",  "http:", "//",
                                     "(",     ")",  "é",  "\xFF", "\xC2", "",    "t-il",  "—",      "U.", "‘",     "\t",
                                     "&#39;", "#",  ":)", "5.",   "%",    "(s)", "dárse", "lo",     "Б.", "г.",    "т",
                                     "و",     "لل", "ال", "ها",   "ـ",    "،",   "؟",     "\u0301", "ß"};
    static const char *const languages[] = {"en", "fr", "es", "de", "ru", "uk", "ar"};
    uint32_t seed = 12345;
    for (int round = 0; round < 300; round++) {
        char s[4096];
        size_t n = 0;
        while (n < sizeof s - 16 && n < (size_t)round * 13) {
            seed = seed * 1664525u + 1013904223u;
            const char *p = pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])];
            size_t k = *p ? strlen(p) : 1; /* the empty one stands for a NUL */
            memcpy(s + n, p, k);
            n += k;
        }
        text x = bench_bytes(b, languages[round % 7], s, n);
        check_shape(&x);
    }
}

static void the_same_bytes_give_the_same_analysis(void **state) {
    bench *b = bench_of(state);
    const char *s = "L'armée a pris la ville. « Oui », a dit M. Dupont.";
    text x = bench_text(b, "fr", s);
    uint64_t sum = 0;
    for (uint32_t i = 0; i < x.token_count; i++)
        sum = hash_phrase(sum, x.tokens[i].form_hash + x.tokens[i].upos + x.tokens[i].head);
    bench_text(b, "en", "Something else, to fill all caches with other words.");
    x = bench_text(b, "fr", s);
    uint64_t again = 0;
    for (uint32_t i = 0; i < x.token_count; i++)
        again = hash_phrase(again, x.tokens[i].form_hash + x.tokens[i].upos + x.tokens[i].head);
    assert_true(sum == again);
}

static void hostile_text_takes_linear_time(void **state) {
    bench *b = bench_of(state);
    static const char *const units[] = {"\"",  "a",    "\n",   "a\n",   "l'",  "a-",      ".)",
                                        "\"a", "« “ ", "a.b@", "1 000", "'a ", "http://", ". "};
    /* marks on one letter, letters of one sign, words of clitics, references, ordinals: in languages of rules alone */
    static const struct {
        const char *lang, *unit;
    } others[] = {{"ar", "\u064B"}, {"ar", "و"},    {"ar", "ـ"},     {"ar", "لل"},    {"ar", "وبها "},
                  {"ar", "؟"},      {"es", "selo"}, {"es", "arse "}, {"es", "&#39;"}, {"de", "5. "},
                  {"de", "a-"},     {"de", "!"},    {"ru", "Б."},    {"ru", "#a"},    {"ru", ")"},
                  {"uk", "\u0301"}, {"fr", "(s)"},  {"de", "A b "},  {"ru", "; А "},  {"es", "5%"}};
    /* A mebibyte of the first two, less of the others; under sanitizers they look for other faults than slowness. */
    const char *size = getenv("DEPECHE_TEST_SIZE");
    const bool small = size && strcmp(size, "small") == 0;
    enum { WHOLE = 1 << 20 };
    const size_t part = small ? WHOLE >> 6 : WHOLE >> 3;
    char *s = malloc(WHOLE);
    assert_non_null(s);
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        size_t k = strlen(units[u]), n = (u < 2 && !small ? WHOLE : part) / k * k;
        for (size_t i = 0; i < n; i += k) memcpy(s + i, units[u], k);
        clock_t start = clock();
        text x = bench_bytes(b, u % 2 ? "en" : "fr", s, n);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        check_shape(&x);
        if (seconds > 60) fail_msg("%zu bytes of \"%s\" took %.1f s", n, units[u], seconds);
    }
    for (size_t u = 0; u < sizeof others / sizeof others[0]; u++) {
        size_t k = strlen(others[u].unit), n = part / k * k;
        for (size_t i = 0; i < n; i += k) memcpy(s + i, others[u].unit, k);
        clock_t start = clock();
        text x = bench_bytes(b, others[u].lang, s, n);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        check_shape(&x);
        if (seconds > 20) fail_msg("%zu bytes of \"%s\" took %.1f s", n, others[u].unit, seconds);
    }
    free(s);
}

/* A small tree, by hand:  0 ← 1 → 2, 1 → 4 → 3 */
static void subtrees_are_contiguous_covers(void **state) {
    (void)state;
    token t[5] = {{.head = 1, .deprel = DEP_NSUBJ},
                  {.head = TOKEN_NONE, .deprel = DEP_ROOT},
                  {.head = 1, .deprel = DEP_OBJ},
                  {.head = 4, .deprel = DEP_CASE},
                  {.head = 1, .deprel = DEP_OBL}};
    sentence s = {.first_token = 0, .end_token = 5};
    text x = {.tokens = t, .token_count = 5, .sentences = &s, .sentence_count = 1};
    uint32_t first, end;
    token_subtree(&x, 4, &first, &end);
    assert_int_equal(first, 3);
    assert_int_equal(end, 5);
    token_subtree(&x, 1, &first, &end);
    assert_int_equal(first, 0);
    assert_int_equal(end, 5);
    assert_int_equal(token_child(&x, 1, DEP_OBJ, 0), 2);
    assert_int_equal(token_child(&x, 1, DEP_OBJ, 3), TOKEN_NONE);
    assert_true(token_is_child(&x, 0, 1, DEP_NSUBJ));
    assert_true(token_under(&x, 3, 1));
    assert_true(token_under(&x, 3, 3));
    assert_false(token_under(&x, 1, 3));
    assert_int_equal(token_child(&x, 99, DEP_OBJ, 0), TOKEN_NONE);
}

static void a_cycle_ends_the_walk(void **state) {
    (void)state;
    token t[3] = {{.head = 1}, {.head = 2}, {.head = 1}};
    sentence s = {.first_token = 0, .end_token = 3};
    text x = {.tokens = t, .token_count = 3, .sentences = &s, .sentence_count = 1};
    uint32_t first, end;
    assert_false(token_under(&x, 1, 0));
    token_subtree(&x, 0, &first, &end);
    assert_int_equal(first, 0);
    assert_int_equal(end, 1);
    token_subtree(&x, 1, &first, &end);
    assert_int_equal(end, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_language_is_a_usage_error),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(any_bytes_give_a_sound_analysis),
        cmocka_unit_test(the_same_bytes_give_the_same_analysis),
        cmocka_unit_test(hostile_text_takes_linear_time),
        cmocka_unit_test(subtrees_are_contiguous_covers),
        cmocka_unit_test(a_cycle_ends_the_walk),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
