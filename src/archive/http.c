#include "archive/http.h"

#include <string.h>
#include <strings.h>

#include "archive/packed.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The line at s without its end; *next is what follows. */
static size_t line_at(const char *s, const char *end, const char **next) {
    const char *stop = memchr(s, '\n', (size_t)(end - s));
    *next = stop ? stop + 1 : end;
    if (!stop) stop = end;
    if (stop > s && stop[-1] == '\r') stop--;
    return (size_t)(stop - s);
}

field_value field_find(const char *at, size_t n, const char *name) {
    const size_t length = strlen(name);
    for (const char *s = at, *end = at + n, *next; s < end; s = next) {
        size_t line = line_at(s, end, &next);
        if (line <= length || s[length] != ':' || strncasecmp(s, name, length) != 0) continue;
        const char *stop = s + line;
        while (next < end && (*next == ' ' || *next == '\t')) { /* folded: the value goes on */
            stop = next;
            stop += line_at(stop, end, &next);
        }
        const char *from = s + length + 1;
        while (from < stop && is_blank(*from)) from++;
        while (stop > from && is_blank(stop[-1])) stop--;
        return (field_value){from, (size_t)(stop - from)};
    }
    return (field_value){0};
}

bool field_starts(field_value v, const char *start) {
    const size_t n = strlen(start);
    return v.at && v.n >= n && strncasecmp(v.at, start, n) == 0;
}

bool field_is(field_value v, const char *word) {
    const size_t n = strlen(word);
    return field_starts(v, word) && (v.n == n || v.at[n] == ';' || is_blank(v.at[n]));
}

bool field_number(field_value v, uint64_t most, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < v.n; i++) {
        if (v.at[i] < '0' || v.at[i] > '9' || *out > most / 10) return false;
        *out = *out * 10 + (uint64_t)(v.at[i] - '0');
    }
    return v.n > 0 && *out <= most;
}

size_t header_end(const char *at, size_t n, size_t *header_bytes) {
    const char *end = at + n, *next;
    for (const char *s = at; s < end; s = next) {
        if (line_at(s, end, &next) > 0) continue;
        *header_bytes = (size_t)(s - at);
        return (size_t)(next - at);
    }
    *header_bytes = n;
    return n;
}

static int status_of(const char *at, size_t n) {
    const char *next;
    const size_t line = line_at(at, at + n, &next);
    if (line < 12 || strncasecmp(at, "HTTP/", 5) != 0) return 0;
    const char *blank = memchr(at, ' ', line);
    uint64_t status;
    if (!blank || at + line - blank < 4) return 0;
    return field_number((field_value){blank + 1, 3}, 999, &status) ? (int)status : 0;
}

/* The size that a chunk's line gives; false where it is none or lies. */
static bool chunk_size(const char *at, size_t n, size_t most, size_t *out) {
    size_t digits = 0;
    *out = 0;
    for (; digits < n; digits++) {
        const char c = at[digits];
        const int v = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (v < 0) break;
        if (*out > most / 16) return false;
        *out = *out * 16 + (size_t)v;
    }
    return digits > 0 && *out <= most && (digits == n || at[digits] == ';' || is_blank(at[digits]));
}

/* Chunks without their sizes. Crawlers often keep the header and unwrap the body: what does not begin with a chunk's size is
 * taken as it stands, and a chunk that lies ends the unwrapping with what is left. */
static void unchunk(http_message *m, buf *room) {
    const char *s = m->body, *end = s + m->body_bytes, *next;
    size_t size, n = line_at(s, end, &next);
    if (n > 64 || !chunk_size(s, n, m->body_bytes, &size)) {
        m->chunks_broken = n <= 64 && n > 0 && strspn(s, "0123456789abcdefABCDEF") >= n;
        if (m->chunks_broken) m->body = next, m->body_bytes = (size_t)(end - next);
        return;
    }
    while (s < end) {
        n = line_at(s, end, &next);
        if (n == 0) { /* the line end of the chunk before */
            s = next;
            continue;
        }
        if (!chunk_size(s, n, m->body_bytes, &size)) {
            m->chunks_broken = true;
            buf_add(room, next, (size_t)(end - next));
            break;
        }
        if (size == 0) break;
        if (size > (size_t)(end - next)) {
            m->chunks_broken = true;
            size = (size_t)(end - next);
        }
        buf_add(room, next, size);
        s = next + size;
    }
    m->body = room->n ? room->at : "";
    m->body_bytes = room->n;
}

/* Where a crawler unpacked the body and kept the header, the body begins as a page does. No brotli begins with '<': its bits
 * would be a block of metadata with a reserved bit set. */
static bool is_plain(const http_message *m) {
    size_t i = 0;
    while (i < m->body_bytes && is_blank(m->body[i])) i++;
    return i == m->body_bytes || m->body[i] == '<';
}

static dp_status not_read(field_value coding, dp_error *err) {
    error_set(err, DP_E_FORMAT, "the body is packed as \"%.*s\", which is not read", (int)(coding.n < 40 ? coding.n : 40),
              coding.at);
    return error_remedy(err, "let the crawler ask for gzip, deflate or br, or unpack what it stores");
}

/* Packings that are known and not read, and several one over the other. */
static bool is_unread(field_value coding) {
    return field_is(coding, "zstd") || field_is(coding, "compress") || field_is(coding, "x-compress") ||
           (coding.n && memchr(coding.at, ',', coding.n));
}

/* gzip, deflate and brotli. Words that name no packing (servers write "utf-8" there) mean nothing. */
static dp_status unpack(http_message *m, field_value coding, size_t most, buf *room, dp_error *err) {
    const bool gzip = field_is(coding, "gzip") || field_is(coding, "x-gzip"), deflate = field_is(coding, "deflate");
    const bool brotli = field_is(coding, "br");
    if (gzip && packed_kind(m->body, m->body_bytes) != PACKED_GZIP) return DP_OK;
    if (!gzip && is_plain(m)) return DP_OK;
    if (!gzip && !deflate && !brotli) return is_unread(coding) ? not_read(coding, err) : DP_OK;
    buf out;
    buf_init(&out);
    dp_status status = brotli ? packed_unbrotli(m->body, m->body_bytes, most, &out, err)
                              : packed_inflate(m->body, m->body_bytes, most, &out, err);
    if (status == DP_E_FORMAT && out.n) status = DP_OK; /* cut short: what came out is a page without its end */
    if (status != DP_OK) {
        buf_free(&out);
        return status;
    }
    buf_free(room);
    *room = out;
    m->body = out.n ? out.at : "";
    m->body_bytes = out.n;
    return DP_OK;
}

dp_status http_read(const char *at, size_t n, size_t most, buf *room, http_message *out, dp_error *err) {
    size_t header;
    const size_t begin = header_end(at, n, &header);
    *out = (http_message){.status = status_of(at, header),
                          .type = field_find(at, header, "Content-Type"),
                          .language = field_find(at, header, "Content-Language"),
                          .location = field_find(at, header, "Content-Location"),
                          .body = at + begin,
                          .body_bytes = n - begin};
    const field_value coding = field_find(at, header, "Content-Encoding");
    buf_clear(room);
    if (field_is(field_find(at, header, "Transfer-Encoding"), "chunked")) unchunk(out, room);
    if (room->failed) return error_nomem(err);
    if (out->body_bytes > most) {
        error_set(err, DP_E_TOO_LONG, "the body has more than %zu MiB", most >> 20);
        return error_remedy(err, "no page of news is so large; leave it out");
    }
    return unpack(out, coding, most, room, err);
}
