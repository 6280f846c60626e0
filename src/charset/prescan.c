/* What a page says of its own encoding, after https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding.
 *
 * Only the first bytes are looked at. WHATWG asks for 1,024; pages put their scripts first, and browsers look further too. */
#include <string.h>
#include <strings.h>

#include "charset/decoder.h"

#define PRESCAN_BYTES 8192u

/* The bytes that are still to be read. */
typedef struct scan {
    const char *at, *end;
} scan;

typedef struct stretch {
    const char *at; /* NULL: none */
    size_t n;
} stretch;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
static bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}
static bool same(stretch s, const char *word) {
    return s.at && s.n == strlen(word) && strncasecmp(s.at, word, s.n) == 0;
}
static bool begins(scan s, const char *word) {
    const size_t n = strlen(word);
    return (size_t)(s.end - s.at) >= n && strncasecmp(s.at, word, n) == 0;
}
static void skip_blanks(scan *s) {
    while (s->at < s->end && is_blank(*s->at)) s->at++;
}
/* Moves behind the first `stop`, or to the end. */
static void skip_behind(scan *s, const char *stop) {
    const size_t n = strlen(stop);
    while ((size_t)(s->end - s->at) >= n && memcmp(s->at, stop, n) != 0) s->at++;
    s->at = (size_t)(s->end - s->at) >= n ? s->at + n : s->end;
}

static stretch until(scan *s, const char *stops) {
    const char *from = s->at;
    while (s->at < s->end && !(*s->at && strchr(stops, *s->at))) s->at++;
    return (stretch){from, (size_t)(s->at - from)};
}

static stretch attribute_value(scan *s) {
    skip_blanks(s);
    if (s->at == s->end) return (stretch){0};
    if (*s->at != '"' && *s->at != '\'') return until(s, " \t\r\n\f>");
    const char quote[] = {*s->at++, 0};
    const stretch value = until(s, quote);
    if (s->at == s->end) return (stretch){0}; /* the value is cut off */
    s->at++;
    return value;
}

/* The next attribute of a tag; false behind the last one. */
static bool next_attribute(scan *s, stretch *name, stretch *value) {
    while (s->at < s->end && (is_blank(*s->at) || *s->at == '/')) s->at++;
    if (s->at == s->end || *s->at == '>') return false;
    const char *from = s->at++; /* a first '=' belongs to the name */
    until(s, " \t\r\n\f/>=");
    *name = (stretch){from, (size_t)(s->at - from)};
    *value = (stretch){s->at, 0};
    skip_blanks(s);
    if (s->at < s->end && *s->at == '=') {
        s->at++;
        *value = attribute_value(s);
    }
    return true;
}

/* The label behind "charset=" in the value of a content attribute or a header. */
static stretch behind_charset(stretch value) {
    scan s = {value.at, value.at + value.n};
    while (s.at < s.end) {
        if (!begins(s, "charset")) {
            s.at++;
            continue;
        }
        s.at += strlen("charset");
        skip_blanks(&s);
        if (s.at == s.end || *s.at != '=') continue;
        s.at++;
        skip_blanks(&s);
        if (s.at < s.end && (*s.at == '"' || *s.at == '\'')) {
            const char quote[] = {*s.at++, 0};
            return until(&s, quote);
        }
        return until(&s, " \t\r\n\f;");
    }
    return (stretch){0};
}

/* The label of one <meta …>; s stands behind its name. */
static stretch of_meta(scan *s) {
    stretch name, value, charset = {0}, content = {0};
    bool pragma = false;
    while (next_attribute(s, &name, &value)) {
        if (same(name, "http-equiv")) pragma = pragma || same(value, "content-type");
        if (same(name, "content") && !content.at) content = behind_charset(value);
        if (same(name, "charset") && !charset.at) charset = value;
    }
    if (charset.at) return charset;
    return pragma ? content : (stretch){0};
}

static stretch of_xml_declaration(scan s) {
    skip_blanks(&s);
    if (!begins(s, "<?xml")) return (stretch){0};
    scan inside = {s.at, s.at};
    skip_behind(&s, ">");
    inside.end = s.at;
    for (; inside.at < inside.end; inside.at++) {
        if (!begins(inside, "encoding")) continue;
        inside.at += strlen("encoding");
        skip_blanks(&inside);
        if (inside.at == inside.end || *inside.at != '=') continue;
        inside.at++;
        return attribute_value(&inside);
    }
    return (stretch){0};
}

static void skip_tag(scan *s) {
    stretch name, value;
    until(s, " \t\r\n\f>");
    while (next_attribute(s, &name, &value)) {
    }
}

static stretch of_page(scan s) {
    while (s.at < s.end) {
        const char *tag = memchr(s.at, '<', (size_t)(s.end - s.at));
        if (!tag) break;
        s.at = tag;
        if (begins(s, "<!--")) {
            s.at += 2; /* "<!-->" is a whole comment */
            skip_behind(&s, "-->");
        } else if (begins(s, "<meta") && s.end - s.at > 5 && (is_blank(s.at[5]) || s.at[5] == '/')) {
            s.at += 5;
            const stretch label = of_meta(&s);
            if (label.n && charset_of_label(label.at, label.n)) return label;
        } else if (s.end - s.at > 1 && (s.at[1] == '!' || s.at[1] == '?')) {
            skip_behind(&s, ">");
        } else if (s.end - s.at > 2 && (is_letter(s.at[1]) || (s.at[1] == '/' && is_letter(s.at[2])))) {
            skip_tag(&s);
        } else {
            s.at++;
        }
    }
    return (stretch){0};
}

const char *charset_prescan(const char *bytes, size_t n, size_t *label_bytes) {
    const scan s = {bytes, bytes + (n < PRESCAN_BYTES ? n : PRESCAN_BYTES)};
    stretch label = of_xml_declaration(s);
    if (!label.n) label = of_page(s);
    *label_bytes = label.n;
    return label.n ? label.at : NULL;
}

const char *charset_in_content_type(const char *value, size_t n, size_t *label_bytes) {
    stretch label = behind_charset((stretch){value, n});
    /* A media type without a charset says nothing; all else is a bare label. */
    if (!label.at && !memchr(value, '/', n)) label = (stretch){value, n};
    *label_bytes = label.n;
    return label.n ? label.at : NULL;
}
