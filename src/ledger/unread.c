/* Sentences of what no rule reads. */
#include "ledger/unread.h"

#include <string.h>

#define LONGEST_BYTES 2000u

typedef struct cutter {
    const char *bytes;
    arena *a;
    vec_of(span) found;
    bool failed;
} cutter;

/* Full stops after which a blank follows, and those of scripts that write none. */
static bool ends_before_blank(uint32_t cp) {
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 /* … */ || cp == 0x061F /* ؟ */ || cp == 0x06D4 /* ۔ */ ||
           cp == 0x0589 /* Armenian */ || cp == 0x1362 /* Ethiopic */;
}
static bool ends(uint32_t cp) {
    return cp == 0x3002 /* 。 */ || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF61 || cp == 0x0964 /* danda */ || cp == 0x0965 ||
           cp == 0x0F0D /* Tibetan */ || cp == 0x0F0E || cp == 0x104B /* Burmese */ || cp == 0x17D4 /* Khmer */ || cp == 0x17D5;
}
static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static bool has_letters(const char *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)s[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) return true;
    }
    return false;
}

static void add(cutter *c, uint32_t start, uint32_t end) {
    while (start < end && (is_blank(c->bytes[start]) || c->bytes[start] == '\n')) start++;
    while (end > start && (is_blank(c->bytes[end - 1]) || c->bytes[end - 1] == '\n')) end--;
    const span at = {start, end};
    if (has_letters(c->bytes + start, end - start) && !vec_push(c->a, &c->found, at)) c->failed = true;
}

static void cut(cutter *c, uint32_t start, uint32_t end) {
    uint32_t from = start, blank = 0; /* blank: behind the last one of the stretch */
    for (uint32_t i = start; i < end;) {
        uint32_t cp;
        const uint32_t next = i + (uint32_t)utf8_decode(c->bytes + i, end - i, &cp);
        const bool before_blank = next >= end || is_blank(c->bytes[next]) || c->bytes[next] == '\n';
        if (cp == ' ') blank = next;
        if (cp == '\n' || ends(cp) || (ends_before_blank(cp) && before_blank)) {
            add(c, from, next);
            from = next;
        } else if (next - from >= LONGEST_BYTES) {
            const uint32_t at = blank > from ? blank : next;
            add(c, from, at);
            from = at;
        }
        i = next;
    }
    add(c, from, end);
}

dp_status unread_sentences(const char *bytes, uint32_t size, const sentence *sentences, uint32_t n, arena *a, span **out,
                           uint32_t *count, dp_error *err) {
    cutter c = {.bytes = bytes, .a = a};
    uint32_t from = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (sentences[i].start > from && sentences[i].start <= size) cut(&c, from, sentences[i].start);
        if (sentences[i].end > from) from = sentences[i].end;
    }
    if (from < size) cut(&c, from, size);
    *out = c.found.at;
    *count = c.found.n;
    return c.failed ? error_nomem(err) : DP_OK;
}
