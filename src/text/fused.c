/* Where clitics are cut from the words that they are written onto. */
#include "text/fused.h"

#define ENDING_BYTES_MAX 8u
#define CLITIC_BYTES_MAX 8u

static bool begins_character(const char *s, uint32_t p) {
    return ((unsigned char)s[p] & 0xC0) != 0x80;
}

const token_entry *fused_ending(const token_rules *r, const char *s, uint32_t n, uint32_t *ending_bytes) {
    for (uint32_t k = n < ENDING_BYTES_MAX ? n : ENDING_BYTES_MAX; k > 0; k--) {
        if (!begins_character(s, n - k)) continue;
        const token_entry *e = token_rules_find(r, token_suffix_key(token_hash(r, s + n - k, k)));
        if (!e || !(e->kinds & (TOK_STEM_ENDING | TOK_NO_STEM))) continue;
        *ending_bytes = k;
        return e;
    }
    return NULL;
}

/* The bytes of the longest enclitic at the end of s[0..n) that leaves something before it, or 0. */
static uint32_t enclitic_bytes(const token_rules *r, const char *s, uint32_t n) {
    for (uint32_t k = n - 1 < CLITIC_BYTES_MAX ? n - 1 : CLITIC_BYTES_MAX; k > 1; k--) {
        if (!begins_character(s, n - k)) continue;
        const token_entry *e = token_rules_find(r, token_hash(r, s + n - k, k));
        if (e && (e->kinds & TOK_FUSED_ENCLITIC)) return k;
    }
    return 0;
}

static bool is_stem(const token_rules *r, const char *s, uint32_t n) {
    uint32_t ending;
    const token_entry *e = fused_ending(r, s, n, &ending);
    return e && !(e->kinds & TOK_NO_STEM);
}

/* One enclitic or two, where what is left ends as a stem must. */
static uint32_t cut_enclitics(const token_rules *r, const char *s, uint32_t n) {
    uint32_t last = enclitic_bytes(r, s, n);
    if (last == 0 || n - last < 2) return 0;
    uint32_t end = n - last;
    if (is_stem(r, s, end)) return end | FUSED_RESPELLED;
    uint32_t first = enclitic_bytes(r, s, end);
    if (first == 0 || end - first < 2 || !is_stem(r, s, end - first)) return 0;
    return (end - first) | end << 8 | FUSED_RESPELLED;
}

void fused_mark(const token_rules *r, pieces *p, const char *bytes) {
    if (!(r->policy & TOKENS_FUSED)) return;
    for (uint32_t i = 0; i < p->n; i++) {
        piece *x = &p->at[i];
        uint32_t n = x->end - x->start;
        if (x->kind != PIECE_WORD || n < 4 || n > FUSED_BYTES_MAX) continue;
        if ((x->flags & (PIECE_SPLIT | PIECE_DIGITS | PIECE_ABBREVIATED)) || (x->kinds & (TOK_WHOLE | TOK_CONTRACTION))) continue;
        uint32_t cut = cut_enclitics(r, bytes + x->start, n);
        if (cut == 0) continue;
        x->cut = cut;
        x->flags |= PIECE_FUSED;
    }
}
