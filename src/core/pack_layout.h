/* The pack's first bytes as structs (core/pack.h has the table). Shared by the reader and the builder. */
#ifndef DP_CORE_PACK_LAYOUT_H
#define DP_CORE_PACK_LAYOUT_H

#include <stdint.h>

#define PACK_MAGIC       "DPPACK\r\n"
#define PACK_ALIGN       64u
#define PACK_HASHED_FROM 32u

typedef struct pack_header {
    char magic[8];
    uint32_t version, sections;
    uint64_t size, hash;
} pack_header;

typedef struct pack_entry {
    char name[32];
    uint64_t offset, size;
} pack_entry;

_Static_assert(sizeof(pack_header) == 32 && sizeof(pack_entry) == 48, "the layout is the file's");
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "packs are mapped as they are: a big-endian machine would need a reader of its own"
#endif

#endif
