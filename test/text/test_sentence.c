/* Where sentences and paragraphs begin. */
#include "text_testing.h"

static void marks_end_sentences(void **state) {
    SENTENCES("fr", "Il a fui. Elle reste ! Pourquoi ? Qui sait… Lui.", "¶Il a fui.\nElle reste !\nPourquoi ?\nQui sait…\nLui.");
    SENTENCES("en", "They fled... She stayed?! He died.", "¶They fled...\nShe stayed?!\nHe died.");
}

static void abbreviations_do_not_end_sentences(void **state) {
    SENTENCES("fr", "M. Dupont a vu le gén. Petit.", "¶M. Dupont a vu le gén. Petit.");
    SENTENCES("en", "Gen. Ali Hassan met Mr. Smith of Acme Inc. in St. Louis.",
              "¶Gen. Ali Hassan met Mr. Smith of Acme Inc. in St. Louis.");
    SENTENCES("en", "J. R. Smith met B. Jones.", "¶J. R. Smith met B. Jones.");
}

static void an_abbreviation_ends_a_sentence_before_a_word_that_begins_one(void **state) {
    SENTENCES("en", "It came from the U.S. The army denied it.", "¶It came from the U.S.\nThe army denied it.");
    SENTENCES("fr", "Des chars, des mines, etc. Les civils ont fui.", "¶Des chars, des mines, etc.\nLes civils ont fui.");
}

static void closing_marks_belong_to_the_sentence_they_close(void **state) {
    SENTENCES("fr", "« Nous partons. » Il est parti.", "¶« Nous partons. »\nIl est parti.");
    SENTENCES("en", "\"We left.\" He left. (She did too.) They stayed.", "¶\"We left.\"\nHe left.\n(She did too.)\nThey stayed.");
    SENTENCES("en", "“We left.” She left.", "¶“We left.”\nShe left.");
}

static void a_cue_behind_a_quotation_goes_on(void **state) {
    SENTENCES("fr", "« Feu ! » a-t-il crié. « Quoi ? » dit-elle.", "¶« Feu ! » a-t-il crié.\n« Quoi ? » dit-elle.");
    SENTENCES("en", "\"Why?\" he asked. \"Go!\" she said.", "¶\"Why?\" he asked.\n\"Go!\" she said.");
}

static void empty_lines_begin_paragraphs(void **state) {
    SENTENCES("en", "It fell.\n\nThey fled. We stayed.\n \nAll was quiet", "¶It fell.\n¶They fled.\nWe stayed.\n¶All was quiet");
}

static void wrapped_lines_are_one_sentence(void **state) {
    SENTENCES("en",
              "The army said on Thursday that it had taken the last town held by\n"
              "the group in the east of the country after weeks of fighting near\n"
              "Deir Hafer and the river.",
              "¶The army said on Thursday that it had taken the last town held by\n"
              "the group in the east of the country after weeks of fighting near\n"
              "Deir Hafer and the river.");
}

static void lines_that_are_not_wrapped_are_paragraphs(void **state) {
#define LONG_A                                                                                                                   \
    "The army took the town on Thursday after a long siege that had cut all of its roads, as its officers told the few "
#define LONG_B "reporters who had come with them in a column of cars, in a hotel that stood near to the river."
    SENTENCES("en", LONG_A LONG_B "\nThey fled.\n" LONG_A LONG_B, "¶" LONG_A LONG_B "\n¶They fled.\n¶" LONG_A LONG_B);
}

static void a_headline_stands_apart(void **state) {
    SENTENCES("fr", "Chute de Palmyre\n\nL'armée a repris la ville.", "¶HChute de Palmyre\n¶L'armée a repris la ville.");
    SENTENCES("en", "Army retakes town\nThe army said on Thursday that it had retaken the town in the east.",
              "¶HArmy retakes town\n¶The army said on Thursday that it had retaken the town in the east.");
    SENTENCES("fr", "L'armée a repris la ville.\n\nElle avance.", "¶L'armée a repris la ville.\n¶Elle avance.");
    SENTENCES("fr", "« Nous avançons. »\n\nFin.", "¶« Nous avançons. »\n¶Fin.");
}

