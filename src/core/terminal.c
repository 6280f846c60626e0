/* Text from outside on a terminal. */
#include "core/terminal.h"

#include <wchar.h>

#include "core/utf8.h"

static bool is_bidi_control(uint32_t cp) {
    return cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* The blocks of right-to-left scripts: Hebrew to Arabic Extended-A, presentation forms, and plane 1's. */
bool terminal_is_right_to_left(uint32_t cp) {
    return (cp >= 0x0590 && cp <= 0x08FF) || (cp >= 0xFB1D && cp <= 0xFDFF) || (cp >= 0xFE70 && cp <= 0xFEFF) ||
           (cp >= 0x10800 && cp <= 0x10FFF) || (cp >= 0x1E800 && cp <= 0x1EFFF);
}

static bool is_control(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
}

uint32_t terminal_shown(uint32_t cp) {
    if (is_bidi_control(cp)) return 0;
    if (cp == '\t' || cp == '\n' || cp == '\r') return ' ';
    return is_control(cp) ? 0xFFFD : cp;
}

static bool any_right_to_left(const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
        if (terminal_is_right_to_left(cp)) return true;
    }
    return false;
}

void terminal_add(buf *out, const char *s, size_t n) {
    const bool isolate = any_right_to_left(s, n);
    if (isolate) buf_str(out, "\xE2\x81\xA8"); /* U+2068 */
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
        const uint32_t shown = terminal_shown(cp);
        char bytes[4];
        if (shown) buf_add(out, bytes, utf8_encode(shown, bytes));
    }
    if (isolate) buf_str(out, "\xE2\x81\xA9"); /* U+2069 */
}

size_t terminal_columns(uint32_t cp) {
    if (is_bidi_control(cp)) return 0;
    const int w = wcwidth((wchar_t)cp);
    return w < 0 ? 1 : (size_t)w;
}

size_t terminal_width(const char *s, size_t n) {
    size_t columns = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
        columns += terminal_columns(cp);
    }
    return columns;
}

size_t terminal_add_cut(buf *out, const char *s, size_t n, size_t columns) {
    const size_t whole = terminal_width(s, n);
    if (whole <= columns) {
        buf_add(out, s, n);
        return whole;
    }
    if (columns == 0) return 0;
    size_t used = 0;
    bool isolated = false;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        const size_t bytes = utf8_decode(s + i, n - i, &cp);
        if (used + terminal_columns(cp) > columns - 1) break;
        if (cp == 0x2068) isolated = true;
        used += terminal_columns(cp);
        buf_add(out, s + i, bytes);
        i += bytes;
    }
    if (isolated) buf_str(out, "\xE2\x81\xA9");
    buf_str(out, "\xE2\x80\xA6"); /* … */
    return used + 1;
}
