/* Nesting in one pass. The stack of open elements holds for each what its end tags and implied end tags need to know of the
 * elements below it, so that no question walks the stack without closing what it walks over - except an end tag for something
 * that is open outside a table, which walks at most HTML_DEPTH_MAX. */
#include "html/tree.h"

#include <string.h>
#include <strings.h>

#include "html/token.h"

typedef struct open_element {
    uint32_t node;
    uint16_t tag;
    bool closing; /* formatting whose end tag came while other elements were open in it */
    bool foreign; /* it or an element around it is <svg> or <math> */
    /* Levels of the innermost open element of each kind that a start tag inside may close; 0: none. */
    uint16_t p, item, term, option, row, cell, section, head;
} open_element;

typedef struct builder {
    html_reader reader;
    html_tree *tree;
    vec_of(html_node) nodes;
    open_element stack[HTML_DEPTH_MAX];
    uint32_t depth;                /* open elements */
    uint32_t flat;                 /* elements that were too deep to be opened, and are not closed yet */
    uint32_t open[HTML_TAG_COUNT]; /* how many of each tag are on the stack */
    bool body;                     /* <body> was begun, written or not */
} builder;

/* --- nodes ----------------------------------------------------------------------------------------------------------------- */

static bool push_node(builder *b, html_node node) {
    if (b->nodes.n >= HTML_NODES_MAX) {
        b->reader.cut = true;
        b->reader.at = b->reader.n;
        return false;
    }
    node.parent = b->depth ? b->stack[b->depth - 1].node : 0;
    node.after = b->nodes.n + 1;
    if (vec_push(b->reader.a, &b->nodes, node)) return true;
    b->reader.nomem = true;
    return false;
}

static void close_top(builder *b) {
    do {
        const open_element *top = &b->stack[--b->depth];
        b->nodes.at[top->node].after = b->nodes.n;
        b->open[top->tag]--;
    } while (b->depth > 0 && b->stack[b->depth - 1].closing);
    b->flat = 0;
}

/* Closes everything from `level` up; level 0, the root, stays open. */
static void close_to(builder *b, uint32_t level) {
    while (b->depth > level && b->depth > 1) close_top(b);
}

static open_element inherit(const builder *b) {
    open_element e = {0};
    if (b->depth > 0) e = b->stack[b->depth - 1];
    e.closing = false;
    return e;
}

/* What an element changes for the tags inside it. */
static void set_levels(open_element *e, uint16_t level, unsigned properties) {
    if (properties & TAG_SCOPE || e->tag == HTML_BUTTON) e->p = 0;
    switch (e->tag) {
    case HTML_P:
        e->p = level;
        break;
    case HTML_LI:
        e->item = level;
        break;
    case HTML_UL:
    case HTML_OL:
    case HTML_MENU:
        e->item = 0;
        break;
    case HTML_DT:
    case HTML_DD:
        e->term = level;
        break;
    case HTML_DL:
        e->term = 0;
        break;
    case HTML_OPTION:
        e->option = level;
        break;
    case HTML_HEAD:
        e->head = level;
        break;
    case HTML_THEAD:
    case HTML_TBODY:
    case HTML_TFOOT:
        e->section = level;
        e->row = e->cell = 0;
        break;
    case HTML_TR:
        e->row = level;
        e->cell = 0;
        break;
    case HTML_TD:
    case HTML_TH:
        e->cell = level;
        break;
    default:
        break;
    }
    if (e->tag == HTML_TABLE || e->tag == HTML_TEMPLATE) e->section = e->row = e->cell = 0;
    if (properties & TAG_SCOPE) e->item = e->term = e->option = 0;
    if (properties & TAG_FOREIGN) e->foreign = true;
}

/* Puts the element that was just pushed as a node on the stack, where there is room. */
static void open_node(builder *b, html_tag tag) {
    if (b->depth == HTML_DEPTH_MAX) {
        b->flat++;
        return;
    }
    open_element e = inherit(b);
    e.node = b->nodes.n - 1;
    e.tag = (uint16_t)tag;
    set_levels(&e, (uint16_t)b->depth, html_tag_properties(tag));
    b->stack[b->depth++] = e;
    b->open[tag]++;
}

/* --- end tags -------------------------------------------------------------------------------------------------------------- */

