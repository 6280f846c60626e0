/* UTF-8 after Unicode 15, tables 3-6 and 3-7. */
#include "core/utf8.h"

#include <string.h>

static bool is_tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

size_t utf8_decode(const char *s, size_t n, uint32_t *cp) {
    const unsigned char *u = (const unsigned char *)s;
    unsigned char c = u[0];
    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    *cp = 0xFFFD;
    if (c < 0xC2 || c > 0xF4) return 1;
    if (n < 2) return 1;
    if (c < 0xE0) {
        if (!is_tail(u[1])) return 1;
        *cp = (uint32_t)(c & 0x1F) << 6 | (u[1] & 0x3F);
        return 2;
    }
    /* The second byte's range rules out overlong forms, surrogates and what lies beyond U+10FFFF. */
    unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (u[1] < low || u[1] > high) return 1;
    if (n < 3 || !is_tail(u[2])) return 2;
    if (c < 0xF0) {
        *cp = (uint32_t)(c & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
        return 3;
    }
    if (n < 4 || !is_tail(u[3])) return 3;
    *cp = (uint32_t)(c & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 | (uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3F);
    return 4;
}

size_t utf8_encode(uint32_t cp, char out[4]) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* Bytes from s on that are ASCII, eight at a time. */
static size_t ascii_run(const char *s, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t eight;
        memcpy(&eight, s + i, 8);
        if (eight & UINT64_C(0x8080808080808080)) break;
    }
    while (i < n && (unsigned char)s[i] < 0x80) i++;
    return i;
}

bool utf8_valid(const char *s, size_t n) {
    size_t i = 0;
    while ((i += ascii_run(s + i, n - i)) < n) {
        uint32_t cp;
        size_t bytes = utf8_decode(s + i, n - i, &cp);
        if (utf8_is_broken(s + i, bytes, cp)) return false;
        i += bytes;
    }
    return true;
}

size_t utf8_count(const char *s, size_t n) {
    size_t count = 0, i = 0;
    while (i < n) {
        size_t run = ascii_run(s + i, n - i);
        count += run;
        i += run;
        if (i >= n) break;
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
        count++;
    }
    return count;
}

dp_status utf8_mend(const char *s, size_t n, arena *a, const char **out, size_t *out_bytes) {
    size_t size = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t bytes = utf8_decode(s + i, n - i, &cp);
        size += utf8_is_broken(s + i, bytes, cp) ? 3 : bytes;
        i += bytes;
    }
    char *copy = arena_alloc(a, size + 1);
    if (!copy) return DP_E_NOMEM;
    char *at = copy;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t bytes = utf8_decode(s + i, n - i, &cp);
        if (utf8_is_broken(s + i, bytes, cp)) {
            at += utf8_encode(0xFFFD, at);
        } else {
            memcpy(at, s + i, bytes);
            at += bytes;
        }
        i += bytes;
    }
    *out = copy;
    *out_bytes = size;
    return DP_OK;
}

/* An entry is (code points before the block's first whole one) << 2 | bytes of an earlier code point that reach into the
 * block, so that counting from there on decodes as a decoder from the text's start would, broken bytes or not. */
dp_status utf8_index_make(utf8_index *ix, const char *text, size_t n, arena *a) {
    *ix = (utf8_index){.text = text, .text_bytes = n};
    if (n > UINT32_MAX >> 2) return DP_E_TOO_LONG;
    if (ascii_run(text, n) == n) {
        ix->ascii = true;
        return DP_OK;
    }
    ix->before = arena_array(a, n / 64 + 1, sizeof *ix->before);
    if (!ix->before) return DP_E_NOMEM;
    uint32_t count = 0;
    size_t i = 0;
    for (size_t block = 0; block <= n / 64; block++) {
        size_t edge = block * 64;
        while (i < edge) {
            uint32_t cp;
            i += utf8_decode(text + i, n - i, &cp);
            count++;
        }
        ix->before[block] = count << 2 | (uint32_t)(i - edge);
    }
    return DP_OK;
}

uint32_t utf8_index_at(const utf8_index *ix, uint32_t offset) {
    if (offset > ix->text_bytes) offset = (uint32_t)ix->text_bytes;
    if (ix->ascii) return offset;
    uint32_t entry = ix->before[offset / 64];
    uint32_t count = entry >> 2;
    size_t i = offset / 64 * 64 + (entry & 3);
    while (i < offset) {
        uint32_t cp;
        i += utf8_decode(ix->text + i, ix->text_bytes - i, &cp);
        count++;
    }
    return count;
}
