/* The door: takes connections, looks at the head of the request without taking it away, and hands on those whose head is whole
 * and well formed (head.h). The others are answered here, as every error is: with the standing headers and in the one form.
 *
 *   listening socket ──▶ door (one thread, epoll) ──▶ take(fd): the HTTP library reads the request from its first byte
 *                          └─ wrong, too slow, too many ──▶ an answer, and the connection ends
 *
 * Who is slow holds nobody else up: where the door is full, the one who has waited longest gives way. */
#ifndef DP_SERVE_DOOR_H
#define DP_SERVE_DOOR_H

#include <stdbool.h>
#include <sys/socket.h>

#include "core/error.h"

#define DOOR_MOST    128u  /* connections whose head is awaited, or whose refusal is being read */
#define DOOR_WAIT_MS 30000 /* for a whole head */

typedef struct door door;
/* Owns the socket from then on; false: there is no room, and the connection stays the door's. */
typedef bool (*door_take_fn)(void *context, int fd, const struct sockaddr *from, socklen_t from_bytes);

/* Listens already; the door closes it at the end. */
dp_status door_open(int listener, door_take_fn take, void *context, door **out, dp_error *err);
void door_close(door *d); /* drops who still waits; NULL is nothing */

#endif
