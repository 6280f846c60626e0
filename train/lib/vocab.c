/* An open-addressing table that doubles. */
#include "lib/vocab.h"

#include <string.h>

#include "core/hash.h"

static uint32_t *slot_of(const vocab *v, const char *s) {
    uint32_t mask = v->slot_count - 1, i = (uint32_t)hash_bytes(s, strlen(s), 0) & mask;
    while (v->slots[i] != 0 && strcmp(v->items.at[v->slots[i] - 1].text, s) != 0) i = (i + 1) & mask;
    return &v->slots[i];
}

static bool grow(vocab *v) {
    uint32_t n = v->slot_count > 0 ? v->slot_count * 2 : 1024;
    uint32_t *slots = arena_array(v->a, n, sizeof *slots);
    if (!slots) return false;
    v->slots = slots;
    v->slot_count = n;
    for (uint32_t i = 0; i < v->items.n; i++) *slot_of(v, v->items.at[i].text) = i + 1;
    return true;
}

uint32_t vocab_add(vocab *v, const char *s) {
    if (v->items.n * 2 >= v->slot_count && !grow(v)) return VOCAB_NONE;
    uint32_t *slot = slot_of(v, s);
    if (*slot == 0) {
        vocab_item item = {.text = arena_copy(v->a, s, strlen(s))};
        if (!item.text || !vec_push(v->a, &v->items, item)) return VOCAB_NONE;
        *slot = v->items.n;
    }
    v->items.at[*slot - 1].count++;
    return *slot - 1;
}

uint32_t vocab_find(const vocab *v, const char *s) {
    if (v->slot_count == 0) return VOCAB_NONE;
    uint32_t slot = *slot_of(v, s);
    return slot > 0 ? slot - 1 : VOCAB_NONE;
}
