/* Values of comma- and tab-separated files (RFC 4180), safe to open in a spreadsheet: text that could be taken for a formula
 * (OWASP: = + - @ at its start, also in full width or behind blanks; a tab or line end at its start) gets a ' in front. Control
 * characters but line ends become spaces. Pure functions that append to `out`. */
#ifndef DP_CORE_CSV_H
#define DP_CORE_CSV_H

#include "core/buf.h"

/* A value of a comma-separated file; `raw` leaves formulas as they are. */
void csv_text(const char *s, size_t n, bool raw, buf *out);
/* A value of a tab-separated file: tabs and line ends become spaces. Raw values are never quoted, as GDELT's are not. */
void tsv_text(const char *s, size_t n, bool raw, buf *out);

#endif
