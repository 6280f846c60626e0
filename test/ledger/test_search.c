/* Searching sentences in every script, with and without the full text index. Sentences are our own. */
#include "story.h"

#include "ledger/search_query.h"

static knowledge k;
static ledger *l;
static room r;

static void say(const char *id, const char *lang, const char *date, const char *words) {
    story s;
    story_begin(&s, id, "Harbour Wire", date);
    s.an.lang = lang;
    story_say(&s, words);
    room_add(l, story_end(&s));
    story_free(&s);
}

static void fill(bool no_fts) {
    room_open(&r);
    dp_error err = {0};
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE, .no_fts = no_fts}, &k, &l, &err), err);
    room_begin(l);
    say("fr", "fr", "2017-11-01", "L’émeute a gagné le Cœur de la ville.");
    say("vi", "vi", "2017-11-02", "Bệnh viện Đà Nẵng quá tải.");
    say("ru", "ru", "2017-11-03", "Пришёл самолёт с мёдом.");
    say("ar", "ar", "2017-11-04", "وصلت القافلة إلى المدينـــة وَقَالَ الأهالي.");
    say("fa", "fa", "2017-11-05", "کتاب‌ها در یک خانه ماند.");
    say("he", "he", "2017-11-06", "הָעִיר שְׁקֵטָה הלילה.");
    say("zh", "zh", "2017-11-07", "军队昨天离开了北京南部的村庄。");
    say("ja", "ja", "2017-11-08", "東京タワーの近くで火事があった。");
    say("th", "th", "2017-11-09", "ตำรวจปิดสะพานในกรุงเทพ");
    say("ko", "ko", "2017-11-10", "서울에서 집회가 열렸다.");
    say("uk", "uk", "2017-11-11", "П’ять вантажівок стоять біля мосту.");
    say("hi", "hi", "2017-11-12", "सेना ने पुल बंद किया।");
    say("tr", "tr", "2017-11-13", "İstanbul'da köprü kapandı.");

    story s;
    story_begin(&s, "en", "Orontes Dispatch", "2017-11-14");
    story_say(&s, "The army crossed the river bank near Mayadin and rebels, among them Karim Haddad, fled to the hills.");
    uint32_t town = story_place(&s, "Mayadin", 168954);
    story_person(&s, "Karim Haddad");
    story_control(&s, "crossed", CONTROL_ENTERED, town, story_actor(&s, "army", "Syria: armed forces", "SYRMIL"));
    story_say(&s, "The bank of the river was quiet; the army, army units said, slept.");
    room_add(l, story_end(&s));
    story_free(&s);
    room_commit(l);
}

static int set_up(void **state) {
    (void)state;
    fill(false);
    return 0;
}
static int set_up_without_index(void **state) {
    (void)state;
    fill(true);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    room_close(&r);
    return 0;
}

static bool take_words(void *context, const ledger_row *row) {
    buf_printf(context, "%s|", row->cells[row->n - 1].text);
    return true;
}

static void finds_with(ledger_filter f, const char *wanted, ledger_row_fn fn) {
    buf out;
    buf_init(&out);
    dp_error err = {0};
    assert_ok(ledger_search(l, &f, fn, &out, NULL, &err), err);
    const char *got = buf_cstr(&out);
    if (strcmp(got, wanted) != 0) fail_msg("%s found %s, not %s", f.text, got, wanted);
    buf_free(&out);
}
#define finds(words, ids)   finds_with((ledger_filter){.text = words}, ids, note_given)
#define shows(words, shown) finds_with((ledger_filter){.text = words}, shown, take_words)

static void every_script_is_found_in_any_spelling(void **state) {
    (void)state;
    finds("emeute", "fr ");
    finds("ÉMEUTE", "fr ");
    finds("l'émeute", "fr ");
    finds("coeur", "fr ");
    finds("da nang", "vi ");
    finds("benh", "vi ");
    finds("пришел самолет", "ru ");
    finds("МЁДОМ", "ru ");
    finds("الى", "ar ");
    finds("المدينة", "ar ");
    finds("المدينه", "ar ");
    finds("الاهالي", "ar ");
    finds("وقال", "ar ");
    finds("كتابها", "fa ");
    finds("העיר", "he ");
    finds("שקטה", "he ");
    finds("北京", "zh ");
    finds("京北", "");
    finds("离开 村庄", "zh ");
    finds("東京タワー", "ja ");
    finds("火事", "ja ");
    finds("กรุงเทพ", "th ");
    finds("สะพาน", "th ");
    finds("서울*", "ko ");
    finds("пʼять", "uk ");
    finds("सेना", "hi ");
    finds("istanbul", "tr ");
    finds("kopru", "tr ");
}

