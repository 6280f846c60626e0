/* The folding table from Unicode's data, by way of ICU.
 *
 * A name's folding is: compatibility decomposition (NFKD), default case folding, marks dropped, and a table of letters that
 * people spell without their stroke, hook or dot. It is repeated until nothing changes, so that folding twice is folding once.
 * Left alone: Hangul syllables, the voiced kana, and the vowel signs of Indic and South-East Asian scripts, which Unicode
 * calls marks but which are letters to a reader. */
#include "pack/fold_compile.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "core/fold.h"
#include "core/fold_table.h"

enum { CODE_POINTS = 0x110000, EXPANSION_MAX = 64, ROUNDS_MAX = 8, RECORDS_MAX = 65535, SLOTS = 1 << 17 };

/* Letters without a decomposition that are one letter to whoever looks a name up. */
static const struct {
    uint16_t from;
    const char *to;
} letters[] = {
    /* Latin with strokes, hooks and own shapes */
    {0x00E6, "ae"},
    {0x00F0, "d"},
    {0x00F8, "o"},
    {0x00FE, "th"},
    {0x0111, "d"},
    {0x0127, "h"},
    {0x0131, "i"},
    {0x0138, "k"},
    {0x0142, "l"},
    {0x014B, "ng"},
    {0x0153, "oe"},
    {0x0167, "t"},
    {0x0180, "b"},
    {0x0183, "b"},
    {0x0188, "c"},
    {0x018C, "d"},
    {0x0192, "f"},
    {0x0199, "k"},
    {0x019A, "l"},
    {0x019E, "n"},
    {0x01A5, "p"},
    {0x01AB, "t"},
    {0x01AD, "t"},
    {0x01B4, "y"},
    {0x01B6, "z"},
    {0x01DD, "e"},
    {0x01E5, "g"},
    {0x0225, "z"},
    {0x023C, "c"},
    {0x023F, "s"},
    {0x0240, "z"},
    {0x0247, "e"},
    {0x0249, "j"},
    {0x024D, "r"},
    {0x024F, "y"},
    {0x0253, "b"},
    {0x0254, "o"},
    {0x0256, "d"},
    {0x0257, "d"},
    {0x0259, "e"},
    {0x025B, "e"},
    {0x0260, "g"},
    {0x0268, "i"},
    {0x0269, "i"},
    {0x026B, "l"},
    {0x0272, "n"},
    {0x0275, "o"},
    {0x0289, "u"},
    {0x028B, "v"},
    /* apostrophes, primes, modifier letters and quotes that transliterations write inside names */
    {0x0027, ""},
    {0x0060, ""},
    {0x00B4, ""},
    {0x02B9, ""},
    {0x02BA, ""},
    {0x02BB, ""},
    {0x02BC, ""},
    {0x02BD, ""},
    {0x02BE, ""},
    {0x02BF, ""},
    {0x02C8, ""},
    {0x02EE, ""},
    {0x2018, ""},
    {0x2019, ""},
    {0x201B, ""},
    {0x2032, ""},
    {0x2035, ""},
    {0xA78B, ""},
    {0xA78C, ""},
};

/* Arabic letters of one shape family, after what search engines of the region unify; and a Cyrillic one. */
static const uint16_t same_letter[][2] = {
    {0x0671, 0x0627}, {0x0672, 0x0627}, {0x0673, 0x0627}, {0x0675, 0x0627},                                     /* alef */
    {0x0649, 0x064A}, {0x06CC, 0x064A}, {0x06CD, 0x064A}, {0x06CE, 0x064A}, {0x06D0, 0x064A}, {0x06D2, 0x064A}, /* yeh */
    {0x0629, 0x0647}, {0x06D5, 0x0647}, {0x06C1, 0x0647}, {0x06C3, 0x0647}, {0x06BE, 0x0647}, {0x06C0, 0x0647}, /* heh */
    {0x06A9, 0x0643}, {0x06AA, 0x0643}, {0x06AC, 0x0643}, {0x063B, 0x0643}, {0x063C, 0x0643},                   /* kaf */
    {0x0491, 0x0433},
};

typedef struct cps {
    uint32_t at[EXPANSION_MAX];
    uint32_t n;
} cps;

static bool is_ignorable(uint32_t cp) {
    return cp == 0x0640 || u_hasBinaryProperty((UChar32)cp, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || (cp >= 0xFFF9 && cp <= 0xFFFB);
}

/* Marks that a writer may leave out. */
static bool is_dropped_mark(uint32_t cp) {
    int8_t type = u_charType((UChar32)cp);
    if (type != U_NON_SPACING_MARK && type != U_ENCLOSING_MARK) return false;
    if (cp == 0x3099 || cp == 0x309A) return false;
    UErrorCode ec = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)cp, &ec)) {
    case USCRIPT_INHERITED:
    case USCRIPT_COMMON:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
        return true;
    default:
        return false;
    }
}

