/* An item of a feed → a dispatch. The longest of what it gives as its content is its text; a title alone is text too, for there
 * are feeds of headlines. */
#include <string.h>

#include "core/hash.h"
#include "html/article.h"
#include "ingest/reading.h"
#include "ingest/xml.h"

#define PREFIXES "rss atom a10"

enum field {
    ITEM_TITLE,
    ITEM_CONTENT,
    ITEM_SUMMARY,
    ITEM_DATE,
    ITEM_OTHER_DATE,
    ITEM_UPDATED,
    ITEM_AUTHOR,
    ITEM_LINK,
    ITEM_ID,
    ITEM_LANG,
    ITEM_FIELDS
};

static const struct {
    const char *prefixes, *local;
    enum field field;
} names[] = {
    {PREFIXES, "title", ITEM_TITLE},
    {"content", "encoded", ITEM_CONTENT},
    {PREFIXES, "content", ITEM_CONTENT},
    {PREFIXES, "description", ITEM_SUMMARY},
    {PREFIXES, "summary", ITEM_SUMMARY},
    {PREFIXES, "pubDate", ITEM_DATE},
    {PREFIXES, "published", ITEM_DATE},
    {PREFIXES, "issued", ITEM_DATE},
    {"dc dcterms", "date", ITEM_OTHER_DATE},
    {"dcterms", "issued", ITEM_OTHER_DATE},
    {"dcterms", "created", ITEM_OTHER_DATE},
    {PREFIXES " dcterms", "updated", ITEM_UPDATED},
    {PREFIXES, "modified", ITEM_UPDATED},
    {"dc", "creator", ITEM_AUTHOR},
    {PREFIXES, "author", ITEM_AUTHOR},
    {PREFIXES, "link", ITEM_LINK},
    {PREFIXES, "guid", ITEM_ID},
    {PREFIXES, "id", ITEM_ID},
    {"dc", "language", ITEM_LANG},
};

/* How an element says what its content is. */
enum content_type { CONTENT_HTML, CONTENT_PLAIN, CONTENT_XHTML };

typedef struct item_field {
    xml_slice content;
    enum content_type type;
} item_field;

typedef struct item {
    item_field fields[ITEM_FIELDS];
    xml_slice authors[8]; /* of the elements of that name, in order */
    unsigned author_count;
} item;

/* RSS holds HTML everywhere; Atom says what it holds and means plain text where it does not. */
static enum content_type type_of(const xml_token *t, bool atom) {
    const xml_slice type = xml_attribute(t->attributes, "type");
    if (type.n >= 5 && memcmp(type.at, "xhtml", 5) == 0) return CONTENT_XHTML;
    if (type.n >= 4 && memmem(type.at, type.n, "html", 4)) return CONTENT_HTML;
    return atom ? CONTENT_PLAIN : CONTENT_HTML;
}

/* Atom's link stands in an attribute, and there are several: the one to the page itself is wanted. */
static void take_link(item *x, const xml_token *t, xml_slice content) {
    item_field *f = &x->fields[ITEM_LINK];
    const xml_slice href = xml_attribute(t->attributes, "href"), rel = xml_attribute(t->attributes, "rel");
    const bool page = rel.n == 0 || (rel.n == 9 && memcmp(rel.at, "alternate", 9) == 0);
    if (href.n && page && f->content.n == 0)
        f->content = href;
    else if (!href.n && f->content.n == 0)
        f->content = xml_trim(content);
}

static void take_field(item *x, enum field field, const xml_token *t, xml_slice content, bool atom) {
    item_field *f = &x->fields[field];
    if (field == ITEM_LINK) {
        take_link(x, t, content);
    } else if (field == ITEM_AUTHOR) {
        if (x->author_count < sizeof x->authors / sizeof *x->authors) x->authors[x->author_count++] = content;
    } else if (content.n > f->content.n && (f->content.n == 0 || field == ITEM_CONTENT || field == ITEM_SUMMARY)) {
        f->content = content;
        f->type = type_of(t, atom);
    }
}

/* Elements directly in the item; what is nested in others (media, comments, the feed it was taken from) is passed over. */
static void read_fields(item *x, const ingest_record *r) {
    xml_scanner s = xml_scan(r->bytes, r->n);
    xml_token t = xml_next(&s);
    const bool atom = xml_is(t.name, PREFIXES, "entry");
    bool unclosed = false; /* an element without an end was met: no other is looked for in vain */
    while ((t = xml_next(&s)).kind != XML_END_OF_INPUT) {
        if (t.kind != XML_START && t.kind != XML_EMPTY) continue;
        size_t i = 0;
        while (i < sizeof names / sizeof *names && !xml_is(t.name, names[i].prefixes, names[i].local)) i++;
        xml_slice content = {t.source.at, 0};
        if (t.kind == XML_START && (unclosed || !xml_content(&s, &t, &content))) unclosed = true;
        if (i < sizeof names / sizeof *names) take_field(x, names[i].field, &t, content, atom);
    }
}

