/* The template and what goes into it. It is gone through tag by tag: some get something within them or in their place, those with
 * data-say get words, and where a reader has chosen a language the links keep it. */
#include "serve/page.h"

#include <string.h>

#include "serve/asset.h"
#include "serve/html.h"
#include "serve/page_body.h"

/* Where the page was not built, the lists have a frame of their own. */
static const char frame[] =
    "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
    "content=\"width=device-width, initial-scale=1\"><meta name=\"depeche-write\" "
    "content=\"\"><title>depeche</title></head>\n<body>\n"
    "<header><a href=\"/\">depeche</a> <nav data-say-label=\"page.views\"><a href=\"/claims\" data-say=\"nav.now\"></a> "
    "<a href=\"/events\" data-say=\"nav.events\"></a> <a href=\"/places\" data-say=\"nav.places\"></a> "
    "<a href=\"/conflicts\" data-say=\"nav.conflicts\"></a> <a href=\"/dispatches\" data-say=\"nav.dispatches\"></a> "
    "<a href=\"/voices\" data-say=\"nav.voices\"></a> <a href=\"/about\" data-say=\"nav.about\"></a></nav></header>\n"
    "<main id=\"main\" tabindex=\"-1\"></main>\n<footer><p data-say=\"page.footer\"></p><nav "
    "data-say-label=\"page.language\"><ul id=\"tongues\"></ul></nav></footer>\n</body>\n</html>\n";

typedef struct page {
    exchange *x;
    buf *out;
    const char *token; /* for writing; "" */
    buf title, body;
} page;

typedef struct tag {
    const char *at, *end; /* "<a href=…>" */
} tag;

static bool begins(const tag *t, const char *with) {
    const size_t n = strlen(with);
    return (size_t)(t->end - t->at) >= n && memcmp(t->at, with, n) == 0;
}

/* The value of an attribute, given with its mark: ` href="`. The template is ours: values stand in quotes and hold no tag. */
static bool value_of(const tag *t, const char *mark, const char **value, size_t *n) {
    const size_t bytes = strlen(mark);
    for (const char *at = t->at; at + bytes < t->end; at++) {
        if (memcmp(at, mark, bytes) != 0) continue;
        const char *end = memchr(at + bytes, '"', (size_t)(t->end - at) - bytes);
        *value = at + bytes;
        *n = end ? (size_t)(end - *value) : 0;
        return end != NULL;
    }
    return false;
}

static const char *said(const page *p, const char *key, size_t n) {
    const char *copy = arena_copy(p->x->a, key, n);
    return copy ? words_of(p->x->words, copy) : "";
}

/* The same address in each language. */
static void put_tongues(page *p) {
    buf *b = p->out;
    const word_book *all = &p->x->s->words;
    for (uint32_t i = 0; i < all->n; i++) {
        const words *one = &all->at[i];
        buf_str(b, "<li><a href=\"?");
        page_parameters(p->x, b);
        buf_printf(b, "ui=%s\" lang=\"%s\" hreflang=\"%s\"%s>", one->code, one->code, one->code,
                   one == p->x->words ? " aria-current=\"true\"" : "");
        html_plain(b, words_of(one, "tongue.name"));
        buf_str(b, "</a></li>");
    }
}

static void put_bytes(page *p, const char *from, const char *to) {
    buf_add(p->out, from, (size_t)(to - from));
}

/* A tag whose words, label or link may be of a language. */
static void put_tag(page *p, const tag *t) {
    const char *value, *key;
    size_t n, bytes;
    if (value_of(t, " data-say-label=\"", &key, &bytes)) {
        const bool has = value_of(t, " aria-label=\"", &value, &n);
        put_bytes(p, t->at, has ? value : t->end - 1);
        if (!has) buf_str(p->out, " aria-label=\"");
        html_plain(p->out, said(p, key, bytes));
        if (!has) buf_char(p->out, '"');
        put_bytes(p, has ? value + n : t->end - 1, t->end);
        return;
    }
    const bool led = p->x->ui && begins(t, "<a ") && value_of(t, " href=\"", &value, &n) && *value == '/';
    put_bytes(p, t->at, led ? value + n : t->end);
    if (led) {
        buf_printf(p->out, "?ui=%s", p->x->ui);
        put_bytes(p, value + n, t->end);
    }
    if (value_of(t, " data-say=\"", &key, &bytes)) html_plain(p->out, said(p, key, bytes));
}

static void put_root(page *p) {
    const words *w = p->x->words;
    buf_printf(p->out, "<html lang=\"%s\" dir=\"%s\">", w->n ? w->code : "en", w->n ? words_of(w, "tongue.direction") : "ltr");
}

static void fill_tag(page *p, const tag *t) {
    if (begins(t, "<html ")) {
        put_root(p);
    } else if (begins(t, "<meta name=\"depeche-write\"")) {
        buf_printf(p->out, "<meta name=\"depeche-write\" content=\"%s\">", p->token);
    } else {
        put_tag(p, t);
        if (begins(t, "<title>")) buf_add(p->out, p->title.at ? p->title.at : "", p->title.n);
        if (begins(t, "<main ")) buf_add(p->out, p->body.at ? p->body.at : "", p->body.n);
        if (begins(t, "<ul id=\"tongues\"")) put_tongues(p);
    }
}

static void fill(page *p, const char *template) {
    const char *at = template, *ignored;
    size_t n;
    for (tag t; (t.at = strchr(at, '<')) != NULL && (t.end = strchr(t.at, '>')) != NULL;) {
        put_bytes(p, at, t.at);
        t.end++;
        fill_tag(p, &t);
        at = value_of(&t, " data-say=\"", &ignored, &n) ? t.end + strcspn(t.end, "<") : t.end;
    }
    buf_str(p->out, at);
}

void page_answer(exchange *x) {
    page p = {.x = x, .out = &x->out->body, .token = guard_may_write(x->s, x->q) ? x->s->write_token : ""};
    buf_init(&p.body);
    buf_init(&p.title);
    page_title(x, &p.title);
    page_body(x, &p.body); /* sets the status */
    const asset *built = asset_named("/index.html");
    if (*p.token) x->out->cache = CACHE_NEVER;
    const unsigned status = x->out->status;
    answer_begin(x->out, status, "text/html; charset=utf-8");
    fill(&p, built ? built->bytes : frame);
    if (p.body.failed || p.title.failed) x->out->body.failed = true;
    buf_free(&p.body);
    buf_free(&p.title);
}
