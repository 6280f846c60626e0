#include "html/token.h"

#include <string.h>
#include <strings.h>

static bool is_letter(char c) {
    return (unsigned)((c | 0x20) - 'a') < 26;
}

static char char_at(const html_reader *r, uint32_t at) {
    return at < r->n ? r->page[at] : '\0';
}

/* The first `c` in [from, n), or n. */
static uint32_t find(const html_reader *r, uint32_t from, char c) {
    const char *hit = from < r->n ? memchr(r->page + from, c, r->n - from) : NULL;
    return hit ? (uint32_t)(hit - r->page) : r->n;
}

static bool begins(const html_reader *r, uint32_t at, const char *word) {
    const size_t n = strlen(word);
    return r->n - at >= n && strncasecmp(r->page + at, word, n) == 0;
}

/* --- what is passed over --------------------------------------------------------------------------------------------------- */

/* Behind a comment whose "<!--" stands at `at`. "<!-->" and "<!--->" are whole; "--!>" closes too. */
static uint32_t comment_end(const html_reader *r, uint32_t at) {
    uint32_t p = at + 4;
    if (char_at(r, p) == '>') return p + 1;
    if (begins(r, p, "->")) return p + 2;
    while ((p = find(r, p, '>')) < r->n) {
        const bool plain = p >= at + 6 && r->page[p - 1] == '-' && r->page[p - 2] == '-';
        const bool odd = p >= at + 7 && r->page[p - 1] == '!' && r->page[p - 2] == '-' && r->page[p - 3] == '-';
        p++;
        if (plain || odd) return p;
    }
    return r->n;
}

/* Behind a declaration, processing instruction or nonsense that begins with '<' at `at`. */
static uint32_t markup_end(const html_reader *r, uint32_t at) {
    if (begins(r, at, "<!--")) return comment_end(r, at);
    const uint32_t close = find(r, at + 2, '>');
    return close < r->n ? close + 1 : r->n;
}

/* --- tags ------------------------------------------------------------------------------------------------------------------ */

static uint32_t skip_blanks(const html_reader *r, uint32_t p) {
    while (p < r->n && (html_is_blank(r->page[p]) || r->page[p] == '/')) p++;
    return p;
}

static bool ends_name(char c) {
    return html_is_blank(c) || c == '/' || c == '>';
}

static void keep_attribute(html_reader *r, html_token *t, span name, span value) {
    const uint32_t name_bytes = name.end - name.start;
    if (t->attribute_count == HTML_ATTRIBUTES_EACH || name_bytes > UINT16_MAX) return;
    if (r->attributes.n == HTML_ATTRIBUTES_MAX) {
        r->cut = true;
        return;
    }
    const uint32_t bytes = value.end - value.start;
    const html_attribute_slot slot = {.name = name.start,
                                      .name_bytes = (uint16_t)name_bytes,
                                      .value = value.start,
                                      .value_bytes = bytes,
                                      .has_references = bytes > 0 && memchr(r->page + value.start, '&', bytes)};
    if (vec_push(r->a, &r->attributes, slot))
        t->attribute_count++;
    else
        r->nomem = true;
}

/* The value that begins at p, behind '=' and blanks; gives where the reader goes on. */
static uint32_t read_value(const html_reader *r, uint32_t p, span *value) {
    const char quote = char_at(r, p);
    if (quote == '"' || quote == '\'') {
        const uint32_t close = find(r, p + 1, quote);
        *value = (span){p + 1, close};
        return close < r->n ? close + 1 : r->n;
    }
    value->start = p;
    while (p < r->n && !html_is_blank(r->page[p]) && r->page[p] != '>') p++;
    value->end = p;
    return p;
}

/* One attribute that begins at p, which is no blank, '/' or '>'. */
static uint32_t read_attribute(html_reader *r, html_token *t, uint32_t p) {
    span name = {p, p}, value = {p, p};
    p++; /* a '=' here is part of the name */
    while (p < r->n && !ends_name(r->page[p]) && r->page[p] != '=') p++;
    name.end = p;
    uint32_t equals = p;
    while (equals < r->n && html_is_blank(r->page[equals])) equals++;
    if (char_at(r, equals) == '=') {
        p = equals + 1;
        while (p < r->n && html_is_blank(r->page[p])) p++;
        p = read_value(r, p, &value);
    }
    if (p < r->n) keep_attribute(r, t, name, value);
    return p;
}

