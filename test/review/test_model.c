/* What keys do: the state machine without ledger and terminal. */
#include "testing.h"

#include "review/model.h"

static review_item items[3];
static review_model m;
static review_card card;
static effect e;

static int set_up(void **state) {
    (void)state;
    memset(items, 0, sizeof items);
    for (int i = 0; i < 3; i++) snprintf(items[i].id, sizeof items[i].id, "C%d", i);
    card = (review_card){.id = "C0", .text = "The army took the town.", .first_day = 17479, .last_day = 17480};
    card.values[REVIEW_DAYS] = "2017-11-09/2017-11-10";
    card.values[REVIEW_TYPE] = "ASSAULT";
    key_map keys;
    keys_default(&keys);
    model_begin(&m, &keys, &(review_queue){items, 3, 0, 0}, false);
    return 0;
}

static void press(uint32_t key) {
    model_key(&m, &card, key, &e);
}
static void type(const char *words) {
    for (; *words; words++) press((unsigned char)*words);
}

static void a_verdict_goes_on_to_the_next_open_claim(void **state) {
    (void)state;
    press('a');
    assert_int_equal(e.kind, EFFECT_DECIDE);
    assert_int_equal(e.decision.kind, DECISION_ACCEPT);
    items[1].verdict = DECISION_REJECT; /* decided before */
    assert_int_equal(model_decided(&m, DECISION_ACCEPT), EFFECT_SHOW);
    assert_int_equal(m.at, 2);
    press('r');
    assert_int_equal(e.decision.kind, DECISION_REJECT);
    model_decided(&m, DECISION_REJECT);
    assert_int_equal(m.mode, REVIEW_ALL_DONE);
    press('s'); /* no claim is shown */
    assert_int_equal(e.kind, EFFECT_NONE);
}

static void a_correction_stays(void **state) {
    (void)state;
    press('-');
    assert_int_equal(e.kind, EFFECT_DECIDE);
    assert_int_equal(e.decision.field, REVIEW_DAYS);
    assert_string_equal(e.decision.value, "2017-11-08/2017-11-09");
    assert_string_equal(e.decision.old_value, "2017-11-09/2017-11-10");
    model_decided(&m, DECISION_NONE);
    assert_int_equal(m.at, 0);
    assert_int_equal(m.decided, 0);
    card.first_day = card.last_day = DAY_NONE;
    press('+');
    assert_int_equal(e.kind, EFFECT_NONE);
    assert_string_not_equal(m.message, "");
}

static void walking_decides_nothing(void **state) {
    (void)state;
    press(KEY_LEFT);
    assert_int_equal(e.kind, EFFECT_NONE);
    press(KEY_RIGHT);
    assert_int_equal(e.kind, EFFECT_SHOW);
    press(KEY_RIGHT);
    assert_int_equal(m.at, 2);
    press(KEY_RIGHT); /* claims are open: the end is not shown */
    assert_int_equal(m.at, 2);
    assert_int_equal(m.mode, REVIEW_CARD);
    press(KEY_LEFT);
    assert_int_equal(m.at, 1);
    assert_int_equal(m.decided, 0);
}

static void undo_shows_the_claim_that_is_open_again(void **state) {
    (void)state;
    press('u');
    assert_int_equal(e.kind, EFFECT_UNDO);
    assert_int_equal(model_undone(&m, DECISION_ACCEPT, "C2"), EFFECT_SHOW);
    assert_int_equal(m.at, 2);
    assert_int_equal(model_undone(&m, DECISION_ACCEPT, "C9"), EFFECT_NONE); /* outside the queue */
    assert_int_equal(model_undone(&m, DECISION_NONE, ""), EFFECT_NONE);
    assert_int_equal(m.at, 2);
}