static void words_phrases_beginnings_and_operators(void **state) {
    (void)state;
    finds("army river", "en en ");
    finds("army AND river", "en en ");
    finds("\"river bank\"", "en ");
    finds("\"the river\" NOT hills", "en ");
    finds("reb*", "en ");
    finds("\"the riv\"*", "en en ");
    finds("hills OR slept", "en en ");
    finds("(hills OR slept) NOT quiet", "en ");
    finds("hills slept OR crossed", "en ");
    finds("crossed NOT (hills OR slept)", "");
    finds("army or police", ""); /* in small letters they are words */
    finds("--- army", "en en ");
}

static void the_find_is_marked_and_private_persons_are_masked(void **state) {
    (void)state;
    shows("\"river bank\"",
          "The army crossed the **river bank** near Mayadin and rebels, among them [person], fled to the hills.|");
    shows("haddad", "The army crossed the river bank near Mayadin and rebels, among them [person], fled to the hills.|");
    shows("crossed OR fled NOT quiet",
          "The army **crossed** the river bank near Mayadin and rebels, among them [person], **fled** to the hills.|");
    finds_with((ledger_filter){.text = "haddad", .with_names = true},
               "The army crossed the river bank near Mayadin and rebels, among them Karim **Haddad**, fled to the hills.|",
               take_words);
    shows("北京", "军队昨天离开了**北京**南部的村庄。|");
    shows("مدينة*", "");
    shows("القافلة", "وصلت **القافلة** إلى المدينـــة وَقَالَ الأهالي.|");
}

static void filters_are_those_of_dispatches_and_of_claims_in_the_sentence(void **state) {
    (void)state;
    finds_with((ledger_filter){.text = "army", .place = "Mayadin"}, "en ", note_given);
    finds_with((ledger_filter){.text = "army", .actor = "SYRMIL", .type = "entered"}, "en ", note_given);
    finds_with((ledger_filter){.text = "army", .place = "Atlantis"}, "", note_given);
    finds_with((ledger_filter){.text = "army OR 北京", .lang = "zh"}, "zh ", note_given);
    finds_with((ledger_filter){.text = "army OR 北京", .to = "2017-11-07"}, "zh ", note_given);
    finds_with((ledger_filter){.text = "army", .limit = 1, .offset = 1}, "en ", note_given);
    finds_with((ledger_filter){.text = "army", .dispatch = "en"}, "en en ", note_given);
}

static void the_best_find_comes_first(void **state) {
    (void)state;
    shows("army", "The bank of the river was quiet; the **army, army** units said, slept.|"
                  "The **army** crossed the river bank near Mayadin and rebels, among them [person], fled to the hills.|");
}

static void long_sentences_are_cut_around_the_find(void **state) {
    (void)state;
    buf words;
    buf_init(&words);
    for (int i = 0; i < 200; i++) buf_str(&words, "sand and ");
    buf_str(&words, "ford ");
    for (int i = 0; i < 200; i++) buf_str(&words, "dust and ");
    dp_error err = {0};
    room_begin(l);
    say("long", "en", "2017-11-20", buf_cstr(&words));
    assert_ok(ledger_commit(l, NULL, &err), err);
    buf out;
    buf_init(&out);
    assert_ok(ledger_search(l, &(ledger_filter){.text = "ford"}, take_words, &out, NULL, &err), err);
    assert_non_null(strstr(buf_cstr(&out), "sand and **ford** dust"));
    assert_memory_equal(out.at, "\xE2\x80\xA6 ", 4);
    assert_true(out.n < 240);
    buf_free(&words);
    buf_free(&out);
}

static void what_is_typed_is_never_the_index_s_own_language(void **state) {
    (void)state;
    static const char *const nothing[] = {
        "words : army NEAR(x y)",   "rowid:1",         "{words}: zzz", "army^ zzz", "zzz\"", "\"zzz",
        "'; DROP TABLE claims; --", "words MATCH zzz", "-zzz",         "+zzz",      "zzz**"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) finds(nothing[i], "");
    finds("army^", "en en ");
    finds("army:", "en en ");
}

