/* A web archive: the pages, texts and feeds that were fetched with success; pictures, requests and redirections are passed over.
 */
#include <stdlib.h>
#include <string.h>

#include "archive/warc.h"
#include "ingest/input.h"

/* A body and what it is. */
typedef struct capture {
    const char *bytes;
    size_t n;
    field_value type, lang;
    enum ingest_format format;
    bool lied; /* lengths and chunks did not fit */
} capture;

static bool is_fetched(field_value type) {
    return field_is(type, "response") || field_is(type, "resource") || field_is(type, "conversion");
}

/* False where the record is nothing that is read: then *err tells whether it is damaged. */
static bool open_capture(const warc_record *w, buf *room, capture *out, dp_error *err) {
    *out = (capture){.bytes = w->block, .n = w->block_bytes, .type = w->content_type, .lied = w->length_lied};
    if (field_is(w->content_type, "application/http")) {
        http_message m;
        const dp_status status = http_read(w->block, w->block_bytes, WARC_BLOCK_MAX, room, &m, err);
        if (m.status < 200 || m.status > 299) {
            *err = (dp_error){0}; /* nobody misses the body of "not found" */
            return false;
        }
        if (status != DP_OK) return false;
        out->bytes = m.body;
        out->n = m.body_bytes;
        out->type = m.type;
        out->lang = m.language;
        out->lied = out->lied || m.chunks_broken;
    }
    return out->n > 0 && format_of_type(out->type.at, out->type.n, out->bytes, out->n, &out->format);
}

/* "<urn:uuid:…>" without its brackets. */
static field_value bare_id(field_value id) {
    if (id.n >= 2 && id.at[0] == '<' && id.at[id.n - 1] == '>') return (field_value){id.at + 1, id.n - 2};
    return id;
}

/* NULL for none: a value ends at its first NUL, as every string does, and one that begins with it says nothing. */
static const char *keep(arena *a, field_value v) {
    enum { VALUE_MAX = 8192 }; /* no address that is of use is longer */
    return v.n && *v.at ? arena_copy(a, v.at, v.n < VALUE_MAX ? v.n : VALUE_MAX) : NULL;
}

static ingest_context context_of(const warc_record *w, const capture *c, arena *a) {
    return (ingest_context){
        .url = keep(a, w->url),
        .fetched = keep(a, w->date),
        .id = keep(a, bare_id(w->id)),
        .charset = keep(a, c->type),
        .lang = keep(a, c->lang),
        .note = c->lied ? "the archive gave its length wrongly: its end may be missing, or what follows it be added" : NULL,
    };
}

static enum cut open_inside(const input *in, const warc_record *w, const capture *c, ingest_record *r, input **inside) {
    dp_error err;
    inflow *bytes;
    char *copy = malloc(c->n);
    if (copy) memcpy(copy, c->bytes, c->n);
    dp_status status = copy ? inflow_open_owned(copy, c->n, &bytes, &err) : error_nomem(&err);
    if (status == DP_OK) status = input_open(in->name, bytes, NULL, inside, &err);
    if (status != DP_OK) {
        record_fail(r, &err);
        return CUT_RECORD;
    }
    (*inside)->guard = in->guard;
    (*inside)->layers = in->layers;
    (*inside)->format = c->format;
    (*inside)->context = context_of(w, c, &(*inside)->memory);
    return CUT_INSIDE;
}

static enum cut take(const input *in, const warc_record *w, const capture *c, ingest_record *r, input **inside) {
    if (c->format == FORMAT_FEED || c->format == FORMAT_DOCUMENT) return open_inside(in, w, c, r, inside);
    r->kind = c->format == FORMAT_PAGE ? INGEST_PAGE : INGEST_PLAIN;
    if (record_add(r, c->bytes, c->n)) r->context = context_of(w, c, &r->strings);
    return CUT_RECORD;
}

enum cut cut_warc(input *in, ingest_record *r, input **inside, uint64_t *skipped) {
    enum cut result = CUT_END;
    buf room;
    buf_init(&room);
    while (result == CUT_END) {
        warc_record w;
        capture c;
        dp_error err;
        const bool any = warc_next(in->bytes, &w, &err);
        r->line = any ? ++in->line : in->line;
        if (!any) {
            if (err.code == DP_OK || err.code == DP_E_INTERRUPTED) break;
            record_fail(r, &err);
            result = CUT_RECORD;
            break;
        }
        const bool fetched = is_fetched(w.type);
        if (fetched && !w.too_long && open_capture(&w, &room, &c, &err)) {
            result = take(in, &w, &c, r, inside);
        } else if (err.code != DP_OK) {
            record_fail(r, &err);
            result = CUT_RECORD;
        } else {
            *skipped += fetched;
        }
        warc_done(in->bytes, &w);
    }
    buf_free(&room);
    return result;
}
