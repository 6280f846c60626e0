/* One pass over the tree (meta_facts.h). What is found is only listed here; what it means is asked later, of few nodes. */
#include <string.h>
#include <strings.h>

#include "html/meta_facts.h"

enum { LISTED_MAX = 4096, TITLE_H2_MAX = 64 };

static html_string slot_value(const html_tree *t, const html_attribute_slot *slot) {
    return (html_string){t->page + slot->value, slot->value_bytes};
}

static void add_key(meta_facts *f, uint32_t node, html_string name) {
    while (name.n && html_is_blank(name.at[0])) name.at++, name.n--;
    while (name.n && html_is_blank(name.at[name.n - 1])) name.n--;
    const page_sense *key = f->keys.n < LISTED_MAX ? page_key_find(f->words, name.at, name.n) : NULL;
    if (key && key->kind == PAGE_KEY && !vec_push(f->a, &f->keys, ((meta_fact){node, key, name}))) f->nomem = true;
}

static void gather_meta(meta_facts *f, uint32_t node) {
    static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const html_attribute_slot *slot = html_attribute_find(f->t, node, names[i]);
        if (slot) add_key(f, node, slot_value(f->t, slot));
    }
}

/* Pairs of a label and what it labels, as cards for social media have them. */
static void gather_label(meta_facts *f, uint32_t node) {
    static const char label[] = "twitter:label", data[] = "twitter:data";
    const html_attribute_slot *slot = html_attribute_find(f->t, node, "name");
    if (!slot) slot = html_attribute_find(f->t, node, "property");
    if (!slot || f->labels.n >= LISTED_MAX) return;
    const html_string name = slot_value(f->t, slot);
    const bool of_pair = (name.n >= sizeof label && strncasecmp(name.at, label, sizeof label - 1) == 0) ||
                         (name.n >= sizeof data && strncasecmp(name.at, data, sizeof data - 1) == 0);
    if (of_pair && !vec_push(f->a, &f->labels, node)) f->nomem = true;
}

static void gather_script(meta_facts *f, uint32_t node) {
    const html_attribute_slot *type = html_attribute_find(f->t, node, "type");
    if (!type || !memmem(f->t->page + type->value, type->value_bytes, "ld+json", 7)) return;
    const html_string script = html_raw_text(f->t, node);
    if (f->ld_node == 0) f->ld_node = node;
    if (!ld_add(&f->ld, f->a, script.at, script.n)) f->nomem = true;
}

static bool push_mark(meta_facts *f, meta_marks *to, uint32_t node, unsigned marks) {
    return to->n >= LISTED_MAX || vec_push(f->a, to, ((meta_mark){node, marks}));
}

enum telling { TELLS_NOTHING, TELLS_MARKS, TELLS_KEY };

/* Does an attribute of that name say what an element holds? Asked of each attribute of a page. */
static enum telling telling_of(const char *name, size_t n) {
    switch (n) {
    case 2:
        return strncasecmp(name, "id", n) == 0 ? TELLS_MARKS : TELLS_NOTHING;
    case 3:
        return strncasecmp(name, "rel", n) == 0 ? TELLS_MARKS : TELLS_NOTHING;
    case 5:
        return strncasecmp(name, "class", n) == 0 ? TELLS_MARKS : TELLS_NOTHING;
    case 8:
        return strncasecmp(name, "itemprop", n) == 0 || strncasecmp(name, "property", n) == 0 ? TELLS_KEY : TELLS_NOTHING;
    default:
        return TELLS_NOTHING;
    }
}

/* Classes, ids and the like of an element in the body. */
static void gather_marks(meta_facts *f, uint32_t node) {
    const html_tree *t = f->t;
    const html_node *x = &t->nodes[node];
    unsigned marks = 0;
    for (uint32_t i = 0; i < x->attribute_count; i++) {
        const html_attribute_slot *slot = &t->attributes[x->first_attribute + i];
        const enum telling telling = telling_of(t->page + slot->name, slot->name_bytes);
        if (telling == TELLS_NOTHING) continue;
        const html_string value = slot_value(t, slot);
        if (telling == TELLS_KEY) add_key(f, node, value);
        marks |= page_marks(f->words, value.at, value.n);
    }
    f->marks[node] = (uint16_t)marks;
    bool kept = true;
    if (x->tag == HTML_TIME || (marks & (MARK_DATE | MARK_PUBLISHED | MARK_UPDATED))) kept = push_mark(f, &f->dates, node, marks);
    if (kept && (marks & MARK_AUTHOR)) kept = push_mark(f, &f->authors, node, marks);
    if (kept && (marks & MARK_TITLE) && x->tag != HTML_H1) kept = push_mark(f, &f->titles, node, marks);
    if (!kept) f->nomem = true;
}

