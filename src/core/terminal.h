/* Text from outside on a terminal: never with its control codes, its bidirectional marks kept apart, measured in columns. */
#ifndef DP_CORE_TERMINAL_H
#define DP_CORE_TERMINAL_H

#include <stdbool.h>

#include "core/buf.h"

/* Appends n bytes: controls and broken bytes become U+FFFD, tabs and line ends a space, bidirectional controls are dropped
 * and right-to-left text is isolated (U+2068 … U+2069). */
void terminal_add(buf *out, const char *s, size_t n);

/* What stands for a code point on a terminal: itself, a space, U+FFFD, or 0 where it is left out. */
uint32_t terminal_shown(uint32_t cp);
/* Does it run from right to left? A line with such letters is to be isolated as a whole. */
bool terminal_is_right_to_left(uint32_t cp);
size_t terminal_columns(uint32_t cp); /* 0 to 2; the program must have set LC_CTYPE to a UTF-8 locale */

/* Columns that well-formed text takes; what terminal_add appended is measured rightly. */
size_t terminal_width(const char *s, size_t n);

/* Appends at most `columns` columns of s, with "…" where it was cut; gives the columns used. */
size_t terminal_add_cut(buf *out, const char *s, size_t n, size_t columns);

#endif
