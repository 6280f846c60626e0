/* From a request to its answer. */
#include "serve/app.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ledger/deadline.h"
#include "serve/asset.h"
#include "serve/feed.h"
#include "serve/handles.h"
#include "serve/page.h"
#include "serve/stream.h"

enum { HANDLE_WAIT_MS = 10000 };

int64_t app_now(const server *s) {
    return s->o.now ? s->o.now(s->o.context) : (int64_t)time(NULL);
}

dp_status app_version(server *s, int64_t *out, dp_error *err) {
    pthread_mutex_lock(&s->watch_lock);
    dp_status status = ledger_version(s->watch, out, err);
    pthread_mutex_unlock(&s->watch_lock);
    return status;
}

dp_status app_counts(server *s, ledger *l, ledger_row_fn fn, void *context, dp_error *err) {
    int64_t version = 0;
    const dp_status status = app_version(s, &version, err);
    return status == DP_OK ? counts_give(&s->counts, l, version, fn, context, err) : status;
}

void exchange_fail(exchange *x) {
    answer_error(x->out, &x->err);
}

void exchange_missing(exchange *x, const char *detail, const char *remedy) {
    answer_problem(x->out, 404, detail, remedy);
}

/* ---- unchanged answers ----------------------------------------------------------------------------------------------------- */

/* Made from the version of the content, the address and the language of a page, before the content is asked for: what changes in
 * between is asked for again next time. Who may write sees another page. */
static bool make_tag(exchange *x) {
    int64_t version = 0;
    char address[REQUEST_TARGET_MAX + 64], hash[33];
    const char *language = x->q->form == FORM_HTML ? x->words->code : "";
    if (!(x->route->flags & ROUTE_PLAIN) && app_version(x->s, &version, &x->err) != DP_OK) return false;
    const int n = snprintf(address, sizeof address, "%s %lld %d %s %s?%s", x->s->nonce, (long long)version,
                           guard_may_write(x->s, x->q), language, x->q->path, x->q->query);
    hash_hex128(address, n > 0 ? (size_t)n : 0, hash);
    snprintf(x->out->tag, ANSWER_TAG, "\"%s\"", hash);
    return true;
}

static bool is_unchanged(const exchange *x) {
    const char *known = x->q->if_none_match;
    return known && (strcmp(known, "*") == 0 || strstr(known, x->out->tag));
}

/* ---- forms ------------------------------------------------------------------------------------------------------------------
 */

static void answer_in_form(exchange *x) {
    switch (x->q->form) {
    case FORM_CSV:
    case FORM_GEOJSON:
        stream_answer(x);
        break;
    case FORM_ATOM:
    case FORM_FEED:
        feed_answer(x);
        break;
    case FORM_HTML:
        if (strcmp(x->route->method, "GET") == 0 && strcmp(x->route->path, "login") != 0) {
            page_answer(x);
            break;
        }
        x->route->json(x);
        break;
    default:
        x->route->json(x);
    }
}

static int64_t clock_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* With a connection to the ledger, within the time that a question has. */
static void ask_ledger(exchange *x) {
    x->l = handles_lend(&x->s->handles, HANDLE_WAIT_MS);
    if (!x->l) {
        answer_problem(x->out, 503, "the server is busy", "ask again in a moment");
        return;
    }
    const int64_t since = clock_ms();
    ledger_deadline(x->l, x->s->o.time_ms);
    answer_in_form(x);
    if (!x->l) return; /* a stream keeps it */
    ledger_deadline(x->l, 0);
    handles_return(&x->s->handles, x->l);
    if (clock_ms() - since < x->s->o.time_ms) kept_add(&x->s->kept, x->out); /* a later one may not be whole */
}

static void ask(exchange *x) {
    if (!(x->route->flags & ROUTE_SECRET) && !make_tag(x)) {
        exchange_fail(x);
        return;
    }
    if (x->route->flags & ROUTE_SECRET) x->out->cache = CACHE_NEVER;
    if (x->out->tag[0] && is_unchanged(x)) {
        answer_begin(x->out, 304, x->out->type);
        return;
    }
    if (x->route->flags & ROUTE_PLAIN)
        answer_in_form(x);
    else if (!kept_find(&x->s->kept, x->out))
        ask_ledger(x);
}

/* ---- a route ----------------------------------------------------------------------------------------------------------------
 */

static bool is_read(const request *q) {
    return strcmp(q->method, "GET") == 0 || strcmp(q->method, "HEAD") == 0;
}

static bool method_fits(exchange *x) {
    const bool writes = strcmp(x->route->method, "POST") == 0;
    if (writes ? strcmp(x->q->method, "POST") == 0 : is_read(x->q)) return true;
    answer_problem(x->out, 405, "this address does not take that method", writes ? "use POST" : "use GET");
    x->out->allow = writes ? "POST" : "GET, HEAD";
    return false;
}

static bool form_fits(exchange *x) {
    if (x->route->forms & ON(x->q->form)) return true;
    answer_problem(x->out, 404, "this address has no such form", "/openapi.json lists the forms of each address");
    return false;
}

static void choose_words(exchange *x) {
    const char *asked = request_value(x->q, "ui");
    const words *named = asked ? words_named(&x->s->words, asked) : NULL;
    x->words = words_wanted(&x->s->words, asked, x->q->accept_language);
    x->ui = named ? named->code : NULL;
}

void app_answer(server *s, const request *q, answer *out) {
    exchange x = {.s = s, .q = q, .out = out, .a = q->a, .route = route_of(q)};
    if (!guard_allows(s, q, x.route, out)) return;
    if (!x.route) {
        if (!is_read(q) || !asset_answer(q, out))
            answer_problem(out, 404, "there is nothing at this address", "begin at /, or see /openapi.json");
        return;
    }
    if (!method_fits(&x) || !form_fits(&x) || !route_takes(&x)) return;
    if (q->segment_count > 1) x.id = q->segments[1];
    choose_words(&x);
    if (exchange_filter(&x)) ask(&x);
    if (out->body.failed) answer_problem(out, 500, "memory ran out", "ask for less at once");
}