static void gather_heading(meta_facts *f, uint32_t node) {
    if (f->headings.n < TITLE_H2_MAX && !vec_push(f->a, &f->headings, node)) f->nomem = true;
}

/* Is the <title> one of the page, not of a drawing in it? */
static bool is_page_title(const html_tree *t, uint32_t node) {
    for (uint32_t i = node; i != 0; i = t->nodes[i].parent)
        if (html_tag_properties((html_tag)t->nodes[i].tag) & TAG_FOREIGN) return false;
    return true;
}

static void gather_node(meta_facts *f, uint32_t node) {
    switch (f->t->nodes[node].tag) {
    case HTML_TAG_NONE:
        return;
    case HTML_META:
        gather_meta(f, node);
        gather_label(f, node);
        return;
    case HTML_SCRIPT:
        gather_script(f, node);
        return;
    case HTML_LINK:
        if (f->canonical == 0 && html_attribute_is(f->t, node, "rel", "canonical")) f->canonical = node;
        return;
    case HTML_TITLE:
        if (f->title_node == 0 && is_page_title(f->t, node)) f->title_node = node;
        return;
    case HTML_HTML:
    case HTML_BODY: /* their classes speak of the whole page */
        return;
    case HTML_H1:
    case HTML_H2:
        gather_heading(f, node);
        break;
    default:
        break;
    }
    gather_marks(f, node);
}

/* ---- linked data: the objects of known type */

static const page_sense *type_of(const meta_facts *f, uint32_t object, html_string *name) {
    const uint32_t member = ld_member(&f->ld, object, "@type");
    if (member == LD_NONE) return NULL;
    const bool list = f->ld.nodes.at[member].kind == LD_ARRAY;
    for (uint32_t i = list ? f->ld.nodes.at[member].first_child : member; i != LD_NONE; i = f->ld.nodes.at[i].next) {
        *name = ld_text(&f->ld, i, f->a);
        const char *tail = name->n ? memrchr(name->at, '/', name->n) : NULL; /* "http://schema.org/NewsArticle" */
        if (tail) *name = (html_string){tail + 1, name->n - (uint32_t)(tail + 1 - name->at)};
        const page_sense *s = name->n ? page_key_find(f->words, name->at, name->n) : NULL;
        for (; s && s->kind != PAGE_TYPE; s = s->last ? NULL : s + 1) continue;
        if (s) return s;
        if (!list) break;
    }
    return NULL;
}

static void gather_things(meta_facts *f) {
    for (uint32_t i = 1; i < f->ld.nodes.n && f->ld_things.n < LISTED_MAX; i++) {
        html_string name = {0};
        if (f->ld.nodes.at[i].kind != LD_OBJECT) continue;
        const page_sense *s = type_of(f, i, &name);
        if (s && !vec_push(f->a, &f->ld_things, ((meta_ld_fact){i, s->value, s->rank, name}))) f->nomem = true;
    }
}

bool meta_gather(meta_facts *f) {
    f->marks = arena_array(f->a, f->t->n, sizeof *f->marks);
    if (!f->marks) return false;
    for (uint32_t i = 0; i < f->t->n && !f->nomem; i++) gather_node(f, i);
    gather_things(f);
    f->article = UINT32_MAX;
    return !f->nomem;
}

/* ---- places on the page */

/* Words such as "comment" do not count on what is marked as a head or a date as well, "footer" not on that of an article. */
static bool is_marked_aside(unsigned marks) {
    if ((marks & MARK_FOOT) && !(marks & (MARK_ARTICLE | MARK_HEAD))) return true;
    return (marks & MARK_ASIDE) && !(marks & (MARK_HEAD | MARK_DATE | MARK_PUBLISHED | MARK_AUTHOR));
}

bool meta_is_aside(const meta_facts *f, uint32_t node) {
    const html_tree *t = f->t;
    for (uint32_t i = node; i != 0; i = t->nodes[i].parent) {
        const html_node *x = &t->nodes[i];
        if (f->headline && i < f->headline && f->headline < x->after) return false;
        if (x->after - i > t->n / 3) return false; /* a wrapper of the page, whatever it is called */
        if (x->tag == HTML_NAV || is_marked_aside(f->marks[i])) return true;
        if (x->tag == HTML_ASIDE && !(f->marks[i] & MARK_HEAD)) return true;
        if (x->tag == HTML_FOOTER && t->nodes[x->parent].tag == HTML_BODY) return true;
    }
    return false;
}
