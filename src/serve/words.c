#include "serve/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/json_read.h"
#include "serve/asset.h"
#include "serve/html.h"

enum { KEY_MOST = 64, WEIGHT_MOST = 1000 };

static int by_key(const void *a, const void *b) {
    return strcmp(((const words_entry *)a)->key, ((const words_entry *)b)->key);
}

/* ---- reading -------------------------------------------------------------------------------------------------------------- */

/* {"key": "words", "key": {"one": …, "other": …}, …}; `at` has room for all of them. */
static dp_status read_catalogue(const asset *file, arena *a, words_entry *at, uint32_t most, uint32_t *n, dp_error *err) {
    json_reader r;
    size_t bytes;
    json_open(&r, file->bytes, file->size);
    json_expect(&r, '{', "an object");
    for (*n = 0; *n < most && !r.fault && json_peek(&r) == '"';) {
        const char *key = json_read_string(&r, a, &bytes);
        json_expect(&r, ':', "a colon");
        const char *text = NULL;
        if (!r.fault && json_peek(&r) == '"')
            text = json_read_string(&r, a, &bytes);
        else if (!r.fault)
            json_skip(&r);
        if (!r.fault && text) at[(*n)++] = (words_entry){key, text};
        if (!r.fault && json_peek(&r) == ',') json_expect(&r, ',', "a comma");
    }
    json_expect(&r, '}', "the end of the object");
    if (r.nomem) return error_nomem(err);
    return r.fault ? error_set(err, DP_E_FORMAT, "%s of this program is no catalogue", file->path) : DP_OK;
}

static uint32_t count_lines(const asset *file) {
    uint32_t n = 1;
    for (size_t i = 0; i < file->size; i++) n += file->bytes[i] == '\n';
    return n;
}

static dp_status add_catalogue(const asset *file, const char *code, arena *a, word_book *out, dp_error *err) {
    words *w = &out->at[out->n];
    const uint32_t most = count_lines(file); /* a catalogue has a line for each key */
    words_entry *at = arena_alloc(a, most * sizeof *at);
    if (!at) return error_nomem(err);
    memcpy(w->code, code, 2);
    dp_status s = read_catalogue(file, a, at, most, &w->n, err);
    if (s != DP_OK) return s;
    qsort(at, w->n, sizeof *at, by_key);
    w->at = at;
    out->n++;
    return DP_OK;
}

dp_status word_book_read(arena *a, word_book *out, dp_error *err) {
    static const char folder[] = "/words/";
    dp_status s = DP_OK;
    *out = (word_book){.n = 0};
    for (size_t i = 0; s == DP_OK && i < asset_count && out->n < WORDS_MOST; i++) {
        const char *path = assets[i].path, *name = path + sizeof folder - 1;
        if (strncmp(path, folder, sizeof folder - 1) == 0 && strlen(name) == sizeof "xx.json" - 1)
            s = add_catalogue(&assets[i], name, a, out, err);
    }
    return s;
}

/* ---- which language ------------------------------------------------------------------------------------------------------- */

static const words *named(const word_book *b, const char *tag, size_t n) {
    for (uint32_t i = 0; n == 2 && i < b->n; i++)
        if (strncasecmp(b->at[i].code, tag, n) == 0) return &b->at[i];
    return NULL;
}

const words *words_named(const word_book *b, const char *code) {
    return named(b, code, strlen(code));
}

/* Of "fr-CH;q=0.9", in thousandths; without one 1. */
static int weight_of(const char *range, size_t n) {
    const char *q = memchr(range, ';', n), *end = range + n;
    if (!q) return WEIGHT_MOST;
    for (q++; q < end && *q == ' ';) q++;
    if (end - q < 2 || strncasecmp(q, "q=", 2) != 0) return WEIGHT_MOST;
    q += 2;
    int weight = q < end && *q == '1' ? WEIGHT_MOST : 0;
    for (int unit = 100; weight < WEIGHT_MOST && unit && q + 2 < end && q[2] >= '0' && q[2] <= '9'; unit /= 10, q++)
        weight += (q[2] - '0') * unit;
    return weight;
}

/* "fr-CH, de;q=0.9, *;q=0.1": of those that there are the one with the greatest weight, the first of equals. */
static const words *best_of(const word_book *b, const char *accepted) {
    const words *best = NULL;
    int most = 0;
    for (const char *at = accepted; *at;) {
        at += strspn(at, ", \t");
        const size_t n = strcspn(at, ",");
        const words *one = named(b, at, strcspn(at, "-;, \t"));
        const int weight = one ? weight_of(at, n) : 0;
        if (weight > most) {
            most = weight;
            best = one;
        }
        at += n;
    }
    return best;
}

const words *words_wanted(const word_book *b, const char *code, const char *accepted) {
    static const words none = {.n = 0};
    const words *w = code ? words_named(b, code) : NULL;
    if (!w && accepted) w = best_of(b, accepted);
    if (!w) w = words_named(b, "en");
    return w ? w : &none;
}

/* ---- words ---------------------------------------------------------------------------------------------------------------- */

static const char *found(const words *w, const char *key) {
    const words_entry wanted = {key, NULL};
    const words_entry *one = w->n ? bsearch(&wanted, w->at, w->n, sizeof *w->at, by_key) : NULL;
    return one ? one->text : NULL;
}

const char *words_of(const words *w, const char *key) {
    const char *text = found(w, key);
    return text ? text : key;
}

const char *words_of_code(const words *w, const char *kind, const char *code) {
    char key[KEY_MOST];
    const size_t a = strlen(kind), b = strlen(code);
    if (a + b + 2 > sizeof key) return code;
    memcpy(key, kind, a);
    key[a] = '.';
    memcpy(key + a + 1, code, b + 1);
    const char *text = found(w, key);
    return text ? text : code;
}

void words_say(const words *w, const char *key, words_put put, void *context, buf *b) {
    char name[KEY_MOST];
    const char *at = words_of(w, key);
    for (;;) {
        const char *open = strchr(at, '{'), *close = open ? strchr(open, '}') : NULL;
        if (!close || (size_t)(close - open) > sizeof name) break;
        html_bytes(b, at, (size_t)(open - at));
        memcpy(name, open + 1, (size_t)(close - open - 1));
        name[close - open - 1] = '\0';
        put(context, name, b);
        at = close + 1;
    }
    html_plain(b, at);
}