static void prompts_look_up_while_one_types(void **state) {
    (void)state;
    static const review_choices towns = {{{"174448", "Abu Kamal, SY"}, {"173480", "Mayadin, SY"}}, 2};
    press('p');
    assert_int_equal(m.mode, REVIEW_PROMPT);
    assert_int_equal(e.kind, EFFECT_LOOK_UP);
    assert_int_equal(e.choice, CHOOSE_PLACE);
    type("aq"); /* keys of the card are letters here */
    assert_string_equal(m.input, "aq");
    model_choices(&m, &towns);
    press(KEY_DOWN);
    press(KEY_DOWN); /* no further than the last */
    press(KEY_ENTER);
    assert_int_equal(e.kind, EFFECT_DECIDE);
    assert_int_equal(e.decision.field, REVIEW_PLACE);
    assert_string_equal(e.decision.value, "173480");
    model_decided(&m, DECISION_NONE);
    assert_int_equal(m.mode, REVIEW_CARD);
    press('p');
    model_choices(&m, &towns);
    press('1'); /* nothing typed: the first choice */
    assert_string_equal(e.decision.value, "174448");
}

static void tab_takes_what_was_typed_where_that_may_be(void **state) {
    (void)state;
    static const review_choices rebels = {{{"REBSEP", "separatists"}}, 1}, types = {{{"PROTEST", "PROTEST: …"}}, 1};
    press('w');
    type("REB");
    model_choices(&m, &rebels);
    press(KEY_TAB);
    assert_string_equal(e.decision.value, "REB");
    model_decided(&m, DECISION_NONE);
    press('t');
    type("X");
    press(KEY_TAB);
    assert_int_equal(e.kind, EFFECT_NONE); /* there is no such type */
    assert_int_equal(m.mode, REVIEW_PROMPT);
    model_choices(&m, &types);
    press(KEY_TAB);
    assert_string_equal(e.decision.value, "PROTEST");
}

static void what_is_typed_can_be_erased_and_left(void **state) {
    (void)state;
    press('n');
    press(0xE9); /* é: two bytes, one key */
    press('x');
    press(KEY_BACKSPACE);
    press(KEY_BACKSPACE);
    assert_int_equal(m.input_bytes, 0);
    press(KEY_BACKSPACE);
    type("no");
    press(KEY_ERASE_LINE);
    assert_string_equal(m.input, "");
    press(KEY_ENTER); /* nothing typed: nothing said */
    assert_int_equal(e.kind, EFFECT_NONE);
    assert_int_equal(m.mode, REVIEW_CARD);
    press('n');
    press(KEY_ESCAPE);
    assert_int_equal(m.mode, REVIEW_CARD);
    press('n');
    for (int i = 0; i < 2 * (int)REVIEW_TEXT_MAX; i++) press('x');
    assert_int_equal(m.input_bytes, REVIEW_TEXT_MAX);
}

static void a_date_must_be_one(void **state) {
    (void)state;
    press('d');
    type("2017-13-01");
    press(KEY_ENTER);
    assert_int_equal(e.kind, EFFECT_NONE);
    assert_int_equal(m.mode, REVIEW_PROMPT);
    press(KEY_ERASE_LINE);
    type("2017-11");
    press(KEY_ENTER);
    assert_int_equal(e.kind, EFFECT_DECIDE);
    assert_string_equal(e.decision.value, "2017-11");
}

static void a_missed_claim_is_told_in_two_steps(void **state) {
    (void)state;
    static const review_choices types = {{{"ASSAULT", "ASSAULT: …"}}, 1};
    press('i');
    type("the tower");
    press(KEY_ENTER);
    assert_int_equal(m.prompt, PROMPT_ADD_WORDS); /* the paragraph lacks it */
    press(KEY_ERASE_LINE);
    type("took the town");
    press(KEY_ENTER);
    assert_int_equal(m.prompt, PROMPT_ADD_TYPE);
    assert_int_equal(e.kind, EFFECT_LOOK_UP);
    model_choices(&m, &types);
    press(KEY_ENTER);
    assert_int_equal(e.decision.kind, DECISION_ADD);
    assert_string_equal(e.decision.words, "took the town");
    assert_string_equal(e.decision.value, "ASSAULT");
}

