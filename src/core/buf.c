/* Growable bytes and the JSON that is written into them. */
#include "core/buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

void buf_init(buf *b) {
    *b = (buf){0};
}

void buf_clear(buf *b) {
    b->n = 0;
    b->failed = false;
}

void buf_free(buf *b) {
    free(b->at);
    buf_init(b);
}

/* Room for `more` bytes and a closing NUL. */
static bool reserve(buf *b, size_t more) {
    if (b->failed) return false;
    if (b->cap - b->n > more) return true;
    size_t cap = b->cap ? b->cap : 256;
    while (cap - b->n <= more) {
        if (cap > SIZE_MAX / 4) {
            b->failed = true;
            return false;
        }
        cap *= 2;
    }
    char *moved = realloc(b->at, cap);
    if (!moved) {
        b->failed = true;
        return false;
    }
    b->at = moved;
    b->cap = cap;
    return true;
}

void buf_add(buf *b, const void *bytes, size_t n) {
    if (n == 0 || !reserve(b, n)) return;
    memcpy(b->at + b->n, bytes, n);
    b->n += n;
}

void buf_str(buf *b, const char *s) {
    if (s) buf_add(b, s, strlen(s));
}

void buf_char(buf *b, char c) {
    if (!reserve(b, 1)) return;
    b->at[b->n++] = c;
}

void buf_int(buf *b, int64_t v) {
    char digits[24];
    char *p = digits + sizeof digits;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do *--p = (char)('0' + rest % 10);
    while (rest /= 10);
    if (v < 0) *--p = '-';
    buf_add(b, p, (size_t)(digits + sizeof digits - p));
}

/* Into the room there is; what does not fit is printed once more. */
void buf_printf(buf *b, const char *fmt, ...) {
    if (!reserve(b, 0)) return;
    const size_t room = b->cap - b->n;
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(b->at + b->n, room, fmt, args);
    va_end(args);
    if (n < 0) {
        b->failed = true;
        return;
    }
    if ((size_t)n >= room) {
        if (!reserve(b, (size_t)n)) return;
        va_start(args, fmt);
        vsnprintf(b->at + b->n, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    b->n += (size_t)n;
}

const char *buf_cstr(buf *b) {
    if (!reserve(b, 0)) return NULL;
    b->at[b->n] = '\0';
    return b->at;
}

void json_sep(buf *b) {
    if (b->n == 0) return;
    char last = b->at[b->n - 1];
    if (last != '{' && last != '[' && last != ':') buf_char(b, ',');
}

static void escape_ascii(buf *b, unsigned char c) {
    switch (c) {
    case '"':
        buf_add(b, "\\\"", 2);
        return;
    case '\\':
        buf_add(b, "\\\\", 2);
        return;
    case '\n':
        buf_add(b, "\\n", 2);
        return;
    case '\r':
        buf_add(b, "\\r", 2);
        return;
    case '\t':
        buf_add(b, "\\t", 2);
        return;
    default:
        buf_printf(b, "\\u%04x", c);
    }
}

void json_str(buf *b, const char *s, size_t n) {
    buf_char(b, '"');
    size_t plain = 0, i = 0; /* s[plain..i) needs no escape and is not written yet */
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
            i++;
            continue;
        }
        if (c < 0x80) {
            buf_add(b, s + plain, i - plain);
            escape_ascii(b, c);
            plain = ++i;
            continue;
        }
        uint32_t cp;
        size_t bytes = utf8_decode(s + i, n - i, &cp);
        bool broken = utf8_is_broken(s + i, bytes, cp);
        bool control = cp < 0xA0 || cp == 0x2028 || cp == 0x2029;
        if (broken || control) {
            buf_add(b, s + plain, i - plain);
            if (broken)
                buf_add(b, "\xEF\xBF\xBD", 3);
            else
                buf_printf(b, "\\u%04x", (unsigned)cp);
            plain = i + bytes;
        }
        i += bytes;
    }
    buf_add(b, s + plain, n - plain);
    buf_char(b, '"');
}

void json_key(buf *b, const char *key) {
    size_t n = strlen(key);
    json_sep(b);
    if (!reserve(b, n + 3)) return;
    char *at = b->at + b->n; /* keys are ours: plain ASCII, nothing to escape */
    *at++ = '"';
    memcpy(at, key, n);
    at += n;
    *at++ = '"';
    *at++ = ':';
    b->n += n + 3;
}

void json_kv_str(buf *b, const char *key, const char *value) {
    json_key(b, key);
    if (value)
        json_str(b, value, strlen(value));
    else
        buf_add(b, "null", 4);
}

void json_kv_int(buf *b, const char *key, int64_t value) {
    json_key(b, key);
    buf_int(b, value);
}

/* Any finite value, by the C library. */
static void real_by_printf(buf *b, double value, int decimals) {
    char digits[400];
    snprintf(digits, sizeof digits, "%.*f", decimals, value);
    for (char *p = digits; *p; p++)
        if ((*p < '0' || *p > '9') && *p != '-') *p = '.'; /* a host program may have set a locale */
    buf_str(b, digits);
    if (decimals == 0) buf_add(b, ".0", 2);
}

void json_kv_real(buf *b, const char *key, double value, int decimals) {
    static const int64_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    json_key(b, key);
    if (!isfinite(value)) { /* JSON has no word for it */
        buf_add(b, "null", 4);
        return;
    }
    if (decimals < 0) decimals = 0;
    if (decimals > 17) decimals = 17;
    if (decimals > 6 || fabs(value) >= 1e9) {
        real_by_printf(b, value, decimals);
        return;
    }
    int64_t scaled = llround(value * (double)tens[decimals]);
    if (scaled < 0) buf_char(b, '-');
    uint64_t whole = (uint64_t)(scaled < 0 ? -scaled : scaled), rest = whole % (uint64_t)tens[decimals];
    buf_int(b, (int64_t)(whole / (uint64_t)tens[decimals]));
    buf_char(b, '.');
    if (decimals == 0) buf_char(b, '0');
    for (int i = decimals - 1; i >= 0; i--) buf_char(b, (char)('0' + rest / (uint64_t)tens[i] % 10));
}

void json_kv_bool(buf *b, const char *key, bool value) {
    json_key(b, key);
    buf_str(b, value ? "true" : "false");
}

void json_kv_null(buf *b, const char *key) {
    json_key(b, key);
    buf_add(b, "null", 4);
}

void json_number(double v, buf *b) {
    if (!isfinite(v)) {
        buf_str(b, "null");
        return;
    }
    char digits[400];
    snprintf(digits, sizeof digits, "%.5f", v);
    size_t n = strlen(digits);
    for (size_t i = 0; i < n; i++)
        if (digits[i] != '-' && (digits[i] < '0' || digits[i] > '9')) digits[i] = '.';
    while (n > 2 && digits[n - 1] == '0' && digits[n - 2] != '.') n--;
    digits[n] = '\0';
    buf_str(b, strcmp(digits, "-0.0") == 0 ? "0.0" : digits);
}
