/* Units: what texts are compared by. A word is a unit; in scripts that are written without spaces (Chinese, Japanese, Thai,
 * Lao, Burmese, Khmer) each character is one, and counts half a word. Folded, so that case, marks, width, composed or
 * decomposed letters, soft hyphens, quotation marks and line breaks do not count.
 *
 *   "Le 3 mai, 東京で"  ─▶  le · 3 · mai · 東 · 京 · で      weights 2 2 2 1 1 1
 *
 * A *run* is as many units from one on as weigh RUN_WEIGHT: five words or ten characters (w-shingles: Broder, "On the
 * resemblance and containment of documents", 1997). */
#ifndef DP_LEDGER_UNIT_H
#define DP_LEDGER_UNIT_H

#include "text/text.h"

#define RUN_WEIGHT 10u

typedef struct unit {
    uint64_t hash;
    uint32_t start, end; /* bytes */
    uint8_t weight;      /* 2: a word; 1: a character */
    bool number;         /* digits only */
} unit;
typedef struct unit_list {
    const unit *at;
    uint32_t n;
} unit_list;

/* The units of a text, in the arena. A text in a language that was not analysed is split into words here. `fold` may be NULL:
 * characters then stand for themselves, and such a text has no units. `bytes` of the text may be NULL: words are not looked
 * into. */
dp_status units_of_text(const fold_table *fold, const text *x, arena *a, unit_list *out, dp_error *err);
dp_status units_of_words(const fold_table *fold, const char *bytes, const word *words, uint32_t n, arena *a, unit_list *out,
                         dp_error *err);

/* The hashes of all runs, one beginning at each unit as long as there is room; a text that is shorter is one run.
 * `out` has room for `list->n`. Gives their number. */
uint32_t units_runs(const unit_list *list, uint32_t *out);

#endif
