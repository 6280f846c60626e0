/* The template and what goes into it. */
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
    "<header><a href=\"/\">depeche</a> <nav aria-label=\"Views\"><a href=\"/claims\">Now</a> <a href=\"/events\">Events</a> "
    "<a href=\"/places\">Places</a> <a href=\"/conflicts\">Conflicts</a> <a href=\"/dispatches\">Dispatches</a> "
    "<a href=\"/voices\">Voices</a> <a href=\"/about\">About</a></nav></header>\n<main id=\"main\" tabindex=\"-1\"></main>\n"
    "<footer><p>What is shown is what somebody says, never what is true.</p></footer>\n</body>\n</html>\n";

/* The places in the template that are filled, and with what. */
typedef struct filling {
    const char *mark, *before, *with, *after;
    size_t bytes;
} filling;

static void fill(const char *template, const filling *f, size_t n, buf *out) {
    const char *at = template;
    for (size_t i = 0; i < n; i++) {
        const char *mark = strstr(at, f[i].mark);
        if (!mark) continue;
        buf_add(out, at, (size_t)(mark - at));
        buf_str(out, f[i].before);
        buf_add(out, f[i].with, f[i].bytes);
        buf_str(out, f[i].after);
        at = mark + strlen(f[i].mark);
    }
    buf_str(out, at);
}

void page_answer(exchange *x) {
    buf body, title;
    buf_init(&body);
    buf_init(&title);
    page_title(x, &title);
    page_body(x, &body); /* sets the status */
    const asset *built = asset_named("/index.html");
    const char *token = guard_may_write(x->s, x->q) ? x->s->write_token : "";
    if (*token) x->out->cache = CACHE_NEVER;
    /* In the order in which they stand in web/index.html. */
    const filling fillings[] = {
        {"<meta name=\"depeche-write\" content=\"\">", "<meta name=\"depeche-write\" content=\"", token, "\">", strlen(token)},
        {"<title>depeche</title>", "<title>", title.at ? title.at : "", "depeche</title>", title.n},
        {"<main id=\"main\" tabindex=\"-1\"></main>", "<main id=\"main\" tabindex=\"-1\">\n", body.at ? body.at : "", "</main>",
         body.n},
    };
    const unsigned status = x->out->status;
    answer_begin(x->out, status, "text/html; charset=utf-8");
    fill(built ? built->bytes : frame, fillings, sizeof fillings / sizeof *fillings, &x->out->body);
    if (body.failed || title.failed) x->out->body.failed = true;
    buf_free(&body);
    buf_free(&title);
}
