/* How much of a text is kept: offsets stay true, nothing that is not kept is found in the file, and what is missing is said. */
#include "story.h"

#include "ledger/document.h"
#include "ledger/review.h"
#include "ledger/stored.h"

static room r;
static arena memory;

/* The first sentence quotes, the second says nothing that is a claim. */
static ledger *filled(uint8_t store) {
    dp_error err = {0};
    ledger *l = NULL;
    arena_init(&memory);
    room_open(&r);
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE, .store = store}, NULL, &l, &err), err);
    room_begin(l);
    story s;
    story_begin(&s, "one", "Harbour Wire", "1987-05-04");
    story_say(&s, "Été: the coast guard seized the tug Köln.");
    claim *c = story_claim(&s, "seized", "SEIZE");
    c->at = story_find(&s, "the coast guard seized");
    story_actor(&s, "coast guard", "Coast guard", NULL);
    story_say(&s, "Herring weather followed.");
    room_add(l, story_end(&s));
    story_free(&s);
    room_commit(l);
    return l;
}

static void done(ledger *l) {
    ledger_close(l);
    room_close(&r);
    arena_free(&memory);
}

static uint64_t finds(ledger *l, const char *words) {
    uint64_t n = 0;
    dp_error err = {0};
    buf ignored;
    buf_init(&ignored);
    assert_ok(ledger_search(l, &(ledger_filter){.text = words}, note_given, &ignored, &n, &err), err);
    buf_free(&ignored);
    return n;
}

static bool no_finding(void *context, const ledger_finding *f) {
    (void)context;
    fail_msg("%s: %s", f->where, f->message);
    return false;
}

static void check(ledger *l) {
    dp_error err = {0};
    ledger_check_result result = {0};
    assert_ok(ledger_check(l, &(ledger_check_options){.found = no_finding}, &result, &err), err);
    assert_int_equal(result.damages, 0);
}

static void spans_keep_what_is_quoted_at_its_place(void **state) {
    (void)state;
    ledger *l = filled(LEDGER_STORE_SPANS);
    ledger_why why;
    ledger_document d;
    bool found;
    dp_error err = {0};
    assert_ok(ledger_why_of(l, "one/1", false, &memory, &why, &found, &err), err);
    assert_true(found);
    assert_string_equal(why.store, "spans");
    assert_string_equal(why.quote, "the coast guard seized");
    assert_string_equal(why.sentence, "░░░░░the coast guard seized░░░░░░░░░░░░░░");
    assert_ok(ledger_document_of(l, "one", NULL, false, &memory, &d, &found, &err), err);
    assert_string_equal(d.store, "spans");
    assert_int_equal(d.characters, 67);
    assert_memory_equal(d.text, why.sentence, strlen(why.sentence));
    assert_null(strstr(d.text, "Herring"));
    assert_int_equal(finds(l, "coast"), 1);
    assert_int_equal(finds(l, "tug"), 0);
    assert_int_equal(finds(l, "herring"), 0);
    check(l);
    done(l);
}

static void nothing_is_kept_but_places_and_hashes(void **state) {
    (void)state;
    ledger *l = filled(LEDGER_STORE_NONE);
    ledger_why why;
    review_card card;
    uint64_t partial = 0;
    bool found;
    dp_error err = {0};
    assert_ok(ledger_why_of(l, "one/1", false, &memory, &why, &found, &err), err);
    assert_string_equal(why.store, "none");
    assert_string_equal(why.quote, NOT_STORED);
    assert_string_equal(why.trigger, NOT_STORED);
    assert_int_equal(why.start, 5);
    assert_int_equal(why.end, 27);
    assert_non_null(strstr(why.sentence, "░░░"));
    assert_null(strstr(why.sentence, "guard"));
    assert_ok(review_card_of(l, &(reviewer){.coder = "ana"}, why.claim, &memory, &card, &found, &err), err);
    assert_true(found);
    assert_non_null(strstr(card.text, "░░░"));
    assert_int_equal(finds(l, "coast"), 0);
    assert_ok(ledger_partial_texts(l, &partial, &err), err);
    assert_int_equal(partial, 1);
    check(l);
    ledger_close(l);
    assert_int_equal(room_number(&r, "SELECT text = '' AND length(text_hash) = 32 AND characters = 67 FROM dispatches"), 1);
    l = room_ledger(&r, LEDGER_READ);
    done(l);
}

/* The hash is that of the whole text in all three, so that who has the page can tell that it is this one. */
static void the_whole_texts_hash_is_kept_in_any_case(void **state) {
    (void)state;
    char hashes[3][33];
    for (uint8_t store = LEDGER_STORE_FULL; store <= LEDGER_STORE_NONE; store++) {
        ledger *l = filled(store);
        sqlite3 *db;
        sqlite3_stmt *st;
        assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_prepare_v2(db, "SELECT text_hash FROM dispatches", -1, &st, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        snprintf(hashes[store], sizeof hashes[store], "%s", (const char *)sqlite3_column_text(st, 0));
        sqlite3_finalize(st);
        sqlite3_close(db);
        done(l);
    }
    assert_string_equal(hashes[0], hashes[1]);
    assert_string_equal(hashes[0], hashes[2]);
}

static void damage_to_what_is_kept_is_seen(void **state) {
    (void)state;
    ledger *l = filled(LEDGER_STORE_SPANS);
    ledger_close(l);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE dispatches SET text = replace(text, 'coast', 'ghost')", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    l = room_ledger(&r, LEDGER_READ);
    dp_error err = {0};
    ledger_check_result result = {0};
    assert_ok(ledger_check(l, &(ledger_check_options){.quick = false}, &result, &err), err);
    assert_true(result.damages > 0);
    done(l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_keep_what_is_quoted_at_its_place),
        cmocka_unit_test(nothing_is_kept_but_places_and_hashes),
        cmocka_unit_test(the_whole_texts_hash_is_kept_in_any_case),
        cmocka_unit_test(damage_to_what_is_kept_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
