/* Streets and roads, which no list holds: "Highway 19", "42nd Street", "North Main Street". */
#include <string.h>

#include "mention/place_scan.h"

/* "Highway 19", "Interstate 45": a road by its number. */
bool place_numbered_road(const place_scan *s, uint32_t w, uint32_t end, name_hit *out) {
    const word *words = s->x->words;
    const place_cue *street = cue_with(s, w, CUE_STREET);
    if (!street || !is_capital(s, w) || w + 1 >= end || !(words[w + 1].flags & WORD_DIGITS) || !(words[w + 1].flags & WORD_GLUE))
        return false;
    *out = (name_hit){.first_word = w,
                      .end_word = w + 2,
                      .name_end = w + 2,
                      .key = hash_phrase(words[w].hash, words[w + 1].hash),
                      .class_cue = street,
                      .inside = HIT_NONE,
                      .evidence = EVIDENCE_BIT(STREET)};
    return true;
}

/* "First Avenue", "Bridge Street", "42nd Street": a word that is no name of its own, and what streets are called by. */
bool place_named_street(const place_scan *s, uint32_t w, uint32_t end, name_hit *out) {
    const word *words = s->x->words;
    if (w + 1 >= end || !(words[w + 1].flags & WORD_GLUE) || (words[w + 1].flags & WORD_HYPHEN) || !is_capital(s, w + 1))
        return false;
    const place_cue *street = cue_with(s, w + 1, CUE_STREET);
    const bool numbered =
        (words[w].flags & WORD_MIXED) && s->x->bytes[words[w].start] >= '0' && s->x->bytes[words[w].start] <= '9';
    if (!street || (!is_capital(s, w) && !numbered)) return false;
    if (cue_roles(s, w) & (CUE_TITLE | CUE_NO_NAME | CUE_DEFINITE | CUE_STREET)) return false;
    if ((cue_roles(s, w) & CUE_FIRST_NAME) && (cue_roles(s, w + 1) & CUE_WEAK)) return false; /* "Diane Lane" */
    *out = (name_hit){.first_word = w,
                      .end_word = w + 2,
                      .name_end = w + 1,
                      .key = hash_phrase(words[w].hash, words[w + 1].hash),
                      .inside = HIT_NONE};
    return true;
}

/* "North Main Street", "W. Bridge St.": the side belongs to the street's name. */
void place_take_side(const place_scan *s, name_hit *h, uint32_t first) {
    const uint32_t w = h->first_word;
    if (w == first || !(s->x->words[w].flags & WORD_GLUE) || !is_capital(s, w - 1)) return;
    const place_cue *side = cue_with(s, w - 1, CUE_DIRECTION | CUE_BY_CLASS);
    if (side && ((side->roles & CUE_DIRECTION) || strlen(side->feature) == 1)) h->first_word--;
}
