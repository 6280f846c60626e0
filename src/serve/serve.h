/* The server: the ledger's answers over HTTP, as a page for people and as an API for programs (docs/serve.md, docs/api.md).
 *
 *   socket ──▶ door ──▶ http.c (libmicrohttpd) ──▶ request ──▶ guard ──▶ route ──▶ view_*.c ──▶ ledger
 *                                                                            │
 *                  answer ◀── page (HTML) · list (JSON) · stream (CSV, GeoJSON) · feed (Atom, JSON Feed)
 *
 * It binds to 127.0.0.1 unless told otherwise, reads with connections that cannot write, and writes nothing but coders'
 * decisions, for one who holds the link that it hands out once. It keeps no log and fetches nothing.
 *
 *     server *s = NULL;
 *     if (serve_start(&(serve_options){.ledger = "depeche.db", .k = &k}, &s, &err) == DP_OK) puts(serve_address(s));
 *     …
 *     serve_stop(s);                                       waits for answers that are under way
 *
 * Thread rule: serve_start and serve_stop are called by one thread; requests are answered by threads of the server's own. */
#ifndef DP_SERVE_SERVE_H
#define DP_SERVE_SERVE_H

#include "ledger/ledger.h"

#define SERVE_PORT        8017u
#define SERVE_TIME_MS     5000u /* a question ends after that, and its answer says that it is not whole */
#define SERVE_TOKEN_LEAST 16u   /* characters of a token */
#define SERVE_CONNECTIONS 64u   /* at once */
#define SERVE_HANDLES     4u    /* connections to the ledger, for reading */

typedef struct serve_options {
    const char *ledger;
    const knowledge *k; /* must outlive the server */
    const char *host;   /* a numeric address; NULL: 127.0.0.1. Any other than a loopback one needs a token */
    uint16_t port;      /* 0: any that is free */
    const char *token;  /* asked of every request, also for reading; NULL: none */
    const char *names;  /* further names by which the server is called, set apart by commas; NULL */
    bool withheld;      /* others may see what is withheld from exports: without it a ledger that withholds something is
                           served to this machine alone */
    const char *coder;  /* who decides on the page; NULL: nothing can be written */
    uint32_t time_ms;   /* of one question; 0: SERVE_TIME_MS */
    int64_t (*now)(void *context); /* seconds since 1970 for decisions and feeds; NULL: the clock's */
    void *context;
} serve_options;

typedef struct server server;

/* Opens the ledger and the socket and starts to answer. Texts of the options are copied. DP_E_USAGE for an address that is none
 * or needs a token, DP_E_IO where the port is taken. */
dp_status serve_start(const serve_options *options, server **out, dp_error *err);

/* "http://127.0.0.1:8017/": where the page is. With a coder it is a link that lets one browser write, once. */
const char *serve_address(const server *s);
uint16_t serve_port(const server *s);

/* Ends it: takes no more requests, ends questions under way, closes the ledger. NULL is nothing. */
void serve_stop(server *s);

#endif
