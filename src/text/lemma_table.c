#include "text/lemma_table.h"

#include "text/ud.h"

static const unsigned listed[] = {UPOS_NOUN, UPOS_ADJ, UPOS_AUX, UPOS_VERB};

uint32_t lemma_use_of(unsigned upos, uint64_t feats) {
    switch (upos) {
    case UPOS_NOUN:
        return USE_NOUN;
    case UPOS_ADJ:
        return USE_ADJ;
    case UPOS_AUX:
        return USE_AUX;
    case UPOS_VERB:
        break;
    default:
        return 0;
    }
    switch (FEAT_GET(feats, VERBFORM)) {
    case VERBFORM_INF:
        return USE_INFINITIVE;
    case VERBFORM_PART:
    case VERBFORM_GER:
        return USE_PARTICIPLE;
    default:
        return USE_FINITE;
    }
}

bool lemma_table_check(const uint64_t *slots, size_t slot_count, uint32_t script_count) {
    bool empty = slot_count == 0;
    if (slot_count > UINT32_MAX) return false;
    for (size_t i = 0; i < slot_count; i++) {
        const uint32_t script = (uint32_t)slots[i] & 0xFFFF;
        if (script > script_count) return false;
        empty = empty || slots[i] == 0;
        if (script == 0 && slots[i] != 0) return false;
    }
    return empty;
}

uint32_t lemma_table_find(const uint64_t *slots, uint32_t slot_count, uint64_t key, uint16_t out[LEMMA_ENTRIES_MAX]) {
    uint32_t n = 0;
    if (slot_count == 0) return 0;
    for (uint32_t i = lemma_table_start(key, slot_count); slots[i] != 0; i = i + 1 == slot_count ? 0 : i + 1) {
        if (slots[i] >> 32 != key >> 32) continue;
        out[n++] = (uint16_t)((slots[i] & 0xFFFF) - 1);
        if (n == LEMMA_ENTRIES_MAX) break;
    }
    return n;
}

uint32_t lemma_table_uses(const uint64_t *slots, uint32_t slot_count, const fold_table *fold, const char *form, size_t n) {
    char lower[FOLD_MAX];
    uint32_t uses = 0;
    if (slot_count == 0 || n >= FOLD_MAX / 4) return 0;
    const uint64_t hash = hash_bytes(lower, fold_lower(fold, form, n, lower, sizeof lower), 0);
    for (size_t k = 0; k < sizeof listed / sizeof listed[0]; k++) {
        const uint64_t key = lemma_table_key(hash, listed[k]);
        for (uint32_t i = lemma_table_start(key, slot_count); slots[i] != 0; i = i + 1 == slot_count ? 0 : i + 1)
            if (slots[i] >> 32 == key >> 32) uses |= (uint32_t)(slots[i] >> 16 & 0xFFFF);
    }
    return uses;
}
