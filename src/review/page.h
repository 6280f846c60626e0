/* A paragraph with marked spans, laid out in lines for a terminal: by columns, wide characters counted, nothing that could steer
 * the terminal, each line with right-to-left letters isolated. */
#ifndef DP_REVIEW_PAGE_H
#define DP_REVIEW_PAGE_H

#include "core/buf.h"
#include "ledger/review.h"

typedef struct page_cell {
    uint32_t cp;   /* to be shown */
    uint8_t style; /* enum review_mark, or PAGE_OUTSIDE: outside of the clause */
} page_cell;
#define PAGE_OUTSIDE 255

typedef struct page_line {
    uint32_t from, to; /* cells */
} page_line;
typedef struct page {
    const page_cell *cells;
    const page_line *lines;
    uint32_t line_count;
    uint32_t trigger_line; /* the first that shows the trigger */
} page;

/* `color`: spans are told by styles; otherwise by signs: [trigger], _other span_. Memory is the arena's. */
dp_status page_lay(const char *text, const review_span *spans, uint32_t n, uint32_t columns, bool color, arena *a, page *out,
                   dp_error *err);
/* Appends a line, without its end. */
void page_put(const page *p, uint32_t line, bool color, buf *out);

#endif
