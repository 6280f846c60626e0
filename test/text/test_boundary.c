/* What the trained model adds to the rules, and where it has no say. */
#include "text_testing.h"

#include "text/boundary.h"
#include "text/quotes.h"
#include "text/sentence.h"

static void headings_inside_a_paragraph_are_told_from_what_follows(void **state) {
    SENTENCES("fr",
              "Le traitement dure un an. Effets sur la conduite Les patients peuvent conduire. Ils doivent voir un médecin.",
              "¶Le traitement dure un an.\nEffets sur la conduite\nLes patients peuvent conduire.\nIls doivent voir un médecin.");
}

static void names_of_several_words_are_not_cut(void **state) {
    SENTENCES("en", "He told Fox News that President Assad had met Prime Minister Medvedev. The Kremlin confirmed it.",
              "¶He told Fox News that President Assad had met Prime Minister Medvedev.\nThe Kremlin confirmed it.");
    SENTENCES("es", "El ministro Pedro Gómez habló con El País de La Habana.",
              "¶El ministro Pedro Gómez habló con El País de La Habana.");
    SENTENCES("fr", "Selon Le Monde, La Haye a écrit à Paris.", "¶Selon Le Monde, La Haye a écrit à Paris.");
}

static void a_headline_is_never_cut_where_no_mark_stands(void **state) {
    SENTENCES("fr", "Moscou accuse Washington de protéger Raqqa\n\nLe ministre a parlé.",
              "¶HMoscou accuse Washington de protéger Raqqa\n¶Le ministre a parlé.");
    SENTENCES("en", "Army Takes Town Rebels Flee\n\nThe army took it.", "¶HArmy Takes Town Rebels Flee\n¶The army took it.");
}

static void a_dateline_is_one_sentence(void **state) {
    SENTENCES("fr", "DAMAS, 9 nov. 2017 (AFP) – Les combats ont repris.", "¶DAMAS, 9 nov. 2017 (AFP) –\nLes combats ont repris.");
}

static void words_in_capitals_are_not_taken_for_beginnings(void **state) {
    SENTENCES("en", "THE REBELS TOOK A TOWN NEAR THE BORDER. THEY LEFT A DAY LATER.",
              "¶THE REBELS TOOK A TOWN NEAR THE BORDER.\nTHEY LEFT A DAY LATER.");
}

/* The features are asked at most where a sentence may begin, and are always as many. */
static void every_point_has_its_features(void **state) {
    bench *b = bench_of(state);
    token_rules r;
    pieces p = {0};
    dp_error err = {0};
    const char *s = "Mr. A. said: \"Go!\" (He left.) 5 men; Two... ... \n\n- x\n* Y. \xC2\xBFZ? ok. OK";
    assert_int_equal(token_rules_open(&b->pack, "en", &r, &err), DP_OK);
    assert_int_equal(token_pieces(&r, s, (uint32_t)strlen(s), &p, &err), DP_OK);
    sentence_layout(&p);
    quotes_direct(&p, s);
    sentence_split(&r, &p, s);
    boundary_state state_here = {0};
    uint32_t features[BOUNDARY_FEATURES], asked = 0;
    for (uint32_t i = 0; i < p.n; i++) {
        if (i == 0 || (p.at[i].flags & PIECE_PARAGRAPH)) boundary_paragraph(&state_here, &p, i);
        if (i > 0 && boundary_possible(&r, &state_here, &p, s, i)) {
            assert_int_equal(boundary_features(&p, s, &state_here, i, features), BOUNDARY_FEATURES);
            asked++;
        }
        boundary_pass(&state_here, &p.at[i]);
    }
    assert_in_range(asked, 5, p.n - 1);
    pieces_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_inside_a_paragraph_are_told_from_what_follows),
        cmocka_unit_test(names_of_several_words_are_not_cut),
        cmocka_unit_test(a_headline_is_never_cut_where_no_mark_stands),
        cmocka_unit_test(a_dateline_is_one_sentence),
        cmocka_unit_test(words_in_capitals_are_not_taken_for_beginnings),
        cmocka_unit_test(every_point_has_its_features),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
