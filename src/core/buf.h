/* A growable byte buffer on the heap, for output that outlives an arena. Owned by whoever called buf_init.
 * A failed growth sets `failed` and later appends do nothing: check once, at the end. */
#ifndef DP_CORE_BUF_H
#define DP_CORE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

typedef struct buf {
    char *at;
    size_t n, cap;
    bool failed;
} buf;

void buf_init(buf *b);
void buf_clear(buf *b); /* keeps the memory */
void buf_free(buf *b);
void buf_add(buf *b, const void *bytes, size_t n);
void buf_str(buf *b, const char *s); /* NUL-terminated; NULL adds nothing */
void buf_char(buf *b, char c);
void buf_int(buf *b, int64_t v);
void buf_printf(buf *b, const char *fmt, ...) DP_PRINTF(2, 3);
/* NUL-terminates without counting the NUL; gives b->at, or NULL if growth failed. */
const char *buf_cstr(buf *b);

/* JSON, written straight into the buffer. The caller opens and closes; commas are its own business through json_sep,
 * which adds one unless the last byte is '{', '[' or ':'. Strings come out as valid UTF-8 whatever went in: broken
 * bytes become U+FFFD, control characters and U+2028/9 are escaped. */
void json_sep(buf *b);
void json_str(buf *b, const char *s, size_t n);
void json_key(buf *b, const char *key);                       /* sep, "key": */
void json_kv_str(buf *b, const char *key, const char *value); /* null when value is NULL */
void json_kv_int(buf *b, const char *key, int64_t value);
void json_kv_real(buf *b, const char *key, double value, int decimals); /* always with a '.', never with an exponent */
/* Up to five decimals, with a point in any locale and without idle zeros: 34.45, 7.0; null for what is no number. */
void json_number(double v, buf *b);
void json_kv_bool(buf *b, const char *key, bool value);
void json_kv_null(buf *b, const char *key);

#endif
