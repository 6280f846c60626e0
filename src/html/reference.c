#include "html/reference.h"

#include <string.h>

#include "core/utf8.h"

enum { NAME_MAX_BYTES = 32, BARE_MAX = 6 /* "&frac12" */ };

/* Numbers that Windows-1252 was meant by. */
static const uint16_t windows[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                     0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static bool is_alnum(char c) {
    return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

static int digit(char c, unsigned base) {
    if ((unsigned)(c - '0') < 10) return c - '0';
    const unsigned letter = (unsigned)((c | 0x20) - 'a');
    return base == 16 && letter < 6 ? (int)letter + 10 : -1;
}

static size_t read_number(const char *s, size_t n, char *out, size_t *out_bytes) {
    const unsigned base = n > 2 && (s[2] | 0x20) == 'x' ? 16 : 10;
    const size_t first = base == 16 ? 3 : 2;
    uint32_t cp = 0;
    size_t p = first;
    for (int d; p < n && (d = digit(s[p], base)) >= 0; p++)
        if (cp < 0x110000) cp = cp * base + (uint32_t)d;
    if (p == first) return 0;
    if (cp >= 0x80 && cp < 0xA0) cp = windows[cp - 0x80];
    *out_bytes = utf8_encode(cp == 0 ? 0xFFFD : cp, out);
    return p < n && s[p] == ';' ? p + 1 : p;
}

/* The entry of exactly this name, NULL where there is none. */
static const html_reference *find_name(const html_rules *rules, const char *name, size_t n) {
    size_t low = 0, high = rules->reference_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const char *there = pack_string(rules->pack, rules->references[middle].name);
        int order = strncmp(there, name, n);
        if (order == 0) order = there[n] != '\0';
        if (order == 0) return &rules->references[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Of a name without its semicolon the longest beginning that may stand so. */
static const html_reference *find_bare(const html_rules *rules, const char *name, size_t n, size_t *taken) {
    for (size_t bytes = n < BARE_MAX ? n : BARE_MAX; bytes >= 2; bytes--) {
        const html_reference *r = find_name(rules, name, bytes);
        if (!r || !r->bare) continue;
        *taken = bytes;
        return r;
    }
    return NULL;
}

size_t html_reference_read(const html_rules *rules, const char *s, size_t n, bool in_attribute, char out[HTML_REFERENCE_OUT],
                           size_t *out_bytes) {
    if (n > 2 && s[1] == '#') return read_number(s, n, out, out_bytes);
    size_t name = 0;
    while (name < NAME_MAX_BYTES && 1 + name < n && is_alnum(s[1 + name])) name++;
    const bool closed = 1 + name < n && s[1 + name] == ';';
    const html_reference *r = closed ? find_name(rules, s + 1, name) : NULL;
    size_t taken = 1 + name + 1;
    if (!r) {
        size_t bare = 0;
        r = find_bare(rules, s + 1, name, &bare);
        taken = 1 + bare;
        if (r && in_attribute && taken < n && (s[taken] == '=' || is_alnum(s[taken]))) return 0;
    }
    if (!r) return 0;
    *out_bytes = utf8_encode(r->code[0], out);
    if (r->code[1]) *out_bytes += utf8_encode(r->code[1], out + *out_bytes);
    return taken;
}
