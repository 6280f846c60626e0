/* What stands at the path of a ledger, and what is said of it. */
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "ledger/schema.h"
#include "story.h"

static void write_file(const char *path, const char *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    if (n) assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

/* The message and remedy of a ledger that cannot be opened. */
static dp_error refused(const char *path, uint8_t mode) {
    ledger *l = NULL;
    dp_error err = {0};
    assert_int_equal(ledger_open(path, &(ledger_options){.mode = mode, .wait_ms = 50}, NULL, &l, &err), DP_E_LEDGER);
    assert_null(l);
    assert_true(strlen(err.remedy) > 0);
    return err;
}

static void sql(const char *path, const char *command) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, command, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void a_new_ledger_says_whose_it_is(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    assert_int_equal(room_number(&r, "PRAGMA application_id"), LEDGER_APPLICATION_ID);
    assert_int_equal(room_number(&r, "PRAGMA user_version"), LEDGER_SCHEMA_VERSION);
    ledger_close(room_ledger(&r, LEDGER_READ));
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    room_close(&r);
}

static void closing_leaves_one_file(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    char side[128];
    snprintf(side, sizeof side, "%s-wal", r.path);
    assert_int_not_equal(access(side, F_OK), 0);
    assert_int_equal(access(r.path, F_OK), 0);
    room_close(&r);
}

static void a_missing_ledger_is_made_for_writing_only(void **state) {
    (void)state;
    room r;
    room_open(&r);
    dp_error err = refused(r.path, LEDGER_READ);
    assert_non_null(strstr(err.message, "no ledger"));
    assert_non_null(strstr(err.remedy, "depeche read"));
    assert_int_not_equal(access(r.path, F_OK), 0);
    room_close(&r);
}

static void what_is_no_ledger_is_left_alone(void **state) {
    (void)state;
    room r;
    room_open(&r);
    assert_non_null(strstr(refused(r.folder, LEDGER_WRITE).message, "folder"));

    static const char text[] = "These are notes, not a database, and they must not be written over.";
    write_file(r.path, text, sizeof text);
    assert_non_null(strstr(refused(r.path, LEDGER_WRITE).message, "not a ledger"));
    assert_non_null(strstr(refused(r.path, LEDGER_READ).message, "not a ledger"));
    unlink(r.path);

    sql(r.path, "CREATE TABLE bookmarks (url TEXT)");
    assert_non_null(strstr(refused(r.path, LEDGER_WRITE).message, "another program"));
    assert_int_equal(room_number(&r, "SELECT count(*) FROM sqlite_schema"), 1);
    room_close(&r);
}

static void an_empty_file_may_become_a_ledger(void **state) {
    (void)state;
    room r;
    room_open(&r);
    write_file(r.path, "", 0);
    assert_non_null(strstr(refused(r.path, LEDGER_READ).message, "empty"));
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    room_close(&r);
}

static void a_database_without_tables_may_become_a_ledger(void **state) {
    (void)state;
    room r;
    room_open(&r);
    sql(r.path, "CREATE TABLE t (x); DROP TABLE t");
    assert_non_null(strstr(refused(r.path, LEDGER_READ).message, "empty"));
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    room_close(&r);
}

static void a_newer_ledger_asks_for_a_newer_depeche(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    sql(r.path, "PRAGMA user_version = 8");
    dp_error err = refused(r.path, LEDGER_WRITE);
    assert_non_null(strstr(err.message, "newer"));
    assert_non_null(strstr(err.remedy, "update"));
    refused(r.path, LEDGER_READ);
    room_close(&r);
}

static void an_older_ledger_is_left_alone_with_a_way_out(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    sql(r.path, "PRAGMA user_version = 1");
    assert_non_null(strstr(refused(r.path, LEDGER_WRITE).message, "older"));
    assert_non_null(strstr(refused(r.path, LEDGER_READ).remedy, "depeche upgrade"));
    assert_int_equal(room_number(&r, "PRAGMA user_version"), 1);
    room_close(&r);
}

static void a_damaged_ledger_is_named_as_such(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    FILE *f = fopen(r.path, "r+b");
    assert_non_null(f);
    fseek(f, 100, SEEK_SET);
    for (int i = 0; i < 3000; i++) fputc(0xA5, f);
    fclose(f);
    dp_error err = refused(r.path, LEDGER_READ);
    assert_non_null(strstr(err.message, "damaged"));
    room_close(&r);
}

static void a_folder_that_is_not_there_is_no_place_for_a_ledger(void **state) {
    (void)state;
    assert_non_null(strstr(refused("/no-such-folder/depeche.db", LEDGER_WRITE).message, "cannot be written"));
}

/* The superuser may write anything: the question is put by nobody then. */
static int asked_by_nobody(const room *r) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
        ledger *l = NULL;
        dp_error err = {0};
        if (ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE}, NULL, &l, &err) != DP_E_LEDGER || !err.remedy[0])
            _exit(3);
        if (ledger_open(r->path, &(ledger_options){.mode = LEDGER_READ}, NULL, &l, &err) != DP_OK) _exit(4);
        ledger_lanes lanes;
        arena a;
        arena_init(&a);
        bool found;
        dp_status s = ledger_lanes_of(l, &(ledger_filter){.place = "Abu Kamal"}, &a, &lanes, &found, &err);
        _exit(s == DP_OK && !found ? 0 : 5);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static void a_read_only_ledger_can_be_asked_but_not_written(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    assert_int_equal(chmod(r.path, 0444), 0);
    assert_int_equal(chmod(r.folder, 0555), 0);
    assert_int_equal(asked_by_nobody(&r), 0);
    sql(r.path, "PRAGMA journal_mode = WAL"); /* as a killed run leaves it, its log gone */
    assert_int_equal(asked_by_nobody(&r), 0);
    assert_int_equal(chmod(r.folder, 0755), 0);
    room_close(&r);
}

