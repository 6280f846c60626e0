/* The wire: libmicrohttpd behind the door (door.h), one thread a connection, one request each. */
#ifndef DP_SERVE_HTTP_H
#define DP_SERVE_HTTP_H

#include "serve/app.h"

#define HTTP_IDLE_S 30u /* a connection that is silent so long is closed */

typedef struct http http;
/* Binds to s->o.host and port and answers from now on; s->port becomes the port. */
dp_status http_start(server *s, http **out, dp_error *err);
void http_stop(http *h); /* waits for the answers under way; NULL is nothing */

#endif
