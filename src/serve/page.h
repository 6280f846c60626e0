/* HTML for people: the page's template with a plain list in it, readable without a script. */
#ifndef DP_SERVE_PAGE_H
#define DP_SERVE_PAGE_H

#include "serve/app.h"

/* Sets the answer to the page at this address; errors too, as pages. */
void page_answer(exchange *x);

#endif
