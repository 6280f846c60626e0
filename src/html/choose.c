/* Inside the element that holds the article: links, titles and scraps behind the last paragraph go; the sentence between headline
 * and text comes in. */
#include "html/choose.h"

#include "html/lines.h"
#include "html/writer.h"

/* In letters, where nothing else is said. */
enum {
    LEAD_LEAST = 60,     /* of what the template calls a lead */
    LEAD_PLAIN = 80,     /* of what it does not */
    LEAD_BLOCKS = 30,    /* as far behind the headline the text may begin */
    SCRAP_MOST = 80,     /* behind the last paragraph */
    ANNOUNCES_MOST = 30, /* "Read also:" */
    LINE_BYTES = 120,    /* looked at of a line */
    HEADINGS_TRIED = 200 /* so many are compared with the title */
};

typedef struct chooser {
    const html_survey *s;
    const html_titles *titles;
    arena *a;
    bool *chosen;      /* [blocks] */
    span range;        /* blocks of the root */
    uint32_t headings; /* compared with the title so far */
    html_writer line;  /* the beginning of a block, written anew for each */
} chooser;

static unsigned tag_of(const chooser *c, uint32_t k) {
    return c->s->t->nodes[c->s->blocks.at[k].container].tag;
}

static bool is_prose(const chooser *c, uint32_t k) {
    const html_block *b = &c->s->blocks.at[k];
    return !b->is_noise && !html_is_heading(tag_of(c, k)) && b->marks > 0 && html_block_prose(b) > 0;
}

static bool is_linked(const html_block *b) {
    return b->link_letters * 3 > b->letters * 2;
}

/* Is it one of the lines that stand in articles and say nothing of their own? */
static bool stands_apart(chooser *c, uint32_t k) {
    const html_tree *t = c->s->t;
    const html_block *b = &c->s->blocks.at[k];
    if (b->letters > HTML_LINE_LETTERS) return false;
    c->line.n = 0;
    c->line.gap = HTML_GAP_NONE;
    for (uint32_t i = b->first; i < b->after && c->line.n < LINE_BYTES;) {
        const html_node *x = &t->nodes[i];
        if (x->tag == HTML_TAG_NONE) html_write(&c->line, x->source, x->has_references);
        i = html_tag_properties((html_tag)x->tag) & TAG_UNSEEN ? x->after : i + 1;
    }
    return html_line_stands_apart(t->rules, c->line.text ? c->line.text : "", c->line.n);
}

/* Does a block belong, as far as it alone can tell? */
static bool belongs(chooser *c, uint32_t k) {
    const html_block *b = &c->s->blocks.at[k];
    if (b->is_noise || is_linked(b) || stands_apart(c, k)) return false;
    if (!html_is_heading(tag_of(c, k)) || c->headings == HEADINGS_TRIED) return true;
    c->headings++;
    return !html_is_title(c->titles, c->s->t, b->container, c->a);
}

/* --- around the text ------------------------------------------------------------------------------------------------------- */

static bool is_listed(unsigned tag) {
    return tag == HTML_LI || tag == HTML_TD || tag == HTML_TH || tag == HTML_DT || tag == HTML_DD;
}

/* What stands behind the last paragraph: signatures, "Read also". */
static void trim_end(chooser *c) {
    uint32_t k = c->range.end;
    while (k > c->range.start && !is_prose(c, k - 1)) k--;
    if (k == c->range.start) return;
    for (; k < c->range.end; k++) {
        const html_block *b = &c->s->blocks.at[k];
        if (b->letters < SCRAP_MOST && !b->ends_sentence && !is_listed(tag_of(c, k))) c->chosen[k] = false;
    }
}

/* A heading whose own text is not kept: what follows is links, another heading, or nothing. So with "Read also:" before links. */
static void drop_orphans(chooser *c) {
    bool text = false;   /* something is kept behind this block, before the next heading */
    bool linked = false; /* links stand right behind it */
    for (uint32_t k = c->range.end; k-- > c->range.start;) {
        const html_block *b = &c->s->blocks.at[k];
        if (b->is_noise) continue;
        if (!c->chosen[k]) {
            linked = linked || is_linked(b);
            text = false;
            continue;
        }
        const bool announces = b->letters < ANNOUNCES_MOST && b->ends_sentence && linked;
        if ((html_is_heading(tag_of(c, k)) && !text) || announces)
            c->chosen[k] = false;
        else
            text = true;
        linked = false;
    }
}

/* --- the lead -------------------------------------------------------------------------------------------------------------- */

static bool has_kind(const chooser *c, uint32_t k, unsigned kind) {
    uint32_t node = c->s->blocks.at[k].container;
    for (int level = 0; level < 3 && node > 0; level++, node = c->s->t->nodes[node].parent)
        if (c->s->kinds[node] & kind) return true;
    return false;
}

/* Subtitles that are headings say again what the headline says: they stay out, as the headline does. */
static bool is_lead(const chooser *c, uint32_t k) {
    const html_block *b = &c->s->blocks.at[k];
    if ((b->is_noise && !b->by_headline) || b->link_letters * 3 > b->letters || html_is_heading(tag_of(c, k))) return false;
    if (has_kind(c, k, KIND_LEAD)) return b->letters >= LEAD_LEAST;
    return b->letters >= LEAD_PLAIN && b->ends_sentence;
}

/* Blocks between the headline and the first paragraph that read like a lead; gives the first one's node, or the root. */
static uint32_t add_lead(chooser *c, uint32_t root) {
    uint32_t first = root;
    const uint32_t headline = c->s->headline;
    if (headline == 0) return root;
    uint32_t k = c->s->blocks_before[c->s->t->nodes[headline].after];
    if (c->range.start > k + LEAD_BLOCKS) return root;
    for (; k < c->range.start || (k < c->range.end && !is_prose(c, k)); k++) {
        if (c->chosen[k] || !is_lead(c, k)) continue;
        c->chosen[k] = true;
        if (c->s->blocks.at[k].first < first) first = c->s->blocks.at[k].first;
    }
    return first;
}

/* The innermost element that holds both. */
static uint32_t common(const html_tree *t, uint32_t root, uint32_t first) {
    while (root > first) root = t->nodes[root].parent;
    return root;
}

dp_status html_blocks_choose(const html_survey *s, const html_titles *titles, uint32_t root, bool *keep, uint32_t *first,
                             arena *a, dp_error *err) {
    chooser c = {.s = s, .titles = titles, .a = a, .range = html_blocks_of(s, root), .line = html_writer_new(s->t, false, a)};
    c.chosen = arena_array(a, s->blocks.n, sizeof *c.chosen);
    if (!c.chosen) return error_nomem(err);
    for (uint32_t k = c.range.start; k < c.range.end; k++) c.chosen[k] = belongs(&c, k);
    if (c.line.nomem) return error_nomem(err);
    trim_end(&c);
    drop_orphans(&c);
    *first = common(s->t, root, add_lead(&c, root));
    for (uint32_t k = 0; k < s->blocks.n; k++)
        for (uint32_t i = s->blocks.at[k].first; c.chosen[k] && i < s->blocks.at[k].after; i++) keep[i] = true;
    return DP_OK;
}
