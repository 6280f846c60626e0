/* A reader of one JSON value, for lines that strangers wrote: no recursion, no heap, exact positions in its complaints. Strings
 * come out as UTF-8; half a surrogate pair and U+0000 become U+FFFD. Numbers of any size are passed over unread. */
#ifndef DP_INGEST_JSON_READ_H
#define DP_INGEST_JSON_READ_H

#include "core/arena.h"
#include "core/error.h"

typedef struct json_reader {
    const char *start, *at, *end; /* valid UTF-8 */
    const char *fault;            /* what was expected, NULL while all is well */
    bool mended;                  /* a string held half a surrogate pair or a NUL */
    bool nomem;
} json_reader;

void json_open(json_reader *r, const char *s, size_t n);
/* '{' … '"', '[', digit, 't', 'f', 'n' of the next value; 0 at the end. Skips white space. */
char json_peek(json_reader *r);
/* Consumes `c`; else notes the fault. */
bool json_expect(json_reader *r, char c, const char *fault);
/* The string that begins here, NUL-terminated in the arena; NULL on a fault. */
const char *json_read_string(json_reader *r, arena *a, size_t *bytes);
/* Passes over one value of any kind, checking its form. */
bool json_skip(json_reader *r);

#endif
