/* The wire: libmicrohttpd, one thread a connection. Sockets, limits, and the headers that every answer bears. */
#ifndef DP_SERVE_HTTP_H
#define DP_SERVE_HTTP_H

#include "serve/app.h"

#define HTTP_BODY_MOST    16384u /* bytes of a request's body */
#define HTTP_HEADERS_MOST 16384u /* bytes of its headers */
#define HTTP_IDLE_S       30u    /* a connection that is silent so long is closed */

typedef struct http http;
/* Binds to s->o.host and port and answers from now on; s->port becomes the port. */
dp_status http_start(server *s, http **out, dp_error *err);
void http_stop(http *h); /* waits for the answers under way; NULL is nothing */

#endif
