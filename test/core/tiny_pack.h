/* The smallest well-formed pack, made by hand: a folding table in which every code point stands for itself, two strings,
 * one rule file, and a phrase table of two slots. The room cannot use the builder, which lives to its right. */
#ifndef DP_TEST_TINY_PACK_H
#define DP_TEST_TINY_PACK_H

#include <string.h>

#include "core/buf.h"
#include "core/fold_table.h"
#include "core/hash.h"
#include "core/pack.h"
#include "core/pack_layout.h"

#define TINY_FOLD_BYTES (sizeof(fold_header) + FOLD_STAGE1 * 2 + FOLD_BLOCK * 2 + sizeof(fold_record) + 4)
#define TINY_PACK_BYTES (64 * 512)

static inline size_t tiny_fold(char *out) {
    fold_header h = {.magic = FOLD_MAGIC, .blocks = 1, .records = 1, .pool_bytes = 4};
    h.stage1_at = sizeof h;
    h.stage2_at = h.stage1_at + FOLD_STAGE1 * 2;
    h.records_at = h.stage2_at + FOLD_BLOCK * 2;
    h.pool_at = h.records_at + sizeof(fold_record);
    memset(out, 0, TINY_FOLD_BYTES);
    memcpy(out, &h, sizeof h);
    fold_record r = {.char_class = CHAR_LETTER, .lower_bytes = FOLD_SELF, .name_bytes = FOLD_SELF};
    memcpy(out + h.records_at, &r, sizeof r);
    return TINY_FOLD_BYTES;
}

static inline void tiny_pack_seal(char *bytes) {
    pack_header *h = (pack_header *)(void *)bytes;
    pack_seal(bytes, (size_t)h->size);
}

/* `bytes` is aligned to 16 and has TINY_PACK_BYTES. Gives the size. */
static inline size_t tiny_pack(char *bytes) {
    static char fold[TINY_FOLD_BYTES];
    const phrase_slot slots[2] = {{.key = 2 << 20, .value = 7, .flags = PHRASE_ENTRY}, {0}};
    const struct {
        const char *name;
        const void *at;
        size_t n;
    } parts[] = {{"fold", fold, tiny_fold(fold)},
                 {"strings", "\0Palmyre\0", 9},
                 {"files", "\0lang/xx/one.rules\0", 19},
                 {"file-index", (const uint32_t[]){0, 1}, 8},
                 {"xx/names", slots, sizeof slots}};
    enum { PARTS = sizeof parts / sizeof *parts };
    memset(bytes, 0, TINY_PACK_BYTES);
    pack_header *h = (pack_header *)(void *)bytes;
    pack_entry *e = (pack_entry *)(h + 1);
    size_t at = (sizeof *h + PARTS * sizeof *e + 63) / 64 * 64;
    for (int i = 0; i < PARTS; i++) {
        memcpy(e[i].name, parts[i].name, strlen(parts[i].name));
        e[i].offset = at;
        e[i].size = parts[i].n;
        memcpy(bytes + at, parts[i].at, parts[i].n);
        at += (parts[i].n + 63) / 64 * 64;
    }
    memcpy(h->magic, PACK_MAGIC, sizeof h->magic);
    h->version = PACK_VERSION;
    h->sections = PARTS;
    h->size = at;
    tiny_pack_seal(bytes);
    return at;
}

#endif
