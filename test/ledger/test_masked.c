/* Names of private persons leave the ledger masked, also of those who are no party of the text: what a language's model takes for
 * a person's name, and no list of parties knows. */
#include "story.h"

#include "ledger/internal.h"
#include "ledger/record.h"
#include "ledger/review.h"

static room r;
static ledger *l;
static arena memory;

/* Nobody acts under a name; one speaks, one is only named, a minister is known by the lists. */
static int set_up(void **state) {
    (void)state;
    dp_error err = {0};
    arena_init(&memory);
    room_open(&r);
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE}, NULL, &l, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    static story s;
    story_begin(&s, "one", "Harbour Wire", "2017-11-09");
    story_say(&s, "Nine guards died at the quay, according to Karim Haddad, who named Dima Sabbagh and Minister Anwar Saleh.");
    claim *c = story_count(&s, "died", CASUALTY_KILLED, story_place(&s, "quay", 0), 9, 9, "guards");
    story_says(&s, c, "Karim Haddad");
    ((claimant *)c->claimants)->actor = INDEX_NONE;
    story_actor(&s, "Minister Anwar Saleh", "Syria: government", "SYRGOV");
    static entity names[3];
    names[0] = (entity){.at = story_find(&s, "Karim Haddad"), .label = ENTITY_PER};
    names[1] = (entity){.at = story_find(&s, "Dima Sabbagh"), .label = ENTITY_PER};
    names[2] = (entity){.at = story_find(&s, "Anwar Saleh"), .label = ENTITY_PER};
    s.an.entities = names;
    s.an.entity_count = 3;
    s.an.text.has_names = true;
    room_add(l, story_end(&s));
    story_free(&s);
    assert_ok(ledger_commit(l, NULL, &err), err);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    room_close(&r);
    arena_free(&memory);
    return 0;
}

static void assert_masked(const char *words) {
    assert_non_null(words);
    assert_null(strstr(words, "Haddad"));
    assert_null(strstr(words, "Sabbagh"));
}

static bool take_record(void *context, const ledger_record *c) {
    assert_masked(c->quote);
    assert_non_null(strstr(c->quote, "Minister Anwar Saleh"));
    assert_string_equal(c->claimant, MASK);
    assert_int_equal(c->claimant_count, 1);
    assert_string_equal(c->claimants[0].text, MASK);
    ++*(int *)context;
    return true;
}

static void exports_name_no_claimant_who_is_no_party(void **state) {
    (void)state;
    int n = 0;
    dp_error err = {0};
    assert_ok(ledger_records(l, NULL, 0, take_record, &n, &err), err);
    assert_int_equal(n, 1);
}

static bool take_row(void *context, const ledger_row *row) {
    for (uint32_t i = 0; i < row->n; i++)
        if (row->cells[i].text) assert_masked(row->cells[i].text);
    ++*(int *)context;
    return true;
}

static void found_sentences_are_masked_whole(void **state) {
    (void)state;
    int n = 0;
    dp_error err = {0};
    assert_ok(ledger_search(l, &(ledger_filter){.text = "quay"}, take_row, &n, NULL, &err), err);
    assert_int_equal(n, 1);
}

static void why_and_the_review_card_are_masked_alike(void **state) {
    (void)state;
    ledger_why why;
    review_card card;
    bool found;
    dp_error err = {0};
    assert_ok(ledger_why_of(l, "one/1", false, &memory, &why, &found, &err), err);
    assert_true(found);
    assert_masked(why.sentence);
    assert_masked(why.quote);
    assert_ok(review_card_of(l, &(reviewer){.coder = "ana"}, why.claim, &memory, &card, &found, &err), err);
    assert_true(found);
    assert_masked(card.text);
    assert_string_equal(card.claimant, MASK);
}

static void names_are_there_for_who_asks(void **state) {
    (void)state;
    ledger_why why;
    bool found;
    dp_error err = {0};
    assert_ok(ledger_why_of(l, "one/1", true, &memory, &why, &found, &err), err);
    assert_non_null(strstr(why.sentence, "Karim Haddad"));
    assert_non_null(strstr(why.sentence, "Dima Sabbagh"));
}

int main(void) {
#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(exports_name_no_claimant_who_is_no_party),
        test(found_sentences_are_masked_whole),
        test(why_and_the_review_card_are_masked_alike),
        test(names_are_there_for_who_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
