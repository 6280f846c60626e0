#include "watch/server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { VISITS_MAX = 4096 };

typedef struct entry {
    char *host, *path;
    int64_t started_ms;
    bool open;
} entry;

struct server {
    server_fn answer;
    void *context;
    int listener, stop[2]; /* the pipe's end is closed to tell all threads */
    uint16_t port;
    pthread_t thread, visitors[VISITS_MAX];
    unsigned visitor_count;
    pthread_mutex_t lock;
    entry log[VISITS_MAX];
    unsigned logged, most, most_of_host;
};

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the log -------------------------------------------------------------------------------------------------------------- */

static void note_start(visit *v) {
    server *s = v->s;
    unsigned all = 0, same = 0;
    pthread_mutex_lock(&s->lock);
    const unsigned at = s->logged < VISITS_MAX ? s->logged++ : VISITS_MAX - 1;
    s->log[at] = (entry){strdup(v->host), strdup(v->path), now_ms(), true};
    for (unsigned i = 0; i < s->logged; i++) {
        all += s->log[i].open;
        same += s->log[i].open && strcmp(s->log[i].host, v->host) == 0;
    }
    if (all > s->most) s->most = all;
    if (same > s->most_of_host) s->most_of_host = same;
    v->at = at;
    pthread_mutex_unlock(&s->lock);
}

static void note_end(visit *v) {
    pthread_mutex_lock(&v->s->lock);
    v->s->log[v->at].open = false;
    pthread_mutex_unlock(&v->s->lock);
}

char *server_log(server *s) {
    char *text = NULL;
    size_t n;
    FILE *f = open_memstream(&text, &n);
    if (!f) return NULL;
    pthread_mutex_lock(&s->lock);
    for (unsigned i = 0; i < s->logged; i++) fprintf(f, "%s %s\n", s->log[i].host, s->log[i].path);
    pthread_mutex_unlock(&s->lock);
    fclose(f);
    return text;
}

unsigned server_count(server *s, const char *path) {
    unsigned n = 0;
    pthread_mutex_lock(&s->lock);
    for (unsigned i = 0; i < s->logged; i++) n += strcmp(s->log[i].path, path) == 0;
    pthread_mutex_unlock(&s->lock);
    return n;
}

unsigned server_most_of_host(server *s) {
    return s->most_of_host;
}

unsigned server_most(server *s) {
    return s->most;
}

int64_t server_least_pause_ms(server *s, const char *host) {
    int64_t before = -1, least = INT64_MAX;
    pthread_mutex_lock(&s->lock);
    for (unsigned i = 0; i < s->logged; i++) {
        if (strcmp(s->log[i].host, host) != 0) continue;
        if (before >= 0 && s->log[i].started_ms - before < least) least = s->log[i].started_ms - before;
        before = s->log[i].started_ms;
    }
    pthread_mutex_unlock(&s->lock);
    return least;
}

/* ---- answers -------------------------------------------------------------------------------------------------------------- */

bool visit_send(visit *v, const void *bytes, size_t n) {
    const char *at = bytes;
    while (n) {
        const ssize_t sent = send(v->fd, at, n, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        at += sent;
        n -= (size_t)sent;
    }
    return true;
}

bool visit_say(visit *v, const char *fmt, ...) {
    char *text = NULL;
    va_list args;
    va_start(args, fmt);
    const int n = vasprintf(&text, fmt, args);
    va_end(args);
    const bool ok = n >= 0 && visit_send(v, text, (size_t)n);
    free(n >= 0 ? text : NULL);
    return ok;
}

/* Over before it is sent: whoever has the whole answer may ask again while this thread still waits for its turn. */
void visit_answer(visit *v, int status, const char *headers, const char *body) {
    note_end(v);
    visit_say(v, "HTTP/1.1 %d x\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n%s", status, strlen(body), headers, body);
}

bool visit_header(const visit *v, const char *name, char *out, size_t size) {
    const size_t n = strlen(name);
    for (const char *line = v->head; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        if (strncasecmp(line, name, n) != 0 || line[n] != ':') continue;
        line += n + 1;
        line += strspn(line, " ");
        snprintf(out, size, "%.*s", (int)strcspn(line, "\r\n"), line);
        return true;
    }
    return false;
}

bool visit_wait(visit *v, int ms) {
    struct pollfd f[2] = {{.fd = v->fd, .events = POLLRDHUP}, {.fd = v->s->stop[0], .events = POLLIN}};
    return poll(f, 2, ms) == 0;
}

/* ---- connections ---------------------------------------------------------------------------------------------------------- */

static bool read_head(visit *v) {
    size_t n = 0;
    while (n < sizeof v->head - 1) {
        struct pollfd f[2] = {{.fd = v->fd, .events = POLLIN}, {.fd = v->s->stop[0], .events = POLLIN}};
        if (poll(f, 2, 5000) <= 0 || f[1].revents) return false;
        const ssize_t got = recv(v->fd, v->head + n, sizeof v->head - 1 - n, 0);
        if (got <= 0) return false;
        n += (size_t)got;
        v->head[n] = '\0';
        if (strstr(v->head, "\r\n\r\n")) break;
    }
    if (sscanf(v->head, "%*s %4095s", v->path) != 1) return false;
    if (visit_header(v, "Host", v->host, sizeof v->host)) v->host[strcspn(v->host, ":")] = '\0';
    return true;
}

static void *serve_visit(void *context) {
    visit *v = context;
    if (read_head(v)) {
        note_start(v);
        v->s->answer(v->s->context, v);
        note_end(v);
    }
    shutdown(v->fd, SHUT_WR);
    close(v->fd);
    free(v);
    return NULL;
}

static void *serve(void *context) {
    server *s = context;
    for (;;) {
        struct pollfd f[2] = {{.fd = s->listener, .events = POLLIN}, {.fd = s->stop[0], .events = POLLIN}};
        if (poll(f, 2, -1) < 0 || f[1].revents) return NULL;
        const int fd = accept(s->listener, NULL, NULL);
        visit *v = fd >= 0 && s->visitor_count < VISITS_MAX ? calloc(1, sizeof *v) : NULL;
        if (!v) continue;
        v->s = s;
        v->fd = fd;
        if (pthread_create(&s->visitors[s->visitor_count], NULL, serve_visit, v) == 0) s->visitor_count++;
    }
}

server *server_start(server_fn answer, void *context) {
    server *s = calloc(1, sizeof *s);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    s->answer = answer;
    s->context = context;
    pthread_mutex_init(&s->lock, NULL);
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (pipe(s->stop) != 0 || bind(s->listener, (struct sockaddr *)&at, size) != 0 || listen(s->listener, 64) != 0 ||
        getsockname(s->listener, (struct sockaddr *)&at, &size) != 0 || pthread_create(&s->thread, NULL, serve, s) != 0) {
        free(s);
        return NULL;
    }
    s->port = ntohs(at.sin_port);
    return s;
}

void server_stop(server *s) {
    close(s->stop[1]);
    pthread_join(s->thread, NULL);
    for (unsigned i = 0; i < s->visitor_count; i++) pthread_join(s->visitors[i], NULL);
    close(s->listener);
    close(s->stop[0]);
    for (unsigned i = 0; i < s->logged; i++) {
        free(s->log[i].host);
        free(s->log[i].path);
    }
    pthread_mutex_destroy(&s->lock);
    free(s);
}

uint16_t server_port(const server *s) {
    return s->port;
}
