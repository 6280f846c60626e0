/* Times: what a reader of the dispatch understands by them. */
#include "reading.h"

#include <time.h>

static void only_time(void **state, const char *lang, const char *sentence, const char *date, const char *at, const char *value) {
    mentions *m = read_text(state, lang, sentence, date);
    if (m->time_count != 1) fail_msg("%s: %u times", sentence, m->time_count);
    assert_span(state, m->times[0].at.at, at);
    assert_string_equal(m->times[0].value, value);
}

static void a_full_date_needs_no_dispatch_date(void **state) {
    only_time(state, "fr", "Le pont a sauté le 3 mars 2014.", NULL, "le 3 mars 2014", "2014-03-03");
    only_time(state, "en", "The bridge blew up on 3 March 2014.", NULL, "3 March 2014", "2014-03-03");
    mentions *m = read_text(state, "en", "The bridge blew up on March 3, 2014.", NULL);
    assert_int_equal(m->times[0].type, TIME_DATE);
    assert_int_equal(m->times[0].basis, BASIS_EXPLICIT);
    assert_days(m->times[0].days, "2014-03-03", "2014-03-03");
}

static void numeric_dates_follow_the_language(void **state) {
    only_time(state, "fr", "Note du 04/05/2012.", NULL, "04/05/2012", "2012-05-04");
    only_time(state, "en", "Note of 04/05/2012.", NULL, "04/05/2012", "2012-04-05");
    only_time(state, "en", "Note of 25/12/2012.", NULL, "25/12/2012", "2012-12-25");
    only_time(state, "fr", "Note du 2012-05-04.", NULL, "2012-05-04", "2012-05-04");
}

static void a_day_without_a_year_is_the_nearest(void **state) {
    only_time(state, "fr", "Le camp a été pris le 28 décembre.", "2016-01-04", "le 28 décembre", "2015-12-28");
    only_time(state, "en", "The camp will close on January 9.", "2015-12-20", "January 9", "2016-01-09");
}

static void the_tense_decides_about_weekdays(void **state) {
    only_time(state, "en", "The rebels attacked the base on Tuesday.", "2017-11-10", "Tuesday", "2017-11-07");
    only_time(state, "en", "The ministers will meet on Tuesday.", "2017-11-10", "Tuesday", "2017-11-14");
    only_time(state, "fr", "Les rebelles ont attaqué la base mardi.", "2017-11-10", "mardi", "2017-11-07");
    only_time(state, "fr", "Les ministres se réuniront mardi.", "2017-11-10", "mardi", "2017-11-14");
    only_time(state, "en", "The ministers meet next Tuesday.", "2017-11-10", "next Tuesday", "2017-11-14");
    only_time(state, "fr", "Il est tombé vendredi dernier.", "2017-11-10", "vendredi dernier", "2017-11-03");
}

/* German parts auxiliaries from their verb, lets the present speak of what is to come, and hears of the past by "soll". */
static void german_tenses_decide_about_weekdays(void **state) {
    only_time(state, "de", "Die Wahl findet am Sonntag statt.", "2017-11-10", "Sonntag", "2017-11-12");
    only_time(state, "de", "Am Montag ist in Homs eine Bombe explodiert.", "2017-11-10", "Montag", "2017-11-06");
    only_time(state, "de", "Das Abkommen soll am Montag unterzeichnet werden.", "2017-11-10", "Montag", "2017-11-13");
    only_time(state, "de", "Er soll am Montag zwei Polizisten getötet haben.", "2017-11-10", "Montag", "2017-11-06");
    only_time(state, "de", "Das Wahlergebnis vom Sonntag zeigt es.", "2017-11-10", "Sonntag", "2017-11-05");
}

static void feasts_hang_on_easter(void **state) {
    only_time(state, "de", "Am Karfreitag 1998 war Frieden.", NULL, "Karfreitag 1998", "1998-04-10");
    only_time(state, "de", "Der Papst kommt zu Pfingsten 2038.", NULL, "Pfingsten 2038", "2038-06-13");
    only_time(state, "de", "Zu Ostern 2008 wurde gekämpft.", NULL, "Ostern 2008", "2008-03-23");
}

