#include "review/input.h"

#include <string.h>

#include "core/utf8.h"
#include "review/keys.h"

enum { SEQUENCE_MAX = 32 };

static uint32_t final_letter(char c) {
    switch (c) {
    case 'A':
        return KEY_UP;
    case 'B':
        return KEY_DOWN;
    case 'C':
        return KEY_RIGHT;
    case 'D':
        return KEY_LEFT;
    case 'H':
        return KEY_HOME;
    case 'F':
        return KEY_END;
    default:
        return KEY_NONE;
    }
}

/* ESC [ 5 ~ and its kin. */
static uint32_t numbered(const char *digits) {
    switch (digits[0]) {
    case '1':
    case '7':
        return KEY_HOME;
    case '3':
        return KEY_DELETE;
    case '4':
    case '8':
        return KEY_END;
    case '5':
        return KEY_PAGE_UP;
    case '6':
        return KEY_PAGE_DOWN;
    default:
        return KEY_NONE;
    }
}

/* ESC [ 200 ~ and ESC [ 201 ~ stand around what is pasted. */
static uint32_t pasting(const char *digits) {
    return memcmp(digits, "200", 3) == 0 ? KEY_PASTE_BEGIN : memcmp(digits, "201", 3) == 0 ? KEY_PASTE_END : KEY_NONE;
}

/* ESC [ … final: a control sequence (ECMA-48), of which only the final byte and the first number matter. */
static size_t control_sequence(const char *s, size_t n, bool complete, uint32_t *key) {
    for (size_t i = 2; i < n && i < SEQUENCE_MAX; i++) {
        const unsigned char c = (unsigned char)s[i];
        if (c >= 0x40 && c <= 0x7E) {
            *key = c != '~' ? final_letter((char)c) : i == 3 ? numbered(s + 2) : i == 5 ? pasting(s + 2) : KEY_NONE;
            return i + 1;
        }
        if (c < 0x20 || c > 0x7E) return i; /* broken: what follows is looked at anew */
    }
    return n >= SEQUENCE_MAX || complete ? n : 0;
}

static size_t escape(const char *s, size_t n, bool complete, uint32_t *key) {
    if (n == 1) {
        if (!complete) return 0;
        *key = KEY_ESCAPE;
        return 1;
    }
    if (s[1] == '[') return control_sequence(s, n, complete, key);
    if (s[1] == 'O') { /* keys of a terminal in application mode */
        if (n < 3) return complete ? n : 0;
        *key = final_letter(s[2]);
        return 3;
    }
    *key = KEY_ESCAPE;
    return 1;
}

static uint32_t control(char c) {
    switch (c) {
    case '\r':
    case '\n':
        return KEY_ENTER;
    case '\t':
        return KEY_TAB;
    case '\b':
    case 0x7F:
        return KEY_BACKSPACE;
    case 0x03:
        return KEY_INTERRUPT;
    case 0x0C:
        return KEY_REDRAW;
    case 0x15:
        return KEY_ERASE_LINE;
    case 0x1A:
        return KEY_SUSPEND;
    default:
        return KEY_NONE;
    }
}

/* Bytes of the sequence that a first byte announces. */
static size_t announced(unsigned char c) {
    return c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
}

size_t input_key(const char *s, size_t n, bool complete, uint32_t *key) {
    *key = KEY_NONE;
    if (n == 0) return 0;
    if (s[0] == 0x1B) return escape(s, n, complete, key);
    if ((unsigned char)s[0] < 0x20 || s[0] == 0x7F) {
        *key = control(s[0]);
        return 1;
    }
    if (n < announced((unsigned char)s[0]) && !complete) return 0;
    uint32_t cp;
    const size_t bytes = utf8_decode(s, n, &cp);
    if (!utf8_is_broken(s, bytes, cp) && !(cp >= 0x80 && cp < 0xA0)) *key = cp;
    return bytes;
}
