/* Copies are a matter of what the ledger holds, not of how it came there: any order, any batches, and what was forgotten. */
#include "story.h"

enum { DISPATCHES = 72, SENTENCES = 5, WORDS = 14 };

static uint64_t mix(uint64_t x) {
    x = (x ^ x >> 31) * 0x9E3779B97F4A7C15ull;
    return x ^ x >> 29;
}

/* A sentence of invented words, always the same for one number. */
static void say(story *s, uint64_t number) {
    static const char *const syllables[] = {"ka", "lu", "mi", "re", "to", "sa", "ni", "vo",
                                            "pa", "de", "go", "hu", "be", "zy", "fa", "wi"};
    buf b;
    buf_init(&b);
    for (uint32_t i = 0; i < WORDS; i++) {
        uint64_t word = mix(number * 100 + i);
        buf_printf(&b, "%s%s%s%s", i ? " " : "", syllables[word % 16], syllables[word / 16 % 16], syllables[word / 256 % 16]);
    }
    buf_char(&b, '.');
    story_say(s, buf_cstr(&b));
    buf_free(&b);
}

/* Families of eight: an original, cuts of its beginning and end, an extension, one that joins it to the next family's, two of one
 * day, and a text of its own; every third ends in words that all such have. */
static void tell(story *s, unsigned number) {
    static char ids[DISPATCHES][8];
    static const char *const days[] = {"2017-11-09", "2017-11-10", "2017-11-11", "2017-11-12", NULL};
    snprintf(ids[number], sizeof ids[number], "n%02u", number);
    story_begin(s, ids[number], "Wire", days[mix(number) % 5]);
    unsigned family = number / 8, kind = number % 8;
    unsigned from = kind == 1 ? 2 : 0, to = kind == 2 ? SENTENCES - 2 : SENTENCES;
    for (unsigned i = from; i < to && kind != 7; i++) say(s, family * 1000 + i);
    if (kind == 3 || kind == 5) say(s, family * 1000 + 500 + kind);
    for (unsigned i = 0; kind == 4 && i < SENTENCES - 1; i++) say(s, (family + 1) * 1000 + i);
    for (unsigned i = 0; kind == 7 && i < SENTENCES; i++) say(s, 900000 + number * 10 + i);
    for (unsigned i = 0; number % 3 == 0 && i < 3; i++) say(s, 800000 + i);
}

static void read_range(ledger *l, const unsigned *order, unsigned from, unsigned to) {
    dp_error err = {0};
    assert_ok(ledger_begin(l, NULL, &err), err);
    for (unsigned i = from; i < to; i++) {
        story s;
        tell(&s, order[i]);
        room_add(l, story_end(&s));
        story_free(&s);
    }
    assert_ok(ledger_commit(l, NULL, &err), err);
}

static char *copies_dump(ledger *l) {
    buf out;
    buf_init(&out);
    dp_error err = {0};
    assert_ok(ledger_query(l, LEDGER_DISPATCHES, NULL, dump_row, &out, NULL, &err), err);
    assert_ok(ledger_query(l, LEDGER_COPIES, NULL, dump_row, &out, NULL, &err), err);
    assert_non_null(buf_cstr(&out));
    return out.at;
}

/* The answers of a ledger that read `n` dispatches in this order, in runs of these sizes, over and over. */
static char *answers(const unsigned *order, unsigned n, const unsigned *sizes, unsigned size_count) {
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    for (unsigned at = 0, k = 0; at < n; k++) {
        unsigned size = sizes[k % size_count], end = at + size < n ? at + size : n;
        read_range(l, order, at, end);
        at = end;
    }
    char *dump = copies_dump(l);
    ledger_close(l);
    room_close(&r);
    return dump;
}

static void shuffle(unsigned *order, unsigned n, uint64_t seed) {
    for (unsigned i = n; i > 1; i--) {
        unsigned j = (unsigned)(mix(seed * 1000 + i) % i), swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
}

static void in_order(unsigned *order) {
    for (unsigned i = 0; i < DISPATCHES; i++) order[i] = i;
}

static void any_order_and_any_runs_give_the_same_copies(void **state) {
    (void)state;
    unsigned order[DISPATCHES];
    in_order(order);
    char *first = answers(order, DISPATCHES, (unsigned[]){DISPATCHES}, 1);
    assert_non_null(strstr(first, "\"relation\":\"copies\""));
    assert_non_null(strstr(first, "\"relation\":\"shares with\""));
    for (uint64_t seed = 1; seed <= 12; seed++) {
        shuffle(order, DISPATCHES, seed);
        unsigned sizes[] = {1 + (unsigned)(mix(seed) % 9), 1 + (unsigned)(mix(seed + 50) % 30), seed % 3 ? 1 : DISPATCHES};
        char *again = answers(order, DISPATCHES, sizes, 3);
        assert_string_equal(first, again);
        free(again);
    }
    free(first);
}

/* A ledger that forgot some answers as one that never met them. */
static void what_was_forgotten_leaves_no_trace_in_copies(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        unsigned order[DISPATCHES];
        enum { KEPT = DISPATCHES - 9 };
        in_order(order);
        shuffle(order, DISPATCHES, seed + 100);
        char *never = answers(order, KEPT, (unsigned[]){DISPATCHES}, 1);
        room r;
        room_open(&r);
        ledger *l = room_ledger(&r, LEDGER_WRITE);
        read_range(l, order, 0, DISPATCHES);
        char names[DISPATCHES - KEPT][8];
        const char *ids[DISPATCHES - KEPT];
        for (unsigned i = 0; i < DISPATCHES - KEPT; i++) {
            snprintf(names[i], sizeof names[i], "n%02u", order[KEPT + i] % 100);
            ids[i] = names[i];
        }
        dp_error err = {0};
        ledger_forgotten done;
        assert_ok(ledger_forget(l, ids, DISPATCHES - KEPT, NULL, &done, &err), err);
        assert_int_equal(done.dispatches, DISPATCHES - KEPT);
        char *forgot = copies_dump(l);
        assert_string_equal(never, forgot);
        free(never);
        free(forgot);
        ledger_close(l);
        room_close(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_and_any_runs_give_the_same_copies),
        cmocka_unit_test(what_was_forgotten_leaves_no_trace_in_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
