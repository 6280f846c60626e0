#include <stdlib.h>
#include <string.h>

#include "ledger/copy.h"

struct short_sketch {
    place_in_order at;
    uint32_t n, rate, number_count, number_rate, agency_count;
    uint32_t hashes[]; /* runs, numbers, agencies */
};

static uint32_t slot_of(const struct short_sketch *const *slots, uint32_t size, int64_t key) {
    uint32_t i = (uint32_t)((uint64_t)key * 0x9E3779B97F4A7C15ull >> 32) & (size - 1);
    while (slots[i] && slots[i]->at.key != key) i = (i + 1) & (size - 1);
    return i;
}

static bool grow(kept_sketches *k) {
    const uint32_t size = k->size ? k->size * 2 : 1024;
    const struct short_sketch **slots = size ? calloc(size, sizeof *slots) : NULL;
    if (!slots) return false;
    for (uint32_t i = 0; i < k->size; i++)
        if (k->slots[i]) slots[slot_of(slots, size, k->slots[i]->at.key)] = k->slots[i];
    free(k->slots);
    k->slots = slots;
    k->size = size;
    return true;
}

/* Without memory, or with enough of them, it is not kept: that is no error. */
void copy_keep(kept_sketches *k, const place_in_order *at, const sketch *s) {
    if (k->memory.used_bytes >= KEPT_BYTES_MAX || (k->n >= k->size / 4 * 3 && !grow(k))) return;
    struct short_sketch *own =
        arena_alloc(&k->memory, sizeof *own + (s->n + s->number_count + s->agency_count) * sizeof *own->hashes);
    if (!own) return;
    *own = (struct short_sketch){*at, s->n, s->rate, s->number_count, s->number_rate, s->agency_count};
    memcpy(own->hashes, s->at, s->n * sizeof *s->at);
    memcpy(own->hashes + s->n, s->numbers, s->number_count * sizeof *s->numbers);
    memcpy(own->hashes + s->n + s->number_count, s->agencies, s->agency_count * sizeof *s->agencies);
    k->slots[slot_of(k->slots, k->size, at->key)] = own;
    k->n++;
}

bool copy_recall(const kept_sketches *k, int64_t key, kept_sketch *out) {
    const struct short_sketch *own = k->size ? k->slots[slot_of(k->slots, k->size, key)] : NULL;
    if (!own) return false;
    sketch *s = &out->sketch;
    out->at = own->at;
    s->n = own->n;
    s->rate = own->rate;
    s->number_count = own->number_count;
    s->number_rate = own->number_rate;
    s->agency_count = own->agency_count;
    memcpy(s->at, own->hashes, s->n * sizeof *s->at);
    memcpy(s->numbers, own->hashes + s->n, s->number_count * sizeof *s->numbers);
    memcpy(s->agencies, own->hashes + s->n + s->number_count, s->agency_count * sizeof *s->agencies);
    return true;
}

void copy_kept_free(kept_sketches *k) {
    free(k->slots);
    arena_free(&k->memory);
}
