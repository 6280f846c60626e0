#include "serve/head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "serve/request.h"

typedef struct line {
    const char *at;
    size_t n;
} line;

/* What the headers said that bears on how the request is read. */
typedef struct told {
    unsigned lines, hosts, lengths;
    size_t cookies;
} told;

static enum head_state wrong(head_fault *fault, unsigned status, const char *detail, const char *remedy) {
    fault->status = status;
    fault->detail = detail;
    fault->remedy = remedy;
    return HEAD_WRONG;
}

static enum head_state no_http(head_fault *fault) {
    return wrong(fault, 400, "this is no HTTP request", "ask for a page as a browser does: GET / HTTP/1.1");
}

static size_t token_length(const char *s, size_t n) {
    static const char signs[] = "!#$%&'*+-.^_`|~";
    size_t i = 0;
    while (i < n && ((s[i] >= '0' && s[i] <= '9') || (s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= 'a' && s[i] <= 'z') ||
                     (s[i] && strchr(signs, s[i]))))
        i++;
    return i;
}

/* Lines end in CR LF and hold no other control codes but tabs; so it is known early that something is no HTTP (a TLS greeting).
 */
static bool is_text(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)s[i];
        if (c == '\r'   ? i + 1 < n && s[i + 1] != '\n'
            : c == '\n' ? i == 0 || s[i - 1] != '\r'
                        : (c < 0x20 && c != '\t') || c == 0x7F)
            return false;
    }
    return true;
}

/* The next line, without its end; false where it has not come whole. */
static bool next_line(const char *bytes, size_t n, size_t *at, line *out) {
    const char *end = memchr(bytes + *at, '\n', n - *at);
    if (!end) return false;
    *out = (line){bytes + *at, (size_t)(end - bytes) - *at - 1};
    *at = (size_t)(end - bytes) + 1;
    return true;
}

static bool is_version(const char *s, size_t n) {
    return n == 8 && memcmp(s, "HTTP/", 5) == 0 && s[5] >= '0' && s[5] <= '9' && s[6] == '.' && s[7] >= '0' && s[7] <= '9';
}

static size_t count(const char *s, size_t n, char c) {
    size_t found = 0;
    for (size_t i = 0; i < n; i++) found += s[i] == c;
    return found;
}

static enum head_state read_request_line(line l, head_fault *fault) {
    const size_t method = token_length(l.at, l.n);
    if (method == 0 || method > 16 || method == l.n || l.at[method] != ' ') return no_http(fault);
    fault->bodiless = method == 4 && memcmp(l.at, "HEAD", 4) == 0;
    const char *target = l.at + method + 1;
    const size_t rest = l.n - method - 1;
    const char *blank = memchr(target, ' ', rest);
    const size_t target_bytes = blank ? (size_t)(blank - target) : 0;
    if (target_bytes == 0 || memchr(target, '\t', target_bytes)) return no_http(fault);
    const char *version = blank + 1;
    if (!is_version(version, rest - target_bytes - 1)) return no_http(fault);
    if (target_bytes > REQUEST_TARGET_MAX) return wrong(fault, 414, "the address is too long", "shorten it");
    if (count(target, target_bytes, '&') > HEAD_PARTS_MOST)
        return wrong(fault, 400, "the address has too many parameters", "give each one once");
    if (memcmp(version, "HTTP/1.0", 8) == 0 || memcmp(version, "HTTP/1.1", 8) == 0) return HEAD_WHOLE;
    return wrong(fault, 505, "this version of HTTP is not spoken here", "ask in HTTP/1.1");
}

static bool is_named(line name, const char *other) {
    return name.n == strlen(other) && strncasecmp(name.at, other, name.n) == 0;
}

static enum head_state read_length(line value, head_fault *fault) {
    while (value.n && (*value.at == ' ' || *value.at == '\t')) value.at++, value.n--;
    while (value.n && (value.at[value.n - 1] == ' ' || value.at[value.n - 1] == '\t')) value.n--;
    size_t bytes = 0;
    for (size_t i = 0; i < value.n; i++) {
        if (value.at[i] < '0' || value.at[i] > '9')
            return wrong(fault, 400, "Content-Length is no number", "say how many bytes the body has");
        if (bytes <= HEAD_BODY_MOST) bytes = bytes * 10 + (size_t)(value.at[i] - '0');
    }
    if (value.n == 0) return wrong(fault, 400, "Content-Length is no number", "say how many bytes the body has");
    if (bytes > HEAD_BODY_MOST)
        return wrong(fault, 413, "the body is too large", "a decision has at most a few hundred characters");
    return HEAD_WHOLE;
}

static enum head_state read_header(line l, told *t, head_fault *fault) {
    const line name = {l.at, token_length(l.at, l.n)};
    if (name.n == 0 || name.n == l.n || l.at[name.n] != ':')
        return wrong(fault, 400, "a header is no header", "write each as Name: value on a line of its own");
    const line value = {l.at + name.n + 1, l.n - name.n - 1};
    if (++t->lines > HEAD_LINES_MOST) return wrong(fault, 431, "there are too many headers", "send fewer");
    if (is_named(name, "Cookie")) t->cookies += count(value.at, value.n, ';') + 1;
    if (t->cookies > HEAD_PARTS_MOST) return wrong(fault, 431, "there are too many cookies", "take some out for this address");
    if (is_named(name, "Host") && ++t->hosts > 1) return wrong(fault, 400, "there are two Host headers", "send one");
    if (is_named(name, "Transfer-Encoding"))
        return wrong(fault, 411, "the body does not say how long it is", "send it with Content-Length");
    if (!is_named(name, "Content-Length")) return HEAD_WHOLE;
    if (++t->lengths > 1) return wrong(fault, 400, "there are two Content-Length headers", "send one");
    return read_length(value, fault);
}

enum head_state head_read(const char *bytes, size_t n, head_fault *fault) {
    *fault = (head_fault){0};
    const size_t looked_at = n < HEAD_BYTES_MOST ? n : HEAD_BYTES_MOST;
    const char *end = memmem(bytes, looked_at, "\r\n\r\n", 4);
    if (!is_text(bytes, end ? (size_t)(end - bytes) + 4 : looked_at)) return no_http(fault); /* a body may hold anything */
    size_t at = 0;
    line l;
    if (!next_line(bytes, looked_at, &at, &l))
        return looked_at > REQUEST_TARGET_MAX + 32 ? wrong(fault, 414, "the address is too long", "shorten it") : HEAD_PART;
    enum head_state state = read_request_line(l, fault);
    const size_t headers = at;
    told t = {0};
    while (state == HEAD_WHOLE && next_line(bytes, looked_at, &at, &l)) {
        if (l.n == 0) return HEAD_WHOLE;
        state = read_header(l, &t, fault);
        if (state == HEAD_WHOLE && at - headers > HEAD_HEADERS_MOST) break;
    }
    if (state != HEAD_WHOLE) return state;
    return looked_at - headers > HEAD_HEADERS_MOST ? wrong(fault, 431, "the headers are too large", "send fewer") : HEAD_PART;
}
