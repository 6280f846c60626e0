/* What was forgotten is in no answer and in no byte of the file. */
#include <sqlite3.h>
#include <strings.h>

#include "story.h"

/* A dispatch whose every text holds a word of its own that no other has. */
static void told(story *s, const char *id, const char *secret) {
    char words[400], name[64], source[64];
    snprintf(name, sizeof name, "Person%s", secret);
    snprintf(source, sizeof source, "Outlet%s", secret);
    story_begin(s, id, NULL, "2017-11-09");
    s->d.source = arena_copy(&s->a, source, strlen(source));
    s->d.title = arena_copy(&s->a, source, strlen(source));
    s->d.url = arena_copy(&s->a, source, strlen(source));
    snprintf(words, sizeof words, "%s took Town%s and killed %s men there, the mayor of the old harbour said.", name, secret,
             secret);
    story_say(s, words);
    char *who = arena_copy(&s->a, name, strlen(name)), town[64];
    snprintf(town, sizeof town, "Town%s", secret);
    uint32_t person = story_person(s, who);
    uint32_t place = story_place(s, arena_copy(&s->a, town, strlen(town)), 0);
    story_control(s, "took", CONTROL_TAKEN, place, person);
}

static void add_told(ledger *l, const char *id, const char *secret) {
    story s;
    told(&s, id, secret);
    room_add(l, story_end(&s));
    story_free(&s);
}

/* Both carry the words of one agency; the second one later. */
static void add_carrier(ledger *l, const char *id, const char *date) {
    story s;
    story_begin(&s, id, id, date);
    story_say(&s, "The agency says that the northern bridge over the river was closed to all lorries on Monday morning");
    story_say(&s, "because engineers had found a crack in the second pier that must be looked at by divers from the coast.");
    room_add(l, story_end(&s));
    story_free(&s);
}

static void forget(ledger *l, const char *id) {
    dp_error err = {0};
    ledger_forgotten done;
    bool swept;
    assert_ok(ledger_forget(l, &id, 1, "asked for", &done, &err), err);
    assert_int_equal(done.dispatches, 1);
    assert_ok(ledger_sweep(l, &swept, &err), err);
    assert_true(swept);
}

/* Do the bytes of the file, its log or its journal hold the word, in any case? */
static bool file_holds(const room *r, const char *word) {
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    bool held = false;
    for (int i = 0; i < 4; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", r->path, ends[i]);
        FILE *f = fopen(path, "rb");
        if (!f) continue;
        static char bytes[1 << 22];
        size_t n = fread(bytes, 1, sizeof bytes, f), length = strlen(word);
        assert_true(n < sizeof bytes);
        for (size_t at = 0; at + length <= n && !held; at++) held = strncasecmp(bytes + at, word, length) == 0;
        fclose(f);
    }
    return held;
}

static void nothing_in_the_file_tells_what_it_said(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    add_told(l, "keep", "qarrow");
    add_told(l, "gone", "zweihorn");
    room_commit(l);
    ledger_close(l);
    assert_true(file_holds(&r, "zweihorn"));

    l = room_ledger(&r, LEDGER_WRITE);
    forget(l, "gone");
    assert_false(file_holds(&r, "zweihorn")); /* while it is open, too */
    ledger_close(l);
    assert_false(file_holds(&r, "zweihorn"));
    assert_true(file_holds(&r, "qarrow"));
    assert_int_equal(room_number(&r, "SELECT count(*) FROM forgotten WHERE swept = 1 AND reason = 'asked for'"), 1);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM dispatches"), 1);
    room_close(&r);
}

static void an_earlier_reading_that_was_replaced_goes_too(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    for (int i = 0; i < 40; i++) {
        char id[24];
        snprintf(id, sizeof id, "other%d", i);
        add_told(l, id, id);
    }
    add_told(l, "gone", "zweihorn");
    room_commit(l);
    ledger_close(l);

    sqlite3 *db; /* as if an older version had read it */
    assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
    sqlite3_exec(db, "UPDATE dispatches SET version = 'older'", NULL, NULL, NULL);
    sqlite3_close(db);
    l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    add_told(l, "gone", "zweihorn");
    room_commit(l);
    forget(l, "gone");
    ledger_close(l);
    assert_false(file_holds(&r, "zweihorn"));
    room_close(&r);
}

