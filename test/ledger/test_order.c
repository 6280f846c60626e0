/* What a ledger answers depends on what was read, not on the order, the batches or the number of runs it took. */
#include <sys/wait.h>

#include "story.h"

#define STORIES 24

/* Four sources, six days, two towns: captures, denials, counts, copies and a private person. */
static void tell(story *s, unsigned k) {
    static const char *const sources[] = {"Harbour Wire", "Orontes Dispatch", "Steppe Agency", NULL};
    static const char *const days[] = {"2017-11-08", "2017-11-09", "2017-11-10", "2017-11-11", "2017-11", NULL};
    static char ids[STORIES][16];
    snprintf(ids[k], sizeof ids[k], "s%u", k);
    story_begin(s, ids[k], sources[k % 4], days[k / 3 % 6]);
    story_say(s, "Troops moved east through the desert before dawn, residents of the border villages told reporters.");
    if (k % 3 == 0) {
        story_say(s, "The Syrian army said it took Abu Kamal from Islamic State.");
        uint32_t town = story_place(s, "Abu Kamal", 174448);
        claim *c = story_control(s, "took", CONTROL_TAKEN, town, story_actor(s, "Syrian army", "Syria: armed forces", "SYRMIL"));
        c->control_from = story_actor(s, "Islamic State", "Islamic State", "IMGMUSISI");
        story_says(s, c, "The Syrian army");
    } else if (k % 3 == 1) {
        story_say(s, "Amaq said Islamic State holds Abu Kamal and that 40 soldiers were killed.");
        uint32_t town = story_place(s, "Abu Kamal", 174448);
        claim *c = story_control(s, "holds", CONTROL_HELD, town, story_actor(s, "Islamic State", "Islamic State", "IMGMUSISI"));
        story_says(s, c, "Amaq");
        claim *n = story_count(s, "killed", CASUALTY_KILLED, town, 40 + k % 2, 40 + k % 2, "soldiers");
        story_says(s, n, "Amaq");
    } else {
        story_say(s, "Karim Haddad denied that the Syrian army took Abu Kamal; 12 soldiers were killed.");
        uint32_t town = story_place(s, "Abu Kamal", 174448), who = story_person(s, "Karim Haddad");
        claim *c = story_control(s, "took", CONTROL_TAKEN, town, story_actor(s, "Syrian army", "Syria: armed forces", "SYRMIL"));
        c->polarity = POLARITY_NEGATED;
        story_says(s, c, "Karim Haddad");
        ((claimant *)c->claimants)->actor = who;
        story_count(s, "killed", CASUALTY_KILLED, town, 12, 12, "soldiers");
    }
    if (k % 5 == 0) {
        story_say(s, "Mayadin lies upstream.");
        story_place(s, "Mayadin", 0);
    }
}

static void read_in_order(const room *r, const unsigned *order, unsigned n, uint32_t batch) {
    ledger *l = NULL;
    dp_error err = {0};
    assert_ok(ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE, .batch = batch}, NULL, &l, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    for (unsigned i = 0; i < n; i++) {
        story *s = malloc(sizeof *s);
        assert_non_null(s);
        tell(s, order[i]);
        room_add(l, story_end(s));
        story_free(s);
        free(s);
    }
    assert_ok(ledger_commit(l, NULL, &err), err);
    ledger_close(l);
}

static char *dump_of(const room *r) {
    ledger *l = room_ledger(r, LEDGER_READ);
    char *dump = room_dump(l);
    ledger_close(l);
    return dump;
}

static void shuffle(unsigned *order, unsigned n, unsigned seed) {
    for (unsigned i = 0; i < n; i++) order[i] = i;
    for (unsigned i = n; i > 1; i--) {
        seed = seed * 1103515245u + 12345u;
        unsigned j = (seed >> 8) % i, t = order[i - 1];
        order[i - 1] = order[j];
        order[j] = t;
    }
}

static char *dump_of_order(unsigned seed, uint32_t batch, unsigned pieces) {
    room r;
    room_open(&r);
    unsigned order[STORIES];
    shuffle(order, STORIES, seed);
    for (unsigned p = 0; p < pieces; p++) {
        unsigned from = STORIES * p / pieces, to = STORIES * (p + 1) / pieces;
        read_in_order(&r, order + from, to - from, batch);
    }
    char *dump = dump_of(&r);
    room_close(&r);
    return dump;
}

static void any_order_and_any_batches_give_the_same_answers(void **state) {
    (void)state;
    char *first = dump_of_order(1, 256, 1);
    assert_non_null(strstr(first, "contradicts"));
    assert_non_null(strstr(first, "denies"));
    for (unsigned seed = 2; seed < 14; seed++) {
        char *other = dump_of_order(seed, seed % 5 + 1, seed % 4 + 1);
        assert_string_equal(first, other);
        free(other);
    }
    free(first);
}

static void one_by_one_is_as_good_as_in_bulk(void **state) {
    (void)state;
    char *bulk = dump_of_order(3, 256, 1), *single = dump_of_order(3, 1, STORIES);
    assert_string_equal(bulk, single);
    free(bulk);
    free(single);
}

static void reading_twice_changes_nothing(void **state) {
    (void)state;
    room r;
    room_open(&r);
    unsigned order[STORIES];
    shuffle(order, STORIES, 5);
    read_in_order(&r, order, STORIES, 7);
    char *once = dump_of(&r);
    read_in_order(&r, order, STORIES, 7);
    char *twice = dump_of(&r);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
    room_close(&r);
}

/* A child reads and is killed in the middle of a batch; the parent reads again. */
static void a_killed_run_leaves_what_a_second_one_completes(void **state) {
    (void)state;
    char *whole = dump_of_order(7, 256, 1);
    unsigned order[STORIES];
    shuffle(order, STORIES, 7);
    for (unsigned after = 1; after < STORIES; after += 3) {
        room r;
        room_open(&r);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            ledger *l = room_ledger(&r, LEDGER_WRITE);
            dp_error err = {0};
            if (ledger_begin(l, NULL, &err) != DP_OK) _exit(1);
            for (unsigned i = 0; i < after; i++) {
                story *s = malloc(sizeof *s);
                tell(s, order[i]);
                if (ledger_add(l, story_end(s), &err) != DP_OK) _exit(1);
            }
            kill(getpid(), SIGKILL);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        read_in_order(&r, order, STORIES, 5);
        char *again = dump_of(&r);
        assert_string_equal(whole, again);
        free(again);
        room_close(&r);
    }
    free(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_and_any_batches_give_the_same_answers),
        cmocka_unit_test(one_by_one_is_as_good_as_in_bulk),
        cmocka_unit_test(reading_twice_changes_nothing),
        cmocka_unit_test(a_killed_run_leaves_what_a_second_one_completes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