static void adopting_is_for_adjudicators(void **state) {
    (void)state;
    press('2');
    assert_int_equal(e.kind, EFFECT_NONE);
    m.adjudicates = true;
    press('2');
    assert_int_equal(e.kind, EFFECT_ADOPT);
    assert_true(e.second);
}

static void control_keys_work_everywhere(void **state) {
    (void)state;
    press('n');
    press(KEY_SUSPEND);
    assert_int_equal(e.kind, EFFECT_SUSPEND);
    press(KEY_REDRAW);
    assert_int_equal(e.kind, EFFECT_REDRAW);
    press(KEY_INTERRUPT);
    assert_int_equal(e.kind, EFFECT_QUIT);
}

static void pasted_text_is_no_keys(void **state) {
    (void)state;
    press(KEY_PASTE_BEGIN);
    type("arr");
    press(KEY_ENTER);
    assert_int_equal(e.kind, EFFECT_NONE);
    press(KEY_PASTE_END);
    assert_int_equal(e.kind, EFFECT_NONE);
    assert_string_equal(m.message, "pasted text decides nothing");
    press('n'); /* in a prompt it is typed, as one line */
    press(KEY_PASTE_BEGIN);
    type("two");
    press(KEY_ENTER);
    type("lines");
    assert_int_equal(e.kind, EFFECT_NONE);
    press(KEY_PASTE_END);
    assert_string_equal(m.input, "two lines");
    press(KEY_ENTER);
    assert_int_equal(e.decision.kind, DECISION_COMMENT);
    assert_string_equal(e.decision.comment, "two lines");
    press(KEY_PASTE_BEGIN); /* a paste that never ends can be left */
    press(KEY_INTERRUPT);
    assert_int_equal(e.kind, EFFECT_QUIT);
}

/* Any keys in any order: the model stays within its queue, and every effect is one that can be carried out. */
static void random_keys_do_no_harm(void **state) {
    (void)state;
    static const review_choices some = {{{"X", "x"}, {"Y", "y"}}, 2};
    random_source random = {7};
    for (int i = 0; i < 200000; i++) {
        const uint32_t key = random_below(&random, 3) ? 1 + random_below(&random, 0x200) : KEY_NONE + random_below(&random, 20);
        model_key(&m, m.at < 3 ? &card : NULL, key, &e);
        assert_true(m.at <= 3 && m.input_bytes <= REVIEW_TEXT_MAX && m.input[m.input_bytes] == '\0');
        assert_int_equal(m.mode == REVIEW_ALL_DONE, m.at == 3);
        if (e.kind == EFFECT_LOOK_UP) model_choices(&m, random_below(&random, 2) ? &some : NULL);
        if (e.kind == EFFECT_DECIDE) {
            assert_true(m.at < 3);
            const bool verdict = e.decision.kind <= DECISION_SKIP;
            model_decided(&m, verdict ? (enum decision_kind)e.decision.kind : DECISION_NONE);
        }
        if (e.kind == EFFECT_UNDO && random_below(&random, 2)) model_undone(&m, DECISION_ACCEPT, "C1");
    }
}

#define EACH(test) cmocka_unit_test_setup(test, set_up)

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(a_verdict_goes_on_to_the_next_open_claim),
        EACH(a_correction_stays),
        EACH(walking_decides_nothing),
        EACH(undo_shows_the_claim_that_is_open_again),
        EACH(prompts_look_up_while_one_types),
        EACH(tab_takes_what_was_typed_where_that_may_be),
        EACH(what_is_typed_can_be_erased_and_left),
        EACH(a_date_must_be_one),
        EACH(a_missed_claim_is_told_in_two_steps),
        EACH(adopting_is_for_adjudicators),
        EACH(control_keys_work_everywhere),
        EACH(pasted_text_is_no_keys),
        EACH(random_keys_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
