#include "html/writer.h"

#include <string.h>

#include "html/reference.h"

enum { TEXT_FIRST = 128 };

html_writer html_writer_new(const html_tree *t, bool with_map, arena *a) {
    return (html_writer){.rules = t->rules, .page = t->page, .a = a, .with_map = with_map};
}

void html_write_gap(html_writer *w, html_gap gap) {
    if (gap > w->gap) w->gap = gap;
}

/* --- bytes out ------------------------------------------------------------------------------------------------------------- */

static bool reserve(html_writer *w, uint32_t n) {
    if (w->cap - w->n >= n) return !w->nomem;
    const uint64_t need = (uint64_t)w->n + n, twice = w->cap ? (uint64_t)w->cap * 2 : TEXT_FIRST;
    const uint64_t cap = twice > need ? twice : need;
    char *moved = cap < UINT32_MAX ? arena_alloc(w->a, (size_t)cap) : NULL;
    if (!moved) {
        w->nomem = true;
        return false;
    }
    if (w->n) memcpy(moved, w->text, w->n);
    w->text = moved;
    w->cap = (uint32_t)cap;
    return true;
}

static void map(html_writer *w, uint32_t n, span source) {
    const uint32_t page_bytes = source.end - source.start;
    if (w->segments.n > 0 && page_bytes == n) {
        html_segment *last = &w->segments.at[w->segments.n - 1];
        if (last->page + last->page_bytes == source.start && w->n - last->text == last->page_bytes) {
            last->page_bytes += n;
            return;
        }
    }
    if (!vec_push(w->a, &w->segments, ((html_segment){w->n, source.start, page_bytes}))) w->nomem = true;
}

static void append(html_writer *w, const char *bytes, uint32_t n, span source) {
    if (!reserve(w, n)) return;
    if (w->with_map) map(w, n, source);
    memcpy(w->text + w->n, bytes, n);
    w->n += n;
    w->page_end = source.end;
}

/* The room before what begins at `next` on the page. */
static void fill_gap(html_writer *w, uint32_t next) {
    static const char *const rooms[] = {[HTML_GAP_BLANK] = " ", [HTML_GAP_LINE] = "\n", [HTML_GAP_PARAGRAPH] = "\n\n"};
    const html_gap gap = w->gap;
    w->gap = HTML_GAP_NONE;
    if (gap == HTML_GAP_NONE || w->n == 0) return;
    const span source = {w->page_end, next};
    char hard[4];
    if (gap == HTML_GAP_HARD)
        append(w, hard, (uint32_t)utf8_encode(w->hard, hard), source);
    else
        append(w, rooms[gap], gap == HTML_GAP_PARAGRAPH ? 2 : 1, source);
}

static void put(html_writer *w, const char *bytes, size_t n, span source) {
    fill_gap(w, source.start);
    append(w, bytes, (uint32_t)n, source);
}

/* --- characters in --------------------------------------------------------------------------------------------------------- */

static bool is_wide_blank(uint32_t cp) {
    return cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static bool is_dropped(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF;
}

/* A character that is no plain ASCII letter or sign; `bytes` are its UTF-8. */
static void write_character(html_writer *w, uint32_t cp, const char *bytes, size_t n, span source) {
    if (cp < 0x80 && html_is_blank((char)cp)) {
        html_write_gap(w, HTML_GAP_BLANK);
    } else if (cp == 0x2028 || cp == 0x2029) {
        html_write_gap(w, HTML_GAP_LINE);
    } else if (is_wide_blank(cp)) {
        w->hard = cp;
        html_write_gap(w, w->gap == HTML_GAP_NONE ? HTML_GAP_HARD : HTML_GAP_BLANK);
    } else if (!is_dropped(cp)) {
        put(w, bytes, n, source);
    }
}

/* What a reference stands for, which may be two characters. */
static void write_decoded(html_writer *w, const char *bytes, size_t n, span source) {
    uint32_t cp;
    const size_t first = utf8_decode(bytes, n, &cp);
    if (first < n)
        put(w, bytes, n, source);
    else
        write_character(w, cp, bytes, n, source);
}

/* The bytes from p on that are copied as they are: printing ASCII, with single blanks between. */
static uint32_t plain_run(const html_writer *w, uint32_t p, uint32_t end, bool has_references) {
    for (; p < end; p++) {
        const unsigned char c = (unsigned char)w->page[p];
        if (c == ' ' ? p + 1 == end || (unsigned char)(w->page[p + 1] - '!') >= 0x7F - '!' || w->page[p + 1] == '&'
                     : c < '!' || c >= 0x7F)
            break;
        if (c == '&' && has_references) break;
    }
    return p;
}

void html_write(html_writer *w, span source, bool has_references) {
    char out[HTML_REFERENCE_OUT];
    for (uint32_t p = source.start; p < source.end && !w->nomem;) {
        const char *s = w->page + p;
        const uint32_t left = source.end - p;
        const uint32_t run = *s == ' ' ? p : plain_run(w, p, source.end, has_references);
        size_t written, taken;
        uint32_t cp;
        if (run > p) {
            put(w, s, run - p, (span){p, run});
            p = run;
        } else if (*s == '&' && has_references && (taken = html_reference_read(w->rules, s, left, false, out, &written)) > 0) {
            write_decoded(w, out, written, (span){p, p + (uint32_t)taken});
            p += (uint32_t)taken;
        } else {
            taken = utf8_decode(s, left, &cp);
            const bool broken = utf8_is_broken(s, taken, cp);
            written = broken ? utf8_encode(cp, out) : taken;
            write_character(w, cp, broken ? out : s, written, (span){p, p + (uint32_t)taken});
            p += (uint32_t)taken;
        }
    }
}

bool html_writer_end(html_writer *w) {
    if (!reserve(w, 1)) return false;
    w->text[w->n] = '\0';
    return true;
}
