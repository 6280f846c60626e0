/* Phrase tables under construction: a hash map that grows, written out in the order in which phrases came. */
#include <stdlib.h>
#include <string.h>

#include "pack/builder.h"
#include "text/text.h"

struct phrase_builder {
    const fold_table *fold;
    phrase_slot *entries; /* [cap] in the order of their first mention */
    uint32_t n, cap;
    uint32_t *slots; /* [mask + 1] entry + 1 */
    uint32_t mask;
    arena words;
};

dp_status phrase_builder_new(const fold_table *fold, phrase_builder **out, dp_error *err) {
    *out = NULL;
    phrase_builder *pb = calloc(1, sizeof *pb);
    if (!pb) return error_nomem(err);
    pb->fold = fold;
    pb->cap = 1024;
    pb->mask = 4095;
    pb->entries = calloc(pb->cap, sizeof *pb->entries);
    pb->slots = calloc((size_t)pb->mask + 1, sizeof *pb->slots);
    arena_init(&pb->words);
    if (!pb->entries || !pb->slots) {
        phrase_builder_free(pb);
        return error_nomem(err);
    }
    *out = pb;
    return DP_OK;
}

void phrase_builder_free(phrase_builder *pb) {
    if (!pb) return;
    arena_free(&pb->words);
    free(pb->entries);
    free(pb->slots);
    free(pb);
}

static bool grow(phrase_builder *pb) {
    if (pb->cap > UINT32_MAX / 8) return false;
    phrase_slot *entries = realloc(pb->entries, (size_t)pb->cap * 2 * sizeof *entries);
    if (!entries) return false;
    pb->entries = entries;
    pb->cap *= 2;
    uint32_t mask = pb->mask * 2 + 1;
    uint32_t *slots = calloc((size_t)mask + 1, sizeof *slots);
    if (!slots) return false;
    for (uint32_t i = 0; i < pb->n; i++) {
        uint32_t k = (uint32_t)(pb->entries[i].key >> 20) & mask;
        while (slots[k]) k = (k + 1) & mask;
        slots[k] = i + 1;
    }
    free(pb->slots);
    pb->slots = slots;
    pb->mask = mask;
    return true;
}

/* The entry of a key, made where there is none yet. */
static phrase_slot *entry_of(phrase_builder *pb, uint64_t key) {
    if (pb->n == pb->cap && !grow(pb)) return NULL;
    uint32_t k = (uint32_t)(key >> 20) & pb->mask;
    for (; pb->slots[k]; k = (k + 1) & pb->mask)
        if (pb->entries[pb->slots[k] - 1].key == key) return &pb->entries[pb->slots[k] - 1];
    pb->entries[pb->n] = (phrase_slot){.key = key};
    pb->slots[k] = ++pb->n;
    return &pb->entries[pb->n - 1];
}

bool phrase_add_key(phrase_builder *pb, const uint64_t *word_hashes, uint32_t n, uint32_t value, uint32_t *existing) {
    uint64_t key = 0;
    for (uint32_t i = 0; i < n; i++) {
        key = hash_phrase(key, word_hashes[i]);
        if (key == 0) return false; /* 0 marks an empty slot */
        phrase_slot *e = entry_of(pb, key);
        if (!e) return false;
        if (i + 1 < n) {
            e->flags |= PHRASE_PREFIX;
            continue;
        }
        if (!(e->flags & PHRASE_ENTRY)) e->value = value;
        e->flags |= PHRASE_ENTRY;
        if (existing) *existing = e->value;
    }
    return n > 0;
}

bool phrase_add(phrase_builder *pb, const char *phrase, uint32_t value, uint32_t *existing) {
    enum { WORDS_MAX = 64 }; /* a longer name is no name */
    uint64_t hashes[WORDS_MAX];
    const word *words;
    uint32_t n;
    arena_reset(&pb->words);
    if (text_words(pb->fold, phrase, strlen(phrase), &pb->words, &words, &n) != DP_OK || n > WORDS_MAX) return false;
    for (uint32_t i = 0; i < n; i++) hashes[i] = words[i].hash;
    return phrase_add_key(pb, hashes, n, value, existing);
}

void phrase_renumber(phrase_builder *pb, const uint32_t *numbers) {
    for (uint32_t i = 0; i < pb->n; i++)
        if (pb->entries[i].flags & PHRASE_ENTRY) pb->entries[i].value = numbers[pb->entries[i].value];
}

void builder_phrases(pack_builder *b, const char *section, const phrase_builder *pb) {
    size_t size = (size_t)pb->n + pb->n / 2 + 2;
    phrase_slot *table = calloc(size, sizeof *table);
    if (!table) {
        builder_nomem(b);
        return;
    }
    for (uint32_t i = 0; i < pb->n; i++) {
        size_t k = phrase_start(pb->entries[i].key, (uint32_t)size);
        while (table[k].key) k = k + 1 < size ? k + 1 : 0;
        table[k] = pb->entries[i];
    }
    builder_section(b, section, table, size * sizeof *table);
    free(table);
}