static void the_rest_answers_as_if_it_had_never_been_read(void **state) {
    (void)state;
    room with, without;
    room_open(&with);
    room_open(&without);
    char *dumps[2];
    for (int i = 0; i < 2; i++) {
        const room *r = i ? &without : &with;
        ledger *l = room_ledger(r, LEDGER_WRITE);
        room_begin(l);
        add_told(l, "a", "qarrow");
        if (!i) add_carrier(l, "first", "2017-11-01");
        add_carrier(l, "second", "2017-11-02");
        add_carrier(l, "third", "2017-11-03");
        if (!i) add_told(l, "gone", "zweihorn");
        room_commit(l);
        if (!i) forget(l, "gone");
        if (!i) forget(l, "first");
        dumps[i] = room_dump(l);
        ledger_close(l);
    }
    assert_string_equal(dumps[0], dumps[1]);
    assert_int_equal(room_number(&with, "SELECT count(*) FROM copies"), 1);
    free(dumps[0]);
    free(dumps[1]);
    room_close(&with);
    room_close(&without);
}

static void the_same_bytes_are_known_when_they_come_again(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    add_told(l, "gone", "zweihorn");
    room_commit(l);
    forget(l, "gone");

    story s;
    told(&s, "gone", "zweihorn");
    const annotation *an = story_end(&s);
    enum ledger_presence presence;
    dp_error err = {0};
    ledger_totals totals;
    room_begin(l);
    assert_ok(ledger_has(l, an->dispatch, &presence, &err), err);
    assert_int_equal(presence, LEDGER_FORGOTTEN);
    assert_ok(ledger_commit(l, &totals, &err), err);
    assert_int_equal(totals.forgotten, 1);

    room_begin(l); /* said once more: it is read, and no longer forgotten */
    assert_ok(ledger_has(l, an->dispatch, &presence, &err), err);
    room_add(l, an);
    assert_ok(ledger_commit(l, &totals, &err), err);
    assert_int_equal(totals.forgotten, 0);
    assert_int_equal(totals.dispatches, 1);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM forgotten"), 0);
    story_free(&s);
    ledger_close(l);
    room_close(&r);
}

static void a_name_that_means_nothing_or_too_much_is_said(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    for (int i = 0; i < 64; i++) {
        char secret[16];
        snprintf(secret, sizeof secret, "word%d", i);
        add_told(l, i < 2 ? "twin" : secret, secret);
    }
    room_commit(l);
    arena a;
    arena_init(&a);
    ledger_named d;
    dp_error err = {0};
    assert_ok(ledger_name_dispatch(l, "nobody", &a, &d, &err), err);
    assert_null(d.id);
    assert_false(d.forgotten);
    assert_ok(ledger_name_dispatch(l, "word7", &a, &d, &err), err);
    assert_int_equal(d.claims, 1);
    assert_string_equal(d.given_id, "word7");
    char id[20];
    snprintf(id, sizeof id, "%s", d.id);
    assert_int_equal(ledger_name_dispatch(l, "twin", &a, &d, &err), DP_E_USAGE);
    assert_true(strlen(err.remedy) > 0);

    forget(l, id);
    assert_ok(ledger_name_dispatch(l, id, &a, &d, &err), err);
    assert_null(d.id);
    assert_true(d.forgotten);
    arena_free(&a);
    ledger_close(l);
    room_close(&r);
}

static void a_reader_that_holds_the_log_is_named(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = NULL;
    dp_error err = {0};
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE, .wait_ms = 50}, NULL, &l, &err), err);
    room_begin(l);
    add_told(l, "gone", "zweihorn");
    add_told(l, "keep", "qarrow");
    room_commit(l);
    sqlite3 *reader;
    assert_int_equal(sqlite3_open(r.path, &reader), SQLITE_OK);
    assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM dispatches", NULL, NULL, NULL), SQLITE_OK);
    ledger_forgotten done;
    bool swept;
    static const char *const ids[] = {"gone"};
    assert_ok(ledger_forget(l, ids, 1, NULL, &done, &err), err);
    assert_int_equal(ledger_sweep(l, &swept, &err), DP_E_LEDGER);
    assert_non_null(strstr(err.remedy, "--sweep"));
    sqlite3_close(reader);
    assert_ok(ledger_sweep(l, &swept, &err), err);
    assert_true(swept);
    ledger_close(l);
    assert_false(file_holds(&r, "zweihorn"));
    room_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_in_the_file_tells_what_it_said),
        cmocka_unit_test(an_earlier_reading_that_was_replaced_goes_too),
        cmocka_unit_test(the_rest_answers_as_if_it_had_never_been_read),
        cmocka_unit_test(the_same_bytes_are_known_when_they_come_again),
        cmocka_unit_test(a_name_that_means_nothing_or_too_much_is_said),
        cmocka_unit_test(a_reader_that_holds_the_log_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
