#include "html/article.h"

#include "html/choose.h"
#include "html/root.h"

static html_gap gap_of(unsigned tag) {
    if (tag == HTML_BR || tag == HTML_TD || tag == HTML_TH) return HTML_GAP_LINE;
    return html_tag_properties((html_tag)tag) & TAG_BLOCK ? HTML_GAP_PARAGRAPH : HTML_GAP_NONE;
}

/* Writes the text nodes of [root, after) that `keep` has (NULL: all), without what no reader sees. */
static void write_nodes(html_writer *w, const html_tree *t, uint32_t root, const bool *keep) {
    struct {
        uint32_t after;
        html_gap gap;
    } ends[HTML_DEPTH_MAX + 1];
    uint32_t depth = 0;
    bool broken = false;
    for (uint32_t i = root; i < t->nodes[root].after;) {
        const html_node *x = &t->nodes[i];
        for (; depth > 0 && i >= ends[depth - 1].after; depth--) html_write_gap(w, ends[depth - 1].gap);
        if (html_tag_properties((html_tag)x->tag) & TAG_UNSEEN) {
            i = x->after;
            continue;
        }
        if (x->tag == HTML_TAG_NONE && (!keep || keep[i])) html_write(w, x->source, x->has_references);
        html_write_gap(w, x->tag == HTML_BR && broken ? HTML_GAP_PARAGRAPH : gap_of(x->tag));
        if (x->tag != HTML_TAG_NONE) broken = x->tag == HTML_BR;
        if (x->after > i + 1 && gap_of(x->tag)) {
            ends[depth].gap = gap_of(x->tag);
            ends[depth++].after = x->after;
        }
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
    write_nodes(&w, t, 0, NULL);
    return finish(&w, 0, out, err);
}

dp_status html_article_find(const html_tree *t, arena *a, html_article *out, dp_error *err) {
    html_survey s;
    uint32_t root = 0;
    bool *keep = arena_array(a, t->n, sizeof *keep);
    if (!keep) return error_nomem(err);
    const html_titles titles = html_titles_read(t, a);
    dp_status status = html_survey_make(t, html_headline_find(&titles, t, a), a, &s, err);
    if (!status) status = html_root_find(&s, a, &root, err);
    if (!status) status = html_blocks_choose(&s, &titles, root, keep, &root, a, err);
    if (status) return status;
    html_writer w = html_writer_new(t, true, a);
    write_nodes(&w, t, root, keep);
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
