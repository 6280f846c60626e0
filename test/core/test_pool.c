#include "testing.h"

#include <pthread.h>
#include <sched.h>

#include "core/pool.h"

typedef struct square_job {
    uint64_t next, limit, stop_at;
    uint64_t sunk;
    bool in_next, in_sink, wrong_order;
    unsigned freed;
    unsigned threads;
} square_job;

typedef struct square_item {
    uint64_t k, square;
    unsigned used;
} square_item;

static bool square_next(void *context, void *item) {
    square_job *j = context;
    assert_false(j->in_next);
    j->in_next = true;
    sched_yield();
    bool more = j->next < j->limit;
    if (more) *(square_item *)item = (square_item){.k = j->next++, .used = 1};
    j->in_next = false;
    return more;
}

static void square_work(void *context, unsigned thread, void *item) {
    square_job *j = context;
    square_item *it = item;
    assert_true(thread < j->threads);
    if (it->k % 3 == 0) sched_yield();
    it->square = it->k * it->k;
}

static bool square_sink(void *context, void *item) {
    square_job *j = context;
    square_item *it = item;
    assert_false(j->in_sink);
    j->in_sink = true;
    if (it->k != j->sunk || it->square != it->k * it->k) j->wrong_order = true;
    j->sunk++;
    j->in_sink = false;
    return j->sunk != j->stop_at;
}

static void square_free(void *context, void *item) {
    ((square_job *)context)->freed++;
    (void)item;
}

static square_job run(unsigned threads, unsigned window, uint64_t limit, uint64_t stop_at) {
    square_job j = {.limit = limit, .stop_at = stop_at, .threads = threads};
    pool_job job = {.threads = threads,
                    .window = window,
                    .item_bytes = sizeof(square_item),
                    .context = &j,
                    .next = square_next,
                    .work = square_work,
                    .sink = square_sink,
                    .item_free = square_free};
    dp_error err;
    assert_int_equal(pool_run(&job, &err), DP_OK);
    assert_false(j.wrong_order);
    assert_int_equal(j.freed, window);
    return j;
}

static void items_reach_the_sink_in_their_order_on_any_number_of_threads(void **state) {
    (void)state;
    for (unsigned threads = 1; threads <= 8; threads++)
        for (unsigned window = threads; window <= threads * 3; window += threads)
            assert_int_equal(run(threads, window, 3000, 0).sunk, 3000);
}

/* Items of 10 bytes each: with a limit of 25 three may be alive, the third having been fetched at 20. */
typedef struct weighed_job {
    uint64_t next;
    _Atomic unsigned alive, most;
} weighed_job;

static bool weighed_next(void *context, void *item) {
    weighed_job *j = context;
    (void)item;
    const unsigned alive = ++j->alive;
    if (alive > j->most) j->most = alive;
    return j->next++ < 500;
}

static size_t weighed_weight(void *context, const void *item) {
    (void)context, (void)item;
    return 10;
}

static void weighed_work(void *context, unsigned thread, void *item) {
    (void)context, (void)thread, (void)item;
    sched_yield();
}

static bool weighed_sink(void *context, void *item) {
    weighed_job *j = context;
    (void)item;
    j->alive--;
    return true;
}

static void what_is_in_flight_is_bounded_by_its_weight(void **state) {
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        weighed_job j = {.next = 0};
        const pool_job job = {.threads = threads,
                              .window = 16,
                              .item_bytes = 1,
                              .context = &j,
                              .next = weighed_next,
                              .weight = weighed_weight,
                              .weight_max = 25,
                              .work = weighed_work,
                              .sink = weighed_sink};
        dp_error err;
        assert_int_equal(pool_run(&job, &err), DP_OK);
        assert_int_equal(j.next, 501);
        assert_in_range(j.most, 1, 3);
    }
}

static void no_items_is_no_work(void **state) {
    (void)state;
    assert_int_equal(run(4, 8, 0, 0).sunk, 0);
}

static void the_sink_may_stop_early(void **state) {
    (void)state;
    for (unsigned threads = 1; threads <= 4; threads++) {
        square_job j = run(threads, 6, 100000, 10);
        assert_int_equal(j.sunk, 10);
        assert_true(j.next <= 16);
    }
}

static void a_window_smaller_than_the_threads_is_refused(void **state) {
    (void)state;
    dp_error err;
    pool_job job = {.threads = 4, .window = 3};
    assert_int_equal(pool_run(&job, &err), DP_E_INTERNAL);
    job = (pool_job){.threads = 0};
    assert_int_equal(pool_run(&job, &err), DP_E_INTERNAL);
    assert_true(pool_cpus() >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_reach_the_sink_in_their_order_on_any_number_of_threads),
        cmocka_unit_test(what_is_in_flight_is_bounded_by_its_weight),
        cmocka_unit_test(no_items_is_no_work),
        cmocka_unit_test(the_sink_may_stop_early),
        cmocka_unit_test(a_window_smaller_than_the_threads_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
