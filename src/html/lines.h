/* Lines that stand inside an article and are none of its words: "Read also: …", "Advertisement", "Photo: …". They are data
 * (lang/page-lines.rules), by phrases of folded words. */
#ifndef DP_HTML_LINES_H
#define DP_HTML_LINES_H

#include "html/rules.h"

enum { HTML_LINE_LETTERS = 160 /* a longer one is never looked at */, HTML_LINE_WORDS = 8 /* of a phrase */ };

/* How much of a line a phrase must be; a set. */
enum html_line_kind { LINE_WHOLE = 1, LINE_COLON = 2, LINE_BEGINS = 4 };

/* The keys of the first words of a line (letters, digits and marks), at most HTML_LINE_WORDS. ends[i]: the bytes up to the end of
 * word i. Gives how many. */
uint32_t html_line_keys(const fold_table *fold, const char *s, size_t n, uint64_t keys[HTML_LINE_WORDS],
                        size_t ends[HTML_LINE_WORDS]);
/* Is it such a line? */
bool html_line_stands_apart(const html_rules *rules, const char *s, size_t n);

#endif
