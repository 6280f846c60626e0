/* What stands between quotation marks. */
#include "text_testing.h"

/* One line a quotation: depth, "open" where it never closes, its words. */
static const char *spell(bench *b, const char *lang, const char *s) {
    text x = bench_text(b, lang, s);
    buf_clear(&b->out);
    for (uint32_t i = 0; i < x.quote_count; i++) {
        const quote *q = &x.quotes[i];
        if (i > 0) buf_char(&b->out, '\n');
        buf_printf(&b->out, "%u%s ", (unsigned)q->depth, q->closed ? "" : " open");
        for (uint32_t t = q->first_token; t < q->end_token; t++) {
            if (t > q->first_token) buf_char(&b->out, '_');
            buf_str(&b->out, x.tokens[t].form);
        }
    }
    return buf_cstr(&b->out);
}
#define QUOTES(lang, input, expected) assert_string_equal(spell(bench_of(state), lang, input), expected)

static void all_families_pair(void **state) {
    QUOTES("fr", "« un » “deux” \"trois\" ‘quatre’ „cinq“ ‹six›", "0 un\n0 deux\n0 trois\n0 quatre\n0 cinq\n0 six");
    QUOTES("en", "``so it is'' and 'so'", "0 so_it_is\n0 so");
}

static void marks_nest(void **state) {
    QUOTES("fr", "« Il dit “non” et part »", "0 Il_dit_“_non_”_et_part\n1 non");
    QUOTES("en", "\"He said 'no' and left\"", "0 He_said_'_no_'_and_left\n1 no");
}

static void apostrophes_quote_nothing(void **state) {
    QUOTES("en", "The rebels' leader's men didn't stop in the '90s", "");
    QUOTES("fr", "L'armée d’Irak", "");
}

static void marks_glued_to_an_elision_open(void **state) {
    QUOTES("fr", "l'«armée» et l’\"armée\"", "0 armée\n0 armée");
}

static void an_unclosed_mark_ends_with_its_paragraph(void **state) {
    QUOTES("en", "\"We hold. We stay.\n\n\"We win,\" he said.", "0 open We_hold_._We_stay_.\n0 We_win_,");
    QUOTES("fr", "« Nous tenons.\n\n» Nous restons », dit-il.", "0 open Nous_tenons_.\n0 Nous_restons");
}

static void a_quotation_runs_over_sentences(void **state) {
    QUOTES("fr", "« Un. Deux. Trois », dit-il.", "0 Un_._Deux_._Trois");
}

static void quoted_tokens_are_marked(void **state) {
    text x = bench_text(bench_of(state), "en", "The \"army\" left");
    assert_false(x.tokens[0].flags & TOKEN_QUOTED);
    assert_true(x.tokens[2].flags & TOKEN_QUOTED);
    assert_false(x.tokens[4].flags & TOKEN_QUOTED);
    assert_int_equal(x.quotes[0].start, 4);
    assert_int_equal(x.quotes[0].end, 10);
}

static void depth_is_bounded(void **state) {
    bench *b = bench_of(state);
    char s[40 * 3 + 1] = "";
    for (int i = 0; i < 40; i++) strcat(s, "«a");
    text x = bench_text(b, "fr", s);
    for (uint32_t i = 0; i < x.quote_count; i++) assert_true(x.quotes[i].depth < 16);
    assert_int_equal(x.quote_count, 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_families_pair),
        cmocka_unit_test(marks_nest),
        cmocka_unit_test(apostrophes_quote_nothing),
        cmocka_unit_test(marks_glued_to_an_elision_open),
        cmocka_unit_test(an_unclosed_mark_ends_with_its_paragraph),
        cmocka_unit_test(a_quotation_runs_over_sentences),
        cmocka_unit_test(quoted_tokens_are_marked),
        cmocka_unit_test(depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
