/* The pack: lang/, world/, models/ and the gazetteer, compiled into one file that is mapped read-only.
 *
 *   offset  size  what
 *   0       8     "DPPACK\r\n"
 *   8       4     PACK_VERSION, little endian          12  4  number of sections
 *   16      8     size of the file                     24  8  XXH3 of the list of sections: the pack's hash
 *   32      56·n  sections: name (32, NUL-padded), offset (8), size (8), XXH3 (8); offsets are multiples of 64
 *   …             the sections
 *
 * Three sections belong to the pack itself: "strings" (all strings, NUL-terminated, offset 0 is ""), "files" (the rule
 * files' paths, NUL-terminated one after the other) and "file-index" (u32 where each path begins). A *rule reference* is 32 bits:
 * file number << 20 | line; 0 is none. Every fact in the pack carries one, so that `depeche why` can name the line that a value
 * comes from.
 *
 * The pack is const after pack_open and may be read by any number of threads. */
#ifndef DP_CORE_PACK_H
#define DP_CORE_PACK_H

#include <stdbool.h>

#include "core/error.h"
#include "core/fold.h"
#include "core/mapfile.h"

#define PACK_VERSION 11u

typedef uint32_t rule_ref;

/* What a user's own rules put over a pack for one run: sections that stand in front of the pack's, strings and files that are
 * numbered behind the pack's. It lives as long as whoever built it. */
typedef struct pack_layer_section {
    const char *name;
    const void *bytes;
    size_t n;
} pack_layer_section;
typedef struct pack_layer {
    const pack_layer_section *sections;
    uint32_t section_count;
    const char *strings; /* NUL-terminated, the first empty */
    uint32_t strings_size;
    const char *const *files;
    uint32_t file_count;
} pack_layer;

typedef struct pack {
    mapfile file;
    const struct pack_entry *sections; /* [section_count] */
    uint32_t section_count;
    const char *strings;
    uint32_t strings_size;
    const char *files;
    const uint32_t *file_index; /* [file_count] */
    uint32_t file_count;
    const char *const *more_files; /* [more_count] of a user's own rules, numbered behind those of the pack; NULL-free */
    uint32_t more_count;
    const pack_layer *layer; /* NULL: none */
    const fold_table *fold;
    uint64_t hash;
} pack;

/* Maps the file and checks magic, version, size, the list of sections and the small sections: milliseconds, whatever its size.
 * The messages tell a missing file, a foreign one, a damaged one and one of another version apart. */
dp_status pack_open(const char *path, pack *out, dp_error *err);
/* The same over bytes in memory, which the caller keeps alive (the pack compiler's tests use it). */
dp_status pack_open_bytes(const void *bytes, size_t size, pack *out, dp_error *err);
void pack_close(pack *p);
/* Checks every section against its checksum: reads the whole file. DP_E_PACK names the damaged one. */
dp_status pack_verify(const pack *p, dp_error *err);

/* The bytes of a section, or false. `name` as in "fr/events"; at most 31 bytes. */
bool pack_section(const pack *p, const char *name, const void **data, size_t *size);
const char *pack_section_name(const pack *p, uint32_t index); /* index < section_count */
/* As pack_section, for tables of `item_bytes` records: checks that the size is a multiple of it. */
dp_status pack_table(const pack *p, const char *name, size_t item_bytes, const void **items, size_t *n, dp_error *err);

/* A string by its offset; "" where the offset is out of bounds. */
static inline const char *pack_string(const pack *p, uint32_t offset) {
    if (offset < p->strings_size) return p->strings + offset;
    return p->layer && offset - p->strings_size < p->layer->strings_size ? p->layer->strings + (offset - p->strings_size) : "";
}
/* "lang/fr/events.rules" and line of a rule reference; "" and 0 for none. */
const char *pack_rule_file(const pack *p, rule_ref rule, uint32_t *line);

/* Phrase tables: word sequences found by the key of their words (hash_phrase over fold_name_hash of each word).
 * Open addressing, at most two thirds full, a key begins its walk at bits 20 to 51 scaled to the size; slots:
 *   key u64 (0 is empty) · value u32 (meaning is the table's own) · flags u32: PHRASE_PREFIX | PHRASE_ENTRY
 * Longest match: extend while the slot found has PHRASE_PREFIX, remember the last with PHRASE_ENTRY. */
enum { PHRASE_PREFIX = 1, PHRASE_ENTRY = 2 };
typedef struct phrase_slot {
    uint64_t key;
    uint32_t value;
    uint32_t flags;
} phrase_slot;
typedef struct phrase_table {
    const phrase_slot *slots; /* [count] */
    uint32_t count;
} phrase_table;
dp_status phrase_open(const pack *p, const char *section, phrase_table *out, dp_error *err);
static inline uint32_t phrase_start(uint64_t key, uint32_t count) {
    return (uint32_t)((uint64_t)(uint32_t)(key >> 20) * count >> 32);
}
static inline const phrase_slot *phrase_find(const phrase_table *t, uint64_t key) {
    for (uint32_t i = phrase_start(key, t->count);; i = i + 1 < t->count ? i + 1 : 0) {
        const phrase_slot *s = &t->slots[i];
        if (s->key == key) return s;
        if (s->key == 0) return NULL;
    }
}

/* Fetches the place where a key stands: large tables live in memory, and a search that was announced finds it in the cache. */
static inline void phrase_announce(const phrase_table *t, uint64_t key) {
    __builtin_prefetch(&t->slots[phrase_start(key, t->count)]);
}

#endif
