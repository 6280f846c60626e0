#include "ingest/page_map.h"

#include "core/utf8.h"

/* Where characters are not one byte each a place between two pieces is known no better than to the piece. */
enum { PIECE_CHARACTERS = 32 };

typedef struct mapper {
    const html_article *article;
    const charset_text *decoded;
    arena *a;
    vec_of(text_piece) pieces;
    bool nomem;
} mapper;

static void add_piece(mapper *m, uint32_t text, uint32_t from, uint32_t to) {
    const uint32_t first = (uint32_t)charset_raw_offset(m->decoded, from), last = (uint32_t)charset_raw_offset(m->decoded, to);
    if (!vec_push(m->a, &m->pieces, ((text_piece){text, first, last - first}))) m->nomem = true;
}

static bool is_ascii(const char *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if ((unsigned char)s[i] >= 0x80) return false;
    return true;
}

/* Bytes of the next characters of a piece. */
static uint32_t bytes_of_piece(const char *s, uint32_t n) {
    uint32_t at = 0, cp;
    for (unsigned i = 0; i < PIECE_CHARACTERS && at < n; i++) at += (uint32_t)utf8_decode(s + at, n - at, &cp);
    return at;
}

static void add_segment(mapper *m, uint32_t text, uint32_t text_bytes, uint32_t page, uint32_t page_bytes) {
    const char *s = m->article->text + text;
    if (text_bytes != page_bytes || is_ascii(s, text_bytes)) {
        add_piece(m, text, page, page + page_bytes);
        return;
    }
    for (uint32_t at = 0, n; at < text_bytes; at += n) {
        n = bytes_of_piece(s + at, text_bytes - at);
        add_piece(m, text + at, page + at, page + at + n);
    }
}

dp_status page_map_make(const html_article *article, const charset_text *decoded, arena *a, dispatch *out, dp_error *err) {
    mapper m = {.article = article, .decoded = decoded, .a = a};
    for (uint32_t i = 0; i < article->segment_count; i++) {
        const html_segment *s = &article->segments[i];
        const uint32_t end = i + 1 < article->segment_count ? s[1].text : article->text_bytes;
        add_segment(&m, s->text, end - s->text, s->page, s->page_bytes);
    }
    if (m.nomem) return error_nomem(err);
    out->pieces = m.pieces.at;
    out->piece_count = m.pieces.n;
    return DP_OK;
}
