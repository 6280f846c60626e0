/* HTTP messages as archives keep them: header lines and a body, unwrapped from chunks and packing. Also the header lines that
 * WARC and mail have in common with it. Pure functions over bytes that strangers wrote; nothing is fetched. */
#ifndef DP_ARCHIVE_HTTP_H
#define DP_ARCHIVE_HTTP_H

#include "core/buf.h"

/* A stretch of the bytes that were handed in. */
typedef struct field_value {
    const char *at; /* NULL: there is no such field */
    size_t n;
} field_value;

/* The value of the first field of that name in header lines [at, at + n), without blanks around it. Folded lines are not joined:
 * the value may hold line ends. */
field_value field_find(const char *at, size_t n, const char *name);
/* Is that the value, up to a ';' or blank, whatever the case? */
bool field_is(field_value v, const char *word);
/* Does it begin so, whatever the case? */
bool field_starts(field_value v, const char *start);
/* A whole number in decimal digits alone; false for anything else and beyond `most`. */
bool field_number(field_value v, uint64_t most, uint64_t *out);
/* Where the body begins behind the empty line, `n` where there is none. *header_bytes: the header lines. */
size_t header_end(const char *at, size_t n, size_t *header_bytes);

typedef struct http_message {
    int status; /* 200; 0 where the status line is none */
    field_value type, language, location;
    const char *body; /* in the message's bytes or in `room` */
    size_t body_bytes;
    bool chunks_broken; /* chunks that lie about their sizes: the body ends where they stop making sense */
} http_message;

/* Reads a message. `room` takes the body where it had to be unwrapped; at most `most` bytes. DP_E_FORMAT for a body that is
 * packed in a way that is not read or is damaged beyond use, DP_E_TOO_LONG for a bomb. */
dp_status http_read(const char *at, size_t n, size_t most, buf *room, http_message *out, dp_error *err);

#endif