static bool same_name(const builder *b, const open_element *e, const html_token *t) {
    if (e->tag != t->tag) return false;
    if (t->tag != HTML_TAG_OTHER) return true;
    const span source = b->nodes.at[e->node].source;
    const uint32_t bytes = t->name.end - t->name.start;
    const char *name = b->reader.page + source.start + 1;
    return source.end - source.start > bytes + 1 && strncasecmp(name, b->reader.page + t->name.start, bytes) == 0 &&
           (html_is_blank(name[bytes]) || name[bytes] == '/' || name[bytes] == '>');
}

static bool is_table_part(html_tag tag) {
    return tag == HTML_TABLE || tag == HTML_TR || tag == HTML_TBODY || tag == HTML_THEAD || tag == HTML_TFOOT || tag == HTML_TD ||
           tag == HTML_TH || tag == HTML_CAPTION;
}

/* May an end tag reach what lies outside this element? */
static bool is_barrier(const open_element *e, html_tag closes) {
    const unsigned properties = html_tag_properties((html_tag)e->tag);
    if (is_table_part(closes)) return e->tag == HTML_TABLE || e->tag == HTML_TEMPLATE;
    if (properties & TAG_SCOPE) return true;
    return (properties & TAG_BLOCK) && !(html_tag_properties(closes) & (TAG_BLOCK | TAG_FORMATTING | TAG_HEAD | TAG_UNSEEN));
}

static void end_element(builder *b, const html_token *t) {
    const unsigned properties = html_tag_properties(t->tag);
    if (t->tag == HTML_BODY || t->tag == HTML_HTML) return;
    if (b->flat > 0 && !(properties & TAG_SCOPE)) {
        b->flat--;
        return;
    }
    if (html_is_heading(t->tag) && html_is_heading(b->stack[b->depth - 1].tag)) { /* </h3> closes <h2> */
        close_top(b);
        return;
    }
    if (b->open[t->tag] == 0) return;
    bool crossed = false;
    for (uint32_t level = b->depth - 1; level > 0; level--) {
        open_element *e = &b->stack[level];
        if (same_name(b, e, t)) {
            if (crossed)
                e->closing = true;
            else
                close_to(b, level);
            break;
        }
        if (is_barrier(e, t->tag)) break;
        if ((properties & TAG_FORMATTING) && (html_tag_properties((html_tag)e->tag) & TAG_BLOCK)) crossed = true;
    }
    b->reader.in_foreign = b->stack[b->depth - 1].foreign;
}

/* --- start tags ------------------------------------------------------------------------------------------------------------ */

/* The level that a start tag closes up to and with; 0: none. */
static uint32_t closed_by(const open_element *top, html_tag tag, unsigned properties) {
    switch (tag) {
    case HTML_LI:
        return top->item ? top->item : top->p;
    case HTML_DT:
    case HTML_DD:
        return top->term ? top->term : top->p;
    case HTML_OPTION:
    case HTML_OPTGROUP:
        return top->option;
    case HTML_TD:
    case HTML_TH:
        return top->cell;
    case HTML_TR:
        return top->row;
    case HTML_THEAD:
    case HTML_TBODY:
    case HTML_TFOOT:
        return top->section ? top->section : top->row;
    default:
        return (properties & TAG_BLOCK) && !(properties & TAG_KEEPS_P) ? top->p : 0;
    }
}

static void imply_ends(builder *b, html_tag tag, unsigned properties) {
    const open_element *top = &b->stack[b->depth - 1];
    if (top->foreign && (properties & TAG_BLOCK)) { /* no name of a drawing or a formula: it was never closed */
        while (b->stack[b->depth - 1].foreign) close_top(b);
        top = &b->stack[b->depth - 1];
    }
    const uint32_t level = closed_by(top, tag, properties);
    if (level) close_to(b, level);
    top = &b->stack[b->depth - 1];
    if (html_is_heading(tag) && html_is_heading(top->tag)) close_top(b);
}

/* What may not stand in the head ends it and begins the body. */
static void imply_body(builder *b) {
    const open_element *top = &b->stack[b->depth - 1];
    if (b->body || top->foreign || b->open[HTML_NOSCRIPT] || b->open[HTML_TEMPLATE]) return;
    if (top->head) close_to(b, top->head);
    if (b->depth > 1) return;
    b->body = true;
    const uint32_t at = b->reader.at;
    if (push_node(b, (html_node){.tag = HTML_BODY, .source = {at, at}})) open_node(b, HTML_BODY);
}

