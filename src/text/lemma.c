/* Endings, guesses and edit scripts. */
#include "text/lemma.h"

#include <string.h>

#include "core/hash.h"

dp_status lemma_open(const void *scripts, size_t scripts_size, const void *guesses, size_t guesses_size, const char *strings,
                     size_t strings_size, uint32_t feats_count, lemma_rules *out, dp_error *err) {
    uint32_t script_count = (uint32_t)(scripts_size / sizeof(lemma_script));
    size_t slots = guesses_size / sizeof(guess_slot);
    if (scripts_size % sizeof(lemma_script) != 0 || script_count > UINT16_MAX || guesses_size % sizeof(guess_slot) != 0 ||
        slots == 0 || (slots & (slots - 1)) != 0 || slots > (1u << 24))
        return error_set(err, DP_E_PACK, "the lemma tables have an impossible size");
    const lemma_script *s = scripts;
    for (uint32_t i = 0; i < script_count; i++)
        if (s[i].strip >= strings_size || s[i].add >= strings_size)
            return error_set(err, DP_E_PACK, "lemma script %u points outside the strings", i);
    const guess_slot *g = guesses;
    size_t used = 0;
    for (size_t i = 0; i < slots; i++) {
        if (g[i].check == 0) continue;
        used++;
        if (g[i].script >= script_count || g[i].feats >= feats_count)
            return error_set(err, DP_E_PACK, "lemma guess %zu points outside its tables", i);
    }
    if (used >= slots) return error_set(err, DP_E_PACK, "the table of endings is full");
    *out = (lemma_rules){s, script_count, g, (uint32_t)(slots - 1), strings};
    return DP_OK;
}

uint32_t lemma_ending_keys(const char *folded, size_t n, uint64_t keys[GUESS_ENDING_MAX]) {
    uint64_t h = 0x6C656D6D61ull;
    uint32_t k = 0;
    while (n > 0 && k < GUESS_ENDING_MAX) {
        do {
            uint8_t c = (uint8_t)folded[--n];
            h = hash_phrase(h, c >= '0' && c <= '9' ? '0' : c);
        } while (n > 0 && ((uint8_t)folded[n] & 0xC0) == 0x80);
        keys[k++] = h;
    }
    return k;
}

static const guess_slot *guess_find(const lemma_rules *r, uint64_t key) {
    uint32_t check = (uint32_t)(key >> 32);
    for (uint32_t i = (uint32_t)key & r->guess_mask;; i = (i + 1) & r->guess_mask) {
        const guess_slot *s = &r->guesses[i];
        if (s->check == check) return s;
        if (s->check == 0) return NULL;
    }
}

const guess_slot *lemma_guess(const lemma_rules *r, unsigned class, const uint64_t *keys, uint32_t key_count) {
    for (uint32_t k = key_count; k > 0; k--) {
        const guess_slot *s = guess_find(r, lemma_guess_key(class, keys[k - 1]));
        if (s) return s;
    }
    return guess_find(r, lemma_guess_key(class, 0));
}

size_t lemma_apply(const lemma_rules *r, uint32_t script, const fold_table *fold, const char *form, size_t n,
                   char out[LEMMA_MAX]) {
    const lemma_script *s = &r->scripts[script];
    const char *strip = r->strings + s->strip, *add = r->strings + s->add;
    size_t strip_bytes = strlen(strip), add_bytes = strlen(add);
    if (n > LEMMA_MAX) return 0;
    if (s->lower)
        n = fold_lower(fold, form, n, out, LEMMA_MAX);
    else
        memcpy(out, form, n);
    if (n <= strip_bytes || memcmp(out + n - strip_bytes, strip, strip_bytes) != 0 || n - strip_bytes + add_bytes > LEMMA_MAX)
        return 0;
    memcpy(out + n - strip_bytes, add, add_bytes);
    return n - strip_bytes + add_bytes;
}
