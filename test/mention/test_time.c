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
    assert_int_equal(time_find(r->rules, &other, (civil){2017, 11, 10}, &r->arena, m, NULL), DP_OK);
    assert_int_equal(m->time_count, 0);
    assert_int_equal(m->date.candidate_count, 1);
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
        assert_int_equal(time_find(r->rules, &x, (civil){2017, 11, 0}, &r->arena, &m, NULL), DP_OK);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 8) fail_msg("\"%s\" took %.1f s", parts[k], seconds);
    }
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_date_needs_no_dispatch_date),
        cmocka_unit_test(numeric_dates_follow_the_language),
        cmocka_unit_test(a_day_without_a_year_is_the_nearest),
        cmocka_unit_test(the_tense_decides_about_weekdays),
        cmocka_unit_test(words_count_from_the_dispatch),
        cmocka_unit_test(other_words_count_from_the_day_spoken_of),
        cmocka_unit_test(a_night_runs_into_the_next_day),
        cmocka_unit_test(clock_times_carry_their_day),
        cmocka_unit_test(parts_of_the_calendar_have_their_days),
        cmocka_unit_test(durations_and_sets_have_no_day),
        cmocka_unit_test(a_duration_up_to_now_has_days),
        cmocka_unit_test(since_runs_on_to_the_dispatch),
        cmocka_unit_test(the_word_before_says_how_things_hang_on_it),
        cmocka_unit_test(the_ends_of_a_stretch_complete_each_other),
        cmocka_unit_test(candidates_give_the_earliest_to_the_latest),
        cmocka_unit_test(without_any_date_the_unknown_stays_unknown),
        cmocka_unit_test(ages_and_amounts_are_no_times),
        cmocka_unit_test(every_time_names_its_rule_and_tokens),
        cmocka_unit_test(an_unknown_language_has_no_times),
        cmocka_unit_test(hostile_text_takes_seconds_at_most),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
