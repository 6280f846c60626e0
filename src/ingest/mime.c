#include "ingest/mime.h"

#include <string.h>
#include <strings.h>

#include "charset/charset.h"

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ---- transfer encodings ------------------------------------------------------------------------------------------------- */

/* Quoted-printable; with `word` an underscore is a blank (RFC 2047). Never grows. */
static size_t decode_quoted(const char *s, size_t n, bool word, char *out) {
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '=' && i + 2 < n && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0) {
            out[used++] = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
            i += 2;
        } else if (s[i] == '=' && !word && (i + 1 == n || s[i + 1] == '\n' || s[i + 1] == '\r')) {
            i += i + 2 < n && s[i + 1] == '\r' && s[i + 2] == '\n' ? 2 : 1; /* the line goes on */
        } else {
            out[used++] = word && s[i] == '_' ? ' ' : s[i];
        }
    }
    return used;
}

/* Base64; what is no digit of it is passed over. Never grows. */
static size_t decode_base64(const char *s, size_t n, char *out) {
    size_t used = 0;
    uint32_t bits = 0;
    unsigned have = 0;
    for (size_t i = 0; i < n && s[i] != '='; i++) {
        const char c = s[i];
        const int v = c >= 'A' && c <= 'Z'   ? c - 'A'
                      : c >= 'a' && c <= 'z' ? c - 'a' + 26
                      : c >= '0' && c <= '9' ? c - '0' + 52
                      : c == '+' || c == '-' ? 62
                      : c == '/' || c == '_' ? 63
                                             : -1;
        if (v < 0) continue;
        bits = bits << 6 | (uint32_t)v;
        have += 6;
        if (have < 8) continue;
        have -= 8;
        out[used++] = (char)(bits >> have & 0xFF);
    }
    return used;
}

/* ---- words of headers --------------------------------------------------------------------------------------------------- */

/* "=?charset?Q?text?=" at s. */
typedef struct word {
    const char *charset, *text, *end;
    size_t charset_bytes, text_bytes;
    bool base64;
} word;

static bool word_at(const char *s, const char *end, word *out) {
    if (end - s < 8 || s[0] != '=' || s[1] != '?') return false;
    const char *first = memchr(s + 2, '?', (size_t)(end - s - 2));
    if (!first || end - first < 4 || first[2] != '?') return false;
    const char *text = first + 3, *last = memchr(text, '?', (size_t)(end - text));
    if (!last || last + 1 >= end || last[1] != '=') return false;
    const char *star = memchr(s + 2, '*', (size_t)(first - s - 2)); /* a language may follow the character set */
    *out = (word){.charset = s + 2,
                  .charset_bytes = (size_t)((star ? star : first) - s - 2),
                  .text = text,
                  .text_bytes = (size_t)(last - text),
                  .end = last + 2,
                  .base64 = (first[1] | 32) == 'b'};
    return true;
}

static void add_word(const word *w, arena *a, buf *out) {
    char *bytes = arena_alloc(a, w->text_bytes + 1);
    const char *label = arena_copy(a, w->charset, w->charset_bytes);
    charset_text text;
    if (!bytes || !label) {
        out->failed = true;
        return;
    }
    const size_t n =
        w->base64 ? decode_base64(w->text, w->text_bytes, bytes) : decode_quoted(w->text, w->text_bytes, true, bytes);
    if (charset_decode(bytes, n, &(charset_hint){.label = label}, a, &text, NULL) == DP_OK)
        buf_add(out, text.text, text.text_bytes);
    else
        out->failed = true;
}

/* Bytes that are no encoded words: as they stand, in UTF-8 or what is guessed. */
static void add_plain(const char *s, size_t n, arena *a, buf *out) {
    charset_text text;
    if (n == 0) return;
    if (charset_decode(s, n, NULL, a, &text, NULL) == DP_OK)
        buf_add(out, text.text, text.text_bytes);
    else
        out->failed = true;
}

static const char *one_line(const buf *b, arena *a) {
    char *out = b->failed ? NULL : arena_alloc(a, b->n + 1);
    size_t used = 0;
    for (size_t i = 0; out && i < b->n; i++) {
        if (!is_blank(b->at[i]))
            out[used++] = b->at[i];
        else if (used && out[used - 1] != ' ')
            out[used++] = ' ';
    }
    while (used && out[used - 1] == ' ') used--;
    return used ? out[used] = '\0', out : NULL;
}

const char *mime_words(field_value v, arena *a) {
    if (!v.at) return NULL;
    buf out;
    buf_init(&out);
    const char *end = v.at + v.n, *plain = v.at;
    bool after_word = false;
    for (const char *s = v.at; s < end;) {
        word w;
        if (!word_at(s, end, &w)) {
            s++;
            continue;
        }
        const char *gap = plain;
        while (gap < s && is_blank(*gap)) gap++;
        if (!after_word || gap < s) add_plain(plain, (size_t)(s - plain), a, &out); /* blanks between two words are none */
        add_word(&w, a, &out);
        s = plain = w.end;
        after_word = true;
    }
    add_plain(plain, (size_t)(end - plain), a, &out);
    const char *line = one_line(&out, a);
    buf_free(&out);
    return line;
}

