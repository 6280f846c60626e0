/* Most words end at one bit test: no part of a compound begins like them. The search goes back where a long part leaves a rest
 * that is no word ("zweihundertdreißigster": not "zweihundertdreißig"), within bounds. */
#include "mention/time_compound.h"

enum { WORD_MIN_BYTES = 6, PART_MIN_BYTES = 3, LOOKUPS_MAX = 400 };

typedef struct cutter {
    const time_lang *l;
    const char *bytes;
    uint32_t start, end;
    uint32_t *ends;
    unsigned count, lookups;
} cutter;

static bool is_inside_letter(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

static const phrase_slot *look_up(const time_lang *l, uint64_t hash) {
    uint64_t key = hash_phrase(0, hash), bit = key >> 50;
    return l->filter[bit >> 6] >> (bit & 63) & 1 ? phrase_find(&l->words, key) : NULL;
}

static bool is_part(cutter *c, uint32_t from, uint32_t to) {
    c->lookups++;
    const phrase_slot *slot = look_up(c->l, fold_name_hash(c->l->fold, c->bytes + from, to - from));
    return slot && slot->flags & PHRASE_ENTRY && slot->value < c->l->entry_count &&
           c->l->entries[slot->value].classes & c->l->head->compound_classes;
}

static bool cut(cutter *c, uint32_t from) {
    for (uint32_t to = c->end; to >= from + PART_MIN_BYTES && c->lookups < LOOKUPS_MAX; to--) {
        bool whole = from == c->start && to == c->end;
        if (whole || (to < c->end && is_inside_letter(c->bytes[to])) || !is_part(c, from, to)) continue;
        c->ends[c->count++] = to;
        if (to == c->end) return true;
        if (c->count < COMPOUND_PARTS_MAX && cut(c, to)) return true;
        c->count--;
    }
    return false;
}

unsigned time_compound_parts(const time_lang *l, const char *bytes, uint32_t start, uint32_t end, uint64_t word_hash,
                             uint32_t ends[COMPOUND_PARTS_MAX]) {
    if (!l->head->compound_classes || end - start < WORD_MIN_BYTES) return 0;
    uint32_t head = start;
    for (unsigned letters = 0; head < end && (letters < COMPOUND_HEAD_LETTERS || is_inside_letter(bytes[head])); head++)
        letters += !is_inside_letter(bytes[head]);
    uint64_t bit = fold_name_hash(l->fold, bytes + start, head - start) >> 52;
    if (!(l->head->compound_heads[bit >> 6] >> (bit & 63) & 1) || look_up(l, word_hash)) return 0;
    cutter c = {.l = l, .bytes = bytes, .start = start, .end = end, .ends = ends};
    return cut(&c, start) ? c.count : 0;
}
