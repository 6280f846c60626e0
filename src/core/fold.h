/* Folding: what makes two spellings the same word.
 *
 *   fold_lower  case only:             "Élysée" → "élysée"     keys of the word lexicons
 *   fold_name   case, marks, ligatures, width, Arabic letter variants, tatweel and vowels, soft hyphens, joiners:
 *               "Élysée" → "elysee", "Đà Nẵng" → "da nang", "œuvre" → "oeuvre", "ß" → "ss"   keys of names
 *
 * Both come from one table in the pack (section "fold"), made at build time with ICU, so that the running program needs
 * no ICU. A code point that is not in the table stands for itself. */
#ifndef DP_CORE_FOLD_H
#define DP_CORE_FOLD_H

#include "core/error.h"
#include "core/hash.h"
#include "core/utf8.h"

typedef struct fold_table fold_table; /* const view into a pack, or into a builder's memory */

/* Character classes, from Unicode's General_Category by way of the same table. */
enum char_class {
    CHAR_OTHER = 0,
    CHAR_LETTER = 1,  /* L*, and M* that continue a letter */
    CHAR_DIGIT = 2,   /* Nd of any script */
    CHAR_SPACE = 4,   /* Z*, tab, line ends */
    CHAR_UPPER = 8,   /* Lu, Lt; together with CHAR_LETTER */
    CHAR_MARK = 16,   /* Mn, Mc; together with CHAR_LETTER */
    CHAR_PUNCT = 32,  /* P*, S* */
    CHAR_CONTROL = 64 /* C*: controls, formats (zero width, bidi), surrogates, unassigned */
};

dp_status fold_open(const void *section, size_t size, const fold_table **out, dp_error *err);
unsigned fold_class(const fold_table *t, uint32_t cp); /* bits of enum char_class */
int fold_digit(const fold_table *t, uint32_t cp);      /* 0 to 9 for a CHAR_DIGIT, else -1 */

/* Folds n bytes into out (room for cap bytes; never NUL-terminated) and gives the bytes written. What does not fit is
 * dropped at a character's border: a name of more than FOLD_MAX bytes is no name. */
#define FOLD_MAX 256
size_t fold_lower(const fold_table *t, const char *s, size_t n, char *out, size_t cap);
size_t fold_name(const fold_table *t, const char *s, size_t n, char *out, size_t cap);

/* hash_bytes of the folded form, seed 0. */
uint64_t fold_lower_hash(const fold_table *t, const char *s, size_t n);
uint64_t fold_name_hash(const fold_table *t, const char *s, size_t n);

#endif
