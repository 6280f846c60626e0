/* Arenas: chunks that double, bump allocation, one free for all. */
#include "core/arena.h"

#include <stdlib.h>
#include <string.h>

enum { ARENA_FIRST = 64 << 10, ARENA_STEP_MAX = 16 << 20, ARENA_ALIGN = 16 };

typedef struct arena_chunk {
    struct arena_chunk *below;
    size_t size, used; /* bytes after this header */
} arena_chunk;

#define CHUNK_HEADER ((sizeof(arena_chunk) + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN)

void arena_init(arena *a) {
    a->top = NULL;
    a->used_bytes = 0;
}

void arena_reset(arena *a) {
    arena_chunk *largest = NULL;
    for (arena_chunk *c = a->top; c; c = c->below)
        if (!largest || c->size > largest->size) largest = c;
    for (arena_chunk *c = a->top, *below; c; c = below) {
        below = c->below;
        if (c != largest) free(c);
    }
    a->top = largest;
    a->used_bytes = 0;
    if (largest) {
        largest->below = NULL;
        largest->used = 0;
    }
}

void arena_free(arena *a) {
    for (arena_chunk *c = a->top, *below; c; c = below) {
        below = c->below;
        free(c);
    }
    arena_init(a);
}

/* The next chunk doubles the last one up to a limit, so that a huge dispatch does not reserve twice what it needs. */
static arena_chunk *chunk_push(arena *a, size_t need) {
    size_t size = ARENA_FIRST;
    if (a->top) size = a->top->size < ARENA_STEP_MAX / 2 ? a->top->size * 2 : ARENA_STEP_MAX;
    if (size < need) size = need;
    if (size > SIZE_MAX - CHUNK_HEADER) return NULL;
    arena_chunk *c = malloc(CHUNK_HEADER + size);
    if (!c) return NULL;
    c->below = a->top;
    c->size = size;
    c->used = 0;
    a->top = c;
    return c;
}

void *arena_alloc(arena *a, size_t size) {
    if (size > SIZE_MAX / 2) return NULL;
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (rounded == 0) rounded = ARENA_ALIGN;
    arena_chunk *c = a->top;
    if (!c || c->size - c->used < rounded) {
        c = chunk_push(a, rounded);
        if (!c) return NULL;
    }
    char *at = (char *)c + CHUNK_HEADER + c->used;
    c->used += rounded;
    a->used_bytes += rounded;
    return memset(at, 0, rounded);
}

void *arena_array(arena *a, size_t n, size_t size) {
    if (size && n > SIZE_MAX / 2 / size) return NULL;
    return arena_alloc(a, n * size);
}

char *arena_copy(arena *a, const char *bytes, size_t n) {
    if (n > SIZE_MAX / 2) return NULL;
    char *copy = arena_alloc(a, n + 1);
    if (copy && n) memcpy(copy, bytes, n);
    return copy;
}

bool vec_reserve_(arena *a, void **at, uint32_t n, uint32_t *cap, size_t item_bytes) {
    if (n < *cap) return true;
    if (*cap >= UINT32_C(1) << 31) return false;
    uint32_t bigger = *cap ? *cap * 2 : 16;
    void *moved = arena_array(a, bigger, item_bytes);
    if (!moved) return false;
    if (n) memcpy(moved, *at, n * item_bytes);
    *at = moved;
    *cap = bigger;
    return true;
}
