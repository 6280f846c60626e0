/* A feed (RSS 0.9 to 2.0, RDF, Atom): read whole, then cut into its items, whose bytes a record takes as they stand. What the
 * feed says of itself goes with each. */
#include <string.h>

#include "ingest/input.h"
#include "ingest/xml.h"

#define PREFIXES "rss atom a10"

static bool is_item(xml_slice name) {
    return xml_is(name, PREFIXES, "item") || xml_is(name, PREFIXES, "entry");
}

static const char *take(input *in, xml_slice s) {
    return s.n ? arena_copy(&in->memory, s.at, s.n) : NULL;
}

/* What stands before the first item: the feed's title and language. */
static void read_head(input *in) {
    xml_scanner s = xml_scan(in->text, in->text_bytes);
    const char *title = NULL, *lang = NULL;
    bool open_title = false; /* one that never ends is not looked for again */
    for (xml_token t = xml_next(&s); t.kind != XML_END_OF_INPUT; t = xml_next(&s)) {
        if (t.kind != XML_START && t.kind != XML_EMPTY) continue;
        if (is_item(t.name)) break;
        const xml_slice given = xml_attribute(t.attributes, "xml:lang");
        if (!lang) lang = take(in, given);
        const bool is_lang = xml_is(t.name, PREFIXES " dc", "language"), is_title = xml_is(t.name, PREFIXES, "title");
        xml_slice content;
        if (t.kind == XML_EMPTY || open_title || !(is_lang || is_title)) continue;
        if (!xml_content(&s, &t, &content))
            open_title = true;
        else if (is_lang)
            lang = take(in, xml_trim(content));
        else if (!title)
            title = take(in, xml_trim(content));
    }
    in->context.outlet = title;
    in->context.lang = lang ? lang : in->context.lang;
}

/* The item that begins with `start`, up to its end tag, to the next item or to the end of the feed. */
static xml_slice cut_item(xml_scanner *s, const xml_token *start, bool *closed) {
    const char *from = start->source.at;
    *closed = false;
    for (;;) {
        const xml_scanner before = *s;
        const xml_token t = xml_next(s);
        const bool end = t.kind == XML_END && is_item(t.name);
        const bool beyond = t.kind == XML_END_OF_INPUT || (t.kind == XML_START && is_item(t.name));
        if (!end && !beyond) continue;
        *closed = end;
        if (beyond) s->at = before.at;
        const char *stop = end ? t.source.at + t.source.n : t.kind == XML_END_OF_INPUT ? s->end : t.source.at;
        return (xml_slice){from, (size_t)(stop - from)};
    }
}

static enum cut give(input *in, xml_slice item, bool closed, ingest_record *r) {
    r->kind = INGEST_ITEM;
    r->line = ++in->line;
    r->context = (ingest_context){
        .encoding = in->context.encoding, /* static */
        .outlet = in->context.outlet ? record_string(r, in->context.outlet, strlen(in->context.outlet)) : NULL,
        .lang = in->context.lang ? record_string(r, in->context.lang, strlen(in->context.lang)) : NULL,
        .note = closed ? NULL : "the feed's item has no end",
    };
    record_add(r, item.at, item.n);
    return CUT_RECORD;
}

enum cut cut_feed(input *in, ingest_record *r) {
    if (!in->text) {
        if (!input_read_text(in, INPUT_WHOLE_MAX, true, r)) return in->ended = true, CUT_RECORD;
        read_head(in);
        in->scanner = xml_scan(in->text, in->text_bytes);
    }
    for (xml_token t = xml_next(&in->scanner); t.kind != XML_END_OF_INPUT; t = xml_next(&in->scanner)) {
        if (t.kind != XML_START || !is_item(t.name)) continue;
        bool closed;
        const xml_slice item = cut_item(&in->scanner, &t, &closed);
        return give(in, item, closed, r);
    }
    const enum cut end = input_end(in, r);
    if (end != CUT_END || in->line) return end;
    record_reject(r, DP_E_FORMAT, "the feed holds no item", "check its address, or leave it out");
    return CUT_RECORD;
}
