/* Many dispatches in order, on any number of threads; needs a pack. */
#include "testing.h"

#include <unistd.h>

#include "annotate/batch.h"

static knowledge k;
static char path[] = "/tmp/depeche-batch-XXXXXX.jsonl";
enum { LINES = 60, BROKEN = 17 };

static int prepare(void **state) {
    (void)state;
    const char *pack = getenv("DEPECHE_PACK");
    dp_error err = {0};
    if (pack && access(pack, R_OK) == 0 && knowledge_open(pack, &k, &err) != DP_OK) {
        print_message("%s: %s\n", err.file, err.message);
        return 1;
    }
    int fd = mkstemps(path, 6);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "wb");
    if (!f) return 1;
    for (int i = 0; i < LINES; i++) {
        if (i == BROKEN)
            fprintf(f, "{\"id\": \"broken\"\n");
        else
            fprintf(f,
                    "{\"id\": \"%d\", \"lang\": \"en\", \"text\": \"The army took town %d on Monday, residents said. %d people "
                    "were killed.\"}\n",
                    i, i, i);
    }
    return fclose(f);
}

static int tidy(void **state) {
    (void)state;
    unlink(path);
    knowledge_close(&k);
    return 0;
}

typedef struct collected {
    buf json;
    int items, errors, skipped, stop_after;
} collected;

static bool collect(void *context, const batch_item *item) {
    collected *c = context;
    c->items++;
    c->errors += item->status != DP_OK;
    c->skipped += item->skipped;
    if (!item->skipped) buf_add(&c->json, item->json.at, item->json.n);
    return c->items != c->stop_after;
}

static bool want_even(void *context, const dispatch *d) {
    (void)context;
    return (d->id[strlen(d->id) - 1] - '0') % 2 == 0;
}

static collected run(unsigned threads, int stop_after, bool (*wanted)(void *, const dispatch *)) {
    const char *const paths[] = {path};
    collected c = {.stop_after = stop_after};
    dp_error err;
    batch_options o = {.source = {.paths = paths, .path_count = 1},
                       .threads = threads,
                       .json = true,
                       .context = &c,
                       .sink = collect,
                       .wanted = wanted};
    assert_int_equal(batch_run(&k, &o, &err), DP_OK);
    return c;
}

#define NEED_PACK()                                                                                                              \
    do {                                                                                                                         \
        if (!k.pack.sections) {                                                                                                  \
            print_message("skipped: no $DEPECHE_PACK\n");                                                                        \
            skip();                                                                                                              \
        }                                                                                                                        \
    } while (0)

static void threads_change_nothing(void **state) {
    (void)state;
    NEED_PACK();
    collected one = run(1, 0, NULL);
    assert_int_equal(one.items, LINES);
    assert_int_equal(one.errors, 1);
    for (unsigned threads = 2; threads < 6; threads++) {
        collected more = run(threads, 0, NULL);
        assert_int_equal(more.json.n, one.json.n);
        assert_memory_equal(more.json.at, one.json.at, one.json.n);
        buf_free(&more.json);
    }
    buf_free(&one.json);
}

static void a_broken_line_gives_an_error_object_in_its_place(void **state) {
    (void)state;
    NEED_PACK();
    collected c = run(2, 0, NULL);
    const char *line = buf_cstr(&c.json);
    for (int i = 0; i < BROKEN; i++) line = strchr(line, '\n') + 1;
    assert_int_equal(strncmp(line, "{\"id\":\"broken\",\"error\":{\"code\":\"format\"", 37), 0);
    buf_free(&c.json);
}

static void what_is_not_wanted_is_skipped_and_a_sink_may_stop(void **state) {
    (void)state;
    NEED_PACK();
    collected c = run(2, 0, want_even);
    assert_int_equal(c.items, LINES);
    assert_int_equal(c.skipped, LINES / 2 - 1);
    buf_free(&c.json);
    c = run(2, 5, NULL);
    assert_int_equal(c.items, 5);
    buf_free(&c.json);
}

static void a_set_flag_interrupts(void **state) {
    (void)state;
    NEED_PACK();
    const char *const paths[] = {path};
    volatile sig_atomic_t stop = 1;
    collected c = {0};
    dp_error err;
    batch_options o = {.source = {.paths = paths, .path_count = 1}, .threads = 2, .stop = &stop, .context = &c, .sink = collect};
    assert_int_equal(batch_run(&k, &o, &err), DP_E_INTERRUPTED);
    assert_int_equal(c.items, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_broken_line_gives_an_error_object_in_its_place),
        cmocka_unit_test(what_is_not_wanted_is_skipped_and_a_sink_may_stop),
        cmocka_unit_test(a_set_flag_interrupts),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}
