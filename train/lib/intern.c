/* Interning by 64-bit hash: the training data are ours, so that equal hashes may stand for equal bytes. */
#include "lib/intern.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

bool intern_init(intern *t) {
    *t = (intern){.mask = (1u << 12) - 1};
    buf_init(&t->bytes);
    t->hashes = calloc(t->mask + 1u, sizeof *t->hashes);
    t->values = calloc(t->mask + 1u, sizeof *t->values);
    return t->hashes && t->values;
}

void intern_free(intern *t) {
    buf_free(&t->bytes);
    free(t->hashes);
    free(t->values);
}

static uint32_t slot_of(const intern *t, uint64_t hash) {
    uint32_t i = (uint32_t)hash & t->mask;
    while (t->hashes[i] != 0 && t->hashes[i] != hash) i = (i + 1) & t->mask;
    return i;
}

static bool grow(intern *t) {
    intern old = *t;
    t->mask = old.mask * 2 + 1;
    t->hashes = calloc(t->mask + 1u, sizeof *t->hashes);
    t->values = calloc(t->mask + 1u, sizeof *t->values);
    if (!t->hashes || !t->values) {
        free(t->hashes);
        free(t->values);
        *t = old;
        return false;
    }
    for (uint32_t i = 0; i <= old.mask; i++) {
        if (old.hashes[i] == 0) continue;
        uint32_t at = slot_of(t, old.hashes[i]);
        t->hashes[at] = old.hashes[i];
        t->values[at] = old.values[i];
    }
    free(old.hashes);
    free(old.values);
    return true;
}

static uint32_t get(intern *t, const void *item, size_t n, uint32_t value, bool *is_new) {
    uint64_t hash = hash_bytes(item, n, 1) | 1;
    *is_new = false;
    if (t->failed || (t->n * 2 > t->mask && !grow(t))) {
        t->failed = true;
        return 0;
    }
    uint32_t i = slot_of(t, hash);
    if (t->hashes[i] == hash) return t->values[i];
    *is_new = true;
    t->hashes[i] = hash;
    t->values[i] = value;
    t->n++;
    return value;
}

uint32_t intern_string(intern *t, const char *s) {
    bool is_new;
    size_t n = strlen(s) + 1;
    uint32_t offset = get(t, s, n, (uint32_t)t->bytes.n, &is_new);
    if (is_new) buf_add(&t->bytes, s, n);
    if (is_new && t->bytes.n % 2 != 0) buf_add(&t->bytes, "", 1);
    return offset;
}

uint32_t intern_bytes(intern *t, const void *item, size_t n) {
    bool is_new;
    uint32_t index = get(t, item, n, (uint32_t)(t->bytes.n / n), &is_new);
    if (is_new) buf_add(&t->bytes, item, n);
    return index;
}

uint32_t intern_id(intern *t, const void *item, size_t n, bool *is_new) {
    return get(t, item, n, t->n, is_new);
}

bool intern_failed(const intern *t) {
    return t->failed || t->bytes.failed;
}

void intern_take(intern *t, buf *out) {
    *out = t->bytes;
    buf_init(&t->bytes);
}
