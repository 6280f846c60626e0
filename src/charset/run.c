/* A decoder over all of an input: once to measure and to set marks, once to write. */
#include <string.h>

#include "charset/decoder.h"
#include "core/utf8.h"

/* So many bytes of text lie between two marks: the way back costs as many steps at most. */
#define MARK_EVERY 512u

typedef struct walk {
    const charset_decoder *d;
    const charset_input *in;
    size_t raw, text; /* offsets reached */
    uint8_t state;
    unsigned notes;
} walk;

/* The bytes of the sequence at the walk's place, as UTF-8 in `out` (at most 8); moves on. */
static size_t walk_step(walk *w, char out[8]) {
    size_t n = 0;
    const unsigned char c = w->in->at[w->raw];
    if (w->d->plain_ascii && c < 0x80 && c > 0) {
        out[n++] = (char)c;
        w->raw++;
    } else {
        const charset_step step = w->d->step(w->d, w->in, w->raw, w->state);
        for (uint8_t i = 0; i < step.count; i++) {
            if (step.cp[i] == 0) w->notes |= CHARSET_NULS;
            n += utf8_encode(step.cp[i] ? step.cp[i] : NO_CHARACTER, out + n);
        }
        w->raw += step.bytes;
        w->state = step.state;
        w->notes |= step.notes;
    }
    w->text += n;
    return n;
}

static charset_mark mark_here(const walk *w) {
    return (charset_mark){.text = w->text, .raw = w->raw, .state = w->state};
}

static dp_status measure(walk *w, arena *a, charset_text *out, dp_error *err) {
    vec_of(charset_mark) marks = {0};
    char bytes[8];
    for (size_t next = 0; w->raw < w->in->n;) {
        if (w->text >= next) {
            if (!vec_push(a, &marks, mark_here(w))) return error_nomem(err);
            next = w->text + MARK_EVERY;
        }
        walk_step(w, bytes);
    }
    out->marks = marks.at;
    out->mark_count = marks.n;
    out->text_bytes = w->text;
    out->notes |= w->notes;
    return DP_OK;
}

dp_status charset_run(const charset_decoder *d, const charset_input *in, arena *a, charset_text *out, dp_error *err) {
    walk w = {.d = d, .in = in};
    const dp_status status = measure(&w, a, out, err);
    if (status != DP_OK) return status;
    char *text = arena_alloc(a, out->text_bytes + 1);
    if (!text) return error_nomem(err);
    char bytes[8];
    for (w = (walk){.d = d, .in = in}; w.raw < in->n;) {
        const size_t at = w.text, n = walk_step(&w, bytes);
        memcpy(text + at, bytes, n);
    }
    out->text = text;
    out->decoder = d;
    return DP_OK;
}

/* The last mark at or before an offset of the text. */
static charset_mark mark_before(const charset_text *t, size_t offset) {
    size_t low = 0, high = t->mark_count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (t->marks[middle].text <= offset)
            low = middle;
        else
            high = middle;
    }
    return t->marks[low];
}

size_t charset_raw_offset(const charset_text *t, size_t offset) {
    if (offset >= t->text_bytes) return t->raw_bytes;
    if (!t->decoder) return t->bom_bytes + offset;
    const charset_input in = {(const unsigned char *)t->raw + t->bom_bytes, t->raw_bytes - t->bom_bytes};
    const charset_mark mark = mark_before(t, offset);
    walk w = {.d = t->decoder, .in = &in, .raw = mark.raw, .text = mark.text, .state = mark.state};
    size_t begin = w.raw;
    char bytes[8];
    while (w.text <= offset) {
        begin = w.raw;
        walk_step(&w, bytes);
    }
    return t->bom_bytes + begin;
}
