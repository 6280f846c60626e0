/* A scanner of XML as feeds write it, well-formed or not.
 *
 *     <item rdf:about="x">A &amp; B<![CDATA[<p>]]></item>  ──▶  start item · text "A &amp; B" · cdata "<p>" · end item
 *
 * Comments, processing instructions and the document type are passed over: no entity is ever declared, so none can swell or open
 * a file. A '<' that begins no tag is text, a CDATA section that never ends is text, end tags need not match. Nothing is
 * copied, nothing recurses; each byte is looked at a constant number of times. */
#ifndef DP_INGEST_XML_H
#define DP_INGEST_XML_H

#include "core/buf.h"
#include "html/rules.h"

typedef struct xml_slice {
    const char *at;
    size_t n;
} xml_slice;

enum xml_kind { XML_END_OF_INPUT, XML_TEXT, XML_CDATA, XML_START, XML_EMPTY, XML_END }; /* XML_EMPTY: <br/> */

typedef struct xml_token {
    enum xml_kind kind;
    xml_slice source;     /* all of it, with its brackets */
    xml_slice name;       /* of a tag, with its prefix */
    xml_slice attributes; /* as they stand */
    xml_slice text;       /* of text, references as they stand; of CDATA what is inside */
} xml_token;

typedef struct xml_scanner {
    const char *at, *end;
    /* What was looked for up to the end in vain is not looked for again: */
    bool no_cdata_end, no_comment_end, no_quotes, no_declarations;
} xml_scanner;

xml_scanner xml_scan(const char *s, size_t n);
xml_token xml_next(xml_scanner *s);

/* Is it that name, whatever its prefix where `prefixes` lists it ("atom a10"; NULL: no prefix)? */
bool xml_is(xml_slice name, const char *prefixes, const char *local);
/* The value of an attribute as it stands; {NULL, 0} where there is none. */
xml_slice xml_attribute(xml_slice attributes, const char *name);
/* The content of the element whose start tag was just read, up to its end tag, which is passed; false (and no more than the tag
 * is taken) where it has none. Elements of the same name may nest. */
bool xml_content(xml_scanner *s, const xml_token *start, xml_slice *out);

/* Appends text with its references replaced: XML's five, numbers, and HTML's names, which feeds use without declaring them;
 * others stay as they stand. */
void xml_decode(const html_rules *rules, xml_slice text, buf *out);
/* Appends the text of an element's content: CDATA as it stands, text decoded, tags as they stand. With `markup` the text is not
 * decoded: what is appended is XHTML. */
void xml_unwrap(const html_rules *rules, xml_slice content, bool markup, buf *out);
xml_slice xml_trim(xml_slice s);

#endif
