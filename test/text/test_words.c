/* Words: the keys of every name table, and whether a name may run from one to the next. */
#include "text_testing.h"

/* "a+b-c | d": '+' glue, '-' glue by a hyphen or apostrophe, '|' a break. */
static const char *spell(bench *b, const char *s) {
    const word *w;
    uint32_t n;
    buf_clear(&b->out);
    arena_reset(&b->arena);
    assert_int_equal(text_words(b->pack.fold, s, strlen(s), &b->arena, &w, &n), DP_OK);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) buf_str(&b->out, w[i].flags & WORD_BREAK ? "|" : w[i].flags & WORD_HYPHEN ? "-" : "+");
        buf_add(&b->out, s + w[i].start, w[i].end - w[i].start);
    }
    return buf_cstr(&b->out);
}
#define WORDS(input, expected) assert_string_equal(spell(bench_of(state), input), expected)

static void runs_of_letters_and_digits(void **state) {
    WORDS("Deir ez-Zor, l'État", "Deir+ez-Zor|l-État");
    WORDS("U.S. Army", "U+S+Army");
    WORDS("14h30 le 1er mai", "14h30+le+1er+mai");
}

static void names_break_at_marks_and_empty_lines(void **state) {
    WORDS("Alep (Syrie), Homs; Hama", "Alep|Syrie|Homs|Hama");
    WORDS("Abou\nKamal", "Abou+Kamal");
    WORDS("Abou\n\nKamal", "Abou|Kamal");
    WORDS("Alep - Homs", "Alep|Homs");
    WORDS("l'«armée» libre", "l|armée|libre");
    WORDS("the 'army' left", "the|army+left");
}

static void equal_names_have_equal_keys(void **state) {
    bench *b = bench_of(state);
    const word *a, *c;
    uint32_t n, m;
    assert_int_equal(text_words(b->pack.fold, "ÉLYSÉE", strlen("ÉLYSÉE"), &b->arena, &a, &n), DP_OK);
    assert_int_equal(text_words(b->pack.fold, "Elysée", strlen("Elysée"), &b->arena, &c, &m), DP_OK);
    assert_int_equal(n, 1);
    assert_int_equal(m, 1);
    assert_true(a[0].hash == c[0].hash);
    assert_true(a[0].hash == fold_name_hash(b->pack.fold, "elysee", 6));
    assert_true(a[0].flags & WORD_ALL_CAPS);
    assert_true(c[0].flags & WORD_CAPITAL);
}

static void zero_width_characters_do_not_cut_words(void **state) {
    bench *b = bench_of(state);
    const word *w;
    uint32_t n;
    const char *soft = "Pal\xC2\xADmyre";
    assert_int_equal(text_words(b->pack.fold, soft, strlen(soft), &b->arena, &w, &n), DP_OK);
    assert_int_equal(n, 1);
    assert_true(w[0].hash == fold_name_hash(b->pack.fold, "palmyre", 7));
}

static void digits_alone_are_told_apart(void **state) {
    bench *b = bench_of(state);
    const word *w;
    uint32_t n;
    assert_int_equal(text_words(b->pack.fold, "40 14h B2", 9, &b->arena, &w, &n), DP_OK);
    assert_int_equal(n, 3);
    assert_true(w[0].flags & WORD_DIGITS);
    assert_false(w[1].flags & WORD_DIGITS);
    assert_false(w[2].flags & WORD_DIGITS);
}

static void words_know_their_token_and_sentence(void **state) {
    text x = bench_text(bench_of(state), "fr", "Le chef du camp. Deir ez-Zor tient.");
    /* tokens: Le chef de le camp . Deir ez-Zor tient . */
    assert_int_equal(x.word_count, 8);
    assert_int_equal(x.words[2].token, 2);
    assert_int_equal(x.words[3].token, 4);
    assert_int_equal(x.words[5].token, 7);
    assert_int_equal(x.words[6].token, 7);
    assert_int_equal(x.sentences[0].end_word, 4);
    assert_int_equal(x.sentences[1].first_word, 4);
    assert_int_equal(x.sentences[1].end_word, 8);
    assert_true(x.words[4].flags & WORD_BREAK);
}

static void nothing_gives_no_words(void **state) {
    WORDS("", "");
    WORDS(" … !", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_letters_and_digits),  cmocka_unit_test(names_break_at_marks_and_empty_lines),
        cmocka_unit_test(equal_names_have_equal_keys), cmocka_unit_test(zero_width_characters_do_not_cut_words),
        cmocka_unit_test(digits_alone_are_told_apart), cmocka_unit_test(words_know_their_token_and_sentence),
        cmocka_unit_test(nothing_gives_no_words),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
