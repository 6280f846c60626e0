#include "html/article.h"

static html_gap gap_of(unsigned tag) {
    if (tag == HTML_BR) return HTML_GAP_LINE;
    return html_tag_properties((html_tag)tag) & TAG_BLOCK ? HTML_GAP_PARAGRAPH : HTML_GAP_NONE;
}

static void write_visible(html_writer *w, const html_tree *t, uint32_t root) {
    uint32_t ends[HTML_DEPTH_MAX + 1], depth = 0;
    for (uint32_t i = root; i < t->nodes[root].after;) {
        const html_node *x = &t->nodes[i];
        for (; depth > 0 && i >= ends[depth - 1]; depth--) html_write_gap(w, HTML_GAP_PARAGRAPH);
        if (html_tag_properties((html_tag)x->tag) & TAG_UNSEEN) {
            i = x->after;
            continue;
        }
        if (x->tag == HTML_TAG_NONE) html_write(w, x->source, x->has_references);
        html_write_gap(w, gap_of(x->tag));
        if (x->after > i + 1 && gap_of(x->tag)) ends[depth++] = x->after;
        i++;
    }
}

static dp_status finish(html_writer *w, uint32_t root, html_article *out, dp_error *err) {
    if (!html_writer_end(w)) return error_nomem(err);
    *out = (html_article){
        .text = w->text, .text_bytes = w->n, .segments = w->segments.at, .segment_count = w->segments.n, .root = root};
    return DP_OK;
}

dp_status html_article_whole(const html_tree *t, arena *a, html_article *out, dp_error *err) {
    html_writer w = html_writer_new(t, true, a);
    write_visible(&w, t, 0);
    return finish(&w, 0, out, err);
}

static uint32_t choose_root(const html_tree *t) {
    uint32_t best = 0, best_nodes = 0;
    for (uint32_t i = html_next(t, HTML_ARTICLE, 0, t->n); i < t->n; i = html_next(t, HTML_ARTICLE, i + 1, t->n)) {
        const uint32_t nodes = t->nodes[i].after - i;
        if (nodes > best_nodes) best = i;
        if (nodes > best_nodes) best_nodes = nodes;
    }
    return best;
}

dp_status html_article_find(const html_tree *t, arena *a, html_article *out, dp_error *err) {
    html_writer w = html_writer_new(t, true, a);
    const uint32_t root = choose_root(t);
    write_visible(&w, t, root);
    return finish(&w, root, out, err);
}

span html_article_source(const html_article *x, uint32_t at) {
    uint32_t low = 0, high = x->segment_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (x->segments[middle].text <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return (span){0, 0};
    const html_segment *s = &x->segments[low - 1];
    const uint32_t end = low < x->segment_count ? s[1].text : x->text_bytes;
    if (s->page_bytes == end - s->text) return (span){s->page + (at - s->text), s->page + (at - s->text) + 1};
    return (span){s->page, s->page + s->page_bytes};
}