static void words_count_from_the_dispatch(void **state) {
    only_time(state, "fr", "Le convoi est parti avant-hier.", "2017-11-10", "avant-hier", "2017-11-08");
    only_time(state, "fr", "Le convoi est parti il y a dix jours.", "2017-11-10", "il y a dix jours", "2017-10-31");
    only_time(state, "en", "The convoy left three months ago.", "2017-11-10", "three months ago", "2017-08");
    only_time(state, "en", "The convoy left last month.", "2017-01-10", "last month", "2016-12");
    only_time(state, "fr", "Le vote aura lieu l'an prochain.", "2017-11-10", "l'an prochain", "2018");
    only_time(state, "en", "They arrived last week.", "2017-01-02", "last week", "2016-W52");
}

static void other_words_count_from_the_day_spoken_of(void **state) {
    mentions *m = read_text(state, "en", "The town fell on 4 May 2016. The next day the mayor fled.", "2017-11-10");
    assert_int_equal(m->time_count, 2);
    assert_string_equal(m->times[1].value, "2016-05-05");
    m = read_text(state, "fr", "Le 4 mai 2016, la ville est tombée. La veille, le maire avait fui.", "2017-11-10");
    assert_string_equal(m->times[1].value, "2016-05-03");
}

static void a_night_runs_into_the_next_day(void **state) {
    mentions *m = read_text(state, "fr", "La nuit dernière, des obus sont tombés.", "2017-11-10");
    assert_string_equal(m->times[0].value, "2017-11-09TNI");
    assert_int_equal(m->times[0].type, TIME_TIME);
    assert_days(m->times[0].days, "2017-11-09", "2017-11-10");
}

static void clock_times_carry_their_day(void **state) {
    mentions *m = read_text(state, "fr", "Une bombe a explosé mardi vers 21 h 45.", "2017-11-10");
    assert_int_equal(m->time_count, 2);
    assert_string_equal(m->times[1].value, "2017-11-07T21:45");
    assert_string_equal(m->times[1].mod, "APPROX");
    only_time(state, "en", "A bomb went off at 9 p.m. near the gate.", "2017-11-10", "9 p.m.", "2017-11-10T21:00");
    only_time(state, "en", "It began at 18:00 GMT.", "2017-11-10", "18:00 GMT", "2017-11-10T18:00Z");
}

static void parts_of_the_calendar_have_their_days(void **state) {
    mentions *m = read_text(state, "fr", "Pendant l'été 2016, le front a reculé.", "2017-11-10");
    assert_string_equal(m->times[0].value, "2016-SU");
    assert_days(m->times[0].days, "2016-06-01", "2016-08-31");
    m = read_text(state, "en", "In the third quarter of 2015 nothing moved.", "2017-11-10");
    assert_string_equal(m->times[0].value, "2015-Q3");
    assert_days(m->times[0].days, "2015-07-01", "2015-09-30");
    m = read_text(state, "fr", "Les combats ont repris fin septembre 2000.", "2017-11-10");
    assert_string_equal(m->times[0].mod, "END");
    assert_days(m->times[0].days, "2000-09-21", "2000-09-30");
    m = read_text(state, "en", "It was built in the early 1980s.", "2017-11-10");
    assert_string_equal(m->times[0].value, "198");
    assert_days(m->times[0].days, "1980-01-01", "1983-05-02");
}

static void durations_and_sets_have_no_day(void **state) {
    mentions *m = read_text(state, "fr", "Le siège a duré deux heures et demie.", "2017-11-10");
    assert_int_equal(m->times[0].type, TIME_DURATION);
    assert_string_equal(m->times[0].value, "PT2H30M");
    assert_int_equal(m->times[0].days.first, DAY_NONE);
    m = read_text(state, "en", "Every Friday they pray there.", "2017-11-10");
    assert_int_equal(m->times[0].type, TIME_SET);
    assert_string_equal(m->times[0].value, "XXXX-WXX-5");
}

