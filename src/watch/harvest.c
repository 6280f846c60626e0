#include "watch/harvest.h"

#include <string.h>

#include "ingest/input.h"

/* ---- feeds ----------------------------------------------------------------------------------------------------------------- */

static dp_status no_feed(dp_error *err) {
    error_set(err, DP_E_FORMAT, "this is no feed");
    return error_remedy(err, "look at the address: a feed is RSS, Atom or JSON Feed, not the page that names it");
}

/* Servers call feeds by many types: the bytes tell. */
static bool find_format(const fetch_answer *a, enum ingest_format *out) {
    const size_t type = a->type ? strcspn(a->type, "; ") : 0;
    if (!format_of_type(a->type, type, a->bytes, a->n, out)) *out = format_of("-", a->bytes, a->n);
    if (*out == FORMAT_LINES) *out = FORMAT_DOCUMENT;
    return *out == FORMAT_FEED || *out == FORMAT_DOCUMENT;
}

static dp_status open_feed(const char *url, const fetch_answer *a, input **out, dp_error *err) {
    inflow *bytes;
    enum ingest_format format;
    if (!find_format(a, &format)) return no_feed(err);
    dp_status s = inflow_open_bytes(a->bytes, a->n, &bytes, err);
    if (s == DP_OK) s = input_open(url, bytes, NULL, out, err);
    if (s != DP_OK) return s;
    (*out)->format = format;
    (*out)->context = (ingest_context){.url = url, .charset = a->type};
    return DP_OK;
}

/* Many feeds give the first lines of an article as its content. */
static bool is_whole(const dispatch *d) {
    enum { WHOLE_BYTES = 800 };
    if (!d->is_content || d->text_bytes < WHOLE_BYTES) return false;
    static const char *const cuts[] = {"\xE2\x80\xA6", "...", "[\xE2\x80\xA6]", "[...]"};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        const size_t n = strlen(cuts[i]);
        if (memcmp(d->text + d->text_bytes - n, cuts[i], n) == 0) return false;
    }
    return true;
}

static dp_status hand_over(const knowledge *k, const ingest_record *r, arena *a, harvest_fn fn, void *context, bool *on,
                           dp_error *err) {
    harvest_item item = {0};
    if (r->error.code != DP_OK) return *err = r->error, r->error.code;
    if (r->kind != INGEST_ITEM && r->kind != INGEST_JSON_ITEM) return no_feed(err);
    arena_reset(a);
    const dp_status s = ingest_record_read(r, &k->ingest, a, &item.d, err);
    if (s != DP_OK) return s == DP_E_NOMEM ? s : DP_OK; /* an item that cannot be read costs itself alone */
    item.link = item.d.url;
    item.whole = is_whole(&item.d);
    *on = fn(context, &item);
    return DP_OK;
}

dp_status harvest_feed(const knowledge *k, const char *url, const fetch_answer *answer, harvest_fn fn, void *context,
                       dp_error *err) {
    input *in = NULL, *inside = NULL;
    ingest_record r = {0};
    arena a;
    bool on = true;
    uint64_t skipped;
    arena_init(&a);
    dp_status s = open_feed(url, answer, &in, err);
    while (s == DP_OK && on) {
        record_clear(&r);
        if (input_cut(in, &(input_rules){0}, &r, &inside, &skipped) != CUT_RECORD) break;
        if (in->format == FORMAT_FEED && r.error.code == DP_E_FORMAT) break; /* nothing is in it for now */
        s = hand_over(k, &r, &a, fn, context, &on, err);
    }
    ingest_record_free(&r);
    input_close(in);
    arena_free(&a);
    return s;
}

/* ---- pages ----------------------------------------------------------------------------------------------------------------- */

static dp_status no_page(const fetch_answer *a, dp_error *err) {
    return error_set(err, DP_E_FORMAT, "this is no page: %.100s", a->type ? a->type : "of no kind that is known");
}

dp_status harvest_page(const knowledge *k, const char *url, const fetch_answer *answer, arena *a, dispatch *out, dp_error *err) {
    enum ingest_format format;
    const size_t type = answer->type ? strcspn(answer->type, "; ") : 0;
    if (!format_of_type(answer->type, type, answer->bytes, answer->n, &format)) return no_page(answer, err);
    if (format != FORMAT_PAGE && format != FORMAT_PLAIN) return no_page(answer, err);
    char *name = arena_copy(a, url, strlen(url));
    if (!name) return error_nomem(err);
    const ingest_record r = {.kind = format == FORMAT_PAGE ? INGEST_PAGE : INGEST_PLAIN,
                             .bytes = (char *)answer->bytes, /* read, never written */
                             .n = answer->n,
                             .file = name,
                             .line = 1, /* an address is no file's name to make an id of */
                             .context = {.url = name, .charset = answer->type}};
    dp_status s = ingest_record_read(&r, &k->ingest, a, out, err);
    out->line = 0;
    if (s != DP_OK || out->text_bytes) return s;
    return error_set(err, DP_E_FORMAT, "the page holds no article");
}
