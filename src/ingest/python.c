#include "ingest/python.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

static unsigned hex_digits(const char *s, unsigned n, uint32_t *out) {
    *out = 0;
    for (unsigned i = 0; i < n; i++) {
        const char c = s[i];
        const int v = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (v < 0) return 0;
        *out = *out << 4 | (uint32_t)v;
    }
    return n;
}

/* What stands behind a backslash; gives how many bytes it took. */
static size_t escape(const char *s, char out[4], size_t *bytes) {
    static const char from[] = "\\'\"nrtabfv", to[] = "\\'\"\n\r\t\a\b\f\v";
    const char *known = *s ? strchr(from, *s) : NULL;
    uint32_t cp;
    const unsigned digits = *s == 'x' ? 2 : *s == 'u' ? 4 : *s == 'U' ? 8 : 0;
    if (known) {
        out[0] = to[known - from];
        *bytes = 1;
        return 1;
    }
    if (digits && hex_digits(s + 1, digits, &cp)) {
        *bytes = utf8_encode(cp ? cp : 0xFFFD, out);
        return 1 + digits;
    }
    out[0] = '\\';
    *bytes = 1;
    return 0;
}

/* The string that begins at *at with its quote; writes to `out` where it is not NULL. *at moves behind it. */
static size_t read_string(const char **at, char *out) {
    const char quote = *(*at)++;
    size_t used = 0;
    while (**at && **at != quote) {
        char bytes[4] = {**at};
        size_t n = 1;
        ++*at;
        if (bytes[0] == '\\') *at += escape(*at, bytes, &n);
        if (out) memcpy(out + used, bytes, n);
        used += n;
    }
    if (**at) ++*at;
    return used;
}

static const char *string_at(const char **at, arena *a) {
    const char *from = *at;
    char *out = arena_alloc(a, read_string(at, NULL) + 1);
    if (out) read_string(&from, out);
    return out;
}

static bool is_quote(char c) {
    return c == '\'' || c == '"';
}

/* To the ',' or closing bracket that ends the value; brackets and strings in it are passed over. */
static void pass_value(const char **at) {
    unsigned depth = 0;
    while (**at) {
        const char c = **at;
        if (is_quote(c)) {
            read_string(at, NULL);
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']' || c == ')')) return;
        depth += c == '{' || c == '[' || c == '(';
        depth -= c == '}' || c == ']' || c == ')';
        ++*at;
    }
}

static const char *day_at(const char *s, arena *a) {
    unsigned year, month, day;
    char out[16];
    if (sscanf(s, "datetime.datetime(%4u, %2u, %2u", &year, &month, &day) != 3) return NULL;
    const int n = snprintf(out, sizeof out, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
    return arena_copy(a, out, (size_t)n);
}

bool python_value(const char *s, const char *key, arena *a, const char **out) {
    *out = NULL;
    const char *at = s + strspn(s, " \t\r\n");
    if (*at != '{') return true;
    at++;
    while (*at) {
        at += strspn(at, " \t\r\n,");
        if (!is_quote(*at)) return true;
        const char *name = string_at(&at, a);
        if (!name) return false;
        at += strspn(at, " \t\r\n");
        if (*at != ':') return true;
        at += 1 + strspn(at + 1, " \t\r\n");
        if (strcmp(name, key) != 0) {
            pass_value(&at);
            continue;
        }
        *out = is_quote(*at) ? string_at(&at, a) : day_at(at, a);
        return true;
    }
    return true;
}