static void what_cannot_be_understood_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"", "  ", "\"\"", "---", "NOT army", "(army", "army)", "()", "AND", "OR", "*"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        dp_error err = {0};
        buf out;
        buf_init(&out);
        if (ledger_search(l, &(ledger_filter){.text = wrong[i]}, note_given, &out, NULL, &err) != DP_E_USAGE)
            fail_msg("'%s' was taken for a search", wrong[i]);
        assert_true(err.remedy[0] != '\0');
        buf_free(&out);
    }
    buf deep;
    buf_init(&deep);
    for (int i = 0; i < 5000; i++) buf_char(&deep, '(');
    dp_error err = {0};
    assert_int_equal(ledger_search(l, &(ledger_filter){.text = buf_cstr(&deep)}, note_given, NULL, NULL, &err), DP_E_USAGE);
    buf_clear(&deep);
    for (int i = 0; i < 5000; i++) buf_str(&deep, "army OR ");
    assert_int_equal(ledger_search(l, &(ledger_filter){.text = buf_cstr(&deep)}, note_given, NULL, NULL, &err), DP_E_USAGE);
    buf_free(&deep);
}

static void a_dispatch_that_is_read_anew_leaves_no_words_behind(void **state) {
    (void)state;
    ledger_close(l);
    dp_error err = {0};
    k.pack.hash++; /* another pack */
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE}, &k, &l, &err), err);
    room_begin(l);
    say("zh", "zh", "2017-11-07", "军队昨天离开了北京南部的村庄。");
    ledger_totals totals;
    assert_ok(ledger_commit(l, &totals, &err), err);
    k.pack.hash--;
    assert_int_equal(totals.replaced, 1);
    finds("北京", "zh ");
}

/* A paragraph in another language, and a whole text in one that the pack lacks: nothing cuts them into sentences. */
static void what_no_rule_reads_is_found_too(void **state) {
    (void)state;
    dp_error err = {0};
    story s;
    room_begin(l);
    story_begin(&s, "mixed", "Harbour Wire", "2017-11-15");
    story_say(&s, "The ferry was late.");
    buf_str(&s.said, "\n\n渡船在河中央停了。乘客等了三个小时！\n* * *");
    room_add(l, story_end(&s));
    story_free(&s);
    story_begin(&s, "unread", "Harbour Wire", "2017-11-16");
    buf_str(&s.said, "Vapori u ndal në mes të lumit. Udhëtarët pritën tri orë.");
    room_add(l, story_end(&s));
    story_free(&s);
    assert_ok(ledger_commit(l, NULL, &err), err);
    finds("渡船", "mixed ");
    finds("渡船 乘客", ""); /* two sentences */
    finds("ferry", "mixed ");
    finds("udhetaret prit*", "unread ");
    assert_int_equal(
        room_number(&r, "SELECT count(*) FROM sentences JOIN dispatches USING (dispatch_key) WHERE given_id = 'mixed'"), 3);
    assert_int_equal(
        room_number(&r, "SELECT count(*) FROM sentences JOIN dispatches USING (dispatch_key) WHERE given_id = 'unread'"), 2);
}

#define with_index(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define without_index(test)                                                                                                      \
    { #test " (no index)", test, set_up_without_index, tear_down, NULL }

int main(void) {
    dp_error err = {0};
    const char *pack = getenv("DEPECHE_PACK");
    if (!pack || access(pack, R_OK) != 0) return 0; /* folding is the pack's */
    if (knowledge_open(pack, &k, &err) != DP_OK) return 1;
    const struct CMUnitTest tests[] = {
        with_index(every_script_is_found_in_any_spelling),
        without_index(every_script_is_found_in_any_spelling),
        with_index(words_phrases_beginnings_and_operators),
        without_index(words_phrases_beginnings_and_operators),
        with_index(the_find_is_marked_and_private_persons_are_masked),
        without_index(the_find_is_marked_and_private_persons_are_masked),
        with_index(filters_are_those_of_dispatches_and_of_claims_in_the_sentence),
        without_index(filters_are_those_of_dispatches_and_of_claims_in_the_sentence),
        with_index(the_best_find_comes_first),
        with_index(long_sentences_are_cut_around_the_find),
        with_index(what_is_typed_is_never_the_index_s_own_language),
        without_index(what_is_typed_is_never_the_index_s_own_language),
        with_index(what_cannot_be_understood_is_refused),
        with_index(what_no_rule_reads_is_found_too),
        without_index(what_no_rule_reads_is_found_too),
        with_index(a_dispatch_that_is_read_anew_leaves_no_words_behind),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    knowledge_close(&k);
    return failed;
}
