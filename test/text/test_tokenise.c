/* What is one token, in French as in Sequoia, in English as in EWT. lang/<code>/tokens.rules has more, beside its rules. */
#include "text_testing.h"

static void french_clitics_stand_alone(void **state) {
    TOKENS("fr", "L'armée n'a qu'un abri.", "L'|armée|n'|a|qu'|un|abri|.");
    TOKENS("fr", "Aujourd'hui, jusqu'alors, quelqu'un.", "Aujourd'hui|,|jusqu'|alors|,|quelqu'un|.");
    TOKENS("fr", "A-t-elle fui ? Est-ce vrai ? Dit-il.", "A|-t-elle|fui|?||Est|-ce|vrai|?||Dit|-il|.");
    TOKENS("fr", "ce cessez-le-feu-là", "ce|cessez-le-feu|-là");
    TOKENS("fr", "ces villages-là", "ces|villages|-là");
}

static void typographic_apostrophes_count_as_straight_ones(void **state) {
    TOKENS("fr", "L’armée d’Aujourd’hui", "L’|armée|d’|Aujourd’hui");
    TOKENS("en", "They don’t see Syria’s army", "They|do+n’t|see|Syria+’s|army");
    bench *b = bench_of(state);
    uint64_t curly = bench_text(b, "fr", "l’").tokens[0].form_hash;
    assert_true(curly == bench_text(b, "fr", "L'").tokens[0].form_hash);
}

static void french_hyphens_hold_words_together(void **state) {
    TOKENS("fr", "Le porte-parole de Deir-ez-Zor", "Le|porte-parole|de|Deir-ez-Zor");
    TOKENS("fr", "un rendez-vous à Aix-les-Bains", "un|rendez-vous|à|Aix-les-Bains");
    TOKENS("fr", "c'est-à-dire J.-P. Morel", "c'est-à-dire|J.-P.|Morel");
}

static void english_hyphens_cut_but_behind_prefixes(void **state) {
    TOKENS("en", "U.S.-backed anti-government forces", "U.S.|-|backed|anti-government|forces");
    TOKENS("en", "an F-16 and a mid-2016 report", "an|F|-|16|and|a|mid-2016|report");
    TOKENS("en", "call 202-555-0147, pages 10-15", "call|202-555-0147|,|pages|10|-|15");
}

static void english_contractions_open(void **state) {
    TOKENS("en", "It's the army's, we'll say.", "It+'s|the|army+'s|,|we+'ll|say|.");
    TOKENS("en", "DON'T! They can't, won't, cannot.", "DO+N'T|!||They|ca+n't|,|wo+n't|,|can+not|.");
    TOKENS("en", "the rebels' leader O'Neill", "the|rebels+'|leader|O'Neill");
    TOKENS("en", "the so-called 'rebels' fled", "the|so|-|called|'|rebels|'|fled");
}

static void french_contractions_open_by_context(void **state) {
    TOKENS("fr", "Le chef du camp va aux champs", "Le|chef|de+le|camp|va|à+les|champs");
    TOKENS("fr", "la mort des soldats", "la|mort|de+les|soldats");
    TOKENS("fr", "ils ont des armes", "ils|ont|des|armes");
    TOKENS("fr", "avec des chars et pour des raisons", "avec|des|chars|et|pour|des|raisons");
    TOKENS("fr", "DU PAIN", "DE+le|PAIN");
}

static void numbers_are_one_token(void **state) {
    TOKENS("fr", "1 200 hommes, 3,5 km, 2.700.000 euros", "1 200|hommes|,|3,5|km|,|2.700.000|euros");
    TOKENS("fr", "le 12/11/2017 à 14h30 et 10:45", "le|12/11/2017|à|14h30|et|10:45");
    TOKENS("fr", "le 1er bataillon, 35 %, -2,5 °C, n°5", "le|1er|bataillon|,|35|%|,|-2,5|°C|,|n°|5");
    TOKENS("en", "1,200 men, 3.5 miles, $50, US$5m", "1,200|men|,|3.5|miles|,|$|50|,|US$|5|m");
    TOKENS("en", "the 2nd unit at 10am, 5km off in the '90s", "the|2nd|unit|at|10|am|,|5|km|off|in|the|'90s");
}

