/* Fused words: clitics that are written onto a word without any mark between them.
 *
 *   es  dárselo → dar + se + lo        ar  وبكتابها → و + ب + كتاب + ها
 *
 * A piece that is such a word gets PIECE_FUSED, and its `cut` says where:
 *
 *   bits 0–7, 8–15, 16–23   where its second, third, fourth part begin, in bytes from the piece's start; 0: there is none
 *   bits 24–25              which part is the stem
 *   bit 26                  the stem's ending is spelled as its entry of the section [fused stems] says */
#ifndef DP_TEXT_FUSED_H
#define DP_TEXT_FUSED_H

#include "text/tokenise.h"

#define FUSED_BYTES_MAX  64u /* longer words are never cut */
#define FUSED_PARTS_MAX  4u
#define FUSED_RESPELLED  (1u << 26)
#define FUSED_STEM_SHIFT 24u

static inline uint32_t fused_cut(uint32_t cut, uint32_t k) {
    return cut >> (8 * k) & 0xFF;
}
static inline uint32_t fused_stem(uint32_t cut) {
    return cut >> FUSED_STEM_SHIFT & 3;
}

/* The longest listed ending of the word s[0..n), of endings that say how a stem is spelled; NULL. */
const token_entry *fused_ending(const token_rules *r, const char *s, uint32_t n, uint32_t *ending_bytes);

/* Sets PIECE_FUSED and `cut`. */
void fused_mark(const token_rules *r, pieces *p, const char *bytes);

#endif
