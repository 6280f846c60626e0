/* Text from outside on a page: escaped, isolated by direction, without controls. */
#ifndef DP_SERVE_HTML_H
#define DP_SERVE_HTML_H

#include "core/buf.h"

/* Appends text so that it can be nothing but text: & < > " ' are escaped, controls become U+FFFD, marks that turn the direction
 * of writing are left out. NULL adds nothing. */
void html_plain(buf *b, const char *s);
void html_bytes(buf *b, const char *s, size_t n); /* the first n bytes of it */
/* The same, at most n characters, "…" where it was cut; line ends stay. */
void html_passage(buf *b, const char *s, size_t characters);
/* The same inside <bdi>, so that it cannot turn what stands beside it. */
void html_bdi(buf *b, const char *s);
/* For a part of an address: all but letters, digits and - . _ ~ percent-encoded. */
void html_part(buf *b, const char *s);

#endif
