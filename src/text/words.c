/* Words: runs of letters and digits with their folded hash, and what stands between them. One pass. */
#include <string.h>

#include "text/text.h"

/* What a character between words means for a name that might run across it. */
enum between { BETWEEN_NOTHING, BETWEEN_HYPHEN, BETWEEN_APOSTROPHE, BETWEEN_POINT, BETWEEN_BREAK };

static enum between between_of(uint32_t cp) {
    switch (cp) {
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x058A:
    case 0x2E17:
        return BETWEEN_HYPHEN;
    case '\'':
    case 0x2019:
    case 0x02BC:
    case 0x02BB:
    case 0x02BF:
    case 0x2018:
    case '`':
    case 0x00B4:
        return BETWEEN_APOSTROPHE;
    case '.':
    case '&':
    case 0x00B7:
    case 0x30FB:
        return BETWEEN_POINT;
    default:
        return BETWEEN_BREAK;
    }
}

typedef struct gap {
    uint32_t lines; /* line ends seen */
    bool hyphen, space, apostrophe, broken;
    bool apostrophe_after_space;
} gap;

static void gap_add(gap *g, uint32_t cp, unsigned class) {
    if (class & CHAR_SPACE) {
        g->lines += cp == '\n' || cp == 0x2028;
        g->lines += cp == 0x2029 ? 2u : 0u;
        g->space = true;
        return;
    }
    if (class & CHAR_CONTROL) return; /* zero width: nothing that a reader sees */
    switch (between_of(cp)) {
    case BETWEEN_HYPHEN:
        g->hyphen = true;
        break;
    case BETWEEN_APOSTROPHE:
        if (g->space) g->apostrophe_after_space = true;
        g->apostrophe = true;
        break;
    case BETWEEN_BREAK:
        g->broken = true;
        break;
    default:
        break;
    }
}

/* A hyphen between spaces is a dash, an apostrophe after one opens a quotation: names do not run across either. */
static uint32_t gap_flags(const gap *g) {
    if (g->broken || g->lines > 1 || (g->hyphen && g->space) || g->apostrophe_after_space) return WORD_BREAK;
    return WORD_GLUE | ((g->hyphen || g->apostrophe) && !g->space ? (uint32_t)WORD_HYPHEN : 0u);
}

typedef struct run {
    uint32_t letters, upper, digits;
    bool capital;
} run;

static void run_add(run *r, unsigned class) {
    if (class & CHAR_MARK) return;
    if (class & CHAR_UPPER) {
        if (r->letters + r->digits == 0) r->capital = true;
        r->upper++;
    }
    r->letters += (class & CHAR_LETTER) != 0;
    r->digits += (class & CHAR_DIGIT) != 0;
}

static word run_word(const run *r, uint32_t start, uint32_t end, uint64_t hash) {
    word w = {.start = start, .end = end, .hash = hash};
    if (r->capital) w.flags |= WORD_CAPITAL;
    if (r->letters > 1 && r->upper == r->letters) w.flags |= WORD_ALL_CAPS;
    if (r->digits > 0 && r->letters == 0) w.flags |= WORD_DIGITS;
    if (r->digits > 0 && r->letters > 0) w.flags |= WORD_MIXED;
    return w;
}

/* A run of ASCII letters and digits only, folded as it is read. False where it is something else. */
static bool run_read_ascii(const unsigned *ascii_class, const char *s, uint32_t size, uint32_t *at, word *out) {
    char folded[FOLD_MAX];
    run r = {0};
    uint32_t start = *at, n = 0, limit = size - start < FOLD_MAX ? size - start : FOLD_MAX;
    const unsigned char *c = (const unsigned char *)s + start;
    for (; n < limit && c[n] < 0x80 && (ascii_class[c[n]] & (CHAR_LETTER | CHAR_DIGIT)); n++) {
        bool letter = (ascii_class[c[n]] & CHAR_LETTER) != 0, upper = (ascii_class[c[n]] & CHAR_UPPER) != 0;
        r.letters += letter;
        r.digits += !letter;
        r.upper += upper;
        folded[n] = (char)(upper ? c[n] + 32 : c[n]);
    }
    if (n == 0 || n == FOLD_MAX || (n < limit && c[n] >= 0x80)) return false;
    r.capital = (ascii_class[c[0]] & CHAR_UPPER) != 0;
    *at = start + n;
    *out = run_word(&r, start, start + n, hash_bytes(folded, n, 0));
    return true;
}

/* Reads the run that begins at *at. Zero-width characters inside belong to it, behind it they do not. */
static word run_read(const fold_table *fold, const unsigned *ascii_class, const char *s, uint32_t size, uint32_t *at) {
    word quick;
    if (run_read_ascii(ascii_class, s, size, at, &quick)) return quick;
    run r = {0};
    uint32_t start = *at, end = start, p = start;
    while (p < size) {
        uint32_t cp = (unsigned char)s[p];
        uint32_t bytes = 1;
        unsigned class;
        if (cp < 0x80) {
            class = ascii_class[cp];
        } else {
            bytes = (uint32_t)utf8_decode(s + p, size - p, &cp);
            class = fold_class(fold, cp);
        }
        bool joins = (class & CHAR_CONTROL) && cp >= 0x80;
        if (!(class & (CHAR_LETTER | CHAR_DIGIT | CHAR_MARK)) && !joins) break;
        p += bytes;
        if (joins) continue;
        run_add(&r, class);
        end = p;
    }
    *at = end;
    return run_word(&r, start, end, fold_name_hash(fold, s + start, end - start));
}

dp_status text_words(const fold_table *fold, const char *bytes, size_t size, arena *a, const word **out, uint32_t *n) {
    *out = NULL;
    *n = 0;
    if (size > DP_TEXT_MAX) return DP_E_TOO_LONG;
    unsigned ascii_class[128];
    for (uint32_t c = 0; c < 128; c++) ascii_class[c] = fold_class(fold, c);
    vec_of(word) words = {0};
    gap g = {.broken = true};
    uint32_t p = 0, end = (uint32_t)size;
    while (p < end) {
        uint32_t cp = (unsigned char)bytes[p], taken = 1;
        unsigned class;
        if (cp < 0x80) {
            class = ascii_class[cp];
        } else {
            taken = (uint32_t)utf8_decode(bytes + p, end - p, &cp);
            class = fold_class(fold, cp);
        }
        if (!(class & (CHAR_LETTER | CHAR_DIGIT | CHAR_MARK))) {
            gap_add(&g, cp, class);
            p += taken;
            continue;
        }
        word w = run_read(fold, ascii_class, bytes, end, &p);
        w.flags |= gap_flags(&g);
        if (!vec_push(a, &words, w)) return DP_E_NOMEM;
        g = (gap){0};
    }
    *out = words.at;
    *n = words.n;
    return DP_OK;
}
