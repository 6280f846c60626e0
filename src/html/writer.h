/* Text as a reader sees it, from the page's bytes, with the way back to them.
 *
 *     "  A&nbsp;<b>fire</b>\n"   ──▶   "A fire"   segments {text 0, page 2, 1} {1, 3, 9} {2, 12, 4}
 *
 * Runs of white space become one blank, references their characters, broken bytes U+FFFD; NUL, controls, soft hyphens, zero-width
 * blanks and byte order marks go. A no-break or wide blank stays what it is where it stands alone. Text is valid UTF-8, without
 * white space at its ends or at those of a line.
 *
 * A segment says where text comes from: text[segment.text … next.text) came from page[segment.page … + segment.page_bytes),
 * byte for byte where both are as long, as a whole else. Both offsets grow from segment to segment. */
#ifndef DP_HTML_WRITER_H
#define DP_HTML_WRITER_H

#include "html/tree.h"

typedef struct html_segment {
    uint32_t text, page, page_bytes;
} html_segment;

/* Room between two characters; a larger one swallows a smaller. */
typedef enum html_gap {
    HTML_GAP_NONE,
    HTML_GAP_HARD, /* one no-break or wide blank */
    HTML_GAP_BLANK,
    HTML_GAP_LINE,     /* "\n" */
    HTML_GAP_PARAGRAPH /* "\n\n" */
} html_gap;

typedef struct html_writer {
    const html_rules *rules;
    const char *page;
    arena *a;
    char *text; /* [n], not NUL-terminated before html_writer_end */
    uint32_t n, cap;
    vec_of(html_segment) segments;
    uint32_t page_end; /* of what was written last */
    html_gap gap;      /* stands before the next character */
    uint32_t hard;     /* the blank of HTML_GAP_HARD */
    bool with_map;
    bool nomem;
} html_writer;

html_writer html_writer_new(const html_tree *t, bool with_map, arena *a);
/* The text of page[source). */
void html_write(html_writer *w, span source, bool has_references);
/* At least this much room before what comes next. */
void html_write_gap(html_writer *w, html_gap gap);
/* NUL-terminates; false where memory is out. */
bool html_writer_end(html_writer *w);

#endif
