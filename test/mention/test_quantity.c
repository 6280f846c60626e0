/* Quantities: low, best and high as docs/quantities.md has them, and what is counted. */
#include "reading.h"

#include "mention/quantity.h"

#define OPEN QUANTITY_NONE

static const quantity_mention *nth(void **state, const char *lang, const char *sentence, uint32_t count, uint32_t k) {
    mentions *m = read_text(state, lang, sentence, "2017-11-10");
    if (m->quantity_count != count) fail_msg("%s: %u quantities", sentence, m->quantity_count);
    return &m->quantities[k];
}

static void expect(void **state, const char *lang, const char *sentence, const char *at, int64_t low, int64_t best,
                   int64_t high) {
    const quantity_mention *q = nth(state, lang, sentence, 1, 0);
    assert_span(state, q->at.at, at);
    assert_true(q->low == low && q->best == best && q->high == high);
}

static void expect_unit(void **state, const quantity_mention *q, const char *form) {
    reading *r = *state;
    assert_true(q->unit_token < r->text.token_count);
    assert_span(state, (span){r->text.tokens[q->unit_token].start, r->text.tokens[q->unit_token].end}, form);
}

static void a_number_is_itself(void **state) {
    expect(state, "fr", "Les rebelles ont perdu 40 hommes.", "40", 40, 40, 40);
    expect(state, "en", "The rebels lost forty-two men.", "forty-two", 42, 42, 42);
    expect(state, "fr", "Ils ont compté quatre-vingt-dix-sept corps.", "quatre-vingt-dix-sept", 97, 97, 97);
    expect(state, "fr", "Le camp abrite deux cent mille réfugiés.", "deux cent mille", 200000, 200000, 200000);
    expect(state, "en", "They counted one hundred and five bodies.", "one hundred and five", 105, 105, 105);
}

static void digits_have_the_separators_of_their_language(void **state) {
    expect(state, "fr", "Le camp compte 1.250 tentes.", "1.250", 1250, 1250, 1250);
    expect(state, "fr", "Le camp compte 12 500 tentes.", "12 500", 12500, 12500, 12500);
    expect(state, "en", "The camp has 12,500 tents.", "12,500", 12500, 12500, 12500);
    expect(state, "fr", "Il faut 3,5 millions de litres.", "3,5 millions", 3500000, 3500000, 3500000);
    expect(state, "en", "Some sent 2.5 million barrels of oil.", "2.5 million", 2500000, 2500000, 2500000);
}

static void the_decimal_sign_may_set_thousands_apart(void **state) {
    expect(state, "es", "Llegaron 1,200 soldados.", "1,200", 1200, 1200, 1200);
    expect(state, "es", "Viven allí 1,250,000 personas.", "1,250,000", 1250000, 1250000, 1250000);
    expect(state, "es", "Cuesta 1,250 dólares.", "1,250", 1, 1, 1);
}

static void number_words_join_as_their_language_joins_them(void **state) {
    expect(state, "es", "Entre mil y dos mil personas huyeron.", "Entre mil y dos mil", 1000, 1500, 2000);
    expect(state, "es", "Costó tres mil doscientos millones.", "tres mil doscientos millones", 3200000000, 3200000000,
           3200000000);
    expect(state, "es", "El vigésimo cuarto día fue tranquilo.", "vigésimo cuarto", 24, 24, 24);
    expect(state, "en", "Some three point five million people fled.", "Some three point five million", 2625000, 3500000, 4375000);
}

static void numbers_inflect(void **state) {
    expect(state, "ru", "Список трехсот шестидесяти пленных передан.", "трехсот шестидесяти", 360, 360, 360);
    expect(state, "ru", "Убежище дали 20-ти семьям.", "20-ти", 20, 20, 20);
    expect(state, "ru", "Более полутора тысяч семей ушли.", "Более полутора тысяч", 1500, 1500, OPEN);
    assert_int_equal(nth(state, "ru", "Это 14-я бригада.", 1, 0)->kind, QUANTITY_ORDINAL);
}

static void a_number_goes_on_behind_its_scale(void **state) {
    expect(state, "ru", "Ушли 2 тысячи 300 человек.", "2 тысячи 300", 2300, 2300, 2300);
    expect(state, "ru", "Это стоит 1 млрд 200 млн рублей.", "1 млрд 200 млн", 1200000000, 1200000000, 1200000000);
    expect(state, "en", "Some 3 million 200 thousand people left.", "Some 3 million 200 thousand", 2400000, 3200000, 4000000);
}

