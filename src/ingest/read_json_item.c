/* An item of a JSON Feed (jsonfeed.org, versions 1 and 1.1) → a dispatch. */
#include <string.h>

#include "core/hash.h"
#include "html/article.h"
#include "ingest/json_read.h"
#include "ingest/reading.h"

typedef struct item {
    const char *id, *url, *title, *html, *text, *summary, *published, *modified, *lang, *author;
} item;

/* The string that comes, or a number's digits, into *out; another value is passed over. False on a fault or where memory is out.
 */
static bool take_string(json_reader *j, arena *a, const char **out) {
    size_t n;
    const char c = json_peek(j), *from = j->at;
    if (c != '"') {
        if (!json_skip(j)) return false;
        if (c == '-' || (c >= '0' && c <= '9')) *out = arena_copy(a, from, (size_t)(j->at - from));
        return true;
    }
    *out = json_read_string(j, a, &n);
    return *out != NULL;
}

/* Calls `member` for each member of the object that comes; another value is passed over. */
static bool each_member(json_reader *j, arena *a, item *x, bool (*member)(json_reader *j, const char *key, arena *a, item *x)) {
    if (json_peek(j) != '{') return json_skip(j);
    j->at++;
    if (json_peek(j) == '}') return j->at++, true;
    do {
        size_t n;
        json_peek(j);
        const char *key = json_read_string(j, a, &n);
        if (!key || !json_expect(j, ':', "':' after the key") || !member(j, key, a, x)) return false;
    } while (json_peek(j) == ',' && j->at++);
    return json_expect(j, '}', "',' or '}'");
}

static bool author_member(json_reader *j, const char *key, arena *a, item *x) {
    const char *name = NULL;
    if (strcmp(key, "name") != 0) return json_skip(j);
    if (!take_string(j, a, &name)) return false;
    if (name) x->author = reading_join(x->author, name, a);
    return true;
}

/* An author, or an array of them. */
static bool read_author(json_reader *j, arena *a, item *x) {
    if (json_peek(j) != '[') return each_member(j, a, x, author_member);
    j->at++;
    if (json_peek(j) == ']') return j->at++, true;
    do {
        if (!each_member(j, a, x, author_member)) return false;
    } while (json_peek(j) == ',' && j->at++);
    return json_expect(j, ']', "',' or ']'");
}

static bool item_member(json_reader *j, const char *key, arena *a, item *x) {
    const struct {
        const char *key, **value;
    } strings[] = {
        {"id", &x->id},
        {"url", &x->url},
        {"title", &x->title},
        {"content_html", &x->html},
        {"content_text", &x->text},
        {"summary", &x->summary},
        {"date_published", &x->published},
        {"date_modified", &x->modified},
        {"language", &x->lang},
    };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (strcmp(key, strings[i].key) == 0) return take_string(j, a, strings[i].value);
    if (strcmp(key, "authors") == 0 || (strcmp(key, "author") == 0 && !x->author)) return read_author(j, a, x);
    return json_skip(j);
}

static dp_status read_text(const item *x, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    const char *plain = x->text && *x->text ? x->text : x->summary && *x->summary ? x->summary : x->title ? x->title : "";
    if (x->html && *x->html && (!x->text || !*x->text)) {
        const html_tree *tree;
        html_article article;
        dp_status status = html_parse(&rules->html, x->html, strlen(x->html), a, &tree, err);
        if (status == DP_OK) status = html_article_whole(tree, a, &article, err);
        if (status != DP_OK) return status;
        out->text = article.text;
        out->text_bytes = article.text_bytes;
        out->is_content = article.text_bytes > 0;
        if (out->is_content) return DP_OK;
    }
    out->is_content = *plain && plain == x->text;
    out->text = plain;
    out->text_bytes = (uint32_t)strlen(plain);
    return DP_OK;
}

dp_status read_json_item(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    item x = {0};
    json_reader j;
    json_open(&j, r->bytes, r->n);
    hash_hex128(r->bytes, r->n, out->sha);
    if (json_peek(&j) != '{' || !each_member(&j, a, &x, item_member)) {
        if (j.nomem) return error_nomem(err);
        error_set(err, DP_E_FORMAT, "the feed's item is no JSON object");
        return error_remedy(err, "check where the feed comes from"), DP_E_FORMAT;
    }
    out->encoding = "utf-8";
    const dp_status status = read_text(&x, rules, a, out, err);
    if (status != DP_OK) return status;
    out->id = x.id ? x.id : x.url;
    out->url = x.url;
    out->title = x.title ? reading_line(x.title, strlen(x.title), a) : NULL;
    out->author = x.author;
    out->source = r->context.outlet;
    if (x.published) out->date = reading_date(x.published, a);
    if (!out->date && x.modified) out->date = reading_date(x.modified, a);
    return reading_finish(r, x.lang ? x.lang : r->context.lang, a, out, err);
}
