/* A server over a small ledger, and a client that says exactly what a test wants said. All on 127.0.0.1, ports chosen by the
 * kernel.
 *
 *     place p;  place_open(&p, &(serve_options){.coder = "ana"});
 *     reply r = place_get(&p, "/claims.json?limit=1");
 *     assert_int_equal(r.status, 200);  …  reply_free(&r);  place_close(&p);
 *
 * The dispatches are invented: a frontier war of 1931 between Harbourland and Upland, with outlets that do not exist. */
#ifndef DP_TEST_SERVE_PLACE_H
#define DP_TEST_SERVE_PLACE_H

#include <arpa/inet.h>
#include <sys/socket.h>

#include "ledger/story.h"
#include "serve/serve.h"

typedef struct place {
    room room;
    server *s;
    uint16_t port;
    char host[32]; /* "127.0.0.1:4711" */
} place;

typedef struct reply {
    unsigned status;
    char *head; /* status line and headers */
    char *body;
    size_t body_bytes;
} reply;

void place_fill(place *p);                         /* makes the ledger */
void place_tell_more(place *p, unsigned days);     /* of Abu Kamal, by one more outlet, day after day */
void place_open(place *p, const serve_options *o); /* ledger and port are set here */
void place_close(place *p);

/* Sends the bytes as they are and reads to the end of the connection. */
reply place_send(const place *p, const char *bytes, size_t n);
/* A request with Host and further headers, each with its line's end; body may be NULL. */
reply place_ask(const place *p, const char *method, const char *target, const char *headers, const char *body);
reply place_get(const place *p, const char *target);
void reply_free(reply *r);
/* The value of a header, NULL where it is not there; until the next call. */
const char *reply_header(const reply *r, const char *name);
/* Logs in with the address of the server; cookie and token as headers to send along. */
void place_log_in(const place *p, char headers[512]);

#endif
