/* claimreview: schema.org's ClaimReview as one JSON-LD document, without a verdict: a fact-checker's own review begins with it.
 */
#include <string.h>

#include "export/value.h"

static export_cell kind(const export_row *row) {
    (void)row;
    return cell_text("ClaimReview");
}
static export_cell urn(const export_row *row) {
    return cell_printed(row, "urn:depeche:%s", row->r.id);
}

static void add_name(buf *b, const char *key, const char *type, const char *name) {
    if (!name) return;
    json_key(b, key);
    buf_char(b, '{');
    json_text_member(b, "@type", type);
    json_kv_str(b, "name", name);
    buf_char(b, '}');
}

/* A date that schema.org knows: ISO, or nothing. */
static const char *iso(const char *edtf) {
    return edtf && strspn(edtf, "0123456789-") == strlen(edtf) ? edtf : NULL;
}

static void add_appearance(const export_row *row, buf *b) {
    const ledger_record *r = &row->r;
    json_key(b, "appearance");
    buf_char(b, '{');
    json_kv_str(b, "@type", "NewsArticle");
    json_key(b, "@id");
    buf_printf(b, "\"urn:depeche:%s\"", r->dispatch);
    json_text_member(b, "headline", r->title);
    json_text_member(b, "url", web_address(r->url));
    json_text_member(b, "datePublished", iso(r->date));
    json_text_member(b, "inLanguage", r->lang);
    add_name(b, "publisher", "Organization", r->source);
    buf_char(b, '}');
}

/* The author of a claim may be a person or an organisation: which one is not said. */
static export_cell item_reviewed(const export_row *row) {
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    json_kv_str(&b, "@type", "Claim");
    add_name(&b, "author", NULL, row->r.claimant);
    json_text_member(&b, "datePublished", iso(row->r.date));
    json_text_member(&b, "text", row->r.quote);
    add_appearance(row, &b);
    buf_char(&b, '}');
    return cell_of_buf(row, &b, CELL_JSON);
}

static const export_field fields[] = {
    F_CALL("@type", FIELD_STRING, kind, "ClaimReview"),
    F_CALL("@id", FIELD_STRING, urn, "Content id of the claim as a URN"),
    F_TEXT("claimReviewed", r.says, "What is said, in one line of plain words"),
    F_CALL("itemReviewed", FIELD_OBJECT, item_reviewed, "The claim: its author, its words, and the article in which it appears"),
};

const export_format format_claimreview = {.name = "claimreview",
                                          .title = "schema.org ClaimReview without a verdict",
                                          .media_type = "application/ld+json",
                                          .frame = FRAME_DOCUMENT,
                                          .sparse = true,
                                          .head = "{\"@context\":\"https://schema.org\",\"@graph\":[",
                                          .tail = "\n]}\n",
                                          .key = "@id",
                                          .holds = FACT_CLAIMANT | FACT_SAYING | FACT_QUOTE,
                                          .remark =
                                              "there is no verdict: reviewRating, author and url are the reviewer's to give",
                                          FIELDS(fields)};
