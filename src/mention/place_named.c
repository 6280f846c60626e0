/* The gazetteer asked by name alone, outside any text: what a person types. */
#include "mention/place.h"

#include <string.h>

uint32_t gazetteer_named(const gazetteer *g, const char *name, arena *a, uint32_t *ids, uint32_t cap) {
    const word *words;
    uint32_t n, found = 0;
    if (text_words(g->pack->fold, name, strlen(name), a, &words, &n) != DP_OK || n == 0) return 0;
    uint64_t key = 0;
    for (uint32_t i = 0; i < n; i++) key = hash_phrase(key, words[i].hash);
    const phrase_slot *slot = phrase_find(&g->names, key);
    if (!slot || !(slot->flags & PHRASE_ENTRY)) return 0;
    const name_candidate *c = gazetteer_candidates(g, slot);
    for (; c && c < g->candidates + g->candidate_count && found < cap; c++) {
        const place_record *p = gazetteer_place(g, c->place);
        if (p && p->geonames_id) ids[found++] = p->geonames_id;
        if (c->flags & NAME_LAST) break;
    }
    return found;
}
