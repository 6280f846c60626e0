/* One line of JSON Lines → a dispatch. Keys that are not ours are passed over; of a key that stands twice the last one counts. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/hash.h"
#include "core/utf8.h"
#include "ingest/ingest.h"
#include "ingest/json_read.h"
#include "ingest/note.h"

typedef struct field {
    const char *key;
    const char **value;
    size_t bytes;
    bool seen;
} field;
enum { FIELD_ID, FIELD_TEXT, FIELD_LANG, FIELD_DATE, FIELD_TITLE, FIELD_SOURCE, FIELD_URL, FIELDS };

static dp_status format_error(dp_error *err, const char *remedy, const char *fmt, const char *a) {
    error_set(err, DP_E_FORMAT, fmt, a);
    error_remedy(err, "%s", remedy);
    return DP_E_FORMAT;
}

static dp_status syntax_error(const json_reader *r, dp_error *err) {
    size_t at = (size_t)(r->at - r->start);
    if (r->at >= r->end)
        error_set(err, DP_E_FORMAT, "not JSON: the line ends where %s should come", r->fault);
    else
        error_set(err, DP_E_FORMAT, "not JSON: expected %s at byte %zu", r->fault, at + 1);
    if (err) err->offset_bytes = at;
    error_remedy(err, "write each dispatch as one JSON object on one line; jq -c . FILE does that");
    return DP_E_FORMAT;
}

/* A number as an id is common in exports: its digits are taken as they stand. */
static dp_status read_number_id(json_reader *r, arena *a, field *f) {
    const char *from = r->at;
    if (!json_skip(r)) return DP_E_FORMAT;
    f->bytes = (size_t)(r->at - from);
    *f->value = arena_copy(a, from, f->bytes);
    return *f->value ? DP_OK : DP_E_NOMEM;
}

static dp_status read_field(json_reader *r, arena *a, field *fields, int which, dp_error *err) {
    field *f = &fields[which];
    char c = json_peek(r);
    f->seen = true;
    *f->value = NULL;
    if (c == 'n' && which != FIELD_ID && which != FIELD_TEXT) return json_skip(r) ? DP_OK : syntax_error(r, err);
    if (which == FIELD_ID && (c == '-' || (c >= '0' && c <= '9'))) {
        dp_status status = read_number_id(r, a, f);
        return status == DP_E_FORMAT ? syntax_error(r, err) : status == DP_E_NOMEM ? error_nomem(err) : DP_OK;
    }
    if (c != '"') return format_error(err, "put it in quotation marks", "\"%s\" is not a string", f->key);
    *f->value = json_read_string(r, a, &f->bytes);
    if (*f->value) return DP_OK;
    return r->nomem ? error_nomem(err) : syntax_error(r, err);
}

static int field_of(const field *fields, const char *key) {
    for (int i = 0; i < FIELDS; i++)
        if (strcmp(fields[i].key, key) == 0) return i;
    return -1;
}

static dp_status read_object(json_reader *r, arena *a, field *fields, dp_error *err) {
    char c = json_peek(r);
    if (c != '{') {
        const char *kind = c == '[' ? "an array" : c == '"' ? "a string" : c == 'n' ? "null" : NULL;
        if (!kind || !json_skip(r)) {
            r->fault = "'{'";
            return syntax_error(r, err);
        }
        return format_error(
            err, "write each dispatch as one object on one line, {\"id\": …, \"text\": …}; jq -c '.[]' FILE opens an array",
            "the line is %s, not an object", kind);
    }
    r->at++;
    if (json_peek(r) == '}') {
        r->at++;
        return DP_OK;
    }
    do {
        size_t n;
        dp_status status = DP_OK;
        const char *key = json_read_string(r, a, &n);
        if (!key) return r->nomem ? error_nomem(err) : syntax_error(r, err);
        if (!json_expect(r, ':', "':' after the key")) return syntax_error(r, err);
        int which = field_of(fields, key);
        if (which >= 0)
            status = read_field(r, a, fields, which, err);
        else if (!json_skip(r))
            status = syntax_error(r, err);
        if (status != DP_OK) return status;
    } while (json_peek(r) == ',' && r->at++);
    return json_expect(r, '}', "',' or '}'") ? DP_OK : syntax_error(r, err);
}

static dp_status check_fields(dispatch *d, const field *fields, arena *a, dp_error *err) {
    if (!d->id || !*d->id) return format_error(err, "give every dispatch an \"id\" of its own", "\"%s\" is missing", "id");
    if (!d->text) return format_error(err, "give the dispatch's words as \"text\"", "\"%s\" is missing", "text");
    if (fields[FIELD_TEXT].bytes > DP_TEXT_MAX) {
        error_set(err, DP_E_TOO_LONG, "the text has %zu bytes, the limit is %zu", fields[FIELD_TEXT].bytes, DP_TEXT_MAX);
        return error_remedy(err, "split it into its articles or chapters"), DP_E_TOO_LONG;
    }
    d->text_bytes = (uint32_t)fields[FIELD_TEXT].bytes;
    dispatch_check(d, a);
    return DP_OK;
}

dp_status ingest_json_line(const char *line, size_t n, arena *a, dispatch *out, dp_error *err) {
    *out = (dispatch){0};
    hash_hex128(line, n, out->sha);
    charset_text decoded;
    dp_status status = charset_decode(line, n, NULL, a, &decoded, err);
    if (status != DP_OK) return status;
    note_encoding(out, a, &decoded);
    field fields[FIELDS] = {{"id", &out->id, 0, false},     {"text", &out->text, 0, false},   {"lang", &out->lang, 0, false},
                            {"date", &out->date, 0, false}, {"title", &out->title, 0, false}, {"source", &out->source, 0, false},
                            {"url", &out->url, 0, false}};
    json_reader r;
    json_open(&r, decoded.text, decoded.text_bytes);
    status = read_object(&r, a, fields, err);
    if (status == DP_OK && (json_peek(&r), r.at < r.end)) {
        r.fault = "the end of the line";
        status = syntax_error(&r, err);
    }
    if (status != DP_OK) return status;
    if (r.mended) note_add(out, a, "NULs or half surrogate pairs in \\u escapes became U+FFFD");
    return check_fields(out, fields, a, err);
}
