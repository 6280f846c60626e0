/* Large runs, which keep in memory what they compare with: the same ledger as one dispatch at a time, into an empty file or
 * behind what is there, with another writer between, given up half-way, and killed at any moment of their end. The reports are
 * invented. */
#include <signal.h>
#include <sys/wait.h>

#include "ledger/bulk.h"
#include "ledger/internal.h"
#include "story.h"

/* So many different tolls of one day and town that most of them take no part (BLOCK_CROWD). */
enum { STORIES = 160, QUIET = 8 };

static void tell(story *s, unsigned i) {
    static const char *const days[] = {"1932-09-20", "1932-09-21", "1932-09-24"};
    char words[256], id[16];
    snprintf(id, sizeof id, "report%u", i);
    story_begin(s, NULL, i % 3 ? "Pilcomayo Courier" : "Chaco Telegraph", days[i % 16 == 0 ? i / 16 % 3 : 0]);
    s->d.id = arena_copy(&s->a, id, strlen(id));
    const unsigned dead = 11 + i * 7 % 193;
    snprintf(words, sizeof words, "Column %u wired from the fort: sappers took Boqueron by noon, and %u soldiers were killed.", i,
             dead);
    story_say(s, words);
    const uint32_t fort = story_place(s, "Boqueron", i % 9 ? 3437598 : 3437599);
    if (i % 4 == 0) {
        const bool north = i % 8 == 0;
        claim *c = story_control(
            s, "took", i % 5 ? CONTROL_TAKEN : CONTROL_HELD, fort,
            story_actor(s, "sappers", north ? "Bolivia: armed forces" : "Paraguay: armed forces", north ? "BOLMIL" : "PRYMIL"));
        if (i % 12 == 0) c->polarity = POLARITY_NEGATED;
    }
    story_count(s, "killed", CASUALTY_KILLED, fort, dead, dead, "soldiers");
}

static dp_status add(ledger *l, unsigned i, dp_error *err) {
    story *s = malloc(sizeof *s);
    assert_non_null(s);
    tell(s, i);
    const dp_status status = ledger_add(l, story_end(s), err);
    story_free(s);
    free(s);
    return status;
}

static ledger *open_by(const room *r, uint32_t batch) {
    ledger *l = NULL;
    dp_error err = {0};
    assert_ok(ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE, .batch = batch}, NULL, &l, &err), err);
    return l;
}

static void read_run(const room *r, unsigned from, unsigned to, uint32_t batch) {
    ledger *l = open_by(r, batch);
    dp_error err = {0};
    room_begin(l);
    for (unsigned i = from; i < to; i++) assert_ok(add(l, i, &err), err);
    room_commit(l);
    ledger_close(l);
}

/* All that is worked out, by content ids: what no question shows too. */
static char *content_of(const room *r) {
    static const char *const questions[] = {
        "SELECT pa.id, pb.id, r.kind, r.field, p.id, r.first_no FROM relations r JOIN propositions pa ON pa.proposition_key = "
        "r.a "
        "JOIN propositions pb ON pb.proposition_key = r.b LEFT JOIN places p ON p.place_key = r.place_key ORDER BY 1, 2, 3, 4",
        "SELECT b.block, b.first_no, b.id, p.id FROM proposition_blocks b JOIN propositions p USING (proposition_key) ORDER BY "
        "1, 2, 3",
        "SELECT p.id, c.id FROM claim_propositions k JOIN propositions p USING (proposition_key) JOIN claims c USING "
        "(dispatch_key, claim_no) ORDER BY 1, 2",
        "SELECT e.event, c.id FROM event_claims e JOIN claims c USING (dispatch_key, claim_no) ORDER BY 2",
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
        "SELECT 'left', count(*) FROM unfiled UNION ALL SELECT 'left', count(*) FROM event_queue"};
    ledger *l = room_ledger(r, LEDGER_READ);
    buf out;
    buf_init(&out);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        sqlite3_stmt *st;
        assert_int_equal(sqlite3_prepare_v2(l->db, questions[i], -1, &st, NULL), SQLITE_OK);
        while (sqlite3_step(st) == SQLITE_ROW) {
            for (int k = 0; k < sqlite3_column_count(st); k++) buf_printf(&out, "%s ", (const char *)sqlite3_column_text(st, k));
            buf_char(&out, '\n');
        }
        sqlite3_finalize(st);
    }
    char *answers = room_dump(l);
    buf_str(&out, answers);
    free(answers);
    ledger_close(l);
    assert_non_null(buf_cstr(&out));
    return out.at;
}

static void assert_like(const room *r, const char *expected) {
    char *found = content_of(r);
    assert_string_equal(expected, found);
    free(found);
}

/* What all other ways of reading must come to: one dispatch a run, so that none but the first is large. */
static char *expected;

