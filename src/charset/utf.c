/* UTF-8 with or without damage, windows-1252 with UTF-8 in it, UTF-16. */
#include <string.h>

#include "charset/decoder.h"
#include "core/utf8.h"

/* windows-1252 from 0x80 to 0x9F. */
static const uint16_t cp1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

uint32_t charset_cp1252(unsigned char byte) {
    if (byte < 0x80 || byte >= 0xA0) return byte;
    return cp1252[byte - 0x80] ? cp1252[byte - 0x80] : NO_CHARACTER;
}

/* Bytes from s on that are ASCII, eight at a time. */
static size_t ascii_run(const char *s, size_t n) {
    size_t i = 0;
    for (uint64_t eight; i + 8 <= n; i += 8) {
        memcpy(&eight, s + i, 8);
        if (eight & UINT64_C(0x8080808080808080)) break;
    }
    while (i < n && (unsigned char)s[i] < 0x80) i++;
    return i;
}

charset_census charset_count_utf8(const char *s, size_t n) {
    charset_census c = {0};
    for (size_t i = 0; (i += ascii_run(s + i, n - i)) < n;) {
        uint32_t cp;
        const size_t bytes = utf8_decode(s + i, n - i, &cp);
        const bool broken = utf8_is_broken(s + i, bytes, cp);
        c.broken += broken;
        c.good += !broken;
        i += bytes;
    }
    return c;
}

/* ---- bytes of windows-1252 in UTF-8 ------------------------------------------------------------------------------------- */

static bool is_lower(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c != 0xF7);
}
static bool is_upper(unsigned char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

/* Punctuation that word processors leave in pages: the ellipsis, quotes, dashes, the hard space, the euro sign, « and ». */
static bool is_mark_1252(unsigned char c) {
    return c == 0x85 || (c >= 0x91 && c <= 0x97) || c == 0xA0 || c == 0xAB || c == 0xBB;
}

/* Does a broken byte read as windows-1252? Punctuation does; so does a letter beside a letter whose case goes with it. A lone
 * byte of a torn sequence does not: nothing stands beside it, or a capital stands behind a small letter. */
static bool reads_as_1252(const charset_input *in, size_t at) {
    const unsigned char c = in->at[at], before = at ? in->at[at - 1] : ' ', after = at + 1 < in->n ? in->at[at + 1] : ' ';
    if (is_mark_1252(c)) return before < 0x80 || after < 0x80 || is_lower(before);
    if (is_lower(c)) return is_lower(before) || is_upper(before) || is_lower(after);
    if (is_upper(c)) return !is_lower(before) && (is_upper(before) || is_upper(after) || is_lower(after));
    return false;
}

static charset_step step_utf8(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d;
    const char *s = (const char *)in->at + at;
    charset_step step = {.count = 1, .state = state};
    const size_t bytes = utf8_decode(s, in->n - at, step.cp);
    step.bytes = (uint8_t)bytes;
    if (!utf8_is_broken(s, bytes, step.cp[0])) return step;
    if (bytes == 1 && reads_as_1252(in, at)) {
        step.cp[0] = charset_cp1252(in->at[at]);
        step.notes = CHARSET_STRAY;
    } else {
        step.notes = CHARSET_BROKEN;
    }
    return step;
}

/* Windows-1252 hardly ever has by chance what is a sequence of UTF-8 ("Ã©"): where one stands, it is one. */
static charset_step step_1252(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d;
    const char *s = (const char *)in->at + at;
    charset_step step = {.count = 1, .state = state, .bytes = 1};
    const size_t bytes = utf8_decode(s, in->n - at, step.cp);
    if (!utf8_is_broken(s, bytes, step.cp[0])) {
        step.bytes = (uint8_t)bytes;
        step.notes = bytes > 1 ? CHARSET_STRAY : 0;
        return step;
    }
    step.cp[0] = charset_cp1252(in->at[at]);
    step.notes = step.cp[0] == NO_CHARACTER ? CHARSET_BROKEN : 0;
    return step;
}

/* ---- UTF-16 ------------------------------------------------------------------------------------------------------------- */

static uint32_t unit_at(const unsigned char *s, bool big) {
    return big ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

static charset_step step_utf16(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    const bool big = d == &charset_utf16be;
    charset_step step = {.cp = {NO_CHARACTER}, .count = 1, .bytes = 2, .state = state};
    if (in->n - at < 2) {
        step.bytes = 1;
        step.notes = CHARSET_BROKEN;
        return step;
    }
    step.cp[0] = unit_at(in->at + at, big);
    if (step.cp[0] < 0xD800 || step.cp[0] > 0xDFFF) return step;
    if (step.cp[0] < 0xDC00 && in->n - at >= 4) {
        const uint32_t low = unit_at(in->at + at + 2, big);
        if (low >= 0xDC00 && low < 0xE000) {
            step.cp[0] = 0x10000 + ((step.cp[0] - 0xD800) << 10) + (low - 0xDC00);
            step.bytes = 4;
            return step;
        }
    }
    step.cp[0] = NO_CHARACTER;
    step.notes = CHARSET_BROKEN;
    return step;
}

static charset_step step_replacement(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d, (void)in, (void)at;
    return (charset_step){.cp = {NO_CHARACTER}, .count = state == 0, .bytes = 1, .state = 1, .notes = CHARSET_BROKEN};
}

const charset_decoder charset_utf8 = {.name = "utf-8", .step = step_utf8, .plain_ascii = true};
const charset_decoder charset_1252 = {.name = "windows-1252", .step = step_1252, .plain_ascii = true};
const charset_decoder charset_utf16le = {.name = "utf-16le", .step = step_utf16};
const charset_decoder charset_utf16be = {.name = "utf-16be", .step = step_utf16};
const charset_decoder charset_replacement = {.name = "replacement", .step = step_replacement};
