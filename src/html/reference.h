/* Character references: "&eacute;", "&#233;", "&#xE9;" and what browsers make of broken ones (HTML Living Standard 13.2.5.72). */
#ifndef DP_HTML_REFERENCE_H
#define DP_HTML_REFERENCE_H

#include <stdbool.h>

#include "html/rules.h"

enum { HTML_REFERENCE_OUT = 8 }; /* bytes that a reference becomes, at most */

/* Reads the reference at s, which begins with '&' (n > 0 bytes are left). Gives how many bytes it took, 0 where it is none, and
 * writes the UTF-8 it stands for. In attributes "&copy=" and "&copyx" are none. */
size_t html_reference_read(const html_rules *rules, const char *s, size_t n, bool in_attribute, char out[HTML_REFERENCE_OUT],
                           size_t *out_bytes);

#endif
