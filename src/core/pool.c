/* The pool has no boss: each thread, the caller's too, takes what is due next: hand a finished item to the sink, fetch a new
 * one and work on it, or wait. So a thread that blocks in `next` (a slow pipe) does not hold back finished items. */
#include "core/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

typedef struct pool {
    const pool_job *job;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    char *items;             /* [window][item_bytes] */
    bool *done;              /* [window] worked on, not yet handed on */
    size_t *weights, weight; /* [window] of each item, and of all that are alive */
    uint64_t fed, sunk;
    bool feeding, sinking, ended, stopped;
} pool;

typedef struct pool_thread {
    pool *pool;
    unsigned number;
    pthread_t id;
} pool_thread;

static void *item_at(const pool *p, uint64_t k) {
    return p->items + (size_t)(k % p->job->window) * p->job->item_bytes;
}

static bool sink_one(pool *p) {
    if (p->sinking || p->sunk == p->fed || !p->done[p->sunk % p->job->window]) return false;
    p->sinking = true;
    void *item = item_at(p, p->sunk);
    pthread_mutex_unlock(&p->lock);
    bool more = p->job->sink(p->job->context, item);
    pthread_mutex_lock(&p->lock);
    p->done[p->sunk % p->job->window] = false;
    p->weight -= p->weights[p->sunk % p->job->window];
    p->sunk++;
    p->sinking = false;
    if (!more) p->stopped = true;
    pthread_cond_broadcast(&p->changed);
    return true;
}

static bool is_full(const pool *p) {
    return p->fed - p->sunk >= p->job->window || (p->job->weight && p->fed > p->sunk && p->weight >= p->job->weight_max);
}

static bool work_one(pool *p, unsigned thread) {
    if (p->feeding || p->ended || is_full(p)) return false;
    p->feeding = true;
    uint64_t k = p->fed;
    void *item = item_at(p, k);
    pthread_mutex_unlock(&p->lock);
    bool got = p->job->next(p->job->context, item);
    const size_t weight = got && p->job->weight ? p->job->weight(p->job->context, item) : 0;
    pthread_mutex_lock(&p->lock);
    p->feeding = false;
    if (got) {
        p->weights[k % p->job->window] = weight;
        p->weight += weight;
        p->fed++;
    } else {
        p->ended = true;
    }
    pthread_cond_broadcast(&p->changed);
    if (!got) return true;
    pthread_mutex_unlock(&p->lock);
    p->job->work(p->job->context, thread, item);
    pthread_mutex_lock(&p->lock);
    p->done[k % p->job->window] = true;
    pthread_cond_broadcast(&p->changed);
    return true;
}

static void *run(void *at) {
    pool_thread *t = at;
    pool *p = t->pool;
    pthread_mutex_lock(&p->lock);
    while (!p->stopped && !(p->ended && p->sunk == p->fed)) {
        if (sink_one(p) || work_one(p, t->number)) continue;
        pthread_cond_wait(&p->changed, &p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

dp_status pool_run(const pool_job *job, dp_error *err) {
    if (job->threads < 1 || job->window < job->threads)
        return error_set(err, DP_E_INTERNAL, "a pool of %u threads needs a window of as many items, not %u", job->threads,
                         job->window);
    pool p = {.job = job, .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    pool_thread *threads = calloc(job->threads, sizeof *threads);
    p.items = calloc(job->window, job->item_bytes ? job->item_bytes : 1);
    p.done = calloc(job->window, sizeof *p.done);
    p.weights = calloc(job->window, sizeof *p.weights);
    dp_status status = threads && p.items && p.done && p.weights ? DP_OK : error_nomem(err);
    if (status == DP_OK) {
        unsigned started = 1;
        for (unsigned i = 0; i < job->threads; i++) threads[i] = (pool_thread){.pool = &p, .number = i};
        /* Where the system gives fewer threads than asked for, those that run do all the work. */
        while (started < job->threads && pthread_create(&threads[started].id, NULL, run, &threads[started]) == 0) started++;
        run(&threads[0]);
        for (unsigned i = 1; i < started; i++) pthread_join(threads[i].id, NULL);
        for (unsigned i = 0; job->item_free && i < job->window; i++) job->item_free(job->context, item_at(&p, i));
    }
    free(p.weights);
    free(p.done);
    free(p.items);
    free(threads);
    pthread_cond_destroy(&p.changed);
    pthread_mutex_destroy(&p.lock);
    return status;
}

unsigned pool_cpus(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}
