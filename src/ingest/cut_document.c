/* A JSON document: a JSON Feed, whose items are cut out; an array of dispatches; or one dispatch after the other, over as many
 * lines as they like. */
#include <string.h>

#include "ingest/input.h"
#include "ingest/json_read.h"

/* The value that begins at the reader, passed over. False on a fault. */
static bool take_value(json_reader *j, const char **from, size_t *n) {
    json_peek(j);
    *from = j->at;
    if (!json_skip(j)) return false;
    *n = (size_t)(j->at - *from);
    return true;
}

/* Does the string of that member begin so? `from` is its value as it stands. */
static bool begins(const char *from, size_t n, const char *start) {
    const size_t m = strlen(start);
    return n > m && *from == '"' && memcmp(from + 1, start, m) == 0;
}

typedef struct document {
    const char *items; /* the array, NULL: none */
    bool is_feed;
    const char *title, *lang;
} document;

static const char *string_of(const char *from, size_t n, arena *a) {
    json_reader j;
    size_t bytes;
    json_open(&j, from, n);
    return *from == '"' ? json_read_string(&j, a, &bytes) : NULL;
}

/* Reads an object's own members as far as a feed has them; the reader stands behind it. False on a fault. */
static bool read_members(json_reader *j, arena *a, document *out) {
    *out = (document){0};
    j->at++;
    if (json_peek(j) == '}') return j->at++, true;
    do {
        const char *key, *from;
        size_t n;
        json_peek(j);
        if (!(key = json_read_string(j, a, &n)) || !json_expect(j, ':', "':' after the key") || !take_value(j, &from, &n))
            return false;
        if (strcmp(key, "version") == 0)
            out->is_feed = begins(from, n, "https://jsonfeed.org/version/") || begins(from, n, "http://jsonfeed.org/version/") ||
                           begins(from, n, "https:\\/\\/jsonfeed.org\\/version\\/");
        else if (strcmp(key, "items") == 0 && *from == '[')
            out->items = from;
        else if (strcmp(key, "title") == 0)
            out->title = string_of(from, n, a);
        else if (strcmp(key, "language") == 0)
            out->lang = string_of(from, n, a);
    } while (json_peek(j) == ',' && j->at++);
    return json_expect(j, '}', "',' or '}'");
}

static enum cut give(input *in, ingest_record *r, const char *from, size_t n) {
    r->line = ++in->line;
    r->kind = in->in_feed ? INGEST_JSON_ITEM : INGEST_JSON;
    if (in->in_feed) {
        if (in->context.outlet) r->context.outlet = record_string(r, in->context.outlet, strlen(in->context.outlet));
        if (in->context.lang) r->context.lang = record_string(r, in->context.lang, strlen(in->context.lang));
    }
    record_add(r, from, n);
    return CUT_RECORD;
}

/* Each fault may have been found far behind the value's beginning: so many are looked for, no more. */
enum { FAULTS_MAX = 32 };

/* What is no JSON ends an array; between values of their own the next line is tried. */
static enum cut fail(input *in, ingest_record *r, const json_reader *j) {
    r->line = ++in->line;
    dp_error err;
    error_set(&err, DP_E_FORMAT, "not JSON: expected %s at byte %zu", j->fault ? j->fault : "a value",
              (size_t)(j->at - in->text) + 1);
    error_remedy(&err, "jq . FILE shows what is wrong with it");
    record_fail(r, &err);
    const bool over = in->in_array || ++in->faults == FAULTS_MAX;
    const char *stop = over ? NULL : memchr(j->at, '\n', (size_t)(j->end - j->at));
    in->text_at = stop ? (size_t)(stop + 1 - in->text) : in->text_bytes;
    return CUT_RECORD;
}

/* The next element of the array that is being read. False at its end. */
static bool next_element(input *in, json_reader *j) {
    const char c = json_peek(j);
    if (c == ',') j->at++;
    if (c != ']' && c != '\0') return true;
    j->at += c == ']';
    in->in_array = in->in_feed = false;
    return false;
}

/* Enters an array or the items of a feed. */
static void enter(input *in, const char *array, bool feed) {
    in->in_array = true;
    in->in_feed = feed;
    in->text_at = (size_t)(array + 1 - in->text);
}

enum cut cut_document(input *in, ingest_record *r) {
    if (!in->text && !input_read_text(in, INPUT_WHOLE_MAX, false, r)) return in->ended = true, CUT_RECORD;
    while (in->text_at < in->text_bytes) {
        json_reader j;
        json_open(&j, in->text + in->text_at, in->text_bytes - in->text_at);
        if (in->in_array && !next_element(in, &j)) {
            in->text_at = in->feed_end ? in->feed_end : (size_t)(j.at - in->text);
            in->feed_end = 0;
            continue;
        }
        const char c = json_peek(&j), *from = j.at;
        if (c == '\0' && j.at == j.end) break;
        size_t n;
        document d;
        if (!in->in_array && c == '[') {
            enter(in, from, false);
            continue;
        }
        if (!in->in_array && c == '{') {
            if (!read_members(&j, &in->memory, &d)) return fail(in, r, &j);
            if (d.is_feed && d.items) {
                in->context.outlet = d.title;
                in->context.lang = d.lang;
                in->feed_end = (size_t)(j.at - in->text);
                enter(in, d.items, true);
                continue;
            }
            n = (size_t)(j.at - from);
        } else if (!take_value(&j, &from, &n)) {
            return fail(in, r, &j);
        }
        in->text_at = (size_t)(j.at - in->text);
        return give(in, r, from, n);
    }
    return input_end(in, r);
}