static void a_noun_before_its_number_is_counted(void **state) {
    const quantity_mention *q = nth(state, "ru", "Человек сорок вышли к мосту.", 1, 0);
    assert_true(q->low == 30 && q->best == 40 && q->high == 50);
    expect_unit(state, q, "Человек");
}

static void digits_of_any_script_are_digits(void **state) {
    expect(state, "ar", "فقد المتمردون ٤٠ رجلا.", "٤٠", 40, 40, 40);
    expect(state, "ar", "فقد المتمردون ۱۲۵۰ رجلا.", "۱۲۵۰", 1250, 1250, 1250);
    expect(state, "ar", "في المخيم ١٬٢٥٠ خيمة.", "١٬٢٥٠", 1250, 1250, 1250);
    expect(state, "ar", "يحتاج القطاع إلى ٣٫٥ ملايين لتر.", "٣٫٥ ملايين", 3500000, 3500000, 3500000);
}

static void a_mark_for_both_is_a_group_unless_a_scale_follows(void **state) {
    expect(state, "ar", "في المخيم 1.250 خيمة.", "1.250", 1250, 1250, 1250);
    expect(state, "ar", "كلف المشروع 1.250 مليار دولار.", "1.250 مليار", 1250000000, 1250000000, 1250000000);
}

static void letters_written_onto_a_number_are_cut(void **state) {
    expect(state, "ar", "نزح خمسة وعشرون ألف شخص.", "خمسة وعشرون ألف", 25000, 25000, 25000);
    expect(state, "ar", "سقط بين 10 و20 صاروخا.", "بين 10 و20", 10, 15, 20);
    expect(state, "ar", "عثر على الـ15 جثة.", "15", 15, 15, 15);
    expect(state, "ar", "نزح 3 ملايين و500 ألف شخص.", "3 ملايين و500 ألف", 3500000, 3500000, 3500000);
}

static void the_dual_counts_its_own_noun(void **state) {
    const quantity_mention *q = nth(state, "ar", "أصيب جنديان في الهجوم.", 1, 0);
    assert_int_equal(q->best, 2);
    expect_unit(state, q, "جنديان");
}

static void fractions_are_kept_unrounded_beside(void **state) {
    const quantity_mention *q = nth(state, "en", "Output grew by 4.8 tons.", 1, 0);
    assert_int_equal(q->decimals, 1);
    assert_int_equal(q->scaled[1], 48);
    assert_int_equal(q->best, 5);
}

static void about_is_a_quarter_to_either_side(void **state) {
    expect(state, "fr", "Environ 300 manifestants ont défilé.", "Environ 300", 225, 300, 375);
    expect(state, "fr", "Une quinzaine de tentes ont brûlé.", "Une quinzaine", 11, 15, 19);
    expect(state, "en", "Nearly 40 tents burned.", "Nearly 40", 30, 40, 50);
    expect(state, "en", "A dozen tents burned.", "A dozen", 9, 12, 15);
}

static void bounds_leave_one_side_open(void **state) {
    expect(state, "fr", "Au moins 40 soldats sont morts.", "Au moins 40", 40, 40, OPEN);
    expect(state, "fr", "Plus d'une trentaine de soldats sont morts.", "Plus d'une trentaine", 30, 30, OPEN);
    expect(state, "en", "Fewer than 50 rebels remain.", "Fewer than 50", OPEN, 50, 50);
    expect(state, "fr", "Jusqu'à 30 obus sont tombés.", "Jusqu'à 30", OPEN, 30, 30);
}

static void between_has_its_middle_rounded_down(void **state) {
    expect(state, "fr", "Entre 15 et 20 otages sont détenus.", "Entre 15 et 20", 15, 17, 20);
    expect(state, "en", "Three or four shells fell.", "Three or four", 3, 3, 4);
    expect(state, "en", "12-15 gunmen came.", "12-15", 12, 13, 15);
    assert_int_equal(read_text(state, "en", "The team won 3-1.", "2017-11-10")->quantity_count, 0);
}

