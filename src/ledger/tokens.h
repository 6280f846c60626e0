/* Search words: the words of a text as the full text index keeps them and as a search asks for them.
 *
 *   "L'armée a pris Мёд, 北京。"  ─▶  l armee a pris мед 北 京
 *
 * A word is a run of letters, digits and marks, folded as names are (case, diacritics, Arabic letter forms, tatweel, vowel signs
 * and points); apostrophes part words. Scripts that are written without blanks between words (Chinese, Japanese, Thai, Lao,
 * Khmer, Burmese, Tibetan) give one word a character: a search for 北京 is the phrase of the two. */
#ifndef DP_LEDGER_TOKENS_H
#define DP_LEDGER_TOKENS_H

#include "ledger/internal.h"

typedef struct search_token {
    size_t start, end; /* bytes of the text */
    size_t n;          /* of folded */
    char folded[FOLD_MAX + 1];
} search_token;

/* The next word at or behind *at, which moves behind it; false at the end. Without a pack ASCII alone is folded. */
bool token_next(const ledger *l, const char *s, size_t n, size_t *at, search_token *out);
/* All words with a blank between, appended: what the index is given. */
void tokens_add(const ledger *l, const char *s, size_t n, buf *out);

#endif
