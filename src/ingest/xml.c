#include "ingest/xml.h"

#include <string.h>

#include "html/reference.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name_end(char c) {
    return is_blank(c) || c == '>' || c == '/' || c == '=' || c == '<';
}

xml_scanner xml_scan(const char *s, size_t n) {
    if (n == 0) s = ""; /* nothing may be NULL */
    return (xml_scanner){.at = s, .end = s + n};
}

static bool looks_at(const xml_scanner *s, const char *word) {
    const size_t n = strlen(word);
    return (size_t)(s->end - s->at) >= n && memcmp(s->at, word, n) == 0;
}

/* Where `word` begins at or behind `from`; NULL where it does not, which *never remembers. */
static const char *find(const xml_scanner *s, const char *from, const char *word, bool *never) {
    if (*never || from >= s->end) return NULL;
    const char *found = memmem(from, (size_t)(s->end - from), word, strlen(word));
    *never = !found;
    return found;
}

/* The '>' that ends the tag whose inside begins at `from`; NULL where another tag begins before. Quotes hide both, until they
 * are found not to match: then they are taken for letters. */
static const char *tag_end(xml_scanner *s, const char *from) {
    char quote = '\0';
    const char *p = from;
    for (; !s->no_quotes && p < s->end; p++) {
        if (quote) {
            if (*p == quote) quote = '\0';
        } else if (*p == '>') {
            return p;
        } else if (*p == '<') {
            return NULL;
        } else if ((*p == '"' || *p == '\'') && (p[-1] == '=' || is_blank(p[-1]))) {
            quote = *p;
        }
    }
    s->no_quotes = true;
    for (p = from; p < s->end && *p != '<'; p++)
        if (*p == '>') return p;
    return NULL;
}

static xml_token tag(xml_scanner *s, const char *end) {
    const bool closing = s->at[1] == '/';
    const char *name = s->at + 1 + closing, *stop = name;
    while (stop < end && !is_name_end(*stop)) stop++;
    const bool empty = !closing && end > stop && end[-1] == '/';
    xml_token t = {.kind = closing ? XML_END
                           : empty ? XML_EMPTY
                                   : XML_START,
                   .source = {s->at, (size_t)(end + 1 - s->at)},
                   .name = {name, (size_t)(stop - name)},
                   .attributes = {stop, (size_t)(end - empty - stop)}};
    s->at = end + 1;
    return t;
}

/* Behind the document type, which may hold declarations of its own in brackets; NULL where those never end. */
static const char *behind_declarations(xml_scanner *s) {
    int depth = 0;
    for (const char *p = s->at; !s->no_declarations && p < s->end; p++) {
        depth += *p == '[';
        depth -= *p == ']' && depth > 0;
        if (*p == '>' && depth == 0) return p + 1;
    }
    s->no_declarations = true;
    return NULL;
}

/* Passes over what begins with "<!" or "<?"; false where it is text after all. */
static bool pass_declaration(xml_scanner *s) {
    if (looks_at(s, "<!--")) {
        const char *end = find(s, s->at + 4, "-->", &s->no_comment_end);
        s->at = end ? end + 3 : s->at + 4;
        return true;
    }
    const bool type = looks_at(s, "<!DOCTYPE") || looks_at(s, "<!doctype");
    if (!type && !looks_at(s, "<?")) return false;
    const char *behind = type ? behind_declarations(s) : NULL;
    const char *end = behind ? NULL : memchr(s->at, '>', (size_t)(s->end - s->at));
    s->at = behind ? behind : end ? end + 1 : s->end;
    return true;
}

static xml_token text(xml_scanner *s) {
    const char *from = s->at;
    const char *stop = memchr(from + 1, '<', (size_t)(s->end - from - 1));
    s->at = stop ? stop : s->end;
    const xml_slice slice = {from, (size_t)(s->at - from)};
    return (xml_token){.kind = XML_TEXT, .source = slice, .text = slice};
}

xml_token xml_next(xml_scanner *s) {
    while (s->at < s->end) {
        if (*s->at != '<') return text(s);
        if (looks_at(s, "<![CDATA[")) {
            const char *from = s->at, *end = find(s, from + 9, "]]>", &s->no_cdata_end);
            s->at = end ? end + 3 : from + 9;
            if (!end) continue;
            return (xml_token){
                .kind = XML_CDATA, .source = {from, (size_t)(s->at - from)}, .text = {from + 9, (size_t)(end - from - 9)}};
        }
        const char next = s->at + 1 < s->end ? s->at[1] : '\0';
        if ((next == '!' || next == '?') && pass_declaration(s)) continue;
        const bool named = is_name_start(next) || (next == '/' && s->at + 2 < s->end && is_name_start(s->at[2]));
        const char *end = named ? tag_end(s, s->at + 1) : NULL;
        return end ? tag(s, end) : text(s);
    }
    return (xml_token){.kind = XML_END_OF_INPUT, .source = {s->end, 0}};
}