static void vague_words_count_as_coders_count_them(void **state) {
    expect(state, "en", "Dozens of civilians died.", "Dozens", 12, 12, OPEN);
    expect(state, "fr", "Des dizaines de civils sont morts.", "Des dizaines", 10, 10, OPEN);
    expect(state, "en", "Tens of thousands of people fled.", "Tens of thousands", 10000, 10000, OPEN);
    expect(state, "fr", "Des centaines de milliers de réfugiés sont arrivés.", "Des centaines de milliers", 100000, 100000, OPEN);
    expect(state, "en", "No casualties were reported.", "No", 0, 0, 0);
    expect(state, "fr", "Aucune victime n'a été signalée.", "Aucune", 0, 0, 0);
}

static void the_counted_noun_is_the_next_one(void **state) {
    expect_unit(state, nth(state, "fr", "Une vingtaine de soldats ont fui.", 1, 0), "soldats");
    expect_unit(state, nth(state, "en", "At least 40 police officers died.", 1, 0), "officers");
}

static void what_was_counted_before_is_counted_on(void **state) {
    mentions *m = read_text(state, "fr", "Sur 100 hommes, 40 ont été tués. Une vingtaine a été capturée.", "2017-11-10");
    assert_int_equal(m->quantity_count, 3);
    for (uint32_t k = 0; k < 3; k++) expect_unit(state, &m->quantities[k], "hommes");
    m = read_text(state, "en", "At least 40 soldiers died and more than 100 were wounded.", "2017-11-10");
    expect_unit(state, &m->quantities[1], "soldiers");
}

static void kinds_stand_apart(void **state) {
    const quantity_mention *q = nth(state, "en", "The 3rd brigade came.", 1, 0);
    assert_int_equal(q->kind, QUANTITY_ORDINAL);
    q = nth(state, "fr", "Le parti a obtenu 25 % des voix.", 1, 0);
    assert_int_equal(q->kind, QUANTITY_PERCENT);
    assert_string_equal(q->unit, "%");
    q = nth(state, "en", "It cost $3 billion.", 1, 0);
    assert_int_equal(q->kind, QUANTITY_MONEY);
    assert_string_equal(q->unit, "USD");
    q = nth(state, "fr", "La base est à 20 km de la ville.", 1, 0);
    assert_int_equal(q->kind, QUANTITY_MEASURE);
    assert_string_equal(quantity_kind_name(q->kind), "measure");
}

static void times_and_designations_are_no_quantities(void **state) {
    assert_int_equal(read_text(state, "fr", "Il est mort le 3 mars 2014 à 14 h 30.", "2017-11-10")->quantity_count, 0);
    assert_int_equal(read_text(state, "en", "They fled three days ago in a T-72 tank.", "2017-11-10")->quantity_count, 0);
    assert_int_equal(read_text(state, "en", "Article 51 of the charter allows it.", "2017-11-10")->quantity_count, 0);
    assert_int_equal(read_text(state, "en", "This one is bad.", "2017-11-10")->quantity_count, 0);
}

static void numbers_too_large_are_left_alone(void **state) {
    mentions *m =
        read_text(state, "en", "Some 99999999999999999999 and nine billion billion billion billion tons.", "2017-11-10");
    for (uint32_t k = 0; k < m->quantity_count; k++) assert_true(m->quantities[k].best >= 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_itself),
        cmocka_unit_test(digits_have_the_separators_of_their_language),
        cmocka_unit_test(the_decimal_sign_may_set_thousands_apart),
        cmocka_unit_test(number_words_join_as_their_language_joins_them),
        cmocka_unit_test(numbers_inflect),
        cmocka_unit_test(a_number_goes_on_behind_its_scale),
        cmocka_unit_test(a_noun_before_its_number_is_counted),
        cmocka_unit_test(digits_of_any_script_are_digits),
        cmocka_unit_test(a_mark_for_both_is_a_group_unless_a_scale_follows),
        cmocka_unit_test(letters_written_onto_a_number_are_cut),
        cmocka_unit_test(the_dual_counts_its_own_noun),
        cmocka_unit_test(fractions_are_kept_unrounded_beside),
        cmocka_unit_test(about_is_a_quarter_to_either_side),
        cmocka_unit_test(bounds_leave_one_side_open),
        cmocka_unit_test(between_has_its_middle_rounded_down),
        cmocka_unit_test(vague_words_count_as_coders_count_them),
        cmocka_unit_test(the_counted_noun_is_the_next_one),
        cmocka_unit_test(what_was_counted_before_is_counted_on),
        cmocka_unit_test(kinds_stand_apart),
        cmocka_unit_test(times_and_designations_are_no_quantities),
        cmocka_unit_test(numbers_too_large_are_left_alone),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
