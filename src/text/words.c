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
    bool ascii, capital;
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

static uint64_t ascii_hash(const char *s, uint32_t n) {
    char folded[FOLD_MAX];
    if (n > FOLD_MAX) n = FOLD_MAX;
    for (uint32_t i = 0; i < n; i++) folded[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
    return hash_bytes(folded, n, 0);
}

/* Reads the run that begins at *at. Zero-width characters inside belong to it, behind it they do not. */
static word run_read(const fold_table *fold, const unsigned *ascii_class, const char *s, uint32_t size, uint32_t *at) {
    run r = {.ascii = true};
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
        if (cp >= 0x80) r.ascii = false;
        if (joins) continue;
        run_add(&r, class);
        end = p;
    }
    *at = end;
    word w = {.start = start, .end = end};
    w.hash = r.ascii ? ascii_hash(s + start, end - start) : fold_name_hash(fold, s + start, end - start);
    if (r.capital) w.flags |= WORD_CAPITAL;
    if (r.letters > 1 && r.upper == r.letters) w.flags |= WORD_ALL_CAPS;
    if (r.digits > 0 && r.letters == 0) w.flags |= WORD_DIGITS;
    return w;
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