static int read_one_by_one(void **state) {
    (void)state;
    room r;
    room_open(&r);
    for (unsigned i = 0; i < STORIES; i++) read_run(&r, i, i + 1, 0);
    expected = content_of(&r);
    room_close(&r);
    return 0;
}
static int forget_expected(void **state) {
    (void)state;
    free(expected);
    return 0;
}

static void the_reports_make_a_crowd(void **state) {
    (void)state;
    room r;
    room_open(&r);
    read_run(&r, 0, STORIES, 0);
    assert_true(room_number(&r, "SELECT max(n) FROM (SELECT count(*) AS n FROM proposition_blocks GROUP BY block, first_no)") >
                2 * (int64_t)BLOCK_CROWD);
    assert_like(&r, expected);
    room_close(&r);
}

static void any_batches_of_one_run_come_to_the_same(void **state) {
    (void)state;
    for (uint32_t batch = 1; batch < 100; batch = batch * 3 + 1) {
        room r;
        room_open(&r);
        read_run(&r, 0, STORIES, batch);
        assert_like(&r, expected);
        room_close(&r);
    }
}

/* The second archive is large against the first, so that the run begins in the file and goes over into memory. */
static void a_large_run_behind_another_comes_to_the_same(void **state) {
    (void)state;
    for (unsigned first = 10; first < STORIES - 20; first += 60) {
        room r;
        room_open(&r);
        read_run(&r, 0, first, 0);
        ledger *l = open_by(&r, 4);
        dp_error err = {0};
        room_begin(l);
        assert_null(l->bulk.shelf);
        unsigned i = first;
        for (; i < STORIES; i++) assert_ok(add(l, i, &err), err);
        assert_non_null(l->bulk.shelf);
        room_commit(l);
        ledger_close(l);
        assert_like(&r, expected);
        room_close(&r);
    }
}

static void a_run_that_gives_its_shelf_up_goes_on_in_the_file(void **state) {
    (void)state;
    room r;
    room_open(&r);
    read_run(&r, 0, 10, 0);
    ledger *l = open_by(&r, 7);
    dp_error err = {0};
    room_begin(l);
    for (unsigned i = 10; i < STORIES; i++) {
        assert_ok(add(l, i, &err), err);
        if (i != STORIES / 2 + 1) continue;
        assert_non_null(l->bulk.shelf);
        assert_true(l->in_batch);
        assert_ok(bulk_leave(l, &err), err);
        l->bulk.refused = true;
    }
    assert_null(l->bulk.shelf);
    room_commit(l);
    ledger_close(l);
    assert_like(&r, expected);
    room_close(&r);
}

/* Each batch of one writer comes between two of the other: neither may go on with what it knew before. */
static void two_large_runs_at_once_miss_nothing_of_each_other(void **state) {
    (void)state;
    for (uint32_t batch = 1; batch < 8; batch += 3) {
        room r;
        room_open(&r);
        ledger *l[2] = {open_by(&r, batch), open_by(&r, batch)};
        dp_error err = {0};
        room_begin(l[0]);
        assert_non_null(l[0]->bulk.shelf);
        for (unsigned i = 0; i < QUIET * batch; i++) assert_ok(add(l[0], i, &err), err);
        room_begin(l[1]);
        unsigned turn = 1;
        for (unsigned i = QUIET * batch; i < STORIES; turn = !turn)
            for (uint32_t k = 0; k < batch && i < STORIES; k++, i++) assert_ok(add(l[turn], i, &err), err);
        assert_int_equal(sqlite3_get_autocommit(l[turn]->db), 1); /* whose turn it is not holds no lock */
        room_commit(l[!turn]);
        room_commit(l[turn]);
        ledger_close(l[0]);
        ledger_close(l[1]);
        assert_like(&r, expected);
        room_close(&r);
    }
}

static void tell_capture(story *s, bool denied) {
    story_begin(s, denied ? "denial" : "capture", denied ? "Chaco Telegraph" : "Pilcomayo Courier",
                denied ? "1932-10-09" : "1932-10-05");
    story_say(s, denied ? "Headquarters: sappers never took Boqueron." : "In the first days of the month sappers took Boqueron.");
    const uint32_t fort = story_place(s, "Boqueron", 3437598);
    claim *c = story_control(s, "took", CONTROL_TAKEN, fort, story_actor(s, "sappers", "Bolivia: armed forces", "BOLMIL"));
    if (denied)
        c->polarity = POLARITY_NEGATED;
    else
        story_on(c, "1932-10-01", "1932-10-04");
}

