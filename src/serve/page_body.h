/* The plain lists: what <main> holds before a script, or without one, in the language of the page. */
#ifndef DP_SERVE_PAGE_BODY_H
#define DP_SERVE_PAGE_BODY_H

#include "serve/app.h"

void page_title(exchange *x, buf *out); /* "Conflicts - ", escaped */
/* Appends the list or item; sets x->out->status where something went wrong, and says so on the page. */
void page_body(exchange *x, buf *out);
/* Appends those of the address but for its cursor and language, for a link: "from=2017-11&amp;". */
void page_parameters(const exchange *x, buf *out);

#endif
