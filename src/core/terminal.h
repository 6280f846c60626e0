/* Text from outside on a terminal: never with its control codes, its bidirectional marks kept apart, measured in columns. */
#ifndef DP_CORE_TERMINAL_H
#define DP_CORE_TERMINAL_H

#include "core/buf.h"

/* Appends n bytes: controls and broken bytes become U+FFFD, tabs and line ends a space, bidirectional controls are dropped
 * and right-to-left text is isolated (U+2068 … U+2069). */
void terminal_add(buf *out, const char *s, size_t n);

/* Columns that well-formed text takes; what terminal_add appended is measured rightly. */
size_t terminal_width(const char *s, size_t n);

/* Appends at most `columns` columns of s, with "…" where it was cut; gives the columns used. */
size_t terminal_add_cut(buf *out, const char *s, size_t n, size_t columns);

#endif
