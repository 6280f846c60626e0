/* Character sets. What cannot be told from the bytes is assumed and said: the caller gets the name of what was taken. */
#include <string.h>

#include "core/utf8.h"
#include "ingest/ingest.h"

/* windows-1252 from 0x80 to 0x9F; 0 has no character. */
static const uint16_t cp1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static dp_status from_1252(const unsigned char *s, size_t n, arena *a, const char **text, size_t *text_bytes, dp_error *err) {
    char *out = n <= SIZE_MAX / 8 ? arena_alloc(a, n * 3 + 1) : NULL;
    if (!out) return error_nomem(err);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t cp = s[i];
        if (cp >= 0x80 && cp < 0xA0) cp = cp1252[cp - 0x80];
        used += utf8_encode(cp ? cp : 0xFFFD, out + used);
    }
    *text = out;
    *text_bytes = used;
    return DP_OK;
}

static dp_status from_utf16(const unsigned char *s, size_t n, bool big, arena *a, const char **text, size_t *text_bytes,
                            dp_error *err) {
    char *out = n <= SIZE_MAX / 8 ? arena_alloc(a, n * 2 + 4) : NULL; /* two bytes become at most three */
    if (!out) return error_nomem(err);
    size_t used = 0, i = 0;
    for (; i + 2 <= n; i += 2) {
        uint32_t cp = big ? (uint32_t)s[i] << 8 | s[i + 1] : (uint32_t)s[i + 1] << 8 | s[i];
        if (cp >= 0xD800 && cp < 0xDC00 && i + 4 <= n) {
            uint32_t low = big ? (uint32_t)s[i + 2] << 8 | s[i + 3] : (uint32_t)s[i + 3] << 8 | s[i + 2];
            if (low >= 0xDC00 && low < 0xE000) {
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        used += utf8_encode(cp ? cp : 0xFFFD, out + used); /* a lone half becomes U+FFFD in utf8_encode */
    }
    if (i < n) used += utf8_encode(0xFFFD, out + used);
    *text = out;
    *text_bytes = used;
    return DP_OK;
}

/* UTF-16 without a BOM: of European text, nearly every second byte is NUL. */
static int utf16_by_nuls(const unsigned char *s, size_t n) {
    size_t look = n < 4096 ? n / 2 * 2 : 4096, even = 0, odd = 0;
    if (look < 4 || n % 2) return 0;
    for (size_t i = 0; i < look; i += 2) {
        even += s[i] == 0;
        odd += s[i + 1] == 0;
    }
    if (odd * 10 >= look / 2 * 7 && even * 20 < look) return 'l';
    if (even * 10 >= look / 2 * 7 && odd * 20 < look) return 'b';
    return 0;
}

/* UTF-8 with a few broken bytes, or another encoding? What has at least as many well-formed long sequences as broken bytes
 * is UTF-8 that was damaged. */
static bool is_damaged_utf8(const char *s, size_t n) {
    size_t good = 0, broken = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t bytes = utf8_decode(s + i, n - i, &cp);
        broken += utf8_is_broken(s + i, bytes, cp);
        good += bytes > 1 && !utf8_is_broken(s + i, bytes, cp);
        i += bytes;
    }
    return good >= broken;
}

static dp_status without_nuls(const char *s, size_t n, arena *a, const char **text, size_t *text_bytes, dp_error *err) {
    size_t nuls = 0;
    for (const char *p = s; n && (p = memchr(p, 0, (size_t)(s + n - p))); p++) nuls++;
    if (nuls == 0) {
        *text = s;
        *text_bytes = n;
        return DP_OK;
    }
    char *out = arena_alloc(a, n + 2 * nuls + 1);
    if (!out) return error_nomem(err);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i])
            out[used++] = s[i];
        else
            used += utf8_encode(0xFFFD, out + used);
    }
    *text = out;
    *text_bytes = used;
    return DP_OK;
}

dp_status ingest_decode(const char *bytes, size_t n, arena *a, const char **text, size_t *text_bytes, const char **encoding,
                        dp_error *err) {
    const unsigned char *s = (const unsigned char *)bytes;
    bool little = n >= 2 && s[0] == 0xFF && s[1] == 0xFE, big = n >= 2 && s[0] == 0xFE && s[1] == 0xFF;
    int guess = little || big ? 0 : utf16_by_nuls(s, n);
    if (little || big || guess) {
        size_t bom = guess ? 0 : 2;
        big = big || guess == 'b';
        *encoding = big ? "utf-16be" : "utf-16le";
        return from_utf16(s + bom, n - bom, big, a, text, text_bytes, err);
    }
    if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    *encoding = "utf-8";
    if (utf8_valid(bytes, n)) return without_nuls(bytes, n, a, text, text_bytes, err);
    if (!is_damaged_utf8(bytes, n)) {
        *encoding = "windows-1252";
        return from_1252((const unsigned char *)bytes, n, a, text, text_bytes, err);
    }
    *encoding = "utf-8, damaged";
    if (utf8_mend(bytes, n, a, &bytes, &n) != DP_OK) return error_nomem(err);
    return without_nuls(bytes, n, a, text, text_bytes, err);
}