static bool is_listed(const char *list, const char *prefix, size_t n) {
    for (const char *p = list; p && *p; p += strspn(p, " ")) {
        const size_t word = strcspn(p, " ");
        if (word == n && memcmp(p, prefix, n) == 0) return true;
        p += word;
    }
    return false;
}

bool xml_is(xml_slice name, const char *prefixes, const char *local) {
    const char *colon = name.n ? memchr(name.at, ':', name.n) : NULL;
    const size_t prefix = colon ? (size_t)(colon - name.at) : 0, skip = colon ? prefix + 1 : 0;
    if (name.n - skip != strlen(local) || memcmp(name.at + skip, local, name.n - skip) != 0) return false;
    return colon ? is_listed(prefixes, name.at, prefix) : true;
}

xml_slice xml_trim(xml_slice s) {
    while (s.n && is_blank(*s.at)) s.at++, s.n--;
    while (s.n && is_blank(s.at[s.n - 1])) s.n--;
    return s;
}

xml_slice xml_attribute(xml_slice a, const char *name) {
    const size_t length = strlen(name);
    if (a.n == 0) return (xml_slice){0};
    for (const char *p = a.at, *end = a.at + a.n; p < end;) {
        while (p < end && is_blank(*p)) p++;
        const char *from = p;
        while (p < end && !is_blank(*p) && *p != '=') p++;
        const bool is_it = (size_t)(p - from) == length && memcmp(from, name, length) == 0;
        while (p < end && is_blank(*p)) p++;
        if (p == end || *p != '=') {
            if (p == from) p++;
            continue;
        }
        for (p++; p < end && is_blank(*p);) p++;
        if (p == end) break;
        const char quote = *p == '"' || *p == '\'' ? *p++ : '\0', *value = p;
        while (p < end && (quote ? *p != quote : !is_blank(*p))) p++;
        if (is_it) return (xml_slice){value, (size_t)(p - value)};
        if (p < end) p++;
    }
    return (xml_slice){0};
}

static bool same_name(xml_slice a, xml_slice b) {
    return a.n == b.n && memcmp(a.at, b.at, a.n) == 0;
}

bool xml_content(xml_scanner *s, const xml_token *start, xml_slice *out) {
    const xml_scanner before = *s;
    unsigned depth = 1;
    for (;;) {
        const xml_token t = xml_next(s);
        if (t.kind == XML_END_OF_INPUT) break;
        if (t.kind == XML_START && same_name(t.name, start->name)) depth++;
        if (t.kind != XML_END || !same_name(t.name, start->name) || --depth > 0) continue;
        *out = (xml_slice){before.at, (size_t)(t.source.at - before.at)};
        return true;
    }
    s->at = before.at;
    *out = (xml_slice){0};
    return false;
}

void xml_decode(const html_rules *rules, xml_slice text_slice, buf *out) {
    if (text_slice.n == 0) return;
    const char *p = text_slice.at, *end = p + text_slice.n;
    while (p < end) {
        const char *amp = memchr(p, '&', (size_t)(end - p));
        buf_add(out, p, (size_t)((amp ? amp : end) - p));
        if (!amp) return;
        char bytes[HTML_REFERENCE_OUT];
        size_t n = 0;
        const size_t took = html_reference_read(rules, amp, (size_t)(end - amp), false, bytes, &n);
        if (took)
            buf_add(out, bytes, n);
        else
            buf_char(out, '&');
        p = amp + (took ? took : 1);
    }
}

void xml_unwrap(const html_rules *rules, xml_slice content, bool markup, buf *out) {
    xml_scanner s = xml_scan(content.at, content.n);
    for (xml_token t = xml_next(&s); t.kind != XML_END_OF_INPUT; t = xml_next(&s)) {
        if (t.kind == XML_TEXT && !markup)
            xml_decode(rules, t.text, out);
        else if (t.kind == XML_CDATA)
            buf_add(out, t.text.at, t.text.n);
        else
            buf_add(out, t.source.at, t.source.n);
    }
}