static void reading_never_writes(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    ledger *l = room_ledger(&r, LEDGER_READ);
    dp_error err = {0};
    assert_int_equal(ledger_begin(l, NULL, &err), DP_E_USAGE);
    assert_int_equal(ledger_add(l, &(annotation){0}, &err), DP_E_USAGE);
    assert_int_equal(ledger_commit(l, NULL, &err), DP_E_USAGE);
    ledger_close(l);
    room_close(&r);
}

static void a_writer_waits_for_another_and_then_says_so(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger_close(room_ledger(&r, LEDGER_WRITE));
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_non_null(strstr(refused(r.path, LEDGER_WRITE).message, "another program is writing"));
    sqlite3_close(db);
    room_close(&r);
}

static void two_runs_cannot_share_a_handle(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    assert_ok(ledger_begin(l, NULL, &err), err);
    assert_int_equal(ledger_begin(l, NULL, &err), DP_E_USAGE);
    assert_ok(ledger_commit(l, NULL, &err), err);
    ledger_close(l);
    ledger_close(NULL);
    room_close(&r);
}

/* Names, comments and keys of the schema are what others rely on: all references hold, on a ledger with content. */
static void all_foreign_keys_hold(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    assert_ok(ledger_begin(l, "test", &err), err);
    story s;
    story_begin(&s, "d1", "Harbour Wire", "2017-11-09");
    story_say(&s, "The army took Abu Kamal on Thursday, the ministry said.");
    uint32_t town = story_place(&s, "Abu Kamal", 174448), army = story_actor(&s, "The army", "Syria: armed forces", "SYRMIL");
    claim *c = story_control(&s, "took", CONTROL_TAKEN, town, army);
    c->time = story_time(&s, "Thursday", s.candidate, s.candidate);
    story_says(&s, c, "the ministry");
    room_add(l, story_end(&s));
    assert_ok(ledger_commit(l, NULL, &err), err);
    ledger_close(l);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM v_claims"), 1);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM v_lanes WHERE state = 'taken' AND holder_code = 'SYRMIL'"), 1);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM v_voices WHERE dispatch = voice"), 1);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM v_casualties"), 0);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM v_conflicts"), 0);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM v_same"), 0);
    story_free(&s);
    room_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_ledger_says_whose_it_is),
        cmocka_unit_test(closing_leaves_one_file),
        cmocka_unit_test(a_missing_ledger_is_made_for_writing_only),
        cmocka_unit_test(what_is_no_ledger_is_left_alone),
        cmocka_unit_test(an_empty_file_may_become_a_ledger),
        cmocka_unit_test(a_database_without_tables_may_become_a_ledger),
        cmocka_unit_test(a_newer_ledger_asks_for_a_newer_depeche),
        cmocka_unit_test(an_older_ledger_is_left_alone_with_a_way_out),
        cmocka_unit_test(a_damaged_ledger_is_named_as_such),
        cmocka_unit_test(a_folder_that_is_not_there_is_no_place_for_a_ledger),
        cmocka_unit_test(a_read_only_ledger_can_be_asked_but_not_written),
        cmocka_unit_test(reading_never_writes),
        cmocka_unit_test(a_writer_waits_for_another_and_then_says_so),
        cmocka_unit_test(two_runs_cannot_share_a_handle),
        cmocka_unit_test(all_foreign_keys_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
