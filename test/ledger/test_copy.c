/* Copies: who carried a text first, and how many independent voices there are. */
#include "story.h"

static const char agency[] =
    "Troops entered the old market of the river town before dawn on Thursday after nine days of shelling that had emptied "
    "most of its quarters, three residents and a hospital doctor told the agency by telephone from the far bank.";
static const char second_part[] =
    "The doctor said his ward had taken in seventeen people with shrapnel wounds since the evening, among them two "
    "drivers of a bakery that was hit while it gave out bread to families queuing along the harbour road.";
static const char own_words[] =
    "Our correspondent in the capital adds that ministers met twice during the night to speak about fuel supplies for the "
    "northern provinces, where prices have doubled since the bridge was closed to lorries in the spring.";
static const char unrelated[] =
    "Fishermen along the southern coast have begun a strike over the price of diesel, blocking two ports and a ferry line "
    "that serves the islands, while their union asks for talks with the government before the week ends.";

typedef struct piece {
    const char *id, *date;
    const char *parts[3];
} piece;

/* For each dispatch in order of its given id: "id<original" or "id". */
static bool note(void *context, const ledger_row *row) {
    buf *out = context;
    const char *given = "", *of = NULL;
    for (uint32_t i = 0; i < row->n; i++) {
        if (strcmp(row->cells[i].name, "given_id") == 0) given = row->cells[i].text;
        if (strcmp(row->cells[i].name, "copy_of_id") == 0 && row->cells[i].type == LEDGER_TEXT) of = row->cells[i].text;
    }
    buf_printf(out, "%s%s%s ", given, of ? "<" : "", of ? "?" : "");
    return true;
}

static void add_all(ledger *l, const piece *all, unsigned n) {
    dp_error err = {0};
    assert_ok(ledger_begin(l, NULL, &err), err);
    for (unsigned i = 0; i < n; i++) {
        story s;
        story_begin(&s, all[i].id, "Wire", all[i].date);
        for (int k = 0; k < 3 && all[i].parts[k]; k++) story_say(&s, all[i].parts[k]);
        room_add(l, story_end(&s));
        story_free(&s);
    }
    assert_ok(ledger_commit(l, NULL, &err), err);
}

static void expect(const piece *all, unsigned n, const char *answer) {
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    add_all(l, all, n);
    buf out;
    buf_init(&out);
    dp_error err = {0};
    assert_ok(ledger_query(l, LEDGER_DISPATCHES, NULL, note, &out, NULL, &err), err);
    assert_string_equal(buf_cstr(&out), answer);
    buf_free(&out);
    ledger_close(l);
    room_close(&r);
}

static void an_equal_text_of_a_later_day_is_a_copy(void **state) {
    (void)state;
    expect((piece[]){{"b", "2017-11-10", {agency}}, {"a", "2017-11-09", {agency}}}, 2, "a b<? ");
}

static void a_text_that_was_cut_or_extended_is_a_copy(void **state) {
    (void)state;
    expect((piece[]){{"a", "2017-11-09", {agency, second_part}}, {"b", "2017-11-10", {agency}}}, 2, "a b<? ");
    expect((piece[]){{"a", "2017-11-09", {agency}}, {"b", "2017-11-10", {agency, own_words}}}, 2, "a b<? ");
}

static void a_text_of_its_own_is_no_copy(void **state) {
    (void)state;
    expect((piece[]){{"a", "2017-11-09", {agency}}, {"b", "2017-11-10", {unrelated}}}, 2, "a b ");
}

static void a_short_shared_quotation_makes_no_copy(void **state) {
    (void)state;
    static const char said[] = "We will not leave the town, the colonel said on Thursday.";
    expect((piece[]){{"a", "2017-11-09", {agency, said}}, {"b", "2017-11-10", {unrelated, said}}}, 2, "a b ");
}