field_value mime_parameter(field_value v, const char *name) {
    if (!v.at) return v;
    const size_t length = strlen(name);
    const char *end = v.at + v.n;
    for (const char *s = memchr(v.at, ';', v.n); s; s = memchr(s, ';', (size_t)(end - s))) {
        s++;
        while (s < end && is_blank(*s)) s++;
        if ((size_t)(end - s) <= length || strncasecmp(s, name, length) != 0) continue;
        s += length;
        while (s < end && is_blank(*s)) s++;
        if (s == end || *s != '=') continue;
        s++;
        while (s < end && is_blank(*s)) s++;
        const bool quoted = s < end && *s == '"';
        const char *from = s + quoted, *stop = from;
        while (stop < end && (quoted ? *stop != '"' : *stop != ';' && !is_blank(*stop))) stop++;
        return (field_value){from, (size_t)(stop - from)};
    }
    return (field_value){0};
}

/* ---- parts -------------------------------------------------------------------------------------------------------------- */

typedef struct reading {
    arena *a;
    vec_of(mime_part) parts;
    unsigned alternatives, met;
    bool nomem;
} reading;

/* An entity: its header and body, still as they came. */
typedef struct entity {
    const char *at;
    size_t n;
    unsigned depth, alternative;
} entity;

static void add_part(reading *r, field_value type, field_value encoding, const char *body, size_t n, unsigned alternative) {
    const bool base64 = field_is(encoding, "base64"), quoted = field_is(encoding, "quoted-printable");
    const char *bytes = body;
    if (base64 || quoted) {
        char *out = arena_alloc(r->a, n + 1);
        if (!out) {
            r->nomem = true;
            return;
        }
        n = base64 ? decode_base64(body, n, out) : decode_quoted(body, n, false, out);
        bytes = out;
    }
    const mime_part part = {
        .type = type, .bytes = bytes, .n = n, .html = field_is(type, "text/html"), .alternative = alternative};
    if (!vec_push(r->a, &r->parts, part)) r->nomem = true;
}

/* The next line in [s, end) that is "--boundary" or "--boundary--" (*last); NULL where there is none. *behind is the next line.
 */
static const char *find_boundary(const char *s, const char *end, field_value boundary, bool *last, const char **behind) {
    while (s < end) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        *behind = stop ? stop + 1 : end;
        if (end - s >= (ptrdiff_t)boundary.n + 2 && s[0] == '-' && s[1] == '-' && memcmp(s + 2, boundary.at, boundary.n) == 0) {
            const char *rest = s + 2 + boundary.n;
            *last = end - rest >= 2 && rest[0] == '-' && rest[1] == '-';
            if (*last) rest += 2;
            while (rest < *behind && is_blank(*rest)) rest++;
            if (rest == *behind) return s;
        }
        s = *behind;
    }
    return NULL;
}

/* Pushes the parts of a multipart body onto the stack, last first, so that they come off in their order. */
static void push_parts(reading *r, const entity *e, field_value type, const char *body, size_t n, entity *stack,
                       unsigned *depth) {
    const field_value boundary = mime_parameter(type, "boundary");
    const char *end = body + n, *behind;
    bool last;
    entity found[MIME_PARTS_MAX];
    unsigned count = 0;
    const unsigned alternative = field_is(type, "multipart/alternative") ? ++r->alternatives : e->alternative;
    const char *at = boundary.n ? find_boundary(body, end, boundary, &last, &behind) : NULL;
    while (at && !last && count < MIME_PARTS_MAX) {
        const char *from = behind;
        at = find_boundary(from, end, boundary, &last, &behind);
        const char *stop = at ? at : end;
        if (stop > from && stop[-1] == '\n') stop--;
        if (stop > from && stop[-1] == '\r') stop--;
        found[count++] = (entity){from, (size_t)(stop - from), e->depth + 1, alternative};
    }
    while (count && *depth < MIME_PARTS_MAX) stack[(*depth)++] = found[--count];
}

static void read_entity(reading *r, const entity *e, entity *stack, unsigned *depth) {
    size_t header;
    const size_t begin = header_end(e->at, e->n, &header);
    const field_value type = field_find(e->at, header, "Content-Type");
    const char *body = e->at + begin;
    const size_t n = e->n - begin;
    if (field_is(field_find(e->at, header, "Content-Disposition"), "attachment")) return;
    if (field_starts(type, "multipart/")) {
        if (e->depth < MIME_DEPTH_MAX) push_parts(r, e, type, body, n, stack, depth);
    } else if (field_is(type, "message/rfc822")) {
        if (e->depth < MIME_DEPTH_MAX && *depth < MIME_PARTS_MAX)
            stack[(*depth)++] = (entity){body, n, e->depth + 1, e->alternative};
    } else if (!type.at || field_is(type, "text/plain") || field_is(type, "text/html") || field_is(type, "text")) {
        add_part(r, type, field_find(e->at, header, "Content-Transfer-Encoding"), body, n, e->alternative);
    }
}

dp_status mime_read(const char *message, size_t n, arena *a, mime_parts *out, dp_error *err) {
    reading r = {.a = a};
    entity *stack = arena_array(a, MIME_PARTS_MAX, sizeof *stack);
    *out = (mime_parts){0};
    if (!stack) return error_nomem(err);
    unsigned depth = 0;
    stack[depth++] = (entity){message, n, 0, 0};
    while (depth && r.met++ < MIME_PARTS_MAX * 2) {
        const entity e = stack[--depth];
        read_entity(&r, &e, stack, &depth);
    }
    if (r.nomem) return error_nomem(err);
    *out = (mime_parts){.at = r.parts.at, .n = r.parts.n};
    return DP_OK;
}
