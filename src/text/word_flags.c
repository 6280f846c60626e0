/* Look-up of single words in what the gazetteers know. */
#include "text/word_flags.h"

#include <string.h>

#define PARTS_MAX      6u /* of a word with hyphens */
#define PROCLITICS_MAX 2u
#define LETTERS_LEAST  3u /* that stay of a word */

static dp_status open_affixes(const pack *p, word_flags *out, dp_error *err) {
    const void *items;
    size_t n;
    dp_status status = pack_table(p, "word-affixes", sizeof *out->affixes, &items, &n, err);
    if (status) return status;
    out->affixes = items;
    out->affix_count = (uint32_t)n;
    for (size_t i = 0; i < n; i++)
        if (out->affixes[i].bytes > sizeof out->affixes[i].text || out->affixes[i].cut > out->affixes[i].bytes)
            return error_set(err, DP_E_FORMAT, "the section \"word-affixes\" is damaged");
    return DP_OK;
}

dp_status word_flags_open(const pack *p, word_flags *out, dp_error *err) {
    const void *slots;
    size_t size;
    *out = (word_flags){0};
    if (!pack_section(p, "word-flags", &slots, &size)) return DP_OK;
    const size_t n = size / sizeof *out->slots;
    if (n == 0 || (n & (n - 1)) != 0 || size % sizeof *out->slots != 0 || n > UINT32_MAX)
        return error_set(err, DP_E_FORMAT, "the section \"word-flags\" is damaged");
    out->slots = slots;
    out->mask = (uint32_t)(n - 1);
    return open_affixes(p, out, err);
}

static bool ends_with(const char *s, size_t n, const word_affix *a) {
    return n >= a->bytes && memcmp(s + n - a->bytes, a->text, a->bytes) == 0;
}

static size_t letters_of(const char *s, size_t n) {
    size_t letters = 0;
    for (size_t i = 0; i < n; i++) letters += ((unsigned char)s[i] & 0xC0) != 0x80;
    return letters;
}

/* The bytes of a folded word without its case ending. */
static size_t cut_ending(const word_flags *f, const char *s, size_t n) {
    for (uint32_t i = 0; i < f->affix_count; i++) {
        const word_affix *a = &f->affixes[i];
        if (a->cut && ends_with(s, n, a) && letters_of(s, n - a->cut) >= LETTERS_LEAST) return n - a->cut;
    }
    return n;
}

static uint64_t key_of(const word_flags *f, const char *folded, size_t n) {
    return hash_bytes(folded, cut_ending(f, folded, n), 0);
}

uint64_t word_flags_key(const word_flags *f, const fold_table *fold, const char *form, size_t n) {
    char folded[FOLD_MAX];
    return key_of(f, folded, fold_name(fold, form, n, folded, sizeof folded));
}

static uint32_t find(const word_flags *f, const char *folded, size_t n) {
    const uint64_t key = key_of(f, folded, n);
    const uint32_t check = word_flags_check(key);
    for (uint32_t i = (uint32_t)key & f->mask;; i = (i + 1) & f->mask) {
        const uint32_t slot = f->slots[i];
        if (slot == 0) return 0;
        if ((slot & ~0xFFu) == check) return slot & 0xFF;
    }
}

/* The bytes of the proclitic that a folded word begins with, 0 where there is none. */
static size_t proclitic_bytes(const word_flags *f, const char *s, size_t n) {
    for (uint32_t i = 0; i < f->affix_count; i++) {
        const word_affix *a = &f->affixes[i];
        if (!a->cut && n > a->bytes && memcmp(s, a->text, a->bytes) == 0) return a->bytes;
    }
    return 0;
}

static uint32_t find_bare(const word_flags *f, const char *folded, size_t n) {
    uint32_t flags = find(f, folded, n);
    if (flags) return flags;
    if (n > 4 && folded[n - 1] == 's') return find(f, folded, n - 1);
    for (uint32_t round = 0; round < PROCLITICS_MAX && !flags; round++) {
        const size_t bytes = proclitic_bytes(f, folded, n);
        if (bytes == 0 || letters_of(folded + bytes, n - bytes) < LETTERS_LEAST) break;
        folded += bytes;
        n -= bytes;
        flags = find(f, folded, n);
    }
    return flags;
}

/* What the parts between hyphens are, together. */
static uint32_t find_parts(const word_flags *f, const char *folded, size_t n) {
    uint32_t flags = 0;
    for (size_t at = 0, part = 0; at < n && part < PARTS_MAX; part++) {
        const char *end = memchr(folded + at, '-', n - at);
        const size_t length = end ? (size_t)(end - folded) - at : n - at;
        if (length > 1) flags |= find(f, folded + at, length);
        at += length + 1;
    }
    return flags;
}

uint32_t word_flags_of(const word_flags *f, const fold_table *fold, const char *form, size_t n) {
    char folded[FOLD_MAX];
    if (!f->slots) return 0;
    const size_t size = fold_name(fold, form, n, folded, sizeof folded);
    const uint32_t flags = find_bare(f, folded, size);
    return flags == 0 && memchr(folded, '-', size) ? find_parts(f, folded, size) : flags;
}
