#include "html/lines.h"

/* The next character; its class. */
static unsigned class_at(const fold_table *fold, const char *s, size_t n, size_t at, uint32_t *cp, size_t *bytes) {
    *bytes = utf8_decode(s + at, n - at, cp);
    return fold_class(fold, *cp);
}

static bool in_word(unsigned class) {
    return (class & (CHAR_LETTER | CHAR_MARK | CHAR_DIGIT)) != 0;
}

uint32_t html_line_keys(const fold_table *fold, const char *s, size_t n, uint64_t keys[HTML_LINE_WORDS],
                        size_t ends[HTML_LINE_WORDS]) {
    uint32_t count = 0, cp;
    size_t at = 0, bytes;
    while (at < n && count < HTML_LINE_WORDS) {
        while (at < n && !in_word(class_at(fold, s, n, at, &cp, &bytes))) at += bytes;
        const size_t start = at;
        while (at < n && in_word(class_at(fold, s, n, at, &cp, &bytes))) at += bytes;
        if (at == start) break;
        keys[count] = fold_name_hash(fold, s + start, at - start);
        ends[count++] = at;
    }
    return count;
}

/* What follows the words: nothing more to read, or a colon or dash. */
static unsigned followed_by(const fold_table *fold, const char *s, size_t n, size_t at) {
    unsigned kinds = LINE_BEGINS | LINE_WHOLE;
    uint32_t cp;
    size_t bytes;
    for (bool first = true; at < n; at += bytes) {
        const unsigned class = class_at(fold, s, n, at, &cp, &bytes);
        if (class & CHAR_SPACE) continue;
        if (first && (cp == ':' || cp == 0xFF1A || cp == 0x2013 || cp == 0x2014 || cp == '-' || cp == '|')) kinds |= LINE_COLON;
        if (in_word(class)) return kinds & ~(unsigned)LINE_WHOLE;
        first = false;
    }
    return kinds;
}

bool html_line_stands_apart(const html_rules *rules, const char *s, size_t n) {
    const fold_table *fold = rules->pack->fold;
    uint64_t keys[HTML_LINE_WORDS], key = 0;
    size_t ends[HTML_LINE_WORDS];
    const uint32_t count = html_line_keys(fold, s, n, keys, ends);
    for (uint32_t i = 0; i < count; i++) {
        key = hash_phrase(key, keys[i]);
        const phrase_slot *slot = phrase_find(&rules->lines, key);
        if (!slot) return false;
        if ((slot->flags & PHRASE_ENTRY) && (slot->value & followed_by(fold, s, n, ends[i]))) return true;
        if (!(slot->flags & PHRASE_PREFIX)) return false;
    }
    return false;
}
