#include "html/meta_ld.h"

#include <string.h>

typedef struct reader {
    ld_tree *t;
    arena *a;
    const char *at, *end;
    uint32_t open[LD_DEPTH_MAX]; /* containers, the root first */
    uint32_t depth, beyond;      /* beyond: containers below the depth that is kept */
    html_string key;             /* of the value to come */
    bool nomem;
} reader;

static const char *skip_blanks(const char *s, const char *end) {
    while (s < end && html_is_blank(*s)) s++;
    return s;
}

/* ---- the tree */

static uint32_t add_node(reader *r, enum ld_kind kind, html_string value) {
    ld_tree *t = r->t;
    if (t->nodes.n >= LD_NODES_MAX || r->beyond) return LD_NONE;
    const uint32_t parent = r->open[r->depth - 1], made = t->nodes.n;
    const ld_node node = {.kind = (uint8_t)kind, .parent = parent, .key = r->key, .value = value};
    if (!vec_push(r->a, &t->nodes, node)) {
        r->nomem = true;
        return LD_NONE;
    }
    r->key = (html_string){0};
    ld_node *p = &t->nodes.at[parent];
    if (p->first_child == LD_NONE)
        p->first_child = made;
    else
        t->nodes.at[p->last_child].next = made;
    p->last_child = made;
    return made;
}

static void open_container(reader *r, enum ld_kind kind) {
    const uint32_t made = r->depth < LD_DEPTH_MAX ? add_node(r, kind, (html_string){0}) : LD_NONE;
    if (made == LD_NONE)
        r->beyond++;
    else
        r->open[r->depth++] = made;
    r->key = (html_string){0};
}

/* Closes the nearest container of that kind; one that was never opened closes nothing. */
static void close_container(reader *r, enum ld_kind kind) {
    r->key = (html_string){0};
    if (r->beyond) {
        r->beyond--;
        return;
    }
    for (uint32_t i = r->depth; i > 1; i--)
        if (r->t->nodes.at[r->open[i - 1]].kind == kind) {
            r->depth = i - 1;
            return;
        }
}

/* ---- tokens */

/* The closing quote of the string whose text begins at s: one behind which a value can end. NULL where there is none. */
static const char *string_end(const char *s, const char *end) {
    for (; s < end; s++) {
        if (*s == '\\') {
            s++;
            continue;
        }
        if (*s != '"') continue;
        const char *next = skip_blanks(s + 1, end);
        if (next == end || *next == ',' || *next == ':' || *next == '}' || *next == ']' || *next == ';') return s;
    }
    return NULL;
}

static void read_string(reader *r) {
    const char *from = r->at + 1, *to = string_end(from, r->end);
    if (!to) {
        r->at = r->end;
        return;
    }
    const html_string s = {from, (uint32_t)(to - from)};
    r->at = skip_blanks(to + 1, r->end);
    const bool in_object = r->t->nodes.at[r->open[r->depth - 1]].kind == LD_OBJECT;
    if (in_object && r->at < r->end && *r->at == ':') {
        r->at++;
        r->key = s;
    } else if (!in_object || r->key.at) {
        (void)add_node(r, LD_STRING, s);
    }
}

static void read_bare(reader *r) {
    const char *from = r->at;
    while (r->at < r->end && !strchr(",:{}[]\" \t\r\n", *r->at)) r->at++;
    if (r->key.at) (void)add_node(r, LD_BARE, (html_string){from, (uint32_t)(r->at - from)});
}

static void read_token(reader *r) {
    switch (*r->at) {
    case '{':
    case '[':
        open_container(r, *r->at++ == '{' ? LD_OBJECT : LD_ARRAY);
        return;
    case '}':
    case ']':
        close_container(r, *r->at++ == '}' ? LD_OBJECT : LD_ARRAY);
        return;
    case '"':
        read_string(r);
        return;
    case ',':
        r->key = (html_string){0};
        r->at++;
        return;
    case ':':
    case '\0':
        r->at++;
        return;
    default:
        read_bare(r);
    }
}

bool ld_add(ld_tree *t, arena *a, const char *s, size_t n) {
    if (t->nodes.n == 0 && !vec_push(a, &t->nodes, (ld_node){.kind = LD_ARRAY})) return false;
    reader r = {.t = t, .a = a, .at = s, .end = s + n, .depth = 1};
    while (!r.nomem && (r.at = skip_blanks(r.at, r.end)) < r.end) read_token(&r);
    return !r.nomem;
}

/* ---- questions */

uint32_t ld_member(const ld_tree *t, uint32_t object, const char *name) {
    if (object >= t->nodes.n || t->nodes.at[object].kind != LD_OBJECT) return LD_NONE;
    const size_t n = strlen(name);
    for (uint32_t i = t->nodes.at[object].first_child; i != LD_NONE; i = t->nodes.at[i].next)
        if (t->nodes.at[i].key.n == n && memcmp(t->nodes.at[i].key.at, name, n) == 0) return i;
    return LD_NONE;
}

static bool hex4(const char *s, const char *end, uint32_t *out) {
    if (end - s < 4) return false;
    *out = 0;
    for (int i = 0; i < 4; i++) {
        const char c = s[i], low = (char)(c | 32);
        if (!(c >= '0' && c <= '9') && !(low >= 'a' && low <= 'f')) return false;
        *out = *out << 4 | (uint32_t)(c <= '9' ? c - '0' : low - 'a' + 10);
    }
    return true;
}

/* The code point behind "\u", which *s stands at; moves *s behind it. */
static uint32_t unicode_escape(const char **s, const char *end) {
    uint32_t cp, low;
    if (!hex4(*s + 2, end, &cp)) {
        *s += 2;
        return 0xFFFD;
    }
    *s += 6;
    if (cp >= 0xD800 && cp < 0xDC00 && end - *s >= 6 && (*s)[0] == '\\' && (*s)[1] == 'u' && hex4(*s + 2, end, &low) &&
        low >= 0xDC00 && low < 0xE000) {
        *s += 6;
        return 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
    }
    return cp == 0 || (cp >= 0xD800 && cp < 0xE000) ? 0xFFFD : cp;
}

html_string ld_text(const ld_tree *t, uint32_t node, arena *a) {
    for (int i = 0; i < 2 && node != LD_NONE && t->nodes.at[node].kind == LD_ARRAY; i++) node = t->nodes.at[node].first_child;
    if (node == LD_NONE || node >= t->nodes.n || t->nodes.at[node].kind < LD_STRING) return (html_string){0};
    const html_string raw = t->nodes.at[node].value;
    if (!memchr(raw.at, '\\', raw.n)) return raw;
    char *out = arena_alloc(a, raw.n + 1u); /* no escape is shorter than what it stands for */
    if (!out) return (html_string){0};
    uint32_t n = 0;
    for (const char *s = raw.at, *end = s + raw.n; s < end;) {
        if (*s != '\\' || s + 1 == end) {
            out[n++] = *s++;
            continue;
        }
        if (s[1] == 'u') {
            const uint32_t cp = unicode_escape(&s, end);
            if (cp) n += (uint32_t)utf8_encode(cp, out + n);
            continue;
        }
        out[n++] = strchr("nrtbf", s[1]) && s[1] ? ' ' : s[1];
        s += 2;
    }
    return (html_string){out, n};
}