static void a_duration_up_to_now_has_days(void **state) {
    mentions *m = read_text(state, "en", "In the past two weeks, raids went on.", "2017-11-15");
    assert_string_equal(m->times[0].value, "P2W");
    assert_days(m->times[0].days, "2017-11-01", "2017-11-15");
    m = read_text(state, "fr", "La ville est assiégée depuis dix jours.", "2017-11-15");
    assert_int_equal(m->times[0].relation, TIME_SINCE);
    assert_days(m->times[0].days, "2017-11-05", "2017-11-15");
}

static void a_duration_from_what_was_told_has_a_day(void **state) {
    mentions *m = read_text(state, "es", "El 4 de mayo de 2016 cayó. Dos días después ardió.", "2017-11-10");
    assert_int_equal(m->time_count, 2);
    assert_string_equal(m->times[1].value, "P2D");
    assert_days(m->times[1].days, "2016-05-06", "2016-05-06");
}

static void since_runs_on_to_the_dispatch(void **state) {
    mentions *m = read_text(state, "en", "The road has been closed since 3 November.", "2017-11-10");
    assert_int_equal(m->times[0].relation, TIME_SINCE);
    assert_days(m->times[0].days, "2017-11-03", "2017-11-10");
}

static void the_word_before_says_how_things_hang_on_it(void **state) {
    assert_int_equal(read_text(state, "fr", "Au 6 novembre, l'armée avait repris le port.", "2017-11-10")->times[0].relation,
                     TIME_BY);
    assert_int_equal(read_text(state, "en", "By 6 November the army had taken the port.", "2017-11-10")->times[0].relation,
                     TIME_BY);
    assert_int_equal(read_text(state, "fr", "Il reste jusqu'au 6 décembre.", "2017-11-10")->times[0].relation, TIME_UNTIL);
    assert_string_equal(time_relation_name(TIME_UNTIL), "until");
}

static void the_ends_of_a_stretch_complete_each_other(void **state) {
    mentions *m = read_text(state, "fr", "La trêve a duré du 3 au 5 mars 2011.", "2017-11-10");
    assert_int_equal(m->time_count, 2);
    assert_string_equal(m->times[0].value, "2011-03-03");
    assert_string_equal(m->times[1].value, "2011-03-05");
    assert_int_equal(m->times[0].relation, TIME_FROM);
    assert_int_equal(m->times[1].relation, TIME_TO);
    assert_int_equal(m->times[0].partner, 1);
    assert_int_equal(m->times[1].partner, 0);
    m = read_text(state, "en", "Between 2011 and 2014 the country sank.", "2017-11-10");
    assert_string_equal(m->times[0].value, "2011");
    assert_int_equal(m->times[0].partner, 1);
}

static void candidates_give_the_earliest_to_the_latest(void **state) {
    mentions *m = read_text(state, "fr", "La ville a été prise hier.", "2017-11");
    assert_string_equal(m->times[0].value, "2017-XX-XX");
    assert_days(m->times[0].days, "2017-10-31", "2017-11-29");
    m = read_text(state, "en", "The town fell last year.", "2017-11");
    assert_string_equal(m->times[0].value, "2016");
    m = read_text(state, "en", "The town fell on Tuesday.", "2017-11");
    assert_string_equal(m->times[0].value, "XXXX-WXX-2");
    m = read_text(state, "en", "The town fell in March.", "2017");
    assert_string_equal(m->times[0].value, "2017-03");
}

static void without_any_date_the_unknown_stays_unknown(void **state) {
    mentions *m = read_text(state, "fr", "La ville a été prise hier.", NULL);
    assert_string_equal(m->times[0].value, "XXXX-XX-XX");
    assert_int_equal(m->times[0].days.first, DAY_NONE);
    m = read_text(state, "en", "The town fell on Friday.", NULL);
    assert_string_equal(m->times[0].value, "XXXX-WXX-5");
    m = read_text(state, "en", "The town fell in March.", NULL);
    assert_string_equal(m->times[0].value, "XXXX-03");
}