static void texts_of_a_few_words_are_compared_whole(void **state) {
    (void)state;
    expect((piece[]){{"a", "2017-11-09", {"Town taken."}}, {"b", "2017-11-10", {"town TAKEN"}}}, 2, "a b<? ");
    expect((piece[]){{"a", "2017-11-09", {"Town taken."}}, {"b", "2017-11-10", {"Town lost."}}}, 2, "a b ");
    expect((piece[]){{"a", "2017-11-09", {"…"}}, {"b", "2017-11-10", {"!"}}}, 2, "a b ");
}

static bool find_voice(void *context, const ledger_row *row) {
    char(*out)[3][20] = context;
    for (uint32_t i = 0; i < row->n; i++) {
        const ledger_cell *c = &row->cells[i];
        if (strcmp(c->name, "voice") != 0) continue;
        for (int k = 0; k < 3; k++)
            if (!(*out)[k][0]) {
                snprintf((*out)[k], 20, "%s", c->text);
                break;
            }
    }
    return true;
}

static void expect_voices(const piece *all, const char *one_letter_each) {
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    add_all(l, all, 3);
    char voices[3][20] = {{0}};
    dp_error err = {0};
    assert_ok(ledger_query(l, LEDGER_DISPATCHES, NULL, find_voice, &voices, NULL, &err), err);
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < i; k++) assert_int_equal(strcmp(voices[i], voices[k]) == 0, one_letter_each[i] == one_letter_each[k]);
    ledger_close(l);
    room_close(&r);
}

static void a_copy_of_a_copy_has_the_first_one_s_voice(void **state) {
    (void)state;
    expect_voices((piece[]){{"a", "2017-11-09", {agency, second_part}},
                            {"b", "2017-11-10", {agency, second_part, own_words}},
                            {"c", "2017-11-11", {second_part, own_words}}},
                  "AAA");
}

/* Whatever came first: the text that joins them has the voice of the one of which it has more. */
static void two_texts_do_not_become_one_voice_by_a_third_that_joins_them(void **state) {
    (void)state;
    static const char *const days[] = {"2017-11-09", "2017-11-10", "2017-11-11"};
    for (int turn = 0; turn < 6; turn++) {
        int first = turn % 3, second = (first + 1 + turn / 3) % 3, third = 3 - first - second;
        piece all[3];
        all[first] = (piece){"a", days[first], {agency, second_part}};
        all[second] = (piece){"b", days[second], {unrelated}};
        all[third] = (piece){"m", days[third], {agency, second_part, unrelated}};
        char voices[4] = "???";
        voices[first] = voices[third] = 'A';
        voices[second] = 'B';
        expect_voices(all, voices);
    }
}

/* An original that comes in last, run by run, takes its place all the same. */
static void originals_may_be_read_after_their_copies(void **state) {
    (void)state;
    static const piece all[] = {{"d", "2017-11-12", {agency, own_words}},
                                {"c", "2017-11-11", {agency}},
                                {"b", "2017-11-10", {unrelated}},
                                {"a", "2017-11-09", {agency, second_part}}};
    room once, single;
    room_open(&once);
    room_open(&single);
    ledger *l = room_ledger(&once, LEDGER_WRITE);
    add_all(l, all, 4);
    char *bulk = room_dump(l);
    ledger_close(l);
    l = room_ledger(&single, LEDGER_WRITE);
    for (int i = 0; i < 4; i++) add_all(l, all + i, 1);
    char *piecewise = room_dump(l);
    ledger_close(l);
    assert_string_equal(bulk, piecewise);
    assert_non_null(strstr(bulk, "\"copy_of\":\"D"));
    free(bulk);
    free(piecewise);
    room_close(&once);
    room_close(&single);
}

