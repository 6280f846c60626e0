#include "serve/feed.h"

#include <stdio.h>
#include <string.h>

#include "serve/json.h"

/* How a row becomes an entry: which cells. */
typedef struct feed_kind {
    const char *path, *title;
    enum ledger_question question;
    const char *id, *words, *summary, *day, *author;
} feed_kind;
static const feed_kind kinds[] = {
    {"claims", "depeche: claims", LEDGER_CLAIMS, "id", "says", "quote", "dispatch_date", "claimant"},
    {"events", "depeche: events", LEDGER_EVENTS, "event", "types", "casualties", "first_day", "claimants"},
    {"dispatches", "depeche: dispatches", LEDGER_DISPATCHES, "id", "title", "credits", "date", "source"},
};

typedef struct feed {
    exchange *x;
    const feed_kind *kind;
    buf *b;
    char newest[24]; /* of the entries */
    buf entries;
} feed;

static const char *cell(const ledger_row *row, const char *name) {
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, name) == 0) return row->cells[i].type == LEDGER_NULL ? NULL : row->cells[i].text;
    return NULL;
}

/* "2017-11" becomes the first instant that it can be; feeds ask for an instant. */
static void instant_of(const char *day, char out[24]) {
    static const char whole[] = "0001-01-01";
    char date[11];
    memcpy(date, whole, sizeof date);
    const size_t n = day ? strspn(day, "0123456789-") : 0;
    if (n == 4 || n == 7 || n == 10) memcpy(date, day, n);
    snprintf(out, 24, "%sT00:00:00Z", date);
}

/* "X says: …" where somebody does, so that no title reads as a fact. */
static void title_of(const feed *f, const ledger_row *row, buf *out) {
    const char *words = cell(row, f->kind->words), *author = cell(row, f->kind->author);
    const bool claim = f->kind->question == LEDGER_CLAIMS;
    buf_str(out, author ? author : "");
    buf_str(out, claim ? " says: " : author && words ? ": " : "");
    buf_str(out, words);
}

/* ---- Atom
 * --------------------------------------------------------------------------------------------------------------------------- */

static void xml_text(buf *b, const char *s) {
    const size_t n = s ? strlen(s) : 0;
    for (size_t at = 0; at < n;) {
        uint32_t cp;
        char bytes[4];
        at += utf8_decode(s + at, n - at, &cp);
        if (cp == '&' || cp == '<' || cp == '>' || cp == '"')
            buf_printf(b, "&#%u;", (unsigned)cp);
        else if (cp == '\n' || cp == '\t' || (cp >= 0x20 && cp != 0x7F && cp != 0xFFFE && cp != 0xFFFF))
            buf_add(b, bytes, utf8_encode(cp, bytes));
        else
            buf_str(b, "\xEF\xBF\xBD");
    }
}

static void xml_element(buf *b, const char *name, const char *text) {
    buf_printf(b, "<%s>", name);
    xml_text(b, text);
    buf_printf(b, "</%s>", name);
}

static void put_atom_entry(feed *f, const ledger_row *row, const char *updated) {
    buf *b = &f->entries, title;
    const char *id = cell(row, f->kind->id), *summary = cell(row, f->kind->summary), *author = cell(row, f->kind->author);
    buf_init(&title);
    title_of(f, row, &title);
    buf_printf(b, "<entry><id>urn:depeche:%s</id>", id);
    xml_element(b, "title", buf_cstr(&title));
    buf_printf(b, "<updated>%s</updated><link rel=\"alternate\" href=\"%s/%s/%s\"/>", updated, f->x->s->origin, f->kind->path,
               id);
    buf_str(b, "<author>");
    xml_element(b, "name", author ? author : "unknown");
    buf_str(b, "</author>");
    if (summary) xml_element(b, "summary", summary);
    buf_str(b, "</entry>\n");
    if (title.failed) b->failed = true;
    buf_free(&title);
}

static void self_address(const feed *f, const char *ending, buf *out) {
    buf_printf(out, "%s/%s%s%s%s", f->x->s->origin, f->kind->path, ending, *f->x->q->query ? "?" : "", f->x->q->query);
}