static void ages_and_amounts_are_no_times(void **state) {
    assert_int_equal(read_text(state, "fr", "Un homme âgé de 30 ans a été tué.", "2017-11-10")->time_count, 0);
    assert_int_equal(read_text(state, "en", "A 12-year-old boy was shot.", "2017-11-10")->time_count, 0);
    assert_int_equal(read_text(state, "en", "They lost 2000 men.", "2017-11-10")->time_count, 0);
    assert_int_equal(read_text(state, "en", "Thousands march against the war.", "2017-11-10")->time_count, 0);
}

static void every_time_names_its_rule_and_tokens(void **state) {
    reading *r = *state;
    mentions *m = read_text(state, "en", "The bridge blew up on 3 March 2014.", NULL);
    uint32_t line = 0;
    assert_string_equal(pack_rule_file(&r->pack, m->times[0].at.rule, &line), "lang/en/time.rules");
    assert_true(line > 0);
    assert_int_equal(m->times[0].at.end_token - m->times[0].at.first_token, 3);
    assert_true(m->times[0].at.head_token >= m->times[0].at.first_token && m->times[0].at.head_token < m->times[0].at.end_token);
}

static void an_unknown_language_has_no_times(void **state) {
    reading *r = *state;
    mentions *m = read_text(state, "en", "It fell on 3 March 2014.", "2017-11-10");
    text other = r->text;
    memcpy(other.lang, "xx", 3);
    *m = (mentions){0};
    const edtf day = edtf_from((civil){2017, 11, 10});
    assert_int_equal(time_find(r->rules, &other, &day, &r->arena, m, NULL), DP_OK);
    assert_int_equal(m->time_count, 0);
    assert_int_equal(m->date.candidate_count, 1);
}

typedef struct example {
    const char *lang, *sentence, *at, *value;
} example;

static void check_examples(void **state, const example *examples, size_t n, const char *date) {
    for (size_t k = 0; k < n; k++)
        only_time(state, examples[k].lang, examples[k].sentence, date, examples[k].at, examples[k].value);
}

static void a_night_may_be_named_by_its_morning(void **state) {
    mentions *m = read_text(state, "ru", "В ночь на 1 мая 2016 года город обстреляли.", "2017-11-10");
    assert_string_equal(m->times[0].value, "2016-04-30TNI");
    assert_days(m->times[0].days, "2016-04-30", "2016-05-01");
}

static void an_inflected_adverbial_keeps_its_preposition(void **state) {
    static const example examples[] = {
        {"ru", "В мае 2016 года мост взорвали.", "В мае 2016 года", "2016-05"},
        {"ru", "Их освободят к 20 ноября.", "к 20 ноября", "2017-11-20"},
        {"ru", "Двадцать первого июня 1941 года было жарко.", "Двадцать первого июня 1941 года", "1941-06-21"},
        {"ru", "Он служит тут с 2009-го.", "с 2009-го", "2009"},
        {"ru", "Бои идут лет десять.", "лет десять", "P10Y"},
    };
    check_examples(state, examples, sizeof examples / sizeof *examples, "2017-11-10");
    assert_int_equal(read_text(state, "ru", "Их освободят к 20 ноября.", "2017-11-10")->times[0].relation, TIME_BY);
}

static void roman_numerals_count_centuries_and_quarters(void **state) {
    static const example examples[] = {
        {"fr", "Un pont du XIXe siècle", "XIXe siècle", "18"},
        {"ru", "Во II квартале 2016 года было тихо.", "Во II квартале 2016 года", "2016-Q2"},
        {"ru", "В начале XX века тут стояла церковь.", "В начале XX века", "19"},
        {"ru", "В начале ХХ века тут стояла церковь.", "В начале ХХ века", "19"}, /* in Cyrillic letters that look like it */
    };
    check_examples(state, examples, sizeof examples / sizeof *examples, "2017-11-10");
    assert_int_equal(read_text(state, "ru", "Он писал о IIX веке.", "2017-11-10")->time_count, 0);
}

static void a_tale_counts_on_from_what_it_told(void **state) {
    mentions *m =
        read_text(state, "ru", "3 мая 2016 года город пал. Через два дня он сгорел. Мост откроют через два дня.", "2017-11-10");
    assert_int_equal(m->time_count, 3);
    assert_string_equal(m->times[1].value, "2016-05-05");
    assert_string_equal(m->times[2].value, "2017-11-12");
    m = read_text(state, "ru", "В 2010 году он бежал. Два года спустя он вернулся, годом позже его взяли.", "2017-11-10");
    assert_int_equal(m->time_count, 3);
    assert_string_equal(m->times[1].value, "2012");
    assert_string_equal(m->times[2].value, "2013");
}