static void a_year_does_not_join_the_number_behind_it(void **state) {
    TOKENS("fr", "En 2016 300 soldats", "En|2016|300|soldats");
    TOKENS("fr", "12 3000 tués", "12|3000|tués");
}

static void abbreviations_keep_their_point(void **state) {
    TOKENS("en", "Lt. Gen. Smith of the U.S. Army, Inc.", "Lt.|Gen.|Smith|of|the|U.S.|Army|,|Inc.");
    TOKENS("fr", "M. Dupont, le Dr. Petit, etc., art. 5", "M.|Dupont|,|le|Dr.|Petit|,|etc.|,|art.|5");
    TOKENS("en", "resolution no. 5, but no. Never.", "resolution|no.|5|,|but|no|.||Never|.");
}

static void addresses_are_one_token(void **state) {
    TOKENS("en", "See https://example.org/a-b?c=1. Write to j.doe@example.org, or not.",
           "See|https://example.org/a-b?c=1|.||Write|to|j.doe@example.org|,|or|not|.");
    TOKENS("fr", "(www.exemple.fr) et exemple.fr", "(|www.exemple.fr|)|et|exemple.fr");
}

static void marks_stand_alone_but_in_runs(void **state) {
    TOKENS("fr", "« Quoi ?! » Rien... (hier)", "«|Quoi|?!|»||Rien|...|(|hier|)");
    TOKENS("en", "\"No!!!\" -- he said", "\"|No|!!!|\"|--|he|said");
}

static void a_point_without_a_blank_behind_it_ends_a_sentence(void **state) {
    TOKENS("fr", "La ville est libérée.Les soldats", "La|ville|est|libérée|.||Les|soldats");
}

static void flags_tell_capitals_digits_and_blanks(void **state) {
    text x = bench_text(bench_of(state), "fr", "L'ONU (50)");
    assert_int_equal(x.token_count, 5);
    assert_true(x.tokens[0].flags & TOKEN_CAPITAL);
    assert_false(x.tokens[0].flags & TOKEN_ALL_CAPS);
    assert_true(x.tokens[0].flags & TOKEN_SPACE_BEFORE);
    assert_true(x.tokens[1].flags & TOKEN_ALL_CAPS);
    assert_false(x.tokens[1].flags & TOKEN_SPACE_BEFORE);
    assert_true(x.tokens[2].flags & TOKEN_SPACE_BEFORE);
    assert_true(x.tokens[3].flags & TOKEN_DIGITS);
}

static void parts_share_the_span_of_their_token(void **state) {
    text x = bench_text(bench_of(state), "fr", "fin du mois");
    assert_int_equal(x.token_count, 4);
    assert_true(x.tokens[1].flags & TOKEN_MWT_FIRST);
    assert_true(x.tokens[2].flags & TOKEN_MWT_REST);
    assert_int_equal(x.tokens[1].start, x.tokens[2].start);
    assert_int_equal(x.tokens[1].end, x.tokens[2].end);
    assert_string_equal(x.tokens[2].form, "le");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french_clitics_stand_alone),
        cmocka_unit_test(typographic_apostrophes_count_as_straight_ones),
        cmocka_unit_test(french_hyphens_hold_words_together),
        cmocka_unit_test(english_hyphens_cut_but_behind_prefixes),
        cmocka_unit_test(english_contractions_open),
        cmocka_unit_test(french_contractions_open_by_context),
        cmocka_unit_test(numbers_are_one_token),
        cmocka_unit_test(a_year_does_not_join_the_number_behind_it),
        cmocka_unit_test(abbreviations_keep_their_point),
        cmocka_unit_test(addresses_are_one_token),
        cmocka_unit_test(marks_stand_alone_but_in_runs),
        cmocka_unit_test(a_point_without_a_blank_behind_it_ends_a_sentence),
        cmocka_unit_test(flags_tell_capitals_digits_and_blanks),
        cmocka_unit_test(parts_share_the_span_of_their_token),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