/* The tag whose name begins at `name`; false where the page ends inside it, which makes it no tag. */
static bool read_tag(html_reader *r, html_token *t, uint32_t start, uint32_t name) {
    uint32_t p = name;
    while (p < r->n && !ends_name(r->page[p])) p++;
    t->name = (span){name, p};
    t->tag = html_tag_find(r->page + name, p - name);
    t->first_attribute = r->attributes.n;
    while ((p = skip_blanks(r, p)) < r->n && r->page[p] != '>') p = read_attribute(r, t, p);
    r->at = p < r->n ? p + 1 : r->n;
    t->self_closing = p < r->n && r->page[p - 1] == '/';
    t->source = (span){start, r->at};
    if (t->kind == HTML_TOKEN_END || p >= r->n) {
        r->attributes.n = t->first_attribute;
        t->attribute_count = 0;
    }
    return p < r->n;
}

/* --- text ------------------------------------------------------------------------------------------------------------------ */

/* Does the '<' at p begin a tag, or something that is passed over? Else it is text. */
static bool begins_markup(const html_reader *r, uint32_t p) {
    const char c = char_at(r, p + 1);
    return is_letter(c) || c == '/' || c == '!' || c == '?';
}

static html_token text_token(const html_reader *r, uint32_t from, uint32_t to) {
    const bool references = to > from && memchr(r->page + from, '&', to - from);
    return (html_token){.kind = HTML_TOKEN_TEXT, .source = {from, to}, .has_references = references};
}

static html_token read_text(html_reader *r) {
    const uint32_t start = r->at;
    uint32_t p = start;
    while ((p = find(r, p, '<')) < r->n && !(begins_markup(r, p) && p + 1 < r->n)) p++;
    r->at = p;
    return text_token(r, start, p);
}

static html_token read_cdata(html_reader *r) {
    const uint32_t start = r->at + 9;
    uint32_t p = start;
    while ((p = find(r, p, ']')) < r->n && !begins(r, p, "]]>")) p++;
    r->at = p < r->n ? p + 3 : r->n;
    html_token t = text_token(r, start, p);
    t.has_references = false;
    return t;
}

html_token html_token_next(html_reader *r) {
    while (r->at < r->n && !r->nomem) {
        const uint32_t start = r->at;
        if (r->page[start] != '<' || !begins_markup(r, start)) return read_text(r);
        const char next = r->page[start + 1];
        html_token t = {.kind = next == '/' ? HTML_TOKEN_END : HTML_TOKEN_START};
        const uint32_t name = start + (next == '/' ? 2 : 1);
        if (is_letter(char_at(r, name))) {
            if (read_tag(r, &t, start, name)) return t;
        } else if (r->in_foreign && begins(r, start, "<![CDATA[")) {
            return read_cdata(r);
        } else {
            r->at = char_at(r, name) == '>' && next == '/' ? name + 1 : markup_end(r, start);
        }
    }
    return (html_token){.kind = HTML_TOKEN_END_OF_PAGE, .source = {r->n, r->n}};
}

/* --- raw text -------------------------------------------------------------------------------------------------------------- */

/* Does "</name" stand at p, followed by what ends a name? */
static bool is_end_of(const html_reader *r, uint32_t p, const char *name) {
    return char_at(r, p + 1) == '/' && begins(r, p + 2, name) && ends_name(char_at(r, p + 2 + (uint32_t)strlen(name)));
}

static bool opens_script(const html_reader *r, uint32_t p) {
    return begins(r, p, "<script") && ends_name(char_at(r, p + 7));
}

/* Where a script ends. Inside "<!-- … -->" a second <script> shields one </script> (13.2.5.20 to 13.2.5.30). */
static uint32_t script_end(const html_reader *r, uint32_t p) {
    enum { PLAIN, COMMENT, SHIELDED } state = PLAIN;
    for (; p < r->n; p++) {
        if (state == PLAIN && (p = find(r, p, '<')) == r->n) break;
        const char c = r->page[p];
        if (c == '-' && begins(r, p, "-->")) state = PLAIN;
        if (c != '<') continue;
        if (is_end_of(r, p, "script")) {
            if (state != SHIELDED) return p;
            state = COMMENT;
        } else if (state == PLAIN && begins(r, p, "<!--")) {
            state = COMMENT;
            p += 1; /* "<!-->" closes what it opened */
        } else if (state == COMMENT && opens_script(r, p)) {
            state = SHIELDED;
        }
    }
    return r->n;
}

html_token html_token_raw(html_reader *r, html_tag tag) {
    const uint32_t start = r->at;
    const char *name = html_tag_name(tag);
    uint32_t p = start;
    if (tag == HTML_SCRIPT)
        p = script_end(r, p);
    else if (tag == HTML_PLAINTEXT)
        p = r->n;
    else
        while ((p = find(r, p, '<')) < r->n && !is_end_of(r, p, name)) p++;
    r->at = p;
    html_token t = text_token(r, start, p);
    if (html_tag_properties(tag) & TAG_RAW) t.has_references = false;
    return t;
}