static void a_part_of_speech_may_rule_a_time_out(void **state) {
    only_time(state, "ru", "Его арестовали накануне.", "2017-11-10", "накануне", "2017-11-09");
    assert_int_equal(read_text(state, "ru", "Его арестовали накануне выборов.", "2017-11-10")->time_count, 0);
}

static void periods_of_every_length_have_a_value(void **state) {
    static const example examples[] = {
        {"en", "They rested over the weekend.", "the weekend", "2017-W45-WE"},
        {"en", "It opens next weekend.", "next weekend", "2017-W46-WE"},
        {"fr", "Il rentrera le week-end prochain.", "le week-end prochain", "2017-W46-WE"},
        {"en", "Output fell last quarter.", "last quarter", "2017-Q3"},
        {"fr", "Au premier semestre 2016, tout allait bien.", "premier semestre 2016", "2016-H1"},
        {"en", "In the second half of 2016 it fell.", "the second half of 2016", "2016-H2"},
        {"en", "It grew over the last decade.", "the last decade", "200"},
        {"fr", "La ville date du siècle dernier.", "siècle dernier", "19"},
        {"en", "It was built in the nineties.", "the nineties", "199"},
        {"fr", "Un temple du IIe siècle", "IIe siècle", "01"},
        {"en", "They left in winter.", "winter", "2016-WI"},
        {"en", "It ends in week 12 of 2018.", "week 12 of 2018", "2018-W12"},
        {"en", "The last week of 2015 was calm.", "The last week of 2015", "2015-W53"},
        {"en", "The first day of 2018 will be cold.", "The first day of 2018", "2018-01-01"},
        {"en", "The third month of next year is free.", "The third month of next year", "2018-03"},
        {"en", "The second quarter of next year is free.", "The second quarter of next year", "2018-Q2"},
        {"fr", "Le dernier trimestre sera dur.", "Le dernier trimestre", "2017-Q3"},
        {"en", "It fell in June last year.", "June last year", "2016-06"},
        {"en", "It opens on the 6th of next month.", "the 6th of next month", "2017-12-06"},
        {"fr", "Le premier dimanche de mai 2018 sera férié.", "Le premier dimanche de mai 2018", "2018-05-06"},
        {"fr", "La deuxième semaine de mars 2018 sera dure.", "La deuxième semaine de mars 2018", "2018-W10"},
        {"en", "They meet Friday next week.", "Friday next week", "2017-11-17"},
        {"en", "They met Thursday the 2nd.", "Thursday the 2nd", "2017-11-02"},
        {"en", "He was born on 29 February.", "29 February", "2016-02-29"},
        {"en", "In nineteen ninety-one he fled.", "nineteen ninety-one", "1991"},
    };
    check_examples(state, examples, sizeof examples / sizeof *examples, "2017-11-10");
}

static void shifts_are_as_coarse_as_their_unit(void **state) {
    static const example examples[] = {
        {"en", "He left ten minutes ago.", "ten minutes ago", "2017-11-10"},
        {"en", "He left 30 hours ago.", "30 hours ago", "2017-11-09"},
        {"en", "He left two weeks ago.", "two weeks ago", "2017-W43"},
        {"en", "He left two decades ago.", "two decades ago", "1997"},
        {"en", "He left a century ago.", "a century ago", "1917"},
        {"en", "He left several years ago.", "several years ago", "PAST_REF"},
        {"fr", "Il est parti il y a un an et demi.", "il y a un an et demi", "2016-05"},
        {"fr", "Le vote aura lieu dans trois mois.", "dans trois mois", "2018-02"},
        {"en", "Two weeks before May 13, 1999, he left.", "Two weeks before May 13, 1999", "1999-04-29"},
    };
    check_examples(state, examples, sizeof examples / sizeof *examples, "2017-11-10");
}