/* More carriers of one text than are looked at: still one voice, in any order. */
static void a_text_that_many_carry_is_one_voice(void **state) {
    (void)state;
    enum { MANY = 50 };
    static char ids[MANY][16], tails[MANY][64];
    piece all[MANY];
    for (int i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "n%02d", i);
        snprintf(tails[i], sizeof tails[i], "Edition %d of the evening, printed at %d past six.", i, i * 7 % 60);
        all[i] = (piece){ids[i], i % 2 ? "2017-11-09" : "2017-11-10", {agency, second_part, tails[i]}};
    }
    char *first = NULL;
    for (int turn = 0; turn < 3; turn++) {
        room r;
        room_open(&r);
        ledger *l = room_ledger(&r, LEDGER_WRITE);
        for (int i = 0; i < MANY; i++) {
            piece t = all[i];
            int j = (i * 31 + turn * 7) % MANY;
            all[i] = all[j];
            all[j] = t;
        }
        if (turn == 1) {
            add_all(l, all, MANY);
        } else {
            for (int i = 0; i < MANY; i += 10) add_all(l, all + i, 10);
        }
        buf out;
        buf_init(&out);
        dp_error err = {0};
        assert_ok(ledger_query(l, LEDGER_DISPATCHES, NULL, dump_row, &out, NULL, &err), err);
        const char *dump = buf_cstr(&out);
        int originals = 0;
        for (const char *at = dump; (at = strstr(at, "\"copy_of\":null")); at++) originals++;
        assert_int_equal(originals, 1);
        if (!first)
            first = strdup(dump);
        else
            assert_string_equal(first, dump);
        buf_free(&out);
        ledger_close(l);
        room_close(&r);
    }
    free(first);
}

static void add_credited(ledger *l, const char *id, const char *date, const char *agency_name, const char *words) {
    story s;
    story_begin(&s, id, "Wire", date);
    story_say(&s, words);
    credit one = {.actor = story_actor(&s, "harbour", agency_name, "MED")};
    s.an.mentions.credits = &one;
    s.an.mentions.credit_count = 1;
    room_add(l, story_end(&s));
    story_free(&s);
}

/* Two texts with two fifths in common, of these days, crediting these agencies. */
static bool are_one_voice(const char *day_a, const char *credit_a, const char *day_b, const char *credit_b) {
    static const char longer[] =
        "The doctor said his ward had taken in seventeen people with shrapnel wounds since the evening, and that no more "
        "beds were left, while ministers met in the capital to speak about fuel for the harbour and its northern road.";
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    assert_ok(ledger_begin(l, NULL, &err), err);
    add_credited(l, "a", day_a, credit_a, second_part);
    add_credited(l, "b", day_b, credit_b, longer);
    assert_ok(ledger_commit(l, NULL, &err), err);
    buf out;
    buf_init(&out);
    assert_ok(ledger_query(l, LEDGER_DISPATCHES, NULL, note, &out, NULL, &err), err);
    bool one = strchr(buf_cstr(&out), '<') != NULL;
    buf_free(&out);
    ledger_close(l);
    room_close(&r);
    return one;
}

static void less_makes_a_copy_where_both_credit_one_agency(void **state) {
    (void)state;
    assert_true(are_one_voice("2017-11-09", "Northwire", "2017-11-09", "Northwire"));
    assert_true(are_one_voice("2017-11-09", "Northwire", "2017-11-10", "Northwire"));
    assert_false(are_one_voice("2017-11-09", "Northwire", "2017-11-12", "Northwire"));
    assert_false(are_one_voice("2017-11-09", "Northwire", "2017-11-09", "Coast News"));
    assert_false(are_one_voice(NULL, "Northwire", NULL, "Northwire"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_equal_text_of_a_later_day_is_a_copy),
        cmocka_unit_test(a_text_that_was_cut_or_extended_is_a_copy),
        cmocka_unit_test(a_text_of_its_own_is_no_copy),
        cmocka_unit_test(a_short_shared_quotation_makes_no_copy),
        cmocka_unit_test(texts_of_a_few_words_are_compared_whole),
        cmocka_unit_test(a_copy_of_a_copy_has_the_first_one_s_voice),
        cmocka_unit_test(two_texts_do_not_become_one_voice_by_a_third_that_joins_them),
        cmocka_unit_test(less_makes_a_copy_where_both_credit_one_agency),
        cmocka_unit_test(originals_may_be_read_after_their_copies),
        cmocka_unit_test(a_text_that_many_carry_is_one_voice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
