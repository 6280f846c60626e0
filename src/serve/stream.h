/* Answers of any length: made by a thread of their own as fast as they are read, through a small buffer.
 *
 *   export_run ──▶ write: waits while 256 KiB lie unread ──▶ stream_read: waits while none do ──▶ the socket
 *
 * CSV and GeoJSON of claims are those of `depeche export`; other lists are the rows that their JSON has. */
#ifndef DP_SERVE_STREAM_H
#define DP_SERVE_STREAM_H

#include "serve/app.h"

#define STREAMS_MOST   2u      /* at once: each keeps a connection to the ledger */
#define STREAM_TIME_MS 600000u /* a download ends after that, cut off where it is */

typedef struct stream stream;
/* Sets the answer to a stream of the route's list in the form that was asked for; takes x->l over. */
void stream_answer(exchange *x);
/* Bytes, 0 at the end, -1 where it failed: the connection is then cut off, so that nobody takes the part for the whole. */
int64_t stream_read(stream *s, char *out, size_t room);
void stream_close(stream *s); /* ends the thread; NULL is nothing */

#endif
