/* What a text's letters add up to: tallies of its parts make that of the whole. */
#ifndef DP_LANGUAGE_TALLY_H
#define DP_LANGUAGE_TALLY_H

#include "language/language.h"

#define SOLE_MERIT 200

typedef struct language_tally {
    uint32_t letters[SCRIPTS_MOST + 1]; /* [script] */
    int64_t sums[TABLES_MOST][SCRIPT_LANGUAGES_MOST];
} language_tally;

void language_count(const language_model *m, const char *text, size_t n, language_tally *out);
void language_add(language_tally *to, const language_tally *more);
language_answer language_of(const language_model *m, const language_tally *t);
/* How far the best language of the tally's main script is ahead of `code`, in thousandths of a nat; UINT32_MAX where that
 * script's languages do not have it. */
uint32_t language_lead(const language_model *m, const language_tally *t, const char *code);
/* How far the best language of the main script stands out of the mean of that script's languages, in thousandths of a nat: what
 * is no text of any has little. A script of one language has SOLE_MERIT for each letter. */
int64_t language_merit(const language_model *m, const language_tally *t);

#endif
