#include "serve/handles.h"

#include <errno.h>
#include <time.h>

#include "ledger/deadline.h"

enum { WAITING_MOST = 64 };

void handles_begin(handle_pool *p) {
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->free_again, &clock);
    pthread_condattr_destroy(&clock);
}

dp_status handles_open(handle_pool *p, const char *path, const knowledge *k, uint32_t n, dp_error *err) {
    const ledger_options reading = {.mode = LEDGER_READ};
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < n && i < SERVE_HANDLES; i++) {
        s = ledger_open(path, &reading, k, &p->all[i], err);
        if (s == DP_OK) p->idle[p->idle_count++] = p->all[p->count++];
    }
    return s;
}

ledger *handles_lend(handle_pool *p, unsigned wait_ms) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += wait_ms / 1000;
    ledger *l = NULL;
    pthread_mutex_lock(&p->lock);
    if (p->idle_count || p->waiting < WAITING_MOST) {
        p->waiting++;
        while (!p->idle_count && pthread_cond_timedwait(&p->free_again, &p->lock, &until) != ETIMEDOUT) {
        }
        p->waiting--;
        if (p->idle_count) l = p->idle[--p->idle_count];
    }
    pthread_mutex_unlock(&p->lock);
    return l;
}

void handles_return(handle_pool *p, ledger *l) {
    pthread_mutex_lock(&p->lock);
    p->idle[p->idle_count++] = l;
    pthread_cond_signal(&p->free_again);
    pthread_mutex_unlock(&p->lock);
}

void handles_interrupt(handle_pool *p) {
    for (uint32_t i = 0; i < p->count; i++) ledger_interrupt(p->all[i]);
}

void handles_close(handle_pool *p) {
    for (uint32_t i = 0; i < p->count; i++) ledger_close(p->all[i]);
    pthread_cond_destroy(&p->free_again);
    pthread_mutex_destroy(&p->lock);
    *p = (handle_pool){0};
}