static void durations_keep_the_unit_as_written(void **state) {
    static const example examples[] = {
        {"fr", "Ils ont tenu 24 heures.", "24 heures", "PT24H"},
        {"en", "They held out for two fortnights.", "two fortnights", "P2W"},
        {"en", "It took three quarters.", "three quarters", "P3Q"},
        {"en", "It took two weekends.", "two weekends", "P4D"},
        {"en", "It took two semesters.", "two semesters", "P12M"},
        {"en", "It took a decade.", "a decade", "P10Y"},
        {"en", "It took two centuries.", "two centuries", "P200Y"},
        {"en", "It took a minute and a half.", "a minute and a half", "PT1M30S"},
        {"en", "It took 2.5 weeks.", "2.5 weeks", "P2.5W"},
        {"en", "It took one year and three months.", "one year and three months", "P1Y3M"},
        {"en", "It took two days and three hours.", "two days and three hours", "P2DT3H"},
        {"fr", "Son quinquennat fut agité.", "quinquennat", "P5Y"},
        {"en", "It took half an hour.", "half an hour", "PT30M"},
        {"en", "It took several minutes.", "several minutes", "PTXM"},
    };
    check_examples(state, examples, sizeof examples / sizeof *examples, "2017-11-10");
}

static void what_comes_again_is_a_set(void **state) {
    static const example examples[] = {
        {"en", "Every other day it rains.", "Every other day", "P2D"},
        {"en", "Each July the town empties.", "Each July", "XXXX-07"},
        {"en", "Each summer water is scarce.", "Each summer", "XXXX-SU"},
        {"en", "Every morning the sirens wail.", "Every morning", "XXXX-XX-XXTMO"},
        {"fr", "Tous les trois mois, on relève la garde.", "Tous les trois mois", "P3M"},
        {"fr", "Le bulletin hebdomadaire paraît encore.", "hebdomadaire", "P1W"},
        {"en", "They publish every quarter.", "every quarter", "P1Q"},
    };
    check_examples(state, examples, sizeof examples / sizeof *examples, "2017-11-10");
}

static void stretches_up_to_now_reach_back_by_their_length(void **state) {
    static const struct {
        const char *sentence, *first;
    } examples[] = {
        {"In the past 36 hours it rained.", "2017-11-08"},       {"In the past two years it rained.", "2015-11-10"},
        {"In the past three quarters it rained.", "2017-02-10"}, {"In the past two decades it rained.", "1997-11-10"},
        {"In the past ten minutes it rained.", "2017-11-10"},    {"In the past two weekends it rained.", "2017-10-27"}};
    for (size_t k = 0; k < sizeof examples / sizeof *examples; k++) {
        mentions *m = read_text(state, "en", examples[k].sentence, "2017-11-10");
        assert_int_equal(m->time_count, 1);
        assert_days(m->times[0].days, examples[k].first, "2017-11-10");
    }
}

static void a_year_earlier_than_a_quarter_is_a_quarter(void **state) {
    mentions *m =
        read_text(state, "en", "In the third quarter of 2016 sales rose. A year earlier they had fallen.", "2017-11-10");
    assert_int_equal(m->time_count, 2);
    assert_string_equal(m->times[1].value, "2015-Q3");
}

/* Words that begin rules, over and over: the work must stay in step with the length. */
static void hostile_text_takes_seconds_at_most(void **state) {
    static const char *const parts[] = {"the ",      "1 ",      "1,",   "12:",   "last ",     "Friday, ",
                                        "3 May to ", "twenty ", "and ", "2017-", "a year or "};
    enum { BYTES = 1 << 20 };
    char *bytes = malloc(BYTES);
    assert_non_null(bytes);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        size_t n = strlen(parts[k]);
        for (size_t at = 0; at + n <= BYTES; at += n) memcpy(bytes + at, parts[k], n);
        reading *r = *state;
        reading_bytes(state, "en", bytes, 64, "2017-11-10");
        arena_reset(&r->arena);
        const word *words;
        uint32_t word_count;
        size_t whole = BYTES / n * n;
        assert_int_equal(text_words(r->pack.fold, bytes, whole, &r->arena, &words, &word_count), DP_OK);
        sentence all = {.end = (uint32_t)whole, .end_word = word_count};
        token none = {.upos = UPOS_X, .head = TOKEN_NONE};
        text x = {.bytes = bytes,
                  .size = (uint32_t)whole,
                  .lang = "en",
                  .sentences = &all,
                  .tokens = &none,
                  .words = words,
                  .sentence_count = 1,
                  .word_count = word_count};
        mentions m = {0};
        clock_t start = clock();
        const edtf month = edtf_from((civil){2017, 11, 0});
        assert_int_equal(time_find(r->rules, &x, &month, &r->arena, &m, NULL), DP_OK);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 8) fail_msg("\"%s\" took %.1f s", parts[k], seconds);
    }
    free(bytes);
}

