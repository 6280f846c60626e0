/* UTF-8: decoding that never fails, and the way from byte offsets to code points.
 *
 * Inside depeche a text is bytes and every offset counts bytes; at the edge (JSON, ledger) offsets count code points.
 * A byte that does not begin or continue a well-formed sequence counts as one code point, U+FFFD, as Python's
 * errors="replace" and WHATWG's decoder count it ("maximal subpart" practice, Unicode 3.9 table 3-7). */
#ifndef DP_CORE_UTF8_H
#define DP_CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/error.h"

/* Half-open range of bytes in a dispatch's text. */
typedef struct span {
    uint32_t start, end;
} span;

static inline bool span_overlaps(span a, span b) {
    return a.start < b.end && b.start < a.end;
}
static inline bool span_holds(span outer, span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}

/* Decodes the code point at s (n > 0 bytes are left) and gives how many bytes it took, 1 to 4. */
size_t utf8_decode(const char *s, size_t n, uint32_t *cp);
/* utf8_decode says U+FFFD both for a written U+FFFD and for broken bytes; this tells them apart. */
static inline bool utf8_is_broken(const char *s, size_t bytes, uint32_t cp) {
    return cp == 0xFFFD && !(bytes == 3 && (unsigned char)s[0] == 0xEF && (unsigned char)s[1] == 0xBF);
}
/* Encodes cp (U+FFFD where it is none) and gives the number of bytes, 1 to 4. */
size_t utf8_encode(uint32_t cp, char out[4]);
bool utf8_valid(const char *s, size_t n);
size_t utf8_count(const char *s, size_t n); /* code points */

/* A well-formed copy of s: broken sequences become U+FFFD. */
dp_status utf8_mend(const char *s, size_t n, arena *a, const char **out, size_t *out_bytes);

/* Byte offset → code point offset, by a table of one entry each 64 bytes: built in one pass, answered in O(64). */
typedef struct utf8_index {
    const char *text;
    size_t text_bytes;
    uint32_t *before; /* [text_bytes / 64 + 1] code points before byte 64 k */
    bool ascii;
} utf8_index;
dp_status utf8_index_make(utf8_index *ix, const char *text, size_t n, arena *a);
uint32_t utf8_index_at(const utf8_index *ix, uint32_t offset_bytes);

#endif
