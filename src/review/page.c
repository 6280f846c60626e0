#include "review/page.h"

#include <string.h>

#include "core/terminal.h"

typedef vec_of(page_cell) cell_list;
typedef vec_of(page_line) line_list;

/* One span of each mark around a character; MARK_TRIGGER is the greatest. */
static uint8_t style_at(const review_span *spans, uint32_t n, uint32_t at) {
    int style = -1;
    for (uint32_t i = 0; i < n; i++)
        if (spans[i].start <= at && at < spans[i].end && spans[i].mark > style) style = spans[i].mark;
    return style < 0 ? PAGE_OUTSIDE : (uint8_t)style;
}

static bool is_span(uint8_t style) {
    return style != PAGE_OUTSIDE && style != MARK_CLAUSE;
}

/* The sign before or behind a span, where there are no styles. */
static uint32_t sign(uint8_t style, bool before) {
    return style == MARK_TRIGGER ? (before ? '[' : ']') : '_';
}

static bool add_cell(arena *a, cell_list *cells, uint32_t cp, uint8_t style) {
    const page_cell c = {cp, style};
    return vec_push(a, cells, c);
}

static bool make_cells(const char *text, const review_span *spans, uint32_t n, bool color, arena *a, cell_list *cells) {
    const size_t size = strlen(text);
    uint8_t before = PAGE_OUTSIDE;
    uint32_t at = 0;
    for (size_t i = 0; i < size; at++) {
        uint32_t cp;
        i += utf8_decode(text + i, size - i, &cp);
        const uint32_t shown = terminal_shown(cp);
        const uint8_t style = style_at(spans, n, at);
        if (!color && style != before) {
            if (is_span(before) && !add_cell(a, cells, sign(before, false), before)) return false;
            if (is_span(style) && !add_cell(a, cells, sign(style, true), style)) return false;
        }
        before = style;
        if (shown && !add_cell(a, cells, shown, style)) return false;
    }
    return color || !is_span(before) || add_cell(a, cells, sign(before, false), before);
}

/* Where the line that begins at `from` ends, and where the next one begins. */
static uint32_t line_end(const cell_list *cells, uint32_t from, uint32_t columns, uint32_t *next) {
    uint32_t used = 0, at = from, blank = 0;
    for (; at < cells->n; at++) {
        const uint32_t w = (uint32_t)terminal_columns(cells->at[at].cp);
        if (used + w > columns && at > from) break;
        if (cells->at[at].cp == ' ' && at > from) blank = at;
        used += w;
    }
    if (at == cells->n) {
        *next = at;
        return at;
    }
    if (cells->at[at].cp == ' ') blank = at;
    if (blank) {
        *next = blank + 1;
        return blank;
    }
    *next = at; /* a word longer than the line */
    return at;
}

static bool make_lines(const cell_list *cells, uint32_t columns, arena *a, line_list *lines) {
    for (uint32_t from = 0; from < cells->n;) {
        uint32_t next;
        const page_line line = {from, line_end(cells, from, columns, &next)};
        if (!vec_push(a, lines, line)) return false;
        from = next;
    }
    return true;
}

dp_status page_lay(const char *text, const review_span *spans, uint32_t n, uint32_t columns, bool color, arena *a, page *out,
                   dp_error *err) {
    cell_list cells = {0};
    line_list lines = {0};
    *out = (page){0};
    if (!make_cells(text, spans, n, color, a, &cells) || !make_lines(&cells, columns ? columns : 1, a, &lines))
        return error_nomem(err);
    *out = (page){.cells = cells.at, .lines = lines.at, .line_count = lines.n};
    for (uint32_t i = lines.n; i-- > 0;)
        for (uint32_t k = lines.at[i].from; k < lines.at[i].to; k++)
            if (cells.at[k].style == MARK_TRIGGER) out->trigger_line = i;
    return DP_OK;
}

/* Select Graphic Rendition of a mark. */
static const char *style_code(uint8_t style) {
    static const char *const codes[] = {
        [MARK_CLAUSE] = "",         [MARK_ACTOR] = "\x1b[36;4m", [MARK_RECIPIENT] = "\x1b[35;4m", [MARK_PLACE] = "\x1b[32;4m",
        [MARK_TIME] = "\x1b[33;4m", [MARK_COUNT] = "\x1b[31;4m", [MARK_CLAIMANT] = "\x1b[34;4m",  [MARK_TRIGGER] = "\x1b[1;7m"};
    return style == PAGE_OUTSIDE ? "\x1b[2m" : codes[style];
}

void page_put(const page *p, uint32_t line, bool color, buf *out) {
    const page_line at = p->lines[line];
    bool isolate = false;
    for (uint32_t i = at.from; i < at.to; i++) isolate |= terminal_is_right_to_left(p->cells[i].cp);
    if (isolate) buf_str(out, "\xE2\x81\xA8"); /* U+2068 */
    for (uint32_t i = at.from; i < at.to; i++) {
        const page_cell c = p->cells[i];
        if (color && (i == at.from || c.style != p->cells[i - 1].style)) {
            if (i > at.from) buf_str(out, "\x1b[0m");
            buf_str(out, style_code(c.style));
        }
        char bytes[4];
        buf_add(out, bytes, utf8_encode(c.cp, bytes));
    }
    if (color && at.to > at.from) buf_str(out, "\x1b[0m");
    if (isolate) buf_str(out, "\xE2\x81\xA9"); /* U+2069 */
}
