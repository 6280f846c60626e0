/* Questions about a tree: attributes and the text of elements. */
#include <string.h>
#include <strings.h>

#include "html/reference.h"
#include "html/tree.h"
#include "html/writer.h"

const html_attribute_slot *html_attribute_find(const html_tree *t, uint32_t node, const char *name) {
    const html_node *x = &t->nodes[node];
    const size_t n = strlen(name);
    for (uint32_t i = 0; i < x->attribute_count; i++) {
        const html_attribute_slot *slot = &t->attributes[x->first_attribute + i];
        if (slot->name_bytes == n && strncasecmp(t->page + slot->name, name, n) == 0) return slot;
    }
    return NULL;
}

html_string html_attribute(const html_tree *t, uint32_t node, const char *name, arena *a) {
    const html_attribute_slot *slot = html_attribute_find(t, node, name);
    if (!slot) return (html_string){NULL, 0};
    const char *s = t->page + slot->value;
    const uint32_t n = slot->value_bytes;
    if (!slot->has_references) return (html_string){s, n};
    /* What a reference becomes is never more than twice as long. */
    char *out = arena_alloc(a, (size_t)n * 2 + HTML_REFERENCE_OUT);
    uint32_t written = 0;
    if (!out) return (html_string){NULL, 0};
    for (uint32_t p = 0; p < n;) {
        size_t bytes = 0;
        const size_t taken = s[p] == '&' ? html_reference_read(t->rules, s + p, n - p, true, out + written, &bytes) : 0;
        if (taken == 0) out[written] = s[p];
        written += taken ? (uint32_t)bytes : 1;
        p += taken ? (uint32_t)taken : 1;
    }
    return (html_string){out, written};
}

bool html_attribute_is(const html_tree *t, uint32_t node, const char *name, const char *value) {
    const html_attribute_slot *slot = html_attribute_find(t, node, name);
    if (!slot) return false;
    const char *s = t->page + slot->value, *end = s + slot->value_bytes;
    while (s < end && html_is_blank(*s)) s++;
    while (s < end && html_is_blank(end[-1])) end--;
    return (size_t)(end - s) == strlen(value) && strncasecmp(s, value, (size_t)(end - s)) == 0;
}

uint32_t html_next(const html_tree *t, html_tag tag, uint32_t from, uint32_t to) {
    while (from < to && t->nodes[from].tag != tag) from++;
    return from;
}

static html_gap gap_of(unsigned tag) {
    return tag == HTML_BR || (html_tag_properties((html_tag)tag) & TAG_BLOCK) ? HTML_GAP_BLANK : HTML_GAP_NONE;
}

static void write_subtree(html_writer *w, const html_tree *t, uint32_t node, uint32_t limit) {
    uint32_t ends[HTML_DEPTH_MAX + 1], depth = 0;
    for (uint32_t i = node; i < t->nodes[node].after && w->n <= limit;) {
        const html_node *x = &t->nodes[i];
        for (; depth > 0 && i >= ends[depth - 1]; depth--) html_write_gap(w, HTML_GAP_BLANK);
        if (x->tag == HTML_TAG_NONE) html_write(w, x->source, x->has_references);
        if (i != node && (html_tag_properties((html_tag)x->tag) & TAG_UNSEEN)) {
            i = x->after;
            continue;
        }
        html_write_gap(w, gap_of(x->tag));
        if (x->after > i + 1 && gap_of(x->tag)) ends[depth++] = x->after;
        i++;
    }
}

/* The longest beginning of at most `limit` bytes that ends between two characters and not with a blank. */
static uint32_t cut(const char *s, uint32_t n, uint32_t limit) {
    if (n <= limit) return n;
    while (limit > 0 && ((unsigned char)s[limit] & 0xC0) == 0x80) limit--;
    while (limit > 0 && s[limit - 1] == ' ') limit--;
    return limit;
}

html_string html_text(const html_tree *t, uint32_t node, uint32_t limit, arena *a) {
    html_writer w = html_writer_new(t, false, a);
    write_subtree(&w, t, node, limit);
    if (!html_writer_end(&w)) return (html_string){NULL, 0};
    w.n = cut(w.text, w.n, limit);
    w.text[w.n] = '\0';
    return (html_string){w.text, w.n};
}

html_string html_raw_text(const html_tree *t, uint32_t node) {
    const uint32_t child = node + 1;
    if (child >= t->nodes[node].after || t->nodes[child].tag != HTML_TAG_NONE) return (html_string){"", 0};
    const span source = t->nodes[child].source;
    return (html_string){t->page + source.start, source.end - source.start};
}
