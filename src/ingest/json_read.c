#include "ingest/json_read.h"

#include <string.h>

#include "core/utf8.h"

enum { DEPTH_MAX = 512 };

void json_open(json_reader *r, const char *s, size_t n) {
    *r = (json_reader){.start = s, .at = s, .end = s + n};
}

static bool fail(json_reader *r, const char *fault) {
    if (!r->fault) r->fault = fault;
    return false;
}

char json_peek(json_reader *r) {
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n')) r->at++;
    return r->at < r->end ? *r->at : '\0';
}

bool json_expect(json_reader *r, char c, const char *fault) {
    if (json_peek(r) != c || r->at == r->end) return fail(r, fault);
    r->at++;
    return true;
}

static bool hex4(json_reader *r, uint32_t *out) {
    *out = 0;
    if (r->end - r->at < 4) return fail(r, "four hexadecimal digits after \\u");
    for (int i = 0; i < 4; i++) {
        char c = *r->at;
        uint32_t v = c >= '0' && c <= '9'                 ? (uint32_t)(c - '0')
                     : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a' + 10)
                                                          : 16;
        if (v > 15) return fail(r, "four hexadecimal digits after \\u");
        *out = *out << 4 | v;
        r->at++;
    }
    return true;
}

/* What stands after a backslash, as a code point. */
static bool escape(json_reader *r, uint32_t *cp) {
    if (r->at == r->end) return fail(r, "the end of the string");
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = *r->at++;
    const char *known = c ? strchr(from, c) : NULL;
    if (known) {
        *cp = (unsigned char)to[known - from];
        return true;
    }
    if (c != 'u') {
        r->at--;
        return fail(r, "one of \" \\ / b f n r t u after a backslash");
    }
    if (!hex4(r, cp)) return false;
    if (*cp >= 0xD800 && *cp < 0xDC00 && r->end - r->at >= 6 && r->at[0] == '\\' && r->at[1] == 'u') {
        const char *back = r->at;
        uint32_t low;
        r->at += 2;
        if (!hex4(r, &low)) return false;
        if (low >= 0xDC00 && low < 0xE000) {
            *cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
            return true;
        }
        r->at = back;
    }
    if (*cp == 0 || (*cp >= 0xD800 && *cp < 0xE000)) {
        *cp = 0xFFFD;
        r->mended = true;
    }
    return true;
}

/* From after the opening quote to after the closing one; writes to out where it is not NULL. */
static bool read_string(json_reader *r, char *out, size_t *used) {
    *used = 0;
    for (;;) {
        const char *run = r->at;
        while (r->at < r->end && *r->at != '"' && *r->at != '\\') r->at++;
        if (out && r->at > run) memcpy(out + *used, run, (size_t)(r->at - run));
        *used += (size_t)(r->at - run);
        if (r->at == r->end) return fail(r, "the end of the string");
        if (*r->at++ == '"') return true;
        uint32_t cp;
        char bytes[4];
        if (!escape(r, &cp)) return false;
        size_t n = utf8_encode(cp, bytes);
        if (out) memcpy(out + *used, bytes, n);
        *used += n;
    }
}

const char *json_read_string(json_reader *r, arena *a, size_t *bytes) {
    if (!json_expect(r, '"', "a string")) return NULL;
    const char *begin = r->at;
    if (!read_string(r, NULL, bytes)) return NULL;
    char *out = arena_alloc(a, *bytes + 1);
    if (!out) {
        r->nomem = true;
        return NULL;
    }
    r->at = begin;
    read_string(r, out, bytes);
    return out;
}

static bool skip_word(json_reader *r, const char *word) {
    size_t n = strlen(word);
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0) return fail(r, "a value");
    r->at += n;
    return true;
}

static bool digits(json_reader *r) {
    const char *from = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') r->at++;
    return r->at > from || fail(r, "a digit");
}

static bool skip_number(json_reader *r) {
    if (*r->at == '-') r->at++;
    if (!digits(r)) return false;
    if (r->at < r->end && *r->at == '.') {
        r->at++;
        if (!digits(r)) return false;
    }
    if (r->at < r->end && (*r->at | 32) == 'e') {
        r->at++;
        if (r->at < r->end && (*r->at == '+' || *r->at == '-')) r->at++;
        return digits(r);
    }
    return true;
}

static bool skip_scalar(json_reader *r, char c) {
    size_t used;
    switch (c) {
    case '"':
        r->at++;
        return read_string(r, NULL, &used);
    case 't':
        return skip_word(r, "true");
    case 'f':
        return skip_word(r, "false");
    case 'n':
        return skip_word(r, "null");
    default:
        return c == '-' || (c >= '0' && c <= '9') ? skip_number(r) : fail(r, "a value");
    }
}

static bool skip_key(json_reader *r) {
    size_t used;
    return json_expect(r, '"', "a key in quotation marks") && read_string(r, NULL, &used) &&
           json_expect(r, ':', "':' after the key");
}

/* One loop and a stack of bits (1: object) instead of recursion: nesting costs no memory and has a limit. */
bool json_skip(json_reader *r) {
    uint64_t is_object[DEPTH_MAX / 64] = {0};
    unsigned depth = 0;
    for (;;) {
        char c = json_peek(r);
        bool opened = c == '{' || c == '[';
        if (opened) {
            if (depth == DEPTH_MAX) return fail(r, "less nesting (at most 512 levels)");
            uint64_t bit = UINT64_C(1) << (depth % 64);
            if (c == '{')
                is_object[depth / 64] |= bit;
            else
                is_object[depth / 64] &= ~bit;
            depth++;
            r->at++;
            if (json_peek(r) == (c == '{' ? '}' : ']'))
                opened = false; /* empty: closed below */
            else if (c == '{' && !skip_key(r))
                return false;
        } else if (!skip_scalar(r, c)) {
            return false;
        }
        if (opened) continue;
        for (;;) { /* after a value: close what ends here, or go on behind a comma */
            if (depth == 0) return true;
            bool object = is_object[(depth - 1) / 64] >> ((depth - 1) % 64) & 1;
            c = json_peek(r);
            if (c == (object ? '}' : ']')) {
                r->at++;
                depth--;
                continue;
            }
            if (!json_expect(r, ',', object ? "',' or '}'" : "',' or ']'")) return false;
            if (object && !skip_key(r)) return false;
            break;
        }
    }
}