/* <html> and <body> are there once; what a second one says is left out. True where the tag is done with. */
static bool start_document(builder *b, const html_token *t) {
    html_node *root = &b->nodes.at[0];
    if (t->tag == HTML_HTML) {
        if (root->attribute_count == 0) {
            root->first_attribute = t->first_attribute;
            root->attribute_count = t->attribute_count;
            root->source = t->source;
        }
        return true;
    }
    if (t->tag == HTML_HEAD) return b->body || b->open[HTML_HEAD] > 0;
    if (t->tag != HTML_BODY) return false;
    if (b->body) return true;
    if (b->stack[b->depth - 1].head) close_to(b, b->stack[b->depth - 1].head);
    b->body = true;
    return false;
}

static void add_raw_text(builder *b, html_tag tag) {
    const html_token text = html_token_raw(&b->reader, tag);
    if (text.source.start == text.source.end) return;
    push_node(b, (html_node){.tag = HTML_TAG_NONE, .has_references = text.has_references, .source = text.source});
}

static void start_element(builder *b, const html_token *t) {
    const unsigned properties = html_tag_properties(t->tag);
    if (start_document(b, t)) return;
    if (!(properties & TAG_HEAD) && t->tag != HTML_HEAD && t->tag != HTML_BODY) imply_body(b);
    imply_ends(b, t->tag, properties);
    if (t->tag == HTML_A) end_element(b, t); /* links do not nest: one that was never closed ends here */
    const bool foreign = b->stack[b->depth - 1].foreign || (properties & TAG_FOREIGN);
    if (!push_node(b, (html_node){.tag = (uint16_t)t->tag,
                                  .attribute_count = t->attribute_count,
                                  .first_attribute = t->first_attribute,
                                  .source = t->source}))
        return;
    if ((properties & TAG_VOID) || (foreign && t->self_closing)) return;
    open_node(b, t->tag);
    if (properties & (TAG_RAW | TAG_RCDATA)) add_raw_text(b, t->tag);
    b->reader.in_foreign = b->stack[b->depth - 1].foreign;
}

/* --- the page -------------------------------------------------------------------------------------------------------------- */

static bool all_blank(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!html_is_blank(s[i])) return false;
    return true;
}

static void add_text(builder *b, const html_token *t) {
    if (!b->body) {
        if (all_blank(b->reader.page + t->source.start, t->source.end - t->source.start)) return;
        imply_body(b);
    }
    push_node(b, (html_node){.tag = HTML_TAG_NONE, .has_references = t->has_references, .source = t->source});
}

static void build(builder *b) {
    if (!push_node(b, (html_node){.tag = HTML_HTML})) return;
    open_node(b, HTML_HTML);
    for (html_token t; !b->reader.nomem && (t = html_token_next(&b->reader)).kind != HTML_TOKEN_END_OF_PAGE;) {
        if (t.kind == HTML_TOKEN_TEXT)
            add_text(b, &t);
        else if (t.kind == HTML_TOKEN_START)
            start_element(b, &t);
        else
            end_element(b, &t);
    }
    while (b->depth > 0) close_top(b);
}

dp_status html_parse(const html_rules *rules, const char *page, size_t n, arena *a, const html_tree **out, dp_error *err) {
    if (n > HTML_PAGE_MAX)
        return error_set(err, DP_E_TOO_LONG, "a page of %zu MB is longer than the %zu MB that are read", n >> 20,
                         HTML_PAGE_MAX >> 20);
    html_tree *tree = arena_alloc(a, sizeof *tree);
    builder *b = arena_alloc(a, sizeof *b);
    if (!tree || !b) return error_nomem(err);
    b->reader = (html_reader){.page = page, .n = (uint32_t)n, .a = a};
    build(b);
    if (b->reader.nomem) return error_nomem(err);
    *tree = (html_tree){.rules = rules,
                        .page = page,
                        .page_bytes = (uint32_t)n,
                        .nodes = b->nodes.at,
                        .n = b->nodes.n,
                        .attributes = b->reader.attributes.at,
                        .attribute_count = b->reader.attributes.n,
                        .cut = b->reader.cut};
    *out = tree;
    return DP_OK;
}
