/* A page → its article and what the page says of itself. */
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "html/article.h"
#include "html/date.h"
#include "html/meta.h"
#include "ingest/format.h"
#include "ingest/page_map.h"
#include "ingest/reading.h"

/* Of a page that is a file of its own: the file's name without folder and endings. */
static const char *stem_of(const ingest_record *r, arena *a) {
    const char *base = format_base_name(r->file);
    return r->line || strcmp(r->file, "-") == 0 ? NULL : arena_copy(a, base, format_stem(base));
}

/* NULs have become U+FFFD by now. */
static bool is_blank(const char *s, size_t n) {
    size_t i = 0;
    while (i < n) {
        if (strchr(" \t\r\n\f", s[i]) && s[i])
            i++;
        else if (n - i >= 3 && memcmp(s + i, "\xEF\xBF\xBD", 3) == 0)
            i += 3;
        else
            return false;
    }
    return true;
}

static dp_status empty_page(dp_error *err) {
    error_set(err, DP_E_FORMAT, "the page holds nothing");
    error_remedy(err, "check how it was saved or fetched, or leave it out");
    return DP_E_FORMAT;
}

/* The last day that the page can be of: the day after it was fetched, for somewhere it is tomorrow already. No clock is asked
 * where that is not known: the same page gives the same dispatch every day. */
static int32_t last_day(const ingest_record *r) {
    const char *fetched = r->context.fetched;
    date_stamp stamp;
    if (fetched && date_read_stamp(fetched, strlen(fetched), &stamp) && stamp.day.day)
        return day_from_civil(stamp.day.year, stamp.day.month, stamp.day.day) + 1;
    return day_from_civil(2099, 12, 31);
}

static void add_evidence(buf *b, const char *name, const meta_value *value) {
    if (value->text) buf_printf(b, "%s%s: %s", b->n ? "; " : "", name, value->evidence);
}

/* NULL where the page says nothing of itself or memory is out. */
static const char *evidence_of(const page_meta *m, arena *a) {
    buf b;
    buf_init(&b);
    add_evidence(&b, "title", &m->title);
    add_evidence(&b, "author", &m->author);
    add_evidence(&b, "date", &m->date);
    add_evidence(&b, "outlet", &m->outlet);
    add_evidence(&b, "address", &m->url);
    const char *copy = b.n && !b.failed ? arena_copy(a, b.at, b.n) : NULL;
    buf_free(&b);
    return copy;
}

static void take_metadata(const page_meta *m, const ingest_record *r, arena *a, dispatch *out) {
    out->evidence = evidence_of(m, a);
    out->title = m->title.text;
    out->author = m->author.text;
    out->date = m->date.text;
    out->source = m->outlet.text;
    out->url = m->url.text ? m->url.text : r->context.url;
}

dp_status read_page(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    hash_hex128(r->bytes, r->n, out->sha);
    charset_text decoded;
    const charset_hint hint = {.label = r->context.charset, .html = true, .model = &rules->language};
    dp_status status = charset_decode(r->bytes, r->n, &hint, a, &decoded, err);
    if (status != DP_OK) return status;
    note_encoding(out, a, &decoded);
    if (is_blank(decoded.text, decoded.text_bytes)) return empty_page(err);
    const html_tree *tree;
    html_article article;
    page_meta meta;
    const meta_given given = {.url = r->context.url, .last_day = last_day(r)};
    if ((status = html_parse(&rules->html, decoded.text, decoded.text_bytes, a, &tree, err)) != DP_OK) return status;
    if ((status = html_article_find(tree, a, &article, err)) != DP_OK) return status;
    if ((status = page_meta_read(&rules->words, tree, &given, a, &meta, err)) != DP_OK) return status;
    out->text = article.text;
    out->text_bytes = article.text_bytes;
    if ((status = page_map_make(&article, &decoded, a, out, err)) != DP_OK) return status;
    out->id = stem_of(r, a);
    take_metadata(&meta, r, a, out);
    return reading_finish(r, meta.lang.text ? meta.lang.text : r->context.lang, a, out, err);
}
