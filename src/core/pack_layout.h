/* The pack's first bytes as structs (core/pack.h has the table). Shared by the reader and the builder. */
#ifndef DP_CORE_PACK_LAYOUT_H
#define DP_CORE_PACK_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "core/hash.h"

#define PACK_MAGIC       "DPPACK\r\n"
#define PACK_ALIGN       64u
#define PACK_HASHED_FROM 32u
/* Sections up to this size are checked whenever a pack is opened. Larger ones (names, models) would cost reading all of them: no
 * reader trusts what it finds there, and pack_verify checks them. */
#define PACK_CHECKED_MOST ((size_t)64 << 10)

typedef struct pack_header {
    char magic[8];
    uint32_t version, sections;
    uint64_t size, hash;
} pack_header;

typedef struct pack_entry {
    char name[32];
    uint64_t offset, size, hash;
} pack_entry;

_Static_assert(sizeof(pack_header) == 32 && sizeof(pack_entry) == 56, "the layout is the file's");
/* So many of a section's bytes are hashed: with the padding behind it. `left` is what the file has from its beginning on. */
static inline size_t pack_padded(uint64_t size, uint64_t left) {
    const uint64_t padded = (size + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
    return (size_t)(padded < left && padded >= size ? padded : left);
}
/* And so many of the list of sections. */
static inline size_t pack_list_bytes(const pack_header *h, size_t size) {
    const size_t entries = size < sizeof *h ? 0 : (size - sizeof *h) / sizeof(pack_entry);
    const size_t count = h->sections < entries ? h->sections : entries;
    return pack_padded(sizeof *h + count * sizeof(pack_entry), size) - PACK_HASHED_FROM;
}

/* Writes the hashes: of each section that lies inside, then of the list of sections, which is the pack's. `bytes` begins with a
 * header and has `size` bytes. */
static inline void pack_seal(void *bytes, size_t size) {
    pack_header *h = bytes;
    pack_entry *e = (pack_entry *)(h + 1);
    const size_t room = size < sizeof *h ? 0 : (size - sizeof *h) / sizeof *e;
    const size_t count = h->sections < room ? h->sections : room;
    for (size_t i = 0; i < count; i++)
        if (e[i].offset <= size && e[i].size <= size - e[i].offset)
            e[i].hash = hash_bytes((char *)bytes + e[i].offset, pack_padded(e[i].size, size - e[i].offset), 0);
    h->hash = hash_bytes((char *)bytes + PACK_HASHED_FROM, pack_list_bytes(h, size), 0);
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "packs are mapped as they are: a big-endian machine would need a reader of its own"
#endif

#endif