static void put_atom(feed *f) {
    buf *b = f->b, self;
    buf_init(&self);
    self_address(f, ".atom", &self);
    buf_str(b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">");
    xml_element(b, "id", buf_cstr(&self));
    xml_element(b, "title", f->kind->title);
    buf_printf(b, "<updated>%s</updated><link rel=\"self\" href=\"", f->newest);
    xml_text(b, self.at);
    buf_str(b, "\"/><generator>depeche</generator>\n");
    buf_add(b, f->entries.at, f->entries.n);
    buf_str(b, "</feed>\n");
    if (self.failed) b->failed = true;
    buf_free(&self);
}

/* ---- JSON Feed
 * ------------------------------------------------------------------------------------------------------------------------ */

static void put_json_entry(feed *f, const ledger_row *row, const char *updated) {
    buf *b = &f->entries, title;
    const char *id = cell(row, f->kind->id), *summary = cell(row, f->kind->summary), *author = cell(row, f->kind->author);
    buf_init(&title);
    title_of(f, row, &title);
    if (b->n) buf_char(b, ',');
    buf_char(b, '{');
    json_key(b, "id");
    buf_printf(b, "\"urn:depeche:%s\"", id);
    json_key(b, "url");
    buf_printf(b, "\"%s/%s/%s\"", f->x->s->origin, f->kind->path, id);
    json_kv_str(b, "title", buf_cstr(&title));
    json_kv_str(b, "content_text", summary ? summary : buf_cstr(&title));
    json_kv_str(b, "date_published", updated);
    json_begin(b, "authors", '[');
    json_begin(b, NULL, '{');
    json_kv_str(b, "name", author ? author : "unknown");
    json_end(b, '}');
    json_end(b, ']');
    json_end(b, '}');
    if (title.failed) b->failed = true;
    buf_free(&title);
}

static void put_json(feed *f) {
    buf *b = f->b, self, home;
    buf_init(&self);
    buf_init(&home);
    self_address(f, ".feed.json", &self);
    self_address(f, "", &home);
    buf_char(b, '{');
    json_kv_str(b, "version", "https://jsonfeed.org/version/1.1");
    json_kv_str(b, "title", f->kind->title);
    json_kv_str(b, "home_page_url", buf_cstr(&home));
    json_kv_str(b, "feed_url", buf_cstr(&self));
    json_begin(b, "items", '[');
    buf_add(b, f->entries.at, f->entries.n);
    json_end(b, ']');
    buf_str(b, "}\n");
    if (self.failed || home.failed) b->failed = true;
    buf_free(&self);
    buf_free(&home);
}

/* ---- both
 * -------------------------------------------------------------------------------------------------------------------------------
 */

static bool put_entry(void *context, const ledger_row *row) {
    feed *f = context;
    char updated[24];
    instant_of(cell(row, f->kind->day), updated);
    if (strcmp(updated, f->newest) > 0) memcpy(f->newest, updated, sizeof updated);
    if (f->x->q->form == FORM_ATOM)
        put_atom_entry(f, row, updated);
    else
        put_json_entry(f, row, updated);
    return !f->entries.failed;
}

void feed_answer(exchange *x) {
    feed f = {.x = x, .b = &x->out->body};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].path, x->route->path) == 0) f.kind = &kinds[i];
    if (!f.kind) {
        exchange_missing(x, "this list has no feed", "claims, events and dispatches have one");
        return;
    }
    uint64_t offset;
    if (!exchange_page(x, &x->filter.limit, &offset)) return;
    x->filter.latest = true;
    instant_of(NULL, f.newest);
    buf_init(&f.entries);
    const dp_status s = ledger_query(x->l, f.kind->question, &x->filter, put_entry, &f, NULL, &x->err);
    answer_begin(x->out, 200, x->q->form == FORM_ATOM ? "application/atom+xml; charset=utf-8" : "application/feed+json");
    if (x->q->form == FORM_ATOM)
        put_atom(&f);
    else
        put_json(&f);
    if (f.entries.failed) x->out->body.failed = true;
    buf_free(&f.entries);
    if (s != DP_OK) exchange_fail(x);
}
