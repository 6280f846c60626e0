/* A web server on 127.0.0.1 that does as a test tells it, byte by byte: what it sends need not be HTTP. One thread a connection,
 * one request a connection. */
#ifndef DP_TEST_WATCH_SERVER_H
#define DP_TEST_WATCH_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct server server;

typedef struct visit {
    server *s;
    int fd;
    char head[16384]; /* the request's line and headers, NUL-terminated */
    char host[256];   /* without the port */
    char path[4096];  /* with the query */
    unsigned at;      /* in the log */
} visit;

/* Called by the thread of a connection. */
typedef void (*server_fn)(void *context, visit *v);

server *server_start(server_fn answer, void *context); /* NULL where no port is free */
void server_stop(server *s);
uint16_t server_port(const server *s);

/* What was asked for, in its order: "host /path\n" a line, as a string that the caller frees. */
char *server_log(server *s);
/* Requests of one path so far, of any host. */
unsigned server_count(server *s, const char *path);
/* The most requests that were under way at the same moment, of one host and of all. */
unsigned server_most_of_host(server *s);
unsigned server_most(server *s);
/* Milliseconds between the starts of the two requests of one host that came closest upon each other. */
int64_t server_least_pause_ms(server *s, const char *host);

/* ---- for answers ---------------------------------------------------------------------------------------------------------- */

bool visit_say(visit *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool visit_send(visit *v, const void *bytes, size_t n); /* false once the other side has gone */
/* A whole answer; `headers` are lines with their ends, or "". */
void visit_answer(visit *v, int status, const char *headers, const char *body);
/* The value of a request's header, in `out`; false where there is none. */
bool visit_header(const visit *v, const char *name, char *out, size_t size);
/* Waits until the other side has gone or the server stops, at most so long; true where time ran out. */
bool visit_wait(visit *v, int ms);

#endif