/* ---- values ------------------------------------------------------------------------------------------------------------- */

/* The text of a fragment: of HTML as a reader sees it, of plain text as it stands. */
static dp_status text_of(const item_field *f, const ingest_rules *rules, arena *a, html_article *out, dp_error *err) {
    buf fragment;
    buf_init(&fragment);
    *out = (html_article){.text = ""};
    xml_unwrap(&rules->html, f->content, f->type == CONTENT_XHTML, &fragment);
    dp_status status = fragment.failed ? error_nomem(err) : DP_OK;
    if (status == DP_OK && f->type == CONTENT_PLAIN) {
        const xml_slice text = xml_trim((xml_slice){fragment.n ? fragment.at : "", fragment.n});
        out->text = arena_copy(a, text.at, text.n);
        out->text_bytes = (uint32_t)text.n;
        if (!out->text) status = error_nomem(err);
    } else if (status == DP_OK && fragment.n) {
        const html_tree *tree;
        status = html_parse(&rules->html, fragment.at, fragment.n, a, &tree, err);
        if (status == DP_OK) status = html_article_whole(tree, a, out, err);
    }
    buf_free(&fragment);
    return status;
}

/* On one line; NULL where nothing is left. */
static const char *line_of(const item_field *f, const ingest_rules *rules, arena *a) {
    html_article text;
    if (f->content.n == 0 || text_of(f, rules, a, &text, NULL) != DP_OK || text.text_bytes == 0) return NULL;
    return reading_line(text.text, text.text_bytes, a);
}

/* A bare value: an address, an id, a stamp. */
static const char *value_of(const item_field *f, const ingest_rules *rules, arena *a) {
    const item_field plain = {f->content, CONTENT_PLAIN};
    return line_of(&plain, rules, a);
}

/* "mail@example (A. Weir)" is RSS's form; Atom has <name> inside. */
static const char *author_of(xml_slice content, const ingest_rules *rules, arena *a) {
    xml_scanner s = xml_scan(content.at, content.n);
    xml_slice name = content;
    for (xml_token t = xml_next(&s); t.kind != XML_END_OF_INPUT; t = xml_next(&s))
        if (t.kind == XML_START && xml_is(t.name, PREFIXES, "name")) {
            if (!xml_content(&s, &t, &name)) name = (xml_slice){content.at, 0};
            break;
        }
    const char *text = line_of(&(item_field){name, CONTENT_HTML}, rules, a);
    return text ? reading_author(text, a) : NULL;
}

static dp_status read_text(const item *x, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    html_article content, summary;
    dp_status status = text_of(&x->fields[ITEM_CONTENT], rules, a, &content, err);
    if (status == DP_OK) status = text_of(&x->fields[ITEM_SUMMARY], rules, a, &summary, err);
    if (status != DP_OK) return status;
    const html_article *text = content.text_bytes >= summary.text_bytes ? &content : &summary;
    out->text = text->text;
    out->text_bytes = text->text_bytes;
    out->is_content = text == &content && text->text_bytes;
    if (out->text_bytes == 0 && out->title) {
        out->text = out->title;
        out->text_bytes = (uint32_t)strlen(out->title);
    }
    return DP_OK;
}

dp_status read_item(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    item x = {0};
    read_fields(&x, r);
    hash_hex128(r->bytes, r->n, out->sha);
    out->encoding = r->context.encoding;
    out->title = line_of(&x.fields[ITEM_TITLE], rules, a);
    dp_status status = read_text(&x, rules, a, out, err);
    if (status != DP_OK) return status;
    for (unsigned i = 0; i < x.author_count; i++) out->author = reading_join(out->author, author_of(x.authors[i], rules, a), a);
    static const enum field dates[] = {ITEM_DATE, ITEM_OTHER_DATE, ITEM_UPDATED};
    for (size_t i = 0; i < 3 && !out->date; i++) {
        const char *date = value_of(&x.fields[dates[i]], rules, a);
        if (date) out->date = reading_date(date, a);
    }
    out->url = value_of(&x.fields[ITEM_LINK], rules, a);
    out->id = value_of(&x.fields[ITEM_ID], rules, a);
    if (!out->id) out->id = out->url;
    const char *outlet = r->context.outlet;
    if (outlet) out->source = line_of(&(item_field){{outlet, strlen(outlet)}, CONTENT_HTML}, rules, a);
    const char *lang = value_of(&x.fields[ITEM_LANG], rules, a);
    return reading_finish(r, lang ? lang : r->context.lang, a, out, err);
}