static bool stays_whole(uint32_t cp) {
    return (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0x3041 && cp <= 0x30FF);
}

static bool put(cps *out, uint32_t cp) {
    if (out->n == EXPANSION_MAX) return false;
    out->at[out->n++] = cp;
    return true;
}

static bool put_utf16(cps *out, const UChar *u, int32_t n) {
    for (int32_t i = 0; i < n;) {
        UChar32 cp;
        U16_NEXT(u, i, n, cp);
        if (!put(out, (uint32_t)cp)) return false;
    }
    return true;
}

/* One code point through decomposition and case folding. */
static bool decompose(const UNormalizer2 *nfkd, uint32_t cp, cps *out) {
    UChar in[4], folded[EXPANSION_MAX], norm[EXPANSION_MAX];
    int32_t n = 0;
    UErrorCode ec = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(in, n, cp);
    if (stays_whole(cp)) return put(out, cp);
    int32_t folded_n = u_strFoldCase(folded, EXPANSION_MAX, in, n, U_FOLD_CASE_DEFAULT, &ec);
    int32_t norm_n = unorm2_normalize(nfkd, folded, folded_n, norm, EXPANSION_MAX, &ec);
    return U_SUCCESS(ec) && put_utf16(out, norm, norm_n);
}

/* One code point after decomposition: dropped, replaced, or kept. */
static bool replace(uint32_t cp, cps *out) {
    if (is_ignorable(cp) || is_dropped_mark(cp)) return true;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].from != cp) continue;
        for (const char *p = letters[i].to; *p; p++)
            if (!put(out, (unsigned char)*p)) return false;
        return true;
    }
    for (size_t i = 0; i < sizeof same_letter / sizeof *same_letter; i++)
        if (same_letter[i][0] == cp) return put(out, same_letter[i][1]);
    int32_t digit = u_charDigitValue((UChar32)cp);
    if (digit >= 0) return put(out, '0' + (uint32_t)digit);
    if (u_charType((UChar32)cp) == U_DASH_PUNCTUATION || cp == 0x2212) return put(out, '-');
    if (u_charType((UChar32)cp) == U_SPACE_SEPARATOR) return put(out, ' ');
    return put(out, cp);
}

static bool fold_one(const UNormalizer2 *nfkd, uint32_t cp, cps *out) {
    *out = (cps){.at = {cp}, .n = 1};
    for (int round = 0; round < ROUNDS_MAX; round++) {
        cps apart = {0}, next = {0};
        for (uint32_t i = 0; i < out->n; i++)
            if (!decompose(nfkd, out->at[i], &apart)) return false;
        for (uint32_t i = 0; i < apart.n; i++)
            if (!replace(apart.at[i], &next)) return false;
        bool same = next.n == out->n && memcmp(next.at, out->at, next.n * sizeof *next.at) == 0;
        *out = next;
        if (same) return true;
    }
    return false;
}

static uint8_t class_of(uint32_t cp) {
    if (cp == '\t' || (cp >= '\n' && cp <= '\r') || cp == 0x85) return CHAR_SPACE;
    switch (u_charType((UChar32)cp)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
        return CHAR_LETTER | CHAR_UPPER;
    case U_LOWERCASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
        return CHAR_LETTER;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
        return CHAR_LETTER | CHAR_MARK;
    case U_DECIMAL_DIGIT_NUMBER:
        return CHAR_DIGIT;
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
        return CHAR_OTHER;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return CHAR_SPACE;
    case U_UNASSIGNED:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE:
        return CHAR_CONTROL;
    default:
        return CHAR_PUNCT;
    }
}

/* The table under construction: records and strings are stored once, found again by hash. */
typedef struct maker {
    fold_record *records; /* [RECORDS_MAX] */
    uint32_t record_count;
    uint32_t *record_slot; /* [SLOTS] record + 1 */
    uint32_t *string_slot; /* [SLOTS] offset in pool + 1 */
    uint8_t *string_bytes; /* [SLOTS] */
    buf pool;
    uint16_t *of; /* [CODE_POINTS] record */
} maker;

static uint32_t pool_string(maker *m, const char *s, uint8_t n) {
    uint32_t i = (uint32_t)hash_bytes(s, n, 0) % SLOTS;
    for (; m->string_slot[i]; i = (i + 1) % SLOTS)
        if (m->string_bytes[i] == n && memcmp(m->pool.at + m->string_slot[i] - 1, s, n) == 0) return m->string_slot[i] - 1;
    uint32_t at = (uint32_t)m->pool.n;
    buf_add(&m->pool, s, n);
    m->string_slot[i] = at + 1;
    m->string_bytes[i] = n;
    return at;
}

