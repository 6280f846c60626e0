#include "serve/page_parts.h"

#include <string.h>

#include "serve/html.h"

void put_words(body *p, const char *key) {
    html_plain(p->b, words_of(p->x->words, key));
}

void put_outside(buf *b, const char *words, const char *lang) {
    if (!lang) {
        html_bdi(b, words);
        return;
    }
    buf_str(b, "<bdi lang=\"");
    html_plain(b, lang);
    buf_str(b, "\">");
    html_plain(b, words);
    buf_str(b, "</bdi>");
}

void put_link(body *p, const char *folder, const char *id, const char *words, const char *lang) {
    buf *b = p->b;
    buf_printf(b, "<a href=\"/%s/", folder);
    html_part(b, id);
    if (p->x->ui) buf_printf(b, "?ui=%s", p->x->ui);
    buf_str(b, "\">");
    put_outside(b, words, lang);
    buf_str(b, "</a>");
}

typedef struct filled {
    body *p;
    const page_part *parts;
} filled;

static void put_part(void *context, const char *name, buf *b) {
    const filled *s = context;
    for (const page_part *one = s->parts; one->name; one++) {
        if (strcmp(one->name, name) != 0) continue;
        if (one->folder)
            put_link(s->p, one->folder, one->id, one->words, one->lang);
        else
            put_outside(b, one->words, one->lang);
    }
}

void put_sentence(body *p, const char *key, const page_part *parts) {
    words_say(p->x->words, key, put_part, &(filled){p, parts}, p->b);
}

void put_days(body *p, const char *first, const char *last) {
    buf_str(p->b, "<time>");
    if (!first)
        put_words(p, "day.unknown");
    else if (last && strcmp(first, last) != 0)
        put_sentence(p, "day.range",
                     (const page_part[]){{.name = "first", .words = first}, {.name = "last", .words = last}, {.name = NULL}});
    else
        html_plain(p->b, first);
    buf_str(p->b, "</time>");
}

void put_comma(body *p) {
    put_words(p, "list.comma");
    buf_char(p->b, ' ');
}

void put_source(body *p, const char *dispatch, const char *source) {
    put_link(p, "dispatches", dispatch, source ? source : words_of(p->x->words, "dispatch.one"), NULL);
}