static void a_dateline_stands_apart(void **state) {
    SENTENCES("fr", "BEYROUTH, 9 novembre (AFP) — L'armée avance.", "¶BEYROUTH, 9 novembre (AFP) —\nL'armée avance.");
    SENTENCES("en", "BEIRUT (Reuters) - The army advances.", "¶BEIRUT (Reuters) -\nThe army advances.");
    SENTENCES("en", "TUNIS (TUNISIA), 4 May (domestic radio service) -- The army advances.",
              "¶TUNIS (TUNISIA), 4 May (domestic radio service) --\nThe army advances.");
    SENTENCES("en", "TUNIS, 4 May (Reuters) -- [Report] [Text] The army advances.",
              "¶TUNIS, 4 May (Reuters) -- [Report] [Text]\nThe army advances.");
    SENTENCES("en", "Deir al-Zor, Syria, Nov. 9 (AP) -- It fell.", "¶Deir al-Zor, Syria, Nov. 9 (AP) --\nIt fell.");
    SENTENCES("en", "Rebels (some of them) - and others - fled.", "¶Rebels (some of them) - and others - fled.");
    SENTENCES("en", "Goma, May 3, ABC - The rebels took it.", "¶Goma, May 3, ABC -\nThe rebels took it.");
    SENTENCES("en", "TEL AVIV-- The minister resigned.", "¶TEL AVIV--\nThe minister resigned.");
    SENTENCES("en", "(ABC) Police shot two men.", "¶(ABC)\nPolice shot two men.");
    SENTENCES("en", "Lima, March 8 (ABC) The mine was closed.", "¶Lima, March 8 (ABC)\nThe mine was closed.");
    SENTENCES("en", "KABUL (Khama) : The council met.", "¶KABUL (Khama) :\nThe council met.");
    SENTENCES("en", "Lima - The president of the country said on Monday that he would go.",
              "¶Lima -\nThe president of the country said on Monday that he would go.");
    SENTENCES("en", "Hamas - Israel talks fail.", "¶Hamas - Israel talks fail.");
    SENTENCES("en", "Smith (Labour) met Jones.", "¶Smith (Labour) met Jones.");
}

static void list_items_stand_apart(void **state) {
    SENTENCES("fr", "Les pertes :\n- dix chars\n- deux avions", "¶Les pertes :\n¶- dix chars\n¶- deux avions");
    SENTENCES("en", "Losses:\n1) ten tanks\n2) two planes", "¶Losses:\n¶1) ten tanks\n¶2) two planes");
}

static void a_cut_in_a_quotation_ends_nothing(void **state) {
    SENTENCES("fr", "Il dit que (…) La suite manque.", "¶Il dit que (…) La suite manque.");
}

static void an_export_header_stands_apart(void **state) {
    SENTENCES("fr", " date 2016-03 Palmyre reprise\n\nElle a été reprise.",
              "¶Hdate 2016-03\nHPalmyre reprise\n¶Elle a été reprise.");
}

static void all_capitals_are_cut_at_points(void **state) {
    SENTENCES("en", "THE ARMY FLED. REBELS HOLD THE U.S. BASE.", "¶THE ARMY FLED.\nREBELS HOLD THE U.S. BASE.");
}

static void an_endless_sentence_is_cut(void **state) {
    bench *b = bench_of(state);
    enum { WORDS = 3000 };
    char *s = malloc(WORDS * 3 + 1);
    for (int i = 0; i < WORDS; i++) memcpy(s + i * 3, i % 7 ? "un " : "du ", 4);
    text x = bench_bytes(b, "fr", s, WORDS * 3);
    for (uint32_t i = 0; i < x.sentence_count; i++) {
        assert_true(x.sentences[i].end_token - x.sentences[i].first_token <= 512);
        assert_false(x.tokens[x.sentences[i].first_token].flags & TOKEN_MWT_REST);
    }
    assert_true(x.sentence_count > 5);
    free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_end_sentences),
        cmocka_unit_test(abbreviations_do_not_end_sentences),
        cmocka_unit_test(an_abbreviation_ends_a_sentence_before_a_word_that_begins_one),
        cmocka_unit_test(closing_marks_belong_to_the_sentence_they_close),
        cmocka_unit_test(a_cue_behind_a_quotation_goes_on),
        cmocka_unit_test(empty_lines_begin_paragraphs),
        cmocka_unit_test(wrapped_lines_are_one_sentence),
        cmocka_unit_test(lines_that_are_not_wrapped_are_paragraphs),
        cmocka_unit_test(a_headline_stands_apart),
        cmocka_unit_test(a_dateline_stands_apart),
        cmocka_unit_test(list_items_stand_apart),
        cmocka_unit_test(a_cut_in_a_quotation_ends_nothing),
        cmocka_unit_test(an_export_header_stands_apart),
        cmocka_unit_test(all_capitals_are_cut_at_points),
        cmocka_unit_test(an_endless_sentence_is_cut),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