static void a_day_that_does_not_exist_stays_unresolved(void **state) {
    static const char *const sentences[] = {"La ville est tombée le 31 février.", "Il est mort le 29 février 2017.",
                                            "La trêve du 31 avril 2016 a tenu."};
    for (size_t k = 0; k < sizeof sentences / sizeof *sentences; k++) {
        const mentions *m = read_text(state, "fr", sentences[k], "2017-11-10");
        assert_int_equal(m->time_count, 1);
        assert_int_equal(m->times[0].basis, BASIS_UNKNOWN);
        assert_int_equal(m->times[0].days.first, DAY_NONE);
        assert_string_equal(m->times[0].value + 7, "-XX");
    }
    assert_int_equal(read_text(state, "fr", "Le 00/00/0000, le 45/13/2017, en l'an 0.", "2017-11-10")->time_count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_date_needs_no_dispatch_date),
        cmocka_unit_test(numeric_dates_follow_the_language),
        cmocka_unit_test(a_day_without_a_year_is_the_nearest),
        cmocka_unit_test(the_tense_decides_about_weekdays),
        cmocka_unit_test(german_tenses_decide_about_weekdays),
        cmocka_unit_test(feasts_hang_on_easter),
        cmocka_unit_test(words_count_from_the_dispatch),
        cmocka_unit_test(other_words_count_from_the_day_spoken_of),
        cmocka_unit_test(a_night_runs_into_the_next_day),
        cmocka_unit_test(a_night_may_be_named_by_its_morning),
        cmocka_unit_test(an_inflected_adverbial_keeps_its_preposition),
        cmocka_unit_test(roman_numerals_count_centuries_and_quarters),
        cmocka_unit_test(a_tale_counts_on_from_what_it_told),
        cmocka_unit_test(a_part_of_speech_may_rule_a_time_out),
        cmocka_unit_test(clock_times_carry_their_day),
        cmocka_unit_test(parts_of_the_calendar_have_their_days),
        cmocka_unit_test(durations_and_sets_have_no_day),
        cmocka_unit_test(a_duration_up_to_now_has_days),
        cmocka_unit_test(a_duration_from_what_was_told_has_a_day),
        cmocka_unit_test(since_runs_on_to_the_dispatch),
        cmocka_unit_test(the_word_before_says_how_things_hang_on_it),
        cmocka_unit_test(the_ends_of_a_stretch_complete_each_other),
        cmocka_unit_test(candidates_give_the_earliest_to_the_latest),
        cmocka_unit_test(without_any_date_the_unknown_stays_unknown),
        cmocka_unit_test(ages_and_amounts_are_no_times),
        cmocka_unit_test(every_time_names_its_rule_and_tokens),
        cmocka_unit_test(an_unknown_language_has_no_times),
        cmocka_unit_test(periods_of_every_length_have_a_value),
        cmocka_unit_test(shifts_are_as_coarse_as_their_unit),
        cmocka_unit_test(durations_keep_the_unit_as_written),
        cmocka_unit_test(what_comes_again_is_a_set),
        cmocka_unit_test(stretches_up_to_now_reach_back_by_their_length),
        cmocka_unit_test(a_year_earlier_than_a_quarter_is_a_quarter),
        cmocka_unit_test(hostile_text_takes_seconds_at_most),
        cmocka_unit_test(a_day_that_does_not_exist_stays_unresolved),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
