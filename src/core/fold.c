/* The fold table: see fold_table.h for its bytes. */
#include "core/fold.h"

#include <string.h>

#include "core/fold_table.h"

struct fold_table {
    fold_header header;
};

static const uint16_t *stage1(const fold_table *t) {
    return (const uint16_t *)(const void *)((const char *)t + t->header.stage1_at);
}
static const uint16_t *stage2(const fold_table *t) {
    return (const uint16_t *)(const void *)((const char *)t + t->header.stage2_at);
}
static const fold_record *records(const fold_table *t) {
    return (const fold_record *)(const void *)((const char *)t + t->header.records_at);
}

static const fold_record *record_of(const fold_table *t, uint32_t cp) {
    if (cp > 0x10FFFF) cp = 0xFFFD;
    return &records(t)[stage2(t)[stage1(t)[cp >> FOLD_BLOCK_BITS] * FOLD_BLOCK + (cp & (FOLD_BLOCK - 1))]];
}

static bool in_section(uint64_t at, uint64_t n, uint64_t item, uint64_t size) {
    return at % 4 == 0 && at <= size && n <= (size - at) / item;
}

dp_status fold_open(const void *section, size_t size, const fold_table **out, dp_error *err) {
    const fold_header *h = section;
    *out = NULL;
    bool good = size >= sizeof *h && h->magic == FOLD_MAGIC && in_section(h->stage1_at, FOLD_STAGE1, 2, size) &&
                in_section(h->stage2_at, (uint64_t)h->blocks * FOLD_BLOCK, 2, size) &&
                in_section(h->records_at, h->records, sizeof(fold_record), size) &&
                in_section(h->pool_at, h->pool_bytes, 1, size);
    const fold_table *t = section;
    for (uint32_t i = 0; good && i < FOLD_STAGE1; i++) good = stage1(t)[i] < h->blocks;
    for (uint32_t i = 0; good && i < h->blocks * FOLD_BLOCK; i++) good = stage2(t)[i] < h->records;
    for (uint32_t i = 0; good && i < h->records; i++) {
        const fold_record *r = &records(t)[i];
        good = r->digit < 10;
        if (r->lower_bytes != FOLD_SELF)
            good = good && r->lower_at <= h->pool_bytes && r->lower_bytes <= h->pool_bytes - r->lower_at;
        if (r->name_bytes != FOLD_SELF) good = good && r->name_at <= h->pool_bytes && r->name_bytes <= h->pool_bytes - r->name_at;
    }
    if (!good) {
        error_set(err, DP_E_PACK, "the pack's folding table is damaged");
        error_remedy(err, "compile the pack again");
        return DP_E_PACK;
    }
    *out = t;
    return DP_OK;
}

unsigned fold_class(const fold_table *t, uint32_t cp) {
    return record_of(t, cp)->char_class;
}

int fold_digit(const fold_table *t, uint32_t cp) {
    if (cp >= '0' && cp <= '9') return (int)(cp - '0');
    const fold_record *r = record_of(t, cp);
    return r->char_class & CHAR_DIGIT ? r->digit : -1;
}

/* Both foldings: ASCII in line, all else through the table; names also lose the apostrophe, as they do its look-alikes. */
static size_t fold(const fold_table *t, const char *s, size_t n, char *out, size_t cap, bool name) {
    const char *pool = (const char *)t + t->header.pool_at;
    size_t used = 0;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x80) {
            i++;
            if (name && (c == '\'' || c == '`')) continue;
            if (used == cap) return used;
            out[used++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            continue;
        }
        uint32_t cp;
        size_t bytes = utf8_decode(s + i, n - i, &cp);
        const fold_record *r = record_of(t, cp);
        uint8_t to_bytes = name ? r->name_bytes : r->lower_bytes;
        const char *to = pool + (name ? r->name_at : r->lower_at);
        char own[4];
        if (to_bytes == FOLD_SELF) {
            to_bytes = (uint8_t)utf8_encode(cp, own);
            to = own;
        }
        if (to_bytes > cap - used) return used;
        memcpy(out + used, to, to_bytes);
        used += to_bytes;
        i += bytes;
    }
    return used;
}

size_t fold_lower(const fold_table *t, const char *s, size_t n, char *out, size_t cap) {
    return fold(t, s, n, out, cap, false);
}
size_t fold_name(const fold_table *t, const char *s, size_t n, char *out, size_t cap) {
    return fold(t, s, n, out, cap, true);
}

uint64_t fold_lower_hash(const fold_table *t, const char *s, size_t n) {
    char folded[FOLD_MAX];
    return hash_bytes(folded, fold_lower(t, s, n, folded, sizeof folded), 0);
}

uint64_t fold_name_hash(const fold_table *t, const char *s, size_t n) {
    char folded[FOLD_MAX];
    return hash_bytes(folded, fold_name(t, s, n, folded, sizeof folded), 0);
}
