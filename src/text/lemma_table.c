#include "text/lemma_table.h"

bool lemma_table_check(const uint64_t *slots, size_t slot_count, uint32_t script_count) {
    bool empty = slot_count == 0;
    if (slot_count > UINT32_MAX) return false;
    for (size_t i = 0; i < slot_count; i++) {
        const uint32_t low = (uint32_t)slots[i];
        if (low > script_count) return false;
        empty = empty || low == 0;
    }
    return empty;
}

uint32_t lemma_table_find(const uint64_t *slots, uint32_t slot_count, uint64_t key, uint16_t out[LEMMA_ENTRIES_MAX]) {
    uint32_t n = 0;
    if (slot_count == 0) return 0;
    for (uint32_t i = lemma_table_start(key, slot_count); (uint32_t)slots[i] != 0; i = i + 1 == slot_count ? 0 : i + 1) {
        if (slots[i] >> 32 != key >> 32) continue;
        out[n++] = (uint16_t)((uint32_t)slots[i] - 1);
        if (n == LEMMA_ENTRIES_MAX) break;
    }
    return n;
}
