/* Copies of sentences whose names changed places. */
#include "testing.h"

#include "lib/corpus_vary.h"

enum { PER = 1, LOC = 5 };

static void add_word(corpus *c, uint32_t type, uint32_t entity) {
    const corpus_word w = {.type = {type, type, type}, .entity = entity, .head = -1};
    assert_true(vec_push(c->a, &c->words, w));
}

static void add_sentence(corpus *c, uint32_t first, uint32_t classes) {
    const corpus_sentence s = {.first = first, .count = c->words.n - first, .classes = classes, .weight = 1};
    assert_true(vec_push(c->a, &c->sentences, s));
}

/* Types: 10 and 11 are a person, 20 another, 30 a place, below 10 what stands around. */
static void fill(corpus *c) {
    add_word(c, 1, ENTITY_O), add_word(c, 10, PER), add_word(c, 11, PER + 1), add_word(c, 2, ENTITY_O);
    add_sentence(c, 0, 15);
    add_word(c, 20, PER), add_word(c, 3, ENTITY_O), add_word(c, 30, LOC);
    add_sentence(c, 4, 15);
    add_word(c, 4, ENTITY_O);
    add_sentence(c, 7, 15);
    add_word(c, 5, CORPUS_NONE);
    add_sentence(c, 8, 0);
}

static void names_are_swapped_for_whole_names_of_their_class(void **state) {
    (void)state;
    arena a;
    dp_error err;
    arena_init(&a);
    corpus c = {.a = &a};
    fill(&c);
    assert_int_equal(corpus_vary_names(&c, 20, 7, &err), DP_OK);
    assert_int_equal(c.sentences.n, 4 + 20 * 2); /* only the two with names are copied */
    uint32_t same = 0, other = 0;
    for (uint32_t k = 4; k < c.sentences.n; k++) {
        const corpus_sentence *s = &c.sentences.at[k];
        assert_int_equal(s->classes, 15);
        const corpus_word *w = c.words.at + s->first;
        const bool first = w[0].type[0] == 1;
        const bool one_word = w[first].type[0] == 20;
        assert_int_equal(w[first].entity, PER);
        if (!one_word) assert_int_equal(w[first + 1].type[0], 11), assert_int_equal(w[first + 1].entity, PER + 1);
        assert_int_equal(s->count, (first ? 2 : 2) + (one_word ? 1 : 2));
        assert_int_equal(w[s->count - 1].type[0], first ? 2 : 30);
        same += first != one_word;
        other += first == one_word;
    }
    assert_true(same > 5 && other > 5);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_swapped_for_whole_names_of_their_class)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
