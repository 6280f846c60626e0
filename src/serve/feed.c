#include "serve/feed.h"

#include <stdio.h>
#include <string.h>

#include "serve/json.h"

typedef struct feed {
    exchange *x;
    buf *b;
    char newest[24]; /* of the entries */
    buf entries;
} feed;

/* What both forms say of one item. Texts are borrowed. */
typedef struct entry {
    const char *id;      /* behind urn:depeche: */
    const char *at, *of; /* its page: "claims" and an id */
    const char *title, *summary, *author;
    const char *day; /* of the dispatch, ISO or the beginning of it */
} entry;

/* "2017-11" becomes the first instant that it can be; feeds ask for an instant. */
static void instant_of(const char *day, char out[24]) {
    static const char whole[] = "0001-01-01";
    char date[11];
    memcpy(date, whole, sizeof date);
    const size_t n = day ? strspn(day, "0123456789-") : 0;
    if (n == 4 || n == 7 || n == 10) memcpy(date, day, n);
    snprintf(out, 24, "%sT00:00:00Z", date);
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

static void put_atom_entry(buf *b, const char *origin, const entry *e, const char *updated) {
    buf_str(b, "<entry><id>urn:depeche:");
    xml_text(b, e->id);
    buf_str(b, "</id>");
    xml_element(b, "title", e->title);
    buf_printf(b, "<updated>%s</updated><link rel=\"alternate\" href=\"%s/%s/%s\"/><author>", updated, origin, e->at, e->of);
    xml_element(b, "name", e->author ? e->author : "unknown");
    buf_str(b, "</author>");
    if (e->summary) xml_element(b, "summary", e->summary);
    buf_str(b, "</entry>\n");
}

static void self_address(const feed *f, const char *ending, buf *out) {
    buf_printf(out, "%s/%s%s%s%s", f->x->s->origin, f->x->route->path, ending, *f->x->q->query ? "?" : "", f->x->q->query);
}

static void put_atom(feed *f) {
    buf *b = f->b, self;
    buf_init(&self);
    self_address(f, ".atom", &self);
    buf_str(b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">");
    xml_element(b, "id", buf_cstr(&self));
    buf_printf(b, "<title>depeche: %s</title>", f->x->route->path);
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

static void put_json_entry(buf *b, const char *origin, const entry *e, const char *updated) {
    char urn[CURSOR_MAX + 16];
    snprintf(urn, sizeof urn, "urn:depeche:%s", e->id);
    if (b->n) buf_char(b, ',');
    buf_char(b, '{');
    json_kv_str(b, "id", urn);
    json_key(b, "url");
    buf_printf(b, "\"%s/%s/%s\"", origin, e->at, e->of);
    json_kv_str(b, "title", e->title);
    json_kv_str(b, "content_text", e->summary ? e->summary : e->title);
    json_kv_str(b, "date_published", updated);
    json_begin(b, "authors", '[');
    json_begin(b, NULL, '{');
    json_kv_str(b, "name", e->author ? e->author : "unknown");
    json_end(b, '}');
    json_end(b, ']');
    json_end(b, '}');
}

static void put_json(feed *f) {
    buf *b = f->b, self, home;
    buf_init(&self);
    buf_init(&home);
    self_address(f, ".feed.json", &self);
    self_address(f, "", &home);
    buf_char(b, '{');
    json_kv_str(b, "version", "https://jsonfeed.org/version/1.1");
    json_key(b, "title");
    buf_printf(b, "\"depeche: %s\"", f->x->route->path);
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

static bool put_entry(feed *f, const entry *e) {
    char updated[24];
    instant_of(e->day, updated);
    if (strcmp(updated, f->newest) > 0) memcpy(f->newest, updated, sizeof updated);
    if (f->x->q->form == FORM_ATOM)
        put_atom_entry(&f->entries, f->x->s->origin, e, updated);
    else
        put_json_entry(&f->entries, f->x->s->origin, e, updated);
    return !f->entries.failed;
}

/* ---- what is told
 * ---------------------------------------------------------------------------------------------------------------------- */

/* How a row becomes an entry: which cells. */
typedef struct feed_kind {
    const char *path;
    enum ledger_question question;
    const char *id, *words, *summary, *day, *author;
} feed_kind;
static const feed_kind kinds[] = {
    {"claims", LEDGER_CLAIMS, "id", "says", "quote", "dispatch_date", "claimant"},
    {"events", LEDGER_EVENTS, "event", "types", "casualties", "first_day", "claimants"},
    {"dispatches", LEDGER_DISPATCHES, "id", "title", "credits", "date", "source"},
};

typedef struct row_feed {
    feed *f;
    const feed_kind *kind;
} row_feed;

static const char *cell(const ledger_row *row, const char *name) {
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, name) == 0) return row->cells[i].type == LEDGER_NULL ? NULL : row->cells[i].text;
    return NULL;
}

/* "X says: …" where somebody does, so that no title reads as a fact. */
static void title_of(const feed_kind *kind, const ledger_row *row, buf *out) {
    const char *words = cell(row, kind->words), *author = cell(row, kind->author);
    buf_str(out, author);
    buf_str(out, kind->question == LEDGER_CLAIMS ? " says: " : author && words ? ": " : "");
    buf_str(out, words);
}

static bool put_row(void *context, const ledger_row *row) {
    const row_feed *r = context;
    buf title;
    buf_init(&title);
    title_of(r->kind, row, &title);
    const char *id = cell(row, r->kind->id), *words = buf_cstr(&title);
    const bool on = words && put_entry(r->f, &(entry){.id = id,
                                                      .at = r->kind->path,
                                                      .of = id,
                                                      .title = words,
                                                      .summary = cell(row, r->kind->summary),
                                                      .author = cell(row, r->kind->author),
                                                      .day = cell(row, r->kind->day)});
    if (!words) r->f->entries.failed = true;
    buf_free(&title);
    return on;
}

/* Each side's first voice, in its own words. */
static void add_voice(const ledger_side *side, buf *out) {
    if (!side->n) return;
    const ledger_voice *v = &side->at[0];
    if (out->n) buf_str(out, " — ");
    buf_printf(out, "%s: “%s”", v->claimant, v->quote ? v->quote : side->words);
    if (v->source) buf_printf(out, " (%s)", v->source);
}

static const char *later_day(const ledger_conflict *c) {
    const char *a = c->a.n ? c->a.at[0].dispatch_date : NULL, *b = c->b.n ? c->b.at[0].dispatch_date : NULL;
    return a && (!b || strcmp(a, b) > 0) ? a : b;
}

/* A conflict has no page of its own: that of a claim shows what it stands against. */
static bool put_conflict(void *context, const ledger_conflict *c) {
    feed *f = context;
    buf title, voices, authors;
    buf_init(&title);
    buf_init(&voices);
    buf_init(&authors);
    buf_printf(&title, "%s%s%s: %s", c->place ? c->place : "", c->place ? ", " : "", c->kind, c->reason);
    add_voice(&c->a, &voices);
    add_voice(&c->b, &voices);
    if (c->a.n && c->b.n) buf_printf(&authors, "%s; %s", c->a.at[0].claimant, c->b.at[0].claimant);
    if (!buf_cstr(&title) || !buf_cstr(&voices) || !buf_cstr(&authors)) f->entries.failed = true;
    const bool on = f->entries.failed || !c->b.n ||
                    put_entry(f, &(entry){.id = c->cursor,
                                          .at = "claims",
                                          .of = c->b.at[0].claim,
                                          .title = title.at,
                                          .summary = voices.at,
                                          .author = authors.n ? authors.at : NULL,
                                          .day = later_day(c)});
    buf_free(&title);
    buf_free(&voices);
    buf_free(&authors);
    return on && !f->entries.failed;
}

static dp_status fill(feed *f) {
    exchange *x = f->x;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].path, x->route->path) == 0)
            return ledger_query(x->l, kinds[i].question, &x->filter, put_row, &(row_feed){f, &kinds[i]}, NULL, &x->err);
    return ledger_conflicts(x->l, &x->filter, put_conflict, f, NULL, &x->err);
}

void feed_answer(exchange *x) {
    feed f = {.x = x, .b = &x->out->body};
    uint64_t offset;
    if (!exchange_page(x, &x->filter.limit, &offset)) return;
    x->filter.latest = true;
    instant_of(NULL, f.newest);
    buf_init(&f.entries);
    const dp_status s = fill(&f);
    answer_begin(x->out, 200, x->q->form == FORM_ATOM ? "application/atom+xml; charset=utf-8" : "application/feed+json");
    if (x->q->form == FORM_ATOM)
        put_atom(&f);
    else
        put_json(&f);
    if (f.entries.failed) x->out->body.failed = true;
    buf_free(&f.entries);
    if (s != DP_OK) exchange_fail(x);
}
