/* Look-up of word forms. */
#include "text/lexicon.h"

#include <stdbool.h>

#include "text/ud.h"

#define SET_BITS   18
#define SET_MASK   ((1u << SET_BITS) - 1)
#define LEMMA_MASK ((1u << 22) - 1)

static bool has_empty(const uint64_t *slots, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (slots[i] == LEXICON_EMPTY) return true;
    return false;
}

static dp_status check_sets(const lexicon *lx, uint32_t class_count, dp_error *err) {
    if (lx->set_count == 0 || lx->feats_count == 0 || lx->sets[0].count != 0)
        return error_set(err, DP_E_PACK, "the lexicon lacks its empty set or feature set");
    for (uint32_t i = 0; i < lx->set_count; i++) {
        const lexicon_set *s = &lx->sets[i];
        if (s->count > LEXICON_READINGS_MAX || s->first > lx->reading_count || s->count > lx->reading_count - s->first ||
            (s->frozen != LEXICON_NOT_FROZEN && s->frozen >= class_count))
            return error_set(err, DP_E_PACK, "lexicon set %u points outside its tables", i);
    }
    for (uint32_t i = 0; i < lx->reading_count; i++) {
        const lexicon_reading *r = &lx->readings[i];
        if (r->lemma >= lx->strings_size || r->feats >= lx->feats_count || r->upos >= UPOS_COUNT)
            return error_set(err, DP_E_PACK, "lexicon reading %u points outside its tables", i);
    }
    return DP_OK;
}

dp_status lexicon_check(const lexicon *lx, uint32_t class_count, dp_error *err) {
    if (lx->strings_size == 0 || lx->strings[0] != 0 || lx->strings[lx->strings_size - 1] != 0)
        return error_set(err, DP_E_PACK, "the lexicon's strings are not closed");
    dp_status status = check_sets(lx, class_count, err);
    if (status) return status;
    for (uint32_t i = 0; i < lx->slot_count; i++) {
        uint64_t slot = lx->slots[i];
        if (slot == LEXICON_EMPTY) continue;
        if ((slot & SET_MASK) >= lx->set_count || ((slot >> SET_BITS) & LEMMA_MASK) * 2 >= lx->strings_size)
            return error_set(err, DP_E_PACK, "lexicon slot %u points outside its tables", i);
    }
    for (uint32_t i = 0; i < lx->bare_count; i++)
        if (lx->bare[i] != LEXICON_EMPTY && (uint32_t)lx->bare[i] >= lx->slot_count)
            return error_set(err, DP_E_PACK, "lexicon fold %u points outside its table", i);
    if (!has_empty(lx->slots, lx->slot_count) || !has_empty(lx->bare, lx->bare_count))
        return error_set(err, DP_E_PACK, "a lexicon table is full");
    return DP_OK;
}

/* The slot of a hash, or LEXICON_EMPTY. There is an empty slot: the search ends. */
static uint64_t probe(const uint64_t *slots, uint32_t n, uint64_t hash) {
    for (uint32_t i = lexicon_position(hash, n);; i = i + 1 < n ? i + 1 : 0)
        if (slots[i] == LEXICON_EMPTY || slots[i] >> 40 == hash >> 40) return slots[i];
}

static lexicon_entry entry_of(uint64_t slot) {
    if (slot == LEXICON_EMPTY) return (lexicon_entry){0, 0};
    return (lexicon_entry){(uint32_t)slot & SET_MASK, (uint32_t)((slot >> SET_BITS) & LEMMA_MASK) * 2};
}

lexicon_entry lexicon_find(const lexicon *lx, uint64_t form_hash) {
    return entry_of(probe(lx->slots, lx->slot_count, form_hash));
}

lexicon_entry lexicon_find_bare(const lexicon *lx, uint64_t name_hash) {
    uint64_t slot = probe(lx->bare, lx->bare_count, name_hash);
    return slot == LEXICON_EMPTY ? (lexicon_entry){0, 0} : entry_of(lx->slots[(uint32_t)slot]);
}