/* As late as a denial may come, of what lasted as long as it may: whichever is read first must find the other. */
static void a_late_denial_is_met_in_either_order(void **state) {
    (void)state;
    for (unsigned way = 0; way < 4; way++) {
        room r;
        room_open(&r);
        ledger *l = open_by(&r, 1);
        room_begin(l);
        if (way / 2) l->bulk.refused = true;
        dp_error err = {0};
        for (unsigned k = 0; k < 2; k++) {
            if (way / 2) assert_ok(bulk_leave(l, &err), err);
            story s;
            tell_capture(&s, k == way % 2);
            room_add(l, story_end(&s));
            story_free(&s);
        }
        room_commit(l);
        ledger_close(l);
        assert_int_equal(room_number(&r, "SELECT count(*) FROM relations WHERE kind = 'denies'"), 1);
        room_close(&r);
    }
}

/* ---- kills ---------------------------------------------------------------------------------------------------------------- */

static int count_down(void *context) {
    long *left = context;
    if (--*left <= 0) kill(getpid(), SIGKILL);
    return 0;
}

/* Reads behind `first` reports in a child that is killed after so many steps of the run's end. True where it lived to its end. */
static bool end_killed(const room *r, unsigned first, long steps) {
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dp_error err = {0};
        ledger *l = NULL;
        if (ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE, .batch = 16}, NULL, &l, &err) != DP_OK) _exit(1);
        if (ledger_begin(l, NULL, &err) != DP_OK) _exit(1);
        for (unsigned i = first; i < STORIES; i++)
            if (add(l, i, &err) != DP_OK) _exit(1);
        sqlite3_progress_handler(l->db, 1, count_down, &steps);
        _exit(ledger_commit(l, NULL, &err) == DP_OK ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return !WIFSIGNALED(status);
}

static bool no_damage(void *context, const ledger_finding *f) {
    *(bool *)context |= strcmp(f->where, "unfiled") == 0;
    if (f->weight == LEDGER_DAMAGE) print_message("%s: %s\n", f->where, f->message);
    return true;
}

/* Whole; *noted: it is said that a large run did not end. */
static void assert_whole(const room *r, bool *noted) {
    ledger *l = room_ledger(r, LEDGER_READ);
    dp_error err = {0};
    ledger_check_result result;
    *noted = false;
    assert_ok(ledger_check(l, &(ledger_check_options){.found = no_damage, .context = noted}, &result, &err), err);
    assert_int_equal(result.damages, 0);
    ledger_close(l);
}

static void kill_ends(unsigned first) {
    unsigned unfinished = 0;
    bool ended = false;
    for (long steps = 1; !ended; steps = steps * 5 / 2 + 1) {
        room r;
        room_open(&r);
        if (first) read_run(&r, 0, first, 0);
        ended = end_killed(&r, first, steps);
        bool noted;
        assert_whole(&r, &noted);
        unfinished += noted;
        assert_true(room_number(&r, "SELECT count(*) FROM dispatches") >= STORIES - 16);
        read_run(&r, 0, STORIES, 0);
        assert_like(&r, expected);
        room_close(&r);
    }
    assert_true(unfinished > 3);
}

static void a_kill_at_the_end_of_a_large_run_loses_nothing(void **state) {
    (void)state;
    kill_ends(0);
}

static void nor_does_one_at_the_end_of_a_large_run_behind_another(void **state) {
    (void)state;
    kill_ends(40);
}

static void what_a_killed_run_left_unfiled_can_be_forgotten(void **state) {
    (void)state;
    room r;
    room_open(&r);
    assert_false(end_killed(&r, 0, 50));
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    static const char *const ids[] = {"report3", "report44", "report48", "report90"};
    ledger_forgotten done;
    assert_ok(ledger_forget(l, ids, sizeof ids / sizeof *ids, NULL, &done, &err), err);
    assert_int_equal(done.dispatches, sizeof ids / sizeof *ids);
    ledger_close(l);
    bool noted;
    assert_whole(&r, &noted);
    assert_false(noted);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM unfiled"), 0);
    room_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reports_make_a_crowd),
        cmocka_unit_test(any_batches_of_one_run_come_to_the_same),
        cmocka_unit_test(a_large_run_behind_another_comes_to_the_same),
        cmocka_unit_test(a_run_that_gives_its_shelf_up_goes_on_in_the_file),
        cmocka_unit_test(two_large_runs_at_once_miss_nothing_of_each_other),
        cmocka_unit_test(a_late_denial_is_met_in_either_order),
        cmocka_unit_test(a_kill_at_the_end_of_a_large_run_loses_nothing),
        cmocka_unit_test(nor_does_one_at_the_end_of_a_large_run_behind_another),
        cmocka_unit_test(what_a_killed_run_left_unfiled_can_be_forgotten),
    };
    return cmocka_run_group_tests(tests, read_one_by_one, forget_expected);
}