/* Stores `to` unless it is cp itself. */
static void set_string(maker *m, uint32_t cp, const cps *to, uint8_t *bytes, uint32_t *at) {
    char utf8[4 * EXPANSION_MAX];
    size_t n = 0;
    *bytes = FOLD_SELF;
    *at = 0;
    if (to->n == 1 && to->at[0] == cp) return;
    for (uint32_t i = 0; i < to->n; i++) n += utf8_encode(to->at[i], utf8 + n);
    *bytes = (uint8_t)n;
    if (n) *at = pool_string(m, utf8, *bytes);
}

static bool add_code_point(maker *m, const UNormalizer2 *nfkd, uint32_t cp) {
    fold_record r;
    memset(&r, 0, sizeof r); /* padding too: records are compared as bytes */
    r.char_class = class_of(cp);
    if (r.char_class & CHAR_DIGIT) r.digit = (uint8_t)u_charDigitValue((UChar32)cp);
    cps name, lower = {.at = {(uint32_t)u_tolower((UChar32)cp)}, .n = 1};
    if (cp >= 0xD800 && cp <= 0xDFFF)
        name = (cps){.at = {cp}, .n = 1};
    else if (!fold_one(nfkd, cp, &name))
        return false;
    set_string(m, cp, &lower, &r.lower_bytes, &r.lower_at);
    set_string(m, cp, &name, &r.name_bytes, &r.name_at);
    uint32_t i = (uint32_t)hash_bytes(&r, sizeof r, 0) % SLOTS;
    for (; m->record_slot[i]; i = (i + 1) % SLOTS)
        if (memcmp(&m->records[m->record_slot[i] - 1], &r, sizeof r) == 0) break;
    if (!m->record_slot[i]) {
        if (m->record_count == RECORDS_MAX) return false;
        m->records[m->record_count++] = r;
        m->record_slot[i] = m->record_count;
    }
    m->of[cp] = (uint16_t)(m->record_slot[i] - 1);
    return true;
}

static void write_table(maker *m, buf *out) {
    uint16_t stage1[FOLD_STAGE1];
    uint32_t first_of[FOLD_STAGE1], blocks = 0; /* first_of: stage-1 index whose block was stored */
    for (uint32_t b = 0; b < FOLD_STAGE1; b++) {
        uint32_t k = 0;
        while (k < blocks &&
               memcmp(m->of + (size_t)first_of[k] * FOLD_BLOCK, m->of + (size_t)b * FOLD_BLOCK, FOLD_BLOCK * 2) != 0)
            k++;
        if (k == blocks) first_of[blocks++] = b;
        stage1[b] = (uint16_t)k;
    }
    fold_header h = {.magic = FOLD_MAGIC, .blocks = blocks, .records = m->record_count, .pool_bytes = (uint32_t)m->pool.n};
    h.stage1_at = sizeof h;
    h.stage2_at = h.stage1_at + FOLD_STAGE1 * 2;
    h.records_at = h.stage2_at + blocks * FOLD_BLOCK * 2;
    h.pool_at = h.records_at + m->record_count * (uint32_t)sizeof(fold_record);
    buf_add(out, &h, sizeof h);
    buf_add(out, stage1, sizeof stage1);
    for (uint32_t k = 0; k < blocks; k++) buf_add(out, m->of + (size_t)first_of[k] * FOLD_BLOCK, FOLD_BLOCK * 2);
    buf_add(out, m->records, m->record_count * sizeof *m->records);
    buf_add(out, m->pool.at, m->pool.n);
}

dp_status fold_compile(buf *out, dp_error *err) {
    UErrorCode ec = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&ec);
    if (U_FAILURE(ec)) return error_set(err, DP_E_INTERNAL, "ICU has no normalisation data: %s", u_errorName(ec));
    maker m = {.records = calloc(RECORDS_MAX, sizeof *m.records),
               .record_slot = calloc(SLOTS, sizeof *m.record_slot),
               .string_slot = calloc(SLOTS, sizeof *m.string_slot),
               .string_bytes = calloc(SLOTS, 1),
               .of = calloc(CODE_POINTS, sizeof *m.of)};
    buf_init(&m.pool);
    dp_status status = DP_OK;
    if (!m.records || !m.record_slot || !m.string_slot || !m.string_bytes || !m.of) status = error_nomem(err);
    for (uint32_t cp = 0; status == DP_OK && cp < CODE_POINTS; cp++)
        if (!add_code_point(&m, nfkd, cp))
            status = error_set(err, DP_E_INTERNAL, "U+%04X has no folding that fits the table", (unsigned)cp);
    if (status == DP_OK) write_table(&m, out);
    if (status == DP_OK && (out->failed || m.pool.failed)) status = error_nomem(err);
    buf_free(&m.pool);
    free(m.of);
    free(m.string_bytes);
    free(m.string_slot);
    free(m.record_slot);
    free(m.records);
    return status;
}
