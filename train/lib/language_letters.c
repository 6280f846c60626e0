#include "lib/language_letters.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

/* A letter in small letters, its compatibility forms (ﷲ's letters apart, full width) as the plain letter where that is one. */
static UChar32 plain_letter(UChar32 c, const UNormalizer2 *nfkc) {
    UErrorCode status = U_ZERO_ERROR;
    UChar plain[32];
    const int32_t n = unorm2_getDecomposition(nfkc, c, plain, 32, &status);
    UChar32 first = c;
    if (U_SUCCESS(status) && n > 0) {
        int32_t used = 0;
        U16_NEXT(plain, used, n, first);
        if (used < n) first = c; /* more than one letter: it stays what it is */
    }
    return u_tolower(first);
}

/* The script of a letter among those that the model knows; 0 for what is no letter of any. */
static uint32_t script_of(UChar32 c, const UScriptCode *codes, uint32_t n) {
    if (!(U_GET_GC_MASK(c) & U_GC_L_MASK)) return SCRIPT_NONE;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    for (uint32_t i = 0; i < n; i++)
        if (script == codes[i] || (codes[i] == USCRIPT_HIRAGANA && script == USCRIPT_KATAKANA)) return i + 1;
    return SCRIPT_NONE;
}

/* Codes 0 and 1 are kept for what is no letter and for the edges of words. */
static uint32_t entry_of(UChar32 c, const UScriptCode *codes, const letter_scripts *s, const UNormalizer2 *nfkc) {
    const uint32_t script = script_of(c, codes, s->n);
    if (script == SCRIPT_NONE) return 0;
    const uint32_t code = s->coded[script - 1] ? (uint32_t)plain_letter(c, nfkc) & 0xFFF : 0;
    return script << 16 | (code > 1 ? code : 2);
}

/* The number of a page: that of an equal one where there is one. */
static bool add_page(const uint32_t page[256], uint32_t at, letter_table *out) {
    uint32_t p = 0;
    while (p < out->page_count && memcmp(out->pages[p], page, sizeof out->pages[p]) != 0) p++;
    if (p == PAGES_MOST) return false;
    if (p == out->page_count) memcpy(out->pages[out->page_count++], page, sizeof out->pages[p]);
    out->page_of[at] = (uint8_t)p;
    return true;
}

bool letters_make(const letter_scripts *s, letter_table *out) {
    UScriptCode codes[SCRIPTS_MOST];
    for (uint32_t i = 0; i < s->n; i++) {
        UErrorCode status = U_ZERO_ERROR;
        if (uscript_getCode(s->names[i], &codes[i], 1, &status) != 1 || U_FAILURE(status)) return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    if (U_FAILURE(status)) return false;
    memset(out, 0, sizeof *out);
    for (uint32_t page = 0; page < LETTER_PAGES; page++) {
        uint32_t entries[256];
        for (uint32_t i = 0; i < 256; i++) entries[i] = entry_of((UChar32)(page << 8 | i), codes, s, nfkc);
        if (!add_page(entries, page, out)) return false;
    }
    return true;
}
