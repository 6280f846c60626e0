#include "serve/door.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "serve/head.h"
#include "serve/headers.h"

enum { LEAVE_MS = 2000, LEAVE_BYTES = 1 << 20, EVENTS = 32 };

/* A connection: its head is awaited, or it was refused and reads why. What a refused one still sends is read and dropped, because
 * closing a socket with unread bytes would take the answer away from it. */
typedef struct visitor {
    int fd; /* -1: none */
    bool leaving;
    int64_t until_ms;
    size_t dropped; /* bytes */
    struct sockaddr_storage from;
    socklen_t from_bytes;
} visitor;

struct door {
    int listener, events, stop;
    door_take_fn take;
    void *context;
    pthread_t thread;
    visitor visitors[DOOR_MOST];
    char head[HEAD_BYTES_MOST + 1];
};

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool watch(const door *d, int fd, void *who, uint32_t what) {
    struct epoll_event e = {.events = what, .data.ptr = who};
    return epoll_ctl(d->events, EPOLL_CTL_ADD, fd, &e) == 0;
}

static void drop(visitor *v) {
    if (v->fd >= 0) close(v->fd);
    v->fd = -1;
}

/* ---- refusing
 * -------------------------------------------------------------------------------------------------------------------- */

static void write_header(void *out, const char *name, const char *value) {
    buf_printf(out, "%s: %s\r\n", name, value);
}

/* A refusal has less than two kilobytes, which an empty socket takes at once. */
static void refuse(visitor *v, const head_fault *fault) {
    answer a;
    buf out;
    answer_init(&a);
    buf_init(&out);
    answer_problem(&a, fault->status, fault->detail, fault->remedy);
    buf_printf(&out, "HTTP/1.1 %u %s\r\n", a.status, status_title(a.status));
    headers_of(&a, write_header, &out);
    buf_printf(&out, "Content-Length: %zu\r\n\r\n", a.body.n);
    if (!fault->bodiless) buf_add(&out, a.body.at, a.body.n);
    if (out.failed || a.body.failed || send(v->fd, out.at, out.n, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) drop(v);
    buf_free(&out);
    answer_free(&a);
    if (v->fd < 0) return;
    shutdown(v->fd, SHUT_WR);
    v->leaving = true;
    v->until_ms = now_ms() + LEAVE_MS;
}

/* ---- one connection
 * -------------------------------------------------------------------------------------------------------------- */

static void see_off(door *d, visitor *v) {
    for (;;) {
        const ssize_t n = recv(v->fd, d->head, sizeof d->head, MSG_DONTWAIT);
        if (n > 0) v->dropped += (size_t)n;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0 || v->dropped > LEAVE_BYTES) {
            drop(v);
            return;
        }
    }
}

static void hand_on(door *d, visitor *v) {
    static const head_fault full = {.status = 503, .detail = "the server is busy", .remedy = "ask again in a moment"};
    epoll_ctl(d->events, EPOLL_CTL_DEL, v->fd, NULL);
    if (d->take(d->context, v->fd, (struct sockaddr *)&v->from, v->from_bytes)) {
        v->fd = -1;
        return;
    }
    refuse(v, &full);
    if (v->fd >= 0 && !watch(d, v->fd, v, EPOLLIN | EPOLLRDHUP | EPOLLET)) drop(v);
}

static void look(door *d, visitor *v) {
    head_fault fault;
    const ssize_t n = recv(v->fd, d->head, HEAD_BYTES_MOST, MSG_PEEK | MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) {
        drop(v);
        return;
    }
    switch (head_read(d->head, (size_t)n, &fault)) {
    case HEAD_PART:
        return;
    case HEAD_WHOLE:
        hand_on(d, v);
        return;
    case HEAD_WRONG:
        refuse(v, &fault);
        if (v->fd >= 0) see_off(d, v);
    }
}

/* ---- all of them
 * ------------------------------------------------------------------------------------------------------------------ */

/* A free place, else that of the one who has waited longest. */
static visitor *place_for(door *d) {
    visitor *oldest = &d->visitors[0];
    for (size_t i = 0; i < DOOR_MOST; i++) {
        if (d->visitors[i].fd < 0) return &d->visitors[i];
        if (d->visitors[i].until_ms < oldest->until_ms) oldest = &d->visitors[i];
    }
    drop(oldest);
    return oldest;
}

static void let_in(door *d) {
    for (;;) {
        struct sockaddr_storage from;
        socklen_t from_bytes = sizeof from;
        const int fd = accept4(d->listener, (struct sockaddr *)&from, &from_bytes, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0 && errno == EINTR) continue;
        if (fd < 0) return;
        visitor *v = place_for(d);
        *v = (visitor){.fd = fd, .until_ms = now_ms() + DOOR_WAIT_MS, .from = from, .from_bytes = from_bytes};
        if (!watch(d, fd, v, EPOLLIN | EPOLLRDHUP | EPOLLET)) drop(v);
    }
}

static void see_to(door *d, visitor *v) {
    if (v->fd < 0) return; /* gave way meanwhile */
    if (v->leaving)
        see_off(d, v);
    else
        look(d, v);
}

/* Those whose time is over; gives how long the next one has, -1 for ever. */
static int end_late(door *d) {
    static const head_fault late = {.status = 408, .detail = "the request did not come", .remedy = "ask again"};
    int64_t least = -1;
    for (size_t i = 0; i < DOOR_MOST; i++) {
        visitor *v = &d->visitors[i];
        if (v->fd >= 0 && v->until_ms <= now_ms()) {
            if (v->leaving)
                drop(v);
            else
                refuse(v, &late);
        }
        if (v->fd < 0) continue;
        const int64_t left = v->until_ms - now_ms();
        if (least < 0 || left < least) least = left > 0 ? left : 0;
    }
    return (int)least;
}

static void *run(void *context) {
    door *d = context;
    for (;;) {
        struct epoll_event met[EVENTS];
        const int n = epoll_wait(d->events, met, EVENTS, end_late(d));
        for (int i = 0; i < n; i++) {
            if (met[i].data.ptr == &d->stop) return NULL;
            if (met[i].data.ptr == &d->listener)
                let_in(d);
            else
                see_to(d, met[i].data.ptr);
        }
    }
}

/* ---- beginning and end
 * ------------------------------------------------------------------------------------------------------------ */

static void release(door *d) {
    for (size_t i = 0; i < DOOR_MOST; i++) drop(&d->visitors[i]);
    close(d->listener);
    if (d->events >= 0) close(d->events);
    if (d->stop >= 0) close(d->stop);
    free(d);
}

dp_status door_open(int listener, door_take_fn take, void *context, door **out, dp_error *err) {
    door *d = calloc(1, sizeof *d);
    if (!d) {
        close(listener);
        return error_nomem(err);
    }
    for (size_t i = 0; i < DOOR_MOST; i++) d->visitors[i].fd = -1;
    d->listener = listener;
    d->take = take;
    d->context = context;
    d->events = epoll_create1(EPOLL_CLOEXEC);
    d->stop = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (d->events < 0 || d->stop < 0 || !watch(d, d->listener, &d->listener, EPOLLIN) || !watch(d, d->stop, &d->stop, EPOLLIN) ||
        pthread_create(&d->thread, NULL, run, d) != 0) {
        release(d);
        return error_set(err, DP_E_IO, "the system gives no means to wait for connections");
    }
    *out = d;
    return DP_OK;
}

void door_close(door *d) {
    if (!d) return;
    const uint64_t one = 1;
    while (write(d->stop, &one, sizeof one) < 0 && errno == EINTR)
        ;
    pthread_join(d->thread, NULL);
    release(d);
}
