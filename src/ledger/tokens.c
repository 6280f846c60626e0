/* Words of a text for the full text index. */
#include "ledger/tokens.h"

/* Characters of scripts without blanks between words, as ranges of Unicode blocks. */
static bool is_unspaced(uint32_t cp) {
    static const struct {
        uint32_t first, last;
    } blocks[] = {{0x0E00, 0x0EFF},    /* Thai, Lao */
                  {0x0F00, 0x0FFF},    /* Tibetan */
                  {0x1000, 0x109F},    /* Burmese */
                  {0x1780, 0x17FF},    /* Khmer */
                  {0x3005, 0x3007},    /* 々〆〇 */
                  {0x3040, 0x30FF},    /* kana */
                  {0x31F0, 0x31FF},    /* small katakana */
                  {0x3400, 0x4DBF},    /* Han */
                  {0x4E00, 0x9FFF},    /* Han */
                  {0xF900, 0xFAFF},    /* Han, compatibility */
                  {0xFF66, 0xFF9F},    /* half-width katakana */
                  {0x20000, 0x3FFFF}}; /* Han, further planes */
    if (cp < blocks[0].first) return false;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (cp >= blocks[i].first && cp <= blocks[i].last) return true;
    return false;
}

enum part { PART_NONE, PART_LETTER, PART_MARK /* continues a word, begins none */ };

static enum part part_of(const ledger *l, uint32_t cp) {
    if (cp < 0x80) return (cp | 32) >= 'a' && (cp | 32) <= 'z' ? PART_LETTER : cp >= '0' && cp <= '9' ? PART_LETTER : PART_NONE;
    if (cp >= 0x2B9 && cp <= 0x2BF) return PART_NONE; /* apostrophes that Unicode counts as letters */
    if (!l->k || !l->k->pack.fold) return cp >= 0x2010 && cp <= 0x203A ? PART_NONE : PART_LETTER;
    unsigned class = fold_class(l->k->pack.fold, cp);
    if (class & CHAR_MARK) return PART_MARK;
    if (class & (CHAR_LETTER | CHAR_DIGIT)) return PART_LETTER;
    /* Joiners and soft hyphens stand inside words and fold to nothing. */
    return cp == 0xAD || cp == 0x200C || cp == 0x200D || cp == 0x2060 ? PART_MARK : PART_NONE;
}

/* The end of the word that begins at `start` with a letter. */
static size_t word_end(const ledger *l, const char *s, size_t n, size_t start) {
    uint32_t cp;
    size_t at = start + utf8_decode(s + start, n - start, &cp);
    const bool alone = is_unspaced(cp);
    while (at < n) {
        size_t bytes = utf8_decode(s + at, n - at, &cp);
        enum part part = part_of(l, cp);
        if (part == PART_NONE || (part == PART_LETTER && (alone || is_unspaced(cp)))) break;
        at += bytes;
    }
    return at;
}

static size_t fold_token(const ledger *l, const char *s, size_t n, char out[FOLD_MAX]) {
    if (l->k && l->k->pack.fold) return fold_name(l->k->pack.fold, s, n, out, FOLD_MAX);
    if (n > FOLD_MAX) n = FOLD_MAX;
    for (size_t i = 0; i < n; i++) out[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
    return n;
}

bool token_next(const ledger *l, const char *s, size_t n, size_t *at, search_token *out) {
    while (*at < n) {
        uint32_t cp;
        size_t bytes = utf8_decode(s + *at, n - *at, &cp);
        if (part_of(l, cp) != PART_LETTER) {
            *at += bytes;
            continue;
        }
        out->start = *at;
        out->end = *at = word_end(l, s, n, *at);
        out->n = fold_token(l, s + out->start, out->end - out->start, out->folded);
        out->folded[out->n] = '\0';
        if (out->n) return true;
    }
    return false;
}

void tokens_add(const ledger *l, const char *s, size_t n, buf *out) {
    search_token t;
    for (size_t at = 0, words = 0; token_next(l, s, n, &at, &t); words++) {
        if (words) buf_char(out, ' ');
        buf_add(out, t.folded, t.n);
    }
}
