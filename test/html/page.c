#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "core/buf.h"

bool page_bench_open(page_bench *b) {
    const char *path = getenv("DEPECHE_PACK");
    dp_error err = {0};
    memset(b, 0, sizeof *b);
    arena_init(&b->a);
    return path && pack_open(path, &b->pack, &err) == DP_OK && html_rules_open(&b->pack, &b->rules, &err) == DP_OK;
}

void page_bench_close(page_bench *b) {
    arena_free(&b->a);
    pack_close(&b->pack);
}

const html_tree *page_parse(page_bench *b, const char *page, size_t n) {
    const html_tree *t = NULL;
    dp_error err = {0};
    arena_reset(&b->a);
    return html_parse(&b->rules, page, n, &b->a, &t, &err) == DP_OK ? t : NULL;
}

static void add_name(buf *out, const html_tree *t, uint32_t node) {
    const html_node *x = &t->nodes[node];
    if (x->tag != HTML_TAG_OTHER) {
        buf_str(out, html_tag_name((html_tag)x->tag));
        return;
    }
    const char *name = t->page + x->source.start + 1;
    buf_add(out, name, strcspn(name, " />\n"));
}

static void add_attributes(buf *out, const html_tree *t, uint32_t node, arena *a) {
    const html_node *x = &t->nodes[node];
    for (uint32_t i = 0; i < x->attribute_count; i++) {
        const html_attribute_slot *slot = &t->attributes[x->first_attribute + i];
        const char *name = arena_copy(a, t->page + slot->name, slot->name_bytes);
        const html_string value = html_attribute(t, node, name, a);
        buf_printf(out, "%c%s=%.*s", i ? ' ' : '{', name, (int)value.n, value.at);
    }
    if (x->attribute_count) buf_char(out, '}');
}

static void add_node(buf *out, const html_tree *t, uint32_t node, arena *a) {
    const html_node *x = &t->nodes[node];
    if (x->tag == HTML_TAG_NONE) {
        buf_printf(out, "'%.*s'", (int)(x->source.end - x->source.start), t->page + x->source.start);
        return;
    }
    add_name(out, t, node);
    add_attributes(out, t, node, a);
    if (x->after == node + 1) return;
    buf_char(out, '(');
    for (uint32_t child = node + 1; child < x->after; child = t->nodes[child].after) {
        if (child > node + 1) buf_char(out, ' ');
        add_node(out, t, child, a);
    }
    buf_char(out, ')');
}

const char *page_shape(page_bench *b, const char *page) {
    const html_tree *t = page_parse(b, page, strlen(page));
    buf out;
    buf_init(&out);
    if (t) add_node(&out, t, 0, &b->a);
    const char *shape = arena_copy(&b->a, out.at ? out.at : "", out.n);
    buf_free(&out);
    return shape;
}
