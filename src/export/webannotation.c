/* webannotation: the W3C Web Annotation Data Model, one page of annotations, each pointing at the words of a dispatch by their
 * position and by the words themselves. */
#include <string.h>

#include "export/value.h"

static export_cell urn(const export_row *row) {
    return cell_printed(row, "urn:depeche:%s", row->r.id);
}
static export_cell kind(const export_row *row) {
    (void)row;
    return cell_text("Annotation");
}
static export_cell motivation(const export_row *row) {
    (void)row;
    return cell_text("classifying");
}
static export_cell generator(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_str(&b, "{\"type\":\"Software\",\"name\":\"depeche " DP_VERSION "\"}");
    return cell_of_buf(row, &b, CELL_JSON);
}

static void add_body(buf *b, const char *purpose, const char *value) {
    if (!value) return;
    json_sep(b);
    buf_char(b, '{');
    json_kv_str(b, "type", "TextualBody");
    json_kv_str(b, "purpose", purpose);
    json_kv_str(b, "format", "text/plain");
    json_kv_str(b, "value", value);
    buf_char(b, '}');
}

static export_cell told(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_str(&b, row->r.claimant ? row->r.claimant : "an unnamed voice");
    buf_str(&b, " says: ");
    buf_str(&b, row->r.says);
    return cell_of_buf(row, &b, CELL_TEXT);
}

static export_cell body(const export_row *row) {
    const ledger_record *r = &row->r;
    buf b;
    buf_init(&b);
    buf_char(&b, '[');
    add_body(&b, "describing", told(row).text);
    add_body(&b, "classifying", r->type);
    add_body(&b, "tagging", r->cameo);
    add_body(&b, "tagging", r->acled);
    add_body(&b, "tagging", r->polarity);
    add_body(&b, "tagging", r->certainty);
    add_body(&b, "tagging", r->tense);
    buf_char(&b, ']');
    return cell_of_buf(row, &b, CELL_JSON);
}

/* Are the row's words the very words of the text? A masked, cut or missing quote selects nothing. */
static bool is_exact(const ledger_record *r) {
    size_t n = r->quote ? strlen(r->quote) : 0;
    return n && !r->masked && (int64_t)utf8_count(r->quote, n) == r->at.end - r->at.start;
}

static export_cell target(const export_row *row) {
    const ledger_record *r = &row->r;
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    json_key(&b, "source");
    const char *url = web_address(r->url);
    if (url)
        json_str(&b, url, strlen(url));
    else
        buf_printf(&b, "\"urn:depeche:%s\"", r->dispatch);
    json_key(&b, "selector");
    buf_str(&b, "[{\"type\":\"TextPositionSelector\"");
    json_int_member(&b, "start", r->at.start);
    json_int_member(&b, "end", r->at.end);
    buf_char(&b, '}');
    if (is_exact(r)) {
        buf_str(&b, ",{\"type\":\"TextQuoteSelector\",\"exact\":");
        json_str(&b, r->quote, strlen(r->quote));
        buf_char(&b, '}');
    }
    buf_str(&b, "]}");
    return cell_of_buf(row, &b, CELL_JSON);
}

static const export_field fields[] = {
    F_CALL("id", FIELD_STRING, urn, "Content id of the claim as a URN"),
    F_CALL("type", FIELD_STRING, kind, "Annotation"),
    F_CALL("motivation", FIELD_STRING, motivation, "classifying"),
    F_CALL("generator", FIELD_OBJECT, generator, "The program and its version"),
    F_CALL("body", FIELD_ARRAY, body, "Who says what; type, codes and manner as tags"),
    F_CALL("target", FIELD_OBJECT, target, "The dispatch, with the position of the words in its text and the words"),
};

const export_format format_webannotation = {
    .name = "webannotation",
    .title = "W3C Web Annotations",
    .media_type = "application/ld+json;profile=\"http://www.w3.org/ns/anno.jsonld\"",
    .frame = FRAME_DOCUMENT,
    .sparse = true,
    .head = "{\"@context\":\"http://www.w3.org/ns/"
            "anno.jsonld\",\"id\":\"urn:depeche:annotations\",\"type\":\"AnnotationPage\",\"items\":[",
    .tail = "\n]}\n",
    .key = "id",
    .holds = FACT_CLAIMANT | FACT_CERTAINTY | FACT_POSITION | FACT_SAYING | FACT_QUOTE,
    FIELDS(fields)};
